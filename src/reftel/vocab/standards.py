"""The minimum standards of the statute, and the words by which a passage is known to bear on one of them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from reftel.vocab.tables import is_valid_in, load_rows, read_number

TABLE = "minimum_standards.csv"
COLUMNS = ("code", "citation", "first_year", "last_year", "words", "source")
WORDS_TABLE = "standard_words.csv"
WORDS_COLUMNS = ("standard", "cue", "unless", "source")


@dataclass(frozen=True, slots=True)
class Standard:
    """One minimum standard, or one indicium of the fourth, serious and sustained efforts.

    Attributes:
        code: Reftel's short name: `protect`.
        citation: Where it stands: `22 U.S.C. 7106(b)(2)`.
        first_year, last_year: The reports for which it holds; None is open.
        words: What it asks, in words of our own.
        source: Where words and years come from.
    """

    code: str
    citation: str
    first_year: int | None
    last_year: int | None
    words: str
    source: str


@dataclass(frozen=True, slots=True)
class Cue:
    """Words of which each part must occur in a passage, and words of which none may."""

    standard: str
    parts: tuple[re.Pattern[str], ...]
    unless: re.Pattern[str] | None

    def fits(self, text: str) -> bool:
        """Whether a passage has all that it must have and nothing that it must not."""
        if self.unless is not None and self.unless.search(text):
            return False
        return all(part.search(text) for part in self.parts)


def standards(year: int | None = None) -> tuple[Standard, ...]:
    """The minimum standards in the order of the statute; for one report year, those that hold for it.

    Raises:
        VocabError: A packaged table cannot be read.
    """
    return tuple(s for s in _load() if is_valid_in(year, s.first_year, s.last_year))


def match_standards(text: str) -> tuple[str, ...]:
    """The standards on which a passage bears, by its words.

    Args:
        text: A clause or an item.

    Returns:
        Their codes in the order of the statute; empty where no cue fits, several where several do.

    Raises:
        VocabError: A packaged table cannot be read.

    >>> match_standards("The government did not convict any traffickers.")
    ('investigate',)
    >>> match_standards("Officials complicit in trafficking were not prosecuted.")
    ('complicity',)
    """
    found = {cue.standard for cue in _load_cues() if cue.fits(text)}
    return tuple(standard.code for standard in _load() if standard.code in found)


@cache
def _load() -> tuple[Standard, ...]:
    return tuple(
        Standard(code, citation, read_number(first), read_number(last), words, source)
        for code, citation, first, last, words, source in load_rows(TABLE, COLUMNS)
    )


@cache
def _load_cues() -> tuple[Cue, ...]:
    return tuple(
        Cue(standard, tuple(_compile(part) for part in cue.split("+")), _compile(unless) if unless else None)
        for standard, cue, unless, _ in load_rows(WORDS_TABLE, WORDS_COLUMNS)
    )


def _compile(alternatives: str) -> re.Pattern[str]:
    """A pattern from `prosecut* | law enforcement`: whole words, a star for any ending."""
    words = (re.escape(word.strip()).replace(r"\*", r"\w*") for word in alternatives.split("|"))
    return re.compile(rf"\b(?:{'|'.join(words)})\b", re.IGNORECASE)
