"""A raw text as lines with their places."""

from __future__ import annotations

from dataclasses import dataclass

from reftel.document import Span



@dataclass(frozen=True, slots=True)
class Line:
    """One line: its words without white space at the ends, and where these stand."""

    text: str
    span: Span

    @property
    def is_blank(self) -> bool:
        """Whether nothing stands on it."""
        return not self.text


def split_lines(raw: str, span: Span) -> list[Line]:
    """The lines of a stretch, blank ones too, in order; line ends of any kind."""
    lines: list[Line] = []
    at = span.start
    while at < span.end:
        end = raw.find("\n", at, span.end)
        end = span.end if end < 0 else end
        text = raw[at:end]
        kept = text.strip()
        start = at + len(text) - len(text.lstrip()) if kept else at
        lines.append(Line(kept, Span(start, start + len(kept))))
        at = end + 1
    return lines


def from_to(first: Line, last: Line) -> Span:
    """The stretch from one line's first word to another's last."""
    return Span(first.span.start, last.span.end)
