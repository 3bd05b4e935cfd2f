"""Writing the head of the text, from the classification line to Classified By."""

from __future__ import annotations

import re
from collections.abc import Sequence

from reftel.telegram.classifier import read_classified_by
from reftel.telegram.compose.marks import spell_mark
from reftel.telegram.compose.wrap import WIDTH, wrap_words
from reftel.telegram.model import ClassifiedBy, Declassification, Reference, Tag, Telegram
from reftel.telegram.references.stations import find_station
from reftel.vocab.keys import letter_key
from reftel.vocab.posts import load_posts

CORRECTED = "C O R R E C T E D  C O P Y"
# Classified words are set with blanks between their letters, so that they catch the eye.
_LETTER_SPACED = frozenset({"CONFIDENTIAL", "SECRET", "TOP SECRET"})
_SERIAL_DIGITS = 6
_REF_INDENT = "     "
# An item that says its own letter. must match "A. STATE 1", "(A) STATE 1", "REF A: STATE 1"; must not
# match "STATE 1"
_BULLET_RE = re.compile(r"¶?(?:REF )?[(\[]?(?:[A-Z]{1,2}|[0-9]{1,2})[)\].:]")


def write_classification(telegram: Telegram) -> str:
    """The classification line, with section, station and serial."""
    words = telegram.classification.text if telegram.classification else ""
    if words in _LETTER_SPACED:
        words = "  ".join(" ".join(word) for word in words.split())
    section = f" SECTION {telegram.section[0]:02d} OF {telegram.section[1]:02d}" if telegram.section else ""
    return f"{words}{section} {telegram.station} {telegram.serial.zfill(_SERIAL_DIGITS)}"


def write_head(telegram: Telegram, width: int = WIDTH) -> list[list[str]]:
    """The blocks of the head below the classification line, between which blank lines stand."""
    keys = [write_order(telegram.declassification)] if telegram.declassification else []
    if telegram.tags:
        keys += wrap_words(join_tags(telegram.tags), first="TAGS: ", width=width)
    if telegram.subject:
        mark = spell_mark(telegram.subject.marking) + " " if telegram.subject.marking else ""
        keys += wrap_words(mark + telegram.subject.text, first="SUBJECT: ", width=width)
    blocks = [
        [caption.text for caption in telegram.captions],
        [" ".join((CORRECTED, telegram.corrected.text)).rstrip()] if telegram.corrected else [],
        [line for passing in telegram.passing for line in wrap_words(passing.text, width=width)],
        keys,
        write_references(telegram.references, telegram.year, width),
    ]
    blocks += [write_classified(one, width) for one in telegram.classified_by]
    return [block for block in blocks if block]


def write_order(line: Declassification) -> str:
    """The E.O. line."""
    value = {
        "none": "N/A",
        "date": f"DECL: {line.on:%m/%d/%Y}" if line.on else "",
        "codes": f"DECL: {', '.join(line.codes)}",
        "oadr": "DECL: OADR",
        "event": f"DECL: {line.event}",
    }.get(line.kind, line.text)
    downgrade = f"DNG: {line.downgrade_on:%m/%d/%Y}" if line.downgrade_on else ""
    return " ".join(word for word in (f"E.O. {line.order}:", downgrade, value) if word)


def join_tags(tags: Sequence[Tag]) -> str:
    """The TAGS with commas; a person stands in parentheses behind the tag before it.

    >>> join_tags([Tag("OVIP", "subject"), Tag("SMITH, JOHN", "person"), Tag("HK", "geographic")])
    'OVIP (SMITH, JOHN), HK'
    """
    words = ""
    for tag in tags:
        if tag.kind == "person" and "(" not in tag.text:
            words += f" ({tag.text})" if words else f"({tag.text})"
        else:
            words += f", {tag.text}" if words else tag.text
    return words


def write_references(references: Sequence[Reference], year: int | None, width: int = WIDTH) -> list[str]:
    """The REF block, an item on each line; what shares the letter or station before it, on its line."""
    items: list[str] = []
    before: Reference | None = None
    for one in references:
        text = one.text or spell_reference(one, year)
        if before is not None and _shares_line(one, text, before):
            items[-1] += f", {text}"
        else:
            items.append(text)
        before = one
    lines: list[str] = []
    for at, item in enumerate(items):
        lead = _REF_INDENT if at else "REF: "
        lines += wrap_words(item, first=lead, indent=_REF_INDENT + "   ", width=width)
    return lines


def spell_reference(reference: Reference, year: int | None) -> str:
    """The words of an item that was not read from a text.

    >>> spell_reference(Reference("A", "cable", "", "STATE", 2008, "60446", "", notes=("NOTAL",)), 2009)
    'A. 08 STATE 60446 (NOTAL)'
    """
    post = load_posts().by_code.get(find_station(letter_key(reference.station)))
    own_year = reference.year is not None and reference.year != year
    words = [
        f"{reference.letter}." if reference.letter else "",
        f"{(reference.year or 0) % 100:02d}" if own_year else "",
        post.words if post else reference.station,
        reference.serial,
        *(f"({note})" for note in reference.notes),
        "AND PREVIOUS" if reference.and_previous else "",
        f'"{reference.title}"' if reference.title else "",
    ]
    return " ".join(word for word in words if word)


def _shares_line(one: Reference, text: str, before: Reference) -> bool:
    opens_itself = (
        bool(one.letter)
        and letter_key(text).startswith(one.letter)
        and text[:3].strip("([¶ ")[1:2] in (".", ")", ":")
    )
    if one.letter and one.letter == before.letter:
        return not opens_itself
    return not one.letter and text.isdecimal() and bool(before.station)


def write_classified(one: ClassifiedBy, width: int = WIDTH) -> list[str]:
    """A Classified By line; the name stands behind the position, or before it if it would be lost there."""
    forms = [_spell_classified(one, words) for words in _spell_officer(one)]
    said = (one.name, one.position, one.section, one.reasons)
    for form in forms:
        read = read_classified_by(f"Classified By: {form}")
        if [(r.name, r.position, r.section, r.reasons) for r in read] == [said]:
            return wrap_words(form, first="Classified By: ", width=width)
    return wrap_words(forms[0], first="Classified By: ", width=width)


def _spell_officer(one: ClassifiedBy) -> list[str]:
    if not one.name or not one.position:
        return [one.name or one.position or one.text]
    return [f"{one.position} {one.name}", f"{one.name}, {one.position}"]


def _spell_classified(one: ClassifiedBy, words: str) -> str:
    letters = [f"({letter})" for letter in one.reasons]
    listed = ", ".join(letters[:-1]) + f" and {letters[-1]}" if len(letters) > 1 else "".join(letters)
    reasons = f" for reasons {one.section} {listed}".rstrip() if one.section and words != one.text else ""
    ending = "." if not (words + reasons).endswith(".") else ""
    return f"{words}{reasons}{ending}"
