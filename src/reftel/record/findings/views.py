"""What a reader is given of a finding."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from reftel.document import Citation, Marking, Span


@dataclass(frozen=True, slots=True)
class FindingView:
    """A proposal of the machine, with the words that it is about.

    Args:
        document: Key of the document.
        document_id: Its name inside the record.
        passage: Label of the passage in which it begins, such as ``¶4``.
        passage_kind: Kind of that passage, such as ``comment``.
        kind: What was found, such as ``position``.
        span: The words, in the raw text.
        text: The words as they stand.
        rule: Name and version of the rule.
        attributes: What the rule made of the words.
        evidence: The words that the rule went by, in the raw text.
        marking: The join of the markings of all these words.
        status: ``proposed``: nobody has confirmed it.
    """

    document: str
    document_id: str
    passage: str
    passage_kind: str
    kind: str
    span: Span
    text: str
    rule: str
    attributes: Mapping[str, str | int]
    evidence: tuple[Span, ...]
    marking: Marking
    status: str

    @property
    def citation(self) -> Citation:
        """The words, as a statement cites them."""
        return Citation(self.document, self.passage, self.span, self.text)
