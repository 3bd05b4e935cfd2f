"""A comparison as rows: order, numbers, places of moves, what is asked for, and what stands on top."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings

from reftel.compare import (
    Change,
    ChangeKind,
    Comparison,
    OperationKind,
    compare_documents,
    new_text,
    old_text,
)
from reftel.document import Span
from reftel.errors import RequestError
from reftel.exchange.sheet import Only, Row, Sheet, describe_change, read_only
from tests.exchange.texts import NEW, OLD, texts


def with_figure(comparison: Comparison) -> Comparison:
    """The comparison with one change of a figure, whatever kinds the rules find in it."""
    operations = [
        replace(
            operation, changes=(figure(comparison.old_words(operation), comparison.new_words(operation)),)
        )
        if "12 victims" in comparison.old_words(operation)
        else replace(operation, changes=())
        for operation in comparison.operations
    ]
    return replace(comparison, operations=tuple(operations))


def figure(old: str, new: str) -> Change:
    spans = [Span(text.index(number), text.index(number) + 2) for text, number in ((old, "12"), (new, "15"))]
    return Change(ChangeKind.FIGURE, (spans[0],), (spans[1],))


def make_sheet(only: Only | None = None) -> Sheet:
    return Sheet(with_figure(compare_documents(OLD, NEW)), "old.txt", "new.txt", only or Only())


@settings(max_examples=60, deadline=None)
@given(texts, texts)
def test_rows_hold_both_texts_in_order(old: str, new: str) -> None:
    comparison = compare_documents(old, new)
    rows = Sheet(comparison, "old", "new").rows
    olds = [old_text(row.old) for row in rows if row.old]
    news = [new_text(row.new) for row in rows if row.new]
    # The parts of a sentence that was split may stand apart; they are in one row all the same.
    for words, side in ((olds, comparison.old), (news, comparison.new)):
        assert sorted(" ".join(words).split()) == sorted(" ".join(u.text for u in side.units).split())
    firsts = [row.operation.new[0] for row in rows if row.new]
    assert firsts == sorted(firsts)
    numbers = [row.number for row in rows if row.number]
    assert sorted(set(numbers)) == list(range(1, len(set(numbers)) + 1))


def test_a_move_has_two_places_and_one_number() -> None:
    away, here = [row for row in make_sheet().rows if row.operation.kind is OperationKind.MOVE]
    assert (away.place, here.place) == ("from", "to")
    assert away.number == here.number
    assert not away.new
    assert not here.old
    assert away.note == f"now in {here.label}"
    assert here.note == f"from {away.label}"


def test_the_summary_counts_the_whole_and_lists_figures() -> None:
    sheet = make_sheet(read_only(["moved"]))
    assert dict(sheet.counts) == {"kept": 1, "reworded": 3, "split": 1, "moved": 1, "added": 1, "dropped": 1}
    assert sheet.change_counts == [("figures", 1)]
    (row, change), *others = make_sheet().figures
    assert not others
    assert describe_change(sheet.comparison, row.operation, change) == "“12” → “15”"


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["moved"], {"move"}),
        (["move"], {"move"}),
        (["dropped,added"], {"drop", "add"}),
        (["dropped", " Added "], {"drop", "add"}),
        (["kept"], {"keep"}),
        (["figures"], {"reword"}),
        (["figure", "kept"], {"reword", "keep"}),
        (["hardened"], set()),
    ],
)
def test_only_what_is_asked_for_is_shown(words: list[str], expected: set[str]) -> None:
    rows: tuple[Row, ...] = make_sheet(read_only(words)).rows
    assert {row.operation.kind.value for row in rows} == expected
    if words == ["figures"]:
        assert len(rows) == 1


@pytest.mark.parametrize("words", [["nonsense"], [""], ["moved,"], ["moved,x"]])
def test_a_kind_that_is_none_is_refused_with_those_there_are(words: list[str]) -> None:
    with pytest.raises(RequestError, match="moved, added, dropped, figures"):
        read_only(words)


@pytest.mark.parametrize(
    ("detail", "expected"),
    [
        ("12 → 15", "12 → 15"),
        (" → nine", "+ nine"),
        ("nine → ", "− nine"),
        ("hedge added", "hedge added"),
        ("word, " * 20 + " → nine", "word, word, word, word, word, word, wor… → nine"),
    ],
)
def test_what_only_came_or_went_has_a_sign(detail: str, expected: str) -> None:
    comparison = make_sheet().comparison
    operation = next(o for o in comparison.operations if o.changes)
    change = replace(operation.changes[0], detail=detail)
    assert describe_change(comparison, operation, change) == expected
