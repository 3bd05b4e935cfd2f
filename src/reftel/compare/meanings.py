"""How near sentences are in meaning where their words differ: shelters and services, comply and meet.

Words that stand among the same words are near. A table holds a direction for each stem, made by
`tools/train_meanings.py` from narratives and yearly statements; what it doesn't know is near to itself alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np
import numpy.typing as npt

from reftel.compare.stems import NUMBER

Floats = npt.NDArray[np.float32]

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
        np.array(
            sorted({local.setdefault(word, len(local)) for word in text if word != NUMBER}), dtype=np.int64
        )
        for text in texts
    ]
    known = np.array([table.places.get(word, len(table.places)) for word in local], dtype=np.int64)
    directions, rarity = table.directions[known], table.rarity[known]
    weights = np.zeros((len(texts), len(local)), dtype=np.float32)
    for row, places in enumerate(found):
        weights[row, places] = rarity[places]
    direction = weights @ directions
    length = np.sqrt(np.einsum("ij,ij->i", direction, direction))
    weights /= np.maximum(weights.sum(axis=1), 1e-6)[:, None]
    return Meanings(direction / np.maximum(length, 1e-6)[:, None], weights, _nearest(found, directions))


def _nearest(texts: Sequence[npt.NDArray[np.int64]], directions: Floats) -> Floats:
    """How near each text comes to each stem: 1 if it has it."""
    nearest = np.zeros((len(texts), len(directions)), dtype=np.float32)
    for row, places in enumerate(texts):
        if len(places):
            nearest[row] = (directions[places] @ directions.T).max(axis=0)
    np.clip((nearest - UNLIKE) / (1 - UNLIKE), 0, 1, out=nearest)
    for row, places in enumerate(texts):
        nearest[row, places] = 1
    return nearest
