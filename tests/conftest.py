"""What tests share: the folders that they read in place, a browser, and the databases that records are in."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings
from typer.main import get_command

from reftel.specimen import specimen_folder
from tests.postgresql import SERVER_VARIABLE, find_programs, make_database, run_server

if TYPE_CHECKING:
    from psycopg import Connection

# Behaviour is tested and never time, which on a busy machine is anything.
settings.register_profile("reftel", deadline=None)
settings.load_profile("reftel")

SHARED = Path(__file__).resolve().parents[1].parent / "shared"


@pytest.fixture(scope="session")
def shared() -> Path:
    """The shared folder; without it the test is skipped, or fails where everything is required."""
    if SHARED.is_dir():
        return SHARED
    reason = f"{SHARED} is missing"
    if os.environ.get("REFTEL_REQUIRE_ALL") == "1":
        pytest.fail(reason)
    pytest.skip(reason)


@pytest.fixture(scope="session", autouse=True)
def _commands_made_once() -> Iterator[None]:
    """Typer makes all commands anew for each that a test calls, which takes longer than most of them do."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("typer.testing._get_command", cache(get_command))
        yield


@pytest.fixture(scope="session")
def specimen() -> Iterator[Path]:
    """The specimen's data: narratives, alignments, telegrams."""
    with specimen_folder() as folder:
        yield folder


@pytest.fixture(scope="session")
def chromium() -> str:
    """The browser; without it the test is skipped, or fails where everything is required."""
    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if found:
        return found
    reason = "Chromium is not installed (Debian's package `chromium`)"
    if os.environ.get("REFTEL_REQUIRE_ALL") == "1":
        pytest.fail(reason)
    pytest.skip(reason)


URL_VARIABLE = "REFTEL_DATABASE_URL"
DATABASES = ("sqlite", "postgresql")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--database",
        choices=DATABASES,
        help="Keep every record on this database; otherwise tests that ask for `database` run on each.",
    )


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run what asks for `database`, itself or by another fixture, on each."""
    marks = metafunc.definition.iter_markers("parametrize")
    if "database" in metafunc.fixturenames and not any(mark.args[0] == "database" for mark in marks):
        chosen = metafunc.config.getoption("--database")
        metafunc.parametrize("database", (chosen,) if chosen else DATABASES, indirect=True)


@pytest.fixture(scope="session")
def postgresql_url() -> Iterator[str]:
    """A PostgreSQL database for these tests; without a server they are skipped, or fail where it must be."""
    given = os.environ.get(SERVER_VARIABLE)
    if given:
        with make_database(given) as url:
            yield url
    elif find_programs() is not None:
        with run_server() as server:
            yield server.url
    else:
        reason = "PostgreSQL is not installed (Debian's package `postgresql`)"
        if os.environ.get("REFTEL_REQUIRE_ALL") == "1":
            pytest.fail(reason)
        pytest.skip(reason)


@pytest.fixture(scope="session")
def postgresql(postgresql_url: str) -> Iterator[Connection]:
    """A connection beside those of the records."""
    import psycopg

    options = "-c lock_timeout=10000 -c client_min_messages=warning"
    with psycopg.connect(postgresql_url, autocommit=True, options=options) as connection:
        yield connection


@pytest.fixture
def database(request: pytest.FixtureRequest) -> Iterator[str]:
    """Where the test's records are: ``sqlite`` or ``postgresql``."""
    kind: str = request.param
    # A patch of its own, here and below: tests undo theirs in the middle.
    with pytest.MonkeyPatch.context() as patch:
        if kind == "postgresql":
            request.getfixturevalue("on_postgresql")
        else:
            patch.delenv(URL_VARIABLE, raising=False)
        yield kind


@pytest.fixture
def on_postgresql(postgresql_url: str, postgresql: Connection) -> Iterator[Connection]:
    """Has new records made on the server; those of this test are gone after it."""
    before = _schemas(postgresql)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(URL_VARIABLE, postgresql_url)
        yield postgresql
    for schema in _schemas(postgresql) - before:
        postgresql.execute(f'DROP SCHEMA "{schema}" CASCADE'.encode())


@pytest.fixture(scope="session", autouse=True)
def _no_database_of_the_person(request: pytest.FixtureRequest) -> Iterator[None]:
    """What is set outside is somebody's own; with ``--database postgresql`` every record is on the server."""
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv(URL_VARIABLE, raising=False)
        if request.config.getoption("--database") == "postgresql":
            patch.setenv(URL_VARIABLE, request.getfixturevalue("postgresql_url"))
        yield


@pytest.fixture(autouse=True)
def _database_of_the_test(request: pytest.FixtureRequest) -> Iterator[None]:
    """Beside what was just said: tests marked ``sqlite`` have none on the server, others clear it up."""
    if request.config.getoption("--database") != "postgresql":
        yield
    elif request.node.get_closest_marker("sqlite") is None:
        request.getfixturevalue("on_postgresql")
        yield
    else:
        with pytest.MonkeyPatch.context() as patch:
            patch.delenv(URL_VARIABLE)
            yield


def _schemas(connection: Connection) -> set[str]:
    rows = connection.execute("SELECT nspname FROM pg_namespace WHERE nspname LIKE 'reftel\\_%'")
    return {name for (name,) in rows}
