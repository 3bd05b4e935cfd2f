"""Statements, people, the trail, redactions and embargoes from the command line."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from reftel.cli.main import app
from reftel.errors import ExitCode
from reftel.specimen import specimen_folder

KEY = "09PORTMERROW402"
WORDS = "pass 300 before New Year"


class Desk:
    """A record and commands on it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def run(self, *arguments: str, code: int = 0) -> str:
        """What a command printed on standard output, or on standard error if it failed."""
        result = CliRunner().invoke(app, ["--record", str(self.folder), *arguments])
        assert result.exit_code == code, result.output
        return result.stderr if code else result.stdout

    def json(self, *arguments: str, code: int = 0) -> Any:
        """The same as plain values."""
        return json.loads(self.run(*arguments, "--json", code=code))

    def first(self, kind: str) -> dict[str, Any]:
        """The first standing statement of a kind."""
        found: dict[str, Any] = self.json("statement", "list", KEY, "--kind", kind)[0]
        return found


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    made = Desk(tmp_path / "record")
    made.run("init")
    with specimen_folder() as data:
        made.run("import", str(data / "telegrams" / f"{KEY}.txt"), str(data / "narratives"))
    return made


def test_a_proposal_is_confirmed_amended_and_withdrawn(desk: Desk) -> None:
    name = desk.first("undertaking")["id"]
    assert desk.json("statement", "confirm", name[:8], "--reason", "Her letter.")["status"] == "confirmed"
    amended = desk.json("statement", "amend", name, "--attribute", "due=2010", "--note", "Until spring.")
    assert amended["attributes"] == {"due": 2010}
    assert desk.json("statement", "withdraw", name)["status"] == "withdrawn"
    whole = desk.json("statement", "view", name)
    assert [version["action"] for version in whole["history"]] == ["propose", "confirm", "amend", "withdraw"]
    assert whole["history"][1]["reason"] == "Her letter."
    text = desk.run("statement", "view", name)
    assert "confirm by local: Her letter." in text


def test_who_comes_second_sees_both_versions(desk: Desk) -> None:
    name = desk.first("position")["id"]
    desk.run("statement", "confirm", name, "--version", "0", "--reason", "Yes.")
    message = desk.run(
        "statement", "reject", name, "--version", "0", "--reason", "No.", code=int(ExitCode.CONFLICT)
    )
    assert "changed meanwhile by local" in message
    assert "There now: " in message
    assert "reason Yes." in message
    assert "Not done: action reject, reason No." in message
    error = json.loads(
        desk.run("statement", "reject", name, "--version", "0", "--json", code=int(ExitCode.CONFLICT))
    )["error"]
    assert error["theirs"]["reason"] == "Yes."
    assert error["mine"]["action"] == "reject"


def test_a_statement_is_made_cited_and_superseded(desk: Desk) -> None:
    made = desk.json("statement", "add", KEY, "dispute", "--quote", WORDS, "--note", "The budget is for 250.")
    assert made["text"].split() == WORDS.split()
    assert made["author"] == "local"
    desk.run("statement", "cite", made["id"], KEY, "--quote", "revoked five licenses")
    whole = desk.json("statement", "view", made["id"])
    assert [piece["text"].split() for piece in whole["evidence"]] == [["revoked", "five", "licenses"]]
    other = desk.first("undertaking")
    assert desk.json("statement", "supersede", made["id"], other["id"])["status"] == "superseded"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["add", KEY, "dispute"], "A statement is about words"),
        (["add", KEY, "dispute", "--quote", "no such words"], "do not stand there"),
        (["add", KEY, "dispute", "--quote", "x", "--span", "1:2"], "Both --span and --quote"),
        (["add", KEY, "dispute", "--span", "one:two"], "is no span"),
        (["add", KEY, "A Kind", "--span", "1300:1310"], "is no kind of statement"),
        (["add", KEY, "dispute", "--quote", WORDS, "--attribute", "due"], "is no attribute"),
        (["add", KEY, "dispute", "--quote", WORDS, "--marking", "TOP"], "is no marking"),
        (["confirm", "ffffffff"], "No statement"),
        (["list", "09NOWHERE1"], "holds no such document"),
        (["settle", "ffff"], "One of --span and --stay"),
        (["settle", "ffff", "--stay"], "There is no such doubt"),
    ],
)
def test_what_makes_no_sense_is_refused_in_one_sentence(desk: Desk, arguments: list[str], words: str) -> None:
    before = desk.json("statement", "list", KEY, "--all")
    result = CliRunner().invoke(app, ["--record", str(desk.folder), "statement", *arguments])
    assert result.exit_code in {1, 2, 3}
    assert words in result.stderr
    assert len(result.stderr.strip().splitlines()) == 1
    assert desk.json("statement", "list", KEY, "--all") == before


