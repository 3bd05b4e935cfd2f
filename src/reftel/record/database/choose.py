"""Which database a record has, or gets."""

from __future__ import annotations

from pathlib import Path

from reftel.record.database.model import Database, Fill
from reftel.record.database.postgresql import (
    find_postgresql,
    make_postgresql,
    names_schema,
    server_is_given,
)
from reftel.record.database.sqlite import find_sqlite, make_sqlite


def find_database(folder: Path) -> Database | None:
    """The database that a record's folder has or names; None if it is no record's folder.

    The folder alone decides: a record with a SQLite file is that, whatever the environment says.

    Raises:
        RecordError: It names a database on a server, and nothing says where the server is.
    """
    return find_postgresql(folder) or find_sqlite(folder)


def make_database(folder: Path, fill: Fill) -> None:
    """Make the database of a new record: on the server that the environment names, else in the folder.

    It is made whole or not at all; if another program made one in this folder meanwhile, that one stays.

    Args:
        folder: The record's folder, which exists.
        fill: Makes the tables.
    """
    make = make_postgresql if server_is_given() else make_sqlite
    make(folder, fill)


def is_named(folder: Path) -> bool:
    """Whether a folder has a database that may hold something, asked without a server."""
    if names_schema(folder):
        return True
    file = find_sqlite(folder)
    return file is not None and file.applied_steps() != frozenset()
