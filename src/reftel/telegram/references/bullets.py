"""Letters and numbers before the items of a REF block."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from reftel.telegram.references.scan import BLANK, GLUED, NEW_LINE, NUMBER, SIGN, WORD, Token

_OPENERS = frozenset("([{")
_CLOSERS = frozenset(")]}.:")
REF_WORDS = frozenset({"REF", "REFS", "REFTEL", "REFTELS", "REFERENCE", "REFERENCES"})
# Letters that are portion marks as well.
_MARKS = frozenset("UCS")
_MOST_SKIPPED = 3


class Bullet(NamedTuple):
    """A letter or number that opens an item.

    Args:
        letter: ``A``, ``AA`` or ``1``.
        start: Index of its first token, bracket included.
        after: Index of the token behind it.
        is_closed: Whether a bracket, a full stop or a dash sets it apart.
        is_bracketed: Whether it stands between brackets.
    """

    letter: str
    start: int
    after: int
    is_closed: bool
    is_bracketed: bool


def find_bullet(tokens: Sequence[Token], at: int) -> Bullet | None:
    """What looks like a bullet: ``A.`` ``A)`` ``(A)`` ``A:`` ``[A]`` ``A -`` ``REF A`` ``(1)`` ``A``."""
    total = len(tokens)
    if at < total and tokens[at].text == "¶":
        at += 1
    named = at < total and tokens[at].text in REF_WORDS
    start = at
    at += named
    if at >= total:
        return None
    if not named:
        start = at
    opened = tokens[at].text in _OPENERS
    at += opened
    if at >= total or not _is_letter(tokens[at]):
        return None
    letter = tokens[at].text
    after = at + 1
    while after < total and tokens[after].text in _CLOSERS and after < at + 4:
        after += 1
    closed = after > at + 1
    sign = tokens[after].text if after < total else ""
    if not closed and tokens[at].kind == WORD and sign in {"-", "–"} and not _is_one_word(tokens, after):
        after += 1
        closed = True
    elif not closed and sign in {",", "/"}:  # counts only before a telegram, as a bare letter does
        after += 1
    bracketed = opened and tokens[at + 1].text in ")]}" if at + 1 < total else False
    return Bullet(letter, start, after, closed, bracketed)


def follows(
    tokens: Sequence[Token], bullet: Bullet, last: str, *, at_start: bool, is_bare: bool = False
) -> bool:
    """Whether a bullet is the one that is due where it stands.

    Args:
        tokens: The block.
        bullet: As found.
        last: The letter of the item before; empty at first.
        at_start: Whether an item may begin here: at the block's start, behind a separator or a telegram.
        is_bare: Whether the letter before had no sign of its own, either.
    """
    if not bullet.is_closed:
        return is_bare and at_start and _step(last, bullet.letter) == 1 and bullet.after == bullet.start + 1
    if bullet.letter.isdecimal():
        return at_start and bullet.is_bracketed and is_next_number(bullet, last)
    step, token = _step(last, bullet.letter), tokens[bullet.start]
    if step == 1:
        return at_start or token.gap >= BLANK or (bullet.start > 0 and tokens[bullet.start - 1].kind == SIGN)
    if bullet.is_bracketed and bullet.letter in _MARKS:
        return False
    return at_start and token.gap == NEW_LINE and 1 < step <= _MOST_SKIPPED and bool(last)


def is_next_number(bullet: Bullet, last: str) -> bool:
    """Whether a number counts on: ``(2)`` behind ``(1)``. ``(99)`` is a year, ``12.`` no bullet."""
    return int(bullet.letter) == (int(last) if last.isdecimal() else 0) + 1


def skip_doubled(tokens: Sequence[Token], bullet: Bullet, is_cable: Callable[[int], bool]) -> tuple[str, int]:
    """The letter of a doubled bullet, and where its item begins: ``A. (A)``, ``A. REF A``, ``B. B HAVANA``.

    The inner letter is the drafter's own; the outer one was added by an archive.
    """
    letter, after = bullet.letter, bullet.after
    for _ in range(2):
        inner = find_bullet(tokens, after)
        if inner is None or inner.letter.isdecimal() or not (inner.is_closed or is_cable(inner.after)):
            break
        is_named = tokens[inner.start].text in REF_WORDS
        if inner.letter != letter and not is_named:
            is_mark = inner.is_bracketed and inner.letter in _MARKS
            if is_mark or not is_cable(inner.after):
                break
        letter, after = inner.letter, inner.after
    return letter, after


def _step(last: str, letter: str) -> int:
    """How many letters on: A is one on from nothing, AA one on from Z."""
    return _rank(letter) - _rank(last)


def _rank(letter: str) -> int:
    if not letter or letter.isdecimal():
        return 0
    return ord(letter[0]) - 64 + 26 * (len(letter) - 1)


def _is_letter(token: Token) -> bool:
    text = token.text
    if token.kind == WORD:
        return (len(text) == 1 and text.isascii()) or (len(text) == 2 and text[0] == text[1])
    return token.kind == NUMBER and len(text) <= 2 and text[0] != "0"


def _is_one_word(tokens: Sequence[Token], dash: int) -> bool:
    """Whether a dash joins its letter to what follows: ``A-3400`` is an airgram, ``E-MAIL`` no item E."""
    if dash + 1 >= len(tokens):
        return False
    following = tokens[dash + 1]
    is_joined = following.kind == NUMBER or following.text.startswith("MAIL")
    return is_joined and tokens[dash].gap == GLUED and following.gap == GLUED
