"""Who classified a telegram: name, position and reasons, from ``Classified By`` lines of any shape."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from reftel.document import CleanText, Span
from reftel.telegram import keys
from reftel.telegram.interruptions import find_interruptions
from reftel.telegram.model import ClassifiedBy
from reftel.vocab.countries import find_country
from reftel.vocab.positions import is_position_word
from reftel.vocab.posts import find_post

# Messages went through a form that cut this line hard, inside of words, at this width.
FORM_WIDTH = 71

# What may stand before position and name. must match "Classified by ", "(U) CDA", "1. CLASSIFIED BY ", "This
# message is classified by "; must not match "Class of 1990", "CDA", "U Thant"
LEAD_RE = re.compile(
    r"""
      (?: [0-9]{1,2} [ ]? \. [ ]{0,3} )? \( [ ]? [A-Z]{1,4} (?: //? [A-Z]{1,8} )? [ ]? \) [ ]{0,3}
    | (?: [0-9]{1,2} [ ]? \. [ ]{0,3} )?
      (?: THIS [ ] (?: MESSAGE | CABLE | TELEGRAM ) [ ] (?: (?: IS | WAS | HAS [ ] BEEN ) [ ] )? )?
      CLASSIF[A-Z]{1,6} [ ] BY \b [ ]? [:;.,-]? [ ]{0,3}
    | BY [ ]? : [ ]{0,3} | [:;.,-] [ ]{0,3}
    """,
    re.VERBOSE | re.IGNORECASE,
)
# Where the reasons begin. must match in "X for reasons 1.4", "X, REASON: 1.5", "X under section 1.4", "X
# 1.4 (b)", "X, E.O. 12958", "X: 1.2 (B)", "X per 1.4", "X. Reasoins 1.4"; must not match "the reasonable
# X", "X 14"
REASON_RE = re.compile(
    r"""
    (?: \b (?: for | under | per | pursuant [ ] to | in [ ] accordance [ ] with | based [ ] on | due [ ] to
        | according [ ] to | by ) [ ]{1,2} (?: the [ ] )? (?: following [ ] )? )?
    (?: \b REA[A-Z]{0,2}S[A-Z]{0,2}N[A-Z]{0,2} \b | \b RE[ ]?A[ ]?SONS? \b
      | \b SEC (?: TIONS? | \. ) [ ]? (?= [1I(] )
      | \b E\.?[ ]?O\.?[ ]? [0-9]{4,5} | \b EXECUTIVE [ ] ORDER | \b 1 [ ]? [.,] [ ]? [2-7] (?! [0-9] )
      | \b DERIVED [ ] FROM | \b DECL (?: ASSIFY | \b ) | \b (?: PARA (?:GRAPH)? S? ) [ ] 1 )
    """,
    re.VERBOSE | re.IGNORECASE,
)
# must match in "1.4 (b)", "1.5.D", "1. 4(b)"; must not match "11.4", "1.45"
SECTION_RE = re.compile(r"(?<![0-9.])1 ?[.,] ?(?P<number>[2-7])(?![0-9])")
# A letter of a reason. must match in "(b)", "b/d", "(b/d)", "(B) and (D)", ".D"; must not match "and", "x"
LETTER_RE = re.compile(r"(?<![A-Za-z])[A-Ha-h](?![A-Za-z])")
# What joins a position to its surroundings. must match in "and POLCOUNS", "Counselor for"; must not match
# "DCM"
CONNECTION_RE = re.compile(r"^(?:and|by) |(?: |^)(?:for|under|per|and|by|in)$", re.IGNORECASE)
# What parts the pieces of a line. must match in "X, Y", "X; Y", "X - Y", "X (Y", "Amb:X"; must not match
# "A-B", "X. Y"
CUT_RE = re.compile(r"[,;:()\[\]]|\s[-–—]{1,2}\s|--")
# must match "AMBASSADOR", "O.", "T.", "O'Brann", "Smythe-Parr", "d'Affaires", "EST&H"; must not match " "
WORD_RE = re.compile(r"[^\s,;:()\[\]/]+|/")
# must match whole "J", "J.", "J.R."; must not match "JR", "Jo."
INITIAL_RE = re.compile(r"[A-Z]\.?(?:[A-Z]\.){0,2}")
# must match whole "Marlow", "MARLOW", "O'Brann", "McINTYRE", "Smythe-Parr"; must not match "marlow",
# "G2"
NAME_RE = re.compile(r"[A-ZÀ-Þ][^\W\d_]*(?:['’.`-][^\W\d_]+)*[.'’]?")
# must match whole "Jr.", "III", "SR"; must not match "I", "Irene"
SUFFIX_RE = re.compile(r"(?:JR|SR|Jr|Sr)\.?|I{2,3}|IV")
# must match whole "Orde", "Smythe-Parr", "O'Brann"; must not match "ORDE", "O.", "Orde."
_PLAIN_NAME_RE = re.compile(r"(?:[A-Z]')?[A-Z][a-z]+(?:['-][A-Z][a-z]+)?")
# must match whole "DCM", "Consul General", "Charge d'Affaires a.i."; must not match "DCM,", "A/DCM", "X - Y"
_PLAIN_POSITION_RE = re.compile(r"[A-Z][A-Za-z.']*(?: [A-Za-z.']+)*")
_PARTICLES = frozenset(
    {"van", "von", "de", "der", "den", "la", "le", "di", "da", "du", "del", "al", "bin", "el", "ter", "st."}
)
# Directly behind these stands a name, be it also that of a place.
_BEFORE_NAMES = frozenset(
    {"AMBASSADOR", "AMB", "COUNSELOR", "DCM", "CHARGE", "CDA", "OFFICER", "DIRECTOR", "MINISTER"}
)
_REACH = 700
_LOOK_AHEAD = 120
_MOST_NAMES = 3
_LONGEST_ACRONYM = 5
# "X, Jr." is one piece. must match in "ABINGTON, JR."; must not match "X, JRX"
_SUFFIX_COMMA_RE = re.compile(r",(?= {0,2}(?:(?:JR|Jr|I{2,3}|IV)\b|(?:SR|Sr)\.? ?(?:[,;:.]|$)))")


class _Word(NamedTuple):
    """A word of a line: what it is, and where it stands.

    Attributes:
        kind: `name`, `initial`, `particle`, `suffix`, or empty for what is no part of a name.
    """

    text: str
    kind: str
    start: int
    end: int


def read_classified_by(raw: str, start: int = 0, end: int | None = None) -> tuple[ClassifiedBy, ...]:
    """Read who classified a telegram, and why.

    A name is what is left of the words of positions and offices: behind them, or before them where the line
    begins with it. What cannot be told apart stays in the position.

    Args:
        raw: The text; a whole telegram, its head, or a fragment with the key.
        start: Where to begin.
        end: Where to stop; None for the end of the text.

    Returns:
        One entry for each officer, in text order, with the name empty where none can be told; nothing if
        there is no such line. Two officers of one line share its text and span. Never raises on content.

    Source:
        docs/telegram-format.md 3.14.
    """
    stop = len(raw) if end is None else end
    found: list[ClassifiedBy] = []
    for block in keys.find_key_blocks(raw, start, stop):
        if block.kind == keys.CLASSIFIED and block.value.length:
            found += read_officers(join_form_lines(raw, block.value))
    return tuple(entry for entry in found if entry.name) or tuple(found)


def join_form_lines(raw: str, span: Span) -> CleanText:
    """The words of a value, with those put together again that a form cut at its width.

    Blank lines end the value, unless a word or the reasons go on behind them.
    """
    pieces: list[tuple[str, int]] = []
    joint = True  # whether the next piece follows without a blank
    holes = find_interruptions(raw, span.start, min(span.end, span.start + _REACH))
    starts = {hole.start: hole.end for hole in holes}
    at, is_blank, is_cut, has_reason = span.start, False, False, False
    stop = min(span.end, span.start + _REACH)
    while at < stop:
        line_end = raw.find("\n", at, stop)
        line_end = stop if line_end < 0 else line_end
        kept = raw[at:line_end].strip()
        first = at + len(raw[at:line_end]) - len(raw[at:line_end].lstrip())
        if first in starts:
            at = max(starts[first], at + 1)
            continue
        if not kept:
            is_blank = True
        else:
            goes_on = is_cut or REASON_RE.search(raw, first, min(stop, first + _LOOK_AHEAD)) is not None
            if is_blank and pieces and (has_reason or not goes_on):
                break
            has_reason = has_reason or REASON_RE.search(kept) is not None
            joint = not pieces or (is_cut and first == at and _is_inside_word(pieces[-1][0], kept))
            for word in re.finditer(r"\S+", raw[first : first + len(kept)]):
                if joint and pieces:
                    pieces.append(("\0" + word[0], first + word.start()))
                else:
                    pieces.append((word[0], first + word.start()))
                joint = False
            line_start = raw.rfind("\n", 0, first) + 1
            is_cut = len(raw[line_start : first + len(kept)].expandtabs()) == FORM_WIDTH
            is_blank = False
        at = line_end + 1
    return _join(pieces, span.start)


def _is_inside_word(before: str, after: str) -> bool:
    """Whether a cut at the form's width went through a word: a capital behind a small letter begins one."""
    return before[-1] not in ",;:" and not (before[-1].islower() and after[0].isupper())


def _join(pieces: list[tuple[str, int]], start: int) -> CleanText:
    text: list[str] = []
    starts: list[int] = []
    raw_starts: list[int] = []
    length = 0
    for word, place in pieces:
        is_joint = word.startswith("\0")
        bare = word[1:] if is_joint else word
        if text and not is_joint:
            text.append(" ")
            length += 1
        starts.append(length)
        raw_starts.append(place)
        text.append(bare)
        length += len(bare)
    end = pieces[-1][1] + len(pieces[-1][0].lstrip("\0")) if pieces else start
    return CleanText("".join(text), tuple(starts), tuple(raw_starts), end)


def read_officers(clean: CleanText) -> list[ClassifiedBy]:
    """The officers that the words of one ``Classified By`` line name."""
    text = clean.text
    at = 0
    while match := LEAD_RE.match(text, at):
        at = match.end()
    reason = REASON_RE.search(text, at)
    stop = reason.start() if reason else len(text)
    behind = text[stop:]
    section, letters = read_reasons(behind)
    whole = text[at:].strip()
    names = _find_names(text, at, stop)
    span = clean.to_raw(Span(at, len(text)))
    if not names:
        return [ClassifiedBy("", _tidy(text[at:stop]), section, letters, whole, span)] if whole else []
    found: list[ClassifiedBy] = []
    for index, (first, last) in enumerate(names):
        before = text[at if index == 0 else names[index - 1][1] : first]
        after = text[last : stop if index == len(names) - 1 else last]
        parts = [part for part in (_tidy(before), _tidy(after)) if part]
        bare = _without_stop(text, first, last)
        name = text[first:bare]
        found.append(ClassifiedBy(name, ", ".join(parts), section, letters, whole, span))
    return found


def read_plain_officer(who: str) -> tuple[str, str] | None:
    """Name and position of an officer, where a plain position stands before a name of two words, as in most.

    Args:
        who: The words before the reasons, with single blanks.

    Returns:
        What `read_officers` finds there; None where it must look.

    >>> read_plain_officer("DCM Ann Orde")
    ('Ann Orde', 'DCM')
    """
    words, _, last = who.rpartition(" ")
    words, _, first = words.rpartition(" ")
    if not (words and _is_plain_name(first) and _is_plain_name(last)):
        return None
    position = _read_plain_position(words)
    return None if position is None else (f"{first} {last}", position)


@lru_cache(maxsize=4096)
def _is_plain_name(word: str) -> bool:
    is_plain = _PLAIN_NAME_RE.fullmatch(word) is not None and _kind(word, by_slash=False) == "name"
    return is_plain and REASON_RE.search(f" {word} ") is None


@lru_cache(maxsize=4096)
def _read_plain_position(words: str) -> str | None:
    """A position of which no word may be part of a name; None if one may."""
    if not _PLAIN_POSITION_RE.fullmatch(words) or LEAD_RE.match(words) or REASON_RE.search(f"{words} "):
        return None
    return None if any(_kind(word, by_slash=False) for word in words.split(" ")) else _tidy(words)


def _without_stop(text: str, first: int, last: int) -> int:
    """The end of a name without the full stop of its sentence, which ``Jr.`` keeps."""
    word = text[first:last].rpartition(" ")[2]
    return last if SUFFIX_RE.fullmatch(word) else first + len(text[first:last].rstrip(".'’"))


def read_reasons(text: str) -> tuple[str, tuple[str, ...]]:
    """Section and letters of what follows a name.

    >>> read_reasons("for reasons 1.4 (b) and (d).")
    ('1.4', ('b', 'd'))
    """
    section = SECTION_RE.search(text)
    if section is None:
        return "", ()
    letters = [letter.lower() for letter in LETTER_RE.findall(text[section.end() : section.end() + 80])]
    return f"1.{section['number']}", tuple(dict.fromkeys(letters))


def _tidy(text: str) -> str:
    words = re.sub(r"\s+", " ", text).strip(" ,;:.-–—/(")
    return CONNECTION_RE.sub("", words).strip(" ,;:-")


def _find_names(text: str, start: int, stop: int) -> list[tuple[int, int]]:
    """Where the names stand between two places; two where ``and`` joins two officers."""
    pieces = _cut(text, start, stop)
    found: list[tuple[int, int]] = []
    for first, last in pieces:
        words = _words(text, first, last)
        for group in _split_at_and(words):
            if name := _name_of(group):
                found.append(name)
                if not _has_more(words, name):
                    return found
        if found:
            return found
    for first, last in pieces:  # a surname alone
        if name := _single_name(_words(text, first, last)):
            return [name]
    return []


def _cut(text: str, start: int, stop: int) -> list[tuple[int, int]]:
    pieces: list[tuple[int, int]] = []
    at = start
    for match in CUT_RE.finditer(text, start, stop):
        if match[0] == "," and _SUFFIX_COMMA_RE.match(text, match.start()):
            continue
        pieces.append((at, match.start()))
        at = match.end()
    pieces.append((at, stop))
    return [piece for piece in pieces if piece[0] < piece[1]]


def _words(text: str, start: int, stop: int) -> list[_Word]:
    matches = list(WORD_RE.finditer(text, start, stop))
    words: list[_Word] = []
    has_slash = text.find("/", start, stop) >= 0
    for index, match in enumerate(matches):
        by_slash = has_slash and any(
            other.group() == "/" and (other.end() == match.start() or other.start() == match.end())
            for other in matches[max(0, index - 1) : index + 2]
        )
        if by_slash and index > 1 and matches[index - 2].group().upper() in _BEFORE_NAMES:  # "DCM/TED X"
            by_slash = False
        words.append(_Word(match[0], _kind(match[0], by_slash=by_slash), match.start(), match.end()))
    return _without_acronyms(words)


@lru_cache(maxsize=4096)
def _kind(word: str, *, by_slash: bool) -> str:
    word = word.strip('"“”')
    if word.lower() in _PARTICLES:
        return "particle"
    if SUFFIX_RE.fullmatch(word.rstrip(".")):
        return "suffix"
    if INITIAL_RE.fullmatch(word) and (len(word) < 3 or not is_position_word(word)):
        return "" if by_slash else "initial"
    if NAME_RE.fullmatch(word) and not is_position_word(word):
        return "" if by_slash and word.isupper() and len(word) <= _LONGEST_ACRONYM else "name"
    return ""


def _without_acronyms(words: list[_Word]) -> list[_Word]:
    """Short words in capitals before a name in small letters are offices, and no part of the name."""
    kept: list[_Word] = []
    has_small = False  # whether a name in small letters follows before the run ends
    for index in range(len(words) - 1, -1, -1):
        word = words[index]
        has_small = bool(word.kind) and (has_small or (word.kind == "name" and not word.text.isupper()))
        is_short = word.kind == "name" and word.text.isupper() and len(word.text) <= _LONGEST_ACRONYM
        before = words[index - 1].kind if index else ""
        is_last = index + 1 == len(words) or not words[index + 1].kind
        ends_name = is_last and before in {"name", "initial"}
        is_alone = (
            is_last and not before and any(other.kind == "name" for other in words if other is not word)
        )
        if is_short and not ends_name and (has_small or is_alone):
            word, has_small = word._replace(kind=""), False
        kept.append(word)
    return kept[::-1]


def _split_at_and(words: list[_Word]) -> list[list[_Word]]:
    for index, word in enumerate(words):
        if word.text.lower() in {"and", "&"}:
            left, right = words[:index], words[index + 1 :]
            if left and left[-1].kind in {"name", "suffix"} and _name_of(left) and _name_of(right):
                return [left, right]
    return [words]


def _has_more(words: list[_Word], name: tuple[int, int]) -> bool:
    return len(_split_at_and(words)) > 1 and name[1] < words[-1].end


def _name_of(words: list[_Word]) -> tuple[int, int] | None:
    """The last name of two or more words in a piece."""
    found: tuple[int, int] | None = None
    for run in _runs(words):
        first = words.index(run[0])
        is_titled = first > 0 and words[first - 1].text.upper().strip(".") in _BEFORE_NAMES
        trimmed = _trim(run, is_titled=is_titled)
        if sum(word.kind == "name" for word in trimmed) >= 2 or (
            len(trimmed) == 2 and trimmed[0].kind == "initial" and trimmed[1].kind == "name"
        ):
            found = trimmed[0].start, trimmed[-1].end
            if run[0] is words[0]:
                return found
    return found


def _single_name(words: list[_Word]) -> tuple[int, int] | None:
    for run in reversed(_runs(words)):
        for word in reversed(run):
            if word.kind == "name" and not _is_place(word.text) and len(word.text) > 2:
                return word.start, word.end
    return None


def _runs(words: list[_Word]) -> list[list[_Word]]:
    runs: list[list[_Word]] = [[]]
    for word in words:
        if word.kind:
            runs[-1].append(word)
        elif runs[-1]:
            runs.append([])
    return [run for run in runs if run]


def _trim(run: list[_Word], *, is_titled: bool) -> list[_Word]:
    """A run without what cannot open a name: particles, suffixes, places and words of unknown offices."""
    words = list(run)
    while words and (
        (words[0].kind == "particle" and words[0].text.islower())
        or words[0].kind == "suffix"
        or (words[0].kind == "name" and _is_before_name(words, is_titled=is_titled))
    ):
        words.pop(0)
    if words and words[0].kind == "particle":
        words[0] = words[0]._replace(kind="name")
    while words and words[-1].kind in {"particle", "initial"}:
        words.pop()
    return words


def _is_before_name(words: list[_Word], *, is_titled: bool) -> bool:
    """Whether a name still stands behind the first word, which is a place or one word too many."""
    rest = words[1:]
    names = [word for word in rest if word.kind == "name"]
    if len(names) < 2 and not (names and rest[0].kind == "initial" and len(rest[0].text) > 1):
        return False
    if not is_titled and _is_place(words[0].text):
        return True
    initial = next((index for index, word in enumerate(rest) if word.kind == "initial"), None)
    if initial is not None:
        return initial > 1 and rest[0].kind == "name"
    return len(names) >= _MOST_NAMES


def _is_place(word: str) -> bool:
    post = find_post(word)
    return post is not None or find_country(word) is not None
