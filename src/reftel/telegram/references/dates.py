"""Dates behind a reference, for the year in them: ``DATED 5 MAY 2008``, ``(DTG 031310Z APR 08)``."""

from __future__ import annotations

from collections.abc import Sequence

from reftel.telegram.references.scan import BLANK_LINE, GLUED, NUMBER, WORD, Token

MONTHS = frozenset({
    "JAN", "JANUARY", "FEB", "FEBRUARY", "MAR", "MARCH", "APR", "APRIL", "MAY", "JUN", "JUNE", "JUL",
    "JULY", "AUG", "AUGUST", "SEP", "SEPT", "SEPTEMBER", "OCT", "OCTOBER", "NOV", "NOVEMBER", "DEC",
    "DECEMBER",
})  # fmt: skip
_OPENING = frozenset({"DATED", "OF", "FROM", "DTD", "DTG", ","})
_LONGEST = 8


def skip_date(tokens: Sequence[Token], at: int) -> tuple[int, str]:
    """Where a date that stands here ends, and the digits of its year.

    Returns:
        The index behind the date, or the one given if no date stands here; digits are empty without a year.
    """
    index = at
    if index < len(tokens) and tokens[index].text in _OPENING:
        index += 1
    if numeric := _skip_numeric(tokens, index):
        return numeric
    month = next((i for i in range(index, min(index + 4, len(tokens))) if tokens[i].text in MONTHS), None)
    if month is None or any(not _is_part(token) for token in tokens[index:month]):
        return at, ""
    after, year = month + 1, ""
    while after < min(month + 4, len(tokens)) and _is_part(tokens[after]) and tokens[after].gap < BLANK_LINE:
        token = tokens[after]
        if token.kind == NUMBER and (len(token.text) == 4 or month - index > 0):
            return after + 1, token.text if len(token.text) in {2, 4} else ""
        after += 1
    while after > month + 1 and tokens[after - 1].kind != NUMBER:
        after -= 1
    return after, year


def _skip_numeric(tokens: Sequence[Token], at: int) -> tuple[int, str] | None:
    # "10/5/2008", "10-5-08", "2008-10-05"
    parts = tokens[at : at + 5]
    signs = [token.text for token in parts[1::2]]
    if len(parts) < 5 or signs not in (["/", "/"], ["-", "-"], [".", "."]):
        return None
    if any(token.kind != NUMBER for token in parts[::2]) or any(token.gap != GLUED for token in parts[1:]):
        return None
    first, second, third = (token.text for token in parts[::2])
    if len(first) == 4 and len(second) <= 2 and len(third) <= 2:
        return at + 5, first
    if len(first) <= 2 and len(second) <= 2 and len(third) in {2, 4}:
        return at + 5, third
    return None


def _is_part(token: Token) -> bool:
    return (
        token.kind == NUMBER
        or token.text in {",", "Z", "-", "."}
        or (token.kind == WORD and token.text in {"R", "P", "O"})
    )
