"""Lines and columns, as editors count them."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

from reftel.document import Span

# A line ends with LF, CRLF or CR. must match in "a\r\nb", "a\rb"; must not match "a b"
_LINE_END_RE = re.compile(r"\r\n|\n|\r")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a span stands; lines and columns count from 1, columns in code points, the end is exclusive."""

    line: int
    column: int
    end_line: int
    end_column: int


class Places:
    """The places of one text, whose lines are counted once.

    >>> Places("one\\ntwo").of(Span(4, 7))
    Place(line=2, column=1, end_line=2, end_column=4)
    """

    def __init__(self, raw: str) -> None:
        self._starts = [0, *(match.end() for match in _LINE_END_RE.finditer(raw))]

    def of(self, span: Span) -> Place:
        """The place of a span in the text."""
        return Place(*self._point(span.start), *self._point(span.end))

    def _point(self, offset: int) -> tuple[int, int]:
        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1
