"""What a reader of damaged text could not make sense of."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from reftel.document.span import Span


class Severity(StrEnum):
    """How much a problem matters to someone who relies on the reading."""

    INFO = "info"
    WARNING = "warning"
    ERROR = "error"


@dataclass(frozen=True, slots=True)
class Problem:
    """Something odd in a text: a code, a sentence for people, and where it stands.

    Args:
        code: Stable name of the rule, such as ``telegram.no-subject``.
        severity: How much it matters.
        message: One sentence, without words of the text itself, so that it can be shown to any reader.
        span: Where, in the raw text.
    """

    code: str
    severity: Severity
    message: str
    span: Span
