"""Reftel keeps the working record of a yearly country-rating cycle."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reftel.lazy import load_on_use

if TYPE_CHECKING:
    from reftel.compare import compare_documents
    from reftel.report import read_narrative
    from reftel.telegram import compose_telegram, read_telegram

__version__ = "0.1.0"
__all__ = ["compare_documents", "compose_telegram", "read_narrative", "read_telegram"]

__getattr__ = load_on_use(
    __name__,
    {
        "compare": ["compare_documents"],
        "report": ["read_narrative"],
        "telegram": ["compose_telegram", "read_telegram"],
    },
)
