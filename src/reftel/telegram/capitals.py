"""Telegrams that were sent in capitals, read as if they had been written with small letters."""

from __future__ import annotations

import re
from collections.abc import Sequence

from reftel.telegram.names import NOT_NAMES, is_particle
from reftel.telegram.phrases import BREAKS, DETERMINERS, HEADS
from reftel.telegram.roles import INDIVIDUALS, US_ACRONYMS, US_BUREAU_RE, US_OFFICER_RE, side_of_acronym
from reftel.telegram.tokens import Kind, Token, split_words
from reftel.vocab.speech import speech_verbs

# How much of a text is small letters at most, when it was sent in capitals.
_FEW = 0.1
_ENOUGH = 200
_SAMPLE = 1200
_LETTER_RE = re.compile(r"[A-Za-z]")
_SMALL_RE = re.compile(r"[a-z]")


def is_in_capitals(text: str) -> bool:
    """Whether a text was sent in capitals."""
    sample = text[:_SAMPLE]
    letters = len(_LETTER_RE.findall(sample))
    return letters >= _ENOUGH and len(_SMALL_RE.findall(sample)) <= _FEW * letters


def find_names(texts: Sequence[str]) -> frozenset[str]:
    """Words that stand behind a title and are no title or verb: the names of people, in small letters."""
    found: set[str] = set()
    for text in texts:
        tokens = split_words(text)
        for at, token in enumerate(tokens[:-1]):
            if token.bare not in INDIVIDUALS and US_OFFICER_RE.fullmatch(token.bare) is None:
                continue
            for behind in tokens[at + 1 : at + 4]:
                if not _can_be_name(behind):
                    break
                found.add(behind.bare)
    return frozenset(found)


def _can_be_name(token: Token) -> bool:
    if token.kind is not Kind.WORD or len(token.bare) < 3 or not token.bare.replace("-", "").isalpha():
        return False
    return not (
        token.bare in BREAKS | DETERMINERS | HEADS | NOT_NAMES
        or token.low in speech_verbs()
        or token.low.endswith(("ed", "ly", "ing"))
        or is_particle(token)
    )


def restore_case(text: str, names: frozenset[str], places: frozenset[str]) -> str:
    """The text in small letters, but for beginnings, names, places and the letters of offices.

    It is as long as before, so that spans stay good.

    >>> restore_case("MINISTER CHOW SAID THE GOT WOULD ACT.", frozenset({"chow"}), frozenset())
    'Minister Chow said the GOT would act.'
    """
    pieces: list[str] = []
    at = 0
    for token in split_words(text):
        if token.kind is Kind.QUOTE or token.kind is Kind.ASIDE:
            continue
        pieces += [text[at : token.start], _restore(token, names, places, first=not pieces)]
        at = token.end
    return "".join([*pieces, text[at:]])


def _restore(token: Token, names: frozenset[str], places: frozenset[str], *, first: bool) -> str:
    text, bare = token.text, token.bare
    if US_BUREAU_RE.fullmatch(text) or text in US_ACRONYMS or "." in text:
        return text
    if side_of_acronym(text) is not None and bare not in HEADS | BREAKS | NOT_NAMES:
        return text
    small = text.lower()
    if len(small) != len(text):
        return text
    title = bare in INDIVIDUALS or US_OFFICER_RE.fullmatch(bare) is not None
    proper = (
        bare in names
        or bare.capitalize() in places
        or bare in {"embassy", "washington", "post", "department"}
    )
    return small.capitalize() if first or title or proper else small
