"""Which kinds of change a rewording holds, each with the words that show it.

What each side says is read with a lexicon (`wording.py`); a kind is named where one side says what the other
does not. Precision before recall: where nothing is sure, a rewording has no kind.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from reftel.compare.model import Change, ChangeKind
from reftel.compare.redline import find_replacements
from reftel.compare.wording import Mention, Wording, read_wording
from reftel.document import Span

# So many words of matter must have come or gone for the scope to have changed; with fewer a rewording without
# any other kind is editorial.
SCOPE_WORDS = 2
# Parts that share less of their words speak of different things.
RELATED = 0.5

# Begins another statement; the year that closes the one before it stands between them, and belongs to both.
PROFILE = "trafficking profile:"
STAMP = len("(2015) ")
# What is longer is no sentence, and nothing sure can be said of it.
MOST_LETTERS = 10_000

STAMP_RE = re.compile(
    r"""
    \( (?: 19 | 20 ) [0-9]{2} \)      # the year that closes a statement
    """,
    re.VERBOSE,
)
# matches: "(2015)"; does not match: "2015"

EFFORTS_RE = re.compile(
    r"""
    making \s efforts \s to \s do \s so      # the determination without "significant"
    """,
    re.VERBOSE,
)
# matches: "it is making efforts to do so"; does not match: "making significant efforts"

_JUDGED = {ChangeKind.SOFTENED, ChangeKind.HARDENED, ChangeKind.FIGURE}
_ORDER = {kind: place for place, kind in enumerate(ChangeKind)}


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
    old_part, new_part = _shared_parts(old, new)
    found = _read_changes(old_part.of(old), new_part.of(new), old_elsewhere, new_elsewhere)
    if not old_part.start and not new_part.start:
        return found
    return tuple(
        replace(c, old=_shift(c.old, old_part.start), new=_shift(c.new, new_part.start)) for c in found
    )


def _shift(spans: Iterable[Span], by: int) -> tuple[Span, ...]:
    return tuple(span.shift(by) for span in spans)


def _shared_parts(old: str, new: str) -> tuple[Span, Span]:
    """Where the same is spoken of, if a statement on a tier and a profile are one sentence."""
    olds, news = _parts(old), _parts(new)
    if len(olds) + len(news) == 2:
        return olds[0], news[0]
    pairs = [(_share(a.of(old), b.of(new)), a, b) for a in olds for b in news]
    least = min(RELATED, max(share for share, _, _ in pairs))
    return (
        _around(a for share, a, _ in pairs if share >= least),
        _around(b for share, _, b in pairs if share >= least),
    )


def _parts(text: str) -> list[Span]:
    """Both statements of a sentence that holds two."""
    at = read_wording(text).folded.find(PROFILE)
    if at >= STAMP and STAMP_RE.match(text, at - STAMP):
        at -= STAMP
    return [Span(0, at), Span(at, len(text))] if at > 0 else [Span(0, len(text))]


def _around(spans: Iterable[Span]) -> Span:
    starts, ends = zip(*spans, strict=True)
    return Span(min(starts), max(ends))


def _share(old: str, new: str) -> float:
    """How many of the words of matter of the shorter one both have."""
    before, after = read_wording(old).all_matter, read_wording(new).all_matter
    return len(before & after) / max(1, min(len(before), len(after)))


def _read_changes(old: str, new: str, old_elsewhere: str, new_elsewhere: str) -> tuple[Change, ...]:
    reader = _Reader(*map(read_wording, (old, new, old_elsewhere, new_elsewhere)))
    found = [
        *reader.figures(),
        *reader.compare(ChangeKind.TIER, "tier"),
        *reader.compare(ChangeKind.HEDGE, "hedge"),
        *reader.degree(),
        *reader.actor(),
        *reader.compare(ChangeKind.TIME, "time"),
    ]
    found += reader.matter(found)
    return tuple(sorted(found, key=lambda change: _ORDER[change.kind]))


class _Reader:
    """Both wordings of one pair, and what each says."""

    def __init__(self, old: Wording, new: Wording, old_elsewhere: Wording, new_elsewhere: Wording) -> None:
        self.old, self.new = old, new
        self.old_elsewhere, self.new_elsewhere = old_elsewhere, new_elsewhere

    def compare(self, kind: ChangeKind, name: str) -> Iterator[Change]:
        """A change where one side says what the other does not, nor what stands beside it."""
        gone, come = self.differing(name)
        if gone or come:
            yield self.change(kind, gone, come)

    def differing(self, name: str) -> tuple[list[Mention], list[Mention]]:
        """What one side says and the other does not, of one kind of thing."""
        old, new = self.old.mentions[name], self.new.mentions[name]
        if not old and not new:
            return [], []
        if name == "time":
            old, new = self.without_stamps(old, new)
        old_names = {m.name for m in old} | self.old_elsewhere.names[name]
        new_names = {m.name for m in new} | self.new_elsewhere.names[name]
        return (
            [m for m in old if m.name not in new_names and self.is_shared(m, self.new, self.new_elsewhere)],
            [m for m in new if m.name not in old_names and self.is_shared(m, self.old, self.old_elsewhere)],
        )

    def figures(self) -> Iterator[Change]:
        """Figures that changed from one to the other; then those that only one side has."""
        gone, come = self.differing("figure")
        if self.old.mentions["figure"] and self.new.mentions["figure"]:
            swapped = self.swapped_figures()
            gone += [m for m in swapped[0] if m not in gone]
            come += [m for m in swapped[1] if m not in come]
        pairs = self.pair_figures(gone, come) if gone and come else []
        for old, new in pairs:
            yield self.change(ChangeKind.FIGURE, [old], [new])
        gone = [m for m in gone if all(m is not old for old, _ in pairs)]
        come = [m for m in come if all(m is not new for _, new in pairs)]
        if gone:
            yield self.change(ChangeKind.FIGURE, gone, [])
        if come:
            yield self.change(ChangeKind.FIGURE, [], come)

    def swapped_figures(self) -> tuple[list[Mention], list[Mention]]:
        """Figures that the other side has too, but not for what they count here."""
        old, new = (
            [(m, side.counted(m)) for m in side.mentions["figure"] if m.is_counting]
            for side in (self.old, self.new)
        )
        return _without_twin(old, new), _without_twin(new, old)

    def pair_figures(self, gone: Sequence[Mention], come: Sequence[Mention]) -> list[tuple[Mention, Mention]]:
        """Figures that count the same; then those in each other's place, if one says not what it counts."""
        alike = [(old, new) for old in gone for new in come if self.old.counted(old) & self.new.counted(new)]
        for found in find_replacements(self.old.text, self.new.text):
            olds = [m for m in gone if found.old.covers(m.span)]
            news = [m for m in come if found.new.covers(m.span)]
            if len(olds) == len(news) == 1 and not (olds[0].is_counting and news[0].is_counting):
                alike.append((olds[0], news[0]))
        pairs: list[tuple[Mention, Mention]] = []
        for old, new in alike:
            if all(old is not one and new is not other for one, other in pairs):
                pairs.append((old, new))
        return pairs

    def is_shared(self, mention: Mention, other: Wording, elsewhere: Wording) -> bool:
        """Whether what a mention bears on is spoken of on the other side too: else all of it is new."""
        word = mention.bears_on
        return not word or word in other.all_matter or word in elsewhere.all_matter

    def change(self, kind: ChangeKind, old: Sequence[Mention], new: Sequence[Mention]) -> Change:
        detail = f"{self.old.show(old)} → {self.new.show(new)}"
        return Change(kind, _spans(old), _spans(new), detail)

    def without_stamps(self, old: list[Mention], new: list[Mention]) -> tuple[list[Mention], list[Mention]]:
        """A closing year that only one side has came or went with the sentence's place."""
        stamps = [
            [Span(*match.span()) for match in STAMP_RE.finditer(side.text)] for side in (self.old, self.new)
        ]
        if all(stamps):
            return old, new
        return tuple(  # type: ignore[return-value]
            [m for m in said if not any(s.start <= m.span.start < s.end for s in found)]
            for said, found in zip((old, new), stamps, strict=True)
        )

    def degree(self) -> Iterator[Change]:
        """Softened or hardened, by the first sign that is sure."""
        for sign in (self.standing, self.efforts, self.turned, self.qualified):
            found = sign()
            if found is not None:
                yield found
                return

    def judged(self, is_softer: bool, old: Sequence[Mention], new: Sequence[Mention]) -> Change:
        return self.change(ChangeKind.SOFTENED if is_softer else ChangeKind.HARDENED, old, new)

    def standing(self) -> Change | None:
        """Whether the determination of significant efforts turned."""
        old, new = (
            [m for m in side.mentions["tier"] if "efforts" in m.name] for side in (self.old, self.new)
        )
        bad = "no significant efforts"
        was_bad, is_bad = (any(m.name == bad for m in side) for side in (old, new))
        is_told = self.old.mentions["tier"] and self.new.mentions["tier"]
        if was_bad != is_bad and is_told and bad not in self.old_elsewhere.names["tier"]:
            return self.judged(was_bad, old, new)
        if not is_bad and not old and new and EFFORTS_RE.search(self.old.text):
            return self.judged(True, old, new)
        return None

    def efforts(self) -> Change | None:
        """Whether efforts of another size are spoken of."""
        old, new = self.old.mentions["efforts"], self.new.mentions["efforts"]
        if not old or not new:
            return None
        before, after = min(m.weight for m in old), min(m.weight for m in new)
        return self.judged(after > before, old, new) if before != after else None

    def turned(self) -> Change | None:
        """A deed denied on one side and told on the other."""
        if not self.old.mentions["negation"] and not self.new.mentions["negation"]:
            return None
        (no_old, yes_old), (no_new, yes_new) = self.old.deeds, self.new.deeds
        done = [name for name in no_old if name in yes_new and name not in no_new]
        undone = [name for name in no_new if name in yes_old and name not in no_old]
        if bool(done) == bool(undone):
            return None
        if done:
            return self.judged(True, [no_old[name] for name in done], [yes_new[name] for name in done])
        return self.judged(False, [yes_old[name] for name in undone], [no_new[name] for name in undone])

    def qualified(self) -> Change | None:
        """Not done at all on one side, not done well on the other."""
        denied_old, denied_new = self.old.mentions["negation"], self.new.mentions["negation"]
        if not denied_old or not denied_new:
            return None
        old = [m for m in self.old.shortfalls if m.bears_on in self.new.all_matter]
        new = [m for m in self.new.shortfalls if m.bears_on in self.old.all_matter]
        if bool(old) == bool(new):
            return None
        return self.judged(bool(new), old, new)

    def actor(self) -> Iterator[Change]:
        """Who acts: named doers that came or went, at the beginning of the wordings."""
        old, new = self.old.doer, self.new.doer
        if old is not None and new is not None and old.name != new.name:
            yield self.change(ChangeKind.ACTOR, [old], [new])
        elif (old is None) != (new is None):
            named, other = (old, self.new) if old is not None else (new, self.old)
            passive = None if other.names["government"] else next(iter(other.passives), None)
            if named is not None and named.name == "government" and passive is not None:
                shown = [Mention("", passive)]
                before, after = ([named], shown) if old is not None else (shown, [named])
                yield self.change(ChangeKind.ACTOR, before, after)

    def matter(self, found: Sequence[Change]) -> Iterator[Change]:
        """Scope, where enough words of matter came or went; editorial, where nothing else changed."""
        shown = ([s for c in found for s in c.old], [s for c in found for s in c.new])
        gone = self.fresh(self.old, (self.new, self.new_elsewhere), shown[0])
        come = self.fresh(self.new, (self.old, self.old_elsewhere), shown[1])
        is_much = len(gone) + len(come) >= SCOPE_WORDS
        # A part of what was split or merged need not hold all that the whole says.
        gone, come = [] if self.new_elsewhere.text else gone, [] if self.old_elsewhere.text else come
        if len(gone) + len(come) >= SCOPE_WORDS:
            yield self.change(ChangeKind.SCOPE, gone, come)
        elif is_much:
            return
        elif not found:
            yield Change(ChangeKind.EDITORIAL, (), ())
        elif not {c.kind for c in found} & _JUDGED:
            old, new = self.restyled()
            if old:
                yield self.change(ChangeKind.EDITORIAL, old, new)

    def restyled(self) -> tuple[list[Mention], list[Mention]]:
        """Words that another form or another word of the same meaning took the place of."""
        old, new = self.old.forms, self.new.forms
        shared = [name for name in old if name in new and not old[name].keys() & new[name].keys()]
        return (
            [m for name in shared for m in old[name].values()],
            [m for name in shared for m in new[name].values()],
        )

    def fresh(self, side: Wording, others: Sequence[Wording], shown: Sequence[Span]) -> list[Mention]:
        """Words of matter that no other text has, and that no kind has shown yet."""
        names = side.all_matter.difference(*(other.all_matter for other in others))
        words = side.words(names) if names else ()
        return [m for m in words if not any(s.start < m.span.end and m.span.start < s.end for s in shown)]


def _without_twin(
    said: Sequence[tuple[Mention, frozenset[str]]], others: Sequence[tuple[Mention, frozenset[str]]]
) -> list[Mention]:
    """Figures that others of what they count stand against, but none of the same size."""
    sizes: dict[frozenset[str], set[str]] = {}
    for mention, counted in others:
        sizes.setdefault(counted, set()).add(mention.name)
    return [m for m, counted in said if counted in sizes and m.name not in sizes[counted]]


def _spans(mentions: Iterable[Mention]) -> tuple[Span, ...]:
    return tuple(sorted({m.span for m in mentions}))
