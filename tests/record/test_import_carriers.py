"""Importing what carries many texts: member by member, row by row, one in memory at a time."""

from __future__ import annotations

import io
import tracemalloc
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from reftel.document import Reader
from reftel.record import Record
from reftel.record.importing import ImportProgress, ImportSummary, import_paths, run, summary
from reftel.sources import FoundFile, Refused, SourceText


def as_row(number: int, telegram: str) -> bytes:
    header, _, content = telegram.partition("S E C R E T")
    identifier = f"09AVERTON{number}"
    place = f"S E C R E T{content}".replace("000312", f"{number:06}")
    fields = (str(number), "6/19/2009 9:30", identifier, "Embassy Averton", "SECRET", "", header, place)
    quoted = ('"' + field.replace("\\", "\\\\").replace('"', '\\"') + '"' for field in fields)
    return ",".join(quoted).encode() + b"\n"


def zipped(members: dict[str, bytes]) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return written.getvalue()


@pytest.fixture
def pack(tmp_path: Path, mixed_telegram: str, narrative: str) -> Path:
    """An archive with a telegram, a narrative, a table with a damaged row, and what is refused."""
    page = f"<!DOCTYPE html><html><body><pre>{mixed_telegram}</pre></body></html>"
    path = tmp_path / "pack.zip"
    path.write_bytes(
        zipped(
            {
                "in/page.html": page.encode(),
                "in/XAV-2016.txt": narrative.encode(),
                "in/table.csv": as_row(1, mixed_telegram)
                + b'"2","6/19/2009 9:30","09X2","a\n'
                + as_row(3, mixed_telegram),
                "in/notes.txt": b"Nothing of either kind.",
                "../out.txt": narrative.encode(),
            }
        )
    )
    return path


def test_an_archive_is_taken_in_member_by_member(
    record: Record, pack: Path, full_reader: Reader, mixed_telegram: str
) -> None:
    heard: list[ImportProgress] = []
    done = import_paths(record, [pack], on_progress=heard.append)
    assert done.added == {"narrative": 1, "telegram": 3}
    assert [(refusal.path.relative_to(pack).as_posix(), refusal.error.found) for refusal in done.refused] == [
        ("in/table.csv, row 2", "The row is damaged: its quotation marks do not fit"),
        ("in/notes.txt", "This is no telegram and no narrative"),
        ("../out.txt", "A member of the archive leads out of the archive (..)"),
    ]
    assert all(refusal.error.where == str(refusal.path) for refusal in done.refused)
    # The archive was named; what is in it was found.
    assert done.refused_by_name == ()
    assert [(step.done, step.total, step.texts) for step in heard] == [
        (0, 1, 1),
        (0, 1, 2),
        (0, 1, 3),
        (0, 1, 4),
        (0, 1, 5),
        (0, 1, 6),
        (0, 1, 7),
        (1, 1, 7),
    ]
    keys = sorted(document.key for document in record.documents(full_reader))
    assert keys == ["09AVERTON1", "09AVERTON3", "09AVERTON312", "XAV 2016"]
    # The bytes that are kept are those of the row and of the page.
    assert record.original_bytes(full_reader, "09AVERTON3") == as_row(3, mixed_telegram)
    page = record.original_bytes(full_reader, "09AVERTON312")
    assert page is not None
    assert page.startswith(b"<!DOCTYPE html>")


def test_an_archive_again_changes_nothing(record: Record, pack: Path) -> None:
    import_paths(record, [pack])
    again = import_paths(record, [pack])
    assert (again.added, again.unchanged) == ({}, 4)


def test_ctrl_c_inside_an_archive_keeps_what_was_finished(
    record: Record, pack: Path, full_reader: Reader
) -> None:
    def stop(step: ImportProgress) -> None:
        if step.texts == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        import_paths(record, [pack], on_progress=stop)
    assert record.count_documents(full_reader) == 2
    assert import_paths(record, [pack]).total_added == 2


def test_a_damaged_archive_that_was_named_is_refused_by_name(record: Record, tmp_path: Path) -> None:
    path = tmp_path / "pack.zip"
    path.write_bytes(b"PK\x03\x04 and no more")
    done = import_paths(record, [path])
    assert [str(refusal.error) for refusal in done.refused_by_name] == [
        f"{path}: The archive is damaged and cannot be opened. Make it again."
    ]


def test_the_records_own_folder_is_passed_over(record: Record, tmp_path: Path, narrative: str) -> None:
    (tmp_path / "z.txt").write_text(narrative, encoding="utf-8")
    assert record.path.parent == tmp_path
    for _ in range(2):
        done = import_paths(record, [tmp_path])
    assert (done.added, done.unchanged, done.refused) == ({}, 1, ())


def test_of_very_many_refusals_the_first_are_kept(
    record: Record, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(summary, "LARGEST_REFUSED", 3)
    for number in range(5):
        (tmp_path / f"{number}.csv").write_text("iso3,year\n")
    done = import_paths(record, [tmp_path, tmp_path / "missing.txt"])
    assert [refusal.path.name for refusal in done.refused] == ["0.csv", "1.csv", "2.csv", "missing.txt"]
    assert done.more_refused == 2


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)  # the rows are none of the database's
def test_memory_does_not_grow_with_the_number_of_texts(
    record: Record, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of a table that refuses every row, the most that is held at once, for few and for many rows."""
    path = tmp_path / "table.csv"
    monkeypatch.setattr(summary, "LARGEST_REFUSED", 10)

    def peak(rows: int) -> int:
        with path.open("wb") as table:
            for number in range(rows):
                table.write(
                    b'"%d","6/19/2009 9:30","09X1","E","U","","","%b"\n' % (number, b"no telegram " * 400)
                )
        tracemalloc.start()
        done = import_paths(record, [path])
        held = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert isinstance(done, ImportSummary)
        assert len(done.refused) + done.more_refused == rows
        return held

    peak(20)
    # The second table has 6 MB more than the first.
    assert peak(1500) < peak(250) + 1_500_000


def test_parts_are_taken_as_they_come(
    record: Record, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """No list of a file's texts is made: each is dealt with before the next is asked for."""
    path = tmp_path / "a.txt"
    path.write_text("text")
    asked: list[int] = []

    def endless(_: FoundFile) -> Iterator[SourceText | Refused]:
        for number in range(10**9):
            asked.append(number)
            yield SourceText(f"{number}", b"", f"{number:064}", "no telegram", "utf-8")

    def stop(step: ImportProgress) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(run, "open_found", endless)
    monkeypatch.setattr("reftel.sources.model.Origin.is_whole", property(lambda _: False))
    with pytest.raises(KeyboardInterrupt):
        import_paths(record, [path], on_progress=stop)
    assert asked == [0]
