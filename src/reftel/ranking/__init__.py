"""The tier over time and how it moved."""

from reftel.ranking.history import (
    Direction,
    TierMovement,
    TierReading,
    TierSeries,
    TierYear,
    movement,
    tier_series,
)

__all__ = [
    "Direction",
    "TierMovement",
    "TierReading",
    "TierSeries",
    "TierYear",
    "movement",
    "tier_series",
]
