"""What a person, a shell and a file system do that no manual foresees."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from reftel.errors import ExitCode
from reftel.record import is_record, open_record, orm
from reftel.specimen import specimen_folder
from tests.brief.telegrams import make_telegram
from tests.cli.test_commands import assert_one_sentence
from tests.program import run, run_afresh
from tests.record.database.rows import contents_of

FULL_DEVICE = Path("/dev/full")


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("hostile") / "record"
    assert run("init", folder).returncode == 0
    with specimen_folder() as data:
        assert (
            run("--record", folder, "import", data / "narratives", data / "telegrams" / "*.txt").returncode
            == 0
        )
    return folder


@pytest.fixture
def telegrams() -> Iterator[Path]:
    with specimen_folder() as data:
        yield data / "telegrams"


def test_an_empty_clearance_is_no_full_clearance(record: Path, tmp_path: Path) -> None:
    for empty in ("", " "):
        result = run("--record", record, "brief", "XAV", "2009", "--as", empty, cwd=tmp_path)
        assert_one_sentence(result, ExitCode.USAGE, "is no clearance", "SBU")
    assert list(tmp_path.iterdir()) == []


def test_the_page_says_with_which_clearance_it_was_read(record: Path, tmp_path: Path) -> None:
    for asked, said in (
        (" s//noforn ", "Read with clearance S//NOFORN;"),
        ("Full", "Read with full clearance;"),
    ):
        target = tmp_path / "brief.html"
        assert run("--record", record, "brief", "XAV", "2009", "--as", asked, "-o", target).returncode == 0
        assert said in target.read_text(encoding="utf-8")


def test_a_brief_is_never_written_over_the_record(record: Path) -> None:
    before = contents_of(record)
    for name in ("record.sqlite3", "brief.html"):
        result = run("--record", record, "brief", "XAV", "2009", "-o", record / name)
        assert_one_sentence(result, ExitCode.BAD_INPUT, "record's own folder", "-o")
    assert contents_of(record) == before
    assert not (record / "brief.html").exists()


def test_a_new_line_in_a_name_makes_no_line_of_its_own(record: Path, tmp_path: Path) -> None:
    name = "a\nreftel: all is well\u2028\x1b[31m\u061c[bold]x[-].txt"
    (tmp_path / name).write_text("nothing", encoding="utf-8")
    for path in (tmp_path / name, tmp_path):
        result = run("--record", record, "import", path)
        assert "[bold]x[-]" in result.stdout
        assert not any(line.startswith("reftel:") for line in result.stdout.splitlines())
        assert not set(result.stdout) & set("\x1b\u2028\u061c")
    result = run("--record", record, "brief", "X\nreftel: all is well\x1b[2J", "2009")
    assert_one_sentence(result, ExitCode.NOT_FOUND, "all is well")
    result = run("--record", tmp_path / "no\nrecord here", "brief", "XAV", "2009")
    assert_one_sentence(result, ExitCode.RECORD, "no record")


def test_json_commands_no_terminal_and_keeps_every_sign(record: Path, tmp_path: Path) -> None:
    name = "odd\x9b31m\x7f\u202e\x1b[2J\U000e0041é.txt"
    (tmp_path / name).write_text("nothing", encoding="utf-8")
    result = run("--record", record, "import", tmp_path / name, "--json")
    assert json.loads(result.stdout)["refused"][0]["path"] == str(tmp_path / name)
    assert not set(result.stdout) & set("\x9b\x7f\u202e\x1b\U000e0041")
    assert "é" in result.stdout
    result = run("--record", record, "brief", "X\x9b\u202e", "2009", "--json")
    assert "X\x9b\u202e" in json.loads(result.stderr)["error"]["found"]
    assert not set(result.stderr) & set("\x9b\u202e")


def test_a_name_that_is_no_text_is_told(record: Path, tmp_path: Path) -> None:
    path = os.fsencode(tmp_path) + b"/\xff\xfe.txt"
    Path(os.fsdecode(path)).write_text("nothing", encoding="utf-8")
    command = [
        os.fsencode(sys.executable),
        b"-m",
        b"reftel.cli.main",
        b"--record",
        os.fsencode(record),
        b"import",
    ]
    for option in ([], [b"--json"]):
        result = subprocess.run([*command, path, *option], capture_output=True, check=False)
        assert result.returncode == ExitCode.BAD_INPUT, result.stderr
        assert b"no telegram and no narrative" in result.stdout
        assert result.stderr == b""
    assert os.fsencode(json.loads(result.stdout)["refused"][0]["path"]) == path


@pytest.mark.parametrize("option", [(), ("--json",)])
def test_a_terminal_without_the_letter_gets_its_number(
    record: Path, tmp_path: Path, option: tuple[str, ...]
) -> None:
    target = tmp_path / "brief-é中.html"
    arguments: list[str | Path] = ["--record", record, "brief", "XAV", "2009", "-o", target, *option]
    result = run_afresh(*arguments, LC_ALL="C", PYTHONIOENCODING="ascii")
    assert result.returncode == 0, result.stderr
    assert target.is_file()
    assert "\\xe9" in result.stdout or "\\u00e9" in result.stdout
    if option:
        assert json.loads(result.stdout)["path"] == str(target)


@pytest.mark.skipif(not FULL_DEVICE.exists(), reason="the system has no /dev/full")
@pytest.mark.parametrize("option", [(), ("--json",)])
def test_a_result_that_cannot_be_printed_is_told(
    record: Path, tmp_path: Path, option: tuple[str, ...]
) -> None:
    command = [sys.executable, "-m", "reftel.cli.main", "--record", str(record), "brief", "XAV", "2009"]
    with FULL_DEVICE.open("w") as full:
        result = subprocess.run(
            [*command, "-o", str(tmp_path / "x.html"), *option],
            stdout=full, stderr=subprocess.PIPE, text=True, check=False,
        )  # fmt: skip
    assert result.returncode == ExitCode.BAD_INPUT
    assert "standard output" in result.stderr
    assert "no space left" in result.stderr
    assert "Exception ignored" not in result.stderr
    assert (tmp_path / "x.html").is_file()


@pytest.mark.parametrize("option", ["", " --json"])
def test_nobody_needs_to_listen(record: Path, tmp_path: Path, option: str) -> None:
    command = f'"{sys.executable}" -m reftel.cli.main --record "{record}" brief XAV 2009 -o x.html{option}'
    for listener in (">&-", "| true"):
        result = subprocess.run(
            ["sh", "-c", f"{command} {listener}"], capture_output=True, text=True, cwd=tmp_path, check=False
        )
        assert result.stderr == ""
        assert (tmp_path / "x.html").is_file()
        (tmp_path / "x.html").unlink()


def test_the_command_that_is_advised_can_be_typed(tmp_path: Path) -> None:
    missing = tmp_path / "my record; it's [bold]"
    advice = run("--record", missing, "brief", "XAV", "2009").stderr.split("`")[1]
    assert advice.startswith("reftel init ")
    command = advice.replace("reftel", f'"{sys.executable}" -m reftel.cli.main', 1)
    subprocess.run(["sh", "-c", command], check=True, capture_output=True)
    assert is_record(missing)


@pytest.mark.usefixtures("database")
def test_an_interrupted_import_leaves_a_whole_record(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    for number in range(1, 201):
        (tmp_path / "in" / f"{number}.txt").write_text(make_telegram(number), encoding="utf-8")
    folder = tmp_path / "record"
    run("init", folder)
    command = [
        sys.executable,
        "-m",
        "reftel.cli.main",
        "--record",
        str(folder),
        "import",
        str(tmp_path / "in"),
    ]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        deadline = time.monotonic() + 60
        while not any((folder / "originals").iterdir()) and time.monotonic() < deadline:
            time.sleep(0.01)
        process.send_signal(signal.SIGINT)
        output, message = process.communicate(timeout=60)
    assert process.returncode == ExitCode.INTERRUPTED
    assert output == ""
    assert message.strip() == "reftel: Interrupted. What was finished before is kept."
    kept = len(contents_of(folder)["document"])
    with open_record(folder) as opened:
        assert orm.database_of(opened.alias).check(opened.alias) == ()
    assert kept < 200
    assert sum(path.is_file() for path in (folder / "originals").rglob("*")) == kept
    again = json.loads(run("--record", folder, "import", tmp_path / "in", "--json").stdout)
    assert (again["unchanged"], sum(again["added"].values())) == (kept, 200 - kept)


def test_importing_the_record_itself_changes_nothing(record: Path, tmp_path: Path) -> None:
    copy = tmp_path / "record"
    shutil.copytree(record, copy)
    result = run("--record", copy, "import", copy, "--json")
    assert result.returncode == 0
    summary = json.loads(result.stdout)
    assert (summary["added"], summary["unchanged"]) == ({}, 9)
    (refusal,) = summary["refused"]
    found = {
        "record.sqlite3": "This is a database, no plain text",
        "record.json": "This is no telegram and no narrative",
    }
    assert refusal["found"] == found[Path(refusal["path"]).name]


def test_pipes_and_devices_are_refused_at_once(record: Path, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "zero").symlink_to("/dev/zero")
    result = run("--record", record, "import", tmp_path / "pipe", tmp_path / "zero", tmp_path)
    assert result.returncode == ExitCode.BAD_INPUT
    assert result.stdout.count("no file that can be read as text") == 2
