"""Nothing is held lower than it is marked: attacks on the reader, one case each.

Each text holds the word CANARY where the secret is; the block with that word, and so every finding in it,
must dominate the marking that the case gives.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import NamedTuple

import pytest

from reftel.document import Marking
from reftel.telegram import Telegram, read_telegram

CASES = Path(__file__).with_name("markings.jsonl")
UNCLASSIFIED_LINE = "UNCLAS HONG KONG 001103"
SECRET_LINE = "S E C R E T HONG KONG 001103"  # noqa: S105 - a classification
CATALOGUE = "09HONGKONG1103\nA VISIT\nTue Jun 16 00:00:00 +0200 2009\nUNCLASSIFIED\nConsulate Hong Kong\n"
LAYOUT = """\
{catalogue}VZCZCXRO0302
PP RUEHCN
DE RUEHHK #1103 1670912
{security}
P 160912Z JUN 09
FM AMCONSUL HONG KONG
TO RUEHC/SECSTATE WASHDC PRIORITY 7861
INFO RUEHOO/CHINA POSTS COLLECTIVE PRIORITY{line}\x20

{captions}\x20

DEPT FOR EAP\x20

E.O. 12958: N/A\x20
TAGS: {tags}
SUBJECT: {subject}\x20

REF: STATE 60446\x20

