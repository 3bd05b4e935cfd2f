"""Spelling portion marks."""

from __future__ import annotations

from reftel.document import UNMARKED, Level, Marking
from reftel.telegram.marks import ABOVE_SECRET, NOT_INHERITED

_SHORT = {"NOFORN": "NF"}


def spell_mark(marking: Marking, telegram: Marking = UNMARKED) -> str:
    """The portion mark that says a marking inside a telegram.

    Args:
        marking: What the mark is to say.
        telegram: The telegram's marking, whose captions hold for every paragraph and are not repeated.

    >>> spell_mark(Marking.parse("C//NOFORN/EXDIS"), Marking.parse("S//EXDIS"))
    '(C/NF)'
    """
    inherited = telegram.caveats - NOT_INHERITED
    own = sorted(marking.caveats - inherited)
    level = marking.level.name
    if ABOVE_SECRET in own and marking.level is Level.S:
        own.remove(ABOVE_SECRET)
        level = "TS"
    return f"({'/'.join((level, *(_SHORT.get(caveat, caveat) for caveat in own)))})"
