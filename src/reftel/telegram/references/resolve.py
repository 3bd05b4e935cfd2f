"""From a reference to the telegram that the record holds."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass

from reftel.telegram.model import Reference
from reftel.telegram.references.kinds import CABLE, SEPTEL


@dataclass(frozen=True, slots=True)
class Link:
    """Where a reference leads.

    Args:
        mrn: The telegram that the record holds and that alone can be meant; empty if there is none.
        candidates: Every number that the reference may mean.
        reason: Why there is no link, as a sentence; empty if there is one.
    """

    mrn: str
    candidates: tuple[str, ...] = ()
    reason: str = ""


def resolve_reference(reference: Reference, held: Container[str]) -> Link:
    """Link a reference to a telegram; only where exactly one candidate is held.

    Args:
        reference: As read from a REF block.
        held: Message reference numbers of the telegrams in the record.

    >>> from reftel.telegram.references import find_references
    >>> (reference,) = find_references("REF: STATE 60446", 2009)
    >>> resolve_reference(reference, {"09STATE60446"}).mrn
    '09STATE60446'
    """
    if reference.kind == SEPTEL:
        return Link("", (), "Its number was not known yet.")
    if reference.kind != CABLE:
        return Link("", (), "It is no telegram.")
    candidates = (reference.mrn,) if reference.mrn else reference.candidates
    if not candidates:
        return Link("", (), "Its year is unknown.")
    found = [mrn for mrn in candidates if mrn in held]
    if len(found) == 1:
        return Link(found[0], candidates)
    if found:
        return Link("", candidates, f"The record holds {len(found)} telegrams that it may mean.")
    return Link("", candidates, "The record does not hold it.")
