"""Texts as rows of weights: runs of letters, words and pairs of words; the rarer, the heavier."""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass
from itertools import chain
from zlib import crc32

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]
# As small as will do: of thousands of sentences they would fill the memory.
Counts = npt.NDArray[np.uint16]

# Buckets for runs of letters, words and word pairs, in powers of 2; a collision blurs one weight a little.
LETTER_BUCKETS, WORD_BUCKETS, PAIR_BUCKETS = 2048, 1024, 1024
RUNS = (3, 4, 5)
# A feature that every text has weighs this.
LEAST_RARITY = 0.05


def count_runs(texts: Sequence[str]) -> Counts:
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


@dataclass(frozen=True, slots=True)
class Lines:
    """The words of some texts, one text after the other.

    Args:
        words: The different ones.
        line: For each word in order its number among them.
        rows: For each word its text; ascending.
        size: How many texts there are.
    """

    words: Sequence[str]
    line: Ints
    rows: Ints
    size: int

    def chosen(self, places: npt.NDArray[np.bool_]) -> Lines:
        """Some of the words in order."""
        return Lines(self.words, self.line[places], self.rows[places], self.size)

    def without(self, idle: Container[str]) -> Lines:
        """Those that are not idle; all of a text that has no others."""
        matters = np.array([word not in idle for word in self.words], dtype=np.bool_)[self.line]
        has_matter = np.zeros(self.size, dtype=np.bool_)
        has_matter[self.rows[matters]] = True
        return self.chosen(matters | ~has_matter[self.rows])


def line_up(lists: Sequence[Sequence[str]]) -> Lines:
    """The words of each list, one list after the other."""
    numbers: dict[str, int] = {}
    rows = np.repeat(np.arange(len(lists)), [len(found) for found in lists])
    line = (numbers.setdefault(word, len(numbers)) for word in chain.from_iterable(lists))
    places = np.fromiter(line, dtype=np.int64, count=len(rows))
    return Lines(tuple(numbers), places, rows, len(lists))


def number_words(words: Iterable[str]) -> Ints:
    """A number for each word, the same in every text."""
    return np.array([crc32(word.encode("utf-8", "surrogatepass")) for word in words], dtype=np.int64)


def count_words(lines: Lines, numbers: Ints) -> Counts:
    """How often each text has each word, in buckets."""
    found = (numbers % WORD_BUCKETS)[lines.line]
    return _tally(lines.rows * WORD_BUCKETS + found, lines.size, WORD_BUCKETS)


def count_pairs(lines: Lines, numbers: Ints) -> Counts:
    """How often each text has each pair of neighbouring words, in buckets."""
    line, rows = numbers[lines.line], lines.rows
    both = (31 * line[:-1] + line[1:]) % PAIR_BUCKETS
    inside = rows[1:] == rows[:-1]
    return _tally((rows[1:] * PAIR_BUCKETS + both)[inside], lines.size, PAIR_BUCKETS)


def find_rarity(counts: Counts) -> Floats:
    """How much each feature weighs: the more, the fewer texts have it."""
    seen = (counts > 0).sum(axis=0, dtype=np.int32)
    rare: Floats = np.maximum(np.log((1 + len(counts)) / (0.5 + seen)), LEAST_RARITY).astype(np.float32)
    return rare


def weigh(counts: Counts, rarity: Floats) -> Floats:
    """Counts as weights: rarer features weigh more, and each row has length 1."""
    weights: Floats = (counts > 0) * rarity
    several = np.flatnonzero(counts > 1)
    weights.ravel()[several] *= 1 + np.log(counts.ravel()[several], dtype=np.float32)
    length = np.sqrt(np.einsum("ij,ij->i", weights, weights))
    weights /= np.where(length > 0, length, 1)[:, None]
    return weights


def _tally(keys: Ints, rows: int, buckets: int) -> Counts:
    counts = np.zeros(rows * buckets, dtype=np.uint16)
    np.add.at(counts, keys, np.uint16(1))
    return counts.reshape(rows, buckets)
