"""The quick way through the head of a whole telegram: header, addressees, captions, TAGS, SUBJECT.

Each function reads a part whose lines are already known to be whole, or gives None where one is not.
"""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache
from typing import Final

from msgspec.structs import replace

from reftel.document import Span
from reftel.telegram.classification import find_held_captions, read_alone, stray_captions
from reftel.telegram.classifier import (
    FORM_WIDTH,
    read_classified_by,
    read_plain_officer,
    read_reasons,
)
from reftel.telegram.declassification import read_declassification
from reftel.telegram.head import PASSING_RE, kind_of_tag, split_passing
from reftel.telegram.header import read_address_words
from reftel.telegram.marks import read_opening_marks
from reftel.telegram.model import (
    Address,
    Catalogue,
    ClassifiedBy,
    DateTimeGroup,
    Declassification,
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
    (?P<title> [^\s] [^\n]{3,} [^\s] ) \n
    (?P<date> [A-Z][a-z]{2} [ ] [A-Z][a-z]{2} [ ] [0-9]{1,2} [ ] [0-9:]{8} [ ] [+-][0-9]{4} [ ] [0-9]{4} ) \n
    (?P<classification> [A-Z/ ]{5,59} [A-Z] ) \n
    (?P<origin> [A-Z] [A-Za-z .'-]{3,59} [A-Za-z.] ) \n
    (?: (?P<transmission> VZCZC [A-Z]{3} [0-9]{3,4} ) \n
        (?P<digraph> ZZ | OO | PP | RR ) (?P<routes> (?: [ ] R [A-Z]{3,7} )+ ) \n
        (?P<station> DE [ ] (?P<route> R [A-Z]{3,7} ) [ ] \# (?P<serial> [0-9]{4} )
            (?: / (?P<section> [0-9]{2} ) )? [ ] (?P<day> [0-9]{3} ) (?P<time> [0-9]{4} ) ) \n
        (?P<security> (?P<signal> ZN[RY] ) [ ] (?P<letters> [A-Z]{5} ) (?P<signals> (?: [ ] [A-Z]{3} )* ) ) \n
    )?
    (?P<group> (?P<action> [ZOPR] ) (?: [ ] (?P<info> [ZOPR] ) )?
        [ ] (?P<text> [0-9]{6} Z [ ] [A-Z]{3} [ ] [0-9]{2} ) (?P<after> (?: [ ] [A-Z]{3} )* ) ) \n
    FM [ ] (?P<sender> [A-Z] [A-Z0-9 .'/-]{0,60} [A-Z0-9.] ) \n
    (?= TO [ ] )
    """,
    re.VERBOSE,
)
# From the classification line to the first number. must match
# "UNCLAS RIGA 001103 \nSIPDIS\n\nE.O. 12958: N/A\nTAGS: KTIP\nSUBJECT: A VISIT\n\n1. It"; must not match
# "UNCLAS\nTAGS: KTIP\n\n1. It"
HEAD_RE = re.compile(
    r"""
    (?P<opening>
        (?P<level> UNCLAS | C[ ]O[ ]N[ ]F[ ]I[ ]D[ ]E[ ]N[ ]T[ ]I[ ]A[ ]L | S[ ]E[ ]C[ ]R[ ]E[ ]T
          | CONFIDENTIAL | SECRET )
        (?: [ ] SECTION [ ] (?P<number> [0-9]{2} ) [ ] OF [ ] (?P<of> [0-9]{2} ) )?
        [ ] (?P<station> [A-Z]{3,30} (?: [ ] [A-Z]{2,30} ){0,3} | [A-Z]{2} (?: [ ] [A-Z]{2,30} ){1,3} )
        [ ] (?P<serial> [0-9]{6} ) )
    [ ]? \n (?: [ ]? \n )*+
    (?P<captions> (?:
        (?: SIPDIS | NOFORN | SENSITIVE | NODIS | EXDIS | LIMDIS | STADIS ) [ ]? \n (?: [ ]? \n )*+
    ){0,20}+ )
    (?: (?P<copy> C[ ]O[ ]R[ ]R[ ]E[ ]C[ ]T[ ]E[ ]D [ ]{1,2} COPY
            (?: [ ] (?P<corrected> [A-Z0-9 ()-]* [A-Z0-9)] ) )? )
        [ ]? \n (?: [ ]? \n )*+ )?
    (?P<passing> (?: (?! E\.O\. ) [A-Z] [^\n:]+ \n )*+ ) (?: [ ]? \n )*+
    E\.O\.[ ] (?P<order> [0-9]{5} ) : [ ]
        (?P<decl> N/A
          | DECL: [ ] (?P<month> 0[1-9] | 1[0-2] ) / (?P<day> 0[1-9] | [12][0-9] | 3[01] )
              / (?P<year> (?: 19 | 20 ) [0-9]{2} )
          | DECL: [ ] [0-9/]{10} ) [ ]? \n
    TAGS: [ ] (?P<tags> [A-Z/0-9-]{1,40}+ (?: ,? [ ] [A-Z/0-9-]{1,40}+ )* ) [ ]? \n
    SUBJECT: [ ] (?P<subject> [A-Z0-9(] [^\n]* (?: \n [^\s:] [^\n]+ )* ) \n
    (?: [ ]? \n )++
    (?: REF: [ ] (?P<references> [^\n]+ (?: \n [ ]* [^\s] [^\n]* )* ) \n (?: [ ]? \n )++ )?
    (?: Classified [ ] By: [ ] (?P<classified> [^\s] [^\n]* (?: \n [^\s:] [^\n]+ )* ) \n (?: [ ]? \n )++ )?
    (?= ¶? 1 \. [ ] )
    """,
    re.VERBOSE,
)
# One addressee without the number behind it. must match whole "TO RUEHC/SECSTATE WASHDC PRIORITY",
# "AMEMBASSY PARIS"; must not match "39OS INCIRLIK", "AMEMBASSY PARIS "
_ADDRESS_RE = re.compile(
    r"(?:(?P<key>TO|INFO) )?+(?:(?P<route>R[A-Z]{3,7})/)?+(?P<words>[A-Z](?:[A-Z .'/()-]{0,80}[A-Z.)/])?)"
)
# A line of a head that begins with another key. must match in "A\nREF: B", "A\n1. B"; must not match
# "A\nB"
OTHER_KEY_RE = re.compile(
    r"\n *(?:E\.? ?O|TAG|S?UBJ|REF|CLASSIF|REASONS? ?:|[¶(]*[0-9]{1,3} ?\. ?(?![0-9])|[-=_*]{3})",
    re.IGNORECASE,
)
# must match in "A\n(S) B", "A\n(s//nf)B"; must not match "A (S)"
_BRACKET_LINE_RE = re.compile(r"\n *[(]")
# must match in "A\n(S) B"; must not match "A\n(b) and"
_MARK_LINE_RE = re.compile(r"\n *[(] *[A-Z]")
# Where a serial or a page number may stand. must match in "PARIS 123", "PAGE 2"; must not match "STATE 60"
SERIAL_RE = re.compile(r"[0-9P](?:(?<=[0-9])[0-9]{2}|(?<=P)AGE +[0-9])")
# must match in "a\nHONG KONG 00001103  002 OF 003", "PAGE 02"; must not match "STATE 60446"
PAGE_SIGN_RE = re.compile(r"[0-9]{8}|PAGE +[0-9]")
# must match whole "DEPT", "USAID"; must not match "DEPT FOR", "A, B"
_FIRST_WORD_RE = re.compile(r"[^\s,/.:;*=#-]{0,40}")
# must match in "DCM\nTags, X for reasons"; must not match "DCM\nAnn Orde"
_ENTRY_LINE_RE = re.compile(r"\n[a-z]{2,11} {0,3}[,.]", re.IGNORECASE)
# What follows "for reason". must match whole "s 1.4 (b) and (d).", " 1.5 (d)"; must not match "s 1.4 X"
_REASONS_RE = re.compile(r"s? 1\.[45] (?:\([a-h]\)(?:,? (?:and )?)?)+\.?")
_REASONS_KEY: Final = " for reason"
# With what another field among the words of an officer begins.
_NO_OFFICER: Final = ("--", "ref", "summary", "intro", "exec", "sensitive", "this", "classified", "begin")
_LONGEST_CLASSIFIED: Final = 600
_CLASSIFIED_KEY: Final = "Classified By: "
# A passing line, as most are. must match "DEPT FOR G/TIP, DRL \n"; must not match "DEPT PASS TO AID FOR X\n"
_PASSING_RE = re.compile(
    r"(([A-Z]{2,12}) (FOR|PASS TO|PASS) ([A-Z0-9/-]+(?:, (?!FOR|PASS)[A-Z0-9/-]+)*) ?\n)"
    r"(?=[A-Z]{2,12} (?:FOR|PASS) |\Z)"
)
# A classification in capitals and without blanks.
_LEVELS: Final = ("SECRET", "CONFIDENTIAL", "UNCLAS", "OFFICIALUSE", "SENSITIVE")
_SPELT: Final = {"U": "UNCLAS ", "C": "C O N F I D E N T I A L ", "S": "S E C R E T "}
_LONGEST_HEADER: Final = 6_000
# What the keys of a head begin with.
_KEYS: Final = ("EO", "E.", "TAG", "SUBJ", "UBJ", "REF", "CLASSIF", "REASON")
# What begins another line of a header.
_NO_TITLES: Final = ("VZCZC", "DE R", "ZZ R", "OO R", "PP R", "RR R", "Z ", "O ", "P ", "R ", "UNCLAS ")
_NO_ADDRESSES: Final = ("XMT", "FM ", "DE ", "ZNR", "ZNY", "VZCZC", "TO ", "INFO ")


def find_opening(header: re.Match[str]) -> int:
    """Where the classification line begins, spelt as the level of the catalogue is; -1 if it is not there."""
    spelt = _SPELT.get(header["classification"][0])
    return header.string.find(spelt, header.end(), header.end() + _LONGEST_HEADER) if spelt else -1


def is_plain_header(header: re.Match[str]) -> bool:
    """Whether no line above the addressees may be something else than what its place says."""
    title = header["title"]
    if title.startswith(_NO_TITLES) or not is_plain_line(title):
        return False
    if SERIAL_RE.search(title) and (names_level(title) or PAGE_SIGN_RE.search(title)):
        return False
    return _is_plain_origin(header["origin"]) and _is_plain_origin(header["sender"])


def read_whole_header(header: re.Match[str]) -> tuple[Catalogue, Transmission]:
    """The catalogue and format lines 1 to 6, from a match of `HEADER_RE`."""
    at = header.regs
    (
        identifier, title, day, classification, origin, transmission, digraph, routes, _, route, serial,
        section, day_of_year, time, _, signal, letters, signals, _, action, info, text, after, sender,
    ) = header.groups("")  # fmt: skip
    catalogue = Catalogue(
        Words(identifier, Span(*at[1])),
        Words(title, Span(*at[2])),
        Words(day, Span(*at[3])),
        Words(classification, Span(*at[4])),
        Words(origin, Span(*at[5])),
    )
    behind = tuple(after.split()) if after else ()
    group = DateTimeGroup(action, info, text, behind, Span(*at[19]), Span(*at[22]))
    end = header.end() - 1
    by = Words(sender, Span(end - len(sender) - 3, end))
    if not transmission:
        return catalogue, Transmission(None, "", (), None, None, group, by)
    return catalogue, Transmission(
        Words(transmission, Span(*at[6])),
        digraph,
        tuple(routes.split()),
        StationLine(route, serial, section, day_of_year, time, Span(*at[9])),
        SecurityLine(signal, letters, "", tuple(signals.split()), Span(*at[15])),
        group,
        by,
    )


def read_whole_addresses(
    raw: str, start: int, end: int
) -> tuple[tuple[Address, ...], tuple[Address, ...]] | None:
    """Those of the TO and of the INFO block; None if a line is not plainly an addressee."""
    to: list[Address] = []
    info: list[Address] = []
    block = to
    at = start
    # The last is glued to the classification line, or has a line of its own.
    for line in raw[start : end - (raw[end - 1] == "\n")].split("\n"):
        words, _, number = line.rpartition(" ")
        if not (number.isdecimal() and 3 <= len(number) <= 4):
            words, number = line, ""
        found = _read_addressee(words)
        if found is None:
            return None
        key, route, name, precedence = found
        if key:
            block = to if key == "TO" else info
        stop = at + len(line)
        block.append(Address(route, name, precedence, number, Span(at, stop)))
        at = stop + 1
    return tuple(to), tuple(info)


@lru_cache(maxsize=4096)
def _read_addressee(words: str) -> tuple[str, str, str, str] | None:
    """Key, route, name and precedence of an addressee; None where it is not plainly one."""
    match = _ADDRESS_RE.fullmatch(words)
    if match is None:
        return None
    key, route, words = match.groups("")
    is_odd = not route and ("/" in words[:9] or not is_plain_line(words))
    if is_odd or words.startswith(_NO_ADDRESSES) or names_level(words):
        return None
    name, precedence = read_address_words(words)
    return (key, route, name, precedence) if name else None


def read_whole_order(head: re.Match[str]) -> Declassification | None:
    """The E.O. line."""
    order, text, month, day, year = head.group("order", "decl", "month", "day", "year")
    span: Span = Span(*head.span("decl"))
    if order[0] == "1" and text == "N/A":
        return Declassification(order, "none", None, (), "", None, text, span)
    try:
        on = date(int(year), int(month), int(day)) if order[0] == "1" and year else None
    except ValueError:  # 30 February
        on = None
    if on is None:
        return read_declassification(head.string, head.start("order") - len("E.O. "), span.end)
    return Declassification(order, "date", on, (), "", None, text, span)


def read_whole_correction(head: re.Match[str]) -> Words | None:
    """What a corrected copy says of itself; None where that may be how it is held, too."""
    what = head["corrected"] or ""
    if names_level(what) or find_held_captions(what):
        return None
    return Words(" ".join(what.split()), Span(*head.span("copy")))


def read_whole_captions(text: str, start: int) -> tuple[Words, ...]:
    """One for each line of a text that begins at a place."""
    found: list[Words] = []
    at = 0
    for word in text.split():
        at = text.index(word, at)
        end = at + len(word)
        found.append(Words(word, Span(start + at, start + end)))
        at = end
    return tuple(found)


def read_whole_passing(words: str, at: int) -> tuple[Passing, ...] | None:
    """The passing lines with those that continue them; None where a line may be a caption."""
    if find_held_captions(words):
        return None
    found: list[Passing] = []
    length = 0
    for line, post, relation, offices in _PASSING_RE.findall(words):
        if not _opens_plainly(post):
            return None
        stop = at + len(line.rstrip())
        found.append(Passing(post, tuple(offices.split(", ")), relation, Span(at, stop)))
        at += len(line)
        length += len(line)
    return tuple(found) if length == len(words) else _read_long_passing(words, at - length)


def _read_long_passing(words: str, at: int) -> tuple[Passing, ...] | None:
    """The same where a line is longer or odder than most."""
    if OTHER_KEY_RE.search(f"\n{words}") or not all(map(is_plain_line, words.split("\n"))):
        return None
    found: list[Passing] = []
    text = ""
    begin = stop = at
    for whole in words.split("\n")[:-1]:
        line = whole.rstrip()
        if PASSING_RE.fullmatch(line):
            if text:
                found.append(split_passing(" ".join(text.split()), Span(begin, stop)))
            text, begin = line, at
        elif text:
            text = text + " " + line
        else:
            return None
        stop = at + len(line)
        at += len(whole) + 1
    found.append(split_passing(" ".join(text.split()), Span(begin, stop)))
    return tuple(found)


def read_whole_subject(raw: str, text: str, start: int) -> Subject | None:
    """The SUBJECT; None where one of its lines may be something else."""
    _, *more = text.split("\n")
    for line in more:
        if not _opens_plainly(line.partition(" ")[0]) and not _is_subject(text, more):
            return None
    words = text.rstrip()
    span: Span = Span(start, start + len(words))
    mark = read_opening_marks(raw, *span) if words[0] == "(" else None
    if mark is None:
        return Subject(" ".join(words.split()), None, span)
    return Subject(" ".join(raw[mark.end : span.end].split()), mark.marking, span)


def _is_subject(text: str, more: list[str]) -> bool:
    """Whether no further line of a SUBJECT may be something else."""
    return not (OTHER_KEY_RE.search(text) or _BRACKET_LINE_RE.search(text)) and all(map(is_plain_line, more))


def read_whole_tags(text: str, at: int) -> tuple[Tag, ...]:
    """The TAGS of one line, none of which has a person behind it."""
    kind = kind_of_tag
    found: list[Tag] = []
    for part in text.split(" "):
        word = part.rstrip(",")
        found.append(Tag(word, kind(word), Span(at, at + len(word))))
        at += len(part) + 1
    return tuple(found)


def read_whole_classified(text: str, start: int) -> tuple[ClassifiedBy, ...] | None:
    """Who classified it, in the lines behind ``Classified By:``; None if one may not belong there."""
    found = _read_classified(text) if len(text) <= _LONGEST_CLASSIFIED else None
    if found is None:
        return None
    return tuple(
        [
            ClassifiedBy(
                one.name, one.position, one.section, one.reasons, one.text, Span(a + start, b + start)
            )
            for one in found
            for a, b in (one.span,)
        ]
    )


@lru_cache(maxsize=4096)
def _read_classified(text: str) -> tuple[ClassifiedBy, ...] | None:
    """The same, with spans from the start of the text; a post's officers classify many telegrams."""
    has_lines = "\n" in text
    if has_lines and (OTHER_KEY_RE.search(text) or _MARK_LINE_RE.search(text) or not has_plain_lines(text)):
        return None
    words = " ".join(text.split())
    who, key, rest = words.partition(_REASONS_KEY)
    officer = _read_officer(who) if key else None
    reasons = _read_reasons(rest) if officer else None
    line = f"{_CLASSIFIED_KEY}{text}"
    if officer is None or reasons is None or _may_be_cut(line, has_lines):
        back = -len(_CLASSIFIED_KEY)
        return tuple(replace(one, span=one.span.shift(back)) for one in read_classified_by(line))
    (name, position), (section, letters) = officer, reasons
    return (ClassifiedBy(name, position, section, letters, words, Span(0, len(text.rstrip()))),)


def _read_officer(who: str) -> tuple[str, str] | None:
    """Name and position of one officer; None where another field may stand among the words."""
    small = who.lower()
    for word in _NO_OFFICER:
        if word in small:
            return None
    return read_plain_officer(who)


@lru_cache(maxsize=1024)
def _read_reasons(rest: str) -> tuple[str, tuple[str, ...]] | None:
    """Section and letters, from what follows "for reason"; None if more follows."""
    return read_reasons(rest) if _REASONS_RE.fullmatch(rest) else None


def _may_be_cut(line: str, has_lines: bool) -> bool:
    """Whether a form may have cut a line inside a word, or another field may begin a further line."""
    if not has_lines:
        return len(line.rstrip()) == FORM_WIDTH
    is_full = FORM_WIDTH in [len(one.rstrip()) for one in line.split("\n")]
    return is_full or _ENTRY_LINE_RE.search(line) is not None


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
def _is_plain_origin(words: str) -> bool:
    return not (words.startswith(_NO_TITLES) or names_level(words))


@lru_cache(maxsize=4096)
def _opens_plainly(word: str) -> bool:
    """Whether a line that begins with a word is no caption, no classification, and has no key or number."""
    first = _FIRST_WORD_RE.match(word)
    is_plain = word[:1].isalpha() and first is not None and _is_plain_word(first[0])
    return is_plain and not word.upper().startswith(_KEYS)


@lru_cache(maxsize=4096)
def _is_plain_word(word: str) -> bool:
    return len(word) > 1 and word[0].isalnum() and word not in _first_words()


@lru_cache(maxsize=1)
def _first_words() -> frozenset[str]:
    """The words with which captions and classifications begin."""
    names = [name for caption in load_captions() for name in (caption.name, *caption.variants)]
    names += [entry.word for entry in classification_words()]
    return frozenset(name.split()[0] for name in names)
