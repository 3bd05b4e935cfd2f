"""`reftel compare` as a person uses it."""

from __future__ import annotations

import io
import json
import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest
from docx import Document

from reftel.errors import ExitCode
from reftel.specimen import specimen_folder
from tests.cli.test_commands import assert_one_sentence
from tests.exchange.texts import NEW, OLD
from tests.program import run


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("compare") / "record"
    assert run("init", folder).returncode == 0
    with specimen_folder() as data:
        result = run("--record", folder, "import", data / "narratives")
    assert result.returncode == 0, result.stderr
    return folder


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    old, new = tmp_path / "old.txt", tmp_path / "new.txt"
    old.write_text(OLD, encoding="utf-8")
    new.write_text(NEW, encoding="utf-8")
    return old, new


def on_terminal(columns: int, *arguments: str | Path, **extra: str) -> str:
    """What the command writes on a terminal of this width."""
    master, slave = pty.openpty()
    environment = {k: v for k, v in os.environ.items() if k != "NO_COLOR"}
    process = subprocess.Popen(
        [sys.executable, "-m", "reftel.cli.main", *map(str, arguments)],
        stdout=slave,
        stderr=slave,
        env={**environment, "COLUMNS": str(columns), "TERM": "xterm-256color", **extra},
    )
    os.close(slave)
    written = b""
    while True:
        try:
            piece = os.read(master, 65536)
        except OSError:  # the other end is closed
            break
        if not piece:
            break
        written += piece
    os.close(master)
    assert process.wait(60) == 0, written
    return written.decode().replace("\r\n", "\n")


def test_two_files_in_a_pipe_are_plain_text(files: tuple[Path, Path]) -> None:
    result = run("compare", *files)
    assert result.returncode == 0, result.stderr
    assert "The police identified [-12-]{+15+} victims during the year." in result.stdout
    assert "new.txt against old.txt" in result.stdout
    assert "(1 sentence kept)" in result.stdout
    assert "\x1b" not in result.stdout


@pytest.mark.parametrize("country", [["XAV"], ["Averline"], ["averlinian"]])
def test_two_years_of_the_record(record: Path, country: list[str]) -> None:
    result = run("compare", *country, "2008", "2009", "--record", record)
    assert result.returncode == 0, result.stderr
    assert "UNCLASSIFIED\nXAV 2009 against XAV 2008\n" in result.stdout
    assert "== Prosecution" in result.stdout


def test_a_name_of_two_words_needs_no_quotation_marks(record: Path) -> None:
    result = run("--record", record, "compare", "Hong", "Kong", "2008", "2009")
    assert_one_sentence(result, ExitCode.NOT_FOUND, "no narrative of Hong Kong", "reftel import")


def test_a_wide_terminal_shows_two_columns_and_a_narrow_one_one(files: tuple[Path, Path]) -> None:
    wide = on_terminal(140, "compare", *files)
    assert wide.count("victims during the year") == 2
    assert "\x1b[9;31m12\x1b[0m" in wide
    assert "\x1b[4;32m15\x1b[0m" in wide
    assert any(
        "old.txt" in line and "new.txt" in line and "against" not in line for line in wide.splitlines()
    )
    narrow = on_terminal(80, "compare", *files)
    assert narrow.count("victims during the year") == 1
    assert "\x1b[9;31m12\x1b[0m\x1b[4;32m15\x1b[0m" in narrow


def test_without_colour_there_are_signs(files: tuple[Path, Path]) -> None:
    for columns in (80, 140):
        text = on_terminal(columns, "compare", *files, NO_COLOR="1")
        assert "[-12-]" in text
        assert "{+15+}" in text
        assert "\x1b[9" not in text
        assert "\x1b[4" not in text


def test_only_some_kinds(files: tuple[Path, Path]) -> None:
    result = run("compare", *files, "--only", "moved")
    assert result.returncode == 0
    assert "consulates of three countries" in result.stdout
    assert "victims" not in result.stdout
    assert_one_sentence(
        run("compare", *files, "--only", "mvoed"), ExitCode.USAGE, "mvoed", "moved", "figures"
    )


