"""Taking files in: what is stored, what is refused, and what an interruption leaves."""

from __future__ import annotations

import dataclasses
import errno
import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from io import IOBase
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.record.database.rows import contents_of

from reftel.document import Marking, Reader, Severity
from reftel.errors import RecordError, SourceError
from reftel.record import Record, init_record, open_record, originals
from reftel.record.importing import ImportProgress, import_paths, reading
from reftel.record.importing.reading import read_opened
from reftel.report import read_narrative
from reftel.sources import open_text


def originals_of(record: Record) -> list[Path]:
    return [path for path in (record.path / "originals").rglob("*") if path.is_file()]


def copy_telegram(folder: Path, text: str, count: int) -> list[Path]:
    """Telegrams that differ in their number."""
    paths = []
    for number in range(1, count + 1):
        path = folder / f"telegram-{number}.txt"
        path.write_text(text.replace("000312", f"{number:06}"), encoding="utf-8")
        paths.append(path)
    return paths


@pytest.fixture
def telegrams(tmp_path: Path, mixed_telegram: str) -> list[Path]:
    return copy_telegram(tmp_path, mixed_telegram, 5)


def test_a_folder_is_taken_in(record: Record, files: Path, full_reader: Reader) -> None:
    heard: list[ImportProgress] = []
    summary = import_paths(record, [files], on_progress=heard.append)
    assert summary.added == {"narrative": 1, "telegram": 1}
    assert (summary.total_added, summary.unchanged) == (2, 0)
    assert [(step.done, step.total, step.path.name, step.texts) for step in heard] == [
        (1, 3, "a.txt", 1),
        (2, 3, "b.txt", 2),
        (3, 3, "c.csv", 3),
    ]
    (refusal,) = summary.refused
    assert refusal.path == files / "c.csv"
    assert not refusal.is_named
    assert summary.refused_by_name == ()
    assert str(refusal.error) == (
        f"{files / 'c.csv'}: This is no telegram and no narrative. "
        "Reftel reads telegrams and country narratives."
    )
    assert [document.key for document in record.documents(full_reader)] == ["09AVERTON312", "XAV 2016"]
    assert [document.key for document in record.documents(full_reader, country="xav", year=2016)] == [
        "XAV 2016"
    ]


def test_problems_are_counted_and_noted(record: Record, files: Path, full_reader: Reader) -> None:
    summary = import_paths(record, [files / "a.txt"])
    assert summary.problems == {Severity.WARNING: 1}
    (noted,) = summary.noted
    assert (noted.path, noted.document) == (files / "a.txt", "09AVERTON312")
    assert record.problems(full_reader, "09AVERTON312") == (noted.problem,)


def test_what_was_taken_in_comes_back_to_the_byte(
    record: Record, files: Path, full_reader: Reader, mixed_telegram: str
) -> None:
    import_paths(record, [files])
    (document,) = record.documents(full_reader, kind="telegram")
    assert record.raw_text(full_reader, document) == mixed_telegram
    assert record.original_bytes(full_reader, document) == mixed_telegram.encode()
    for passage in record.passages(full_reader, document):
        assert passage.span.of(mixed_telegram) == passage.text
    for finding in record.statements(full_reader, document):
        assert finding.span.of(mixed_telegram) == finding.text


def test_the_same_file_again_writes_nothing(record: Record, files: Path) -> None:
    import_paths(record, [files])
    shutil.copy(files / "a.txt", files / "same-under-another-name.txt")
    before, times = contents_of(record.path), [path.stat().st_mtime_ns for path in originals_of(record)]
    summary = import_paths(record, [files])
    assert (summary.added, summary.unchanged, summary.problems) == ({}, 3, {})
    assert contents_of(record.path) == before
    assert [path.stat().st_mtime_ns for path in originals_of(record)] == times


