"""A comparison as people read it: rows with the words of both texts, and what to say on top."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from reftel.brief.changes import OPERATION_NAMES
from reftel.compare import (
    Change,
    ChangeKind,
    Comparison,
    Edit,
    EditKind,
    Operation,
    OperationKind,
    Side,
    old_text,
)
from reftel.errors import RequestError

CHANGE_NAMES = {
    ChangeKind.FIGURE: "figures",
    ChangeKind.TIER: "tier",
    ChangeKind.HEDGE: "hedge",
    ChangeKind.SOFTENED: "softened",
    ChangeKind.HARDENED: "hardened",
    ChangeKind.ACTOR: "actor",
    ChangeKind.SCOPE: "scope",
    ChangeKind.TIME: "time",
    ChangeKind.EDITORIAL: "editorial",
}
# Longer evidence is cut where only a hint at it is shown.
HINT = 40


@dataclass(frozen=True, slots=True)
class Only:
    """Which rows are asked for: those of these operations, and those with a change of these kinds."""

    operations: frozenset[OperationKind] = frozenset()
    changes: frozenset[ChangeKind] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.operations or self.changes)

    def takes(self, operation: Operation) -> bool:
        """Whether an operation is asked for; if nothing is, all are."""
        if not self:
            return True
        return operation.kind in self.operations or any(c.kind in self.changes for c in operation.changes)


def read_only(words: Iterable[str]) -> Only:
    """What `--only` names: operations and kinds of change, several with commas between them.

    Raises:
        RequestError: A word names neither.
    """
    operations = {name: kind for kind, name in OPERATION_NAMES.items()}
    operations |= {kind.value: kind for kind in OperationKind}
    changes = {name: kind for kind, name in CHANGE_NAMES.items()} | {kind.value: kind for kind in ChangeKind}
    asked = [part.strip().lower() for word in words for part in word.split(",")]
    for name in asked:
        if name not in operations and name not in changes:
            known = ", ".join([*OPERATION_NAMES.values(), *CHANGE_NAMES.values()])
            raise RequestError(
                f"“{name}” is no operation and no kind of change", where="--only", advice=f"Give of {known}."
            )
    return Only(
        frozenset(operations[name] for name in asked if name in operations),
        frozenset(changes[name] for name in asked if name in changes),
    )


@dataclass(frozen=True, slots=True)
class Row:
    """One operation, or one of the two places of a move.

    Args:
        operation: The operation.
        number: Its number among the changes, from 1, the same at both places of a move; 0 for what was kept.
        place: For a move ``from`` or ``to``; else empty.
        old: The old words with what was deleted of them; empty at the new place of a move.
        new: The new words with what was inserted; empty at the old place of a move.
        both: All in one, a deletion before the insertion that takes its place.
        part: Label of the section that the row stands in; empty where there are none.
        old_label: Where the old words stand, such as `Prosecution ¶1` or `sentence 3`; may be empty.
        new_label: Where the new ones do.
    """

    operation: Operation
    number: int
    place: str
    old: tuple[Edit, ...]
    new: tuple[Edit, ...]
    both: tuple[Edit, ...]
    part: str
    old_label: str
    new_label: str

    @property
    def name(self) -> str:
        """What became of the sentence, in a word."""
        return OPERATION_NAMES[self.operation.kind]

    @property
    def label(self) -> str:
        """Where the words stand that are read: in the new text, or in the old one where they are gone."""
        return self.old_label if self.place == "from" or not self.new_label else self.new_label

    @property
    def note(self) -> str:
        """Where words that moved came from or went to; empty for all others."""
        return {"from": f"now in {self.new_label}", "to": f"from {self.old_label}"}.get(self.place, "")


@dataclass(frozen=True)
class Sheet:
    """A comparison laid out for people.

    Args:
        comparison: The comparison.
        old_title: What the old text is called, such as `HKG 2008` or a file name.
        new_title: The same of the new one.
        only: Which rows are asked for.
        marking: The banner of texts from the record; empty for files.
    """

    comparison: Comparison
    old_title: str
    new_title: str
    only: Only = Only()
    marking: str = ""

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        """The rows that are asked for."""
        return tuple(row for row in _make_rows(self.comparison) if self.only.takes(row.operation))

    @property
    def title(self) -> str:
        """Both texts in one line."""
        return f"{self.new_title} against {self.old_title}"

    @property
    def counts(self) -> list[tuple[str, int]]:
        """How many operations of each kind there are in the whole comparison."""
        found = Counter(operation.kind for operation in self.comparison.operations)
        return [(name, found[kind]) for kind, name in OPERATION_NAMES.items() if found[kind]]

    @property
    def change_counts(self) -> list[tuple[str, int]]:
        """In how many operations each kind of change is."""
        found = Counter(kind for o in self.comparison.operations for kind in {c.kind for c in o.changes})
        return [(name, found[kind]) for kind, name in CHANGE_NAMES.items() if found[kind]]

    @property
    def figures(self) -> list[tuple[Row, Change]]:
        """The figures that changed, with the row that each is in."""
        return [
            (row, change)
            for row in self.rows
            if row.place != "from"
            for change in row.operation.changes
            if change.kind is ChangeKind.FIGURE
        ]

    @property
    def is_same(self) -> bool:
        """Whether no sentence differs or stands elsewhere."""
        return all(operation.kind is OperationKind.KEEP for operation in self.comparison.operations)


def describe_change(comparison: Comparison, operation: Operation, change: Change) -> str:
    """What changed, in a few words: the change's own detail, else the words that show it."""
    if change.detail:
        return _sign_one_sided(" → ".join(_hint(words) for words in change.detail.split(" → ")))
    olds = [span.of(comparison.old_words(operation)) for span in change.old]
    news = [span.of(comparison.new_words(operation)) for span in change.new]
    before, after = (_hint(" … ".join(words)) for words in (olds, news))
    quoted = " → ".join(f"“{words}”" if words else "" for words in (before, after))
    return _sign_one_sided(quoted) if before or after else ""


