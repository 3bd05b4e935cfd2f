"""The head of the text: captions, passing lines, E.O., TAGS, SUBJECT, REF, Classified By."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from reftel.document import Span, fold_white_space
from reftel.telegram.classification import find_held_captions
from reftel.telegram.lines import RULE_RE, Line, from_to
from reftel.telegram.marks import BRACKETED_RE
from reftel.telegram.model import Passing, Tag, Words
from reftel.vocab.captions import find_caption
from reftel.vocab.countries import country_by_tag
from reftel.vocab.tags import PROGRAMME, find_tag

# must match "E.O. 12958: N/A", "TAGS: KTIP", "SUBJECT: X", "REF: STATE 1", "Classified By: Y"; must not
# match "REFORM IS SLOW", "SUBJECTED"
KEY_RE = re.compile(
    r"""
    (?P<key>
        E \.? \s? O \.? \s? (?= [0-9] | : )
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
# must match "DEPT FOR G/TIP, DRL", "GENEVA: FOR CD DELEGATION", "STATE PASS TO USAID"; must not match
# "FORMAL PROTEST"
PASSING_RE = re.compile(
    r"(?P<post>[A-Z][A-Z/.,& -]{1,40}):? (?P<relation>PASS TO|PASS|FOR)\b:?(?P<offices>.*)"
)
# must match "¶1. (SBU) Post", "1. On June 14", "2.(C) The"; must not match "1.4 (b)", "12 years"
PARAGRAPH_RE = re.compile(r"¶? ?(?P<number>[0-9]{1,3}) ?\. ?(?![0-9])")
# must match "¶1. (U) Post", "1.Post"; must not match "1.4 (b)", "2. Post"
FIRST_PARAGRAPH_RE = re.compile(r"¶? ?1 ?\. ?(?![0-9])")
# must match whole "KTIP", "OVIP (SURNAME, GIVEN)"; must not match ",", " "
TAG_RE = re.compile(r"[^,\s(]+(?:\s{0,3}\([^()]{0,80}\))?")
# must match whole "SECTION 01 OF 02"; must not match "SECTION CHIEF"
SECTION_LINE_RE = re.compile(r"SECTION \d+ OF \d+")
# must match whole "C O R R E C T E D  C O P Y (SUBJECT LINE)", "CORRECTED COPY"; must not match "CORRECTED
# TEXT"
CORRECTED_RE = re.compile(r"C ?O ?R ?R ?E ?C ?T ?E ?D {1,4}C ?O ?P ?Y(?![A-Z])(?P<what>.{0,200})")
# Of what stands before the first key, as many filled lines are looked at.
_LINES_BEFORE_KEYS = 60


@dataclass(slots=True)
class Head:
    """The head fields as found; ``end`` is where the body begins.

    ``held`` are captions in lines that hold other words, too: ``NODIS DEPT FOR EAP``.
    """

    captions: list[Words] = field(default_factory=list)
    held: list[str] = field(default_factory=list)
    corrected: Words | None = None
    passing: list[Passing] = field(default_factory=list)
    order: Words | None = None
    tags: Words | None = None
    subject: Words | None = None
    references: Words | None = None
    classified: Words | None = None
    blocks: list[tuple[str, Span]] = field(default_factory=list)
    end: int = 0


class _Text(NamedTuple):
    """What a head is read from: the record, the lines from the classification line on, and the page lines."""

    raw: str
    lines: Sequence[Line]
    leave_out: Sequence[Span]


def is_head_start(text: str) -> bool:
    """Whether a line is a key of a head, or the first paragraph."""
    return KEY_RE.match(text) is not None or FIRST_PARAGRAPH_RE.match(text) is not None


def read_head(raw: str, start: int, lines: Sequence[Line], leave_out: Sequence[Span]) -> Head:
    """Read the head fields in any order, up to the first paragraph or the first line that is none of them.

    Args:
        raw: The whole record.
        start: Where the classification line ends.
        lines: From there to the end of the telegram, without page lines.
        leave_out: Page lines, which may stand inside any field.
    """
    text = _Text(raw, lines, leave_out)
    head = Head(end=start)
    first_key = _find_first_key(lines) or 0
    at = 0
    while at < len(lines):
        line = lines[at]
        if line.is_blank or RULE_RE.fullmatch(line.text):
            at += 1
            continue
        if key := KEY_RE.match(line.text):
            at = _read_field(text, head, at, key)
        elif head.subject is None and (caption := _caption_words(line)):
            head.captions += caption
            head.blocks.append(("caption", line.span))
            at += 1
        elif head.subject is None and (copy := CORRECTED_RE.fullmatch(line.text)):
            head.corrected = Words(" ".join(copy["what"].split()), line.span)
            head.blocks.append(("corrected", line.span))
            at += 1
        elif head.order is None and head.tags is None and PASSING_RE.fullmatch(line.text):
            head.held += find_held_captions(line.text)
            at = _read_passing(text, head, at)
        elif at < first_key:  # "TOSEC 140323", "C O R R E C T E D  C O P Y": the head goes on below
            head.held += find_held_captions(line.text)
            at += 1
        else:
            break
    head.end = max((block.end for _, block in head.blocks), default=start)
    return head


def read_tags(words: Words, raw: str, leave_out: Sequence[Span] = ()) -> tuple[Tag, ...]:
    """The single TAGS of a TAGS line; a person in parentheses stays with its tag."""
    clean = fold_white_space(raw, words.span, leave_out)
    return tuple(
        Tag(" ".join(match[0].split()), kind_of_tag(match[0]), clean.to_raw(Span(*match.span())))
        for match in TAG_RE.finditer(clean.text)
    )


@lru_cache(maxsize=4096)
def kind_of_tag(text: str) -> str:
    """What kind of tag it is, by the table, and by its form where the table does not know it."""
    if len(text) == 2 and country_by_tag(text):
        return "geographic"
    known = find_tag(text)
    if known:
        return "program" if known.kind == PROGRAMME else known.kind
    return "person" if "(" in text else "free"


def has_head(lines: Sequence[Line]) -> bool:
    """Whether a key stands among the lines before the first paragraph."""
    return _find_first_key(lines) is not None


def _find_first_key(lines: Sequence[Line]) -> int | None:
    filled = 0
    for index, line in enumerate(lines):
        if line.is_blank:
            continue
        if KEY_RE.match(line.text):
            return index
        filled += 1
        if filled > _LINES_BEFORE_KEYS or PARAGRAPH_RE.match(line.text) or BRACKETED_RE.match(line.text):
            break
    return None


def _read_field(text: _Text, head: Head, at: int, key: re.Match[str]) -> int:
    lines = text.lines
    last = at
    while last + 1 < len(lines) and _continues(lines[last + 1], lines[at]):
        last += 1
    if last == at and key.end() == len(lines[at].text):  # the value starts on the next line but one
        last = _next_filled(lines, at)
    start = lines[at].span.start + key.end()
    value = Span(min(start, lines[last].span.end), lines[last].span.end)
    words = Words(fold_white_space(text.raw, value, text.leave_out).text, value)
    name = _NAMES[key["key"][0].upper()]
    if key["key"].upper().startswith("REASON"):
        name = "classified"
    if getattr(head, name) is None:
        setattr(head, name, words)
    head.blocks.append((name, from_to(lines[at], lines[last])))
    return last + 1


def _next_filled(lines: Sequence[Line], at: int) -> int:
    for index in range(at + 1, min(at + 3, len(lines))):
        text = lines[index].text
        if text:
            return at if KEY_RE.match(text) or PARAGRAPH_RE.match(text) else index
    return at


def _continues(line: Line, first: Line) -> bool:
    if line.is_blank or KEY_RE.match(line.text) or RULE_RE.fullmatch(line.text):
        return False
    if first.text.upper().startswith("REF"):
        return not FIRST_PARAGRAPH_RE.match(line.text)
    # A mark at the head of a line opens the text, where no blank line parts it from the head. The letters of
    # reasons may be wrapped, too: "1.4 (b)" and "(c)".
    mark = BRACKETED_RE.match(line.text)
    is_reason = mark is not None and mark[0].islower() and first.text.upper().startswith("CLASSIFIED")
    return not PARAGRAPH_RE.match(line.text) and (mark is None or is_reason)


def _read_passing(text: _Text, head: Head, at: int) -> int:
    lines, last = text.lines, at
    while last + 1 < len(lines) and not lines[last + 1].is_blank:
        words = lines[last + 1].text
        is_other = KEY_RE.match(words) or PASSING_RE.fullmatch(words) or PARAGRAPH_RE.match(words)
        if is_other or BRACKETED_RE.match(words) or find_caption(words):
            break
        last += 1
        head.held += find_held_captions(words)
    span = from_to(lines[at], lines[last])
    head.passing.append(split_passing(fold_white_space(text.raw, span, text.leave_out).text, span))
    head.blocks.append(("passing", span))
    return last + 1


def split_passing(words: str, span: Span) -> Passing:
    match = PASSING_RE.fullmatch(words)
    if match is None:
        return Passing(words, (), "", span)
    offices = tuple(office.strip() for office in match["offices"].split(",") if office.strip())
    return Passing(match["post"], offices, match["relation"], span)


def _caption_words(line: Line) -> list[Words]:
    """The captions of a line that holds nothing else, such as ``SENSITIVE`` or ``NOFORN SIPDIS``."""
    if find_caption(line.text):
        return [Words(line.text, line.span)]
    if SECTION_LINE_RE.fullmatch(line.text):
        return []
    found: list[Words] = []
    for match in re.finditer(r"[^\s/,]+", line.text):
        if not find_caption(match[0]):
            return []
        span = Span(line.span.start + match.start(), line.span.start + match.end())
        found.append(Words(match[0], span))
    return found
