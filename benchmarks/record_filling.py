"""Fills a record with invented telegrams and narratives in bulk, for `record_scale`.

The rows are those that an import would write, with a trail whose links follow from each other. They are
made without reading any text: the digests in the trail are of the keys, and the bytes of the originals are
left out, since nothing that is measured looks at either.
"""

from __future__ import annotations

import hashlib
import json
import random
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any

from reftel.document import Level, Marking
from reftel.record import Record
from reftel.vocab.countries import countries

FIRST_YEAR, YEARS, COUNTRIES = 2001, 25, 195
PASSAGES, STATEMENTS = 25, 8
NARRATIVE_PASSAGES, NARRATIVE_STATEMENTS = 30, 20
# Lines of the head are short, paragraphs are not.
HEAD_PASSAGES = 9
BATCH = 2000
ADDED_AT = "2026-01-01 00:00:00"

MARKINGS = (
    Marking(Level.U),
    Marking(Level.SBU),
    Marking(Level.C),
    Marking(Level.C, frozenset({"NOFORN"})),
    Marking(Level.S),
)
_SAMPLE = (
    "the Minister argued that figures on shelters were incomplete and promised a decree before autumn while "
    "police convicted traffickers under a new law and officials identified victims of forced labor while "
    "the embassy asked for data on sentences complicity referral training inspections funds and visits"
)
WORDS = _SAMPLE.split()
KINDS = ("position", "dispute", "commitment", "fact")
STATES = ("proposed", "confirmed", "proposed", "rejected")

Rows = list[dict[str, Any]]


def fill(record: Record, telegrams: int, narratives: int) -> None:
    """Fill an empty record.

    Args:
        record: The record, on SQLite.
        telegrams: How many telegrams.
        narratives: How many narratives; of one country and year each, as far as there are such.
    """
    from django.db import connections, transaction

    from reftel.record.markings.models import keep_marking

    chance = random.Random(195)  # noqa: S311
    numbers = [keep_marking(record.alias, marking) for marking in MARKINGS]
    maker = _Maker(
        chance,
        numbers,
        [" ".join(chance.choices(WORDS, k=chance.randint(3, 9))) for _ in range(500)],
        [" ".join(chance.choices(WORDS, k=chance.randint(40, 160))) for _ in range(5000)],
    )
    names = [country.iso3 for country in countries() if not country.is_invented][:COUNTRIES]
    documents = _documents(names, telegrams, narratives)
    # What a crash would lose can be made again; the measuring opens the record anew, and safe.
    connections[record.alias].cursor().execute("PRAGMA synchronous=OFF")
    while batch := list(islice(documents, BATCH)):
        maker.clear()
        for document in batch:
            maker.add(*document)
        with transaction.atomic(using=record.alias):
            _store(record.alias, maker)


def _documents(names: list[str], telegrams: int, narratives: int) -> Iterator[tuple[str, str, str, int]]:
    """Kind, key, country and year of each."""
    places = [(name, FIRST_YEAR + year) for year in range(YEARS) for name in names]
    for name, year in places[-narratives:] if narratives else ():
        yield "narrative", f"{name} {year}", name, year
    for number in range(telegrams):
        name, year = places[number * 7919 % len(places)]
        yield "telegram", f"{year % 100:02}{name}{number}", name, year


