"""A comparison as one running text in which every word and every end of a paragraph is kept or tracked.

Accepting what is tracked leaves the new text, rejecting it leaves the old one. White space is folded as the
comparison folds it: a paragraph is one line, and its words have single blanks between them.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import pairwise

from reftel.compare import Comparison, EditKind, Operation, OperationKind, Side
from reftel.compare.chains import heaviest_chain

# The end of a paragraph among the stretches of a text.
PARAGRAPH = "\n"
# Above so many pairs, what stands between sentences is matched at both ends of a gap only.
MANY_PAIRS = 40_000

FRAME_RE = re.compile(
    r"""
    \s+ | \S+
    """,
    re.VERBOSE,
)
# matches: "PROSECUTION", "\n\n"; does not match: ""
BLANK_LINE_RE = re.compile(
    r"""
    \n [^\S\n]* \n
    """,
    re.VERBOSE,
)
# matches: "\n  \n"; does not match: "\n  "
LINE_END_RE = re.compile(
    r"""
    \r\n? | [\x0b\x0c\x1c-\x1e\x85\u2028\u2029]
    """,
    re.VERBOSE,
)
# matches: "\r\n", "\f"; does not match: "\n"


class Mark(StrEnum):
    """What happened to a stretch of the text."""

    KEEP = "keep"
    DELETE = "delete"
    INSERT = "insert"
    MOVE_FROM = "move-from"
    MOVE_TO = "move-to"


OF_OLD = frozenset({Mark.KEEP, Mark.DELETE, Mark.MOVE_FROM})
OF_NEW = frozenset({Mark.KEEP, Mark.INSERT, Mark.MOVE_TO})


@dataclass(frozen=True, slots=True)
class Stretch:
    """Some words with one mark, or the end of a paragraph.

    Args:
        text: The words; `PARAGRAPH` for the end of a paragraph.
        mark: What happened to them.
        move: Which move they belong to, from 1; 0 for none. Both places of one move have its number.
        is_frame: Whether they stand between sentences, as headings and list signs do.
    """

    text: str
    mark: Mark
    move: int = 0
    is_frame: bool = False


@dataclass(frozen=True, slots=True)
class _Place:
    """Where words of a sentence stand: the sentence's place on its side, and offsets in its text."""

    unit: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Pair:
    """Words that both texts have."""

    old: _Place
    new: _Place
    may_stay: bool


@dataclass(frozen=True, slots=True)
class _Atom:
    """A stretch of one text: of a sentence, or of what stands between two."""

    text: str
    place: _Place | None = None


@dataclass(frozen=True, slots=True)
class _Moves:
    """Numbers of moves by where the moved words stand in the old and in the new text."""

    of_old: dict[_Place, int]
    of_new: dict[_Place, int]


def track_changes(comparison: Comparison) -> tuple[Stretch, ...]:
    """Lay a comparison out as one text with tracked changes.

    Returns:
        Stretches in reading order; those of the new text are in its order, and those of the old one in its
        own.
    """
    pairs = [pair for operation in comparison.operations for pair in _kept_words(comparison, operation)]
    staying = _stay_in_place(pairs)
    moves = _number_moves(pairs, staying)
    olds = _atoms(comparison.old, [pair.old for pair in pairs])
    news = _atoms(comparison.new, [pair.new for pair in pairs])
    at_old = {atom.place: index for index, atom in enumerate(olds) if atom.place}
    at_new = {atom.place: index for index, atom in enumerate(news) if atom.place}
    edges = [(-1, -1), *((at_old[pair.old], at_new[pair.new]) for pair in staying), (len(olds), len(news))]
    stretches: list[Stretch] = []
    for (i0, j0), (i1, j1) in pairwise(edges):
        stretches += _mark_gap(olds[i0 + 1 : i1], news[j0 + 1 : j1], moves)
        if i1 < len(olds):
            stretches.append(Stretch(olds[i1].text, Mark.KEEP))
    return tuple(stretches)


def settle(stretches: Iterable[Stretch], marks: frozenset[Mark]) -> tuple[str, ...]:
    """The paragraphs that remain of what has these marks: `OF_NEW` accepts the changes, `OF_OLD` rejects."""
    text = "".join(stretch.text for stretch in stretches if stretch.mark in marks)
    return tuple(text.split(PARAGRAPH))


