"""What speaks for two sentences being the same one reworded: numbers from 0 to about 1 for each pair.

Everything is in arrays over candidate pairs, so that a long text costs no more than it must.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import chain
from zlib import crc32

import numpy as np
import numpy.typing as npt
from rapidfuzz import fuzz, process

from reftel.compare.meanings import Floats, Meanings, find_meanings
from reftel.compare.stems import stem, stems_of_matter
from reftel.language import find_words

Ints = npt.NDArray[np.int64]

# Buckets for runs of letters, words and word pairs; a collision blurs one weight a little.
LETTER_BUCKETS, WORD_BUCKETS, PAIR_BUCKETS = 2048, 1024, 1024
RUNS = (3, 4, 5)
# To choose candidates, fewer buckets will do.
FOLDED = 512
# Of a longer sentence, so many letters decide; a sentence of a megabyte is debris.
MOST_LETTERS = 2_000
# Up to so many pairs all are candidates; beyond, the likest few of each sentence.
ALL_PAIRS = 600
CANDIDATES = 8
CHUNK = 512
# So many likenesses at most are held at once.
AT_ONCE = 5_000_000
# So many products at most are made without threads, which would wait for each other longer than they work.
FEW_PRODUCTS = 100_000_000
# So many rows of letters at a time stay in the processor's cache.
ROWS = 64
# How a sentence begins and ends: so many words.
EDGE = 2

TRAITS = (
    "letters", "words", "pairs", "old_covered", "new_covered", "most_covered", "ratio", "sorted_ratio",
    "word_ratio", "length_differs", "shorter", "shared_words", "numbers", "same_start",
    "same_end", "row_lead", "column_lead", "meaning", "old_meant", "new_meant", "least_meant",
    "row_meaning_lead", "column_meaning_lead",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Candidates:
    """Pairs of sentences that may belong together.

    Args:
        old: Places of the old sentences, ascending.
        new: Places of the new ones; ascending for each old one.
        traits: A row for each pair, a column for each of `TRAITS`.
        words: Which weighted words each sentence has: old sentences first, then new; a row each.
    """

    old: Ints
    new: Ints
    traits: Floats
    words: Floats


def find_candidates(old: Sequence[str], new: Sequence[str]) -> Candidates:
    """The pairs worth a look, with their traits; all pairs of short texts."""
    texts = [text[:MOST_LETTERS].casefold() for text in (*old, *new)]
    words = [find_words(text) for text in texts]
    stems = [tuple(map(stem, found)) for found in words]
    matter = [stems_of_matter(found) for found in stems]
    numbers = _number(stems)
    cut = len(old)
    letters = _weigh(_count_runs(texts))
    counts = _count_words(matter, numbers)
    weighed = _weigh(counts)
    meanings = find_meanings(matter)
    likeness = np.hstack((letters.reshape(len(texts), -1, FOLDED).sum(axis=1), weighed, meanings.direction))
    i, j = _choose(likeness[:cut], likeness[cut:])
    rarity = _rarity(counts)
    has = np.where(counts > 0, rarity, np.float32(0))
    word_pairs = _weigh(_count_pairs(stems, numbers))
    columns = [
        *(_dots(rows, i, j + cut) for rows in (letters, weighed, word_pairs)),
        *_coverage(has, rarity, i, j + cut),
        *_ratios(texts, stems, i, j + cut),
        *_shapes(words, counts, i, j + cut),
    ]
    score = 0.4 * columns[0] + 0.3 * columns[1] + 0.3 * columns[8]
    columns += [score - best_other(score, i), score - best_other(score, j), *_meanings(meanings, i, j + cut)]
    return Candidates(i, j, np.stack(columns, axis=1).astype(np.float32), has)


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


def _count_runs(texts: Sequence[str]) -> Floats:
    """How often each text has each run of letters, in buckets."""
    codes = [
        np.frombuffer(f" {text} ".encode("utf-32-le", "surrogatepass"), dtype=np.uint32) for text in texts
    ]
    rows = np.repeat(np.arange(len(codes)), [len(code) for code in codes])
    line = np.concatenate(codes).astype(np.uint64)
    keys = []
    for run in RUNS:
        size = len(line) - run + 1
        if size <= 0:
            continue
        mixed = np.zeros(size, dtype=np.uint64)
        for at in range(run):
            mixed = mixed * np.uint64(0x100000001B3) + line[at : at + size]
        mixed ^= mixed >> np.uint64(29)
        inside = rows[:size] == rows[run - 1 :]
        keys.append(rows[:size][inside] * LETTER_BUCKETS + (mixed[inside] % LETTER_BUCKETS).astype(np.int64))
    counted = np.bincount(np.concatenate(keys), minlength=len(texts) * LETTER_BUCKETS)
    return counted.reshape(len(texts), LETTER_BUCKETS).astype(np.float32)


def _number(lists: Sequence[Sequence[str]]) -> dict[str, int]:
    """A number for each word, the same in every text."""
    return {word: crc32(word.encode("utf-8", "surrogatepass")) for word in set(chain.from_iterable(lists))}


def _line_up(lists: Sequence[Sequence[str]], numbers: dict[str, int]) -> tuple[Ints, Ints]:
    """The numbers of all words, list by list, and the places of their lists."""
    rows = np.repeat(np.arange(len(lists)), [len(found) for found in lists])
    line = map(numbers.__getitem__, chain.from_iterable(lists))
    return np.fromiter(line, dtype=np.int64, count=len(rows)), rows


def _count_words(lists: Sequence[Sequence[str]], numbers: dict[str, int]) -> Floats:
    """How often each list has each word, in buckets."""
    line, rows = _line_up(lists, numbers)
    return _count(line, rows, len(lists), WORD_BUCKETS)


def _count_pairs(lists: Sequence[Sequence[str]], numbers: dict[str, int]) -> Floats:
    """How often each list has each pair of neighbouring words, in buckets."""
    line, rows = _line_up(lists, numbers)
    inside = rows[1:] == rows[:-1]
    return _count((31 * line[:-1] + line[1:])[inside], rows[1:][inside], len(lists), PAIR_BUCKETS)


def _count(numbers: Ints, rows: Ints, lists: int, buckets: int) -> Floats:
    counted = np.bincount(rows * buckets + numbers % buckets, minlength=lists * buckets)
    return counted.reshape(lists, buckets).astype(np.float32)


def _rarity(counts: Floats) -> Floats:
    seen = np.count_nonzero(counts, axis=0)
    rare: Floats = np.maximum(np.log((1 + len(counts)) / (0.5 + seen)), 0.05).astype(np.float32)
    return rare


def _weigh(counts: Floats) -> Floats:
    """Counts as weights: rarer features weigh more, and each row has length 1."""
    most = int(counts.max(initial=0))
    heavier = np.array([0, *(1 + np.log(np.arange(1, most + 1)))], dtype=np.float32)
    weights: Floats = heavier[counts.astype(np.int32)] * _rarity(counts)
    length = np.sqrt(np.einsum("ij,ij->i", weights, weights))
    weights /= np.where(length > 0, length, 1)[:, None]
    return weights


def _choose(old: Floats, new: Floats) -> tuple[Ints, Ints]:
    """All pairs, or the likest few of each sentence."""
    if len(old) * len(new) <= ALL_PAIRS:
        i, j = np.indices((len(old), len(new))).reshape(2, -1)
        return i, j
    if len(old) * len(new) <= AT_ONCE:
        likeness = _products(old, new)
        chosen = [_likest(likeness, len(new)), _likest(likeness.T, len(new), turned=True)]
    else:
        chosen = [
            _likest(_products(one[at : at + CHUNK], other), len(new), turned, at)
            for one, other, turned in ((old, new, False), (new, old, True))
            for at in range(0, len(one), CHUNK)
        ]
    keys = np.unique(np.concatenate(chosen))
    return keys // len(new), keys % len(new)


def _products(one: Floats, other: Floats) -> Floats:
    """Product of each row with each of the other's."""
    few = one.size * len(other) <= FEW_PRODUCTS
    products: Floats = np.einsum("ik,jk->ij", one, other) if few else one @ other.T
    return products


