"""What a telegram must have so that it can be written at all; each lack is one clear sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reftel.document import Level, Marking
from reftel.errors import ComposeError
from reftel.telegram.marks import marking_of, marking_of_captions
from reftel.telegram.model import Paragraph, Telegram
from reftel.telegram.part import Part, fields_of
from reftel.telegram.pieces import Piece
from reftel.vocab.classification import find_classification

# must match whole "HONG KONG", "USUN NEW YORK", "PORT-AU-PRINCE"; must not match "Hong Kong", "PARIS 12"
_STATION_RE = re.compile(r"[A-Z][A-Z.'’-]{0,30}(?: [A-Z][A-Z.'’-]{0,30}){0,5}")
# must match whole "1103"; must not match "001103", "12a"
_SERIAL_RE = re.compile(r"0|[1-9][0-9]{0,6}")


def demand_composable(telegram: Telegram) -> None:
    """Refuse what no text can say.

    Raises:
        ComposeError: What is missing or impossible.
    """
    _demand_opening(telegram)
    for place, text in _find_texts(telegram, ""):
        if text != " ".join(text.split()):
            raise ComposeError(
                f"The field {place} holds a line break, a double blank or a blank at its end",
                advice="Part the words by single blanks; lines are wrapped when the telegram is written.",
            )
    if telegram.section and not 1 <= telegram.section[0] <= telegram.section[1] <= 99:
        raise ComposeError(
            f"There is no section {telegram.section[0]} of {telegram.section[1]}",
            advice="Sections are numbered from 1, and there are 99 at most.",
        )
    for at, paragraph in enumerate(telegram.paragraphs):
        _demand_paragraph(telegram, at, paragraph)


def stated_marking(telegram: Telegram) -> Marking:
    """The telegram's marking; where it is left out, that of its classification and captions."""
    if telegram.marking != Marking() or telegram.classification is None:
        return telegram.marking
    captions = [caption.text for caption in telegram.captions]
    return marking_of_captions(marking_of(telegram.classification.text), captions)


def _demand_opening(telegram: Telegram) -> None:
    if telegram.classification is None or find_classification(telegram.classification.text) is None:
        found = telegram.classification.text if telegram.classification else ""
        raise ComposeError(
            f"“{found}” is no classification" if found else "The telegram has no classification",
            advice="Give UNCLAS, UNCLAS EFTO, LIMITED OFFICIAL USE, CONFIDENTIAL or SECRET.",
        )
    if not _STATION_RE.fullmatch(telegram.station):
        raise ComposeError(
            f"“{telegram.station}” is no station" if telegram.station else "The telegram has no station",
            advice="Give the name in capitals as in message reference numbers, such as HONG KONG.",
        )
    if not _SERIAL_RE.fullmatch(telegram.serial):
        raise ComposeError(
            f"“{telegram.serial}” is no serial" if telegram.serial else "The telegram has no serial",
            advice="Give the number that the post counts its telegrams by, without leading zeros.",
        )


def _demand_paragraph(telegram: Telegram, at: int, paragraph: Paragraph) -> None:
    name = f"Paragraph {paragraph.number or at + 1}"
    if paragraph.part != 1:
        raise ComposeError(
            f"{name} belongs to another telegram of the same record",
            advice="Compose each telegram by itself; the head of the other is not known here.",
        )
    marking = stated_marking(telegram)
    # Posts mark paragraphs of unclassified telegrams SBU without the caption SENSITIVE.
    if paragraph.marking.level > max(marking.level, Level.SBU):
        raise ComposeError(
            f"{name} is marked {paragraph.marking}, above the telegram, which is {marking}",
            advice="Raise the classification line, or lower the mark.",
        )
    for before, piece in zip(paragraph.pieces, paragraph.pieces[1:], strict=False):
        if before.kind == piece.kind == "text":
            raise ComposeError(f"{name} has two stretches of text side by side", advice="Make them one.")


def _find_texts(value: object, place: str) -> Iterator[tuple[str, str]]:
    """Every text of a telegram with its place, except the raw text and tables."""
    if isinstance(value, str):
        yield place, value
    elif isinstance(value, tuple) and type(value) is tuple:
        for at, one in enumerate(value):
            yield from _find_texts(one, f"{place}[{at}]")
    elif isinstance(value, Paragraph):
        yield f"{place}.heading", value.heading
        yield from _find_texts(value.pieces, f"{place}.pieces")
    elif isinstance(value, Piece) and value.kind == "table":
        return
    elif isinstance(value, Part):
        for field in fields_of(type(value)):
            if field.name not in {"raw", "made", "blocks_of"}:
                yield from _find_texts(getattr(value, field.name), f"{place}.{field.name}".lstrip("."))
