"""Which tokens of two wordings changed: deleted, inserted, replaced, or moved within the sentence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import accumulate, compress
from operator import sub

from rapidfuzz import fuzz

from reftel.compare.chains import longest_chain
from reftel.language import STOPWORDS, split_tokens

# The tokens of so many sentences are remembered; what is longer is no sentence.
REMEMBERED = 2_000
SENTENCE_LETTERS = 2_000
# Beyond so many pairs of tokens, words that occur once on each side part the texts first.
MANY_PAIRS = 60_000
# So many little words between two replacements are drawn into one, which reads better than a patchwork.
LITTLE_WORDS = 2
# Words that stand for so many others, or so many for so many, are no replacement of each other.
UNRELATED_TIMES = 6
UNRELATED_WORDS = 5
# Of such words, two so alike are the same word in another form; beyond so many pairs none is looked for.
ALIKE = 85
ALIKE_LETTERS = 3
MOST_ALIKE_PAIRS = 2_000


@dataclass(frozen=True, slots=True)
class Tokens:
    """The words and signs of a text; blanks at the end are one without letters.

    Args:
        text: The text.
        cores: The words and signs in order.
        keys: The same without regard to capitals.
        starts: Where each starts.
        ends: Where each ends; the blanks before a token follow the end of the last.
    """

    text: str
    cores: list[str]
    keys: list[str]
    starts: list[int]
    ends: list[int]

    def __len__(self) -> int:
        return len(self.cores)

    def stretch(self, start: int, end: int) -> str:
        """Some tokens, with the blanks before each."""
        if start == end:
            return ""
        return self.text[self.ends[start - 1] if start else 0 : self.ends[end - 1]]


def read_tokens(text: str) -> Tokens:
    """The tokens of a text; sentences are remembered, for a series compares each with many others."""
    return _remembered(text) if len(text) <= SENTENCE_LETTERS else _read(text)


@lru_cache(maxsize=REMEMBERED)
def _remembered(text: str) -> Tokens:
    return _read(text)


def _read(text: str) -> Tokens:
    pieces = split_tokens(text)
    # Without a loop of its own: every sentence that changed comes through here.
    are_words = [not is_blank for is_blank in map(str.isspace, pieces)]
    cores = list(compress(pieces, are_words))
    ends = list(compress(accumulate(map(len, pieces)), are_words))
    if pieces and not are_words[-1]:
        cores.append("")
        ends.append(len(text))
    starts = list(map(sub, ends, map(len, cores)))
    return Tokens(text, cores, list(map(str.casefold, cores)), starts, ends)


@dataclass(frozen=True, slots=True, order=True)
class WordChange:
    """A stretch of old tokens and the new ones in its place; half-open, either may be empty."""

    old_start: int
    old_end: int
    new_start: int
    new_end: int
    is_moved: bool = False

    @property
    def replaces(self) -> bool:
        return self.old_end > self.old_start and self.new_end > self.new_start


def find_word_changes(before: Tokens, after: Tokens) -> list[WordChange]:
    """The changes between two wordings, without regard to capitals, in order."""
    a, b = before.keys, after.keys
    changes = _mark_moved(_slide(list(_differences(a, b)), a, b), a, b)
    joined = join_changes(a, changes)
    return [part for change in joined for part in _part_unrelated(change, a, b)]


def join_changes(
    before: Sequence[str], changes: Iterable[WordChange], with_neighbours: bool = False
) -> list[WordChange]:
    """Replacements with only little words between them as one.

    Args:
        before: The keys of the old tokens.
        changes: In order.
        with_neighbours: Whether changes of any kind that touch are joined too.
    """
    joined: list[WordChange] = []
    for change in changes:
        last = joined[-1] if joined else None
        if last is not None and (
            _may_join(before, last, change)
            or (with_neighbours and change.old_start == last.old_end and change.new_start == last.new_end)
        ):
            joined[-1] = WordChange(last.old_start, change.old_end, last.new_start, change.new_end)
        else:
            joined.append(change)
    return joined


def _may_join(before: Sequence[str], last: WordChange, change: WordChange) -> bool:
    between = change.old_start - last.old_end
    return (
        last.replaces
        and change.replaces
        and between <= LITTLE_WORDS
        and between == change.new_start - last.new_end
        and all(key in STOPWORDS for key in before[last.old_end : change.old_start])
    )


def _differences(a: Sequence[str], b: Sequence[str]) -> Iterator[WordChange]:
    """Stretches that differ, after what both begin and end with."""
    start = 0
    shorter = min(len(a), len(b))
    while start < shorter and a[start] == b[start]:
        start += 1
    end = 0
    while end < shorter - start and a[-1 - end] == b[-1 - end]:
        end += 1
    stack = [((start, len(a) - end), (start, len(b) - end))]
    while stack:
        (a0, a1), (b0, b1) = stack.pop()
        if a0 == a1 or b0 == b1:
            if a1 > a0 or b1 > b0:
                yield WordChange(a0, a1, b0, b1)
            continue
        if not set(a[a0:a1]).intersection(b[b0:b1]):
            yield WordChange(a0, a1, b0, b1)
            continue
        if (a1 - a0) * (b1 - b0) <= MANY_PAIRS:
            matcher = SequenceMatcher(None, a[a0:a1], b[b0:b1], autojunk=False)
            for tag, i0, i1, j0, j1 in matcher.get_opcodes():
                if tag != "equal":
                    yield WordChange(a0 + i0, a0 + i1, b0 + j0, b0 + j1)
            continue
        anchors = _anchors(a, (a0, a1), b, (b0, b1))
        if not anchors:
            yield WordChange(a0, a1, b0, b1)
            continue
        # A stack gives back the last first, so that the parts come out in text order.
        stack += reversed(_between(anchors, (a0, a1), (b0, b1)))


_Range = tuple[int, int]


def _anchors(a: Sequence[str], a_range: _Range, b: Sequence[str], b_range: _Range) -> list[_Range]:
    """Tokens that occur once on each side, in order."""
    in_a, in_b = _once(a, a_range), _once(b, b_range)
    return longest_chain((at, in_b[key]) for key, at in in_a.items() if key in in_b)


def _once(tokens: Sequence[str], span: _Range) -> dict[str, int]:
    places: dict[str, int] = {}
    repeated: set[str] = set()
    for at in range(*span):
        if tokens[at] in places:
            repeated.add(tokens[at])
        places[tokens[at]] = at
    return {key: at for key, at in places.items() if key not in repeated}


def _between(anchors: list[_Range], a: _Range, b: _Range) -> list[tuple[_Range, _Range]]:
    parts: list[tuple[_Range, _Range]] = []
    i, j = a[0], b[0]
    for x, y in [*anchors, (a[1], b[1])]:
        if x > i or y > j:
            parts.append(((i, x), (j, y)))
        i, j = x + 1, y + 1
    return parts


def _slide(changes: list[WordChange], a: Sequence[str], b: Sequence[str]) -> list[WordChange]:
    """Where the same words could be cut off at several places, a cut that does not end in a little word."""
    for at, change in enumerate(changes):
        if change.replaces:
            continue
        last = changes[at - 1] if at else WordChange(0, 0, 0, 0)
        following = changes[at + 1] if at + 1 < len(changes) else WordChange(len(a), len(a), len(b), len(b))
        most_left = min(change.old_start - last.old_end, change.new_start - last.new_end)
        most_right = min(following.old_start - change.old_end, following.new_start - change.new_end)
        words, start, end = (
            (a, change.old_start, change.old_end)
            if change.old_end > change.old_start
            else (b, change.new_start, change.new_end)
        )
        left, right = 0, 0
        while left < most_left and words[start - left - 1] == words[end - left - 1]:
            left += 1
        while right < most_right and words[start + right] == words[end + right]:
            right += 1
        _, _, by = min((_is_little(words[end - 1 + by]), abs(by), by) for by in range(-left, right + 1))
        changes[at] = WordChange(
            change.old_start + by, change.old_end + by, change.new_start + by, change.new_end + by
        )
    return changes


def _is_little(word: str) -> bool:
    return word in STOPWORDS or word in {",", ";", ":", "("}


def _mark_moved(changes: list[WordChange], a: Sequence[str], b: Sequence[str]) -> list[WordChange]:
    """Words deleted at one place and inserted at another."""
    inserted: dict[tuple[str, ...], list[int]] = {}
    for at, change in enumerate(changes):
        if change.old_start == change.old_end:
            inserted.setdefault(tuple(b[change.new_start : change.new_end]), []).append(at)
    moved: set[int] = set()
    for at, change in enumerate(changes):
        if change.new_start == change.new_end:
            places = inserted.get(tuple(a[change.old_start : change.old_end]))
            if places:
                moved |= {at, places.pop(0)}
    return [
        WordChange(change.old_start, change.old_end, change.new_start, change.new_end, is_moved=True)
        if at in moved
        else change
        for at, change in enumerate(changes)
    ]


def _part_unrelated(change: WordChange, a: Sequence[str], b: Sequence[str]) -> Iterator[WordChange]:
    """Words that do not stand for each other as a deletion and an insertion; forms of a word stay paired."""
    old, new = change.old_end - change.old_start, change.new_end - change.new_start
    is_unrelated = change.replaces and (
        max(old, new) >= UNRELATED_TIMES * min(old, new) or min(old, new) >= UNRELATED_WORDS
    )
    if not is_unrelated:
        if old or new:
            yield change
        return
    pair = _likest(change, a, b)
    if pair is None:
        yield WordChange(change.old_start, change.old_end, change.new_start, change.new_start)
        yield WordChange(change.old_end, change.old_end, change.new_start, change.new_end)
        return
    i, j = pair
    yield from _part_unrelated(WordChange(change.old_start, i, change.new_start, j), a, b)
    if a[i] != b[j]:
        yield WordChange(i, i + 1, j, j + 1)
    yield from _part_unrelated(WordChange(i + 1, change.old_end, j + 1, change.new_end), a, b)


def _likest(change: WordChange, a: Sequence[str], b: Sequence[str]) -> tuple[int, int] | None:
    """The two words of a change that are most alike, if they are so much alike as forms of one word."""
    olds, news = range(change.old_start, change.old_end), range(change.new_start, change.new_end)
    if len(olds) * len(news) > MOST_ALIKE_PAIRS:
        return None
    pairs = (
        (fuzz.ratio(a[i], b[j], score_cutoff=ALIKE), -i, -j)
        for i in olds
        if len(a[i]) >= ALIKE_LETTERS and a[i] not in STOPWORDS
        for j in news
        if len(b[j]) >= ALIKE_LETTERS
    )
    score, i, j = max(pairs, default=(0.0, 0, 0))
    return (-i, -j) if score >= ALIKE else None
