"""Reading a telegram: raw text to fields, blocks and problems. Never raises on content."""

from __future__ import annotations

import re

from reftel.document import (
    Block,
    Document,
    Level,
    Marking,
    Problem,
    Severity,
    Span,
    fold_white_space,
    join_markings,
    trim,
)
from reftel.telegram.body import Body, find_page_lines, read_body
from reftel.telegram.head import Head, read_head, split_tags
from reftel.telegram.header import (
    ClassificationLine,
    find_classification_line,
    read_catalogue,
    read_transmission,
)
from reftel.telegram.marks import PORTION_RE, marking_of, marking_of_captions, read_portion_mark
from reftel.telegram.model import Catalogue, Reference, Telegram, Transmission, Words
from reftel.telegram.references import find_references, make_mrn
from reftel.vocab.countries import country_by_tag
from reftel.vocab.posts import find_post

_BLOCK_LABELS = {
    "catalogue": "catalogue lines",
    "title": "catalogue title",
    "transmission": "transmission header",
    "classification": "classification line",
    "caption": "captions",
    "passing": "passing line",
    "order": "E.O. line",
    "tags": "TAGS",
    "subject": "SUBJECT",
    "references": "REF",
    "classified": "Classified By",
    "heading": "heading",
    "signature": "signature",
    "other": "other text",
}
_LEVEL_OF_SECURITY_LETTER = {"U": Level.U, "E": Level.SBU, "C": Level.C, "S": Level.S}
_LOOK_AT = 20_000


def read_telegram(raw: str) -> Telegram:
    """Read one telegram, with or without the catalogue lines and transmission header before it.

    Args:
        raw: The text as it came, line ends of any kind. Offsets in the result index this string.

    Returns:
        The telegram. Whatever could not be read is a problem in its document, and its words are still
        there, in a block of their own.

    Source:
        docs/telegram-format.md; ACP 117; 5 FAH-1 H-240.
    """
    opening = find_classification_line(raw)
    text_start = opening.span.start if opening else 0
    catalogue, at = read_catalogue(raw, text_start if opening else len(raw))
    transmission = read_transmission(raw, Span(at, text_start if opening else _header_end(raw, at)))
    body_start = opening.span.end if opening else _header_end(raw, at)
    leave_out = find_page_lines(raw, Span(body_start, len(raw)))
    head = read_head(raw, Span(body_start, len(raw)), leave_out)
    marking = _telegram_marking(opening, catalogue, transmission, head)
    body = read_body(raw, Span(head.end, len(raw)), marking, leave_out)
    year = _find_year(catalogue, transmission)
    mrn = _find_mrn(opening, catalogue, year)
    blocks = _make_blocks(raw, opening, catalogue, transmission, head, body, marking)
    document = Document("telegram", _document_key(mrn, opening), raw, blocks, tuple(_find_problems(raw, opening, mrn, head, body)))
    return Telegram(
        document=document,
        mrn=mrn,
        station=opening.station if opening else "",
        year=year,
        marking=marking,
        section=opening.section if opening else None,
        catalogue=catalogue,
        transmission=transmission,
        classification=Words(opening.level, opening.span) if opening else None,
        captions=tuple(head.captions),
        passing=tuple(head.passing),
        executive_order=head.order,
        tags=split_tags(head.tags, raw) if head.tags else (),
        subject=_subject_without_mark(head),
        references=_read_references(raw, head, year, leave_out),
        classified_by=head.classified,
        paragraphs=tuple(body.paragraphs),
        signature=body.signature,
        countries=_find_countries(head, opening, year, raw),
        leave_out=tuple(leave_out),
    )


def looks_like_telegram(text: str) -> bool:
    """Whether a text is a telegram, or what damage left of one."""
    top = text[:_LOOK_AT]
    signs = [
        find_classification_line(top) is not None,
        re.search(r"^\s*E\.? ?O\.? ?1\d{4}\b", top, re.MULTILINE) is not None,
        re.search(r"^\s*TAGS?\s*[:;,]", top, re.MULTILINE) is not None,
        re.search(r"^\s*SUBJ(?:ECT)?\s*:", top, re.MULTILINE) is not None,
        re.search(r"^(?:VZCZC\w+|ZN[RY] [A-Z]{5}\b|DE R[A-Z]+ #\d+)", top, re.MULTILINE) is not None,
        re.search(r"^[ZOPR](?: [ZOPR])? \d{6}Z [A-Z]{3} \d\d", top, re.MULTILINE) is not None,
    ]
    return sum(signs) >= 2


def _header_end(raw: str, at: int) -> int:
    # Without a classification line the text begins at the first key or number that a head can hold.
    match = re.compile(r"^\s*(?:E\.?O\.? ?\d|TAGS?\s*:|SUBJ(?:ECT)?\s*:|¶?1\. )", re.MULTILINE).search(raw, at)
    return match.start() if match else at


def _telegram_marking(
    opening: ClassificationLine | None, catalogue: Catalogue, transmission: Transmission, head: Head
) -> Marking:
    captions = [caption.text for caption in head.captions]
    known: list[Marking] = []
    if opening:
        known.append(marking_of_captions(marking_of(opening.level), captions))
    if catalogue.classification:
        level, _, rest = catalogue.classification.text.partition("//")
        names = ["SENSITIVE" if "OFFICIAL USE" in rest else rest]
        known.append(marking_of_captions(marking_of(level), names))
    if not known and transmission.security_line:
        letter = transmission.security_line.text.split()[1][0]
        if letter in _LEVEL_OF_SECURITY_LETTER:
            known.append(marking_of_captions(Marking(_LEVEL_OF_SECURITY_LETTER[letter]), captions))
    # Nothing says how the text is held: it is kept from everyone but those who may read all levels.
    return join_markings(known) if known else Marking(Level.S)