class _Maker:
    """Makes the rows of documents as values."""

    def __init__(
        self, chance: random.Random, markings: list[int], lines: list[str], paragraphs: list[str]
    ) -> None:
        self._chance = chance
        self._markings = markings
        self._texts = (lines, paragraphs)
        self._document = 0
        self._passage = 0
        self.clear()

    def clear(self) -> None:
        """Forget the rows."""
        self.documents: Rows = []
        self.countries: Rows = []
        self.passages: Rows = []
        self.statements: Rows = []

    def add(self, kind: str, key: str, iso3: str, year: int) -> None:
        """Make the rows of one document."""
        is_telegram = kind == "telegram"
        self._document += 1
        # A third of all telegrams is open throughout.
        is_open = not is_telegram or self._chance.random() < 0.33
        markings = self._markings[:1] if is_open else self._markings
        count, head = (PASSAGES, HEAD_PASSAGES) if is_telegram else (NARRATIVE_PASSAGES, 0)
        passages = self._make_passages(count, head, markings)
        digest = hashlib.sha256(key.encode()).hexdigest()
        first = passages[0]["marking_id"]
        self.documents.append(
            {
                "id": self._document, "uid": digest[:32], "kind": kind, "key": key, "sha256": digest,
                "title": f"{iso3}: A VISIT", "title_marking_id": first, "marking_id": markings[-1],
                "year": year, "about_year": year if is_telegram else None, "about_marking_id": first,
                "tail": "", "encoding": "utf-8", "file_name": f"{key}.txt", "size": passages[-1]["end"],
                "added_at": ADDED_AT, "added_by_id": 1, "embargo_until": None, "kept_sha256": "",
                "version": 0, "reader_version": "0.1.0",
            }
        )  # fmt: skip
        self.countries.append(
            {"document_id": self._document, "iso3": iso3, "ordinal": 0, "marking_id": first}
        )
        self.passages += passages
        wanted = STATEMENTS if is_telegram else NARRATIVE_STATEMENTS
        self._make_statements(sorted(self._chance.choices(passages[head:], k=wanted), key=lambda p: p["id"]))

    def _make_passages(self, count: int, head: int, markings: Sequence[int]) -> Rows:
        rows: Rows = []
        at = 0
        for ordinal in range(count):
            gap = "\n\n" if ordinal else ""
            text = self._chance.choice(self._texts[ordinal >= head])
            start = at + len(gap)
            at = start + len(text)
            self._passage += 1
            rows.append(
                {
                    "id": self._passage, "document_id": self._document, "ordinal": ordinal,
                    "kind": "paragraph" if ordinal >= head else "line", "label": f"¶{ordinal}",
                    "start": start, "end": at, "gap": gap, "text": text,
                    "marking_id": self._chance.choice(markings),
                }
            )  # fmt: skip
        return rows

    def _make_statements(self, passages: Rows) -> None:
        for number, passage in enumerate(passages):
            start, end = passage["start"], passage["end"]
            self.statements.append(
                {
                    "uid": f"{self._document:016x}{number:016x}", "document_id": self._document,
                    "passage_id": passage["id"], "kind": KINDS[number % 4], "start": start,
                    "end": min(end, start + 80), "rule": "rule/1", "author_id": None,
                    "attributes": json.dumps({"side": "theirs", "count": number}),
                    "evidence": json.dumps([[start, end]]), "note": "", "marking_id": passage["marking_id"],
                    "status": STATES[number // 2 % 4], "version": 0,
                }
            )  # fmt: skip


def _store(alias: str, maker: _Maker) -> None:
    from reftel.record.audit.trail import Entry, note
    from reftel.record.documents.models import CountryRow, DocumentRow, PassageRow
    from reftel.record.statements.models import StatementRow

    _insert(alias, DocumentRow, maker.documents)
    _insert(alias, CountryRow, maker.countries)
    _insert(alias, PassageRow, maker.passages)
    _insert(alias, StatementRow, maker.statements)
    note(alias, *(Entry("import", 1, "document", row["uid"], row["sha256"]) for row in maker.documents))


def _insert(alias: str, model: Any, rows: Rows) -> None:
    """Insert rows of a model at once, without an instance for each."""
    from django.db import connections

    columns = [field.column for field in model._meta.concrete_fields if field.column in rows[0]]
    unset = {field.column for field in model._meta.concrete_fields} - set(columns)
    assert set(columns) == set(rows[0]), model
    assert unset <= {"id"}, f"{model} has new columns: {unset}"
    marks, names = ", ".join(["%s"] * len(columns)), ", ".join(f'"{column}"' for column in columns)
    statement = f'INSERT INTO "{model._meta.db_table}" ({names}) VALUES ({marks})'  # noqa: S608
    with connections[alias].cursor() as cursor:
        cursor.executemany(statement, [tuple(row[column] for column in columns) for row in rows])
