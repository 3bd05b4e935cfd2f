"""What the statute on the report says, provision by provision, with the report years in which it holds."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from reftel.errors import VocabError
from reftel.vocab.tables import ADVICE, is_valid_in, load_rows, read_number

TABLE = "statute_periods.csv"
COLUMNS = ("code", "citation", "first_year", "last_year", "number", "words", "source")


@dataclass(frozen=True, slots=True)
class Provision:
    """One provision as it holds for some reports.

    Attributes:
        code: Reftel's short name for it: `waiver`.
        citation: Where it stands: `22 U.S.C. 7107(b)(2)(D)(ii)`; the Department's practice is named as such.
        first_year, last_year: The report years for which it holds; None is open.
        number: The number in it, such as the years of a waiver; None where there is none.
        words: What it says, in words of our own, as a clause.
        source: Where words and years come from.
    """

    code: str
    citation: str
    first_year: int | None
    last_year: int | None
    number: int | None
    words: str
    source: str

    def holds_for(self, year: int) -> bool:
        """Whether it holds for the report of a year."""
        return is_valid_in(year, self.first_year, self.last_year)


def provisions(year: int | None = None) -> tuple[Provision, ...]:
    """Every provision, in the order of the table; for one report year, those that hold for it.

    Raises:
        VocabError: The packaged table cannot be read.
    """
    return tuple(p for p in _load() if year is None or p.holds_for(year))


def find_provision(code: str, year: int) -> Provision | None:
    """The provision of this name as it holds for the report of a year; None if there was none then.

    Raises:
        VocabError: The packaged table cannot be read.

    >>> find_provision("waiver", 2018).number, find_provision("waiver", 2019).number
    (2, 1)
    >>> find_provision("waiver", 2010) is None
    True
    """
    return next((p for p in _load() if p.code == code and p.holds_for(year)), None)


def the_provision(code: str, year: int) -> Provision:
    """The provision of this name, which the table must have for the year.

    Raises:
        VocabError: The packaged table cannot be read or lacks it.
    """
    found = find_provision(code, year)
    if found is None:
        raise VocabError(f"The provision {code!r} is missing for {year}", where=TABLE, advice=ADVICE)
    return found


@cache
def _load() -> tuple[Provision, ...]:
    return tuple(
        Provision(code, citation, read_number(first), read_number(last), read_number(number), words, source)
        for code, citation, first, last, number, words, source in load_rows(TABLE, COLUMNS)
    )
