"""Reftel keeps the working record of a yearly country-rating cycle."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reftel.compare import compare_documents
    from reftel.report import read_narrative
    from reftel.telegram import compose_telegram, read_telegram

__version__ = "0.1.0"
__all__ = ["compare_documents", "compose_telegram", "read_narrative", "read_telegram"]

_HOMES = {
    "compare_documents": "reftel.compare",
    "compose_telegram": "reftel.telegram",
    "read_narrative": "reftel.report",
    "read_telegram": "reftel.telegram",
}


def __getattr__(name: str) -> object:
    # Loaded on first use, so that `reftel --help` does not pay for readers that it does not need.
    if name in _HOMES:
        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"module 'reftel' has no attribute {name!r}")
