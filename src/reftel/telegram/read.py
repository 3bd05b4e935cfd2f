"""Reading a telegram: raw text to fields, blocks and problems. Never raises on content."""

from __future__ import annotations

import gc
import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice

from msgspec.structs import replace

from reftel.document import (
    UNMARKED,
    Block,
    Document,
    Level,
    Marking,
    Problem,
    Severity,
    Span,
    fold_white_space,
    join_markings,
)
from reftel.telegram.blocks import BlockList
from reftel.telegram.body import Body, read_body
from reftel.telegram.classification import (
    ClassificationLine,
    find_classification_lines,
    find_header_marking,
    find_stray_marking,
    read_alone,
    read_security_line,
)
from reftel.telegram.classifier import read_classified_by
from reftel.telegram.declassification import read_declassification
from reftel.telegram.head import Head, read_head, read_tags
from reftel.telegram.header import (
    DATE_TIME_RE,
    SECURITY_LINE_RE,
    STATION_LINE_RE,
    read_catalogue,
    read_transmission,
)
from reftel.telegram.lines import lines_within, split_lines, without_page_lines
from reftel.telegram.marks import find_marks, marking_of_captions, marking_of_paragraph, read_opening_marks
from reftel.telegram.model import (
    Catalogue,
    Paragraph,
    Reference,
    Subject,
    Telegram,
    Transmission,
    Words,
    four_digit_year,
)
from reftel.telegram.pages import find_page_lines_among
from reftel.telegram.parts import Part, Parts, cut_record
from reftel.telegram.references import find_references, make_mrn
from reftel.telegram.values import countries_of
from reftel.telegram.whole import read_whole_telegram, read_whole_telegrams
from reftel.vocab.classification import find_classification
from reftel.vocab.posts import find_post

_LOOK_AT = 20_000
# The texts of so many telegrams, read step by step, stay near the processor.
_AT_ONCE = 50
_SIGNS_OF_A_TELEGRAM = 2
# must match "E.O. 12958"; must not match "E.O. of 2001"
_ORDER_RE = re.compile(r"E\.? ?O\.? ?1[0-9]{4}\b")
# must match "TAGS: KTIP", "TAG, KTIP"; must not match "TAGS KTIP"
_TAGS_RE = re.compile(r"TAGS?\s{0,9}[:;,]")
# must match "SUBJECT: X", "SUBJ: X"; must not match "SUBJECTED TO:"
_SUBJECT_RE = re.compile(r"SUBJ(?:ECT)?\s{0,9}:")
# must match whole "HK"; must not match "KTIP"
_GEOGRAPHIC_RE = re.compile(r"[A-Z]{2}")
# must match in "for reasons 1.4 (b)", "REASON: 1.5(D)"; must not match "for reasons of space"
_REASON_RE = re.compile(r"\b1\.[45]\b")


@dataclass(slots=True)
class _Reading:
    """One telegram of a record, as read."""

    part: Part
    transmission: Transmission
    head: Head
    body: Body


def read_telegram(raw: str) -> Telegram:
    """Read one telegram, with or without the catalogue lines and transmission header before it.

    Args:
        raw: The text as it came, line ends of any kind. Offsets in the result index this string.

    Returns:
        The telegram. Whatever could not be read is a problem in its document, and its words are still
        there, in a block of their own. A record that holds several telegrams gives the fields of the first,
        the paragraphs of all, and is held at the join of their classifications.

    Source:
        docs/telegram-format.md; ACP 117; 5 FAH-1 H-240.
    """
    return read_whole_telegram(raw, _document_of) or read_damaged_telegram(raw)


def read_telegrams(raws: Iterable[str]) -> Iterator[Telegram]:
    """Read many telegrams, in less time than one by one.

    Args:
        raws: Texts as `read_telegram` takes them; so many are asked for ahead as are read at once.

    Yields:
        What `read_telegram` makes of each, in order.
    """
    rest = iter(raws)
    while some := list(islice(rest, _AT_ONCE)):
        with _collector_at_rest():
            found = read_whole_telegrams(some, _document_of)
        for raw, whole in zip(some, found, strict=True):
            yield whole or read_damaged_telegram(raw)


