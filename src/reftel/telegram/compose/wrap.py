"""Wrapping words into lines, so that no line begins with what would be read as something else."""

from __future__ import annotations

import re
from collections.abc import Sequence

from reftel.telegram.head import KEY_RE, PASSING_RE
from reftel.telegram.marks import BRACKETED_RE, DAMAGED_RE
from reftel.telegram.pieces import ITEM_RE

# Lines of telegrams are at most as long as this; the handbook asks for 55, real telegrams have 63.
WIDTH = 63
# Further widths, tried when a text wrapped at the first would not read back.
WIDTHS = (WIDTH, 60, 57, 54, 51)
# How a wrapped line must not begin. must match "5. Then", "¶", "12 (a)", "-- so", "C) The", "A. Smith", "PAGE
# 02"; must not match "2004 saw", "U.S. officials", "3.5 percent"
_NO_START_RE = re.compile(
    r"""
      ¶ | [0-9]{1,3} [ ]? \. (?! [0-9] ) | [0-9]{1,3} [ ]? [(\[]
    | [-=_*–—•\#]+ (?: \s | $ ) | [(\[]? [A-Za-z]{1,3} [)\].:] (?: \s | $ ) | (?: PAGE | XMT ) \b
    """,
    re.VERBOSE,
)
_LOOK_AHEAD = 12


def wrap_words(text: str, *, first: str = "", indent: str = "", width: int = WIDTH) -> list[str]:
    """Lines of words.

    Args:
        text: Words parted by white space.
        first: What stands before the first word, with its blank.
        indent: What stands before the first word of each further line.
        width: No line is longer, unless a word is, or no line can end sooner.

    Returns:
        The lines without blanks at their ends; one at least.

    >>> wrap_words("He came on March 5. Then he left.", width=20)
    ['He came on', 'March 5. Then he', 'left.']
    """
    words = text.split()
    lines: list[str] = []
    at, lead = 0, first
    while at < len(words):
        end = _find_break(words, at, len(lead), width)
        lines.append((lead + " ".join(words[at:end])).rstrip())
        at, lead = end, indent
    return lines or [first.rstrip()]


def _find_break(words: Sequence[str], at: int, taken: int, width: int) -> int:
    """Index of the word that begins the next line."""
    end, length = at + 1, taken + len(words[at])
    while end < len(words) and length + 1 + len(words[end]) <= width:
        length += 1 + len(words[end])
        end += 1
    latest = end
    while end > at + 1 and end < len(words) and not _may_begin(words, end):
        end -= 1
    if end == len(words) or _may_begin(words, end):
        return end
    while latest < len(words) and not _may_begin(words, latest):
        latest += 1
    return latest


def _may_begin(words: Sequence[str], at: int) -> bool:
    line = " ".join(words[at : at + _LOOK_AHEAD])
    patterns = (_NO_START_RE, ITEM_RE, BRACKETED_RE, DAMAGED_RE, KEY_RE, PASSING_RE)
    return not any(pattern.match(line) for pattern in patterns)
