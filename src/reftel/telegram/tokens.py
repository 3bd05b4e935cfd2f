"""Words of a sentence in a telegram; what stands in quotation marks or brackets counts as one token."""

from __future__ import annotations

import re
from enum import Enum, auto
from functools import lru_cache
from typing import NamedTuple

from reftel.document import Span
from reftel.language.words import word_set


class Kind(Enum):
    """What a token is."""

    WORD = auto()
    QUOTE = auto()
    ASIDE = auto()
    SIGN = auto()


class Token(NamedTuple):
    """One token with its place in the sentence.

    Attributes:
        low: A word in small letters with straight apostrophes; a sign as it is; empty for quotes and asides.
        bare: The same without the ending of a possessive: ``ministry`` for ``ministry's``.
        is_capitalized: Whether it begins with a capital.
        is_possessive: Whether it ends as a possessive does.
    """

    text: str
    low: str
    bare: str
    is_capitalized: bool
    is_possessive: bool
    start: int
    end: int
    kind: Kind = Kind.WORD

    def without_possessive(self) -> Token:
        """The word as a name or role stands by itself."""
        text = self.text[:-2] if self.low.endswith("'s") else self.text.rstrip("'’")
        return self._replace(text=text, low=self.bare, is_possessive=False)


@lru_cache(maxsize=8192)
def _shape(text: str) -> tuple[str, str, bool, bool]:
    """A word in small letters, without its possessive ending, whether it has a capital, and that ending."""
    low = text.lower().replace("’", "'").replace("é", "e")
    bare, possessive = low, False
    if low.endswith(("'s", "'")):
        bare, possessive = (low[:-2] if low.endswith("'s") else low[:-1]), low.endswith(("'s", "s'"))
    return low, bare, text[0].isupper(), possessive


# Bounded, so that marks which are never closed cost no more than their bound.
# matches whole: '"to do better."', "(ref A)", "W.H", "anti-trafficking", "Chow's", "G/TIP", ","
# does not match whole: "said Chow", "Chow,"
TOKEN_RE = re.compile(
    r"""
      (?P<word> [^\W_]+ (?: ['’./&‑-] [^\W_]+ ){0,12} ['’]? )
    | (?P<quote> "[^"]{0,900}" | “[^”]{0,900}” )
    | (?P<aside> \([^()]{0,500}\) | \[[^\[\]]{0,500}\] )
    | (?P<sign> -{2,3} | [^\w\s] )
    """,
    re.VERBOSE,
)
# Initials that keep their last stop. matches whole: "W.H", "U.S"; does not match whole: "Chow", "A.D1"
INITIALS_RE = re.compile(r"[A-Z](?:\.[A-Z]){1,5}")
_DOTTED = word_set("mr mrs ms dr maj gen col lt capt sgt prof hon sen rep gov brig amb supt insp")
# A quotation that began in an earlier sentence.
# matches: 'They lose," he said'; does not match: '"We," he said'
OPEN_BEFORE_RE = re.compile(r'[^"“”]{0,900}[^\s"“”(]["”]')

# Adverbials that stand between commas and say nothing of who spoke: ", for her part,", ", however,"
_PARENTHESES = """
    however | though | therefore | too | moreover | nevertheless | nonetheless | again | also | meanwhile
    | then | for his part | for her part | for its part | for their part | in turn | in his turn | in her turn
    | finally | in particular | for example | for instance | of course | in fact | in effect | by contrast
    | furthermore | on the other hand | in addition | not kindly | not unkindly | instead | as well | frankly
    | perhaps | at length | in passing | at first | in the end | on balance | evidently | apparently
    | reportedly | if anything | after a pause | on reflection
"""
PARENTHESES = frozenset(" ".join(words.split()) for words in _PARENTHESES.split("|"))


def split_words(text: str) -> list[Token]:
    """The tokens of a sentence in order.

    >>> [token.text for token in split_words('"No," said W.H. Chow (SBU).')]
    ['"No,"', 'said', 'W.H.', 'Chow', '(SBU)', '.']
    """
    at, end = _whole_part(text)
    tokens = [_quotation(text, 0, at)] if at else []
    for match in TOKEN_RE.finditer(text, at, end):
        group, found = match.lastgroup, match[0]
        if group == "word":
            tokens.append(Token(found, *_shape(found), *match.span()))
        elif found == "." and tokens and _keeps_stop(tokens[-1], match):
            last = tokens[-1]
            tokens[-1] = Token(last.text + ".", *_shape(last.text + "."), last.start, match.end())
        elif group == "sign":
            tokens.append(Token(found, found, found, False, False, *match.span(), Kind.SIGN))
        else:
            kind = Kind.QUOTE if group == "quote" else Kind.ASIDE
            tokens.append(Token(found, "", "", False, False, *match.span(), kind))
    if end < len(text):
        tokens.append(_quotation(text, end, len(text)))
    return tokens


def _quotation(text: str, start: int, end: int) -> Token:
    return Token(text[start:end], "", "", False, False, start, end, Kind.QUOTE)


def _keeps_stop(last: Token, stop: re.Match[str]) -> bool:
    """Whether a stop belongs to the word before it: "Mr.", "W.H.", "B. Enkhjargal"."""
    if last.end != stop.start():
        return False
    if len(last.text) == 1:
        following = stop.string[stop.end() : stop.end() + 2]
        return last.is_capitalized and following[:1] == " " and following[1:].isupper()
    return last.low in _DOTTED or INITIALS_RE.fullmatch(last.text) is not None


def _whole_part(text: str) -> tuple[int, int]:
    """The part of a sentence outside a quotation that reaches over its beginning or its end."""
    if text.count('"') % 2 == 0 and text.count("”") == text.count("“"):
        return 0, len(text)
    if opened := OPEN_BEFORE_RE.match(text):
        return opened.end(), len(text)
    last = max(text.rfind('"'), text.rfind("“"))
    if 0 <= last < len(text) - 1 and not text[last + 1].isspace():
        return 0, last
    return 0, len(text)


def span_of(tokens: list[Token], first: int, end: int) -> Span:
    """The stretch of the sentence from one token up to, but not including, another."""
    return Span(tokens[first].start, tokens[end - 1].end)


def drop_parentheses(tokens: list[Token]) -> list[Token]:
    """The tokens without ", however," and its like, which part a subject from its verb."""
    if sum(token.low == "," for token in tokens) < 2:
        return tokens
    kept: list[Token] = []
    at = 0
    while at < len(tokens):
        if tokens[at].low == ",":
            close = next(
                (look for look in range(at + 1, min(at + 6, len(tokens))) if tokens[look].low == ","), None
            )
            if close is not None and " ".join(token.low for token in tokens[at + 1 : close]) in PARENTHESES:
                at = close + 1
                continue
        kept.append(tokens[at])
        at += 1
    return kept
