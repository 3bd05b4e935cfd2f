"""Which kinds of change a rewording holds, each with the words that show it.

What each side says is read with a lexicon (`data/lexicon.json`); a kind is named where one side says what the
other does not. Precision before recall: where nothing is sure, a rewording has no kind.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import NamedTuple

from reftel.compare.model import Change, ChangeKind
from reftel.document import Span
from reftel.language import STOPWORDS, read_number

# So many words of matter must have come or gone before the scope is said to have changed.
SCOPE_WORDS = 3
# With fewer words changed than this, a rewording without any other kind is editorial.
EDITORIAL_WORDS = 3

# What is longer is no sentence, and nothing sure can be said of it.
MOST_LETTERS = 10_000

WORD_RE = re.compile(
    r"""
    [^\W_]+ (?: [.,'’\-‑][^\W_]+ )*      # a word or number, with what holds it together
    """,
    re.VERBOSE,
)
# matches whole: "anti-trafficking", "1,204"; does not match: "("

YEAR_RE = re.compile(
    r"""
    (?<! [\w-] ) (?: 19 | 20 ) [0-9]{2} (?! [\w] )      # a year that stands alone
    """,
    re.VERBOSE,
)
# matches: "2014" in "in 2014,"; does not match: "2014" in "x2014"

STAMP_RE = re.compile(
    r"""
    \( (?: 19 | 20 ) [0-9]{2} \)      # the year that closes a statement
    """,
    re.VERBOSE,
)
# matches: "(2015)"; does not match: "2015"

SUFFIX_RE = re.compile(
    r"""
    (?: ations? | ings? | ed | es | s | ly | ions? | ers? | ments? | e ) $    # what a rewording changes
    """,
    re.VERBOSE,
)
# matches the end of: "prosecuting"; does not match the end of: "law"


class Mention(NamedTuple):
    """Something that a text says, under a name that does not depend on its wording, and where."""

    name: str
    span: Span
    weight: int = 0


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The patterns of each kind, and words that stand for each other."""

    patterns: dict[str, tuple[tuple[str, int, re.Pattern[str]], ...]]
    same: dict[str, str]


@cache
def load_lexicon() -> Lexicon:
    """The lexicon that is shipped."""
    raw = json.loads((files("reftel.compare") / "data" / "lexicon.json").read_text(encoding="utf-8"))
    patterns = {
        kind: tuple(
            (row["name"], row.get("weight", 0), re.compile(rf"\b(?:{row['pattern']})\b")) for row in raw[kind]
        )
        for kind in (
            "tier",
            "hedge",
            "time",
            "figure",
            "actor",
            "government",
            "negation",
            "qualified",
            "efforts",
        )
    }
    same = {_stem(word): _stem(words[0]) for words in raw["same"] for word in words}
    return Lexicon(patterns, same)


def find_changes(old: str, new: str, old_elsewhere: str = "", new_elsewhere: str = "") -> tuple[Change, ...]:
    """The kinds of change between two wordings.

    Args:
        old: The earlier wording.
        new: The later one.
        old_elsewhere: What else the new wording took up, where two sentences were merged into it and `old` is
            one of them; what is said there was not added.
        new_elsewhere: What else became of the old wording, where it was split; what is said there was not
            dropped.

    Returns:
        Changes in the order of `ChangeKind`; empty if the wordings are the same or no kind is sure. Spans
        are in `old` and `new`.

    >>> [change.kind.value for change in find_changes("It tried two men.", "It reportedly tried 12 men.")]
    ['figure', 'hedge']
    """
    if old == new or max(len(old), len(new)) > MOST_LETTERS:
        return ()
    reader = _Reader(load_lexicon(), old, new, old_elsewhere, new_elsewhere)
    found = [
        *reader.compare(ChangeKind.FIGURE, "figure"),
        *reader.compare(ChangeKind.TIER, "tier"),
        *reader.compare(ChangeKind.HEDGE, "hedge"),
        *reader.degree(),
        *reader.actor(),
        *reader.compare(ChangeKind.TIME, "time"),
    ]
    found += reader.matter(found)
    order = list(ChangeKind)
    return tuple(sorted(found, key=lambda change: order.index(change.kind)))


class _Reader:
    """Both wordings of one pair, and what each says."""

    def __init__(self, lexicon: Lexicon, old: str, new: str, old_elsewhere: str, new_elsewhere: str) -> None:
        self.lexicon = lexicon
        self.old, self.new = old, new
        self.old_elsewhere, self.new_elsewhere = old_elsewhere, new_elsewhere
        self._said: dict[tuple[str, str], list[Mention]] = {}
        self._words: dict[str, list[Mention]] = {}

    def said(self, text: str, kind: str) -> list[Mention]:
        """What a text says of one kind of thing."""
        if (text, kind) not in self._said:
            self._said[text, kind] = self.read_mentions(text, kind) if text else []
        return self._said[text, kind]

    def read_mentions(self, text: str, kind: str) -> list[Mention]:
        folded = _fold(text)
        mentions = [
            Mention(name, Span(*match.span()), weight)
            for name, weight, pattern in self.lexicon.patterns[kind]
            for match in pattern.finditer(folded)
        ]
        if kind == "figure":
            mentions += _numbers(text)
        if kind == "time":
            mentions += [Mention(match[0], Span(*match.span())) for match in YEAR_RE.finditer(text)]
        if kind == "tier":
            mentions = [
                Mention(text[m.span.start : m.span.end].casefold(), m.span) if m.name == "placement" else m
                for m in mentions
            ]
        return mentions

    def compare(self, kind: ChangeKind, name: str) -> Iterator[Change]:
        """A change where one side says what the other does not, nor what stands beside it."""
        old, new = self.said(self.old, name), self.said(self.new, name)
        if kind is ChangeKind.TIME:
            old, new = self.without_stamps(old, new)
        old_names = {m.name for m in (*old, *self.said(self.old_elsewhere, name))}
        new_names = {m.name for m in (*new, *self.said(self.new_elsewhere, name))}
        gone = [m for m in old if m.name not in new_names]
        come = [m for m in new if m.name not in old_names]
        if gone or come:
            yield Change(kind, _spans(gone), _spans(come), self.detail(gone, come))

    def without_stamps(self, old: list[Mention], new: list[Mention]) -> tuple[list[Mention], list[Mention]]:
        """A closing year that only one side has came or went with the sentence's place."""
        stamps = [[Span(*match.span()) for match in STAMP_RE.finditer(text)] for text in (self.old, self.new)]
        if all(stamps):
            return old, new
        return tuple(  # type: ignore[return-value]
            [m for m in said if not any(s.start <= m.span.start < s.end for s in found)]
            for said, found in zip((old, new), stamps, strict=True)
        )

    def detail(self, gone: Sequence[Mention], come: Sequence[Mention]) -> str:
        before = ", ".join(dict.fromkeys(m.span.of(self.old) for m in gone))
        after = ", ".join(dict.fromkeys(m.span.of(self.new) for m in come))
        return f"{before} → {after}"

    def degree(self) -> Iterator[Change]:
        """Softened or hardened, by the first sign that is sure."""
        for found in (self.standing(), self.efforts(), self.turned(), self.qualified()):
            if found is not None:
                yield found
                return

    def judged(self, is_softer: bool, old: Sequence[Mention], new: Sequence[Mention]) -> Change:
        kind = ChangeKind.SOFTENED if is_softer else ChangeKind.HARDENED
        return Change(kind, _spans(old), _spans(new), self.detail(old, new))

    def standing(self) -> Change | None:
        """Whether the determination of significant efforts turned."""
        old, new = ([m for m in self.said(t, "tier") if "efforts" in m.name] for t in (self.old, self.new))
        beside_old = {m.name for m in self.said(self.old_elsewhere, "tier")}
        bad = "no significant efforts"
        was_bad, is_bad = (any(m.name == bad for m in side) for side in (old, new))
        if was_bad != is_bad and bad not in beside_old:
            return self.judged(was_bad, old, new)
        if not is_bad and EFFORTS_RE.search(self.old) and not old and new:
            return self.judged(True, old, new)
        return None

    def efforts(self) -> Change | None:
        """Whether efforts of another size are spoken of."""
        old, new = self.said(self.old, "efforts"), self.said(self.new, "efforts")
        if not old or not new:
            return None
        before, after = min(m.weight for m in old), min(m.weight for m in new)
        return self.judged(after > before, old, new) if before != after else None

    def turned(self) -> Change | None:
        """A deed denied on one side and told on the other."""
        if not self.said(self.old, "negation") and not self.said(self.new, "negation"):
            return None
        (no_old, yes_old), (no_new, yes_new) = self.deeds(self.old), self.deeds(self.new)
        done = [name for name in no_old if name in yes_new and name not in no_new]
        undone = [name for name in no_new if name in yes_old and name not in no_old]
        if bool(done) == bool(undone):
            return None
        if done:
            return self.judged(True, [no_old[name] for name in done], [yes_new[name] for name in done])
        return self.judged(False, [yes_old[name] for name in undone], [no_new[name] for name in undone])

    def deeds(self, text: str) -> tuple[dict[str, Mention], dict[str, Mention]]:
        """Words shortly behind a negation, and words that are not."""
        denied = [m.span.end for m in self.said(text, "negation")]
        no: dict[str, Mention] = {}
        yes: dict[str, Mention] = {}
        for word in self.words(text):
            near = any(0 <= word.span.start - end <= DENIED_WITHIN for end in denied)
            if not near and any(0 <= word.span.start - end <= UNSURE_WITHIN for end in denied):
                continue
            if not near and not DEED_RE.search(word.span.of(text).casefold()):
                continue
            (no if near else yes).setdefault(word.name, word)
        return no, yes

    def qualified(self) -> Change | None:
        """Not done at all on one side, not done well on the other."""
        old, new = (self.shortfalls(text) for text in (self.old, self.new))
        denied_old, denied_new = self.said(self.old, "negation"), self.said(self.new, "negation")
        if not denied_old or not denied_new or bool(old) == bool(new):
            return None
        return self.judged(bool(new), old, new)

    def shortfalls(self, text: str) -> list[Mention]:
        denied = [m.span.end for m in self.said(text, "negation")]
        return [
            m
            for m in self.said(text, "qualified")
            if any(0 <= m.span.start - end <= UNSURE_WITHIN for end in denied)
        ]

    def actor(self) -> Iterator[Change]:
        """Who acts: named doers that came or went, at the beginning of the wordings."""
        old, new = self.doer(self.old), self.doer(self.new)
        if old is not None and new is not None and old.name != new.name:
            yield Change(ChangeKind.ACTOR, _spans([old]), _spans([new]), self.detail([old], [new]))
        elif (old is None) != (new is None):
            named, text = (old, self.new) if old is not None else (new, self.old)
            passive = PASSIVE_RE.search(text)
            if named is not None and named.name == "government" and passive is not None:
                shown = [Mention("", Span(*passive.span()))]
                before, after = ([named], shown) if old is not None else (shown, [named])
                yield Change(ChangeKind.ACTOR, _spans(before), _spans(after), self.detail(before, after))

    def doer(self, text: str) -> Mention | None:
        """The first doer named near the beginning."""
        mentions = [*self.said(text, "actor"), *self.said(text, "government")]
        first = min(mentions, key=lambda m: (m.span.start, -m.span.length), default=None)
        return first if first is not None and first.span.start <= DOER_WITHIN else None

    def matter(self, found: Sequence[Change]) -> Iterator[Change]:
        """Scope, where enough words of matter came or went; editorial, where nothing else changed."""
        shown = ([s for c in found for s in c.old], [s for c in found for s in c.new])
        gone = self.fresh(self.old, (self.new, self.new_elsewhere), shown[0])
        come = self.fresh(self.new, (self.old, self.old_elsewhere), shown[1])
        if len(gone) + len(come) >= SCOPE_WORDS:
            yield Change(ChangeKind.SCOPE, _spans(gone), _spans(come), self.detail(gone, come))
        elif not found and len(gone) + len(come) < EDITORIAL_WORDS:
            yield Change(ChangeKind.EDITORIAL, (), ())
        elif len(gone) + len(come) < EDITORIAL_WORDS and not {c.kind for c in found} & _JUDGED:
            old, new = self.restyled()
            if old:
                yield Change(ChangeKind.EDITORIAL, _spans(old), _spans(new), self.detail(old, new))

    def restyled(self) -> tuple[list[Mention], list[Mention]]:
        """Words that another form or another word of the same meaning took the place of."""
        forms: tuple[dict[str, dict[str, Mention]], dict[str, dict[str, Mention]]] = ({}, {})
        for text, by_name in zip((self.old, self.new), forms, strict=True):
            for word in self.words(text):
                by_name.setdefault(word.name, {}).setdefault(word.span.of(text).casefold(), word)
        old, new = forms
        shared = [name for name in old if name in new and not old[name].keys() & new[name].keys()]
        return (
            [m for name in shared for m in old[name].values()],
            [m for name in shared for m in new[name].values()],
        )

    def fresh(self, text: str, others: Iterable[str], shown: Sequence[Span]) -> list[Mention]:
        """Words of matter that no other text has, and that no kind has shown yet."""
        known = {m.name for other in others for m in self.words(other)}
        return [
            m
            for m in self.words(text)
            if m.name not in known and not any(s.start < m.span.end and m.span.start < s.end for s in shown)
        ]

    def words(self, text: str) -> list[Mention]:
        """The words of matter in a text, each under the name of what it stands for."""
        if text not in self._words:
            same = self.lexicon.same
            found = [(match[0], match.span()) for match in WORD_RE.finditer(_fold(text))]
            stems = [
                (_stem(word), span) for word, span in found if word not in STOPWORDS and not word[0].isdigit()
            ]
            self._words[text] = [Mention(same.get(stem, stem), Span(*span)) for stem, span in stems]
        return self._words[text]


_JUDGED = {ChangeKind.SOFTENED, ChangeKind.HARDENED, ChangeKind.FIGURE}
DOER_WITHIN = 40
TIMES = {"once": 1, "twice": 2, "thrice": 3}
# So many letters behind a negation a deed is denied; up to so many it may be.
DENIED_WITHIN, UNSURE_WITHIN = 3, 30

DEED_RE = re.compile(
    r"""
    ed $ | (?: made | gave | took | held | built | began | spent | drew ) $      # a deed that is told
    """,
    re.VERBOSE,
)
# matches the end of: "approved"; does not match the end of: "approve"

PASSIVE_RE = re.compile(
    r"""
    \b (?: was | were | is | are | has \s been | have \s been ) \s (?: not \s | never \s )? (?: [a-z]+ly \s )?
    (?: [a-z-]+ed | made | given | held | built | taken | shown | found | begun )\b
    """,
    re.VERBOSE | re.IGNORECASE,
)
# matches: "were punished"; does not match: "punished"

EFFORTS_RE = re.compile(
    r"""
    making \s efforts \s to \s do \s so      # the determination without "significant"
    """,
    re.VERBOSE,
)
# matches: "it is making efforts to do so"; does not match: "making significant efforts"


def _fold(text: str) -> str:
    """The text in lower case, if every letter keeps its place."""
    folded = text.lower()
    return folded if len(folded) == len(text) else text


@lru_cache(maxsize=20_000)
def _stem(word: str) -> str:
    short = SUFFIX_RE.sub("", word)
    return short if len(short) >= 4 else word


def _numbers(text: str) -> list[Mention]:
    """Numbers in digits or words; no years and no turns of a series."""
    years = {match.start() for match in YEAR_RE.finditer(text)}
    found = []
    for match in WORD_RE.finditer(_fold(text)):
        number = _number(match[0])
        if number is not None and match.start() not in years and not _is_label(text, match):
            found.append(Mention(str(number), Span(*match.span())))
    return found


@lru_cache(maxsize=20_000)
def _number(word: str) -> int | None:
    return TIMES.get(word, read_number(word))


def _is_label(text: str, match: re.Match[str]) -> bool:
    """Whether a number is a name, as in "Tier 2", or a turn, as in "5 th"."""
    return text[: match.start()].rstrip().casefold().endswith("tier") or text[match.end() :].lstrip()[:2] in {
        "st", "nd", "rd", "th",
    }  # fmt: skip


def _spans(mentions: Iterable[Mention]) -> tuple[Span, ...]:
    return tuple(sorted({m.span for m in mentions}))
