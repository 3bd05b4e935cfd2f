"""The outward form of a narrative: file head, title line, headings, paragraphs, page lines."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from reftel.document import Span, trim
from reftel.report.headings import PAGE_LINE_RE, Heading, find_headings, is_heading_line
from reftel.vocab.countries import find_countries

LINE_RE = re.compile(
    r"""
    [^\n\r\v\f\x85\u2028\u2029]+      # all that counts as one line, whatever ends it
    """,
    re.VERBOSE,
)
# matches: "a" and "b" in "a\r\nb"; does not match: "\r\n"

FILE_HEAD_RE = re.compile(
    r"""
    ^ \ufeff?
    (?: source | specimen | retrieved (?: - | \s ) from | truncated | url | date | title | country | year
      | license | copyright | note )
    \s* :
    """,
    re.VERBOSE | re.IGNORECASE,
)
# matches: "Retrieved-from: a place"; does not match: "Recommendations for Averline: Enact"

TITLE_RE = re.compile(
    r"""
    ^ \W{0,3}
    (?P<name> [^\W\d_] [^:()\n\r;]{1,60}? )
    \s* [:(–—-] \s*
    (?P<tier> (?: tier \s* (?: [123] | one | two | three ) (?: [\s\-–—:(]* watch \s* list )? )
            | special \s+ case )
    \s* \)?
    (?= \s | $ ) (?! \s* watch )
    """,
    re.VERBOSE | re.IGNORECASE,
)
# matches: "HONG KONG: TIER 2 WATCH LIST", "Hong Kong (Tier 1)"
# does not match: "The tier was changed to Tier 2."

TITLE_REST_RE = re.compile(
    r"""
    ^ \W{0,3}
    (?P<tier> (?: TIER \s* [123] \s+ )? WATCH \s+ LIST )     # what a lost line break left of the title
    \s* (?= [A-Z][a-z] | $ )
    """,
    re.VERBOSE,
)
# matches: the start of "WATCH LISTThe Government"; does not match: "Watch list countries"

OPENING_RE = re.compile(
    r"""
    (?<= \s )
    (?: (?: ƒ | WATCH \s LIST )? The \s [Gg]overnment \s of \s
      | [A-Z]\w+ \s authorities \s (?: fully | do ) \b
      | [A-Z][\w.]+ (?: \s [A-Z][\w.]+ ){0,4} \s (?: is | remains ) \s a \s Special \s Case )
    """,
    re.VERBOSE,
)
# matches: "The Government of " after a file head; does not match: "the government of"

TITLE_WITHIN_RE = re.compile(
    r"""
    (?<= [\s-] )
    [A-ZÀ-Þ][A-ZÀ-Þ.,'’&-]+ (?: [ ][A-ZÀ-Þ.,'’&-]+ ){0,8}    # a name in capitals
    [ ]? [:(] [ ]? (?: [Tt][Ii][Ee][Rr] | [Ss][Pp][Ee][Cc][Ii][Aa][Ll] ) \b
    """,
    re.VERBOSE,
)
# matches: "AVERLINE (Tier" inside a line; does not match: "moved to (Tier 2)"

NOTE_LINE_RE = re.compile(
    r"""
    ^ (?: \[ \s* accessed \b [^\]]{0,60} \]
        | page \s+ [0-9]{1,4} (?: \s+ of \s+ [0-9]{1,4} )?
        | [0-9]{1,4} ) $
    """,
    re.VERBOSE | re.IGNORECASE,
)
# matches: "[accessed 12 June 2009]"; does not match: "In 2009 the police"

BULLET_RE = re.compile(
    r"""
    ^ (?: (?P<plain> [•·▪●◦] ) (?! [0-9] ) \s* | [*–—-] \s* | [0-9]{1,2} [.)] \s+ ) (?= \S )
    """,
    re.VERBOSE,
)
# matches: "• Enact a law", "3. Enact"; does not match: "2017 figures", "•20,000", where it was the euro sign

ENDS_RE = re.compile(
    r"""
    [.!?:;] [”"’')\]]* $
    """,
    re.VERBOSE,
)
# matches: "to do so."; does not match: "and the"

LONG_LINE = 110
LONG_HEAD_LINE = 400
TITLE_WITHIN = 160


class PieceKind(StrEnum):
    """What a stretch of a narrative is, by its outward form."""

    HEAD = "head"
    TITLE = "title"
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the raw text; headings carry what was understood of them."""

    kind: PieceKind
    span: Span
    heading: Heading | None = None


def find_pieces(raw: str) -> tuple[Piece, ...]:
    """Cut a narrative into head, title, headings, paragraphs and notes.

    Args:
        raw: The whole text.

    Returns:
        Pieces in text order, disjoint, trimmed; what lies between them is white space.
    """
    head, at = _find_head(raw)
    pieces = [Piece(PieceKind.HEAD, head)] if head else []
    title = _find_title(raw, at)
    if title:
        pieces.append(Piece(PieceKind.TITLE, title))
        at = title.end
    for paragraph in _find_paragraphs(raw, at):
        pieces += _cut_paragraph(raw, paragraph)
    return tuple(pieces)


def match_title(text: str) -> re.Match[str] | None:
    """The country and tier at the start of a title line."""
    match = TITLE_RE.match(text)
    if match is None:
        return None
    is_whole_line = match.end() == len(text.rstrip())
    return match if is_whole_line or match["name"].isupper() or find_countries(match["name"]) else None


def _lines(raw: str, start: int) -> Iterator[Span]:
    for match in LINE_RE.finditer(raw, start):
        line = trim(raw, Span(*match.span()))
        if line.length:
            yield line


def _find_head(raw: str) -> tuple[Span | None, int]:
    """The lines that say where a copy comes from, and where the text begins."""
    first: Span | None = None
    last = Span(0, 0)
    for line in _lines(raw, 0):
        if FILE_HEAD_RE.match(line.of(raw)):
            first = first or line
        elif first is None or not _is_wrapped_head(raw, last, line):
            break
        last = line
    if first is None:
        return None, 0
    end = _end_of_run_in_head(raw, *last) if last.length > LONG_HEAD_LINE else last.end
    return trim(raw, Span(first.start, end)), end


def _is_wrapped_head(raw: str, last: Span, line: Span) -> bool:
    """Whether a line goes on with the head's line before it, which was too long for the page."""
    if _has_blank_line(raw[last.end : line.start]) or max(last.length, line.length) > LONG_LINE:
        return False
    text = line.of(raw)
    return match_title(text) is None and not is_heading_line(text) and not OPENING_RE.match(text)


def _end_of_run_in_head(raw: str, start: int, end: int) -> int:
    """Where the head ends when its line break was lost and the text follows on the same line."""
    found = [match.start() for match in OPENING_RE.finditer(raw, start, end)][:1]
    found += [match.start() for match in TITLE_WITHIN_RE.finditer(raw, start, end)][1:2]
    return min(found, default=end)


def _find_title(raw: str, start: int) -> Span | None:
    line = next(_lines(raw, start), None)
    if line is None:
        return None
    text = line.of(raw)
    match = match_title(text)
    if match and match.end() <= TITLE_WITHIN:
        end = line.start + match.end()
        rest = next(_lines(raw, end), None)
        if rest and TITLE_REST_RE.match(rest.of(raw)) and rest.of(raw).isupper():
            end = rest.end
        return Span(line.start, end)
    if text.isupper() and line.length < TITLE_WITHIN and find_countries(text.strip("\ufeff :")):
        return line
    rest_match = TITLE_REST_RE.match(text)
    return trim(raw, Span(line.start, line.start + rest_match.end())) if rest_match else None


def _find_paragraphs(raw: str, start: int) -> Iterator[Span]:
    """Paragraphs: parted by blank lines, or by line breaks where lines are not merely wrapped."""
    opened: Span | None = None
    for line in _lines(raw, start):
        if opened and _continues(raw, opened, line):
            opened = Span(opened.start, line.end)
            continue
        if opened:
            yield opened
        opened = line
    if opened:
        yield opened


def _continues(raw: str, paragraph: Span, line: Span) -> bool:
    if _has_blank_line(raw[paragraph.end : line.start]):
        return False
    last = raw[_line_start(raw, paragraph) : paragraph.end]
    text = line.of(raw)
    if is_heading_line(last) or is_heading_line(text) or NOTE_LINE_RE.match(text):
        return False
    bullet = BULLET_RE.match(text)
    if bullet and (bullet["plain"] or ENDS_RE.search(last) or BULLET_RE.match(last)):
        return False
    return not (ENDS_RE.search(last) and (len(last) > LONG_LINE or BULLET_RE.match(last)))


def _has_blank_line(between: str) -> bool:
    return len(between.splitlines()) > 1


def _line_start(raw: str, span: Span) -> int:
    """Where the last line of a stretch begins."""
    return max(span.start, *(raw.rfind(sign, *span) + 1 for sign in "\n\r"))


def _cut_paragraph(raw: str, span: Span) -> list[Piece]:
    text = span.of(raw)
    if NOTE_LINE_RE.match(text):
        return [Piece(PieceKind.NOTE, span)]
    pieces: list[Piece] = []
    at = span.start
    for heading in find_headings(raw, span):
        pieces += _cut_notes(raw, Span(at, heading.span.start))
        pieces.append(Piece(PieceKind.HEADING, heading.span, heading))
        at = heading.span.end
    return [*pieces, *_cut_notes(raw, Span(at, span.end))]


def _cut_notes(raw: str, span: Span) -> Sequence[Piece]:
    """A paragraph and, at its end, the page line that a PDF left there."""
    kept = trim(raw, span)
    if not kept.length:
        return ()
    page = PAGE_LINE_RE.search(raw, max(kept.start, kept.end - 60), kept.end)
    if page is None:
        return (Piece(PieceKind.PARAGRAPH, kept),)
    before = trim(raw, Span(kept.start, page.start("page")))
    note = Piece(PieceKind.NOTE, Span(page.start("page"), kept.end))
    return (Piece(PieceKind.PARAGRAPH, before), note) if before.length else (note,)
