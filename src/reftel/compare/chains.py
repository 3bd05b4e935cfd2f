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
    # A tree of prefix maxima over new places: the weight of the best run that ends there, and its last pair.
    most = [0.0] * (size + 1)
    last: list[Pair | None] = [None] * (size + 1)
    before: dict[Pair, Pair | None] = {}
    for i, j in sorted(weights, key=lambda pair: (pair[0], -pair[1])):
        weight, previous = 0.0, None
        at = j
        while at > 0:
            if most[at] > weight:
                weight, previous = most[at], last[at]
            at -= at & -at
        before[i, j] = previous
        weight += weights[i, j]
        at = j + 1
        while at <= size:
            if weight > most[at]:
                most[at], last[at] = weight, (i, j)
            at += at & -at
    end = last[max(range(size + 1), key=most.__getitem__)]
    run: list[Pair] = []
    while end is not None:
        run.append(end)
        end = before[end]
    return run[::-1]
