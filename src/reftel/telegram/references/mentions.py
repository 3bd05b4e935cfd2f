"""References inside the text: ``ref B``, ``reftel``, ``septel``, ``paras 5 through 7``, ``State 60446``."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from reftel.document import Span
from reftel.telegram.model import Reference
from reftel.telegram.references.kinds import CABLE, SEPTEL
from reftel.telegram.references.numbering import make_mrn, may_be_year, read_year
from reftel.telegram.references.stations import exact_spellings

REF = "ref"
PARAGRAPH = "paragraph"

# must match "ref B", "refs A and C", "Reftel", "REFS A-C", "reftel(s)", "septels", "paras 5 through 7",
# "paragraph 8"; must not match "reform", "reference to", "parade", "preferred"
_WORD_RE = re.compile(
    r"""
    (?<![A-Za-z])
    (?:
      (?P<septel> (?i:septels?) )
    | (?P<ref> (?i: ref (?: tel (?: egram )? )? (?: s | \(s\) )? ) )
      (?: \s{1,3} \(? (?P<letters> [A-Z] \b \)? (?: LIST \(? [A-Z] \b \)? ){0,25} ) )?
    | (?P<paragraph> (?i: para (?: graph )? s? ) ) \.? \s{1,3}
      (?P<numbers> [0-9]{1,3} \b (?: LIST [0-9]{1,3} \b ){0,25} )
    )
    (?![A-Za-z])
    """.replace(
        "LIST",
        r"(?: \s{0,3} (?: , \s{0,3} (?: (?i: and | or ) \s{1,3} )? | & | / | - | – "
        r"| \s (?i: and | or | through | thru | to ) \s ) \s{0,3} (?: (?i:ref) \s{1,3} )? )",
    ),
    re.VERBOSE,
)
# must match " 60446", " #60446"; must not match " 60,446", " 12.5", " 12%", " 12/5"
_SERIAL_RE = re.compile(r"\s#?(?P<serial>[0-9]{2,7})(?![0-9%A-Za-z]|[.,:/-][0-9])")
# must match whole "05", "'05", "2005"; must not match "1234"
_YEAR_RE = re.compile(r"['’]?(?:19|20)?[0-9]{2}")
# must match "A", "5" and the "through" between
_MEMBER_RE = re.compile(r"[A-Z]\b|[0-9]+|-|–|\b(?i:through|thru|to)\b")
# must match " of ", ", ", " (", " of the "; must not match " and "
_BETWEEN_RE = re.compile(r"\s{0,3}(?:,|\(|:)?\s{0,3}(?:(?i:of|in|from)\s{1,3}(?:(?i:the)\s{1,3})?)?")
_RANGE_SIGNS = frozenset({"-", "–", "through", "thru", "to"})
_LONGEST_RANGE = 60
_FURTHEST_BACK = 48
_SURE_LENGTH = 5


@dataclass(frozen=True, slots=True)
class Mention:
    """Words of the text that stand for another telegram, or for paragraphs.

    Args:
        kind: ``ref``, ``septel``, ``cable`` or ``paragraph`` (of the telegram itself).
        span: The words in the raw text.
        letters: Letters of the REF block that they name, such as ``A`` and ``C``.
        paragraphs: Numbers of the paragraphs that they name.
        mrns: Message reference numbers that they stand for; empty if that cannot be told.
    """

    kind: str
    span: Span = field(compare=False)
    letters: tuple[str, ...] = ()
    paragraphs: tuple[int, ...] = ()
    mrns: tuple[str, ...] = ()


def find_mentions(
    raw: str, start: int, end: int, references: Sequence[Reference], year: int | None
) -> tuple[Mention, ...]:
    """The references inside a stretch of text, in text order.

    ``reftel`` without a letter stands for the only telegram of the REF block, ``reftels`` for all of them;
    where there are several, ``reftel`` is found and stands for none. A place name before a number is a
    telegram only where nothing else can be meant: a long or zero-padded serial, a year before it, brackets
    around it, the Department, or a telegram of the REF block.

    Args:
        raw: The text that holds the stretch.
        start: Where the stretch begins.
        end: Where it ends.
        references: The items of the telegram's REF block.
        year: Year of the telegram, for numbers without one.

    Source:
        docs/telegram-references.md.

    >>> from reftel.telegram.references import find_references
    >>> refs = find_references("REF: A. STATE 1 B. PARIS 2", 2009)
    >>> find_mentions("See para 8 of ref B.", 0, 20, refs, 2009)
    (Mention(kind='ref', span=Span(start=4, end=19), letters=('B',), paragraphs=(8,), mrns=('09PARIS2',)),)
    """
    found = [_read_word(match, references) for match in _WORD_RE.finditer(raw, start, end)]
    found += _find_cables(raw, start, end, references, year)
    found.sort(key=lambda mention: mention.span)
    merged: list[Mention] = []
    for mention in found:
        if merged and mention.span.start < merged[-1].span.end:
            continue
        joined = _join(raw, merged[-1], mention) if merged else None
        if joined:
            merged[-1] = joined
        else:
            merged.append(mention)
    return tuple(merged)


def _read_word(match: re.Match[str], references: Sequence[Reference]) -> Mention:
    span = Span(*match.span())
    if match["septel"]:
        return Mention(SEPTEL, span)
    if match["paragraph"]:
        return Mention(PARAGRAPH, span, (), _expand_numbers(match["numbers"]))
    known = {reference.letter for reference in references}
    letters: list[str] = []
    for letter, end in _expand_letters(match):
        # "ref A and I" ends before a word that is no letter of the block, "REFTEL A DEMARCHE" has none.
        is_certain = not letters and "tel" not in match["ref"].lower()
        if known - {""} and letter not in known and not is_certain:
            break
        letters.append(letter)
        span = Span(span.start, max(span.start, end))
    if match.string[span.end : span.end + 1] == ")" and "(" in span.of(match.string):
        span = Span(span.start, span.end + 1)
    if not letters:
        return Mention(REF, Span(*match.span("ref")), (), (), _mrns_of_all(match["ref"], references))
    mrns = [r.mrn for letter in letters for r in references if r.letter == letter and r.mrn]
    return Mention(REF, span, tuple(letters), (), tuple(dict.fromkeys(mrns)))


def _mrns_of_all(word: str, references: Sequence[Reference]) -> tuple[str, ...]:
    mrns = tuple(dict.fromkeys(reference.mrn for reference in references if reference.kind == CABLE))
    is_plural = word.lower().endswith(("s", "s)"))
    return tuple(mrn for mrn in mrns if mrn) if is_plural or len(mrns) == 1 else ()


def _expand_letters(match: re.Match[str]) -> list[tuple[str, int]]:
    found: list[tuple[str, int]] = []
    is_range = False
    offset = match.start("letters")
    for member in _MEMBER_RE.finditer(match["letters"] or ""):
        text, end = member[0], offset + member.end()
        if text.lower() in _RANGE_SIGNS:
            is_range = True
            continue
        if is_range and found:
            found += [(chr(code), end) for code in range(ord(found[-1][0]) + 1, ord(text))]
        found.append((text, end))
        is_range = False
    return found


def _expand_numbers(words: str) -> tuple[int, ...]:
    found: list[int] = []
    is_range = False
    for member in _MEMBER_RE.finditer(words):
        if not member[0].isdecimal():
            is_range = member[0].lower() in _RANGE_SIGNS
            continue
        number = int(member[0])
        if is_range and found and found[-1] < number <= found[-1] + _LONGEST_RANGE:
            found += range(found[-1] + 1, number)
        found.append(number)
        is_range = False
    return tuple(found)


def _find_cables(
    raw: str, start: int, end: int, references: Sequence[Reference], year: int | None
) -> list[Mention]:
    named = {reference.mrn for reference in references if reference.mrn}
    found: list[Mention] = []
    for match in _SERIAL_RE.finditer(raw, start, end):
        place = _read_station(raw, max(start, match.start() - _FURTHEST_BACK), match.start())
        if place is None:
            continue
        begin, code, digits = place
        if digits and not may_be_year(digits, year):
            continue
        own = read_year(digits, year) if digits else year
        mrn = make_mrn(own, code, match["serial"])
        is_sure = bool(digits) or code == "STATE" or mrn in named or _is_telling(raw, begin, match)
        if is_sure and not (not digits and mrn not in named and _is_year(match["serial"])):
            found.append(Mention(CABLE, Span(begin, match.end()), (), (), (mrn,) if mrn else ()))
    return found


def _read_station(raw: str, start: int, end: int) -> tuple[int, str, str] | None:
    """Where the longest name before a number begins, its post, and the digits of a year before it."""
    words = [(match.start(), match[0]) for match in re.finditer(r"[^\s(]+", raw[start:end])][-5:]
    spellings = exact_spellings()
    for first in range(max(0, len(words) - 4), len(words)):
        name = [word for _, word in words[first:]]
        code = spellings.get(" ".join(name).upper())
        if code is None or not all(word[0].isupper() for word in name):
            continue
        if first and _YEAR_RE.fullmatch(words[first - 1][1]):
            return start + words[first - 1][0], code, words[first - 1][1].lstrip("'’")
        return start + words[first][0], code, ""
    return None


def _is_telling(raw: str, begin: int, match: re.Match[str]) -> bool:
    serial = match["serial"]
    is_bracketed = raw[max(0, begin - 1) : begin] == "(" and raw[match.end() : match.end() + 1] in {
        ")",
        ",",
        ";",
    }
    return len(serial) >= _SURE_LENGTH or serial.startswith("0") or is_bracketed


def _is_year(serial: str) -> bool:
    return len(serial) == 4 and may_be_year(serial, None)


def _join(raw: str, before: Mention, mention: Mention) -> Mention | None:
    """``para 8 of ref B``, ``ref B, para 8``: one mention of paragraphs elsewhere."""
    between = raw[before.span.end : mention.span.start]
    if len(between) > 12 or not _BETWEEN_RE.fullmatch(between):
        return None
    kinds = {before.kind, mention.kind}
    if len(kinds) != 2 or PARAGRAPH not in kinds or (before.paragraphs and mention.paragraphs):
        return None
    other = mention if before.kind == PARAGRAPH else before
    span = Span(before.span.start, mention.span.end)
    return Mention(other.kind, span, other.letters, before.paragraphs or mention.paragraphs, other.mrns)
