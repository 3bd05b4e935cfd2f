"""A comparison: the sentences of both sides and the plain operations that lead from one to the other."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from reftel.compare.redline import Edit
from reftel.document import Span


class OperationKind(StrEnum):
    """What became of sentences. A moved one may also be reworded: then its edits are not empty."""

    KEEP = "keep"
    REWORD = "reword"
    SPLIT = "split"
    MERGE = "merge"
    MOVE = "move"
    ADD = "add"
    DROP = "drop"


class ChangeKind(StrEnum):
    """How the meaning of reworded sentences changed."""

    FIGURE = "figure"
    TIER = "tier"
    HEDGE = "hedge"
    SOFTENED = "softened"
    HARDENED = "hardened"
    ACTOR = "actor"
    SCOPE = "scope"
    TIME = "time"
    EDITORIAL = "editorial"


@dataclass(frozen=True, slots=True)
class Change:
    """One kind of change in reworded sentences, and the words that show it.

    Args:
        kind: Which kind.
        old: The words on the old side, in `Comparison.old_words` of the operation; empty where something was
            only added.
        new: The words on the new side, in `Comparison.new_words`.
        detail: What changed, in a few words, such as `12 → 15 convictions` or `hedge added`; may be empty.
    """

    kind: ChangeKind
    old: tuple[Span, ...]
    new: tuple[Span, ...]
    detail: str = ""

    def turned(self) -> Change:
        """The same change on the way back from the new text to the old one."""
        kind = _OPPOSITE.get(self.kind, self.kind)
        before, arrow, after = self.detail.partition(" → ")
        return Change(kind, self.new, self.old, f"{after} → {before}" if arrow else self.detail)


_OPPOSITE = {ChangeKind.SOFTENED: ChangeKind.HARDENED, ChangeKind.HARDENED: ChangeKind.SOFTENED}


@dataclass(frozen=True, slots=True)
class Unit:
    """A sentence, or an item of a list of recommendations.

    Args:
        span: Where it stands in the raw text of its side.
        text: Its words with single blanks.
        breaks: Where the raw text has something else than one blank between words: offset in `text`, and
            what.
        paragraph: Label of its paragraph, such as `Prosecution ¶1`; empty where paragraphs have no labels.
        section: Kind of its section; empty where there are none.
    """

    span: Span
    text: str
    breaks: tuple[tuple[int, str], ...] = ()
    paragraph: str = ""
    section: str = ""

    def lay_out(self, text: str) -> str:
        """The words as they stand in the raw text, line breaks included."""
        pieces: list[str] = []
        at = 0
        for offset, blank in self.breaks:
            pieces += (text[at:offset], blank)
            at = offset + 1
        return "".join((*pieces, text[at:]))


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two texts.

    Args:
        key: How the document is cited, such as `HKG 2018`; empty for a plain text.
        units: Its sentences in text order.
        frame: What stands before, between and after them in the raw text: headings, line breaks, list signs.
            One more than there are units.
    """

    key: str
    units: tuple[Unit, ...]
    frame: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Operation:
    """What became of some sentences.

    Args:
        kind: Keep, reword, split, merge, move, add or drop.
        old: Places of the sentences among the old side's units; empty for what was added.
        new: Places among the new side's units; empty for what was dropped.
        score: How alike both are, from 0 to 1; 1 for the same words.
        edits: From the old words to the new ones, several sentences joined by a blank; empty if they are the
            same.
        changes: What kinds of change the rewording holds; empty where nothing was reworded, and where no kind
            is sure.
    """

    kind: OperationKind
    old: tuple[int, ...]
    new: tuple[int, ...]
    score: float
    edits: tuple[Edit, ...] = ()
    changes: tuple[Change, ...] = ()

    @property
    def is_reworded(self) -> bool:
        """Whether there are sentences on both sides, and their words differ."""
        return bool(self.old and self.new and self.edits)


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two texts, sentence by sentence.

    Args:
        old: The earlier text.
        new: The later one.
        operations: In the order of the new text, with what was dropped behind what stood before it. Every
            sentence of either side is in exactly one.
    """

    old: Side
    new: Side
    operations: tuple[Operation, ...]

    def of_kind(self, *kinds: OperationKind) -> Iterator[Operation]:
        """The operations of these kinds, in order."""
        return (operation for operation in self.operations if operation.kind in kinds)

    def old_words(self, operation: Operation) -> str:
        """The old sentences of an operation, joined by a blank."""
        return " ".join(self.old.units[place].text for place in operation.old)

    def new_words(self, operation: Operation) -> str:
        """The new sentences of an operation, joined by a blank."""
        return " ".join(self.new.units[place].text for place in operation.new)

    def as_dict(self) -> dict[str, object]:
        """The comparison in plain values, as it goes through JSON."""
        return {
            "old": _side_as_dict(self.old),
            "new": _side_as_dict(self.new),
            "operations": [
                {
                    "kind": operation.kind.value,
                    "old": list(operation.old),
                    "new": list(operation.new),
                    "score": operation.score,
                    "edits": [[edit.kind.value, edit.text] for edit in operation.edits],
                    "changes": [_change_as_dict(change) for change in operation.changes],
                }
                for operation in self.operations
            ],
        }


def _change_as_dict(change: Change) -> dict[str, object]:
    return {
        "kind": change.kind.value,
        "old": [list(span) for span in change.old],
        "new": [list(span) for span in change.new],
        "detail": change.detail,
    }


def _side_as_dict(side: Side) -> dict[str, object]:
    return {
        "key": side.key,
        "units": [
            {
                "span": list(unit.span),
                "text": unit.text,
                "breaks": [list(found) for found in unit.breaks],
                "paragraph": unit.paragraph,
                "section": unit.section,
            }
            for unit in side.units
        ],
        "frame": list(side.frame),
    }
