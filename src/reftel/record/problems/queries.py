"""Reading problems from the record, as one reader."""

from __future__ import annotations

from reftel.document import Problem, Reader, Severity, Span
from reftel.record.documents.models import DocumentRow
from reftel.record.problems.models import ProblemRow


def problems_of(alias: str, reader: Reader, row: DocumentRow) -> tuple[Problem, ...]:
    """The problems in what the reader may read of one document, in text order."""
    rows = ProblemRow.objects.using(alias).readable_by(reader).filter(document=row)
    return tuple(
        Problem(problem.code, Severity(problem.severity), problem.message, Span(problem.start, problem.end))
        for problem in rows.order_by("start", "ordinal")
    )
