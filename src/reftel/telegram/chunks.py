"""Cutting the lines of a body at paragraph numbers, blank lines and headings."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from reftel.document import Span
from reftel.telegram.head import PARAGRAPH_RE
from reftel.telegram.lines import RULE_RE, Line, strip_blank
from reftel.telegram.marks import read_opening_marks
from reftel.telegram.pieces import is_row

# must match in "met him on March", "as said in paragraph"; must not match "on the march", "May he"
NUMBER_FOLLOWS_RE = re.compile(
    r"\b(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?"
    r"|Nov(?:ember)?|Dec(?:ember)?|(?i:para(?:graph)?s?|ref|article|section|chapter|no|point|tier|page))\.?$"
)
# How no heading begins. must match "- The point", "the rest", "(a) this"; must not match "Prosecution"
_NO_HEADING_RE = re.compile(r"--?|[a-z(¶]")
_HEADING_WIDTH = 72
_HEADING_WORDS = 10
# A number may leave out as many before it and still open a paragraph without a mark.
_NEAREST = 3


class Gap(NamedTuple):
    """A paragraph out of its turn: the number that was due, the one that stands there, and where."""

    expected: int
    found: int
    span: Span


@dataclass(slots=True)
class Chunk:
    """Lines between two paragraph starts; the first holds the number.

    Args:
        number: None for text before the first number, and for a telegram without numbers.
        lines: Its lines, blank ones too.
        is_doubtful: It has no mark, and may still belong to what stands before it.
        is_mixed: It holds unmarked numbers out of turn: items of a list, or paragraphs that lost their place.
    """

    number: int | None
    lines: list[Line] = field(default_factory=list)
    is_doubtful: bool = False
    is_mixed: bool = False


def cut_at_numbers(lines: Sequence[Line], gaps: list[Gap]) -> list[Chunk]:
    """Cut where a paragraph number stands in its turn, or with a mark of its own.

    A number opens a paragraph only in its turn: "March" at a line's end and "5. " on the next do not.
    """
    chunks = [Chunk(None)]
    expected = 1
    previous = Line("", Span(0, 0))
    last_item = 0
    for line in lines:
        match = PARAGRAPH_RE.match(line.text)
        if match:
            number = int(match["number"])
            chunk = _start_chunk(line, match, expected, previous, last_item)
            if chunk is not None:
                if number != expected:
                    gaps.append(Gap(expected, number, line.span))
                chunks.append(chunk)
                expected, last_item = max(expected, number + 1), 0
            elif previous.ends_sentence:
                chunks[-1].is_mixed = True
                last_item = number
        chunks[-1].lines.append(line)
        previous = line
    stripped = [Chunk(c.number, strip_blank(c.lines), c.is_doubtful, c.is_mixed) for c in chunks]
    return [chunk for chunk in stripped if chunk.lines]


def _start_chunk(
    line: Line, match: re.Match[str], expected: int, previous: Line, last_item: int
) -> Chunk | None:
    """The paragraph that a number opens; None if the number is part of the text."""
    number = int(match["number"])
    if read_opening_marks(line.text, match.end(), len(line.text)):
        return Chunk(number)
    follows_list = last_item > 0 and number == last_item + 1
    if number == expected:
        if not previous.text and not follows_list:
            return Chunk(number)
        return None if NUMBER_FOLLOWS_RE.search(previous.text[-16:]) else Chunk(number, is_doubtful=True)
    if not previous.text and expected < number <= expected + _NEAREST:
        return Chunk(number, is_doubtful=follows_list)
    return None


def split_unnumbered(chunks: Sequence[Chunk]) -> list[Chunk]:
    """Text without numbers is cut at its blank lines."""
    result: list[Chunk] = []
    for chunk in chunks:
        if chunk.number is not None:
            result.append(chunk)
            continue
        piece: list[Line] = []
        for line in [*chunk.lines, Line("", Span(0, 0))]:
            if not line.is_blank:
                piece.append(line)
            elif piece:
                # What goes on in the middle of a sentence was parted by damage.
                is_doubtful = bool(result) and not result[-1].lines[-1].ends_sentence
                result.append(Chunk(None, piece, is_doubtful, chunk.is_mixed))
                piece = []
    return result


def cut_headings(chunk: Chunk) -> tuple[list[Line], list[Line]]:
    """Split a chunk into its paragraph and the heading lines at its end, which belong to what follows."""
    lines = chunk.lines
    cut = len(lines)
    at = len(lines) - 1
    first = 0 if chunk.number is None else 1
    while at >= first:
        block_end = at
        while at >= first and not lines[at].is_blank:
            at -= 1
        block = lines[at + 1 : block_end + 1]
        whole = at >= first or chunk.number is None  # the paragraph's own lines are no heading
        if not block or not whole or not _is_heading(block):
            break
        cut = at + 1
        while at >= first and lines[at].is_blank:
            at -= 1
    return strip_blank(lines[:cut]), lines[cut:]


def name_of_heading(lines: Sequence[Line]) -> str:
    """The words of a heading without its rules."""
    return " ".join(line.text for line in lines if line.text and not RULE_RE.fullmatch(line.text))


def _is_heading(block: Sequence[Line]) -> bool:
    words = [line for line in block if not RULE_RE.fullmatch(line.text)]
    if not words:
        return True
    if any(is_row(line) for line in words):
        return False
    if len(words) > 2 or any(len(line.text) > _HEADING_WIDTH for line in words):
        return False
    if len(words) < len(block):
        return True
    return is_plain_heading(" ".join(line.text for line in words))


def is_plain_heading(text: str) -> bool:
    """Whether words by themselves, without a rule below them, are taken for a heading."""
    is_title = not _NO_HEADING_RE.match(text) and text[-1] not in ".;,:"
    return is_title and len(text.split()) <= _HEADING_WORDS
