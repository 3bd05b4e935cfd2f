"""What holds of every text: it reads, nothing is lost, and damage lowers no marking."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from reftel.document import Marking
from reftel.telegram import Telegram, looks_like_telegram, read_telegram
from reftel.telegram.model import Tag, Words

# Words that the reader goes by, so that random texts reach its branches.
PIECES = [
    "09HONGKONG1103",
    "Tue Jun 16 00:00:00 +0200 2009",
    "UNCLASSIFIED//FOR OFFICIAL USE ONLY",
    "VZCZCXRO0302",
    "PP RUEHCN RUEHGH",
    "DE RUEHHK #1103 1670912",
    "ZNY SSSSS ZZH",
    "ZNR UUUUU",
    "P R 160912Z JUN 09 ZDK",
    "FM AMCONSUL HONG KONG",
    "TO RUEHC/SECSTATE WASHDC PRIORITY 7861",
    "INFO RUEHOO/CHINA POSTS COLLECTIVE",
    "UNCLAS HONG KONG 001103",
    "S E C R E T SECTION 01 OF 02 PARIS 000123",
    "C O N F I D E N T I L PARIS 000123",
    "SIPDIS",
    "NODIS",
    "NOFORN",
    "DEPT FOR EAP",
    "E.O. 12958: N/A",
    "TAGS: KTIP, OVIP (SMITH, JOHN), HK",
    "SUBJECT: (C) A VISIT",
    "SUBJECT:",
    "REF: (A) STATE 60446 AND 60447 (B) 05 LA PAZ 12",
    "Classified By: A. B for reasons 1.4 (b) and (d).",
    "¶1. (SBU) Summary: It went well.",
    "2. (S/NF The",
    "3.",
    "(S)",
    "C)",
    "7. (U) End summary.",
    "HONG KONG 00001103  002 OF 003",
    "SECRET",
    "----------",
    "PAGE 02        VATICA  05095  01 OF 02  281347Z",
    "THE VIEW",
    "(Comment: he lied. End comment.)",
    "Comment:",
    "End comment.",
    "MARUT",
    "MARUT##",
    "entire text",
    "\n",
    "\n\n",
    " \n",
    "\r\n",
    "\r",
    "\f",
    "\x0b",
    "\x1c",
    "\u2028",
    "\xa0",
    "\u200b",
    "¶",
    "(",
    ")",
    "[",
    ".",
    "/",
    "-",
    "1",
    "ß",
    "İ",
    "\ud800",
    "٣",
    "²",
]
SEPARATORS = ["", " ", "\n", "\n\n", " \n \n", "\r\n"]
TEXTS = st.one_of(
    st.text(max_size=300),
    st.lists(st.tuples(st.sampled_from(PIECES), st.sampled_from(SEPARATORS)), max_size=60).map(
        lambda parts: "".join(piece + separator for piece, separator in parts)
    ),
)
SLOW = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow], max_examples=300)


def check_telegram_law(raw: str) -> Telegram:
    """Blocks are valid, ordered, disjoint, and hold all words; fields point at what they quote."""
    telegram = read_telegram(raw)
    assert telegram.raw == raw
    at = 0
    for block in telegram.document.blocks:
        assert at <= block.span.start < block.span.end <= len(raw)
        assert not raw[at : block.span.start].strip()
        assert block.span.of(raw) == block.span.of(raw).strip()
        at = block.span.end
    assert not raw[at:].strip()
    for paragraph in telegram.paragraphs:
        assert paragraph.span.covers(paragraph.text_span)
        assert all(paragraph.text_span.covers(aside) for aside in paragraph.asides)
    for line in telegram.passing:
        assert line.span.length > 0
        assert line.span.of(raw).startswith(line.post.split()[0])
    fields: list[Words | Tag] = [*telegram.tags, *telegram.captions]
    for words in fields:
        assert words.span.length > 0
        assert "".join(words.text.split()) in "".join(words.span.of(raw).split()) or telegram.leave_out
    for reference in telegram.references:
        assert raw[reference.span.start : reference.span.end].split()
    for problem in telegram.problems:
        assert 0 <= problem.span.start <= problem.span.end <= len(raw)
    assert [paragraph.ordinal for paragraph in telegram.paragraphs] == list(
        range(1, len(telegram.paragraphs) + 1)
    )
    assert len({paragraph.label for paragraph in telegram.paragraphs}) == len(telegram.paragraphs)
    assert all(Marking.parse(str(block.marking)) == block.marking for block in telegram.document.blocks)
    return telegram


@SLOW
@given(TEXTS)
@example("")
@example(" \n\t")
@example("09HONGKONG1103")
@example("UNCLAS HONG KONG 001103")
@example("1.")
@example("SUBJECT:")
def test_any_text_reads(raw: str) -> None:
    check_telegram_law(raw)
    assert looks_like_telegram(raw) in (True, False)


@cache
def real_texts() -> tuple[str, ...]:
    """The specimen's telegrams, and the real one where it is at hand."""
    root = Path(__file__).resolve().parents[2]
    folders = (root / "src/reftel/specimen/data/telegrams", root.parent / "shared/data/telegrams")
    paths = [path for folder in folders for path in sorted(folder.glob("*.txt"))]
    return tuple(path.read_text(encoding="utf-8") for path in paths)


