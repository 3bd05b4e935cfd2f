"""Headings of a narrative, on lines of their own, run in, or glued to the words after them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from reftel.document import Span, trim
from reftel.report.model import SectionKind

KINDS = {
    "prosecution": SectionKind.PROSECUTION,
    "protection": SectionKind.PROTECTION,
    "prevention": SectionKind.PREVENTION,
    "trafficking profile": SectionKind.PROFILE,
    "government efforts": SectionKind.EFFORTS,
    "recommendations": SectionKind.RECOMMENDATIONS,
    "prioritized recommendations": SectionKind.RECOMMENDATIONS,
    "prioritised recommendations": SectionKind.RECOMMENDATIONS,
}

HEADING_LINE_RE = re.compile(
    r"""
    ^ \W{0,4}
    (?P<words> Prosecution | Protection | Prevention | PROSECUTION | PROTECTION | PREVENTION
             | Trafficking \s+ [Pp]rofile | TRAFFICKING \s+ PROFILE
             | Government \s+ [Ee]fforts | GOVERNMENT \s+ EFFORTS
             | (?: Prioriti[sz]ed \s+ )? Recommendations
             | (?: PRIORITI[SZ]ED \s+ )? RECOMMENDATIONS )
    (?: \s+ (?: for \s+ (?P<addressee> (?: the \s+ )? (?: St\. \s+ )? [A-ZÀ-Þ][^.;:,\n\r]{1,60} )
             | FOR \s+ (?P<capitals> [A-ZÀ-Þ][A-ZÀ-Þ.,'’()&\s-]{1,70} ) ) )?
    \s* [:.]? \W{0,3} $
    """,
    re.VERBOSE,
)
# matches: "PROSECUTION", "Recommendations for Averline:"
# does not match: "Prosecution of officials was rare."

RUN_IN_RE = re.compile(
    r"""
    (?P<words> Prosecution | Protection | Prevention | PROSECUTION | PROTECTION | PREVENTION )
    (?: [.:] | \s* [–—] | \s - )
    (?= \s+ [A-Z“"] )
    """,
    re.VERBOSE,
)
# matches: "Prosecution." in "Prosecution. The police"; does not match: "Prosecution of the man"

RUN_IN_RECOMMENDATIONS_RE = re.compile(
    r"""
    (?P<words> (?: Prioriti[sz]ed \s+ )? Recommendations )
    (?: \s+ for \s+ (?P<addressee> (?: the \s+ )? (?: st\. \s+ )? [^.;:]{2,70} ) )? \s* :
    """,
    re.VERBOSE | re.IGNORECASE,
)
# matches: "Recommendations for Averline:"; does not match: "The recommendations for Averline"

CAPITALS_RE = re.compile(
    r"""
    (?P<words> PROSECUTION | PROTECTION | PREVENTION | TRAFFICKING \s+ PROFILE | GOVERNMENT \s+ EFFORTS
             | RECOMMENDATIONS | PRIORITIZED \s+ RECOMMENDATIONS )
    (?: \s+ FOR \s+ (?P<addressee> [A-ZÀ-Þ] [A-ZÀ-Þ\s.,'’()&-]{1,70}? ) )?
    \s* :?
    (?= \s* (?: [“"]? [A-ZÀ-Þ]['’]?[a-zà-ÿ] | A \s [a-z] ) | \s* $ )       # an ordinary beginning, or nothing
    """,
    re.VERBOSE,
)
# matches: "PROTECTION" in "PROTECTIONThe government"; does not match: "PROTECTION OFFICE"

AREA_RE = re.compile(
    r"""
    [A-ZÀ-Þ][A-ZÀ-Þ,.'’-]+ (?: \s [A-ZÀ-Þ,.'’()&-]+ ){1,9}    # two words or more, all in capitals
    (?= \s? [“"]? [A-Z][a-z] )                                # before an ordinary beginning
    """,
    re.VERBOSE,
)
# matches: "OUTER ISLANDS" in "OUTER ISLANDSThe islands"; does not match: "NGOs in THE"

PAGE_LINE_RE = re.compile(
    r"""
    (?: ^ | (?<= [.!?”"’)] ) ) \s*
    (?P<page> [0-9]{0,3} [ ]? [A-ZÀ-Þ][A-ZÀ-Þ .,'’()&-]{2,50}? [ ]? [0-9]{1,3} )
    \s* $
    """,
    re.VERBOSE,
)
# matches: "AVERLINE113" at the end of "forced labor.AVERLINE113"; does not match: "In 2017, 12"

TITLE_CASE_RE = re.compile(
    r"""
    (?P<words> Prosecution | Protection | Prevention | Trafficking [ ] Profile )
    (?= \s+ (?: The | In | There | During | Although | While | Despite | Authorities | As | Officials ) \s )
    """,
    re.VERBOSE,
)
# matches: "Prosecution" in "Prosecution The police"; does not match: "Prosecution of"

SENTENCE_ENDS = '.!?”"’)]'
AREA_LETTERS = 11


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading: its words, what it announces, and whom a heading of recommendations names."""

    span: Span
    kind: SectionKind
    addressee: str = ""


def is_heading_line(text: str) -> bool:
    """Whether a line is nothing but a heading."""
    return HEADING_LINE_RE.match(text) is not None


def find_headings(raw: str, span: Span) -> Iterator[Heading]:
    """Headings in one paragraph: all of it, run in at its start, or glued in where line breaks were lost.

    Args:
        raw: The whole text.
        span: One paragraph of it.

    Yields:
        Headings in text order, disjoint.
    """
    whole = HEADING_LINE_RE.match(span.of(raw))
    if whole:
        yield _heading(whole, span)
        return
    at = span.start
    opening = RUN_IN_RECOMMENDATIONS_RE.match(raw, *span) or RUN_IN_RE.match(raw, *span)
    if opening:
        yield _heading(opening, trim(raw, Span(*opening.span())))
        at = opening.end()
    for pattern_match in _glued(raw, Span(at, span.end)):
        found = trim(raw, Span(*pattern_match.span()))
        if pattern_match.re is AREA_RE:
            yield Heading(found, SectionKind.AREA)
        else:
            yield _heading(pattern_match, found)


def _glued(raw: str, span: Span) -> Iterator[re.Match[str]]:
    found = [match for match in CAPITALS_RE.finditer(raw, *span) if _begins_sentence(raw, span, match)]
    taken = {match.start() for match in found}
    found += [
        match
        for match in AREA_RE.finditer(raw, *span)
        if match.start() not in taken and len(match[0]) >= AREA_LETTERS and _begins_sentence(raw, span, match)
    ]
    found += [match for match in TITLE_CASE_RE.finditer(raw, *span) if _begins_sentence(raw, span, match)]
    end = span.start
    for match in sorted(found, key=re.Match.start):
        if match.start() >= end:
            yield match
            end = match.end()


def _begins_sentence(raw: str, span: Span, match: re.Match[str]) -> bool:
    before = raw[max(span.start, match.start() - 60) : match.start()].rstrip()
    return not before or before[-1] in SENTENCE_ENDS or PAGE_LINE_RE.search(before) is not None


def _heading(match: re.Match[str], span: Span) -> Heading:
    words = " ".join(match["words"].casefold().split())
    groups = match.groupdict()
    addressee = groups.get("addressee") or groups.get("capitals") or ""
    return Heading(span, KINDS[words], " ".join(addressee.split()))
