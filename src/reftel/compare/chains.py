"""Runs of pairs that go up on both sides."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable

Pair = tuple[int, int]


def longest_chain(pairs: Iterable[Pair]) -> list[Pair]:
    """One of the longest runs of pairs that go up on both sides."""
    tails: list[int] = []
    last: list[Pair] = []
    before: dict[Pair, Pair | None] = {}
    for pair in sorted(pairs, key=lambda pair: (pair[0], -pair[1])):
        place = bisect_left(tails, pair[1])
        if place == len(tails):
            tails.append(pair[1])
            last.append(pair)
        else:
            tails[place], last[place] = pair[1], pair
        before[pair] = last[place - 1] if place else None
    chain: list[Pair] = []
    at = last[-1] if last else None
    while at is not None:
        chain.append(at)
        at = before[at]
    return chain[::-1]


def heaviest_chain(weights: dict[Pair, float]) -> list[Pair]:
    """The run of pairs going up on both sides whose weights sum to most."""
    size = max((j for _, j in weights), default=-1) + 2
    tree: list[tuple[float, Pair | None]] = [(0.0, None)] * (size + 1)
    before: dict[Pair, Pair | None] = {}
    for i, j in sorted(weights, key=lambda pair: (pair[0], -pair[1])):
        best: tuple[float, Pair | None] = (0.0, None)
        at = j
        while at > 0:
            best = max(best, tree[at], key=lambda entry: entry[0])
            at -= at & -at
        before[i, j] = best[1]
        entry = (best[0] + weights[i, j], (i, j))
        at = j + 1
        while at <= size:
            if entry[0] > tree[at][0]:
                tree[at] = entry
            at += at & -at
    end = max(tree, key=lambda entry: entry[0])[1]
    chain: list[Pair] = []
    while end is not None:
        chain.append(end)
        end = before[end]
    return chain[::-1]
