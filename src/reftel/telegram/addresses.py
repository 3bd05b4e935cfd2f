"""The TO and INFO blocks: who is addressed, how urgently, and who of a collective is exempted."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from reftel.document import Span
from reftel.telegram.interruptions import find_interruptions
from reftel.telegram.lines import Line, split_lines
from reftel.telegram.model import Address
from reftel.vocab.precedences import find_precedence, precedences

TO = "TO"
INFO = "INFO"

# Where a block begins. must match "TO RUEHC/SECSTATE", "INFO PAGE 02", "TO", "INFO: AMEMBASSY PARIS"; must
# not match "TOKYO", "INFORM CONSULS", "to be"
BLOCK_RE = re.compile(r"(?P<block>TO|INFO)(?=[ \t:]|$)[ \t]{0,9}:?[ \t]{0,9}")
# What ends the address blocks. must match "UNCLAS PARIS 000123", "S E C R E T PARIS", "BT", "FM AMEMBASSY",
# "R 041820Z JAN 10", "E.O. 12958: N/A"; must not match "SECRETARY OF DEFENSE", "BTC"
END_RE = re.compile(
    r"""
      (?: UNCLAS (?: SIFIED )? | C[ ]?O[ ]?N[ ]?F[ ]?I[ ]?D[ ]?E[ ]?N[ ]?T[ ]?I[ ]?A[ ]?L
        | S[ ]?E[ ]?C[ ]?R[ ]?E[ ]?T | LIMITED [ ] OFFICIAL [ ] USE ) (?! [A-Z] )
    | (?: BT | ZEN ) $ | FM [ ] | [ZOPR] [ ] (?: [ZOPR] [ ] )? [0-9]{6}Z
    | E\.?[ ]?O\.?[ ]?[0-9]{4} | TAGS [ ]? :
    | (?: SUBJECT | REF ) [ ]? :
    """,
    re.VERBOSE,
)
# The same glued to an address. must match in "COLLECTIVE PRIORITYUNCLAS PARIS 000123", "0123S E C R E
# T PARIS 000123"; must not match "SECRET SERVICE WASHDC", "UNCLAS"
GLUED_END_RE = re.compile(
    r"(?<=[A-Z0-9])(?:UNCLAS|C O N F I D E N T I A L|S E C R E T|CONFIDENTIAL|LIMITED OFFICIAL USE)"
    r"\b.{0,99}[0-9]{4}"
)
# must match whole "RUEHC/SECSTATE WASHDC PRIORITY 7861", "39OS INCIRLIK AB TU", "RUEHC / SECSTATE"; must not
# match ""
ADDRESS_RE = re.compile(r"(?:(?P<route>[A-Z]{4,8})\s{0,3}/{1,2}\s{0,3})?(?P<name>\S.*)")
# must match "XMT/AMEMBASSY PARIS", "XMT AMEMBASSY PARIS", "XMT"; must not match "XMTR SITE"
EXEMPT_RE = re.compile(r"XMT(?![A-Z0-9])[ ]{0,3}[/:]?[ ]{0,3}")
# The same behind the collective. must match in "COLLECTIVE PRIORITY XMT AMEMBASSY PARIS"; must not match
# "XMT A"
EXEMPT_INSIDE_RE = re.compile(r" XMT(?![A-Z0-9])[ ]{0,3}[/:]?[ ]{0,3}")
# The number kept for each addressee. must match in "SECSTATE WASHDC 7861"; must not match "39OS", "7861"
NUMBER_RE = re.compile(r"(?<=\s)[0-9]{4}$")
# Precedence words are never shorter, so that ROME is no ROUTINE.
_SHORTEST_WORD = 5
_NEAR = 2


@dataclass(slots=True)
class Addresses:
    """Both address blocks.

    Attributes:
        to: Action addressees, in order.
        info: Information addressees, in order.
        exempt: Members of a collective whom XMT exempts, in order.
    """

    to: list[Address] = field(default_factory=list)
    info: list[Address] = field(default_factory=list)
    exempt: list[Address] = field(default_factory=list)


def read_addresses(raw: str, start: int = 0, end: int | None = None) -> Addresses:
    """Read the TO and INFO blocks of a stretch.

    Lines before the first TO or INFO are no addresses; the classification line, BT or another format line
    ends the blocks. Page lines inside are left out. An empty line does not end a block.

    Args:
        raw: The text; a whole telegram, its header, or a fragment of it.
        start: Where to begin.
        end: Where to stop; None for the end of the text.

    Returns:
        The addressees; both lists are empty if there is no block. Never raises on content.

    Source:
        docs/telegram-format.md 2.9 to 2.12; 5 FAH-2 H-321.
    """
    stop = len(raw) if end is None else end
    found = Addresses()
    block: list[Address] | None = None
    exempting = False
    for whole in _lines(raw, start, stop):
        line = whole
        opening = BLOCK_RE.match(line.text)
        if block is not None and not opening and END_RE.match(line.text):
            break
        if opening:
            block, exempting = (found.to if opening["block"] == TO else found.info), False
            line = _cut(line, opening.end())
        glued = GLUED_END_RE.search(line.text)
        if glued:
            line = Line(line.text[: glued.start()], Span(line.span.start, line.span.start + glued.start()))
        if block is not None and line.text:
            exempting = _read_line(found, block, line, exempting=exempting)
        if glued:
            break
    return found


def _read_line(found: Addresses, block: list[Address], line: Line, *, exempting: bool) -> bool:
    """Read an address line into a block; whether it belongs to an exemption, which may go on."""
    inside = EXEMPT_INSIDE_RE.search(line.text)
    if inside:
        block.append(read_address(line.text[: inside.start()], _part(line, 0, inside.start())))
        exempt_span = _part(line, inside.end(), len(line.text))
        found.exempt.append(read_address(line.text[inside.end() :], exempt_span))
        return True
    exempt = EXEMPT_RE.match(line.text)
    if exempt:
        line = _cut(line, exempt.end())
    if exempt or (exempting and not _is_addressed(line.text)):
        if line.text:
            found.exempt.append(read_address(line.text, line.span))
        return True
    address = read_address(line.text, line.span)
    if behind := EXEMPT_RE.match(address.name):  # "RUEHXX/XMT AMEMBASSY PARIS"
        address.name = address.name[behind.end() :]
        found.exempt.append(address)
        return True
    block.append(address)
    return False


def read_address(text: str, span: Span) -> Address:
    """Read one address line, without the TO or INFO before it.

    >>> read_address("RUEHC/SECSTATE WASHDC PIORITY 7861", Span(0, 34)).precedence
    'PRIORITY'
    """
    match = ADDRESS_RE.fullmatch(text)
    if match is None:
        return Address("", text, "", "", span=span)
    name = match["name"].rstrip()
    number = NUMBER_RE.search(name)
    if number:
        name = name[: number.start()].rstrip()
    name, precedence = _take_precedence(name)
    return Address(match["route"] or "", name, precedence, number[0] if number else "", span=span)


def _lines(raw: str, start: int, end: int) -> list[Line]:
    """The lines without page lines; what stands on the same line before one is kept."""
    holes = find_interruptions(raw, start, end)
    lines: list[Line] = []
    at = start
    for hole in holes:
        lines += split_lines(raw, Span(at, hole.start))
        at = hole.end
    lines += split_lines(raw, Span(at, end))
    return [line for line in lines if line.text]


def _cut(line: Line, at: int) -> Line:
    return Line(line.text[at:].rstrip(), Span(line.span.start + at, line.span.end))


def _part(line: Line, start: int, end: int) -> Span:
    return Span(line.span.start + start, line.span.start + end)


def _is_addressed(text: str) -> bool:
    """Whether a line after XMT is an addressee again: it has a route, a precedence or a number."""
    address = read_address(text, Span(0, 0))
    return bool(address.route or address.precedence or address.continuity_number)


def _take_precedence(name: str) -> tuple[str, str]:
    """A name without the precedence words at its end, and the precedence, spelt right."""
    words = name.split()
    if len(words) > 2 and " ".join(words[-2:]) == "NIACT IMMEDIATE":
        return " ".join(words[:-2]), "NIACT IMMEDIATE"
    if len(words) < 2 or len(words[-1]) < _SHORTEST_WORD:
        return " ".join(words), ""
    precedence = _precedence_of(words[-1].rstrip(".,"))
    return (" ".join(words[:-1]), precedence) if precedence else (" ".join(words), "")


def _precedence_of(word: str) -> str:
    """The precedence that a word names, or is most like; empty for any other word."""
    if known := find_precedence(word):
        return known.word
    from rapidfuzz.distance import OSA

    for entry in precedences():
        if len(entry.word) > len("FLASH") and OSA.distance(word, entry.word) <= _NEAR:
            return entry.word
    return ""
