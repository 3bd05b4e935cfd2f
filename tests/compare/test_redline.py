"""Word edits."""

from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reftel.compare import Edit, EditKind, find_replacements, invert_edits, new_text, old_text, redline

CASES = [
    json.loads(line)
    for line in Path(__file__).with_name("redlines.jsonl").read_text(encoding="utf-8").splitlines()
]
SIGNS = {EditKind.KEEP: "{}", EditKind.DELETE: "[-{}-]", EditKind.INSERT: "{{+{}+}}"}
WORDS = st.lists(
    st.sampled_from(["the", "The", "police", "of", "nine", "12", ",", ".", " ", "  ", "\n", "-", "$"])
    | st.text(max_size=3),
    max_size=25,
).map("".join)


def show(edits: tuple[Edit, ...]) -> str:
    return "".join(SIGNS[edit.kind].format(edit.text) for edit in edits)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_redlines(case: dict[str, str]) -> None:
    assert show(redline(case["old"], case["new"])) == case["expected"]


@given(WORDS, WORDS)
def test_redlines_hold_both_sides_to_the_letter(old: str, new: str) -> None:
    edits = redline(old, new)
    assert (old_text(edits), new_text(edits)) == (old, new)
    turned = invert_edits(edits)
    assert (old_text(turned), new_text(turned)) == (new, old)
    assert invert_edits(turned) == edits
    assert all(edit.text for edit in edits)
    kinds = [edit.kind for edit in edits]
    assert all(a != b and (a, b) != (EditKind.INSERT, EditKind.DELETE) for a, b in pairwise(kinds))


@given(WORDS)
def test_the_same_words_are_kept(text: str) -> None:
    assert all(edit.kind is EditKind.KEEP for edit in redline(text, text))


def test_long_texts_are_parted_at_words_that_occur_once() -> None:
    old = " ".join(f"w{n} the" for n in range(400))
    new = old.replace("w200 ", "other ")
    assert show(redline(old, new)).count("[-") == 1
    assert "[-w200-]{+other+}" in show(redline(old, new))


def replaced(old: str, new: str) -> list[tuple[str, str, bool]]:
    return [(r.old.of(old), r.new.of(new), r.is_moved) for r in find_replacements(old, new)]


def test_replacements_pass_over_capitals() -> None:
    assert replaced("The Law is old.", "the law is new.") == [("old", "new", False)]


def test_words_that_moved_within_the_sentence_are_marked() -> None:
    found = replaced("In May the court met twice.", "The court met twice in May.")
    assert found == [("In May", "", True), ("", "in May", True)]


def test_words_that_have_nothing_to_do_with_each_other_are_not_a_replacement() -> None:
    old = "It met because of rain."
    new = "It met while nine judges of the highest court slept because of rain."
    assert replaced(old, new) == [("", "while nine judges of the highest court slept", False)]
    old, new = "It closed.", "It sold seven boats to three fishers from abroad."
    assert replaced(old, new) == [
        ("closed", "", False),
        ("", "sold seven boats to three fishers from abroad", False),
    ]


def test_another_form_of_a_word_stays_paired_in_a_long_change() -> None:
    old = "They use models."
    new = "They use in all of the seven northern provinces a model."
    assert ("models", "model", False) in replaced(old, new)


def test_a_change_does_not_end_in_a_little_word_if_it_need_not() -> None:
    assert replaced("They came in 2007.", "They came in 2008, up from nine in 2007.") == [
        ("", "in 2008, up from nine", False)
    ]


@given(WORDS, WORDS)
def test_replacements_are_in_order_and_disjoint(old: str, new: str) -> None:
    found = find_replacements(old, new)
    for before, after in pairwise(found):
        assert before.old.end <= after.old.start
        assert before.new.end <= after.new.start
    assert all(r.old.length or r.new.length for r in found)
