"""Markings: who may read a text, as a partial order with a join.

A marking is a level and a set of caveats. One marking dominates another when its level is at least as
high and it carries every caveat of the other; two markings with different caveats need not be
comparable. What is derived from several sources takes their join.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum

from reftel.errors import ClearanceError


class Level(IntEnum):
    """How closely a text is held, lowest first."""

    U = 0
    SBU = 1
    C = 2
    S = 3


_PRINTED = {
    Level.U: "UNCLASSIFIED",
    Level.SBU: "SENSITIVE BUT UNCLASSIFIED",
    Level.C: "CONFIDENTIAL",
    Level.S: "SECRET",
}


@dataclass(frozen=True, slots=True)
class Marking:
    """A level plus caveats such as NOFORN or EXDIS.

    >>> Marking.parse("C//NOFORN") <= Marking.parse("S//NOFORN/EXDIS")
    True
    >>> str(Marking.parse("C//NOFORN") | Marking.parse("S"))
    'S//NOFORN'
    """

    level: Level = Level.U
    caveats: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        """Refuse caveats that would not come back from the short form, and so be lost on the way.

        Raises:
            ValueError: A caveat is empty, not in capitals, or holds a slash, a comma or a semicolon.
        """
        for caveat in self.caveats:
            if [caveat] != _caveat_words(caveat):
                raise ValueError(f"{caveat!r} is no caveat")

    def __le__(self, other: Marking) -> bool:
        return self.level <= other.level and self.caveats <= other.caveats

    def __lt__(self, other: Marking) -> bool:
        return self <= other and self != other

    def __ge__(self, other: Marking) -> bool:
        return other <= self

    def __gt__(self, other: Marking) -> bool:
        return other < self

    def __or__(self, other: Marking) -> Marking:
        if other.level <= self.level and other.caveats <= self.caveats:
            return self
        return Marking(max(self.level, other.level), self.caveats | other.caveats)

    def __str__(self) -> str:
        return "//".join(part for part in (self.level.name, "/".join(sorted(self.caveats))) if part)

    @property
    def printed(self) -> str:
        """The marking in full words, as a banner prints it."""
        return "//".join(part for part in (_PRINTED[self.level], "/".join(sorted(self.caveats))) if part)

    @classmethod
    def parse(cls, text: str) -> Marking:
        """Read the short form that ``str`` writes.

        Raises:
            ValueError: The text is no marking in short form.
        """
        level, _, caveats = text.strip().partition("//")
        try:
            found = Level[level.strip().upper()]
        except KeyError:
            raise ValueError(f"{text!r} is no marking") from None
        return cls(found, frozenset(word for word in _caveat_words(caveats)))


UNMARKED = Marking()


def join_markings(markings: Iterable[Marking]) -> Marking:
    """The least marking that dominates all of them; U when there are none."""
    joined = UNMARKED
    for marking in markings:
        # Most texts have one marking, which their parts share.
        if marking is not joined:
            joined = joined | marking
    return joined


@dataclass(frozen=True, slots=True)
class Clearance:
    """What a reader may read: up to a level, with certain caveats (None: with all of them)."""

    level: Level
    caveats: frozenset[str] | None = frozenset()

    def permits(self, marking: Marking) -> bool:
        """Whether a text so marked may be shown."""
        if marking.level > self.level:
            return False
        return self.caveats is None or marking.caveats <= self.caveats

    @classmethod
    def parse(cls, text: str) -> Clearance:
        """Read a clearance such as ``U``, ``SBU`` or ``S//NOFORN/EXDIS``; ``full`` for everything.

        Raises:
            ClearanceError: The text is neither.
        """
        if text.strip().lower() == "full":
            return FULL_CLEARANCE
        try:
            marking = Marking.parse(text)
        except ValueError:
            raise ClearanceError(
                f"“{text}” is no clearance",
                advice="Give U, SBU, C or S, with caveats after two slashes (S//NOFORN/EXDIS), or full.",
            ) from None
        return cls(marking.level, marking.caveats)


FULL_CLEARANCE = Clearance(Level.S, None)


@dataclass(frozen=True, slots=True)
class Reader:
    """Someone who reads from the record; every query names one.

    Args:
        name: Who it is.
        clearance: What may be read.
        sees_embargoed: Whether documents are seen before their release.
    """

    name: str
    clearance: Clearance
    sees_embargoed: bool = False

    def may_read(self, marking: Marking) -> bool:
        """Whether this reader may see a text so marked."""
        return self.clearance.permits(marking)


def _caveat_words(text: str) -> list[str]:
    return [" ".join(word.split()).upper() for word in re.split(r"[/,;]", text) if word.strip()]
