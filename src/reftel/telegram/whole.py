"""The quick way: a telegram in which every line is what it should be.

Nearly every telegram is whole. One pattern takes its header, one its head, and one finds where its paragraphs
begin; this reader gives up at the first line that is not plainly one thing. What it gives up is read by the
reader for damaged text, and what it reads is what that reader would have read: a law of the tests holds the
two together.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

from reftel.document import Document, Level, Marking, Span, join_markings
from reftel.telegram.body import may_sign
from reftel.telegram.classification import read_alone, read_security_line
from reftel.telegram.marks import marking_of, marking_of_captions
from reftel.telegram.model import Reference, SecurityLine, Telegram, Words, four_digit_year
from reftel.telegram.references import find_references
from reftel.telegram.references.quick import read_clean_block
from reftel.telegram.values import countries_of
from reftel.telegram.whole_body import read_whole_body
from reftel.telegram.whole_head import (
    HEAD_RE,
    HEADER_RE,
    OTHER_KEY_RE,
    PAGE_SIGN_RE,
    SERIAL_RE,
    find_opening,
    has_plain_lines,
    is_plain_header,
    is_plain_line,
    names_level,
    read_whole_addresses,
    read_whole_captions,
    read_whole_classified,
    read_whole_correction,
    read_whole_header,
    read_whole_order,
    read_whole_passing,
    read_whole_subject,
    read_whole_tags,
)
from reftel.vocab.captions import find_caption
from reftel.vocab.classification import find_classification
from reftel.vocab.posts import find_post

# must match whole "MARUT", "VAN DOREN\n"; must not match whole "Marut"
_SIGNATURE_RE = re.compile(r"(?P<name>[A-Z][A-Z'-]{1,30}(?: [A-Z][A-Z'.-]{0,30}){0,2})\n?")
_LONGEST_SIGNATURE = 100
_LEVELS = {"U": "UNCLAS", "C": "CONFIDENTIAL", "S": "SECRET"}


def read_whole_telegram(raw: str, document_of: Callable[[str], Document]) -> Telegram | None:
    """Read a telegram in which every line is what it should be; None if one is not.

    Args:
        raw: The text as it came.
        document_of: Makes the blocks of a text when they are asked for.
    """
    header = HEADER_RE.match(raw)
    if header is None or not is_plain_header(header):
        return None
    opening = find_opening(header)
    head = HEAD_RE.match(raw, opening) if opening >= 0 else None
    last = raw.rfind("\n", max(0, len(raw) - _LONGEST_SIGNATURE), len(raw) - 1) + 1
    signed = _SIGNATURE_RE.fullmatch(raw, last) if last else None
    if head is None or signed is None or not _is_signature(signed["name"]):
        return None
    telegram = _read_above(raw, header, head)
    if telegram is None or not _read_head(telegram, header, head):
        return None
    if not _read_body(telegram, head.end(), last - 1):
        return None
    telegram.signature = Words(signed["name"], Span(*signed.span("name")))
    telegram.blocks_of = document_of
    return telegram


def _read_above(raw: str, header: re.Match[str], head: re.Match[str]) -> Telegram | None:
    """The catalogue, the transmission header and the classification line."""
    opening, level, number, of, station, serial = head.group(
        "opening", "level", "number", "of", "station", "serial"
    )
    code, iso3 = _post_of(station)
    start = head.start()
    addresses = read_whole_addresses(raw, header.end(), start)
    if not code or addresses is None:
        return None
    catalogue, transmission = read_whole_header(header)
    transmission.to, transmission.info = addresses
    year = four_digit_year(header["text"][-2:])
    serial = serial.lstrip("0") or "0"
    tags = read_whole_tags(head["tags"], head.start("tags"))
    return Telegram(
        raw,
        f"{year % 100:02d}{code}{serial}",
        station,
        serial,
        year,
        section=(int(number), int(of)) if number else None,
        catalogue=catalogue,
        transmission=transmission,
        classification=Words(_LEVELS[level[0]], Span(start, start + len(opening))),
        tags=tags,
        countries=countries_of(tuple([tag.text for tag in tags if len(tag.text) == 2]), iso3, year),
    )


def _read_head(telegram: Telegram, header: re.Match[str], head: re.Match[str]) -> bool:
    """From the captions to who classified it, and how it is held; False if a line may be two things."""
    raw = telegram.raw
    captions, passing, tags, subject, references, classified = head.group(
        "captions", "passing", "tags", "subject", "references", "classified"
    )
    if raw.find("\nFM ", *head.span()) >= 0:  # the header of another telegram
        return False
    words = f"{passing}{tags}\n{subject}\n{classified}"
    if SERIAL_RE.search(words) and (names_level(words) or PAGE_SIGN_RE.search(words)):
        return False
    if captions:
        telegram.captions = read_whole_captions(captions, head.start("captions"))
    if head["copy"]:
        telegram.corrected = read_whole_correction(head)
        if telegram.corrected is None:
            return False
    telegram.declassification = read_whole_order(head)
    said = read_whole_subject(raw, subject, head.start("subject"))
    passed = read_whole_passing(passing, head.start("passing")) if passing else ()
    by = read_whole_classified(classified, head.start("classified")) if classified else ()
    referred = _read_references(raw, telegram.year, *head.span("references")) if references else ()
    marking = _marking_of(
        head["level"],
        header["classification"],
        header["letters"] or "",
        tuple([caption.text for caption in telegram.captions]),
        any(one.section for one in by or ()),
    )
    if said is None or passed is None or by is None or referred is None or marking is None:
        return False
    telegram.subject, telegram.passing, telegram.classified_by = said, passed, by
    telegram.references, telegram.marking = referred, marking
    return True


def _read_references(raw: str, year: int | None, start: int, end: int) -> tuple[Reference, ...] | None:
    clean = read_clean_block(raw, year, start, end)
    if clean is not None:
        return tuple(clean)
    block = raw[start:end]
    if (
        OTHER_KEY_RE.search(block)
        or not has_plain_lines(block)
        or names_level(block)
        or PAGE_SIGN_RE.search(block)
    ):
        return None
    return find_references(raw, year, start, end)


def _read_body(telegram: Telegram, start: int, end: int) -> bool:
    """The paragraphs; False where a line may be two things."""
    body = read_whole_body(telegram.raw, telegram.marking, start, end)
    if body is None:
        return False
    telegram.paragraphs = tuple(body.paragraphs)
    telegram.leave_out = tuple(body.pages)
    return True


@lru_cache(maxsize=4096)
def _is_signature(name: str) -> bool:
    return may_sign(name) and is_plain_line(name)


@lru_cache(maxsize=1024)
def _post_of(station: str) -> tuple[str, str]:
    """Code and country of a post; empty where the station is not plainly one."""
    post = find_post(station)
    first = station.split(" ", 1)[0]
    if post is None or find_caption(first) or find_classification(first):
        return "", ""
    return post.code, post.iso3


@lru_cache(maxsize=256)
def _marking_of(
    level: str, classification: str, letters: str, captions: tuple[str, ...], has_reason: bool
) -> Marking | None:
    """The join of all that says how the telegram is held; None for an unknown word of the catalogue."""
    catalogue = read_alone(classification)
    if catalogue is None:
        return None
    found = [marking_of(level), catalogue]
    if letters:
        found.append(read_security_line(SecurityLine("", letters)))
    if has_reason:
        found.append(Marking(Level.C))
    return marking_of_captions(join_markings(found), captions)
