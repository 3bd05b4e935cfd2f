"""Damage to telegrams, and what must be true of every telegram however damaged."""

from __future__ import annotations

import json
from pathlib import Path
from random import Random

from reftel.document import Span
from reftel.telegram import Telegram, find_engagement, read_telegram
from reftel.telegram.part import Part, fields_of

CASES = Path(__file__).parents[1] / "cases"
# Invented, with a heading, a page line inside a sentence, and a number that wraps to the head of a line.
WHOLE = (CASES / "whole_telegram.txt").read_text(encoding="utf-8")
# What damage and malice put into a telegram.
PIECES: list[str] = json.loads((CASES / "damaging_pieces.json").read_text(encoding="utf-8"))

# What a text may be taken for that is written and read under different encodings.
ENCODINGS = (
    ("utf-8", "latin-1"), ("utf-8", "cp1252"), ("latin-1", "utf-8"), ("cp1252", "utf-8"), ("utf-8", "ascii"),
    ("utf-16-le", "latin-1"), ("utf-16-be", "utf-8"), ("cp037", "latin-1"), ("utf-7", "ascii"),
)  # fmt: skip
_MOST = 3
_NAMES: dict[type, tuple[str, ...]] = {}
_LONGEST_PIECE = 400


def damage(text: str, other: str, chance: Random) -> str:
    """A text truncated, spliced, bit-flipped, re-encoded or overwritten, up to three times.

    Args:
        text: The telegram.
        other: Another, from which pieces are spliced in.
        chance: Decides what happens.
    """
    for _ in range(chance.randint(1, _MOST)):
        text = chance.choice((truncate, splice, move, flip_bits, re_encode, overwrite, insert))(
            text, other, chance
        )
    return text


def truncate(text: str, _other: str, chance: Random) -> str:
    """Without its end, or without its start."""
    at = chance.randrange(len(text) + 1)
    return text[:at] if chance.random() < 0.7 else text[at:]


def splice(text: str, other: str, chance: Random) -> str:
    """With a piece of another in place of a piece of its own."""
    a, b = _piece(text, chance)
    c, d = _piece(other, chance)
    return text[:a] + other[c:d] + text[b:]


def move(text: str, _other: str, chance: Random) -> str:
    """With a piece doubled at another place, or gone from its own."""
    a, b = _piece(text, chance)
    at = chance.randrange(len(text) + 1)
    return text[:at] + text[a:b] + text[at:] if chance.random() < 0.5 else text[:a] + text[b:]


def flip_bits(text: str, _other: str, chance: Random) -> str:
    """With single bits turned over."""
    data = bytearray(text.encode("utf-8", "replace"))
    for _ in range(chance.randint(1, 12) if data else 0):
        data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
    return data.decode("utf-8", "replace") if chance.random() < 0.5 else data.decode("latin-1")


def re_encode(text: str, _other: str, chance: Random) -> str:
    """Written under one encoding and read under another, as a whole or from a place on."""
    written, read = chance.choice(ENCODINGS)
    at = 0 if chance.random() < 0.3 else chance.randrange(len(text) + 1)
    end = len(text) if chance.random() < 0.5 else min(len(text), at + chance.randrange(200))
    return text[:at] + text[at:end].encode(written, "replace").decode(read, "replace") + text[end:]


def overwrite(text: str, _other: str, chance: Random) -> str:
    """With single characters changed, blanks doubled, or line ends of another kind."""
    if chance.random() < 0.2:
        return text.replace("\n", chance.choice(("\r\n", "\r", "\n\n", "\u2028", " ")))
    if chance.random() < 0.2:
        return text.replace(" ", chance.choice(("  ", "\N{NO-BREAK SPACE}", "\t")), 40)
    at = chance.randrange(len(text) + 1)
    return text[:at] + chance.choice("\r\n\f\t¶(.)0SCU“\0") + text[at + 1 :]


def insert(text: str, _other: str, chance: Random) -> str:
    """With a piece that looks like something else at the head of a line, or anywhere."""
    starts = [0, *(at + 1 for at, char in enumerate(text) if char == "\n")]
    at = chance.choice(starts) if chance.random() < 0.6 else chance.randrange(len(text) + 1)
    return text[:at] + chance.choice(PIECES) + text[at:]


def _piece(text: str, chance: Random) -> tuple[int, int]:
    a, b = sorted(chance.randrange(len(text) + 1) for _ in range(2))
    return a, min(b, a + _LONGEST_PIECE)


def check_reading(raw: str, *, with_answers: bool = False) -> Telegram:
    """Read a text, and hold what must be true of every reading.

    Args:
        raw: Any text.
        with_answers: Whether to look for answers and promises in it, too.
    """
    telegram = read_telegram(raw)
    at = 0
    for leaf in telegram.document.leaves():
        assert at <= leaf.span.start < leaf.span.end <= len(raw)
        assert not raw[at : leaf.span.start].strip()
        at = leaf.span.end
    assert not raw[at:].strip()
    check_spans(telegram, raw)
    if with_answers:
        for finding in find_engagement(telegram):
            assert finding.span.of(raw).strip()
            assert finding.marking <= telegram.document.marking
    return telegram


def check_spans(value: object, raw: str) -> None:
    """Hold all spans of a value to its text: they lie in it."""
    if isinstance(value, Span):
        assert 0 <= value.start <= value.end <= len(raw)
    elif isinstance(value, tuple):
        for one in value:
            check_spans(one, raw)
    else:
        for name in _names_of(type(value)):
            check_spans(getattr(value, name), raw)


def _names_of(kind: type) -> tuple[str, ...]:
    """The fields of a telegram or a part of it in which spans may be."""
    if kind not in _NAMES:
        names = [one.name for one in fields_of(kind)] if issubclass(kind, Part) else []
        _NAMES[kind] = tuple(name for name in names if name not in {"raw", "made", "blocks_of"})
    return _NAMES[kind]
