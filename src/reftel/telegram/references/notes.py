"""What stands behind a reference: captions, marks, "and previous", its title."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from reftel.document import Span
from reftel.telegram.references.bullets import find_bullet
from reftel.telegram.references.cables import CableReader
from reftel.telegram.references.dates import skip_date
from reftel.telegram.references.scan import BLANK_LINE, GLUED, NUMBER, WORD, Token

_CAPTIONS = frozenset({
    "NOTAL", "NOTALS", "EXDIS", "NODIS", "LIMDIS", "STADIS", "SIPDIS", "NOFORN", "NOFORNS", "ORCON",
    "SENSITIVE", "CONFIDENTIAL", "SECRET", "UNCLAS", "UNCLASSIFIED", "SBU", "CIRCULAR", "CORRECTED",
    "EXCLUSIVE", "ROGER", "CHANNEL", "TERREP", "EYES", "ONLY", "NF",
})  # fmt: skip
_PREVIOUS = frozenset({
    "PREVIOUS", "PREV", "PREVIOUSES", "PRECEDING", "EARLIER", "PRIOR",
})  # fmt: skip
_TELEGRAMS = frozenset({
    "MESSAGE", "MESSAGES", "CABLE", "CABLES", "TELEGRAM", "TELEGRAMS", "REFTELS", "TELS", "TRAFFIC",
})  # fmt: skip
_PARAGRAPHS = frozenset({"PARA", "PARAS", "PARAGRAPH", "PARAGRAPHS"})
_MARK_LETTERS = frozenset({"U", "C", "S", "TS"})
_CLOSING = {"(": ")", "[": "]", "{": "}", '"': '"', "“": "”", "«": "»"}
_LONGEST_TITLE = 80
# must match "C", "SBU", "S/NF", "C//REL"; must not match "CUBA PASSES"
_MARK_RE = re.compile(r"(?:U|SBU|C|S|TS)(?:/{1,2}[A-Z, ]{2,40})?")


@dataclass(slots=True)
class Notes:
    """What was found, where a title stands, the digits of the year in a date, the token behind all that."""

    words: list[str] = field(default_factory=list)
    and_previous: bool = False
    title: Span | None = None
    year: str = ""
    after: int = 0


def read_notes(tokens: Sequence[Token], at: int, last_letter: str, cables: CableReader) -> Notes:
    """Read what belongs to the telegram whose last serial stands before a token.

    Args:
        tokens: The block.
        at: Index of the token behind the serial.
        last_letter: The letter of this item, for telling a mark from the next bullet: ``(C)``.
        cables: Tells whether a telegram begins at a token.
    """
    notes = Notes(after=at)
    while at < len(tokens):
        token = tokens[at]
        if token.gap == BLANK_LINE:
            break
        sign = at + (token.text in {",", "-", "/", "&"})
        if previous := _skip_previous(tokens, sign):
            notes.and_previous, at = True, previous
        elif sign < len(tokens) and tokens[sign].text in _CAPTIONS and tokens[sign].kind == WORD:
            notes.words.append(tokens[sign].text)
            at = sign + 1
        elif token.text == "TOSEC" and at + 1 < len(tokens) and tokens[at + 1].kind == NUMBER:
            notes.words.append(f"TOSEC {tokens[at + 1].text}")
            at += 2
        elif paragraphs := _skip_paragraphs(tokens, sign):
            notes.words.append(" ".join(token.text for token in tokens[sign:paragraphs]))
            at = paragraphs
        elif (dated := skip_date(tokens, at))[0] > at:
            at, notes.year = dated[0], dated[1] or notes.year
        elif token.text in _CLOSING:
            group = _read_group(tokens, at, last_letter, cables, notes)
            if group is None:
                break
            at = group
        else:
            break
        notes.after = at
    return notes


def _skip_previous(tokens: Sequence[Token], at: int) -> int:
    """The token behind ``AND PREVIOUS``; 0 if something else stands here."""
    texts = [token.text for token in tokens[at : at + 4]] + [""] * 4
    step = 1 if texts[0] in {"AND", "&", "ET"} else 0
    if texts[step] in _PREVIOUS or (texts[0] == "ET" and texts[1] in {"SEQ", "AL"}):
        step += 1
        return at + step + (texts[step] in _TELEGRAMS)
    return 0


def _skip_paragraphs(tokens: Sequence[Token], at: int) -> int:
    """The token behind ``PARAS 5-7``; 0 if something else stands here."""
    if at >= len(tokens) or tokens[at].text not in _PARAGRAPHS:
        return 0
    after = at + 1
    while after < min(at + 8, len(tokens)) and (
        (tokens[after].kind == NUMBER and len(tokens[after].text) < 3)
        or tokens[after].text in {"-", "AND", "&"}
    ):
        after += 1
    while tokens[after - 1].kind != NUMBER and after > at:
        after -= 1
    return after if after > at else 0


def _read_group(
    tokens: Sequence[Token], at: int, last_letter: str, cables: CableReader, notes: Notes
) -> int | None:
    """Read what stands in brackets or quotation marks; None if it is the next bullet."""
    end = _find_close(tokens, at)
    if end is None:
        # A bracket that nothing closes: a caption may still follow.
        if at + 1 < len(tokens) and tokens[at + 1].text in _CAPTIONS:
            notes.words.append(tokens[at + 1].text)
            return at + 2
        return None
    inner = tokens[at + 1 : end]
    if len(inner) == 1 and _is_bullet(tokens, at, last_letter, cables):
        return None
    _note_group(inner, notes)
    return end + 1


def _find_close(tokens: Sequence[Token], at: int) -> int | None:
    opening, close = tokens[at].text, _CLOSING[tokens[at].text]
    depth = 1
    for index in range(at + 1, min(at + _LONGEST_TITLE, len(tokens))):
        text = tokens[index].text
        if text == close:
            depth -= 1
            if not depth:
                return index
        elif text == opening:
            depth += 1
    return None


def _is_bullet(tokens: Sequence[Token], at: int, last_letter: str, cables: CableReader) -> bool:
    bullet = find_bullet(tokens, at)
    if bullet is None:
        return False
    if bullet.letter not in _MARK_LETTERS:
        return True
    due = chr(ord(last_letter[0]) + 1) if last_letter and last_letter.isalpha() else "A"
    if bullet.letter == due:
        return bullet.after < len(tokens)
    return cables.is_cable(bullet.after)


def _note_group(inner: Sequence[Token], notes: Notes) -> None:
    if not inner:
        return
    text = "".join(
        (" " if token.gap > GLUED and index else "") + token.text for index, token in enumerate(inner)
    )
    if _MARK_RE.fullmatch(text):
        notes.words.append(text)
        return
    if len(inner) == 1 and inner[0].kind == NUMBER:
        notes.year = text
        return
    if (dated := skip_date(inner, 0))[0] == len(inner):
        notes.year = dated[1] or notes.year
        notes.words += [text] if inner[0].text == "DTG" else []
        return
    words = [token.text for token in inner if token.kind == WORD]
    if words and all(word in _CAPTIONS for word in words) and all(token.kind != NUMBER for token in inner):
        notes.words += words
        return
    if any(word in _PREVIOUS for word in words) and len(words) <= 3:
        notes.and_previous = True
        return
    notes.words += [word for word in words[:1] if word == "NOTAL"]
    if notes.title is None:
        notes.title = Span(inner[0].start, inner[-1].end)
