"""What one wording says of figures, tiers, doubts, times and doers, by a lexicon.

A text is read once, however many others it is compared with.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Container, Iterable, Iterator, Sequence
from functools import cached_property, lru_cache
from itertools import accumulate
from typing import NamedTuple

from reftel.compare.lexicon import KINDS, SCALES, Row, load_lexicon, sense_of
from reftel.document import Span

# So many wordings are remembered: those of a few documents. Longer ones than a sentence are not.
REMEMBERED = 2_000
SENTENCE_LETTERS = 2_000
# So many letters behind a negation a deed is denied; up to so many it may be.
DENIED_WITHIN, UNSURE_WITHIN = 3, 30
DOER_WITHIN = 40
# A number counts what the next words name, so many at the most.
COUNTED = 4

WORD_RE = re.compile(
    r"""
    ( [^\W_]+ (?: [.,'’\-‑][^\W_]+ )* )      # a word or number, with what holds it together
    """,
    re.VERBOSE,
)
# matches whole: "anti-trafficking", "1,204"; does not match: "("

YEAR_RE = re.compile(
    r"""
    (?: 19 | 20 ) [0-9]{2} (?<! [\w-] [0-9]{4} ) (?! \w )      # a year that stands alone
    """,
    re.VERBOSE,
)
# matches: "2014" in "in 2014,"; does not match: "2014" in "x2014"

PLURAL_RE = re.compile(
    r"""
    [^s\W] s $ | (?: men | people | children | percent ) $      # what a number counts
    """,
    re.VERBOSE,
)
# matches the end of: "cases", "women"; does not match the end of: "access", "trafficking"

TURN_RE = re.compile(
    r"""
    \s* (?: st | nd | rd | th ) \b      # what makes a number before it one of a series
    """,
    re.VERBOSE,
)
# matches at the beginning of: " th year"; does not match there: " thousand", " students"

CLAUSE_RE = re.compile(
    r"""
    [,;:] | \b (?: but | although | while ) \b      # what a negation before it does not reach over
    """,
    re.VERBOSE,
)
# matches: "," in "no law, but"; does not match: "no law and"

DEED_RE = re.compile(
    r"""
    ed $ | (?: made | gave | took | held | built | began | spent | drew ) $      # a deed that is told
    """,
    re.VERBOSE,
)
# matches the end of: "approved"; does not match the end of: "approve"


PASSIVE_RE = re.compile(
    r"""
    (?: was | were | is | are | has \s been | have \s been ) \s (?: not \s | never \s )? (?: [a-z]+ly \s )?
    (?: [a-z-]+ed | made | given | held | built | taken | shown | found | begun )\b
    """,
    re.VERBOSE,
)
# matches: "were punished"; does not match: "punished"
BE = frozenset({"was", "were", "is", "are", "has", "have"})


class Mention(NamedTuple):
    """Something that a text says.

    Args:
        name: What it is, whatever the wording.
        span: Where it stands.
        weight: How much it says, where that can be told.
        bears_on: What it says it of; empty if that is not known.
        told: The same with what it counts, such as "12 trafficking cases"; None if it counts nothing.
    """

    name: str
    span: Span
    weight: int = 0
    bears_on: str = ""
    told: Span | None = None

    @property
    def is_counting(self) -> bool:
        """Whether it is a figure with a noun behind it."""
        return self.told is not None and self.told != self.span


class _Said(dict[str, list[Mention]]):
    """What is said of each kind of thing; nothing of most."""

    def __missing__(self, kind: str) -> list[Mention]:
        return []

    def add(self, kind: str, mentions: Iterable[Mention]) -> None:
        if said := [*self[kind], *mentions]:
            self[kind] = said


class Wording:
    """A text, and what it says.

    Args:
        text: The text.

    Attributes:
        folded: It in lower case, if every letter keeps its place there.
        tokens: All words and numbers in order, folded.
        matter: What each token stands for; empty for those without matter.
        all_matter: The same as a set, without the empty one.
        mentions: What the text says, by kind.
    """

    def __init__(self, text: str) -> None:
        folded = text.lower()
        self.text = text
        self.folded = folded if len(folded) == len(text) else text
        # What stands before, between and behind the tokens, with them in turn.
        pieces = WORD_RE.split(self.folded)
        self.tokens: list[str] = pieces[1::2]
        self._senses = list(map(sense_of, self.tokens))
        self.matter = [sense.matter for sense in self._senses]
        self.all_matter = frozenset(self.matter) - {""}
        # Plain lists of numbers: an object for each word would cost more than all else.
        self._starts = list(accumulate(map(len, pieces)))[:-1:2]
        self.mentions = self._find_mentions()

    def _find_mentions(self) -> _Said:
        rows = load_lexicon().rows
        found = _Said()
        for place, spans in sorted(self._match().items()):
            found.add(rows[place].kind, [self._mention(rows[place], span) for span in spans])
        years = [Mention(match[0], Span(*match.span())) for match in YEAR_RE.finditer(self.text)]
        found.add("time", years)
        numbers = [at for at, sense in enumerate(self._senses) if sense.number is not None]
        if numbers:
            figures = list(self._figures(numbers, {year.span.start for year in years}))
            # The words of a number are no count of their own.
            found["figure"] = [
                m for m in found["figure"] if not any(figure.span.covers(m.span) for figure in figures)
            ]
            found.add("figure", figures)
        return found

    def _match(self) -> dict[int, list[Span]]:
        """Where each pattern matches, by its place; looked for only from words with which it can begin."""
        found: dict[int, list[Span]] = {}
        for start, sense in zip(self._starts, self._senses, strict=True):
            for offset, place, match_row in sense.beginnings:
                match = match_row(self.folded, start + offset)
                if match:
                    spans = found.setdefault(place, [])
                    if not spans or match.start() >= spans[-1].end:
                        spans.append(Span(*match.span()))
        return found

    @cached_property
    def names(self) -> dict[str, frozenset[str]]:
        """The names of all that is said, by kind."""
        return {kind: frozenset(m.name for m in self.mentions[kind]) for kind in KINDS}

    def _next(self, span: Span) -> str:
        """What the first word of matter behind a stretch stands for."""
        return next(filter(None, self.matter[bisect_left(self._starts, span.end) :]), "")

    def _mention(self, row: Row, span: Span) -> Mention:
        bears_on = self._next(span) if row.bears_on_next else ""
        is_placement = row.kind == "tier" and row.name == "placement"
        name = span.of(self.text).casefold() if is_placement else f"{row.name} {bears_on}".rstrip()
        told = self._with_counted(span) if row.kind == "figure" else None
        return Mention(name, span, row.weight, bears_on, told)

    def _figures(self, places: Sequence[int], years: Container[int]) -> Iterator[Mention]:
        """Numbers in digits or words; no years and no turns of a series."""
        for at in places:
            span, number = self._span(at), self._senses[at].number
            if number is None or span.start in years or self._is_label(span):
                continue
            scale = self._scale_behind(at)
            if scale:
                span, number = Span(span.start, self._span(at + 1).end), number * scale
            yield Mention(f"{number.normalize():f}", span, told=self._with_counted(span))

    def _scale_behind(self, at: int) -> int:
        """What the word behind a number multiplies it by, as in "5.5 million"; 0 for any other word."""
        if at + 1 == len(self.tokens) or self.folded[self._span(at).end : self._starts[at + 1]] != " ":
            return 0
        return SCALES.get(self.tokens[at + 1], 0)

    def _with_counted(self, span: Span) -> Span:
        """A figure with the words behind it that name what it counts: up to the first in the plural."""
        first = bisect_left(self._starts, span.end)
        end = span.end
        for at in range(first, min(first + COUNTED, len(self.tokens))):
            word = self._span(at)
            if self.folded[end : word.start] != " " or not self.matter[at] or self._senses[at].number:
                break
            end = word.end
            if PLURAL_RE.search(self.tokens[at]):
                return Span(span.start, end)
        return span

    def counted(self, mention: Mention) -> frozenset[str]:
        """What a figure counts: the noun behind it, or else all matter that it is told in."""
        if mention.told is None or not mention.is_counting:
            return self._matter_in(mention.span)
        last = bisect_left(self._starts, mention.told.end) - 1
        return frozenset({self.matter[last]})

    def _matter_in(self, span: Span) -> frozenset[str]:
        places = range(bisect_left(self._starts, span.start), bisect_left(self._starts, span.end))
        return frozenset(self.matter[at] for at in places) - {""}

    def _is_label(self, span: Span) -> bool:
        """Whether a number is a name, as in "Tier 2", or a turn, as in "5 th"."""
        before = self.text[: span.start].rstrip()
        return before.casefold().endswith("tier") or TURN_RE.match(self.text, span.end) is not None

    def _span(self, at: int) -> Span:
        start = self._starts[at]
        return Span(start, start + len(self.tokens[at]))

    def words(self, chosen: Container[str]) -> Iterator[Mention]:
        """The words that stand for one of these, in order, each under the name of what it stands for."""
        return (Mention(name, self._span(at)) for at, name in enumerate(self.matter) if name in chosen)

    @cached_property
    def forms(self) -> dict[str, dict[str, Mention]]:
        """By what they stand for, the forms of the words of matter, each where it first stands."""
        by_name: dict[str, dict[str, Mention]] = {}
        for word in self.words(self.all_matter):
            by_name.setdefault(word.name, {}).setdefault(word.span.of(self.text).casefold(), word)
        return by_name

    @cached_property
    def deeds(self) -> tuple[dict[str, Mention], dict[str, Mention]]:
        """Words shortly behind a negation, and words of deeds that are not."""
        denied = sorted(m.span.end for m in self.mentions["negation"])
        clauses = [CLAUSE_RE.search(self.folded, end) for end in denied]
        reach = [match.end() if match else len(self.text) + 1 for match in clauses]
        no: dict[str, Mention] = {}
        yes: dict[str, Mention] = {}
        for at, (name, start) in enumerate(zip(self.matter, self._starts, strict=True)):
            last = bisect_right(denied, start) - 1
            if not name:
                continue
            if last >= 0 and start - denied[last] <= DENIED_WITHIN:
                no.setdefault(name, Mention(name, self._span(at)))
            elif (last < 0 or reach[last] <= start) and name not in yes and DEED_RE.search(self.tokens[at]):
                yes[name] = Mention(name, self._span(at))
        return no, yes

    @cached_property
    def shortfalls(self) -> list[Mention]:
        """What is denied only in a degree, as in "not adequately"."""
        denied = [m.span.end for m in self.mentions["negation"]]
        return [
            m
            for m in self.mentions["qualified"]
            if any(0 <= m.span.start - end <= UNSURE_WITHIN for end in denied)
        ]

    @cached_property
    def doer(self) -> Mention | None:
        """The first doer named near the beginning."""
        mentions = [*self.mentions["actor"], *self.mentions["government"]]
        first = min(mentions, key=lambda m: (m.span.start, -m.span.length), default=None)
        if first is None or first.span.start > DOER_WITHIN:
            return None
        # "Police were trained" does not say by whom.
        return None if any(span.start == first.span.end + 1 for span in self.passives) else first

    @cached_property
    def passives(self) -> list[Span]:
        """Where something is done without the doer as the subject."""
        found = (
            PASSIVE_RE.match(self.folded, start)
            for token, start in zip(self.tokens, self._starts, strict=True)
            if token in BE
        )
        return [Span(*match.span()) for match in found if match]

    def show(self, mentions: Sequence[Mention]) -> str:
        """Their words, each once."""
        return ", ".join(dict.fromkeys((m.told or m.span).of(self.text) for m in mentions))


def read_wording(text: str) -> Wording:
    """What a text says; sentences are remembered, for a series compares each with many others."""
    return _remembered(text) if len(text) <= SENTENCE_LETTERS else Wording(text)


@lru_cache(maxsize=REMEMBERED)
def _remembered(text: str) -> Wording:
    return Wording(text)
