"""A country's tier over the years, from the packaged table and from narratives, and how it moved."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from operator import attrgetter

from reftel.vocab.tiers import Tier, TierFact, tier_history

RECORD = "narrative in the record"
OPEN_TIERS = frozenset({Tier.TWO, Tier.WATCH_LIST})


class Direction(StrEnum):
    """Where a country moved from one report to the next; up is towards Tier 1."""

    UP = "up"
    DOWN = "down"
    SAME = "same"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class TierReading:
    """One tier that one source gives."""

    tier: Tier
    source: str


@dataclass(frozen=True, slots=True)
class TierYear:
    """The tier in the report of one year.

    Args:
        year: Year of the report.
        tier: The tier that is taken; None if no source was found.
        source: Where that tier comes from; empty if unknown.
        readings: All that sources say, the one taken first.
    """

    year: int
    tier: Tier | None
    source: str
    readings: tuple[TierReading, ...]

    @property
    def is_disputed(self) -> bool:
        """Whether sources disagree."""
        tiers = {reading.tier for reading in self.readings}
        if tiers & OPEN_TIERS:
            tiers.discard(Tier.TWO_OR_WATCH_LIST)
        return len(tiers) > 1


@dataclass(frozen=True, slots=True)
class TierSeries:
    """A country's tiers, one entry for each year from the first known to the last, gaps included."""

    iso3: str
    years: tuple[TierYear, ...]

    def in_year(self, year: int) -> TierYear:
        """What is known of a year; an unknown tier for a year outside the series."""
        place = bisect_left(self.years, year, key=attrgetter("year"))
        if place < len(self.years) and self.years[place].year == year:
            return self.years[place]
        return TierYear(year, None, "", ())


@dataclass(frozen=True, slots=True)
class TierMovement:
    """How a country moved into the report of one year.

    Args:
        year: Year of the report.
        before: Tier in the report before; None if unknown.
        now: Tier in this report; None if unknown.
        direction: Up, down, same or unknown.
        watch_list_years: How many reports in a row, this one included, had it on the watch list; years that
            are not known are not counted.
        is_at_least: Whether the count stopped at a year that is not known, so that there may be more.
    """

    year: int
    before: Tier | None
    now: Tier | None
    direction: Direction
    watch_list_years: int
    is_at_least: bool


def tier_series(iso3: str, stated: Mapping[int, Tier] | None = None) -> TierSeries:
    """Join the packaged tiers of a country with those that narratives in the record state.

    Args:
        iso3: ISO 3166-1 alpha-3 code.
        stated: Tier by report year, as read from narratives. A narrative goes before the table, unless its
            words leave open what the table knows.

    Returns:
        The series; every source is kept, and a year without any is unknown.

    Raises:
        VocabError: The packaged table cannot be read.
    """
    facts = {fact.year: fact for fact in tier_history(iso3)}
    stated = stated or {}
    known = facts.keys() | stated.keys()
    years = range(min(known), max(known) + 1) if known else range(0)
    return TierSeries(iso3.upper(), tuple(_join_year(y, facts.get(y), stated.get(y)) for y in years))


def movement(series: TierSeries, year: int) -> TierMovement:
    """How a country moved into the report of a year, and how long it has been on the watch list.

    Args:
        series: Its tiers.
        year: Year of the report.

    Returns:
        The movement; unknown where either tier is, or where one of them has no place among the tiers.

    Source:
        22 U.S.C. 7107(b)(2) for consecutive years on the watch list.
    """
    before, now = series.in_year(year - 1).tier, series.in_year(year).tier
    count = 0
    while series.in_year(year - count).tier is Tier.WATCH_LIST:
        count += 1
    stopped = series.in_year(year - count).tier
    is_at_least = count > 0 and stopped in (None, Tier.TWO_OR_WATCH_LIST)
    return TierMovement(year, before, now, _direction(before, now), count, is_at_least)


def _join_year(year: int, fact: TierFact | None, stated: Tier | None) -> TierYear:
    readings = [TierReading(stated, RECORD)] if stated else []
    if fact:
        from_table = _table_readings(fact)
        settles = stated is Tier.TWO_OR_WATCH_LIST and fact.tier in OPEN_TIERS
        readings = from_table + readings if settles else readings + from_table
    if not readings:
        return TierYear(year, None, "", ())
    return TierYear(year, readings[0].tier, readings[0].source, tuple(readings))


def _table_readings(fact: TierFact) -> list[TierReading]:
    """What the table takes, and what its sources said otherwise."""
    others = [
        TierReading(claim.tier, ", ".join(claim.sources))
        for claim in fact.other_values
        if claim.tier is not fact.tier
    ]
    return [TierReading(fact.tier, fact.source), *others]


def _direction(before: Tier | None, now: Tier | None) -> Direction:
    if before is None or now is None:
        return Direction.UNKNOWN
    if before is now and before is not Tier.TWO_OR_WATCH_LIST:
        return Direction.SAME
    if before.rank is None or now.rank is None:
        return Direction.UNKNOWN
    return Direction.UP if now.rank < before.rank else Direction.DOWN
