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
from tests.cli.test_commands import assert_one_sentence, run
from tests.exchange.texts import NEW, OLD


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
