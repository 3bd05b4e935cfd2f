"""What interrupts a field: page lines, on lines of their own or glued into one, and what goes with them."""

from __future__ import annotations

import re

from reftel.document import Span
from reftel.vocab.posts import find_post, posts

_SPACED = r"[ \t]{0,3}"
_CLASSIFICATION = "|".join(
    (
        r"(?:TOP[ ])?" + _SPACED.join("SECRET"),
        _SPACED.join("CONFIDENTIAL"),
        r"UNCLAS(?:SIFIED)?",
        r"LIMITED[ ]OFFICIAL[ ]USE",
    )
)
# What tells that a page line stands in a text, whatever its layout; found in one pass.
# must match in "HONG KONG 00001103  002 OF 003", "PAGE 02        VATICA  05095  01 OF 02  281347Z",
# "PAGE 03 RABAT 00123 211833Z",
# "PAGE 02 STATE 296107"; must not match "002 OF 003", "PAGE TWO", "PAGE 2 of the report"
PAGE_MARK_RE = re.compile(
    r"""
      [ ] (?P<serial> [0-9]{8} )
      [ ]{1,9} [0-9]{3} (?: \.[0-9]{1,3} )? [ ]{1,9} OF [ ]{1,9} [0-9]{3} (?! [0-9] )
    | \b PAGE [ ]{1,9} [0-9]{2} [ ]{1,20} [A-Z][A-Z.'-]{1,9} (?: [ ]{1,3} [A-Z][A-Z.'-]{0,9} ){0,2}
      [ ]{1,20} [0-9]{5,6} (?: [ ]{1,20} [0-9]{2} [ ]{1,3} OF [ ]{1,3} [0-9]{2} )? [ ]{1,20} [0-9]{6}Z
    | \b PAGE [ ]{1,9} [0-9]{2} \s{1,9} [A-Z]{3,9} [ ]{1,9} [0-9]{6} (?! [0-9Z] )
    """,
    re.VERBOSE,
)
# must match whole "CONFIDENTIAL", "S E C R E T", "SECRET//NOFORN", "SIPDIS"; must not match
# "SECRET BALLOT", "UNCLAS PARIS 000123"
ALONE_RE = re.compile(
    rf"(?:{_CLASSIFICATION})(?:[ ]?//?[ ]?[A-Z /]{{2,40}})?|(?:SIPDIS[ ]{{0,2}}){{1,3}}|NNNN"
    r"|PAGE[ ]{1,9}[0-9]{1,2}"
)
# must match in "IT                 UNCLASSIFIED    "; must not match "UNCLASSIFIED (U) "
_BEFORE_PAGE_RE = re.compile(rf"(?<![A-Z])(?:{_CLASSIFICATION})(?://?[A-Z]{{2,8}})?\s{{1,80}}$")
# must match in "PRINCE 01407 PORT AU PR"; must not match "on 14 "
_STATION_RE = re.compile(r"(?:(?<=\s)|^)[A-Z][A-Z.'-]{1,14}(?: [A-Z][A-Z.'-]{0,14}){0,3}$")
# Page lines cut the station to as many letters.
_STATION_WIDTH = 10
_LOOK_BACK = 160


def find_interruptions(raw: str, start: int, end: int) -> list[Span]:
    """Page lines of a stretch, with the classification beside them; lines that hold a classification alone.

    A page line may stand on a line of its own, or, where line ends were lost, in the middle of one. What
    comes out is no part of the field around it.

    Args:
        raw: The text.
        start: Where the stretch begins.
        end: Where it ends.

    Returns:
        Spans in order, disjoint.

    Source:
        docs/telegram-format.md 4.8 and 4.9.
    """
    found: list[Span] = []
    for match in PAGE_MARK_RE.finditer(raw, start, end):
        first = max(start, found[-1].end if found else start, match.start() - _LOOK_BACK)
        before = raw[first : match.start()]
        if match["serial"]:
            at = match.start() - len(_station_before(before))
        else:
            stated = _BEFORE_PAGE_RE.search(before)
            at = first + stated.start() if stated else match.start()
        found.append(Span(at, match.end()))
    return _with_lines_alone(raw, start, end, found)


def _station_before(text: str) -> str:
    """The station at the end of a text: of the words in capitals there, those that name one."""
    match = _STATION_RE.search(text, max(0, len(text) - 60))
    if match is None:
        return ""
    words = match[0].split()
    for first in range(len(words)):
        name = " ".join(words[first:])
        if find_post(name) or (len(name) == _STATION_WIDTH and _begins_post(name)):
            return name
    return words[-1] if "\n" in text[match.start() - 1 : match.start()] else match[0]


def _begins_post(name: str) -> bool:
    return any(post.words.startswith(name) for post in posts())


def _with_lines_alone(raw: str, start: int, end: int, pages: list[Span]) -> list[Span]:
    found = list(pages)
    at = start
    taken = 0
    while at < end:
        stop = raw.find("\n", at, end)
        stop = end if stop < 0 else stop
        while taken < len(pages) and pages[taken].end <= at:
            taken += 1
        is_taken = taken < len(pages) and pages[taken].start < stop
        if not is_taken and stop - at <= _LOOK_BACK:
            text = raw[at:stop]
            kept = text.strip()
            if kept and "A" <= kept[0] <= "Z" and ALONE_RE.fullmatch(kept):
                first = at + text.index(kept)
                found.append(Span(first, first + len(kept)))
        at = stop + 1
    return sorted(found)
