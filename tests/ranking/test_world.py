"""All countries together: who moved, in an order that a person can search."""

from __future__ import annotations

from reftel.ranking import TierMovement
from reftel.ranking.history import Direction
from reftel.ranking.world import Mover, in_direction
from reftel.vocab.tiers import Tier


def test_those_that_moved_stand_by_size_and_then_by_name() -> None:
    def moved(before: Tier | None, now: Tier, direction: Direction = Direction.UP) -> TierMovement:
        return TierMovement(2018, before, now, direction, 0, False)

    one, two, unknown = moved(Tier.TWO, Tier.ONE), moved(Tier.THREE, Tier.TWO), moved(None, Tier.ONE)
    movers = (
        Mover("ABW", unknown),
        Mover("ATG", unknown),
        Mover("ARG", unknown),
        Mover("CHE", one),
        Mover("ALB", moved(Tier.ONE, Tier.TWO, Direction.DOWN)),
        Mover("THA", two),
    )
    found = [mover.iso3 for mover in in_direction(movers, Direction.UP)]
    # Thailand rose by two places of four; of the unknown, Antigua stands before Argentina and Aruba.
    assert found == ["THA", "CHE", "ATG", "ARG", "ABW"]
