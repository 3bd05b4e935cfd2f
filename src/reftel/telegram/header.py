"""What stands before the text: catalogue lines and the transmission header."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from msgspec.structs import replace

from reftel.document import Span
from reftel.telegram.classification import is_classification_alone
from reftel.telegram.lines import Line
from reftel.telegram.model import (
    Address,
    Catalogue,
    DateTimeGroup,
    SecurityLine,
    StationLine,
    Transmission,
    Words,
)
from reftel.vocab.precedences import find_precedence

# must match whole "09HONGKONG1103", "06PORTAUPRINCE12"; must not match "2009", "09 HONG KONG"
IDENTIFIER_RE = re.compile(r"[0-9]{2}[A-Za-z]{3,24}[0-9]{1,7}")
# must match "Tue Jun 16 00:00:00 +0200 2009", "6/16/2009 9:12", "2009-06-16 09:12"; must not match "P
# 160912Z JUN 09"
CATALOGUE_DATE_RE = re.compile(
    r"""
      (?: [A-Z][a-z]{2} [ ] ){2} [0-9]{1,2} [ ] [0-9:]{8} [ ] [+-][0-9]{4} [ ] [0-9]{4}
    | [0-9]{1,2}/[0-9]{1,2}/[0-9]{4} (?: [ ] [0-9]{1,2}:[0-9]{2} )?
    | [0-9]{4}-[0-9]{2}-[0-9]{2} .{0,9}
    """,
    re.VERBOSE,
)
# must match "P R 041820Z JAN 10", "P 160912Z JUN 09 ZDK"; must not match "PP RUEHCN"
DATE_TIME_RE = re.compile(
    r"""
    (?P<action> [ZOPR] ) (?: [ ] (?P<info> [ZOPR] ) )?
    [ ] (?P<group> [0-9]{6}Z [ ] [A-Z]{3} [ ] [0-9]{2} )
    (?P<signals> (?: [ ] [A-Z]{3} [0-9]* )* )
    """,
    re.VERBOSE,
)
# must match "PP RUEHCN RUEHGH"; must not match "PP", "RUEHCN"
ROUTING_RE = re.compile(r"(?:ZZ|OO|PP|RR)(?: R[A-Z]{3,7})+")
# must match whole "RUEHCN RUEHGH"; must not match "RUEHCN/AMEMBASSY"
MORE_ROUTING_RE = re.compile(r"R[A-Z]{3,7}(?: R[A-Z]{3,7})*")
# must match "DE RUEHHK #1103/01 1670912", "DE RUEHHK #1103"; must not match "DE FACTO"
STATION_LINE_RE = re.compile(
    r"""
    DE [ ] (?P<route> R[A-Z]{1,12} ) [ ]? \# [ ]? (?P<serial> [0-9]{0,7} )
    (?: / (?P<section> [0-9]{1,2} ) )? (?: [ ]{1,4} (?P<day> [0-9]{3} ) (?P<time> [0-9]{4} ) \b )?
    """,
    re.VERBOSE,
)
# must match "ZNR UUUUU ZZH", "ZNY SSSBB/FFFFF"; must not match "ZNR"
SECURITY_LINE_RE = re.compile(
    r"(?P<signal>ZN[RY]) (?P<letters>[A-Z]{5})(?:/(?P<handling>[A-Z]{1,9}))?(?P<signals>(?: [A-Z]{3})*)"
)
# must match whole "RUEHC/SECSTATE WASHDC PRIORITY 7861", "39OS INCIRLIK"; must not match ""
ADDRESS_RE = re.compile(r"(?:(?P<route>R[A-Z]{3,7})/)?(?P<name>.+?)(?: (?P<mcn>[0-9]{3,4}))?")
_LINES_BEFORE_TEXT = 400
_CATALOGUE_LINES = 12


def read_catalogue(lines: Sequence[Line]) -> tuple[Catalogue, int]:
    """Read the catalogue lines at the top of a record, as many as there are.

    Args:
        lines: From the top of the record to the classification line.

    Returns:
        The catalogue, and where the telegram itself begins.
    """
    top = [line for line in lines[:_CATALOGUE_LINES] if not line.is_blank]
    if not top or not IDENTIFIER_RE.fullmatch(top[0].text):
        return Catalogue(), 0
    catalogue = Catalogue(identifier=_words(top[0]))
    at = top[0].span.end
    # A title may consist of the word SECRET; the classification stands below the date.
    has_date = any(CATALOGUE_DATE_RE.fullmatch(line.text) for line in top[1:4])
    for line in top[1:6]:
        if begins_header(line.text) or line.text.startswith("UNCLAS "):
            break
        if CATALOGUE_DATE_RE.fullmatch(line.text) and not catalogue.date:
            catalogue = replace(catalogue, date=_words(line))
        elif is_classification_alone(line.text.upper()) and bool(catalogue.date) == has_date:
            if catalogue.classification:
                break
            catalogue = replace(catalogue, classification=_words(line))
        elif not (catalogue.title or catalogue.date or catalogue.classification):
            catalogue = replace(catalogue, title=_words(line))
        elif catalogue.classification and not catalogue.origin:
            catalogue = replace(catalogue, origin=_words(line))
        else:
            break
        at = line.span.end
    return catalogue, at


def begins_header(text: str) -> bool:
    """Whether a line can be the first of a transmission header."""
    return (
        text.startswith("VZCZC")
        or ROUTING_RE.fullmatch(text) is not None
        or STATION_LINE_RE.match(text) is not None
        or SECURITY_LINE_RE.match(text) is not None
        or DATE_TIME_RE.fullmatch(text) is not None
    )


@dataclass(slots=True)
class _Header:
    """A transmission header while it is read."""

    found: Transmission = field(default_factory=Transmission)
    routes: list[str] = field(default_factory=list)
    to: list[Address] = field(default_factory=list)
    info: list[Address] = field(default_factory=list)
    exempt: list[Address] = field(default_factory=list)
    block: list[Address] | None = None


def read_transmission(lines: Sequence[Line]) -> Transmission:
    """Read the transmission header (ACP 127 format lines 1 to 8) from the lines before the text."""
    header = _Header()
    for line in lines[:_LINES_BEFORE_TEXT]:
        if not line.is_blank and not _read_format_line(header, line):
            _read_addressee(header, line)
    return replace(
        header.found,
        routes=tuple(header.routes),
        to=tuple(header.to),
        info=tuple(header.info),
        exempt=tuple(header.exempt),
    )


def _read_format_line(header: _Header, line: Line) -> bool:
    """Read format lines 1 to 6; False if the line is none of them."""
    text, found = line.text, header.found
    if text.startswith("VZCZC"):
        header.found = replace(found, identifier=_words(line))
    elif ROUTING_RE.fullmatch(text):
        header.found = replace(found, precedence=text[:2])
        header.routes += text.split()[1:]
    elif header.routes and not found.station_line and MORE_ROUTING_RE.fullmatch(text):
        header.routes += text.split()
    elif STATION_LINE_RE.match(text):
        header.found = replace(found, station_line=_read_station_line(line))
    elif SECURITY_LINE_RE.match(text):
        header.found = replace(found, security_line=_read_security_line(line))
    elif match := DATE_TIME_RE.match(text):
        header.found = _with_date_time(found, match, line)
    elif text.startswith("FM "):
        header.found = replace(found, sender=Words(text[3:].strip(), line.span))
    else:
        return False
    return True


def _read_addressee(header: _Header, line: Line) -> None:
    if line.text.startswith(("TO ", "INFO ")):
        header.block = header.to if line.text.startswith("TO ") else header.info
        header.block.append(_read_address(line, line.text.partition(" ")[2].strip()))
    elif header.block is not None and line.text.startswith(("XMT ", "XMT/")):
        header.block = header.exempt
        header.block.append(_read_address(line, line.text[4:].strip()))
    elif header.block is not None:
        header.block.append(_read_address(line, line.text))


def _read_station_line(line: Line) -> StationLine:
    match = STATION_LINE_RE.match(line.text)
    parts = match.groupdict("") if match else {"route": "", "serial": ""}
    return StationLine(**parts, span=line.span)


def _read_security_line(line: Line) -> SecurityLine:
    match = SECURITY_LINE_RE.match(line.text)
    if match is None:
        return SecurityLine("", "", span=line.span)
    signals = tuple(match["signals"].split())
    return SecurityLine(match["signal"], match["letters"], match["handling"] or "", signals, line.span)


def _with_date_time(header: Transmission, match: re.Match[str], line: Line) -> Transmission:
    start = line.span.start + match.start("group")
    group = DateTimeGroup(
        action=match["action"],
        info=match["info"] or "",
        text=match["group"],
        signals=tuple(match["signals"].split()),
        span=line.span,
        text_span=Span(start, start + len(match["group"])),
    )
    return replace(header, date_time=group)


def _read_address(line: Line, text: str) -> Address:
    match = ADDRESS_RE.fullmatch(text)
    if match is None:
        return Address("", text, "", "", line.span)
    name, precedence = read_address_words(match["name"])
    return Address(match["route"] or "", name, precedence, match["mcn"] or "", line.span)


def read_address_words(words: str) -> tuple[str, str]:
    """The name of an addressee and the precedence behind it, which may be misspelt."""
    name = words.rstrip()
    last = name.rpartition(" ")[2]
    if last != name and len(last) > 2 and (known := find_precedence(last)):
        return name[: -len(last)].rstrip(), known.word
    return name, ""


def _words(line: Line) -> Words:
    return Words(line.text, line.span)
