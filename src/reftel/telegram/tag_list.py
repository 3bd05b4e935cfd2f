"""The TAGS of a telegram, each by kind, from lists with or without commas, wrapped, glued or repeated."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from reftel.document import CleanText, Span, fold_white_space
from reftel.telegram import keys
from reftel.telegram.model import Tag
from reftel.vocab.countries import country_by_tag, find_country
from reftel.vocab.free_terms import find_free_term, load_free_terms
from reftel.vocab.tags import find_tag

SUBJECT = "subject"
GEOGRAPHIC = "geographic"
PROGRAM = "program"
ORGANISATION = "organisation"
PERSON = "person"
FREE = "free"

# One piece of a list: what is in parentheses, a comma, or a word. must match "(SMITH, JOHN)", ",", "KTIP",
# "(SMITH, JOHN"; must not match " "
PIECE_RE = re.compile(r"\((?P<inside>[^()]{0,200})\)?|(?P<stop>[,;])|(?P<word>[^\s,;()]+)|[)]")
# must match whole "KTIP", "XA"; must not match "KTIPS", "UNGA/C-6", "K2"
_CODE_RE = re.compile(r"[A-Z]{2}|[ABCEKLMOPST][A-Z]{3}")
# must match whole "J", "J."; must not match "JB"
_INITIAL_RE = re.compile(r"[A-Z]\.?")
# A line that goes on with a list of TAGS. must match whole "PINR, AMGT, TF, BR", "CLEARANCE", "OVIP (A,
# B)"; must not match "Dear all", "STATE 86108"
_MORE_RE = re.compile(r"(?:[A-Z][A-Z&'/.-]*(?:-?[0-9]{1,2})?[ ,;()]*)+")
# The same in small letters. must match whole "prel, pgov tu"; must not match "dear all"
_CODES_RE = re.compile(r"(?:(?:[a-z]{4}|[a-z]{2})\b[ ,;]*)+")
# After these a name may follow without parentheses.
_TAGS_WITH_PERSONS = frozenset({"OVIP", "OREP", "PINR"})
_MARKS = frozenset({"U", "SBU", "C", "S", "C/NF", "S/NF", "S//NF"})
_MOST_WORDS = 5
_LONGEST_ACRONYM = 4
_LONGEST_LINE = 200
_LONGEST_GLUED = 48


@dataclass(slots=True)
class _Piece:
    text: str
    start: int
    end: int


def read_tags(raw: str, start: int = 0, end: int | None = None) -> tuple[Tag, ...]:
    """Read the TAGS of the first TAGS line of a stretch.

    Text is in capitals; a person is a tag of its own, ``SURNAME, GIVEN``. A code that is repeated, as on each
    page of an old telegram, counts once. SIPDIS is a caption that went astray and is left out. Where no comma
    parts the free terms of a list, known terms are taken first; other words that stand side by side are one.

    Args:
        raw: The text; a whole telegram, its head, or a fragment with the key.
        start: Where to begin.
        end: Where to stop; None for the end of the text.

    Returns:
        The TAGS in text order; empty if there is no such line. Never raises on content.

    Source:
        docs/telegram-format.md 3.8; 5 FAH-3 H-010.
    """
    block = keys.first_block(raw, keys.TAGS, start, end)
    if block is None:
        return ()
    value = Span(block.value.start, _find_end(raw, block.value, block.leave_out))
    clean = fold_white_space(raw, value, block.leave_out)
    found: dict[str, Tag] = {}
    for tag in _read_list(clean):
        found.setdefault(tag.text, tag)
    found.pop("SIPDIS", None)
    return tuple(found.values())


def kind_of_tag(code: str) -> str:
    """The kind of a single code or term in capitals.

    >>> kind_of_tag("PHUM"), kind_of_tag("KTIP"), kind_of_tag("HK"), kind_of_tag("UNGA/C-3")
    ('subject', 'program', 'geographic', 'organisation')
    """
    if len(code) == 2 and code.isalpha() and country_by_tag(code):
        return GEOGRAPHIC
    if entry := find_tag(code):
        return PROGRAM if entry.kind == "programme" else entry.kind
    if len(code) == 4 and _CODE_RE.fullmatch(code):
        return PROGRAM if code[0] == "K" else SUBJECT
    if len(code) == 2 and code.isalpha():
        return GEOGRAPHIC
    if "/" in code or code[-1:].isdecimal():
        return ORGANISATION
    return FREE


def _find_end(raw: str, value: Span, leave_out: tuple[Span, ...]) -> int:
    """Where the list ends: at a blank line, unless a comma is open, or at a line that holds no TAGS."""
    end = at = value.start
    holes = {span.start: span.end for span in leave_out}
    may_stop = False
    while at < value.end:
        stop = raw.find("\n", at, value.end)
        stop = value.end if stop < 0 else stop
        text = raw[at:stop].strip("\\ \t\r")  # one post sent a backslash at the end of each line
        first = at + len(raw[at:stop]) - len(raw[at:stop].lstrip())
        if first in holes:  # a page line: what follows goes on
            at = max(holes[first], at + 1)
            continue
        if not text:
            may_stop = end > value.start and raw[end - 1] not in ",;"
        elif end == value.start:
            end = first + len(text)
        elif (may_stop and not _is_all_known(text)) or (raw[end - 1] not in ",;" and not _goes_on(text)):
            break
        else:
            end = first + len(text)
        at = stop + 1
    return end


def _goes_on(text: str) -> bool:
    if len(text) > _LONGEST_LINE:
        return False
    return _MORE_RE.fullmatch(text) is not None or _CODES_RE.fullmatch(text) is not None


def _is_all_known(text: str) -> bool:
    """Whether a line holds codes only, all of them listed; such a one goes on behind a blank line, too."""
    words = re.split(r"[\s,;]+", text.upper().strip(" ,;"), maxsplit=40)
    return all(_is_listed(word) or find_tag(word) is not None for word in words)


def _read_list(clean: CleanText) -> list[Tag]:
    tags: list[Tag] = []
    run: list[_Piece] = []

    def flush(*, is_whole: bool) -> None:
        tags.extend(_read_run(run, tags[-1].text if tags else "", clean, is_whole=is_whole))
        run.clear()

    for match in PIECE_RE.finditer(clean.text):
        if match["word"]:
            word = match["word"].strip("\"'“”:\\")
            word = word if _INITIAL_RE.fullmatch(word.upper()) else word.strip(".")
            if word:
                at = match.start() + match[0].index(word)
                run.append(_Piece(word.upper(), at, at + len(word)))
        elif match["stop"]:
            flush(is_whole=True)
        elif match["inside"] is not None:
            flush(is_whole=False)
            if match["inside"].strip() in _MARKS:  # the text begins
                break
            tags += _read_persons(match, tags[-1].text if tags else "", clean)
    flush(is_whole=True)
    return _join_names(tags)


def _read_persons(match: re.Match[str], before: str, clean: CleanText) -> list[Tag]:
    """Names in parentheses, several of them parted by semicolons: ``(SMITH, JOHN; BROWN, ANN)``."""
    tags: list[Tag] = []
    at = match.start("inside")
    for part in match["inside"].split(";"):
        names = [name.strip() for name in part.split(",") if name.strip()]
        if names:
            first = at + len(part) - len(part.lstrip())
            span = clean.to_raw(Span(first, first + len(part.strip())))
            is_person = len(names) > 1 or before in _TAGS_WITH_PERSONS
            kind = PERSON if is_person else kind_of_tag(names[0].upper())
            tags.append(Tag(", ".join(names).upper(), kind, span))
        at += len(part) + 1
    return tags


def _read_run(run: list[_Piece], before: str, clean: CleanText, *, is_whole: bool) -> list[Tag]:
    """The TAGS of words between two commas.

    Args:
        run: The words.
        before: The tag before them.
        clean: What they stand in.
        is_whole: Whether a comma or the end of the list follows, not a name in parentheses.
    """
    tags: list[Tag] = []
    at = 0
    while at < len(run):
        count, kind = _longest(run, at)
        if count:
            tags += _make(run[at : at + count], kind, clean)
            at += count
            continue
        stop = at + 1
        while stop < len(run) and not _longest(run, stop)[0]:
            stop += 1
        last = tags[-1].text if tags else before
        tags += _read_unknown(run[at:stop], last, clean)
        at = stop
    return tags


def _longest(run: list[_Piece], at: int) -> tuple[int, str]:
    """How many words from a place on are one known code or term, and of which kind; 0 if none is known."""
    for count in range(min(_MOST_WORDS, len(run) - at), 0, -1):
        words = " ".join(piece.text for piece in run[at : at + count])
        if kind := _known(words):
            return count, kind
        if count > 1 and _split_term(words):
            return count, FREE
    return 0, ""


@lru_cache(maxsize=2000)
def _known(words: str) -> str:
    if " " not in words:
        if _CODE_RE.fullmatch(words) or find_tag(words) or "/" in words or words[-1:].isdecimal():
            return kind_of_tag(words)
        if _split_glued(words):
            return SUBJECT
    elif find_tag(words):
        return ORGANISATION
    elif find_free_term(words):
        return FREE
    country = find_country(words) if len(words) > 3 else None
    return FREE if country and words in {country.name.upper(), country.report_name} else ""


def _make(pieces: list[_Piece], kind: str, clean: CleanText) -> list[Tag]:
    first, last = pieces[0], pieces[-1]
    whole = " ".join(piece.text for piece in pieces)
    if len(pieces) > 1 and not _known(whole) and (term := _split_term(whole)):
        cut = last.start + len(term) - len(whole) + len(last.text)
        head, rest = _Piece(term, first.start, cut), last.text[cut - last.start :]
        codes = _split_known(rest)
        found = [Tag(head.text, FREE, clean.to_raw(Span(head.start, head.end)))]
        for code in codes:
            found.append(Tag(code, kind_of_tag(code), clean.to_raw(Span(cut, cut + len(code)))))
            cut += len(code)
        return found
    if len(pieces) == 1 and (codes := _split_glued(first.text)):
        tags: list[Tag] = []
        at = first.start
        for code in codes:
            at = first.start + first.text.index(code, at - first.start)
            tags.append(Tag(code, kind_of_tag(code), clean.to_raw(Span(at, at + len(code)))))
            at += len(code)
        return tags
    text = " ".join(piece.text for piece in pieces)
    return [Tag(text, kind, clean.to_raw(Span(first.start, last.end)))]


def _split_glued(word: str) -> list[str]:
    """The codes of a word that is several of them without a blank: ``AMEDCASC``, ``PGOV/PREL``; else none."""
    if len(word) > _LONGEST_GLUED or find_tag(word):
        return []
    if "/" in word or "-" in word:
        codes = re.split(r"[/-]", word)
        is_sure = all(len(code) in {2, 4} and _is_listed(code) for code in codes)
        return codes if is_sure and any(len(code) == 4 for code in codes) else []
    if not word.isalpha() or len(word) < 6 or len(word) % 4 not in {0, 2}:
        return []
    codes = [word[at : at + 4] for at in range(0, len(word), 4)]
    loose = [code for code in codes if not _is_listed(code)]
    is_sure = not loose or (len(codes) > 2 and len(loose) == 1 and loose[0][0] == "K" and len(loose[0]) == 4)
    return codes if is_sure else []


@lru_cache(maxsize=2000)
def _split_term(words: str) -> str:
    """The free term of several words to which further codes are glued: ``HUMAN RIGHTSPGOV``; else empty."""
    for term in load_free_terms():
        if " " in term and words.startswith(term) and _split_known(words[len(term) :]):
            return term
    return ""


def _split_known(word: str) -> list[str]:
    """Cut a word into codes and short terms, all of them known; none if that does not come out even."""
    codes: list[str] = []
    at = 0
    while at < len(word):
        for length in (4, 3, 2):
            code = word[at : at + length]
            if len(code) == length and (_is_listed(code) or find_free_term(code)):
                codes.append(code)
                at += length
                break
        else:
            return []
    return codes


def _is_listed(code: str) -> bool:
    entry = find_tag(code) if len(code) == 4 else None
    if entry:
        return entry.kind != "organisation"
    return len(code) == 2 and country_by_tag(code) is not None


def _read_unknown(pieces: list[_Piece], before: str, clean: CleanText) -> list[Tag]:
    """Words that are no code: a name after a tag that takes one, else one free term."""
    if before in _TAGS_WITH_PERSONS and (names := _pair_names(pieces)):
        return [_make_person(name, clean) for name in names]
    # Acronyms side by side are several; words are one term: "GREEN REVOLUTION".
    is_short = all(len(piece.text) <= _LONGEST_ACRONYM for piece in pieces)
    if is_short or any(len(piece.text) < 3 or any(map(str.isdecimal, piece.text)) for piece in pieces):
        return [tag for piece in pieces for tag in _make([piece], kind_of_tag(piece.text), clean)]
    kind = kind_of_tag(pieces[0].text) if len(pieces) == 1 else FREE
    return _make(pieces, kind, clean)


def _pair_names(pieces: list[_Piece]) -> list[list[_Piece]]:
    """Cut words into names of two, with initials behind; none if that does not come out even."""
    names: list[list[_Piece]] = []
    for piece in pieces:
        if names and (len(names[-1]) == 1 or _INITIAL_RE.fullmatch(piece.text)):
            names[-1].append(piece)
        else:
            names.append([piece])
    return names if all(len(name) > 1 and len(name[0].text) > 1 for name in names) else []


def _make_person(name: list[_Piece], clean: CleanText) -> Tag:
    given = " ".join(piece.text for piece in name[1:])
    return Tag(f"{name[0].text}, {given}", PERSON, clean.to_raw(Span(name[0].start, name[-1].end)))


def _join_names(tags: list[Tag]) -> list[Tag]:
    """Join a name that a comma parts: after OVIP, ``SMITH, JOHN`` without parentheses."""
    joined: list[Tag] = []
    at = 0
    while at < len(tags):
        tag = tags[at]
        pair = tags[at : at + 2]
        is_name = (
            len(pair) == 2
            and joined
            and joined[-1].text in {"OVIP", "OREP"}
            and all(other.kind == FREE and other.text.count(" ") < 2 for other in pair)
            and " " not in tag.text
        )
        if is_name:
            span = Span(tag.span.start, pair[1].span.end)
            joined.append(Tag(f"{tag.text}, {pair[1].text}", PERSON, span))
            at += 2
            continue
        joined.append(tag)
        at += 1
    return joined
