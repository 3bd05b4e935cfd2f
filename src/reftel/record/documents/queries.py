"""Reading documents and passages from the record, as one reader."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple, Self

from django.db.models import Case, F, Q, QuerySet, When

from reftel.document import Marking, Reader, Span, join_markings
from reftel.record.database.prepared import NOW, NUMBER, fetch, fetch_rows
from reftel.record.documents.models import CountryRow, DocumentQuerySet, DocumentRow, PassageRow
from reftel.record.documents.views import DocumentView, PassageView
from reftel.record.markings.models import Sight, load_markings, readable_ids, sight

DocumentName = DocumentView | str

# As long as `new_uid` makes them.
UID_LENGTH = 32

# What stands in prepared queries for values. No year is as late, and no text has this in it.
_YEAR = 32_417
_COUNTRY, _KIND, _KEY = (
    "\N{REPLACEMENT CHARACTER}COUNTRY",
    "\N{REPLACEMENT CHARACTER}kind",
    "\N{REPLACEMENT CHARACTER}key",
)

# Much below what SQLite allows for the variables of one statement.
BATCH = 500


class Passage(NamedTuple):
    """A passage as the record keeps it; its columns, without the cost of a model."""

    pk: int
    ordinal: int
    kind: str
    label: str
    start: int
    end: int
    gap: str
    text: str
    marking_id: int


@dataclass(frozen=True, slots=True)
class Selection:
    """Which documents are asked for; None asks for any. See `Record.documents`."""

    country: str | None = None
    year: int | None = None
    kind: str | None = None
    key: str | None = None


def documents_of(alias: str, reader: Reader, selection: Selection) -> tuple[DocumentView, ...]:
    """What the reader is given of the documents that are asked for, by key, the newest of one key last."""
    asked = _Asked.of(selection)
    if asked is None:
        return ()
    seen = sight(alias, reader)
    rows: list[DocumentRow] = fetch_rows(
        alias,
        ("documents", asked.selection, seen.shape),
        lambda: _selected(alias, reader, asked.selection, NOW).order_by("key", "added_at", "pk"),
        asked.values,
        DocumentRow,
    )
    return _view_all(alias, reader, seen, rows)


def count_documents(alias: str, reader: Reader, selection: Selection) -> int:
    """How many these are."""
    return _selected(alias, reader, selection).count() if _Asked.of(selection) is not None else 0


def find_row(alias: str, reader: Reader, document: DocumentName) -> DocumentRow | None:
    """The row of a document that was named by view, id or key; of several with one key the newest."""
    return _find(alias, reader, sight(alias, reader), document)


def _find(alias: str, reader: Reader, seen: Sight, document: DocumentName) -> DocumentRow | None:
    name = document.id if isinstance(document, DocumentView) else document
    if not is_storable(name):
        return None
    for column in ("uid", "key") if len(name) == UID_LENGTH else ("key",):
        rows: list[DocumentRow] = fetch_rows(
            alias,
            ("document", column, seen.shape),
            lambda column=column: _readable(alias, reader).filter(**{column: _KEY}),  # type: ignore[misc]
            {_KEY: name},
            DocumentRow,
        )
        if rows:
            return max(rows, key=lambda row: (row.added_at, row.pk))
    return None


def find_view(alias: str, reader: Reader, document: DocumentName) -> DocumentView | None:
    """What the reader is given of a document that was named in this way."""
    seen = sight(alias, reader)
    row = _find(alias, reader, seen, document)
    return _view_all(alias, reader, seen, [row])[0] if row is not None else None


def held_keys(alias: str, reader: Reader, keys: Iterable[str]) -> frozenset[str]:
    """Those of the keys that documents have of which the reader may know."""
    asked = sorted({key for key in keys if is_storable(key)})
    rows = DocumentRow.objects.using(alias).readable_by(reader)
    return frozenset(
        key
        for first in range(0, len(asked), BATCH)
        for key in rows.filter(key__in=asked[first : first + BATCH]).values_list("key", flat=True)
    )


def passages_of(alias: str, reader: Reader, document: DocumentName) -> tuple[PassageView, ...]:
    """The passages of one document that the reader may read, in text order."""
    seen = sight(alias, reader)
    row = _find(alias, reader, seen, document)
    if row is None:
        return ()
    found = passages_in(alias, reader, row, seen)
    return tuple(_view_passage(passage, row, seen.markings) for passage in found)


def passages_of_kind(alias: str, reader: Reader, document_kind: str, kind: str) -> tuple[PassageView, ...]:
    """The passages of one kind in all documents of one kind that the reader may read; one query."""
    markings = load_markings(alias)
    rows = PassageRow.objects.using(alias).readable_by(reader).filter(document__kind=document_kind, kind=kind)
    return tuple(
        _view_passage(Passage._make(getattr(row, name) for name in Passage._fields), row.document, markings)
        for row in rows.select_related("document").order_by("document__key", "document", "ordinal")
    )


def passages_in(alias: str, reader: Reader, row: DocumentRow, seen: Sight | None = None) -> list[Passage]:
    """The same as the record keeps them."""
    found = fetch(
        alias,
        ("passages", (seen or sight(alias, reader)).shape),
        lambda: (
            PassageRow.objects.using(alias)
            .readable_by(reader, NOW)
            .filter(document=NUMBER)
            .order_by("ordinal")
            .values_list(*Passage._fields)
        ),
        {NUMBER: row.pk},
    )
    return [Passage._make(values) for values in found]


def may_read_all(alias: str, reader: Reader, row: DocumentRow) -> bool:
    """Whether the reader may read everything in a document."""
    return DocumentRow.objects.using(alias).wholly_readable_by(reader).filter(pk=row.pk).exists()


def rebuild_text(alias: str, row: DocumentRow) -> str:
    """The raw text of a document; only for a reader who may read all of it."""
    pieces: list[str] = []
    rows = PassageRow.objects.using(alias).filter(document=row).order_by("ordinal")
    for gap, text in rows.values_list("gap", "text"):
        pieces += (gap, text)
    return "".join((*pieces, row.tail))


def _about(year: int, readable: Sequence[int]) -> Q:
    """About a year by what the text says, or, if it says nothing that is readable, written in it."""
    told = Q(about_year__isnull=False, about_marking_id__in=readable)
    return (told & Q(about_year=year)) | (~told & Q(year=year))


def is_storable(text: str) -> bool:
    """Whether a text can stand in a database at all; what comes from a command line need not."""
    return "\x00" not in text and not any("\ud800" <= char <= "\udfff" for char in text)


def _selected(
    alias: str, reader: Reader, selection: Selection, now: datetime | None = None
) -> DocumentQuerySet:
    """The documents that are asked for and of which the reader may know."""
    rows: DocumentQuerySet = DocumentRow.objects.using(alias).readable_by(reader, now)
    if selection.country is not None:
        links = CountryRow.objects.using(alias).readable_by(reader, now)
        rows = rows.filter(pk__in=links.filter(iso3=selection.country.strip().upper()).values("document"))
    if selection.year is not None and selection.country is not None:
        # Said so that no index of years is taken: a country has fewer documents than a year.
        told = Q(about_year__isnull=False, about_marking_id__in=readable_ids(alias, reader))
        year = Case(When(told, then=F("about_year")), default=F("year"))
        rows = rows.alias(asked_year=year).filter(asked_year=selection.year)
    elif selection.year is not None:
        rows = rows.filter(_about(selection.year, readable_ids(alias, reader)))
    if selection.kind is not None:
        rows = rows.filter(kind=selection.kind)
    if selection.key is not None:
        rows = rows.filter(key=selection.key)
    return rows


@dataclass(frozen=True, slots=True)
class _Asked:
    """A selection with placeholders, and the values that belong there."""

    selection: Selection
    values: Mapping[object, object]

    @classmethod
    def of(cls, selection: Selection) -> Self | None:
        """The same of a selection; None if no record can hold what is asked for."""
        texts = (selection.country, selection.kind, selection.key)
        if not all(is_storable(text) for text in texts if text):
            return None
        if selection.year is not None and not 0 <= selection.year < _YEAR:
            return None
        country, kind, key = texts
        shape = Selection(
            None if country is None else _COUNTRY,
            None if selection.year is None else _YEAR,
            None if kind is None else _KIND,
            None if key is None else _KEY,
        )
        iso3 = None if country is None else country.strip().upper()
        return cls(shape, {_COUNTRY: iso3, _YEAR: selection.year, _KIND: kind, _KEY: key})


def _readable(alias: str, reader: Reader) -> DocumentQuerySet:
    rows: DocumentQuerySet = DocumentRow.objects.using(alias).readable_by(reader, NOW)
    return rows


def _view_all(
    alias: str, reader: Reader, seen: Sight, rows: Sequence[DocumentRow]
) -> tuple[DocumentView, ...]:
    """What the reader is given of documents that were found for him."""
    of_passages: dict[int, list[Marking]] = defaultdict(list)
    countries: dict[int, list[str]] = defaultdict(list)
    for first in range(0, len(rows), BATCH):
        numbers = _pad([row.pk for row in rows[first : first + BATCH]])
        places = [NUMBER - place for place in range(len(numbers))]
        values = dict(zip(places, numbers, strict=True))
        for document_id, marking_id in fetch(
            alias,
            ("markings of documents", len(numbers), seen.shape),
            lambda: (
                _of_documents(PassageRow.objects.using(alias).readable_by(reader, NOW), places)  # noqa: B023
                .values_list("document_id", "marking_id")
                .distinct()
            ),
            values,
        ):
            of_passages[document_id].append(seen.markings[marking_id])
        for document_id, iso3 in fetch(
            alias,
            ("countries of documents", len(numbers), seen.shape),
            lambda: (
                _of_documents(CountryRow.objects.using(alias).readable_by(reader, NOW), places)  # noqa: B023
                .order_by("document_id", "ordinal")
                .values_list("document_id", "iso3")
            ),
            values,
        ):
            countries[document_id].append(iso3)
    return tuple(
        _view(row, seen.readable, join_markings(of_passages[row.pk]), countries[row.pk]) for row in rows
    )


def _of_documents(rows: QuerySet[Any, Any], places: Sequence[int]) -> QuerySet[Any, Any]:
    return rows.filter(document__in=places) if len(places) > 1 else rows.filter(document=places[0])


def _pad(numbers: list[int]) -> list[int]:
    """As many as a power of two, with the last one repeated, so that a few prepared queries do for all."""
    return numbers + numbers[-1:] * ((1 << (len(numbers) - 1).bit_length()) - len(numbers))


def _view_passage(passage: Passage, row: DocumentRow, markings: Mapping[int, Marking]) -> PassageView:
    return PassageView(
        document=row.key,
        document_id=row.uid,
        kind=passage.kind,
        label=passage.label,
        span=Span(passage.start, passage.end),
        text=passage.text,
        marking=markings[passage.marking_id],
    )


def _view(
    row: DocumentRow, readable: Sequence[int], marking: Marking, countries: Sequence[str]
) -> DocumentView:
    knows_year = row.about_year is not None and row.about_marking_id in readable
    knows_all = row.marking_id in readable
    return DocumentView(
        id=row.uid,
        kind=row.kind,
        key=row.key,
        title=(row.title or None) if row.title_marking_id in readable else None,
        countries=tuple(countries),
        year=row.about_year if knows_year else row.year,
        written_year=row.year,
        marking=marking,
        encoding=row.encoding,
        added_at=row.added_at,
        reader_version=row.reader_version,
        version=row.version,
        embargo_until=row.embargo_until,
        file_name=row.file_name if knows_all else None,
        size=row.size if knows_all else None,
        sha256=row.sha256 if knows_all else None,
    )
