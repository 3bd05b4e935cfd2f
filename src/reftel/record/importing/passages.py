"""Cutting a document into the pieces that are stored, so that they give its text back to the letter."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from reftel.document import Block, Document, Marking, Span, join_markings, trim

# Words that no block holds; a reader that loses words is at fault, but the record must not lose them too.
UNREAD = "unread"


@dataclass(frozen=True, slots=True)
class Piece:
    """A block with its words and the white space before it."""

    block: Block
    gap: str
    text: str


@dataclass(frozen=True, slots=True)
class Pieces:
    """A whole document in pieces.

    Args:
        pieces: In text order; gaps and texts joined, and ``tail`` after them, are the raw text.
        tail: White space after the last piece.
        marking: The join of all markings.
    """

    pieces: tuple[Piece, ...]
    tail: str
    marking: Marking

    def find(self, span: Span) -> int:
        """The place of the piece in which a span begins.

        Raises:
            ValueError: It begins in none.
        """
        first = self._first_ending_after(span.start)
        if first == len(self.pieces) or self.pieces[first].block.span.start > span.start:
            raise ValueError(f"{span} begins in no block")
        return first

    def marking_over(self, spans: Sequence[Span]) -> Marking:
        """The join of the markings of all pieces in which any of the spans lies.

        A span that meets no piece, as one that says what is missing, takes the marking of the whole.
        """
        return join_markings(self._marking_at(span) for span in spans) if spans else self.marking

    def _marking_at(self, span: Span) -> Marking:
        met: list[Marking] = []
        for piece in self.pieces[self._first_ending_after(span.start) :]:
            if piece.block.span.start >= max(span.end, span.start + 1):
                break
            met.append(piece.block.marking)
        return join_markings(met) if met else self.marking

    def _first_ending_after(self, position: int) -> int:
        return bisect_left(self.pieces, position + 1, key=lambda piece: piece.block.span.end)


def cut_document(document: Document) -> Pieces:
    """Cut a document at its smallest blocks.

    Args:
        document: As a reader returned it.

    Returns:
        The pieces. Words between blocks become pieces of their own with the marking of the whole.

    Raises:
        ValueError: Blocks overlap or lie outside the text.
    """
    blocks = sorted(document.leaves(), key=lambda block: block.span)
    whole = document.marking
    pieces: list[Piece] = []
    at = 0
    for block in blocks:
        if block.span.start < at or block.span.end > len(document.raw) or block.span.length < 0:
            raise ValueError(f"block {block.kind} at {block.span} overlaps another or leaves the text")
        if not block.span.length:
            continue
        at = _cut_gap(document.raw, Span(at, block.span.start), whole, pieces)
        pieces.append(Piece(block, document.raw[at : block.span.start], block.span.of(document.raw)))
        at = block.span.end
    at = _cut_gap(document.raw, Span(at, len(document.raw)), whole, pieces)
    return Pieces(tuple(pieces), document.raw[at:], whole)


def _cut_gap(raw: str, gap: Span, whole: Marking, pieces: list[Piece]) -> int:
    """Make a piece of the words in a gap, if there are any; where the next piece's own gap begins."""
    words = trim(raw, gap)
    if not words.length:
        return gap.start
    block = Block(UNREAD, words, "other text", whole)
    pieces.append(Piece(block, raw[gap.start : words.start], words.of(raw)))
    return words.end
