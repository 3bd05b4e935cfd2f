"""Free terms of TAGS lines that consist of several words, so that a list without commas is cut rightly."""

from __future__ import annotations

from functools import cache

from reftel.vocab.tables import load_rows

TABLE = "free_terms.csv"
COLUMNS = ("term", "source")


def find_free_term(words: str) -> str | None:
    """The term that words in capitals, parted by single blanks, are; None if they are none.

    Raises:
        VocabError: The packaged table cannot be read. Odd text never raises.

    >>> find_free_term("HUMAN RIGHTS"), find_free_term("HUMAN")
    ('HUMAN RIGHTS', None)
    """
    return words if words in load_free_terms() else None


@cache
def load_free_terms() -> frozenset[str]:
    """Read the packaged table; once per process.

    Raises:
        VocabError: The table cannot be read.
    """
    return frozenset(row[0] for row in load_rows(TABLE, COLUMNS))
