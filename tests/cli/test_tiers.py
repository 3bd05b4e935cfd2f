"""The commands on tiers: what they print, in which width, and how they fail."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from reftel.cli.main import app
from reftel.errors import ExitCode
from reftel.specimen import specimen_folder
from tests.cli.test_commands import assert_one_sentence
from tests.program import run


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("tiers") / "record"
    assert run("init", folder).returncode == 0
    with specimen_folder() as data:
        assert run("--record", folder, "import", data / "narratives").returncode == 0
    return folder


@pytest.fixture
def nowhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No record of one's own."""
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))


@pytest.mark.usefixtures("nowhere")
def test_a_country() -> None:
    shown = run("tiers", "hong kong")
    assert shown.returncode == 0, shown.stderr
    assert re.search(r"2018 +Tier 2 Watch List +3 +needs a waiver", shown.stdout)
    assert re.search(r"2009 +Tier 2 +↓ down", shown.stdout)
    said = json.loads(run("tiers", "HKG", "--json").stdout)
    row = next(entry for entry in said["years"] if entry["year"] == 2018)
    assert row["tier"] == {"code": "2WL", "label": "Tier 2 Watch List", "rank": 3}
    assert row["status"] == "needs a waiver"
    assert row["sources"]


@pytest.mark.parametrize(
    "words",
    [
        ("HKG",), ("GIN",), ("--movers", "2018"), ("outlook", "THA", "2019"), ("outlook", "CUB", "2018"),
        ("explain", "2WL", "2018"), ("explain", "3", "2024"), ("explain", "special case", "2025"),
    ],
)  # fmt: skip
@pytest.mark.usefixtures("nowhere")
def test_eighty_columns_are_enough(words: tuple[str, ...]) -> None:
    shown = run("tiers", *words, COLUMNS="80")
    assert shown.returncode == 0, shown.stderr
    assert max(map(len, shown.stdout.splitlines())) <= 80
    assert json.loads(run("tiers", *words, "--json").stdout)


@pytest.mark.usefixtures("nowhere")
def test_movers() -> None:
    shown = run("tiers", "--movers", "2018")
    assert "29 up, 20 down" in shown.stdout
    moves = json.loads(run("tiers", "--movers", "2018", "--json").stdout)["movements"]
    assert len(moves) == 187
    assert next(m["direction"] for m in moves if m["iso3"] == "THA") == "up"


@pytest.mark.usefixtures("nowhere")
def test_outlook_names_the_missing_year_and_takes_an_assumption() -> None:
    shown = run("tiers", "outlook", "BOL", "2018").stdout
    assert "Tier 2 Watch List  undetermined without 2017" in shown
    settled = run("tiers", "outlook", "BOL", "2018", "--assume", "2017=Tier 2 Watch List").stdout
    assert "Tier 2 Watch List  ruled out" in settled
    placed = run("tiers", "outlook", "HKG", "2018", "--reassessed", "2017=2", "--json")
    outcomes = {o["tier"]["code"]: o for o in json.loads(placed.stdout)["outcomes"]}
    assert outcomes["2WL"]["unknown_years"] == [2017]


@pytest.mark.usefixtures("nowhere")
def test_explain_counts_years() -> None:
    said = json.loads(run("tiers", "explain", "2WL", "2018", "--json").stdout)
    assert len(said["countries"]) == 42
    waived = {c["iso3"] for c in said["countries"] if c["status"] == "needs a waiver"}
    assert waived == {"HKG", "KWT", "NER", "SAU", "SEN", "SWZ"}
    assert "There was no watch list in 2003" in run("tiers", "explain", "2WL", "2003").stdout


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("YUG",), 3, "Yugoslavia existed until 1992, and the first report is that of 2001"),
        (("outlook", "ANT", "2015"), 3, "existed until 2010; there is no report on it for 2015"),
        (("AND",), 3, "No report that Reftel knows of rates Andorra"),
        (("--movers", "1999"), 3, "There is no report of 1999"),
        (("outlook", "THA", "2099"), 3, "No report of 2099 is known"),
        (("explain", "tier four", "2018"), 2, "“tier four” is no tier. Give one of 1 (Tier 1)"),
        (("outlook", "THA", "2019", "--assume", "2018"), 2, "Write it as 2017=2WL"),
        (("Thialand",), 3, "Thailand (THA)"),
        (("Congo",), 3, "stands for"),
        (("HKG", "--movers", "2018"), 2, "a country or --movers"),
        (("path", "HKG", "2018"), 4, "This is no record"),
    ],
)
@pytest.mark.usefixtures("nowhere")
def test_what_cannot_be_answered_is_one_sentence(words: tuple[str, ...], code: int, said: str) -> None:
    result = run("tiers", *words)
    assert_one_sentence(result, code, said)
    assert result.stdout == ""
    error = json.loads(run("tiers", *words, "--json").stderr)["error"]
    assert error["found"]


