"""What a paragraph consists of: text, lettered items, tables."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reftel.document import Span
from reftel.telegram import read_telegram
from reftel.telegram.pieces import split_pieces

HEAD = """UNCLAS PARIS 000123

SIPDIS

E.O. 12958: N/A
TAGS: KTIP, FR
SUBJECT: A LIST

"""


def kinds(text: str) -> list[tuple[str, str, str, str]]:
    pieces = split_pieces(text, Span(0, len(text)))
    return [(piece.kind, piece.letter, piece.mark, piece.text) for piece in pieces]


@pytest.mark.parametrize("form", ["A.", "(A)", "A)", "¶A."])
def test_lettered_items_go_up_from_a(form: str) -> None:
    second = form.replace("A", "B")
    text = f"Post asks: \n{form} (C) For the list of \nvictims. \n{second} For time. \n\nThat is all."
    assert kinds(text) == [
        ("text", "", "", "Post asks:"),
        ("item", "A", "(C)", "For the list of victims."),
        ("item", "B", "", "For time."),
        ("text", "", "", "That is all."),
    ]


def test_dashes_are_items_and_text_goes_on_below_a_blank_line() -> None:
    text = "Points: \n\n-- The first, \nwhich wraps. \n\n-- The second \n\nEnd of points."
    assert [kind for kind, *_ in kinds(text)] == ["text", "item", "item", "text"]
    assert kinds(text)[1] == ("item", "--", "", "The first, which wraps.")


@pytest.mark.parametrize(
    "text",
    [
        "He called on Mr.\nA. Smith of the Ministry.",  # a list of one, and no colon before it
        "He spoke of plan\nA. It failed.\nB. Another.",  # A does not stand behind a sentence
        "The points were\n-- so he said -- few.",
        "He met:\nU.S. officials.",
        "First.\nC. Third without a first.",
        "Tier 2.   He then left.\nTier 1.   He stayed.",  # blanks behind sentences are no columns
        "One row   only\nand no other.",
    ],
)
def test_what_only_looks_like_a_list_or_a_table_is_text(text: str) -> None:
    assert kinds(text) == [("text", "", "", " ".join(text.split()))]


def test_a_table_is_kept_as_it_stands() -> None:
    table = "Year       Cases   Convictions\n-------------------------------\n2008          12             4"
    text = f"The figures: \n\n{table} \n2009           9             3\n\nThey fell."
    assert kinds(text)[1] == ("table", "", "", f"{table}\n2009           9             3")
    assert kinds("Figures:\n  a | b\n c | d")[1] == ("table", "", "", " a | b\nc | d")


def test_the_reader_gives_the_pieces_of_every_paragraph() -> None:
    raw = f"""{HEAD}1. (U) Cases:

Year       Found
2008          12
2009           9

2. (SBU) Two requests:
A. (U) Money.
B. Time

3. (U) Only text.

PARISHEAD
"""
    first, second, third = read_telegram(raw).paragraphs
    assert [piece.kind for piece in first.pieces] == ["text", "table"]
    assert first.pieces[1].text == "Year       Found\n2008          12\n2009           9"
    assert [(piece.letter, piece.mark, piece.text) for piece in second.pieces[1:]] == [
        ("A", "(U)", "Money."),
        ("B", "", "Time"),
    ]
    assert [piece.kind for piece in third.pieces] == ["text"]
    assert second.text == "Two requests:\nA (U) Money.\nB Time"


LINES = st.sampled_from(
    [
        "",
        "A. one.",
        "B. two",
        "(a) x",
        "-- dash",
        "- - -",
        "a   b",
        "c\td",
        "| e | f |",
        "-----",
        "Text:",
        "so.",
        "¶C. x",
    ]
)


@settings(deadline=None, max_examples=300)
@given(st.lists(st.tuples(LINES, st.sampled_from(["\n", " \n", "\r\n", "\n\n"])), max_size=14))
def test_pieces_hold_every_word_once_and_in_order(parts: list[tuple[str, str]]) -> None:
    raw = "".join(line + end for line, end in parts)
    pieces = split_pieces(raw, Span(0, len(raw)))
    at = 0
    for piece in pieces:
        assert at <= piece.span.start
        assert piece.span.start < piece.span.end or not raw
        assert not raw[at : piece.span.start].strip()
        assert words_of(piece.letter + piece.mark + piece.text) == words_of(piece.span.of(raw))
        at = piece.span.end
    assert not raw[at:].strip()


def words_of(text: str) -> str:
    return "".join(char for char in text if char.isalnum())
