"""Sentences and items of lists."""

from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reftel.document import Span
from reftel.language import split_items, split_sentences

CASES = [
    json.loads(line)
    for line in Path(__file__).with_name("sentences.jsonl").read_text(encoding="utf-8").splitlines()
]
PROSE = st.lists(
    st.sampled_from(
        [".", "!", "”", '"', ")", "(", " ", "\u00a0", "U.S.", "St.", "No.", "The", "labor", "5", "a.i."]
    )
    | st.text(max_size=4),
    max_size=30,
).map("".join)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_sentence_cases(case: dict[str, object]) -> None:
    text = str(case["input"])
    assert [span.of(text) for span in split_sentences(text)] == case["expected"]


@given(PROSE)
def test_sentences_hold_every_word_once(text: str) -> None:
    spans = split_sentences(text)
    assert "".join("".join(span.of(text).split()) for span in spans) == "".join(text.split())
    assert all(before.end <= after.start for before, after in pairwise(spans))
    assert all(span.of(text) == span.of(text).strip() != "" for span in spans)


@pytest.mark.parametrize(
    ("text", "items"),
    [
        (
            "Enact a law; train officers; and open a shelter.",
            ["Enact a law", "train officers", "open a shelter"],
        ),
        ("Train all (police; judges); fund it", ["Train all (police; judges)", "fund it"]),
        ("Take two steps: to ask; and, to listen.", ["Take two steps: to ask", "to listen"]),
        ("Enact a law (now; fund it.", ["Enact a law (now", "fund it"]),
        ("android makers; or oranges", ["android makers", "oranges"]),
        ("; ;", []),
        ("", []),
    ],
)
def test_items(text: str, items: list[str]) -> None:
    assert [span.of(text) for span in split_items(text)] == items


def test_items_of_a_stretch_are_cited_in_the_whole_text() -> None:
    text = "RECOMMENDATIONS: ask; listen. The rest; of it."
    assert split_items(text, Span(17, 29)) == (Span(17, 20), Span(22, 28))


@given(st.text(alphabet="ab;() ,.", max_size=60))
def test_items_are_trimmed_and_disjoint(text: str) -> None:
    spans = split_items(text)
    assert all(span.of(text).strip(" ;,.") for span in spans)
    assert all(before.end <= after.start for before, after in pairwise(spans))
