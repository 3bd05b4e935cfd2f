"""A text as it was taken from a file: the bytes, what was done to them, and the way back."""

from __future__ import annotations

import hashlib
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import pairwise

from reftel.document import Problem, Span
from reftel.errors import SourceError


class Carrier(StrEnum):
    """What a text came in."""

    PLAIN = "plain text"
    WEB_TELEGRAM = "telegram page"
    BULK_ROW = "bulk row"
    WEB_PAGE = "web page"
    DOCX = "Word document"
    PDF = "PDF"


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a text came from.

    Args:
        carrier: What it came in.
        path: The file, as it was found; empty for bytes that came without one.
        member: Path inside a zip archive; empty outside of one.
        row: Number of the row in a table, from 1; None outside of one.
    """

    carrier: Carrier = Carrier.PLAIN
    path: str = ""
    member: str = ""
    row: int | None = None

    @property
    def is_whole(self) -> bool:
        """Whether the text is all that its file carries."""
        return not self.member and self.row is None

    def __str__(self) -> str:
        place = "/".join(part for part in (self.path, self.member) if part)
        return place if self.row is None else f"{place}, row {self.row}"


@dataclass(frozen=True, slots=True)
class Repair:
    """One step from the text as it was extracted to the text that is read.

    Args:
        kind: ``page-head``, ``page-foot``, ``page-break``, ``line-break``, ``hyphen``, ``ligature``,
            ``lost-ligature`` or ``blank``.
        span: Where, in the extracted text.
        before: The words there.
        after: What stands in their place now; empty where something was taken out.
    """

    kind: str
    span: Span
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class SourceText:
    """A text with the bytes that it came in and the steps between the two.

    Args:
        name: Base name of the file, or of the part of it; empty if the bytes came without one.
        data: The bytes as they came: of the file, of the archive's member, or of the table's row.
        sha256: Their SHA-256 in hexadecimal.
        text: What they say; holds neither NUL nor half a surrogate pair, so that any database takes it.
        encoding: How they were read: ``utf-8``, ``utf-16-le``, ``cp1252`` ... or ``pdf``, ``docx``.
        problems: What was odd about them.
        origin: Where they came from.
        extracted: The text before it was repaired; the same as ``text`` if nothing was.
        repairs: The steps from ``extracted`` to ``text``, ascending and disjoint.
    """

    name: str
    data: bytes = field(repr=False)
    sha256: str
    text: str
    encoding: str
    problems: tuple[Problem, ...] = ()
    origin: Origin = field(default_factory=Origin)
    extracted: str = ""
    repairs: tuple[Repair, ...] = ()

    def to_extracted(self, span: Span) -> Span:
        """Where words of the text stood before it was repaired.

        Args:
            span: A stretch of ``text``.

        Returns:
            The stretch of ``extracted`` from the first to the last of these code points; a repair that the
            span touches counts as a whole.
        """
        if not self.repairs:
            return span
        return _go_back(self.repairs, span)


@dataclass(frozen=True, slots=True)
class Refused:
    """A part of a file, such as a member of an archive or a row of a table, that could not be opened."""

    origin: Origin
    error: SourceError


def apply_repairs(extracted: str, repairs: Sequence[Repair]) -> str:
    """The text that comes of an extracted one.

    Args:
        extracted: The text before.
        repairs: The steps, ascending and disjoint.

    Raises:
        ValueError: A step does not fit the text, or overlaps the one before.
    """
    pieces: list[str] = []
    at = 0
    for repair in repairs:
        if repair.span.start < at or repair.span.of(extracted) != repair.before:
            raise ValueError(f"the {repair.kind} at {repair.span} does not fit the text")
        pieces += [extracted[at : repair.span.start], repair.after]
        at = repair.span.end
    return "".join([*pieces, extracted[at:]])


def digest(data: bytes) -> str:
    """The SHA-256 of bytes in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def _go_back(repairs: Sequence[Repair], span: Span) -> Span:
    # Where each repair's words begin and end in the text after, and how far that is from the text before.
    starts: list[int] = []
    shift = 0
    for repair in repairs:
        starts.append(repair.span.start + shift)
        shift += len(repair.after) - repair.span.length

    def back(index: int, *, to_end: bool) -> int:
        number = bisect_right(starts, index) - 1
        if number < 0:
            return index
        repair, start = repairs[number], starts[number]
        if index < start + len(repair.after):
            return repair.span.end - 1 if to_end else repair.span.start
        return repair.span.end + index - start - len(repair.after)

    if span.start >= span.end:
        at = back(span.start, to_end=False)
        return Span(at, at)
    return Span(back(span.start, to_end=False), back(span.end - 1, to_end=True) + 1)


def merge_repairs(repairs: Sequence[Repair]) -> tuple[Repair, ...]:
    """Repairs in ascending order, those that overlap an earlier one left out."""
    ordered = sorted(repairs, key=lambda repair: (repair.span.start, -repair.span.length))
    kept: list[Repair] = []
    for repair in ordered:
        if not kept or repair.span.start >= kept[-1].span.end:
            kept.append(repair)
    assert all(first.span.end <= second.span.start for first, second in pairwise(kept))  # noqa: S101
    return tuple(kept)
