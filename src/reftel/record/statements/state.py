"""A statement at one moment as plain values, which is what a decision keeps."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from reftel.document import Marking

if TYPE_CHECKING:
    from reftel.record.statements.models import StatementRow

State = Mapping[str, Any]


def state_of(row: StatementRow, passage: int, marking: Marking) -> dict[str, Any]:
    """All of a statement that a decision can change.

    Args:
        row: The statement.
        passage: Place of its passage in the document.
        marking: What its marking row stands for.
    """
    return {
        "kind": row.kind,
        "passage": passage,
        "start": row.start,
        "end": row.end,
        "attributes": row.attributes,
        "evidence": row.evidence,
        "note": row.note,
        "marking": str(marking),
        "status": str(row.status),
    }
