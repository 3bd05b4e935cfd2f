"""What the next report can say of a country, and what each outcome would require and bring with it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from reftel.ranking.history import TierReading, TierSeries, TierYear
from reftel.ranking.rules import Assessment, Judgement, Reason, Status, assess
from reftel.ranking.special_list import SECOND_LIST, special_listing
from reftel.vocab.statute import find_provision
from reftel.vocab.tiers import Tier

ASSUMED = "assumed"
REASSESSED = "reassessed after the report"


@dataclass(frozen=True, slots=True)
class Outcome:
    """One thing that the report can say.

    Args:
        tier: The tier.
        judgement: What the history says of it.
        requires: What would have to be true of the government, or be done by the President.
        brings: What the law attaches to it.
    """

    tier: Tier
    judgement: Judgement
    requires: tuple[Reason, ...]
    brings: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Outlook:
    """What the report of a year can say.

    Args:
        year: That report.
        before: Tier in the report before; None if unknown.
        assessment: What the history says.
        outcomes: From Tier 1 to Special Case.
        until_then: What the law provides for before that report comes out.
    """

    year: int
    before: Tier | None
    assessment: Assessment
    outcomes: tuple[Outcome, ...]
    until_then: tuple[Reason, ...]


def outlook(series: TierSeries, year: int) -> Outlook:
    """What can happen to a country in the report of a year, by its history up to the year before.

    Args:
        series: Its tiers.
        year: The report that is ahead; what the series holds of it is not looked at.

    Raises:
        VocabError: A packaged table cannot be read.
    """
    found = assess(series, year)
    before = series.in_year(year - 1).tier
    outcomes = tuple(
        Outcome(j.tier, j, _requires(j, year), _brings(j, year, before)) for j in found.judgements
    )
    return Outlook(year, before, found, outcomes, _until_then(series, year))


def assume(series: TierSeries, tiers: Mapping[int, Tier]) -> TierSeries:
    """The same series with some years taken as given, whatever sources say of them."""
    return _with_readings(series, tiers, ASSUMED, keep=False)


def reassess(series: TierSeries, tiers: Mapping[int, Tier]) -> TierSeries:
    """The same series with reassessments between two reports.

    Which of the two tiers counts towards years on the watch list is not settled by the statute's words. Both
    are kept, so that what depends on it comes out undetermined.

    Args:
        series: A country's tiers.
        tiers: By the year of the report after which it was reassessed, the tier that it was given.
    """
    return _with_readings(series, tiers, REASSESSED, keep=True)


def _with_readings(series: TierSeries, tiers: Mapping[int, Tier], source: str, *, keep: bool) -> TierSeries:
    entries = {entry.year: entry for entry in series.years}
    for year, tier in tiers.items():
        old = entries.get(year) or TierYear(year, None, "", ())
        reading = TierReading(tier, source)
        if keep and old.tier is not None:
            entries[year] = replace(old, readings=(*old.readings, reading))
        else:
            entries[year] = TierYear(year, tier, source, (reading,))
    known = range(min(entries), max(entries) + 1) if entries else range(0)
    return replace(series, years=tuple(entries.get(y) or TierYear(y, None, "", ()) for y in known))


def _requires(judgement: Judgement, year: int) -> tuple[Reason, ...]:
    tier = judgement.tier
    if judgement.status is Status.BARRED:
        return ()
    if tier is Tier.ONE:
        return _quote(year, "tier-1", "concrete-actions")
    if tier is Tier.TWO:
        said = _quote(year, "tier-2", "concrete-actions", "significant-efforts", "more-factors")
        on_list = find_provision("tier-2-watch-list", year)
        return (*said, Reason("No ground of the special watch list fits.", on_list)) if on_list else said
    if tier is Tier.WATCH_LIST:
        grounds = _quote(year, "ground-victims", "ground-efforts", "ground-commitments")
        waiver = _quote(year, "waiver-terms") if _may_need_waiver(judgement) else ()
        return (*_quote(year, "tier-2"), *_label_grounds(grounds), *waiver)
    if tier is Tier.THREE:
        return _quote(year, "tier-3", "significant-efforts", "failure-proof")
    return _quote(year, "special-case")


def _brings(judgement: Judgement, year: int, before: Tier | None) -> tuple[Reason, ...]:
    tier = judgement.tier
    codes: list[str] = []
    if judgement.status is not Status.BARRED:
        if tier in SECOND_LIST and before is Tier.THREE:
            codes += ("watch-list-from-tier-3", "action-plan")
        if tier is Tier.ONE and before in SECOND_LIST:
            codes.append("watch-list-from-tier-2")
        if tier is Tier.WATCH_LIST and _may_need_waiver(judgement):
            codes.append("waiver-notice")
        if tier is Tier.WATCH_LIST or codes:
            codes.append("interim-assessment")
        if tier is Tier.THREE:
            codes += ("consequences", "reassessment")
        if _changes_list(before, tier):
            codes.append("explain-change")
    return _quote(year, *codes)


def _until_then(series: TierSeries, year: int) -> tuple[Reason, ...]:
    """What can happen after the report before and ahead of this one."""
    codes = ["interim-report"]
    if special_listing(series, year - 1):
        codes.insert(0, "interim-assessment")
    if series.in_year(year - 1).tier is Tier.THREE:
        codes.insert(0, "reassessment")
    return _quote(year - 1, *codes)


def _may_need_waiver(judgement: Judgement) -> bool:
    return any(reason.provision.code == "waiver" for reason in judgement.reasons)


def _changes_list(before: Tier | None, now: Tier) -> bool:
    """Whether a country goes from one list of the statute to another; Tier 2 and its Watch List are one."""
    lists = [2 if tier in SECOND_LIST else tier for tier in (before, now)]
    return None not in lists and Tier.SPECIAL_CASE not in lists and lists[0] != lists[1]


def _label_grounds(grounds: tuple[Reason, ...]) -> tuple[Reason, ...]:
    lead = ("One ground fits: ", *("Or: ",) * len(grounds))
    return tuple(
        Reason(f"{word}{ground.words[0].lower()}{ground.words[1:]}", ground.provision)
        for word, ground in zip(lead, grounds, strict=False)
    )


def _quote(year: int, *codes: str) -> tuple[Reason, ...]:
    """What these provisions say, as sentences; those that do not hold for the year are left out."""
    found = (find_provision(code, year) for code in codes)
    return tuple(Reason(f"{p.words[0].upper()}{p.words[1:]}.", p) for p in found if p)
