"""Key blocks of a head, clean and damaged."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reftel.telegram.interruptions import find_interruptions
from reftel.telegram.keys import CLASSIFIED, ORDER, REFERENCES, SUBJECT, TAGS, find_key_blocks, first_block

HEAD = """\
C O N F I D E N T I A L PORT MERROW 000214

SIPDIS

DEPT FOR G/TIP

E.O. 12958: DECL: 03/11/2019
TAGS: KTIP PHUM,
XA
SUBJECT: AVERLINE: A FIRST ANSWER TO
THE REPORT

REF: A. STATE 61377
     ¶B. PORT MERROW 97 (NOTAL)

Classified By: Ambassador Ann Marlow for reasons 1.4 (b) and (d).

1. (C) Summary: The Minister answered.  REF: nothing.

SUBJECT: not a key any more
"""


def blocks(text: str) -> list[tuple[str, str]]:
    return [(block.kind, " ".join(block.value.of(text).split())) for block in find_key_blocks(text)]


def test_a_clean_head() -> None:
    assert blocks(HEAD) == [
        (ORDER, "DECL: 03/11/2019"),
        (TAGS, "KTIP PHUM, XA"),
        (SUBJECT, "AVERLINE: A FIRST ANSWER TO THE REPORT"),
        (REFERENCES, "A. STATE 61377 ¶B. PORT MERROW 97 (NOTAL)"),
        (CLASSIFIED, "Ambassador Ann Marlow for reasons 1.4 (b) and (d)."),
    ]


@pytest.mark.parametrize(
    "key", ["TAGS:", "TAGS;", "TAGS,", "TAG:", "TAGES:", "TGS:", "AGS:", "TASG:", "tags :"]
)
def test_keys_of_tags(key: str) -> None:
    assert blocks(f"E.O. 12958: N/A\n{key} ECON, XA\nSUBJECT: X") == [
        (ORDER, "N/A"),
        (TAGS, "ECON, XA"),
        (SUBJECT, "X"),
    ]


@pytest.mark.parametrize(
    "key", ["SUBJECT:", "SUBJ:", "UBJECT:", "SUBEJCT:", "Subject :", "SUJBECT:", "SUBJECT;"]
)
def test_keys_of_the_subject(key: str) -> None:
    assert blocks(f"TAGS: XA\n{key} A VISIT\n\n1. It") == [(TAGS, "XA"), (SUBJECT, "A VISIT")]


@pytest.mark.parametrize(
    "key",
    ["REF:", "REFS:", "REFS :", "REF(S):", "Ref(s):", "Reftel:", "Reftels:", "REFERENCE:", "REF.", "REF",
     "REFERNCE:", "REF: REFERENCE:"],
)  # fmt: skip
def test_keys_of_references(key: str) -> None:
    assert blocks(f"SUBJECT: X\n\n{key} A. STATE 12") == [(SUBJECT, "X"), (REFERENCES, "A. STATE 12")]


@pytest.mark.parametrize(
    "key",
    ["E.O. 12958:", "EO 12958:", "E.o. 12958:", "E.O. 12958", "E.O. 1295:", "E.0. 12958:", "E. O. 12356 :"],
)
def test_keys_of_the_order(key: str) -> None:
    assert blocks(f"{key} DECL: X1\nTAGS: XA") == [(ORDER, "DECL: X1"), (TAGS, "XA")]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "SUBJECT: THE NEXT PREMIERREF: A. STATE 1",
            [(SUBJECT, "THE NEXT PREMIER"), (REFERENCES, "A. STATE 1")],
        ),
        ("SUBJECT: A VISITClassified By: X", [(SUBJECT, "A VISIT"), (CLASSIFIED, "X")]),
        ("E.O. 12958: N/A TAGS: XA SUBJECT: IT", [(ORDER, "N/A"), (TAGS, "XA"), (SUBJECT, "IT")]),
        (
            "REF: STATE 5 (A) CLASSIFIED BY: Ann X; REASON: 1.4(B), (D) ¶1. (U) Text",
            [(REFERENCES, "STATE 5 (A)"), (CLASSIFIED, "Ann X; REASON: 1.4(B), (D)")],
        ),
        ("REF: STATE 5 This message is sensitive", [(REFERENCES, "STATE 5")]),
        ("SUBJECT: DEBRIEF: ON IT", [(SUBJECT, "DEBRIEF: ON IT")]),
    ],
)
def test_glued_keys(text: str, found: list[tuple[str, str]]) -> None:
    assert blocks(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("SUBJECT: X\n\n1.  (U) CLASSIFIED BY CDA ANN X.\n", [(SUBJECT, "X"), (CLASSIFIED, "CDA ANN X.")]),
        ("Classified By: Classified by CDA Ann X", [(CLASSIFIED, "Classified by CDA Ann X")]),
        (
            "Classified By: A X, reasons in\nE.O. 12958 1.5 (b)",
            [(CLASSIFIED, "A X, reasons in E.O. 12958 1.5 (b)")],
        ),
        ("Classified By: A X\nClassified By: B Y", [(CLASSIFIED, "A X"), (CLASSIFIED, "B Y")]),
        ("4. (C) It was\nclassified by the post", []),
    ],
)
def test_classified_by(text: str, found: list[tuple[str, str]]) -> None:
    assert blocks(text) == found


def test_an_item_that_looks_like_a_mark_goes_on() -> None:
    text = "REF: (A) Paris 1\n(B) Paris 2\n(C) Paris 3\n(D) E-MAIL OF MAY\n\n(C) The Minister said"
    assert blocks(text) == [(REFERENCES, "(A) Paris 1 (B) Paris 2 (C) Paris 3 (D) E-MAIL OF MAY")]


def test_a_stray_paragraph_ends_a_value_but_not_the_search() -> None:
    text = "TAGS: PREL XA\n\n(SBU) The minister called.\n\nSUBJECT: A CALL"
    assert blocks(text) == [(TAGS, "PREL XA"), (SUBJECT, "A CALL")]


def test_another_telegram_ends_a_value() -> None:
    assert blocks("REF: STATE 5\n\nS e c r e t nairobi 001938\nPLEASE") == [(REFERENCES, "STATE 5")]


@pytest.mark.parametrize(
    ("value", "left_out"),
    [
        ("PORT MERROW 12 PORT MERRO 00002230 001.2 OF 002", ["PORT MERRO 00002230 001.2 OF 002"]),
        ("09 PARIS 862 PARIS 00000116 001.2 OF 003", ["PARIS 00000116 001.2 OF 003"]),
        ("PARIS 12\n \nHONG KONG 00001103  002 OF 003 \n \nB. LA PAZ 4", ["HONG KONG 00001103  002 OF 003"]),
        (
            "A. PARIS 2\n\n    CONFIDENTIAL\n\nPAGE 02        VATICA  05095  01 OF 02  281347Z\nB. PARIS 4",
            ["CONFIDENTIAL\n\nPAGE 02        VATICA  05095  01 OF 02  281347Z"],
        ),
        ("ECON, XA           SECRET       PAGE 02        ROME  03067  211833Z ECON",
         ["SECRET       PAGE 02        ROME  03067  211833Z"]),
        ("A. PARIS 12\nPAGE 02\nSTATE 296107\nB. PARIS 4", ["PAGE 02\nSTATE 296107"]),
        ("A. PARIS 12\nSTATE 296107", []),
    ],
)  # fmt: skip
def test_page_lines_inside(value: str, left_out: list[str]) -> None:
    text = f"REF: {value}"
    (block,) = find_key_blocks(text)
    assert [span.of(text) for span in block.leave_out] == left_out
    assert block.value.of(text) == value


def test_first_block_prefers_one_with_a_value() -> None:
    text = "SUBJECT:\nREF: STATE 5\nSUBJECT: IT"
    block = first_block(text, SUBJECT)
    assert block is not None
    assert block.value.of(text) == "IT"
    assert first_block(text, TAGS) is None


PIECES = st.sampled_from(
    ["E.O. 12958:", "TAGS:", "SUBJECT:", "REF:", "Classified By:", "1. (C)", "(C)", "\n", "\r\n", " ",
     "STATE 12", "PAGE 02 ROME 03067 211833Z", "ROME 00001234 002 OF 003",
     "SECRET", "ſubject:", "\x00", "é", "UBJECT:"]
)  # fmt: skip


@given(st.one_of(st.text(), st.lists(PIECES).map("".join)), st.integers(0, 40), st.integers(0, 200))
def test_blocks_are_in_order_and_lie_in_the_stretch(text: str, start: int, length: int) -> None:
    start = min(start, len(text))
    end = min(start + length, len(text))
    at = start
    for block in find_key_blocks(text, start, end):
        assert at <= block.key.start <= block.key.end <= block.value.start <= block.value.end <= end
        at = block.value.end
        assert block.value.of(text) == block.value.of(text).strip()
        place = block.value.start
        for span in block.leave_out:
            assert place <= span.start < span.end <= block.value.end
            place = span.end
    assert all(span.length for span in find_interruptions(text, start, end))
