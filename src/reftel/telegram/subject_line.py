"""The SUBJECT of a telegram: its words without the portion mark, and the mark apart."""

from __future__ import annotations

import html
import re

from reftel.document import Span, fold_white_space
from reftel.telegram import keys
from reftel.telegram.marks import read_opening_marks
from reftel.telegram.model import Subject

# One post sent a backslash at the end of each line. must match in "TO\ THE", "REPORT\"; must not match "A/B"
BACKSLASH_RE = re.compile(r"\\+(?= |$)")
# A line that a blank one cannot end. must match in "TALKS WITH THE", "PARIS, ROME,", "REPORT ON"; must not
# match "A VISIT", "GO ON LINE"
OPEN_END_RE = re.compile(
    r"(?:[,–-]|(?<![A-Za-z])(?:OF|TO|THE|AND|IN|FOR|A|AN|ON|WITH|BY|FROM|AT|ITS|THEIR|NEW|AS|AFTER|BEFORE|OVER|INTO|ABOUT|AGAINST|UNDER|BETWEEN))$",
    re.IGNORECASE,
)
# must match in "CROCKER&#8217;S"; must not match "AT&T"
ENTITY_RE = re.compile(r"&(?:#[0-9]{1,7}|#x[0-9A-Fa-f]{1,6}|amp|quot|apos|lt|gt|nbsp);")

_OPENING = frozenset("([{（［")
_LONGEST_WORD = 10
_CLOSING = frozenset(")]}）］")


def read_subject(raw: str, start: int = 0, end: int | None = None) -> Subject | None:
    """Read the SUBJECT of a stretch.

    Args:
        raw: The text; a whole telegram, its head, or a fragment with the key.
        start: Where to begin.
        end: Where to stop; None for the end of the text.

    Returns:
        The subject, with numeric entities resolved; its span begins at the mark. None if there is no SUBJECT
        line or nothing stands in it. Never raises on content.

    Source:
        docs/telegram-format.md 3.5 and 3.9.
    """
    block = keys.first_block(raw, keys.SUBJECT, start, end)
    if block is None or not block.value.length:
        return None
    value = Span(block.value.start, _find_end(raw, block.value, block.leave_out))
    mark = read_opening_marks(raw, *value)
    if mark and raw[value.start] not in _OPENING and raw[mark.end - 1] not in _CLOSING:
        mark = None  # "S KOREA": a letter that is no mark, as far as can be told
    first = mark.end if mark else value.start
    folded = fold_white_space(raw, Span(first, value.end), block.leave_out).text
    words = " ".join(BACKSLASH_RE.sub("", folded).split())
    if not words and mark is None:
        return None
    return Subject(resolve_entities(words), mark.marking if mark else None, value)


def resolve_entities(text: str) -> str:
    """Replace what a carrier wrote as an entity: ``&#8217;`` is an apostrophe.

    >>> resolve_entities("THE MINISTER&#8217;S AT&T CALL")
    'THE MINISTER’S AT&T CALL'
    """
    return ENTITY_RE.sub(lambda match: html.unescape(match[0]), text) if "&" in text else text


def _find_end(raw: str, value: Span, leave_out: tuple[Span, ...]) -> int:
    """Where a blank line ends the subject; blank lines round a page line do not."""
    end = at = value.start
    holes = {span.start: span.end for span in leave_out}
    blanks: tuple[int, int] | None = None  # where blank lines began, and whether a page line was among them
    while at < value.end:
        stop = raw.find("\n", at, value.end)
        stop = value.end if stop < 0 else stop
        text = raw[at:stop]
        kept = text.strip("\\ \t\r\v\f\x1c\x1d\x1e\x1f\x85\xa0")
        first = at + len(text) - len(text.lstrip())
        if first in holes:
            at = max(holes[first], at + 1)
            blanks = (at, 1)
            continue
        if not kept:
            blanks = blanks or (at, 0)
        elif blanks and end > value.start and not (blanks[1] or _is_open(raw, value.start, end)):
            break
        else:
            end, blanks = first + len(kept), None
        at = stop + 1
    return end


def _is_open(raw: str, start: int, end: int) -> bool:
    """Whether the words up to a place ask for more: web copies have blank lines inside wrapped lines."""
    return OPEN_END_RE.search(raw, max(start, end - _LONGEST_WORD), end) is not None
