"""A record's database as a file in its folder."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

from reftel.record.database import model
from reftel.record.database.files import draft_in, name_once
from reftel.record.failures import damaged

FILE = "record.sqlite3"
COMPANIONS = ("", "-wal", "-shm", "-journal")

# Looking through a database this large takes a twentieth of a second; damage in a larger one shows when the
# damaged part is read.
LARGEST_LOOKED_THROUGH = 32 * 1024 * 1024

_APPLIED_SQL = "SELECT name FROM django_migrations WHERE app = ? ORDER BY id"
_TABLES_SQL = "SELECT name FROM sqlite_master WHERE type = 'table'"


@dataclass(frozen=True, slots=True)
class SqliteDatabase:
    """A SQLite file; see `model.Database`.

    Args:
        file: Where it is.
        is_new: Whether to make it if it is not there.
    """

    file: Path
    is_new: bool = False

    def settings(self) -> dict[str, Any]:
        mode = "rwc" if self.is_new else "rw"
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": f"file:{quote(str(self.file.absolute()))}?mode={mode}",
            "OPTIONS": {
                "uri": True,
                "timeout": model.BUSY_SECONDS,
                # A transaction that begins by reading cannot be made to wait when it comes to write.
                "transaction_mode": "IMMEDIATE",
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;",
            },
        }

    def applied_steps(self) -> frozenset[str] | None:
        location = f"file:{quote(str(self.file.absolute()))}?mode=ro"
        with closing(sqlite3.connect(location, uri=True)) as connection:
            tables = {name for (name,) in connection.execute(_TABLES_SQL)}
            if not tables:
                return frozenset()
            if "django_migrations" not in tables:
                return None
            applied = frozenset(name for (name,) in connection.execute(_APPLIED_SQL, (model.APP,)))
            if self.file.stat().st_size <= LARGEST_LOOKED_THROUGH:
                (verdict,) = connection.execute("PRAGMA quick_check(1)").fetchone()
                if verdict != "ok":
                    raise damaged(str(self.file.parent))
        return applied or None

    @contextmanager
    def migrating(self, alias: str) -> Iterator[None]:
        from django.db import connections, transaction

        # Changing a table means making it anew, while others refer to it; and inside a transaction the check
        # of references cannot be switched. Django looks at all references itself after each step.
        connection = connections[alias]
        connection.disable_constraint_checking()
        try:
            with transaction.atomic(using=alias, durable=True):
                yield
        finally:
            connection.enable_constraint_checking()

    def lock(self, alias: str, name: str) -> None:
        """Every transaction is the only one that writes, from its first statement."""

    @contextmanager
    def reading(self, alias: str) -> Iterator[None]:
        from django.db import connections

        # Django would begin it as one that writes, and keep all others waiting.
        with connections[alias].cursor() as cursor:
            cursor.execute("BEGIN DEFERRED")
            try:
                cursor.execute("SELECT count(*) FROM sqlite_master")  # the moment is that of this
                yield
            finally:
                cursor.execute("ROLLBACK")

    def check(self, alias: str) -> tuple[str, ...]:
        from django.db import connections

        with connections[alias].cursor() as cursor:
            cursor.execute("PRAGMA integrity_check(100)")
            said = [f"The database file is damaged ({line})" for (line,) in cursor.fetchall() if line != "ok"]
            cursor.execute("PRAGMA foreign_key_check")
            tables = sorted({(table, target) for table, _, target, _ in cursor.fetchall()})
        said += [f"Rows of “{table}” belong to rows of “{target}” that are gone" for table, target in tables]
        return tuple(said)


def find_sqlite(folder: Path) -> SqliteDatabase | None:
    """The SQLite database in a folder, of whatever it is; None without one."""
    file = folder / FILE
    return SqliteDatabase(file) if file.is_file() else None


def make_sqlite(folder: Path, fill: model.Fill) -> None:
    """Make the database whole, then give it its name, unless another program was first."""
    draft = draft_in(folder)
    try:
        fill(SqliteDatabase(draft, is_new=True))
        there = find_sqlite(folder)
        if there is not None and there.applied_steps() == frozenset():
            there.file.unlink()  # an empty one, which nobody's record can be
        name_once(draft, folder / FILE)
    finally:
        for suffix in COMPANIONS:
            with suppress(OSError):
                draft.with_name(draft.name + suffix).unlink()
