"""Words without the endings that a rewording changes."""

from __future__ import annotations

import re
from functools import lru_cache

from reftel.language import STOPWORDS, read_number

# All numbers are one, for they change each year.
NUMBER = "#"
SHORTEST = 4

SUFFIX_RE = re.compile(
    r"""
    (?: ations? | ings? | ed | es | s | ly | ions? | ers? | ments? | e ) $    # what a rewording changes
    """,
    re.VERBOSE,
)
# matches the end of: "prosecuting"; does not match the end of: "law"


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """The stem of a word in small letters; `NUMBER` for any number."""
    if word[0].isdigit() or read_number(word) is not None:
        return NUMBER
    if word in STOPWORDS:
        return word
    short = SUFFIX_RE.sub("", word)
    return short if len(short) >= SHORTEST else word
