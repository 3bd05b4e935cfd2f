"""A stretch of a raw text."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec


class Span(msgspec.Struct, frozen=True, order=True, gc=False):
    """Half-open stretch of a raw text, in code points from 0.

    A structure of msgspec, because a reader makes some fifty of them for each telegram: it takes half the
    time of a named tuple, and the collector of cycles need not look at it.

    >>> Span(3, 6).of("U.S. tier")
    '. t'
    """

    start: int
    end: int

    def __iter__(self) -> Iterator[int]:
        """Start and end, for where both are wanted at once."""
        return iter((self.start, self.end))

    def of(self, raw: str) -> str:
        """The words that the span covers in the text that it indexes."""
        return raw[self.start : self.end]

    @property
    def length(self) -> int:
        """How many code points it covers."""
        return self.end - self.start

    def covers(self, other: Span) -> bool:
        """Whether the other span lies wholly inside this one."""
        return self.start <= other.start and other.end <= self.end

    def meets(self, other: Span) -> bool:
        """Whether the two share at least one code point."""
        return self.start < other.end and other.start < self.end

    def shift(self, by: int) -> Span:
        """The same stretch, counted from another origin."""
        return Span(self.start + by, self.end + by)


def trim(raw: str, span: Span) -> Span:
    """The span without the white space at its ends; empty at its start if it holds nothing else."""
    text = span.of(raw)
    kept = text.strip()
    if not kept:
        return Span(span.start, span.start)
    start = span.start + len(text) - len(text.lstrip())
    return Span(start, start + len(kept))
