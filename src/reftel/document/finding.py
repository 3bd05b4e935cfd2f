"""What a rule found in a text, beside the text and never in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from reftel.document.marking import UNMARKED, Marking
from reftel.document.span import Span


@dataclass(frozen=True, slots=True)
class Finding:
    """A proposal of the machine: some words, what they are taken for, and by which rule.

    Args:
        kind: What was found, such as ``position`` or ``standing``.
        span: The words, in the raw text.
        rule: Name and version of the rule, such as ``engagement.question/1``.
        attributes: What the rule made of the words; plain values, so that they go through JSON.
        evidence: The words inside the span that the rule went by.
        marking: That of the block in which it was found.
    """

    kind: str
    span: Span
    rule: str
    attributes: Mapping[str, str | int] = field(default_factory=dict)
    evidence: tuple[Span, ...] = ()
    marking: Marking = UNMARKED
