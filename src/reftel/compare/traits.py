"""What speaks for two sentences being the same one reworded: numbers from 0 to about 1 for each pair.

Everything is in arrays over candidate pairs, so that a long text costs no more than it must.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from rapidfuzz import fuzz, process

from reftel.compare.meanings import Meanings, find_meanings
from reftel.compare.pairing import Pairs, best_other, choose_pairs
from reftel.compare.stems import stem
from reftel.compare.weights import (
    Counts,
    Floats,
    Ints,
    Lines,
    count_pairs,
    count_runs,
    count_words,
    find_rarity,
    line_up,
    number_words,
    weigh,
)
from reftel.language import STOPWORDS, find_words

# To choose candidates, so many buckets of runs of letters will do.
FOLDED = 512
# Of a longer sentence, so many letters decide; a sentence of a megabyte is debris.
MOST_LETTERS = 2_000
# How a sentence begins and ends: so many words.
EDGE = 2

DIGIT_RE = re.compile(r"\d")
# matches: "4" in "in 4 cases"; does not match: "in four cases"

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
    stems = line_up([list(map(stem, found)) for found in words])
    matter, numbers = stems.without(STOPWORDS), number_words(stems.words)
    runs, counts, pairs = count_runs(texts), count_words(matter, numbers), count_pairs(stems, numbers)
    rarity = find_rarity(counts)
    letters, weighed = weigh(runs, find_rarity(runs)), weigh(counts, rarity)
    meanings = find_meanings(matter, len(old))
    folded = letters.reshape(len(texts), -1, FOLDED).sum(axis=1)
    chosen = choose_pairs(np.concatenate((folded, weighed, meanings.direction), axis=1), len(old))
    has = (counts > 0) * rarity
    columns = [
        *(chosen.products(rows) for rows in (letters, weighed, weigh(pairs, find_rarity(pairs)))),
        *_coverage(has, rarity, chosen),
        *_ratios(texts, stems, chosen),
        *_shapes(texts, words, counts, chosen),
    ]
    score = 0.4 * columns[0] + 0.3 * columns[1] + 0.3 * columns[8]
    columns += [*_leads(score, chosen), *_meanings(meanings, chosen)]
    traits = np.stack(columns, axis=1).astype(np.float32)
    return Candidates(chosen.old, chosen.new - len(old), traits, has)


def _leads(score: Floats, pairs: Pairs) -> tuple[Floats, Floats]:
    """How far each pair leads the next best of its old and of its new sentence."""
    return score - best_other(score, pairs.old), score - best_other(score, pairs.new - pairs.cut)


def _meanings(meanings: Meanings, pairs: Pairs) -> list[Floats]:
    """How near the meanings are: of the whole, of each side's words to the other side, and the leads."""
    old = pairs.products_with(meanings.weights, meanings.nearest)
    new = pairs.products_with(meanings.nearest, meanings.weights)
    leads = _leads((old + new) * np.float32(0.5), pairs)
    return [pairs.products(meanings.direction), old, new, np.minimum(old, new), *leads]


def _coverage(has: Floats, rarity: Floats, pairs: Pairs) -> tuple[Floats, Floats, Floats]:
    """How much of the weight of each side's words the other has too, and the greater of both."""
    shared = pairs.products((has / np.sqrt(rarity)).astype(np.float32))
    total = np.maximum(has.sum(axis=1), 1e-6)
    old, new = shared / total[pairs.old], shared / total[pairs.new]
    return old, new, np.maximum(old, new)


def _ratios(texts: Sequence[str], stems: Lines, pairs: Pairs) -> list[Floats]:
    """How much of the letters and words stand in the same order."""
    signs = [chr(0x100 + at % 0xD000) for at in range(len(stems.words))]
    cuts = np.searchsorted(stems.rows, np.arange(stems.size + 1)).tolist()
    rows = [stems.line[start:end].tolist() for start, end in pairwise(cuts)]
    in_order = [" ".join(sorted(stems.words[at] for at in row)) for row in rows]
    coded = ["".join(signs[at] for at in row) for row in rows]
    return [_compare(some, pairs, fuzz.ratio) for some in (texts, in_order, coded)]


def _compare(texts: Sequence[str], pairs: Pairs, scorer: Callable[..., float]) -> Floats:
    first, second = ([texts[at] for at in places.tolist()] for places in (pairs.old, pairs.new))
    return np.asarray(process.cpdist(first, second, scorer=scorer), dtype=np.float32) / np.float32(100)


def _shapes(
    texts: Sequence[str], words: Sequence[tuple[str, ...]], counts: Counts, pairs: Pairs
) -> list[Floats]:
    """Lengths, shared words, numbers, and how the sentences begin and end."""
    i, j = pairs.old, pairs.new
    length = np.array([max(1, len(found)) for found in words], dtype=np.float32)
    starts, ends = _codes([found[:EDGE] for found in words]), _codes([found[-EDGE:] for found in words])
    return [
        np.abs(np.log(length[i]) - np.log(length[j])),
        np.log(np.minimum(length[i], length[j])),
        np.log1p(pairs.products((counts > 0).astype(np.float32))),
        _agreement([_numbers(text, found) for text, found in zip(texts, words, strict=True)], pairs),
        (starts[i] == starts[j]).astype(np.float32),
        (ends[i] == ends[j]).astype(np.float32),
    ]


def _numbers(text: str, words: Iterable[str]) -> frozenset[str]:
    """The words that are numbers in digits."""
    return frozenset(word for word in words if word[0].isdigit()) if DIGIT_RE.search(text) else frozenset()


def _agreement(numbers: Sequence[frozenset[str]], pairs: Pairs) -> Floats:
    """1 where both sentences have a number in common, -1 where each has only others, 0 where one has none."""
    has = np.array([bool(found) for found in numbers])
    agree = np.zeros(len(pairs.old), dtype=np.float32)
    places = np.flatnonzero(has[pairs.old] & has[pairs.new])
    both = zip(pairs.old[places].tolist(), pairs.new[places].tolist(), strict=True)
    agree[places] = [-1 if numbers[a].isdisjoint(numbers[b]) else 1 for a, b in both]
    return agree


def _codes(keys: Sequence[tuple[str, ...]]) -> Ints:
    seen: dict[tuple[str, ...], int] = {}
    return np.array([seen.setdefault(key, len(seen)) for key in keys], dtype=np.int64)
