"""What can be asked of an open record."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

from reftel.document import Problem, Reader
from reftel.record import orm
from reftel.record.documents.views import DocumentView, PassageView
from reftel.record.failures import record_failures
from reftel.record.originals import read_original
from reftel.record.statements.views import DecisionView, DoubtView, EvidenceView, StatementView


@dataclass(frozen=True, slots=True)
class Record:
    """An open record; every method that reads names its reader and gives him what he may read, no more.

    A document of which a reader may read no passage does not exist for him. Where a document is asked for,
    a view, an id or a key will do; of several documents with one key the newest is taken.

    Args:
        path: Its folder.
        alias: What Django knows its database by.
    """

    path: Path
    alias: str

    def documents(
        self,
        reader: Reader,
        *,
        country: str | None = None,
        year: int | None = None,
        kind: str | None = None,
        key: str | None = None,
    ) -> tuple[DocumentView, ...]:
        """The documents in the record.

        Args:
            reader: Who reads.
            country: ISO 3166-1 alpha-3 code of a country that they are about.
            year: The year that they are about, or were written in if they do not say.
            kind: ``telegram`` or ``narrative``.
            key: The name that they are cited by.

        Returns:
            The documents that fit all of these, by key; of one key the newest last.

        Raises:
            RecordError: The database is damaged or cannot be read; so for all methods.
        """
        from reftel.record.documents import queries

        with record_failures(self.path):
            selection = queries.Selection(country, year, kind, key)
            return queries.documents_of(self.alias, reader, selection)

    def count_documents(
        self,
        reader: Reader,
        *,
        country: str | None = None,
        year: int | None = None,
        kind: str | None = None,
    ) -> int:
        """How many documents `documents` would give."""
        from reftel.record.documents import queries

        with record_failures(self.path):
            selection = queries.Selection(country, year, kind)
            return queries.count_documents(self.alias, reader, selection)

    def document(self, reader: Reader, document: DocumentView | str) -> DocumentView | None:
        """One document; None if there is none for this reader."""
        from reftel.record.documents import queries

        with record_failures(self.path):
            return queries.find_view(self.alias, reader, document)

    def held_keys(self, reader: Reader, keys: Iterable[str]) -> frozenset[str]:
        """Those of the keys by which the record holds a document that the reader may know of."""
        from reftel.record.documents import queries

        with record_failures(self.path):
            return queries.held_keys(self.alias, reader, keys)

    def passages(self, reader: Reader, document: DocumentView | str) -> tuple[PassageView, ...]:
        """The passages of a document that the reader may read, in text order."""
        from reftel.record.documents import queries

        with record_failures(self.path):
            return queries.passages_of(self.alias, reader, document)

    def reference_blocks(self, reader: Reader) -> tuple[PassageView, ...]:
        """The REF blocks of all telegrams that the reader may read, with their keys, by telegram."""
        from reftel.record.documents import queries

        with record_failures(self.path):
            return queries.passages_of_kind(self.alias, reader, "telegram", "references")

    def statements(
        self,
        reader: Reader,
        document: DocumentView | str,
        *,
        kind: str | None = None,
        all_states: bool = False,
    ) -> tuple[StatementView, ...]:
        """What is said of the words of a document, of one kind or all, in text order.

        A statement is shown to who may read all the words that it is about. What was rejected, superseded or
        withdrawn is left out unless all states are asked for.
        """
        from reftel.record.documents import queries
        from reftel.record.statements.queries import statements_of

        with record_failures(self.path):
            row = queries.find_row(self.alias, reader, document)
            if row is None:
                return ()
            return statements_of(self.alias, reader, row, kind=kind, all_states=all_states)

    def statement(self, reader: Reader, statement: str) -> StatementView | None:
        """One statement by its name inside the record, or the beginning of it; None if that names not one."""
        from reftel.record.statements import queries

        with record_failures(self.path):
            row = queries.find_statement(self.alias, reader, statement)
            row = row or queries.find_by_beginning(self.alias, reader, statement)
            return queries.view_statement(self.alias, reader, row) if row else None

    def history(self, reader: Reader, statement: str) -> tuple[DecisionView, ...]:
        """Every version of a statement that the reader may read; none if nobody has decided on it."""
        from reftel.record.statements import queries

        with record_failures(self.path):
            row = queries.find_statement(self.alias, reader, statement)
            return queries.history_of(self.alias, reader, row) if row else ()

    def evidence(self, reader: Reader, statement: str) -> tuple[EvidenceView, ...]:
        """What a statement rests on besides its own words, as far as the reader may read it."""
        from reftel.record.statements import queries

        with record_failures(self.path):
            row = queries.find_statement(self.alias, reader, statement)
            return queries.evidence_of(self.alias, reader, row) if row else ()

    def doubts(self, reader: Reader) -> tuple[DoubtView, ...]:
        """The statements of which a person must say where their words are in a better copy."""
        from reftel.record.statements.queries import open_doubts

        with record_failures(self.path):
            return open_doubts(self.alias, reader)

    def problems(self, reader: Reader, document: DocumentView | str) -> tuple[Problem, ...]:
        """What could not be made sense of in the passages that the reader may read, in text order."""
        from reftel.record.documents import queries
        from reftel.record.problems.queries import problems_of

        with record_failures(self.path):
            row = queries.find_row(self.alias, reader, document)
            return problems_of(self.alias, reader, row) if row else ()

    def raw_text(self, reader: Reader, document: DocumentView | str) -> str | None:
        """The whole text of a document as it was read; None unless the reader may read all of it."""
        from reftel.record.documents import queries

        with record_failures(self.path):
            row = queries.find_row(self.alias, reader, document)
            if row is None or not queries.may_read_all(self.alias, reader, row):
                return None
            return queries.rebuild_text(self.alias, row)

    def original_bytes(self, reader: Reader, document: DocumentView | str) -> bytes | None:
        """The bytes that a document came in; None unless the reader may read all of it.

        Raises:
            RecordError: They are missing, or no longer have the digest that they came with.
        """
        from reftel.record.documents import queries

        with record_failures(self.path):
            row = queries.find_row(self.alias, reader, document)
            if row is None or not queries.may_read_all(self.alias, reader, row):
                return None
            return read_original(self.path, row.kept_sha256 or row.sha256)

    def close(self) -> None:
        """Close the database; the record must not be used after that."""
        orm.disconnect(self.alias)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()
