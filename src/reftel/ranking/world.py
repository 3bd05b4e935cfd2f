"""All countries together: their tiers in a year, and how they moved."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace

from reftel.ranking.history import Direction, TierMovement, TierSeries, movement, tier_series
from reftel.vocab.countries import country_by_iso3
from reftel.vocab.tiers import Tier, stated_move, tier_countries, tier_years

Stated = Mapping[str, Mapping[int, Tier]]


@dataclass(frozen=True, slots=True)
class Mover:
    """A country and its movement into the report of a year."""

    iso3: str
    movement: TierMovement


def all_series(stated: Stated | None = None) -> dict[str, TierSeries]:
    """The tiers of every country, from the packaged table and from narratives.

    Args:
        stated: By iso3 and report year, the tiers that narratives state.

    Returns:
        The series by iso3, in order of the codes.

    Raises:
        VocabError: The packaged table cannot be read.
    """
    stated = stated or {}
    codes = sorted({*tier_countries(), *stated})
    return {code: tier_series(code, stated.get(code)) for code in codes}


def report_years(stated: Stated | None = None) -> tuple[int, ...]:
    """The report years of which a tier is known, in order."""
    told = {year for by_year in (stated or {}).values() for year in by_year}
    return tuple(sorted({*tier_years(), *told}))


def find_movers(world: Mapping[str, TierSeries], year: int) -> tuple[Mover, ...]:
    """How every country moved into the report of a year.

    Args:
        world: As `all_series` gives it.
        year: The report.

    Returns:
        One entry for each country whose tier that year is known, by code.
    """
    moved = (Mover(iso3, _movement(series, year)) for iso3, series in world.items())
    return tuple(mover for mover in moved if mover.movement.now is not None)


def _movement(series: TierSeries, year: int) -> TierMovement:
    """The movement; where the tier before is unknown, in the direction that the report itself states."""
    moved = movement(series, year)
    said = stated_move(series.iso3, year)
    if moved.direction is not Direction.UNKNOWN or moved.before is not None or not said:
        return moved
    return replace(moved, direction=Direction.UP if said > 0 else Direction.DOWN)


def count_moves(movers: tuple[Mover, ...]) -> dict[tuple[Tier | None, Tier], int]:
    """The movement matrix: how many countries went from one tier to another; None is an unknown one."""
    pairs = Counter((m.movement.before, m.movement.now) for m in movers if m.movement.now)
    return {(before, now): number for (before, now), number in pairs.items() if now}


def in_direction(movers: tuple[Mover, ...], direction: Direction) -> tuple[Mover, ...]:
    """Those that moved in one direction, the largest moves first, then by name."""
    chosen = [mover for mover in movers if mover.movement.direction is direction]
    return tuple(sorted(chosen, key=lambda mover: (-_size(mover.movement), _name(mover.iso3))))


def _name(iso3: str) -> str:
    country = country_by_iso3(iso3)
    return country.name if country else iso3


def _size(moved: TierMovement) -> int:
    before, now = moved.before and moved.before.rank, moved.now and moved.now.rank
    return abs(before - now) if before and now else 0
