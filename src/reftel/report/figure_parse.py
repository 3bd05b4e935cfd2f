"""A sentence taken apart for its figures: numbers, the nouns they count, the verbs that govern them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import takewhile

from reftel.language.words import lower_case, word_set
from reftel.report.figure_words import NAMES_FOR_COURSES, STOPS, Act, Noun, act_of, noun_of
from reftel.report.quantities import Quantity, Token, Value, tokenize

CRIME_KIND = {
    Act.INVESTIGATE: "investigations", Act.PROSECUTE: "prosecutions", Act.CONVICT: "convictions",
    Act.ACQUIT: "acquittals", Act.ARREST: "arrests", Act.SENTENCE: "sentences",
}  # fmt: skip
NOUN_KIND = {
    Noun.INVESTIGATION: "investigations", Noun.PROSECUTION: "prosecutions", Noun.CONVICTION: "convictions",
    Noun.ACQUITTAL: "acquittals", Noun.ARREST: "arrests",
}  # fmt: skip
VICTIM_KIND = {
    Act.IDENTIFY: "victims_identified", Act.REFER: "victims_referred", Act.ASSIST: "victims_assisted",
    Act.FUND: "victims_assisted", Act.TRAIN: "victims_assisted",
}  # fmt: skip
TIME = frozenset({"years", "months", "weeks", "days", "hours"})
# Words that may stand between a noun and the verb behind it.
BETWEEN = word_set(
    """
    were was are is be been being have has had also who that which whom of still later subsequently formally
    initially only and not all both previously directly eventually ultimately successfully voluntarily each
    reportedly remained remain newly criminally officially under
    """
)
FINITE = frozenset({"were", "was", "are", "is", "been", "have", "has", "had", "remained", "remain"})
FINITE_VERBS = frozenset({"received", "served", "remained"})
PUNISHMENTS = frozenset(
    {"sentence", "sentences", "terms", "fines", "fine", "imprisonment", "suspended", "probation"}
)
OF_WHOM = frozenset({"the", "these", "those", "its", "their", "them", "whom", "which", "all", "such"})
LOOSE = frozenset(
    {"others", "other", "more", "additional", "new", "total", "such", "alone", "each", "respectively",
     "fewer", "less", "separate", "unspecified", "unknown"}
)  # fmt: skip
LONGEST_PHRASE = 12
LONGEST_GAP = 7
LISTED = 6

OPENER_RE = re.compile(
    r"""
    ^ (?: of \s (?: these | the | those | them ) \b | these \s included | this \s included
        | among \s (?: these | the | them | those ) | the \s (?: number | total )
        | this \s (?: was | is | represent | compare ) | they \s included | included \s | in \s comparison
        | (?: these | those ) \s (?: numbers | figures | statistics | cases | victims ) | both \s years
        | by \s comparison | in \s total )
    """,
    re.VERBOSE | re.IGNORECASE,
)
# matches: "Of these, 12 were women."; does not match: "The police tried 12 men."


@dataclass(slots=True)
class Draft:
    """A figure of one sentence while it is put together; places are those of tokens.

    Args:
        kind: See `Figure`.
        value: The number or range.
        unit: What is counted or measured.
        first: Place of its first token.
        last: Place of its last token.
        rule: Short name of the rule that read it.
        source: The figure that it goes on from, where it has no noun of its own.
    """

    kind: str
    value: Value
    unit: str
    first: int
    last: int
    rule: str = "count"
    is_part: bool = False
    is_change: bool = False
    is_comparator: bool = False
    is_unreported: bool = False
    in_brackets: bool = False
    local: tuple[float, str] | None = None
    source: Draft | None = None
    year: int | None = None
    period: str = ""
    form: str = ""


@dataclass(slots=True)
class Phrase:
    """The noun phrase that a number begins: its noun, where that is, and the words behind the number."""

    noun: Noun | None
    end: int
    also: Noun | None = None
    low: tuple[str, ...] = ()


@dataclass(slots=True)
class Verb:
    """A verb, or a noun made from one, that governs a number.

    Args:
        act: What was done.
        at: Place of its token.
        crossed: Whether another number stands between.
        finite: Whether it stands behind the noun with an auxiliary: "were identified".
        also: A second verb that is joined to it: "identified and referred".
    """

    act: Act
    at: int
    crossed: bool
    finite: bool = False
    also: Act | None = None


@dataclass
class Parsed:
    """A sentence with its numbers and figures."""

    text: str
    before: Draft | None
    quantities: list[Quantity] = field(default_factory=list)
    drafts: list[Draft] = field(default_factory=list)
    consumed: set[int] = field(default_factory=set)

    @cached_property
    def small(self) -> str:
        """The sentence in small letters."""
        return lower_case(self.text)

    @cached_property
    def tokens(self) -> Sequence[Token]:
        """Its words, numbers and signs; most sentences count and deny nothing, and are never cut up."""
        return tokenize(self.text)

    @property
    def opener(self) -> bool:
        """Whether it goes on from the sentence before: "Of these, ..."."""
        return OPENER_RE.match(self.text) is not None

    def low(self, at: int) -> str:
        """A token in lower case; empty beyond the ends."""
        return self.tokens[at].low if 0 <= at < len(self.tokens) else ""

    def lows(self, first: int, end: int) -> list[str]:
        """Tokens in lower case, as far as there are any."""
        return [token.low for token in self.tokens[max(first, 0) : max(end, 0)]]

    def words(self, first: int, end: int) -> str:
        """The same, joined by blanks."""
        return " ".join(self.lows(first, end))

    def text_before(self, at: int) -> str:
        """The sentence up to a token."""
        return self.text[: self.tokens[at].start]

    def segment_start(self, at: int) -> int:
        """First token of the clause in which a token stands: after the last semicolon or open bracket."""
        return self._segment_starts[at]

    @cached_property
    def _segment_starts(self) -> list[int]:
        open_ones = [0]
        starts = [0]
        for at, token in enumerate(self.tokens, start=1):
            if token.low in ("(", "["):
                open_ones.append(at)
            elif token.low == ";":
                open_ones[-1] = at
            elif token.low in (")", "]"):
                open_ones.pop()
                # A bracket that was never opened: what stands before it cannot be told apart.
                open_ones = open_ones or [0]
            starts.append(open_ones[-1])
        return starts

    def in_brackets(self, at: int) -> bool:
        """Whether a token stands in round brackets."""
        start = self.segment_start(at)
        return start > 0 and self.low(start - 1) == "("

    def is_part(self, quantity: Quantity) -> bool:
        """Whether the words before a number make it a part of another: "including", "of whom"."""
        before = self.lows(quantity.first - 4, quantity.first)
        return bool({"including", "whom", "which"} & set(before)) or before[-1:] == ["—"]

    def starts(self) -> frozenset[int]:
        """Places at which numbers begin."""
        return frozenset(quantity.first for quantity in self.quantities)

    def make(self, quantity: Quantity, kind: str, unit: str, rule: str, end: int = 0) -> Draft:
        """A figure for a number; its words reach to the end of the noun phrase."""
        return Draft(
            kind, quantity.value, unit, quantity.first, max(quantity.last, end), rule,
            is_part=self.is_part(quantity), in_brackets=self.in_brackets(quantity.first),
            local=quantity.local,
        )  # fmt: skip


def read_phrase(parsed: Parsed, quantity: Quantity) -> Phrase:
    """The noun phrase that a number begins."""
    at = quantity.last + 1
    if parsed.low(at) == "of" and parsed.low(at + 1) in OF_WHOM:
        at += 2
    noun: Noun | None = None
    also: Noun | None = None
    end = at - 1
    limit = min(at + LONGEST_PHRASE, len(parsed.tokens))
    starts = parsed.starts()
    while at < limit:
        low = parsed.low(at)
        if low == "(" and parsed.low(at + 2) == "percent" and parsed.low(at + 3) == ")":
            at += 4
            continue
        if low in (",", "and", "or"):
            if noun is not None:
                also = _joined_noun(parsed, at, noun)
                break
            if low == "," and (at == quantity.last + 1 or not _list_goes_on(parsed, at)):
                break
            at += 1
            continue
        if low[:1].isdigit() or at in starts or low in STOPS or _ends_phrase(low, noun):
            break
        noun = noun_of(low) or noun
        end = at
        if low in ("ngo", "ngos") and noun_of(parsed.low(at + 1)) is None:
            break
        at += 1
    return Phrase(noun, end, also, tuple(parsed.lows(quantity.last + 1, end + 1)))


def _ends_phrase(low: str, noun: Noun | None) -> bool:
    """Whether a word behind a noun is no part of its phrase any more: a participle, a sign."""
    if noun is None:
        return False
    return bool(act_of(low) and low.endswith("ed")) or (
        noun_of(low) is None and (low.endswith("ing") or not low[0].isalpha())
    )


def _joined_noun(parsed: Parsed, at: int, noun: Noun) -> Noun | None:
    """The second of two joined nouns for proceedings: "12 investigations and prosecutions"."""
    other = noun_of(parsed.low(at + 1)) if parsed.low(at) in ("and", "or") else None
    return other if noun in NOUN_KIND and other in NOUN_KIND and other is not noun else None


def _list_goes_on(parsed: Parsed, at: int) -> bool:
    """Whether a comma behind a number stands between adjectives: "12 local, regional, national judges"."""
    following = parsed.lows(at + 1, at + 2 + LISTED)
    if not following or following[0] in STOPS or any(word[:1].isdigit() for word in following[:3]):
        return False
    return any(noun_of(word) for word in following[:LISTED])


def guess_noun(parsed: Parsed, quantity: Quantity, phrase: Phrase) -> Noun | None:
    """The noun, or what a word that no list knows may be: people named by nation, or something else."""
    low = phrase.low
    if "social" in low and {"workers", "worker"} & set(low):
        return Noun.OFFICIAL
    if low and low[-1] in NAMES_FOR_COURSES:
        left = parsed.lows(quantity.first - LONGEST_PHRASE, quantity.first)
        if "training" in low or (phrase.noun is Noun.OTHER and "training" in left):
            return Noun.TRAINING
    if phrase.noun is not None:
        return phrase.noun
    words = [word for word in low if word not in LOOSE | STOPS | OF_WHOM and not word.endswith("ly")]
    if not words or (act_of(words[0]) and words[0].endswith(("ed", "ing", "t"))):
        return None
    behind = list(
        takewhile(lambda token: not act_of(token.low), parsed.tokens[quantity.last + 1 : phrase.end + 1])
    )
    is_nation = bool(behind) and behind[-1].text[0].isupper() and not behind[-1].text[:2].isupper()
    return Noun.PERSON if is_nation else Noun.OTHER


def verb_before(parsed: Parsed, number: int) -> Verb | None:
    """The nearest verb to the left in the same clause."""
    quantity = parsed.quantities[number]
    start = parsed.segment_start(quantity.first)
    depth = 0
    for at in range(quantity.first - 1, start - 1, -1):
        low = parsed.low(at)
        if low in (")", "]"):
            depth += 1
        elif low in ("(", "["):
            depth = max(0, depth - 1)
        act = act_of(low) if depth == 0 else None
        if act and not _is_name(parsed, at) and not _is_adjective(parsed, at):
            crossed = at in parsed.consumed or any(other.first > at for other in parsed.quantities[:number])
            return Verb(act, at, crossed, also=_joined_act(parsed, at, act))
    return None


def _is_name(parsed: Parsed, at: int) -> bool:
    """Whether a word is part of a name in capitals, such as that of a fund."""
    return parsed.tokens[at].text[0].isupper() and at > 0 and parsed.low(at - 1) not in (".", "“", "(")


def _is_adjective(parsed: Parsed, at: int) -> bool:
    """Whether a verb form is inside a noun phrase: "six confirmed victims", "the convicted traffickers"."""
    if not parsed.low(at).endswith("ed") or noun_of(parsed.low(at + 1)) not in (Noun.VICTIM, Noun.SUSPECT):
        return False
    before = parsed.low(at - 1)
    if before in ("", ",", "and", "government", "police"):
        return False
    follows_number = any(quantity.last == at - 1 for quantity in parsed.quantities)
    return follows_number or before in ("of", "the", "for", "to", "all", "suspected")


def _joined_act(parsed: Parsed, at: int, act: Act) -> Act | None:
    """The first of two joined verbs: "identified and referred", "prosecutions of and convicted"."""
    back = at - 1
    while parsed.low(back) in ("formally", "successfully", "subsequently", "also") or (
        act_of(parsed.low(back)) is act
    ):
        back -= 1
    if parsed.low(back) not in ("and", "or"):
        return None
    back -= 1
    if parsed.low(back) in ("of", ",", "to"):
        back -= 1
    if any(back - LISTED <= quantity.last <= back for quantity in parsed.quantities):
        return None
    other = act_of(parsed.low(back))
    return other if other is not act else None


def verb_after(parsed: Parsed, phrase: Phrase) -> Verb | None:
    """A verb that follows a noun phrase at once: "80 victims were identified", "12 officials charged"."""
    at = phrase.end + 1
    finite = False
    starts = parsed.starts()
    for _ in range(LONGEST_GAP):
        low = parsed.low(at)
        if low == "(" and parsed.low(at + 2) == "percent":
            at += 4
            continue
        if not low or at in starts or low in (";", ".", "(", ")", ",", ":", "and", "including"):
            return None
        act = _act_behind(parsed, at, low)
        if act and (finite or low == "charged" or not noun_of(low)):
            also = act_of(parsed.low(at + 2)) if parsed.low(at + 1) in ("and", ",") else None
            return Verb(act, at, False, finite or low in FINITE_VERBS, also if also is not act else None)
        finite = finite or low in FINITE
        if low not in BETWEEN and not low.endswith("ly") and not finite:
            return None
        at += 1
    return None


def _act_behind(parsed: Parsed, at: int, low: str) -> Act | None:
    if low == "received" and PUNISHMENTS & set(parsed.lows(at + 1, at + 1 + LISTED)):
        return Act.SENTENCE
    return act_of(low)