def test_what_narratives_in_the_record_state_is_joined(record: Path) -> None:
    said = json.loads(run("tiers", "XAV", "--json", "--record", record).stdout)
    assert [entry["year"] for entry in said["years"]] == [2008, 2009, 2010]
    assert {s["source"] for entry in said["years"] for s in entry["sources"]} == {"narrative in the record"}


def test_path_lists_and_cites(record: Path) -> None:
    result = run("tiers", "path", "XAV", "2010", "--record", record, COLUMNS="80")
    assert result.returncode == 0, result.stderr
    assert "The law prohibits severe forms of trafficking" in result.stdout
    assert max(map(len, result.stdout.splitlines())) <= 80
    made = json.loads(run("tiers", "path", "XAV", "2010", "--json", "--record", record).stdout)
    with specimen_folder() as data:
        raw = (data / "narratives" / "XAV-2010.txt").read_text(encoding="utf-8")
    passages = [p for s in made["standards"] for kind in ("against", "credit", "asked") for p in s[kind]]
    assert passages
    for passage in passages:
        start, end = passage["span"]
        assert raw[start:end] == passage["quote"]
    assert made["marking"] == "U"


def test_path_without_a_narrative_says_which_there_are(record: Path) -> None:
    result = run("tiers", "path", "XAV", "2015", "--record", record)
    assert_one_sentence(result, 3, "no narrative of Averline for 2015", "2008 to 2010")


@pytest.mark.usefixtures("nowhere")
def test_the_world_as_page_picture_and_tables(tmp_path: Path) -> None:
    page = run("world", "2018", "-o", tmp_path / "w.html")
    assert page.returncode == 0, page.stderr
    assert "<title>The world in the report of 2018" in (tmp_path / "w.html").read_text(encoding="utf-8")
    said = json.loads(run("world", "2018", "-o", tmp_path / "w.svg", "--json").stdout)
    assert (tmp_path / "w.svg").read_text(encoding="utf-8").startswith("<svg ")
    assert len(said["countries"]) == 187
    made = json.loads(run("world", "export", tmp_path / "out", "--no-parquet", "--json").stdout)
    assert {Path(name).name for name in made["files"]} == {"tiers.csv", "tiers.json", "datapackage.json"}
    assert made["rows"] > 3880


@pytest.mark.usefixtures("nowhere")
def test_an_export_that_cannot_be_made_leaves_no_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)  # as if it were not installed
    result = CliRunner().invoke(app, ["world", "export", str(tmp_path / "out")])
    assert result.exit_code == ExitCode.USAGE
    assert "Parquet needs PyArrow" in result.stderr
    assert not (tmp_path / "out").exists()


@pytest.mark.usefixtures("nowhere")
def test_what_of_the_world_cannot_be_made_is_one_sentence(tmp_path: Path) -> None:
    assert_one_sentence(run("world", "1999", cwd=tmp_path), 3, "There is no report of 1999")
    assert_one_sentence(run("world", "2018", "-o", "w.png", cwd=tmp_path), 2, "written as .html or .svg")
    (tmp_path / "file").write_text("x", encoding="utf-8")
    assert_one_sentence(run("world", "export", tmp_path / "file"), 1, "file")
    assert not (tmp_path / "w.png").exists()
    assert (tmp_path / "file").read_text(encoding="utf-8") == "x"
