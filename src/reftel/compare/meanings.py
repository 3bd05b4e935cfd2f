"""How near sentences are in meaning where their words differ: shelters and services, comply and meet.

Words that stand among the same words are near. A table holds a direction for each stem, made by
`tools/train_meanings.py` from narratives and yearly statements; what it doesn't know is near to itself alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import chain

import numpy as np

from reftel.compare.stems import NUMBER
from reftel.compare.weights import Floats, Ints

# So many likenesses of stems at most are held at once.
AT_ONCE = 2_000_000
# Stems less alike than this have nothing to do with each other.
UNLIKE = 0.4


@dataclass(frozen=True, slots=True)
class Table:
    """A direction of length 1 and a rarity for each stem; the last row is for unknown ones."""

    places: dict[str, int]
    directions: Floats
    rarity: Floats


@dataclass(frozen=True, slots=True)
class Meanings:
    """What some texts are about.

    Args:
        direction: Of each text, of length 1; of length 0 where no word is known.
        weights: How much each stem weighs in each text; a row sums to 1, or to 0 where there are none.
        nearest: How near each text comes to each stem, from 0 to 1.
    """

    direction: Floats
    weights: Floats
    nearest: Floats


@cache
def load_table() -> Table:
    """The table that is shipped."""
    with (files("reftel.compare") / "data" / "meanings.npz").open("rb") as file, np.load(file) as kept:
        places = {word: place for place, word in enumerate(str(kept["stems"]).split())}
        unknown = np.zeros((1, kept["directions"].shape[1]), dtype=np.float32)
        directions = np.concatenate([kept["directions"].astype(np.float32), unknown])
        rarity = np.append(kept["rarity"].astype(np.float32), kept["rarity"].max().astype(np.float32))
    length = np.sqrt(np.einsum("ij,ij->i", directions, directions))
    directions /= np.maximum(length, 1e-6)[:, None]
    return Table(places, directions, rarity)


def find_meanings(texts: Sequence[Sequence[str]]) -> Meanings:
    """The meanings of texts, each given by its stems of matter."""
    table = load_table()
    local: dict[str, int] = {}
    found = [
        sorted({local.setdefault(word, len(local)) for word in text if word != NUMBER}) for text in texts
    ]
    unknown = len(table.places)
    known = np.array([table.places.get(word, unknown) for word in local], dtype=np.int64)
    directions, rarity = table.directions[known], table.rarity[known]
    lengths = np.array([len(places) for places in found], dtype=np.int64)
    rows = np.repeat(np.arange(len(found)), lengths)
    places = np.fromiter(chain.from_iterable(found), dtype=np.int64, count=len(rows))
    weights = np.zeros((len(texts), len(local)), dtype=np.float32)
    weights[rows, places] = rarity[places]
    direction = weights @ directions
    length = np.sqrt(np.einsum("ij,ij->i", direction, direction))
    weights /= np.maximum(weights.sum(axis=1), 1e-6)[:, None]
    nearest = _nearest(places, lengths, directions)
    nearest[rows, places] = 1
    return Meanings(direction / np.maximum(length, 1e-6)[:, None], weights, nearest)


def _nearest(places: Ints, lengths: Ints, directions: Floats) -> Floats:
    """How near each text comes to each stem by the likest of its own stems.

    Args:
        places: The stems of all texts, one text after the other.
        lengths: How many each text has.
        directions: Of all stems.
    """
    nearest = np.zeros((len(lengths), len(directions)), dtype=np.float32)
    ends = np.cumsum(lengths)
    starts = ends - lengths
    at = 0
    while at < len(lengths):
        # As many texts as fit, one at least.
        most = starts[at] + AT_ONCE // max(1, len(directions))
        to = max(at + 1, int(np.searchsorted(ends, most, side="right")))
        full = np.flatnonzero(lengths[at:to]) + at
        if len(full):
            likeness = directions[places[starts[at] : ends[to - 1]]] @ directions.T
            nearest[full] = np.maximum.reduceat(likeness, starts[full] - starts[at], axis=0)
        at = to
    nearest -= UNLIKE
    nearest /= 1 - UNLIKE
    return np.clip(nearest, 0, 1, out=nearest)
