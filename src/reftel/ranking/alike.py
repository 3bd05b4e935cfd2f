"""Countries that were in a like position and moved up in the next report."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from reftel.ranking.history import TierSeries, movement
from reftel.vocab.tiers import Tier, stated_move

STATED = "the report says that it moved up; its tier before is unknown"


@dataclass(frozen=True, slots=True)
class Riser:
    """A country that moved up.

    Args:
        iso3: Its code.
        year: The report that placed it higher.
        before: Its tier in the report before; None if unknown, when only the report itself says that it rose.
        now: Its tier in that report.
        source: Where both tiers come from.
    """

    iso3: str
    year: int
    before: Tier | None
    now: Tier
    source: str


def position_in(series: TierSeries, year: int) -> tuple[Tier | None, int]:
    """A country's tier in a report, and how many in a row had it on the Watch List, this one included."""
    found = movement(series, year)
    return found.now, found.watch_list_years


def find_risers(world: Mapping[str, TierSeries], tier: Tier, watch_list_years: int) -> tuple[Riser, ...]:
    """The countries that moved up from a position.

    Alike is who had the same tier and, on the Watch List, as many years in a row. Where the tier before is
    unknown, a country counts if the report itself says that it moved up and the tier that it got lies above.

    Args:
        world: The tiers of all countries.
        tier: The tier of the position.
        watch_list_years: Years in a row on the Watch List, the year of the position included.

    Returns:
        The latest first.
    """
    found = [
        riser
        for series in world.values()
        for entry in series.years
        if (riser := _rise(series, entry.year, tier, watch_list_years))
    ]
    return tuple(sorted(found, key=lambda riser: (-riser.year, riser.before is None, riser.iso3)))


def _rise(series: TierSeries, year: int, tier: Tier, watch_list_years: int) -> Riser | None:
    before, now = series.in_year(year - 1), series.in_year(year)
    if now.tier is None or now.tier.rank is None or tier.rank is None or now.tier.rank >= tier.rank:
        return None
    if before.tier is None:
        said = stated_move(series.iso3, year) > 0
        return Riser(series.iso3, year, None, now.tier, f"{now.source}; {STATED}") if said else None
    if position_in(series, year - 1) != (tier, watch_list_years):
        return None
    return Riser(series.iso3, year, tier, now.tier, f"{year - 1}: {before.source}; {year}: {now.source}")
