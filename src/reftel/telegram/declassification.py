"""The E.O. line: under which order, and until when, a telegram is to be kept classified."""

from __future__ import annotations

import datetime as dt
import re

from reftel.document import Span, fold_white_space, trim
from reftel.telegram import keys
from reftel.telegram.model import Declassification

DATE = "date"
CODES = "codes"
OADR = "oadr"
EVENT = "event"
NOT_APPLICABLE = "none"

# must match in "E.O. 12958:", "EO 1295"; must not match "E.O."
NUMBER_RE = re.compile(r"[0-9]{4,5}")
# must match in "DECL: 1/2/10", "decl 6/3/08", "DECLAS: X1"; must not match "DECEMBER"
DECL_RE = re.compile(r"\bDE[CL]{1,2}(?:AS|ASS|ASSIFY)?(?: ON)?\b\.?\s{0,3}[:;.,-]?\s{0,3}", re.IGNORECASE)
# must match in "DNG: 1/2/10", "DNG C 1/2/10"; must not match "DING"
DNG_RE = re.compile(r"\bDNG?\b\.?\s{0,3}[:;.,-]?\s{0,3}", re.IGNORECASE)
# must match in "X1, X5", "25X1-human", "1.6X6"; must not match "BOX1", "X12"
CODE_RE = re.compile(r"(?<![A-Za-z0-9])(?:(?:25|1\.6|50)\s?)?X[ -]?[1-9](?![0-9])", re.IGNORECASE)
# must match in "12/31/2009", "6/3/08", "2020/02/23", "2014-10-05", "10.15.14"; must not match "1.4 (b)",
# "12958"
NUMERIC_RE = re.compile(
    r"(?<![0-9/.-])(?P<a>[0-9]{1,4})\s?(?P<by>[/.-])\s?(?P<b>[0-9]{1,2})\s?(?P=by)"
    r"\s?(?P<c>[0-9]{2,4})(?![0-9/])"
)
# must match in "October 5, 2014", "5 OCT 14", "DEC 31, 2009"; must not match "MAY", "MARCHING 5, X"
NAMED_RE = re.compile(
    r"""
    (?: (?P<day> [0-9]{1,2} ) [ ]? (?= [A-Za-z] ) )?
    (?P<month> JAN (?:UARY)? | FEB (?:RUARY)? | MAR (?:CH)? | APR (?:IL)? | MAY | JUNE? | JULY? | AUG (?:UST)?
      | SEPT? (?:EMBER)? | OCT (?:OBER)? | NOV (?:EMBER)? | DEC (?:EMBER)? ) \b \.?
    (?: [ ]{1,3} (?P<late> [0-9]{1,2} ) (?: ST | ND | RD | TH )? (?= ,? [ ] ) )?
    ,? [ ]{0,3} (?P<year> [0-9]{4} | [0-9]{2} ) (?! [0-9] )
    """,
    re.VERBOSE | re.IGNORECASE,
)
# must match "N/A", "NA", "n/a.", "NOT APPLICABLE"; must not match "NATO", "N"
NONE_RE = re.compile(r"(?:N\s?[/.]?\s?A|NOT APPLICABLE|NONE)(?![A-Za-z])", re.IGNORECASE)
# must match in "N/A\n \nTAGS"; must not match "N/A\nTAGS"
BLANK_LINE_RE = re.compile(r"\n[ \t\r]*\n")
_MONTHS = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")
_LONGEST = 300


def read_declassification(raw: str, start: int = 0, end: int | None = None) -> Declassification | None:
    """Read the E.O. line of a stretch.

    Args:
        raw: The text; a whole telegram, its head, or a fragment with the key.
        start: Where to begin.
        end: Where to stop; None for the end of the text.

    Returns:
        What the line says; None if there is none. A date that is none in the calendar counts as an event.
        Never raises on content.

    Source:
        docs/telegram-format.md 3.7.
    """
    block = keys.first_block(raw, keys.ORDER, start, end)
    if block is None:
        return None
    span = _to_blank_line(raw, block.value)
    text = fold_white_space(raw, span, block.leave_out).text[:_LONGEST]
    number = NUMBER_RE.search(block.key.of(raw))
    order = number[0] if number else ""
    downgrade, stated = _take_downgrade(text)
    value = DECL_RE.sub("", stated, count=1).strip(" .;,")
    codes = tuple("".join(code.upper().split()).replace("-", "") for code in CODE_RE.findall(value))
    until = find_date(value)
    kind, event = _kind(value, until, codes)
    return Declassification(order, kind, until, codes, event, downgrade, text, span)


def find_date(text: str) -> dt.date | None:
    """The first date in a text: `12/31/2009` (month first), `2009/12/31`, `31 DEC 09`; two digits are 20xx.

    >>> find_date("DECL: 6/3/08")
    datetime.date(2008, 6, 3)
    """
    for match in NUMERIC_RE.finditer(text):
        a, b, c = int(match["a"]), int(match["b"]), int(match["c"])
        found = _make_date(a, b, c) if len(match["a"]) == 4 else _make_date(_year(match["c"]), a, b)
        if found is None and len(match["a"]) < 3:
            found = _make_date(_year(match["c"]), b, a)  # the day first
        if found:
            return found
    for match in NAMED_RE.finditer(text):
        day = match["late"] or match["day"]
        month = _MONTHS.index(match["month"][:3].upper()) + 1
        if day and (found := _make_date(_year(match["year"]), month, int(day))):
            return found
    return None


def _kind(value: str, until: dt.date | None, codes: tuple[str, ...]) -> tuple[str, str]:
    if until:
        return DATE, ""
    if codes:
        return CODES, ""
    if "OADR" in value.upper():
        return OADR, ""
    if NONE_RE.match(value):
        return NOT_APPLICABLE, ""
    return (EVENT, value) if value else ("", "")


def _take_downgrade(text: str) -> tuple[dt.date | None, str]:
    """The date behind DNG, and the text without it."""
    match = DNG_RE.search(text)
    if match is None:
        return None, text
    behind = DECL_RE.search(text, match.end())
    stop = behind.start() if behind else len(text)
    return find_date(text[match.end() : stop]), text[: match.start()] + text[stop:]


def _to_blank_line(raw: str, value: Span) -> Span:
    """A blank line ends it; lines that follow without one wrap."""
    blank = BLANK_LINE_RE.search(raw, value.start, value.end)
    return trim(raw, Span(value.start, blank.start())) if blank else value


def _year(digits: str) -> int:
    return int(digits) + (2000 if len(digits) < 3 else 0)


def _make_date(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day) if year >= 1900 else None
    except ValueError:
        return None
