"""Reading a REF block that holds nothing but items as they should be; most blocks do."""

from __future__ import annotations

import re

from reftel.document import Span
from reftel.telegram.model import Reference
from reftel.telegram.references.numbering import read_year
from reftel.telegram.references.stations import exact_spellings

# must match "STATE 60446", "A. 05 PARIS 5459\n¶", "(B) Sao Paulo 42;", "UNVIE 102 (NOTAL)"; must not match
# "STATE 2799 AND", "09CAIRO0561", "E-MAIL"
_ITEM_RE = re.compile(
    r"""
    \s* ¶?
    (?P<item>
        (?: (?P<open> \( )? (?P<letter> [A-Za-z] ) (?(open) \) | [.)] ) [ ] \s* )?
        (?: (?P<year> [0-9]{2} ) [ ] )?
        (?P<station> [A-Za-z]{2,} (?: (?: \s{1,9} | - ) [A-Za-z]{1,20} ){0,3} )
        \s{1,9} (?P<serial> [0-9]{1,7} ) (?= [\s;,] | \Z )
        (?: [ ] \( (?P<note> NOTAL | EXDIS | NODIS | LIMDIS | SIPDIS ) \) )?
    )
    [ ]? [;,]? (?= \s | \Z )
    """,
    re.VERBOSE,
)


def read_clean_block(raw: str, year: int | None, start: int, end: int) -> list[Reference] | None:
    """The references of a clean block; None if a word of it is not part of a plain item.

    Args:
        raw: The text that holds the block.
        year: Year of the telegram, for items without one.
        start: Where the block begins, behind its key.
        end: Where it ends.
    """
    while end > start and raw[end - 1].isspace():
        end -= 1
    spellings = exact_spellings()
    mark = "" if year is None else f"{year % 100:02d}"
    found: list[Reference] = []
    at = start
    while at < end:
        match = _ITEM_RE.match(raw, at, end)
        if match is None:
            return None
        text, _, letter, digits, words, serial, note = match.groups()
        code = spellings.get(words) or spellings.get(" ".join(words.upper().split()))
        if code is None:
            return None
        serial = serial.lstrip("0") or "0"
        found.append(
            Reference(
                letter.upper() if letter else "",
                "cable",
                f"{digits or mark}{code}{serial}" if digits or mark else "",
                code,
                read_year(digits, year) if digits else year,
                serial,
                " ".join(text.split()) if "  " in text or "\n" in text else text,
                Span(*match.span(1)),
                (note,) if note else (),
            )
        )
        at = match.end()
    return found
