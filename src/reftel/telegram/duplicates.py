"""Which telegrams are one and the same: from two carriers, corrected copies, near-copies.

Telegrams with one reference number belong together, and so do those with nearly the same words. Words are
compared as sets of short sequences of them (shingles). Which ones are compared at all is told by hashes that
are likely to agree for like sets (MinHash in bands; Broder 1997, Leskovec et al., Mining of Massive Datasets,
chapter 3), so that the cost grows with the number of telegrams and not with its square.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from reftel.telegram.model import Telegram

# Texts under different numbers are one telegram from here on; forms that differ in a name lie below.
LIKENESS = 0.9
_SHINGLE = 5
_BANDS, _ROWS = 20, 5
# A telegram is compared with so many earlier ones of a band at most, however many agree in it.
_MOST_COMPARED = 8
_SEED = 20_090_616
# must match in "the law, 2009"; must not match in ", -"
_WORD_RE = re.compile(r"[^\W_]+")
_PARTIAL_RE = re.compile(r"partial extract of the original", re.IGNORECASE)
# must match in "This record is a partial extract of the original cable"; must not match in "a partial refund"


@dataclass(frozen=True, slots=True)
class Member:
    """One telegram of a group.

    Args:
        index: Its place in what was given.
        telegram: Itself.
        reason: Why it is in the group, or in front of it, as a sentence; empty for one that is alone.
        likeness: Share of the shingles that it has in common with the first of the group, 0 to 1.
    """

    index: int
    telegram: Telegram
    reason: str
    likeness: float


@dataclass(frozen=True, slots=True)
class Group:
    """Copies of one telegram, the best in front: complete before partial, corrected before not, longer before
    shorter.
    """

    members: tuple[Member, ...]

    @property
    def best(self) -> Member:
        """The copy to read."""
        return self.members[0]


def group_duplicates(telegrams: Sequence[Telegram]) -> list[Group]:
    """Put copies of one telegram together.

    Args:
        telegrams: In any order.

    Returns:
        Groups in the order of their first telegrams; each telegram is in exactly one, alone if it has no
        copy. Sections of one telegram that came in records of their own are no copies of each other.
    """
    shingles = [_shingles(telegram) for telegram in telegrams]
    joined = _Joined(len(telegrams))
    by_number: dict[tuple[str, int], int] = {}
    for index, telegram in enumerate(telegrams):
        if telegram.mrn:
            section = telegram.section[0] if telegram.section else 1
            joined.join(by_number.setdefault((telegram.mrn, section), index), index)
    for first, second in _likely_pairs(shingles):
        is_open = joined.find(first) != joined.find(second)
        if is_open and _may_be_one(telegrams[first], telegrams[second]):  # first what costs least
            likeness = _likeness(shingles[first], shingles[second])
            if likeness >= LIKENESS:
                joined.join(first, second)
    groups: dict[int, list[int]] = defaultdict(list)
    for index in range(len(telegrams)):
        groups[joined.find(index)].append(index)
    return [_make_group(indexes, telegrams, shingles) for indexes in groups.values()]


class _Joined:
    """Sets of indexes that belong together; each set is named by its first."""

    def __init__(self, count: int) -> None:
        self._above = list(range(count))

    def find(self, index: int) -> int:
        while self._above[index] != index:
            self._above[index] = self._above[self._above[index]]
            index = self._above[index]
        return index

    def join(self, one: int, other: int) -> None:
        low, high = sorted((self.find(one), self.find(other)))
        self._above[high] = low


def _make_group(
    indexes: Sequence[int], telegrams: Sequence[Telegram], shingles: Sequence[NDArray[np.uint32]]
) -> Group:
    order = sorted(indexes, key=lambda index: (*_worth(telegrams[index]), -index), reverse=True)
    best = order[0]
    if len(order) == 1:
        return Group((Member(best, telegrams[best], "", 1.0),))
    members = [Member(best, telegrams[best], _why_best(telegrams[best]), 1.0)]
    for index in order[1:]:
        likeness = _likeness(shingles[best], shingles[index])
        reason = _why_copy(telegrams[best], telegrams[index], likeness)
        members.append(Member(index, telegrams[index], reason, likeness))
    return Group(tuple(members))


def _worth(telegram: Telegram) -> tuple[bool, bool, int, int]:
    length = sum(one.text_span.length or len(one.text) for one in telegram.paragraphs)
    return is_complete(telegram), telegram.corrected is not None, length, -len(telegram.problems)


def is_complete(telegram: Telegram) -> bool:
    """Whether a copy has a head, a text and its signature, and does not call itself an extract."""
    has_all = telegram.subject and telegram.paragraphs and telegram.signature and telegram.classification
    return bool(has_all) and not _PARTIAL_RE.search(telegram.raw)


def _why_best(telegram: Telegram) -> str:
    what = "complete" if is_complete(telegram) else "the least incomplete"
    corrected = ", the corrected copy" if telegram.corrected else ""
    return f"It is {what}{corrected}, and no other such copy is longer."


def _why_copy(best: Telegram, other: Telegram, likeness: float) -> str:
    number = "The same reference number" if best.mrn and best.mrn == other.mrn else "Another reference number"
    if not other.mrn:
        number = "No reference number"
    if likeness == 1.0:
        text = "the same text"
    elif likeness >= LIKENESS:
        text = "nearly the same text"
    else:
        text = f"{likeness:.0%} of the text in common"
    lacks = "" if is_complete(other) else "; the copy is not complete"
    before = "; it is not the corrected copy" if best.corrected and not other.corrected else ""
    return f"{number}, {text}{lacks}{before}."


def _may_be_one(one: Telegram, other: Telegram) -> bool:
    return not (one.section and other.section and one.mrn == other.mrn and one.section != other.section)


def _shingles(telegram: Telegram) -> NDArray[np.uint32]:
    """The sequences of five words in the text, hashed, each once, in order of the hashes."""
    words = [word for one in telegram.paragraphs for word in _WORD_RE.findall(one.text.upper())]
    count = max(1, len(words) - _SHINGLE + 1) if words else 0
    hashes = {crc32(" ".join(words[at : at + _SHINGLE]).encode("utf-8", "replace")) for at in range(count)}
    return np.array(sorted(hashes), dtype=np.uint32)


def _likeness(one: NDArray[np.uint32], other: NDArray[np.uint32]) -> float:
    common = np.intersect1d(one, other, assume_unique=True).size
    total = one.size + other.size - common
    return common / total if total else 1.0


def _likely_pairs(shingles: Sequence[NDArray[np.uint32]]) -> Iterable[tuple[int, int]]:
    """Pairs that agree in a band of hashes; for each telegram a bounded number."""
    hashes = np.random.default_rng(_SEED)
    factors = hashes.integers(1, 2**32, _BANDS * _ROWS, dtype=np.uint64) | np.uint64(1)
    offsets = hashes.integers(0, 2**63, _BANDS * _ROWS, dtype=np.uint64)
    buckets: dict[tuple[int, bytes], list[int]] = defaultdict(list)
    for index, own in enumerate(shingles):
        if not own.size:
            continue
        least = ((own.astype(np.uint64)[:, None] * factors + offsets) >> np.uint64(32)).min(axis=0)
        for band in range(_BANDS):
            bucket = buckets[band, least[band * _ROWS : (band + 1) * _ROWS].tobytes()]
            yield from ((earlier, index) for earlier in bucket)
            if len(bucket) < _MOST_COMPARED:
                bucket.append(index)
