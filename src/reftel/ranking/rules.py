"""The statutory rules: what a country's history forces, allows, needs a waiver for, or leaves undetermined.

The history alone does not say which tier is right; that the efforts of the year decide. It says which tiers
the law leaves open, and on what terms.

Source:
    22 U.S.C. 7107(b), by report year in the packaged table of provisions.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from reftel.ranking.history import TierSeries
from reftel.ranking.stays import (
    RuledOut,
    Stay,
    first_counted_year,
    is_barred,
    possible_tiers,
    reach,
    terms_in,
)
from reftel.ranking.words import list_years, ordinal
from reftel.vocab.statute import Provision, the_provision
from reftel.vocab.tiers import Tier

OUTCOMES = (Tier.ONE, Tier.TWO, Tier.WATCH_LIST, Tier.THREE, Tier.SPECIAL_CASE)


class Status(StrEnum):
    """What the history says of an outcome.

    `FORCED` is what the law prescribes unless a better tier is earned or a waiver given. `FLAGGED` is what
    its text rules out and the report has nevertheless done.
    """

    ALLOWED = "allowed"
    FORCED = "forced"
    WAIVER = "needs a waiver"
    FLAGGED = "flagged"
    BARRED = "ruled out"
    UNDETERMINED = "undetermined"


@dataclass(frozen=True, slots=True)
class Reason:
    """Why: a sentence that counts the years, and the provision that it rests on."""

    words: str
    provision: Provision


@dataclass(frozen=True, slots=True)
class Case:
    """One way in which the history may have been, and what follows from it."""

    status: Status
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Judgement:
    """What the history says of one outcome.

    Args:
        tier: The outcome.
        status: What follows, if it is the same whatever unknown years were; else `UNDETERMINED`.
        cases: Each thing that may follow, with its reasons; several if unknown years change status or count.
        unknown_years: The unknown or disputed years of which each would narrow it down; if none does
            alone, all of them.
    """

    tier: Tier
    status: Status
    cases: tuple[Case, ...]
    unknown_years: tuple[int, ...] = ()

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """The reasons of all cases, each once."""
        return tuple(dict.fromkeys(reason for case in self.cases for reason in case.reasons))

    @property
    def may_be(self) -> tuple[Status, ...]:
        """What may follow; one unless undetermined."""
        return tuple(dict.fromkeys(case.status for case in self.cases))


@dataclass(frozen=True, slots=True)
class Assessment:
    """What a country's history says of a report.

    Args:
        iso3: Country code.
        year: The report.
        judgements: One for each outcome, from Tier 1 to Special Case.
        stays: Every stay that the history allows.
        ruled_out: What sources say of earlier years and the law does not allow.
    """

    iso3: str
    year: int
    judgements: tuple[Judgement, ...]
    stays: frozenset[Stay]
    ruled_out: tuple[RuledOut, ...] = ()

    def of(self, tier: Tier) -> Judgement:
        """What it says of one outcome.

        Raises:
            KeyError: The tier is no outcome, such as `Tier.TWO_OR_WATCH_LIST`.
        """
        for judgement in self.judgements:
            if judgement.tier is tier:
                return judgement
        raise KeyError(tier)

    @property
    def watch_list_years(self) -> tuple[int, int]:
        """The fewest and the most years in a row on the watch list up to the report before."""
        years = [stay.years for stay in self.stays]
        return min(years), max(years)


def assess(series: TierSeries, year: int) -> Assessment:
    """What a country's history up to the year before says of the report of a year.

    Args:
        series: Its tiers; what it holds of the year itself or later is not looked at.
        year: The report.

    Returns:
        A judgement of every outcome. Unknown years are named where they decide.

    Raises:
        VocabError: A packaged table cannot be read.
    """
    found = reach(series, year)
    if_known = _stays_if_known(series, year) if len(found.stays) > 1 else {}
    judged = tuple(_judge(year, tier, found.stays, if_known) for tier in OUTCOMES)
    return Assessment(series.iso3, year, judged, found.stays, found.ruled_out)


def judge_stay(stay: Stay, year: int, tier: Tier) -> Case:
    """What one certain history says of one outcome.

    Args:
        stay: What counts of the history.
        year: The report.
        tier: The outcome.

    Raises:
        VocabError: A packaged table cannot be read.
    """
    if tier is Tier.WATCH_LIST:
        return _judge_watch_list(stay, year)
    if tier is Tier.THREE:
        return _judge_tier_three(stay, year)
    if tier is Tier.SPECIAL_CASE:
        return _case(Status.ALLOWED, ("The statute does not reach this.", "special-case"), year=year)
    code = "tier-1" if tier is Tier.ONE else "tier-2"
    return _case(Status.ALLOWED, ("Nothing in the history stands in the way.", code), year=year)


def _judge_watch_list(stay: Stay, year: int) -> Case:
    terms = terms_in(year)
    if not terms.has_list:
        words = f"There was no watch list yet in {year}; the first report with one is that of 2004."
        return Case(Status.BARRED, (Reason(words, the_provision("watch-list", 2004)),))
    nth = f"It would be the {ordinal(stay.years + 1)} year in a row{_run(stay, year)}."
    if is_barred(stay, year, Tier.WATCH_LIST):
        limit = f"{nth} {terms.full_stay} years and {terms.waiver} by waiver are the most."
        return _case(Status.BARRED, (limit, "waiver"), (nth, "downgrade"), year=year)
    returned = terms.return_stay is not None and stay.fell and stay.years >= terms.return_stay
    needs_waiver = terms.full_stay is not None and stay.years >= terms.full_stay
    reasons = []
    if needs_waiver and terms.full_stay is not None:
        used = stay.years + 1 - terms.full_stay
        words = f"{nth} That takes a waiver, {_of(used, terms.waiver)}."
        reasons.append((words, "waiver"))
    if returned:
        words = f"{nth} After a full stay and Tier 3, one year back on the list is what the text allows."
        return _case(Status.FLAGGED, (words, "special-rule"), *reasons, year=year)
    if needs_waiver:
        return _case(Status.WAIVER, *reasons, year=year)
    words = nth if year >= first_counted_year() else "Years on the list do not count yet."
    return _case(Status.ALLOWED, (words, "tier-2-watch-list"), year=year)


def _judge_tier_three(stay: Stay, year: int) -> Case:
    terms = terms_in(year)
    if terms.full_stay is None or stay.years < terms.full_stay:
        return _case(Status.ALLOWED, ("Only for want of significant efforts.", "tier-3"), year=year)
    may_stay = not is_barred(stay, year, Tier.WATCH_LIST)
    rest = "a better tier is earned or a waiver given" if may_stay else "a better tier is earned"
    run = list_years(range(year - stay.years, year))
    words = f"{stay.years} years in a row on the Watch List ({run}) lead to Tier 3, unless {rest}."
    return _case(Status.FORCED, (words, "downgrade"), year=year)


IfKnown = Mapping[int, frozenset[frozenset[Stay]]]


def _stays_if_known(series: TierSeries, year: int) -> IfKnown:
    """For each unknown or disputed year, what the stays would be with each tier that it may have had."""
    found = {}
    for past in range(first_counted_year(), year):
        options = possible_tiers(series.in_year(past))
        if len(options) > 1:
            found[past] = frozenset(reach(series, year, {past: option}).stays for option in options)
    return found


def _judge(year: int, tier: Tier, stays: frozenset[Stay], if_known: IfKnown) -> Judgement:
    cases = _cases(stays, year, tier)
    if len(_statuses(cases)) == 1:
        return Judgement(tier, cases[0].status, cases)
    deciding = tuple(
        past
        for past, options in if_known.items()
        if len({_statuses(_cases(option, year, tier)) for option in options}) > 1
    )
    return Judgement(tier, Status.UNDETERMINED, cases, deciding or tuple(if_known))


def _cases(stays: Iterable[Stay], year: int, tier: Tier) -> tuple[Case, ...]:
    """What may follow, from the shortest stay to the longest, each once."""
    ordered = sorted(stays, key=lambda stay: (stay.years, stay.fell))
    return tuple(dict.fromkeys(judge_stay(stay, year, tier) for stay in ordered))


def _statuses(cases: Iterable[Case]) -> frozenset[Status]:
    return frozenset(case.status for case in cases)


def _case(status: Status, *reasons: tuple[str, str], year: int) -> Case:
    return Case(status, tuple(Reason(words, the_provision(code, year)) for words, code in reasons))


def _run(stay: Stay, year: int) -> str:
    """The years in a row before, in words."""
    return f", after {list_years(range(year - stay.years, year))}" if stay.years else ""


def _of(used: int, allowed: int) -> str:
    return "the only one allowed" if allowed == 1 else f"number {used} of {allowed} allowed"
