"""What of a country's history bears on the next report: its years in a row on the watch list.

A year that no source states, or that sources dispute, is not guessed. All tiers that it may have had are
followed at once, and what comes out is a set: the stays that the history allows. What the law itself rules
out is left aside, as a fifth year in a row would be.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from reftel.ranking.history import OPEN_TIERS, TierSeries, TierYear
from reftel.vocab.statute import find_provision
from reftel.vocab.tiers import Tier

# For rules that have held ever since they began.
ANY_LATER_YEAR = 9999
ANY_TIER = frozenset(Tier) - {Tier.TWO_OR_WATCH_LIST}


@dataclass(frozen=True, slots=True)
class Stay:
    """Where a country stands before a report, as far as the statute counts.

    Args:
        years: How many reports in a row, up to the one before, had it on the watch list; only those count
            that the law counts, which begin with 2009.
        had_full_stay: Whether it ever had the two years in a row that lead to Tier 3.
        fell: Whether it was on Tier 3 at some time after that.
    """

    years: int = 0
    had_full_stay: bool = False
    fell: bool = False


@dataclass(frozen=True, slots=True)
class Terms:
    """The numbers that hold for one report.

    Args:
        has_list: Whether there is a special watch list.
        full_stay: Years in a row that lead to Tier 3; None where no such rule is in effect.
        waiver: Years for which the downgrade may be waived.
        return_stay: Years allowed after a full stay and Tier 3; None where no such rule is in effect.
    """

    has_list: bool
    full_stay: int | None
    waiver: int
    return_stay: int | None

    @property
    def longest_stay(self) -> int | None:
        """The most years in a row on the watch list, waivers included; None if nothing limits them."""
        return None if self.full_stay is None else self.full_stay + self.waiver


@dataclass(frozen=True, slots=True)
class RuledOut:
    """A tier that a source gives for a year, and that the law does not allow there."""

    year: int
    tier: Tier


@dataclass(frozen=True, slots=True)
class Reach:
    """Every stay that a history allows before a report, and what sources said that the law rules out."""

    stays: frozenset[Stay]
    ruled_out: tuple[RuledOut, ...] = ()


@cache
def terms_in(year: int) -> Terms:
    """The numbers that hold for the report of a year.

    Raises:
        VocabError: The packaged table cannot be read.

    Source:
        22 U.S.C. 7107(b)(2), by report year in statute_periods.csv.

    >>> terms_in(2018).longest_stay, terms_in(2019).longest_stay, terms_in(2010).longest_stay
    (4, 3, None)
    """
    waiver = _number("waiver", year)
    return Terms(
        has_list=find_provision("watch-list", year) is not None,
        full_stay=_number("downgrade", year),
        waiver=waiver or 0,
        return_stay=_number("special-rule", year),
    )


@cache
def first_counted_year() -> int:
    """The first report whose watch list counts."""
    return _number("count-from", ANY_LATER_YEAR) or 0


def possible_tiers(entry: TierYear) -> frozenset[Tier]:
    """The tiers that a country may have had in a year, by all that its sources say.

    Returns:
        One tier if sources agree, each that one of them gives if not, and any if there is none.
    """
    said = {reading.tier for reading in entry.readings} or ({entry.tier} if entry.tier else set())
    if Tier.TWO_OR_WATCH_LIST in said:
        said.discard(Tier.TWO_OR_WATCH_LIST)
        said |= set() if said & OPEN_TIERS else OPEN_TIERS
    return frozenset(said) or ANY_TIER


def is_barred(stay: Stay, year: int, tier: Tier) -> bool:
    """Whether the law rules a tier out for a report, after this stay."""
    if tier is not Tier.WATCH_LIST:
        return False
    terms = terms_in(year)
    longest = terms.longest_stay
    return not terms.has_list or (longest is not None and stay.years >= longest)


def advance(stay: Stay, year: int, tier: Tier) -> Stay:
    """The stay after the report of a year gave this tier."""
    years = stay.years + 1 if tier is Tier.WATCH_LIST and year >= first_counted_year() else 0
    full = stay.had_full_stay or years >= _full_stay()
    return Stay(years, full, stay.fell or (tier is Tier.THREE and stay.had_full_stay))


def reach(series: TierSeries, year: int, fixed: Mapping[int, Tier] | None = None) -> Reach:
    """Follow a history up to the report before the given one.

    Args:
        series: The country's tiers.
        year: The report that is ahead.
        fixed: Tiers to take for some years, whatever sources say.

    Raises:
        VocabError: The packaged table cannot be read.
    """
    stays = frozenset({Stay()})
    ruled_out: list[RuledOut] = []
    for past in range(first_counted_year(), year):
        entry = series.in_year(past)
        options = frozenset({fixed[past]}) if fixed and past in fixed else possible_tiers(entry)
        stays, left = _follow(stays, past, frozenset(map(_alike, options)))
        if entry.readings:
            ruled_out += (RuledOut(past, tier) for tier in sorted(options) if _alike(tier) not in left)
    return Reach(stays, tuple(ruled_out))


@cache
def _follow(
    stays: frozenset[Stay], year: int, options: frozenset[Tier]
) -> tuple[frozenset[Stay], frozenset[Tier]]:
    """The stays after the report of a year, and the options that the law leaves.

    Countries have few different histories, so that the same step is asked for again and again.
    """
    pairs = [(stay, tier) for stay in stays for tier in options]
    lawful = [(stay, tier) for stay, tier in pairs if not is_barred(stay, year, tier)] or pairs
    after = frozenset(advance(stay, year, tier) for stay, tier in lawful)
    return after, frozenset(tier for _, tier in lawful)


def _alike(tier: Tier) -> Tier:
    """One tier for all that the rules do not tell apart in a year that is past."""
    return tier if tier in (Tier.WATCH_LIST, Tier.THREE) else Tier.TWO


@cache
def _full_stay() -> int:
    """Years in a row that count as a full stay, also before the first report in which they had effect."""
    return _number("downgrade", ANY_LATER_YEAR) or 0


def _number(code: str, year: int) -> int | None:
    found = find_provision(code, year)
    return found.number if found else None
