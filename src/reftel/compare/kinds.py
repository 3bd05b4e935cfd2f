"""Which kinds of change a rewording holds, each with the words that show it.

What each side says is read with a lexicon (`wording.py`); a kind is named where one side says what the other
does not. Precision before recall: where nothing is sure, a rewording has no kind.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from reftel.compare.model import Change, ChangeKind
from reftel.compare.wording import Mention, Wording, read_wording
from reftel.document import Span

# So many words of matter must have come or gone before the scope is said to have changed.
SCOPE_WORDS = 3
# With fewer words changed than this, a rewording without any other kind is editorial.
EDITORIAL_WORDS = 3

# What is longer is no sentence, and nothing sure can be said of it.
MOST_LETTERS = 10_000

STAMP_RE = re.compile(
    r"""
    \( (?: 19 | 20 ) [0-9]{2} \)      # the year that closes a statement
    """,
    re.VERBOSE,
)
# matches: "(2015)"; does not match: "2015"

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
    reader = _Reader(*map(read_wording, (old, new, old_elsewhere, new_elsewhere)))
    found = [
        *reader.compare(ChangeKind.FIGURE, "figure"),
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
        old, new = self.old.mentions[name], self.new.mentions[name]
        if not old and not new:
            return
        if kind is ChangeKind.TIME:
            old, new = self.without_stamps(old, new)
        old_names = {m.name for m in old} | self.old_elsewhere.names[name]
        new_names = {m.name for m in new} | self.new_elsewhere.names[name]
        gone = [m for m in old if m.name not in new_names]
        come = [m for m in new if m.name not in old_names]
        if gone or come:
            yield self.change(kind, gone, come)

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
        if was_bad != is_bad and bad not in self.old_elsewhere.names["tier"]:
            return self.judged(was_bad, old, new)
        if not is_bad and EFFORTS_RE.search(self.old.text) and not old and new:
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
        old, new = self.old.shortfalls, self.new.shortfalls
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
            passive = PASSIVE_RE.search(other.text)
            if named is not None and named.name == "government" and passive is not None:
                shown = [Mention("", Span(*passive.span()))]
                before, after = ([named], shown) if old is not None else (shown, [named])
                yield self.change(ChangeKind.ACTOR, before, after)

    def matter(self, found: Sequence[Change]) -> Iterator[Change]:
        """Scope, where enough words of matter came or went; editorial, where nothing else changed."""
        shown = ([s for c in found for s in c.old], [s for c in found for s in c.new])
        gone = self.fresh(self.old, (self.new, self.new_elsewhere), shown[0])
        come = self.fresh(self.new, (self.old, self.old_elsewhere), shown[1])
        if len(gone) + len(come) >= SCOPE_WORDS:
            yield self.change(ChangeKind.SCOPE, gone, come)
        elif not found and len(gone) + len(come) < EDITORIAL_WORDS:
            yield Change(ChangeKind.EDITORIAL, (), ())
        elif len(gone) + len(come) < EDITORIAL_WORDS and not {c.kind for c in found} & _JUDGED:
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


def _spans(mentions: Iterable[Mention]) -> tuple[Span, ...]:
    return tuple(sorted({m.span for m in mentions}))
