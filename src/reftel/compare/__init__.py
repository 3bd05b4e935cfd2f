"""Last year's text beside this year's: aligned sentences and word edits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reftel.compare.model import Change, ChangeKind, Comparison, Operation, OperationKind, Side, Unit

# One function bears the name of its module; imported here, the function wins.
from reftel.compare.redline import (
    Edit,
    EditKind,
    Replacement,
    find_replacements,
    invert_edits,
    new_text,
    old_text,
    redline,
)
from reftel.lazy import load_on_use

if TYPE_CHECKING:
    from reftel.compare.alignment import Group, align
    from reftel.compare.compare import apply, compare_documents, invert
    from reftel.compare.kinds import find_changes

__all__ = [
    "Change",
    "ChangeKind",
    "Comparison",
    "Edit",
    "EditKind",
    "Group",
    "Operation",
    "OperationKind",
    "Replacement",
    "Side",
    "Unit",
    "align",
    "apply",
    "compare_documents",
    "find_changes",
    "find_replacements",
    "invert",
    "invert_edits",
    "new_text",
    "old_text",
    "redline",
]

# Who only passes comparisons on needs neither the aligner and its arrays nor the reader of narratives.
__getattr__ = load_on_use(
    __name__,
    {
        "alignment": ["Group", "align"],
        "compare": ["apply", "compare_documents", "invert"],
        "kinds": ["find_changes"],
    },
)
