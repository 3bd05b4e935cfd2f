"""Every command says the same whichever database the record is on."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from typer.testing import CliRunner

from reftel.cli.main import app
from reftel.errors import ExitCode

if TYPE_CHECKING:
    from psycopg import Connection

VARIABLE = "REFTEL_DATABASE_URL"

# {data} is the specimen's folder; the record is the one that is meant.
COMMANDS = (
    "init",
    "import {data}/narratives {data}/telegrams {data}/nothing",
    "import {data}/telegrams --json",
    "figures XAV --json",
    "compare XAV 2008 2009",
    "compare history XAV --json",
    "tiers path XAV 2009",
    "telegram thread 09PORTMERROW214",
    "telegram thread 09PORTMERROW214 --as U",
    "telegram duplicates --json",
    "telegram check {data}/telegrams/09PORTMERROW214.txt",
    "brief XAV 2009 --json -o {folder}/brief.html",
    "brief XAV 2009 --as U -o {folder}/unclassified.html",
    "brief XAV 1999 -o {folder}/none.html",
)


def say_all(folder: Path, specimen: Path) -> dict[str, tuple[int, str]]:
    """What the commands print and leave behind, one after another, without the name of the folder."""
    folder.mkdir()
    said: dict[str, tuple[int, str]] = {}
    for command in COMMANDS:
        words = [word.format(data=specimen, folder=folder) for word in command.split()]
        environment = {"COLUMNS": "120", "REFTEL_RECORD": str(folder / "record")}
        result = CliRunner().invoke(app, words, env=environment)
        said[command] = (result.exit_code, result.output.replace(str(folder), "FOLDER"))
    for page in sorted(folder.glob("*.html")):
        said[page.name] = (0, page.read_text(encoding="utf-8"))
    return said


def test_all_commands_say_the_same_on_both(
    tmp_path: Path, specimen: Path, on_postgresql: Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    on_server = say_all(tmp_path / "server", specimen)
    monkeypatch.delenv(VARIABLE)
    in_folder = say_all(tmp_path / "folder", specimen)
    assert (tmp_path / "server" / "record" / "record.json").is_file()
    assert (tmp_path / "folder" / "record" / "record.sqlite3").is_file()
    assert on_server == in_folder
    codes = {command: code for command, (code, _) in in_folder.items() if code}
    assert codes == {
        "import {data}/narratives {data}/telegrams {data}/nothing": ExitCode.BAD_INPUT,
        "brief XAV 1999 -o {folder}/none.html": ExitCode.NOT_FOUND,
    }
    assert {"brief.html", "unclassified.html"} <= in_folder.keys()


def test_a_server_that_is_away_is_one_sentence(
    tmp_path: Path, on_postgresql: Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    def run(*words: str) -> subprocess.CompletedProcess[str]:
        environment = {**os.environ, "REFTEL_RECORD": str(tmp_path / "record")}
        command = [sys.executable, "-m", "reftel.cli.main", *words]
        return subprocess.run(command, capture_output=True, text=True, check=False, env=environment)

    assert run("init").returncode == 0
    monkeypatch.setenv(VARIABLE, "postgresql://someone:hunter2@127.0.0.1:1/reftel")
    for words in (["brief", "XAV", "2009"], ["init"]):
        result = run(*words)
        assert (result.returncode, result.stdout) == (ExitCode.RECORD, "")
        assert result.stderr.strip() == (
            f"reftel: {tmp_path / 'record'}: The database server at 127.0.0.1:1 cannot be reached. "
            "Check that it runs, and host and port in REFTEL_DATABASE_URL."
        )
    monkeypatch.setenv("REFTEL_DEBUG", "1")
    assert "hunter2" not in run("brief", "XAV", "2009").stderr
