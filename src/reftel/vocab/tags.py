"""Subject, programme and organisation TAGS, with their meanings where these are known."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from reftel.vocab.tables import load_rows, read_number

TABLE = "tags.csv"
COLUMNS = ("code", "kind", "meaning", "first_year", "last_year", "source")

SUBJECT = "subject"
PROGRAMME = "programme"
ORGANISATION = "organisation"


@dataclass(frozen=True, slots=True)
class TagEntry:
    """One code of a TAGS line.

    Attributes:
        code: `PHUM`, `KTIP`, `UNGA/C-3`, in capitals.
        kind: `subject`, `programme` or `organisation`.
        meaning: Empty where it is not known; that is so for most organisations.
        first_year, last_year: Years of use, where known; None is open.
    """

    code: str
    kind: str
    meaning: str
    first_year: int | None
    last_year: int | None
    source: str


def tags() -> tuple[TagEntry, ...]:
    """All codes, in alphabetical order.

    Raises:
        VocabError: The packaged table cannot be read.
    """
    return tuple(load_tags().values())


def find_tag(code: str) -> TagEntry | None:
    """What a code of a TAGS line stands for.

    Geographic TAGS are not here but in `reftel.vocab.countries.country_by_tag`; ask that first, since some
    two-letter codes (`AL`, `AP`) also name an organisation.

    Args:
        code: `ktip`, `PHUM`; in either case.

    Returns:
        The entry; None for an unknown code.

    Raises:
        VocabError: The packaged table cannot be read. Odd text never raises.
    """
    return load_tags().get(" ".join(code.upper().split()))


@cache
def load_tags() -> dict[str, TagEntry]:
    """Read the packaged table; once per process.

    Raises:
        VocabError: The table cannot be read.
    """
    return {row[0]: _read_tag(row) for row in load_rows(TABLE, COLUMNS)}


def _read_tag(row: list[str]) -> TagEntry:
    code, kind, meaning, first, last, source = row
    return TagEntry(code, kind, meaning, read_number(first), read_number(last), source)
