"""Copying the whole record and looking through it from the command line."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from reftel.cli.main import app
from tests.record.conftest import MIXED_TELEGRAM
from tests.record.whole import bytes_in

Run = Callable[..., Result]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs a command on a record with one telegram in it."""
    monkeypatch.setenv("REFTEL_RECORD", str(tmp_path / "record"))
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.txt").write_text(MIXED_TELEGRAM, encoding="utf-8")

    def call(*arguments: str) -> Result:
        return CliRunner().invoke(app, arguments)

    assert call("init").exit_code == 0
    assert call("import", "a.txt").exit_code == 0
    return call


def read(result: Result) -> dict[str, Any]:
    assert result.exit_code == 0, result.output
    found: dict[str, Any] = json.loads(result.stdout)
    return found


def test_dump_load_verify(run: Run, tmp_path: Path) -> None:
    dumped = read(run("record", "dump", "one", "--json"))
    assert Path(dumped["path"]) == tmp_path / "one"
    assert (dumped["rows"]["document"], dumped["originals"]) == (1, 1)
    loaded = read(run("record", "load", "one", "second", "--json"))
    assert loaded["rows"] == dumped["rows"]
    assert loaded["verification"]["clean"] is True
    assert run("record", "dump", "two", "--record", "second").exit_code == 0
    assert bytes_in(tmp_path / "one") == bytes_in(tmp_path / "two")
    verified = run("record", "verify", "--record", "second", "--head", dumped["head"])
    assert verified.exit_code == 0
    assert "Nothing is wrong" in verified.stdout


def test_backup_redact_restore(run: Run, tmp_path: Path) -> None:
    made = read(run("record", "backup", "backups", "--json"))
    assert made["unreached"] == []
    redacted = run(
        *("record", "redact", "09AVERTON312", "--quote", "CANARYCONFIDENTIAL", "--reason", "A source.")
    )
    assert redacted.exit_code == 0, redacted.output
    restored = run("record", "restore", made["path"], "restored")
    assert restored.exit_code == 0, restored.output
    assert "1 redaction done again" in restored.stdout
    refused = run("record", "restore", "backups", "third")
    assert refused.exit_code == 1
    assert Path(made["path"]).name in refused.stderr


def test_what_is_wrong_is_told_with_exit_code_1(run: Run, tmp_path: Path) -> None:
    path = next(path for path in (tmp_path / "record" / "originals").rglob("*") if path.is_file())
    path.unlink()
    told = run("record", "verify")
    assert told.exit_code == 1
    assert "original-missing" in told.stdout
    assert "1 problem" in told.stdout
    as_json = run("record", "verify", "--json")
    assert as_json.exit_code == 1
    (problem,) = json.loads(as_json.stdout)["problems"]
    assert problem["code"] == "original-missing"


def test_bad_lines_are_told_or_left_out(run: Run, tmp_path: Path) -> None:
    assert run("record", "dump", "one").exit_code == 0
    path = tmp_path / "one" / "tables" / "problem.jsonl"
    path.write_bytes(path.read_bytes() + b"{\n")
    number = path.read_bytes().count(b"\n")
    refused = run("record", "load", "one", "second")
    assert refused.exit_code == 1
    assert f"tables/problem.jsonl, line {number}" in refused.stderr
    assert not (tmp_path / "second").exists()
    partly = run("record", "load", "one", "second", "--skip-bad")
    assert partly.exit_code == 1
    assert f"tables/problem.jsonl, line {number}: It is no JSON." in partly.stdout
    assert run("record", "verify", "--record", "second").exit_code == 0


def test_a_head_that_is_none_and_a_person_who_may_not(run: Run) -> None:
    assert run("record", "verify", "--head", "12:34").exit_code == 2
    added = run("record", "add-actor", "guest", "--role", "officer", "--clearance", "C")
    assert added.exit_code == 0, added.output
    for command in ("dump", "backup"):
        refused = run("record", command, "copy", "--actor", "guest")
        assert refused.exit_code == 7
        assert "“guest” may not" in refused.stderr
