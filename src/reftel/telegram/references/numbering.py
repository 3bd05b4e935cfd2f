"""Message reference numbers and the years in them."""

from __future__ import annotations

from functools import lru_cache

# A year of two digits this far back or more is not read out of a number that may be a serial.
_FURTHEST_BACK = 40
_FIRST_TWO_DIGITS = 66


def make_mrn(year: int | None, post_code: str, serial: str) -> str:
    """A message reference number in catalogue form; empty while the year is unknown.

    >>> make_mrn(2009, "HONGKONG", "001103")
    '09HONGKONG1103'
    """
    if year is None:
        return ""
    return f"{year % 100:02d}{post_code}{int(serial)}"


@lru_cache(maxsize=4096)
def read_year(digits: str, telegram_year: int | None) -> int:
    """The year that two or four digits mean: the century is that which is nearer to the telegram's year.

    >>> read_year("98", 2009), read_year("64", 1972), read_year("2003", 2009), read_year("66", None)
    (1998, 1964, 2003, 1966)
    """
    number = int(digits)
    if len(digits) == 4:
        return number
    if telegram_year is None:
        return number + (1900 if number >= _FIRST_TWO_DIGITS else 2000)
    return min((1900 + number, 2000 + number), key=lambda year: abs(year - telegram_year))


def may_be_year(digits: str, telegram_year: int | None) -> bool:
    """Whether digits that may as well be a serial look like the year of an earlier telegram.

    >>> may_be_year("08", 2009), may_be_year("35", 2009), may_be_year("2003", 2009), may_be_year("2764", 2009)
    (True, False, True, False)
    """
    if len(digits) == 4:
        return digits[:2] in {"19", "20"} and int(digits) <= (telegram_year or 2099)
    if len(digits) != 2:
        return False
    year = read_year(digits, telegram_year)
    if telegram_year is None:
        return not 2040 <= year < 2066
    return telegram_year - _FURTHEST_BACK <= year <= telegram_year
