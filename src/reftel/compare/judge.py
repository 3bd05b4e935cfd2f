"""The trained judges: how likely a pair is by its traits, in its place, out of its place, and as a half.

Their weights are data, trained by `tools/train_aligner.py`; docs/comparison.md tells on what and how well.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np

from reftel.compare.weights import Floats

# Weights as plain lists: nets of layers, each weights and offsets.
Plain = dict[str, list[list[list[list[list[float]]]]]]


@dataclass(frozen=True, slots=True)
class Judge:
    """Small networks, each a list of (weights, offsets) with rectified units between; their mean answer."""

    nets: tuple[tuple[tuple[Floats, Floats], ...], ...]

    def __call__(self, rows: Floats) -> Floats:
        """How likely each row is, from 0 to 1."""
        if not len(rows):
            return np.zeros(0, dtype=np.float32)
        chance: Floats = np.mean([_answer(net, rows) for net in self.nets], axis=0, dtype=np.float32)
        return chance


def _answer(net: tuple[tuple[Floats, Floats], ...], rows: Floats) -> Floats:
    *hidden, (weights, offsets) = net
    for inner, shift in hidden:
        rows = np.maximum(rows @ inner + shift, 0)
    raw = (rows @ weights + offsets)[:, 0]
    chance: Floats = 1 / (1 + np.exp(-np.clip(raw, -30, 30)))
    return chance


@dataclass(frozen=True, slots=True)
class Judges:
    """One for each question; and whether they know texts of the field best."""

    are_of_field: bool
    by_traits: Judge
    in_place: Judge
    elsewhere: Judge
    halves: Judge


@dataclass(frozen=True, slots=True)
class Panels:
    """Judges of texts that speak of trafficking, and of any other texts."""

    of_field: Judges
    of_any: Judges


def judges_from(plain: Plain, are_of_field: bool = False) -> Judges:
    """Judges from the plain lists in which their weights are kept."""
    return Judges(
        are_of_field=are_of_field,
        **{
            name: Judge(
                tuple(
                    tuple((np.array(w, dtype=np.float32), np.array(b, dtype=np.float32)) for w, b in net)
                    for net in nets
                )
            )
            for name, nets in plain.items()
        },
    )


def panels_from(plain: dict[str, Plain]) -> Panels:
    """Both from plain lists."""
    return Panels(**{name: judges_from(judges, name == "of_field") for name, judges in plain.items()})


@cache
def load_judges() -> Panels:
    """The judges that are shipped."""
    return panels_from(
        json.loads((files("reftel.compare") / "data" / "judges.json").read_text(encoding="utf-8"))
    )
