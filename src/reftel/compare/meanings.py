"""How near sentences are in meaning where their words differ: shelters and services, comply and meet.

Words that stand among the same words are near. A table holds a direction for each stem, made by
`tools/train_meanings.py` from narratives and yearly statements; what it doesn't know is near to itself alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np

from reftel.compare.stems import NUMBER
from reftel.compare.weights import Floats, Ints, Lines

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
        nearest: How near each text comes to each stem that the other side has, from 0 to 1.
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


def find_meanings(stems: Lines, cut: int) -> Meanings:
    """The meanings of texts, of which the first so many are old, given by their stems of matter."""
    table = load_table()
    unknown = len(table.places)
    known = np.array([table.places.get(word, unknown) for word in stems.words], dtype=np.int64)
    directions, rarity = table.directions[known], table.rarity[known]
    # Each stem of a text once; numbers have no meaning.
    numbers = np.array([word == NUMBER for word in stems.words], dtype=np.bool_)
    width = len(stems.words)
    keys = np.unique((stems.rows * width + stems.line)[~numbers[stems.line]])
    rows, places = np.divmod(keys, max(1, width))
    weights = np.zeros((stems.size, width), dtype=np.float32)
    weights[rows, places] = rarity[places]
    direction = weights @ directions
    length = np.sqrt(np.einsum("ij,ij->i", direction, direction))
    weights /= np.maximum(weights.sum(axis=1), 1e-6)[:, None]
    nearest = np.zeros_like(weights)
    are_old = rows < cut
    for side in (are_old, ~are_old):
        asked = np.unique(places[~side])
        some, likeness = _nearest(rows[side], directions[places[side]], directions[asked])
        nearest[np.ix_(some, asked)] = np.clip((likeness - UNLIKE) / (1 - UNLIKE), 0, 1)
    nearest[rows, places] = 1
    return Meanings(direction / np.maximum(length, 1e-6)[:, None], weights, nearest)


def _nearest(rows: Ints, directions: Floats, asked: Floats) -> tuple[Ints, Floats]:
    """How near each text comes to each stem that is asked for, by the likest of its own.

    Args:
        rows: The text of each stem, ascending.
        directions: Of each.
        asked: Directions of the others.

    Returns:
        The texts that have any stem, and a row for each.
    """
    texts, starts = np.unique(rows, return_index=True)
    ends = np.append(starts[1:], len(rows))
    nearest = np.zeros((len(texts), len(asked)), dtype=np.float32)
    at = 0
    while at < len(texts):
        # As many texts as fit, one at least.
        most = starts[at] + AT_ONCE // max(1, len(asked))
        to = max(at + 1, int(np.searchsorted(ends, most, side="right")))
        likeness = directions[starts[at] : ends[to - 1]] @ asked.T
        np.maximum.reduceat(likeness, starts[at:to] - starts[at], axis=0, out=nearest[at:to])
        at = to
    return texts, nearest
