"""What goes wrong with disks and databases, as one clear sentence."""

from __future__ import annotations

import errno
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from reftel.errors import RecordError

# Below this a disk counts as full when SQLite can only say that writing failed.
FULL_BELOW_BYTES = 256 * 1024

NO_SPACE = frozenset({errno.ENOSPC, errno.EDQUOT})
NOT_ALLOWED = frozenset({errno.EACCES, errno.EPERM, errno.EROFS})

RESTORE_ADVICE = "Restore it from a backup, or make a new one with `reftel init` and import again."


@contextmanager
def record_failures(folder: Path) -> Iterator[None]:
    """Turn what a disk or database raises inside the block into a `RecordError`.

    Args:
        folder: The record's folder, for the sentence.

    Raises:
        RecordError: The disk is full, the folder read-only, the database damaged, busy or away.
    """
    # Here, so that finding out that a folder is no record costs no Django.
    from django.db.utils import Error as DjangoError

    try:
        yield
    except (DjangoError, sqlite3.Error, OSError) as error:
        raise explain_failure(error, folder) from error


def explain_failure(error: Exception, folder: Path) -> RecordError:
    """The sentence for an error of the database or the operating system."""
    cause = error if isinstance(error, OSError | sqlite3.Error) else error.__cause__
    where = str(folder)
    if isinstance(cause, OSError):
        return _explain_number(cause, where)
    name = getattr(cause, "sqlite_errorname", "")
    if name == "SQLITE_FULL" or (name.startswith("SQLITE_IOERR") and _is_full(folder)):
        return _full(where)
    if name.startswith(("SQLITE_READONLY", "SQLITE_PERM", "SQLITE_CANTOPEN", "SQLITE_AUTH")):
        return _not_allowed(where)
    if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return RecordError(
            "Another program is writing to the record", where=where, advice="Try again when it has finished."
        )
    if name.startswith(("SQLITE_CORRUPT", "SQLITE_NOTADB")):
        return damaged(where)
    detail = name or type(error).__name__
    return RecordError(f"The record's database cannot be used ({detail})", where=where)


def damaged(where: str) -> RecordError:
    """The sentence for a database that is none any more."""
    return RecordError("The record's database is damaged", where=where, advice=RESTORE_ADVICE)


def _explain_number(error: OSError, where: str) -> RecordError:
    if error.errno in NO_SPACE:
        return _full(where)
    if error.errno in NOT_ALLOWED:
        return _not_allowed(where)
    reason = (error.strerror or type(error).__name__).lower()
    return RecordError(f"The record's folder cannot be used ({reason})", where=where)


def _full(where: str) -> RecordError:
    return RecordError("The disk is full", where=where, advice="Free some space and try again.")


def _not_allowed(where: str) -> RecordError:
    return RecordError(
        "The record's folder cannot be written to", where=where, advice="Check who may write there."
    )


def _is_full(folder: Path) -> bool:
    try:
        return shutil.disk_usage(folder).free < FULL_BELOW_BYTES
    except OSError:
        return False