@contextmanager
def _collector_at_rest() -> Iterator[None]:
    """Keep the collector of cycles from its work while fifty telegrams are read: they make none.

    It would look at all that is half read, again and again, which takes a fifteenth of the time.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def _document_of(raw: str) -> Document:
    return read_damaged_telegram(raw).document


def read_damaged_telegram(raw: str) -> Telegram:
    """The same for a telegram of any kind, with tolerance for damage everywhere."""
    lines = split_lines(raw, Span(0, len(raw)))
    record = cut_record(raw, lines)
    leave_out = sorted((*find_page_lines_among(lines), *record.repeats))
    text_lines = without_page_lines(lines, leave_out)
    above = lines_within(lines, Span(0, _start_of_text(record.parts[0])))
    catalogue, record.parts[0].start = read_catalogue(above)
    transmissions = [
        read_transmission(lines_within(lines, Span(part.start, _start_of_text(part))))
        for part in record.parts
    ]
    heads = [
        read_head(raw, part.body_start, lines_within(text_lines, Span(part.body_start, part.end)), leave_out)
        for part in record.parts
    ]
    marking = _find_marking(record, catalogue, transmissions, heads)
    readings = [
        _Reading(
            part,
            transmission,
            head,
            read_body(raw, lines_within(text_lines, Span(head.end, part.end)), marking),
        )
        for part, transmission, head in zip(record.parts, transmissions, heads, strict=True)
    ]
    return _make_telegram(raw, catalogue, readings, marking, leave_out)


def looks_like_telegram(text: str) -> bool:
    """Whether a text is a telegram, or what damage left of one."""
    top = text[:_LOOK_AT]
    starts = [line.text for line in split_lines(top, Span(0, len(top))) if not line.is_blank]
    header = (re.compile(r"VZCZC\w"), SECURITY_LINE_RE, STATION_LINE_RE)
    signs = [
        any(_ORDER_RE.match(text) for text in starts),
        any(_TAGS_RE.match(text) for text in starts),
        any(_SUBJECT_RE.match(text) for text in starts),
        any(pattern.match(text) for text in starts for pattern in header),
        any(DATE_TIME_RE.match(text) for text in starts),
    ]
    found = sum(signs)
    if found == _SIGNS_OF_A_TELEGRAM - 1:
        # Asked last, and only where it decides: it takes longer than all others together.
        found += bool(find_classification_lines(top, Span(0, len(top))))
    return found >= _SIGNS_OF_A_TELEGRAM


def _start_of_text(part: Part) -> int:
    return part.opening.span.start if part.opening else part.body_start


def _find_marking(
    record: Parts, catalogue: Catalogue, transmissions: Sequence[Transmission], heads: Sequence[Head]
) -> Marking:
    """How the record is held: the join of all that says so; SECRET where a telegram's own words are lost.

    A classification line that is lost or damaged is made good by format line 4 only, never by the catalogue.
    """
    found = [line.marking for line in record.openings]
    if catalogue.classification:
        found.append(read_alone(catalogue.classification.text.upper()) or Marking(Level.S))
    for part, transmission, head in zip(record.parts, transmissions, heads, strict=True):
        is_whole = part.opening is not None and not part.opening.damaged_from
        if part.opening:
            found.append(part.opening.marking)
        if not is_whole:
            found.append(
                find_header_marking([line for line in record.above if line.span.start >= part.start])
            )
        if transmission.security_line:
            found.append(read_security_line(transmission.security_line))
        elif not is_whole:
            found.append(Marking(Level.S))
        if head.classified and _REASON_RE.search(head.classified.text):
            found.append(Marking(Level.C))  # only a classified telegram names who classified it and why
    captions = [caption.text for head in heads for caption in head.captions]
    captions += [word for head in heads for word in head.held]
    return marking_of_captions(join_markings(found), captions) | find_stray_marking(record.lines)


def _make_telegram(
    raw: str, catalogue: Catalogue, readings: Sequence[_Reading], marking: Marking, leave_out: Sequence[Span]
) -> Telegram:
    main = next((reading for reading in readings if reading.head.subject or reading.head.tags), readings[0])
    opening, head, transmission = main.part.opening, main.head, main.transmission
    paragraphs = _name_apart(raw, readings, leave_out)
    tags = read_tags(head.tags, raw, leave_out) if head.tags else ()
    year = _find_year(catalogue, transmission)
    mrn = _find_mrn(opening, catalogue, year)
    post = find_post(opening.station) if opening else None
    geographic = tuple(tag.text for tag in tags if _GEOGRAPHIC_RE.fullmatch(tag.text))
    blocks = _make_blocks(raw, catalogue, readings, paragraphs, marking)
    problems = tuple(_find_problems(raw, mrn, main, readings))
    return Telegram(
        raw=raw,
        mrn=mrn,
        station=opening.station if opening else "",
        serial=str(int(opening.serial)) if opening else "",
        year=year,
        marking=marking,
        section=opening.section if opening else None,
        catalogue=catalogue,
        transmission=transmission,
        classification=Words(_spell_level(opening), opening.span) if opening else None,
        captions=tuple(head.captions),
        corrected=head.corrected,
        passing=tuple(head.passing),
        declassification=read_declassification(raw, *_block(head, "order")),
        tags=tags,
        subject=_subject_without_mark(raw, head, leave_out),
        references=_read_references(raw, head, year, leave_out),
        classified_by=read_classified_by(raw, *_block(head, "classified")),
        paragraphs=tuple(paragraphs),
        signature=main.body.signature,
        countries=countries_of(geographic, post.iso3 if post else "", year),
        leave_out=tuple(leave_out),
        made=Document("telegram", _document_key(mrn, opening), raw, blocks, problems),
    )


def _inside(leave_out: Sequence[Span], paragraph: Paragraph) -> tuple[Span, ...]:
    return tuple(hole for hole in leave_out if paragraph.text_span.meets(hole)) if leave_out else ()


def _name_apart(raw: str, readings: Sequence[_Reading], leave_out: Sequence[Span]) -> list[Paragraph]:
    """All paragraphs of a record in order, so that no two have the same label."""
    found: list[Paragraph] = []
    seen: set[tuple[int, int]] = set()
    for part, reading in enumerate(readings, 1):
        for paragraph in reading.body.paragraphs:
            key = (part, paragraph.number or 0)
            is_repeat = paragraph.number is not None and key in seen
            seen.add(key)
            inside = _inside(leave_out, paragraph)
            found.append(
                replace(paragraph, ordinal=len(found) + 1, part=part, is_repeat=is_repeat, leave_out=inside)
            )
    return found


def _find_year(catalogue: Catalogue, transmission: Transmission) -> int | None:
    if transmission.date_time:
        return transmission.date_time.year
    if catalogue.date and (match := re.search(r"\b(19|20)[0-9]{2}\b", catalogue.date.text)):
        return int(match[0])
    if catalogue.identifier:
        return four_digit_year(catalogue.identifier.text[:2])
    return None


def _find_mrn(opening: ClassificationLine | None, catalogue: Catalogue, year: int | None) -> str:
    if opening and year is not None:
        post = find_post(opening.station)
        code = post.code if post else re.sub(r"[^A-Z]", "", opening.station)
        return make_mrn(year, code, opening.serial)
    return catalogue.identifier.text.upper() if catalogue.identifier else ""


def _document_key(mrn: str, opening: ClassificationLine | None) -> str:
    # Without a year the station and serial still tell which telegram of the post it is.
    if mrn or opening is None:
        return mrn
    return f"{re.sub('[^A-Z]', '', opening.station)}{int(opening.serial)}"


def _spell_level(opening: ClassificationLine) -> str:
    """The classification as it is spelt without letter-spacing."""
    words = opening.damaged_from or opening.level
    known = find_classification(words)
    return known.word if known else " ".join(words.upper().split())


def _block(head: Head, kind: str) -> Span:
    """From the first block of a key, with the key, to its last; an empty stretch if there is none."""
    spans = [span for name, span in head.blocks if name == kind]
    return Span(spans[0].start, spans[-1].end) if spans else Span(0, 0)


def _subject_without_mark(raw: str, head: Head, leave_out: Sequence[Span]) -> Subject | None:
    if head.subject is None:
        return None
    span = head.subject.span
    mark = read_opening_marks(raw, span.start, span.end)
    if mark is None or raw[span.start] not in "([{（［":
        return Subject(head.subject.text, None, span)
    return Subject(fold_white_space(raw, Span(mark.end, span.end), leave_out).text, mark.marking, span)


def _subject_marking(raw: str, head: Head, marking: Marking) -> Marking:
    """That of its mark, as a paragraph's; a damaged mark or one further on can only raise."""
    if head.subject is None:
        return marking
    span = head.subject.span
    mark = read_opening_marks(raw, span.start, span.end)
    own = marking_of_paragraph(mark.marking if mark else None, marking)
    if mark and not mark.is_certain:
        own = own | marking
    return own | (find_marks(raw, span) or UNMARKED)


