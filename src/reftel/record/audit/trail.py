"""Writing the trail and following it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import UTC, datetime
from types import MappingProxyType

from reftel.record.audit.digests import digest_of
from reftel.record.audit.models import HEAD_NUMBER, AuditRow, HeadRow

START = "0" * 64

# What is to be noted at the end of the transaction that runs in each database.
_COLLECTED: ContextVar[Mapping[str, list[Entry]]] = ContextVar("collected", default=MappingProxyType({}))


@dataclass(frozen=True, slots=True)
class Entry:
    """What is to be noted.

    Args:
        action: What was done, such as ``confirm`` or ``import``.
        actor: Number of the actor's row; None for what nobody did.
        subject_kind: What it was done to: ``document``, ``statement``, ``actor`` ...; may be empty.
        subject: Its name inside the record; may be empty.
        digest: Of its contents afterwards; empty where nothing changed.
    """

    action: str
    actor: int | None
    subject_kind: str = ""
    subject: str = ""
    digest: str = ""


@dataclass(frozen=True, slots=True)
class Head:
    """The end of the trail: print it, keep it elsewhere, and nobody can shorten the trail unseen.

    >>> str(Head(12, "ab" * 32))[:6]
    '12:aba'
    """

    number: int
    link: str

    def __str__(self) -> str:
        return f"{self.number}:{self.link}"

    @classmethod
    def parse(cls, text: str) -> Head:
        """Read what ``str`` writes.

        Raises:
            ValueError: The text is no head.
        """
        number, _, link = text.strip().partition(":")
        if not number.isdecimal() or len(link) != len(START) or set(link) - set("0123456789abcdef"):
            raise ValueError(f"{text!r} is no end of a trail")
        return cls(int(number), link)


@contextmanager
def telling(alias: str) -> Iterator[None]:
    """Collect what is noted inside, and write it at the end.

    Who writes holds the end of the trail until his transaction is over. So it is taken last, after all other
    rows: others wait but for a moment, and no two for each other.

    Args:
        alias: The record's database, in a transaction.
    """
    collected: list[Entry] = []
    token = _COLLECTED.set({**_COLLECTED.get(), alias: collected})
    try:
        yield
    finally:
        _COLLECTED.reset(token)
    if collected:
        _write(alias, collected)


def note(alias: str, *entries: Entry) -> None:
    """Add entries at the end of the trail, inside the transaction of what they tell of."""
    collected = _COLLECTED.get().get(alias)
    if collected is None:
        _write(alias, entries)
    else:
        collected.extend(entries)


def _write(alias: str, entries: Iterable[Entry]) -> None:
    head = HeadRow.objects.using(alias).select_for_update().get(pk=HEAD_NUMBER)
    now = datetime.now(UTC)
    rows: list[AuditRow] = []
    for entry in entries:
        head.last += 1
        row = AuditRow(
            number=head.last,
            at=now,
            actor_id=entry.actor,
            action=entry.action,
            subject_kind=entry.subject_kind,
            subject=entry.subject,
            digest=entry.digest,
        )
        head.link = row.link = link_of(row, head.link or START)
        rows.append(row)
    AuditRow.objects.using(alias).bulk_create(rows)
    head.save(using=alias, update_fields=("last", "link"))


def link_of(row: AuditRow, before: str) -> str:
    """The digest of a row together with the link before it."""
    return digest_of(
        [row.number, row.at, row.actor_id, row.action, row.subject_kind, row.subject, row.digest, before]
    )


def read_head(alias: str) -> Head:
    """Where the trail ends now."""
    head = HeadRow.objects.using(alias).get(pk=HEAD_NUMBER)
    return Head(head.last, head.link or START)


def entries(alias: str) -> Iterator[AuditRow]:
    """The whole trail, a part at a time."""
    yield from AuditRow.objects.using(alias).order_by("number").iterator(chunk_size=2000)
