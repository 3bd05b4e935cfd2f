"""Pairs of old and new sentences, and the products of their rows of weights."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass
from functools import cache
from threading import Lock

import numpy as np
from threadpoolctl import ThreadpoolController

from reftel.compare.weights import Floats, Ints

# Up to so many pairs all are candidates; beyond, the likest few of each sentence.
ALL_PAIRS = 600
CANDIDATES = 8
# So many rows are looked at together, and so many likenesses at most.
CHUNK = 512
AT_ONCE = 5_000_000
# Products of all rows with all are so many times as fast, for each, as those of chosen rows.
FASTER = 16
# So many chosen rows at a time stay in the processor's cache.
ROWS = 64


@dataclass(frozen=True, slots=True)
class Pairs:
    """Some pairs of rows, of which the first so many are old sentences and the others new ones.

    Args:
        old: Rows of old sentences, ascending.
        new: Rows of new ones; ascending for each old one.
        cut: How many old sentences there are.
    """

    old: Ints
    new: Ints
    cut: int

    def products(self, rows: Floats) -> Floats:
        """The product of both rows of each pair."""
        return self._products(rows[: self.cut], rows[self.cut :], self.old, self.new - self.cut)

    def products_with(self, old: Floats, new: Floats) -> Floats:
        """The product of the old sentence's row in the one with the new sentence's in the other."""
        return self._products(old[: self.cut], new[self.cut :], self.old, self.new - self.cut)

    def _products(self, one: Floats, other: Floats, i: Ints, j: Ints) -> Floats:
        if len(one) * len(other) <= FASTER * len(i):
            every: Floats = one @ other.T
            return every[i, j]
        parts = [
            np.einsum("ij,ij->i", one[i[at : at + ROWS]], other[j[at : at + ROWS]])
            for at in range(0, len(i), ROWS)
        ]
        return np.concatenate(parts) if parts else np.zeros(0, dtype=np.float32)


def choose_pairs(rows: Floats, cut: int) -> Pairs:
    """All pairs, or the likest few of each sentence."""
    old, new = rows[:cut], rows[cut:]
    if len(old) * len(new) <= ALL_PAIRS:
        i, j = np.indices((len(old), len(new))).reshape(2, -1)
        return Pairs(i, j + cut, cut)
    likeness = old @ new.T if len(old) * len(new) <= AT_ONCE else None
    chosen = []
    for one, other, turned in ((old, new, False), (new, old, True)):
        for at in range(0, len(one), CHUNK):
            if likeness is None:
                some = one[at : at + CHUNK] @ other.T
            else:
                some = likeness[:, at : at + CHUNK].T if turned else likeness[at : at + CHUNK]
            chosen.append(_likest(some, len(new), turned, at))
    keys = np.unique(np.concatenate(chosen))
    return Pairs(keys // len(new), keys % len(new) + cut, cut)


def _likest(likeness: Floats, width: int, turned: bool, start: int) -> Ints:
    """The places of the likest few in each row, counted through the rows of new sentences of each old one."""
    few = min(CANDIDATES, likeness.shape[1])
    near = np.argpartition(likeness, likeness.shape[1] - few, axis=1)[:, -few:].ravel()
    rows = np.repeat(np.arange(start, start + len(likeness)), few)
    places: Ints = near * width + rows if turned else rows * width + near
    return places


def best_other(score: Floats, place: Ints) -> Floats:
    """For each pair, the best score among the other pairs of the same sentence; 0 where there are none."""
    size = int(place.max()) + 1 if len(place) else 0
    best = np.zeros(size, dtype=score.dtype)
    np.maximum.at(best, place, score)
    is_best = score >= best[place]
    number = np.bincount(place[is_best], minlength=size)
    second = np.zeros(size, dtype=score.dtype)
    np.maximum.at(second, place[~is_best], score[~is_best])
    return np.where(is_best & (number[place] == 1), second[place], best[place])


class _OneThread:
    """Products of matrices on one thread, as long as anybody is inside.

    The number of threads is the process's: the first to enter sets it, the last to leave puts it back.
    """

    def __init__(self) -> None:
        self._lock = Lock()
        self._inside = 0
        self._limit: AbstractContextManager[object] = nullcontext()

    @contextmanager
    def __call__(self) -> Iterator[None]:
        with self._lock:
            if not self._inside:
                self._limit = _threads().limit(limits=1, user_api="blas")
                self._limit.__enter__()
            self._inside += 1
        try:
            yield
        finally:
            with self._lock:
                self._inside -= 1
                if not self._inside:
                    self._limit.__exit__(None, None, None)


# The products of one comparison are so small that threads would wait for each other longer than they work.
one_thread = _OneThread()


@cache
def _threads() -> ThreadpoolController:
    return ThreadpoolController()