def _title_marking(raw: str, title: Words, head: Head, subject: Marking, marking: Marking) -> Marking:
    # A title that says what the SUBJECT does not say is held as the telegram is.
    repeats = head.subject is not None and head.subject.text.upper().startswith(title.text.upper())
    bare = _subject_without_mark(raw, head, ())
    repeats = repeats or (bare is not None and bare.text.upper().startswith(title.text.upper()))
    return subject if repeats else subject | marking


def _read_references(
    raw: str, head: Head, year: int | None, leave_out: Sequence[Span]
) -> tuple[Reference, ...]:
    if head.references is None:
        return ()
    start, end = head.references.span
    return find_references(raw, year, start, end, leave_out)


def _make_blocks(
    raw: str,
    catalogue: Catalogue,
    readings: Sequence[_Reading],
    paragraphs: Sequence[Paragraph],
    marking: Marking,
) -> tuple[Block, ...]:
    blocks = BlockList(raw, marking, join_markings(reading.body.held for reading in readings))
    for field in (catalogue.identifier, catalogue.date, catalogue.classification, catalogue.origin):
        blocks.add("catalogue", field.span if field else None)
    for index, reading in enumerate(readings):
        head, body = reading.head, reading.body
        subject = _subject_marking(raw, head, marking)
        if catalogue.title and not index:
            blocks.add(
                "title", catalogue.title.span, _title_marking(raw, catalogue.title, head, subject, marking)
            )
        blocks.add("transmission", _cover_transmission(reading.transmission))
        blocks.add("classification", reading.part.opening.span if reading.part.opening else None)
        for kind, span in head.blocks:
            is_subject = kind == "subject" and head.subject is not None and span.covers(head.subject.span)
            blocks.add(kind, span, subject if is_subject else None)
        for heading in body.headings:
            blocks.add("heading", heading.span, heading.marking)
        blocks.add("signature", body.signature.span if body.signature else None, body.end_marking)
        for span in body.rest:
            blocks.add("other", span, body.end_marking)
    for paragraph in paragraphs:
        blocks.add_block(Block(paragraph.role, paragraph.span, paragraph.label, paragraph.marking))
    return blocks.fill()


