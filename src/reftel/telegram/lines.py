"""A raw text as lines with their places."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from reftel.document import Span

# must match whole "------", "- - -"; must not match "-- The United States"
RULE_RE = re.compile(r"[-=_* ]{3,}")
# must match in "that may surface.", "to ask):"; must not match "met in March"
_SENTENCE_END_RE = re.compile(r"[.!?:;][\"'”’)\]]{0,3}$")


@dataclass(slots=True)
class Line:
    """One line: its words without white space at the ends, and where these stand."""

    text: str
    span: Span

    @property
    def is_blank(self) -> bool:
        """Whether nothing stands on it."""
        return not self.text

    @property
    def ends_sentence(self) -> bool:
        """Whether a sentence may end with it; a blank line ends whatever was before it."""
        return not self.text or _SENTENCE_END_RE.search(self.text, max(0, len(self.text) - 5)) is not None


def split_lines(raw: str, span: Span) -> list[Line]:
    """The lines of a stretch, blank ones too, in order; line ends of any kind, form feeds among them."""
    lines: list[Line] = []
    at = span.start
    for whole in raw[span.start : span.end].splitlines(keepends=True):
        kept = whole.strip()
        start = at + len(whole) - len(whole.lstrip()) if kept else at
        lines.append(Line(kept, Span(start, start + len(kept))))
        at += len(whole)
    return lines


def lines_within(lines: Sequence[Line], span: Span) -> list[Line]:
    """Those of the lines that begin inside a stretch; a line that it cuts is cut with it.

    Args:
        lines: Lines of the whole text, in order.
        span: Begins and ends anywhere, also inside a line.
    """
    first = bisect_left(lines, span.start, key=lambda line: line.span.start)
    last = bisect_left(lines, span.end, lo=first, key=lambda line: line.span.start)
    kept = [_cut(line, span) for line in lines[first:last]]
    if first and lines[first - 1].span.end > span.start:
        kept.insert(0, _cut(lines[first - 1], span))
    return kept


def lines_after(lines: Sequence[Line], place: int, count: int) -> Sequence[Line]:
    """The next lines that begin at a place or after it."""
    first = bisect_left(lines, place, key=lambda line: line.span.start)
    return lines[first : first + count]


def _cut(line: Line, span: Span) -> Line:
    if span.covers(line.span):
        return line
    start, end = max(line.span.start, span.start), min(line.span.end, span.end)
    text = line.text[start - line.span.start : end - line.span.start]
    kept = text.strip()
    start += len(text) - len(text.lstrip()) if kept else 0
    return Line(kept, Span(start, start + len(kept)))


def without_page_lines(lines: Sequence[Line], leave_out: Sequence[Span]) -> list[Line]:
    """The lines without page lines, and without the blank ones round a page line that parts a sentence.

    Args:
        lines: In order.
        leave_out: Page lines, in order.
    """
    starts = {hole.start for hole in leave_out if hole.length}
    if not starts:
        return list(lines)
    kept: list[Line] = []
    is_after_page_line = False
    for line in lines:
        if line.text and line.span.start in starts:
            is_after_page_line = True
            continue
        if is_after_page_line:
            if line.is_blank:
                continue
            while kept and kept[-1].is_blank:
                kept.pop()
            if kept and kept[-1].ends_sentence:
                kept.append(Line("", Span(kept[-1].span.end, kept[-1].span.end)))
            is_after_page_line = False
        kept.append(line)
    return kept


def strip_blank(lines: Sequence[Line]) -> list[Line]:
    """The lines without the blank ones at both ends."""
    first, last = 0, len(lines)
    while first < last and lines[first].is_blank:
        first += 1
    while last > first and lines[last - 1].is_blank:
        last -= 1
    return list(lines[first:last])


def from_to(first: Line, last: Line) -> Span:
    """The stretch from one line's first word to another's last."""
    return Span(first.span.start, last.span.end)
