"""Cleaning that keeps a map back to the raw text."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from reftel.document.span import Span, trim

_GAP_RE = re.compile(
    r"""
    \s \s+ | [^\S ]      # white space other than a single blank
    """,
    re.VERBOSE,
)
# matches: "\n", "  "; does not match: " " between two words


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
    runs = [run for piece in _without(span, leave_out) for run in _runs(raw, piece)]
    text = " ".join(run.of(raw) for run in runs)
    starts = accumulate((run.length + 1 for run in runs[:-1]), initial=0) if runs else ()
    end = runs[-1].end if runs else span.start
    return CleanText(text, tuple(starts), tuple(run.start for run in runs), end)


def _runs(raw: str, span: Span) -> Iterator[Span]:
    """Words with single blanks between them."""
    at = span.start
    for gap in (*_GAP_RE.finditer(raw, *span), None):
        run = trim(raw, Span(at, gap.start() if gap else span.end))
        if run.length:
            yield run
        if gap:
            at = gap.end()


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
