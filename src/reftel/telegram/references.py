"""References to other telegrams: the REF block."""

from __future__ import annotations

import re
from collections.abc import Sequence

from reftel.document import CleanText, Span, fold_white_space
from reftel.telegram.model import Reference
from reftel.vocab.posts import Post, find_post

# must match in "A. STATE 60446", "(B) 05 STATE 1234", "SECSTATE 60446", "LA PAZ 12"; must not match "AP 2",
# "THE REPORT", "E-MAIL OF MAY"
_ITEM_RE = re.compile(
    r"""
    (?: (?<![A-Z0-9]) [(\[¶]? \s{0,4} (?P<letter> [A-Z] ) \s{0,4} [.)\]:] [.)]? \s{0,4} )?
    (?: (?<![A-Z0-9]) '? (?P<year> (?: 19 | 20 )? [0-9]{2} ) \s{0,4} (?=[A-Z]) )?
    (?P<station> (?<![A-Z]) (?: [A-Z]{3,} | [A-Z]{2} (?= [ -][A-Z]{2} ) ) (?: [ -][A-Z]{2,} ){0,3} )
    \s{0,4} \#? \s{0,4}
    (?P<serial> [0-9]{1,7} )
    (?: \s{0,4} \( (?P<late> [0-9]{2} ) \) )?
    """,
    re.VERBOSE,
)
# must match " AND 2764", ", 12155"; must not match ", 05 STATE 12"
_MORE_RE = re.compile(
    r"\s{0,4}(?:,|/|&|AND)\s{0,4}(?P<serial>[0-9]{2,7})\b(?!\s{0,4}[A-Z]{3})", re.IGNORECASE
)


def find_references(
    raw: str, year: int | None, start: int = 0, end: int | None = None, leave_out: Sequence[Span] = ()
) -> tuple[Reference, ...]:
    """The telegrams that a REF block names, in text order.

    Listed serials inherit the station before them ("STATE 2799 AND 2764"). Items that name no station that
    is known as a post are left out here; they are not telegrams.

    Args:
        raw: The text that holds the block.
        year: Four-digit year of the telegram that refers; the default for items without one.
        start: Where the block begins, behind its key.
        end: Where it ends; None is the end of the text.
        leave_out: Page lines, which may stand inside the block; ascending and disjoint.

    Returns:
        The references in text order; may be empty. Their spans index the raw text.

    Raises:
        VocabError: The table of posts cannot be read. Odd text never raises.

    Source:
        docs/telegram-format.md 3.10 to 3.12.
    """
    found: list[Reference] = []
    clean = fold_white_space(raw, Span(start, len(raw) if end is None else end), leave_out)
    text = clean.text.upper()
    if len(text) != len(clean.text):  # a letter such as ß grows when raised; offsets must not shift
        text = clean.text
    at = 0
    while match := _ITEM_RE.search(text, at):
        post = _post_at_end(match["station"])
        if post is None:  # "AND 05 PARIS 13": the digits may be the year of the next item
            at = match.end("station")
            continue
        at = match.end()
        named = _year_of(match["year"] or match["late"], year)
        cited = (named, post.code, match["serial"])
        found.append(_reference(clean, match["letter"] or "", cited, match.span()))
        while more := _MORE_RE.match(text, at):
            cited = (named, post.code, more["serial"])
            found.append(_reference(clean, "", cited, more.span("serial")))
            at = more.end()
    return tuple(found)


def make_mrn(year: int | None, post_code: str, serial: str) -> str:
    """A message reference number in catalogue form; empty while the year is unknown.

    >>> make_mrn(2009, "HONGKONG", "001103")
    '09HONGKONG1103'
    """
    if year is None:
        return ""
    return f"{year % 100:02d}{post_code}{int(serial)}"


def _post_at_end(words: str) -> Post | None:
    # "SEE ALSO STATE 2799": what stands before the station is prose.
    parts = words.split()
    for first in range(len(parts)):
        if post := find_post(" ".join(parts[first:])):
            return post
    return None


def _reference(
    clean: CleanText, letter: str, cited: tuple[int | None, str, str], place: tuple[int, int]
) -> Reference:
    year, station, serial = cited
    text, span = clean.text[place[0] : place[1]], clean.to_raw(Span(*place))
    return Reference(letter, "cable", make_mrn(*cited), station, year, str(int(serial)), text, span)


def _year_of(digits: str | None, default: int | None) -> int | None:
    if not digits:
        return default
    number = int(digits)
    if number >= 1000:
        return number
    return number + (1900 if number > 65 else 2000)
