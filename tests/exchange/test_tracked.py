"""One text with tracked changes: accepting gives the new one, rejecting the old, and little is tracked."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given, settings

from reftel.compare import Comparison, EditKind, compare_documents
from reftel.exchange.tracked import OF_NEW, OF_OLD, Mark, Stretch, paragraphs_of, settle, track_changes
from tests.exchange.texts import NEW, OLD, any_text, texts

WORD_RE = re.compile(r"\w+")
CHANGED = (Mark.DELETE, Mark.INSERT)


def count_words(texts: list[str]) -> int:
    return sum(len(WORD_RE.findall(text)) for text in texts)


def tracked_words(stretches: tuple[Stretch, ...]) -> int:
    return count_words([stretch.text for stretch in stretches if stretch.mark in CHANGED])


def own_words(comparison: Comparison) -> int:
    edits = [edit for operation in comparison.operations for edit in operation.edits]
    return count_words([edit.text for edit in edits if edit.kind is not EditKind.KEEP])


def fold(text: str) -> str:
    return " ".join(text.split())


@settings(max_examples=150, deadline=None)
@given(any_text, any_text)
def test_accepting_gives_the_new_text_and_rejecting_the_old_one(old: str, new: str) -> None:
    comparison = compare_documents(old, new)
    stretches = track_changes(comparison)
    assert settle(stretches, OF_OLD) == paragraphs_of(comparison.old)
    assert settle(stretches, OF_NEW) == paragraphs_of(comparison.new)


@settings(max_examples=100, deadline=None)
@given(any_text)
def test_paragraphs_hold_every_word_of_the_text(text: str) -> None:
    side = compare_documents(text, "").old
    assert fold(" ".join(paragraphs_of(side))) == fold(text)


@settings(max_examples=50, deadline=None)
@given(texts)
def test_a_text_with_itself_has_nothing_tracked(text: str) -> None:
    assert {stretch.mark for stretch in track_changes(compare_documents(text, text))} <= {Mark.KEEP}


def test_paragraphs_are_those_that_blank_lines_part() -> None:
    side = compare_documents(OLD, NEW).old
    assert paragraphs_of(side) == tuple(fold(part) for part in OLD.split("\n\n"))


def test_lines_are_paragraphs_where_no_blank_line_parts_any() -> None:
    side = compare_documents("First line.\nSecond line.\nThird line.", "").old
    assert paragraphs_of(side) == ("First line.", "Second line.", "Third line.")


def test_a_moved_sentence_is_a_move_and_its_new_words_are_insertions() -> None:
    stretches = track_changes(compare_documents(OLD, NEW))
    moved = {mark: [s for s in stretches if s.mark is mark] for mark in (Mark.MOVE_FROM, Mark.MOVE_TO)}
    for found in moved.values():
        assert {stretch.move for stretch in found} == {1}
        assert "".join(s.text for s in found).startswith("The consulates of three countries reported")
    texts = {mark: "".join(s.text for s in found) for mark, found in moved.items()}
    assert texts[Mark.MOVE_FROM] == texts[Mark.MOVE_TO]
    assert any(stretch.text == "nine" and stretch.mark is Mark.INSERT for stretch in stretches)


def test_a_new_heading_is_inserted_with_its_paragraph() -> None:
    stretches = track_changes(compare_documents(OLD, NEW))
    at = [stretch.text for stretch in stretches].index("PREVENTION")
    assert stretches[at].mark is Mark.INSERT
    assert any(s.text == "\n" and s.mark is Mark.INSERT for s in stretches[at - 1 : at + 2])
    assert all(s.mark is Mark.KEEP for s in stretches if s.text == "PROTECTION")


@pytest.mark.parametrize("years", [(2008, 2009), (2009, 2010)])
def test_hardly_more_is_tracked_than_was_edited(specimen: Path, years: tuple[int, int]) -> None:
    old, new = ((specimen / f"narratives/XAV-{year}.txt").read_text(encoding="utf-8") for year in years)
    comparison = compare_documents(old, new)
    tracked, own = tracked_words(track_changes(comparison)), own_words(comparison)
    print(f"\n{years}: tracked words {tracked}, words of the comparison's own edits {own}")
    assert tracked <= 1.1 * own


def test_hardly_more_is_tracked_in_real_narratives(shared: Path) -> None:
    folder = shared / "data" / "narratives"
    for one, other in (("HKG", "THA"), ("FRA", "DEU"), ("ALB", "SRB")):
        old, new = ((folder / f"{name}-2018.txt").read_text(encoding="utf-8") for name in (one, other))
        comparison = compare_documents(old, new)
        stretches = track_changes(comparison)
        assert settle(stretches, OF_OLD) == paragraphs_of(comparison.old)
        assert settle(stretches, OF_NEW) == paragraphs_of(comparison.new)
        assert tracked_words(stretches) <= 1.1 * own_words(comparison)
