"""A disk that is full or takes no changes costs one sentence, whatever was to be done, and no row."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import quote

import pytest
from tests.record.database.rows import contents_of
from tests.record.edits import TELEGRAM, URL_VARIABLE, key_of
from tests.record.soundness import faults_of

from reftel.document import Span
from reftel.errors import RecordError
from reftel.record import Record, init_record, open_record
from reftel.record.importing import import_paths

KEY = key_of(1)
FULL = "The disk is full. Free some space and try again."
NO_CHANGES = "The database server takes no changes. Ask who looks after it."


@pytest.fixture
def letter(tmp_path: Path) -> Path:
    """A telegram that is in no record."""
    path = tmp_path / "new.txt"
    path.write_text(TELEGRAM.format(serial=2))
    return path


def make_record(folder: Path, files: Path) -> None:
    """A record with a telegram, of whose statements one is confirmed."""
    path = files / "old.txt"
    path.write_text(TELEGRAM.format(serial=1))
    with init_record(folder) as record:
        from reftel.record.people.queries import find_actor
        from reftel.record.statements import deciding

        import_paths(record, [path])
        actor = find_actor(record)
        deciding.confirm(record, actor, record.statements(actor.reader, KEY)[0])


def edits(record: Record, letter: Path) -> Mapping[str, Callable[[], object]]:
    """Everything that can be done to such a record."""
    from reftel.record.documents.embargo import set_embargo
    from reftel.record.people import managing
    from reftel.record.people.queries import find_actor
    from reftel.record.redaction.redacting import redact
    from reftel.record.statements import deciding as d

    actor = find_actor(record)
    confirmed, proposed = sorted(record.statements(actor.reader, KEY), key=lambda view: view.status)[:2]
    view = record.document(actor.reader, KEY)
    assert view is not None
    span = Span(0, 9)
    return {
        "import": lambda: import_paths(record, [letter]),
        "state": lambda: d.add_statement(record, actor, KEY, d.Wording("dispute", span)),
        "confirm": lambda: d.confirm(record, actor, proposed),
        "amend": lambda: d.amend(record, actor, proposed, d.Wording(note="Better.")),
        "reject": lambda: d.reject(record, actor, proposed),
        "supersede": lambda: d.supersede(record, actor, proposed, confirmed),
        "withdraw": lambda: d.withdraw(record, actor, confirmed),
        "cite": lambda: d.add_evidence(record, actor, confirmed, KEY, span),
        "embargo": lambda: set_embargo(record, actor, view, datetime(2030, 1, 1, tzinfo=UTC)),
        "redact": lambda: redact(record, actor, KEY, span, reason="A name."),
        "add-actor": lambda: managing.add_actor(record, actor, "new", managing.Grant()),
        "change-actor": lambda: managing.change_actor(
            record, actor, actor, managing.Grant(sees_embargoed=False)
        ),
    }


def check_all_refused(record: Record, letter: Path, sentence: str) -> None:
    """Nothing can be done, and everything says so in one sentence."""
    deeds = edits(record, letter)
    for name, deed in deeds.items():
        with pytest.raises(RecordError) as caught:
            deed()
        assert str(caught.value) == f"{record.path}: {sentence}", name


def originals_in(folder: Path) -> list[str]:
    return sorted(path.name for path in (folder / "originals").rglob("*") if path.is_file())


@pytest.mark.sqlite
def test_on_a_full_disk_nothing_is_half_done(
    mount_disk: Callable[[str], Path], tmp_path: Path, letter: Path
) -> None:
    disk = mount_disk("4m")
    folder = disk / "record"
    make_record(folder, tmp_path)
    before, files = contents_of(folder), originals_in(folder)
    # Just opened, the database's log is empty, so that the first row that is written needs room.
    with open_record(folder) as record:
        edits(record, letter)
        with suppress(OSError), (disk / "filler").open("wb", buffering=0) as filler:
            while filler.write(b"\0" * 4096) == 4096:
                pass
        check_all_refused(record, letter, FULL)
    (disk / "filler").unlink()
    assert (contents_of(folder), originals_in(folder)) == (before, files)
    with open_record(folder) as record:
        assert faults_of(record) == []
        for name, deed in edits(record, letter).items():
            if name in {"import", "state", "confirm"}:
                deed()
        assert faults_of(record) == []


@pytest.mark.sqlite
def test_a_disk_that_takes_no_changes_is_told_when_the_record_is_opened(
    mount_disk: Callable[[str], Path], tmp_path: Path
) -> None:
    disk = mount_disk("4m")
    folder = disk / "record"
    make_record(folder, tmp_path)
    before = contents_of(folder)
    subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
    with pytest.raises(RecordError) as caught:
        open_record(folder)
    advice = "The record's folder cannot be written to. Check who may write there."
    assert str(caught.value) == f"{folder}: {advice}"
    subprocess.run(["mount", "-o", "remount,rw", str(disk)], check=True)
    assert contents_of(folder) == before


def test_a_folder_for_originals_that_takes_no_changes_refuses_the_import(
    database: str, mount_disk: Callable[[str], Path], tmp_path: Path, letter: Path
) -> None:
    """The rows could be written, but not the bytes; on a disk, since nothing else stops root."""
    disk = mount_disk("4m")
    folder = tmp_path / "record"
    make_record(folder, tmp_path)
    before, files = contents_of(folder), originals_in(folder)
    subprocess.run(["cp", "-a", f"{folder}/originals/.", str(disk)], check=True)
    subprocess.run(["mount", "--bind", "-o", "ro", str(disk), str(folder / "originals")], check=True)
    try:
        with open_record(folder) as record:
            with pytest.raises(RecordError, match=r"The record's folder cannot be written to\. Check who"):
                import_paths(record, [letter])
            assert faults_of(record) == []
    finally:
        subprocess.run(["umount", str(folder / "originals")], check=True)
    assert (contents_of(folder), originals_in(folder)) == (before, files)


def test_a_server_that_takes_no_changes_is_told_by_every_edit(
    on_postgresql: object, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, letter: Path
) -> None:
    folder = tmp_path / "record"
    make_record(folder, tmp_path)
    before, files = contents_of(folder), originals_in(folder)
    options = quote("-c default_transaction_read_only=on")
    monkeypatch.setenv(URL_VARIABLE, f"{os.environ[URL_VARIABLE]}?options={options}")
    with open_record(folder) as record:
        check_all_refused(record, letter, NO_CHANGES)
    assert (contents_of(folder), originals_in(folder)) == (before, files)
