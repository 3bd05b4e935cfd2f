"""Rules of the transmission header, the catalogue lines and the numbers in them."""

from __future__ import annotations

import datetime as dt
import re
from calendar import isleap
from collections.abc import Iterator

from reftel.document import Level, Problem
from reftel.telegram.check.facts import head_span, is_classified, sent_at, stated_level
from reftel.telegram.check.rules import broken
from reftel.telegram.model import StationLine, Telegram
from reftel.vocab.classification import SECURITY_LINE, find_classification
from reftel.vocab.posts import find_post, post_by_routing
from reftel.vocab.routing import find_routing, is_routing_shape

_TOLERANCE = dt.timedelta(days=1)
_LOWEST_FIRST = "RPOZ"
# must match whole "09HONGKONG1103"; must not match "HONGKONG1103"
_IDENTIFIER_RE = re.compile(r"(?P<year>[0-9]{2})(?P<station>[A-Z]{3,20}?)(?P<serial>[0-9]{1,7})")


def check_missing_lines(telegram: Telegram) -> Iterator[Problem]:
    """Lines that a header needs."""
    header = telegram.transmission
    lines = (header.identifier, header.station_line, header.security_line, header.date_time, header.sender)
    found = [line for line in lines if line]
    if not found and not header.to:
        return  # a text without header
    place = found[0].span if found else header.to[0].span
    if header.date_time is None:
        yield broken("check.no-date-time", "The header has no date-time group.", place)
    if header.sender is None:
        yield broken("check.no-sender", "The header names no sender.", place)
    if not header.to and not header.info:
        yield broken("check.no-addressee", "The header names nobody to whom the telegram goes.", place)


def check_date_time(telegram: Telegram) -> Iterator[Problem]:
    """The date-time group is a moment that exists."""
    group = telegram.transmission.date_time
    if group and sent_at(group) is None:
        yield broken("check.date-time", "The date-time group is no moment of the calendar.", group.text_span)


def check_station_line(telegram: Telegram) -> Iterator[Problem]:
    """Day, time and serial of the DE line."""
    line, sent = telegram.transmission.station_line, sent_at(telegram.transmission.date_time)
    if line is None:
        return
    year = sent.year if sent else telegram.year
    if not _is_possible(line, year):
        yield broken("check.station-day", "The DE line has a day or time that does not exist.", line.span)
    elif sent and _is_far(line, sent):
        message = "The DE line and the date-time group lie more than a day apart."
        yield broken("check.station-time", message, line.span)
    if line.serial and telegram.serial and int(line.serial) != int(telegram.serial) % 10_000:
        message = "The serial of the DE line is not that of the message reference number."
        yield broken("check.station-serial", message, line.span)


def check_precedence(telegram: Telegram) -> Iterator[Problem]:
    """The digraph of format line 2 against the date-time group."""
    header = telegram.transmission
    group = header.date_time
    letters = [one for one in (group.action, group.info) if one in _LOWEST_FIRST and one] if group else []
    if group is None or not header.precedence or not letters:
        return
    if header.precedence[0] != max(letters, key=_LOWEST_FIRST.index):
        message = "The precedence of format line 2 is not the highest of the date-time group."
        yield broken("check.precedence", message, group.span)


def check_security_line(telegram: Telegram) -> Iterator[Problem]:
    """Format line 4 against the classification."""
    line, level = telegram.transmission.security_line, stated_level(telegram)
    if line is None or level is None:
        return
    words = [find_classification(letter, SECURITY_LINE) for letter in line.letters[:3]]
    said = max((_level(word.level) for word in words if word), default=None)
    # SBU goes as unclassified or as EFTO, so that the two are one here.
    if said is not None and max(said, Level.SBU) < max(level, Level.SBU):
        message = "The security line is lower than the classification."
        yield broken("check.security-lower", message, line.span)
    elif said is not None and max(said, Level.SBU) > max(level, Level.SBU):
        message = "The security line is higher than the classification."
        yield broken("check.security-higher", message, line.span)
    if line.signal == "ZNR" and is_classified(telegram):
        message = "The security line has the signal of unclassified traffic."
        yield broken("check.security-signal", message, line.span)


def check_routing(telegram: Telegram) -> Iterator[Problem]:
    """Routing indicators of the DE line and of addressees."""
    header = telegram.transmission
    places = [(one.route, one.span) for one in (*header.to, *header.info) if one.route]
    if header.station_line and header.station_line.route:
        places.insert(0, (header.station_line.route, header.station_line.span))
    for route, span in places:
        if not is_routing_shape(route):
            yield broken("check.routing-shape", "This cannot be a routing indicator.", span)
        elif find_routing(route) is None and post_by_routing(route) is None:
            yield broken("check.routing-unknown", "No station is known by this routing indicator.", span)


def check_catalogue(telegram: Telegram) -> Iterator[Problem]:
    """The identifier of the catalogue against the number that the text gives."""
    identifier = telegram.catalogue.identifier
    if identifier is None or not telegram.mrn or telegram.classification is None:
        return
    if _split(identifier.text) != _split(telegram.mrn):
        message = "The identifier of the catalogue is not the message reference number of the text."
        yield broken("check.catalogue-number", message, identifier.span)


def check_section(telegram: Telegram) -> Iterator[Problem]:
    """Section numbers of the classification line and the DE line."""
    line = telegram.transmission.station_line
    if telegram.section is None:
        return
    number, count = telegram.section
    if not 1 <= number <= count:
        message = "The number of the section is not among the sections that there are."
        yield broken("check.section", message, head_span(telegram))
    elif line and line.section and int(line.section) != number:
        message = "The DE line names another section than the classification line."
        yield broken("check.section-station", message, line.span)


HEADER_RULES = (
    check_missing_lines,
    check_date_time,
    check_station_line,
    check_precedence,
    check_security_line,
    check_routing,
    check_catalogue,
    check_section,
)


def _is_possible(line: StationLine, year: int | None) -> bool:
    longest = 365 if year is not None and not isleap(year) else 366
    if line.day and not 1 <= int(line.day) <= longest:
        return False
    return not line.time or (int(line.time[:2]) <= 23 and int(line.time[2:]) <= 59)


def _is_far(line: StationLine, sent: dt.datetime) -> bool:
    """Whether the DE line is more than the tolerance away, also over the turn of the year."""
    if not (line.day and line.time):
        return False
    at = dt.timedelta(days=int(line.day) - 1, hours=int(line.time[:2]), minutes=int(line.time[2:]))
    years = (sent.year - 1, sent.year, sent.year + 1)
    return all(abs(dt.datetime(year, 1, 1, tzinfo=dt.UTC) + at - sent) > _TOLERANCE for year in years)


def _level(name: str) -> Level:
    return Level.S if name == "TS" else Level[name]


def _split(number: str) -> tuple[str, ...]:
    """Year, post and serial of a reference number; the number itself where it has another shape."""
    match = _IDENTIFIER_RE.fullmatch(number.strip().upper())
    if match is None:
        return (number.strip().upper(),)
    post = find_post(match["station"])
    return match["year"], post.code if post else match["station"], str(int(match["serial"]))
