"""Last year's text beside this year's: aligned sentences and word edits."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

# Two functions bear the names of their modules; imported here, the functions win.
from reftel.compare.align import Group, align
from reftel.compare.model import Change, ChangeKind, Comparison, Operation, OperationKind, Side, Unit
from reftel.compare.redline import Edit, EditKind, invert_edits, new_text, old_text, redline

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
    "Side",
    "Unit",
    "align",
    "apply",
    "compare_documents",
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
