"""A record that was changed other than through Reftel does not pass for sound."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from tests.record.whole import KEY, fill_whole

from reftel.record import Actor, Record
from reftel.record.importing import import_paths
from reftel.specimen import specimen_folder

FIXTURES = sorted((Path(__file__).parents[1] / "fixtures").glob("record-*.sql"))


@pytest.fixture
def local(record: Record, files: Path) -> Actor:
    return fill_whole(record, files)


@contextmanager
def behind_its_back(record: Record) -> Iterator[Callable[[str], int]]:
    """Runs SQL as somebody would who has the database before him; no reference is looked at."""
    from django.db import connections

    connection = connections[record.alias]
    is_sqlite = connection.vendor == "sqlite"
    on, off = (
        ("PRAGMA foreign_keys = ON", "PRAGMA foreign_keys = OFF")
        if is_sqlite
        else ("SET session_replication_role = origin", "SET session_replication_role = replica")
    )
    with connection.cursor() as cursor:
        cursor.execute(off)

        def run(statement: str) -> int:
            cursor.execute(statement)
            return int(cursor.rowcount)

        yield run
        cursor.execute(on)


def codes(record: Record) -> set[str]:
    from reftel.record.verifying.verify import verify

    return {finding.code for finding in verify(record).problems}


def test_a_record_in_full_use_is_clean(record: Record, local: Actor) -> None:
    from django.apps import apps

    from reftel.record.redaction.models import BackupRow
    from reftel.record.verifying.verify import verify

    found = verify(record)
    assert found.problems == ()
    assert found.notes == ()
    assert found.counts["documents"] == found.counts["originals"] == 3
    assert found.head.startswith(f"{found.counts['entries']}:")
    for model in apps.get_app_config("record").get_models():
        if model is not BackupRow:
            assert model._base_manager.using(record.alias).exists(), f"{model.__name__} is not looked at"


def key_of(table: str) -> str:
    return "number" if table in ("audit", "head") else "id"


# Of each table one row and each column that says something: what is made of it there.
CHANGES = {
    "document": (
        "title = 'Another title'", "key = '09AVERTON999'", "file_name = 'other.txt'", "year = 2001",
        "added_by_id = 2", "embargo_until = NULL", "version = 7", "sha256 = '{zeros}'",
        "kept_sha256 = '{zeros}'", "tail = 'x'", "added_at = '2001-01-01 00:00:00'",
    ),
    "document_country": ("iso3 = 'HKG'",),
    "passage": ("text = 'Nothing of the sort.'", "label = '¶99'", "marking_id = 1", "kind = 'comment'"),
    "problem": ("message = 'All is well.'", "severity = 'info'"),
    "statement": (
        "note = 'Another note.'", "kind = 'position2'", "status = 'withdrawn'", "start = start + 1",
        "version = 9", "rule = 'other/1'", "author_id = 3",
    ),
    "decision": (
        "reason = 'Another reason.'", "actor_id = 3", "action = 'withdraw'", "at = '2001-01-01 00:00:00'",
    ),
    "evidence": ("start = start + 1", "marking_id = 1", "actor_id = 3"),
    "doubt": ("cause = 'several'", "settled_at = '2001-01-01 00:00:00'"),
    "actor": ("name = 'Someone'", "role = 'coordinator'", "level = 3", "sees_embargoed = NOT sees_embargoed"),
    "redaction": ("reason = 'Another reason.'", "start = start + 1", "replaced = '{zeros}'"),
    "audit": ("action = 'confirm'", "digest = '{zeros}'", "actor_id = 3", "at = '2001-01-01 00:00:00'"),
    "marking": ("level = 3 - level",),
    "head": ("last = last + 1",),
}  # fmt: skip


def test_a_changed_row_shows(record: Record, local: Actor) -> None:
    for table, change in ((table, change) for table, changes in CHANGES.items() for change in changes):
        key = key_of(table)
        column, value = change.format(zeros="0" * 64).split(" = ")
        differs = f"{column} IS NOT NULL" if value == "NULL" else f"({column} <> {value}) IS NOT FALSE"
        with behind_its_back(record) as run:
            run(f"CREATE TEMPORARY TABLE kept AS SELECT {key} AS k, {column} AS v FROM {table}")  # noqa: S608
            row = f"(SELECT max({key}) FROM {table} WHERE {differs})"  # noqa: S608
            assert run(f"UPDATE {table} SET {column} = {value} WHERE {key} = {row}") == 1, change  # noqa: S608
        assert codes(record), f"{table}: {change} does not show"
        with behind_its_back(record) as run:
            run(f"UPDATE {table} SET {column} = (SELECT v FROM kept WHERE k = {table}.{key})")  # noqa: S608
            run("DROP TABLE kept")
    assert codes(record) == set()


def test_a_removed_row_shows(record: Record, local: Actor) -> None:
    for table in CHANGES:
        key = key_of(table)
        row = f"{key} = (SELECT max({key}) FROM {table})"  # noqa: S608
        with behind_its_back(record) as run:
            run(f"CREATE TEMPORARY TABLE kept AS SELECT * FROM {table} WHERE {row}")  # noqa: S608
            assert run(f"DELETE FROM {table} WHERE {row}") == 1, table  # noqa: S608
        assert codes(record), f"{table}: a removed row does not show"
        with behind_its_back(record) as run:
            run(f"INSERT INTO {table} SELECT * FROM kept")  # noqa: S608
            run("DROP TABLE kept")
    assert codes(record) == set()


def test_what_was_removed_with_all_that_hangs_on_it_shows(record: Record, local: Actor) -> None:
    with behind_its_back(record) as run:
        for table in ("problem", "document_country", "evidence", "doubt", "decision", "statement"):
            run(f"DELETE FROM {table}")  # noqa: S608
    assert "gone" in codes(record)


def test_a_shortened_trail_shows_against_an_end_that_was_kept(record: Record, local: Actor) -> None:
    from reftel.record.audit.trail import Head, read_head
    from reftel.record.people.managing import Grant, add_actor
    from reftel.record.verifying.verify import verify

    add_actor(record, local, "late", Grant())
    kept = read_head(record.alias)
    assert verify(record, head=kept).problems == ()
    with behind_its_back(record) as run:
        run("DELETE FROM actor WHERE name = 'late'")
        run("DELETE FROM audit WHERE number = (SELECT max(number) FROM audit)")
        run("UPDATE head SET last = last - 1, link = (SELECT link FROM audit ORDER BY number DESC LIMIT 1)")
    assert verify(record).problems == ()
    (problem,) = verify(record, head=Head(kept.number, kept.link)).problems
    assert problem.code == "trail-shortened"


def test_originals_are_held_against_their_digests(record: Record, local: Actor, files: Path) -> None:
    from reftel.record.originals import original_path
    from reftel.record.verifying.verify import verify

    first, second, third = record.documents(local.reader)
    paths = [original_path(record.path, view.sha256 or "") for view in (second, third)]
    there = [path for path in paths if path.exists()]
    there[0].chmod(0o600)
    there[0].write_bytes(b"Something else.")
    there[1].unlink()
    stray = there[0].with_name(".new-0123")
    stray.write_bytes(b"half")
    orphan = there[0].with_name("ab" * 32)
    orphan.write_bytes(b"whole")
    found = verify(record)
    assert sorted(finding.code for finding in found.problems) == ["original-changed", "original-missing"]
    assert sorted(finding.code for finding in found.notes) == ["original-unowned", "unfinished-file"]
    assert first.key


def test_every_kind_of_finding_is_documented() -> None:
    from reftel.record.verifying.report import NOTES, PROBLEMS

    page = (Path(__file__).parents[3] / "docs" / "record-backup.md").read_text(encoding="utf-8")
    assert all(f"| `{code}` |" in page for code in (*PROBLEMS, *NOTES))


def test_a_large_document_and_its_copy_are_clean(record: Record, specimen: Path) -> None:
    """What carrying over brings to another copy is no part of what that came with."""
    from reftel.record.people.queries import find_actor
    from reftel.record.statements import deciding

    local = find_actor(record)
    import_paths(record, [specimen / "telegrams"])
    for view in record.documents(local.reader, kind="telegram")[:3]:
        for statement in record.statements(local.reader, view):
            deciding.confirm(record, local, statement)
    assert codes(record) == set()
    assert KEY


@pytest.mark.sqlite
@pytest.mark.parametrize("path", FIXTURES, ids=lambda path: path.stem)
def test_a_record_that_was_brought_forward_is_clean(path: Path, tmp_path: Path) -> None:
    import sqlite3
    from contextlib import closing

    from reftel.record import open_record
    from reftel.record.originals import keep_original

    folder = tmp_path / "older"
    folder.mkdir()
    with closing(sqlite3.connect(folder / "record.sqlite3")) as connection:
        connection.executescript(path.read_text(encoding="utf-8"))
        kept = {digest for (digest,) in connection.execute("SELECT sha256 FROM document")}
    with specimen_folder() as specimen:
        for file in specimen.rglob("*.txt"):
            digest = hashlib.sha256(file.read_bytes()).hexdigest()
            if digest in kept:
                keep_original(folder, digest, file.read_bytes())
    with open_record(folder) as record:
        assert codes(record) == set()
