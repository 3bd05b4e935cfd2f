"""Whole telegrams, field by field: the real one, the specimen's, generated ones, damaged ones."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from reftel.document import Marking, Severity, fold_white_space
from reftel.telegram import Address, Telegram, looks_like_telegram, read_telegram
from reftel.telegram.model import DateTimeGroup, Declassification, Passing, SecurityLine, StationLine


@pytest.fixture(scope="module")
def real(shared: Path) -> Telegram:
    """The one real telegram, as read from its place."""
    return read_telegram((shared / "data/telegrams/09HONGKONG1103.txt").read_text(encoding="utf-8"))


def text_of(words: object) -> str:
    text = getattr(words, "text", "")
    assert isinstance(text, str)
    return text


def of(address: Address) -> tuple[str, str, str, str]:
    return address.route, address.name, address.precedence, address.continuity_number


def test_the_real_telegram_s_catalogue_lines(real: Telegram) -> None:
    catalogue = real.catalogue
    assert text_of(catalogue.identifier) == "09HONGKONG1103"
    assert text_of(catalogue.title) == "HONG KONG GOVERNMENT'S RESPONSE TO TIP RANKING"
    assert text_of(catalogue.date) == "Tue Jun 16 00:00:00 +0200 2009"
    assert text_of(catalogue.classification) == "UNCLASSIFIED"
    assert text_of(catalogue.origin) == "Consulate Hong Kong"


def test_the_real_telegram_s_header(real: Telegram) -> None:
    header = real.transmission
    assert text_of(header.identifier) == "VZCZCXRO0302"
    assert (header.precedence, header.routes) == ("PP", ("RUEHCN", "RUEHGH", "RUEHVC"))
    assert header.station_line == StationLine("RUEHHK", "1103", "", "167", "0912")
    assert header.security_line == SecurityLine("ZNR", "UUUUU", "", ("ZZH",))
    assert header.date_time == DateTimeGroup("P", "", "160912Z JUN 09", ("ZDK",))
    assert header.date_time.span.of(real.raw) == "P 160912Z JUN 09 ZDK"
    assert header.date_time.text_span.of(real.raw) == "160912Z JUN 09"
    assert text_of(header.sender) == "AMCONSUL HONG KONG"
    assert [of(address) for address in header.to] == [("RUEHC", "SECSTATE WASHDC", "PRIORITY", "7861")]
    assert [of(address) for address in header.info] == [("RUEHOO", "CHINA POSTS COLLECTIVE", "PRIORITY", "")]
    # Glued to the classification line, and still itself.
    assert header.info[0].span.of(real.raw) == "INFO RUEHOO/CHINA POSTS COLLECTIVE PRIORITY"


def test_the_real_telegram_s_head(real: Telegram) -> None:
    assert (real.mrn, real.document.key) == ("09HONGKONG1103", "09HONGKONG1103")
    assert (real.station, real.year, real.about_year, real.section) == ("HONG KONG", 2009, 2009, None)
    assert text_of(real.classification) == "UNCLAS"
    assert real.classification is not None
    assert real.classification.span.of(real.raw) == "UNCLAS HONG KONG 001103"
    assert [caption.text for caption in real.captions] == ["SIPDIS"]
    assert real.passing == (Passing("DEPT", ("G/TIP", "G", "DRL", "INL", "EAP/RSP", "EAP/CM")),)
    assert real.declassification == Declassification("12958", "none")
    assert [tag.text for tag in real.tags] == ["KTIP", "KCRM", "PHUM", "SMIG", "HK"]
    assert all(tag.span.of(real.raw) == tag.text for tag in real.tags)
    assert real.countries == ("HKG",)
    assert text_of(real.subject) == "HONG KONG GOVERNMENT'S RESPONSE TO TIP RANKING DOWNGRADE"
    assert [(r.letter, r.mrn, r.text) for r in real.references] == [("", "09STATE60446", "SECSTATE 60446")]
    assert real.references[0].span.of(real.raw) == "SECSTATE 60446"
    assert real.classified_by == ()
    assert real.leave_out == ()


def test_the_real_telegram_s_text(real: Telegram) -> None:
    told = [(p.label, str(p.marking), p.has_mark, p.role, p.heading, p.asides) for p in real.paragraphs]
    assert told == [(f"¶{n}", "SBU", True, "comment" if n == 6 else "report", "", ()) for n in range(1, 7)]
    ends = [
        ("Per reftel instructions, Post met", "Persons report."),
        ("Principal Assistant Secretary Chow was dismayed", "assisted by a foreign consulate."),
        ("Poloff restated the USG's concern", "overall anti-TIP efforts."),
        ('After stating his government is not "comfortable"', "the USG on TIP."),
        ("Chow concluded the meeting by reiterating", "excellent working relationship."),
        ("This year's TIP report clearly has gotten", "may surface. End comment."),
    ]
    for paragraph, (first, last) in zip(real.paragraphs, ends, strict=True):
        text = fold_white_space(real.raw, paragraph.text_span).text
        assert text.startswith(first)
        assert text.endswith(last)
        assert paragraph.span.of(real.raw).startswith(f"{paragraph.label}. (SBU)")
    assert text_of(real.signature) == "MARUT"


def test_the_real_telegram_s_markings_and_blocks(real: Telegram) -> None:
    assert real.marking == Marking.parse("U")
    assert real.document.marking == Marking.parse("SBU")
    assert real.problems == ()
    kinds = [block.kind for block in real.document.blocks]
    head = ["catalogue", "title", "catalogue", "catalogue", "catalogue", "transmission", "classification"]
    head += ["caption", "passing", "order", "tags", "subject", "references"]
    assert kinds == [*head, *["report"] * 5, "comment", "signature"]
    head_markings = {str(block.marking) for block in real.document.blocks[: len(head)]}
    assert head_markings == {"U"}


class Truth(NamedTuple):
    """What is known of a telegram of the specimen from reading it."""

    subject: str
    marking: str
    document: str
    section: tuple[int, int] | None
    references: tuple[str, ...]
    paragraphs: int
    comments: tuple[int, ...]
    summary: int | None


SPECIMEN = {
    "09STATE12040": Truth(
        "2009 TRAFFICKING IN PERSONS REPORT: QUESTIONS FOR AVERLINE AND DUE DATE",
        "SBU", "SBU", None, ("08STATE13808", "08STATE61912", "08PORTMERROW101"), 11, (), 2,
    ),
    "09PORTMERROW97": Truth(
        "AVERLINE: SUBMISSION FOR THE 2009 TRAFFICKING IN PERSONS REPORT",
        "SBU", "SBU", (1, 2), ("09STATE12040", "08PORTMERROW101"), 8, (8,), 2,
    ),
    "09STATE61377": Truth(
        "DELIVERING AVERLINE'S PLACE IN THE 2009 TRAFFICKING IN PERSONS REPORT",
        "SBU", "SBU", (1, 3), ("09PORTMERROW97", "09STATE12040"), 16, (), None,
    ),
    "09PORTMERROW214": Truth(
        "AVERLINE DISPUTES A FIGURE AND ASKS THE WAY BACK TO TIER 2",
        "SBU", "SBU", None, ("09STATE61377", "09PORTMERROW97", "09STATE12040"), 16, (15, 16), 2,
    ),
    "09PORTMERROW331": Truth(
        "AVERLINE: A FIRST CASE OF DOMESTIC SERVITUDE MAY REACH THE COURTS",
        "C//NOFORN", "C//NOFORN", None, ("09PORTMERROW214", "09STATE61377"), 10, (10,), 1,
    ),
    "09PORTMERROW402": Truth(
        "G/TIP VISIT TO AVERLINE: MORE CASES, MORE OFFICERS, AND A CORRECTION",
        "SBU", "SBU", (1, 2), ("09PORTMERROW331", "09PORTMERROW214", "09STATE61377"), 11, (10, 11), 1,
    ),
}  # fmt: skip


@pytest.mark.parametrize("key", SPECIMEN)
def test_the_specimen(specimen: Path, key: str) -> None:
    truth = SPECIMEN[key]
    telegram = read_telegram((specimen / f"telegrams/{key}.txt").read_text(encoding="utf-8"))
    assert (telegram.mrn, telegram.year, telegram.countries) == (key, 2009, ("XAV",))
    assert text_of(telegram.subject) == truth.subject
    assert (str(telegram.marking), str(telegram.document.marking)) == (truth.marking, truth.document)
    assert telegram.section == truth.section
    assert tuple(reference.mrn for reference in telegram.references) == truth.references
    assert [paragraph.number for paragraph in telegram.paragraphs] == list(range(1, truth.paragraphs + 1))
    assert all(paragraph.has_mark for paragraph in telegram.paragraphs)
    roles = {p.number: p.role for p in telegram.paragraphs if p.role != "report"}
    assert tuple(number for number, role in roles.items() if role == "comment") == truth.comments
    assert [number for number, role in roles.items() if role == "summary"] == (
        [truth.summary] if truth.summary else []
    )
    assert telegram.problems == ()
    assert text_of(telegram.signature) == ("BRANNOCK" if "STATE" in key else "OSTRANDER")


def test_the_specimen_s_marks(specimen: Path) -> None:
    telegram = read_telegram((specimen / "telegrams/09PORTMERROW331.txt").read_text(encoding="utf-8"))
    marks = [str(paragraph.marking) for paragraph in telegram.paragraphs]
    assert marks == ["C", "U", "C", "C", "C", "C", "C//NOFORN", "SBU", "C", "C"]
    assert telegram.classified_by[0].text == "Consul General Margaret Ostrander for reasons 1.4 (b) and (d)"


@pytest.fixture(scope="module")
def generated(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> list[tuple[str, Mapping[str, Any]]]:
    """Telegrams of the generator, each with its truth."""
    folder = tmp_path_factory.mktemp("generated") / "telegrams"
    script = shared / "bench/telegrams/generate_telegrams.py"
    subprocess.run([sys.executable, script, folder, "300", "20240607"], check=True, capture_output=True)
    rows = folder.with_name("telegrams.truth.jsonl").read_text(encoding="utf-8").splitlines()
    truths: list[Mapping[str, Any]] = [json.loads(row) for row in rows]
    return [((folder / truth["file"]).read_text(encoding="utf-8"), truth) for truth in truths]


def as_truth(telegram: Telegram) -> dict[str, Any]:
    """The fields in the shape of the generator's truth."""
    header = telegram.transmission

    def told(addresses: tuple[Address, ...]) -> list[dict[str, str | None]]:
        keys = ("route", "name", "precedence", "mcn")
        return [
            {key: value or None for key, value in zip(keys, of(address), strict=True)}
            for address in addresses
        ]

    return {
        "id": telegram.mrn,
        "classification": text_of(telegram.catalogue.classification),
        "origin": text_of(telegram.catalogue.origin),
        "transmission_id": text_of(header.identifier) or None,
        "precedence": header.date_time.action if header.date_time else "",
        "dtg": header.date_time.text if header.date_time else "",
        "to": told(header.to),
        "info": told(header.info),
        "tags": [tag.text for tag in telegram.tags],
        "subject": text_of(telegram.subject),
        "refs": [reference.mrn for reference in telegram.references],
        "paragraphs": len(telegram.paragraphs),
        "sections": telegram.section[1] if telegram.section else 1,
        "summary": any(paragraph.role == "summary" for paragraph in telegram.paragraphs),
        "signer": text_of(telegram.signature),
    }


