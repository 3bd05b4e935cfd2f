"""What a tier means in the report of a year, and who has it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from reftel.ranking.history import TierSeries, movement
from reftel.ranking.rules import OUTCOMES, Status, assess
from reftel.vocab.statute import Provision, find_provision
from reftel.vocab.tiers import Tier

_PROVISIONS = {
    Tier.ONE: ("tier-1", "concrete-actions", "reporting-period", "watch-list-from-tier-2", "explain-change"),
    Tier.TWO: (
        "tier-2", "concrete-actions", "significant-efforts", "more-factors", "watch-list-from-tier-3",
        "action-plan", "no-prejudice", "explain-change",
    ),
    Tier.WATCH_LIST: (
        "tier-2", "watch-list", "tier-2-watch-list", "ground-victims", "ground-efforts", "ground-commitments",
        "count-from", "downgrade", "waiver", "waiver-terms", "waiver-notice", "special-rule",
        "interim-assessment",
    ),
    Tier.THREE: (
        "tier-3", "significant-efforts", "failure-proof", "downgrade", "consequences", "reassessment",
        "explain-change",
    ),
    Tier.SPECIAL_CASE: ("special-case",),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Holder:
    """A country that has the tier.

    Args:
        iso3: Its code.
        before: Its tier in the report before; None if unknown.
        watch_list_years: How many reports in a row had it on the Watch List, this one included.
        is_at_least: Whether there may be more, for an earlier year is unknown.
        status: What the rules say of this rating.
    """

    iso3: str
    before: Tier | None
    watch_list_years: int
    is_at_least: bool
    status: Status


@dataclass(frozen=True, slots=True)
class Explanation:
    """What a tier means in one report.

    Args:
        tier: The tier.
        year: The report.
        provisions: What holds for it that year.
        holders: The countries that are known to have it.
    """

    tier: Tier
    year: int
    provisions: tuple[Provision, ...]
    holders: tuple[Holder, ...]


def explain_tier(tier: Tier, year: int, world: Mapping[str, TierSeries]) -> Explanation:
    """Gather the provisions on a tier as they hold for a report, and the countries that have it.

    Args:
        tier: One of the outcomes.
        year: The report.
        world: The tiers of all countries.
    """
    found = (find_provision(code, year) for code in _PROVISIONS.get(tier, ()))
    holders = [
        _holder(iso3, series, year, tier)
        for iso3, series in world.items()
        if series.in_year(year).tier is tier and tier in OUTCOMES
    ]
    return Explanation(tier, year, tuple(p for p in found if p), tuple(holders))


def plain_explanation(made: Explanation) -> dict[str, object]:
    """The same as plain values, for JSON."""
    return {
        "tier": {"code": made.tier.value, "label": made.tier.label, "rank": made.tier.rank},
        "year": made.year,
        "provisions": [
            {
                "provision": p.code,
                "citation": p.citation,
                "words": p.words,
                "first_year": p.first_year,
                "last_year": p.last_year,
                "number": p.number,
                "source": p.source,
            }
            for p in made.provisions
        ],
        "countries": [
            {
                "iso3": h.iso3,
                "before": h.before.value if h.before else None,
                "watch_list_years": h.watch_list_years,
                "at_least": h.is_at_least,
                "status": h.status.value,
            }
            for h in made.holders
        ],
    }


def _holder(iso3: str, series: TierSeries, year: int, tier: Tier) -> Holder:
    moved = movement(series, year)
    status = assess(series, year).of(tier).status
    return Holder(iso3, moved.before, moved.watch_list_years, moved.is_at_least, status)
