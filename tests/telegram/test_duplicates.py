"""Copies of one telegram are found, the best is in front, and no telegram is lost."""

from __future__ import annotations

import random

from hypothesis import given
from hypothesis import strategies as st

from reftel.telegram import Telegram, read_telegram
from reftel.telegram.duplicates import Group, group_duplicates

TEXT = (
    "minister deputy border court shelter police victims law draft visit budget port trade labor "
    "school river bridge harvest census doctor inspector permit station village council market road "
    "winter summer"
)
WORDS = TEXT.split()


def make(serial: int, seed: int, *, head: str = "", sentences: int = 12, signed: bool = True) -> str:
    """An invented telegram; one seed gives one text."""
    rand = random.Random(seed)  # noqa: S311 - no secret
    body = [f"{n}. (U) The " + " ".join(rand.choices(WORDS, k=14)) + "." for n in range(1, sentences + 1)]
    top = f"R 050915Z MAR 09\nFM AMEMBASSY PARIS\nUNCLAS PARIS {serial:06d}\n\n{head}E.O. 12958: N/A\n"
    return "\n\n".join([top + "TAGS: PGOV\nSUBJECT: TALKS", *body]) + ("\nFINCH\n" if signed else "\n")


def read(*texts: str) -> list[Telegram]:
    return [read_telegram(text) for text in texts]


def indexes(groups: list[Group]) -> list[list[int]]:
    return [[member.index for member in group.members] for group in groups]


def test_telegrams_of_other_words_stay_alone() -> None:
    groups = group_duplicates(read(make(1, 1), make(2, 2), make(3, 3)))
    assert indexes(groups) == [[0], [1], [2]]
    assert [group.best.reason for group in groups] == ["", "", ""]


def test_one_telegram_from_two_carriers_is_one_group() -> None:
    plain = make(1, 1)
    web = plain.replace("\n1. ", "\n¶1. ").replace("\n", " \n")
    (group,) = group_duplicates(read(web, plain))
    assert [member.likeness for member in group.members] == [1.0, 1.0]
    assert group.members[1].reason == "The same reference number, the same text."


def test_the_complete_copy_goes_before_a_cut_one() -> None:
    (group,) = group_duplicates(read(make(1, 1, sentences=5, signed=False), make(1, 1)))
    assert [member.index for member in group.members] == [1, 0]
    assert group.best.reason.startswith("It is complete")
    assert "not complete" in group.members[1].reason


def test_the_corrected_copy_goes_before_the_first_even_if_it_is_shorter() -> None:
    corrected = make(1, 1, head="C O R R E C T E D  C O P Y\n\n", sentences=11)
    (group,) = group_duplicates(read(make(1, 1), corrected))
    assert [member.index for member in group.members] == [1, 0]
    assert "not the corrected copy" in group.members[1].reason


def test_an_incomplete_corrected_copy_does_not() -> None:
    corrected = make(1, 1, head="C O R R E C T E D  C O P Y\n\n", sentences=3, signed=False)
    (group,) = group_duplicates(read(corrected, make(1, 1)))
    assert group.best.index == 1


def test_the_same_text_under_another_number_is_a_copy() -> None:
    groups = group_duplicates(read(make(1, 1), make(2, 5), make(77, 1)))
    assert indexes(groups) == [[0, 2], [1]]
    assert groups[0].members[1].reason == "Another reference number, the same text."


def test_a_few_changed_words_leave_a_copy_and_many_do_not() -> None:
    text = make(1, 1)
    few = text.replace("PARIS 000001", "PARIS 000002").replace("12. (U) The", "12. (U) A", 1)
    many = make(3, 1, sentences=6) + make(4, 9, sentences=6).split("SUBJECT: TALKS")[1]
    assert indexes(group_duplicates(read(text, few))) == [[0, 1]]
    assert indexes(group_duplicates(read(text, many))) == [[0], [1]]


def test_sections_in_records_of_their_own_are_no_copies() -> None:
    one = make(1, 1).replace("UNCLAS PARIS", "UNCLAS SECTION 01 OF 02 PARIS")
    two = make(1, 2).replace("UNCLAS PARIS", "UNCLAS SECTION 02 OF 02 PARIS")
    assert indexes(group_duplicates(read(one, two))) == [[0], [1]]


def test_telegrams_without_text_are_no_copies_of_each_other() -> None:
    assert indexes(group_duplicates([Telegram(), Telegram()])) == [[0], [1]]
    assert group_duplicates([]) == []


@given(st.lists(st.tuples(st.integers(1, 4), st.integers(1, 4)), max_size=8))
def test_each_telegram_is_in_exactly_one_group(asked: list[tuple[int, int]]) -> None:
    groups = group_duplicates(read(*(make(serial, seed, sentences=4) for serial, seed in asked)))
    assert sorted(index for group in indexes(groups) for index in group) == list(range(len(asked)))
    for group in groups:
        assert {member.telegram.mrn for member in group.members}  # each keeps what it was
    together = {frozenset(asked[i] for i in group) for group in indexes(groups)}
    for serial, seed in asked:  # the same number or text is never apart
        (own,) = [group for group in together if (serial, seed) in group]
        assert all(pair in own for pair in asked if pair[0] == serial or pair[1] == seed)


def test_many_like_telegrams_cost_a_bounded_number_of_comparisons() -> None:
    from reftel.telegram import duplicates

    read_once = read(*(make(serial, 1) for serial in range(1, 101)))
    shingles = [duplicates._shingles(telegram) for telegram in read_once]
    pairs = list(duplicates._likely_pairs(shingles))
    assert len(pairs) <= 100 * duplicates._BANDS * duplicates._MOST_COMPARED
    assert indexes(group_duplicates(read_once))[0][:1] == [0]
    assert len(group_duplicates(read_once)) == 1
