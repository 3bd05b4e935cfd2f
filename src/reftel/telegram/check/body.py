"""Rules of the body: portion marks, numbers, the length of lines."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reftel.document import Level, Marking, Problem, Span
from reftel.telegram.check.facts import is_classified, stated_level
from reftel.telegram.check.rules import broken
from reftel.telegram.lines import split_lines
from reftel.telegram.marks import read_opening_marks
from reftel.telegram.model import Telegram

LONGEST_LINE = 63
# must match in "(C - ENTIRE TEXT)", "Entire text is confidential"; must not match in "the entire visit"
_ENTIRE_RE = re.compile(r"\bENTIRE\s{1,3}(?:TEXT|MESSAGE|CABLE|TELEGRAM)\b", re.IGNORECASE)
# must match "1. Classified by", "CLASSIFIED BY"; must not match "2. (C) Classified documents"
_CLASSIFIER_RE = re.compile(r"(?:¶?\s{0,2}\d{1,2}\.?\s{0,3})?CLASSIFIED\s{1,3}BY\b", re.IGNORECASE)
_REPEATED = "A paragraph before this one has the same number."


def check_marks(telegram: Telegram) -> Iterator[Problem]:
    """Portion marks against the telegram's own classification."""
    level = stated_level(telegram)
    if level is None:
        return
    for marking, span in _marks(telegram):
        if marking.level > level and marking.level >= Level.C:
            yield broken("check.mark-above", "The mark is above the telegram's classification.", span)
        if not marking.caveats <= telegram.marking.caveats:
            message = "The mark has a caveat that the captions of the telegram lack."
            yield broken("check.mark-caveat", message, span)


def check_sensitive(telegram: Telegram) -> Iterator[Problem]:
    """SBU paragraphs in a telegram that is not SBU; said once, at the first of them."""
    if stated_level(telegram) is not Level.U:
        return
    span = next((span for marking, span in _marks(telegram) if marking.level is Level.SBU), None)
    if span is not None:
        message = "The mark is SBU, and the telegram lacks the caption SENSITIVE."
        yield broken("check.sensitive-missing", message, span)


def check_missing_marks(telegram: Telegram) -> Iterator[Problem]:
    """Paragraphs without a mark among others with one, or in a classified telegram."""
    paragraphs = telegram.paragraphs
    if not is_classified(telegram) and not any(one.has_mark for one in paragraphs):
        return
    words = [one.span.of(telegram.raw) or one.text for one in paragraphs]
    if any(_ENTIRE_RE.search(text, 0, 200) for text in words):
        return  # one mark for all
    for paragraph, text in zip(paragraphs, words, strict=True):
        if not paragraph.has_mark and not _CLASSIFIER_RE.match(text):
            yield broken("check.mark-missing", "The paragraph has no portion mark.", paragraph.span)


def check_repeats(telegram: Telegram) -> Iterator[Problem]:
    """Paragraphs with the number of an earlier one; gaps are problems of the reading already."""
    for paragraph in telegram.paragraphs:
        if paragraph.is_repeat:
            yield broken("check.number-repeated", _REPEATED, paragraph.span)


def check_lines(telegram: Telegram) -> Iterator[Problem]:
    """Lines of the telegram that are too long; the catalogue lines are none of it."""
    # The classification line begins a line of its own, even where it is glued to the address before it.
    start, opening = _start(telegram), telegram.classification
    middle = max(start, opening.span.start) if opening else start
    for stretch in (Span(start, middle), Span(middle, len(telegram.raw))):
        for line in split_lines(telegram.raw, stretch):
            # Web copies put a pilcrow before numbers, which is no part of the telegram.
            length = line.span.length - line.text.startswith("¶")
            if length > LONGEST_LINE:
                message = f"The line has {length} characters; {LONGEST_LINE} are let pass."
                yield broken("check.line-length", message, line.span)


BODY_RULES = (check_marks, check_sensitive, check_missing_marks, check_repeats, check_lines)


def _marks(telegram: Telegram) -> Iterator[tuple[Marking, Span]]:
    """What marks say, with the places that they open: subject, paragraphs, lettered items."""
    if telegram.subject and telegram.subject.marking:
        yield telegram.subject.marking, telegram.subject.span
    for paragraph in telegram.paragraphs:
        if paragraph.has_mark:
            yield paragraph.marking, paragraph.span
        for piece in paragraph.pieces:
            if piece.mark and (mark := read_opening_marks(piece.mark, 0, len(piece.mark))):
                yield mark.marking, piece.span


def _start(telegram: Telegram) -> int:
    """Where the telegram begins, behind its catalogue lines."""
    catalogue = telegram.catalogue
    lines = (
        catalogue.identifier, catalogue.title, catalogue.date, catalogue.classification, catalogue.origin,
    )  # fmt: skip
    return max((words.span.end for words in lines if words), default=0)
