"""Word edits."""

from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reftel.compare import Edit, EditKind, invert_edits, new_text, old_text, redline

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
