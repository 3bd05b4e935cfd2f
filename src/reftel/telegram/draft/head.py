"""From the head of a draft to the fields of a telegram: its lines are written, and read as a telegram's."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, date, datetime
from string import ascii_uppercase

from msgspec.structs import replace

from reftel.document import Span
from reftel.errors import DraftError
from reftel.telegram.addresses import read_address
from reftel.telegram.compose.head import write_classification
from reftel.telegram.compose.wrap import wrap_words
from reftel.telegram.draft.front import Front
from reftel.telegram.model import Address, DateTimeGroup, Telegram, Transmission, Words
from reftel.telegram.read import read_telegram
from reftel.vocab.captions import find_caption
from reftel.vocab.classification import MARK, find_classification
from reftel.vocab.executive_orders import order_on
from reftel.vocab.posts import find_post
from reftel.vocab.precedences import find_precedence

_WORDS = {"U": "UNCLAS", "SBU": "UNCLAS", "C": "CONFIDENTIAL", "S": "SECRET"}
_KEPT = frozenset({"UNCLAS EFTO", "LIMITED OFFICIAL USE"})
_MONTHS = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")
# must match whole "160912Z JUN 09"; must not match "2009-06-16 09:12"
_GROUP_RE = re.compile(r"[0-3][0-9][0-2][0-9][0-5][0-9]Z [A-Z]{3} [0-9]{2}")
# must match "12958: N/A", "E.O. 12958 DECL: X1"; must not match "N/A", "1/2/2019"
_ORDER_RE = re.compile(r"(?:E\.?O\.? ?)?(?P<order>[0-9]{5}):? ")
# An item that has its letter. must match "A. STATE 1", "(B) STATE 2"; must not match "STATE 1"
_LETTERED_RE = re.compile(r"[(\[]?[A-Z][)\].:]")


def read_head_fields(front: Front) -> Telegram:
    """The telegram that a draft's head says, without paragraphs.

    Raises:
        DraftError: A value is missing, or none that a telegram can have.
    """
    station = _read_station(front)
    words, captions = _read_classification(front)
    serial = front.demand("number", "which number the telegram has").lstrip("0") or "0"
    if not serial.isdecimal():
        raise DraftError(f"“{serial}” is no number", where=front.where("number"), advice="Give digits.")
    group = _read_date(front)
    opening = write_classification(Telegram(station=station, serial=serial, classification=Words(words)))
    sender = front.get("from").upper() or station
    skeleton = [group_line(group), f"FM {sender}", opening, "", *captions, ""]
    skeleton += [*_lines_of_keys(front, group), "", "1. (U) The text of the draft."]
    read = read_telegram("\n".join(skeleton))
    _demand_read(front, read)
    transmission = replace(
        read.transmission, to=_read_addresses(front, "to"), info=_read_addresses(front, "info")
    )
    signature = front.get("signature").upper()
    return Telegram(
        station=station,
        serial=serial,
        classification=Words(words),
        captions=read.captions,
        transmission=Transmission(
            date_time=transmission.date_time,
            sender=transmission.sender,
            to=transmission.to,
            info=transmission.info,
        ),
        passing=read.passing,
        declassification=read.declassification,
        tags=read.tags,
        subject=read.subject,
        references=read.references,
        classified_by=read.classified_by,
        signature=Words(signature) if signature else None,
        marking=read.marking,
        year=read.year,
        mrn=read.mrn,
        countries=read.countries,
    )


def group_line(group: DateTimeGroup) -> str:
    """Format line 5."""
    return " ".join(word for word in (group.action, group.info, group.text) if word)


def _read_station(front: Front) -> str:
    if station := front.get("station").upper():
        return station
    sender = front.demand("from", "from whom it is")
    post = find_post(sender)
    if post is None:
        raise DraftError(
            f"“{sender}” is no post that Reftel knows",
            where=front.where("from"),
            advice="Give “station:”, too, with the name as in message reference numbers.",
        )
    return post.words


def _read_classification(front: Front) -> tuple[str, list[str]]:
    asked = front.demand("classification", "how it is classified").upper()
    known = find_classification(asked) or find_classification(asked, MARK)
    if known is None or known.level not in _WORDS:
        raise DraftError(
            f"“{asked}” is no classification of a telegram",
            where=front.where("classification"),
            advice="Give U, SBU, C or S, or the word of the classification line.",
        )
    word = known.word if known.word in _KEPT else _WORDS[known.level]
    captions = [caption.upper() for text in front.listed("captions") for caption in _split(text)]
    for caption in captions:
        if find_caption(caption) is None:
            raise DraftError(
                f"“{caption}” is no caption",
                where=front.where("captions"),
                advice="docs/vocabulary.md lists them.",
            )
    if known.level == "SBU" and word == "UNCLAS" and "SENSITIVE" not in captions:
        captions.insert(0, "SENSITIVE")
    return word, captions


def _split(text: str) -> list[str]:
    """Captions of one text: parted by commas, or by blanks where each word is one."""
    if "," in text:
        return [part.strip() for part in text.split(",") if part.strip()]
    words = text.split()
    return words if all(find_caption(word) for word in words) else [text]


def _read_date(front: Front) -> DateTimeGroup:
    asked = front.demand("date", "when it is sent").upper()
    text = asked if _GROUP_RE.fullmatch(asked) else _spell_group(asked, front)
    letters = []
    for key, default in (("precedence", "ROUTINE"), ("info_precedence", "")):
        word = front.get(key) or default
        precedence = find_precedence(word) if word else None
        if word and precedence is None:
            raise DraftError(
                f"“{word}” is no precedence",
                where=front.where(key),
                advice="Give FLASH, IMMEDIATE, PRIORITY or ROUTINE.",
            )
        letters.append(precedence.letter if precedence else "")
    return DateTimeGroup(letters[0], letters[1], text)


def _spell_group(asked: str, front: Front) -> str:
    try:
        sent = datetime.fromisoformat(asked)
    except ValueError:
        raise DraftError(
            f"“{asked}” is no date and hour",
            where=front.where("date"),
            advice="Give 2009-06-16 09:12 in UTC, or 160912Z JUN 09.",
        ) from None
    sent = sent.astimezone(UTC) if sent.tzinfo else sent
    return f"{sent:%d%H%M}Z {_MONTHS[sent.month - 1]} {sent:%y}"


def _read_addresses(front: Front, key: str) -> tuple[Address, ...]:
    return tuple(read_address(" ".join(text.upper().split()), Span(0, 0)) for text in front.listed(key))


def _lines_of_keys(front: Front, group: DateTimeGroup) -> list[str]:
    """Passing lines, E.O., TAGS, SUBJECT, REF and Classified By, as a telegram has them."""
    lines = [line for text in front.listed("pass") for line in wrap_words(text)]
    lines.append("")
    value = front.get("eo") or "N/A"
    given = _ORDER_RE.match(value)
    order = given["order"] if given else order_on(_day_of(group))
    value = value[given.end() :] if given else value
    if value.upper() != "N/A" and not value.upper().startswith(("DECL", "DNG")):
        value = f"DECL: {value}"
    lines.append(f"E.O. {order}: {value}")
    if tags := front.get("tags"):
        lines += wrap_words(tags.upper(), first="TAGS: ")
    if subject := front.get("subject"):
        lines += wrap_words(subject.upper(), first="SUBJECT: ")
    refs = [" ".join(text.split()) for text in front.listed("refs")]
    lines += ["", *_write_refs(refs)] if refs else []
    if classified := front.get("classified_by"):
        lines += ["", *wrap_words(classified, first="Classified By: ")]
    return lines


def _write_refs(refs: Sequence[str]) -> list[str]:
    if len(refs) > 1 and not any(_LETTERED_RE.match(text) for text in refs):
        refs = [f"{letter}. {text}" for letter, text in zip(ascii_uppercase, refs, strict=False)]
    lines: list[str] = []
    for at, text in enumerate(refs):
        lines += wrap_words(text, first="     " if at else "REF: ", indent="        ")
    return lines


def _day_of(group: DateTimeGroup) -> date:
    month = group.text[8:11]
    day = int(group.text[:2])
    try:
        return date(group.year, _MONTHS.index(month) + 1, day)
    except ValueError:
        raise DraftError(f"There is no day {group.text}", advice="Correct “date:” in the head.") from None


def _demand_read(front: Front, read: Telegram) -> None:
    """Every key that says something has become a field."""
    for key, field in (
        ("subject", read.subject and read.subject.text),
        ("tags", read.tags),
        ("refs", read.references),
        ("pass", read.passing),
        ("classified_by", read.classified_by),
    ):
        if front.get(key) and not field:
            raise DraftError(
                f"What stands behind “{key}:” cannot be read in a telegram",
                where=front.where(key),
                advice="docs/compose.md shows what may stand there.",
            )
