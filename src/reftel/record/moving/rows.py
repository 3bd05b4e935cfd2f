"""Putting the rows of a dump into empty tables, a few hundred at a time."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any

from django.db import DatabaseError, models, transaction
from django.db.models import Max

from reftel.errors import DumpError
from reftel.record.moving.folders import TABLES, Part
from reftel.record.moving.tables import BATCH, BadLineError, Table, Values

# The number of a line in its file, and what stands there.
Numbered = tuple[int, Values]
# Of a passage: its document, where it starts and ends; of a document: where its last passage ends.
Place = tuple[int, int, int]

# Tables whose rows cite words of a document.
_CITING = frozenset({"statement", "evidence", "redaction"})

_CHANGED = "The file is not as it was written: its digest is another one"
_CHANGED_ADVICE = "Take another copy of the dump, or load the rest with --skip-bad."
_CITES_NOTHING = "It cites words that are not there"


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Something in a dump that was not loaded.

    Args:
        file: Its file, from the dump's folder.
        line: The number of the line; 0 for the file itself.
        reason: Why, as a clause without words of the line.
    """

    file: str
    line: int
    reason: str

    @property
    def where(self) -> str:
        """File and line as they are told."""
        return f"{self.file}, line {self.line}" if self.line else self.file


@dataclass(slots=True)
class Tray:
    """Where bad lines go: the first one ends it all, or all are put aside.

    Args:
        skip_bad: Whether to put them aside.
    """

    skip_bad: bool
    left_out: list[LeftOut] = field(default_factory=list)

    def put(self, left: LeftOut) -> None:
        """Put something aside.

        Raises:
            DumpError: That is not asked for.
        """
        if not self.skip_bad:
            raise DumpError(left.reason, where=left.where, advice=_advise(left))
        self.left_out.append(left)


@dataclass(frozen=True, slots=True)
class Loader:
    """Loads one table.

    Args:
        alias: The database, in a transaction.
        table: The table; those that it refers to are loaded.
        tables: All models of the record at this step, by the names of their tables.
        tray: Where bad lines go.
    """

    alias: str
    table: Table
    tables: Mapping[str, type[models.Model]]
    tray: Tray

    def load(self, folder: Path, part: Part) -> int:
        """Load the table from its file in a dump.

        Args:
            folder: The dump's folder.
            part: What the dump says of the file.

        Returns:
            How many rows were loaded.
        """
        digest = hashlib.sha256()
        name = f"{TABLES}/{self.table.name}.jsonl"
        loaded = lines = 0
        try:
            with (folder / name).open("rb") as file:
                numbered = enumerate(_digesting(file, digest.update), 1)
                while batch := list(islice(numbered, BATCH)):
                    lines += len(batch)
                    loaded += self._take(name, batch)
        except FileNotFoundError:
            self.tray.put(LeftOut(name, 0, "The file is missing"))
            return 0
        if digest.hexdigest() != part.sha256 or lines != part.rows:
            self.tray.put(LeftOut(name, 0, _CHANGED))
        return loaded

    def _take(self, name: str, batch: Iterable[tuple[int, bytes]]) -> int:
        rows: list[Numbered] = []
        for number, line in batch:
            try:
                rows.append((number, self.table.read_row(line)))
            except BadLineError as error:
                self.tray.put(LeftOut(name, number, str(error)))
        for check in (self._without_target, self._without_words):
            bad = dict(check(rows))
            for number, reason in bad.items():
                self.tray.put(LeftOut(name, number, reason))
            rows = [row for row in rows if row[0] not in bad]
        return self._insert(name, rows)

    def _insert(self, name: str, rows: list[Numbered]) -> int:
        try:
            self._insert_all(rows)
        except DatabaseError:
            if len(rows) == 1:
                self.tray.put(
                    LeftOut(name, rows[0][0], "It is the same row as another, or one that cannot be")
                )
                return 0
            # Halved until the bad one is found: as a rule there is one, or none.
            middle = len(rows) // 2
            return self._insert(name, rows[:middle]) + self._insert(name, rows[middle:])
        return len(rows)

    def _insert_all(self, rows: list[Numbered]) -> None:
        manager = self.table.model._base_manager.using(self.alias)
        with transaction.atomic(using=self.alias):
            manager.bulk_create([self.table.model(**values) for _, values in rows], batch_size=BATCH)

    def _without_target(self, rows: list[Numbered]) -> Iterator[tuple[int, str]]:
        """The rows that refer to others which are not there."""
        for column, model in self.table.references():
            named = {values[column] for _, values in rows if values[column] is not None}
            there = self._existing(model, named)
            for number, values in rows:
                if values[column] is not None and values[column] not in there:
                    target = model._meta.db_table
                    yield number, f"It refers by “{column}” to a row of “{target}” that is not there"

    def _existing(self, model: type[models.Model], named: Iterable[Any]) -> set[Any]:
        rows = model._base_manager.using(self.alias).filter(pk__in=sorted(named))
        return set(rows.values_list("pk", flat=True))

    def _without_words(self, rows: list[Numbered]) -> Iterator[tuple[int, str]]:
        """The rows that cite words which no passage of the document holds."""
        if self.table.name not in _CITING:
            return
        ends = self._ends({values["document_id"] for _, values in rows})
        passages = self._passages({values["passage_id"] for _, values in rows if "passage_id" in values})
        for number, values in rows:
            start, end, document = values["start"], values["end"], values["document_id"]
            place = passages[values["passage_id"]] if "passage_id" in values else (document, 0, end)
            lands = place[0] == document and place[1] <= start < min(place[2], end)
            if not lands or end > ends.get(document, 0):
                yield number, _CITES_NOTHING

    def _ends(self, documents: set[int]) -> dict[int, int]:
        rows = self.tables["passage"]._base_manager.using(self.alias).filter(document__in=sorted(documents))
        return dict(rows.values_list("document").annotate(Max("end")))

    def _passages(self, numbers: set[int]) -> dict[int, Place]:
        rows = self.tables["passage"]._base_manager.using(self.alias).filter(pk__in=sorted(numbers))
        found = rows.values_list("pk", "document", "start", "end")
        return {number: (document, start, end) for number, document, start, end in found}


def _digesting(lines: Iterable[bytes], update: Callable[[bytes], object]) -> Iterator[bytes]:
    for line in lines:
        update(line)
        yield line


def _advise(left: LeftOut) -> str:
    if left.reason == _CHANGED:
        return _CHANGED_ADVICE
    return "Nothing was loaded; --skip-bad loads the rest and names what it leaves out."
