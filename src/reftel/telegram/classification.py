"""The classification line, whole or damaged, and every other line that says how a record is held."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache, lru_cache

from reftel.document import Level, Marking, Span, join_markings
from reftel.telegram.lines import Line
from reftel.telegram.marks import marking_of, marking_of_captions
from reftel.telegram.model import SecurityLine
from reftel.vocab.captions import CHANNEL, find_caption
from reftel.vocab.classification import SECURITY_LINE, WORD, classification_words, find_classification
from reftel.vocab.keys import letter_key

_BLANK = r"[ \t\xa0]"


def _spaced(words: str) -> str:
    """A pattern for words that may be letter-spaced, wholly or in part: ``C O N F IDENTIAL``."""
    return f"{_BLANK}{{0,4}}".join(f"{_BLANK}{{0,2}}".join(word) for word in words.split())


# must match "UNCLAS", "C O N F I D E N T I A L", "S E C RET", "LIMITED OFFICIAL USE"; must not match
# "UNCLEAR"
_LEVEL = "|".join(
    _spaced(words)
    for words in (
        "TOP SECRET",
        "SECRET",
        "CONFIDENTIAL",
        "UNCLASSIFIED EFTO",
        "UNCLASSIFIED",
        "UNCLAS EFTO",
        "UNCLAS",
        "LIMITED OFFICIAL USE",
        "SENSITIVE BUT UNCLASSIFIED",
    )
)
# must match in "UNCLAS HONG KONG 001103", "C O N F I D E N T I A L SECTION 01 OF 02 ACCRA 000731", "SECRET
# NODIS STATE 1234", "CONFIDENTIAL//NOFORN PARIS 000123"; must not match "UNCLASSIFIED//FOR OFFICIAL USE
# ONLY", "SECRET BALLOT", "secret ballot in Accra 1234"
_CLASSIFICATION_RE = re.compile(
    rf"""
    (?P<level> (?i: {_LEVEL} ) )
    (?P<words>
        (?: (?: {_BLANK}{{1,8}} | {_BLANK}?//?{_BLANK}? | {_BLANK}[-:,]{_BLANK} )
            (?: (?i: SECTION ) {_BLANK}{{1,4}} [0-9]{{1,2}}
                {_BLANK}{{1,4}} (?i: OF ) {_BLANK}{{1,4}} [0-9]{{1,2}}
              | [A-Z][A-Z.'’-]{{0,30}} )
        ){{1,10}}
    )
    {_BLANK}{{0,8}} (?P<serial> [0-9]{{3,7}} ) (?! [0-9] )
    """,
    re.VERBOSE,
)
# must match in "SECTION 01 OF 02"; must not match "SECTION CHIEF"
_SECTION_RE = re.compile(r"SECTION\s+([0-9]{1,2})\s+OF\s+([0-9]{1,2})", re.IGNORECASE)
# A line that holds nothing but a classification. must match whole "CONFIDENTIAL", "S E C R E T//NOFORN",
# "SECRET NODIS", "2002ROME01748 - CLASSIFICATION: SECRET"; must not match "SECRET-BALLOT", "Secret"
_ALONE_RE = re.compile(
    rf"(?:.{{0,40}}\bCLASSIFICATION:? ?)?(?P<level>{_LEVEL})(?P<rest>[ /,][A-Z /,]{{0,60}})?"
)
# must match in "2002ROME01748 - Classification: SECRET"; must not match "CLASSIFICATION: NONE"
_STATED_RE = re.compile(rf"\bCLASSIFICATION\s{{0,3}}:\s{{0,3}}(?P<level>{_LEVEL})\b", re.IGNORECASE)
# must match whole "CONFIDENTAL HONG KONG 001103 SIPDIS"; must not match "CONFIDENTAL HONG KONG"
_DAMAGED_RE = re.compile(r"(?P<words>\S.{2,120}?)\s{1,8}(?P<serial>[0-9]{5,7})(?:\s.{0,60})?")
# must match in "NODIS DEPT FOR EAP", "NOFORNSIPDIS"; must not match "INSENSITIVE", "DEPT FOR EAP"
_HELD_RE = re.compile(r"NODIS|EXDIS|LIMDIS|STADIS|NOFORN|CHEROKEE|ORCON|EYES ONLY|(?<!IN)SENSITIVE")
# One stands in each of them; to look for these takes a tenth of the time.
_HELD_SIGNS = ("DIS", "NOFORN", "CHEROKEE", "ORCON", "ONLY", "SENSITIVE")
# must match in "COLLECTIVE PRIORITYUNCLS PARIS", "PRIORITY 7861UNCLS"; must not match "UNCLS PARIS"
_GLUE_RE = re.compile(r"(?:ROUTINE|PRIORITY|PIORITY|IMMEDIATE|FLASH|COLLECTIVE|WASHDC|[0-9]{3,4})(?=[A-Z])")
# must match in "PARISC O N F I D"; must not match "A B PARIS"
_LETTER_SPACED_RE = re.compile(r"[A-Z](?: [A-Z]){3}(?![A-Z])")
# must match in "SECRET HONG KONG 00i1O3", "PRIORITYS E C R E T"; must not match "US SECRET SERVICE WASHDC"
_LEVEL_IN_HEADER_RE = re.compile(
    r"(?:^|(?<=ROUTINE)|(?<=PRIORITY)|(?<=IMMEDIATE)|(?<=COLLECTIVE)|(?<=[0-9]))"
    rf"(?P<level>{_LEVEL})(?! ?SERVICE)"
)
_LIKENESS = 0.72
_MOST_TOKENS = 24
_MOST_ALONE = 90
_MOST_CAPTIONS = 8


@dataclass(frozen=True, slots=True)
class ClassificationLine:
    """The line that opens the text and names the telegram.

    Args:
        level: Classification words as they stand.
        station: Station words, such as ``HONG KONG``.
        serial: Serial as written, such as ``001103``.
        section: This section and all sections, if the telegram is in several.
        span: From the classification words to the serial.
        captions: Captions between the classification and the station.
        damaged_from: The classification that the words are only like; empty where they are whole.
    """

    level: str
    station: str
    serial: str
    section: tuple[int, int] | None
    span: Span
    captions: tuple[str, ...] = ()
    damaged_from: str = ""

    @property
    def marking(self) -> Marking:
        """What the line itself says; of a damaged one, what it most likely said."""
        words = (self.damaged_from or self.level, *self.captions)
        levels = [
            marking_of(words[0]),
            *(marking_of(word) for word in words[1:] if find_classification(word)),
        ]
        return marking_of_captions(join_markings(levels), self.captions)


def find_classification_lines(raw: str, span: Span) -> list[ClassificationLine]:
    """All classification lines of a stretch, also those glued to the address line before them.

    The station is in capitals; the classification may be letter-spaced and in small letters, as a few
    stations sent it.
    """
    found: list[ClassificationLine] = []
    for match in _CLASSIFICATION_RE.finditer(raw, span.start, span.end):
        start = match.start()
        if start > span.start and raw[start - 1].isalpha() and not _is_glued(raw, start):
            continue
        if line := _read_line(match["level"], match["words"], match["serial"], Span(*match.span())):
            found.append(line)
    return found


def find_damaged_line(lines: Sequence[Line]) -> ClassificationLine | None:
    """The line that most likely is the classification line, among lines before the first key of a head."""
    for line in reversed(lines):
        match = _DAMAGED_RE.fullmatch(line.text)
        if match is None or match["words"] != match["words"].upper():
            continue
        likely = [_most_like(match["words"], start) for start in _glue_points(match["words"])]
        likeness, start, count, word = max(likely)
        if likeness < _LIKENESS:
            continue
        span = Span(line.span.start + start, line.span.start + match.end("serial"))
        tokens = match["words"][start:].split()
        level, rest = " ".join(tokens[:count]), " ".join(tokens[count:])
        if found := _read_line(level, rest, match["serial"], span, damaged_from=word):
            return found
    return None


def find_header_marking(lines: Sequence[Line]) -> Marking:
    """What classification words say that open a line of a header, or are glued to its address.

    They stand for a classification line that lost its station or serial.
    """
    found = [match["level"] for line in lines if (match := _LEVEL_IN_HEADER_RE.search(line.text))]
    return join_markings(marking_of(level) for level in found)


def _glue_points(words: str) -> list[int]:
    """Where the classification may begin in a line: at its head, or behind what it is glued to."""
    spaced = _LETTER_SPACED_RE.search(words)
    points = [0, *(match.end() for match in _GLUE_RE.finditer(words))]
    return [*points, spaced.start()] if spaced else points


def _most_like(words: str, start: int) -> tuple[float, int, int, str]:
    """What the first words from a place are most like: how much, where, how many words, and which."""
    tokens = words[start:].split()
    names = _long_words()
    likely = [
        (_likeness(letter_key("".join(tokens[:count])), key), start, count, name)
        for count in range(1, min(len(tokens), _MOST_TOKENS))
        for name, key in names
    ]
    return max(likely, default=(0.0, start, 0, ""))


@cache
def _long_words() -> tuple[tuple[str, str], ...]:
    """Classification words, also squeezed, that are long enough to be known when damaged."""
    words = [entry.word for entry in classification_words() if entry.kind == WORD and len(entry.word) > 4]
    return tuple((word, letter_key(word)) for word in words)


def find_held_captions(text: str) -> list[str]:
    """Captions that restrict readers, wherever they stand in a line of a head: ``NODIS DEPT FOR EAP``."""
    for sign in _HELD_SIGNS:
        if sign in text:
            return _HELD_RE.findall(text) if text == text.upper() else []
    return []


def is_classification_alone(text: str) -> bool:
    """Whether a line holds nothing but a classification, as at the head of a page."""
    return read_alone(text) is not None


def read_alone(text: str) -> Marking | None:
    """The marking of a line such as ``SECRET//NOFORN/EXDIS``; None if it is none.

    Words behind a slash that are no known caveat are kept as caveats, so that they hold the text, too.
    """
    match = _ALONE_RE.fullmatch(text.strip("-*=.# ")) if len(text) <= _MOST_ALONE else None
    if match is None:
        return None
    rest = (match["rest"] or "").strip()
    if rest and rest[0] not in "/," and not stray_captions(rest):
        return None  # "SECRET BALLOT"
    return marking_of(match["level"]) | _read_caveats(rest)


def find_stray_marking(lines: Sequence[Line]) -> Marking:
    """What lines that hold nothing but captions or a classification say, wherever in a record they stand."""
    found: list[Marking] = []
    captions: list[str] = []
    for line in lines:
        text = line.text
        if text and len(text) <= _MOST_ALONE and text == text.upper():
            marking, names = _read_stray(text)
            if marking:
                found.append(marking)
            captions += names
        found += [marking_of(match["level"]) for match in _STATED_RE.finditer(text)]
    return marking_of_captions(join_markings(found), captions)


@lru_cache(maxsize=4096)
def _read_stray(text: str) -> tuple[Marking | None, tuple[str, ...]]:
    return read_alone(text), tuple(stray_captions(text))


def read_security_line(line: SecurityLine) -> Marking:
    """The level of format line 4; the last two of its five letters may be release codes."""
    found = [find_classification(letter, SECURITY_LINE) for letter in line.letters[:3]]
    return join_markings(marking_of(word.level) if word else Marking(Level.S) for word in found)


def _read_line(
    level: str, words: str, serial: str, span: Span, *, damaged_from: str = ""
) -> ClassificationLine | None:
    section = _SECTION_RE.search(words)
    rest = _SECTION_RE.sub(" ", words)
    tokens = [token for token in re.split(r"[\s/,:]+", rest) if token.strip("-")]
    captions: list[str] = []
    while tokens:
        count = next((n for n in (4, 3, 2, 1) if n <= len(tokens) and _is_handling(" ".join(tokens[:n]))), 0)
        if not count:
            break
        captions.append(" ".join(tokens[:count]))
        tokens = tokens[count:]
    if not tokens:
        return None
    numbers = (int(section[1]), int(section[2])) if section else None
    return ClassificationLine(level, " ".join(tokens), serial, numbers, span, tuple(captions), damaged_from)


def _is_handling(words: str) -> bool:
    if find_classification(words):
        return True
    caption = find_caption(words)
    return caption is not None and (not caption.takes_names or letter_key(words) == letter_key(caption.name))


def _read_caveats(rest: str) -> Marking:
    caveats: set[str] = set()
    marking = Marking()
    for part in re.split(r"[/,]+", rest):
        name = " ".join(part.split())
        word = find_classification(name)
        caption = find_caption(name)
        if not name or (caption and not caption.restricts and caption.name != "SENSITIVE"):
            continue
        if word:
            marking = marking | marking_of(name)
        elif caption:
            caveats.add(caption.name)
        else:
            known = [found for token in name.split() if (found := find_caption(token))]
            caveats |= {found.name for found in known if found.restricts} or {name}
    return marking | Marking(Level.U, frozenset(caveats))


def stray_captions(text: str) -> list[str]:
    """The captions of a line that holds nothing else; channels only where they are named so."""
    text = text.strip("-*=.# ")
    whole = find_caption(text)
    if whole:
        is_bare = whole.kind == CHANNEL and "CHANNEL" not in text
        return [] if is_bare else [text]
    tokens = re.split(r"[\s/,]+", text)
    found = [find_caption(token) for token in tokens] if len(tokens) <= _MOST_CAPTIONS else [None]
    return [caption.name for caption in found if caption] if all(found) else []


def _is_glued(raw: str, at: int) -> bool:
    # "...COLLECTIVE PRIORITYUNCLAS HONG KONG 001103": before it stands an address in capitals.
    start = raw.rfind("\n", max(0, at - 200), at) + 1 or max(0, at - 200)
    before = raw[start:at]
    return before == before.upper()


def _likeness(letters: str, word: str) -> float:
    """How alike two words are, from 0 to 1; 0 for what is too unlike to count."""
    if abs(len(letters) - len(word)) > 4:
        return 0.0
    matcher = SequenceMatcher(None, letters, word, autojunk=False)
    return matcher.ratio() if matcher.quick_ratio() >= _LIKENESS else 0.0
