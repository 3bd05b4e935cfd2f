"""Which old sentence became which new one.

Sentences that stand unchanged and once on both sides are anchors, and pairs that are much alike stay
together wherever they stand. Between these the heaviest chain of pairs in the same order is taken, then what
moved, then the halves of split and merged sentences.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reftel.compare.chains import Pair, heaviest_chain, longest_chain
from reftel.compare.likeness import Likeness, Profile, coverage

# A pair in its place must be so alike; one out of its place more, for there are many more places.
LIKE_IN_PLACE = 0.25
LIKE_ELSEWHERE = 0.4
# So alike that the pair is taken wherever it stands.
LIKE_ANYWHERE = 0.73
# What a pair gains by standing at the same share of both texts.
PLACE = 0.07
# So much of a half must be in the whole, so much of that not in the other half, and it must stand so near.
HALF_COVERED = 0.3
HALF_FRESH = 0.1
HALF_WITHIN = 3
# The likeness of sentences that differ at all, if only in a number, which likeness does not see.
LIKEST = 0.99
# Fewer words than this are too few to call an identical sentence elsewhere a move without more evidence.
FEW_WORDS = 3


@dataclass(frozen=True, slots=True)
class Group:
    """Old and new sentences that belong together, and how alike they are."""

    old: tuple[int, ...]
    new: tuple[int, ...]
    score: float
    is_moved: bool


def align(old: Sequence[str], new: Sequence[str]) -> tuple[Group, ...]:
    """Align the sentences of two versions of a text.

    Args:
        old: Sentences of the old version, with single blanks.
        new: Those of the new one.

    Returns:
        Groups of one old and one or several new sentences, or the reverse; by new place. What is in no group
        was added or dropped. Every sentence is in one group at most.
    """
    if tuple(old) <= tuple(new):
        return _align(old, new)
    # Always worked out from the same side, so that swapped arguments give the same groups.
    turned = (Group(group.new, group.old, group.score, group.is_moved) for group in _align(new, old))
    return tuple(sorted(turned, key=lambda group: (group.new, group.old)))


def _align(old: Sequence[str], new: Sequence[str]) -> tuple[Group, ...]:
    likeness = Likeness(old, new)
    same = _identical_pairs(old, new)
    taken_old, taken_new = {i for i, _ in same}, {j for _, j in same}
    rows = [i for i in range(len(old)) if i not in taken_old]
    columns = [j for j in range(len(new)) if j not in taken_new]
    found = likeness.candidates(rows, columns)
    links = same | _strong_pairs(found)
    links |= _pairs_in_place(found, links, (len(old), len(new)))
    links |= _pairs_elsewhere(found, links)
    links |= _halves(likeness, links)
    return _group(links, likeness, same)


def _identical_pairs(old: Sequence[str], new: Sequence[str]) -> set[Pair]:
    """Sentences that are the same and occur once on each side; short ones only in order with the rest."""
    at_old, at_new = _places(old), _places(new)
    unique = [
        (i[0], j[0]) for text, i in at_old.items() if len(i) == 1 and len(j := at_new.get(text, [])) == 1
    ]
    short = {pair for pair in unique if len(old[pair[0]].split()) < FEW_WORDS}
    anchors = set(unique) - short | (short & set(longest_chain(unique)))
    return anchors | _repeated_pairs(at_old, at_new, anchors)


def _repeated_pairs(
    at_old: dict[str, list[int]], at_new: dict[str, list[int]], anchors: set[Pair]
) -> set[Pair]:
    """Of sentences that repeat, the pairs that stand in order with the anchors."""
    repeated = [(text, i) for text, i in at_old.items() if text in at_new and len(i) + len(at_new[text]) > 2]
    chain = set(longest_chain(anchors))
    pairs = [pair for text, places in repeated for pair in zip(places, at_new[text], strict=False)]
    kept = set(longest_chain([*chain, *pairs]))
    return {pair for pair in pairs if pair in kept}


def _places(texts: Sequence[str]) -> dict[str, list[int]]:
    places: dict[str, list[int]] = defaultdict(list)
    for place, text in enumerate(texts):
        places[text].append(place)
    return places


def _strong_pairs(found: dict[Pair, float]) -> set[Pair]:
    """Pairs so alike that their place does not matter, each the best for both."""
    best_old: dict[int, float] = defaultdict(float)
    best_new: dict[int, float] = defaultdict(float)
    for (i, j), score in found.items():
        best_old[i], best_new[j] = max(best_old[i], score), max(best_new[j], score)
    strong = [
        (score, -abs(i - j), (i, j))
        for (i, j), score in found.items()
        if score >= LIKE_ANYWHERE and score == best_old[i] == best_new[j]
    ]
    return _one_each(strong)


def _one_each(ranked: list[tuple[float, int, Pair]]) -> set[Pair]:
    taken_old: set[int] = set()
    taken_new: set[int] = set()
    chosen: set[Pair] = set()
    for _, _, (i, j) in sorted(ranked, reverse=True):
        if i not in taken_old and j not in taken_new:
            chosen.add((i, j))
            taken_old.add(i)
            taken_new.add(j)
    return chosen


def _free(found: dict[Pair, float], links: set[Pair]) -> dict[Pair, float]:
    """Candidates of which neither sentence is linked yet."""
    taken_old, taken_new = {i for i, _ in links}, {j for _, j in links}
    return {(i, j): score for (i, j), score in found.items() if i not in taken_old and j not in taken_new}


def _pairs_in_place(found: dict[Pair, float], links: set[Pair], sizes: tuple[int, int]) -> set[Pair]:
    """The heaviest chain of pairs that keeps the order of what is linked in order already."""
    frame = longest_chain(links)
    weights = {
        (i, j): score + PLACE * (1 - abs(i / sizes[0] - j / sizes[1])) - LIKE_IN_PLACE
        for (i, j), score in _free(found, links).items()
        if _fits(frame, (i, j))
    }
    return set(heaviest_chain({pair: weight for pair, weight in weights.items() if weight > 0}))


def _fits(frame: list[Pair], pair: Pair) -> bool:
    """Whether a pair goes up on both sides together with the frame."""
    at = bisect_right(frame, pair[0], key=lambda link: link[0])
    before = frame[at - 1][1] if at else -1
    after = frame[at][1] if at < len(frame) else pair[1] + 1
    return before < pair[1] < after


def _pairs_elsewhere(found: dict[Pair, float], links: set[Pair]) -> set[Pair]:
    """Of what is left, the likest pairs wherever they stand."""
    free = {pair: score for pair, score in _free(found, links).items() if score >= LIKE_ELSEWHERE}
    return _one_each([(score, -abs(i - j), (i, j)) for (i, j), score in free.items()])


@dataclass(frozen=True, slots=True)
class _Side:
    """The sentences of one version and, for those that are linked, their partners in the other."""

    profiles: Sequence[Profile]
    partners: dict[int, list[int]]

    def left_over(self) -> list[int]:
        return [place for place in range(len(self.profiles)) if place not in self.partners]


def _halves(likeness: Likeness, links: set[Pair]) -> set[Pair]:
    """Links for sentences left over that are a part of one whose other part is linked already."""
    old = _Side(likeness.old, defaultdict(list))
    new = _Side(likeness.new, defaultdict(list))
    for i, j in links:
        old.partners[i].append(j)
        new.partners[j].append(i)
    splits = [(share, whole, half, True) for share, whole, half in _wholes(new, old)]
    merges = [(share, whole, half, False) for share, whole, half in _wholes(old, new)]
    added: set[Pair] = set()
    for _, whole, half, is_split in sorted(splits + merges, reverse=True):
        wholes, halves = (old, new) if is_split else (new, old)
        if half in halves.partners or any(
            len(halves.partners[other]) > 1 for other in wholes.partners[whole]
        ):
            continue
        wholes.partners[whole].append(half)
        halves.partners[half] = [whole]
        added.add((whole, half) if is_split else (half, whole))
    return added


def _wholes(halves: _Side, wholes: _Side) -> Iterator[tuple[float, int, int]]:
    """For each sentence left over, the linked ones near it that it may be a part of, and how much it adds."""
    linked = sorted((other, whole) for whole, others in wholes.partners.items() for other in others)
    for half in halves.left_over():
        start = bisect_left(linked, (half - HALF_WITHIN, -1))
        for other, whole in linked[start:]:
            if other > half + HALF_WITHIN:
                break
            share = _share_of_whole(halves, half, wholes.profiles[whole], wholes.partners[whole])
            if share is not None:
                yield share, whole, half


def _share_of_whole(halves: _Side, half: int, whole: Profile, others: list[int]) -> float | None:
    """How much of a half the whole covers and the other halves do not; None if too little."""
    profile = halves.profiles[half]
    covered = coverage(profile, whole.words)
    fresh = covered - coverage(
        profile, whole.words.keys() & set().union(*(halves.profiles[o].words for o in others))
    )
    return fresh if covered >= HALF_COVERED and fresh >= HALF_FRESH else None


def _group(links: set[Pair], likeness: Likeness, same: set[Pair]) -> tuple[Group, ...]:
    """Put links that share a sentence together, and find which groups left their place."""
    by_old: dict[int, list[int]] = defaultdict(list)
    by_new: dict[int, list[int]] = defaultdict(list)
    for i, j in sorted(links):
        by_old[i].append(j)
        by_new[j].append(i)
    groups = {
        (tuple(by_new[js[0]]), tuple(js)) if len(js) == 1 else ((i,), tuple(js)) for i, js in by_old.items()
    }
    in_order = set(longest_chain({(old[0], new[0]) for old, new in groups}))
    return tuple(
        Group(old, new, _score(old, new, likeness, same), (old[0], new[0]) not in in_order)
        for old, new in sorted(groups, key=lambda group: (group[1], group[0]))
    )


def _score(old: tuple[int, ...], new: tuple[int, ...], likeness: Likeness, same: set[Pair]) -> float:
    if (old[0], new[0]) in same:
        return 1.0
    scores = [likeness.of(i, j) for i in old for j in new]
    return round(min(sum(scores) / len(scores), LIKEST), 3)
