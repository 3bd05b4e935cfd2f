"""Sentences left over that are a part of one whose other part is aligned already: splits and merges."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from reftel.compare.chains import Pair
from reftel.compare.weights import Floats

# How far a half may stand from the other half, and how much of it the whole must hold at least.
WITHIN = 8
LEAST_COVERED = 0.15
CHUNK = 512
HALVES = (
    "chance", "place_chance", "taker_chance", "taker_place_chance", "covered", "fresh",
    "rest_covered", "rest", "whole_covered", "other_fresh", "next_to_it", "distance", "is_near",
    "length_of_both", "length", "rest_gain", "fresh_weight", "is_best", "kept", "size",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Half:
    """A sentence left over, the one it may be a part of, and that one's partner."""

    is_split: bool
    whole: int
    half: int
    partner: int

    @property
    def pair(self) -> Pair:
        return (self.whole, self.half) if self.is_split else (self.half, self.whole)

    @property
    def taker(self) -> Pair:
        return (self.whole, self.partner) if self.is_split else (self.partner, self.whole)


@dataclass(frozen=True, slots=True)
class Evidence:
    """What is known before.

    Args:
        chance: The chance of each candidate by its traits.
        place_chance: The same, with its place.
        old_words: Weighted words of each old sentence that does not stand unchanged.
        new_words: The same of the new ones.
        sizes: How many sentences each side has.
        kept: Share of the sentences that stand unchanged.
    """

    chance: Mapping[Pair, float]
    place_chance: Mapping[Pair, float]
    old_words: Mapping[int, Floats]
    new_words: Mapping[int, Floats]
    sizes: Pair
    kept: float

    def words(self, half: Half) -> tuple[Floats, Floats, Floats]:
        """Of the whole, the half and the partner."""
        one, other = (self.old_words, self.new_words) if half.is_split else (self.new_words, self.old_words)
        return one[half.whole], other[half.half], other[half.partner]


def find_halves(evidence: Evidence, links: set[Pair]) -> tuple[list[Half], Floats]:
    """Candidates for halves, and a row of `HALVES` for each."""
    # A sentence that stands unchanged has no second part.
    changed = {(i, j) for i, j in links if i in evidence.old_words and j in evidence.new_words}
    halves = [
        half
        for is_split, words in ((True, evidence.new_words), (False, evidence.old_words))
        for half in _left_over(changed, sorted(words), is_split)
    ]
    shares = _shares(halves, evidence)
    kept = [(half, share) for half, share in zip(halves, shares, strict=True) if share[0] >= LEAST_COVERED]
    best = _best_chances(evidence.chance)
    rows = [_row(half, share, evidence, best) for half, share in kept]
    return [half for half, _ in kept], np.array(rows, dtype=np.float32).reshape(len(rows), len(HALVES))


def _left_over(links: set[Pair], places: Sequence[int], is_split: bool) -> list[Half]:
    """Each sentence left over on one side with the aligned ones near it; each in one pair so far."""
    by_partner = {j: i for i, j in links} if is_split else dict(links)
    return [
        Half(is_split, by_partner[near], place, near)
        for place in places
        if place not in by_partner
        for near in range(place - WITHIN, place + WITHIN + 1)
        if near in by_partner
    ]


def _shares(halves: Sequence[Half], evidence: Evidence) -> Floats:
    """For each: covered by the whole, by it alone, of the rest of the whole, the rest, both of the whole, and
    what the partner has alone."""
    parts = [np.zeros((0, 7), dtype=np.float32)]
    for start in range(0, len(halves), CHUNK):
        found = [evidence.words(half) for half in halves[start : start + CHUNK]]
        whole, part, other = (np.stack(rows) for rows in zip(*found, strict=True))
        in_whole, in_other, in_part = whole > 0, other > 0, part > 0
        weight = np.maximum(part.sum(axis=1), 0.05)
        total = np.maximum(whole.sum(axis=1), 0.05)
        fresh = (part * (in_whole & ~in_other)).sum(axis=1)
        rest = (whole * ~in_other).sum(axis=1)
        parts.append(
            np.column_stack(
                [
                    (part * in_whole).sum(axis=1) / weight,
                    fresh / weight,
                    fresh / np.maximum(rest, 0.05),
                    rest / total,
                    (whole * (in_other | in_part)).sum(axis=1) / total,
                    (other * (in_whole & ~in_part)).sum(axis=1) / np.maximum(other.sum(axis=1), 0.05),
                    fresh,
                ]
            )
        )
    return np.concatenate(parts)


def _best_chances(chance: Mapping[Pair, float]) -> tuple[dict[int, float], dict[int, float]]:
    old: dict[int, float] = {}
    new: dict[int, float] = {}
    for (i, j), value in chance.items():
        old[i], new[j] = max(old.get(i, 0.0), value), max(new.get(j, 0.0), value)
    return old, new


def _row(
    half: Half, share: Floats, evidence: Evidence, best: tuple[dict[int, float], dict[int, float]]
) -> list[float]:
    pair, taker = half.pair, half.taker
    chance = evidence.chance.get(pair, 0.0)
    whole, part, other = (max(1, int(np.count_nonzero(words))) for words in evidence.words(half))
    covered, fresh, rest_covered, rest, whole_covered, other_fresh, fresh_weight = share.tolist()
    distance = abs(half.half - half.partner)
    top = best[1 if half.is_split else 0].get(half.half, 0.0)
    return [
        chance, evidence.place_chance.get(pair, 0.0), evidence.chance.get(taker, 0.0),
        evidence.place_chance.get(taker, 0.0), covered, fresh, rest_covered, rest,
        whole_covered, other_fresh, float(distance == 1), min(distance, 6), float(distance <= 3),
        math.log(whole / (part + other)), math.log(part / whole), rest_covered * rest, fresh_weight,
        float(chance == top), evidence.kept, math.log(sum(evidence.sizes)),
    ]  # fmt: skip
