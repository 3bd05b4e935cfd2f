"""Whether the law allows a sequence of ratings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reftel.ranking.history import TierReading, TierSeries, TierYear
from reftel.ranking.rules import Status, judge_stay
from reftel.ranking.special_list import Ground, refuse_ground
from reftel.ranking.stays import Stay, reach, terms_in
from reftel.vocab.statute import Provision, the_provision
from reftel.vocab.tiers import Tier

SOURCE = "the sequence"


@dataclass(frozen=True, slots=True)
class Step:
    """One rating of a sequence.

    Args:
        year: Report year.
        tier: The tier that the report gives.
        waiver: Whether the downgrade was waived; None if nothing is said of it.
        ground: Why the country is on the special watch list, if that is said.
    """

    year: int
    tier: Tier
    waiver: bool | None = None
    ground: Ground | None = None


@dataclass(frozen=True, slots=True)
class Refusal:
    """A step that the law forbids, whatever happened in years that the sequence leaves out."""

    year: int
    words: str
    provision: Provision


def check_sequence(steps: Sequence[Step]) -> tuple[Refusal, ...]:
    """Find the steps of a sequence that the law forbids.

    Args:
        steps: By year. Years that are left out, those before the first among them, are unknown; a step is
            refused only if it is forbidden whatever they were.

    Returns:
        The refusals by year; empty if the law allows the sequence.

    Raises:
        VocabError: The packaged table cannot be read.

    >>> watch_list = [Step(year, Tier.WATCH_LIST) for year in range(2012, 2017)]
    >>> [refusal.year for refusal in check_sequence(watch_list)], check_sequence(watch_list[:4])
    ([2016], ())
    """
    found: list[Refusal] = []
    for number, step in enumerate(steps):
        series = _series(steps[:number])
        stays = sorted(reach(series, step.year).stays, key=lambda stay: (stay.years, stay.fell))
        refused = [_refuse(step, stay) for stay in stays]
        if all(refused):
            found += [refusal for refusal in refused if refusal][:1]
        elif step.ground:
            before = series.in_year(step.year - 1).tier
            if reason := refuse_ground(step.ground, step.year, before, step.tier):
                found.append(Refusal(step.year, *reason))
    return tuple(found)


def _series(steps: Sequence[Step]) -> TierSeries:
    return TierSeries(
        "", tuple(TierYear(s.year, s.tier, SOURCE, (TierReading(s.tier, SOURCE),)) for s in steps)
    )


def _refuse(step: Step, stay: Stay) -> Refusal | None:
    case = judge_stay(stay, step.year, step.tier)
    if case.status is Status.BARRED:
        return Refusal(step.year, case.reasons[0].words, case.reasons[0].provision)
    needs_waiver = any(reason.provision.code == "waiver" for reason in case.reasons)
    if step.waiver is False and needs_waiver:
        return Refusal(step.year, case.reasons[0].words, the_provision("downgrade", step.year))
    if step.waiver and not needs_waiver:
        return _refuse_waiver(step, stay)
    return None


def _refuse_waiver(step: Step, stay: Stay) -> Refusal:
    terms = terms_in(step.year)
    if terms.full_stay is None:
        words = f"There was no downgrade to waive in {step.year}; the first is that of 2011."
        return Refusal(step.year, words, the_provision("waiver", 2011))
    provision = the_provision("waiver", step.year)
    if step.tier is not Tier.WATCH_LIST:
        return Refusal(
            step.year, f"A waiver keeps a country on the Watch List, not {_on(step.tier)}.", provision
        )
    words = f"There is nothing to waive before {terms.full_stay} years in a row on the Watch List are over."
    return Refusal(step.year, words, provision)


def _on(tier: Tier) -> str:
    return "a Special Case" if tier is Tier.SPECIAL_CASE else f"on {tier.label}"
