"""Chains of telegrams: what one refers to, and what refers to it, as far as a record holds them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from reftel.telegram.interruptions import find_interruptions
from reftel.telegram.model import Reference
from reftel.telegram.references import find_references
from reftel.telegram.references.kinds import CABLE
from reftel.telegram.references.resolve import resolve_reference
from reftel.vocab.keys import letter_key
from reftel.vocab.posts import find_post

NOT_HELD = "not in the record"
# must match whole "09HONGKONG1103", "2009 Hong Kong 001103"; must not match "HONG KONG 1103"
_NUMBER_RE = re.compile(
    r"(?P<year>(?:19|20)?[0-9]{2}) ?(?P<station>[A-Z][A-Z .'-]{2,30}?) ?(?P<serial>[0-9]{1,7})"
)


@dataclass(frozen=True, slots=True)
class Step:
    """One link of a chain, from a telegram that refers to what it refers to.

    Args:
        source: Number of the telegram that refers.
        target: Number of the telegram that is meant; empty where several may be, or none can be told.
        depth: How many links lie between it and the telegram that the chain is of, 1 for the next.
        is_held: Whether the record holds the target, for the one who asks.
        candidates: The numbers that may be meant, where there is no target.
        reason: Why the chain ends here, as a clause or sentence; empty if it does not.
        text: The reference as it stands.
    """

    source: str
    target: str
    depth: int
    is_held: bool
    candidates: tuple[str, ...] = ()
    reason: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class Chain:
    """Both directions from one telegram, nearest links first; each telegram is followed once."""

    mrn: str
    refers_to: tuple[Step, ...] = ()
    referred_by: tuple[Step, ...] = ()


@dataclass(slots=True)
class _Index:
    to: dict[str, list[Step]] = field(default_factory=lambda: defaultdict(list))
    by: dict[str, list[Step]] = field(default_factory=lambda: defaultdict(list))


def follow_chain(mrn: str, references: Mapping[str, Sequence[Reference]], held: Container[str]) -> Chain:
    """Follow the references of a telegram in both directions, as far as they lead.

    Args:
        mrn: Number of the telegram.
        references: The references of the telegrams in the record, by the number of the telegram.
        held: Numbers of the telegrams in the record.

    Returns:
        The chain. References that are no telegrams are left out; a telegram that is met twice, also over a
        cycle, is told each time and followed once.
    """
    index = _Index()
    for source, listed in references.items():
        for one in listed:
            if one.kind != CABLE:
                continue
            step = _step(source, one, held)
            index.to[source].append(step)
            for target in dict.fromkeys((step.target, *step.candidates)):
                if target:
                    index.by[target].append(step)
    return Chain(
        mrn,
        _walk(mrn, index.to, lambda step: step.target if step.is_held else ""),
        _walk(mrn, index.by, lambda step: step.source if step.target else ""),
    )


def _step(source: str, one: Reference, held: Container[str]) -> Step:
    link = resolve_reference(one, held)
    if link.mrn:
        return Step(source, link.mrn, 1, True, text=one.text)
    if len(link.candidates) == 1:
        return Step(source, link.candidates[0], 1, False, reason=NOT_HELD, text=one.text)
    return Step(source, "", 1, False, link.candidates, link.reason, one.text)


def _walk(start: str, links: Mapping[str, list[Step]], onward: Callable[[Step], str]) -> tuple[Step, ...]:
    """Breadth first, each telegram once."""
    found: list[Step] = []
    seen, level, depth = {start}, [start], 1
    while level:
        following: list[str] = []
        for mrn in level:
            for step in links.get(mrn, ()):
                found.append(replace(step, depth=depth))
                to = onward(step)
                if to and to not in seen:
                    seen.add(to)
                    following.append(to)
        level, depth = following, depth + 1
    return tuple(found)


def read_references(
    blocks: Iterable[tuple[str, str, int | None]],
) -> dict[str, list[Reference]]:
    """The references of telegrams from their REF blocks.

    Args:
        blocks: Number of the telegram, text of a block with its key, and year of the telegram; several blocks
            of one number are joined, and what both say is kept once.
    """
    found: dict[str, list[Reference]] = {}
    for number, text, year in blocks:
        listed = found.setdefault(number, [])
        leave_out = find_interruptions(text, 0, len(text))
        listed += [one for one in find_references(text, year, leave_out=leave_out) if one not in listed]
    return found


def squeeze_number(asked: str) -> str:
    """A reference number as a record keys it, from one as a person writes it; else the words as they are.

    >>> squeeze_number("09 hong kong 001103"), squeeze_number("2009 STATE 60446")
    ('09HONGKONG1103', '09STATE60446')
    """
    match = _NUMBER_RE.fullmatch(asked.strip().upper())
    if match is None:
        return asked.strip().upper()
    post = find_post(match["station"])
    code = post.code if post else letter_key(match["station"])
    return f"{match['year'][-2:]}{code}{int(match['serial'])}"
