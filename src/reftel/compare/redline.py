"""Word edits between two wordings: what was kept, deleted and inserted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import groupby

from reftel.compare.chains import longest_chain
from reftel.language import STOPWORDS, split_tokens

# Beyond so many pairs of tokens, words that occur once on each side part the texts first.
MANY_PAIRS = 60_000
# So many little words between two changes are drawn into one change, which reads better than a patchwork.
LITTLE_WORDS = 2


class EditKind(StrEnum):
    """What happened to some words."""

    KEEP = "keep"
    DELETE = "delete"
    INSERT = "insert"


@dataclass(frozen=True, slots=True)
class Edit:
    """Some words and what happened to them."""

    kind: EditKind
    text: str


@dataclass(frozen=True, slots=True)
class _Token:
    """A word or sign with the blanks before it."""

    blank: str
    core: str

    @property
    def key(self) -> str:
        return self.core.casefold()

    @property
    def text(self) -> str:
        return self.blank + self.core


_Change = tuple[str, str, bool]


def redline(old: str, new: str) -> tuple[Edit, ...]:
    """The word edits that turn one wording into another.

    Args:
        old: The earlier wording.
        new: The later one.

    Returns:
        Edits in reading order, a deletion before the insertion that takes its place. What is kept and deleted
        is the old wording to the letter; what is kept and inserted is the new one.

    >>> [(edit.kind.value, edit.text) for edit in redline("It met twice.", "It met four times.")]
    [('keep', 'It met '), ('delete', 'twice'), ('insert', 'four times'), ('keep', '.')]
    """
    before, after = _read_tokens(old), _read_tokens(new)
    changes = [
        change
        for a, b, is_same in _blocks([t.key for t in before], [t.key for t in after])
        for change in _block_changes(before[slice(*a)], after[slice(*b)], is_same)
    ]
    return tuple(_gather(_write_edits(_join_changes(changes))))


def invert_edits(edits: Iterable[Edit]) -> tuple[Edit, ...]:
    """The edits that lead back."""
    other = {EditKind.DELETE: EditKind.INSERT, EditKind.INSERT: EditKind.DELETE, EditKind.KEEP: EditKind.KEEP}
    turned: list[Edit] = []
    for kept, run in groupby(edits, key=lambda edit: edit.kind is EditKind.KEEP):
        swapped = [Edit(other[edit.kind], edit.text) for edit in run]
        turned += swapped if kept else sorted(swapped, key=lambda edit: edit.kind)
    return tuple(turned)


def old_text(edits: Iterable[Edit]) -> str:
    """The earlier wording, from the edits."""
    return "".join(edit.text for edit in edits if edit.kind is not EditKind.INSERT)


def new_text(edits: Iterable[Edit]) -> str:
    """The later wording, from the edits."""
    return "".join(edit.text for edit in edits if edit.kind is not EditKind.DELETE)


def _read_tokens(text: str) -> list[_Token]:
    tokens: list[_Token] = []
    blank = ""
    for piece in split_tokens(text):
        if piece.isspace():
            blank += piece
        else:
            tokens.append(_Token(blank, piece))
            blank = ""
    if blank:
        tokens.append(_Token(blank, ""))
    return tokens


_Range = tuple[int, int]


def _blocks(a: Sequence[str], b: Sequence[str]) -> Iterator[tuple[_Range, _Range, bool]]:
    """Stretches that are the same on both sides but for case, and those between them."""
    stack = [((0, len(a)), (0, len(b)))]
    while stack:
        (a0, a1), (b0, b1) = stack.pop()
        if (a1 - a0) * (b1 - b0) <= MANY_PAIRS:
            for tag, i0, i1, j0, j1 in SequenceMatcher(
                None, a[a0:a1], b[b0:b1], autojunk=False
            ).get_opcodes():
                yield (a0 + i0, a0 + i1), (b0 + j0, b0 + j1), tag == "equal"
            continue
        anchors = _anchors(a, (a0, a1), b, (b0, b1))
        if not anchors:
            yield (a0, a1), (b0, b1), False
            continue
        # A stack gives back the last first, so that the parts come out in text order.
        stack += reversed(_between(anchors, (a0, a1), (b0, b1)))


def _anchors(a: Sequence[str], a_range: _Range, b: Sequence[str], b_range: _Range) -> list[_Range]:
    """Tokens that occur once on each side, in order; common beginnings and ends count too."""
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
    for x, y in anchors:
        if x > i or y > j:
            parts.append(((i, x), (j, y)))
        parts.append(((x, x + 1), (y, y + 1)))
        i, j = x + 1, y + 1
    if i < a[1] or j < b[1]:
        parts.append(((i, a[1]), (j, b[1])))
    return parts


def _block_changes(old: Sequence[_Token], new: Sequence[_Token], is_same: bool) -> Iterator[_Change]:
    """Kept and changed words as (old, new, may be drawn into a neighbouring change)."""
    if not is_same:
        yield "".join(token.text for token in old), "".join(token.text for token in new), True
        return
    for before, after in zip(old, new, strict=True):
        is_little = before.key in STOPWORDS or not before.core[:1].isalnum()
        if before == after:
            yield before.text, after.text, is_little
        elif before.core == after.core:
            yield before.blank, after.blank, True
            yield before.core, after.core, is_little
        elif before.blank == after.blank:
            yield before.blank, after.blank, True
            yield before.core, after.core, True
        else:
            yield before.text, after.text, True


def _join_changes(changes: Iterable[_Change]) -> Iterator[tuple[str, str]]:
    """Neighbouring changes as one, with the few little words between them."""
    old, new = "", ""
    waiting: list[_Change] = []
    for change in changes:
        before, after, is_little = change
        if before != after:
            between = "".join(kept for kept, _, _ in waiting)
            if old or new:
                before, after = between + before, between + after
            elif between:
                yield between, between
            old, new, waiting = old + before, new + after, []
        elif is_little and len(waiting) < LITTLE_WORDS and (old and new):
            waiting.append(change)
        else:
            if old or new:
                yield old, new
                old, new = "", ""
            for kept, _, _ in waiting:
                yield kept, kept
            waiting = []
            yield before, after
    if old or new:
        yield old, new
    for kept, _, _ in waiting:
        yield kept, kept


def _write_edits(changes: Iterable[tuple[str, str]]) -> Iterator[Edit]:
    kept = ""
    for old, new in changes:
        if old == new:
            kept += old
            continue
        lead = _shared_blank(old, new)
        tail = _shared_blank(old[len(lead) :][::-1], new[len(lead) :][::-1])[::-1]
        if kept or lead:
            yield Edit(EditKind.KEEP, kept + lead)
        deleted, inserted = (text[len(lead) : len(text) - len(tail)] for text in (old, new))
        if deleted:
            yield Edit(EditKind.DELETE, deleted)
        if inserted:
            yield Edit(EditKind.INSERT, inserted)
        kept = tail
    if kept:
        yield Edit(EditKind.KEEP, kept)


def _gather(edits: Iterable[Edit]) -> Iterator[Edit]:
    """Of changes with nothing kept between them, all that was deleted, then all that was inserted."""
    for is_kept, run in groupby(edits, key=lambda edit: edit.kind is EditKind.KEEP):
        found = list(run)
        for kind in (EditKind.KEEP,) if is_kept else (EditKind.DELETE, EditKind.INSERT):
            if text := "".join(edit.text for edit in found if edit.kind is kind):
                yield Edit(kind, text)


def _shared_blank(old: str, new: str) -> str:
    """The blanks with which both begin."""
    count = 0
    for a, b in zip(old, new, strict=False):
        if a != b or not a.isspace():
            break
        count += 1
    return old[:count]