def test_generated_telegrams(generated: list[tuple[str, Mapping[str, Any]]]) -> None:
    assert len(generated) == 300
    for text, truth in generated:
        telegram = read_telegram(text)
        read = as_truth(telegram)
        assert read == {key: truth[key] for key in read}, truth["file"]
        assert [paragraph.number for paragraph in telegram.paragraphs] == list(
            range(1, truth["paragraphs"] + 1)
        )
        level = {"U": "U", "C": "C", "S": "S"}[truth["classification"][0]]
        if "OFFICIAL" in truth["classification"]:
            level = "SBU"
        caveats = "//NOFORN" if "NOFORN" in truth["classification"] else ""
        assert str(telegram.marking) == level + caveats, truth["file"]
        assert len(telegram.classified_by) == bool(truth["classified_by"])
        assert all(truth["classified_by"] in by.text for by in telegram.classified_by)
        assert looks_like_telegram(text)


BODY = "1. (U) The visit went well.\n\n2. (SBU) It was long.\n\nTEFFT"
HEAD = "UNCLAS PARIS 000123\n\nE.O. 12958: N/A\nTAGS: KTIP FR\nSUBJECT: A VISIT\n\nREF: STATE 1\n\n"


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("P 160912Z JUN 09\nFM AMEMBASSY PARIS\nTO SECSTATE WASHDC\n" + HEAD + BODY, []),
        (HEAD + BODY, ["no-mrn"]),
        ("09PARIS123\n" + BODY, ["no-classification", "no-subject", "no-tags"]),
        (HEAD, ["no-mrn", "no-paragraphs"]),
        (HEAD + "1. (U) The visit was", ["no-mrn", "no-signature"]),
        (HEAD + "1. (U) Well.\n\n3. (U) Long.\n\nTEFFT", ["no-mrn", "numbering"]),
        (HEAD.replace("SUBJECT: A VISIT\n", "") + BODY, ["no-mrn", "no-subject"]),
        (HEAD.replace("TAGS: KTIP FR\n", "") + BODY, ["no-mrn", "no-tags"]),
        (HEAD.replace("UNCLAS", "UNLCAS") + BODY, ["damaged-classification", "no-mrn"]),
        ("", ["no-classification", "no-mrn", "no-subject", "no-tags", "no-paragraphs"]),
    ],
)
def test_what_is_missing_is_said(text: str, codes: list[str]) -> None:
    problems = read_telegram(text).problems
    assert [problem.code for problem in problems] == [f"telegram.{code}" for code in codes]
    assert all(problem.message.endswith(".") and problem.severity in Severity for problem in problems)


def test_a_problem_tells_no_word_of_the_text() -> None:
    telegram = read_telegram(HEAD.replace("PARIS", "CANARYVILLE") + "1. (S) CANARY\n\n7. (S) CANARY")
    assert telegram.problems
    assert all("CANARY" not in problem.message.upper() for problem in telegram.problems)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", " \n", "\x85", "\u2028"])
def test_line_ends_of_any_kind(real: Telegram, end: str) -> None:
    again = read_telegram(real.raw.replace("\n", end))
    assert text_of(again.subject) == text_of(real.subject)
    assert again.mrn == real.mrn
    assert [(p.label, p.marking, p.role) for p in again.paragraphs] == [
        (p.label, p.marking, p.role) for p in real.paragraphs
    ]


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        (HEAD + BODY, True),
        ("E.O. 12958: N/A\nTAGS: KTIP FR\n\n1. Text", True),
        ("DE RUEHHK #1103 1670912\nP 160912Z JUN 09\n", True),
        ("The tags: red, green.\nThe subject: none.\n", False),
        ("TAGS: red\n", False),
        ("\n" * 20_000, False),
        ("", False),
    ],
)
def test_looks_like_telegram(text: str, is_one: bool) -> None:
    assert looks_like_telegram(text) is is_one
