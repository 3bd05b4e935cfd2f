"""The head of the text: captions, passing lines, E.O., TAGS, SUBJECT, REF, Classified By."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from reftel.document import Span, fold_white_space
from reftel.telegram.lines import Line, from_to, split_lines
from reftel.telegram.model import Words
from reftel.vocab.captions import find_caption

# must match "E.O. 12958: N/A", "TAGS: KTIP", "SUBJECT: X", "REF: STATE 1", "Classified By: Y"; must not match
# "REFORM IS SLOW", "SUBJECTED"
_KEY_RE = re.compile(
    r"""
    (?P<key>
        E \.? \s? O \.? \s? (?= \d | : )
      | TAGE?S? (?= \s* [:;,] )
      | S? UBJ (?: ECT )? (?= \s* [:;] | \s* $ )
      | REF (?: ERENCE S? | TEL )? (?: S | \(S\) )? (?= \s* [:.] | \s+ [A-Z(] [.):]? \s )
      | CLASSIFIED \s BY
      | REASONS? (?= \s* : )
    )
    \s* [:;,.]? \s*
    """,
    re.VERBOSE | re.IGNORECASE,
)
_NAMES = {"E": "order", "T": "tags", "S": "subject", "U": "subject", "R": "references", "C": "classified"}
# must match "DEPT FOR G/TIP, DRL", "GENEVA: FOR CD DELEGATION", "STATE PASS TO USAID"; must not match "FORMAL PROTEST"
_PASSING_RE = re.compile(r"[A-Z][A-Z/.,& -]{1,40}:? (?:PASS TO|PASS|FOR)\b.*")
_RULE_RE = re.compile(r"[-=_* ]{3,}")
# must match "¶1. (SBU) Post", "1. On June 14", "2.(C) The"; must not match "1.4 (b)", "12 years"
PARAGRAPH_RE = re.compile(r"¶? ?(?P<number>\d{1,3}) ?\. ?(?!\d)")
_TAG_RE = re.compile(r"[^,\s(]+(?:\s*\([^)]*\))?")
_SECTION_LINES = re.compile(r"SECTION \d+ OF \d+")


@dataclass(slots=True)
class Head:
    """The head fields as found; ``end`` is where the body begins."""

    captions: list[Words] = field(default_factory=list)
    passing: list[Words] = field(default_factory=list)
    order: Words | None = None
    tags: Words | None = None
    subject: Words | None = None
    references: Words | None = None
    classified: Words | None = None
    blocks: list[tuple[str, Span]] = field(default_factory=list)
    end: int = 0


def read_head(raw: str, span: Span, leave_out: list[Span]) -> Head:
    """Read the head fields in any order, up to the first paragraph or the first line that is none of them.

    Args:
        raw: The whole record.
        span: From the end of the classification line to the end of the telegram.
        leave_out: Page lines, which may stand inside any field.
    """
    head = Head(end=span.start)
    lines = [line for line in split_lines(raw, span) if not _inside(line, leave_out)]
    at = 0
    while at < len(lines):
        line = lines[at]
        if line.is_blank or _RULE_RE.fullmatch(line.text):
            at += 1
            continue
        if key := _KEY_RE.match(line.text):
            at = _read_field(raw, head, lines, at, key, leave_out)
        elif head.subject is None and (caption := _caption_words(line)):
            head.captions += caption
            head.blocks.append(("caption", line.span))
            at += 1
        elif head.order is None and head.tags is None and _PASSING_RE.fullmatch(line.text):
            at = _read_passing(raw, head, lines, at)
        else:
            break
        head.end = lines[at - 1].span.end
    head.end = max((block.end for _, block in head.blocks), default=span.start)
    return head


def split_tags(words: Words, raw: str) -> tuple[Words, ...]:
    """The single TAGS of a TAGS line; a person in parentheses stays with its tag."""
    found = []
    for match in _TAG_RE.finditer(raw, words.span.start, words.span.end):
        found.append(Words(" ".join(match[0].split()), Span(*match.span())))
    return tuple(found)


def _read_field(
    raw: str, head: Head, lines: list[Line], at: int, key: re.Match[str], leave_out: list[Span]
) -> int:
    last = at
    while last + 1 < len(lines) and _continues(lines[last + 1], lines[at]):
        last += 1
    if last == at and key.end() == len(lines[at].text):  # the value starts on the next line but one
        last = _next_filled(lines, at)
    start = lines[at].span.start + key.end()
    value = Span(min(start, lines[last].span.end), lines[last].span.end)
    words = Words(fold_white_space(raw, value, leave_out).text, value)
    name = _NAMES[key["key"][0].upper()]
    if key["key"].upper().startswith("REASON"):
        name = "classified"
    if getattr(head, name) is None:
        setattr(head, name, words)
    head.blocks.append((name, from_to(lines[at], lines[last])))
    return last + 1


def _next_filled(lines: list[Line], at: int) -> int:
    for index in range(at + 1, min(at + 3, len(lines))):
        text = lines[index].text
        if text:
            return at if _KEY_RE.match(text) or PARAGRAPH_RE.match(text) else index
    return at


def _continues(line: Line, first: Line) -> bool:
    if line.is_blank or _KEY_RE.match(line.text) or _RULE_RE.fullmatch(line.text):
        return False
    if PARAGRAPH_RE.match(line.text) and not first.text.upper().startswith("REF"):
        return False
    return not re.match(r"¶?1 ?\. ?(?!\d)", line.text)


def _read_passing(raw: str, head: Head, lines: list[Line], at: int) -> int:
    last = at
    while last + 1 < len(lines) and not lines[last + 1].is_blank:
        text = lines[last + 1].text
        if _KEY_RE.match(text) or _PASSING_RE.fullmatch(text) or find_caption(text):
            break
        last += 1
    span = from_to(lines[at], lines[last])
    head.passing.append(Words(fold_white_space(raw, span).text, span))
    head.blocks.append(("passing", span))
    return last + 1


def _caption_words(line: Line) -> list[Words]:
    """The captions of a line that holds nothing else, such as ``SENSITIVE`` or ``NOFORN SIPDIS``."""
    if find_caption(line.text):
        return [Words(line.text, line.span)]
    if _SECTION_LINES.fullmatch(line.text):
        return []
    found: list[Words] = []
    for match in re.finditer(r"[^\s/,]+", line.text):
        if not find_caption(match[0]):
            return []
        span = Span(line.span.start + match.start(), line.span.start + match.end())
        found.append(Words(match[0], span))
    return found


def _inside(line: Line, holes: list[Span]) -> bool:
    return any(hole.meets(line.span) for hole in holes)