def test_all_shows_what_was_kept(files: tuple[Path, Path]) -> None:
    kept = "The government has a written plan for its shelters."
    assert kept not in run("compare", *files).stdout
    assert kept in run("compare", *files, "--all").stdout


def test_json(files: tuple[Path, Path]) -> None:
    value = json.loads(run("compare", *files, "--json").stdout)
    assert {"old", "new", "operations"} <= value.keys()
    assert [o["kind"] for o in value["operations"]].count("move") == 1


@pytest.mark.parametrize(
    ("name", "begin"),
    [
        ("x.html", "<!doctype html>"),
        ("x.md", "# new.txt"),
        ("x.csv", "number,"),
        ("x.json", "{"),
        ("x.txt", "new"),
    ],
)
def test_a_file_by_its_suffix(files: tuple[Path, Path], tmp_path: Path, name: str, begin: str) -> None:
    result = run("compare", *files, "-o", tmp_path / name)
    assert result.returncode == 0, result.stderr
    assert result.stdout.strip() == str(tmp_path / name)
    assert (tmp_path / name).read_text(encoding="utf-8").startswith(begin)
    printed = run("compare", *files, "--format", Path(name).suffix[1:])
    assert printed.stdout.startswith(begin)


def test_a_word_document(files: tuple[Path, Path], tmp_path: Path) -> None:
    result = run("compare", *files, "-o", tmp_path / "x.docx", "--json")
    assert json.loads(result.stdout) == {"path": str(tmp_path / "x.docx"), "format": "docx", "marking": ""}
    document = Document(io.BytesIO((tmp_path / "x.docx").read_bytes()))
    assert document.sections[0].header.paragraphs[0].text == "new.txt against old.txt"
    assert_one_sentence(run("compare", *files, "--format", "docx"), ExitCode.USAGE, "-o FILE")


def test_bad_input_is_one_sentence(files: tuple[Path, Path], tmp_path: Path) -> None:
    old, new = files
    empty, binary = tmp_path / "empty.txt", tmp_path / "binary.bin"
    empty.write_text(" \n", encoding="utf-8")
    binary.write_bytes(bytes(range(256)) * 8)
    assert_one_sentence(run("compare", old, tmp_path / "no.txt"), ExitCode.BAD_INPUT, "no.txt")
    assert_one_sentence(run("compare", old, empty), ExitCode.BAD_INPUT, "empty.txt")
    assert_one_sentence(run("compare", binary, new), ExitCode.BAD_INPUT, "binary.bin")
    assert_one_sentence(run("compare", old, tmp_path), ExitCode.BAD_INPUT, str(tmp_path))
    assert_one_sentence(run("compare", old, old), ExitCode.USAGE, "same file twice")
    assert_one_sentence(run("compare", old), ExitCode.USAGE, "reftel compare HKG 2008 2009")
    assert_one_sentence(run("compare", "HKG", "2009"), ExitCode.USAGE, "One year")
    assert_one_sentence(run("compare", old, new, "-o", tmp_path / "x.pdf"), ExitCode.USAGE, "x.pdf", "docx")
    assert_one_sentence(
        run("compare", old, new, "-o", tmp_path / "no" / "x.md"), ExitCode.BAD_INPUT, "folder"
    )
    assert_one_sentence(run("compare", old, new, "-o", old), ExitCode.USAGE, "files that are compared")
    assert old.read_text(encoding="utf-8") == OLD


def test_years_that_are_not_there(record: Path) -> None:
    result = run("--record", record, "compare", "XAV", "2007", "2009")
    assert_one_sentence(result, ExitCode.NOT_FOUND, "for 2007", "It holds those of 2008 to 2010.")
    assert_one_sentence(
        run("--record", record, "compare", "XAV", "2009", "2009"), ExitCode.USAGE, "2009 twice"
    )
    assert_one_sentence(run("--record", record, "compare", "Thialand", "2008", "2009"), ExitCode.NOT_FOUND)
    assert_one_sentence(run("--record", record / "x", "compare", "XAV", "2008", "2009"), ExitCode.RECORD)
    inside = run("--record", record, "compare", "XAV", "2008", "2009", "-o", record / "x.html")
    assert_one_sentence(inside, ExitCode.BAD_INPUT, "record's own folder")


