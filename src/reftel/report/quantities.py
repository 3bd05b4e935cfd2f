"""Numbers in a sentence of a report, with what is counted in money, time or percent told apart.

Dates, ages, numbers of laws and articles, hours of service and debris of page lines are left out.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from reftel.document import Span
from reftel.language import NUMBER_WORDS, read_number
from reftel.language.words import word_set

Value = float | tuple[float | None, float | None]

TOKEN_RE = re.compile(
    r"""
      [0-9]{1,3} (?: ,[0-9]{3} )+ (?: \.[0-9]+ )?         # 1,234.5
    | [0-9]+ (?: \.[0-9]+ )?
    | [A-Z] (?<! \w . ) [0-9]{1,2} \b                   # a class of visa
    | [^\W\d_]+ (?: ['’.-] [^\W_]+ )* ['’]?               # a word, with hyphens and apostrophes inside
    | [^\w\s] | _
    """,
    re.VERBOSE,
)
# matches whole: "1,234.5", "NGO-run", "$"; does not match whole: "12 men"


class Token(NamedTuple):
    """A word, number or sign of a sentence; `low` is it in lower case."""

    text: str
    low: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number as it is printed.

    Args:
        value: The number, or the two ends of a range; None for an open end.
        unit: `number`, `percent`, `USD`, `local`, `years`, `months`, `weeks`, `days`, or two of these.
        first: Place of its first token.
        last: Place of its last token.
        local: Amount in local currency beside dollars, with the words for the currency.
        is_least: Whether the words say "minimum" or "at least" before a time.
    """

    value: Value
    unit: str
    first: int
    last: int
    local: tuple[float, str] | None = None


# Most words come again and again; no word of a text is kept for long.
_word_value = lru_cache(maxsize=4096)(read_number)

TIME_UNITS = {
    "year": "years", "years": "years", "year's": "years", "years’": "years", "years'": "years",
    "month": "months", "months": "months", "months'": "months", "months’": "months",
    "week": "weeks", "weeks": "weeks", "day": "days", "days": "days", "hours": "hours", "hour": "hours",
    "minutes": "hours",
}  # fmt: skip
# Numbers by what stands before them: "and none", "a hundred".
BY_PLACE = frozenset({"none", "hundred", "thousand"})
NUMBERS = NUMBER_WORDS | BY_PLACE
DIGITS = frozenset("0123456789")
BEFORE_NONE = frozenset({"to", "with", "and", ",", "(", "from", "was", "were"})
MULTIPLIERS = {"dozen": 12, "hundred": 100, "thousand": 1000, "million": 1_000_000, "billion": 1_000_000_000}
MONTHS = word_set(
    """
    january february march april may june july august september october november december
    """
)
NUMBERED = word_set(
    """
    article articles section sections paragraph paragraphs chapter law laws act decree resolution no number
    order code bill convention ordinance title part regulation amendment annex protocol page decision circular
    directive instruction constitution subsection proclamation statute c subparagraph p
    """
)
CURRENCY = word_set(
    """
    euros euro pounds baht pesos peso rupees francs dollars kroner kronor krona krone dinars riyals rials
    reais lev leva forint zloty lei lari dram tenge som shillings naira rand birr dalasi kwacha ringgit
    ringgits yen
    yuan won rubles hryvnia hryvna ngultrum taka kyat dong riel kip rupiah colones quetzales lempiras cordobas
    soles guarani bolivars bolivianos gourdes dirhams shekels nis cfa inr hkd aud cad usd eur gbp
    """
)
MONEY_SIGNS = frozenset("$€£•¥₩₦")
AFTER_ARTICLES = word_set(
    """
    through criminalized criminalizes criminalize prohibited prohibits prohibit prescribed prescribe were
    which respectively under carry
    """
)
AFTER_AGE = word_set(". , ; ) who were from in and at as to") | {""}
AGE_BEFORE = word_set(
    """
    age aged ages under over younger older than
    """
)


NUMBER_HINT_RE = re.compile(rf"[0-9]|\b(?:{'|'.join(sorted(NUMBERS))})")
# matches: "twenty" in "twenty-two men"; does not match: "many men"


def may_hold_numbers(text: str) -> bool:
    """Whether a number can stand in a text, which is given in small letters."""
    return NUMBER_HINT_RE.search(text) is not None


def tokenize(text: str) -> tuple[Token, ...]:
    """Words, numbers and signs of a sentence."""
    return tuple([Token(word := m[0], word.casefold(), *m.span()) for m in TOKEN_RE.finditer(text)])


class _Reader:
    """Reads the quantities of one sentence."""

    def __init__(self, text: str, tokens: Sequence[Token]) -> None:
        self.text = text
        self.tokens = tokens
        self.count = len(tokens)
        self.found: list[Quantity] = []
        self.numbered_until = -1
        self.age_until = -9

    def low(self, at: int) -> str:
        return self.tokens[at].low if 0 <= at < self.count else ""

    def read(self) -> list[Quantity]:
        ahead = 0
        for at, token in enumerate(self.tokens):
            low = token.low
            # Most words are no number, and are passed over before anything else is asked.
            if at < ahead or not (low in NUMBERS or low[0] in DIGITS or "-" in low):
                continue
            if number := self.number(at):
                value, last = number
                ahead = self.take(value, at, last) + 1
        return self.found

    def number(self, at: int) -> tuple[float, int] | None:
        """The number that begins at a token, and the place of its last token."""
        token = self.tokens[at]
        if token.text[0].isascii() and token.text[0].isdigit():
            value = float(token.low.replace(",", "")) if len(token.low) <= 18 else None
        else:
            value = _word_value(token.low)
            if token.low == "none" and self.low(at - 1) in BEFORE_NONE:
                value = 0
            if value is None and token.low in ("hundred", "thousand") and self.low(at - 1) == "a":
                value = 1.0
                at -= 1
        if value is None:
            return None
        last = at
        while self.low(last + 1) in MULTIPLIERS:
            last += 1
            value *= MULTIPLIERS[self.low(last)]
        if self.low(last + 1) == "and" and self.low(last + 2) == "a" and self.low(last + 3) == "half":
            return value + 0.5, last + 3
        return float(value), last

    def take(self, value: float, at: int, last: int) -> int:
        """Keep the number if it counts something; gives the place to go on from."""
        if self.low(at - 1) == "every" or self.is_debris(at) or self.is_numbered(at):
            return last
        if self.is_date(at, last) or self.is_age(at, last) or self.is_compound(last):
            return last
        return self.keep(self.measure(value, at, last))

    def measure(self, value: float, at: int, last: int) -> Quantity:
        """The number with its unit."""
        money = self.money(value, at, last)
        if money is not None:
            return money
        following = self.low(last + 1)
        if following in ("percent", "%"):
            return Quantity(value, "percent", at, last + 1)
        if following in TIME_UNITS:
            return self.time(value, TIME_UNITS[following], at, last + 1)
        if following in ("additional", "more", "full", "calendar") and self.low(last + 2) in TIME_UNITS:
            return self.time(value, TIME_UNITS[self.low(last + 2)], at, last + 2)
        return Quantity(value, "number", at, last)

    def keep(self, quantity: Quantity) -> int:
        self.found.append(quantity)
        return quantity.last

    def time(self, value: float, unit: str, at: int, last: int) -> Quantity:
        # "two years and six months" is one length of time.
        if self.low(last + 1) == "and" and unit == "years":
            more = self.number(last + 2) if last + 2 < self.count else None
            if more and self.low(more[1] + 1) in ("month", "months"):
                return Quantity(round(value + more[0] / 12, 2), unit, at, more[1] + 1)
        return Quantity(value, unit, at, last)

    def money(self, value: float, at: int, last: int) -> Quantity | None:
        before = self.low(at - 1)
        if before == "$" or before in ("usd", "us$"):
            return Quantity(value, "USD", at - 1, last)
        # Local money with dollars in brackets behind it: the dollars are the value.
        place = last + 1
        words: list[str] = []
        while place < self.count and len(words) <= 5:
            low = self.low(place)
            if low in ("(", "[") and self.dollars(place + 1) is not None:
                amount, end = self.dollars(place + 1) or (0.0, place)
                sign = before if before in MONEY_SIGNS else ""
                return Quantity(amount, "USD", at - bool(sign), end, (value, " ".join(words) or sign))
            if low in ("(", "[") and self.low(place + 2) in (")", "]"):
                words.append(self.tokens[place + 1].text)
                place += 3
                continue
            if not low.isalpha() or low in MULTIPLIERS:
                break
            words.append(self.tokens[place].text)
            place += 1
        if before in MONEY_SIGNS:
            return Quantity(value, "local", at - 1, last, (value, before))
        for place in (last + 1, last + 2, last + 3):
            if self.low(place) in CURRENCY:
                return Quantity(value, "local", at, place, (value, self.tokens[place].text))
            if not self.low(place).isalpha() or self.low(place) in ("in", "of", "to", "for", "victims"):
                break
        return None

    def dollars(self, at: int) -> tuple[Value, int] | None:
        while self.low(at) in ("approximately", "about", "roughly", "us", "nearly", "usd", "or", "over"):
            at += 1
        if self.low(at) != "$" or at + 1 >= self.count:
            return None
        number = self.number(at + 1)
        if number is None:
            return None
        end = number[1] + 1
        if self.low(end) in ("to", "and", "-", "–") and self.low(end + 1) == "$" and end + 2 < self.count:
            upper = self.number(end + 2)
            if upper is not None and self.low(upper[1] + 1) in (")", "]"):
                return (number[0], upper[0]), upper[1] + 1
        if self.low(end) in (",", "per", "each", "a", "annually", "total") or self.low(end) not in (")", "]"):
            # "($20 per month)"; the closing bracket is searched nearby.
            end = next((n for n in range(end, end + 6) if self.low(n) in (")", "]")), number[1])
        return number[0], end

    def is_debris(self, at: int) -> bool:
        """A page number that a copy glued to a name in capitals."""
        token = self.tokens[at]
        if not token.text[0].isdigit():
            return False
        before = self.text[token.start - 1 : token.start]
        after = self.text[token.end : token.end + 1]
        if after.isupper():
            return True
        return before.isupper() and (
            after.isalpha() or not after or self.text[token.end + 1 : token.end + 2].isupper()
        )

    def is_numbered(self, at: int) -> bool:
        before = self.low(at - 1)
        if before in NUMBERED or (before in (".", "-", "/") and self.low(at - 2) in NUMBERED):
            self.numbered_until = at
            return True
        joins = (",", "and", "or", "through", "-", "/", "to", "(", ")", "–")
        if self.numbered_until >= 0 and at - self.numbered_until <= 4 and self.tokens[at].text[0].isdigit():
            between = [self.low(n) for n in range(self.numbered_until + 1, at)]
            behind = self.low(at + 1)
            counts = len(behind) > 3 and behind.isalpha() and behind not in AFTER_ARTICLES
            if between and not counts and all(word in joins or len(word) == 1 for word in between):
                self.numbered_until = at
                return True
        return False

    def is_date(self, at: int, last: int) -> bool:
        text = self.tokens[at].text
        digits = text.isdigit()
        if digits and len(text) == 4 and 1900 <= int(text) <= 2100 and self.low(at - 1) not in MONEY_SIGNS:
            return True
        if (
            digits
            and (self.low(at - 1) in MONTHS and self.tokens[at - 1].text[0].isupper())
            and int(text) <= 31
        ):
            return True
        if digits and self.low(last + 1) in MONTHS and self.tokens[last + 1].text[0].isupper():
            return True
        # The second half of "2016-17".
        return digits and self.low(at - 1) in ("-", "–", "/") and self.is_year(at - 2)

    def is_year(self, at: int) -> bool:
        text = self.tokens[at].text if 0 <= at < self.count else ""
        return text.isdigit() and len(text) == 4 and 1900 <= int(text) <= 2100

    def is_age(self, at: int, last: int) -> bool:
        found = self._is_age(at, last) or (
            at - self.age_until == 2 and self.low(at - 1) in ("to", "and", "-", "or")
        )
        if found:
            self.age_until = last
        return found

    def _is_age(self, at: int, last: int) -> bool:
        behind = [self.low(n) for n in range(last + 1, last + 6)]
        before, earlier = self.low(at - 1), self.low(at - 2)
        if before in ("age", "aged", "ages") or (
            before in ("of", "between") and earlier in ("age", "ages", "aged")
        ):
            return True
        if behind[0] in ("years", "year", "-") and ("old" in behind[:3] or "age" in behind[:4]):
            return True
        if behind[0] in ("to", "and", "or", "-", "through") and {"old", "age", "-year-old"} & set(behind):
            return "old" in behind or before in AGE_BEFORE or before in ("between", "from")
        if before in ("under", "over") and behind[0] not in TIME_UNITS and behind[0] not in MULTIPLIERS:
            return behind[0] in AFTER_AGE
        return before == "than" and earlier in ("younger", "older")

    def is_compound(self, last: int) -> bool:
        """The first part of "24-hour", "17-member", "24/7"."""
        token = self.tokens[last]
        after = self.text[token.end : token.end + 2]
        if after[:1] in ("-", "‑") and after[1:].isalpha():
            return not self.text.startswith("bed", token.end + 1)
        return (after[:1] == "/" and after[1:].isdigit()) or after[:1] == "th"


def find_quantities(text: str, tokens: Sequence[Token]) -> list[Quantity]:
    """The numbers of a sentence that count or measure something, in text order.

    Args:
        text: The sentence, with single blanks.
        tokens: As `tokenize` gives them.

    >>> text = "In 2016, courts fined 12 men 3 million pesos ($60,000) under article 5."
    >>> [(q.value, q.unit) for q in find_quantities(text, tokenize(text))]
    [(12.0, 'number'), (60000.0, 'USD')]
    """
    return _Reader(text, tokens).read()


def span_of(tokens: Sequence[Token], first: int, last: int) -> Span:
    """From the start of one token to the end of another."""
    return Span(tokens[first].start, tokens[last].end)
