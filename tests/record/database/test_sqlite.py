"""What holds of a record on SQLite only: its settings, and what happens to its file."""

from __future__ import annotations

import hashlib
import sqlite3
import subprocess
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from reftel.document import Reader
from reftel.errors import RecordError
from reftel.record import Record, init_record, open_record, orm
from reftel.record.database import model, sqlite
from reftel.record.importing import import_paths

pytestmark = pytest.mark.sqlite


def digest_of(record: Path) -> dict[str, str]:
    """The files of a record, without the two that SQLite makes and removes as it likes."""
    return {
        str(path.relative_to(record)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in record.rglob("*")
        if path.is_file() and not path.name.endswith(("-wal", "-shm"))
    }


@pytest.fixture
def made(tmp_path: Path) -> Path:
    """A closed record with nothing in it."""
    path = tmp_path / "made"
    init_record(path).close()
    return path


def test_the_database_is_as_safe_as_sqlite_makes_it(made: Path) -> None:
    from django.db import connections

    settings = {}
    with open_record(made) as record, connections[record.alias].cursor() as cursor:
        for name in ("journal_mode", "foreign_keys", "synchronous", "busy_timeout"):
            cursor.execute(f"PRAGMA {name}")
            settings[name] = cursor.fetchone()[0]
    assert settings == {
        "journal_mode": "wal",
        "foreign_keys": 1,
        "synchronous": 2,
        "busy_timeout": model.BUSY_SECONDS * 1000,
    }


@pytest.mark.parametrize("damage", ["head", "middle", "end", "all"])
def test_a_damaged_database_is_told_and_left_alone(made: Path, files: Path, damage: str) -> None:
    with open_record(made) as record:
        import_paths(record, [files])
    database = made / sqlite.FILE
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
        alias = orm.connect(sqlite.SqliteDatabase(made / "away.sqlite3"))
        with pytest.raises(RecordError, match="cannot be written to"):
            Record(made, alias).documents(full_reader)
        orm.disconnect(alias)
    assert not (made / "away.sqlite3").exists()


def test_init_that_was_killed_is_finished_by_the_next(tmp_path: Path, full_reader: Reader) -> None:
    (tmp_path / "originals").mkdir()
    (tmp_path / sqlite.FILE).touch()
    with init_record(tmp_path) as record:
        assert record.count_documents(full_reader) == 0


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


@pytest.mark.parametrize("statement", ["", "CREATE TABLE address (name text)"])
def test_a_database_of_something_else_is_left_alone(tmp_path: Path, statement: str) -> None:
    path = tmp_path / "record"
    path.mkdir()
    with closing(sqlite3.connect(path / sqlite.FILE)) as connection:
        connection.execute(statement)
        connection.commit()
    (path / sqlite.FILE).touch()
    before = digest_of(path)
    with pytest.raises(RecordError) as caught:
        open_record(path)
    assert str(caught.value) == f"{path}: This is no record. Make one with `reftel init {path}`."
    if statement:
        with pytest.raises(RecordError) as caught:
            init_record(path)
        assert str(caught.value) == f"{path}: The database there is of something else. Give another path."
    assert digest_of(path) == before
