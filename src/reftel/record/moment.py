"""The record as it is at one moment."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from reftel.record import orm

if TYPE_CHECKING:
    from reftel.record.store import Record


@contextmanager
def snapshot(record: Record) -> Iterator[str]:
    """The record as it is now, by an alias of its own; others go on writing, and so may this process."""
    alias = orm.connect(orm.database_of(record.alias))
    try:
        orm.check_connection(alias)
        with orm.database_of(alias).reading(alias):
            yield alias
    finally:
        orm.disconnect(alias)