def test_a_better_copy_is_a_document_of_its_own_and_answers_to_the_key(
    record: Record, tmp_path: Path, mixed_telegram: str, full_reader: Reader
) -> None:
    path = tmp_path / "a.txt"
    for text in (mixed_telegram, mixed_telegram.replace("wrong", "misleading")):
        path.write_text(text)
        import_paths(record, [path])
    first, second = record.documents(full_reader, key="09AVERTON312")
    assert record.document(full_reader, "09AVERTON312") == second
    assert record.raw_text(full_reader, first.id) == mixed_telegram
    assert first.id != second.id


def test_originals_are_named_by_digest_and_read_only(
    record: Record, files: Path, full_reader: Reader
) -> None:
    import_paths(record, [files / "a.txt"])
    (document,) = record.documents(full_reader)
    assert document.sha256
    (original,) = originals_of(record)
    assert original == record.path / "originals" / document.sha256[:2] / document.sha256
    assert original.stat().st_mode & 0o777 == 0o400


@pytest.mark.parametrize("damage", ["gone", "changed"])
def test_an_original_that_is_not_what_it_was_is_told(
    record: Record, files: Path, full_reader: Reader, damage: str
) -> None:
    import_paths(record, [files / "a.txt"])
    (original,) = originals_of(record)
    original.chmod(0o600)
    original.unlink()
    if damage == "changed":
        original.write_text("something else")
    with pytest.raises(RecordError, match="An original file is missing or was changed"):
        record.original_bytes(full_reader, "09AVERTON312")


def test_files_that_cannot_be_taken_in_are_refused_one_by_one(record: Record, files: Path) -> None:
    (files / "empty.txt").touch()
    (files / "picture.txt").write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00")
    missing = files / "missing.txt"
    summary = import_paths(record, [missing, files / "empty.txt", files / "*.gif", files])
    assert summary.total_added == 2
    told = {(refusal.path.name, refusal.error.found, refusal.is_named) for refusal in summary.refused}
    assert told == {
        ("missing.txt", "No such file or folder", True),
        ("*.gif", "No file fits this pattern", True),
        ("empty.txt", "The file is empty", True),
        ("empty.txt", "The file is empty", False),
        ("picture.txt", "This is a picture, no plain text", False),
        ("c.csv", "This is no telegram and no narrative", False),
    }
    assert {refusal.path.name for refusal in summary.refused_by_name} == {"missing.txt", "empty.txt", "*.gif"}


