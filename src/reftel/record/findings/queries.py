"""Reading findings from the record, as one reader."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from reftel.document import Marking, Reader, Span
from reftel.record.documents.models import DocumentRow, PassageRow
from reftel.record.documents.queries import passage_rows
from reftel.record.findings.models import FindingRow
from reftel.record.findings.views import FindingView
from reftel.record.markings.models import load_markings


def findings_of(
    alias: str, reader: Reader, row: DocumentRow, *, kind: str | None = None
) -> tuple[FindingView, ...]:
    """The findings in one document that the reader may read, in text order."""
    rows = FindingRow.objects.using(alias).readable_by(reader).filter(document=row)
    if kind is not None:
        rows = rows.filter(kind=kind)
    found = list(rows.order_by("start", "end", "pk"))
    if not found:
        return ()
    passages = passage_rows(alias, reader, row)
    by_number = {passage.pk: passage for passage in passages}
    markings = load_markings(alias)
    return tuple(
        _view(row, finding, by_number[finding.passage_id], passages, markings[finding.marking_id])
        for finding in found
    )


def _view(
    row: DocumentRow,
    finding: FindingRow,
    passage: PassageRow,
    passages: Sequence[PassageRow],
    marking: Marking,
) -> FindingView:
    span = Span(finding.start, finding.end)
    return FindingView(
        document=row.key,
        document_id=row.uid,
        passage=passage.label,
        passage_kind=passage.kind,
        kind=finding.kind,
        span=span,
        text=_quote(passages, span),
        rule=finding.rule,
        attributes=finding.attributes,
        evidence=tuple(Span(start, end) for start, end in finding.evidence),
        marking=marking,
        status=finding.status,
    )


def _quote(passages: Sequence[PassageRow], span: Span) -> str:
    """The words of a span, which may run over several passages and the white space between them."""
    first = bisect_left(passages, span.start, key=lambda passage: passage.end)
    pieces: list[str] = []
    for passage in passages[first:]:
        start = passage.start - len(passage.gap)
        if start >= span.end:
            break
        pieces.append((passage.gap + passage.text)[max(span.start - start, 0) : span.end - start])
    return "".join(pieces)
