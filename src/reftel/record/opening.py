"""Making a record, and opening the one that is there."""

from __future__ import annotations

import errno
import os
import shlex
from contextlib import suppress
from pathlib import Path
from uuid import uuid4

from reftel.errors import RecordError
from reftel.record import orm, schema
from reftel.record.failures import record_failures
from reftel.record.originals import FOLDER, FOLDER_MODE, sync_folder
from reftel.record.store import Record

DATABASE = "record.sqlite3"
# A database is made under a name of its own that begins so, and gets its right one when it is whole.
_DRAFT = ".new-"
_COMPANIONS = ("", "-wal", "-shm", "-journal")
_NO_LINKS = frozenset({errno.EPERM, errno.ENOTSUP, errno.ENOSYS, errno.EMLINK})
_BEGINNINGS = frozenset({FOLDER, *(DATABASE + suffix for suffix in _COMPANIONS)})


def is_record(path: str | os.PathLike[str]) -> bool:
    """Whether a folder is a record already, of whatever version."""
    folder = Path(path).absolute()
    with record_failures(folder):
        return bool(_applied_steps(folder))


def init_record(path: str | os.PathLike[str]) -> Record:
    """Make a record, or open the one that is there, also if another program makes it meanwhile.

    Args:
        path: A folder that is empty, does not exist yet, or is a record.

    Returns:
        The record, open.

    Raises:
        RecordError: The path is a file or a folder with something else in it, cannot be written to, the disk
            is full, or the record there cannot be opened. What was there before is as it was.
    """
    folder = Path(path).absolute()
    with record_failures(folder):
        if _applied_steps(folder):
            return open_record(folder)
        _check_vacant(folder)
        made_folder = not folder.exists()
    try:
        with record_failures(folder):
            folder.mkdir(mode=FOLDER_MODE, parents=True, exist_ok=True)
            (folder / FOLDER).mkdir(mode=FOLDER_MODE, exist_ok=True)
            sync_folder(folder)
            _make_database(folder)
            sync_folder(folder)
    except BaseException:
        _remove_beginnings(folder, made_folder=made_folder)
        raise
    return open_record(folder)


def open_record(path: str | os.PathLike[str]) -> Record:
    """Open a record; one that an older version made is brought forward.

    Args:
        path: Its folder.

    Raises:
        RecordError: There is no record, it was made by a newer version, is damaged, busy, or cannot be
            written to. It is as it was.
    """
    folder = Path(path).absolute()
    with record_failures(folder):
        applied = _applied_steps(folder)
        if not applied:
            raise RecordError(
                "This is no record",
                where=str(folder),
                advice=f"Make one with `reftel init {shlex.quote(str(folder))}`.",
            )
        schema.check_version(applied, folder)
        return _connect(folder, is_current=applied == schema.known_steps())


def _applied_steps(folder: Path) -> frozenset[str] | None:
    """The steps of the record in a folder; None or empty if there is none."""
    database = folder / DATABASE
    return schema.applied_steps(database) if database.is_file() else None


def _connect(folder: Path, *, is_current: bool) -> Record:
    alias = orm.connect(folder / DATABASE)
    try:
        if not is_current:
            schema.migrate(alias)
        orm.check_connection(alias)
    except BaseException:
        orm.disconnect(alias)
        raise
    return Record(folder, alias)


def _make_database(folder: Path) -> None:
    """Make the database whole, then give it its name, unless another program was first."""
    draft = folder / f"{_DRAFT}{uuid4().hex}"
    try:
        alias = orm.connect(draft, create=True)
        try:
            schema.migrate(alias)
        finally:
            orm.disconnect(alias)
        database = folder / DATABASE
        if database.is_file() and schema.applied_steps(database) == frozenset():
            database.unlink()  # an empty one, which nobody's record can be
        _name_once(draft, database)
    finally:
        for suffix in _COMPANIONS:
            with suppress(OSError):
                draft.with_name(draft.name + suffix).unlink()


def _name_once(draft: Path, database: Path) -> None:
    """Rename a file, but never over one that is there."""
    try:
        os.link(draft, database)
    except FileExistsError:
        return
    except OSError as error:
        if error.errno not in _NO_LINKS:
            raise
        if not database.exists():  # disks without links leave no better way
            draft.rename(database)


def _check_vacant(folder: Path) -> None:
    """Refuse to make a record over something else, or over the remains of one.

    Raises:
        RecordError: The path is a file, or a folder that is not empty.
    """
    if not folder.exists():
        return
    where = str(folder)
    if not folder.is_dir():
        raise RecordError(
            "This is a file, and a record is a folder", where=where, advice="Give another path."
        )
    names = sorted(entry.name for entry in folder.iterdir())
    others = [name for name in names if name not in _BEGINNINGS and not name.startswith(_DRAFT)]
    if others:
        raise RecordError(
            f"The folder is not empty (it holds “{others[0]}”)",
            where=where,
            advice="Give an empty folder, or one that does not exist yet.",
        )
    originals = folder / FOLDER
    if originals.is_dir() and any(originals.iterdir()):
        raise RecordError(
            "The folder holds the originals of a record without its database",
            where=where,
            advice="Restore the database from a backup, or import the originals into a new record.",
        )
    if (folder / DATABASE).is_file() and schema.applied_steps(folder / DATABASE) is None:
        raise RecordError("The database there is of something else", where=where, advice="Give another path.")


def _remove_beginnings(folder: Path, *, made_folder: bool) -> None:
    """Take away the folders that an interrupted `init_record` made, if nobody has put anything in them."""
    with suppress(OSError):
        if not (folder / DATABASE).exists() or schema.applied_steps(folder / DATABASE) == frozenset():
            (folder / FOLDER).rmdir()
    if made_folder:
        with suppress(OSError):
            folder.rmdir()
