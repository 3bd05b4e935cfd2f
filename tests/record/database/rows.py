"""A record's database as the tests look at it and change it behind the record's back."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from reftel.record import orm
from reftel.record.database.choose import find_database


@contextmanager
def opened(folder: Path) -> Iterator[str]:
    """The alias of a record's database, opened without looking whether it is sound or current."""
    database = find_database(folder)
    assert database is not None
    alias = orm.connect(database)
    try:
        yield alias
    finally:
        orm.disconnect(alias)


def change_database(folder: Path, statement: str) -> None:
    """Run a statement."""
    from django.db import connections

    with opened(folder) as alias, connections[alias].cursor() as cursor:
        cursor.execute(statement)


def contents_of(folder: Path) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table."""
    from django.db import connections

    with opened(folder) as alias, connections[alias].cursor() as cursor:
        found: dict[str, list[tuple[object, ...]]] = {}
        for table in sorted(connections[alias].introspection.table_names(cursor)):
            cursor.execute(f'SELECT * FROM "{table}" ORDER BY 1')  # noqa: S608
            found[table] = cursor.fetchall()
        return found
