"""The commands under `reftel telegram`, as a person uses them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from reftel.cli.main import app
from reftel.specimen import specimen_folder
from reftel.telegram import read_telegram, telegram_to_json

DRAFT = """---
from: AMCONSUL HONG KONG
number: 1104
date: 2009-06-17 09:12
to: SECSTATE WASHDC
classification: U
tags: KTIP, HK
subject: An answer
refs: STATE 60446
signature: MARUT
---

Post met him.
"""


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(app, [str(argument) for argument in arguments], env={"COLUMNS": "100"})


@pytest.fixture
def telegram_file(tmp_path: Path) -> Path:
    with specimen_folder() as data:
        text = (data / "telegrams" / "09PORTMERROW214.txt").read_text(encoding="utf-8")
    path = tmp_path / "telegram.txt"
    path.write_text(text, encoding="utf-8")
    return path


def test_read_shows_the_fields(telegram_file: Path) -> None:
    result = run("telegram", "read", telegram_file)
    assert result.exit_code == 0
    assert "09PORTMERROW214" in result.stdout
    assert "¶1" in result.stdout
    whole = json.loads(run("telegram", "read", telegram_file, "--json").stdout)
    assert whole["mrn"] == "09PORTMERROW214"
    assert whole["raw"] == telegram_file.read_text(encoding="utf-8")


def test_read_refuses_what_is_no_telegram(tmp_path: Path) -> None:
    path = tmp_path / "letter.txt"
    path.write_text("Dear all, the meeting is on Monday.\n", encoding="utf-8")
    result = run("telegram", "read", path)
    assert result.exit_code == 1
    assert "This is no telegram" in result.stderr


def test_compose_takes_a_draft_and_json(tmp_path: Path, telegram_file: Path) -> None:
    draft, target = tmp_path / "answer.md", tmp_path / "answer.txt"
    draft.write_text(DRAFT, encoding="utf-8")
    result = run("telegram", "compose", draft, "-o", target)
    assert result.exit_code == 0, result.stderr
    assert result.stdout.strip().endswith("answer.txt")
    assert read_telegram(target.read_text(encoding="utf-8")).mrn == "09HONGKONG1104"
    telegram = read_telegram(telegram_file.read_text(encoding="utf-8"))
    written = tmp_path / "telegram.json"
    written.write_text(telegram_to_json(telegram, with_raw=False), encoding="utf-8")
    assert read_telegram(run("telegram", "compose", written).stdout) == telegram
    assert json.loads(run("telegram", "compose", written, "--json").stdout)["path"] is None


def test_compose_names_file_and_line_of_what_it_refuses(tmp_path: Path) -> None:
    draft = tmp_path / "answer.md"
    draft.write_text(DRAFT.replace("classification: U", "classification: COSMIC"), encoding="utf-8")
    target = tmp_path / "answer.txt"
    result = run("telegram", "compose", draft, "-o", target)
    assert result.exit_code == 1
    assert "answer.md, line 6: “COSMIC” is no classification" in result.stderr
    assert not target.exists()


def test_new_fills_the_head_from_the_record_as_far_as_one_may_read(tmp_path: Path) -> None:
    record = tmp_path / "record"
    with specimen_folder() as data:
        assert run("--record", record, "init").exit_code == 0
        assert run("--record", record, "import", data / "telegrams" / "09STATE61377.txt").exit_code == 0
    full = run("--record", record, "telegram", "new", "--reply-to", "09STATE61377")
    assert full.exit_code == 0, full.stderr
    assert "RE: DELIVERING AVERLINE" in full.stdout
    limited = run("--record", record, "telegram", "new", "--reply-to", "09STATE61377", "--as", "U")
    assert limited.exit_code == 0
    assert "AVERLINE" not in limited.stdout
    assert "- 09 STATE 61377" in limited.stdout


def test_new_does_not_write_over_a_file(tmp_path: Path) -> None:
    target = tmp_path / "answer.md"
    target.write_text("mine", encoding="utf-8")
    result = run("--record", tmp_path / "none", "telegram", "new", "--reply-to", "09STATE60446", "-o", target)
    assert result.exit_code == 1
    assert "there already" in result.stderr
    assert target.read_text(encoding="utf-8") == "mine"