def paragraphs_of(side: Side) -> tuple[str, ...]:
    """The paragraphs of one text, as they stand in a text with tracked changes."""
    return tuple("".join(atom.text for atom in _atoms(side, ())).split(PARAGRAPH))


def _kept_words(comparison: Comparison, operation: Operation) -> Iterator[_Pair]:
    """The words that both sides of an operation have, cut where a sentence of either side ends."""
    if not (operation.old and operation.new):
        return
    may_stay = operation.kind is not OperationKind.MOVE
    olds = _cuts(comparison.old, operation.old)
    news = _cuts(comparison.new, operation.new)
    i = j = 0
    for kind, length in _lengths(comparison, operation):
        if kind is EditKind.KEEP:
            for start, end in _cut(i, j, length, olds, news):
                old, new = _locate(olds, i + start, i + end), _locate(news, j + start, j + end)
                yield _Pair(old, new, may_stay)
        i += length if kind is not EditKind.INSERT else 0
        j += length if kind is not EditKind.DELETE else 0


def _lengths(comparison: Comparison, operation: Operation) -> list[tuple[EditKind, int]]:
    if operation.edits:
        return [(edit.kind, len(edit.text)) for edit in operation.edits]
    return [(EditKind.KEEP, len(comparison.old_words(operation)))]


def _cuts(side: Side, places: Sequence[int]) -> list[tuple[int, int, int]]:
    """Where each sentence begins and ends in the words of an operation: sentence, start, end."""
    cuts = []
    at = 0
    for place in places:
        cuts.append((place, at, at + len(side.units[place].text)))
        at = cuts[-1][2] + 1
    return cuts


def _cut(
    i: int, j: int, length: int, olds: list[tuple[int, int, int]], news: list[tuple[int, int, int]]
) -> Iterator[tuple[int, int]]:
    """A kept stretch without the blanks at which sentences of either side are joined."""
    joints = {end - i for _, _, end in olds[:-1]} | {end - j for _, _, end in news[:-1]}
    at = 0
    for joint in sorted(joint for joint in joints if 0 <= joint < length):
        if at < joint:
            yield at, joint
        at = joint + 1
    if at < length:
        yield at, length


def _locate(cuts: list[tuple[int, int, int]], start: int, end: int) -> _Place:
    unit, first, _ = next(cut for cut in cuts if cut[1] <= start < cut[2])
    return _Place(unit, start - first, end - first)


def _stay_in_place(pairs: Sequence[_Pair]) -> list[_Pair]:
    """The most words that can stay where they are: those in the same order on both sides."""
    rank = {pair: index for index, pair in enumerate(sorted(pairs, key=lambda p: _order(p.new)))}
    ordered = sorted(pairs, key=lambda pair: _order(pair.old))
    weights = {
        (index, rank[pair]): float(pair.old.end - pair.old.start)
        for index, pair in enumerate(ordered)
        if pair.may_stay
    }
    return [ordered[index] for index, _ in heaviest_chain(weights)]


def _order(place: _Place) -> tuple[int, int]:
    return place.unit, place.start


def _number_moves(pairs: Sequence[_Pair], staying: Sequence[_Pair]) -> _Moves:
    """A number for each two sentences whose common words are all elsewhere now, by the places of the words.

    Where some of them stayed, the others are no move of their own but deleted and inserted.
    """
    stayed = {(pair.old.unit, pair.new.unit) for pair in staying}
    numbers: dict[tuple[int, int], int] = {}
    moves = _Moves({}, {})
    for pair in pairs:
        units = pair.old.unit, pair.new.unit
        if units not in stayed:
            number = numbers.setdefault(units, len(numbers) + 1)
            moves.of_old[pair.old] = moves.of_new[pair.new] = number
    return moves