def _likest(likeness: Floats, width: int, turned: bool = False, start: int = 0) -> Ints:
    """The places of the likest few in each row, counted through the rows of new sentences of each old one."""
    few = min(CANDIDATES, likeness.shape[1])
    near = np.argpartition(likeness, likeness.shape[1] - few, axis=1)[:, -few:].ravel()
    rows = np.repeat(np.arange(start, start + len(likeness)), few)
    places: Ints = near * width + rows if turned else rows * width + near
    return places


def _meanings(meanings: Meanings, i: Ints, j: Ints) -> list[Floats]:
    """How near the meanings are: of the whole, of each side's words to the other side, and the leads."""
    old = _dots(meanings.weights, i, j, meanings.nearest)
    new = _dots(meanings.weights, j, i, meanings.nearest)
    both = (old + new) * np.float32(0.5)
    leads = (both - best_other(both, i), both - best_other(both, j - j.min(initial=0)))
    return [_dots(meanings.direction, i, j), old, new, np.minimum(old, new), *leads]


def _dots(rows: Floats, i: Ints, j: Ints, others: Floats | None = None) -> Floats:
    """Products of the rows of each pair, or of a row with one of the others."""
    others = rows if others is None else others
    # Not a product of matrices: its threads would wait for each other longer than they work.
    parts = [
        np.einsum("ij,ij->i", rows[i[at : at + ROWS]], others[j[at : at + ROWS]])
        for at in range(0, len(i), ROWS)
    ]
    return np.concatenate(parts) if parts else np.zeros(0, dtype=np.float32)