def test_damaged_texts_are_taken_in_with_their_problems(
    record: Record, tmp_path: Path, mixed_telegram: str, narrative: str, full_reader: Reader
) -> None:
    (tmp_path / "cut.txt").write_text(mixed_telegram[: len(mixed_telegram) * 2 // 3])
    (tmp_path / "odd.txt").write_bytes(narrative.replace("however", "h\u00f4wever").encode("cp1252"))
    summary = import_paths(record, [tmp_path / "cut.txt", tmp_path / "odd.txt"])
    assert summary.refused == ()
    assert summary.total_added == 2
    codes = {noted.problem.code for noted in summary.noted}
    assert "source.encoding" in codes
    (document,) = record.documents(full_reader, kind="narrative")
    assert document.encoding == "cp1252"
    assert "hôwever" in (record.raw_text(full_reader, document) or "")


def test_a_text_without_a_name_gets_one_that_tells_nothing(
    record: Record, tmp_path: Path, full_reader: Reader
) -> None:
    path = tmp_path / "nameless.txt"
    path.write_text("E.O. 12958: N/A\nTAGS: KTIP\nSUBJECT: A VISIT\n\n1. (U) The Minister said so.\n")
    import_paths(record, [path])
    (document,) = record.documents(full_reader)
    assert document.key == f"telegram {document.id[:8]}"
    assert len(record.passages(full_reader, document.key)) > 0


def test_names_longer_than_an_index_takes_are_shortened_or_refused(
    record: Record, tmp_path: Path, full_reader: Reader, monkeypatch: pytest.MonkeyPatch, narrative: str
) -> None:
    def portion(number: int) -> str:
        """A caveat that differs from others in its first letters; no compression makes many of them small."""
        word = hashlib.sha256(str(number).encode()).hexdigest()[:50].upper()
        return f"{number}. (C//A{word}) He said that this was so.\n\n"

    head = "S E C R E T AVERTON 000312\n\nE.O. 12958: DECL: 06/19/2019\nTAGS: KTIP XA\nSUBJECT: A VISIT\n\n"
    few, many = tmp_path / "few.txt", tmp_path / "many.txt"
    few.write_text(head + "".join(portion(number) for number in range(1, 6)))
    many.write_text(head + "".join(portion(number) for number in range(1, 101)))
    summary = import_paths(record, [few, many])
    assert summary.total_added == 1
    (refusal,) = summary.refused
    assert refusal.error.found == "Its markings name 100 caveats, more than a record can keep"

    read = read_narrative

    def read_long(raw: str, *, country: str | None, year: int | None) -> object:
        made = read(raw, country=country, year=year)
        return dataclasses.replace(made, document=dataclasses.replace(made.document, key="X" * 5000))

    monkeypatch.setattr(reading, "read_narrative", read_long)
    (tmp_path / "b.txt").write_text(narrative)
    assert import_paths(record, [tmp_path / "b.txt"]).total_added == 1
    (document,) = record.documents(full_reader, kind="narrative")
    assert document.key == f"narrative {document.id[:8]}"
    assert record.document(full_reader, "X" * 5000) is None


@pytest.mark.parametrize("fault", ["raises", "finds nothing there", "overlaps"])
def test_a_fault_of_a_reader_refuses_one_file(
    record: Record, files: Path, monkeypatch: pytest.MonkeyPatch, fault: str
) -> None:
    from reftel.document import Block, Document, Finding, Span

    def faulty_narrative(raw: str, **_: object) -> SimpleNamespace:
        if fault == "raises":
            raise KeyError(raw[:9])
        blocks = (Block("text", Span(0, 20), "a"), Block("text", Span(10, len(raw.rstrip())), "b"))
        document = Document("narrative", "XAV 2016", raw, blocks if fault == "overlaps" else blocks[1:])
        return SimpleNamespace(document=document, title=None, name="", country="XAV", year=2016)

    monkeypatch.setattr(reading, "read_narrative", faulty_narrative)
    monkeypatch.setattr(
        reading, "find_narrative_facts", lambda _: (Finding("standing", Span(10**6, 10**6 + 4), "test/1"),)
    )
    summary = import_paths(record, [files])
    assert summary.added == {"telegram": 1}
    sentence = str(summary.refused[0].error)
    assert sentence.startswith(f"{files / 'b.txt'}: Reading it as a narrative failed (")
    # The exception's own message may quote the text.
    assert "Source:" not in sentence


def test_words_that_a_reader_lost_are_kept_under_the_marking_of_the_whole(
    record: Record, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, full_reader: Reader, narrative: str
) -> None:
    from reftel.document import Block, Document, Span

    inside = Block("text", Span(100, 120), "a", Marking.parse("C"))
    lossy = SimpleNamespace(
        document=Document("narrative", "XAV 2016", narrative, (inside,)),
        title=None,
        name="",
        country="XAV",
        year=2016,
    )
    monkeypatch.setattr(reading, "read_narrative", lambda raw, **_: lossy)
    monkeypatch.setattr(reading, "find_narrative_facts", lambda _: ())
    (tmp_path / "b.txt").write_text(narrative)
    import_paths(record, [tmp_path / "b.txt"])
    passages = record.passages(full_reader, "XAV 2016")
    assert [(passage.kind, str(passage.marking)) for passage in passages] == [
        ("unread", "C"),
        ("text", "C"),
        ("unread", "C"),
    ]
    assert record.raw_text(full_reader, "XAV 2016") == narrative


def test_ctrl_c_between_files_leaves_what_was_stored(
    record: Record, telegrams: list[Path], full_reader: Reader
) -> None:

    def stop(progress: ImportProgress) -> None:
        if progress.done == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        import_paths(record, telegrams, on_progress=stop)
    record.close()
    with open_record(record.path) as again:
        assert again.count_documents(full_reader) == len(originals_of(again)) == 2
        assert import_paths(again, telegrams).total_added == 3


@pytest.mark.parametrize("moment", ["_insert_proposals", "_insert_problems", "keep_original"])
def test_ctrl_c_inside_a_file_leaves_nothing_of_it(
    record: Record,
    files: Path,
    monkeypatch: pytest.MonkeyPatch,
    full_reader: Reader,
    moment: str,
) -> None:
    from reftel.record.importing import storing

    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(storing, moment, stop)
    with pytest.raises(KeyboardInterrupt):
        import_paths(record, [files / "a.txt"])
    assert record.count_documents(full_reader) == 0
    assert originals_of(record) == []
    monkeypatch.undo()
    assert import_paths(record, [files / "a.txt"]).total_added == 1


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EROFS])
def test_a_disk_that_cannot_be_written_to_aborts(
    record: Record, telegrams: list[Path], monkeypatch: pytest.MonkeyPatch, full_reader: Reader, number: int
) -> None:
    """Simulated, for those who may not mount a small disk: bringing the original to the disk fails."""
    import_paths(record, telegrams[:1])

    def fail(_: int) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "fsync", fail)
    found = "The disk is full" if number == errno.ENOSPC else "The record's folder cannot be written to"
    with pytest.raises(RecordError, match=found):
        import_paths(record, telegrams)
    assert record.count_documents(full_reader) == len(originals_of(record)) == 1


