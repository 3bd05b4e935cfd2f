"""The lexicon of kinds of change: data (`data/lexicon.json`), made ready to read a text word by word."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, lru_cache
from importlib.resources import files
from typing import NamedTuple

from reftel.language import STOPWORDS, read_number

# What the patterns tell of.
KINDS = ("tier", "hedge", "time", "figure", "actor", "government", "negation", "qualified", "efforts")
TIMES = {"once": 1, "twice": 2, "thrice": 3}
# What a number before it is a number of.
SCALES = {"hundred": 100, "thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000}
STEM = 4
# Stands for all digits.
DIGIT = "0"

ATOM_RE = re.compile(
    r"""
    (?: (?P<behind> \( \? <! [^()]* \) ) | (?P<open> \( \? : ) | (?P<close> \) ) | (?P<or> \| )
      | (?P<class> \[ [^\]]* \] ) | (?P<letter> . ) )
    (?P<often> \? | \* | \+ | \{ [0-9,]+ \} )?
    """,
    re.VERBOSE,
)
# matches whole: "s?", "(?:", "[0-9]{4}"; does not match whole: "ab"

# A longer one is debris.
DECIMAL_RE = re.compile(
    r"""
    [0-9] [0-9,]{0,17} \. [0-9]{1,6}      # a number with a decimal point
    """,
    re.VERBOSE,
)
# matches whole: "5.5", "1,204.75"; does not match whole: "5", "31.12.2008"

# What a rewording changes.
SUFFIX_RE = re.compile(
    r"""
    (?: at (?: e[ds]? | ing | ions? | ors? ) | ings? | ed | es | s | ly | ions? | ers? | ments? | e ) $
    """,
    re.VERBOSE,
)
# matches the end of: "prosecuting", "elimination"; does not match the end of: "law"


COMPOUND_RE = re.compile(r"[\-‑]")
# matches: "-" in "well-organized"; does not match: "well organized"


PART_RE = re.compile(r"[^\W_]+")
# matches: "anti" and "trafficking" in "anti-trafficking"; does not match: "-"


class Row(NamedTuple):
    """A pattern, its place in the lexicon, and with what a match may begin.

    What it tells may bear on the words that follow, as "reportedly" does.
    """

    place: int
    kind: str
    name: str
    weight: int
    pattern: re.Pattern[str]
    beginnings: tuple[str, ...]
    bears_on_next: bool


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The patterns, words that stand for each other, and words without matter of their own."""

    rows: tuple[Row, ...]
    same: dict[str, str]
    idle: frozenset[str]


@cache
def load_lexicon() -> Lexicon:
    """The lexicon that is shipped."""
    raw = json.loads((files("reftel.compare") / "data" / "lexicon.json").read_text(encoding="utf-8"))
    entries = [(kind, row) for kind in KINDS for row in raw[kind]]
    rows = (
        Row(
            place,
            kind,
            row["name"],
            row.get("weight", 0),
            re.compile(rf"\b(?:{row['pattern']})\b"),
            tuple(sorted(find_beginnings(row["pattern"]))),
            row.get("bears on", "") == "next",
        )
        for place, (kind, row) in enumerate(entries)
    )
    same = {_stem(word): _stem(words[0]) for words in raw["same"] for word in words}
    return Lexicon(tuple(rows), same, STOPWORDS | frozenset(raw["idle"].split()))


def find_beginnings(pattern: str) -> set[str]:
    """Letters of which some stand at the start of every match of a pattern.

    A blank stands for a word's end, 0 for any digit; letters of which nothing is known are none at all.

    >>> sorted(find_beginnings("(?:an )?increas(?:ed|ing)|ngos?|media"))
    ['an ', 'increas', 'media ', 'ngo']
    """
    found: set[str] = set()
    run, may_begin = "", True
    groups: list[bool] = []
    for atom in ATOM_RE.finditer(pattern):
        letter, may_lack = atom["letter"] or "", (atom["often"] or "")[:2] in ("?", "*", "{0")
        is_sure = letter.isalpha() and not may_lack
        if run and not is_sure:
            ends = letter == " " or (atom["or"] and not groups)
            found.add(f"{run} " if ends and not may_lack else run)
            run = ""
        if is_sure and (run or may_begin):
            run, may_begin = run + letter, False
        elif letter and may_begin:
            found.add(letter)
            may_begin = may_lack
        elif atom["class"] and may_begin:
            found.add(DIGIT if atom["class"] == "[0-9]" else "")
            may_begin = may_lack
        elif atom["open"]:
            groups.append(may_begin)
        elif atom["or"]:
            may_begin = groups[-1] if groups else True
        elif atom["close"]:
            may_begin = groups.pop() and may_lack
    return found | ({f"{run} "} if run else set())


class Sense(NamedTuple):
    """What a word stands for.

    Args:
        matter: Its matter; empty for numbers and for words without any.
        number: The number that it names, if any.
        beginnings: The patterns that may match from it on: with how many letters on, for compounds, the place
            in the lexicon, and what matches.
    """

    matter: str
    number: Decimal | None
    beginnings: tuple[tuple[int, int, Callable[[str, int], re.Match[str] | None]], ...]


@lru_cache(maxsize=20_000)
def sense_of(token: str) -> Sense:
    """What a word in small letters stands for."""
    beginnings = tuple(
        (part.start(), row.place, row.pattern.match)
        for part in PART_RE.finditer(token)
        for row in load_lexicon().rows
        if (DIGIT if part[0][0].isdigit() else f"{part[0]} ").startswith(row.beginnings)
    )
    return Sense(_matter_of(token), _number_of(token), beginnings)


def _number_of(token: str) -> Decimal | None:
    if DECIMAL_RE.fullmatch(token):
        return Decimal(token.replace(",", ""))
    whole = TIMES.get(token, read_number(token))
    return None if whole is None else Decimal(whole)


def _matter_of(word: str) -> str:
    """Of a compound the last part counts: who is well-organized is organized."""
    lexicon = load_lexicon()
    last = COMPOUND_RE.split(word)[-1]
    if last in lexicon.idle or last[0].isdigit():
        return ""
    stem = _stem(last)
    return lexicon.same.get(stem, stem)


def _stem(word: str) -> str:
    """The word without an ending that rewording changes, if enough of it is left."""
    short = SUFFIX_RE.sub("", f"{word[:-3]}y" if word.endswith(("ies", "ied")) else word)
    return short if len(short) >= STEM else word
