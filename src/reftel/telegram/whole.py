"""The quick way: a telegram in which every line is what it should be.

Nearly every telegram is whole. One pattern takes its header, one its head, and one finds where its paragraphs
begin; this reader gives up at the first line that is not plainly one thing. What it gives up is read by the
reader for damaged text, and what it reads is what that reader would have read: a law of the tests holds the
two together.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import lru_cache

from reftel.document import Document, Level, Marking, Span, join_markings
from reftel.telegram.body import may_sign
from reftel.telegram.classification import read_alone, read_security_line
from reftel.telegram.marks import marking_of, marking_of_captions
from reftel.telegram.model import SecurityLine, Telegram, Words, four_digit_year
from reftel.telegram.references import find_references
from reftel.telegram.references.quick import read_clean_block
from reftel.telegram.values import countries_of
from reftel.telegram.whole_body import WholeBody
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
from reftel.telegram.whole_signs import Signs, count_signs, fold_signs, holds_serial, states_once
from reftel.vocab.captions import find_caption
from reftel.vocab.classification import find_classification
from reftel.vocab.posts import find_post

# must match whole "MARUT", "VAN DOREN\n"; must not match "Marut", "VAN DOREN."
_SIGNATURE_RE = re.compile(r"(?P<name>[A-Z][A-Z'-]{1,30}(?: [A-Z][A-Z'.-]{0,30}){0,2})(?<!\.)\n?")
_LONGEST_SIGNATURE = 100
_LEVELS = {"U": "UNCLAS", "C": "CONFIDENTIAL", "S": "SECRET"}


class _Reading:
    """A telegram while it is read.

    Attributes:
        telegram: What was read.
        header: The lines above the addressees.
        head: From the classification line to the first number.
        end: The line end before the signature.
        folded: Its characters, as signs are looked for among them.
        iso3: The country of its post.
        signs: What may mean more in the body.
        body: The paragraphs.
        is_whole: Whether every line was what it should be.
    """

    __slots__ = ("body", "end", "folded", "head", "header", "is_whole", "iso3", "signs", "telegram")

    header: re.Match[str]
    head: re.Match[str]
    end: int
    folded: bytes
    iso3: str
    signs: Signs
    body: WholeBody

    def __init__(self, telegram: Telegram) -> None:
        self.telegram = telegram
        self.is_whole = False


def read_whole_telegram(raw: str, document_of: Callable[[str], Document]) -> Telegram | None:
    """Read a telegram in which every line is what it should be; None if one is not.

    Args:
        raw: The text as it came.
        document_of: Makes the blocks of a text when they are asked for.
    """
    return read_whole_telegrams([raw], document_of)[0]


def read_whole_telegrams(
    raws: Sequence[str], document_of: Callable[[str], Document]
) -> list[Telegram | None]:
    """The same for some telegrams, step by step: less time than all steps over one, then over the next."""
    readings = [_Reading(Telegram(raw, blocks_of=document_of)) for raw in raws]
    left = readings
    for step in _STEPS:
        left = [one for one in left if step(one)]
    for one in left:
        one.is_whole = True
    return [one.telegram if one.is_whole else None for one in readings]


def _match_header(one: _Reading) -> bool:
    header = HEADER_RE.match(one.telegram.raw)
    if header is None or not is_plain_header(header):
        return False
    one.header = header
    return True


def _match_head(one: _Reading) -> bool:
    opening = find_opening(one.header)
    head = HEAD_RE.match(one.telegram.raw, opening) if opening >= 0 else None
    # The header of another telegram gives this one up.
    if head is None or head.string.find("\nFM ", *head.span()) >= 0:
        return False
    one.head = head
    return True


def _fold(one: _Reading) -> bool:
    folded = fold_signs(one.telegram.raw)
    if folded is None:
        return False
    one.folded = folded
    return True


def _read_signature(one: _Reading) -> bool:
    raw = one.telegram.raw
    last = raw.rfind("\n", max(0, len(raw) - _LONGEST_SIGNATURE), len(raw) - 1) + 1
    signed = _SIGNATURE_RE.fullmatch(raw, last) if last else None
    if signed is None or not _is_signature(signed["name"]):
        return False
    one.end = last - 1
    one.telegram.signature = Words(signed["name"], Span(*signed.span("name")))
    return True


def _read_header(one: _Reading) -> bool:
    one.telegram.catalogue, one.telegram.transmission = read_whole_header(one.header)
    return True


def _read_addresses(one: _Reading) -> bool:
    addresses = read_whole_addresses(one.head.string, one.header.end(), one.head.start())
    if addresses is None:
        return False
    one.telegram.transmission.to, one.telegram.transmission.info = addresses
    return True


def _read_classification(one: _Reading) -> bool:
    """The classification line, and what follows from it."""
    telegram, head = one.telegram, one.head
    opening, level, number, of, station, serial = head.group(
        "opening", "level", "number", "of", "station", "serial"
    )
    code, one.iso3 = _post_of(station)
    if not code:
        return False
    telegram.station = station
    telegram.serial = serial = serial.lstrip("0") or "0"
    telegram.year = year = four_digit_year(one.header["text"][-2:])
    telegram.mrn = f"{year % 100:02d}{code}{serial}"
    telegram.section = (int(number), int(of)) if number else None
    start = head.start()
    telegram.classification = Words(_LEVELS[level[0]], Span(start, start + len(opening)))
    return True


def _read_tags(one: _Reading) -> bool:
    one.telegram.tags = read_whole_tags(one.head["tags"], one.head.start("tags"))
    return True


def _find_countries(one: _Reading) -> bool:
    telegram = one.telegram
    geographic = [tag.text for tag in telegram.tags if len(tag.text) == 2]
    telegram.countries = countries_of(geographic, one.iso3, telegram.year)
    return True


def _is_one(one: _Reading) -> bool:
    """Whether no line that holds words may be another classification line, or a page line."""
    return not (_may_hold_serial(one) and _has_opening(one.head))


def _read_captions(one: _Reading) -> bool:
    telegram, head = one.telegram, one.head
    if captions := head["captions"]:
        telegram.captions = read_whole_captions(captions, head.start("captions"))
    if head["copy"]:
        telegram.corrected = read_whole_correction(head)
        return telegram.corrected is not None
    return True


def _read_passing(one: _Reading) -> bool:
    words = one.head["passing"]
    passing = read_whole_passing(words, one.head.start("passing")) if words else ()
    if passing is None:
        return False
    one.telegram.passing = passing
    return True


def _read_subject(one: _Reading) -> bool:
    head = one.head
    one.telegram.subject = read_whole_subject(head.string, head["subject"], head.start("subject"))
    return one.telegram.subject is not None


def _may_hold_serial(one: _Reading) -> bool:
    """Whether a serial or a page number may stand among the lines that hold words."""
    folded, head = one.folded, one.head
    return (
        holds_serial(folded, *head.span("passing"))
        or holds_serial(folded, head.start("tags"), head.end("subject"))
        or holds_serial(folded, *head.span("classified"))
        or folded.find(b"page", head.start("passing"), head.end()) >= 0
    )


def _has_opening(head: re.Match[str]) -> bool:
    """Whether another classification line, or a page line, may stand there."""
    words = "{}{}\n{}\n{}".format(*head.group("passing", "tags", "subject", "classified"))
    has_serial = SERIAL_RE.search(words) is not None
    return has_serial and (names_level(words) or PAGE_SIGN_RE.search(words) is not None)


def _read_order(one: _Reading) -> bool:
    one.telegram.declassification = read_whole_order(one.head)
    return True


def _read_classified(one: _Reading) -> bool:
    words = one.head["classified"]
    by = read_whole_classified(words, one.head.start("classified")) if words else ()
    if by is None:
        return False
    one.telegram.classified_by = by
    return True


def _read_marking(one: _Reading) -> bool:
    """How it is held, by all that says so."""
    telegram, header = one.telegram, one.header
    captions = tuple([caption.text for caption in telegram.captions])
    has_reason = any(by.section for by in telegram.classified_by)
    letters = header["letters"] or ""
    marking = _marking_of(one.head["level"], header["classification"], letters, captions, has_reason)
    if marking is None:
        return False
    telegram.marking = marking
    return True


def _read_references(one: _Reading) -> bool:
    telegram, (start, end) = one.telegram, one.head.span("references")
    if start < 0:
        return True
    raw, year = telegram.raw, telegram.year
    clean = read_clean_block(raw, year, start, end)
    if clean is not None:
        telegram.references = tuple(clean)
        return True
    block = raw[start:end]
    if (
        OTHER_KEY_RE.search(block)
        or not has_plain_lines(block)
        or names_level(block)
        or PAGE_SIGN_RE.search(block)
    ):
        return False
    telegram.references = find_references(raw, year, start, end)
    return True


def _has_one_opening(one: _Reading) -> bool:
    """Whether no line of the body may state the classification again."""
    return states_once(one.telegram.raw, one.folded, one.head.end(), one.end)


def _count_signs(one: _Reading) -> bool:
    one.signs = count_signs(one.telegram.raw, one.folded, one.head.end(), one.end)
    return True


def _find_breaks(one: _Reading) -> bool:
    one.body = WholeBody(one.telegram.raw, one.telegram.marking, one.end)
    one.body.find_breaks(one.head.end() - 3)
    return True


def _part_paragraphs(one: _Reading) -> bool:
    return one.body.part()


def _read_paragraphs(one: _Reading) -> bool:
    return one.body.read()


def _look_inside(one: _Reading) -> bool:
    """What pages, marks and labels inside the paragraphs say."""
    body, telegram = one.body, one.telegram
    if not body.look(one.signs, one.folded):
        return False
    telegram.paragraphs = tuple(body.paragraphs)
    telegram.leave_out = tuple(body.pages)
    return True


# Each goes on with what those before it found; False where a line may be two things. Small ones take less
# time, for what does one thing to fifty telegrams stays near the processor.
_STEPS: tuple[Callable[[_Reading], bool], ...] = (
    _match_header,
    _match_head,
    _fold,
    _read_signature,
    _read_header,
    _read_addresses,
    _read_classification,
    _read_tags,
    _find_countries,
    _is_one,
    _read_captions,
    _read_passing,
    _read_subject,
    _read_order,
    _read_classified,
    _read_marking,
    _read_references,
    _has_one_opening,
    _count_signs,
    _find_breaks,
    _part_paragraphs,
    _read_paragraphs,
    _look_inside,
)


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