def _atoms(side: Side, places: Iterable[_Place]) -> list[_Atom]:
    """A text as stretches: those at the given places, what is left of sentences, and what is between them."""
    of_unit: dict[int, list[_Place]] = defaultdict(list)
    for place in places:
        of_unit[place.unit].append(place)
    has_blank_lines = any(BLANK_LINE_RE.search(_line_feeds(frame)) for frame in side.frame[1:-1])
    atoms: list[_Atom] = []
    for index, frame in enumerate(side.frame):
        ends_paragraph = _ends_paragraph(side, index, has_blank_lines=has_blank_lines)
        atoms += _frame_atoms(_line_feeds(frame), ends_paragraph=ends_paragraph)
        if index < len(side.units):
            atoms += _unit_atoms(index, side.units[index].text, sorted(of_unit[index], key=_order))
    while atoms and atoms[0].text.isspace():
        del atoms[0]
    while atoms and atoms[-1].text.isspace():
        del atoms[-1]
    return atoms


def _line_feeds(text: str) -> str:
    return LINE_END_RE.sub("\n", text)


def _ends_paragraph(side: Side, index: int, *, has_blank_lines: bool) -> bool:
    """Whether a single line end before this sentence ends a paragraph."""
    if side.frame[index].strip() or not 0 < index < len(side.units):
        return True
    before, after = side.units[index - 1].paragraph, side.units[index].paragraph
    return before != after if before or after else not has_blank_lines


def _frame_atoms(frame: str, *, ends_paragraph: bool) -> Iterator[_Atom]:
    for match in FRAME_RE.finditer(frame):
        if not match[0].isspace():
            yield _Atom(match[0])
        elif BLANK_LINE_RE.search(match[0]) or ("\n" in match[0] and ends_paragraph):
            yield _Atom(PARAGRAPH)
        else:
            yield _Atom(" ")


def _unit_atoms(unit: int, text: str, places: Sequence[_Place]) -> Iterator[_Atom]:
    at = 0
    for place in (*places, _Place(unit, len(text), len(text))):
        if at < place.start:
            yield _Atom(text[at : place.start], _Place(unit, at, place.start))
        if place.start < place.end:
            yield _Atom(text[place.start : place.end], place)
        at = place.end


def _mark_gap(olds: Sequence[_Atom], news: Sequence[_Atom], moves: _Moves) -> Iterator[Stretch]:
    """What stands between words that stayed: headings and blanks that both have, and all else tracked."""
    for tag, i0, i1, j0, j1 in _match_frames(olds, news):
        if tag == "equal":
            for atom in olds[i0:i1]:
                yield Stretch(atom.text, Mark.KEEP, is_frame=atom.place is None)
            continue
        for atom in olds[i0:i1]:
            yield _track(atom, Mark.DELETE, moves)
        for atom in news[j0:j1]:
            yield _track(atom, Mark.INSERT, moves)


def _track(atom: _Atom, mark: Mark, moves: _Moves) -> Stretch:
    of_side = moves.of_old if mark is Mark.DELETE else moves.of_new
    move = of_side.get(atom.place, 0) if atom.place else 0
    if move:
        mark = Mark.MOVE_FROM if mark is Mark.DELETE else Mark.MOVE_TO
    return Stretch(atom.text, mark, move, is_frame=atom.place is None)


def _match_frames(olds: Sequence[_Atom], news: Sequence[_Atom]) -> list[tuple[str, int, int, int, int]]:
    a, b = _keys(olds, "old"), _keys(news, "new")
    if len(a) * len(b) <= MANY_PAIRS:
        return list(SequenceMatcher(None, a, b, autojunk=False).get_opcodes())
    head = next((n for n, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))
    rest = min(len(a), len(b)) - head
    tail = next((n for n in range(rest) if a[-1 - n] != b[-1 - n]), rest)
    middle = ("replace", head, len(a) - tail, head, len(b) - tail)
    ends = ("equal", len(a) - tail, len(a), len(b) - tail, len(b))
    return [("equal", 0, head, 0, head), middle, ends]


def _keys(atoms: Sequence[_Atom], side: str) -> list[tuple[str, str, int]]:
    """What may be matched has the same key on both sides; words of a sentence have one of their own."""
    return [
        ("", atom.text, 0) if atom.place is None or atom.text == " " else (side, "", index)
        for index, atom in enumerate(atoms)
    ]
