"""Reading documents and passages from the record, as one reader."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Q

from reftel.document import Marking, Reader, Span, join_markings
from reftel.record.documents.models import CountryRow, DocumentQuerySet, DocumentRow, PassageRow
from reftel.record.documents.views import DocumentView, PassageView
from reftel.record.markings.models import load_markings, readable_ids

DocumentName = DocumentView | str

# Much below what SQLite allows for the variables of one statement.
BATCH = 500


@dataclass(frozen=True, slots=True)
class Selection:
    """Which documents are asked for; None asks for any. See `Record.documents`."""

    country: str | None = None
    year: int | None = None
    kind: str | None = None
    key: str | None = None


def select_documents(alias: str, reader: Reader, selection: Selection) -> DocumentQuerySet:
    """The rows of the documents that are asked for and of which the reader may know."""
    rows: DocumentQuerySet = DocumentRow.objects.using(alias).readable_by(reader)
    if not all(is_storable(text) for text in (selection.country, selection.kind, selection.key) if text):
        return rows.none()
    if selection.country is not None:
        iso3 = selection.country.strip().upper()
        links = CountryRow.objects.using(alias).readable_by(reader).filter(iso3=iso3)
        rows = rows.filter(pk__in=links.values("document"))
    if selection.year is not None:
        rows = rows.filter(_about(selection.year, readable_ids(alias, reader)))
    if selection.kind is not None:
        rows = rows.filter(kind=selection.kind)
    if selection.key is not None:
        rows = rows.filter(key=selection.key)
    return rows


def view_documents(alias: str, reader: Reader, rows: DocumentQuerySet) -> tuple[DocumentView, ...]:
    """What the reader is given of the selected documents, by key, the newest of one key last."""
    markings = load_markings(alias)
    readable = readable_ids(alias, reader)
    # Three queries, whatever the number of documents; the numbers of the rows never go back to the database,
    # which takes some thousand values in a query and no more.
    of_passages: dict[int, list[Marking]] = defaultdict(list)
    passages = PassageRow.objects.using(alias).readable_by(reader).filter(document__in=rows.values("pk"))
    for document_id, marking_id in passages.values_list("document_id", "marking_id").distinct():
        of_passages[document_id].append(markings[marking_id])
    countries: dict[int, list[str]] = defaultdict(list)
    links = CountryRow.objects.using(alias).readable_by(reader).filter(document__in=rows.values("pk"))
    for document_id, iso3 in links.order_by("document", "ordinal").values_list("document_id", "iso3"):
        countries[document_id].append(iso3)
    return tuple(
        _view(row, readable, join_markings(of_passages[row.pk]), countries[row.pk])
        for row in rows.order_by("key", "added_at", "pk")
    )


def find_row(alias: str, reader: Reader, document: DocumentName) -> DocumentRow | None:
    """The row of a document that was named by view, id or key; of several with one key the newest."""
    name = document.id if isinstance(document, DocumentView) else document
    if not is_storable(name):
        return None
    rows = DocumentRow.objects.using(alias).readable_by(reader)
    by_id = rows.filter(uid=name).first()
    return by_id or rows.filter(key=name).order_by("-added_at", "-pk").first()


def find_view(alias: str, reader: Reader, document: DocumentName) -> DocumentView | None:
    """What the reader is given of a document that was named in this way."""
    row = find_row(alias, reader, document)
    if row is None:
        return None
    rows = DocumentRow.objects.using(alias).readable_by(reader).filter(pk=row.pk)
    return next(iter(view_documents(alias, reader, rows)), None)


def held_keys(alias: str, reader: Reader, keys: Iterable[str]) -> frozenset[str]:
    """Those of the keys that documents have of which the reader may know."""
    asked = sorted({key for key in keys if is_storable(key)})
    rows = DocumentRow.objects.using(alias).readable_by(reader)
    return frozenset(
        key
        for first in range(0, len(asked), BATCH)
        for key in rows.filter(key__in=asked[first : first + BATCH]).values_list("key", flat=True)
    )


def passages_of(alias: str, reader: Reader, row: DocumentRow) -> tuple[PassageView, ...]:
    """The passages of one document that the reader may read, in text order."""
    markings = load_markings(alias)
    return tuple(_view_passage(passage, row, markings) for passage in passage_rows(alias, reader, row))


def passages_of_kind(alias: str, reader: Reader, document_kind: str, kind: str) -> tuple[PassageView, ...]:
    """The passages of one kind in all documents of one kind that the reader may read; one query."""
    markings = load_markings(alias)
    rows = PassageRow.objects.using(alias).readable_by(reader).filter(document__kind=document_kind, kind=kind)
    return tuple(
        _view_passage(passage, passage.document, markings)
        for passage in rows.select_related("document").order_by("document__key", "document", "ordinal")
    )


def passage_rows(alias: str, reader: Reader, row: DocumentRow) -> list[PassageRow]:
    """The rows of these passages."""
    rows = PassageRow.objects.using(alias).readable_by(reader).filter(document=row)
    return list(rows.order_by("ordinal"))


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


def _view_passage(passage: PassageRow, row: DocumentRow, markings: Mapping[int, Marking]) -> PassageView:
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
