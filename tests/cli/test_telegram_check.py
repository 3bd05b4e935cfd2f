"""`reftel telegram check`, `thread` and `duplicates` as a person uses them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from reftel.specimen import specimen_folder
from tests.cli.test_commands import assert_one_sentence
from tests.program import run

BROKEN = """\
R 300915Z FEB 09
FM AMEMBASSY PARIS
UNCLAS PARIS 000731

EXDIS
SIPDIS

E.O. 12958: N/A
TAGS: PHUM
SUBJECT: TALKS

1. (U) The ministry will open two shelters.
FINCH
"""
OPEN = """\
R 050915Z MAR 09
FM AMEMBASSY PARIS
UNCLAS PARIS 000731

E.O. 12958: N/A
TAGS: PHUM
SUBJECT: OPEN TALKS

REF: A. PARIS 600
     B. STATE 12

1. (U) The ministry will open two shelters in June of next year.
FINCH
"""
HELD = """\
R 040915Z MAR 09
FM AMEMBASSY PARIS
S E C R E T PARIS 000600

E.O. 12958: DECL: 03/05/2019
TAGS: PHUM
SUBJECT: HIDDEN TALKS

REF: LONDON 44

CLASSIFIED BY: DCM Ada Finch, reasons 1.4 (b).

1. (S) Nobody may know.
FINCH
"""
REPLY = OPEN.replace("000731", "000732").replace("PARIS 600", "PARIS 731").replace("OPEN", "LATER")
REPLY = REPLY.replace("The ministry", "A court sentenced three men on Monday, and the ministry")


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("check")
    copy = OPEN.replace("\n1. ", "\n¶1. ")
    for name, text in (("open", OPEN), ("secret", HELD), ("reply", REPLY), ("copy", copy)):
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    record = folder / "record"
    assert run("init", record).returncode == 0
    result = run("--record", record, "import", *sorted(folder.glob("*.txt")))
    assert result.returncode == 0, result.stderr
    return record


def test_check_prints_place_severity_code_and_sentence(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(BROKEN, encoding="utf-8")
    result = run("telegram", "check", "a.txt", cwd=tmp_path)
    assert result.returncode == 5
    lines = [line.split() for line in result.stdout.splitlines()]
    assert lines[0] == ["a.txt"]
    assert ["1:3", "error", "check.date-time"] in [line[:3] for line in lines]
    assert ["6:1", "error", "check.sipdis"] in [line[:3] for line in lines]
    assert "2 errors" in result.stdout
    assert "[5 FAH" not in result.stdout


def test_check_explains_rules_with_their_source(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(BROKEN, encoding="utf-8")
    told = run("telegram", "check", "a.txt", "--explain", cwd=tmp_path).stdout
    assert "SIPDIS does not stand with NODIS or EXDIS. [State telegrams 05 STATE 226504" in told


def test_check_ends_with_zero_without_errors() -> None:
    with specimen_folder() as data:
        result = run("telegram", "check", *sorted((data / "telegrams").glob("*.txt")))
    assert result.returncode == 0, result.stdout
    assert "error" not in result.stdout


def test_check_gives_json_and_sarif(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(BROKEN, encoding="utf-8")
    result = run("telegram", "check", "a.txt", "--json", cwd=tmp_path)
    assert result.returncode == 5
    (file,) = json.loads(result.stdout)["files"]
    assert file["file"] == "a.txt"
    (found,) = [one for one in file["problems"] if one["code"] == "check.sipdis"]
    assert (found["line"], found["column"], found["severity"]) == (6, 1, "error")
    log = json.loads(run("telegram", "check", "a.txt", "--sarif", cwd=tmp_path).stdout)
    assert len(log["runs"][0]["results"]) == len(file["problems"])


def test_check_refuses_what_is_no_telegram(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("A letter.\n", encoding="utf-8")
    assert_one_sentence(run("telegram", "check", tmp_path / "a.txt"), 1, "no telegram")
    assert_one_sentence(run("telegram", "check", tmp_path / "missing.txt"), 1, "missing.txt")
    (tmp_path / "b.txt").write_text(BROKEN, encoding="utf-8")
    result = run("telegram", "check", tmp_path / "b.txt", "--sarif", "--json")
    assert result.returncode == 2
    assert "--sarif" in json.loads(result.stderr)["error"]["found"]


def test_thread_leads_both_ways(record: Path) -> None:
    told = run("telegram", "thread", "09PARIS731", "--record", record).stdout
    assert "09PARIS731 → 09PARIS600 HIDDEN TALKS" in told
    assert "09PARIS600 → 09LONDON44: not in the record" in told
    assert "09PARIS731 → 09STATE12: not in the record" in told
    assert "09PARIS732 LATER TALKS → 09PARIS731" in told


def test_thread_shows_nothing_above_the_clearance(record: Path) -> None:
    told = run("telegram", "thread", "09PARIS731", "--record", record, "--as", "U").stdout
    assert "09PARIS731 → 09PARIS600: not in the record" in told
    assert "HIDDEN" not in told
    assert "LONDON" not in told
    as_u = ("--record", record, "--as", "U")
    value = json.loads(run("telegram", "thread", "09PARIS731", *as_u, "--json").stdout)
    assert [(step["target"], step["is_held"]) for step in value["refers_to"]] == [
        ("09PARIS600", False),
        ("09STATE12", False),
    ]
    assert [step["source"] for step in value["referred_by"]] == ["09PARIS732"]


def test_a_hidden_telegram_is_told_of_as_one_that_is_missing(record: Path) -> None:
    hidden = run("telegram", "thread", "09PARIS600", "--record", record, "--as", "U").stdout
    missing = run("telegram", "thread", "09STATE12", "--record", record, "--as", "U").stdout
    assert hidden.splitlines()[0] == "09PARIS600 (not in the record)"
    assert missing.splitlines()[0] == "09STATE12 (not in the record)"
    for number in (
        "09LONDON44",
        "09PARIS9",
    ):  # only a secret telegram refers to the one, and none to the other
        result = run("telegram", "thread", number, "--record", record, "--as", "U")
        assert_one_sentence(result, 3, "neither this telegram")


def test_duplicates_are_listed_with_the_reason(record: Path) -> None:
    told = run("telegram", "duplicates", "--record", record).stdout
    assert "4 telegrams compared, 1 with several copies." in told
    value = json.loads(run("telegram", "duplicates", "--record", record, "--json").stdout)
    (group,) = value["groups"]
    assert group["best"] == "09PARIS731"
    assert {member["file"] for member in group["members"]} == {"open.txt", "copy.txt"}
    assert group["members"][1]["reason"] == "The same reference number, the same text."


def test_duplicates_leave_out_what_the_reader_may_not_read(record: Path) -> None:
    result = run("telegram", "duplicates", "--record", record, "--as", "U", "--json")
    value = json.loads(result.stdout)
    assert (value["compared"], value["not_compared"]) == (3, 0)
    assert "600" not in result.stdout