{body}\x20
{end}{after}"""
# An invented telegram, all of it unclassified; a case says what it puts in place of which part.
HARMLESS = {
    "catalogue": CATALOGUE,
    "security": "ZNR UUUUU ZZH",
    "line": UNCLASSIFIED_LINE,
    "captions": "SIPDIS",
    "tags": "KTIP HK",
    "subject": "A VISIT",
    "end": "MARUT",
    "after": "",
}
U1 = "¶1. (U) The visit went well.\n\n"


class Attack(NamedTuple):
    """What is tried, the text, and the least marking that the canary must have."""

    name: str
    text: str
    at_least: str


def compose(**parts: str) -> str:
    """A telegram with these parts in place of the harmless ones."""
    return LAYOUT.format(**(HARMLESS | parts))


def read_attacks() -> list[Attack]:
    """The cases of the file; each is a whole text, or the parts of a telegram."""
    found: list[Attack] = []
    for row in CASES.read_text(encoding="utf-8").strip().split("\n"):
        case = json.loads(row)
        name, at_least = case.pop("id"), case.pop("at_least")
        found.append(Attack(name, case.get("text") or compose(**case), at_least))
    return found


MARKS = {
    "plain": ("(S)", "S"),
    "confidential": ("(C)", "C"),
    "noforn": ("(S/NF)", "S//NOFORN"),
    "two slashes": ("(C//NF)", "C//NOFORN"),
    "no close, no caveat": ("(S", "S"),
    "no close": ("(S/NF", "S//NOFORN"),
    "no close, two slashes": ("(C//NF", "C//NOFORN"),
    "no open": ("C)", "C"),
    "no open, caveat": ("S/NF)", "S//NOFORN"),
    "no brackets": ("S/NF", "S//NOFORN"),
    "a bare letter": ("S", "S"),
    "square": ("[S]", "S"),
    "braces": ("{C}", "C"),
    "wide brackets": ("（S）", "S"),
    "mixed brackets": ("(S]", "S"),
    "blanks": ("( S )", "S"),
    "small": ("(s)", "S"),
    "small with caveat": ("(s//nf)", "S//NOFORN"),
    "top secret": ("(TS)", "S//TOP SECRET"),
    "codeword": ("(TS//SI//ORCON)", "S//ORCON/SI/TOP SECRET"),
    "a word": ("(SECRET)", "S"),
    "a small word": ("(Confidential)", "C"),
    "entire text": ("(C - ENTIRE TEXT)", "C"),
    "entire text without brackets": ("CONFIDENTIAL - ENTIRE TEXT", "C"),
    "releasable": ("(C/REL LIBYA)", "C//REL LIBYA"),
    "releasable to a list": ("(S//REL TO USA, GBR, AUS)", "S//REL TO USA GBR AUS"),
    "caveat apart": ("(S) (NF)", "S//NOFORN"),
    "caveat beside": ("(S)(NF)", "S//NOFORN"),
    "hyphen": ("(S-NF)", "S//NOFORN"),
    "blank for slash": ("(S NF)", "S//NOFORN"),
    "lost slash": ("(SNF)", "S//NOFORN"),
    "two levels": ("(U/C)", "C"),
    "two marks": ("(U) (S)", "S"),
    "doubled letter": ("(SS)", "S"),
    "turned letters": ("(SUB)", "SBU"),
    "for official use": ("(U//FOUO)", "SBU"),
    "limited official use": ("(LOU)", "SBU"),
    "zero-width": ("(\u200bS)", "S"),
    "control": ("(S\x01)", "S"),
    "no-break space": ("(S\xa0//\xa0NF)", "S//NOFORN"),
    "broken over lines": ("(S//\nNF)", "S//NOFORN"),
    "on its own line": ("\n(S)\n", "S"),
    "on its own line after a blank one": ("\n\n(S)\n", "S"),
    "after a label": ("Summary: (C)", "C"),
    "before a label": ("(C) Summary:", "C"),
    "after heading words": ("Background and history: (S)", "S"),
    "after heading words and dashes": ("The other view -- (C/NF)", "C//NOFORN"),
    "after heading words, small": ("Background: (s)", "S"),
}

IN_PLACE = [
    Attack(f"mark: {name}", compose(body=f"{U1}¶2. {mark} The CANARY sings.\n\n"), least)
    for name, (mark, least) in MARKS.items()
]
FIRST = [
    Attack(f"first mark: {name}", compose(body=f"1. {mark} The CANARY sings.\n\n2. (U) Fine."), least)
    for name, (mark, least) in MARKS.items()
]
ATTACKS = [*IN_PLACE, *FIRST, *read_attacks()]


def markings_of(telegram: Telegram, word: str) -> list[Marking]:
    """The markings of all blocks that hold the word."""
    raw = telegram.raw
    places = [match.start() for match in re.finditer(word, raw)]
    return [
        block.marking
        for block in telegram.document.leaves()
        for place in places
        if block.span.start <= place < block.span.end
    ]


@pytest.mark.parametrize("attack", ATTACKS, ids=[attack.name for attack in ATTACKS])
def test_the_canary_is_held_as_it_is_marked(attack: Attack) -> None:
    telegram = read_telegram(attack.text)
    held = markings_of(telegram, "CANARY")
    assert held
    assert all(marking >= Marking.parse(attack.at_least) for marking in held), [str(m) for m in held]


@pytest.mark.parametrize("attack", ATTACKS, ids=[attack.name for attack in ATTACKS])
def test_paragraphs_are_held_as_their_blocks(attack: Attack) -> None:
    telegram = read_telegram(attack.text)
    blocks = {block.span: block for block in telegram.document.blocks}
    for paragraph in telegram.paragraphs:
        assert (blocks[paragraph.span].marking, blocks[paragraph.span].label) == (
            paragraph.marking,
            paragraph.label,
        )
    labels = [paragraph.label for paragraph in telegram.paragraphs]
    assert len(set(labels)) == len(labels)


@pytest.mark.parametrize(
    ("line", "body", "marking"),
    [
        (SECRET_LINE, "1. (U) The CANARY sings.", "U"),
        (SECRET_LINE, "1. (C) The CANARY sings.", "C"),
        (SECRET_LINE, "1. (C//NF) The CANARY sings.", "C//NOFORN"),
        (UNCLASSIFIED_LINE, "1. The CANARY sings.\n\n2. (SBU) Fine.", "U"),
        (UNCLASSIFIED_LINE, "1. (U) The CANARY sings.\n\n2. (S) Bad.", "U"),
        (UNCLASSIFIED_LINE, "1. The CANARY of the Office (S/CT) and G/TIP sings (ref A).", "U"),
        (UNCLASSIFIED_LINE, "1. The CANARY: (A) oil, (B) gas, (C) coal and (D) wood.", "U"),
        (UNCLASSIFIED_LINE, "1. The CANARY: (a) oil;\n(b) gas;\n(c) coal.", "U"),
        (UNCLASSIFIED_LINE, "1. The CANARY sings for reasons 1.4 (B) AND (C) or Article 5 (C).", "U"),
        (UNCLASSIFIED_LINE, "1. The CANARY of paragraph 9 (S) and the official(s).", "U"),
        (UNCLASSIFIED_LINE, "1. S. Korea and C. Smith (U.S.) heard the CANARY (C. Jones).", "U"),
        (UNCLASSIFIED_LINE, "1. SECRET BALLOT: the CANARY won a secret vote in Accra 1234.", "U"),
        (UNCLASSIFIED_LINE, "1. The C-130 and the S-300 (C-130) with the CANARY.", "U"),
    ],
)
def test_what_is_plainly_lower_stays_lower(line: str, body: str, marking: str) -> None:
    security = "ZNR UUUUU" if line.startswith("UNCLAS") else "ZNY SSSSS"
    telegram = read_telegram(compose(body=body, line=line, security=security))
    assert markings_of(telegram, "CANARY") == [Marking.parse(marking)]


@pytest.mark.parametrize(
    ("line", "security", "marking", "code"),
    [
        ("UNCLAS HONG KONG 001103", "ZNR UUUUU", "U", ""),
        ("", "ZNR UUUUU", "U", "telegram.no-classification"),
        ("", "ZNY CCCCC", "C", "telegram.no-classification"),
        ("", "", "S", "telegram.no-classification"),
        ("UNCLS HONG KONG 001103", "ZNR UUUUU", "U", "telegram.damaged-classification"),
        ("CONFIDENTAL HONG KONG 001103", "ZNR UUUUU", "C", "telegram.damaged-classification"),
        ("UNCLS HONG KONG 001103", "", "S", "telegram.damaged-classification"),
    ],
)
def test_a_lost_line_is_made_good_by_format_line_four_only(
    line: str, security: str, marking: str, code: str
) -> None:
    telegram = read_telegram(compose(body=U1, line="\n" + line, security=security))
    assert str(telegram.marking) == marking
    assert [problem.code for problem in telegram.problems] == ([code] if code else [])


def test_a_heading_with_a_mark_is_not_told_by_a_lower_paragraph() -> None:
    telegram = read_telegram(compose(body=f"{U1}The Singing of the CANARY (S)\n\n2. (U) Fine."))
    assert [paragraph.heading for paragraph in telegram.paragraphs] == ["", ""]
    telegram = read_telegram(compose(body=f"{U1}The Singing (S)\n\n2. (S) Bad."))
    assert [paragraph.heading for paragraph in telegram.paragraphs] == ["", "The Singing (S)"]


def test_two_telegrams_give_the_first_one_s_fields_and_all_paragraphs() -> None:
    second = (
        "\n\nP 170912Z JUN 09\nFM AMEMBASSY PARIS\nTO SECSTATE WASHDC\nS E C R E T PARIS 000123\n\n"
        "SUBJECT: MORE\n\n"
        "1. (S) Bad.\n\n2. (U) Fine.\n\nTEFFT"
    )
    telegram = read_telegram(compose(body=U1, after=second))
    assert (telegram.mrn, telegram.signature and telegram.signature.text) == ("09HONGKONG1103", "MARUT")
    assert [paragraph.label for paragraph in telegram.paragraphs] == ["¶1", "telegram 2 ¶1", "telegram 2 ¶2"]
    assert [str(paragraph.marking) for paragraph in telegram.paragraphs] == ["U", "S", "U"]
    assert [problem.code for problem in telegram.problems] == ["telegram.several-telegrams"]
