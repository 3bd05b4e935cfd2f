"""Portion marks and captions as markings. In doubt a text is held higher, never lower.

A mark that opens a paragraph as it should, ``(C)`` or ``(S//NF)``, says how the paragraph is held, also
lower than the telegram. A damaged mark (``C)``, ``(S/NF``), one in small letters, and one that stands
further inside can only raise.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from reftel.document import Level, Marking, Span, join_markings
from reftel.vocab.captions import caption_by_mark, find_caption
from reftel.vocab.classification import MARK, find_classification

ABOVE_SECRET = "TOP SECRET"  # noqa: S105 - a caveat
# A paragraph's own mark puts these aside: the one is said paragraph by paragraph, the other is a level.
NOT_INHERITED = frozenset({"NOFORN", ABOVE_SECRET})

# White space, and what damage leaves that does not show.
_GAP = r"[\s\x00-\x1f\x7f\u00ad\u200b-\u200f\u2060\ufeff]"
# must match in "soft­hyphen"; must not match "plain text"
_UNSEEN_RE = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\u00ad\u200b-\u200f\u2060\ufeff]")
_LEVEL = rf"""
    (?: TS | SBU | LOU | FOUO | OUO | CUI | [SЅＳ] | [CСＣ] | U
      | (?: TOP {_GAP}{{1,2}} )? SECRET | CONFIDENTIAL | UNCLAS (?: SIFIED )?
      | LIMITED {_GAP}{{1,2}} OFFICIAL {_GAP}{{1,2}} USE
      | SENSITIVE (?: {_GAP}{{1,2}} BUT {_GAP}{{1,2}} UNCLASSIFIED )? )
    (?! [A-Za-z0-9] )
