"""What holds of a record on PostgreSQL only: where it is, and what is said when the server fails it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest
from tests.postgresql import Server, run_server, start_server, stop_server
from tests.record.database.rows import contents_of

from reftel.document import Reader
from reftel.errors import RecordError
from reftel.record import Record, init_record, is_record, open_record
from reftel.record.importing import import_paths

if TYPE_CHECKING:
    from psycopg import Connection

VARIABLE = "REFTEL_DATABASE_URL"


@pytest.fixture
def made(made_on_server: Path) -> Path:
    """A closed record on the server with nothing in it."""
    return made_on_server


@pytest.fixture(scope="module")
def own_server(postgresql_url: str) -> Iterator[Server]:
    """A server that a test may stop; there is one where the tests have found any."""
    with run_server() as server:
        yield server


def schema_of(record: Path) -> str:
    said = json.loads((record / "record.json").read_text())
    assert set(said) == {"database", "format", "schema"}
    schema: str = said["schema"]
    return schema


def schemas_on(connection: Connection) -> set[str]:
    rows = connection.execute("SELECT nspname FROM pg_namespace WHERE nspname LIKE 'reftel\\_%'")
    return {name for (name,) in rows}


def change_part(url: str, old: str, new: str) -> str:
    assert old in url
    return url.replace(old, new)


def test_the_folder_holds_neither_address_nor_password(made: Path, files: Path, postgresql_url: str) -> None:
    with open_record(made) as record:
        import_paths(record, [files])
    password = postgresql_url.split(":")[2].split("@", maxsplit=1)[0]
    kept = [path.read_bytes() for path in made.rglob("*") if path.is_file()]
    assert len(kept) == 3
    assert not any(password.encode() in data or b"127.0.0.1" in data for data in kept)
    assert (made / "record.json").stat().st_mode & 0o777 == 0o600
    with open_record(made) as record:
        from reftel.record import orm

        assert password not in repr(orm.database_of(record.alias))


def test_the_session_is_as_safe_as_the_documentation_says(made: Path) -> None:
    from django.db import connections, transaction

    names = ("search_path", "lock_timeout", "synchronous_commit", "transaction_isolation")
    with open_record(made) as record, connections[record.alias].cursor() as cursor:
        settings = {}
        with transaction.atomic(using=record.alias):
            for name in names:
                cursor.execute(f"SHOW {name}")
                settings[name] = cursor.fetchone()[0]
    assert settings == {
        "search_path": schema_of(made),
        "lock_timeout": "30s",
        "synchronous_commit": "on",
        "transaction_isolation": "read committed",
    }


def test_several_records_share_a_database_and_see_nothing_of_each_other(
    tmp_path: Path, files: Path, on_postgresql: Connection, full_reader: Reader
) -> None:
    with init_record(tmp_path / "one") as one, init_record(tmp_path / "two") as two:
        import_paths(one, [files])
        assert (one.count_documents(full_reader), two.count_documents(full_reader)) == (2, 0)
    assert schemas_on(on_postgresql) >= {schema_of(tmp_path / "one"), schema_of(tmp_path / "two")}


def test_texts_are_in_the_order_of_their_code_points(made: Path, on_postgresql: Connection) -> None:
    rows = on_postgresql.execute(
        "SELECT DISTINCT collation_name FROM information_schema.columns "
        "WHERE table_schema = %s AND data_type IN ('text', 'character varying')",
        (schema_of(made),),
    )
    assert rows.fetchall() == [("C",)]


def test_a_record_in_a_file_stays_one_whatever_the_environment_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, postgresql_url: str, full_reader: Reader
) -> None:
    monkeypatch.delenv(VARIABLE, raising=False)
    init_record(tmp_path / "record").close()
    for url in (postgresql_url, "nonsense"):
        monkeypatch.setenv(VARIABLE, url)
        assert is_record(tmp_path / "record")
        for attempt in (open_record, init_record):
            with attempt(tmp_path / "record") as record:
                assert record.documents(full_reader) == ()
    assert not (tmp_path / "record" / "record.json").exists()


def test_init_that_fails_leaves_nothing_on_the_server(
    tmp_path: Path, on_postgresql: Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    from reftel.record import schema
    from reftel.record.database import postgresql

    migrate = schema.migrate

    def fail_after(alias: str) -> None:
        migrate(alias)
        raise KeyboardInterrupt

    def fail(_: object) -> None:
        raise OSError(28, "No space left on device")

    before = schemas_on(on_postgresql)
    monkeypatch.setattr(schema, "migrate", fail_after)
    with pytest.raises(KeyboardInterrupt):
        init_record(tmp_path / "record")
    monkeypatch.setattr(schema, "migrate", migrate)
    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(RecordError, match="The disk is full"):
        init_record(tmp_path / "record")
    assert schemas_on(on_postgresql) == before
    assert not (tmp_path / "record").exists()
    monkeypatch.undo()
    assert postgresql.find_postgresql(tmp_path / "record") is None


def test_an_interruption_right_after_the_naming_keeps_what_is_named(
    tmp_path: Path, on_postgresql: Connection, monkeypatch: pytest.MonkeyPatch, full_reader: Reader
) -> None:
    link = os.link

    def interrupt(source: Path, target: Path) -> None:
        link(source, target)
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(os, "link", interrupt)
        with pytest.raises(KeyboardInterrupt):
            init_record(tmp_path / "record")
    with open_record(tmp_path / "record") as record:
        assert record.documents(full_reader) == ()
    assert sorted(path.name for path in (tmp_path / "record").iterdir()) == ["originals", "record.json"]


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (None, "is on a PostgreSQL server, and REFTEL_DATABASE_URL is not set. Set REFTEL_DATABASE_URL to"),
        (lambda url: " ", "is on a PostgreSQL server, and REFTEL_DATABASE_URL is not set."),
        (lambda url: "mysql://a:hunter2@b/c", "REFTEL_DATABASE_URL is no address of a PostgreSQL database."),
        (lambda url: url + "?colour=blue", "REFTEL_DATABASE_URL is no address of a PostgreSQL database."),
        (lambda url: url.rpartition("/")[0], "REFTEL_DATABASE_URL names no database."),
        (lambda url: url + "?sslmode=maybe", "REFTEL_DATABASE_URL holds a setting that makes no sense."),
        (
            lambda url: url + "?sslmode=require",
            "No encrypted connection to the database server at 127.0.0.1:",
        ),
        (lambda url: url.rpartition("/")[0] + "/nowhere", "has no database “nowhere”. Make it there"),
        (
            lambda url: change_part(url, ":" + password_of(url), ":hunter2"),
            "does not accept user or password.",
        ),
        (lambda url: change_part(url, ":" + password_of(url), ""), "asks for a password. Check user"),
        (lambda url: change_part(url, "127.0.0.1", "server.invalid"), "at server.invalid:"),
        (
            lambda url: change_part(url, port_of(url), "1"),
            "The database server at 127.0.0.1:1 cannot be reached.",
        ),
        (
            lambda url: "postgresql:///postgres?host=/nowhere",
            "The database server at /nowhere cannot be reached.",
        ),
    ],
)
def test_a_server_that_is_not_there_is_told(
    made: Path,
    monkeypatch: pytest.MonkeyPatch,
    postgresql_url: str,
    change: Callable[[str], str] | None,
    sentence: str,
) -> None:
    if change is None:
        monkeypatch.delenv(VARIABLE)
    else:
        monkeypatch.setenv(VARIABLE, change(postgresql_url))
    before = sorted(made.rglob("*"))
    for attempt in (open_record, init_record, is_record):
        with pytest.raises(RecordError) as caught:
            attempt(made)
        assert sentence in str(caught.value)
        assert str(caught.value).startswith(f"{made}: ")
        assert password_of(postgresql_url) not in str(caught.value)
        assert "hunter2" not in str(caught.value)
    if change is not None and change(postgresql_url).strip():
        with pytest.raises(RecordError):
            init_record(made.parent / "new")
        assert not (made.parent / "new").exists()
    assert sorted(made.rglob("*")) == before


def password_of(url: str) -> str:
    return url.split(":")[2].split("@", maxsplit=1)[0]


def port_of(url: str) -> str:
    return url.split(":")[3].split("/", maxsplit=1)[0]


def test_a_schema_that_is_gone_is_told(made: Path, on_postgresql: Connection) -> None:
    schema = schema_of(made)
    on_postgresql.execute(f"DROP TABLE {schema}.django_migrations".encode())
    with pytest.raises(RecordError, match=f"The record's schema {schema} has lost its tables. Restore"):
        open_record(made)
    on_postgresql.execute(f"DROP SCHEMA {schema} CASCADE".encode())
    for attempt in (open_record, init_record, is_record):
        with pytest.raises(RecordError, match=f"The record's schema {schema} is not in the database. Look"):
            attempt(made)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "record.json, which names the record's database, is damaged. Restore it"),
        ('{"format": 1, "database": "postgresql", "schema": "public"}', "is damaged"),
        ('{"format": 1, "database": "postgresql", "schema": "reftel_0; DROP"}', "is damaged"),
        ('["format"]', "is damaged"),
        ('{"format": 2, "database": "other"}', r"made by a newer version of Reftel \(format 2\). Install"),
    ],
)
def test_a_name_of_a_database_that_makes_no_sense_is_told(made: Path, text: str, sentence: str) -> None:
    (made / "record.json").write_text(text)
    for attempt in (open_record, init_record, is_record):
        with pytest.raises(RecordError, match=sentence):
            attempt(made)
    assert (made / "record.json").read_text() == text


def test_a_user_who_may_not_make_a_schema_is_told(
    tmp_path: Path, postgresql_url: str, on_postgresql: Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    on_postgresql.execute("CREATE ROLE guest LOGIN PASSWORD 'guest'")
    try:
        url = change_part(postgresql_url, f"reftel:{password_of(postgresql_url)}", "guest:guest")
        monkeypatch.setenv(VARIABLE, url)
        with pytest.raises(
            RecordError, match=r"may not do what a record needs\. It has to be allowed to make"
        ):
            init_record(tmp_path / "record")
        assert not (tmp_path / "record").exists()
    finally:
        on_postgresql.execute("DROP ROLE guest")


def test_a_database_of_few_letters_is_told(
    tmp_path: Path, postgresql_url: str, on_postgresql: Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    on_postgresql.execute("CREATE DATABASE latin ENCODING 'LATIN1' LOCALE 'C' TEMPLATE template0")
    try:
        monkeypatch.setenv(VARIABLE, postgresql_url.rpartition("/")[0] + "/latin")
        with pytest.raises(RecordError, match=r"takes the letters of LATIN1 only\. Make one with"):
            init_record(tmp_path / "record")
        assert not (tmp_path / "record").exists()
    finally:
        on_postgresql.execute("DROP DATABASE latin WITH (FORCE)")


def test_a_database_that_takes_no_changes_is_told(
    made: Path, files: Path, postgresql_url: str, monkeypatch: pytest.MonkeyPatch, full_reader: Reader
) -> None:
    options = quote("-c default_transaction_read_only=on")
    monkeypatch.setenv(VARIABLE, f"{postgresql_url}?options={options}")
    before = contents_of(made)
    with open_record(made) as record:
        with pytest.raises(RecordError, match=r"The database server takes no changes\. Ask"):
            import_paths(record, [files])
        assert record.documents(full_reader) == ()
    assert contents_of(made) == before


def test_a_unix_socket_will_do(
    tmp_path: Path, own_server: Server, monkeypatch: pytest.MonkeyPatch, full_reader: Reader
) -> None:
    host = quote(str(own_server.folder), safe="")
    for number, url in enumerate(
        (
            f"postgresql://reftel@{host}:{own_server.port}/postgres",
            f"postgresql:///postgres?user=reftel&host={own_server.folder}&port={own_server.port}",
        )
    ):
        monkeypatch.setenv(VARIABLE, url)
        with init_record(tmp_path / f"record-{number}") as record:
            assert record.documents(full_reader) == ()


def test_a_server_that_goes_away_costs_one_sentence_and_comes_back(
    tmp_path: Path, files: Path, own_server: Server, monkeypatch: pytest.MonkeyPatch, full_reader: Reader
) -> None:
    monkeypatch.setenv(VARIABLE, own_server.url)
    with init_record(tmp_path / "record") as record:
        import_paths(record, [files / "a.txt"])
        stop_server(own_server)
        try:
            with pytest.raises(
                RecordError, match=r"The connection to the database server is lost\. Try again"
            ):
                record.documents(full_reader)
            with pytest.raises(RecordError, match="The connection to the database server is lost"):
                import_paths(record, [files / "b.txt"])
            with pytest.raises(RecordError, match=r"cannot be reached\. Check that it runs"):
                open_record(record.path)
        finally:
            start_server(own_server)
        assert record.count_documents(full_reader) == 1
        assert import_paths(record, [files / "b.txt"]).total_added == 1


def test_a_program_that_needs_no_server_does_not_load_its_driver(tmp_path: Path, files: Path) -> None:
    program = (
        "import sys\n"
        "from reftel.record import init_record, local_reader, open_record\n"
        "from reftel.record.importing import import_paths\n"
        "init_record(sys.argv[1]).close()\n"
        "with open_record(sys.argv[1]) as record:\n"
        "    import_paths(record, [sys.argv[2]])\n"
        "    assert len(record.documents(local_reader())) == 2\n"
        "print([name for name in sys.modules if name.startswith('psycopg')])\n"
    )
    environment = {name: value for name, value in os.environ.items() if name != VARIABLE}
    command = [sys.executable, "-c", program, str(tmp_path / "record"), str(files)]
    done = subprocess.run(command, capture_output=True, text=True, check=True, env=environment)
    assert done.stdout.strip() == "[]"


def test_damage_behind_the_records_back_is_found(made: Path, files: Path, on_postgresql: Connection) -> None:
    from reftel.record import orm

    def check(record: Record) -> tuple[str, ...]:
        return orm.database_of(record.alias).check(record.alias)

    with open_record(made) as record:
        import_paths(record, [files])
        assert check(record) == ()
        schema = schema_of(made)
        # What a restore that went wrong, or a hand in the database, does.
        on_postgresql.execute("SET session_replication_role = replica")
        on_postgresql.execute(f"DELETE FROM {schema}.passage".encode())  # noqa: S608
        on_postgresql.execute("SET session_replication_role = DEFAULT")
        assert check(record) == ("Rows of “statement” belong to rows of “passage” that are gone",)
