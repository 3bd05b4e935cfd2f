"""Tokens, and numbers in words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reftel.language import find_words, lower_case, read_number, read_ordinal, split_tokens


@given(st.text())
def test_tokens_joined_are_the_text(text: str) -> None:
    assert "".join(split_tokens(text)) == text


def test_tokens_keep_numbers_and_compounds_together() -> None:
    assert split_tokens("anti-trafficking: $1,500.5, victims' rights") == (
        "anti-trafficking", ":", " ", "$", "1,500.5", ",", " ", "victims", "'", " ", "rights",
    )  # fmt: skip


def test_words_are_folded() -> None:
    assert find_words("The Police’s 2,515 Visas—all") == ("the", "police’s", "2,515", "visas", "all")


@pytest.mark.parametrize(
    ("word", "number"),
    [
        ("zero", 0), ("Nine", 9), ("sixteen", 16), ("forty", 40), ("ninety-nine", 99), ("1,204", 1204),
        ("007", 7), ("9" * 5000, None), ("ten-two", None), ("forty-", None), ("forty-eleven", None),
        ("several", None), ("", None),
    ],
)  # fmt: skip
def test_numbers_in_words(word: str, number: int | None) -> None:
    assert read_number(word) == number


@pytest.mark.parametrize(
    ("word", "number"),
    [("first", 1), ("Twentieth", 20), ("3rd", 3), ("11th", 11), ("12", None), ("thirds", None), ("", None)],
)
def test_ordinals(word: str, number: int | None) -> None:
    assert read_ordinal(word) == number


@given(st.text())
def test_small_letters_stand_where_the_letters_stood(text: str) -> None:
    small = lower_case(text)
    assert len(small) == len(text)
    for letter, one in zip(text, small, strict=True):
        assert lower_case(letter) == one or letter == "Σ"


def test_the_letter_whose_small_form_is_two_is_made_one() -> None:
    assert lower_case("İZMİR and Ankara") == "izmir and ankara"
