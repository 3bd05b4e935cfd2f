"""The quick way: a telegram in which every line is what it should be.

Nearly every telegram is whole. This reader takes such a telegram in one walk over its lines, and gives up at
the first line that is not plainly one thing. What it gives up is read by the reader for damaged text, and
what it reads is what that reader would have read: a law of the tests holds the two together.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from typing import NamedTuple

from reftel.document import Document, Level, Marking, Span, join_markings
from reftel.telegram.classification import find_held_captions, read_alone, read_security_line
from reftel.telegram.classifier import read_classified_by
from reftel.telegram.marks import marking_of, marking_of_captions
from reftel.telegram.model import ClassifiedBy, Passing, SecurityLine, Subject, Telegram, Words
from reftel.telegram.references import find_references, make_mrn
from reftel.telegram.values import countries_of, read_order
from reftel.telegram.whole_body import read_whole_body
from reftel.telegram.whole_head import (
    HEAD_RE,
    HEADER_RE,
    MARK_LINE_RE,
    OPENING_RE,
    OTHER_KEY_RE,
    PAGE_SIGN_RE,
    has_plain_lines,
    is_plain_line,
    names_level,
    read_whole_addresses,
    read_whole_captions,
    read_whole_correction,
    read_whole_header,
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
_LONGEST_HEADER = 6_000
# What a whole telegram is made of.
_PRINTED = bytes(set(range(32, 127)) - set(b"[]{}")) + b"\n\xb6"
# Capitals as A and digits as 0, and nothing else: where a station and a serial stand side by side.
_AS_NUMBERS = bytes(65 if 65 <= code < 91 else 48 if 48 <= code < 58 else code for code in range(256))
_NO_NUMBERS = bytes(code for code in range(256) if not (65 <= code < 91 or 48 <= code < 58 or code == 10))
_IN_SMALL = bytes(range(256)).lower().replace(b"\n", b" ")
# must match in "this cable is", "this  telegram"; must not match in "this is"
_OF_ALL_RE = re.compile(rb"this +(?:message|cable|telegram)")
# must match in "top secret) the", "limited official use )"; must not match in "(the police)"
_CLOSED_RE = re.compile(rb"[)](?<=(?:cret|fied| use|... )[)])", re.DOTALL)
_NO_TITLES = (
    "VZCZC",
    "DE R",
    "ZZ R",
    "OO R",
    "PP R",
    "RR R",
    "Z ",
    "O ",
    "P ",
    "R ",
    "SECRET",
    "CONF",
    "UNCLAS",
)
_LEVELS = {"U": "UNCLAS", "C": "CONFIDENTIAL", "S": "SECRET"}


def read_whole_telegram(raw: str, document_of: Callable[[str], Document]) -> Telegram | None:
    """Read a telegram in which every line is what it should be; None if one is not.

    Args:
        raw: The text as it came.
        document_of: Makes the blocks of a text when they are asked for.
    """
    header = HEADER_RE.match(raw)
    if header is None or header["title"].startswith(_NO_TITLES) or header["origin"].startswith(_NO_TITLES):
        return None
    opening = OPENING_RE.search(raw, header.end(), header.end() + _LONGEST_HEADER)
    head = HEAD_RE.match(raw, opening.end()) if opening else None
    signed = _SIGNATURE_RE.search(raw, max(0, len(raw) - _LONGEST_SIGNATURE))
    if opening is None or head is None or signed is None:
        return None
    small = _in_small_letters(raw, head)
    if small is None or not is_plain_line(header["title"]) or PAGE_SIGN_RE.search(header["title"]):
        return None
    words = f"{header['title']} {header['origin']} {header['sender']}"
    if names_level(words) or " \n" in header[0] or find_held_captions(head["corrected"] or ""):
        return None
    if PAGE_SIGN_RE.search(raw, opening.end(), head.end()):
        return None
    return _read(_Found(header, opening, head, signed), small, document_of)


class _Found(NamedTuple):
    """The places between which a telegram is read."""

    header: re.Match[str]
    opening: re.Match[str]
    head: re.Match[str]
    signed: re.Match[str]


class _Head(NamedTuple):
    """What the head says, and what follows from it for the body."""

    captions: tuple[Words, ...]
    passing: tuple[Passing, ...]
    subject: Subject
    classified: tuple[ClassifiedBy, ...]
    marking: Marking


def _read(found: _Found, small: bytes, document_of: Callable[[str], Document]) -> Telegram | None:
    header, opening, head = found.header, found.opening, found.head
    raw = head.string
    code, iso3 = _post_of(opening["station"])
    addresses = read_whole_addresses(raw, header.end(), opening.start())
    said = _read_head(found) if code and addresses else None
    if said is None or addresses is None:
        return None
    body = read_whole_body(raw, said.marking, (head.end() - 1, found.signed.start()), small)
    if body is None:
        return None
    catalogue, transmission = read_whole_header(header)
    transmission.to, transmission.info = addresses
    year = transmission.date_time.year if transmission.date_time else None
    tags = read_whole_tags(head)
    serial = str(int(opening["serial"]))
    section = opening["number"]
    return Telegram(
        raw=raw,
        mrn=make_mrn(year, code, serial),
        station=opening["station"],
        serial=serial,
        year=year,
        marking=said.marking,
        section=(int(section), int(opening["of"])) if section else None,
        catalogue=catalogue,
        transmission=transmission,
        classification=Words(_LEVELS[opening["level"][0]], Span(*opening.span())),
        captions=said.captions,
        corrected=read_whole_correction(head),
        passing=said.passing,
        declassification=read_order(raw, *head.span("order")),
        tags=tags,
        subject=said.subject,
        references=find_references(raw, year, *head.span("references")) if head["references"] else (),
        classified_by=said.classified,
        paragraphs=tuple(body.paragraphs),
        signature=Words(found.signed["name"], Span(*found.signed.span("name"))),
        countries=countries_of(tuple([tag.text for tag in tags if len(tag.text) == 2]), iso3, year),
        leave_out=tuple(body.pages),
        blocks_of=document_of,
    )


def _read_head(found: _Found) -> _Head | None:
    head = found.head
    passing = read_whole_passing(head) if head["passing"] else ()
    subject = read_whole_subject(head)
    classified = _read_classified(head) if head["classified"] else ()
    if passing is None or subject is None or classified is None:
        return None
    captions = read_whole_captions(head) if head["captions"] else ()
    marking = _marking_of(
        found.opening["level"],
        found.header["classification"],
        found.header["letters"] or "",
        tuple([caption.text for caption in captions]),
        any(by.section for by in classified),
    )
    return _Head(captions, passing, subject, classified, marking) if marking else None


def _read_classified(head: re.Match[str]) -> tuple[ClassifiedBy, ...] | None:
    start, end = head.span("classified")
    if OTHER_KEY_RE.search(head.string, start, end) or MARK_LINE_RE.search(head.string, start, end):
        return None
    return read_classified_by(head.string, start, end)


def _in_small_letters(raw: str, head: re.Match[str]) -> bytes | None:
    """The text in small letters, line ends as blanks; None if it may say how it is held."""
    try:
        data = raw.encode("latin-1")
    except UnicodeEncodeError:
        return None
    if data.translate(None, _PRINTED):
        return None
    small = data.translate(_IN_SMALL)
    if (
        b"entire" in small
        or b"classification" in small
        or _OF_ALL_RE.search(small)
        or _CLOSED_RE.search(small)
    ):
        return None
    if names_level(raw[head.end("captions") : head.end()]) or OTHER_KEY_RE.search(head["references"] or ""):
        return None
    if not (has_plain_lines(head["references"]) and has_plain_lines(head["classified"])):
        return None
    return None if _has_opening(raw, data, head.end()) else small


def _has_opening(raw: str, data: bytes, start: int) -> bool:
    """Whether a line of the body may be a classification line, which ends in capitals and a serial."""
    body = data[start:]
    if b"A000" not in body.translate(_AS_NUMBERS, _NO_NUMBERS):
        return False
    numbers = body.translate(_AS_NUMBERS)
    at = numbers.find(b"000")
    while at >= 0:
        end = start + at
        if names_level(raw[raw.rfind("\n", 0, end) + 1 : end]):
            return True
        at = numbers.find(b"000", at + 3)
    return False


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
