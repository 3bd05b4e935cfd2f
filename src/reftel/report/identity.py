"""Which country and which report year a narrative is about, and what its title and file head claim."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from reftel.document import Span
from reftel.report.layout import Piece, PieceKind, match_title
from reftel.report.model import Sentence
from reftel.report.standing import Claim
from reftel.vocab.countries import Country, find_country
from reftel.vocab.tiers import parse_tier

HEAD_RE = re.compile(
    r"""
    (?P<year> (?: 19 | 20 ) [0-9]{2} ) \s+ (?: trafficking \s+ in \s+ persons | tip ) \s+ report
    \s* [–—:-]+ \s*
    (?: (?P<name> [^();]{2,80}? ) \s* \( \s* (?P<tier> [^();]{4,40} )
      | (?P<plain> [^();\n\r]{2,80} ) $ )
    """,
    re.VERBOSE | re.IGNORECASE | re.MULTILINE,
)
# matches: "2009 Trafficking in Persons Report - AVERLINE (Tier 2 Watch List)"
# does not match: "the report of 2009"

YEAR_RE = re.compile(
    r"""
    \b (?P<before> 20 [0-9]{2} ) \s+ (?: trafficking \s+ in \s+ persons | tip ) \s+ report
    | \b (?: trafficking \s+ in \s+ persons | tip ) \s+ report ,? \s+
      (?: of \s+ | for \s+ | june \s+ )? (?P<after> 20 [0-9]{2} ) \b
    """,
    re.VERBOSE | re.IGNORECASE,
)
# matches: "Trafficking in Persons Report 2009"; does not match: "the 2000 UN TIP Protocol"

GOVERNMENT_RE = re.compile(
    r"""
    \b (?: government | kingdom | authorities ) \s+ of \s+ (?: the \s+ )?
    (?P<name> [^,;:()]{2,60}? )
    (?= \s* (?: [,;:(] | \b (?: does | do | did | fully | meets | complies | is | has | remains? ) \b ) )
    """,
    re.VERBOSE | re.IGNORECASE,
)
# matches: "The Government of Averline does"; does not match: "The government made progress"

PLACED_RE = re.compile(
    r"""
    (?: ^ | therefore ,? \s+ | ,\s+ )
    (?P<name> [A-ZÀ-Þ][^,;:()]{1,60}? | the \s [A-ZÀ-Þ][^,;:()]{1,60}? )
    \s+
    (?: remain (?: s | ed )?
      | (?: is | was ) \s+ (?: again \s+ )?
        (?: upgraded | downgraded | placed | moved | a \s+ [Ss]pecial \s+ [Cc]ase ) )
    """,
    re.VERBOSE,
)
# matches: "therefore Averline remained"; does not match: "efforts remained low"

OWN_RE = re.compile(
    r"""
    ^ (?P<name> [A-ZÀ-Þ][\w.'’-]+ (?: \s [A-ZÀ-Þ][\w.'’-]+ ){0,4} ) \s+
    (?: authorities
      | (?: fully | does \s+ not ) \s+ (?: \w+ \s+ ){0,2} (?: comply | compl[iy]es | meets? )
      | is \s+ a \s+ (?: source | country | transit | destination ) )
    """,
    re.VERBOSE,
)
# matches: "Averline authorities fully meet"; does not match: "The authorities fully meet"

EARLIEST_REPORT = 2001


@dataclass(frozen=True, slots=True)
class Identity:
    """Country and year, the claims beside them, and how they fit with what was known from elsewhere.

    Args:
        country: ISO 3166-1 alpha-3 code, or None.
        name: Usual name, or the words that stand for a country that is not known.
        year: Report year, or None.
        title_claim: The tier in the title line.
        head_claim: The tier in the file head.
        differs: What the text and the hints say differently: `country`, `year`.
    """

    country: str | None
    name: str
    year: int | None
    title_claim: Claim | None
    head_claim: Claim | None
    differs: tuple[str, ...]

    @property
    def key(self) -> str:
        """How the document is cited: `HKG 2018`."""
        return f"{self.country or self.name or 'unknown'} {self.year or 'undated'}"


def find_identity(
    raw: str,
    pieces: Sequence[Piece],
    opening: Sequence[Sentence],
    addressees: Iterable[str],
    hints: tuple[str | None, int | None],
) -> Identity:
    """Find out whom and when a narrative is about; the text goes before the hints.

    Args:
        raw: The whole text.
        pieces: Its pieces; title and file head are looked at.
        opening: The sentences before the first heading.
        addressees: Whom headings of recommendations name, in text order.
        hints: Country and year as known from elsewhere.
    """
    parts = {piece.kind: piece.span for piece in reversed(pieces)}
    title, head = parts.get(PieceKind.TITLE), parts.get(PieceKind.HEAD)
    title_match = match_title(title.of(raw)) if title else None
    head_match = HEAD_RE.search(head.of(raw)) if head else None
    front = [title_match["name"].strip()] if title_match else []
    if head_match:
        front.append((head_match["name"] or head_match["plain"]).strip())
    if title and not title_match:
        front.insert(0, title.of(raw).strip("\ufeff :"))
    country, name = _first_country([*front, *_names_in_text(opening), *filter(None, addressees)])
    hinted = find_country(hints[0]) if hints[0] else None
    stated_year = _stated_year(raw, head, title)
    differs = [what for what, odd in (
        ("country", bool(country and hinted and country.iso3 != hinted.iso3)),
        ("year", bool(stated_year and hints[1] and stated_year != hints[1])),
    ) if odd]  # fmt: skip
    chosen = country or hinted
    return Identity(
        country=chosen.iso3 if chosen else None,
        name=chosen.name if chosen else name or (hints[0] or ""),
        year=stated_year or hints[1],
        title_claim=_title_claim(raw, title, title_match),
        head_claim=_head_claim(head, head_match),
        differs=tuple(differs),
    )


def _first_country(names: Sequence[str]) -> tuple[Country | None, str]:
    """The first name that stands for one country; without such, the first name as it is printed."""
    for name in names:
        country = find_country(name)
        if country:
            return country, country.name
    return None, names[0] if names else ""


def _names_in_text(opening: Sequence[Sentence]) -> Iterator[str]:
    """Names that the sentences on the standing give, the surest kind first."""
    for pattern in (GOVERNMENT_RE, PLACED_RE, OWN_RE):
        match = next(filter(None, (pattern.search(sentence.text) for sentence in opening)), None)
        if match:
            yield match["name"].removeprefix("the ").strip()


def _stated_year(raw: str, head: Span | None, title: Span | None) -> int | None:
    for part in (head, title):
        match = YEAR_RE.search(raw, *part) if part else None
        if match:
            year = int(match["before"] or match["after"])
            return year if year >= EARLIEST_REPORT else None
    return None


def _title_claim(raw: str, title: Span | None, match: re.Match[str] | None) -> Claim | None:
    if title is None:
        return None
    words = title.of(raw)
    if "watch" in words.casefold():
        tier = parse_tier("Tier 2 Watch List")
    else:
        tier = parse_tier(match["tier"]) if match else None
    return Claim(tier, title) if tier else None


def _head_claim(head: Span | None, match: re.Match[str] | None) -> Claim | None:
    tier = parse_tier(match["tier"]) if head and match and match["tier"] else None
    if head is None or match is None or tier is None:
        return None
    return Claim(tier, Span(*match.span("tier")).shift(head.start))