def test_people_may_what_their_role_permits(desk: Desk) -> None:
    desk.run("record", "add-actor", "Ana Li", "--role", "reader", "--clearance", "SBU")
    name = desk.first("undertaking")["id"]
    message = desk.run("statement", "confirm", name, "--actor", "Ana Li", code=int(ExitCode.NOT_ALLOWED))
    assert "“Ana Li” may not" in message
    desk.run("record", "change-actor", "Ana Li", "--role", "researcher")
    assert desk.json("statement", "confirm", name, "--actor", "Ana Li")["version"] == 1
    assert desk.json("statement", "view", name)["history"][1]["actor"] == "Ana Li"
    desk.run("record", "audit", "--actor", "Ana Li", code=int(ExitCode.NOT_ALLOWED))
    desk.run("record", "change-actor", "Ana Li", "--retire")
    assert "has left" in desk.run(
        "statement", "withdraw", name, "--actor", "Ana Li", code=int(ExitCode.NOT_ALLOWED)
    )
    assert "Nobody would be left" in desk.run(
        "record", "change-actor", "local", "--role", "reader", code=int(ExitCode.BAD_INPUT)
    )
    actors = {person["name"]: person for person in desk.json("record", "actors")}
    assert actors["Ana Li"]["retired_at"]
    assert actors["local"]["role"] == "coordinator"


def test_the_trail_tells_what_was_done_and_where_it_ends(desk: Desk, tmp_path: Path) -> None:
    desk.run("brief", "XAV", "2009", "-o", str(tmp_path / "brief.html"))
    entries = desk.json("record", "audit")
    assert [entry["number"] for entry in entries] == list(range(1, len(entries) + 1))
    assert [entry["action"] for entry in entries] == ["add-actor", *["import"] * 4, "export"]
    assert desk.json("record", "audit", "--head")["head"] == f"{len(entries)}:{entries[-1]['link']}"
    assert len(desk.json("record", "audit", "--last", "2")) == 2
    assert "export by local" in desk.run("record", "audit")


def test_a_redaction_is_listed_and_its_words_are_gone(desk: Desk, tmp_path: Path) -> None:
    words = "revoked five licenses"
    desk.run("record", "redact", KEY, "--quote", words, "--reason", "Names a source.")
    listed = desk.run("record", "redactions")
    assert "Names a source." in listed
    assert words not in desk.run("statement", "list", KEY, "--all")
    desk.run("brief", "XAV", "2009", "-o", str(tmp_path / "brief.html"))
    assert words not in (tmp_path / "brief.html").read_text(encoding="utf-8")
    assert desk.json("record", "redact", "--finish") == {"unreached": []}
    assert "A document and words are wanted" in desk.run("record", "redact", code=int(ExitCode.USAGE))


def test_what_is_under_embargo_is_not_there(desk: Desk, tmp_path: Path) -> None:
    target = str(tmp_path / "brief.html")
    desk.run("record", "add-actor", "guest", "--clearance", "full")
    desk.run("record", "embargo", "XAV 2009", "--until", "2999-01-01T00:00+00:00")
    assert desk.json("statement", "list", "XAV 2009")
    desk.run("statement", "list", "XAV 2009", "--actor", "guest", code=int(ExitCode.NOT_FOUND))
    text = desk.run("brief", "XAV", "2009", "-o", target)
    assert text
    assert "XAV 2009" not in Path(target).read_text(encoding="utf-8")
    assert "is no moment" in desk.run(
        "record", "embargo", "XAV 2009", "--until", "June", code=int(ExitCode.USAGE)
    )
    assert "is released" in desk.run("record", "embargo", "XAV 2009", "--release")
    assert desk.json("statement", "list", "XAV 2009", "--actor", "guest")


def test_an_import_can_be_under_embargo(tmp_path: Path) -> None:
    desk = Desk(tmp_path / "record")
    desk.run("init")
    with specimen_folder() as data:
        desk.run("import", str(data / "narratives"), "--embargo-until", "2999-01-01T00:00+00:00")
    desk.run("brief", "XAV", "2009", "-o", str(tmp_path / "b.html"), code=int(ExitCode.NOT_FOUND))


def test_a_list_does_not_repeat_the_words_as_attributes(desk: Desk) -> None:
    listed = desk.json("statement", "list", KEY)
    printed = desk.run("statement", "list", KEY)
    repeated = [
        (name, value)
        for statement in listed
        for name, value in statement["attributes"].items()
        if str(value) in {" ".join(statement["text"].split()), statement["passage"]}
    ]
    assert repeated
    assert not any(f"{name}: {value}" in printed for name, value in repeated)
    assert "side:" in printed
