"""Which old sentence became which new one.

Sentences that stand unchanged and once on both sides are anchors. For the others a judge says how likely each
pair is by its traits; the likeliest chain in order is taken; then, knowing that chain, other judges say how
likely each pair is in its place and out of its place, and what is left over may be half of a split or merged
sentence.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
from rapidfuzz import fuzz

from reftel.compare.chains import Pair, heaviest_chain, longest_chain
from reftel.compare.context import IN_ORDER, context
from reftel.compare.halves import Evidence, Half, find_halves
from reftel.compare.judge import Judges, load_judges
from reftel.compare.pairing import ALL_PAIRS, one_thread
from reftel.compare.traits import MOST_LETTERS, Candidates, find_candidates
from reftel.compare.weights import Floats

# So likely must a pair be: for the first chain, in its place, out of its place, as a half.
FIRST, IN_PLACE, ELSEWHERE, HALF = 0.3, 0.4, 0.42, 0.45
# A pair out of its place that is so likely moved for sure. Where nothing did, a move must be likelier than
# elsewhere, except in texts of the field, which tell the same in another order each year.
SURELY_MOVED, LONE_MOVE = 0.92, 0.6
# A pair less likely than this is not looked at again.
HOPELESS = 0.01
# What a sentence that stands unchanged weighs in a chain of pairs that weigh less than 1.
ANCHOR = 3.0
# Sentences that alone begin or end with these many words, and share so many hundredths of their letters in
# order, are the same sentence.
EDGE_WORDS, NEARLY_SAME = 5, 93
# The likeness of sentences that differ at all, if only in a letter.
LIKEST = 0.99
# Fewer words than this are too few to call an identical sentence elsewhere a move without more evidence.
FEW_WORDS = 3

FIELD_RE = re.compile(
    r"""
    \b traffick (?: ing | ers? | ed )? \b    # yearly texts on it say the same again in other words
    """,
    re.VERBOSE | re.IGNORECASE,
)
# matches: "Trafficking"; does not match: "traffic jams"


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
    judges = choose_judges(old, new)
    if tuple(old) <= tuple(new):
        return _group(find_links(old, new, judges), old, new)
    # Always worked out from the same side, so that swapped arguments give the same groups.
    groups = _group(find_links(new, old, judges), new, old)
    turned = (Group(group.new, group.old, group.score, group.is_moved) for group in groups)
    return tuple(sorted(turned, key=lambda group: (group.new, group.old)))


def choose_judges(old: Sequence[str], new: Sequence[str]) -> Judges:
    """Those for texts of the field or for any."""
    return load_judges().of_field if is_of_field(old, new) else load_judges().of_any


def is_of_field(old: Sequence[str], new: Sequence[str]) -> bool:
    """Whether both texts speak of trafficking."""
    return all(any(FIELD_RE.search(text[:MOST_LETTERS]) for text in texts) for texts in (old, new))


@one_thread()
def find_links(old: Sequence[str], new: Sequence[str], judges: Judges) -> set[Pair]:
    """Pairs of sentences that belong together; a sentence may be in several."""
    same = standing_pairs(old, new)
    case = gather_case(old, new, same)
    if case is None:
        return same
    case = judge_traits(case, judges.by_traits(first_rows(case)))
    rows, in_order = judge_rows(case)
    place_chance = np.where(in_order, judges.in_place(rows), judges.elsewhere(rows))
    links = link_pairs(case, place_chance, in_order, judges.are_of_field)
    if len({i for i, _ in links}) == len(old) and len({j for _, j in links}) == len(new):
        # Nothing is left over that could be half of another sentence.
        return links
    halves, half_rows = find_halves(gather_evidence(case, place_chance), links)
    return link_halves(links, halves, judges.halves(half_rows))


@dataclass(frozen=True, slots=True)
class Case:
    """Two texts while they are being aligned: what stands unchanged, and the longest run of it in order; the
    candidates among the rest, their chances by their traits."""

    sizes: Pair
    same: set[Pair]
    in_order: list[Pair]
    left: tuple[list[int], list[int]]
    found: Candidates
    chance: Floats

    @property
    def kept(self) -> float:
        """Share of the sentences that stand unchanged."""
        return 2 * len(self.same) / sum(self.sizes)


def gather_case(old: Sequence[str], new: Sequence[str], same: set[Pair]) -> Case | None:
    """The candidates among the sentences that do not stand unchanged; None if one side has none."""
    taken_old, taken_new = {i for i, _ in same}, {j for _, j in same}
    left_old = [i for i in range(len(old)) if i not in taken_old]
    left_new = [j for j in range(len(new)) if j not in taken_new]
    if not left_old or not left_new:
        return None
    found = find_candidates([old[i] for i in left_old], [new[j] for j in left_new])
    placed = Candidates(
        np.array(left_old)[found.old], np.array(left_new)[found.new], found.traits, found.words
    )
    nothing = np.zeros(len(found.old), dtype=np.float32)
    return Case((len(old), len(new)), same, longest_chain(same), (left_old, left_new), placed, nothing)


def judge_traits(case: Case, chance: Floats) -> Case:
    """The case without the hopeless candidates."""
    hopeful = chance >= HOPELESS
    found = case.found
    return replace(
        case,
        found=replace(found, old=found.old[hopeful], new=found.new[hopeful], traits=found.traits[hopeful]),
        chance=chance[hopeful],
    )


def first_rows(case: Case) -> Floats:
    """What the first judge looks at: traits, and places among the sentences that stand unchanged."""
    return context(case.found, np.zeros_like(case.chance), case.in_order, case.same, case.sizes)


def judge_rows(case: Case) -> tuple[Floats, npt.NDArray[np.bool_]]:
    """What the judges of places look at, and which candidates stand in order with the likeliest chain."""
    weights = dict.fromkeys(case.same, ANCHOR) | _weights(case, case.chance, case.chance >= FIRST, FIRST)
    rows = context(case.found, case.chance, heaviest_chain(weights), case.same, case.sizes)
    return rows, rows[:, IN_ORDER] > 0


def link_pairs(case: Case, chance: Floats, in_order: npt.NDArray[np.bool_], is_of_field: bool) -> set[Pair]:
    """The likeliest chain in order, then what left its place; one partner each."""
    weights = _weights(case, chance, in_order & (chance > IN_PLACE), IN_PLACE)
    links = set(heaviest_chain(dict.fromkeys(case.same, ANCHOR) | weights)) | case.same
    least = ELSEWHERE if is_of_field or _has_sure_moves(case, chance[~in_order]) else LONE_MOVE
    return links | _likeliest(_weights(case, chance, ~in_order & (chance >= least), 0.0), links)


def _likeliest(weights: Mapping[Pair, float], taken: set[Pair]) -> set[Pair]:
    """The heaviest pairs of sentences that are in none of those taken; one partner each."""
    taken_old, taken_new = {i for i, _ in taken}, {j for _, j in taken}
    found: set[Pair] = set()
    for i, j in sorted(weights, key=lambda pair: (-weights[pair], pair)):
        if i not in taken_old and j not in taken_new:
            found.add((i, j))
            taken_old.add(i)
            taken_new.add(j)
    return found


def _has_sure_moves(case: Case, chance: Floats) -> bool:
    """Whether an unchanged sentence stands in another order, or a reworded one for sure."""
    return len(case.in_order) < len(case.same) or bool((chance >= SURELY_MOVED).any())


def gather_evidence(case: Case, place_chance: Floats) -> Evidence:
    """What is known of the pairs before halves are looked for."""
    everything = np.ones(len(case.chance), dtype=np.bool_)
    old, new = case.left
    words = case.found.words
    return Evidence(
        _weights(case, case.chance, everything, 0.0),
        _weights(case, place_chance, everything, 0.0),
        dict(zip(old, words[: len(old)], strict=True)),
        dict(zip(new, words[len(old) :], strict=True)),
        case.sizes,
        case.kept,
    )


def link_halves(links: set[Pair], halves: Sequence[Half], chance: Floats) -> set[Pair]:
    """The links with the likely halves; a sentence with several partners is its partners' only one."""
    partners_old, partners_new = Counter(i for i, _ in links), Counter(j for _, j in links)
    linked = set(links)
    likely = [(value, half) for value, half in zip(chance.tolist(), halves, strict=True) if value >= HALF]
    for _, half in sorted(likely, key=lambda entry: (-entry[0], entry[1].pair)):
        wholes, parts = (partners_old, partners_new) if half.is_split else (partners_new, partners_old)
        if parts[half.half] or parts[half.partner] > 1:
            continue
        linked.add(half.pair)
        wholes[half.whole] += 1
        parts[half.half] += 1
    return linked


