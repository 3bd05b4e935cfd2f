"""Making and opening a record, and what is said when that cannot be done."""

from __future__ import annotations

import hashlib
import sqlite3
import subprocess
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from reftel.document import Reader
from reftel.errors import ClearanceError, ExitCode, RecordError
from reftel.record import (
    Record,
    choose_path,
    default_path,
    init_record,
    local_reader,
    open_record,
    opening,
    orm,
    schema,
)
from reftel.record import migrations as shipped
from reftel.record.importing import import_paths

LATER_STEP = """\
from django.db import migrations, models

class Migration(migrations.Migration):
    dependencies = [("record", "0001_initial")]
    operations = [migrations.RunSQL("CREATE TABLE later (id integer)", "DROP TABLE later")]
"""


def digest_of(record: Path) -> dict[str, str]:
    """The files of a record, without the two that SQLite makes and removes as it likes."""
    return {
        str(path.relative_to(record)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in record.rglob("*")
        if path.is_file() and not path.name.endswith(("-wal", "-shm"))
    }


def change_database(record: Path, statement: str) -> None:
    with closing(sqlite3.connect(record / opening.DATABASE)) as connection:
        connection.execute(statement)
        connection.commit()


@pytest.fixture
def made(tmp_path: Path) -> Path:
    """A closed record with nothing in it."""
    path = tmp_path / "made"
    init_record(path).close()
    return path


def test_a_new_record_is_empty_and_for_its_owner_only(tmp_path: Path, full_reader: Reader) -> None:
    with init_record(tmp_path / "a" / "record") as record:
        assert record.documents(full_reader) == ()
        assert record.path.stat().st_mode & 0o777 == 0o700
        assert sorted(path.name for path in record.path.iterdir() if path.is_dir()) == ["originals"]


def test_init_opens_what_is_there(made: Path, files: Path, full_reader: Reader) -> None:
    with open_record(made) as record:
        import_paths(record, [files])
    before = digest_of(made)
    with init_record(made) as record:
        assert record.count_documents(full_reader) == 2
    assert digest_of(made) == before


def test_two_records_are_open_at_once(tmp_path: Path, files: Path, full_reader: Reader) -> None:
    with init_record(tmp_path / "one") as one, init_record(tmp_path / "two") as two:
        import_paths(one, [files])
        assert (one.count_documents(full_reader), two.count_documents(full_reader)) == (2, 0)


def test_closing_twice_is_harmless(made: Path) -> None:
    record = open_record(made)
    record.close()
    record.close()


def test_the_database_is_as_safe_as_sqlite_makes_it(record: Record) -> None:
    from django.db import connections

    with connections[record.alias].cursor() as cursor:
        settings = {}
        for name in ("journal_mode", "foreign_keys", "synchronous", "busy_timeout"):
            cursor.execute(f"PRAGMA {name}")
            settings[name] = cursor.fetchone()[0]
    assert settings == {
        "journal_mode": "wal",
        "foreign_keys": 1,
        "synchronous": 2,
        "busy_timeout": orm.BUSY_SECONDS * 1000,
    }


@pytest.mark.parametrize("make", ["nothing", "folder", "file", "empty database", "other database"])
def test_what_is_no_record_is_said_to_be_none(tmp_path: Path, make: str) -> None:
    path = tmp_path / "record"
    if make == "file":
        path.write_text("text")
    elif make != "nothing":
        path.mkdir()
    if make == "empty database":
        (path / opening.DATABASE).touch()
    if make == "other database":
        change_database(path, "CREATE TABLE address (name text)")
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises(RecordError) as caught:
        open_record(path)
    assert str(caught.value) == f"{path}: This is no record. Make one with `reftel init {path}`."
    assert caught.value.exit_code is ExitCode.RECORD
    assert sorted(tmp_path.rglob("*")) == before


def test_a_newer_record_is_left_alone(made: Path) -> None:
    change_database(
        made,
        "INSERT INTO django_migrations (app, name, applied) VALUES ('record', '0999_later', '2030-01-01')",
    )
    before = digest_of(made)
    for attempt in (open_record, init_record):
        with pytest.raises(
            RecordError, match=r"made by a newer version of Reftel \(step 0999_later\)\. Install"
        ):
            attempt(made)
    assert digest_of(made) == before


def test_an_older_record_is_brought_forward(
    made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, full_reader: Reader
) -> None:
    later = tmp_path / "later"
    later.mkdir()
    (later / "0002_later.py").write_text(LATER_STEP)
    monkeypatch.setattr(shipped, "__path__", [*shipped.__path__, str(later)])
    # Loading the package anew would forget the folder that was added to it.
    monkeypatch.setattr("django.db.migrations.loader.reload", lambda module: module)
    with open_record(made) as record:
        assert record.count_documents(full_reader) == 0
    with closing(sqlite3.connect(made / opening.DATABASE)) as connection:
        names = [name for (name,) in connection.execute("SELECT name FROM django_migrations ORDER BY id")]
        assert connection.execute("SELECT count(*) FROM later").fetchone() == (0,)
    assert names == ["0001_initial", "0002_later"]
    monkeypatch.undo()
    with pytest.raises(RecordError, match="newer version"):
        open_record(made)


@pytest.mark.parametrize("damage", ["head", "middle", "end", "all"])
def test_a_damaged_database_is_told_and_left_alone(made: Path, files: Path, damage: str) -> None:
    with open_record(made) as record:
        import_paths(record, [files])
    database = made / opening.DATABASE
    data = database.read_bytes()
    middle = len(data) // 2 // 4096 * 4096
    database.write_bytes(
        {
            "head": b"\xff" * 100 + data[100:],
            "middle": data[:middle] + b"\xff" * 4096 + data[middle + 4096 :],
            "end": data[: len(data) // 3],
            "all": b"this is a diary, not a database" * 200,
        }[damage]
    )
    before = digest_of(made)
    for attempt in (open_record, init_record):
        with pytest.raises(RecordError, match=r"The record's database is damaged\. Restore it"):
            attempt(made)
    assert digest_of(made) == before


def test_a_database_that_goes_away_is_told(made: Path, full_reader: Reader) -> None:
    with open_record(made) as record:
        orm.disconnect(record.alias)
        alias = orm.connect(made / "away.sqlite3")
        with pytest.raises(RecordError, match="cannot be written to"):
            Record(made, alias).documents(full_reader)
        orm.disconnect(alias)
    assert not (made / "away.sqlite3").exists()


def test_init_makes_nothing_over_something_else(tmp_path: Path) -> None:
    full, file, remains, other = (tmp_path / name for name in ("full", "file", "remains", "other"))
    (full / "photos").mkdir(parents=True)
    file.write_text("text")
    (remains / "originals" / "ab").mkdir(parents=True)
    other.mkdir()
    change_database(other, "CREATE TABLE address (name text)")
    before = sorted(tmp_path.rglob("*"))
    for path, sentence in {
        full: "The folder is not empty (it holds “photos”). Give an empty folder",
        file: "This is a file, and a record is a folder. Give another path.",
        remains: "The folder holds the originals of a record without its database. Restore",
        other: "The database there is of something else. Give another path.",
    }.items():
        with pytest.raises(RecordError) as caught:
            init_record(path)
        assert str(caught.value).startswith(f"{path}: {sentence}")
    assert sorted(tmp_path.rglob("*")) == before


@pytest.mark.parametrize("error", [KeyboardInterrupt(), OSError(28, "No space left on device")])
def test_init_that_fails_takes_back_what_it_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: BaseException
) -> None:
    def fail(_: object) -> None:
        raise error

    monkeypatch.setattr(opening, "sync_folder", fail)
    (tmp_path / "there").mkdir()
    for path in (tmp_path / "new", tmp_path / "there"):
        with pytest.raises((KeyboardInterrupt, RecordError)):
            init_record(path)
    assert [path.name for path in tmp_path.rglob("*")] == ["there"]
    monkeypatch.undo()
    init_record(tmp_path / "there").close()


@pytest.mark.parametrize("error", [None, OSError(28, "No space left on device")])
def test_a_record_that_another_program_makes_meanwhile_is_kept(
    tmp_path: Path, files: Path, full_reader: Reader, monkeypatch: pytest.MonkeyPatch, error: OSError | None
) -> None:
    make = schema.migrate

    def make_second(alias: str) -> None:
        monkeypatch.undo()
        with init_record(tmp_path / "record") as other:
            assert import_paths(other, [files]).total_added == 2
        if error:
            raise error
        make(alias)

    monkeypatch.setattr(schema, "migrate", make_second)
    if error:
        with pytest.raises(RecordError, match="disk is full"):
            init_record(tmp_path / "record")
    else:
        init_record(tmp_path / "record").close()
    with open_record(tmp_path / "record") as record:
        assert record.count_documents(full_reader) == 2
    assert sorted(path.name for path in (tmp_path / "record").iterdir()) == ["originals", "record.sqlite3"]


def test_init_that_was_killed_is_finished_by_the_next(tmp_path: Path, full_reader: Reader) -> None:
    (tmp_path / "originals").mkdir()
    (tmp_path / opening.DATABASE).touch()
    with init_record(tmp_path) as record:
        assert record.count_documents(full_reader) == 0


def test_a_busy_record_is_told(made: Path, files: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(orm, "BUSY_SECONDS", 0.1)
    with open_record(made) as record, closing(sqlite3.connect(made / opening.DATABASE)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(RecordError, match=r"Another program is writing to the record\. Try again"):
            import_paths(record, [files])
        other.rollback()
        assert import_paths(record, [files]).total_added == 2


def test_a_read_only_disk_is_told(mount_disk: Callable[[str], Path], files: Path) -> None:
    disk = mount_disk("4m")
    made = disk / "record"
    with init_record(made) as record:
        import_paths(record, [files / "a.txt"])
    before = digest_of(made)
    subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
    for attempt, path in ((open_record, made), (init_record, made), (init_record, disk / "new")):
        with pytest.raises(RecordError, match=r"cannot be written to\. Check who may write there"):
            attempt(path)
    assert digest_of(made) == before


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(RecordError, match=r"cannot be used \(not a directory\)"):
        init_record(tmp_path / "file" / "record")


def test_the_option_goes_before_the_environment_and_that_before_the_default(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("REFTEL_RECORD", "from-environment")
    assert choose_path("from-option") == Path("from-option")
    assert choose_path(Path("~/kept")) == tmp_path / "home" / "kept"
    assert choose_path(None) == choose_path("") == Path("from-environment")
    monkeypatch.setenv("REFTEL_RECORD", " ")
    assert choose_path() == default_path()
    assert default_path().is_relative_to(tmp_path)


def test_the_local_reader_may_read_all_unless_told_otherwise() -> None:
    assert local_reader().clearance.caveats is None
    assert str(local_reader("SBU").clearance.level.name) == "SBU"
    with pytest.raises(ClearanceError):
        local_reader("cosmic")
