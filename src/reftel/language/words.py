"""Words of a text, as redlines and comparisons count them, and numbers written as words."""

from __future__ import annotations

import re

TOKEN_RE = re.compile(
    r"""
      [0-9]+ (?: [.,][0-9]+ )*                # a number, with its separators
    | [^\W_]+ (?: ['’\-‑][^\W_]+ )*           # a word, with apostrophes and hyphens inside
    | \s+
    | .                                       # any other character stands alone
    """,
    re.VERBOSE | re.DOTALL,
)
# matches whole: "1,500.5", "anti-trafficking", "worker's"; does not match whole: "labor;"

WORD_RE = re.compile(
    r"""
    [0-9]+ (?: [.,][0-9]+ )* | [^\W_]+ (?: ['’][^\W_]+ )*
    """,
    re.VERBOSE,
)
# matches whole: "victims'" without its apostrophe, "2,515"; does not match: "—"


def word_list(text: str) -> tuple[str, ...]:
    """The words of a list that is written with blanks between them."""
    return tuple(text.split())


def word_set(text: str) -> frozenset[str]:
    """The same as a set."""
    return frozenset(text.split())


MOST_DIGITS = 18
_UNITS = word_list(
    """
    zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
    seventeen eighteen nineteen
    """
)
_TENS = word_list("twenty thirty forty fifty sixty seventy eighty ninety")
_NUMBERS = {word: value for value, word in enumerate(_UNITS)} | {
    word: 10 * value for value, word in enumerate(_TENS, start=2)
}
NUMBER_WORDS = frozenset(_NUMBERS)
_ORDINALS = word_list(
    """
    first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth
    fifteenth sixteenth seventeenth eighteenth nineteenth twentieth
    """
)

# Words that carry no matter of their own: weight in a comparison would only blur it.
STOPWORDS = word_set(
    """
    a an and are as at be been but by for from had has have in into is it its nor of on or so such than that
    the their them they this those to was were which who whom whose will with
    """
)


def lower_case(text: str) -> str:
    """The text in small letters, one for one, so that places in it are places in the text.

    A pattern in small letters that looks at this takes a quarter of the time of one that ignores case.

    >>> lower_case("No NGO")
    'no ngo'
    """
    # The one letter whose small form is two.
    return text.replace("İ", "I").lower()


def split_tokens(text: str) -> tuple[str, ...]:
    """Words, numbers, blanks and signs; joined again they are the text.

    >>> split_tokens("It gave $96,000.")
    ('It', ' ', 'gave', ' ', '$', '96,000', '.')
    """
    return tuple(TOKEN_RE.findall(text))


def find_words(text: str) -> tuple[str, ...]:
    """The words and numbers in a text, in lower case.

    >>> find_words("The U.S. gave 2,515 visas.")
    ('the', 'u', 's', 'gave', '2,515', 'visas')
    """
    return tuple(WORD_RE.findall(text.casefold()))


def read_number(word: str) -> int | None:
    """The whole number below 100 that a word or hyphenated pair of words names, or that digits write.

    >>> read_number("sixteen"), read_number("Twenty-two"), read_number("4,710"), read_number("many")
    (16, 22, 4710, None)
    """
    folded = word.casefold().replace("‑", "-")
    digits = folded.replace(",", "")
    if digits.isascii() and digits.isdigit():
        # A longer run of digits is debris, and Python refuses to turn the longest into a number.
        return int(digits) if len(digits) <= MOST_DIGITS else None
    tens, hyphen, unit = folded.partition("-")
    if not hyphen:
        return _NUMBERS.get(folded)
    if tens in _TENS and 0 < _NUMBERS.get(unit, 0) < 10:
        return _NUMBERS[tens] + _NUMBERS[unit]
    return None


def read_ordinal(word: str) -> int | None:
    """The number that an ordinal up to the twentieth names, in letters or digits.

    >>> read_ordinal("third"), read_ordinal("16th"), read_ordinal("last")
    (3, 16, None)
    """
    folded = word.casefold()
    if folded in _ORDINALS:
        return _ORDINALS.index(folded) + 1
    digits = folded.rstrip("stndrh")
    if digits == folded or not (digits.isascii() and digits.isdigit()):
        return None
    return int(digits) if len(digits) <= MOST_DIGITS else None
