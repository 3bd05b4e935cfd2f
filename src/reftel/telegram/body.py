"""The body: numbered paragraphs with their marks, headings, comments, the signature."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from reftel.document import Marking, Span, trim
from reftel.telegram.head import PARAGRAPH_RE
from reftel.telegram.lines import Line, from_to, split_lines
from reftel.telegram.marks import PORTION_RE, marking_of_paragraph, read_portion_mark
from reftel.telegram.model import Paragraph, Words

# must match "HONG KONG 00001103  002 OF 003", "PAGE 02 VATICA 05095 01 OF 02 281347Z"; must not match "2 of 3 cases"
PAGE_LINE_RE = re.compile(
    r"""
      [A-Z][A-Z .'-]{2,24} [ ]+ \d{8} [ ]+ \d{3} (?: \.\d+ )? [ ]+ OF [ ]+ \d{3}
    | PAGE [ ]+ \d\d (?: [ ]+ [A-Z][A-Z .'-]* [ ]+ \d{5,6} (?: [ ]+ \d\d [ ]+ OF [ ]+ \d\d )? (?: [ ]+ \d{6}Z )? )?
    """,
    re.VERBOSE,
)
_RULE_RE = re.compile(r"[-=_* ]{3,}")
# must match "Comment:", "(U) COMMENT.", "Post Comment and Action Request:"; must not match "Commenting on this"
_LABEL_RE = re.compile(
    r"""
    \(? (?: (?: BEGIN | POST | EMBASSY | CONSULATE | MISSION ) \s+ )?
    (?P<role> SUMMARY | COMMENTS? | BIO (?:GRAPHIC)? \s NOTES? )
    (?: \s+ (?: AND | & ) \s+ [A-Z]+ (?: \s [A-Z]+ )? )?
    \s* (?: [:.] | - (?! \w ) ) -* \s*
    """,
    re.VERBOSE | re.IGNORECASE,
)
# must match "End comment.", "END SUMMARY AND COMMENT."; must not match "in the end comments were made"
_END_RE = re.compile(
    r"\b END \s+ (?: OF \s+ )? (?P<what> COMMENT | SUMMARY | NOTE | BIO )", re.VERBOSE | re.IGNORECASE
)
_ASIDE_RE = re.compile(r"[(\[] \s* (?P<role> COMMENT | NOTE | POST \s COMMENT ) \s* [:.]", re.VERBOSE | re.IGNORECASE)
_INLINE_COMMENT_RE = re.compile(r"(?<=[.\"”)]) \s+ (?: COMMENT | Comment ) \s* : \s", re.VERBOSE)
_COMMENT_HEADING_RE = re.compile(r"(?:[A-Z]\w*'?s? ){0,2}comments?(?: and .*)?:?", re.IGNORECASE)
# must match "MARUT", "VAN VOORST", "O'BRANN"; must not match "END COMMENT", "SIPDIS"
_SIGNATURE_RE = re.compile(r"[A-Z][A-Z'’-]+(?: [A-Z][A-Z'’.-]*){0,2}[.#]*")
_NO_SIGNATURES = frozenset({"SIPDIS", "NNNN", "END TEXT", "COMMENT", "END COMMENT", "UNCLASSIFIED", "SECRET", "CONFIDENTIAL"})
_HEADING_WIDTH = 72


@dataclass(slots=True)
class Body:
    """The parts of the body in text order."""

    paragraphs: list[Paragraph] = field(default_factory=list)
    headings: list[Span] = field(default_factory=list)
    signature: Words | None = None
    rest: list[Span] = field(default_factory=list)
    gaps: list[tuple[int, int, Span]] = field(default_factory=list)


@dataclass(slots=True)
class _Chunk:
    """Lines between two paragraph starts; the first holds the number."""

    number: int | None
    lines: list[Line]


def find_page_lines(raw: str, span: Span) -> list[Span]:
    """Lines that a printer set at the head of each page; they interrupt the text and are no part of it."""
    return [line.span for line in split_lines(raw, span) if PAGE_LINE_RE.fullmatch(line.text)]


def read_body(raw: str, span: Span, marking: Marking, leave_out: list[Span]) -> Body:
    """Read the paragraphs of a body.

    Args:
        raw: The whole record.
        span: From the end of the head to the end of the telegram.
        marking: The telegram's marking, which unmarked paragraphs take.
        leave_out: Page lines.

    Returns:
        The parts; every word of the span lies in one of them or in a page line.
    """
    body = Body()
    lines = [line for line in split_lines(raw, span) if not any(hole.meets(line.span) for hole in leave_out)]
    chunks = _cut_at_numbers(lines, body)
    if chunks:
        _take_signature(chunks[-1].lines, body)
    heading = ""
    for chunk in _split_unnumbered(chunks):
        own, below = _cut_headings(chunk)
        if own:
            body.paragraphs.append(_read_paragraph(raw, chunk.number, from_to(own[0], own[-1]), marking, heading))
        if below:
            body.headings.append(from_to(below[0], below[-1]))
            named = [line.text for line in below if line.text and not _RULE_RE.fullmatch(line.text)]
            heading = " ".join(named)
    body.paragraphs = [
        replace(paragraph, ordinal=index) for index, paragraph in enumerate(_spread_roles(body.paragraphs, raw), 1)
    ]
    return body


def _split_unnumbered(chunks: list[_Chunk]) -> list[_Chunk]:
    """Text without numbers is cut at its blank lines."""
    result: list[_Chunk] = []
    for chunk in chunks:
        if chunk.number is not None:
            result.append(chunk)
            continue
        piece: list[Line] = []
        for line in [*chunk.lines, Line("", Span(0, 0))]:
            if not line.is_blank:
                piece.append(line)
            elif piece:
                result.append(_Chunk(None, piece))
                piece = []
    return result


def _cut_at_numbers(lines: list[Line], body: Body) -> list[_Chunk]:
    chunks = [_Chunk(None, [])]
    expected = 1
    after_blank = True
    for line in lines:
        match = PARAGRAPH_RE.match(line.text)
        number = int(match["number"]) if match else 0
        # A number opens a paragraph only in its turn: "March" at a line's end and "5. " on the next do not.
        if match and (number == expected or (after_blank and expected < number <= expected + 3)):
            if number != expected:
                body.gaps.append((expected, number, line.span))
            chunks.append(_Chunk(number, []))
            expected = number + 1
        chunks[-1].lines.append(line)
        after_blank = line.is_blank
    return [_strip(chunk) for chunk in chunks if any(not line.is_blank for line in chunk.lines)]


def _strip(chunk: _Chunk) -> _Chunk:
    lines = chunk.lines
    while lines and lines[0].is_blank:
        lines = lines[1:]
    while lines and lines[-1].is_blank:
        lines = lines[:-1]
    return _Chunk(chunk.number, lines)


def _take_signature(lines: list[Line], body: Body) -> None:
    """Take the signature, and whatever stands below it, off the end of the last paragraph."""
    for back in range(1, min(4, len(lines))):
        line = lines[-back]
        if _SIGNATURE_RE.fullmatch(line.text) and line.text.rstrip(".# ") not in _NO_SIGNATURES:
            span = Span(line.span.start, line.span.start + len(line.text.rstrip(".# ")))
            body.signature = Words(span_text(line), span)
            if tail := [below for below in lines[len(lines) - back + 1 :] if not below.is_blank]:
                body.rest.append(from_to(tail[0], tail[-1]))
            if span.end < line.span.end:
                body.rest.insert(0, Span(span.end, line.span.end))
            del lines[len(lines) - back :]
            break
    while lines and lines[-1].is_blank:
        lines.pop()


def span_text(line: Line) -> str:
    """A signature without the signs that some stations set after it."""
    return line.text.rstrip(".# ")


def _cut_headings(chunk: _Chunk) -> tuple[list[Line], list[Line]]:
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
    own = lines[:cut]
    while own and own[-1].is_blank:
        own = own[:-1]
    return own, lines[cut:]


def _is_heading(block: list[Line]) -> bool:
    rules = [line for line in block if _RULE_RE.fullmatch(line.text)]
    words = [line for line in block if line not in rules]
    if not words:
        return True
    if len(words) > 2 or any(len(line.text) > _HEADING_WIDTH for line in words):
        return False
    if rules:
        return True
    text = " ".join(line.text for line in words)
    return not re.match(r"--?|[a-z(¶]", text) and not re.search(r"[.;,:]$", text) and len(text.split()) <= 10


def _read_paragraph(raw: str, number: int | None, span: Span, marking: Marking, heading: str) -> Paragraph:
    start = span.start
    if number is not None and (match := PARAGRAPH_RE.match(raw, span.start, span.end)):
        start = match.end()
    own: Marking | None = None
    role = "comment" if _COMMENT_HEADING_RE.fullmatch(heading) else "report"
    for _ in range(3):  # mark and label come in either order: "(SBU) Summary:" or "Summary: (SBU)"
        start = trim(raw, Span(start, span.end)).start
        if own is None and (mark := PORTION_RE.match(raw, start, span.end)):
            own, start = read_portion_mark(mark), mark.end()
        elif role != "summary" and (label := _LABEL_RE.match(raw, start, span.end)):
            role = _role_of(label["role"])
            start = label.end()
    text = Span(start, span.end)
    own = _join_inner_marks(raw, text, own, marking)
    return Paragraph(
        number,
        marking_of_paragraph(own, marking),
        own is not None,
        role,
        span,
        text,
        _find_asides(raw, text, role),
        heading,
    )


# must match a line "9. (S) The source"; must not match "as paragraph 9 (S) says" inside a line
_INNER_MARK_RE = re.compile(
    rf"""
    ^ [ \t]* (?: ¶? [ ]? (?: \d{{1,3}} | [A-Za-z] ) [ ]? [.)] [ ]? | -{{1,2}} [ ]? )?
    (?: {PORTION_RE.pattern} )
    """,
    re.VERBOSE | re.MULTILINE,
)


def _join_inner_marks(raw: str, text: Span, own: Marking | None, marking: Marking) -> Marking | None:
    """A mark that opens a line inside the paragraph, as of a lettered part, raises the whole; none lowers it."""
    for match in _INNER_MARK_RE.finditer(raw, text.start, text.end):
        own = (marking if own is None else own) | read_portion_mark(match)
    return own


def _role_of(word: str) -> str:
    return "summary" if word.upper().startswith("SUMMARY") else "comment"


def _find_asides(raw: str, text: Span, role: str) -> tuple[Span, ...]:
    """The post's own words inside a paragraph that reports: ``(Comment: ... End comment.)``."""
    if role == "comment":
        return ()
    found: list[Span] = []
    at = text.start
    while match := _ASIDE_RE.search(raw, at, text.end):
        end = _END_RE.search(raw, match.end(), text.end)
        close = raw.find(")" if match[0][0] == "(" else "]", end.end() if end else match.end(), text.end)
        stop = close + 1 if close >= 0 else (end.end() if end else text.end)
        found.append(Span(match.start(), stop))
        at = stop
    if match := _INLINE_COMMENT_RE.search(raw, at, text.end):
        end = _END_RE.search(raw, match.end(), text.end)
        found.append(trim(raw, Span(match.start(), end.end() if end else text.end)))
    return tuple(found)


def _spread_roles(paragraphs: list[Paragraph], raw: str) -> list[Paragraph]:
    """A comment or summary that a paragraph opens and a later one closes holds those between."""
    result: list[Paragraph] = []
    open_role = ""
    for index, paragraph in enumerate(paragraphs):
        current = paragraph
        if open_role and paragraph.role == "report":
            current = replace(paragraph, role=open_role, asides=())
        role = current.role
        if role != "report" and not _ends(raw, paragraph, role):
            later = any(_ends(raw, other, role) for other in paragraphs[index + 1 :])
            same_heading = role == "comment" and paragraph.role == "comment" and not later
            open_role = role if later else ""
            if same_heading:
                open_role = ""
        else:
            open_role = ""
        result.append(current)
    return result


def _ends(raw: str, paragraph: Paragraph, role: str) -> bool:
    return any(
        match["what"].upper() == role.upper()
        for match in _END_RE.finditer(raw, paragraph.span.start, paragraph.span.end)
    )