def _weights(case: Case, chance: Floats, chosen: npt.NDArray[np.bool_], less: float) -> dict[Pair, float]:
    """The chosen candidates with their chance less something."""
    pairs = zip(case.found.old[chosen].tolist(), case.found.new[chosen].tolist(), strict=True)
    return dict(zip(pairs, (chance[chosen] - less).tolist(), strict=True))


def identical_pairs(old: Sequence[str], new: Sequence[str]) -> set[Pair]:
    """Sentences that are the same and occur once on each side; short ones only in order with the rest."""
    at_old, at_new = _places(old), _places(new)
    unique = [
        (i[0], j[0]) for text, i in at_old.items() if len(i) == 1 and len(j := at_new.get(text, [])) == 1
    ]
    short = {pair for pair in unique if len(old[pair[0]].split()) < FEW_WORDS}
    anchors = set(unique)
    if short:
        anchors -= short - set(longest_chain(unique))
    return anchors | _repeated_pairs(at_old, at_new, anchors)


def standing_pairs(old: Sequence[str], new: Sequence[str]) -> set[Pair]:
    """Sentences that are the same; in long texts also those that nearly are and stand in order with them."""
    same = identical_pairs(old, new)
    taken_old, taken_new = {i for i, _ in same}, {j for _, j in same}
    left_old = [(i, text.split()) for i, text in enumerate(old) if i not in taken_old]
    left_new = [(j, text.split()) for j, text in enumerate(new) if j not in taken_new]
    if len(left_old) * len(left_new) <= ALL_PAIRS:
        return same
    near: dict[Pair, float] = {}
    for edge in (slice(None, EDGE_WORDS), slice(-EDGE_WORDS, None)):
        places_old, places_new = _unique_edges(left_old, edge), _unique_edges(left_new, edge)
        pairs = [(places_old[words], places_new[words]) for words in places_old.keys() & places_new.keys()]
        ratios = [fuzz.ratio(old[i][:MOST_LETTERS], new[j][:MOST_LETTERS]) for i, j in pairs]
        near |= {pair: ratio for pair, ratio in zip(pairs, ratios, strict=True) if ratio >= NEARLY_SAME}
    standing = same | _likeliest(near, same)
    # What nearly stands unchanged, but elsewhere, is left to the judges.
    return same | standing.intersection(longest_chain(standing))


