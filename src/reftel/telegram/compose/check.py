"""Composing a telegram: write it, read it back, and refuse what would not say the same."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeVar

from msgspec.structs import replace

from reftel.document import UNMARKED, Marking
from reftel.errors import ComposeError
from reftel.telegram.compose.body import write_body
from reftel.telegram.compose.demands import demand_composable, stated_marking
from reftel.telegram.compose.head import write_classification, write_head
from reftel.telegram.compose.header import write_catalogue, write_transmission
from reftel.telegram.compose.sections import join_blocks, write_page_lines
from reftel.telegram.compose.wrap import WIDTH, WIDTHS
from reftel.telegram.model import Paragraph, Reference, Tag, Telegram
from reftel.telegram.part import Part, fields_of
from reftel.telegram.read import read_telegram

_Part = TypeVar("_Part")
_SAID_BY_PARAGRAPHS = (
    "number", "ordinal", "part", "is_repeat", "marking", "has_mark", "role", "heading", "pieces",
)  # fmt: skip


def compose_telegram(telegram: Telegram) -> str:
    """The text of a telegram, from which ``read_telegram`` reads an equal one.

    Needed are the classification, the station and the serial. What follows from other fields may be left out
    and is made good: the message reference number, the year, the marking, the countries; the text and number
    of a reference of which station and serial are given; the kind of a tag; the place of a paragraph.

    Words are wrapped at 63 columns, and no field may hold line breaks, double blanks or blanks at its ends,
    except tables. A telegram in several sections has page lines where each of them begins; see
    ``divide_telegram``.

    Args:
        telegram: As read, as decoded from JSON, or as made. Its raw text and its spans are not looked at.

    Returns:
        The text with LF line ends and without one at its end.

    Raises:
        ComposeError: The telegram is impossible: no classification, a paragraph marked above the telegram, a
            station that is none, several telegrams in one record, words that would be read as another field.

    Source:
        docs/compose.md; 5 FAH-1 H-240; ACP 127.
    """
    return _compose(telegram)[0]


def complete_telegram(telegram: Telegram) -> Telegram:
    """The same telegram with every field that follows from others.

    Raises:
        ComposeError: As for ``compose_telegram``.
    """
    return _compose(telegram)[1]


def write_telegram(telegram: Telegram, width: int = WIDTH) -> str:
    """The text of a telegram, whether or not it reads back."""
    body = write_page_lines(telegram, join_blocks(write_body(telegram, width)))
    above = [*write_catalogue(telegram.catalogue), *write_transmission(telegram.transmission)]
    head = join_blocks([[*above, write_classification(telegram)], *write_head(telegram, width)])
    return "\n".join((*head, "", *body))


def _compose(telegram: Telegram) -> tuple[str, Telegram]:
    demand_composable(telegram)
    differing = ""
    for width in WIDTHS:
        text = write_telegram(telegram, width)
        read = read_telegram(text)
        whole = _fill(telegram, read)
        place = next(_find_differences(whole, read, ""), "")
        if not place:
            return text, whole
        differing = differing or place
    raise ComposeError(
        f"The field {differing} cannot be written so that it is read the same",
        advice="Its words look like another part of a telegram, or it contradicts other fields. Change them.",
    )


def _fill(given: Telegram, read: Telegram) -> Telegram:
    """The telegram as given, with what was left out and follows from the rest."""
    marking = stated_marking(given)
    return replace(
        given,
        mrn=given.mrn or read.mrn,
        year=given.year or read.year,
        countries=given.countries or read.countries,
        marking=marking,
        tags=tuple(_fill_tag(*pair) for pair in _pairs(given.tags, read.tags)),
        references=tuple(_fill_reference(*pair) for pair in _pairs(given.references, read.references)),
        paragraphs=tuple(_fill_paragraph(one, at, marking) for at, one in enumerate(given.paragraphs, 1)),
    )


def _pairs(given: tuple[_Part, ...], read: tuple[_Part, ...]) -> list[tuple[_Part, _Part]]:
    return list(zip(given, read if len(read) == len(given) else given, strict=True))


def _fill_tag(given: Tag, read: Tag) -> Tag:
    return given if given.kind else replace(given, kind=read.kind)


def _fill_reference(given: Reference, read: Reference) -> Reference:
    if given.text:
        return given
    return replace(
        given,
        text=read.text,
        mrn=given.mrn or read.mrn,
        year=given.year or read.year,
        candidates=given.candidates or read.candidates,
        kind=given.kind or read.kind,
    )


def _fill_paragraph(given: Paragraph, ordinal: int, telegram: Marking) -> Paragraph:
    marking = given.marking if given.has_mark or given.marking != UNMARKED else telegram
    return replace(given, ordinal=given.ordinal or ordinal, marking=marking)


def _find_differences(given: object, read: object, place: str) -> Iterator[str]:
    """The places at which two telegrams say different things, in the order of the fields."""
    if given == read:
        return
    if isinstance(given, tuple) and isinstance(read, tuple) and len(given) == len(read):
        for at, (one, other) in enumerate(zip(given, read, strict=True)):
            yield from _find_differences(one, other, f"{place}[{at}]")
    elif isinstance(given, Paragraph) and isinstance(read, Paragraph):
        for name in (
            "number",
            "ordinal",
            "part",
            "is_repeat",
            "marking",
            "has_mark",
            "role",
            "heading",
            "pieces",
        ):
            yield from _find_differences(getattr(given, name), getattr(read, name), f"{place}.{name}")
    elif isinstance(given, Part) and type(given) is type(read):
        for field in fields_of(type(given)):
            if field.compare:
                inner = f"{place}.{field.name}" if place else field.name
                yield from _find_differences(getattr(given, field.name), getattr(read, field.name), inner)
    else:
        yield place
