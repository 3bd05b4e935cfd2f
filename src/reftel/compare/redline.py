"""Word edits between two wordings: what was kept, deleted and inserted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby

from reftel.compare.word_changes import Tokens, WordChange, find_word_changes, join_changes, read_tokens
from reftel.document import Span


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
class Replacement:
    """Some old words and the new ones in their place.

    Args:
        old: Where the old words stand in the earlier wording; empty where words were only inserted.
        new: Where the new words stand in the later wording; empty where words were only deleted.
        is_moved: Whether the words only changed their place in the sentence.
    """

    old: Span
    new: Span
    is_moved: bool = False


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
    before, after = read_tokens(old), read_tokens(new)
    found = find_word_changes(before, after)
    cased = _find_cased(before, after, found)
    changes = join_changes(before.keys, sorted((*found, *cased)), with_neighbours=True)
    return tuple(_write_edits(_pieces(before, after, changes)))


def find_replacements(old: str, new: str) -> tuple[Replacement, ...]:
    """Which words took the place of which, without regard to capitals.

    Words that have nothing to do with each other are a deletion and an insertion, not a replacement.

    Args:
        old: The earlier wording.
        new: The later one.

    Returns:
        Replacements in reading order; words that only changed their place are marked as moved.

    >>> old, new = "It met twice in May.", "it met in May and June."
    >>> [(found.old.of(old), found.new.of(new)) for found in find_replacements(old, new)]
    [('twice', ''), ('', 'and June')]
    """
    before, after = read_tokens(old), read_tokens(new)
    changes = find_word_changes(before, after)
    found = (
        Replacement(
            _span(before, change.old_start, change.old_end),
            _span(after, change.new_start, change.new_end),
            change.is_moved,
        )
        for change in changes
    )
    # Blanks at the end are a token without words.
    return tuple(replacement for replacement in found if replacement.old.length or replacement.new.length)


def _span(tokens: Tokens, start: int, end: int) -> Span:
    if start == end:
        at = tokens.starts[start] if start < len(tokens) else len(tokens.text)
        return Span(at, at)
    return Span(tokens.starts[start], tokens.ends[end - 1])


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


def _find_cased(before: Tokens, after: Tokens, changes: Iterable[WordChange]) -> list[WordChange]:
    """Tokens that no change touches, but whose capitals differ."""
    return [
        WordChange(i, i + 1, j, j + 1)
        for old, new in _kept(before, after, changes)
        if before.cores[old.start : old.stop] != after.cores[new.start : new.stop]
        for i, j in zip(old, new, strict=True)
        if before.cores[i] != after.cores[j]
    ]


def _kept(before: Tokens, after: Tokens, changes: Iterable[WordChange]) -> Iterator[tuple[range, range]]:
    """The stretches before, between and after the changes."""
    i = j = 0
    for change in changes:
        yield range(i, change.old_start), range(j, change.new_start)
        i, j = change.old_end, change.new_end
    yield range(i, len(before)), range(j, len(after))


def _pieces(before: Tokens, after: Tokens, changes: list[WordChange]) -> Iterator[tuple[str, str]]:
    """The old and the new wording in step: pieces that are the same, and those that changed."""
    last = WordChange(len(before), len(before), len(after), len(after))
    for (old, new), change in zip(_kept(before, after, changes), [*changes, last], strict=True):
        kept = before.stretch(old.start, old.stop), after.stretch(new.start, new.stop)
        if kept[0] == kept[1]:
            yield kept
        else:
            yield from _pieces_of_blanks(before, after, old, new)
        yield (
            before.stretch(change.old_start, change.old_end),
            after.stretch(change.new_start, change.new_end),
        )


def _pieces_of_blanks(before: Tokens, after: Tokens, old: range, new: range) -> Iterator[tuple[str, str]]:
    """Tokens that are the same, and the blanks before them, which may not be."""
    for i, j in zip(old, new, strict=True):
        x, y = before.stretch(i, i + 1), after.stretch(j, j + 1)
        core = len(before.cores[i])
        yield x[: len(x) - core], y[: len(y) - core]
        yield before.cores[i], after.cores[j]


def _write_edits(pieces: Iterable[tuple[str, str]]) -> Iterator[Edit]:
    """Edits from pieces in step; of changes with nothing kept between them, all deletions come first."""
    kept = deleted = inserted = ""
    for old, new in pieces:
        lead, tail = _shared_blanks(old, new) if old != new else (old, "")
        if lead:
            yield from _changed(deleted, inserted)
            kept, deleted, inserted = kept + lead, "", ""
        if old != new:
            if kept:
                yield Edit(EditKind.KEEP, kept)
            kept = ""
            deleted += old[len(lead) : len(old) - len(tail)]
            inserted += new[len(lead) : len(new) - len(tail)]
        if tail:
            yield from _changed(deleted, inserted)
            kept, deleted, inserted = tail, "", ""
    yield from _changed(deleted, inserted)
    if kept:
        yield Edit(EditKind.KEEP, kept)


def _changed(deleted: str, inserted: str) -> Iterator[Edit]:
    if deleted:
        yield Edit(EditKind.DELETE, deleted)
    if inserted:
        yield Edit(EditKind.INSERT, inserted)


def _shared_blanks(old: str, new: str) -> tuple[str, str]:
    """The blanks with which both begin, and with which what is left of both ends."""
    lead = _shared_blank(old, new)
    return lead, _shared_blank(old[len(lead) :][::-1], new[len(lead) :][::-1])[::-1]


def _shared_blank(old: str, new: str) -> str:
    """The blanks with which both begin."""
    count = 0
    for a, b in zip(old, new, strict=False):
        if a != b or not a.isspace():
            break
        count += 1
    return old[:count]
