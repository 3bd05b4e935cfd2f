"""What stands before the text: catalogue lines, transmission header, the classification line."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from reftel.document import Span
from reftel.telegram.lines import Line, split_lines
from reftel.telegram.model import Address, Catalogue, Transmission, Words
from reftel.vocab.precedences import find_precedence

# must match "09HONGKONG1103", "06PORTAUPRINCE12"; must not match "2009", "09 HONG KONG"
_IDENTIFIER_RE = re.compile(r"\d{2}[A-Za-z]{3,24}\d{1,7}")
# must match "Tue Jun 16 00:00:00 +0200 2009", "6/16/2009 9:12", "2009-06-16 09:12"; must not match "P 160912Z JUN 09"
_CATALOGUE_DATE_RE = re.compile(
    r"(?:[A-Z][a-z]{2} ){2}\d{1,2} [\d:]{8} [+-]\d{4} \d{4}|\d{1,2}/\d{1,2}/\d{4}(?: \d{1,2}:\d\d)?|\d{4}-\d\d-\d\d.{0,9}"
)
# must match "UNCLASSIFIED//FOR OFFICIAL USE ONLY", "SECRET"; must not match "UNCLAS HONG KONG 001103"
_CATALOGUE_LEVEL_RE = re.compile(r"(?:UNCLASSIFIED|CONFIDENTIAL|SECRET)(?://[A-Z ,/]+)?")
# must match "UNCLAS HONG KONG 001103", "C O N F I D E N T I A L SECTION 01 OF 02 ACCRA 000731"; must not match
# "UNCLASSIFIED//FOR OFFICIAL USE ONLY", "SECRET BALLOT"
_CLASSIFICATION_RE = re.compile(
    r"""
    (?P<level>
        TOP\ SECRET | T\ O\ P\ \ ?S\ E\ C\ R\ E\ T
      | UNCLASSIFIED | UNCLAS (?: \ E\ ?F\ ?T\ ?O )? | U\ N\ C\ L\ A\ S (?: \ S\ I\ F\ I\ E\ D )?
      | C\ O\ N\ F\ I\ D\ E\ N\ T\ I\ A\ L | CONFIDENTIAL
      | S\ E\ C\ R\ E\ T | SECRET
      | LIMITED\ OFFICIAL\ USE | L\ I\ M\ I\ T\ E\ D\ \ ?O\ F\ F\ I\ C\ I\ A\ L\ \ ?U\ S\ E
    )
    (?: [ ]+ SECTION [ ]+ (?P<section> \d{1,2} ) [ ]+ OF [ ]+ (?P<sections> \d{1,2} ) )?
    [ ]+ (?P<station> [A-Z][A-Z.'-]* (?: [ ][A-Z.'-]+ ){0,4} )
    [ ]+ (?P<serial> \d{3,7} ) (?! \d )
    """,
    re.VERBOSE | re.IGNORECASE,
)
# must match "P R 041820Z JAN 10", "P 160912Z JUN 09 ZDK"; must not match "PP RUEHCN"
_DATE_TIME_RE = re.compile(
    r"(?P<action>[ZOPR])(?: (?P<info>[ZOPR]))? (?P<group>\d{6}Z [A-Z]{3} \d\d)(?P<signals>(?: [A-Z]{3}\d*)*)"
)
_ADDRESS_RE = re.compile(r"(?:(?P<route>R[A-Z]{3,7})/)?(?P<name>.+?)(?: (?P<mcn>\d{3,4}))?")
_LINES_BEFORE_TEXT = 400


@dataclass(frozen=True, slots=True)
class ClassificationLine:
    """The line that opens the text and names the telegram.

    Args:
        level: Classification words as they stand.
        station: Station words, such as ``HONG KONG``.
        serial: Serial as written, such as ``001103``.
        section: This section and all sections, if the telegram is in several.
        span: From the classification words to the serial.
    """

    level: str
    station: str
    serial: str
    section: tuple[int, int] | None
    span: Span


def find_classification_line(raw: str) -> ClassificationLine | None:
    """Find the classification line, also where it is glued to the address line before it.

    Only capitals count, except that letter-spaced words may be small, as a few stations sent them.
    """
    for match in _CLASSIFICATION_RE.finditer(raw):
        station = match["station"]
        spaced = " " in match["level"] and len(match["level"].split()[0]) == 1
        if station != station.upper() or (match["level"] != match["level"].upper() and not spaced):
            continue
        if match.start() and raw[match.start() - 1].isalpha() and not _is_glued(raw, match.start()):
            continue
        section = (int(match["section"]), int(match["sections"])) if match["section"] else None
        return ClassificationLine(match["level"], station, match["serial"], section, Span(*match.span()))
    return None


def _is_glued(raw: str, at: int) -> bool:
    # "...COLLECTIVE PRIORITYUNCLAS HONG KONG 001103": the rest of the line before it is an address in capitals.
    before = raw[raw.rfind("\n", 0, at) + 1 : at]
    return before == before.upper()


def read_catalogue(raw: str, end: int) -> tuple[Catalogue, int]:
    """Read the catalogue lines at the top of a record, as many as there are.

    Returns:
        The catalogue, and where the telegram itself begins.
    """
    lines = [line for line in split_lines(raw, Span(0, min(end, 4000)))[:12] if not line.is_blank]
    if not lines or not _IDENTIFIER_RE.fullmatch(lines[0].text):
        return Catalogue(), 0
    catalogue = Catalogue(identifier=_words(lines[0]))
    at = lines[0].span.end
    for line in lines[1:6]:
        if _DATE_TIME_RE.fullmatch(line.text) or line.text.startswith(("VZCZC", "UNCLAS ")):
            break
        if _CATALOGUE_DATE_RE.fullmatch(line.text) and not catalogue.date:
            catalogue = replace(catalogue, date=_words(line))
        elif _CATALOGUE_LEVEL_RE.fullmatch(line.text) and not catalogue.classification:
            catalogue = replace(catalogue, classification=_words(line))
        elif not catalogue.title and not catalogue.date:
            catalogue = replace(catalogue, title=_words(line))
        elif catalogue.classification and not catalogue.origin:
            catalogue = replace(catalogue, origin=_words(line))
        else:
            break
        at = line.span.end
    return catalogue, at


def read_transmission(raw: str, span: Span) -> Transmission:
    """Read the transmission header (ACP 127 format lines 1 to 8) in a stretch of a record."""
    header = Transmission()
    routes: list[str] = []
    to: list[Address] = []
    info: list[Address] = []
    block: list[Address] | None = None
    for line in split_lines(raw, span)[:_LINES_BEFORE_TEXT]:
        text = line.text
        if line.is_blank:
            continue
        if text.startswith("VZCZC"):
            header = replace(header, identifier=_words(line))
        elif re.fullmatch(r"(ZZ|OO|PP|RR)( R[A-Z]{3,7})+", text):
            header = replace(header, precedence=text[:2])
            routes += text.split()[1:]
        elif routes and not header.station_line and re.fullmatch(r"R[A-Z]{3,7}( R[A-Z]{3,7})*", text):
            routes += text.split()
        elif re.match(r"DE R[A-Z]+ ?#", text):
            header = replace(header, station_line=_words(line))
        elif re.match(r"ZN[RY] [A-Z]{5}", text):
            header = replace(header, security_line=_words(line))
        elif match := _DATE_TIME_RE.match(text):
            header = _with_date_time(header, match, line)
        elif text.startswith("FM "):
            header = replace(header, sender=Words(text[3:].strip(), line.span))
        elif text.startswith(("TO ", "INFO ")):
            block = to if text.startswith("TO ") else info
            block.append(_read_address(line, text.partition(" ")[2]))
        elif block is not None:
            block.append(_read_address(line, text))
    return replace(header, routes=tuple(routes), to=tuple(to), info=tuple(info))


def _with_date_time(header: Transmission, match: re.Match[str], line: Line) -> Transmission:
    start = line.span.start + match.start("group")
    return replace(
        header,
        date_time_line=Words(line.text, line.span),
        date_time_group=Words(match["group"], Span(start, start + len(match["group"]))),
        action_precedence=match["action"],
        info_precedence=match["info"] or "",
        signals=tuple(match["signals"].split()),
    )


def _read_address(line: Line, text: str) -> Address:
    match = _ADDRESS_RE.fullmatch(text)
    if match is None:
        return Address("", text, "", "", line.span)
    name, precedence = match["name"].rstrip(), ""
    last = name.rpartition(" ")[2]
    if last != name and len(last) > 2 and (known := find_precedence(last)):
        name, precedence = name[: -len(last)].rstrip(), known.word
    return Address(match["route"] or "", name, precedence, match["mcn"] or "", line.span)


def _words(line: Line) -> Words:
    return Words(line.text, line.span)
