"""Precedence: how quickly a telegram is to be sent."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from reftel.errors import VocabError
from reftel.vocab.keys import letter_key
from reftel.vocab.tables import ADVICE, load_rows, split_list

TABLE = "precedences.csv"
COLUMNS = ("letter", "word", "rank", "misspellings", "meaning", "source")


@dataclass(frozen=True, slots=True)
class Precedence:
    """One precedence.

    Attributes:
        letter: As in the date-time group line and, doubled, in format line 2: `O` and `OO`.
        word: As behind an addressee: `IMMEDIATE`.
        rank: 1 is the most urgent.
        misspellings: Wrong and short spellings of the word.
    """

    letter: str
    word: str
    rank: int
    misspellings: tuple[str, ...]
    meaning: str
    source: str


def precedences() -> tuple[Precedence, ...]:
    """All precedences, the most urgent first.

    Raises:
        VocabError: The packaged table cannot be read.
    """
    return load_precedences()


def find_precedence(text: str) -> Precedence | None:
    """The precedence that a word, a letter or a digraph stands for.

    Args:
        text: `IMMEDIATE`, `PIORITY`, `O`, `OO`, `NIACT IMMEDIATE`; case and blanks do not count.

    Returns:
        The precedence; None for anything else. The letter O is IMMEDIATE, since NIACT is always written out.

    Raises:
        VocabError: The packaged table cannot be read. Odd text never raises.
    """
    return _precedences_by_key().get(letter_key(text))


@cache
def load_precedences() -> tuple[Precedence, ...]:
    """Read the packaged table; once per process.

    Raises:
        VocabError: The table cannot be read.
    """
    read = (_read_precedence(row) for row in load_rows(TABLE, COLUMNS))
    return tuple(sorted(read, key=lambda precedence: precedence.rank))


@cache
def _precedences_by_key() -> dict[str, Precedence]:
    found: dict[str, Precedence] = {}
    for entry in load_precedences():
        # Later ones win, so that the letter O is the plain IMMEDIATE.
        found |= dict.fromkeys((entry.letter, entry.letter * 2, *map(letter_key, entry.misspellings)), entry)
        found[letter_key(entry.word)] = entry
    return found


def _read_precedence(row: list[str]) -> Precedence:
    letter, word, rank, misspellings, meaning, source = row
    if not rank.isdecimal():
        raise VocabError(f"The rank of {word} is no number", where=TABLE, advice=ADVICE)
    return Precedence(letter, word, int(rank), split_list(misspellings), meaning, source)
