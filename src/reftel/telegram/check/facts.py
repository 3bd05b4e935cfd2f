"""What several rules ask of a telegram."""

from __future__ import annotations

import datetime as dt
import re
from calendar import monthrange

from reftel.document import Level, Span
from reftel.telegram.model import DateTimeGroup, Telegram
from reftel.telegram.part import NOWHERE
from reftel.vocab.classification import find_classification

MONTHS = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")
# must match whole "041820Z JAN 10"; must not match "041820 JAN 10"
GROUP_RE = re.compile(r"(?P<day>\d\d)(?P<hour>\d\d)(?P<minute>\d\d)Z? ?(?P<month>[A-Z]{3}) ?(?:\d\d)?\d\d")


def stated_level(telegram: Telegram) -> Level | None:
    """What the classification line says, with SENSITIVE among the captions; None if it is lost."""
    words = telegram.classification
    known = find_classification(words.text) if words else None
    if known is None:
        return None
    level = Level.S if known.level == "TS" else Level[known.level]
    is_sensitive = any(caption.text.upper().startswith("SENSITIVE") for caption in telegram.captions)
    return Level.SBU if level is Level.U and is_sensitive else level


def is_classified(telegram: Telegram) -> bool:
    """Whether the telegram is CONFIDENTIAL or higher by its classification line."""
    level = stated_level(telegram)
    return level is not None and level >= Level.C


def sent_at(group: DateTimeGroup | None) -> dt.datetime | None:
    """When the telegram was sent, in UTC; None if there is no date-time group or it is impossible."""
    match = GROUP_RE.fullmatch(group.text.upper()) if group else None
    if group is None or match is None or match["month"] not in MONTHS:
        return None
    month = MONTHS.index(match["month"]) + 1
    day, hour, minute = int(match["day"]), int(match["hour"]), int(match["minute"])
    if not 1 <= day <= monthrange(group.year, month)[1] or hour > 23 or minute > 59:
        return None
    return dt.datetime(group.year, month, day, hour, minute, tzinfo=dt.UTC)


def head_span(telegram: Telegram) -> Span:
    """Where a problem of the head is shown that has no place of its own."""
    for words in (telegram.classification, telegram.subject):
        if words and words.span.length:
            return words.span
    return NOWHERE
