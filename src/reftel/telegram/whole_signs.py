"""Signs in a body that may mean more than their line says, found without a look at each line.

What is looked for may stand in small or in capital letters, and with any digits. So a text is folded once: a
byte for each character, letters small, all digits one sign.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from typing import Final, NamedTuple

import stringzilla

from reftel.telegram.whole_head import names_level

# As `bytes.translate` and `bytes.find`, in a third to a tenth of their time: by many bytes at once.
_translate: Final[Callable[[bytes, bytes], bytes]] = stringzilla.translate
_find: Final[Callable[..., int]] = stringzilla.find
# What stands for a digit, and for what no whole telegram holds.
_DIGIT, _UNUSUAL = 1, 2
_FOLDED = bytes(
    _UNUSUAL if code in b"[]{}" or not (32 <= code < 127 or code in b"\n\xb6")
    else _DIGIT if 48 <= code < 58
    else ord(chr(code).lower())
    for code in range(256)
)  # fmt: skip
_THREE_DIGITS = bytes([_DIGIT]) * 3
# A bracket that may hold a mark or open an aside, in a folded text. must match in "and (c) the", "(s/nf",
# "(note: "; must not match "(ref a)", "(california)"
_BRACKET_RE = re.compile(
    rb"""
    [(] \s{0,9}
    (?: (?: [scu] | ts | sbu | lou | fouo | ouo | cui | nf | snf | noforn | orcon | sub | secret
          | confidential | unclas (?: sified )? | sensitive | top | limited ) (?! [a-z\x01] )
      | note | comment | post )
    """,
    re.VERBOSE,
)
# must match in "this cable is", "this\nmessage should"; must not match "this is"
_OF_ALL_RE = re.compile(rb"this\s+(?:message|cable|telegram)\s")
# What may end a word before the colon that makes it a label, as of "Comment:" and "classification :".
_LABEL_ENDS = frozenset("tTnN \n")
# No classification line has more before its serial.
_LONGEST_OPENING = 1_000
_BEFORE_SERIAL = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZ.'-")


class Signs(NamedTuple):
    """What may mean more in a body.

    Attributes:
        brackets: How many brackets may hold a mark or an aside.
        labels: How many colons may stand behind a label.
    """

    brackets: int
    labels: int


def fold_signs(raw: str) -> bytes | None:
    """A byte for each character, letters small, digits one sign; None if it holds unusual ones."""
    try:
        folded = _translate(raw.encode("latin-1"), _FOLDED)
    except UnicodeEncodeError:
        return None
    return None if _UNUSUAL in folded else folded


def holds_serial(folded: bytes, start: int, end: int) -> bool:
    """Whether a serial may stand between two places: three digits in a row."""
    return _find(folded, _THREE_DIGITS, start, end) >= 0


def states_once(raw: str, folded: bytes, start: int, end: int) -> bool:
    """Whether a telegram states its classification nowhere but above its body.

    Args:
        raw: The text as it came.
        folded: The same, folded.
        start: Where the body begins.
        end: Where it ends.
    """
    return _find(folded, b"classification", 0, start) < 0 and not _has_opening(raw, folded, start, end)


def count_signs(raw: str, folded: bytes, start: int, end: int) -> Signs:
    """The signs between two places."""
    return Signs(len(_BRACKET_RE.findall(folded, start, end)), _count_labels(raw, start, end))


def has_columns(folded: bytes, start: int, end: int) -> bool:
    """Whether two columns of a table may stand between two places; tabs no whole telegram holds."""
    return _find(folded, b"   ", start, end) >= 0 or _find(folded, b"|", start, end) >= 0


def speaks_of_all(folded: bytes, start: int) -> bool:
    """Whether something may be said of the text as a whole, behind a place of a folded text."""
    if _find(folded, b"entire", start) >= 0:
        return True
    # One pattern for both takes four times as long.
    return _find(folded, b"this", start) >= 0 and _OF_ALL_RE.search(folded, start) is not None


def _count_labels(raw: str, start: int, end: int) -> int:
    count = 0
    at = raw.find(":", start, end)
    while at >= 0:
        count += raw[at - 1] in _LABEL_ENDS
        at = raw.find(":", at + 1, end)
    return count


def _has_opening(raw: str, folded: bytes, start: int, end: int) -> bool:
    """Whether a line may be a classification line: a level, capitals and a number of three digits or more."""
    at = _find(folded, _THREE_DIGITS, start, end)
    while at >= 0:
        if raw[max(0, at - 9) : at].rstrip(" ")[-1:] in _BEFORE_SERIAL:
            first = max(0, at - _LONGEST_OPENING)
            if _opens(raw[max(first, raw.rfind("\n", first, at) + 1) : at]):
                return True
        at = _find(folded, _THREE_DIGITS, at + 3, end)
    return False


@lru_cache(maxsize=1024)
def _opens(line: str) -> bool:
    """Whether a level stands in a line before its serial; the page lines of a telegram begin alike."""
    return names_level(line)
