"""Sections of a long telegram, and the page lines between them."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from reftel.document import Span
from reftel.telegram.compose.body import write_body
from reftel.telegram.lines import Line
from reftel.telegram.model import Telegram

# A section holds five pages of twenty lines at most.
LINES_IN_SECTION = 100
_STATION_LETTERS = 10


def divide_telegram(telegram: Telegram) -> Telegram:
    """A telegram that is too long for one section, told to be in as many as it needs.

    Args:
        telegram: As it is to be sent. One that has sections already is left as it is.

    Returns:
        The telegram with ``section``; the same if it fits into one piece.

    Source:
        docs/telegram-format.md 4.7: more than five pages must be split.
    """
    lines = len(join_blocks(write_body(telegram)))
    if telegram.section or lines <= LINES_IN_SECTION:
        return telegram
    return replace(telegram, section=(1, -(-lines // LINES_IN_SECTION)))


def join_blocks(blocks: Sequence[Sequence[str]]) -> list[str]:
    """The lines of blocks with a blank line between each two."""
    lines: list[str] = []
    for at, block in enumerate(blocks):
        lines += ["", *block] if at else block
    return lines


def write_page_lines(telegram: Telegram, lines: Sequence[str]) -> list[str]:
    """The lines of a text with a page line where each further section begins.

    Only the first of several sections stands for the whole telegram. Page lines go between two lines of one
    sentence, so that no paragraph is parted; where there is no such place, there is no page line.
    """
    section = telegram.section
    if section is None or section[0] != 1 or section[1] < 2:
        return list(lines)
    places = [at for at in range(1, len(lines)) if _is_inside_sentence(lines, at)]
    result: list[str] = []
    last = 0
    for number in range(2, section[1] + 1):
        due = len(lines) * (number - 1) // section[1]
        place = min((at for at in places if at > last), key=lambda at: abs(at - due), default=0)
        if not place:
            break
        result += [*lines[last:place], "", _page_line(telegram, number, section[1]), ""]
        last = place
    return [*result, *lines[last:]]


def _page_line(telegram: Telegram, number: int, of: int) -> str:
    station = telegram.station[:_STATION_LETTERS].rstrip()
    return f"{station} {telegram.serial.zfill(8)}  {number:03d} OF {of:03d}"


def _is_inside_sentence(lines: Sequence[str], at: int) -> bool:
    """Whether a sentence goes on from the line before to this one, in text that is wrapped."""
    before, after = lines[at - 1].strip(), lines[at].strip()
    if not before or not after or not after[0].islower() or "   " in before + after:
        return False
    return (
        not Line(before, Span(0, len(before))).ends_sentence
        and "\t" not in before + after
        and "|" not in before + after
    )
