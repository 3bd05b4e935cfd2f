"""Key blocks in the head of a telegram: E.O., TAGS, SUBJECT, REF, Classified By, whole or damaged.

A key stands at the head of a line or, where line ends were lost, glued to what is before it
(``... UK PRIMEREF: A. LONDON 1``). Its value goes on to the next key or to where the body begins.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from reftel.document import Span, trim
from reftel.telegram.interruptions import find_interruptions
from reftel.telegram.lines import Line, split_lines

ORDER: Final = "order"
TAGS: Final = "tags"
SUBJECT: Final = "subject"
REFERENCES: Final = "references"
CLASSIFIED: Final = "classified"

# A key at the head of a line, spelt right. must match "E.O. 12958: N/A", "EO 12958 DECL: X1", "TAGS ECON",
# "SUBJ: X", "SUBJECT", "REF(S): A", "Refs :", "REF A WELLINGTON 1", "Reftels: A", "1.  (U) CLASSIFIED BY
# CDA"; must not match "REFORM IS SLOW", "SUBJECTED", "Subject to review", "REF", "EOS", "TAGSTERS"
KEY_RE = re.compile(
    r"""
    (?: (?P<order> E [ ]?[.,]?[ ]? [O0] [ ]?[.,]?[ ]? :?[ ]? [0-9]{4,5} (?![0-9]) \s{0,3} [:;.]?
                 | EXECUTIVE [ ] ORDER [ ] [0-9]{4,5} [ ]? :? | E\.O\. [ ]? : )
      | (?P<tags> TAGS \s{0,3} [:;,.] | TAGS [ ]? $ | TAGS (?= [ ] ) )
      | (?P<subject> SUBJ (?: ECT )? (?: \s{0,3} [:;.] | [ ]? $ ) | (?-i: SUBJ (?: ECT )? ) (?= [ ] ) )
      | (?P<references>
          REF (?: ERENCES? | TELS? )? (?: S | \(S\) )? \s{0,3} [:;.] [ ]?
          (?: REF (?: ERENCES? | TELS? )? S? [ ]? : )?
        | REF (?: ERENCES? | TELS? )? (?: S | \(S\) )?
          (?= [ ]{1,3} (?-i: [(\[]? [A-Z] [)\].:]{0,2} [ ]
                          | (?: [0-9]{2} [ ] )? [A-Z]{3,} [A-Z ]{0,16} [0-9]{2,6} \b ) ) )
      | (?: ¶? [ ]? [0-9]{1,2} [ ]? \.? \s{0,3} )? (?: \(? [A-Z/]{1,7} \) \s{0,3} )?
        (?P<classified> CLASSIFIED [ ]{1,3} BY \b [ ]? [:;.]? )
    )
    """,
    re.VERBOSE | re.IGNORECASE,
)
# Any other word that may be a damaged key. must match "TAGES: A", "UBJECT: B", "AGS; C", "CLASSIFED BY: D";
# must not match "a: b", "TAGES", "EXTRAORDINARY: B"
DAMAGED_RE = re.compile(r"(?P<word>[A-Za-z]{2,11})(?P<by>[ ]{1,2}BY)?[ ]{0,3}(?P<stop>[:;,.])", re.IGNORECASE)
# A key behind other words. must match in "N/A TAGS: AMGT", "PRIMEREF: A", "CAIROClassified By: B", "GRANTED
# REF: SECDEF", "2014 Tags: prel", "SIPDIS E.O. 12958: N/A"; must not match "DEBRIEF: IT", "CLASSIFIED BY
# THE POST", "SUBJECT TO"
GLUED_RE = re.compile(
    r"""
      (?P<order> (?<![A-Za-z.]) E\.?[ ]?O\.?[ ]? [0-9]{4,5} [ ]{0,2} : )
    | (?P<tags> (?<![A-Za-z]) T (?: AGS | ags ) [ ]{0,3} : )
    | (?P<subject> (?<![A-Za-z]) S (?: UBJ (?: ECT )? | ubj (?: ect )? ) [ ]{0,3} : )
    | (?P<references>
        (?: REF (?: ERENCES? | TELS? )? | (?<= [a-z .,;?!"')-] ) (?: Ref (?: erences? | tels? )? ) )
        (?: S | s | \([Ss]\) )? [ ]{0,3} :
      | (?<! [A-Za-z] ) REFS? (?= [ ]{1,2} \(? A [.)] [ ] ) )
    | (?P<classified> (?: CLASSIFIED | Classified ) [ ]{1,3} (?: BY | By | by ) [ ]? :
      | (?<! [A-Za-z] ) Classified [ ] [Bb]y (?= [ ] [A-Z] ) )
    """,
    re.VERBOSE,
)
# Where the body begins, at the head of a line. must match "1. (C) It", "¶1. It", "(SBU) It", "SUMMARY",
# "Summary and Comment:", "-------", "1.(SBU) It", "THIS MESSAGE IS"; must not match "1.4 (b)", "(B) STATE 1",
# "SUMMARY OF TALKS"
BODY_RE = re.compile(
    r"""
      ¶? [ ]? 1 [ ]? \. (?! [ ]? [0-9] )
    | (?: ¶? [ ]? [0-9]{1,2} [ ]? [.)]? [ ]{0,3} )?
      \( (?: U | SBU | LOU | C | S | TS ) (?: [ ]? [/-] [^()]{1,30} )? \)
    | (?: BEGIN [ ] )? (?: EXECUTIVE [ ] )? SUMMARY (?: [ ] AND [ ] [A-Z ]{3,20} )? [ ]? (?: [:.-] | $ )
    | INTRODUCTION [ ]? (?: [:.-] | $ )
    | [-=_*]{4,} $
    | (?: THIS [ ] (?: IS | (?: MESSAGE | CABLE | TELEGRAM ) [ ] (?: IS | CONTAINS ) )
        (?! [ ] CLASSIFIED [ ] BY )
      | SENSITIVE [ ] BUT [ ] UNCLASSIFIED ) \b
    """,
    re.VERBOSE | re.IGNORECASE,
)
# The same in the middle of a line. must match in "(D) ¶1. (U) This", "(d) 1. (C) Summary", "5 This message
# is"; must not match "1.4 (b)", "IN 2001. (C)"
GLUED_BODY_RE = re.compile(
    r"""
      (?: [ ] | (?<= \) ) ) ¶?1[ ]?\. [ ]{0,3}
      (?= \( (?: U | SBU | C | S | LOU ) [)/ ] | S (?: ummary | UMMARY ) \b )
    | [ ]¶1[ ]?\.[ ] | [ ] [-=_]{5,} (?= [ ] | $ )
    | [ ] (?: SENSITIVE [ ] BUT [ ] UNCLASSIFIED
            | THIS [ ] (?: MESSAGE | CABLE | TELEGRAM ) [ ] IS (?! [ ] CLASSIFIED [ ] ) )
    """,
    re.VERBOSE | re.IGNORECASE,
)
# A numbered paragraph. must match "2. (C) It", "¶12. It"; must not match "1.4 (b)", "(2) STATE"
NUMBERED_RE = re.compile(r"¶? ?(?P<number>[0-9]{1,2}) ?\.(?! ?[0-9])")
# An item of a list of references that begins like a paragraph. must match "(C) Sao Paulo 42", "1. STATE 12",
# "(S) 05 LA PAZ 0123"; must not match "(C) The Minister", "1. (C) It", "(C) In Paris"
ITEM_RE = re.compile(
    r"(?:\([A-Z]\)|1 ?\.) {0,3}(?:'?[0-9]{2,4} {1,3})?"
    r"[A-Za-z][A-Za-z.'-]{1,20}(?: [A-Za-z.'-]{1,12}){0,3} {1,3}#?[0-9]{2,7}\b"
)
# A line that says what was wrong in the copy before. must match "C O R R E C T E D  C O P Y (SUBJECT LINE)",
# "CORRECTED COPY - SUBJECT: LINE ADDED", "SUBJECT LINE CORRECTED", "CLASSIFIED BY LINE ADDED"; must not match
# "CORRECTED BORDERS", "SUBJECT: LINE"
CORRECTED_RE = re.compile(
    r"C ?O ?R ?R ?E ?C ?T ?E ?D {1,4}(?:C ?O ?P ?Y|C ?A ?B ?L ?E|V ?E ?R ?S ?I ?O ?N)\b"
    r"|(?:SUBJECT|REF|TAGS|CLASSIFIED BY) LINE\b"
)
# The line that opens a telegram. must match "S e c r e t nairobi 001938", "UNCLAS SECTION 01 OF 02 PARIS
# 000123", "C O N F I D E N T I A L RIGA 000472 SIPDIS"; must not match "SECRET", "CONFIDENTIAL TALKS"
OPENING_RE = re.compile(
    r"(?:UNCLAS|C ?O ?N ?F ?I ?D ?E ?N ?T ?I ?A ?L|S ?E ?C ?R ?E ?T|LIMITED OFFICIAL USE)"
    r"\b[^\n]{0,80}\b[0-9]{6}\b",
    re.IGNORECASE,
)
# What may follow "E.O. 12958". must match " DECL: X1", " N/A"; must not match " reasons 1.4"
VALUE_OF_ORDER_RE = re.compile(r"\s{0,9}(?:DECL|N/?A|X[1-8]|OADR|[0-9/]{6,10}$)", re.IGNORECASE)
# The letter of an item. must match in "B. STATE", "(B) STATE", "B) E-MAIL"; must not match "BB STATE"
LETTER_RE = re.compile(r"(?<![A-Za-z0-9])[A-Z](?=[.):\]])")
# A damaged key is at most so many letters away from one of these; the longer, the more may be wrong.
_SPELLINGS = (
    ("TAGS", TAGS, 1),
    ("SUBJECT", SUBJECT, 2),
    ("REFS", REFERENCES, 1),
    ("REFTEL", REFERENCES, 1),
    ("REFERENCE", REFERENCES, 2),
    ("REFERENCES", REFERENCES, 2),
)
# Words as near to a key as a damaged one, which may open a line with a colon.
_OTHER_WORDS = frozenset(
    {"OBJECT", "OBJECTS", "TASS", "TAPS", "BAGS", "RAGS", "REPS", "RES", "REDS", "REEFS"}
)
# Paragraph 1 of old telegrams says who classified them; further on "classified by" is part of a sentence.
_LAST_NUMBER = 3
_MOST_LETTERS = 8


@dataclass(slots=True)
class KeyBlock:
    """A key of the head with its value.

    Attributes:
        kind: `order`, `tags`, `subject`, `references` or `classified`.
        key: The key with its punctuation, as `REFS:` or `E.O. 12958:`.
        value: From behind the key to the next key or the body, without white space at its ends. Blank lines
            and page lines lie inside it; what ends a field earlier is for the field's own reader to tell.
        leave_out: Page lines and classification lines inside the value, in order.
    """

    kind: str
    key: Span
    value: Span
    leave_out: tuple[Span, ...] = ()


def find_key_blocks(raw: str, start: int = 0, end: int | None = None) -> list[KeyBlock]:
    """Find the keys of a head with their values, in text order.

    Keys are looked for up to the first numbered paragraph; ``Classified by`` also at the head of the first
    three, where the 1990s had it. A stray marked paragraph or a heading ends a value, but keys may follow.

    Args:
        raw: The text; a whole telegram, its head, or any fragment of it.
        start: Where to begin.
        end: Where to stop; None for the end of the text.

    Returns:
        The blocks; several of one kind if the key is repeated, none if there is no key. Never raises on
        content; the time is linear in the length.

    Source:
        docs/telegram-format.md 3.7 to 3.14.
    """
    stop = len(raw) if end is None else end
    blocks: list[KeyBlock] = []
    for kind, key in _find_marks(raw, start, stop):
        if blocks and blocks[-1].value.end < 0:
            blocks[-1].value = _value(raw, blocks[-1].key.end, key.start)
        if kind:
            blocks.append(KeyBlock(kind, key, Span(key.end, -1)))
    if blocks and blocks[-1].value.end < 0:
        blocks[-1].value = _value(raw, blocks[-1].key.end, stop)
    for block in blocks:
        block.leave_out = tuple(find_interruptions(raw, *block.value))
    return blocks


def first_block(raw: str, kind: str, start: int = 0, end: int | None = None) -> KeyBlock | None:
    """The first block of a kind that has a value, else the first at all; None if the key is missing."""
    found = [block for block in find_key_blocks(raw, start, end) if block.kind == kind]
    return next((block for block in found if block.value.length), found[0] if found else None)


def _value(raw: str, start: int, end: int) -> Span:
    return trim(raw, Span(start, max(start, end)))


def _find_marks(raw: str, start: int, end: int) -> Iterator[tuple[str, Span]]:
    """Keys by kind and place; an empty kind is where a value ends without a key."""
    scan = _Scan()
    for line in split_lines(raw, Span(start, end)):
        if line.text:
            yield from scan.read(line)
            if scan.is_over:
                return


class _Scan:
    """What was read before a line: the open key, whether its value has begun, whether the body has."""

    def __init__(self) -> None:
        self.kind = ""
        self.is_empty = False
        self.in_body = False
        self.is_over = False
        self.letters = ""

    def read(self, line: Line) -> Iterator[tuple[str, Span]]:
        """The marks of the next line."""
        text = line.text
        if CORRECTED_RE.match(text):
            return
        key = self._key(text)
        at = 0
        if key:
            kind, first, at = key
            if first and not (kind == self.kind and self.is_empty):
                yield "", _place(line, 0, 0)
            if not (kind == self.kind == CLASSIFIED and self.is_empty):  # "Classified By: Classified by ..."
                yield kind, _place(line, first, at)
            self._open(kind)
        elif OPENING_RE.match(text) or self._begins_body(text):
            yield "", _place(line, 0, 0)
            self._open("")
        if self.in_body and not key:
            return
        for kind, place in _find_glued(line, at, self.kind):
            at = place.end - line.span.start
            if kind == CLASSIFIED == self.kind and self.is_empty and not text[:at].strip():
                continue
            yield kind, place
            self._open(kind)
            self.in_body = self.in_body or not kind
        if text[at:].strip():
            self.is_empty = False
        if self.kind == REFERENCES:
            self.letters += "".join(LETTER_RE.findall(text))[-_MOST_LETTERS:]

    def _open(self, kind: str) -> None:
        self.kind, self.is_empty, self.letters = kind, bool(kind), ""

    def _key(self, text: str) -> tuple[str, int, int] | None:
        key = _key_at_head(text)
        if key is None or (self.in_body and key[0] != CLASSIFIED):
            return None
        is_stated = text[key[1] : key[2]].rstrip()[-1:] in {":", ";"}
        if key[0] == ORDER and self.kind == CLASSIFIED and not VALUE_OF_ORDER_RE.match(text, key[2]):
            return None  # "Classified By: X, reasons in / E.O. 12958 1.5 (b)"
        if key[0] == SUBJECT == self.kind and not is_stated:
            return None
        return key

    def _begins_body(self, text: str) -> bool:
        numbered = NUMBERED_RE.match(text)
        if self.kind == REFERENCES and (ITEM_RE.match(text) or self._goes_on(text)):
            return False
        if numbered and not (self.kind == REFERENCES and numbered["number"] != "1"):
            self.in_body = True
            self.is_over = int(numbered["number"]) > _LAST_NUMBER
            return True
        # "SUBJECT:" alone, and "(C) ..." on the next line
        return BODY_RE.match(text) is not None and not (self.kind == SUBJECT and self.is_empty)

    def _goes_on(self, text: str) -> bool:
        """Whether a line such as ``(C) E-MAIL`` is the item after (B)."""
        return text[:1] == "(" and text[2:3] == ")" and self.letters.endswith(chr(ord(text[1]) - 1))


def _find_glued(line: Line, at: int, last: str) -> Iterator[tuple[str, Span]]:
    """Keys behind other words of a line, up to where the body begins in it."""
    body = GLUED_BODY_RE.search(line.text, at)
    stop = body.start() if body else len(line.text)
    for match in GLUED_RE.finditer(line.text, at, stop):
        kind = match.lastgroup or ""
        if kind == ORDER and last == CLASSIFIED and not VALUE_OF_ORDER_RE.match(line.text, match.end()):
            continue
        if kind == last == CLASSIFIED and not match[0].endswith(":"):
            continue
        if not (kind == last and not line.text[at : match.start()].strip()):
            yield kind, _place(line, match.start(), match.end())
        last, at = kind, match.end()
    if body:
        yield "", _place(line, stop, stop)


def _key_at_head(text: str) -> tuple[str, int, int] | None:
    """The key at the head of a line: its kind, where it begins and where it ends."""
    if match := KEY_RE.match(text):
        kind = match.lastgroup or ""
        return kind, match.start(kind), match.end()
    match = DAMAGED_RE.match(text)
    if match is None:
        return None
    kind = _kind_of_damaged(match["word"].upper(), bool(match["by"]), match["stop"])
    return (kind, 0, match.end()) if kind else None


@lru_cache(maxsize=1000)
def _kind_of_damaged(word: str, has_by: bool, stop: str) -> str:
    """The key that a word is only like; empty if it is like none."""
    from rapidfuzz.distance import OSA  # letters put in, left out, changed, or swapped with the next

    if has_by:
        return CLASSIFIED if OSA.distance(word, "CLASSIFIED") <= 2 else ""
    if word in _OTHER_WORDS:
        return ""
    for spelling, kind, most in _SPELLINGS:
        if (stop in ",." and kind != TAGS) or (kind == REFERENCES and word[0] != "R"):
            continue
        if OSA.distance(word, spelling) <= most:
            return kind
    return ""


def _place(line: Line, start: int, end: int) -> Span:
    return Span(line.span.start + start, line.span.start + end)
