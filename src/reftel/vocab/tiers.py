"""The tier of a country in a report, as far as sources give it; missing years stay missing."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from reftel.errors import VocabError
from reftel.vocab.keys import name_key
from reftel.vocab.tables import ADVICE, load_rows

TABLE = "tier_history.csv"
COLUMNS = ("iso3", "year", "tier", "source", "disagreement")

MOVES_TABLE = "tier_moves.csv"
MOVES_COLUMNS = ("iso3", "year", "move", "source")

INFERENCE_PREFIX = "inferred:"

SOURCE_SEPARATOR_RE = re.compile(
    r"""
    ;\s*
    (?! [^()]* \) )     # a semicolon inside brackets belongs to the note there
    """,
    re.VERBOSE,
)
# matches: the first semicolon of "a; b (c; d)"; does not match: the second


class Tier(StrEnum):
    """What a report says of a country; the values are the tokens of the packaged table.

    `SPECIAL_CASE` stands on no list; the report treats it apart. `TWO_OR_WATCH_LIST` comes from a source that
    counts both as one: doubt in the data, no tier. `NOT_IN_REPORT` occurs only as what one source says
    against another: that the report does not rank the country.

    Source:
        22 U.S.C. 7107(b)(1) for the three lists; the rest is the practice of the report.
    """

    ONE = "1"
    TWO = "2"
    WATCH_LIST = "2WL"
    THREE = "3"
    SPECIAL_CASE = "SC"
    TWO_OR_WATCH_LIST = "2/2WL"
    NOT_IN_REPORT = "NR"

    @property
    def label(self) -> str:
        """The words that are printed for it: `Tier 2 Watch List`."""
        return LABELS[self]

    @property
    def rank(self) -> int | None:
        """Place in charts and movements, 1 the best; None for what stands on no list or is in doubt.

        In the statute the watch list is part of Tier 2; here it stands between Tier 2 and Tier 3, as in the
        report's tables.
        """
        return RANKS.get(self)


LABELS = {
    Tier.ONE: "Tier 1",
    Tier.TWO: "Tier 2",
    Tier.WATCH_LIST: "Tier 2 Watch List",
    Tier.THREE: "Tier 3",
    Tier.SPECIAL_CASE: "Special Case",
    Tier.TWO_OR_WATCH_LIST: "Tier 2 or Tier 2 Watch List",
    Tier.NOT_IN_REPORT: "Not in the report",
}
RANKS = {Tier.ONE: 1, Tier.TWO: 2, Tier.WATCH_LIST: 3, Tier.THREE: 4}

# Keys as name_key makes them, after a leading "tier" or "t" was dropped.
PRINTED_WORDS = {
    "1": Tier.ONE,
    "one": Tier.ONE,
    "i": Tier.ONE,
    "2": Tier.TWO,
    "two": Tier.TWO,
    "ii": Tier.TWO,
    "3": Tier.THREE,
    "three": Tier.THREE,
    "iii": Tier.THREE,
    **dict.fromkeys(
        ("2watchlist", "2wl", "twowatchlist", "2w", "iiwatchlist", "watchlist", "wl", "2specialwatchlist"),
        Tier.WATCH_LIST,
    ),
    **dict.fromkeys(("specialcase", "specialcases", "sc"), Tier.SPECIAL_CASE),
    **dict.fromkeys(("2or2wl", "2ortier2watchlist", "22wl"), Tier.TWO_OR_WATCH_LIST),
    **dict.fromkeys(("notinreport", "nr"), Tier.NOT_IN_REPORT),
}


@dataclass(frozen=True, slots=True)
class TierClaim:
    """One value that sources give for a country and year."""

    tier: Tier
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TierFact:
    """The tier of a country in the report of one year.

    Attributes:
        source: Every source that gives this value, separated by semicolons.
        other_values: Where sources disagree, each value with its sources, the chosen one among them; empty
            where they agree.
    """

    iso3: str
    year: int
    tier: Tier
    source: str
    other_values: tuple[TierClaim, ...] = ()

    @property
    def sources(self) -> tuple[str, ...]:
        """The sources one by one."""
        return tuple(part for part in SOURCE_SEPARATOR_RE.split(self.source) if part)

    @property
    def is_inferred(self) -> bool:
        """Whether no source states the value, only other years' texts or a remainder imply it."""
        return all(source.startswith(INFERENCE_PREFIX) for source in self.sources)

    @property
    def is_disputed(self) -> bool:
        """Whether sources disagree."""
        return bool(self.other_values)


