"""Executive orders on classification: which one an E.O. line can name on a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import pairwise

from reftel.errors import VocabError
from reftel.vocab.tables import ADVICE, load_rows

TABLE = "executive_orders.csv"
COLUMNS = ("order", "signed_on", "in_force_on", "source")


@dataclass(frozen=True, slots=True)
class ExecutiveOrder:
    """One order; it holds until the next is in force, and telegrams name it from the day it was signed.

    Attributes:
        order: Its number, as in an E.O. line: `12958`.
        signed_on: The day on which it was signed.
        in_force_on: The day from which it held.
    """

    order: str
    signed_on: date
    in_force_on: date
    source: str


def executive_orders() -> tuple[ExecutiveOrder, ...]:
    """All orders, the earliest first.

    Raises:
        VocabError: The packaged table cannot be read.
    """
    return load_executive_orders()


def find_executive_order(order: str) -> ExecutiveOrder | None:
    """The order with a number; None for any other number."""
    return next((one for one in load_executive_orders() if one.order == order), None)


def replaced_on(order: str) -> date | None:
    """The day on which the next order was in force; None for the last one and for an unknown number."""
    known = load_executive_orders()
    return next((after.in_force_on for one, after in pairwise(known) if one.order == order), None)


def order_on(day: date) -> str:
    """The order that was in force on a day; the first one for days before all of them.

    >>> order_on(date(2009, 6, 16)), order_on(date(1994, 1, 1))
    ('12958', '12356')
    """
    known = load_executive_orders()
    return next((one.order for one in reversed(known) if day >= one.in_force_on), known[0].order)


@cache
def load_executive_orders() -> tuple[ExecutiveOrder, ...]:
    """Read the packaged table; once per process.

    Raises:
        VocabError: The table cannot be read.
    """
    return tuple(_read_order(row) for row in load_rows(TABLE, COLUMNS))


def _read_order(row: list[str]) -> ExecutiveOrder:
    order, signed_on, in_force_on, source = row
    try:
        return ExecutiveOrder(order, date.fromisoformat(signed_on), date.fromisoformat(in_force_on), source)
    except ValueError:
        raise VocabError(f"The dates of {order} are none", where=TABLE, advice=ADVICE) from None
