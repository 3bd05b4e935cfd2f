"""Which executive order an E.O. line can name."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest

from reftel.vocab.executive_orders import executive_orders, find_executive_order, order_on, replaced_on


def test_each_order_is_signed_before_it_holds_and_after_the_one_before() -> None:
    assert all(one.signed_on <= one.in_force_on for one in executive_orders())
    assert all(before.in_force_on < after.signed_on for before, after in pairwise(executive_orders()))


@pytest.mark.parametrize(
    ("day", "order"),
    [
        (date(1966, 1, 1), "11652"),  # the first that the table has
        (date(1978, 11, 30), "11652"),
        (date(1978, 12, 1), "12065"),
        (date(1995, 10, 13), "12356"),
        (date(1995, 10, 14), "12958"),
        (date(2010, 6, 26), "12958"),
        (date(2026, 1, 1), "13526"),
    ],
)
def test_the_order_of_a_day(day: date, order: str) -> None:
    assert order_on(day) == order


def test_an_order_ends_when_the_next_is_in_force() -> None:
    assert replaced_on("12958") == date(2010, 6, 27)
    assert replaced_on("13526") is None
    assert replaced_on("12959") is None
    assert find_executive_order("12959") is None
