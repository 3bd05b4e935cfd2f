"""Documents that are not released yet: a narrative is shown to the government before it is published."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from reftel.errors import ConflictError, DecisionError, NotAllowedError
from reftel.record.audit.contents import digest_release
from reftel.record.audit.trail import Entry, note
from reftel.record.documents.models import DocumentRow
from reftel.record.documents.queries import find_row, find_view
from reftel.record.documents.views import DocumentView
from reftel.record.people.acting import acting
from reftel.record.people.roles import Right
from reftel.record.people.views import Actor

if TYPE_CHECKING:
    from reftel.record.store import Record


def check_time(until: datetime | None) -> datetime | None:
    """The time in UTC.

    Raises:
        DecisionError: It is without a time zone, so that nobody knows when it is.
    """
    if until is None:
        return None
    if until.tzinfo is None:
        raise DecisionError(
            f"The time {until.isoformat()} has no time zone", advice="Add one, as in 2027-06-20T14:00Z."
        )
    return until.astimezone(UTC)


def set_embargo(record: Record, actor: Actor, seen: DocumentView, until: datetime | None) -> DocumentView:
    """Say when a document is released; None releases it now.

    Args:
        record: An open record.
        actor: Who says it; must be one who sees what is not released.
        seen: The document as the actor has it before him.
        until: When it is released.

    Raises:
        NotAllowedError: The actor may not manage embargoes.
        DecisionError: There is no such document for him, or the time has no time zone.
        ConflictError: Somebody else changed it meanwhile.
    """
    moment = check_time(until)
    if moment is not None and not actor.sees_embargoed:
        raise NotAllowedError("Only who sees documents before their release may put one under an embargo")
    with acting(record, actor, Right.MANAGE) as by:
        found = find_row(record.alias, actor.reader, seen)
        if found is None:
            raise DecisionError("There is no such document", where=seen.key)
        row = DocumentRow.objects.using(record.alias).select_for_update().get(pk=found.pk)
        if row.version != seen.version:
            raise ConflictError(
                "The document's release was changed meanwhile by someone else",
                where=row.key,
                theirs={"embargo_until": row.embargo_until, "version": row.version},
                mine={"embargo_until": moment},
            )
        row.embargo_until = moment
        row.version += 1
        row.save(using=record.alias, update_fields=("embargo_until", "version"))
        note(record.alias, Entry("embargo", by.pk, "release", row.uid, digest_release(row)))
        view = find_view(record.alias, actor.reader, row.uid)
    assert view is not None  # noqa: S101 - it was found for him above
    return view
