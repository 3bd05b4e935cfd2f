"""Making a record, and opening the one that is there."""

from __future__ import annotations

import os
import shlex
from contextlib import suppress
from pathlib import Path

from reftel.errors import RecordError
from reftel.record import orm, schema
from reftel.record.database import sqlite
from reftel.record.database.choose import find_database, is_named, make_database
from reftel.record.database.files import DRAFT
from reftel.record.database.model import Database, Fill
from reftel.record.failures import record_failures
from reftel.record.originals import FOLDER, FOLDER_MODE, sync_folder
from reftel.record.store import Record

_BEGINNINGS = frozenset({FOLDER, *(sqlite.FILE + suffix for suffix in sqlite.COMPANIONS)})


def is_record(path: str | os.PathLike[str]) -> bool:
    """Whether a folder is a record already, of whatever version."""
    folder = Path(path).absolute()
    with record_failures(folder):
        database = find_database(folder)
        return database is not None and bool(database.applied_steps())


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
        database = find_database(folder)
        if database is not None and database.applied_steps():
            return open_record(folder)
    make_record(folder, _fill)
    return open_record(folder)


def make_record(folder: Path, fill: Fill) -> None:
    """Make a record's folder and the database in it, whole or not at all.

    If another program made a record there meanwhile, that one stays.

    Args:
        folder: Empty, or not there yet.
        fill: Makes the tables.

    Raises:
        RecordError: As `init_record`.
    """
    with record_failures(folder):
        _check_vacant(folder)
        made_folder = not folder.exists()
    try:
        with record_failures(folder):
            folder.mkdir(mode=FOLDER_MODE, parents=True, exist_ok=True)
            (folder / FOLDER).mkdir(mode=FOLDER_MODE, exist_ok=True)
            sync_folder(folder)
            make_database(folder, fill)
            sync_folder(folder)
    except BaseException:
        _remove_beginnings(folder, made_folder=made_folder)
        raise


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
        database = find_database(folder)
        applied = database.applied_steps() if database is not None else None
        if database is None or not applied:
            raise RecordError(
                "This is no record",
                where=str(folder),
                advice=f"Make one with `reftel init {shlex.quote(str(folder))}`.",
            )
        schema.check_version(applied, folder)
        return _connect(folder, database, is_current=applied == schema.known_steps())


def _connect(folder: Path, database: Database, *, is_current: bool) -> Record:
    alias = orm.connect(database)
    try:
        if not is_current:
            schema.migrate(alias)
        orm.check_connection(alias)
    except BaseException:
        orm.disconnect(alias)
        raise
    return Record(folder, alias)


def _fill(database: Database) -> None:
    """Make the tables in a database that has none."""
    alias = orm.connect(database)
    try:
        schema.migrate(alias)
    finally:
        orm.disconnect(alias)


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
    others = [name for name in names if name not in _BEGINNINGS and not name.startswith(DRAFT)]
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
    there = sqlite.find_sqlite(folder)
    if there is not None and there.applied_steps() is None:
        raise RecordError("The database there is of something else", where=where, advice="Give another path.")


def _remove_beginnings(folder: Path, *, made_folder: bool) -> None:
    """Take away the folders that an interrupted `init_record` made, if nobody has put anything in them."""
    with suppress(OSError):
        if not is_named(folder):
            (folder / FOLDER).rmdir()
    if made_folder:
        with suppress(OSError):
            folder.rmdir()
