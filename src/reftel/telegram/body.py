"""The body: numbered paragraphs with their marks, headings, comments, the signature."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from msgspec.structs import replace as replace_part

from reftel.document import UNMARKED, Level, Marking, Span, join_markings, trim
from reftel.telegram.chunks import Chunk, Gap, cut_at_numbers, cut_headings, name_of_heading, split_unnumbered
from reftel.telegram.comments import COMMENT_HEADING_RE, LABEL_RE, find_asides, role_of, spread_roles
from reftel.telegram.head import PARAGRAPH_RE
from reftel.telegram.lines import Line, from_to, strip_blank
from reftel.telegram.marks import (
    Mark,
    find_entire_marking,
    find_marks,
    marking_of_paragraph,
    read_opening_marks,
)
from reftel.telegram.model import Paragraph, Words
from reftel.vocab.captions import find_caption

# must match whole "MARUT", "VAN VOORST", "O'BRANN", "MARUT##"; must not match "Marut", "END OF THE TEXT"
SIGNATURE_RE = re.compile(r"[A-Z][A-Z'’-]{1,30}(?: [A-Z][A-Z'’.-]{0,30}){0,2}[.# ]{0,9}")
_NO_SIGNATURES = frozenset(
    {"NNNN", "END TEXT", "COMMENT", "END COMMENT", "UNCLASSIFIED", "UNCLAS", "SECRET", "CONFIDENTIAL"}
)
_LINES_AFTER_SIGNATURE = 3


@dataclass(slots=True)
class Heading:
    """A heading with the join of what stands on either side of it and of its own marks."""

    span: Span
    marking: Marking


@dataclass(slots=True)
class Body:
    """The parts of the body in text order.

    Args:
        held: What unmarked text is held at, beyond the telegram's marking: the marks of paragraphs that stand
            above the telegram, and what is said of the text as a whole.
        rest: What stands below the signature.
        end_marking: How the signature and what follows it are held.
    """

    paragraphs: list[Paragraph] = field(default_factory=list)
    headings: list[Heading] = field(default_factory=list)
    signature: Words | None = None
    rest: list[Span] = field(default_factory=list)
    gaps: list[Gap] = field(default_factory=list)
    held: Marking = UNMARKED
    end_marking: Marking = UNMARKED


@dataclass(frozen=True, slots=True)
class _Setting:
    """What surrounds a paragraph: its telegram, its heading, and marks that reach into it from outside."""

    telegram: Marking
    heading: str = ""
    heading_mark: Marking | None = None
    carried: Marking = UNMARKED
    before: Marking = UNMARKED


@dataclass(frozen=True, slots=True)
class _Found:
    """A paragraph, whether a mark opens it, and the join of all marks in it."""

    paragraph: Paragraph
    is_marked: bool
    marks: Marking


def read_body(raw: str, lines: Sequence[Line], marking: Marking) -> Body:
    """Read the paragraphs of a body.

    Args:
        raw: The whole record.
        lines: From the end of the head to the end of the telegram, without page lines.
        marking: The telegram's marking, which unmarked paragraphs take.

    Returns:
        The parts; every word of the lines lies in one of them.
    """
    body = Body(end_marking=marking)
    chunks = cut_at_numbers(lines, body.gaps)
    is_apart = _take_signature(raw, chunks[-1].lines, body) if chunks else True
    found: list[_Found] = []
    headings: list[Span] = []
    setting = _Setting(marking)
    for chunk in split_unnumbered(chunks):
        own, below = cut_headings(chunk)
        if own:
            before = found[-1].paragraph.marking if found and chunk.is_doubtful else UNMARKED
            span = from_to(own[0], own[-1])
            found.append(_read_paragraph(raw, chunk, span, replace(setting, before=before)))
            setting = replace(setting, carried=_mark_at_end(raw, own))
        if below:
            headings.append(from_to(below[0], below[-1]))
            setting = _under_heading(raw, below, setting)
    body.held = _find_held(raw, lines, found, marking)
    roles = spread_roles([_hold(one, body.held) for one in found], raw)
    body.paragraphs = [replace_part(paragraph, ordinal=index) for index, paragraph in enumerate(roles, 1)]
    body.headings = _mark_headings(raw, headings, body, marking)
    body.end_marking = marking | body.held
    if body.paragraphs and (body.rest or not is_apart):
        body.end_marking = body.end_marking | body.paragraphs[-1].marking
    return body


def _take_signature(raw: str, lines: list[Line], body: Body) -> bool:
    """Take the signature and what is below it off the last paragraph; whether a blank line parts them."""
    is_apart = True
    for back in range(1, min(_LINES_AFTER_SIGNATURE + 1, len(lines))):
        line = lines[-back]
        name = line.text.rstrip(".# ")
        if not SIGNATURE_RE.fullmatch(line.text) or not may_sign(name):
            continue
        span = Span(line.span.start, line.span.start + len(name))
        body.signature = Words(name, span)
        if span.end < line.span.end:
            body.rest.append(trim(raw, Span(span.end, line.span.end)))
        if tail := [below for below in lines[len(lines) - back + 1 :] if not below.is_blank]:
            body.rest.append(from_to(tail[0], tail[-1]))
        is_apart = lines[-back - 1].is_blank
        del lines[len(lines) - back :]
        break
    lines[:] = strip_blank(lines)
    return is_apart


def may_sign(name: str) -> bool:
    """Whether a line in capitals at the end can be a name: neither a caption nor a word of the trade."""
    return name not in _NO_SIGNATURES and find_caption(name) is None


def _under_heading(raw: str, lines: Sequence[Line], setting: _Setting) -> _Setting:
    """The setting of what stands under a heading; a rule alone parts no sections."""
    mark = find_marks(raw, from_to(lines[0], lines[-1]))
    name = name_of_heading(lines)
    return replace(setting, heading=name, heading_mark=mark if name or mark else setting.heading_mark)


def _read_paragraph(raw: str, chunk: Chunk, span: Span, setting: _Setting) -> _Found:
    start = span.start
    if chunk.number is not None and (match := PARAGRAPH_RE.match(raw, span.start, span.end)):
        start = match.end()
    role = "comment" if COMMENT_HEADING_RE.fullmatch(setting.heading) else "report"
    opening = None
    for _ in range(3):  # mark and label come in either order: "(SBU) Summary:" or "Summary: (SBU)"
        start = trim(raw, Span(start, span.end)).start
        if opening is None and (mark := read_opening_marks(raw, start, span.end)):
            opening, start = mark, mark.end
        elif role != "summary" and (label := LABEL_RE.match(raw, start, span.end)):
            role = role_of(label["role"])
            start = label.end()
    text = Span(min(start, span.end), span.end)
    inner = find_marks(raw, text)
    own = _mark_paragraph(opening, chunk, setting)
    paragraph = Paragraph(
        number=chunk.number,
        marking=own | (inner or UNMARKED),
        has_mark=opening is not None or inner is not None,
        role=role,
        span=span,
        text_span=text,
        raw=raw,
        asides=find_asides(raw, text, role),
        heading="" if setting.heading_mark and not setting.heading_mark <= own else setting.heading,
    )
    marks = [mark for mark in (opening.marking if opening else None, inner) if mark is not None]
    return _Found(paragraph, opening is not None, join_markings(marks))


def _mark_paragraph(opening: Mark | None, chunk: Chunk, setting: _Setting) -> Marking:
    """What the mark at its head makes of a paragraph, and in doubt what is round it."""
    own = marking_of_paragraph(opening.marking if opening else None, setting.telegram)
    if opening is None:
        own = join_markings((own, setting.heading_mark or UNMARKED, setting.carried, setting.before))
    if chunk.is_mixed or (opening and not opening.is_certain):
        own = own | setting.telegram
    return own


def _mark_at_end(raw: str, own: Sequence[Line]) -> Marking:
    """A mark alone on the last line of a paragraph may belong to what follows."""
    line = own[-1]
    mark = read_opening_marks(raw, line.span.start, line.span.end) if len(own) > 1 else None
    return mark.marking if mark and not raw[mark.end : line.span.end].strip(" .:-") else UNMARKED


def _find_held(raw: str, lines: Sequence[Line], found: Sequence[_Found], marking: Marking) -> Marking:
    """Marks that contradict the classification line, and what is said of the text as a whole."""
    above = [one.marks for one in found if one.marks.level >= Level.C and not one.marks <= marking]
    entire = find_entire_marking(raw, from_to(lines[0], lines[-1])) if lines else UNMARKED
    return join_markings((*above, entire))


def _hold(found: _Found, held: Marking) -> Paragraph:
    """Raise a paragraph that does not say at its head how it is held."""
    paragraph = found.paragraph
    return paragraph if found.is_marked else replace_part(paragraph, marking=paragraph.marking | held)


def _mark_headings(raw: str, spans: Sequence[Span], body: Body, marking: Marking) -> list[Heading]:
    """A heading says something of what is below it, and may be the end of what is above it."""
    headings: list[Heading] = []
    at = 0
    for span in spans:
        while at < len(body.paragraphs) and body.paragraphs[at].span.start < span.end:
            at += 1
        beside = [paragraph.marking for paragraph in body.paragraphs[max(0, at - 1) : at + 1]]
        own = find_marks(raw, span) or UNMARKED
        headings.append(Heading(span, join_markings((marking, body.held, own, *beside))))
    return headings
