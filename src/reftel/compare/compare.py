"""Comparing two documents, applying a comparison, and turning it round."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from reftel.compare.alignment import Group, align
from reftel.compare.kinds import find_changes
from reftel.compare.model import Comparison, Operation, OperationKind, Side
from reftel.compare.redline import Edit, EditKind, invert_edits, new_text, redline
from reftel.compare.sides import read_side, write_side
from reftel.report import Narrative

INVERSE = {
    OperationKind.SPLIT: OperationKind.MERGE,
    OperationKind.MERGE: OperationKind.SPLIT,
    OperationKind.ADD: OperationKind.DROP,
    OperationKind.DROP: OperationKind.ADD,
}


def compare_documents(
    old: str | Narrative | Sequence[str], new: str | Narrative | Sequence[str]
) -> Comparison:
    """Compare two texts sentence by sentence.

    Args:
        old: The earlier text. A raw text that looks like a narrative is read as one, so that its
            recommendations are compared as items. A sequence of strings is taken as sentences that are cut
            already, a line each.
        new: The later one.

    Returns:
        Operations that account for every sentence of both sides; `apply` makes the new text from the old one.

    Raises:
        VocabError: A packaged table cannot be read. Odd text never raises.

    >>> comparison = compare_documents("It met twice. It has a plan.", "It met four times. It has a plan.")
    >>> [operation.kind.value for operation in comparison.operations]
    ['reword', 'keep']
    """
    before, after = read_side(old), read_side(new)
    groups = align([unit.text for unit in before.units], [unit.text for unit in after.units])
    return Comparison(before, after, _make_operations(before, after, groups))


def apply(comparison: Comparison, old: str) -> str:
    """Make the new text from the old one.

    Args:
        comparison: What led from one to the other.
        old: The raw old text.

    Returns:
        The raw new text, to the letter.

    Raises:
        ValueError: The text is not the one that was compared.
    """
    words = [" ".join(unit.span.of(old).split()) for unit in comparison.old.units]
    if write_side(comparison.old, words) != old:
        raise ValueError("this is not the text that was compared")
    made: dict[int, str] = {}
    for operation in comparison.operations:
        before = " ".join(words[place] for place in operation.old)
        after = new_text(operation.edits) if operation.edits else before
        for place in operation.new:
            length = len(comparison.new.units[place].text)
            made[place], after = after[:length], after[length + 1 :]
    return write_side(comparison.new, [made[place] for place in range(len(comparison.new.units))])


def invert(comparison: Comparison) -> Comparison:
    """The comparison that leads from the new text back to the old one."""
    turned = [
        replace(
            operation,
            kind=INVERSE.get(operation.kind, operation.kind),
            old=operation.new,
            new=operation.old,
            edits=invert_edits(operation.edits),
            changes=tuple(change.turned() for change in operation.changes),
        )
        for operation in comparison.operations
    ]
    return Comparison(comparison.new, comparison.old, _in_order(turned))


def _make_operations(before: Side, after: Side, groups: Sequence[Group]) -> tuple[Operation, ...]:
    operations = [_operation(before, after, group) for group in groups]
    aligned_old = {place for group in groups for place in group.old}
    aligned_new = {place for group in groups for place in group.new}
    for place, unit in enumerate(before.units):
        if place not in aligned_old:
            edits = (Edit(EditKind.DELETE, unit.text),)
            operations.append(Operation(OperationKind.DROP, (place,), (), 0.0, edits))
    for place, unit in enumerate(after.units):
        if place not in aligned_new:
            edits = (Edit(EditKind.INSERT, unit.text),)
            operations.append(Operation(OperationKind.ADD, (), (place,), 0.0, edits))
    return _in_order(operations)


def _operation(before: Side, after: Side, group: Group) -> Operation:
    old = " ".join(before.units[place].text for place in group.old)
    new = " ".join(after.units[place].text for place in group.new)
    if old == new:
        return Operation(_kind(group, is_same=True), group.old, group.new, group.score)
    kind = _kind(group, is_same=False)
    return Operation(kind, group.old, group.new, group.score, redline(old, new), find_changes(old, new))


def _kind(group: Group, is_same: bool) -> OperationKind:
    if len(group.new) > 1:
        return OperationKind.SPLIT
    if len(group.old) > 1:
        return OperationKind.MERGE
    if group.is_moved:
        return OperationKind.MOVE
    return OperationKind.KEEP if is_same else OperationKind.REWORD


def _in_order(operations: Sequence[Operation]) -> tuple[Operation, ...]:
    """By new place; what was dropped follows the sentence that stood before it."""
    place_after: dict[int, int] = {
        old: operation.new[0]
        for operation in operations
        if operation.new and operation.kind is not OperationKind.MOVE
        for old in operation.old
    }

    def key(operation: Operation) -> tuple[int, int, int]:
        if operation.new:
            return operation.new[0], 0, 0
        at = operation.old[0]
        while at >= 0 and at not in place_after:
            at -= 1
        return place_after.get(at, -1), 1, operation.old[0]

    return tuple(sorted(operations, key=key))
