"""Texts as rows of weights: runs of letters, words and pairs of words; the rarer, the heavier."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain
from zlib import crc32

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]

# Buckets for runs of letters, words and word pairs, in powers of 2; a collision blurs one weight a little.
LETTER_BUCKETS, WORD_BUCKETS, PAIR_BUCKETS = 2048, 1024, 1024
RUNS = (3, 4, 5)
# A feature that every text has weighs this.
LEAST_RARITY = 0.05


def count_runs(texts: Sequence[str]) -> Ints:
    """How often each text has each run of letters, in buckets."""
    padded = [f" {text} " for text in texts]
    rows = np.repeat(np.arange(len(padded)), [len(text) for text in padded])
    codes = "".join(padded).encode("utf-32-le", "surrogatepass")
    line = np.frombuffer(codes, dtype=np.uint32).astype(np.uint64)
    keys = []
    for run in RUNS:
        size = max(0, len(line) - run + 1)
        mixed = np.zeros(size, dtype=np.uint64)
        for at in range(run):
            mixed *= np.uint64(0x100000001B3)
            mixed += line[at : at + size]
        mixed ^= mixed >> np.uint64(29)
        mixed &= np.uint64(LETTER_BUCKETS - 1)
        inside = rows[:size] == rows[run - 1 :]
        keys.append((rows[:size] * LETTER_BUCKETS + mixed.astype(np.int64))[inside])
    return _tally(np.concatenate(keys), len(texts), LETTER_BUCKETS)


def number_words(lists: Sequence[Sequence[str]]) -> dict[str, int]:
    """A number for each word, the same in every text."""
    return {word: crc32(word.encode("utf-8", "surrogatepass")) for word in set(chain.from_iterable(lists))}


def count_words(lists: Sequence[Sequence[str]], numbers: dict[str, int]) -> Ints:
    """How often each list has each word, in buckets."""
    line, rows = _line_up(lists, numbers)
    return _tally(rows * WORD_BUCKETS + line % WORD_BUCKETS, len(lists), WORD_BUCKETS)


def count_pairs(lists: Sequence[Sequence[str]], numbers: dict[str, int]) -> Ints:
    """How often each list has each pair of neighbouring words, in buckets."""
    line, rows = _line_up(lists, numbers)
    both = (31 * line[:-1] + line[1:]) % PAIR_BUCKETS
    inside = rows[1:] == rows[:-1]
    return _tally((rows[1:] * PAIR_BUCKETS + both)[inside], len(lists), PAIR_BUCKETS)


def find_rarity(counts: Ints) -> Floats:
    """How much each feature weighs: the more, the fewer texts have it."""
    seen = (counts > 0).sum(axis=0)
    rare: Floats = np.maximum(np.log((1 + len(counts)) / (0.5 + seen)), LEAST_RARITY).astype(np.float32)
    return rare


def weigh(counts: Ints, rarity: Floats) -> Floats:
    """Counts as weights: rarer features weigh more, and each row has length 1."""
    most = int(counts.max(initial=0))
    heavier = np.array([0, *(1 + np.log(np.arange(1, most + 1)))], dtype=np.float32)
    weights: Floats = heavier[counts]
    weights *= rarity
    length = np.sqrt(np.einsum("ij,ij->i", weights, weights))
    weights /= np.where(length > 0, length, 1)[:, None]
    return weights


def _line_up(lists: Sequence[Sequence[str]], numbers: dict[str, int]) -> tuple[Ints, Ints]:
    """The numbers of all words, list by list, and the places of their lists."""
    rows = np.repeat(np.arange(len(lists)), [len(found) for found in lists])
    line = map(numbers.__getitem__, chain.from_iterable(lists))
    return np.fromiter(line, dtype=np.int64, count=len(rows)), rows


def _tally(keys: Ints, rows: int, buckets: int) -> Ints:
    return np.bincount(keys, minlength=rows * buckets).reshape(rows, buckets)
