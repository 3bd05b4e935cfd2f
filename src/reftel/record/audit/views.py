"""What is shown of the trail."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from reftel.record.audit.models import AuditRow
from reftel.record.audit.trail import Head, read_head
from reftel.record.failures import record_failures
from reftel.record.people.queries import require
from reftel.record.people.roles import Right
from reftel.record.people.views import Actor

if TYPE_CHECKING:
    from reftel.record.store import Record


@dataclass(frozen=True, slots=True)
class AuditView:
    """One entry of the trail.

    Args:
        number: Its place, from 1.
        at: When, in UTC.
        actor: Who did it; None for what nobody did.
        action: What was done.
        subject_kind: What it was done to.
        subject: Its name inside the record.
        digest: Of its contents afterwards.
        link: Digest of the entry together with the link before it.
    """

    number: int
    at: datetime
    actor: str | None
    action: str
    subject_kind: str
    subject: str
    digest: str
    link: str


def read_trail(record: Record, actor: Actor, *, last: int | None = None) -> Iterator[AuditView]:
    """The trail, the oldest entry first; it tells how much there is, so only who manages the record reads it.

    Args:
        record: An open record.
        actor: Who reads.
        last: How many of the last entries; None for all.

    Raises:
        NotAllowedError: The actor may not manage the record.
    """
    with record_failures(record.path):
        require(record, actor, Right.MANAGE)
        rows = AuditRow.objects.using(record.alias).select_related("actor").order_by("number")
        if last is not None:
            rows = rows.filter(number__gt=read_head(record.alias).number - last)
        for row in rows.iterator(chunk_size=2000):
            yield AuditView(
                number=row.number,
                at=row.at,
                actor=row.actor.name if row.actor is not None else None,
                action=row.action,
                subject_kind=row.subject_kind,
                subject=row.subject,
                digest=row.digest,
                link=row.link,
            )


def trail_head(record: Record) -> Head:
    """Where the trail ends; it tells nothing but that, and anybody may keep it."""
    with record_failures(record.path):
        return read_head(record.alias)
