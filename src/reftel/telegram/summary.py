"""The summary of a telegram: from its heading or first words to ``End summary``."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from reftel.document import Span, fold_white_space, trim
from reftel.telegram.interruptions import find_interruptions

_WORD = r"SUM{1,2}A?R?[AEIOU]?R?Y"
_AND = (
    r"(?:\s{1,3}(?:AND|&|/)\s{1,3}(?:ACTION\s{1,3}REQUEST|COMMENTS?|INTRODUCTION|BACKGROUND|ACTION|ANALYSIS"
    r"|RECOMMENDATIONS?|OVERVIEW|KEY\s{1,3}POINTS)|/COMMENT)?"
)
# What opens a summary, at the head of a line, behind number and mark. must match "Summary: It", "SUMMARY
# AND COMMENT. It", "1. (C) Summary: It", "¶1. Begin Summary: It", "Summary -------", "(U) SUMMARY"; must
# not match "SUMMARY OF THE TALKS", "Summary executions rose", "2. (C) It"
OPENING_RE = re.compile(
    rf"""
    (?: ¶? [ ]? [0-9]{{1,2}} [ ]? [.)] \s{{0,3}} )?
    (?: \( [ ]? [A-Z]{{1,4}} (?: [ ]? [-/]{{1,2}} [^()]{{1,30}} )? \) \s{{0,3}} )?
    [-=*_ ]{{0,9}}
    (?: BEGIN [ ]{{1,2}} )? (?: EXECUTIVE [ ]{{1,2}} )? {_WORD} {_AND} (?: ,? [ ]{{1,2}} CONTINUED )?
    (?: [ ]{{0,3}} \( [A-Z]{{1,4}} (?: /{{1,2}} [A-Z]{{1,8}} )? \) )?
    (?: [ ]{{0,3}} (?: [:.;] | -{{1,2}} (?! [A-Za-z] ) | – ) | [ ]{{0,40}} (?: -{{3,}} | ={{3,}} | $ ) )
    """,
    re.VERBOSE | re.IGNORECASE,
)
# must match in "now. End summary.", "(END SUMMARY AND COMMENT)", "End of Summary"; must
# not match "the end. Summary"
END_RE = re.compile(
    rf"[(\[]?\b(?:END|ENDS)\s{{1,9}}(?:OF\s{{1,3}})?(?:EXECUTIVE\s{{1,3}})?{_WORD}\b", re.IGNORECASE
)
# The same where line ends were lost. must match in "1.4 (b) 1. (C) Summary: It", "(d) ¶1. SUMMARY. It";
# must not match "in 1. Summary judgment", "(C) Summary: It"
GLUED_OPENING_RE = re.compile(
    rf"""
    (?<= [ ] ) ¶? [0-9]{{1,2}} [ ]? \. [ ]{{0,3}}
    (?: \( [A-Z]{{1,4}} (?: /{{1,2}} [A-Z]{{1,8}} )? \) [ ]{{0,3}} )?
    (?: BEGIN [ ] )? {_WORD} {_AND} [ ]{{0,3}} [:.]
    """,
    re.VERBOSE | re.IGNORECASE,
)
# A first paragraph where line ends were lost. must match in "(b), (d) 1. (C) The"; must not match "1.4 (b)"
GLUED_PARAGRAPH_RE = re.compile(r"(?<= )¶?1 ?\. {0,3}\((?:U|SBU|C|S)(?:/{1,2}[A-Z]{1,8})?\) ")
# What stands before the words: rules, number, mark, label. must match "-----", "1. (C/NF) ", "(SBU) ",
# "2. (C) Summary: ", "¶2. "; must not match "In May", "1.4 (b)", "(e.g.)"
LEAD_RE = re.compile(
    rf"""
      [-=*_]{{2,}} \s{{0,9}}
    | ¶? [ ]? (?P<number> [0-9]{{1,2}} ) [ ]? \. (?! [ ]?[0-9] ) \s{{0,3}}
    | \( [ ]? (?: U | SBU | LOU | FOUO | C | S | TS ) (?: [ ]? [-/]{{1,2}} [^()]{{1,30}} )? [ ]? \)
      [.:]? \s{{0,3}}
    | (?: BEGIN [ ] )? {_WORD} {_AND} (?: ,? [ ] CONTINUED )? [ ]{{0,2}} [:.-]{{1,3}} \s{{0,3}}
    | [:.] \s{{1,3}} | \s+
    """,
    re.VERBOSE | re.IGNORECASE,
)
# A paragraph that begins a line. must match "1. On 28 July", "2. (C) It", "¶3. (S/NF) It", "1.(C) It"; must
# not match "1.4 (b)", "12 men", "2009. It"
PARAGRAPH_RE = re.compile(
    r"¶? ?(?P<number>[0-9]{1,2}) ?\.(?! ?[0-9]) {0,3}"
    r"(?P<mark>\( ?(?:U|SBU|LOU|FOUO|C|S|TS)(?: ?[-/]{1,2}[^()]{1,30})? ?\) {0,3})?"
)
# must match whole "-----", "- - - -"; must not match "-- The"
RULE_RE = re.compile(r"[-=*_][-=*_ ]{2,}")
_LONGEST_HEADING = 72
_MOST_LINES = 400


@dataclass(slots=True)
class Summary:
    """The summary of a telegram.

    Attributes:
        text: Its words, lines joined, without paragraph numbers, portion marks, rules and labels.
        is_closed: Whether words such as `End summary` end it.
        span: From its first word to its last; equality does not count it.
    """

    text: str
    is_closed: bool
    span: Span = field(compare=False)


@dataclass(slots=True)
class _Row:
    text: str
    start: int


def read_summary(raw: str, start: int = 0, end: int | None = None) -> Summary | None:
    """Read the summary of a stretch.

    It goes to ``End summary``, over several paragraphs if need be. Without these words it is the paragraph
    that says so at its head, or what stands under the heading. Where only the end is said, it begins with
    the first paragraph.

    Args:
        raw: The text; a whole telegram, its body, or a fragment.
        start: Where to begin.
        end: Where to stop; None for the end of the text.

    Returns:
        The summary; None if neither its beginning nor its end is said. Never raises on content.

    Source:
        docs/telegram-format.md 4.4.
    """
    stop = len(raw) if end is None else end
    holes = find_interruptions(raw, start, stop)
    rows = _rows(raw, start, stop, {hole.start: hole.end for hole in holes})
    opening = _find_opening(raw, start, stop, rows)
    closing = END_RE.search(raw, opening[1] if opening else start, stop)
    if opening is None and closing is None:
        return None
    index, first = opening or (0, _first_paragraph(raw, rows, closing.start() if closing else stop))
    last = closing.start() if closing else _end_without_words(rows, index, stop)
    return _make(raw, first, max(first, last), holes, is_closed=closing is not None)


def _find_opening(raw: str, start: int, stop: int, rows: list[_Row]) -> tuple[int, int] | None:
    """The row in which a summary opens, and where the words that open it end."""
    for index, row in enumerate(rows):
        match = OPENING_RE.match(row.text)
        if match and not _ends_with_end(raw, start, row.start):
            return index, row.start + match.end()
    glued = GLUED_OPENING_RE.search(raw, start, stop)
    if glued is None:
        return None
    return sum(row.start <= glued.start() for row in rows) - 1, glued.end()


def _ends_with_end(raw: str, start: int, at: int) -> bool:
    """Whether the word before a place is the END of a wrapped ``End summary``."""
    words = raw[max(start, at - 40) : at].split()
    return bool(words) and words[-1].strip("([").upper() in {"END", "ENDS", "OF"}


def _rows(raw: str, start: int, stop: int, holes: dict[int, int]) -> list[_Row]:
    """Lines with words, or empty, without page lines."""
    rows: list[_Row] = []
    at = start
    while at < stop:
        line_end = raw.find("\n", at, stop)
        line_end = stop if line_end < 0 else line_end
        text = raw[at:line_end]
        first = at + len(text) - len(text.lstrip())
        if first in holes and text.strip():
            at = max(holes[first], at + 1)
            continue
        rows.append(_Row(text.strip(), min(first, line_end)))
        at = line_end + 1
    return rows


def _first_paragraph(raw: str, rows: list[_Row], before: int) -> int:
    """Where paragraph 1 begins, else the first that has a number, else the text."""
    numbered = [
        (match, row) for row in rows if row.start < before and (match := PARAGRAPH_RE.match(row.text))
    ]
    for match, row in numbered:
        if match["number"] == "1":
            return row.start
    if numbered:
        return numbered[0][1].start
    start = rows[0].start if rows else 0
    glued = GLUED_PARAGRAPH_RE.search(raw, start, before)
    return glued.start() if glued else start


def _end_without_words(rows: list[_Row], index: int, stop: int) -> int:
    """Where a summary ends that nothing closes: with its paragraph, or at the next heading."""
    is_heading = OPENING_RE.fullmatch(rows[index].text) is not None
    last = stop
    seen = not is_heading
    for at in range(index + 1, min(len(rows), index + _MOST_LINES)):
        text = rows[at].text
        if not text:
            continue
        starts = PARAGRAPH_RE.match(text) is not None
        after_blank = not rows[at - 1].text
        if RULE_RE.fullmatch(text):
            if seen:
                return rows[at].start
            continue
        if seen and (_is_heading(rows, at) or (starts and not is_heading)):
            return rows[at].start
        if seen and after_blank and not is_heading and not text.startswith(("-", "*")) and text.isupper():
            return rows[at].start
        seen = True
    return last


def _is_heading(rows: list[_Row], at: int) -> bool:
    """Whether a line stands over a rule, or between blank lines without the end of a sentence."""
    text = rows[at].text
    below = rows[at + 1].text if at + 1 < len(rows) else ""
    if RULE_RE.fullmatch(below):
        return True
    is_short = len(text) <= _LONGEST_HEADING and text[-1] not in '.;,:!?"”)' and text[0] not in "-*(¶"
    return is_short and not rows[at - 1].text and not below and not PARAGRAPH_RE.match(text)


def _make(raw: str, first: int, last: int, holes: list[Span], *, is_closed: bool) -> Summary | None:
    at, number = first, 1
    while (match := LEAD_RE.match(raw, at, last)) and match.end() > at:
        number = int(match["number"] or number)
        at = match.end()
    span = trim(raw, Span(at, last))
    if not span.length:
        return None
    leave_out = sorted(
        [*(hole for hole in holes if hole.start >= span.start), *_marks_inside(raw, span, number)]
    )
    text = fold_white_space(raw, span, _disjoint(leave_out)).text
    return Summary(text, is_closed, span) if text else None


def _disjoint(spans: list[Span]) -> list[Span]:
    kept: list[Span] = []
    for span in spans:
        if not kept or span.start >= kept[-1].end:
            kept.append(span)
    return kept


def _marks_inside(raw: str, span: Span, previous: int) -> list[Span]:
    """Numbers and marks of further paragraphs, and rules, which are no words of the summary."""
    found: list[Span] = []
    at = raw.find("\n", span.start, span.end)
    while at >= 0:
        stop = raw.find("\n", at + 1, span.end)
        line_end = span.end if stop < 0 else stop
        text = raw[at + 1 : line_end]
        kept = text.strip()
        first = at + 1 + len(text) - len(text.lstrip())
        if kept and RULE_RE.fullmatch(kept):
            found.append(Span(first, first + len(kept)))
        elif match := PARAGRAPH_RE.match(kept):
            number = int(match["number"])
            if match["mark"] or number == previous + 1:
                length = _lead_length(kept, match.end())
                found.append(Span(first, first + length))
                previous = number
        at = stop
    return found


def _lead_length(text: str, at: int) -> int:
    """The length of number, mark and a label such as ``Summary continued:``."""
    label = LEAD_RE.match(text, at)
    return label.end() if label and label[0].strip() else at
