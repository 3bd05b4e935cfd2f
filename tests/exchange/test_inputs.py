"""What is compared: files of several forms, and narratives as far as the reader may read them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from reftel.compare import OperationKind
from reftel.document import Level
from reftel.errors import NothingToShowError, RequestError, SourceError
from reftel.exchange.inputs import compare_files, compare_years
from reftel.exchange.series_inputs import follow_country
from reftel.record import Record, init_record, local_reader
from reftel.record.importing import import_paths
from reftel.vocab.countries import Country, find_country
from tests.exchange.texts import NEW, OLD
from tests.sources.made import lay_out, make_docx, make_pdf


@pytest.fixture
def record(tmp_path: Path, specimen: Path) -> Iterator[Record]:
    """A record of the specimen in which the narrative of 2008 is confidential."""
    with init_record(tmp_path / "record") as record:
        import_paths(record, [specimen / "narratives"])
        raise_marking(record, "XAV 2008")
        yield record


def raise_marking(record: Record, key: str) -> None:
    from reftel.record.documents.models import CountryRow, DocumentRow, PassageRow
    from reftel.record.markings.models import MarkingRow

    confidential = MarkingRow.objects.using(record.alias).create(level=Level.C)
    row = DocumentRow.objects.using(record.alias).get(key=key)
    for model in (PassageRow, CountryRow):
        model.objects.using(record.alias).filter(document=row).update(marking=confidential)
    fields = dict.fromkeys(("marking", "title_marking", "about_marking"), confidential)
    DocumentRow.objects.using(record.alias).filter(pk=row.pk).update(**fields)


def averline() -> Country:
    country = find_country("XAV")
    assert country
    return country


def test_what_a_reader_may_not_read_is_not_there(record: Record) -> None:
    sheet = compare_years(record, local_reader(), averline(), (2008, 2009))
    assert sheet.marking == "CONFIDENTIAL"
    for years in ((2008, 2009), (2009, 2008)):
        with pytest.raises(NothingToShowError) as withheld:
            compare_years(record, local_reader("SBU"), averline(), years)
    with pytest.raises(NothingToShowError) as missing:
        compare_years(record, local_reader("SBU"), averline(), (2007, 2009))
    assert str(withheld.value) == str(missing.value).replace("2007", "2008")
    assert "It holds those of 2009, 2010." in str(withheld.value)
    assert compare_years(record, local_reader("SBU"), averline(), (2009, 2010)).marking == "UNCLASSIFIED"


def test_a_history_leaves_out_what_a_reader_may_not_read(record: Record) -> None:
    whole = follow_country(record, local_reader(), averline(), frozenset())
    assert (whole.history.years, whole.marking) == ((2008, 2009, 2010), "CONFIDENTIAL")
    part = follow_country(record, local_reader("U"), averline(), frozenset())
    assert (part.history.years, part.marking) == ((2009, 2010), "UNCLASSIFIED")
    assert all(line.born >= 2009 for line in part.history.lines)


def paragraphs(text: str) -> list[str]:
    return [" ".join(paragraph.split()) for paragraph in text.split("\n\n")]


def test_files_of_other_forms_hold_the_same_text(tmp_path: Path) -> None:
    text, page, word, pdf = (tmp_path / f"new.{suffix}" for suffix in ("txt", "html", "docx", "pdf"))
    text.write_text(NEW, encoding="utf-8")
    body = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs(NEW))
    page.write_text(f"<!doctype html><html><body>{body}</body></html>", encoding="utf-8")
    word.write_bytes(make_docx(paragraphs(NEW)))
    pdf.write_bytes(make_pdf([lay_out(NEW.splitlines())]))
    old = tmp_path / "old.txt"
    old.write_text(OLD, encoding="utf-8")
    expected = [o.kind for o in compare_files(str(old), str(text)).comparison.operations]
    for path in (page, word, pdf):
        sheet = compare_files(str(old), str(path))
        assert [operation.kind for operation in sheet.comparison.operations] == expected, path.name
        assert compare_files(str(text), str(path)).is_same, path.name
    assert OperationKind.MOVE in expected


def test_a_pdf_without_text_is_one_sentence(tmp_path: Path) -> None:
    scan, text = tmp_path / "scan.pdf", tmp_path / "text.txt"
    scan.write_bytes(make_pdf([[], []]))
    text.write_text(OLD, encoding="utf-8")
    with pytest.raises(SourceError, match="text") as refused:
        compare_files(str(text), str(scan))
    assert "\n" not in str(refused.value)


def test_a_file_is_not_compared_with_itself(tmp_path: Path) -> None:
    text, link = tmp_path / "text.txt", tmp_path / "link.txt"
    text.write_text(OLD, encoding="utf-8")
    link.symlink_to(text)
    with pytest.raises(RequestError, match="same file twice"):
        compare_files(str(text), str(link))


def test_files_of_one_name_are_told_apart(tmp_path: Path) -> None:
    paths = [tmp_path / year / "text.txt" for year in ("2008", "2009")]
    for path in paths:
        path.parent.mkdir()
        path.write_text(OLD, encoding="utf-8")
    assert compare_files(*map(str, paths)).title == f"{paths[1]} against {paths[0]}"
