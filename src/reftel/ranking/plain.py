"""The rules' answers as plain values, for JSON."""

from __future__ import annotations

from collections.abc import Sequence

from reftel.ranking.history import TierSeries, TierYear, movement
from reftel.ranking.outlook import Outlook
from reftel.ranking.rules import OUTCOMES, Assessment, Judgement, Reason, assess
from reftel.ranking.world import Mover
from reftel.vocab.tiers import Tier

Plain = dict[str, object]


def plain_tier(tier: Tier | None) -> Plain | None:
    """A tier: its code, its printed words, its rank."""
    return None if tier is None else {"code": tier.value, "label": tier.label, "rank": tier.rank}


def plain_series(series: TierSeries) -> list[Plain]:
    """Every year of a series, with its movement and what the rules say of its rating."""
    return [_plain_year(series, entry) for entry in series.years]


def plain_mover(mover: Mover) -> Plain:
    """A movement."""
    moved = mover.movement
    return {
        "iso3": mover.iso3,
        "year": moved.year,
        "before": plain_tier(moved.before),
        "now": plain_tier(moved.now),
        "direction": moved.direction.value,
        "watch_list_years": moved.watch_list_years,
        "at_least": moved.is_at_least,
    }


def plain_outlook(found: Outlook) -> Plain:
    """What a report can say."""
    return {
        "iso3": found.assessment.iso3,
        "year": found.year,
        "before": plain_tier(found.before),
        "watch_list_years": list(found.assessment.watch_list_years),
        "outcomes": [
            {
                **plain_judgement(outcome.judgement),
                "requires": _plain_reasons(outcome.requires),
                "brings": _plain_reasons(outcome.brings),
            }
            for outcome in found.outcomes
        ],
        "until_then": _plain_reasons(found.until_then),
        "ruled_out": plain_ruled_out(found.assessment),
    }


def plain_judgement(judgement: Judgement) -> Plain:
    """What the history says of one outcome."""
    return {
        "tier": plain_tier(judgement.tier),
        "status": judgement.status.value,
        "may_be": [status.value for status in judgement.may_be],
        "unknown_years": list(judgement.unknown_years),
        "cases": [
            {"status": case.status.value, "reasons": _plain_reasons(case.reasons)} for case in judgement.cases
        ],
    }


def plain_ruled_out(assessment: Assessment) -> list[Plain]:
    """What sources say and the law does not allow."""
    return [{"year": found.year, "tier": plain_tier(found.tier)} for found in assessment.ruled_out]


def _plain_year(series: TierSeries, entry: TierYear) -> Plain:
    moved = movement(series, entry.year)
    judged = assess(series, entry.year).of(entry.tier) if entry.tier in OUTCOMES else None
    return {
        "year": entry.year,
        "tier": plain_tier(entry.tier),
        "direction": moved.direction.value,
        "watch_list_years": moved.watch_list_years,
        "at_least": moved.is_at_least,
        "disputed": entry.is_disputed,
        "sources": [{"tier": reading.tier.value, "source": reading.source} for reading in entry.readings],
        "status": judged.status.value if judged else None,
        "unknown_years": list(judged.unknown_years) if judged else [],
    }


def _plain_reasons(reasons: Sequence[Reason]) -> list[Plain]:
    return [
        {"words": r.words, "provision": r.provision.code, "citation": r.provision.citation} for r in reasons
    ]
