"""Groups of people whom narratives call vulnerable, and the words for them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from reftel.vocab.tables import load_rows, split_list

TABLE = "risk_groups.csv"
COLUMNS = ("group", "words", "source")


@cache
def risk_groups() -> Mapping[str, str]:
    """The group that a phrase stands for, by the phrase in lower case.

    Raises:
        VocabError: The packaged table cannot be read.

    >>> risk_groups()["housemaids"]
    'domestic workers'
    """
    return {
        words.casefold(): group
        for group, cell, _source in load_rows(TABLE, COLUMNS)
        for words in split_list(cell)
    }
