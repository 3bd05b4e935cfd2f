"""Last year's text beside this year's: aligned sentences and word edits."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

# One function bears the name of its module; imported here, the function wins.
from reftel.compare.alignment import Group, align
from reftel.compare.kinds import find_changes
from reftel.compare.model import Change, ChangeKind, Comparison, Operation, OperationKind, Side, Unit
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

if TYPE_CHECKING:
    from reftel.compare.compare import apply, compare_documents, invert

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

_LATER = ("apply", "compare_documents", "invert")


def __getattr__(name: str) -> object:
    # These bring the reader of narratives with them, which who only passes comparisons on does not need.
    if name in _LATER:
        return getattr(import_module("reftel.compare.compare"), name)
    raise AttributeError(f"module 'reftel.compare' has no attribute {name!r}")
