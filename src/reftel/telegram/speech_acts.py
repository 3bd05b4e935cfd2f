"""The speech acts of one sentence: what was said, asked, promised or delivered, and by which side."""

from __future__ import annotations

from dataclasses import dataclass

from reftel.document import Span
from reftel.language.words import word_set
from reftel.telegram.patterns import JOINT_RE, WISH_RE
from reftel.telegram.predicates import Predicate
from reftel.telegram.promises import Promise
from reftel.telegram.readings import Reading
from reftel.telegram.roles import Side
from reftel.telegram.subjects import Clauses, Way
from reftel.telegram.tokens import Kind, Token, span_of

POSITION, QUESTION, UNDERTAKING, POINT, THIRD = "position", "question", "undertaking", "point", "third-party"
TOLD = {Side.GOVERNMENT: POSITION, Side.US: POINT, Side.THIRD: THIRD}
ASKED = {Side.GOVERNMENT: QUESTION, Side.US: POINT, Side.THIRD: THIRD}
PROMISED = {Side.GOVERNMENT: UNDERTAKING, Side.US: UNDERTAKING, Side.THIRD: THIRD}

_DATA = word_set(
    """
    statistics figures data list lists numbers copy copies documents document letter file files evidence
    breakdown reasons details table
    """
)
_GOVERNMENT_DELIVERS = word_set("raise discuss flag correct return broach turn dispel")
_RESOLVE = word_set(
    """
    commitment commitments resolve determination readiness willingness pledge promise intention intent
    """
)
_THANKS = word_set(
    """
    appreciation thanks gratitude satisfaction concern doubt doubts surprise skepticism
    """
)
_AFFIRMING = word_set(
    """
    reiterate restate reaffirm stress repeat emphasize emphasise express pledge underscore underline
    voice confirm renew affirm convey declare signal indicate state note assure
    """
)
_NARRATING = word_set("begin continue resume conclude finish open close end go call")
_ERRANDS = word_set(
    """
    deliver discuss present convey review hear learn hand inform explain ask raise talk follow introduce
    pay brief
    """
)
_ASKS_PERSON = word_set("ask urge request encourage call demand press implore exhort beg")
_CONSENTING = word_set("accept agree assent oblige consent")
_BEHIND_CALL = word_set("a for to on at in back")
# As attributions these promise only if what is said does: "it would be ready, he assured us".
_PROMISING_BY_CONTENT = word_set("assure offer swear volunteer guarantee")
_SERVICES = word_set("help assistance cooperation training support services use seat office staff materials")
_SUPPORT = word_set("cooperation support assistance full continued help")
# "offered no details", "offered an explanation"; not "offered to send"
_EMPTY_OFFERS = word_set(
    """
    no nothing his her thanks apologies condolences little an several the congratulations neither some
    only
    """
)


@dataclass(frozen=True, slots=True)
class Act:
    """One speech act in a sentence: what it is, whose it is, and the words that show it."""

    kind: str
    side: Side
    evidence: Span


_REACH = 120


