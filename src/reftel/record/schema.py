"""Whether a database is a record, of which version, and bringing it forward."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from pkgutil import iter_modules
from urllib.parse import quote

from reftel.errors import RecordError
from reftel.record import migrations
from reftel.record.failures import damaged

APP = "record"

# Looking through a database this large takes a twentieth of a second; damage in a larger one shows when the
# damaged part is read.
LARGEST_LOOKED_THROUGH = 32 * 1024 * 1024

APPLIED_SQL = "SELECT name FROM django_migrations WHERE app = ? ORDER BY id"
TABLES_SQL = "SELECT name FROM sqlite_master WHERE type = 'table'"


def known_steps() -> frozenset[str]:
    """The migrations that this version ships."""
    return frozenset(module.name for module in iter_modules(migrations.__path__))


def applied_steps(database: Path) -> frozenset[str] | None:
    """The migrations that a database has gone through.

    Looks without Django and without writing, so that what is no record stays as it is.

    Args:
        database: An existing file.

    Returns:
        Their names; empty for a database without tables, None for one that holds something else.

    Raises:
        sqlite3.Error: The file is no database, is damaged, or cannot be read.
        RecordError: It is damaged inside.
    """
    location = f"file:{quote(str(database.absolute()))}?mode=ro"
    with closing(sqlite3.connect(location, uri=True)) as connection:
        tables = {name for (name,) in connection.execute(TABLES_SQL)}
        if not tables:
            return frozenset()
        if "django_migrations" not in tables:
            return None
        applied = frozenset(name for (name,) in connection.execute(APPLIED_SQL, (APP,)))
        if database.stat().st_size <= LARGEST_LOOKED_THROUGH:
            (verdict,) = connection.execute("PRAGMA quick_check(1)").fetchone()
            if verdict != "ok":
                raise damaged(str(database.parent))
    return applied or None


def check_version(applied: frozenset[str], folder: Path) -> None:
    """Refuse a record that went through steps of which this version knows nothing.

    Raises:
        RecordError: It was made by a newer version.
    """
    unknown = sorted(applied - known_steps())
    if unknown:
        raise RecordError(
            f"The record was made by a newer version of Reftel (step {unknown[-1]})",
            where=str(folder),
            advice="Install that version, or choose another record.",
        )


def migrate(alias: str) -> None:
    """Bring a database to this version, each step in a transaction together with the note that it ran."""
    from django.db import connections
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connections[alias])
    executor.migrate(executor.loader.graph.leaf_nodes())
