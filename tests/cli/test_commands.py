"""The command line as a person uses it: what it prints, what it leaves behind, how it ends."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from reftel.errors import ExitCode
from reftel.specimen import specimen_folder
from tests.program import Ended, run
from tests.record.database.rows import contents_of

STANDING = (
    "The Government of {name} does not fully comply with the minimum standards for the elimination of "
    "trafficking; however, it is making significant efforts to do so.\n"
)


def assert_one_sentence(result: Ended, code: int, *words: str) -> None:
    assert result.returncode == code, result.stderr + result.stdout
    message = result.stderr.strip()
    assert message.startswith("reftel: "), message
    assert "Traceback" not in message
    assert "\n" not in message
    for word in words:
        assert word in message


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("cli") / "record"
    assert run("init", folder).returncode == 0
    with specimen_folder() as data:
        result = run("--record", folder, "import", data / "narratives", data / "telegrams" / "*.txt")
    assert result.returncode == 0, result.stderr
    assert "9 added: 3 narratives, 6 telegrams." in result.stdout
    return folder


def test_help_has_an_example_for_each_command() -> None:
    for command in ("init", "import", "brief", "figures"):
        result = run(command, "--help")
        assert result.returncode == 0
        assert f"reftel {command}" in result.stdout
        assert "Example" in result.stdout


def test_version() -> None:
    assert run("--version").stdout.startswith("reftel ")


def test_init_twice_changes_nothing(tmp_path: Path) -> None:
    assert "Made a record" in run("init", tmp_path / "r").stdout
    again = run("init", tmp_path / "r")
    assert again.returncode == 0
    assert "already" in again.stdout


def test_import_twice_changes_nothing(record: Path) -> None:
    before = contents_of(record)
    with specimen_folder() as data:
        result = run("--record", record, "import", data / "narratives")
    assert result.returncode == 0
    assert "0 added" in result.stdout
    assert "3 documents in the record already" in result.stdout
    assert contents_of(record) == before


def test_brief_prints_its_path(record: Path, tmp_path: Path) -> None:
    target = tmp_path / "brief.html"
    result = run("brief", "averline", "2009", "-o", target, "--record", record)
    assert result.returncode == 0, result.stderr
    assert result.stdout.strip() == str(target)
    assert "<title>Averline 2009" in target.read_text(encoding="utf-8")


def test_brief_as_json(record: Path, tmp_path: Path) -> None:
    result = run("brief", "XAV", "2009", "--json", cwd=tmp_path, REFTEL_RECORD=str(record))
    assert result.returncode == 0, result.stderr
    value = json.loads(result.stdout)
    assert Path(value["path"]).name == "XAV-2009-brief.html"
    assert Path(value["path"]).is_file()
    assert value["marking"] == "C//NOFORN"


def test_brief_with_less_clearance(record: Path, tmp_path: Path) -> None:
    target = tmp_path / "u.html"
    result = run("--record", record, "brief", "XAV", "2009", "--as", "U", "-o", target, "--json")
    assert json.loads(result.stdout)["marking"] == "U"
    assert "09PORTMERROW331" not in target.read_text(encoding="utf-8") or "(C)" not in target.read_text(
        encoding="utf-8"
    )


def test_unknown_country(record: Path) -> None:
    result = run("--record", record, "brief", "Averlin", "2009")
    assert_one_sentence(result, ExitCode.NOT_FOUND, "“Averlin”", "nearest", "Averline")
    assert result.stderr.count("(") >= 3


def test_country_not_in_the_record(record: Path, tmp_path: Path) -> None:
    result = run("--record", record, "brief", "FRA", "2009", cwd=tmp_path)
    assert_one_sentence(result, ExitCode.NOT_FOUND, "nothing about France", "reftel import")
    assert not list(tmp_path.iterdir())


def test_errors_as_json(record: Path) -> None:
    result = run("--record", record, "brief", "FRA", "2009", "--json")
    assert result.stdout == ""
    error = json.loads(result.stderr)["error"]
    assert set(error) == {"code", "found", "where", "advice"}
    assert error["code"] == "nothing-to-show"


def test_bad_clearance(record: Path) -> None:
    assert_one_sentence(
        run("--record", record, "brief", "XAV", "2009", "--as", "COSMIC"), ExitCode.USAGE, "COSMIC", "SBU"
    )


def test_no_record(tmp_path: Path) -> None:
    result = run("--record", tmp_path / "none", "brief", "XAV", "2009")
    assert_one_sentence(result, ExitCode.RECORD, "no record", "reftel init")
    assert not (tmp_path / "none").exists()


def test_missing_empty_and_binary_files(record: Path, tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_bytes(b"")
    (tmp_path / "binary.txt").write_bytes(bytes(range(256)) * 20)
    before = contents_of(record)
    for name in ("missing.txt", "empty.txt", "binary.txt"):
        result = run("--record", record, "import", tmp_path / name)
        assert result.returncode == ExitCode.BAD_INPUT
        assert name in result.stdout
        assert "Traceback" not in result.stderr + result.stdout
        assert sum("Refused" in line for line in result.stdout.splitlines()) == 1
    assert contents_of(record) == before


def test_damaged_but_readable(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    with specimen_folder() as data:
        whole = (data / "telegrams" / "09PORTMERROW214.txt").read_text(encoding="utf-8")
        narrative = (data / "narratives" / "XAV-2009.txt").read_text(encoding="utf-8")
    (folder / "cut.txt").write_text(whole[: len(whole) // 2], encoding="utf-8")
    without = [
        line for line in narrative.splitlines() if "Tier 2" not in line and "minimum standards" not in line
    ]
    (folder / "XAV-2009.txt").write_text("\n".join(without), encoding="utf-8")
    (folder / "odd.txt").write_bytes(
        whole.replace("09PORTMERROW214", "09PORTMERROW215")
        .replace("000214", "000215")
        .replace("Tremayle", "Trémayle")
        .encode("cp1252", "replace")
    )
    run("init", tmp_path / "r")
    result = run("--record", tmp_path / "r", "import", folder, "--json")
    assert result.returncode == 0, result.stderr
    summary = json.loads(result.stdout)
    assert summary["added"] == {"narrative": 1, "telegram": 2}
    codes = {problem["code"] for problem in summary["noted"]}
    assert "telegram.no-signature" in codes
    assert "narrative.no-standing" in codes
    assert any(code.startswith("source.") for code in codes) or summary["problems"].get("info")


def test_documents_cannot_write_on_the_screen(tmp_path: Path) -> None:
    run("init", tmp_path / "r")
    name = "evil\x1b]0;owned\x07[bold red]x[-].txt"
    (tmp_path / name).write_text("\x1b[2J[blink]nothing[/]", encoding="utf-8")
    result = run("--record", tmp_path / "r", "import", tmp_path / name)
    assert "\x1b" not in result.stdout + result.stderr
    assert "\x07" not in result.stdout + result.stderr
    assert "[bold red]" in result.stdout


def test_a_brief_that_cannot_be_written(record: Path, tmp_path: Path) -> None:
    result = run("--record", record, "brief", "XAV", "2009", "-o", tmp_path / "no" / "brief.html")
    assert_one_sentence(result, ExitCode.BAD_INPUT, "folder does not exist", "-o")
    result = run("--record", record, "brief", "XAV", "2009", "-o", tmp_path)
    assert_one_sentence(result, ExitCode.BAD_INPUT, "is a folder")


def test_a_year_that_is_none(record: Path) -> None:
    result = run("--record", record, "brief", "XAV", "12")
    assert result.returncode == ExitCode.USAGE
    assert "1990" in result.stderr


def test_figures_and_where_reports_contradict_each_other(record: Path) -> None:
    result = run("--record", record, "figures", "XAV")
    assert result.returncode == 0, result.stderr
    assert "report 2008" in result.stdout
    assert "1 where a report contradicts the one before it" in result.stdout
    assert "6 in XAV 2008, Prosecution ¶1, but 9 for that year in XAV 2009, Prosecution ¶1" in result.stdout


def test_figures_in_json(record: Path) -> None:
    found = json.loads(run("figures", "XAV", "2008", "2009", "--json", "--record", record).stdout)
    assert (found["country"], sorted(found["years"])) == ("XAV", ["2008", "2009"])
    (one,) = found["contradictions"]
    assert (one["kind"], one["year"], one["then"]["value"], one["later"]["value"]) == (
        "convictions",
        2008,
        6,
        9,
    )
    assert one["later"]["words"] == "nine"


def test_figures_of_a_year_or_country_without_report(record: Path) -> None:
    year = run("--record", record, "figures", "XAV", "2015")
    assert_one_sentence(year, ExitCode.NOT_FOUND, "no narrative of Averline for 2015", "2008, 2009, 2010")
    former = run("--record", record, "figures", "Czechoslovakia")
    assert_one_sentence(former, ExitCode.NOT_FOUND, "Czechoslovakia", "existed until 1992")
    unknown = run("--record", record, "figures", "Nowhereland", "--as", "U")
    assert_one_sentence(unknown, ExitCode.NOT_FOUND, "Nowhereland")
