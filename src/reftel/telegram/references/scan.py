"""Words, numbers and signs of a damaged REF block, each with its place in the raw text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from reftel.document import Span
from reftel.telegram.references.stations import find_station, fold_letters

WORD = 1
NUMBER = 2
SIGN = 3

GLUED = 0
BLANK = 1
BLANKS = 2
NEW_LINE = 3
BLANK_LINE = 4

# What stands in for a page line: the text goes on behind it as if it were not there.
HOLE = "\x00"
# must match "CAIRO", "05511", "HK05511", "(", "¶"; must not match " "
_RUN_RE = re.compile(r"[^\W_]+|[^\s\x00]")
# must match "O4", "2OO5", "6O446"; must not match "OO", "O4A"
_ZEROS_RE = re.compile(r"[O0-9]*[0-9][O0-9]*")
# must match "O5" in "O5HANOI"; must not match "OSLO"
_LEADING_YEAR_RE = re.compile(r"(?:O[0-9]|[0-9]O)(?=[A-Z]{3})")
# must match "09", "CAIRO", "0561" in "09CAIRO0561"
_PIECE_RE = re.compile(r"[0-9]+|[^0-9]+")
# must match "SAO PAULO 00000161  001.3 OF 005"; must not match "PARIS 12 OF 2008"
_GLUED_PAGE_RE = re.compile(
    r"(?<![A-Za-z]) [A-Z] [A-Z.'-]{0,9} (?: [ ] [A-Z.'-]{1,8} ){0,3} \s{1,4} [0-9]{8}"
    r" \s{1,9} [0-9O]{3} (?: \.[0-9]{1,3} )? \s{1,9} [O0]F \s{1,9} [0-9O]{3}",
    re.VERBOSE,
)
# must match "CONFIDENTIAL\n \nPAGE 02        VATICA  05095  281347Z"; must not match "PAGE 2 OF THE REPORT"
_OLD_PAGE_RE = re.compile(
    r"(?: (?: UNCLASSIFIED | CONFIDENTIAL | SECRET | LIMITED [ ] OFFICIAL [ ] USE ) \s{1,40} )?"
    r"PAGE \s{1,9} [0-9]{2} \s{1,20} [A-Z][A-Z ]{1,9} \s{1,9} [0-9]{5,6}"
    r"(?: \s{1,9} [0-9]{2} \s{1,3} OF \s{1,3} [0-9]{2} )? (?: \s{1,9} [0-9]{6}Z )?",
    re.VERBOSE,
)


class Token(NamedTuple):
    """A word in capitals, a number, or a sign.

    Args:
        kind: ``WORD``, ``NUMBER`` or ``SIGN``.
        text: As read: the letter O in a number is the digit 0, and the reverse.
        start: Where it begins in the raw text.
        end: Where it ends there.
        gap: What stands before it: nothing, a blank, several, a line's end, or a blank line.
    """

    kind: int
    text: str
    start: int
    end: int
    gap: int


def mask_holes(raw: str, span: Span, leave_out: Sequence[Span] = ()) -> str:
    """A stretch with page lines blotted out: those that are given, and those that stand inside a line.

    The text keeps its length, so that offsets in it lead back to the raw text.
    """
    text = span.of(raw)
    holes = [
        (max(0, hole.start - span.start), hole.end - span.start) for hole in leave_out if hole.meets(span)
    ]
    for pattern in (_GLUED_PAGE_RE, _OLD_PAGE_RE):
        holes += [match.span() for match in pattern.finditer(text)]
    pieces: list[str] = []
    at = 0
    for first, last in sorted(holes):
        end = min(last, len(text))
        if end > at:
            begin = max(at, first)
            pieces += (text[at:begin], HOLE * (end - begin))
            at = end
    return "".join((*pieces, text[at:])) if pieces else text


def scan_tokens(text: str, start: int) -> list[Token]:
    """Cut a block into tokens.

    Args:
        text: The block, page lines blotted out.
        start: Where it begins in the raw text.
    """
    found: list[Token] = []
    last = 0
    for match in _RUN_RE.finditer(text):
        gap = _measure(text, last, match.start()) if found else NEW_LINE
        last = match.end()
        run = match[0]
        if len(run) > 1 or run.isalnum():
            _add_run(found, run, start + match.start(), gap)
        else:
            found.append(Token(SIGN, run, start + match.start(), start + match.end(), gap))
    return found


def _measure(text: str, start: int, end: int) -> int:
    if start == end:
        return GLUED
    if end - start == 1:
        return NEW_LINE if text[start] == "\n" else BLANK
    between = text[start:end]
    if HOLE in between:
        return BLANK
    lines = between.count("\n")
    if lines:
        return NEW_LINE if lines == 1 else BLANK_LINE
    return BLANKS


def _add_run(found: list[Token], run: str, start: int, gap: int) -> None:
    text = fold_letters(run)
    if text.isalpha():
        found.append(Token(WORD, text, start, start + len(run), gap))
        return
    if len(text) == len(run) and _ZEROS_RE.fullmatch(text):
        found.append(Token(NUMBER, text.replace("O", "0"), start, start + len(run), gap))
        return
    if not text or len(text) != len(run) or find_station(text) or find_station(text.replace("0", "O")):
        spelled = text if find_station(text) else text.replace("0", "O")
        found.append(Token(WORD, spelled or "?", start, start + len(run), gap))
        return
    at = 0
    if year := _LEADING_YEAR_RE.match(text):
        at = year.end()
        found.append(Token(NUMBER, year[0].replace("O", "0"), start, start + at, gap))
    for piece in _PIECE_RE.finditer(text, at):
        kind = NUMBER if piece[0].isdecimal() else WORD
        found.append(
            Token(kind, piece[0], start + piece.start(), start + piece.end(), gap if not at else GLUED)
        )
        at = piece.end()