def _cover_transmission(header: Transmission) -> Span | None:
    lines = (header.identifier, header.station_line, header.security_line, header.date_time, header.sender)
    spans = [line.span for line in (*lines, *header.to, *header.info, *header.exempt) if line]
    return Span(min(s.start for s in spans), max(s.end for s in spans)) if spans else None


def _find_problems(raw: str, mrn: str, main: _Reading, readings: Sequence[_Reading]) -> list[Problem]:
    start, end = Span(0, 0), Span(len(raw), len(raw))
    head = main.head
    problems = _check_classification(main.part.opening)
    if not mrn:
        problems.append(_warn("no-mrn", "The telegram's reference number cannot be made out.", start))
    if head.subject is None or not head.subject.text:
        problems.append(_warn("no-subject", "No SUBJECT line was found.", start))
    if head.tags is None:
        problems.append(_warn("no-tags", "No TAGS line was found.", start))
    for reading in readings[1:]:
        span = Span(reading.part.start, reading.part.body_start)
        problems.append(_warn("several-telegrams", "Another telegram begins here.", span))
    if not any(reading.body.paragraphs for reading in readings):
        message = "No text was found below the head."
        problems.append(Problem("telegram.no-paragraphs", Severity.ERROR, message, end))
    elif readings[-1].body.signature is None:
        problems.append(_warn("no-signature", "No signature ends the text, which may be cut off.", end))
    for gap in (gap for reading in readings for gap in reading.body.gaps):
        message = f"Paragraph {gap.found} follows where {gap.expected} was due."
        problems.append(_warn("numbering", message, gap.span))
    return problems


def _check_classification(opening: ClassificationLine | None) -> list[Problem]:
    if opening is not None and not opening.damaged_from:
        return []
    found = "No classification line was found" if opening is None else "The classification line is damaged"
    message = f"{found}; the text is held at the highest level that nothing lowers."
    if opening is None:
        return [Problem("telegram.no-classification", Severity.ERROR, message, Span(0, 0))]
    return [Problem("telegram.damaged-classification", Severity.ERROR, message, opening.span)]


def _warn(code: str, message: str, span: Span) -> Problem:
    return Problem(f"telegram.{code}", Severity.WARNING, message, span)
