"""What a reader is given of a document; plain values, with the reader's limits already applied."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from reftel.document import Citation, Marking, Span


@dataclass(frozen=True, slots=True)
class DocumentView:
    """A document as far as one reader may know of it.

    Args:
        id: Its name inside the record; tells nothing about the document.
        kind: ``telegram`` or ``narrative``.
        key: The name it is cited by, such as ``09HONGKONG1103`` or ``HKG 2018``.
        title: Its subject; None if it has none, or the reader may not read it.
        countries: ISO 3166-1 alpha-3 codes of the countries that it is about, as far as readable.
        year: The year that it is about, else the one that it was written in; None if neither is known.
        written_year: The year that it was written in, or that a narrative reports on; None if unknown.
        marking: The join of the markings that the reader may read, which says nothing of higher ones.
        encoding: How its bytes were read.
        added_at: When it was taken in, in UTC.
        reader_version: Version of Reftel that read it.
        version: How often its release was changed.
        embargo_until: When it is released; None if it has no embargo.
        file_name: Base name of the file that it came in; None unless the reader may read all of it, as with
            the next two: a name, a size or a digest may tell what is in the rest.
        size: Number of its bytes.
        sha256: Their digest.
    """

    id: str
    kind: str
    key: str
    title: str | None
    countries: tuple[str, ...]
    year: int | None
    written_year: int | None
    marking: Marking
    encoding: str
    added_at: datetime
    reader_version: str
    version: int
    embargo_until: datetime | None = None
    file_name: str | None = None
    size: int | None = None
    sha256: str | None = None


@dataclass(frozen=True, slots=True)
class PassageView:
    """A piece of a document; ``raw[span]`` is its text.

    Args:
        document: Key of the document.
        document_id: Its name inside the record.
        kind: What it is: ``subject``, ``paragraph``, ``comment`` ...
        label: How a citation names it, such as ``¶4``.
        span: Where it stands in the raw text.
        text: Its words as they stand.
        marking: Its marking.
    """

    document: str
    document_id: str
    kind: str
    label: str
    span: Span
    text: str
    marking: Marking

    def cite(self, span: Span | None = None) -> Citation:
        """A citation of some of its words, or of all of them.

        Args:
            span: The words, in the raw text; must lie inside the passage.

        Raises:
            ValueError: They do not.
        """
        words = span if span is not None else self.span
        if not self.span.covers(words):
            raise ValueError(f"{words} does not lie inside {self.span}")
        return Citation(self.document, self.label, words, words.shift(-self.span.start).of(self.text))
