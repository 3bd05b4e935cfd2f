"""Collectives: addressees that stand for a group of posts."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from reftel.vocab.keys import letter_key
from reftel.vocab.tables import is_valid_in, load_rows, read_number, split_list

TABLE = "collectives.csv"
COLUMNS = ("name", "member", "first_year", "last_year", "source")
NAMES_TABLE = "collective_names.csv"
NAMES_COLUMNS = ("name", "variants", "source")

# must match in "EU MEMBER STATES COLLECTIVE", "CHINA POSTS COLLECTIVE PRIORITY"; must not match in "CHINA"
_TAIL_RE = re.compile(r"(?<=\s)COLLECTIVES?\b.*", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Member:
    """A post that a collective holds, and the years in which it does; None is open."""

    post_code: str
    first_year: int | None
    last_year: int | None
    source: str


def collectives() -> tuple[str, ...]:
    """The names of all collectives that the table has, in its order.

    Raises:
        VocabError: The packaged table cannot be read.
    """
    return tuple(_load_members())


def expand_collective(name: str, year: int | None) -> tuple[str, ...] | None:
    """The posts that a collective stands for in a year.

    Args:
        name: As addressed: ``EU MEMBER STATES COLLECTIVE``; case, punctuation and the word ``COLLECTIVE`` do
            not count, nor what follows it.
        year: Four-digit year of the telegram; None gives the members of all years.

    Returns:
        Post codes in order; None if no collective of that name is known. Members are never guessed.

    Raises:
        VocabError: The packaged tables cannot be read. Odd text never raises.

    Source:
        The treaties and declarations that each row names. Which routing indicators stand behind a collective
        is not public; a member stands for the embassy in its capital.

    >>> expand_collective("ARAB MAGHREB COLLECTIVE", 2009)
    ('ALGIERS', 'NOUAKCHOTT', 'RABAT', 'TRIPOLI', 'TUNIS')
    >>> expand_collective("EUROPEAN POLITICAL COLLECTIVE", 2009) is None
    True
    """
    known = _load_names().get(letter_key(_TAIL_RE.sub("", name.upper())))
    if known is None:
        return None
    codes = [
        member.post_code
        for member in _load_members()[known]
        if is_valid_in(year, member.first_year, member.last_year)
    ]
    return tuple(dict.fromkeys(codes))


@cache
def _load_members() -> dict[str, list[Member]]:
    found: dict[str, list[Member]] = {}
    for name, code, first, last, source in load_rows(TABLE, COLUMNS):
        member = Member(code, read_number(first), read_number(last), source)
        found.setdefault(name, []).append(member)
    return found


@cache
def _load_names() -> dict[str, str]:
    found: dict[str, str] = {}
    for name, variants, _ in load_rows(NAMES_TABLE, NAMES_COLUMNS):
        for spelling in (name, *split_list(variants)):
            found.setdefault(letter_key(spelling), name)
    return found