def test_a_full_disk_aborts_and_keeps_what_is_whole(
    mount_disk: Callable[[str], Path], tmp_path: Path, mixed_telegram: str, full_reader: Reader
) -> None:
    """On a real disk of two megabytes."""
    disk = mount_disk("2m")
    paths = copy_telegram(tmp_path, mixed_telegram + "\n" + "X" * 20_000, 200)
    done: list[ImportProgress] = []
    with init_record(disk / "record") as record:
        with pytest.raises(RecordError) as caught:
            import_paths(record, paths, on_progress=done.append)
        assert str(caught.value) == (
            f"{disk / 'record'}: The disk is full. Free some space and try again. "
            f"The {len(done)} documents taken in before are kept."
        )
    assert 0 < len(done) < len(paths)
    subprocess.run(["mount", "-o", "remount,size=64m", str(disk)], check=True)
    with open_record(disk / "record") as record:
        assert record.count_documents(full_reader) == len(done)
        assert {path.name for path in originals_of(record)} == {
            document.sha256 for document in record.documents(full_reader)
        }
        assert import_paths(record, paths).total_added == len(paths) - len(done)


@pytest.mark.sqlite  # what is left in the folder of one on the server needs no room
def test_init_on_a_full_disk_leaves_nothing(mount_disk: Callable[[str], Path]) -> None:
    disk = mount_disk("64k")
    with pytest.raises(RecordError, match="The disk is full"):
        init_record(disk / "record")
    assert list(disk.iterdir()) == []


def test_two_imports_at_once_store_everything_once(
    record: Record, tmp_path: Path, mixed_telegram: str, full_reader: Reader
) -> None:
    folder = tmp_path / "many"
    folder.mkdir()
    copy_telegram(folder, mixed_telegram, 40)
    program = (
        "import sys\n"
        "from reftel.record import open_record\n"
        "from reftel.record.importing import import_paths\n"
        "with open_record(sys.argv[1]) as record:\n"
        "    summary = import_paths(record, [sys.argv[2]])\n"
        "    print(summary.total_added + summary.unchanged, summary.total_added)\n"
    )
    command = [sys.executable, "-c", program, str(record.path), str(folder)]
    running = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(2)]
    counts = [process.communicate(timeout=60)[0].split() for process in running]
    assert [seen for seen, _ in counts] == ["40", "40"]
    assert sum(int(added) for _, added in counts) == 40
    assert record.count_documents(full_reader) == len(originals_of(record)) == 40


