"""Signs in a body that may mean more than their line says, found without a look at each line."""

from __future__ import annotations

import re
from typing import NamedTuple

from reftel.telegram.whole_head import names_level

# What a character is, as a bit: a blank, a digit, or what no whole telegram holds.
_BLANK, _DIGIT, _UNUSUAL = 1, 2, 128
_KINDS = bytes(
    _UNUSUAL if code in b"[]{}" or not (32 <= code < 127 or code in b"\n\xb6")
    else _DIGIT if 48 <= code < 58
    else _BLANK if code == 32
    else 0
    for code in range(256)
)  # fmt: skip
# A bracket that may hold a mark or open an aside. must match in "and (C) the", "(s/nf", "(Note: "; must not
# match in "(ref A)", "(California)"
_BRACKET_RE = re.compile(
    r"""
    [(] \s{0,9}
    (?: (?: [SCU] | TS | SBU | LOU | FOUO | OUO | CUI | NF | SNF | NOFORN | ORCON | SUB | SECRET
          | CONFIDENTIAL | UNCLAS (?: SIFIED )? | SENSITIVE | TOP | LIMITED ) (?! [A-Z0-9] )
      | NOTE | COMMENT | POST )
    """,
    re.VERBOSE | re.IGNORECASE,
)
# must match in "this cable is", "this\nmessage should"; must not match in "this is"
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
        has_columns: Whether it may hold a table.
    """

    brackets: int
    labels: int
    has_columns: bool


def find_signs(raw: str, start: int, end: int) -> Signs | None:
    """The signs between two places; None if the telegram holds unusual characters, or may state its
        classification at a place where none belongs.

    Args:
        raw: The text as it came.
        start: Where the body begins.
        end: Where it ends.
    """
    try:
        data = raw.encode("latin-1")
    except UnicodeEncodeError:
        return None
    kinds = data.translate(_KINDS)
    if _UNUSUAL in kinds or b"classification" in data[:start].lower():
        return None
    # As one number, so that each character meets the two behind it: three blanks or digits in a row.
    number = int.from_bytes(kinds[start:end], "little")
    number &= number >> 8 & number >> 16
    runs = number.to_bytes(end - start, "little") if number else b""
    if runs and _has_opening(raw, runs, start):
        return None
    return Signs(
        len(_BRACKET_RE.findall(raw, start, end)),
        _count_labels(raw, start, end),
        _BLANK in runs or raw.find("|", start, end) >= 0,
    )


def speaks_of_all(raw: str, start: int) -> bool:
    """Whether something may be said of the text as a whole, behind a place."""
    small = raw.encode("latin-1")[start:].lower()
    # One pattern for both takes four times as long.
    return b"entire" in small or (b"this" in small and _OF_ALL_RE.search(small) is not None)


def _count_labels(raw: str, start: int, end: int) -> int:
    count = 0
    at = raw.find(":", start, end)
    while at >= 0:
        count += raw[at - 1] in _LABEL_ENDS
        at = raw.find(":", at + 1, end)
    return count


def _has_opening(raw: str, runs: bytes, start: int) -> bool:
    """Whether a line may be a classification line: a level, capitals and a number of three digits or more."""
    found = runs.find(_DIGIT)
    while found >= 0:
        at = start + found
        if raw[max(0, at - 9) : at].rstrip(" ")[-1:] in _BEFORE_SERIAL:
            first = max(0, at - _LONGEST_OPENING)
            if names_level(raw[max(first, raw.rfind("\n", first, at) + 1) : at]):
                return True
        found = runs.find(_DIGIT, found + 3)
    return False
