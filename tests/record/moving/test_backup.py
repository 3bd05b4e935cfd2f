"""A backup is whole although others write, and what was redacted after it does not come back."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from threading import Event, Thread

import pytest
from tests.record.whole import KEY, bytes_in, fill_whole, span_of

from reftel.errors import DumpError, OutputError, RecordError
from reftel.record import Actor, Record, open_record
from reftel.record.importing import import_paths

CANARY = "CANARYCONFIDENTIAL"
HIDDEN = "CANARYSECRET"


@pytest.fixture
def local(record: Record, files: Path) -> Actor:
    return fill_whole(record, files)


@pytest.fixture
def backed_up(record: Record, local: Actor, tmp_path: Path) -> Path:
    from reftel.record.moving.backups import backup

    outcome = backup(record, local, tmp_path / "backups")
    assert outcome.unreached == ()
    assert outcome.dump.path.parent == tmp_path / "backups"
    return outcome.dump.path


@pytest.fixture
def bytes_everywhere(request: pytest.FixtureRequest, database: str) -> Callable[[Path], bytes]:
    """All bytes of a record: those in its folder and, on a server, all rows of its schema."""

    def gather(folder: Path) -> bytes:
        found = b"\n".join(bytes_in(folder).values())
        if database == "postgresql":
            schema = json.loads((folder / "record.json").read_bytes())["schema"]
            connection = request.getfixturevalue("postgresql")
            tables = connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = %s", (schema,))
            for (table,) in tables.fetchall():
                rows = connection.execute(f'SELECT r::text FROM "{schema}"."{table}" r'.encode())  # noqa: S608
                found += b"\n".join(row.encode() for (row,) in rows.fetchall())
        return found

    return gather


def test_a_backup_is_restored_as_it_was(record: Record, backed_up: Path, tmp_path: Path) -> None:
    from reftel.record.moving.backups import restore
    from reftel.record.people.queries import find_actor

    restored = restore(backed_up, tmp_path / "restored")
    assert (restored.redacted, restored.left_out) == (0, ())
    assert restored.verification.problems == ()
    assert restored.verification.notes == ()
    with open_record(tmp_path / "restored") as other:
        reader = find_actor(other).reader
        assert other.documents(reader) == record.documents(reader)
        for view in record.documents(reader):
            assert other.raw_text(reader, view) == record.raw_text(reader, view)
            assert other.original_bytes(reader, view) == record.original_bytes(reader, view)
            assert other.statements(reader, view, all_states=True) == record.statements(
                reader, view, all_states=True
            )
        assert other.doubts(reader) == record.doubts(reader)


def test_what_was_redacted_after_the_backup_does_not_come_back(
    record: Record,
    local: Actor,
    backed_up: Path,
    tmp_path: Path,
    bytes_everywhere: Callable[[Path], bytes],
) -> None:
    from reftel.record.moving.backups import restore
    from reftel.record.people.queries import find_actor
    from reftel.record.redaction.redacting import redact, redactions
    from reftel.record.verifying.verify import verify

    views = record.documents(local.reader, key=KEY)
    assert CANARY.encode() in bytes_everywhere(record.path)
    for view in views:
        for words in (CANARY, HIDDEN):
            span = span_of(record, local, words, view.id)
            assert redact(record, local, view, span, reason="A source.").copies is not None
    restored = restore(backed_up, tmp_path / "restored")
    assert restored.redacted == 4
    assert restored.verification.problems == ()
    found = bytes_everywhere(tmp_path / "restored")
    for words in (CANARY, HIDDEN):
        assert words.encode() not in found
        assert words.lower().encode() not in found
    with open_record(tmp_path / "restored") as other:
        who = find_actor(other)
        assert redactions(other, who) == redactions(record, local)
        assert all(view.is_wiped for view in redactions(other, who))
        for view in views:
            assert other.raw_text(who.reader, view.id) == record.raw_text(local.reader, view.id)
            original = other.original_bytes(who.reader, view.id)
            assert original == record.original_bytes(local.reader, view.id)
        assert verify(other).problems == ()
    assert verify(record).problems == ()


def test_a_backup_while_others_import_is_whole(
    record: Record, local: Actor, tmp_path: Path, specimen: Path
) -> None:
    from reftel.record.moving.backups import backup, restore

    started, backed_up = Event(), Event()

    def stand(_: object) -> None:
        started.set()
        assert backed_up.wait(60)

    def import_all() -> None:
        with open_record(record.path) as other:
            import_paths(other, [specimen / "telegrams"], on_progress=stand)

    thread = Thread(target=import_all)
    thread.start()
    assert started.wait(60)
    # One while the import stands in its midst, one while it goes on.
    for number in range(2):
        path = backup(record, local, tmp_path / "backups").dump.path
        assert thread.is_alive() or number
        backed_up.set()
        assert restore(path, tmp_path / f"restored-{number}").verification.problems == ()
    thread.join()
    # Nobody was in the way of the import.
    assert len(record.documents(local.reader)) > 3


def test_a_redaction_while_a_backup_is_written_is_told_to_it(
    record: Record, local: Actor, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, database: str
) -> None:
    """The snapshot is from before it; the list is from after."""
    from django.db import connections

    from reftel.record.moving import backups, dumping
    from reftel.record.redaction.redacting import redact

    write = dumping.write_dump

    def write_and_redact(*arguments: object) -> dumping.DumpOutcome:
        outcome: dumping.DumpOutcome = write(*arguments)  # type: ignore[arg-type]
        with open_record(record.path) as other:
            with connections[other.alias].cursor() as cursor:
                cursor.execute(
                    "PRAGMA busy_timeout = 200" if database == "sqlite" else "SET lock_timeout = 200"
                )
            # What the backup reads cannot be wiped yet; that is told, and the words are out of the rows.
            with pytest.raises(RecordError, match="still hold them"):
                redact(other, local, KEY, span_of(other, local, HIDDEN), reason="A source.")
        return outcome

    monkeypatch.setattr(dumping, "write_dump", write_and_redact)
    path = backups.backup(record, local, tmp_path / "backups").dump.path
    assert len((path / "pending-redactions.jsonl").read_text().splitlines()) == 2
    assert backups.restore(path, tmp_path / "restored").redacted == 1


def test_a_backup_that_fails_is_forgotten(record: Record, local: Actor, tmp_path: Path) -> None:
    from reftel.record.moving.backups import backup
    from reftel.record.redaction.models import BackupRow
    from reftel.record.verifying.verify import verify

    (tmp_path / "file").write_text("Something else.")
    with pytest.raises(OutputError, match="cannot be written"):
        backup(record, local, tmp_path / "file")
    assert not BackupRow.objects.using(record.alias).exists()
    found = verify(record)
    assert (found.problems, found.notes) == ((), ())


def test_a_backup_that_is_gone_is_told(record: Record, local: Actor, backed_up: Path, tmp_path: Path) -> None:
    from reftel.record.moving.backups import backup
    from reftel.record.verifying.verify import verify

    backed_up.rename(tmp_path / "elsewhere")
    assert [finding.code for finding in verify(record).notes] == ["backup-away"]
    assert backup(record, local, tmp_path / "backups").unreached == (str(backed_up),)


@pytest.mark.sqlite
@pytest.mark.parametrize(
    ("text", "said"),
    [
        (None, "list of redactions is missing"),
        (b'{"uid": "x"}\n', "list of redactions is damaged"),
        (b"{\n", "list of redactions is damaged"),
        (b"far", "names words that the backup does not hold"),
    ],
)
@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_a_list_of_redactions_that_is_damaged_is_not_passed_over(
    backed_up: Path, tmp_path: Path, text: bytes | None, said: str
) -> None:
    from reftel.record.moving.backups import restore

    path = backed_up / "pending-redactions.jsonl"
    if text is None:
        path.unlink()
    elif text == b"far":
        values = json.loads(path.read_text().splitlines()[0])
        path.write_text(json.dumps({**values, "uid": "0" * 32, "start": 10**6, "end": 10**6 + 5}) + "\n")
    else:
        path.write_bytes(text)
    with pytest.raises(DumpError, match=said):
        restore(backed_up, tmp_path / "restored", skip_bad=True)
    assert not (tmp_path / "restored").exists()


@pytest.mark.sqlite
@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_a_full_disk_leaves_nothing_half_written(
    record: Record, local: Actor, mount_disk: Callable[[str], Path], tmp_path: Path
) -> None:
    from reftel.record.moving.dumping import dump
    from reftel.record.moving.loading import load

    disk = mount_disk("64k")
    with pytest.raises(OutputError, match="the disk is full"):
        dump(record, local, disk / "dump")
    assert list(disk.iterdir()) == []
    dump(record, local, tmp_path / "dump")
    with pytest.raises(RecordError, match="The disk is full"):
        load(tmp_path / "dump", disk / "record")
    assert list(disk.iterdir()) == []
