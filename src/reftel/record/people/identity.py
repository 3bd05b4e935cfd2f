"""Who acts: the local actor of one's own machine, or somebody who says his name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reftel.record.audit.trail import Entry, note
from reftel.record.database.writing import writing
from reftel.record.failures import record_failures
from reftel.record.people.models import ActorRow
from reftel.record.people.queries import find_actor
from reftel.record.people.views import Actor

if TYPE_CHECKING:
    from reftel.record.store import Record


def sign_in(record: Record, name: str | None = None) -> Actor:
    """Who acts from now on.

    Args:
        record: An open record.
        name: Whom somebody says that he is, which the trail then tells; None for the local actor.

    Raises:
        NotAllowedError: Nobody goes by that name, or he has left.
        RecordError: The record cannot be read or written to.
    """
    with record_failures(record.path):
        actor = find_actor(record, name)
        if name is not None:
            with writing(record.alias):
                row = ActorRow.objects.using(record.alias).get(uid=actor.id)
                note(record.alias, Entry("sign-in", row.pk, "session", actor.id))
        return actor
