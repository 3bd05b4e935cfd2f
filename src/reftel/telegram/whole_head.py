"""The quick way through the head of a whole telegram: header, addressees, captions, TAGS, SUBJECT.

Each function reads a part whose lines are already known to be whole, or gives None where one is not.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from reftel.document import Span
from reftel.telegram.classification import find_held_captions, read_alone, stray_captions
from reftel.telegram.head import PASSING_RE, kind_of_tag, split_passing
from reftel.telegram.header import read_address_words
from reftel.telegram.marks import read_opening_marks
from reftel.telegram.model import (
    Address,
    Catalogue,
    DateTimeGroup,
    Passing,
    SecurityLine,
    StationLine,
    Subject,
    Tag,
    Transmission,
    Words,
)
from reftel.vocab.captions import load_captions
from reftel.vocab.classification import classification_words

# From the first catalogue line to format line 6. must match
# "09PARIS1\nTITLE\nTue Jun 16 00:00:00 +0200 2009\nSECRET\nEmbassy Paris\nP 160912Z JUN 09\nFM PARIS\nTO X";
# must not match "P 160912Z JUN 09\nFM AMEMBASSY PARIS\nTO X"
HEADER_RE = re.compile(
    r"""
    (?P<identifier> [0-9]{2} [A-Z]{3,24} [0-9]{1,7} ) \n
    (?P<title> [^\s] [^\n]{4,} ) \n
    (?P<date> [A-Z][a-z]{2} [ ] [A-Z][a-z]{2} [ ] [0-9]{1,2} [ ] [0-9:]{8} [ ] [+-][0-9]{4} [ ] [0-9]{4} ) \n
    (?P<classification> [A-Z/ ]{6,60} ) \n
    (?P<origin> [A-Z] [A-Za-z .'-]{4,60} ) \n
    (?: (?P<transmission> VZCZC [A-Z]{3} [0-9]{3,4} ) \n
        (?P<digraph> ZZ | OO | PP | RR ) (?P<routes> (?: [ ] R [A-Z]{3,7} )+ ) \n
        (?P<station> DE [ ] (?P<route> R [A-Z]{3,7} ) [ ] \# (?P<serial> [0-9]{4} )
            (?: / (?P<section> [0-9]{2} ) )? [ ] (?P<day> [0-9]{3} ) (?P<time> [0-9]{4} ) ) \n
        (?P<security> (?P<signal> ZN[RY] ) [ ] (?P<letters> [A-Z]{5} ) (?P<signals> (?: [ ] [A-Z]{3} )* ) ) \n
    )?
    (?P<group> (?P<action> [ZOPR] ) (?: [ ] (?P<info> [ZOPR] ) )?
        [ ] (?P<text> [0-9]{6} Z [ ] [A-Z]{3} [ ] [0-9]{2} ) (?P<after> (?: [ ] [A-Z]{3} )* ) ) \n
    FM [ ] (?P<sender> [A-Z] [A-Z0-9 .'/-]+ ) \n
    (?= TO [ ] )
    """,
    re.VERBOSE,
)
# The classification line. must match "UNCLAS RIGA 001103 \n", "S E C R E T SECTION 01 OF 02 PARIS 000123\n";
# must not match "UNCLAS"
OPENING_RE = re.compile(
    r"""
    (?P<level> UNCLAS | C[ ]O[ ]N[ ]F[ ]I[ ]D[ ]E[ ]N[ ]T[ ]I[ ]A[ ]L | S[ ]E[ ]C[ ]R[ ]E[ ]T
      | CONFIDENTIAL | SECRET )
    (?: [ ] SECTION [ ] (?P<number> [0-9]{2} ) [ ] OF [ ] (?P<of> [0-9]{2} ) )?
    [ ] (?P<station> [A-Z]{3,} (?: [ ] [A-Z]{2,} ){0,3} | [A-Z]{2} (?: [ ] [A-Z]{2,} ){1,3} )
    [ ] (?P<serial> [0-9]{6} ) (?= [ ]? \n )
    """,
    re.VERBOSE,
)
# One addressee. must match "TO RUEHC/SECSTATE WASHDC PRIORITY 7861\n", "AMEMBASSY PARIS"; must not match
# "39OS INCIRLIK"
_ADDRESS_RE = re.compile(
    r"""
    (?: (?P<key> TO | INFO ) [ ] )? (?: (?P<route> R [A-Z]{3,7} ) / )?
    (?P<words> [A-Z] (?: [A-Z .'/()-]* [A-Z.)/] )? ) (?: [ ] (?P<mcn> [0-9]{3,4} ) )? (?= \n | $ )
    """,
    re.VERBOSE,
)
# From the classification line to where the paragraphs begin. must match
# "\nSIPDIS\n\nE.O. 12958: N/A\nTAGS: KTIP\nSUBJECT: A VISIT\n\n1. It"; must not match "\nTAGS: KTIP\n\n1. It"
HEAD_RE = re.compile(
    r"""
    [ ]? \n (?: [ ]? \n )*+
    (?P<captions> (?:
        (?: SIPDIS | NOFORN | SENSITIVE | NODIS | EXDIS | LIMDIS | STADIS ) [ ]? \n (?: [ ]? \n )*+
    )*+ )
    (?: (?P<copy> C[ ]O[ ]R[ ]R[ ]E[ ]C[ ]T[ ]E[ ]D [ ]{1,2} COPY )
        (?P<corrected> [ ] [A-Z0-9 ()-]+ )? \n (?: [ ]? \n )*+ )?
    (?P<passing> (?: (?! E\.O\. ) [A-Z] [^\n:]+ \n )*+ ) (?: [ ]? \n )*+
    (?P<order> E\.O\.[ ] [0-9]{5} : [ ] (?: N/A | DECL: [ ] [0-9/]{10} ) ) [ ]? \n
    TAGS: [ ] (?P<tags> [A-Z/0-9-]+ (?: ,? [ ] [A-Z/0-9-]+ )* ) [ ]? \n
    SUBJECT: [ ] (?P<subject> [A-Z0-9(] [^\n]* (?: \n [^\s:] [^\n]+ )* ) \n
    (?: [ ]? \n )++
    (?: REF: [ ] (?P<references> [^\n]+ (?: \n [ ]* [^\s] [^\n]* )* ) \n (?: [ ]? \n )++ )?
    (?: (?P<classified> Classified [ ] By: [ ] [^\n]+ (?: \n [^\s:] [^\n]+ )* ) \n (?: [ ]? \n )++ )?
    (?= ¶? 1 \. [ ] )
    """,
    re.VERBOSE,
)
# A line of a head that begins with another key. must match in "A\nREF: B", "A\n1. B"; must not match in
# "A\nB"
OTHER_KEY_RE = re.compile(
    r"\n *(?:E\.? ?O|TAG|S?UBJ|REF|CLASSIF|REASONS? ?:|[¶(]*[0-9]{1,3} ?\. ?(?![0-9])|[-=_*]{3})",
    re.IGNORECASE,
)
# must match in "A\n(S) B", "A\n(s//nf)B"; must not match in "A (S)"
_BRACKET_LINE_RE = re.compile(r"\n *[(]")
# must match in "A\n(S) B"; must not match in "A\n(b) and"
MARK_LINE_RE = re.compile(r"\n *[(] *[A-Z]")
# must match in "a\nHONG KONG 00001103  002 OF 003", "PAGE 02"; must not match in "STATE 60446"
PAGE_SIGN_RE = re.compile(r"[0-9]{8}|PAGE +[0-9]")
# must match in " SIPDIS"; must not match in " "
_WORD_RE = re.compile(r"[^\s]+")
# must match "DEPT FOR", ", A"; must not match whole "A B"
_FIRST_WORD_RE = re.compile(r"[^\s,/.:;*=#-]*")
# must match in "KTIP, PHUM"; must not match in ", "
_TAG_RE = re.compile(r"[^,\s]+")
# A classification in capitals and without blanks.
_LEVELS: Final = ("SECRET", "CONFIDENTIAL", "UNCLAS", "OFFICIALUSE", "SENSITIVE")
_NO_ADDRESSES: Final = ("XMT", "FM ", "DE ", "ZNR", "ZNY", "VZCZC", "TO ", "INFO ")
_new = tuple.__new__  # a span made by its class takes twice as long


def read_whole_header(header: re.Match[str]) -> tuple[Catalogue, Transmission]:
    """The catalogue and format lines 1 to 6, from a match of `HEADER_RE`."""
    new, regs = _new, header.regs
    (
        identifier, title, day, classification, origin, transmission, digraph, routes, _, route, serial,
        section, day_of_year, time, _, signal, letters, signals, _, action, info, text, after, sender,
    ) = header.groups()  # fmt: skip
    catalogue = Catalogue(
        Words(identifier, new(Span, regs[1])),
        Words(title, new(Span, regs[2])),
        Words(day, new(Span, regs[3])),
        Words(classification, new(Span, regs[4])),
        Words(origin, new(Span, regs[5])),
    )
    behind = tuple(after.split()) if after else ()
    group = DateTimeGroup(action, info or "", text, behind, new(Span, regs[19]), new(Span, regs[22]))
    start, end = regs[24]
    by = Words(sender, new(Span, (start - 3, end)))
    if transmission is None:
        return catalogue, Transmission(date_time=group, sender=by)
    return catalogue, Transmission(
        Words(transmission, new(Span, regs[6])),
        digraph,
        tuple(routes.split()),
        StationLine(route, serial, section or "", day_of_year, time, new(Span, regs[9])),
        SecurityLine(signal, letters, "", tuple(signals.split()), new(Span, regs[15])),
        group,
        by,
    )


def read_whole_addresses(
    raw: str, start: int, end: int
) -> tuple[tuple[Address, ...], tuple[Address, ...]] | None:
    """Those of the TO and of the INFO block."""
    found: tuple[list[Address], list[Address]] = ([], [])
    block = None
    new = _new
    at = start - 1
    for match in _ADDRESS_RE.finditer(raw, start, end):
        span = match.span()
        if span[0] != at + 1:
            return None
        at = span[1]
        key, route, words, number = match.groups()
        if key:
            block = found[0] if key == "TO" else found[1]
        name, precedence = _split_name(words, route is None)
        if block is None or not name:
            return None
        block.append(Address(route or "", name, precedence, number or "", new(Span, span)))
    return (tuple(found[0]), tuple(found[1])) if at == end or raw[at:end] == "\n" else None


def read_whole_captions(head: re.Match[str]) -> tuple[Words, ...]:
    """One for each line."""
    return tuple(
        [Words(m[0], _new(Span, m.span())) for m in _WORD_RE.finditer(head.string, *head.span("captions"))]
    )


def read_whole_correction(head: re.Match[str]) -> Words | None:
    """What a corrected copy says of itself."""
    if head["copy"] is None:
        return None
    what = head["corrected"] or ""
    return Words(" ".join(what.split()), Span(head.start("copy"), head.end("copy") + len(what.rstrip())))


def read_whole_passing(head: re.Match[str]) -> tuple[Passing, ...] | None:
    """The passing lines with those that continue them; None where a line may be a caption."""
    if find_held_captions(head["passing"]):
        return None
    start = head.start("passing")
    found: list[Passing] = []
    words = ""
    begin = stop = start
    for whole in head["passing"].split("\n")[:-1]:
        line = whole.rstrip()
        if not is_plain_line(line):
            return None
        if PASSING_RE.fullmatch(line):
            if words:
                found.append(split_passing(words, Span(begin, stop)))
            words, begin = line, start
        elif words:
            words = words + " " + line
        else:
            return None
        stop = start + len(line)
        start += len(whole) + 1
    found.append(split_passing(words, Span(begin, stop)))
    return tuple(found)


def read_whole_subject(head: re.Match[str]) -> Subject | None:
    """The SUBJECT; None where one of its lines may be something else."""
    text = head["subject"]
    if "\n" in text and (OTHER_KEY_RE.search(text) or _BRACKET_LINE_RE.search(text)):
        return None
    if "\n" in text and not all(map(is_plain_line, text.split("\n")[1:])):
        return None
    words = text.rstrip()
    start = head.start("subject")
    span = _new(Span, (start, start + len(words)))
    mark = read_opening_marks(head.string, *span) if words[0] == "(" else None
    if mark is None:
        return Subject(" ".join(words.split()), None, span)
    return Subject(" ".join(head.string[mark.end : span.end].split()), mark.marking, span)


def read_whole_tags(head: re.Match[str]) -> tuple[Tag, ...]:
    """The TAGS of one line, none of which has a person behind it."""
    new = _new
    found = _TAG_RE.finditer(head.string, *head.span("tags"))
    return tuple([Tag(text := m[0], kind_of_tag(text), new(Span, m.span())) for m in found])


def names_level(words: str) -> bool:
    """Whether a classification stands among words of one line, letter-spaced or not."""
    packed = words.replace(" ", "").upper().replace("SECRETAR", "")
    for level in _LEVELS:  # noqa: SIM110 - a generator takes twice as long
        if level in packed:
            return True
    return False


def is_plain_line(text: str) -> bool:
    """Whether a line is no caption and no classification."""
    first = _FIRST_WORD_RE.match(text)
    if first and _is_plain_word(first[0]):
        return True
    text = text.strip()
    return not text or (read_alone(text) is None and not stray_captions(text))


def has_plain_lines(block: str | None) -> bool:
    """Whether none of the further lines of a block is a caption or a classification."""
    if not block or "\n" not in block:
        return True
    lines = [line.strip() for line in block.split("\n")[1:]]
    return all(is_plain_line(line) for line in lines if line[:1].isalpha() and line[1:2] not in ".)")


@lru_cache(maxsize=4096)
def _split_name(words: str, is_bare: bool) -> tuple[str, str]:
    """A name and the precedence behind it; an empty name where it is not plainly one."""
    if (
        words.startswith(_NO_ADDRESSES)
        or (is_bare and "/" in words[:9])
        or names_level(words)
        or (is_bare and not is_plain_line(words))
    ):
        return "", ""
    return read_address_words(words)


@lru_cache(maxsize=4096)
def _is_plain_word(word: str) -> bool:
    return len(word) > 1 and word[0].isalnum() and word not in _first_words()


@lru_cache(maxsize=1)
def _first_words() -> frozenset[str]:
    """The words with which captions and classifications begin."""
    names = [name for caption in load_captions() for name in (caption.name, *caption.variants)]
    names += [entry.word for entry in classification_words()]
    return frozenset(name.split()[0] for name in names)