def _unique_edges(texts: Sequence[tuple[int, list[str]]], edge: slice) -> dict[tuple[str, ...], int]:
    """The words with which just one of the texts begins or ends, and its place."""
    places: dict[tuple[str, ...], int] = {}
    repeated = set()
    for place, words in texts:
        key = tuple(words[edge])
        if len(key) < EDGE_WORDS or key in places:
            repeated.add(key)
        places[key] = place
    return {key: place for key, place in places.items() if key not in repeated}


def _repeated_pairs(
    at_old: dict[str, list[int]], at_new: dict[str, list[int]], anchors: set[Pair]
) -> set[Pair]:
    """Of sentences that repeat, the pairs that stand in order with the anchors."""
    repeated = [(text, i) for text, i in at_old.items() if text in at_new and len(i) + len(at_new[text]) > 2]
    if not repeated:
        return set()
    chain = set(longest_chain(anchors))
    pairs = [pair for text, places in repeated for pair in zip(places, at_new[text], strict=False)]
    kept = set(longest_chain([*chain, *pairs]))
    return {pair for pair in pairs if pair in kept}


def _places(texts: Sequence[str]) -> dict[str, list[int]]:
    places: dict[str, list[int]] = defaultdict(list)
    for place, text in enumerate(texts):
        places[text].append(place)
    return places


def _group(links: set[Pair], old: Sequence[str], new: Sequence[str]) -> tuple[Group, ...]:
    """Put links that share a sentence together, and find which groups left their place."""
    by_old: dict[int, list[int]] = defaultdict(list)
    by_new: dict[int, list[int]] = defaultdict(list)
    for i, j in sorted(links):
        by_old[i].append(j)
        by_new[j].append(i)
    groups = {
        (tuple(by_new[js[0]]), tuple(js)) if len(js) == 1 else ((i,), tuple(js)) for i, js in by_old.items()
    }
    in_order = set(longest_chain({(before[0], after[0]) for before, after in groups}))
    return tuple(
        Group(before, after, _score(before, after, old, new), (before[0], after[0]) not in in_order)
        for before, after in sorted(groups, key=lambda group: (group[1], group[0]))
    )


def _score(before: tuple[int, ...], after: tuple[int, ...], old: Sequence[str], new: Sequence[str]) -> float:
    """Share of the letters that stand in the same order on both sides."""
    one, other = " ".join([old[i] for i in before]), " ".join([new[j] for j in after])
    if one == other:
        return 1.0
    return round(min(fuzz.ratio(one[:MOST_LETTERS], other[:MOST_LETTERS]) / 100, LIKEST), 3)
