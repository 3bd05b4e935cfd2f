"""Reading statements from the record, as one reader."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from reftel.document import Citation, Marking, Reader, Span
from reftel.record.database.prepared import NOW, NUMBER, fetch
from reftel.record.documents.models import DocumentRow, PassageRow
from reftel.record.documents.queries import Passage, is_storable, passages_in
from reftel.record.markings.models import MarkedQuerySet, Sight, load_markings, sight
from reftel.record.statements.models import STANDING, DecisionRow, DoubtRow, EvidenceRow, StatementRow
from reftel.record.statements.views import DecisionView, DoubtView, EvidenceView, StatementView

# With fewer, a name is soon shared by several.
FEWEST_LETTERS = 4


_COLUMNS = (
    "uid", "passage_id", "kind", "start", "end", "rule", "attributes", "evidence", "note", "marking_id",
    "status", "version", "author__name",
)  # fmt: skip


class _Statement(NamedTuple):
    """The columns of a statement that a reader is given, without the cost of a model."""

    uid: str
    passage_id: int
    kind: str
    start: int
    end: int
    rule: str
    attributes: dict[str, Any]
    evidence: list[list[int]]
    note: str
    marking_id: int
    status: str
    version: int
    author: str | None


def statements_of(
    alias: str, reader: Reader, row: DocumentRow, *, kind: str | None = None, all_states: bool = False
) -> tuple[StatementView, ...]:
    """The statements about one document that the reader may read, in text order."""
    seen = sight(alias, reader)
    found = fetch(
        alias,
        ("statements", seen.shape),
        lambda: (
            StatementRow.objects.using(alias)
            .readable_by(reader, NOW)
            .filter(document=NUMBER)
            .order_by("start", "end", "pk")
            .values_list(*_COLUMNS)
        ),
        {NUMBER: row.pk},
    )
    statements = [_Statement._make(values) for values in found]
    wanted = [
        statement
        for statement in statements
        if (kind is None or statement.kind == kind) and (all_states or statement.status in STANDING)
    ]
    return _view_all(alias, reader, row, wanted, seen)


def find_statement(alias: str, reader: Reader, uid: str, *, hold: bool = False) -> StatementRow | None:
    """The row of a statement; None if there is none for this reader.

    Args:
        alias: The record's database.
        reader: Who reads.
        uid: Name of the statement inside the record.
        hold: Whether others wait to change it until the transaction is over.
    """
    if not is_storable(uid):
        return None
    rows = StatementRow.objects.using(alias).readable_by(reader).filter(uid=uid)
    rows = rows.select_related("document", "passage", "author", "marking")
    return (rows.select_for_update(of=("self",)) if hold else rows).first()


def find_by_beginning(alias: str, reader: Reader, beginning: str) -> StatementRow | None:
    """The row of the one statement whose name begins so; None if there is none or several for this reader."""
    if not len(beginning) >= FEWEST_LETTERS or not beginning.isalnum() or not beginning.isascii():
        return None
    rows = StatementRow.objects.using(alias).readable_by(reader).filter(uid__startswith=beginning)
    found = list(rows.select_related("document", "passage", "author", "marking")[:2])
    return found[0] if len(found) == 1 else None


def view_statement(alias: str, reader: Reader, row: StatementRow) -> StatementView:
    """What a reader is given of a statement that was found for him."""
    author = row.author.name if row.author is not None else None
    statement = _Statement._make((*(getattr(row, name) for name in _COLUMNS[:-1]), author))
    (view,) = _view_all(alias, reader, row.document, [statement], sight(alias, reader))
    return view


def history_of(alias: str, reader: Reader, row: StatementRow) -> tuple[DecisionView, ...]:
    """Every version of a statement that the reader may read, the first one first."""
    markings = load_markings(alias)
    rows = DecisionRow.objects.using(alias).readable_by(reader).filter(statement=row)
    found = list(rows.select_related("actor").order_by("version"))
    successors = _readable_uids(alias, reader, [decision.successor_id for decision in found])
    return tuple(
        _view_decision(
            row, decision, successors.get(decision.successor_id or 0), markings[decision.marking_id]
        )
        for decision in found
    )


def evidence_of(alias: str, reader: Reader, row: StatementRow) -> tuple[EvidenceView, ...]:
    """The evidence of a statement that the reader may read."""
    markings = load_markings(alias)
    rows = EvidenceRow.objects.using(alias).readable_by(reader).filter(statement=row)
    views: list[EvidenceView] = []
    for evidence in rows.select_related("document", "passage", "actor").order_by("ordinal"):
        passages = passages_in(alias, reader, evidence.document)
        span = Span(evidence.start, evidence.end)
        view = EvidenceView(
            statement=row.uid,
            ordinal=evidence.ordinal,
            document_id=evidence.document.uid,
            citation=_cite(evidence.document, evidence.passage, span, quote(passages, span)),
            actor=evidence.actor.name,
            at=evidence.at,
            marking=markings[evidence.marking_id],
        )
        views.append(view)
    return tuple(views)


def open_doubts(alias: str, reader: Reader) -> tuple[DoubtView, ...]:
    """What waits for a person to say where its words are, the oldest first."""
    readable = StatementRow.objects.using(alias).readable_by(reader)
    copies = DocumentRow.objects.using(alias).readable_by(reader)
    rows = DoubtRow.objects.using(alias).readable_by(reader).filter(settled_at=None)
    rows = rows.filter(statement__in=readable.values("pk"), document__in=copies.values("pk"))
    found = rows.select_related("document", "statement__document", "statement__author", "statement__passage")
    return tuple(
        DoubtView(
            id=doubt.uid,
            statement=view_statement(alias, reader, doubt.statement),
            document_id=doubt.document.uid,
            candidates=tuple(Span(start, end) for start, end in doubt.candidates),
            cause=doubt.cause,
            at=doubt.at,
        )
        for doubt in found.order_by("at", "pk")
    )


def quote(passages: Sequence[Passage], span: Span) -> str:
    """The words of a span, which may run over several passages and the white space between them."""
    first = bisect_left(passages, span.start, key=lambda passage: passage.end)
    pieces: list[str] = []
    for passage in passages[first:]:
        start = passage.start - len(passage.gap)
        if start >= span.end:
            break
        pieces.append((passage.gap + passage.text)[max(span.start - start, 0) : span.end - start])
    return "".join(pieces)


def _cite(document: DocumentRow, passage: PassageRow, span: Span, words: str) -> Citation:
    return Citation(document.key, passage.label, span, words)


def _readable_uids(alias: str, reader: Reader, numbers: Iterable[int | None]) -> dict[int, str]:
    asked = [number for number in numbers if number is not None]
    if not asked:
        return {}
    rows: MarkedQuerySet[StatementRow] = StatementRow.objects.using(alias).readable_by(reader)
    return dict(rows.filter(pk__in=asked).values_list("pk", "uid"))


def _view_all(
    alias: str, reader: Reader, row: DocumentRow, found: Sequence[_Statement], seen: Sight
) -> tuple[StatementView, ...]:
    if not found:
        return ()
    passages = passages_in(alias, reader, row, seen)
    by_number = {passage.pk: passage for passage in passages}
    return tuple(
        _view(row, statement, by_number[statement.passage_id], passages, seen.markings[statement.marking_id])
        for statement in found
    )


def _view(
    row: DocumentRow,
    statement: _Statement,
    passage: Passage,
    passages: Sequence[Passage],
    marking: Marking,
) -> StatementView:
    span = Span(statement.start, statement.end)
    return StatementView(
        id=statement.uid,
        document=row.key,
        document_id=row.uid,
        passage=passage.label,
        passage_kind=passage.kind,
        kind=statement.kind,
        span=span,
        text=quote(passages, span),
        rule=statement.rule,
        author=statement.author,
        attributes=statement.attributes,
        evidence=tuple(Span(start, end) for start, end in statement.evidence),
        note=statement.note,
        marking=marking,
        status=statement.status,
        version=statement.version,
    )


def _view_decision(
    row: StatementRow, decision: DecisionRow, successor: str | None, marking: Marking
) -> DecisionView:
    state = decision.state
    return DecisionView(
        statement=row.uid,
        version=decision.version,
        action=decision.action,
        actor=decision.actor.name if decision.actor is not None else None,
        at=decision.at,
        reason=decision.reason,
        kind=state["kind"],
        span=Span(state["start"], state["end"]),
        attributes=state["attributes"],
        note=state["note"],
        status=state["status"],
        successor=successor,
        marking=marking,
    )