def tier_of(iso3: str, year: int) -> TierFact | None:
    """The tier of a country in the report of a year.

    Returns:
        The fact with its sources; None where no source was found. That a country is missing does not mean
        that the report left it out: 2019 and 2022 are known for few countries only.

    Raises:
        VocabError: The packaged table cannot be read.
    """
    return next((fact for fact in tier_history(iso3) if fact.year == year), None)


def tier_history(iso3: str) -> tuple[TierFact, ...]:
    """Every known tier of a country, by year; gaps are left out.

    Raises:
        VocabError: The packaged table cannot be read.
    """
    code = iso3.strip().upper()
    # Asking first keeps codes that nobody bears out of the cache.
    return _read_history(code) if code in _rows_by_country() else ()


def tiers_in(year: int) -> tuple[TierFact, ...]:
    """Every known tier in the report of a year, by iso3.

    Raises:
        VocabError: The packaged table cannot be read.
    """
    return tuple(fact for iso3 in _rows_by_country() for fact in _read_history(iso3) if fact.year == year)


def stated_move(iso3: str, year: int) -> int:
    """Whether a report itself says that it moved a country, though the tier before may be unknown.

    Returns:
        1 for up, -1 for down, 0 where it says neither.

    Raises:
        VocabError: The packaged table cannot be read.
    """
    return _read_moves().get((iso3.upper(), year), 0)


def tier_countries() -> tuple[str, ...]:
    """The iso3 codes of all countries of which at least one tier is known, in order.

    Raises:
        VocabError: The packaged table cannot be read.
    """
    return tuple(_rows_by_country())


def tier_years() -> tuple[int, ...]:
    """The report years of which at least one tier is known."""
    return tuple(sorted({int(year) for rows in _rows_by_country().values() for _, year, *_ in rows}))


def parse_tier(text: str) -> Tier | None:
    """Understand a tier as it is printed or stored.

    Args:
        text: `TIER 2 WATCH LIST`, `Tier 2WL`, `Tier Two`, `special case`, or a value of `Tier`; nothing else
            may stand beside it.

    Returns:
        The tier; None when the words are no tier.

    >>> parse_tier("TIER 2 WATCH LIST"), parse_tier("Tier 2 (Watch List)").label, parse_tier("tier 4")
    (<Tier.WATCH_LIST: '2WL'>, 'Tier 2 Watch List', None)
    """
    key = name_key(text)
    for start in ("tier", "t", ""):
        tier = PRINTED_WORDS.get(key.removeprefix(start))
        if tier is not None:
            return tier
    return None


@cache
def _read_moves() -> dict[tuple[str, int], int]:
    signs = {"up": 1, "down": -1}
    return {(iso3, int(year)): signs[move] for iso3, year, move, _ in load_rows(MOVES_TABLE, MOVES_COLUMNS)}


@cache
def _rows_by_country() -> dict[str, list[list[str]]]:
    """The packaged table, which is ordered by iso3 and year."""
    grouped: dict[str, list[list[str]]] = {}
    for row in load_rows(TABLE, COLUMNS):
        grouped.setdefault(row[0], []).append(row)
    return grouped


@cache
def _read_history(iso3: str) -> tuple[TierFact, ...]:
    """The facts of one country; made only when asked for, since most runs ask for few countries."""
    facts = []
    for _, year, tier, source, disagreement in _rows_by_country()[iso3]:
        try:
            facts.append(TierFact(iso3, int(year), Tier(tier), source, _read_claims(disagreement)))
        except ValueError as error:
            found = f"The row of {iso3} and {year} cannot be understood"
            raise VocabError(found, where=TABLE, advice=ADVICE) from error
    return tuple(facts)


def _read_claims(cell: str) -> tuple[TierClaim, ...]:
    """Read `2=a, b|NR=c`."""
    claims = []
    for part in filter(None, cell.split("|")):
        token, _, sources = part.partition("=")
        claims.append(TierClaim(Tier(token), tuple(sources.split(", "))))
    return tuple(claims)
