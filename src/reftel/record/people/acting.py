"""Doing something in the record as somebody: allowed or noted as refused, whole or not at all."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from reftel.errors import NotAllowedError
from reftel.record.audit.trail import telling
from reftel.record.database.writing import writing
from reftel.record.failures import record_failures
from reftel.record.people.models import ActorRow
from reftel.record.people.queries import note_refusal, require
from reftel.record.people.roles import Right
from reftel.record.people.views import Actor

if TYPE_CHECKING:
    from reftel.record.store import Record


@contextmanager
def acting(record: Record, actor: Actor, right: Right) -> Iterator[ActorRow]:
    """A transaction in which somebody does what a right permits.

    Args:
        record: An open record.
        actor: Who does it.
        right: What it takes.

    Yields:
        The actor's row.

    Raises:
        NotAllowedError: He may not, or what is done inside is refused; the trail tells of it.
        RecordError: The disk or the database fails.
    """
    with record_failures(record.path):
        by = require(record, actor, right)
        try:
            with writing(record.alias), telling(record.alias):
                yield by
        except NotAllowedError:
            # Only now: what the transaction wrote is gone with it.
            note_refusal(record, by)
            raise
