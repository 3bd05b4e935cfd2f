"""Of which version a record is, and bringing it forward."""

from __future__ import annotations

from pathlib import Path
from pkgutil import iter_modules
from typing import TYPE_CHECKING

from reftel.errors import RecordError
from reftel.record import migrations, orm
from reftel.record.database.model import APP

if TYPE_CHECKING:
    from django.db.migrations.state import StateApps


def known_steps() -> frozenset[str]:
    """The migrations that this version ships."""
    return frozenset(module.name for module in iter_modules(migrations.__path__))


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
    """Bring a database to this version, all steps in one transaction, and nobody else meanwhile.

    One without a trail, a new one too, begins it then.
    """
    with orm.database_of(alias).migrating(alias):
        # Looks what there is to do: another program may have done it while this one waited.
        migrate_to(alias, max(known_steps()))
        from reftel.record.beginning import begin  # needs the models

        begin(alias)


def migrate_to(alias: str, step: str) -> StateApps:
    """Bring a database to a step, inside such a transaction.

    Returns:
        The models as they are at that step.
    """
    from django.db import connections
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connections[alias])
    return executor.migrate([(APP, step)]).apps
