"""What the neighbourhood says of a pair: whether it stands in order with the pairs around it, what else is
left to align there, how likely its neighbours and its rivals are."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from reftel.compare.chains import Pair
from reftel.compare.pairing import best_other
from reftel.compare.traits import Candidates
from reftel.compare.weights import Floats, Ints

# A candidate out of its place that is so likely speaks for others.
SURE = 0.8
# Rows of `context`, before the traits of the pair itself.
IN_ORDER = 2
CONTEXT = (
    "chance", "odds", "in_order", "old_gap", "new_gap", "alone_in_gap", "same_from_start", "same_from_end",
    "behind_a_pair", "before_a_pair", "between_pairs", "off_diagonal", "gap_differs", "chance_before",
    "chance_after", "chance_split_before", "chance_split_after", "chance_beside", "old_rival", "new_rival",
    "rival", "left_alone", "left_no_gap", "left_a_hole", "new_at_left", "old_at_left", "came_alone",
    "came_into_no_gap", "came_into_order", "old_at_came", "new_at_came", "is_in_chain", "old_is_taken",
    "new_is_taken", "old_taker", "new_taker", "is_edge", "place_differs", "crossed", "share_crossed",
    "behind_same", "before_same", "same_moved", "others_moved", "kept", "size",
)  # fmt: skip


def context(found: Candidates, chance: Floats, chain: Sequence[Pair], same: set[Pair], sizes: Pair) -> Floats:
    """A row for each candidate: `CONTEXT`, then its traits.

    Args:
        found: The candidates.
        chance: How likely each is by its traits alone.
        chain: The likeliest pairs in order, with those that stand unchanged; ascending on both sides.
        same: Pairs that stand unchanged, in order or not.
        sizes: How many sentences each side has.
    """
    i, j = found.old, found.new
    links = np.array([(-1, -1), *chain, sizes], dtype=np.int64)
    at_old, at_new = _around(links, i, j, side=0), _around(links, j, i, side=1)
    inside = ((at_old[0][1] < j) & (j < at_old[1][1])).astype(np.float32)
    rows = [
        chance,
        np.log(np.clip(chance, 1e-6, 1 - 1e-6) / (1 - np.clip(chance, 1e-6, 1 - 1e-6))),
        inside,
        *(inside * row for row in _in_gap(i, j, at_old)),
        *_beside(found, chance, sizes),
        *_rivals(found, chance),
        *((1 - inside) * row for row in _out_of_place(at_old, at_new)),
        *_takers(found, chance, chain, sizes),
        ((i == 0) & (j == 0)).astype(np.float32) + ((i == sizes[0] - 1) & (j == sizes[1] - 1)),
        np.abs(i / sizes[0] - j / sizes[1]),
        *_moves(found, chance, 1 - inside, chain, same),
        np.full(len(i), 2 * len(same) / sum(sizes)),
        np.full(len(i), np.log(sizes[0] + sizes[1])),
    ]
    return np.concatenate((np.array(rows, dtype=np.float32).T, found.traits), axis=1)


# The links before and behind a place, each as its old and its new sentences.
_Links = tuple[tuple[Ints, Ints], tuple[Ints, Ints]]


def _in_gap(i: Ints, j: Ints, at_old: _Links) -> list[npt.NDArray[Any]]:
    """Of pairs in order: how wide the gap is that they stand in, and where in it they stand."""
    (i0, j0), (i1, j1) = at_old
    old_gap, new_gap = i1 - i0 - 1, j1 - j0 - 1
    opens, closes = (i - i0 == 1) & (j - j0 == 1), (i1 - i == 1) & (j1 - j == 1)
    return [
        np.minimum(old_gap, 20),
        np.minimum(new_gap, 20),
        (old_gap == 1) & (new_gap == 1),
        i - i0 == j - j0,
        i1 - i == j1 - j,
        opens,
        closes,
        opens & closes,
        np.minimum(1, np.abs((i - i0) / (old_gap + 1) - (j - j0) / np.maximum(new_gap + 1, 1))),
        np.log1p(np.abs(old_gap - new_gap)),
    ]


def _out_of_place(at_old: _Links, at_new: _Links) -> list[npt.NDArray[Any]]:
    """Of pairs out of order: what a move would leave where it went from, and find where it came to."""
    (i0, j0), (i1, j1) = at_old
    (u0, v0), (u1, v1) = at_new
    old_gap, new_gap = i1 - i0 - 1, j1 - j0 - 1
    old_there, new_there = u1 - u0 - 1, v1 - v0 - 1
    return [
        old_gap == 1,
        new_gap == 0,
        (old_gap == 1) & (new_gap == 0),
        np.log1p(np.maximum(new_gap, 0)),
        np.log1p(old_gap),
        new_there == 1,
        old_there == 0,
        (old_there == 0) & (new_there == 1),
        np.log1p(np.maximum(old_there, 0)),
        np.log1p(new_there),
    ]


def _around(links: Ints, place: Ints, partner: Ints, side: int) -> _Links:
    """The links before and behind a place, those of the place itself and of its candidate left out."""
    own, other = links[:, side], links[:, 1 - side]
    before = np.searchsorted(own, place, side="left") - 1
    behind = np.searchsorted(own, place, side="right")
    before = np.where((other[before] == partner) & (before > 0), before - 1, before)
    behind = np.where((other[behind] == partner) & (behind < len(links) - 1), behind + 1, behind)
    return (links[before, 0], links[before, 1]), (links[behind, 0], links[behind, 1])


def _beside(found: Candidates, chance: Floats, sizes: Pair) -> list[Floats]:
    """Chances of the pairs beside a pair."""
    if not chance.any():
        return [chance] * 5
    keys = found.old * (sizes[1] + 2) + found.new

    def at(old: int, new: int) -> Floats:
        wanted = (found.old + old) * (sizes[1] + 2) + found.new + new
        place = np.minimum(np.searchsorted(keys, wanted), len(keys) - 1)
        hit: Floats = np.where(keys[place] == wanted, chance[place], np.float32(0))
        return hit

    before, after = at(-1, -1), at(1, 1)
    return [
        before,
        after,
        np.maximum(at(-1, 0), at(0, -1)),
        np.maximum(at(1, 0), at(0, 1)),
        np.maximum(before, after),
    ]


def _rivals(found: Candidates, chance: Floats) -> list[Floats]:
    if not chance.any():
        return [chance] * 3
    old, new = best_other(chance, found.old), best_other(chance, found.new)
    return [old, new, np.maximum(old, new)]


def _takers(found: Candidates, chance: Floats, chain: Sequence[Pair], sizes: Pair) -> list[Floats]:
    """Whether a pair is in the chain, and what took its sentences if not."""
    by_old = np.full(sizes[0], -1)
    by_new = np.full(sizes[1], -1)
    for i, j in chain:
        by_old[i], by_new[j] = j, i
    in_chain = by_old[found.old] == found.new
    taken_old = np.zeros(sizes[0], dtype=np.float32)
    taken_new = np.zeros(sizes[1], dtype=np.float32)
    taken_old[found.old[in_chain]] = chance[in_chain]
    taken_new[found.new[in_chain]] = chance[in_chain]
    other = (~in_chain).astype(np.float32)
    return [
        in_chain.astype(np.float32),
        (by_old[found.old] >= 0).astype(np.float32),
        (by_new[found.new] >= 0).astype(np.float32),
        other * taken_old[found.old],
        other * taken_new[found.new],
    ]


def _moves(
    found: Candidates, chance: Floats, outside: Floats, chain: Sequence[Pair], same: set[Pair]
) -> list[Floats]:
    """How many pairs of the chain each crosses, whether its neighbours stand unchanged, what else moved."""
    i, j = found.old, found.new
    olds, news = np.array(chain, dtype=np.int64).reshape(-1, 2).T
    crossed = outside * np.abs(np.searchsorted(olds, i) - np.searchsorted(news, j))
    pairs = list(zip(i.tolist(), j.tolist(), strict=True))
    sure = (outside > 0) & (chance > SURE)
    return [
        np.log1p(crossed),
        crossed / max(1, len(chain)),
        np.array([(a - 1, b - 1) in same for a, b in pairs], dtype=np.float32),
        np.array([(a + 1, b + 1) in same for a, b in pairs], dtype=np.float32),
        outside * np.log1p(len(same.difference(chain))),
        outside * np.log1p(sure.sum() - sure),
    ]
