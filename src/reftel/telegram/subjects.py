"""Whose verb it is: the grammatical subject of a predicate among those whom a sentence names."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto

from reftel.language.words import word_set
from reftel.telegram.cast import Mention
from reftel.telegram.phrases import PREPOSITIONS, TIMES
from reftel.telegram.predicates import ADVERBS, Predicate
from reftel.telegram.tokens import Kind, Token

SUBORDINATORS = word_set(
    """
    that whether if because although though while when where who whom whose which why how what unless
    whereas once
    """
)
# They open a clause or govern a noun: "after Poloff asked", "after the meeting".
_EITHER_WAY = word_set("after before since until as")
COORDINATORS = word_set("and but or then yet nor")
# "thanked Poloff" is never "said Poloff" turned round.
PERSON_OBJECTS = word_set(
    """
    tell thank assure ask inform urge press remind accuse blame advise brief encourage warn criticize
    invite notify praise counsel congratulate lobby quiz see meet visit receive give hand call join
    accept reject name show host offer
    """
)
_LIGHT = word_set(
    """
    involved present responsible named assigned concerned himself herself themselves later the inside alone
    """
)
_NO_NOUNS = SUBORDINATORS | COORDINATORS | ADVERBS | {"did", "does", "do", "had", "has", "so"}
_CLAUSE_ENDS = COORDINATORS | {",", ";", ":", "—", "?", "--"}
# "one of the inspectors" speaks, "the head of the inspectors" is somebody else.
_QUANTITIES = word_set(
    """
    one two three four some several many most all both none neither each any another few
    """
)
_REACH = 40


class Way(Enum):
    """How a predicate came by its subject."""

    OWN = auto()
    SHARED = auto()
    ATTRIBUTION = auto()
    EMBEDDED = auto()


@dataclass(frozen=True, slots=True)
class Found:
    """The subject of a predicate; None if the sentence does not say, or another clause holds both."""

    mention: Mention | None
    way: Way


class Clauses:
    """The tokens of a sentence with those whom it names, to look subjects up in."""

    def __init__(self, tokens: list[Token], mentions: list[Mention]) -> None:
        self.tokens = tokens
        self.mentions = mentions
        self.by_end = {mention.end: mention for mention in mentions}
        self.by_first = {mention.first: mention for mention in mentions}
        free = (mention for mention in mentions if mention.pronoun != "it" and not self.is_governed(mention))
        self._opening = next(free, None)

    def low(self, at: int) -> str:
        """The word at a place, in small letters; empty outside the sentence and for quotations."""
        return self.tokens[at].low if 0 <= at < len(self.tokens) else ""

    def kind(self, at: int) -> Kind | None:
        """What stands at a place."""
        return self.tokens[at].kind if 0 <= at < len(self.tokens) else None

    def is_governed(self, mention: Mention) -> bool:
        """Whether a preposition or a conjunction stands right before someone."""
        before = self.low(mention.first - 1)
        if before == "of" and self.low(mention.first - 2) in _QUANTITIES:
            before = self.low(mention.first - 3)
        return before in PREPOSITIONS or before in SUBORDINATORS

    def main_subject(self, limit: int) -> Mention | None:
        """The first one whom nothing governs, if it stands before a place."""
        return self._opening if self._opening is not None and self._opening.first < limit else None

    def subject_of(self, predicate: Predicate) -> Found:
        """Who does what a predicate reports: the nearest to its left whom grammar allows."""
        if (behind := self._inverted(predicate)) is not None:
            return Found(behind, Way.ATTRIBUTION)
        at = predicate.first
        for _ in range(_REACH):
            at = self._over_asides(at)
            mention = self.by_end.get(at)
            if mention is None:
                if self._ends_clause(at - 1):
                    return self._beyond(at - 1, predicate)
                at -= 1
            elif (way := self._way_of(mention, predicate)) is not None:
                return Found(mention if way is not Way.EMBEDDED else None, way)
            else:
                at = mention.first
        return Found(None, Way.EMBEDDED)

    def _way_of(self, mention: Mention, predicate: Predicate) -> Way | None:
        """How someone left of a predicate is its subject; None if he is not."""
        if self._as_put_by(mention, predicate):
            return Way.ATTRIBUTION
        if self._is_subject(mention, predicate):
            return self._way(mention, predicate)
        conjoined = self.low(mention.first - 1) in SUBORDINATORS | _EITHER_WAY
        return Way.EMBEDDED if conjoined else None

    def _ends_clause(self, at: int) -> bool:
        low = self.low(at)
        return at < 0 or low in _CLAUSE_ENDS or low in SUBORDINATORS or self.kind(at) is Kind.QUOTE

    def _beyond(self, at: int, predicate: Predicate) -> Found:
        """Where a clause begins without a subject; behind a comma or "and" it is that of the one before."""
        low = self.low(at)
        adjacent = at + 1 == predicate.first or self._is_light(at + 1, predicate.first)
        if adjacent and low == ",":
            return self._over_comma(at, predicate)
        if adjacent and low in COORDINATORS:
            return Found(None, Way.SHARED)
        return Found(None, Way.EMBEDDED)

    def _as_put_by(self, mention: Mention, predicate: Predicate) -> bool:
        """ "As the minister put it, the law is a dead letter."."""
        if self.low(mention.first - 1) != "as" or mention.end != predicate.first:
            return False
        return mention.first == 1 or self.low(mention.first - 2) == ","

    def _over_asides(self, at: int) -> int:
        for _ in range(_REACH):
            if at <= 0 or self.kind(at - 1) is not Kind.ASIDE or at in self.by_end:
                break
            at -= 1
        return at

    def _inverted(self, predicate: Predicate) -> Mention | None:
        """ "... ," said the minister."""
        before = predicate.first - 1
        if self.kind(before) is not Kind.QUOTE and self.low(before) not in {",", "?"}:
            return None
        mention = self.by_first.get(predicate.end)
        if mention is None and self.low(predicate.end) == "one" and self.low(predicate.end + 1) == "of":
            mention = self.by_first.get(predicate.end + 2)
        if (
            mention is None
            or mention.pronoun
            or predicate.verb.lemma in PERSON_OBJECTS
            or predicate.auxiliaries
        ):
            return None
        following = self.low(mention.end)
        if following in {"that", "to", "whether", "if", "for", "as"}:
            return None
        if self.low(before) == "," and self.kind(before - 1) is not Kind.QUOTE:
            ends = following in {"", ".", ",", ";", "?"} or following in PREPOSITIONS
            return mention if ends and before > 3 else None
        return mention

    def _is_subject(self, mention: Mention, predicate: Predicate) -> bool:
        before = self.low(mention.first - 1)
        concedes = before in {"although", "though", "while", "whereas"} and self.low(mention.first - 2) == ","
        if before == "of" and self.low(mention.first - 2) in _QUANTITIES:
            before = self.low(mention.first - 3)
        if before in PREPOSITIONS or (before in SUBORDINATORS and not concedes):
            return False
        if mention.end != predicate.first and not self._is_light(mention.end, predicate.first):
            return False
        return not self._is_reduced_relative(mention)

    def _is_light(self, first: int, end: int) -> bool:
        """Whether only an adverb or a prepositional phrase stands between subject and verb."""
        if self.kind(first) is not Kind.WORD or end <= first:
            return True
        low = self.low(first)
        if low in PREPOSITIONS:
            return True
        if any(at in self.by_end for at in range(first + 1, min(end + 1, first + _REACH))):
            return False
        gerund = low.endswith("ing") and first < 9
        return gerund or low in ADVERBS or low in TIMES or low in _LIGHT or low.endswith("ly")

    def _is_reduced_relative(self, mention: Mention) -> bool:
        """ "the two cases his own office took up": a noun right before, and no adjunct opens the clause."""
        before = mention.first - 1
        if before < 0 or self.kind(before) is not Kind.WORD or self.tokens[before].is_capitalized:
            return False
        low = self.low(before)
        if low in _NO_NOUNS or low in TIMES or low.endswith("ly") or low[0].isdigit():
            return False
        first = before
        while before - first < _REACH and self.kind(first - 1) is Kind.WORD:
            if self.low(first - 1) in SUBORDINATORS:
                break
            first -= 1
        opening = self.low(first)
        adjunct = opening in PREPOSITIONS - {"of"} or opening in TIMES
        return not (adjunct or opening.endswith(("ing", "ly", "ed")))

    def _way(self, mention: Mention, predicate: Predicate) -> Way:
        """An attribution stands between commas or ends its sentence."""
        before = mention.first - 1
        opened = (
            before < 0 or self.low(before) in {",", "?", "!", "—", "--"} or self.kind(before) is Kind.QUOTE
        )
        closed = self.low(predicate.end) in {",", ".", ";", "", "?", "—", "--"}
        if before >= 0 and opened and closed:
            return Way.ATTRIBUTION
        return Way.OWN

    def _over_comma(self, comma: int, predicate: Predicate) -> Found:
        """Left of a comma: "X, head of Y, thanked"; "X read it, laid it down and declared"."""
        for at in range(comma - 1, max(-1, comma - _REACH), -1):
            if self.low(at) in {";", ":"}:
                break
            if self.low(at) != ",":
                continue
            mention = self.by_end.get(self._over_asides(at))
            if mention is not None and not self.is_governed(mention):
                return Found(mention, Way.OWN)
        before = self.by_end.get(self._over_asides(comma))
        if before is not None and not self.is_governed(before) and self._opens(before):
            return Found(before, Way.OWN)
        return Found(None, Way.SHARED)

    def _opens(self, mention: Mention) -> bool:
        return mention.first == 0 or self.low(mention.first - 1) in {",", ";", ":", "and", "but"}
