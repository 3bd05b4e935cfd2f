"""What goes wrong with disks and databases, as one clear sentence."""

from __future__ import annotations

import errno
import shutil
import sqlite3
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from reftel.errors import RecordError

# Below this a disk counts as full when SQLite can only say that writing failed.
FULL_BELOW_BYTES = 256 * 1024

NO_SPACE = frozenset({errno.ENOSPC, errno.EDQUOT})
NOT_ALLOWED = frozenset({errno.EACCES, errno.EPERM, errno.EROFS})

_LOST = "The connection to the database server is lost"
_LOST_ADVICE = "Try again; if it stays so, look whether the server runs."
# SQLSTATE, or how it begins: what it means here, and what can be done.
_SERVER_SENTENCES: Mapping[tuple[str, ...], tuple[str, str]] = {
    ("08", "57P01", "57P02", "57P03"): (_LOST, _LOST_ADVICE),
    ("53100",): ("The disk of the database server is full", "Free some space there and try again."),
    ("53",): ("The database server has no memory or connection left", "Try again later."),
    ("25006",): ("The database server takes no changes", "Ask who looks after it."),
    ("42501",): (
        "The user of the database may not do what a record needs",
        "It has to be allowed to make a schema in the database, and to own it.",
    ),
    ("3F000", "42P01"): ("The record's tables are no longer in the database", "Restore them from a backup."),
}

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
    except _server_errors() as error:
        raise explain_failure(error, folder) from error


def explain_failure(error: Exception, folder: Path) -> RecordError:
    """The sentence for an error of the database or the operating system."""
    cause = error.__cause__ if type(error).__module__.startswith("django.") else error
    where = str(folder)
    if isinstance(cause, OSError):
        return _explain_number(cause, where)
    if isinstance(cause, _server_errors()):
        return _explain_state(cause, where)
    return _explain_name(getattr(cause, "sqlite_errorname", ""), type(error).__name__, folder)


def damaged(where: str) -> RecordError:
    """The sentence for a database that is none any more."""
    return RecordError("The record's database is damaged", where=where, advice=RESTORE_ADVICE)


def _explain_name(name: str, kind: str, folder: Path) -> RecordError:
    """By the name that SQLite gives an error."""
    where = str(folder)
    if name == "SQLITE_FULL" or (name.startswith("SQLITE_IOERR") and _is_full(folder)):
        return _full(where)
    if name.startswith(("SQLITE_READONLY", "SQLITE_PERM", "SQLITE_CANTOPEN", "SQLITE_AUTH")):
        return _not_allowed(where)
    if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return _busy(where)
    if name.startswith(("SQLITE_CORRUPT", "SQLITE_NOTADB")):
        return damaged(where)
    return _unusable(name or kind, where)


def _server_errors() -> tuple[type[Exception], ...]:
    """What the driver for PostgreSQL raises; nothing as long as nobody has loaded it."""
    driver = sys.modules.get("psycopg")
    return (driver.Error,) if driver is not None else ()


def _explain_state(error: Exception, where: str) -> RecordError:
    """By the standard's five letters, which no language changes; there are none if the connection broke."""
    state: str = getattr(error, "sqlstate", None) or ""
    for prefixes, (found, advice) in _SERVER_SENTENCES.items():
        if state.startswith(prefixes):
            return RecordError(found, where=where, advice=advice)
    if state.startswith(("55P03", "40P01", "40001")):
        return _busy(where)
    if state.startswith(("XX001", "XX002", "58")):
        return damaged(where)
    kind = type(error).__name__
    if not state and kind in ("OperationalError", "InterfaceError"):
        return RecordError(_LOST, where=where, advice=_LOST_ADVICE)
    return _unusable(f"{kind} {state}".strip(), where)


def _busy(where: str) -> RecordError:
    return RecordError(
        "Another program is writing to the record", where=where, advice="Try again when it has finished."
    )


def _unusable(detail: str, where: str) -> RecordError:
    return RecordError(f"The record's database cannot be used ({detail})", where=where)


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
