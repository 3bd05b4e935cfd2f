"""Classification words of telegrams and portion marks, and the level that each stands for."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from reftel.vocab.keys import letter_key
from reftel.vocab.tables import is_valid_in, load_rows, read_number

TABLE = "classification.csv"
COLUMNS = ("word", "kind", "level", "meaning", "first_year", "last_year", "source")

WORD = "word"
MARK = "mark"
SECURITY_LINE = "security_line"

LEVELS = ("U", "SBU", "C", "S", "TS")


@dataclass(frozen=True, slots=True)
class ClassificationWord:
    """A word or letter that classifies.

    Attributes:
        word: `UNCLAS`, `LIMITED OFFICIAL USE`, `SBU`.
        kind: `word` in a classification line, `mark` before a paragraph, `security_line` in format line 4.
        level: One of `LEVELS`, lowest first: U, SBU, C, S, TS.
        first_year, last_year: Years of use, where known; None is open.
    """

    word: str
    kind: str
    level: str
    meaning: str
    first_year: int | None
    last_year: int | None
    source: str

    def is_used_in(self, year: int) -> bool:
        """Whether the word was in use in that year. Telegrams also use words too late."""
        return is_valid_in(year, self.first_year, self.last_year)


def classification_words() -> tuple[ClassificationWord, ...]:
    """All words, marks and letters, in the order of the table.

    Raises:
        VocabError: The packaged table cannot be read.
    """
    return load_classification()


def find_classification(text: str, kind: str = WORD) -> ClassificationWord | None:
    """The classification that a text consists of.

    Args:
        text: `C O N F I D E N T I A L`, `Unclas`, `UNCLASSIFIED//FOR OFFICIAL USE ONLY`; case, blanks and
            punctuation do not count.
        kind: Where it stands: `word`, `mark` or `security_line`. `C` is a mark and no word.

    Returns:
        The classification; None when the text is none of that kind.

    Raises:
        VocabError: The packaged table cannot be read. Odd text never raises.

    >>> find_classification("s e c r e t").level, find_classification("SBU", MARK).level
    ('S', 'SBU')
    """
    return _words_by_key().get((kind, letter_key(text)))


@cache
def load_classification() -> tuple[ClassificationWord, ...]:
    """Read the packaged table; once per process.

    Raises:
        VocabError: The table cannot be read.
    """
    return tuple(_read_word(row) for row in load_rows(TABLE, COLUMNS))


@cache
def _words_by_key() -> dict[tuple[str, str], ClassificationWord]:
    return {(entry.kind, letter_key(entry.word)): entry for entry in load_classification()}


def _read_word(row: list[str]) -> ClassificationWord:
    word, kind, level, meaning, first, last, source = row
    return ClassificationWord(word, kind, level, meaning, read_number(first), read_number(last), source)
