"""Citations: the document, the paragraph and the words that a statement rests on."""

from __future__ import annotations

from dataclasses import dataclass

from reftel.document.span import Span


@dataclass(frozen=True, slots=True)
class Citation:
    """Points at words of a document; ``raw[span]`` is the quote, to the letter.

    Args:
        document: Key of the document, such as ``09HONGKONG1103``.
        paragraph: Label of the paragraph inside it, such as ``¶4``.
        span: The quoted words in the document's raw text.
        quote: These words as they stand, line breaks included.
    """

    document: str
    paragraph: str
    span: Span
    quote: str

    def __str__(self) -> str:
        return f"{self.document}, {self.paragraph}" if self.paragraph else self.document

    def lands_on(self, raw: str) -> bool:
        """Whether the quote still stands in this text where the citation says."""
        return self.span.of(raw) == self.quote
