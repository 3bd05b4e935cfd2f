"""The telegrams of one record: nearly always one, now and then two, or one in several sections."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from reftel.document import Span
from reftel.telegram.classification import ClassificationLine, find_classification_lines, find_damaged_line
from reftel.telegram.head import has_head, is_head_start
from reftel.telegram.header import CATALOGUE_DATE_RE, DATE_TIME_RE, IDENTIFIER_RE, begins_header
from reftel.telegram.lines import Line, lines_after
from reftel.vocab.captions import find_caption

# A transmission header and what stands before it in an archive fills no more lines than these.
_LINES_BEFORE_TEXT = 60
_LINES_IN_HEADER = 10
_CATALOGUE_LINES = 5
_LONGEST_LINE = 400


@dataclass(slots=True)
class Part:
    """One telegram of a record.

    Args:
        opening: Its classification line; None if there is none.
        start: Where its header begins.
        body_start: Where the text begins, after the classification line.
        end: Where it ends.
    """

    opening: ClassificationLine | None
    start: int
    body_start: int
    end: int


@dataclass(slots=True)
class Parts:
    """A record as its telegrams.

    Args:
        parts: At least one.
        lines: All lines of the record.
        repeats: Classification lines of further sections, which interrupt the text.
        openings: Every classification line, also one that only seems to be one.
        above: Lines above the first key, among which the classification line must stand.
    """

    parts: list[Part]
    lines: list[Line]
    repeats: list[Span] = field(default_factory=list)
    openings: list[ClassificationLine] = field(default_factory=list)
    above: list[Line] = field(default_factory=list)


def cut_record(raw: str, lines: list[Line]) -> Parts:
    """Find the telegrams of a record by their classification lines.

    The first must stand above the first key and the first paragraph: one that stands lower names another
    telegram, and this one's own is lost.
    """
    openings = find_classification_lines(raw, Span(0, len(raw)))
    first_key = _find_first_key(lines)
    key_at = lines[first_key].span.start if first_key < len(lines) else len(raw)
    above = lines[max(0, first_key - _LINES_BEFORE_TEXT) : first_key]
    opening = next((line for line in openings if line.span.start < key_at), None) or find_damaged_line(above)
    first = Part(opening, 0, opening.span.end if opening else _end_of_header(lines, first_key), len(raw))
    found = Parts([first], lines, openings=openings, above=above)
    later = [line for line in openings if line.span.start >= first.body_start and _is_alone(raw, line)]
    for line in later:
        last = found.parts[-1].opening
        if last and (line.station, int(line.serial)) == (last.station, int(last.serial)):
            found.repeats.append(line.span)
        elif has_head(lines_after(lines, line.span.end, _LINES_BEFORE_TEXT)):
            start = _start_of_header(lines, line.span.start, found.parts[-1].body_start)
            found.parts.append(Part(line, start, line.span.end, len(raw)))
        # else it is only named in the text; what follows may still belong to the paragraph before
    found.parts += _find_damaged_parts(lines, first.body_start, openings)
    found.parts.sort(key=lambda part: part.start)
    for part, following in pairwise(found.parts):
        part.end = following.start
    return found


def _find_damaged_parts(
    lines: Sequence[Line], after: int, openings: Sequence[ClassificationLine]
) -> list[Part]:
    """Further telegrams that have a header, and a classification line that is lost or damaged."""
    found: list[Part] = []
    starts = [line.span.start for line in openings]
    first = bisect_left(lines, after, key=lambda line: line.span.start)
    for index in range(first, len(lines)):
        if not lines[index].text.startswith("FM "):
            continue
        before = lines[max(first, index - _LINES_IN_HEADER) : index]
        if not any(DATE_TIME_RE.fullmatch(line.text) for line in before):
            continue
        near = lines[index : index + _LINES_BEFORE_TEXT]
        zone = near[: next((at for at, line in enumerate(near) if is_head_start(line.text)), len(near))]
        place = bisect_left(starts, lines[index].span.start)
        is_whole = place < len(starts) and starts[place] < zone[-1].span.end
        if is_whole or not has_head(near):
            continue
        opening = find_damaged_line(zone)
        header = next((line for line in before if begins_header(line.text)), lines[index])
        body_start = opening.span.end if opening else _end_of_header(zone, len(zone))
        found.append(Part(opening, header.span.start, body_start, lines[-1].span.end))
        first = index + 1
    return found


def _find_first_key(lines: Sequence[Line]) -> int:
    start = next((index for index, line in enumerate(lines) if not line.is_blank), 0)
    # The title of a catalogue may look like a key; it stands between the identifier and the date.
    if lines and IDENTIFIER_RE.fullmatch(lines[start].text):
        top = range(start + 1, min(start + _CATALOGUE_LINES, len(lines)))
        start = next((at for at in top if CATALOGUE_DATE_RE.fullmatch(lines[at].text)), start) + 1
    return next((at for at in range(start, len(lines)) if is_head_start(lines[at].text)), len(lines))


def _end_of_header(lines: Sequence[Line], first_key: int) -> int:
    """Where a header ends below which no classification line stands: at a blank line, or at the first key."""
    above = lines[: min(first_key, _LINES_BEFORE_TEXT)]
    last = max((at for at, line in enumerate(above) if _is_format_line(line.text)), default=-1)
    if last < 0:
        return lines[first_key].span.start if first_key < len(lines) else 0
    while last + 1 < len(above) and not above[last + 1].is_blank:  # further addressees
        last += 1
    return above[last].span.end


def _is_format_line(text: str) -> bool:
    return begins_header(text) or text.startswith(("FM ", "TO ", "INFO ", "ZNR ", "ZNY "))


def _start_of_header(lines: Sequence[Line], place: int, limit: int) -> int:
    """Where the header above a further classification line begins; at the line itself if it has none."""
    end = bisect_left(lines, place, key=lambda line: line.span.start)
    for line in lines[max(0, end - _LINES_BEFORE_TEXT) : end]:
        if line.span.start >= limit and (begins_header(line.text) or line.text.startswith("FM ")):
            return line.span.start
    return place


def _is_alone(raw: str, opening: ClassificationLine) -> bool:
    """Whether only captions follow on the line, and only capitals, as of an address, stand before."""
    rest = raw[opening.span.end : opening.span.end + _LONGEST_LINE].split("\n", 1)[0].split()
    before = raw[max(0, opening.span.start - _LONGEST_LINE) : opening.span.start].rpartition("\n")[2]
    return before == before.upper() and (not rest or find_caption(rest[0]) is not None)
