"""What a paragraph consists of: running text, lettered items, and tables that are kept as they stand."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from reftel.document import Span, fold_white_space
from reftel.telegram.lines import RULE_RE, Line, split_lines, without_page_lines
from reftel.telegram.marks import BRACKETED_RE
from reftel.telegram.part import NOWHERE, Part

TEXT = "text"
ITEM = "item"
TABLE = "table"

# What numbers an item. must match "A. The", "¶B. The", "(c) the", "a) the", "-- The", "• The"; must not match
# "U.S. officials", "A.B. Smith", "Amb. Smith", "--", "(SBU) The"
ITEM_RE = re.compile(
    r"¶? ?(?:\((?P<between>[A-Za-z])\)|(?P<before>[A-Za-z])[.)]|(?P<dash>--?|[–—•*]))(?=[ \t]+\S)"
)
# A gap between columns. must match in "Tier 1   12", "a | b", "a\tb"; must not match "2.  After",
# "so.   He"
_COLUMNS_RE = re.compile(r"(?<=[^\s.!?:;])[ ]{3,}(?=\S)|(?<=\S)[ ]{4,}(?=\S)|(?<=\S)[ ]*[\t|]+[ ]*(?=\S)")
# A rule of a table. must match whole "-----", "+---+---+", "=== ==="; must not match "-- The"
_RULE_RE = re.compile(r"[-=_*+| ]{3,}")
# Whether a paragraph may hold more than running text. must match in "so:\n-- The", "so.\n(A) The", "a   b",
# "a|b"; must not match "so.\nThe"
_MAY_HOLD_RE = re.compile(r"[ ]{3}|[\t|]|[\n\r\f\v\x1c-\x1e\x85\u2028\u2029] ?(?:[-–—•*¶(]|[A-Za-z][.)])")
_FEWEST_ROWS = 2


class Piece(Part):
    """A part of a paragraph: running text, a lettered item, or a table that is kept as it stands.

    Args:
        kind: ``text``, ``item`` or ``table``.
        text: Its words; lines joined, except those of a table.
        letter: What numbers an item, as it stands without its brackets, such as ``A``, or a dash.
        mark: Its own portion mark as it stands, such as ``(C)``; empty if it has none.
        span: All of it in the raw text.
    """

    kind: str
    text: str
    letter: str = ""
    mark: str = ""
    span: Span = NOWHERE


class _Bullet(NamedTuple):
    """A line that may begin an item: its index, what numbers the item, and where its words begin."""

    line: int
    letter: str
    start: int


@dataclass(slots=True)
class _Run:
    """Lines of one piece while they are gathered."""

    kind: str
    bullet: _Bullet | None = None
    lines: list[Line] = field(default_factory=list)


def split_pieces(raw: str, text: Span, leave_out: Sequence[Span] = ()) -> tuple[Piece, ...]:
    """Split a paragraph into running text, lettered items and tables.

    An item begins a line that stands below a blank line, or below one that ends a sentence. Letters go up
    from A, and one letter alone makes no list unless a colon stands before it, so that "Mr." and "A. Smith"
    on the next line are none. A table is two rows or more with columns that three blanks, tabs or bars part.

    Args:
        raw: The whole record.
        text: The paragraph without number, mark and label.
        leave_out: Page lines, which may stand inside it.

    Returns:
        The pieces in text order, one at least.

    >>> split_pieces("To do: \n-- Go. \n-- Stay.", Span(0, 23))[1].text
    'Go.'
    """
    begins_line = not raw[raw.rfind("\n", 0, text.start) + 1 : text.start].strip(" \t")
    opens_item = begins_line and ITEM_RE.match(raw, text.start, text.end) is not None
    if not opens_item and not _MAY_HOLD_RE.search(raw, text.start, text.end):
        return make_text(raw, text, leave_out)
    lines = without_page_lines(split_lines(raw, text), leave_out)
    rows = _find_rows(lines)
    bullets = {bullet.line: bullet for bullet in _find_bullets(lines, rows, begins_line=begins_line)}
    if not rows and not bullets:
        return make_text(raw, text, leave_out)
    runs = _gather(lines, rows, bullets)
    return tuple(_make_piece(raw, run, leave_out) for run in runs)


def is_row(line: Line) -> bool:
    """Whether a line has columns as a row of a table has; the gap behind a bullet is none."""
    bullet = ITEM_RE.match(line.text)
    return _COLUMNS_RE.search(line.text, _skip_blanks(line.text, bullet.end()) if bullet else 0) is not None


def _skip_blanks(text: str, at: int) -> int:
    while at < len(text) and text[at].isspace():
        at += 1
    return at


def _find_rows(lines: Sequence[Line]) -> set[int]:
    """Indices of the lines of tables: rows, rules among them, and single blank lines between rows."""
    found: set[int] = set()
    columned = [index for index, line in enumerate(lines) if is_row(line)]
    at = 0
    while at < len(columned):
        last = at
        while last + 1 < len(columned) and _joins(lines, columned[last], columned[last + 1]):
            last += 1
        if last + 1 - at >= _FEWEST_ROWS:
            first, end = columned[at], columned[last]
            while first > 0 and _RULE_RE.fullmatch(lines[first - 1].text):
                first -= 1
            while end + 1 < len(lines) and _RULE_RE.fullmatch(lines[end + 1].text):
                end += 1
            found.update(range(first, end + 1))
        at = last + 1
    return found


def _joins(lines: Sequence[Line], row: int, following: int) -> bool:
    """Whether nothing but rules, or one blank line, stands between two rows."""
    between = lines[row + 1 : following]
    blank = sum(line.is_blank for line in between)
    return blank <= 1 and all(line.is_blank or _RULE_RE.fullmatch(line.text) for line in between)


def _find_bullets(lines: Sequence[Line], rows: set[int], *, begins_line: bool) -> list[_Bullet]:
    """The lines that begin items; letters in their turn only."""
    found: list[_Bullet] = []
    candidates = _find_candidates(lines, rows, begins_line=begins_line)
    due = {True: "A", False: "a"}
    last = {bullet.letter: place for place, bullet in enumerate(candidates)}
    for place, bullet in enumerate(candidates):
        if not bullet.letter.isalpha():
            found.append(bullet)
            continue
        is_upper = bullet.letter.isupper()
        first = "A" if is_upper else "a"
        is_next = bullet.letter == due[is_upper] and bullet.letter != first
        has_second = last.get(chr(ord(first) + 1), -1) > place
        if is_next or (bullet.letter == first and (has_second or _follows_colon(lines, bullet.line))):
            found.append(bullet)
            due[is_upper] = chr(ord(bullet.letter) + 1)
    return found


def _find_candidates(lines: Sequence[Line], rows: set[int], *, begins_line: bool) -> list[_Bullet]:
    found: list[_Bullet] = []
    for index, line in enumerate(lines):
        is_apart = lines[index - 1].ends_sentence or index - 1 in rows if index else begins_line
        if not is_apart or index in rows or RULE_RE.fullmatch(line.text):
            continue
        if match := ITEM_RE.match(line.text):
            letter = match["between"] or match["before"] or match["dash"]
            found.append(_Bullet(index, letter, line.span.start + match.end()))
    return found


def _follows_colon(lines: Sequence[Line], index: int) -> bool:
    while index and lines[index - 1].is_blank:
        index -= 1
    return index > 0 and lines[index - 1].text.endswith(":")


def _gather(lines: Sequence[Line], rows: set[int], bullets: dict[int, _Bullet]) -> list[_Run]:
    runs: list[_Run] = []
    is_after_blank = False
    for index, line in enumerate(lines):
        current = runs[-1] if runs else None
        if index in rows:
            if current is None or current.kind != TABLE or index - 1 not in rows:
                runs.append(_Run(TABLE))
            runs[-1].lines.append(line)
        elif line.is_blank:
            is_after_blank = True
            continue
        elif index in bullets:
            runs.append(_Run(ITEM, bullets[index], [line]))
        elif current is None or current.kind == TABLE or (current.kind == ITEM and is_after_blank):
            runs.append(_Run(TEXT, lines=[line]))
        else:
            current.lines.append(line)
        is_after_blank = False
    return runs


def _make_piece(raw: str, run: _Run, leave_out: Sequence[Span]) -> Piece:
    span = Span(run.lines[0].span.start, run.lines[-1].span.end)
    if run.kind == TABLE:
        return Piece(TABLE, _table_text(raw, run.lines), span=span)
    if run.bullet is None:
        return make_text(raw, span, leave_out)[0]
    start = _skip_blanks(raw, run.bullet.start)
    mark = BRACKETED_RE.match(raw, start, span.end)
    words = fold_white_space(raw, Span(mark.end() if mark else start, span.end), leave_out).text
    letter, spelt = run.bullet.letter, " ".join(mark[0].split()) if mark else ""
    return Piece(ITEM, words, letter, spelt, span)


def make_text(raw: str, text: Span, leave_out: Sequence[Span] = ()) -> tuple[Piece, ...]:
    """The one piece of a paragraph that holds running text alone."""
    return (Piece(TEXT, fold_white_space(raw, text, leave_out).text, span=text),)


def _table_text(raw: str, lines: Sequence[Line]) -> str:
    """Its lines as they stand, without the white space that all of them begin with."""
    indents = [_indent(raw, line) for line in lines]
    least = min((indent for indent, line in zip(indents, lines, strict=True) if line.text), default=0)
    return "\n".join(
        " " * (indent - least) + line.text if line.text else ""
        for indent, line in zip(indents, lines, strict=True)
    )


def _indent(raw: str, line: Line) -> int:
    """White space before a line; none where it stands behind a number or a mark."""
    start = line.span.start
    before = raw[raw.rfind("\n", 0, start) + 1 : start]
    return 0 if before.strip() else len(before.expandtabs())
