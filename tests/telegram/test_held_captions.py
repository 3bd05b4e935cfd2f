"""Captions that restrict readers are found wherever they stand in a line of capitals."""

from __future__ import annotations

import pytest

from reftel.telegram.classification import find_held_captions


@pytest.mark.parametrize(
    "caption",
    [
        "NODIS", "EXDIS", "LIMDIS", "STADIS", "NOFORN", "CHEROKEE", "ORCON", "EYES ONLY", "SENSITIVE",
    ],
)  # fmt: skip
def test_each_is_found_among_other_words(caption: str) -> None:
    assert find_held_captions(f"DEPT FOR EAP {caption} AND DRL") == [caption]
    assert find_held_captions(f"Dept for EAP {caption}") == []


def test_several_are_found_in_their_order() -> None:
    assert find_held_captions("NOFORNSIPDIS EXDIS DEPT") == ["NOFORN", "EXDIS"]


@pytest.mark.parametrize("words", ["DEPT FOR EAP", "INSENSITIVE", "DISTRIBUTION ONLY", ""])
def test_words_like_them_are_none(words: str) -> None:
    assert find_held_captions(words) == []
