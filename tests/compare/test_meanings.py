"""Meanings of words, stems, and which judges look at a text."""

from __future__ import annotations

import numpy as np
import pytest

from reftel.compare.alignment import align, is_of_field
from reftel.compare.meanings import Meanings, find_meanings
from reftel.compare.stems import NUMBER, stem
from reftel.compare.weights import line_up
from reftel.language import STOPWORDS


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("prosecuting", "prosecut"),
        ("prosecuted", "prosecut"),
        ("law", "law"),
        ("14", NUMBER),
        ("fourteen", NUMBER),
        ("the", "the"),
    ],
)
def test_stems(word: str, expected: str) -> None:
    assert stem(word) == expected


def meanings_of(texts: list[tuple[str, ...]]) -> Meanings:
    """Of old texts and the last as a new one."""
    return find_meanings(line_up(texts), len(texts) - 1)


def test_mere_grammar_stays_only_where_there_is_nothing_else() -> None:
    matter = line_up([("the", "law"), ("it", "is")]).without(STOPWORDS)
    assert [(matter.words[at], row) for at, row in zip(matter.line, matter.rows, strict=True)] == [
        ("law", 0), ("it", 1), ("is", 1)
    ]  # fmt: skip


def test_words_that_stand_among_the_same_words_are_near() -> None:
    meanings = meanings_of([("shelt",), ("hous",), ("embass",), ("nosuchword",), ("shelt",), ()])
    near = meanings.direction @ meanings.direction.T
    assert near[0, 1] > near[0, 2]
    assert near[0, 4] == pytest.approx(1)
    # What the table does not know is near to itself alone.
    assert near[3].max() == 0
    assert meanings.weights.sum(axis=1).tolist() == pytest.approx([1, 1, 1, 1, 1, 0])
    assert np.einsum("ij,ij->i", meanings.weights, meanings.nearest).tolist() == pytest.approx(
        [1, 1, 1, 1, 1, 0]
    )


def test_numbers_have_no_meaning() -> None:
    assert meanings_of([(NUMBER,), ("law",)]).weights.sum(axis=1).tolist() == [0, 1]


def test_texts_of_the_field_are_known_by_their_subject() -> None:
    ours, other = ["It has a law against human trafficking."], ["The traffic jams grew longer."]
    assert is_of_field(ours, ours)
    assert not is_of_field(ours, other)
    assert not is_of_field(other, other)


def test_the_same_failing_in_other_words_is_found() -> None:
    old = [
        "the country does not fully comply with the minimum standards for the elimination of trafficking",
        "authorities provided no shelter or other care to victims",
        "no awareness campaigns were held",
    ]
    new = [
        "the country does not fully meet the minimum standards for the elimination of trafficking",
        "victims received no housing or assistance",
        "the government made no efforts to raise public awareness (2015)",
    ]
    assert [(group.old, group.new) for group in align(old, new)] == [((0,), (0,)), ((1,), (1,)), ((2,), (2,))]