def test_names_that_no_database_can_hold_name_nothing(record: Record, full_reader: Reader) -> None:
    for name in ("\udc80", "a\x00b"):
        assert record.document(full_reader, name) is None
        assert record.documents(full_reader, country=name) == ()
        assert record.documents(full_reader, key=name) == ()
    assert record.documents(full_reader, year=10**30) == ()


# Enough of a telegram and of a narrative for the rest to be read as one.
TELEGRAM_START = "S E C R E T AVERTON 000312\n\nTAGS: KTIP XA\nSUBJECT: A VISIT\n\n1. (U) One.\n\n2. (C) Two"
NARRATIVE_START = (
    "AVERLINE: TIER 2\n\nThe Government of Averline does not fully meet the minimum standards.\n\n"
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.one_of(st.binary(min_size=1), st.text(min_size=1).map(lambda text: text.encode("utf-8", "replace"))),
    st.sampled_from(["", TELEGRAM_START, NARRATIVE_START]),
)
def test_any_text_that_opens_comes_back_identical(
    record: Record, full_reader: Reader, data: bytes, before: str
) -> None:
    from reftel.record.importing.storing import Taking, store_reading

    try:
        opened = open_text(before.encode() + data, name="XAV-2016.txt")
    except SourceError:
        return
    taking = Taking(actor=1)
    key = store_reading(record.alias, record.path, opened, read_opened(opened), taking)
    if key is not None:
        assert record.raw_text(full_reader, key) == opened.text
        assert record.original_bytes(full_reader, key) == opened.data


@pytest.mark.parametrize("is_damaged", [False, True])
def test_lost_bytes_come_back_with_their_file(
    record: Record, files: Path, full_reader: Reader, is_damaged: bool
) -> None:
    import_paths(record, [files])
    shutil.rmtree(record.path / "originals")
    if is_damaged:
        for view in record.documents(full_reader):
            assert view.sha256
            path = record.path / "originals" / view.sha256[:2] / view.sha256
            path.parent.mkdir(parents=True)
            path.write_bytes(b"something else")
    (telegram,) = record.documents(full_reader, kind="telegram")
    with pytest.raises(RecordError, match=r"missing or was changed.*import the file"):
        record.original_bytes(full_reader, telegram)
    assert import_paths(record, [files]).unchanged == 2
    assert record.original_bytes(full_reader, telegram) == (files / "a.txt").read_bytes()


def test_an_interruption_right_after_the_bytes_were_written_takes_them_back(
    record: Record, files: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sync = originals.sync_folder

    def interrupt(folder: Path) -> None:
        sync(folder)
        if any(folder.glob("[0-9a-f]" * 64)):
            raise KeyboardInterrupt

    monkeypatch.setattr(originals, "sync_folder", interrupt)
    with pytest.raises(KeyboardInterrupt):
        import_paths(record, [files])
    assert originals_of(record) == []
    monkeypatch.undo()
    assert import_paths(record, [files]).total_added == 2


@pytest.mark.parametrize("moment", ["open", "chmod", "replace"])
def test_an_interruption_while_the_bytes_are_written_leaves_none(
    record: Record, files: Path, monkeypatch: pytest.MonkeyPatch, moment: str
) -> None:
    act = getattr(Path, moment)

    def interrupt(path: Path, *arguments: object, **options: object) -> object:
        done = act(path, *arguments, **options)
        if path.name.startswith(".new-"):
            if isinstance(done, IOBase):
                done.close()
            raise KeyboardInterrupt
        return done

    monkeypatch.setattr(Path, moment, interrupt)
    with pytest.raises(KeyboardInterrupt):
        import_paths(record, [files])
    monkeypatch.undo()
    assert originals_of(record) == []
