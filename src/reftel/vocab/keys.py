"""The form under which names are looked up: no case, accents, punctuation, blanks, articles."""

from __future__ import annotations

import re
import unicodedata

DROPPED_WORDS = frozenset({"the", "and"})
# What stands inside a word and does not count: "d'Ivoire", "U.S."; all other punctuation parts words.
INSIDE_WORDS = dict.fromkeys(map(ord, "'’‘`´ʼ."), None)

WORD_RE = re.compile(
    r"""
    [^\W_]+     # letters and digits, without the underscore
    """,
    re.VERBOSE,
)
# matches: "kong" in "hong-kong"; does not match: " - "


def name_key(text: str) -> str:
    """Squeeze a name to what two spellings of it have in common.

    Args:
        text: Any text.

    Returns:
        Lower-case letters and digits only; empty if the text has none. `Saint` and `St.` give the same, and
        so do names with and without `the` or `and`.

    >>> name_key("Côte d'Ivoire") == name_key("cote divoire")
    True
    >>> name_key("St. Vincent & the Grenadines") == name_key("SAINT VINCENT AND THE GRENADINES")
    True
    """
    folded = text.casefold().translate(INSIDE_WORDS)
    if not folded.isascii():
        decomposed = unicodedata.normalize("NFKD", folded)
        folded = "".join(char for char in decomposed if not unicodedata.combining(char))
    words = WORD_RE.findall(folded)
    kept = [word for word in words if word not in DROPPED_WORDS] or words
    return "".join("st" if word == "saint" else word for word in kept)


def letter_key(text: str) -> str:
    """Squeeze a word of a telegram's head to its letters and digits, in capitals.

    >>> letter_key("C O N F I D E N T I A L"), letter_key("EYES ONLY")
    ('CONFIDENTIAL', 'EYESONLY')
    """
    upper = text.upper()
    return upper if upper.isalnum() else "".join(filter(str.isalnum, upper))