def _sign_one_sided(told: str) -> str:
    """“from → to” as it is; where there is only one of both, with a sign for what came or went."""
    before, arrow, after = (part.strip() for part in f" {told} ".partition(" → "))
    if not arrow or (before and after):
        return told
    return f"+ {after}" if after else f"− {before}"


def _hint(words: str) -> str:
    return words if len(words) <= HINT else words[: HINT - 1].rstrip() + "…"


def _make_rows(comparison: Comparison) -> list[Row]:
    numbers: dict[int, int] = {}
    rows: list[Row] = []
    part = ""
    for _, _, index, place in sorted(_places(comparison)):
        operation = comparison.operations[index]
        if operation.kind is not OperationKind.KEEP:
            numbers.setdefault(index, len(numbers) + 1)
        # What is gone stands under the heading that it is shown under, whatever its own was.
        if operation.new and place != "from":
            part = comparison.new.units[operation.new[0]].paragraph.partition(" ¶")[0]
        rows.append(_row(comparison, operation, numbers.get(index, 0), place, part))
    return rows


def _places(comparison: Comparison) -> Iterable[tuple[int, int, int, str]]:
    """A key to order rows by, the operation, and which place of a move it is.

    What is gone, and what stood elsewhere, follows the sentence that stood before it.
    """
    at_old = {
        place: index
        for index, operation in enumerate(comparison.operations)
        if operation.new and operation.kind is not OperationKind.MOVE
        for place in operation.old
    }
    before = -1
    anchors: list[int] = []
    for place in range(len(comparison.old.units)):
        before = at_old.get(place, before)
        anchors.append(before)
    for index, operation in enumerate(comparison.operations):
        is_move = operation.kind is OperationKind.MOVE
        if operation.new:
            yield index, -1, index, "to" if is_move else ""
        if is_move or not operation.new:
            yield anchors[operation.old[0]], operation.old[0], index, "from" if is_move else ""


def _row(comparison: Comparison, operation: Operation, number: int, place: str, part: str) -> Row:
    both = operation.edits or (Edit(EditKind.KEEP, comparison.new_words(operation)),)
    old = tuple(edit for edit in both if edit.kind is not EditKind.INSERT) if operation.old else ()
    new = tuple(edit for edit in both if edit.kind is not EditKind.DELETE) if operation.new else ()
    if place == "from":
        both, new = (Edit(EditKind.KEEP, old_text(both)),), ()
    elif place == "to":
        old = ()
    return Row(
        operation,
        number,
        place,
        old,
        new,
        both,
        part,
        _label(comparison.old, operation.old),
        _label(comparison.new, operation.new),
    )


def _label(side: Side, places: tuple[int, ...]) -> str:
    if not places:
        return ""
    labels = dict.fromkeys(side.units[place].paragraph for place in places)
    if any(labels):
        return ", ".join(label for label in labels if label)
    numbers = [str(place + 1) for place in places]
    return f"sentence {numbers[0]}" if len(numbers) == 1 else f"sentences {', '.join(numbers)}"
