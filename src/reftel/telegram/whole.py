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
from reftel.telegram.model import Reference, SecurityLine, Telegram, Words
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

# must match in "text \nMARUT", "text\nVAN DOREN\n"; must not match in "text\nMarut"
_SIGNATURE_RE = re.compile(r"\n(?P<name>[A-Z][A-Z'-]{1,30}(?: [A-Z][A-Z'.-]{0,30}){0,2})\n?\Z")
_LONGEST_SIGNATURE = 100
_LEVELS = {"U": "UNCLAS", "C": "CONFIDENTIAL", "S": "SECRET"}


def read_whole_telegram(raw: str, document_of: Callable[[str], Document]) -> Telegram | None:
    """Read a telegram in which every line is what it should be; None if one is not.

    Args:
        raw: The text as it came.
        document_of: Makes the blocks of a text when they are asked for.
    """
    header = HEADER_RE.match(raw)
    signed = _SIGNATURE_RE.search(raw, max(0, len(raw) - _LONGEST_SIGNATURE))
    opening = find_opening(header) if header else -1
    head = HEAD_RE.match(raw, opening) if opening >= 0 else None
    if header is None or signed is None or head is None or not is_plain_header(header):
        return None
    if not _is_signature(signed["name"]):
        return None
    telegram = Telegram(raw, blocks_of=document_of)
    if not (_read_above(telegram, header, head) and _read_head(telegram, header, head)):
        return None
    return telegram if _read_body(telegram, head, signed) else None


def _read_above(telegram: Telegram, header: re.Match[str], head: re.Match[str]) -> bool:
    """The catalogue, the transmission header and the classification line."""
    station = head["station"]
    code, iso3 = _post_of(station)
    addresses = read_whole_addresses(header.string, header.end(), head.start())
    if not code or addresses is None:
        return False
    telegram.catalogue, transmission = read_whole_header(header)
    transmission.to, transmission.info = addresses
    telegram.transmission = transmission
    year = transmission.date_time.year if transmission.date_time else None
    level, number, of, serial = head.group("level", "number", "of", "serial")
    telegram.station = station
    telegram.serial = serial = serial.lstrip("0") or "0"
    telegram.year = year
    telegram.mrn = f"{year % 100:02d}{code}{serial}" if year is not None else ""
    telegram.section = (int(number), int(of)) if number else None
    telegram.classification = Words(_LEVELS[level[0]], Span(*head.span("opening")))
    telegram.tags = tags = read_whole_tags(head.string, head["tags"], head.start("tags"))
    telegram.countries = countries_of(tuple([tag.text for tag in tags if len(tag.text) == 2]), iso3, year)
    return True


def _read_head(telegram: Telegram, header: re.Match[str], head: re.Match[str]) -> bool:
    """From the captions to who classified it, and how it is held; False if a line may be two things."""
    raw = head.string
    captions, passing, tags, subject, references, classified = head.group(
        "captions", "passing", "tags", "subject", "references", "classified"
    )
    if raw.find("\nFM ", *head.span()) >= 0:  # the header of another telegram
        return False
    words = f"{passing}{tags}\n{subject}\n{classified}"
    if SERIAL_RE.search(words) and (names_level(words) or PAGE_SIGN_RE.search(words)):
        return False
    if captions:
        telegram.captions = read_whole_captions(raw, captions, head.start("captions"))
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


def _read_body(telegram: Telegram, head: re.Match[str], signed: re.Match[str]) -> bool:
    """The paragraphs and the signature; False where a line may be two things."""
    body = read_whole_body(head.string, telegram.marking, head.end(), signed.start())
    if body is None:
        return False
    telegram.paragraphs = tuple(body.paragraphs)
    telegram.leave_out = tuple(body.pages)
    telegram.signature = Words(signed["name"], Span(*signed.span("name")))
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
