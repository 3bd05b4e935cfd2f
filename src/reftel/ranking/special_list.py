"""The special watch list of the statute, which is wider than the tier printed as Tier 2 Watch List.

It also holds countries that rose. The Department counts only years on the printed Watch List towards the
automatic downgrade; so do the rules here.

Source:
    22 U.S.C. 7107(b)(2)(A); the interim assessments, which cover more countries than the Watch List has.
"""

from __future__ import annotations

from enum import StrEnum

from reftel.ranking.history import TierSeries
from reftel.vocab.statute import Provision, find_provision, provisions
from reftel.vocab.tiers import Tier

SECOND_LIST = frozenset({Tier.TWO, Tier.WATCH_LIST, Tier.TWO_OR_WATCH_LIST})


class Ground(StrEnum):
    """Why a country is on the special watch list; the values are the codes of the provisions."""

    FROM_TIER_2 = "watch-list-from-tier-2"
    FROM_TIER_3 = "watch-list-from-tier-3"
    VICTIMS = "ground-victims"
    EFFORTS = "ground-efforts"
    COMMITMENTS = "ground-commitments"


def special_listing(series: TierSeries, year: int) -> tuple[Provision, ...]:
    """The provisions under which a country was on the special watch list in a year, as far as its tiers tell.

    Returns:
        For a riser or a country on the printed Watch List; empty for others, and where a tier is unknown.

    Raises:
        VocabError: The packaged table cannot be read.
    """
    before, now = series.in_year(year - 1).tier, series.in_year(year).tier
    codes = []
    if now is Tier.ONE and before in SECOND_LIST:
        codes.append(Ground.FROM_TIER_2.value)
    if now in SECOND_LIST and before is Tier.THREE:
        codes.append(Ground.FROM_TIER_3.value)
    if now is Tier.WATCH_LIST:
        codes.append("tier-2-watch-list")
    found = (find_provision(code, year) for code in codes)
    return tuple(provision for provision in found if provision)


def refuse_ground(ground: Ground, year: int, before: Tier | None, now: Tier) -> tuple[str, Provision] | None:
    """Why a country cannot be on the special watch list on this ground; None if it can.

    Args:
        ground: The ground that is given.
        year: The report.
        before: Its tier in the report before; None if unknown.
        now: Its tier in this report.

    Returns:
        A sentence and the provision that it rests on.
    """
    provision = find_provision(ground, year)
    if provision is None:
        last = next(p for p in reversed(provisions()) if p.code == ground)
        if last.last_year is not None and year > last.last_year:
            return f"This ground was struck after the report of {last.last_year}.", last
        return f"There was no watch list yet in {year}.", last
    if ground is Ground.FROM_TIER_2 and (now is not Tier.ONE or before not in {*SECOND_LIST, None}):
        return "Only a country that rises from Tier 2 to Tier 1 is on the list for that.", provision
    if ground is Ground.FROM_TIER_3 and (now not in SECOND_LIST or before not in {Tier.THREE, None}):
        return "Only a country that rises from Tier 3 to Tier 2 is on the list for that.", provision
    if ground in {Ground.VICTIMS, Ground.EFFORTS, Ground.COMMITMENTS} and now not in SECOND_LIST:
        return "These grounds are for Tier 2 countries.", provision
    return None
