"""Captions: the words after the message reference number that say who may read a telegram."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache

from reftel.vocab.keys import letter_key
from reftel.vocab.tables import load_rows, read_number, read_truth, split_list

TABLE = "captions.csv"
COLUMNS = (
    "caption", "kind", "restricts", "short", "takes_names", "variants", "meaning", "first_year", "last_year",
    "source",
)  # fmt: skip

DISTRIBUTION = "distribution"
CHANNEL = "channel"
HANDLING = "handling"
PASSING = "passing"

# No caption that takes names is longer; this keeps long lines of text cheap.
MOST_WORDS = 4
# Longer lines are looked up each time, so that what is remembered stays small.
_LONGEST_REMEMBERED = 80


@dataclass(frozen=True, slots=True)
class Caption:
    """One caption.

    Attributes:
        name: The caption as written: `NODIS`, `ROGER CHANNEL`.
        kind: `distribution`, `channel`, `handling` or `passing`.
        restricts: Whether it narrows the circle of readers.
        short: Spellings in portion marks: `NF` for NOFORN.
        takes_names: Whether countries or persons may follow it, as in `REL TO` or `EYES ONLY`.
        variants: Other spellings of the whole caption.
        first_year, last_year: Years of use, where known; None is open.
    """

    name: str
    kind: str
    restricts: bool
    short: tuple[str, ...]
    takes_names: bool
    variants: tuple[str, ...]
    meaning: str
    first_year: int | None
    last_year: int | None
    source: str


def captions() -> tuple[Caption, ...]:
    """All captions, in the order of the table.

    Raises:
        VocabError: The packaged table cannot be read.
    """
    return load_captions()


def find_caption(text: str) -> Caption | None:
    """The caption that a line of a telegram's head consists of.

    Args:
        text: `NODIS`, `N O D I S`, `roger channel`, `EYES ONLY FOR THE AMBASSADOR`; case, blanks and
            punctuation do not count. Names may follow where the caption takes them, and nothing elsewhere.

    Returns:
        The caption; None when the line is none.

    Raises:
        VocabError: The packaged table cannot be read. Odd text never raises.

    Source:
        docs/telegram-format.md 3.3.
    """
    return _remember_caption(text) if len(text) <= _LONGEST_REMEMBERED else _look_up(text)


def _look_up(text: str) -> Caption | None:
    whole = _captions_by_key().get(letter_key(text))
    if whole:
        return whole
    words = text.split()
    for count in range(min(len(words) - 1, MOST_WORDS), 0, -1):
        caption = _captions_by_key().get(letter_key("".join(words[:count])))
        if caption and caption.takes_names:
            return caption
    return None


_remember_caption = lru_cache(maxsize=4096)(_look_up)


def caption_by_mark(text: str) -> Caption | None:
    """The caption that one part of a portion mark stands for.

    Args:
        text: One part between the slashes of a portion mark: `NF`, `NOFORN`, `REL LIBYA`.

    Returns:
        The caption; None when the part is none, as a classification.

    Raises:
        VocabError: The packaged table cannot be read. Odd text never raises.

    >>> caption_by_mark("NF").name, caption_by_mark("REL LIBYA").name, caption_by_mark("C")
    ('NOFORN', 'REL TO', None)
    """
    return _captions_by_short().get(letter_key(text)) or find_caption(text)


@cache
def load_captions() -> tuple[Caption, ...]:
    """Read the packaged table; once per process.

    Raises:
        VocabError: The table cannot be read.
    """
    return tuple(_read_caption(row) for row in load_rows(TABLE, COLUMNS))


@cache
def _captions_by_key() -> dict[str, Caption]:
    listed = [(name, caption) for caption in load_captions() for name in caption.variants]
    listed += [(caption.name, caption) for caption in load_captions()]
    return {letter_key(name): caption for name, caption in listed}


@cache
def _captions_by_short() -> dict[str, Caption]:
    return {letter_key(short): caption for caption in load_captions() for short in caption.short}


def _read_caption(row: list[str]) -> Caption:
    name, kind, restricts, short, takes_names, variants, meaning, first, last, source = row
    return Caption(
        name, kind, read_truth(restricts, TABLE), split_list(short), read_truth(takes_names, TABLE),
        split_list(variants), meaning, read_number(first), read_number(last), source,
    )  # fmt: skip
