"""What a reader is given of a statement, of its versions and of what it rests on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from reftel.document import Citation, Marking, Span

Attributes = Mapping[str, str | int]


@dataclass(frozen=True, slots=True)
class StatementView:
    """What is said of some words of a document: proposed by a rule, or made by a person.

    Args:
        id: Its name inside the record.
        document: Key of the document.
        document_id: Its name inside the record.
        passage: Label of the passage in which it begins, such as ``¶4``.
        passage_kind: Kind of that passage, such as ``comment``.
        kind: What was found, such as ``position``.
        span: The words, in the raw text.
        text: The words as they stand.
        rule: Name and version of the rule that proposed it; empty if a person made it.
        author: Who made it; None if a rule did.
        attributes: What the rule or the person made of the words.
        evidence: The words that the rule went by, in the raw text.
        note: What a person wrote about it; may be empty.
        marking: The join of the markings of all these words.
        status: ``proposed``, ``confirmed``, ``rejected``, ``superseded`` or ``withdrawn``.
        version: How many decisions were made about it.
    """

    id: str
    document: str
    document_id: str
    passage: str
    passage_kind: str
    kind: str
    span: Span
    text: str
    rule: str
    author: str | None
    attributes: Attributes
    evidence: tuple[Span, ...]
    note: str
    marking: Marking
    status: str
    version: int

    @property
    def citation(self) -> Citation:
        """The words, as a statement cites them."""
        return Citation(self.document, self.passage, self.span, self.text)


@dataclass(frozen=True, slots=True)
class DecisionView:
    """One version of a statement.

    Args:
        statement: Name of the statement inside the record.
        version: Which version; 0 is the proposal.
        action: ``propose``, ``state``, ``confirm``, ``amend``, ``reject``, ``supersede``, ``withdraw`` or
            ``carry``.
        actor: Who decided; None if a rule proposed it.
        at: When, in UTC.
        reason: Why, in the person's words; may be empty.
        kind: What the words are taken for from then on; so for all that follows.
        span: The words, in the raw text.
        attributes: What was made of them.
        note: What a person wrote about it.
        status: Where the statement stood.
        successor: Name of the statement that took its place; None if none did, or it is not readable.
        marking: Marking of this version.
    """

    statement: str
    version: int
    action: str
    actor: str | None
    at: datetime
    reason: str
    kind: str
    span: Span
    attributes: Attributes
    note: str
    status: str
    successor: str | None
    marking: Marking


@dataclass(frozen=True, slots=True)
class EvidenceView:
    """Words that a statement rests on besides its own.

    Args:
        statement: Name of the statement inside the record.
        ordinal: Its place among the statement's evidence.
        document_id: Name of the cited document inside the record.
        citation: The words.
        actor: Who brought it.
        at: When, in UTC.
        marking: Marking of the words.
    """

    statement: str
    ordinal: int
    document_id: str
    citation: Citation
    actor: str
    at: datetime
    marking: Marking


@dataclass(frozen=True, slots=True)
class DoubtView:
    """A statement whose words were not surely found in a better copy of its document.

    Args:
        id: Its name inside the record.
        statement: The statement, which stands as it was.
        document_id: The better copy.
        candidates: Where the words may be there, the likeliest first; may be empty.
        cause: ``missing``, ``several`` or ``differs``.
        at: When the copy was taken in, in UTC.
    """

    id: str
    statement: StatementView
    document_id: str
    candidates: tuple[Span, ...]
    cause: str
    at: datetime
