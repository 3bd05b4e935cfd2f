"""Words of positions and offices, which tell where in a line a person's name begins."""

from __future__ import annotations

from functools import cache, lru_cache

from reftel.vocab.keys import letter_key
from reftel.vocab.tables import load_rows, read_truth

TABLE = "positions.csv"
COLUMNS = ("word", "is_title", "source")

# A title may be cut to as few letters. One as long as the second may be one letter off, or two if it is
# longer still, and may have letters before it.
_SHORT = 4
_LONG = 7
_LONGER = 9
_LONGEST = 20


@lru_cache(maxsize=4000)
def is_position_word(word: str) -> bool:
    """Whether a word is part of a position or an office: `Counselor`, `DCM`, `MCOUNSELOR`, `Couselor`.

    Raises:
        VocabError: The packaged table cannot be read. Odd text never raises.

    >>> is_position_word("Couselor"), is_position_word("Marlow")
    (True, False)
    """
    parts = word.split("-")
    if len(parts) > 1:
        longest = max(parts, key=len)
        return (len(longest) >= _LONG and is_position_word(longest)) or all(map(is_position_word, parts))
    words = load_position_words()
    key = letter_key(word)
    if key in words:
        return True
    return _SHORT <= len(key) <= _LONGEST and any(
        _is_like(key, title) for title, is_title in words.items() if is_title
    )


def _is_like(key: str, title: str) -> bool:
    """Whether a word is a title cut short, misspelt, or with letters before it."""
    if title.startswith(key):
        return True
    if len(key) < _LONG:
        return False
    from rapidfuzz.distance import OSA

    most = 1 if len(key) < _LONGER else 2
    return key.endswith(title) or OSA.distance(key, title, score_cutoff=most) <= most


@cache
def load_position_words() -> dict[str, bool]:
    """Read the packaged table; once per process.

    Returns:
        The words by their letters alone, in capitals; true for titles, which are often misspelt or cut.

    Raises:
        VocabError: The table cannot be read.
    """
    return {letter_key(word): read_truth(is_title, TABLE) for word, is_title, _ in load_rows(TABLE, COLUMNS)}
