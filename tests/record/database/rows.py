"""A record's database as the tests look at it and change it behind the record's back."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from reftel.record import orm
from reftel.record.database import model, sqlite
from reftel.record.database.choose import find_database
from reftel.record.database.postgresql import make_postgresql


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


def move_to_server(folder: Path, target: Path) -> None:
    """Make a record on the server of the same version and with the same rows as one in a file."""
    from django.core.management.color import no_style
    from django.db import connections, transaction
    from django.db.migrations.executor import MigrationExecutor

    there = sqlite.find_sqlite(folder)
    assert there is not None
    steps = [(model.APP, name) for name in there.applied_steps() or ()]

    def fill(database: model.Database) -> None:
        source, alias = orm.connect(there), orm.connect(database)
        try:
            with database.migrating(alias):
                executor = MigrationExecutor(connections[alias])
                models = list(executor.migrate(steps).apps.get_models())
            with transaction.atomic(using=alias):
                for rows in models:
                    rows._default_manager.using(alias).bulk_create(rows._default_manager.using(source))
            with connections[alias].cursor() as cursor:
                for statement in connections[alias].ops.sequence_reset_sql(no_style(), models):
                    cursor.execute(statement)
        finally:
            orm.disconnect(source)
            orm.disconnect(alias)

    target.mkdir()
    make_postgresql(target, fill)