def _find_year(catalogue: Catalogue, transmission: Transmission) -> int | None:
    if transmission.date_time_group:
        return _four_digits(transmission.date_time_group.text[-2:])
    if catalogue.date and (match := re.search(r"\b(19|20)\d\d\b", catalogue.date.text)):
        return int(match[0])
    if catalogue.identifier:
        return _four_digits(catalogue.identifier.text[:2])
    return None


def _four_digits(two: str) -> int:
    number = int(two)
    return number + (1900 if number > 65 else 2000)


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


def _subject_without_mark(head: Head) -> Words | None:
    if head.subject is None:
        return None
    match = PORTION_RE.match(head.subject.text)
    return Words(head.subject.text[match.end() :].strip(), head.subject.span) if match else head.subject


def _subject_marking(head: Head, marking: Marking) -> Marking:
    if head.subject and (match := PORTION_RE.match(head.subject.text)):
        return read_portion_mark(match)
    return marking


def _read_references(raw: str, head: Head, year: int | None, leave_out: list[Span]) -> tuple[Reference, ...]:
    if head.references is None:
        return ()
    return find_references(fold_white_space(raw, head.references.span, leave_out), year)


def _find_countries(
    head: Head, opening: ClassificationLine | None, year: int | None, raw: str
) -> tuple[str, ...]:
    found: list[str] = []
    for tag in split_tags(head.tags, raw) if head.tags else ():
        if re.fullmatch(r"[A-Z]{2}", tag.text) and (country := country_by_tag(tag.text, year)):
            found.append(country.iso3)
    post = find_post(opening.station) if opening else None
    if not found and post and post.iso3:
        found.append(post.iso3)
    return tuple(dict.fromkeys(found))


def _make_blocks(
    raw: str,
    opening: ClassificationLine | None,
    catalogue: Catalogue,
    transmission: Transmission,
    head: Head,
    body: Body,
    marking: Marking,
) -> tuple[Block, ...]:
    named: list[Block] = []

    def add(kind: str, span: Span | None, own: Marking = marking) -> None:
        if span is not None and span.length:
            named.append(Block(kind, span, _BLOCK_LABELS[kind], own))

    subject_marking = _subject_marking(head, marking)
    for field in (catalogue.identifier, catalogue.date, catalogue.classification, catalogue.origin):
        add("catalogue", field.span if field else None)
    add("title", catalogue.title.span if catalogue.title else None, subject_marking)
    add("transmission", _cover_transmission(transmission))
    add("classification", opening.span if opening else None)
    for kind, span in head.blocks:
        add(kind, span, subject_marking if kind == "subject" else marking)
    for paragraph in body.paragraphs:
        named.append(Block(paragraph.role, paragraph.span, paragraph.label, paragraph.marking))
    for heading in body.headings:
        below = next((b.marking for b in named if b.label[0] in "¶u" and b.span.start > heading.end), marking)
        add("heading", heading, marking | below)
    add("signature", body.signature.span if body.signature else None)
    return _fill_gaps(raw, named, marking)


def _cover_transmission(header: Transmission) -> Span | None:
    spans = [words.span for words in (header.identifier, header.station_line, header.security_line) if words]
    spans += [words.span for words in (header.date_time_line, header.sender) if words]
    spans += [address.span for address in (*header.to, *header.info)]
    return Span(min(s.start for s in spans), max(s.end for s in spans)) if spans else None


def _fill_gaps(raw: str, named: list[Block], marking: Marking) -> tuple[Block, ...]:
    """Order the blocks and give what lies between them blocks of its own, so that nothing is lost."""
    blocks: list[Block] = []
    at = 0
    before = marking
    for block in sorted(named, key=lambda b: b.span):
        if block.span.start < at:
            continue
        between = trim(raw, Span(at, block.span.start))
        if between.length:
            blocks.append(Block("other", between, _BLOCK_LABELS["other"], marking | before))
        blocks.append(block)
        at, before = block.span.end, block.marking
    rest = trim(raw, Span(at, len(raw)))
    if rest.length:
        blocks.append(Block("other", rest, _BLOCK_LABELS["other"], marking | before))
    return tuple(blocks)


def _find_problems(
    raw: str, opening: ClassificationLine | None, mrn: str, head: Head, body: Body
) -> list[Problem]:
    problems: list[Problem] = []

    def add(code: str, severity: Severity, message: str, span: Span) -> None:
        problems.append(Problem(f"telegram.{code}", severity, message, span))

    start = Span(0, 0)
    if opening is None:
        message = "No classification line was found; the text is held at the highest level that nothing lowers."
        add("no-classification", Severity.ERROR, message, start)
    if not mrn:
        add("no-mrn", Severity.WARNING, "The telegram's reference number cannot be made out.", start)
    if head.subject is None or not head.subject.text:
        add("no-subject", Severity.WARNING, "No SUBJECT line was found.", start)
    if head.tags is None:
        add("no-tags", Severity.WARNING, "No TAGS line was found.", start)
    if not body.paragraphs:
        add("no-paragraphs", Severity.ERROR, "No text was found below the head.", Span(len(raw), len(raw)))
    elif body.signature is None:
        end = Span(len(raw), len(raw))
        add("no-signature", Severity.WARNING, "No signature ends the text, which may be cut off.", end)
    for expected, found, span in body.gaps:
        message = f"Paragraph {found} follows where {expected} was due."
        add("numbering", Severity.WARNING, message, span)
    return problems
