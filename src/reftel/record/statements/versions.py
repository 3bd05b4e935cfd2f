"""Writing the versions of a statement; each is a row of its own and an entry in the trail."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from reftel.document import Marking, Span
from reftel.errors import DecisionError
from reftel.record.audit.contents import digest_decision, digest_evidence
from reftel.record.audit.trail import Entry, note
from reftel.record.documents.models import new_uid
from reftel.record.documents.queries import is_storable
from reftel.record.markings.models import MarkingRow, keep_marking
from reftel.record.people.models import ActorRow
from reftel.record.statements.models import DecisionRow, EvidenceRow, StatementRow, Status
from reftel.record.statements.places import Place
from reftel.record.statements.state import state_of

LONGEST_WORDS = 20_000
LONGEST_KIND = 32

Change = tuple[str | None, Mapping[str, str | int] | None, str | None, Marking | None]


def new_statement(alias: str, place: Place, author: ActorRow | None, rule: str = "") -> StatementRow:
    """A statement about words that is not in the database yet; `add_version` writes it."""
    row = StatementRow(uid=new_uid(), rule=rule, author=author, status=Status.CONFIRMED, version=0)
    _set_place(row, place)
    row.marking = _marking_row(alias, place.marking)
    return row


def apply_change(alias: str, row: StatementRow, place: Place | None, change: Change) -> Marking:
    """Change a row, which is not saved by it.

    Args:
        alias: The record's database.
        row: The statement.
        place: Other words, if it is to be about those.
        change: Kind, attributes, note and marking; None stays.

    Returns:
        The marking that the statement has then: never below that of its words, nor what it had before.
    """
    kind, attributes, words, marking = change
    row.kind = kind if kind is not None else row.kind
    row.attributes = dict(attributes) if attributes is not None else row.attributes
    row.note = words if words is not None else row.note
    joined = row.marking.value
    if place is not None:
        _set_place(row, place)
        joined |= place.marking
    if marking is not None:
        joined |= marking
    row.marking = _marking_row(alias, joined)
    return joined


def keep_first(alias: str, row: StatementRow) -> None:
    """Write down what was proposed, before the first decision changes it. Needs the passage and marking."""
    if row.version or DecisionRow.objects.using(alias).filter(statement=row).exists():
        return
    _keep(alias, row, Deed("propose", None), row.document.added_at)


@dataclass(frozen=True, slots=True)
class Deed:
    """What somebody does to a statement.

    Args:
        action: What it is called.
        actor: Who does it; None for a rule that proposes.
        reason: Why, in his words.
        successor: The statement that takes its place.
    """

    action: str
    actor: ActorRow | None
    reason: str = ""
    successor: StatementRow | None = None


def add_version(alias: str, row: StatementRow, deed: Deed) -> None:
    """Save a statement as it is in ``row``, changed or new, with the decision that made it so.

    Inside a transaction.
    """
    if row.pk is None:
        row.save(using=alias, force_insert=True)
    else:
        row.version += 1
        row.save(using=alias, force_update=True)
    _keep(alias, row, deed, datetime.now(UTC))


def add_evidence(alias: str, row: StatementRow, place: Place, actor: ActorRow) -> None:
    """Have a statement rest on more words. Inside a transaction that holds the statement."""
    count = EvidenceRow.objects.using(alias).filter(statement=row).count()
    joined = row.marking.value | place.marking
    if joined != row.marking.value:
        keep_first(alias, row)
        row.marking = _marking_row(alias, joined)
        add_version(alias, row, Deed("amend", actor, "For the marking of its evidence"))
    evidence = EvidenceRow(
        statement=row,
        ordinal=count,
        document=place.document,
        passage=place.passage,
        start=place.span.start,
        end=place.span.end,
        actor=actor,
        at=datetime.now(UTC),
        marking=_marking_row(alias, place.marking),
    )
    evidence.save(using=alias, force_insert=True)
    note(alias, Entry("cite", actor.pk, "evidence", f"{row.uid}/{count}", digest_evidence(evidence)))


def copy_evidence(alias: str, old: StatementRow, new: StatementRow, actor: ActorRow) -> None:
    """Have a statement that takes another's place rest on the same words."""
    rows = EvidenceRow.objects.using(alias).filter(statement=old)
    for evidence in rows.select_related("document", "passage", "marking").order_by("ordinal"):
        span = Span(evidence.start, evidence.end)
        place = Place(evidence.document, evidence.passage, span, evidence.marking.value)
        add_evidence(alias, new, place, actor)


def last_decision(alias: str, row: StatementRow) -> DecisionRow | None:
    """The decision that made a statement what it is; None if there was none."""
    rows = DecisionRow.objects.using(alias).filter(statement=row).select_related("actor", "marking")
    return rows.order_by("-version").first()


def check_change(kind: str | None, attributes: Mapping[str, str | int] | None, words: str | None) -> None:
    """Refuse what cannot be kept.

    Raises:
        DecisionError: The kind is no name, an attribute no plain value, or the note too long.
    """
    if kind is not None and not _is_kind(kind):
        raise DecisionError(
            f"“{kind[:LONGEST_KIND]}” is no kind of statement",
            advice=f"Give small letters with hyphens, {LONGEST_KIND} at most, such as commitment.",
        )
    check_words(words or "", "note")
    for name, value in (attributes or {}).items():
        if not isinstance(name, str) or not isinstance(value, str | int):
            raise DecisionError(f"The attribute {name!r} is no text and no number")
    check_words(json.dumps(dict(attributes or {}), ensure_ascii=False), "attributes")


def check_words(words: str, what: str) -> None:
    """Refuse words of a person that a database cannot keep.

    Raises:
        DecisionError: They are too long, or hold a character that no text has.
    """
    if len(words) > LONGEST_WORDS:
        raise DecisionError(
            f"The {what} has {len(words)} characters", advice=f"At most {LONGEST_WORDS} are kept."
        )
    if not is_storable(words):
        raise DecisionError(f"The {what} holds a character that no text has")


def _is_kind(kind: str) -> bool:
    letters = kind.replace("-", "").replace("_", "")
    return len(kind) <= LONGEST_KIND and letters.isascii() and letters.isalnum() and kind == kind.lower()


def _set_place(row: StatementRow, place: Place) -> None:
    row.document = place.document
    row.passage = place.passage
    row.start, row.end = place.span


def _keep(alias: str, row: StatementRow, deed: Deed, at: datetime) -> None:
    decision = DecisionRow(
        statement=row,
        version=row.version,
        action=deed.action,
        actor=deed.actor,
        at=at,
        reason=deed.reason,
        state=state_of(row, row.passage.ordinal, row.marking.value),
        successor=deed.successor,
        marking=row.marking,
    )
    decision.save(using=alias, force_insert=True)
    actor = deed.actor.pk if deed.actor is not None else None
    subject = f"{row.uid}/{row.version}"
    note(alias, Entry(deed.action, actor, "decision", subject, digest_decision(decision)))


def _marking_row(alias: str, marking: Marking) -> MarkingRow:
    return MarkingRow.objects.using(alias).get(pk=keep_marking(alias, marking))