NOISE = st.sampled_from(
    ["\r\n", "\xa0", "\f", "\x01", "\x7f", "\x1b[31m", "\ufffd", "¶", "(S)", "\n", "\t", "0", "\u202e"]
)


@st.composite
def damaged_texts(draw: st.DrawFn) -> str:
    """A real text after some blows."""
    text = draw(st.sampled_from(real_texts()))
    for _ in range(draw(st.integers(1, 6))):
        blow = draw(
            st.sampled_from(["cut", "splice", "drop lines", "flip", "noise", "line ends", "upper", "lower"])
        )
        start = draw(st.integers(0, len(text)))
        end = min(len(text), start + draw(st.integers(1, 400)))
        if blow == "cut":
            text = text[:start] if draw(st.booleans()) else text[start:]
        elif blow == "splice":
            other = draw(st.sampled_from(real_texts()))
            text = text[:start] + other[draw(st.integers(0, len(other))) :]
        elif blow == "drop lines":
            lines = text.split("\n")
            first = draw(st.integers(0, len(lines)))
            text = "\n".join(lines[:first] + lines[first + draw(st.integers(1, 8)) :])
        elif blow == "flip" and start < len(text):
            text = (
                text[:start]
                + chr(max(1, ord(text[start]) ^ (1 << draw(st.integers(0, 6)))))
                + text[start + 1 :]
            )
        elif blow == "noise":
            text = text[:start] + draw(NOISE) + text[start:]
        elif blow == "line ends":
            text = text.replace("\n", draw(st.sampled_from(["\r\n", "\r", "\n\n", "\u2028", "\x85", " "])))
        elif blow == "upper":
            text = text[:start] + text[start:end].upper() + text[end:]
        else:
            text = text[:start] + text[start:end].lower() + text[end:]
    return text


@pytest.mark.usefixtures("shared")
@SLOW
@given(damaged_texts())
def test_any_damaged_telegram_reads(raw: str) -> None:
    check_telegram_law(raw)


HEAD = """\
VZCZCXRO0302
DE RUEHHK #1103 1670912
ZNY SSSSS ZZH
P 160912Z JUN 09
FM AMCONSUL HONG KONG
TO RUEHC/SECSTATE WASHDC PRIORITY 7861S E C R E T HONG KONG 001103

NODIS

E.O. 12958: DECL: 06/16/2019
TAGS: KTIP HK
SUBJECT: (U) A VISIT

REF: STATE 60446

1. (U) The visit went well.

BACKGROUND

2. (SBU) All was quiet there.
"""
HELD = "3. (S/NF) The source said\nthat the CANARY sings\nfor nobody else.\n"
TAIL = """\

A MARKER
--------

4. (U) Nothing came of it.

5. (C) Comment: We doubt it. End comment.
MARUT"""
JUNK = st.sampled_from(
    [
        "",
        " ",
        "\n\n",
        "----------",
        "SIPDIS",
        "MARUT",
        "PROSECUTION",
        "9. Oil",
        "1. Oil",
        "(U)",
        "HONG KONG 00001103  002 OF 003",
        "UNCLAS PARIS 000123",
        "UNCLASSIFIED",
        "SUBJECT: MORE",
        "REF: STATE 1",
        "TAGS: HK",
        "E.O. 12958: N/A",
        "NNNN",
        "KABUL ##",
        "P 160912Z JUN 09",
        "PAGE 02        VATICA  05095  01 OF 02  281347Z",
        "(U) Oil",
        "a. (U) Oil",
        "A. Oil",
        "2009. ",
    ]
)


@st.composite
def disturbed_texts(draw: st.DrawFn) -> tuple[str, bool]:
    """A telegram in which other lines were lost or put in, and whether its header was left alone."""
    head, held, tail = HEAD.split("\n"), HELD.split("\n"), TAIL.split("\n")
    is_whole = True
    for _ in range(draw(st.integers(0, 4))):
        part = draw(st.sampled_from([head, tail]))
        if part:
            del part[draw(st.integers(0, len(part) - 1))]
            is_whole = is_whole and part is tail
    for part in (head, tail):
        if draw(st.booleans()):
            part.insert(draw(st.integers(0, len(part))), draw(JUNK))
    if draw(st.booleans()):
        held.insert(draw(st.integers(1, len(held))), draw(JUNK))
    text = "\n".join([*head, *held, *tail])
    return text.replace("\n", draw(st.sampled_from(["\n", "\r\n", " \n", "\r", "\x85"]))), is_whole


@settings(deadline=None, max_examples=600)
@given(disturbed_texts())
def test_lost_and_inserted_lines_lower_nothing(case: tuple[str, bool]) -> None:
    raw, is_whole = case
    telegram = check_telegram_law(raw)
    place = raw.index("CANARY")
    (held,) = [block for block in telegram.document.leaves() if block.span.start <= place < block.span.end]
    assert held.marking >= Marking.parse("S//NOFORN" if not is_whole else "S//NODIS/NOFORN")
