"""Rules of the head of the text: captions, E.O., TAGS, references, who classified it."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from reftel.document import Level, Problem
from reftel.telegram.check.facts import head_span, is_classified, sent_at, stated_level
from reftel.telegram.check.rules import broken
from reftel.telegram.model import Reference, Tag, Telegram
from reftel.vocab.captions import CHANNEL, Caption, find_caption
from reftel.vocab.countries import country_by_tag
from reftel.vocab.executive_orders import find_executive_order, replaced_on
from reftel.vocab.posts import find_post
from reftel.vocab.tags import find_tag

# Captions that only information bears which is classified, or that are set on classified traffic.
_OF_CLASSIFIED = frozenset(
    {"NODIS", "EXDIS", "CHEROKEE", "NOFORN", "ORCON", "NOCONTRACT", "PROPIN", "WNINTEL", "TERREP"}
)
_NOT_WITH_SIPDIS = frozenset({"NODIS", "EXDIS"})
_NAMES_CLASSIFIER_SINCE = dt.date(1995, 4, 17)
# must match in "reasons 1.4 (b)", "E.O. 12958, 1.5(d)"; must not match in "reasons of state"
_REASON_RE = re.compile(r"\b1\.[2-7]\b")
_CODE_KINDS = frozenset({"subject", "program", "geographic", "organisation"})
# What has the shape of a code. must match whole "PHUM", "KTIP", "HK"; must not match "IRAN", "WOMEN"
_CODE_RE = re.compile(r"[A-Z]{2}|[ABCEKLMOPST][A-Z]{3}")


def check_captions(telegram: Telegram) -> Iterator[Problem]:
    """Captions against the classification and against each other."""
    known = [(find_caption(words.text), words.span) for words in telegram.captions]
    found = [(caption, span) for caption, span in known if caption]
    level = stated_level(telegram)
    if level is not None and level <= Level.SBU:
        for caption, span in found:
            if caption.name in _OF_CLASSIFIED:
                message = "The telegram is unclassified, and this caption is one of classified traffic."
                yield broken("check.caption-classified", message, span)
    names = {caption.name for caption, _ in found}
    if names & _NOT_WITH_SIPDIS:
        for caption, span in found:
            if caption.name == "SIPDIS":
                message = "SIPDIS stands beside a caption that narrows distribution."
                yield broken("check.sipdis", message, span)
    channels: dict[str, Caption] = {}
    for caption, span in found:
        if caption.kind == CHANNEL:
            if channels and caption.name not in channels:
                yield broken("check.channels", "This is a second channel caption.", span)
            channels[caption.name] = caption


def check_order(telegram: Telegram) -> Iterator[Problem]:
    """The E.O. line: that it is there, and that its order held when the telegram was sent."""
    line = telegram.declassification
    place = line.span if line else head_span(telegram)
    if line is None:
        if telegram.classification or telegram.subject:
            yield broken("check.no-order", "The telegram has no E.O. line.", place)
        return
    sent, known = _day(telegram), find_executive_order(line.order)
    if sent is None or known is None:
        return
    ends = replaced_on(line.order)
    if sent < known.signed_on:
        message = f"Executive Order {line.order} was signed after the telegram was sent."
        yield broken("check.order-date", message, place)
    elif ends is not None and sent > ends:
        message = f"Executive Order {line.order} had been replaced when the telegram was sent."
        yield broken("check.order-date", message, place)


def check_declassification(telegram: Telegram) -> Iterator[Problem]:
    """When the telegram ceases to be classified, against whether it is and when it was sent."""
    line, level, sent = telegram.declassification, stated_level(telegram), _day(telegram)
    if line is None or level is None:
        return
    place = line.span
    if level >= Level.C and line.kind in ("", "none"):
        message = "The telegram is classified, and its E.O. line says nothing of declassification."
        yield broken("check.no-declassification", message, place)
    if level <= Level.SBU and line.kind in ("date", "codes", "oadr"):
        message = "The telegram is unclassified, and its E.O. line speaks of declassification."
        yield broken("check.declassification-needless", message, place)
    if line.on and sent and line.on <= sent:
        message = "The date of declassification is not after the date of the telegram."
        yield broken("check.declassification-past", message, place)


def check_classifier(telegram: Telegram) -> Iterator[Problem]:
    """Who classified the telegram, and why."""
    sent = _day(telegram)
    if not is_classified(telegram) or sent is None or sent < _NAMES_CLASSIFIER_SINCE:
        return
    if not telegram.classified_by:
        message = "The telegram is classified and does not say by whom."
        yield broken("check.no-classifier", message, head_span(telegram))
    elif not any(one.reasons or _REASON_RE.search(one.text) for one in telegram.classified_by):
        message = "No reasons for the classification are given by section and letter."
        yield broken("check.no-reasons", message, telegram.classified_by[0].span)


def check_tags(telegram: Telegram) -> Iterator[Problem]:
    """TAGS that no table has."""
    for tag in telegram.tags:
        is_code = tag.kind in _CODE_KINDS or _CODE_RE.fullmatch(tag.text) is not None
        if is_code and not _is_known(tag):
            yield broken("check.tag-unknown", "This TAG is in no table.", tag.span)


def check_references(telegram: Telegram) -> Iterator[Problem]:
    """References to telegrams that could not have been sent yet."""
    own = find_post(telegram.station) if telegram.station else None
    station = own.code if own else telegram.station.replace(" ", "")
    for one in telegram.references:
        if one.kind != "cable" or one.year is None or telegram.year is None:
            continue
        if one.year > telegram.year:
            message = "The reference is of a later year than the telegram itself."
            yield broken("check.reference-future", message, one.span)
        elif one.mrn and one.mrn == telegram.mrn:
            yield broken("check.reference-self", "The telegram refers to itself.", one.span)
        elif _is_later(one, station, telegram):
            message = "The reference has a later serial than the telegram itself; its year may be missing."
            yield broken("check.reference-future", message, one.span)


HEAD_RULES = (
    check_captions,
    check_order,
    check_declassification,
    check_classifier,
    check_tags,
    check_references,
)


def _day(telegram: Telegram) -> dt.date | None:
    sent = sent_at(telegram.transmission.date_time)
    return sent.date() if sent else None


def _is_known(tag: Tag) -> bool:
    code = tag.text.upper()
    return find_tag(code) is not None or (len(code) == 2 and country_by_tag(code) is not None)


def _is_later(one: Reference, station: str, telegram: Telegram) -> bool:
    if one.year != telegram.year or one.station != station:
        return False
    return one.serial.isdigit() and telegram.serial.isdigit() and int(one.serial) > int(telegram.serial)
