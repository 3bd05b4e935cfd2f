"""Finding people, and making sure that they may do what they are about to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reftel.document import Clearance, Level
from reftel.errors import NotAllowedError
from reftel.record.audit.trail import Entry, note
from reftel.record.database.writing import writing
from reftel.record.markings.models import CAVEAT_SEPARATOR
from reftel.record.people.models import ActorRow
from reftel.record.people.roles import DEEDS, Right, Role
from reftel.record.people.views import Actor

if TYPE_CHECKING:
    from reftel.record.store import Record

ADVICE = "`reftel record actors` lists who is known, with their roles."


def view_actor(row: ActorRow) -> Actor:
    """What others are given of a person's row."""
    caveats = None if row.caveats is None else frozenset(filter(None, row.caveats.split(CAVEAT_SEPARATOR)))
    return Actor(
        id=row.uid,
        name=row.name,
        role=Role(row.role),
        clearance=Clearance(Level(row.level), caveats),
        sees_embargoed=row.sees_embargoed,
        version=row.version,
        retired_at=row.retired_at,
    )


def find_actor(record: Record, name: str | None = None) -> Actor:
    """A person by name; without one the local actor, who was made with the record.

    Raises:
        NotAllowedError: Nobody goes by that name, or he has left.
    """
    rows = ActorRow.objects.using(record.alias)
    row = rows.order_by("pk").first() if name is None else rows.filter(name=name).first()
    if row is None:
        raise NotAllowedError(f"Nobody in the record goes by the name “{name}”", advice=ADVICE)
    actor = view_actor(row)
    if actor.retired_at is not None:
        raise NotAllowedError(f"“{actor.name}” has left and may do nothing here", advice=ADVICE)
    return actor


def list_actors(record: Record) -> tuple[Actor, ...]:
    """Everybody, those who left too, by name."""
    rows = sorted(ActorRow.objects.using(record.alias), key=lambda row: row.name)
    return tuple(view_actor(row) for row in rows)


def require(record: Record, actor: Actor, right: Right) -> ActorRow:
    """The row of a person who may do something, as the record knows him now.

    Raises:
        NotAllowedError: He may not, or is not in this record; the trail tells of it.
    """
    row = ActorRow.objects.using(record.alias).filter(uid=actor.id).first()
    if row is None:
        raise NotAllowedError(f"“{actor.name}” is not in this record", advice=ADVICE)
    if not view_actor(row).may(right):
        note_refusal(record, row)
        raise NotAllowedError(
            f"“{row.name}” may not {DEEDS[right]}", advice="A coordinator can change what a person may do."
        )
    return row


def note_refusal(record: Record, row: ActorRow, subject_kind: str = "", subject: str = "") -> None:
    """Have the trail tell that someone was refused something."""
    with writing(record.alias):
        note(record.alias, Entry("refuse", row.pk, subject_kind, subject))
