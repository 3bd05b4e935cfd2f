"""What a reader is given of a redaction."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from reftel.document import Span


@dataclass(frozen=True, slots=True)
class RedactionView:
    """Words that were taken out of a document.

    Args:
        id: Its name inside the record.
        document: Key of the document.
        document_id: Its name inside the record.
        span: Where the words stood in the raw text; blocks stand there now.
        reason: Why they were taken out.
        actor: Who took them out.
        at: When, in UTC.
        is_wiped: Whether no byte of them is left in the record's files.
    """

    id: str
    document: str
    document_id: str
    span: Span
    reason: str
    actor: str
    at: datetime
    is_wiped: bool


@dataclass(frozen=True, slots=True)
class RedactionOutcome:
    """What came of a redaction.

    Args:
        redaction: What was done.
        copies: Keys and names of other documents, as far as the actor may know of them, in which the same
            words stand; they are as they were.
        unreached: Backups of which the list of redactions could not be written to.
    """

    redaction: RedactionView
    copies: tuple[tuple[str, str], ...]
    unreached: tuple[str, ...]
