"""Telegrams of stations that no table spells so: damaged names, and posts that are not known."""

from __future__ import annotations

from collections.abc import Sequence

from reftel.telegram.references.cables import FILLERS, CableReader, Cited
from reftel.telegram.references.kinds import find_kind
from reftel.telegram.references.scan import BLANK, GLUED, NUMBER, WORD, Token
from reftel.telegram.references.stations import guess_stations

_MOST_WORDS = 4
_LONGEST_NAME = 24
_NO_STATION = frozenset({
    "PARA", "PARAS", "PARAGRAPH", "PARAGRAPHS", "PAGE", "PAGES", "PART", "PARTS", "SECTION", "SECTIONS",
    "ARTICLE", "ARTICLES", "ANNEX", "CHAPTER", "TITLE", "NO", "DATED", "DATE", "FROM", "OF", "THE", "ON",
    "IN", "TO", "FOR", "BY", "WITH", "AT", "AN", "AND", "OR", "MY", "YOUR", "OUR", "HIS", "HER", "SEE",
    "ITEM", "ITEMS", "POINT", "POINTS", "CASE", "LIC", "LICENSE", "CONTRACT", "GRANT", "PROJECT", "VERSION",
    "VOLUME", "FY", "YEAR", "DTG", "PHONE", "ROOM", "BOX", "FLIGHT", "VISA", "JAN", "JANUARY", "FEB",
    "FEBRUARY", "MAR", "MARCH", "APR", "APRIL", "MAY", "JUN", "JUNE", "JUL", "JULY", "AUG", "AUGUST", "SEP",
    "SEPT", "SEPTEMBER", "OCT", "OCTOBER", "NOV", "NOVEMBER", "DEC", "DECEMBER", "MONDAY", "TUESDAY",
    "WEDNESDAY", "THURSDAY", "FRIDAY", "SATURDAY", "SUNDAY",
})  # fmt: skip


def read_unknown(cables: CableReader, tokens: Sequence[Token], at: int) -> list[Cited]:
    """The telegrams of an item that is built like one although its station is no spelling of a post.

    Nothing else may stand in it: a year, up to four words, serials. A name that is nearest to one post stands
    for it; otherwise every reading is kept and none is chosen.
    """
    year, begin = cables.read_leading_year(at)
    after = begin
    while after < min(begin + 2 * _MOST_WORDS, len(tokens)) and _is_part(tokens, begin, after):
        after += 1
    words = [token.text for token in tokens[begin:after] if token.kind == WORD and token.text not in FILLERS]
    key = "".join(words)
    if (
        not words
        or not 3 <= len(key) <= _LONGEST_NAME
        or _NO_STATION & set(words)
        or len(words) > _MOST_WORDS
    ):
        return []
    if after < len(tokens) and tokens[after].kind == NUMBER and tokens[after].gap == GLUED and not year:
        return []
    found = cables.read_serials(at, key, year, after)
    if not found or not cables.ends_item(found[-1].after) or find_kind(" ".join((*words, found[0].serial))):
        return []
    guesses = guess_stations(key)
    if len(guesses) != 1 and len(found) == 1 and len(found[0].serial) < 2:
        return []
    for cited in found:
        if len(guesses) == 1:
            cited.station = guesses[0]
        elif guesses:
            cited.guesses = guesses
        else:
            cited.is_unknown = True
    return found


def _is_part(tokens: Sequence[Token], begin: int, index: int) -> bool:
    token = tokens[index]
    if token.kind == WORD:
        return index == begin or token.gap <= BLANK
    return token.text in {"-", "."} and index > begin and token.gap == GLUED
