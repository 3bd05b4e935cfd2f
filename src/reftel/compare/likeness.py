"""How alike two sentences are: shared words, word pairs and letters, the rarer the weightier."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from reftel.language import STOPWORDS, find_words, read_number

# Shares of words, word pairs and runs of letters in the likeness of two sentences.
WORDS, PAIRS, LETTERS = 0.35, 0.07, 0.58
# How much of it is cosine; the rest is how far the shorter sentence is contained in the longer one.
COSINE = 0.7
RUN = 4
# Candidates that are looked at for each sentence, and how common a feature may be to find any.
CANDIDATES = 8
COMMON = 4

SUFFIX_RE = re.compile(
    r"""
    (?: ations? | ings? | ed | es | s | ly | ion | ions ) $      # endings that a rewording changes
    """,
    re.VERBOSE,
)
# matches the end of: "prosecuting"; does not match the end of: "police"
STEM = 4


@dataclass(frozen=True, slots=True)
class Profile:
    """The features of one sentence with their weights; each kind has length 1."""

    words: Mapping[str, float]
    pairs: Mapping[str, float]
    letters: Mapping[str, float]


class Likeness:
    """Likeness of each old sentence to each new one.

    Args:
        old: Texts of the old sentences.
        new: Texts of the new sentences.
    """

    def __init__(self, old: Sequence[str], new: Sequence[str]) -> None:
        raw = [_features(text) for text in (*old, *new)]
        profiles = list(zip(*(_weigh(kind) for kind in zip(*raw, strict=True)), strict=True)) if raw else []
        made = [Profile(*profile) for profile in profiles]
        self.old, self.new = made[: len(old)], made[len(old) :]

    def of(self, i: int, j: int) -> float:
        """Likeness of old sentence i and new sentence j, from 0 to 1."""
        a, b = self.old[i], self.new[j]
        cosine = (
            WORDS * _dot(a.words, b.words)
            + PAIRS * _dot(a.pairs, b.pairs)
            + LETTERS * _dot(a.letters, b.letters)
        )
        return COSINE * cosine + (1 - COSINE) * max(coverage(a, b.words), coverage(b, a.words))

    def candidates(self, rows: Iterable[int], columns: Iterable[int]) -> dict[tuple[int, int], float]:
        """Likeness of the pairs that share enough to be worth it."""
        columns = list(columns)
        postings: dict[str, list[tuple[int, float]]] = defaultdict(list)
        for j in columns:
            for word, weight in self.new[j].words.items():
                postings[word].append((j, weight))
        common = max(40, len(columns) // COMMON)
        found: dict[tuple[int, int], float] = {}
        for i in rows:
            shared: dict[int, float] = defaultdict(float)
            for word, weight in self.old[i].words.items():
                listed = postings.get(word, ())
                if len(listed) <= common:
                    for j, other in listed:
                        shared[j] += weight * other
            for j in sorted(shared, key=shared.__getitem__, reverse=True)[:CANDIDATES]:
                found[i, j] = self.of(i, j)
        return found


def coverage(part: Profile, words: Container[str]) -> float:
    """How much of the weight of a sentence's words is among these, from 0 to 1."""
    total = sum(weight * weight for weight in part.words.values())
    return (
        sum(weight * weight for word, weight in part.words.items() if word in words) / total if total else 0.0
    )


def _features(text: str) -> tuple[Counter[str], Counter[str], Counter[str]]:
    words = [_stem(word) for word in find_words(text)]
    matter = [word for word in words if word not in STOPWORDS]
    line = " ".join(words)
    letters = Counter(line[at : at + RUN] for at in range(max(1, len(line) - RUN + 1)))
    return Counter(matter or words), Counter(map(" ".join, pairwise(words))), letters


def _stem(word: str) -> str:
    """The word without an ending that rewording changes; all numbers are one, for they change each year."""
    if read_number(word) is not None or word[0].isdigit():
        return "#"
    if word in STOPWORDS:
        return word
    short = SUFFIX_RE.sub("", word)
    return short if len(short) >= STEM else word


def _weigh(counts: Sequence[Counter[str]]) -> list[dict[str, float]]:
    """Counts as weights: rarer features weigh more, and each sentence has length 1."""
    seen: Counter[str] = Counter()
    for count in counts:
        seen.update(count.keys())
    rarity = {feature: math.log(1 + len(counts) / number) for feature, number in seen.items()}
    weighed = []
    for count in counts:
        weights = {feature: (1 + math.log(number)) * rarity[feature] for feature, number in count.items()}
        length = math.sqrt(sum(weight * weight for weight in weights.values())) or 1.0
        weighed.append({feature: weight / length for feature, weight in weights.items()})
    return weighed


def _dot(a: Mapping[str, float], b: Mapping[str, float]) -> float:
    if len(a) > len(b):
        a, b = b, a
    return sum(weight * b[feature] for feature, weight in a.items() if feature in b)