def _coverage(has: Floats, rarity: Floats, i: Ints, j: Ints) -> tuple[Floats, Floats, Floats]:
    """How much of the weight of each side's words the other has too, and the greater of both."""
    shared = _dots((has / np.sqrt(rarity)).astype(np.float32), i, j)
    total = np.maximum(has.sum(axis=1), 1e-6)
    old, new = shared / total[i], shared / total[j]
    return old, new, np.maximum(old, new)


def _ratios(texts: Sequence[str], stems: Sequence[tuple[str, ...]], i: Ints, j: Ints) -> list[Floats]:
    """How much of the letters and words stand in the same order."""
    signs = {
        word: chr(0x100 + at % 0xD000) for at, word in enumerate(dict.fromkeys(chain.from_iterable(stems)))
    }
    coded = ["".join(map(signs.__getitem__, found)) for found in stems]
    in_order = [" ".join(sorted(found)) for found in stems]
    return [
        _compare(texts, i, j, fuzz.ratio),
        _compare(in_order, i, j, fuzz.ratio),
        _compare(coded, i, j, fuzz.ratio),
    ]


def _compare(texts: Sequence[str], i: Ints, j: Ints, scorer: Callable[..., float]) -> Floats:
    first, second = [texts[at] for at in i], [texts[at] for at in j]
    return np.asarray(process.cpdist(first, second, scorer=scorer), dtype=np.float32) / np.float32(100)


def _shapes(words: Sequence[tuple[str, ...]], counts: Floats, i: Ints, j: Ints) -> list[Floats]:
    """Lengths, shared words, numbers, and how the sentences begin and end."""
    length = np.array([max(1, len(found)) for found in words], dtype=np.float32)
    numbers = [frozenset(word for word in found if word[0].isdigit()) for found in words]
    pairs = list(zip(i.tolist(), j.tolist(), strict=True))
    agree = [
        (1.0 if numbers[a] & numbers[b] else -1.0) if numbers[a] and numbers[b] else 0.0 for a, b in pairs
    ]
    starts, ends = _codes([found[:EDGE] for found in words]), _codes([found[-EDGE:] for found in words])
    return [
        np.abs(np.log(length[i]) - np.log(length[j])),
        np.log(np.minimum(length[i], length[j])),
        np.log1p(_dots((counts > 0).astype(np.float32), i, j)),
        np.array(agree, dtype=np.float32),
        (starts[i] == starts[j]).astype(np.float32),
        (ends[i] == ends[j]).astype(np.float32),
    ]


def _codes(keys: Sequence[tuple[str, ...]]) -> Ints:
    seen: dict[tuple[str, ...], int] = {}
    return np.array([seen.setdefault(key, len(seen)) for key in keys], dtype=np.int64)
