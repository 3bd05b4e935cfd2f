"""Reading the packaged tables: one way for all of them, on first use, checked column by column."""

from __future__ import annotations

import csv
from collections.abc import Sequence

from reftel.errors import VocabError

ADVICE = "Install Reftel again; its data files are damaged or missing."


def load_rows(table: str, columns: Sequence[str]) -> list[list[str]]:
    """Read one packaged table.

    Args:
        table: File name in the package's data folder.
        columns: The header that the table must have, in order.

    Returns:
        The rows under the header, each with one text per column.

    Raises:
        VocabError: The table is missing, is no UTF-8, or has another shape than asked for.
    """
    rows = list(csv.reader(read_text(table).splitlines()))
    if not rows or rows[0] != list(columns):
        raise VocabError("Its columns are not those that this version reads", where=table, advice=ADVICE)
    for number, row in enumerate(rows[1:], start=2):
        if len(row) != len(columns):
            found = f"Row {number} has {len(row)} fields instead of {len(columns)}"
            raise VocabError(found, where=table, advice=ADVICE)
    return rows[1:]


def split_list(cell: str) -> tuple[str, ...]:
    """The items of a cell that holds a list, which semicolons separate."""
    return tuple(item.strip() for item in cell.split(";") if item.strip())


def read_number(cell: str) -> int | None:
    """The number in a cell; None for an empty one, which for a year means an open end.

    Raises:
        VocabError: The cell holds something else.
    """
    if cell and not cell.isdecimal():
        raise VocabError(f"{cell!r} stands where a number belongs", where="packaged tables", advice=ADVICE)
    return int(cell) if cell else None


def read_truth(cell: str, table: str) -> bool:
    """The truth value in a cell that says yes or no.

    Raises:
        VocabError: The cell says something else; a restriction must not get lost that way.
    """
    if cell not in {"yes", "no"}:
        raise VocabError(f"{cell!r} stands where yes or no belongs", where=table, advice=ADVICE)
    return cell == "yes"


def is_valid_in(year: int | None, first_year: int | None, last_year: int | None) -> bool:
    """Whether a year lies in a row's years of validity; every row is valid when no year is asked for."""
    if year is None:
        return True
    return (first_year is None or first_year <= year) and (last_year is None or year <= last_year)


def read_text(table: str) -> str:
    """The text of a packaged file.

    Raises:
        VocabError: It is missing or no UTF-8.
    """
    # importlib.resources costs more to import than most tables cost to read, and only loading needs it.
    from importlib.resources import files

    try:
        return files("reftel.vocab").joinpath("data", table).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise VocabError("The table cannot be read", where=table, advice=ADVICE) from error