"""
# must match "(SBU)", "(C/NF)", "( s//nf )", "[C]", "(C - ENTIRE TEXT)", "(S//REL TO USA, GBR)"; must not
# match "(PAS)", "(Chow)", "(C. Smith)", "(U.S.)"
BRACKETED_RE = re.compile(
    rf"""
    [(\[{{（［] {_GAP}{{0,4}}
    (?P<level> {_LEVEL} )
    (?P<rest> (?: {_GAP}{{0,4}} [/,;–—-] | {_GAP} ) [^()\[\]{{}}（）［］]{{0,120}} )?
    {_GAP}{{0,4}} [)\]}}）］]
    """,
    re.VERBOSE | re.IGNORECASE,
)
# must match "C) The", "(S/NF The", "S/NF The", "(SBU The", "SBU The", "CONFIDENTIAL - ENTIRE TEXT", "C
# The"; must not match "C. Smith", "S/CT", "(U.S. officials)", "Secretary", "C-130"
DAMAGED_RE = re.compile(
    rf"""
      [(\[{{（［] {_GAP}{{0,4}}
      (?P<unclosed> {_LEVEL} (?: {_GAP}? //? {_GAP}? [A-Z]{{2,8}} \b )? ) (?= \s | $ | [:,;-]{{1,3}} \s )
    | (?P<unopened> {_LEVEL} (?: {_GAP}? //? {_GAP}? [A-Z]{{2,8}} )* ) {_GAP}{{0,4}} [)\]}}）］]
    | (?P<bare> (?: TS | SBU | S | C ) {_GAP}? //? {_GAP}? (?: NF | NOFORN | REL | ORCON | OC | SI ) )
      (?! \w )
    | (?P<words> {_LEVEL} ) {_GAP}{{0,4}} [-–—,:]{{0,2}} {_GAP}{{0,4}} (?= ENTIRE {_GAP} )
    | (?P<letters> (?-i: TS | SBU | LOU | S | C ) ) (?= \s+ (?-i: [A-Z][a-z] ) )
    """,
    re.VERBOSE | re.IGNORECASE,
)
# must match "(SUB)", "(SS)", "(SNF)", "(NF)"; must not match "(US)", "(UN)", "(CT)", "(UNSC)"
_JUMBLED_RE = re.compile(
    r"[(\[] ?(?!US[)\]]|UN[)\]])(?P<letters>[USBC]{2,4}|[SC]N?F?|NF|NOFORN|ORCON) ?[)\]]"
)
# What may stand at a line's head before its mark. must match "¶9. ", "a) ", "(b) (", "-- ", "PARA 4. ";
# must not match "In "
_ITEM_RE = re.compile(
    r"""
    (?: (?: PARA (?:GRAPH)? [ ] )? ¶? [ ]? (?: [0-9]{1,3} | [A-Za-z] | [ivxIVX]{1,5} ) [ ]? [.):,] [ ]?
      | (?: PARA [ ] | ¶ [ ]? )? [0-9]{1,3} [ ]? (?= [(\[] )
      | \( (?: [A-Za-z] | [0-9]{1,2} | [ivx]{1,4} ) \) [ ]? (?= \( )
      | [-–—*•]{1,3} [ ]?
    )
    """,
    re.VERBOSE,
)
# must match in "\n  2. (S)", "first"; must not match " "
_LINE_START_RE = re.compile(
    r"(?:\A|[\n\r\f\v\x1c-\x1e\x85\u2028\u2029])[^\S\n\r\f\v\x1c-\x1e\x85\u2028\u2029]*(?=\S)"
)
# must match in "in paragraph 9 ", "for reasons 1.4 (b) and ", "Article 5"; must not match "by the source "
_CITED_BEFORE_RE = re.compile(
    r"""
    (?: \b (?: articles? | arts? | sections? | sec | sub-?sections? | para (?:graph)? s? | reasons? | clause )
        \W{0,3}
      | \b 1\.[45] \W? | § \W? )
    (?: [0-9.]{1,8} \W{0,2} )? (?: \( \w{1,3} \) \W{0,2} (?: and | or )? \W{0,2} ){0,6} $
    """,
    re.VERBOSE | re.IGNORECASE,
)
# must match in "the ENTIRE TEXT", "This message is", "THIS CABLE SHOULD BE"; must not match "the entire
# visit"
_ENTIRE_RE = re.compile(
    r"""
      \b (?P<text> ENTIRE \s{1,3} (?: TEXT | MESSAGE | CABLE | TELEGRAM ) )
    | \b THIS \s{1,3} (?: MESSAGE | CABLE | TELEGRAM )
      \s{1,3} (?: IS | SHOULD \s{1,3} BE | MUST \s{1,3} BE ) \b
    """,
    re.VERBOSE | re.IGNORECASE,
)
# must match in "is SECRET", "(C - "; must not match "Secretary", "SC"
_ENTIRE_LEVEL_RE = re.compile(rf"(?<![A-Za-z0-9])(?P<level>{_LEVEL})", re.VERBOSE | re.IGNORECASE)
# Cyrillic and wide letters that look like those of marks.
_LOOK_ALIKES = str.maketrans("ЅＳСＣѕｓсｃ", "SSCCSSCC")
_LOOK_BACK = 48
_ENTIRE_REACH = 45
_LIST_REACH = 4_000


class Mark(NamedTuple):
    """A portion mark as it stands.

    Attributes:
        marking: What it says.
        end: Where it ends in the text.
        is_certain: Whether it is whole and in capitals, so that it may also lower.
    """

    marking: Marking
    end: int
    is_certain: bool


def marking_of(level_word: str, caveats: frozenset[str] = frozenset()) -> Marking:
    """The marking that a classification word or letter stands for; SECRET for an unknown word.

    A record holds nothing above SECRET by itself: what is marked higher becomes SECRET with a caveat of its
    own, so that no reader sees it by level alone.
    """
    known = find_classification(level_word, MARK) or find_classification(level_word)
    name = known.level if known else "S"
    if name == "TS":
        return Marking(Level.S, caveats | {ABOVE_SECRET})
    return Marking(Level[name], caveats)


def marking_of_captions(level: Marking, captions: Iterable[str]) -> Marking:
    """The telegram's marking: ``SENSITIVE`` raises U to SBU; captions that restrict readers are caveats."""
    found = [caption for text in captions if (caption := find_caption(text))]
    marking = level
    if level.level is Level.U and any(caption.name == "SENSITIVE" for caption in found):
        marking = marking | Marking(Level.SBU)
    return marking | Marking(Level.U, frozenset(caption.name for caption in found if caption.restricts))


def marking_of_paragraph(own: Marking | None, telegram: Marking) -> Marking:
    """A paragraph's marking: its own mark within its telegram, or the telegram's if it has none.

    NOFORN is said paragraph by paragraph; NODIS and its like hold for every paragraph of the telegram.
    """
    if own is None:
        return telegram
    return own | Marking(Level.U, telegram.caveats - NOT_INHERITED)


def read_opening_marks(raw: str, start: int, end: int) -> Mark | None:
    """The mark, or the marks side by side as in ``(S) (NF)``, that a text opens with.

    Args:
        raw: The whole record.
        start: Where the text begins, after its number.
        end: Where it ends.
    """
    found = _read_mark(raw, start, end)
    while found is not None:
        at = found.end
        while at < end and raw[at].isspace():
            at += 1
        more = _read_mark(raw, at, end) if at < end and raw[at] in "([" else None
        if more is None:
            break
        found = Mark(found.marking | more.marking, more.end, found.is_certain and more.is_certain)
    return found


def find_marks(raw: str, span: Span) -> Marking | None:
    """The join of all marks inside a text, wherever they stand; None if there are none.

    Letters that number a list ("(A) ... (B) ... (C)"), plurals ("REF(S)"), what is cited ("paragraph 9 (S)
    says", "reasons 1.4 (b)") and offices ("S/CT") are no marks.
    """
    found = find_line_marks(raw, span.start, span)
    for start in _LINE_START_RE.finditer(raw, span.start, span.end):
        found += find_line_marks(raw, start.end(), span)
    for bracketed in BRACKETED_RE.finditer(raw, span.start, span.end):
        if marking := _read_inside(raw, bracketed, span):
            found.append(marking)
    return join_markings(found) if found else None


def find_entire_marking(raw: str, span: Span) -> Marking:
    """What is said of the whole text: ``(SBU - ENTIRE TEXT)``, "This message is sensitive ..."."""
    found: list[Marking] = []
    for match in _ENTIRE_RE.finditer(raw, span.start, span.end):
        # "ENTIRE TEXT" may stand before or after its level, "this message" only before it.
        reach = _ENTIRE_REACH if match["text"] else 0
        for word in _ENTIRE_LEVEL_RE.finditer(
            raw, max(span.start, match.start() - reach), match.end() + _ENTIRE_REACH
        ):
            is_letter = len(word[0]) == 1
            is_whole = word[0].isupper() or len(word[0]) > len("SECRET")
            if is_whole and (not is_letter or raw[word.start() - 1 : word.start()] in ("(", "[")):
                found.append(marking_of(word["level"]))
    return join_markings(found)


def _read_mark(raw: str, start: int, end: int) -> Mark | None:
    """One mark at a place where marks are due."""
    if match := BRACKETED_RE.match(raw, start, end):
        marking, is_known = _read_parts(match)
        return Mark(marking, match.end(), is_known and match[0].isascii() and match[0] == match[0].upper())
    if match := DAMAGED_RE.match(raw, start, end):
        kind = match.lastgroup or ""
        level, *caveats = re.split(r"\s*//?\s*", _visible(match[kind]))
        return Mark(_with_caveats(level, caveats)[0], match.end(), False)
    if match := _JUMBLED_RE.match(raw, start, end):
        return Mark(_unjumble(match["letters"]), match.end(), False)
    return None


def find_line_marks(raw: str, at: int, span: Span) -> list[Marking]:
    """Marks at the head of a line, before and behind the number or letter of an item."""
    item = _ITEM_RE.match(raw, at, span.end)
    found = [_read_line_mark(raw, at, span, is_due=False)]
    if item and item.end() > at:
        found.append(_read_line_mark(raw, item.end(), span, is_due=True))
    return [marking for marking in found if marking is not None]


def _read_line_mark(raw: str, at: int, span: Span, *, is_due: bool) -> Marking | None:
    """A mark at the head of a line inside a text, where lists and wrapped words stand too."""
    if match := BRACKETED_RE.match(raw, at, span.end):
        marking, is_known = _read_parts(match)
        if is_due and not _is_listed(raw, match, span):
            return marking
        is_mark = is_known or _is_unlike_office(match)
        if not is_mark or _is_listed(raw, match, span) or _is_cited(raw, match, span):
            return None
        return marking
    match = DAMAGED_RE.match(raw, at, span.end)
    if match is None or match.lastgroup == "letters" or _is_listed(raw, match, span):
        return None
    mark = _read_mark(raw, at, span.end)
    return mark.marking if mark else None


def _read_inside(raw: str, match: re.Match[str], span: Span) -> Marking | None:
    """The marking of a bracketed mark within a line; None if it is likely something else."""
    before = raw[max(span.start, match.start() - _LOOK_BACK) : match.start()]
    is_bare = not (match["rest"] or "").strip() and len(match["level"]) == 1
    is_upper = match[0] == match[0].upper()
    marking, is_known = _read_parts(match)
    if not is_known and not _is_unlike_office(match):
        return None
    if is_bare and not is_upper and not re.search(r"[.:;–—-]\s*$", before):
        return None
    if is_bare and match["level"].upper() == "S" and before[-1:].isalpha():
        return None  # "OFFICIAL(S)"
    if len(match["level"]) > len("FOUO") and not is_upper:
        return None  # "(confidential)"
    if _is_listed(raw, match, span) or _is_cited(raw, match, span):
        return None
    return marking


def _read_parts(match: re.Match[str]) -> tuple[Marking, bool]:
    rest = _visible(match["rest"] or "")
    parts = [part for part in re.split(r"//|[/;–—-]|,(?!\s*[A-Z]{3}\b)", rest) if part.strip()]
    return _with_caveats(match["level"], parts)


def _with_caveats(level: str, parts: list[str]) -> tuple[Marking, bool]:
    """A level with what stands behind it, and whether all of that is known."""
    marking = marking_of(_visible(level))
    is_known = True
    for part in parts:
        name = " ".join(part.replace(",", " ").split()).upper()
        if name.startswith("ENTIRE"):
            continue
        caption = caption_by_mark(name)
        if caption and not caption.restricts and caption.name != "SENSITIVE":
            continue  # "(SBU/SIPDIS)"
        if not (caption and caption.restricts) and (
            find_classification(name, MARK) or find_classification(name)
        ):
            marking = marking | marking_of(name)
            continue
        caveat = caption.name if caption and not caption.takes_names else name
        is_caveat = re.fullmatch(r"[A-Z][A-Z0-9. ]{0,60}", caveat) is not None
        is_known = is_known and caption is not None and is_caveat
        if is_caveat and (caption or part.strip() == part.strip().upper()):
            marking = marking | Marking(Level.U, frozenset({caveat}))
    return marking, is_known


def _visible(text: str) -> str:
    return " ".join(_UNSEEN_RE.sub("", text).translate(_LOOK_ALIKES).split())


def _is_unlike_office(match: re.Match[str]) -> bool:
    # "S/CT" and "C-TPAT" name offices and programmes; a double slash stands in marks only.
    return "//" in (match["rest"] or "")


def _is_listed(raw: str, match: re.Match[str], span: Span) -> bool:
    """Whether the letter goes on a list, "(A) oil (B) gas (C) coal"; "(B) (C) coal" is part and mark."""
    inner = match[0].strip("()[]{}（）［］ \t\n")
    if len(inner) != 1 or inner.upper() == "U":
        return False
    first = max(span.start, match.start() - _LIST_REACH)
    opening = "(" if match[0][0] == "(" else ""
    earlier = f"{opening}{chr(ord(inner) - 1)})"
    place = raw.rfind(earlier, first, match.start())
    if place < 0 or not any(char.isalnum() for char in raw[place + len(earlier) : match.start()]):
        return False
    return inner.upper() != "C" or raw.rfind(f"{opening}{chr(ord(inner) - 2)})", first, place) >= 0


def _is_cited(raw: str, match: re.Match[str], span: Span) -> bool:
    """Whether it names a part of something, "as paragraph 9 (S) says"; what begins a sentence is a mark."""
    if re.match(r"\s*[A-Z][a-z]", raw[match.end() : match.end() + 8]):
        return False
    before = raw[max(span.start, match.start() - _LOOK_BACK) : match.start()]
    return _CITED_BEFORE_RE.search(before) is not None


def _unjumble(letters: str) -> Marking:
    caption = caption_by_mark(letters)
    if caption:
        return Marking(Level.U, frozenset({caption.name}))
    caveats = frozenset({"NOFORN"}) if letters.endswith("F") else frozenset()
    if "B" in letters:
        return Marking(Level.SBU, caveats)
    if "S" in letters:
        return Marking(Level.S, caveats)
    return Marking(Level.C if "C" in letters else Level.U, caveats)
