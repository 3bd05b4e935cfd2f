"""Where words stand: the document, the passage and the span that a statement cites."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from reftel.document import Marking, Reader, Span, join_markings
from reftel.errors import DecisionError
from reftel.record.documents.models import DocumentRow, PassageRow
from reftel.record.documents.queries import DocumentName, Passage, find_row, passages_in
from reftel.record.markings.models import load_markings


@dataclass(frozen=True, slots=True)
class Place:
    """Words of a document.

    Args:
        document: The document.
        passage: The passage in which they begin.
        span: Where they stand in the raw text.
        marking: The join of the markings of all passages that they run over.
    """

    document: DocumentRow
    passage: PassageRow
    span: Span
    marking: Marking


def find_place(alias: str, reader: Reader, document: DocumentName, span: Span) -> Place:
    """Where words stand that a person cites.

    Args:
        alias: The record's database.
        reader: Who cites them.
        document: The document: a view, an id or a key.
        span: The words, in its raw text.

    Raises:
        DecisionError: There is no such document for him, or the span is no words that he may read.
    """
    row = find_row(alias, reader, document)
    if row is None:
        name = document if isinstance(document, str) else document.id
        raise DecisionError(
            f"There is no document “{name}” to cite", advice="Import it first; `reftel import` takes files."
        )
    place = place_in(alias, row, span, passages_in(alias, reader, row))
    if place is None:
        raise DecisionError(
            f"There are no words at {span.start}:{span.end} to cite",
            where=row.key,
            advice="Give where they begin and end in the raw text, as `reftel statement list` shows it.",
        )
    return place


def place_in(alias: str, row: DocumentRow, span: Span, passages: Sequence[Passage]) -> Place | None:
    """The place of a span in some passages of a document; None if it begins, ends or runs outside of them."""
    met = [passage for passage in passages if passage.start < span.end and passage.end > span.start]
    if not met or span.length <= 0 or met[0].start > span.start or met[-1].end < span.end:
        return None
    # A passage between them that was not given is one that the reader may not read.
    if any(after.ordinal != before.ordinal + 1 for before, after in pairwise(met)):
        return None
    markings = load_markings(alias)
    passage = PassageRow(**met[0]._asdict(), document=row)
    passage._state.adding, passage._state.db = False, alias
    return Place(row, passage, span, join_markings(markings[passage.marking_id] for passage in met))