class ActReader:
    """Turns the readings of one sentence into acts."""

    def __init__(self, tokens: list[Token], clauses: Clauses, masked: str) -> None:
        self.tokens = tokens
        self.clauses = clauses
        self.masked = masked
        self.promise = Promise(clauses)

    def joint_acts(self) -> list[Act]:
        """ "It was settled that both would ...": an undertaking on each side."""
        if match := JOINT_RE.search(self.masked):
            where = Span(*match.span())
            return [Act(UNDERTAKING, Side.GOVERNMENT, where), Act(UNDERTAKING, Side.US, where)]
        return []

    def acts_of(self, reading: Reading, end: int, *, accepts_offer: bool = False) -> list[Act]:  # noqa: PLR0911 - one return for each rule
        """The acts that one predicate reports.

        Args:
            reading: The predicate and its subject, whose side is known.
            end: Where the next predicate of the sentence begins.
            accepts_offer: Whether the other side had just asked or invited.
        """
        predicate, side = reading.predicate, reading.subject.side
        act = predicate.verb.act
        if side is None or act == "scene" or not self._narrates(reading):
            return []
        where = span_of(self.tokens, predicate.at, predicate.end)
        if side is Side.THIRD:
            return [Act(THIRD, side, where)]
        if act in {"deliver", "print"}:
            return self._delivered(predicate, side, where) if act == "deliver" else []
        if act in {"commit", "ask"}:
            if self._comes_to_nothing(predicate):
                return [Act(TOLD[side], side, where)]
            return (
                self._asked(predicate, side, where) if act == "ask" else self._committed(reading, where, end)
            )
        if (resolve := self._resolved(predicate)) is not None:
            return [Act(UNDERTAKING, side, resolve)]
        consents = predicate.verb.lemma in _CONSENTING and not predicate.verb.rest
        if consents and side is Side.US and accepts_offer:
            return [Act(UNDERTAKING, side, where)]
        return self._told(reading, where, end)

    def _comes_to_nothing(self, predicate: Predicate) -> bool:
        """ "did not promise", "made no promise", "showed little interest in"."""
        words = {token.low for token in self.tokens[predicate.at : predicate.end]}
        none = bool(words & {"no", "little", "scant"}) or self.clauses.low(predicate.end) == "no"
        return predicate.is_negated or none

    def _narrates(self, reading: Reading) -> bool:
        """Whether "began" and the like report: "he began", "began by saying", not "began work"."""
        verb, end = reading.predicate.verb, reading.predicate.end
        following = self.clauses.low(end)
        if verb.rest in {("on",), ("care", "to")} and following == "to":
            return False
        if verb.lemma not in _NARRATING or verb.rest or reading.way is Way.ATTRIBUTION:
            return True
        near = {self.clauses.low(at) for at in range(end, end + 6)}
        names = verb.lemma == "call" and following not in _BEHIND_CALL
        return bool(near & {"that", "by", ":"}) or names or self.clauses.kind(end) is Kind.QUOTE

    def _delivered(self, predicate: Predicate, side: Side, where: Span) -> list[Act]:
        if side is Side.US:
            return [Act(POINT, side, where)]
        behind = {token.low for token in self.tokens[predicate.end : predicate.end + 7]}
        tells = predicate.verb.lemma in _GOVERNMENT_DELIVERS and not predicate.verb.rest
        return [Act(POSITION, Side.GOVERNMENT, where)] if tells or behind & _DATA else []

    def _committed(self, reading: Reading, where: Span, end: int) -> list[Act]:
        side = reading.subject.side or Side.GOVERNMENT
        kind = UNDERTAKING if self._promises(reading, side, end) else TOLD[side]
        return [Act(kind, side, where)]

    def _promises(self, reading: Reading, side: Side, end: int) -> bool:
        """Whether a verb such as "offered" or "assured" promises here: not "offered an explanation"."""
        predicate = reading.predicate
        lemma, first = predicate.verb.lemma, predicate.end
        behind = {token.low for token in self.tokens[first : first + 8]}
        if reading.way is Way.ATTRIBUTION:
            told = lemma in _PROMISING_BY_CONTENT
            return not told or self.promise.find(side, *self._window(predicate), reported=True) is not None
        if predicate.verb.rest:
            return True
        if lemma == "offer":
            return self.clauses.low(first) not in _EMPTY_OFFERS or bool(behind & _SERVICES)
        if lemma in {"assure", "guarantee", "swear"}:
            helps = "of" in behind and bool(behind & _SUPPORT)
            return helps or self.promise.find(side, first, end, reported=True) is not None
        return lemma != "agree" or self.clauses.low(first) not in {"disagree", "differ"}

    def _asked(self, predicate: Predicate, side: Side, where: Span) -> list[Act]:
        lemma = predicate.verb.lemma
        kind = ASKED[side]
        if lemma == "seek" and self.clauses.low(predicate.end) == "to":
            kind = TOLD[side]
        elif lemma == "call" and predicate.verb.rest in {("on",), ("upon",)}:
            if not self._calls_to_act(predicate):
                return []
        elif side is Side.GOVERNMENT and self._addresses_own(predicate):
            kind = UNDERTAKING if lemma == "invite" else POSITION if lemma in _ASKS_PERSON else kind
        return [Act(kind, side, where)]

    def _calls_to_act(self, predicate: Predicate) -> bool:
        """ "called on the police to act", not "called on the minister to deliver the message"."""
        for at in range(predicate.end, min(predicate.end + 14, len(self.tokens) - 1)):
            if self.clauses.low(at) == "to":
                return self.clauses.low(at + 1) not in _ERRANDS
            if self.clauses.low(at) in {",", ";", "."}:
                return False
        return False

    def _addresses_own(self, predicate: Predicate) -> bool:
        """ "The President has asked the Attorney General to report": no request to the United States."""
        asked = self.clauses.by_first.get(predicate.end)
        return asked is not None and not asked.pronoun and asked.side not in {None, Side.US}

    def _resolved(self, predicate: Predicate) -> Span | None:
        """ "expressed his government's readiness to", "reiterated its commitment to"."""
        first = predicate.end
        if predicate.verb.lemma in _NARRATING | {"end", "start"}:
            near = range(first, min(first + 8, len(self.tokens) - 1))
            by = next((at for at in near if "by" in (self.clauses.low(at), self.clauses.low(at - 1))), None)
            if by is None:
                return None
            first = by
        elif predicate.verb.lemma not in _AFFIRMING:
            return None
        for at in range(first, min(first + 12, len(self.tokens) - 1)):
            low = self.clauses.low(at)
            if low in _THANKS or low in {"that", ",", ";", "if"}:
                return None
            if low in _RESOLVE and self.clauses.low(at + 1) in {"to", "that", "of"}:
                return span_of(self.tokens, predicate.at, at + 2)
        return None

    def _told(self, reading: Reading, where: Span, end: int) -> list[Act]:
        predicate, side = reading.predicate, reading.subject.side or Side.GOVERNMENT
        attributed = reading.way is Way.ATTRIBUTION
        first, last = self._window(predicate) if attributed else (predicate.end, end)
        if side is Side.GOVERNMENT:
            if attributed and self.masked.rstrip('"”· ').endswith("?"):
                return [Act(QUESTION, side, where)]
            if (wish := self._wish(first if attributed else predicate.at, last)) is not None:
                return [Act(QUESTION, side, wish)]
        judges = predicate.verb.act == "stance" and predicate.verb.lemma not in {"hold", "mean", "know"}
        if not judges and self.promise.find(side, first, last, reported=True) is not None:
            return [Act(UNDERTAKING, side, where)]
        return [Act(TOLD[side], side, where)]

    def _window(self, predicate: Predicate) -> tuple[int, int]:
        """What an attribution belongs to: all of a sentence, unless it is one without end."""
        return max(0, predicate.at - _REACH), min(len(self.tokens), predicate.end + _REACH)

    def _wish(self, first: int, end: int) -> Span | None:
        start = self.tokens[first].start
        stop = self.tokens[end - 1].end if end > first else start
        match = WISH_RE.search(self.masked, start, stop)
        return Span(*match.span()) if match else None
