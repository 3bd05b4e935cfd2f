"""Verbs and idioms with which telegrams report who said, asked, promised or delivered what."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import NamedTuple

from reftel.errors import VocabError
from reftel.vocab.tables import ADVICE, load_rows

TABLE = "speech_verbs.csv"
COLUMNS = ("act", "verb", "source")
ACTS = frozenset({"say", "reply", "stance", "ask", "commit", "deliver", "print", "scene"})

# Stands for up to three words inside an idiom: "make ~ clear".
SLOT = "~"
BASE, THIRD_PERSON, ING, PAST, PARTICIPLE, PAST_OR_PARTICIPLE = "base", "s", "ing", "past", "pp", "ed"
_VOWELS = "aeiou"
_COPULA = {
    "am": BASE,
    "is": THIRD_PERSON,
    "are": BASE,
    "was": PAST,
    "were": PAST,
    "being": ING,
    "been": PARTICIPLE,
}


class SpeechVerb(NamedTuple):
    """One inflected form of a verb or idiom.

    Attributes:
        lemma: The first word's base form, such as ``take``.
        rest: The words behind the verb, such as ``("issue",)``; ``~`` stands for up to three words.
        act: What it reports, one of ``ACTS``; a ``scene`` verb reports none.
        form: ``base``, ``s``, ``ing``, ``past``, ``pp``, or ``ed`` where past and participle look alike.
    """

    lemma: str
    rest: tuple[str, ...]
    act: str
    form: str


@cache
def speech_verbs() -> Mapping[str, tuple[SpeechVerb, ...]]:
    """Inflected first words in small letters, each with its readings, the longest idiom first.

    Raises:
        VocabError: The packaged table cannot be read, or names an act that does not exist.

    >>> [(verb.rest, verb.act) for verb in speech_verbs()["noted"]]
    [(('down',), 'scene'), ((), 'say')]
    """
    readings: dict[str, list[SpeechVerb]] = {}
    for act, verb, _source in load_rows(TABLE, COLUMNS):
        if act not in ACTS:
            raise VocabError(f"{act!r} is no act", where=TABLE, advice=ADVICE)
        first, *rest = verb.split()
        lemma = first.split("/")[0]
        for word, form in _inflect(first):
            reading = SpeechVerb(lemma, tuple(rest), act, form)
            known = readings.setdefault(word, [])
            if not any(other.rest == reading.rest and other.form == form for other in known):
                known.append(reading)
    return {word: tuple(sorted(found, key=lambda verb: -len(verb.rest))) for word, found in readings.items()}


def _inflect(entry: str) -> Iterator[tuple[str, str]]:
    """All forms of an entry: ``note``, ``admit/admitted`` or ``take/took/taken``."""
    parts = entry.split("/")
    base = parts[0]
    if base == "be":
        yield from _COPULA.items()
        return
    yield base, BASE
    yield _third_person(base), THIRD_PERSON
    if len(parts) == 3:
        yield parts[1], PAST
        if parts[2] != parts[1]:
            yield parts[2], PARTICIPLE
    else:
        yield parts[1] if len(parts) == 2 else _regular_past(base), PAST_OR_PARTICIPLE
    yield _present_participle(base, parts), ING


def _third_person(base: str) -> str:
    if base == "have":
        return "has"
    if base.endswith("y") and base[-2] not in _VOWELS:
        return base[:-1] + "ies"
    if base.endswith(("s", "sh", "ch", "x", "z", "o")):
        return base + "es"
    return base + "s"


def _regular_past(base: str) -> str:
    if base.endswith("e"):
        return base + "d"
    if base.endswith("y") and base[-2] not in _VOWELS:
        return base[:-1] + "ied"
    return base + "ed"


def _present_participle(base: str, parts: list[str]) -> str:
    past = parts[1] if len(parts) == 2 else ""
    if past.endswith("ed") and len(past) > len(base) + 2:  # "admitted": the consonant is doubled
        return past[:-2] + "ing"
    if base.endswith("ie"):
        return base[:-2] + "ying"
    if base.endswith("e") and not base.endswith(("ee", "oe", "ye")):
        return base[:-1] + "ing"
    if base in {"put", "set", "sit", "cut", "run", "let", "begin", "hit", "get"}:
        return base + base[-1] + "ing"
    return base + "ing"
