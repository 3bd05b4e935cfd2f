"""Cleaning that keeps a map back to the raw text."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from reftel.document.span import Span

_WORD_RE = re.compile(r"\S+")


@dataclass(frozen=True, slots=True)
class CleanText:
    """A text made from pieces of a raw one, with the way back.

    Args:
        text: The cleaned text.
        starts: Where each piece begins in the cleaned text, ascending.
        raw_starts: Where the same piece begins in the raw text.
        end: Where the last piece ends in the raw text.
    """

    text: str
    starts: tuple[int, ...]
    raw_starts: tuple[int, ...]
    end: int

    def to_raw(self, span: Span) -> Span:
        """The raw stretch from the span's first to its last code point."""
        if span.start >= span.end:
            at = self._raw_of(span.start) if span.start < len(self.text) else self.end
            return Span(at, at)
        return Span(self._raw_of(span.start), self._raw_of(span.end - 1) + 1)

    def _raw_of(self, index: int) -> int:
        piece = bisect_right(self.starts, index) - 1
        return self.raw_starts[piece] + index - self.starts[piece]


def fold_white_space(raw: str, span: Span, leave_out: Sequence[Span] = ()) -> CleanText:
    """Words of a raw stretch joined by single blanks, as lines that were wrapped are read.

    Args:
        raw: The raw text.
        span: The stretch to clean.
        leave_out: Stretches that do not belong to the text, such as page lines; ascending and disjoint.

    Returns:
        The text; spans in it lead back to the raw text through ``to_raw``.
    """
    words: list[str] = []
    starts: list[int] = []
    raw_starts: list[int] = []
    length = 0
    for piece in _without(span, leave_out):
        for match in _WORD_RE.finditer(raw, piece.start, piece.end):
            starts.append(length)
            raw_starts.append(match.start())
            words.append(match[0])
            length += match.end() - match.start() + 1
    end = raw_starts[-1] + len(words[-1]) if words else span.start
    return CleanText(" ".join(words), tuple(starts), tuple(raw_starts), end)


def _without(span: Span, leave_out: Sequence[Span]) -> list[Span]:
    pieces: list[Span] = []
    at = span.start
    # A telegram is cleaned paragraph by paragraph: those far before it must not be looked at each time.
    first = bisect_left(leave_out, span.start, key=lambda hole: hole.start)
    for hole in leave_out[
        max(0, first - 1) : bisect_left(leave_out, span.end, lo=first, key=lambda hole: hole.start)
    ]:
        if not hole.meets(span):
            continue
        if at < hole.start:
            pieces.append(Span(at, hole.start))
        at = max(at, hole.end)
    if at < span.end:
        pieces.append(Span(at, span.end))
    return pieces
