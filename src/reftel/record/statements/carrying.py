"""What people said of a document moves to another copy of it, or waits for one of them.

A telegram or narrative comes again: corrected, complete, from another carrier. It is a document of its own.
Of each copy before it

- what was rejected stays rejected, and what was withdrawn withdrawn: a proposal of the same about the same
  words is so as it comes in;
- what a person confirmed, amended or stated goes to the new copy if that is the better one, found by its
  words and what stands around them. Where that is not sure, it stays where it was, and waits as a doubt.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from django.db.models import Q

from reftel.document import Span
from reftel.document.anchor import Found, find_anchor, make_anchor
from reftel.record.audit.contents import digest_doubt
from reftel.record.audit.trail import Entry, note
from reftel.record.documents.models import DocumentRow, PassageRow
from reftel.record.documents.queries import Passage, rebuild_text
from reftel.record.people.models import ActorRow
from reftel.record.problems.models import ProblemRow
from reftel.record.statements import versions
from reftel.record.statements.models import DoubtRow, StatementRow, Status
from reftel.record.statements.places import Place, place_in

_REASON = "The same words stand in a better copy"
_REASON_NO_MORE = "The same no longer stands in another copy"
_NO_MORE = (Status.REJECTED, Status.WITHDRAWN)
# What is in the text itself, rather than said about it.
_WORST = ("error", "warning")


def carry_over(alias: str, document: DocumentRow, raw: str, actor: ActorRow) -> int:
    """Bring what people said of other copies to a document that was just stored, in the same transaction.

    Args:
        alias: The record's database.
        document: The new copy.
        raw: Its text.
        actor: Who took it in.

    Returns:
        How many statements wait for a person now.
    """
    copies = DocumentRow.objects.using(alias).filter(kind=document.kind, key=document.key)
    decided = Q(version__gt=0) | Q(author__isnull=False)
    rows = StatementRow.objects.using(alias).filter(document__in=copies.exclude(pk=document.pk).values("pk"))
    rows = rows.filter(decided).exclude(status=Status.SUPERSEDED)
    rows = rows.select_related("document", "passage", "author", "marking").order_by("pk")
    # Held, so that nobody decides on one between its reading and its moving.
    statements = list(rows.select_for_update(of=("self",)))
    if not statements:
        return 0
    carrier = _Carrier(alias, document, raw, actor)
    return sum(carrier.carry(statement) for statement in statements)


@dataclass(frozen=True, slots=True)
class Move:
    """How a statement goes to another place.

    Args:
        place: The new place.
        evidence: Where the words are, in the document there, that the rule went by.
        reason: Why it moves.
        onto: A proposal of the same at the new place, which takes it over; without one a new one is made.
    """

    place: Place
    evidence: list[list[int]]
    reason: str
    onto: StatementRow | None = None


def move_statement(alias: str, statement: StatementRow, move: Move, actor: ActorRow) -> StatementRow:
    """Have a statement stand at another place, with its evidence; the one at the old place is superseded."""
    row = move.onto
    if row is None:
        row = versions.new_statement(alias, move.place, statement.author, statement.rule)
    else:
        versions.keep_first(alias, row)
    change = (statement.kind, statement.attributes, statement.note, statement.marking.value)
    versions.apply_change(alias, row, move.place, change)
    row.evidence = move.evidence
    row.status = statement.status
    versions.add_version(alias, row, versions.Deed("carry", actor, move.reason))
    versions.keep_first(alias, statement)
    statement.status = Status.SUPERSEDED
    versions.add_version(alias, statement, versions.Deed("supersede", actor, move.reason, row))
    versions.copy_evidence(alias, statement, row, actor)
    return row


@dataclass(slots=True)
class _Text:
    """An older copy."""

    raw: str
    is_worse: bool


class _Carrier:
    """One new copy, while statements are brought to it."""

    def __init__(self, alias: str, document: DocumentRow, raw: str, actor: ActorRow) -> None:
        self._alias = alias
        self._document = document
        self._raw = raw
        self._actor = actor
        self._texts: dict[int, _Text] = {}
        passages = PassageRow.objects.using(alias).filter(document=document).order_by("ordinal")
        self._passages = [Passage._make(values) for values in passages.values_list(*Passage._fields)]
        self._proposals = list(
            StatementRow.objects.using(alias)
            .filter(document=document, author=None)
            .select_related("document", "passage", "marking")
        )

    def carry(self, statement: StatementRow) -> bool:
        """Bring one statement over; whether it has to wait for a person."""
        text = self._text_of(statement.document)
        found = find_anchor(self._raw, make_anchor(text.raw, Span(statement.start, statement.end)))
        if statement.status in _NO_MORE:
            self._end_alike(statement, (found.span,) if found.span else found.candidates)
            return False
        if not text.is_worse:
            return False
        place = self._place(found.span)
        evidence = self._evidence(statement, text.raw) if place else None
        if place is None or evidence is None:
            self._doubt(statement, found)
            return True
        self._move(statement, place, evidence)
        return False

    def _move(self, statement: StatementRow, place: Place, evidence: list[list[int]]) -> None:
        row = next(
            (p for p in self._proposals if _is_alike(p, statement, place.span) and not p.version), None
        )
        move_statement(self._alias, statement, Move(place, evidence, _REASON, row), self._actor)

    def _end_alike(self, statement: StatementRow, spans: Iterable[Span]) -> None:
        for span in spans:
            for row in self._proposals:
                if row.status == Status.PROPOSED and _is_alike(row, statement, span):
                    versions.keep_first(self._alias, row)
                    row.status = statement.status
                    versions.add_version(
                        self._alias, row, versions.Deed("carry", self._actor, _REASON_NO_MORE)
                    )

    def _doubt(self, statement: StatementRow, found: Found) -> None:
        row = DoubtRow(
            statement=statement,
            document=self._document,
            candidates=[list(span) for span in ((found.span,) if found.span else found.candidates)],
            cause=found.cause or "differs",
            at=datetime.now(UTC),
            marking=statement.marking,
        )
        row.save(using=self._alias, force_insert=True)
        note(self._alias, Entry("doubt", self._actor.pk, "doubt", row.uid, digest_doubt(row)))

    def _evidence(self, statement: StatementRow, raw: str) -> list[list[int]] | None:
        """Where the words are that the rule went by; None if one of them is not surely found."""
        spans: list[list[int]] = []
        for start, end in statement.evidence:
            found = find_anchor(self._raw, make_anchor(raw, Span(start, end)))
            if self._place(found.span) is None or found.span is None:
                return None
            spans.append(list(found.span))
        return spans

    def _place(self, span: Span | None) -> Place | None:
        return place_in(self._alias, self._document, span, self._passages) if span is not None else None

    def _text_of(self, row: DocumentRow) -> _Text:
        if row.pk not in self._texts:
            raw = rebuild_text(self._alias, row)
            self._texts[row.pk] = _Text(raw, self._is_better_than(row, raw))
        return self._texts[row.pk]

    def _is_better_than(self, other: DocumentRow, raw: str) -> bool:
        """Whether the new copy is the better one: less is odd in it, or as little and it is not shorter."""
        mine, theirs = (_count_problems(self._alias, row) for row in (self._document, other))
        return (mine, -len(self._raw)) <= (theirs, -len(raw))


def _is_alike(proposal: StatementRow, statement: StatementRow, span: Span) -> bool:
    """Whether a rule proposed the same of the same words."""
    return (
        proposal.kind == statement.kind
        and Span(proposal.start, proposal.end) == span
        and proposal.attributes == statement.attributes
    )


def _count_problems(alias: str, row: DocumentRow) -> int:
    return ProblemRow.objects.using(alias).filter(document=row, severity__in=_WORST).count()
