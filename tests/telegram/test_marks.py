"""Portion marks: which are marks, what they say, and whether they may lower."""

from __future__ import annotations

import pytest

from reftel.document import Level, Marking, Span
from reftel.telegram.marks import (
    find_entire_marking,
    find_marks,
    marking_of,
    marking_of_captions,
    marking_of_paragraph,
    read_opening_marks,
)


@pytest.mark.parametrize(
    ("text", "marking", "is_certain", "rest"),
    [
        ("(U) x", "U", True, " x"),
        ("(SBU) x", "SBU", True, " x"),
        ("(LOU) x", "SBU", True, " x"),
        ("(C/NF) x", "C//NOFORN", True, " x"),
        ("(SBU/N) x", "SBU//NOFORN", True, " x"),
        ("(S//NF) x", "S//NOFORN", True, " x"),
        ("(TS) x", "S//TOP SECRET", True, " x"),
        ("(C - ENTIRE TEXT) x", "C", True, " x"),
        ("(C/REL LIBYA) x", "C//REL LIBYA", True, " x"),
        ("(S//REL TO USA, GBR) x", "S//REL TO USA GBR", True, " x"),
        ("(U/SBU) x", "SBU", True, " x"),
        ("(SBU/SIPDIS) x", "SBU", True, " x"),
        ("(s) x", "S", False, " x"),
        ("(S/XYZ) x", "S//XYZ", False, " x"),
        ("(S) (NF) x", "S//NOFORN", False, " x"),
        ("C) The", "C", False, " The"),
        ("(S/NF The", "S//NOFORN", False, " The"),
        ("(Ѕ) x", "S", False, " x"),
        ("CONFIDENTIAL - ENTIRE TEXT", "C", False, "ENTIRE TEXT"),
    ],
)
def test_opening_marks(text: str, marking: str, is_certain: bool, rest: str) -> None:
    mark = read_opening_marks(text, 0, len(text))
    assert mark is not None
    assert (str(mark.marking), mark.is_certain, text[mark.end :]) == (marking, is_certain, rest)


@pytest.mark.parametrize(
    "text",
    [
        "(PAS) x",
        "(Chow) x",
        "(C. Smith) x",
        "(U.S. officials)",
        "(US) x",
        "(UN) x",
        "C. Smith",
        "S/CT said",
        "C-130",
        "Secretary",
        "The (S) x",
        "",
    ],
)
def test_no_opening_marks(text: str) -> None:
    assert read_opening_marks(text, 0, len(text)) is None


@pytest.mark.parametrize(
    ("text", "marking"),
    [
        ("text (S) The", "S"),
        ("text (s) the", None),
        ("text. (s) The", "S"),
        ("text (sbu) x", "SBU"),
        ("text (C/NF) x", "C//NOFORN"),
        ("one\nb. (S) two", "S"),
        ("one\n4) (C) two", "C"),
        ("one\nb) (S/CT) two", "S//CT"),
        ("one\n(S/CT) two", None),
        ("one (S/CT) two", None),
        ("as paragraph 9 (S) says", None),
        ("see paragraph 9. (S) The", "S"),
        ("reasons 1.4 (B), (C) AND (D)", None),
        ("REF(S): x", None),
        ("(A) oil (B) gas (C) coal", None),
        ("(A) (U) oil (B) (C) gas", "C"),
        ("a\nA) x\nB) y\nC) z", None),
        ("a\nC) z", "C"),
        ("(U) x (SBU) y (C) z", "C"),
        ("nothing", None),
    ],
)
def test_marks_inside(text: str, marking: str | None) -> None:
    found = find_marks(text, Span(0, len(text)))
    assert (str(found) if found else None) == marking


def test_marks_outside_the_span_do_not_count() -> None:
    text = "(S) one (C) two (S) three"
    assert find_marks(text, Span(8, 15)) == Marking(Level.C)


@pytest.mark.parametrize(
    ("text", "marking"),
    [
        ("1. (SBU - ENTIRE TEXT) x", "SBU"),
        ("This message is sensitive but unclassified.", "SBU"),
        ("THIS CABLE IS SBU.", "SBU"),
        ("Confidential, entire text.", "C"),
        ("the entire text of the law is secret", "U"),
        ("This message went to the Secretary.", "U"),
    ],
)
def test_what_is_said_of_the_whole(text: str, marking: str) -> None:
    assert str(find_entire_marking(text, Span(0, len(text)))) == marking


@pytest.mark.parametrize(
    ("word", "marking"),
    [
        ("UNCLAS", "U"),
        ("C O N F I D E N T I A L", "C"),
        ("top secret", "S//TOP SECRET"),
        ("EFTO", "SBU"),
        ("?", "S"),
    ],
)
def test_words_that_classify(word: str, marking: str) -> None:
    assert str(marking_of(word)) == marking


@pytest.mark.parametrize(
    ("level", "captions", "marking"),
    [
        ("U", ["SIPDIS", "SENSITIVE"], "SBU"),
        ("C", ["SENSITIVE"], "C"),
        ("S", ["NODIS", "NOFORN", "SIPDIS"], "S//NODIS/NOFORN"),
        ("C", ["EYES ONLY FOR THE AMBASSADOR"], "C//EYES ONLY"),
        ("C", ["nothing that is known"], "C"),
    ],
)
def test_captions(level: str, captions: list[str], marking: str) -> None:
    assert str(marking_of_captions(Marking.parse(level), captions)) == marking


@pytest.mark.parametrize(
    ("own", "telegram", "marking"),
    [
        (None, "C//NOFORN", "C//NOFORN"),
        ("U", "S//NOFORN", "U"),
        ("C", "S//NODIS/NOFORN", "C//NODIS"),
        ("C//NOFORN", "S", "C//NOFORN"),
        ("U", "S//TOP SECRET", "U"),
        ("S", "C", "S"),
    ],
)
def test_a_paragraph_within_its_telegram(own: str | None, telegram: str, marking: str) -> None:
    mark = Marking.parse(own) if own else None
    assert str(marking_of_paragraph(mark, Marking.parse(telegram))) == marking
