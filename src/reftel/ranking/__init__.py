"""The tier over time, how it moved, and what the statute makes of it."""

from reftel.ranking.history import (
    Direction,
    TierMovement,
    TierReading,
    TierSeries,
    TierYear,
    movement,
    tier_series,
)
from reftel.ranking.outlook import Outcome, Outlook, outlook
from reftel.ranking.rules import Assessment, Judgement, Reason, Status, assess
from reftel.ranking.sequences import Refusal, Step, check_sequence

__all__ = [
    "Assessment",
    "Direction",
    "Judgement",
    "Outcome",
    "Outlook",
    "Reason",
    "Refusal",
    "Status",
    "Step",
    "TierMovement",
    "TierReading",
    "TierSeries",
    "TierYear",
    "assess",
    "check_sequence",
    "movement",
    "outlook",
    "tier_series",
]