def test_an_error_in_json(files: tuple[Path, Path]) -> None:
    result = run("compare", files[0], files[0], "--json")
    assert result.returncode == ExitCode.USAGE
    assert json.loads(result.stderr)["error"]["code"] == "request"


TABLE = (
    "year,iso3,text\n"
    "2008,XAV,The government has no plan against trafficking; two shelters stood open\n"
    "2009,XAV,The government still has no plan against trafficking; two shelters stood open\n"
    "2009,THA,The police identified ten victims in the north\n"
)


def test_the_history_of_a_country(record: Path) -> None:
    result = run("--record", record, "compare", "history", "XAV")
    assert result.returncode == 0, result.stderr
    assert result.stdout.startswith("UNCLASSIFIED\nHistory of Averline\nReports: 2008, 2009, 2010.\n")
    values = json.loads(run("--record", record, "compare", "history", "averline", "--json").stdout)
    assert values["years"] == [2008, 2009, 2010]
    assert values["title"] == "Averline"
    recommended = run("--record", record, "compare", "history", "XAV", "--only", "recommendations", "--json")
    kinds = {line["kind"] for line in json.loads(recommended.stdout)["lines"]}
    assert kinds == {"recommendation"}


def test_a_history_on_a_terminal_and_in_files(record: Path, tmp_path: Path) -> None:
    for columns in (80, 130):
        text = on_terminal(columns, "--record", record, "compare", "history", "XAV")
        assert "●" in text
        assert "History of Averline" in text
    for name, begin in (
        ("h.html", "<!doctype html>"),
        ("h.csv", "number,"),
        ("h.json", "{"),
        ("h.txt", "UNCL"),
    ):
        result = run("--record", record, "compare", "history", "XAV", "-o", tmp_path / name)
        assert result.returncode == 0, result.stderr
        assert (tmp_path / name).read_text(encoding="utf-8").startswith(begin)


def test_the_history_of_a_table(tmp_path: Path) -> None:
    table = tmp_path / "table.csv"
    table.write_text(TABLE, encoding="utf-8")
    result = run("compare", "history", "XAV", "--table", table)
    assert "●≈ in 2 reports, 2008 to 2009, reworded 1 time" in result.stdout
    overview = run("compare", "history", "--table", table)
    assert overview.returncode == 0, overview.stderr
    rows = [line.split()[:3] for line in overview.stdout.splitlines()[1:]]
    assert rows == [["THA", "1", "1"], ["XAV", "2", "2"]]
    assert set(json.loads(run("compare", "history", "--table", table, "--json").stdout)) == {"THA", "XAV"}
    assert_one_sentence(run("compare", "history", "HKG", "--table", table), ExitCode.BAD_INPUT, "Hong Kong")
    same = run("compare", "history", "XAV", "--table", table, "-o", table)
    assert_one_sentence(same, ExitCode.USAGE)
    assert table.read_text(encoding="utf-8") == TABLE


def test_a_history_that_is_none(record: Path, tmp_path: Path) -> None:
    history = ("--record", record, "compare", "history")
    assert_one_sentence(run(*history), ExitCode.USAGE, "--table")
    assert_one_sentence(run(*history, "THA"), ExitCode.NOT_FOUND, "no narrative of Thailand", "reftel import")
    assert_one_sentence(
        run(*history, "XAV", "-o", tmp_path / "x.docx"), ExitCode.USAGE, "html, csv, json, text"
    )
    assert_one_sentence(run(*history, "XAV", "--only", "moved"), ExitCode.USAGE, "criticisms")
    assert_one_sentence(run("compare", "a", "b", "--table", "c"), ExitCode.USAGE, "reftel compare history")
    assert_one_sentence(run(*history, "--table", tmp_path / "none.csv"), ExitCode.BAD_INPUT, "none.csv")
