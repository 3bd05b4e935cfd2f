"""The speech acts of one sentence: what was said, asked, promised or delivered, and by which side."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from reftel.document import Span
from reftel.telegram.cast import Mention
from reftel.telegram.phrases import PREPOSITIONS
from reftel.telegram.predicates import FEELING, HAVE, Predicate
from reftel.telegram.promises import WISH_RE, Promise
from reftel.telegram.roles import Side
from reftel.telegram.subjects import Clauses, Found, Way
from reftel.telegram.tokens import Kind, Token, span_of
from reftel.vocab.speech import THIRD_PERSON

POSITION, QUESTION, UNDERTAKING, POINT, THIRD = "position", "question", "undertaking", "point", "third-party"
TOLD = {Side.GOVERNMENT: POSITION, Side.US: POINT, Side.THIRD: THIRD}
ASKED = {Side.GOVERNMENT: QUESTION, Side.US: POINT, Side.THIRD: THIRD}
PROMISED = {Side.GOVERNMENT: UNDERTAKING, Side.US: UNDERTAKING, Side.THIRD: THIRD}

_DATA = frozenset("statistics figures data list lists numbers copy copies documents document letter file files evidence breakdown reasons details table".split())
_GOVERNMENT_DELIVERS = frozenset("raise discuss flag correct return broach turn dispel".split())
_RESOLVE = frozenset("commitment commitments resolve determination readiness willingness pledge promise intention intent".split())
_THANKS = frozenset("appreciation thanks gratitude satisfaction concern doubt doubts surprise skepticism".split())
_AFFIRMING = frozenset(
    "reiterate restate reaffirm stress repeat emphasize emphasise express pledge underscore underline voice confirm renew affirm convey "
    "declare signal indicate state note assure".split()
)
_PURPOSES = frozenset("protest complain object request apologize apologise thank demand appeal express plead".split())
_NARRATING = frozenset("begin continue resume conclude finish open close end go call".split())
_ERRANDS = frozenset("deliver discuss present convey review hear learn hand inform explain ask raise talk follow introduce pay brief".split())
_ASKS_PERSON = frozenset("ask urge request encourage call demand press implore exhort beg".split())
# Passives by which the subject is addressed and does not speak.
_ADDRESSED = frozenset("tell inform assure advise promise remind brief ask urge encourage request give warn invite show offer notify press thank caution refer".split())
_JOINT_RE = re.compile(
    r"""
    \b (?: it \s was \s (?: \w+ly \s )? (?: settled | agreed | decided ) | (?: both \s | the \s two \s ) (?: sides | parties | delegations )
    \s (?: then \s | also \s )? (?: agreed | will | would | undertook | promised ) | the \s two \s (?: then \s )? agreed | \b we \s and \s [^,.;]{3,40} \s agreed )
    """,
    re.VERBOSE | re.IGNORECASE,
)
# must match "offered no details"; must not match "offered to send"
_EMPTY_OFFERS = frozenset("no nothing his her thanks apologies condolences little an several the congratulations neither some only".split())
_QUOTE_AS_RE = re.compile(r"\b(?:quoted|cited|paraphrased)\b")
_RAISING = frozenset(
    "went goes quick pains hastened chose took care proceeded continued wished wanted eager keen careful able happy glad anxious "
    "concluded moved rushed paused took used ready content prepared forced obliged had came began started managed".split()
)


@dataclass(frozen=True, slots=True)
class Act:
    """One speech act in a sentence: what it is, whose it is, and the words that show it."""

    kind: str
    side: Side
    evidence: Span


@dataclass(frozen=True, slots=True)
class Reading:
    """A predicate that counts, with the one who speaks by it; ``named`` is the subject of a passive, who does not."""

    predicate: Predicate
    subject: Mention
    way: Way
    named: Mention | None = None


class ActReader:
    """Turns the readings of one sentence into acts."""

    def __init__(self, tokens: list[Token], clauses: Clauses, masked: str) -> None:
        self.tokens = tokens
        self.clauses = clauses
        self.masked = masked
        self.promise = Promise(clauses)

    def joint_acts(self) -> list[Act]:
        """"It was settled that both would ...": an undertaking on each side."""
        if match := _JOINT_RE.search(self.masked):
            where = Span(*match.span())
            return [Act(UNDERTAKING, Side.GOVERNMENT, where), Act(UNDERTAKING, Side.US, where)]
        return []

    def acts_of(self, reading: Reading, end: int, *, accepts_offer: bool = False) -> list[Act]:
        """The acts that one predicate reports.

        Args:
            reading: The predicate and its subject, whose side is known.
            end: Where the next predicate of the sentence begins.
            accepts_offer: Whether the other side had just asked or invited.
        """
        predicate, side = reading.predicate, reading.subject.side
        if side is None:
            return []
        where = span_of(self.tokens, predicate.at, predicate.end)
        act, lemma = predicate.verb.act, predicate.verb.lemma
        if act == "scene" or (act == "print" and side is not Side.THIRD) or not self._narrates(reading):
            return []
        if side is Side.THIRD:
            return [Act(THIRD, side, where)]
        if act == "deliver":
            return self._delivered(reading, where)
        none = {"no", "little", "scant"} & {token.low for token in self.tokens[predicate.at : predicate.end]} or self.clauses.low(predicate.end) == "no"
        if (predicate.is_negated or none) and act in {"commit", "ask"}:
            return [Act(TOLD[side], side, where)]
        if act == "commit":
            return self._committed(reading, where, end)
        if act == "ask":
            return self._asked(reading, where)
        if (resolve := self._resolved(predicate)) is not None:
            return [Act(UNDERTAKING, side, resolve)]
        if lemma in {"accept", "agree", "assent", "oblige", "consent"} and side is Side.US and accepts_offer and not predicate.verb.rest:
            return [Act(UNDERTAKING, side, where)]
        return self._told(reading, where, end)

    def _narrates(self, reading: Reading) -> bool:
        """Whether "began", "continued" and the like report: "he began", "continued by saying", not "began work"."""
        predicate = reading.predicate
        if predicate.verb.rest in {("on",), ("care", "to")} and self.clauses.low(predicate.end) == "to":
            return False
        if predicate.verb.lemma not in _NARRATING or predicate.verb.rest:
            return True
        if reading.way is Way.ATTRIBUTION or self.clauses.kind(predicate.end) is Kind.QUOTE:
            return True
        near = {self.clauses.low(at) for at in range(predicate.end, predicate.end + 6)}
        return bool(near & {"that", "by", ":"}) or (predicate.verb.lemma == "call" and self.clauses.low(predicate.end) not in {"a", "for", "to", "on", "at", "in", "back"})

    def _delivered(self, reading: Reading, where: Span) -> list[Act]:
        predicate, side = reading.predicate, reading.subject.side
        if side is Side.US:
            return [Act(POINT, side, where)]
        if predicate.verb.lemma in _GOVERNMENT_DELIVERS and not predicate.verb.rest:
            return [Act(POSITION, Side.GOVERNMENT, where)]
        behind = {token.low for token in self.tokens[predicate.end : predicate.end + 7]}
        return [Act(POSITION, Side.GOVERNMENT, where)] if behind & _DATA else []

    def _committed(self, reading: Reading, where: Span, end: int) -> list[Act]:
        predicate, side = reading.predicate, reading.subject.side or Side.GOVERNMENT
        following = self.clauses.low(predicate.end)
        told = [Act(TOLD[side], side, where)]
        if not predicate.verb.rest:
            if predicate.verb.lemma == "offer" and following in _EMPTY_OFFERS and not self._offers_thing(predicate):
                return told
            if predicate.verb.lemma in {"assure", "guarantee", "swear"} and reading.way is not Way.ATTRIBUTION:
                if self.promise.find(side, predicate.end, end, reported=True) is None and not self._is_of_help(predicate):
                    return told
        if predicate.verb.lemma in {"assure", "offer", "swear", "volunteer", "guarantee"} and reading.way is Way.ATTRIBUTION:
            if self.promise.find(side, 0, len(self.tokens), reported=True) is None:
                return told
        if predicate.verb.lemma == "agree" and {"disagree", "differ"} & {following}:
            return told
        return [Act(UNDERTAKING, side, where)]

    def _offers_thing(self, predicate: Predicate) -> bool:
        behind = {token.low for token in self.tokens[predicate.end : predicate.end + 6]}
        return bool(behind & {"help", "assistance", "cooperation", "training", "support", "services", "use", "seat", "office", "staff", "materials"})

    def _is_of_help(self, predicate: Predicate) -> bool:
        behind = {token.low for token in self.tokens[predicate.end : predicate.end + 8]}
        return bool(behind & {"cooperation", "support", "assistance", "full", "continued", "help"}) and "of" in behind

    def _asked(self, reading: Reading, where: Span) -> list[Act]:
        predicate, side = reading.predicate, reading.subject.side or Side.GOVERNMENT
        lemma, following = predicate.verb.lemma, self.clauses.low(predicate.end)
        if lemma == "seek" and following == "to":
            return [Act(TOLD[side], side, where)]
        if lemma == "call" and predicate.verb.rest in {("on",), ("upon",)} and not self._calls_to_act(predicate):
            return []
        if side is Side.GOVERNMENT and lemma in _ASKS_PERSON and self._addresses_own(predicate):
            return [Act(POSITION, side, where)]
        if lemma == "invite" and side is Side.GOVERNMENT:
            invited = self.clauses.by_first.get(predicate.end)
            if invited is not None and invited.side is not Side.US:
                return [Act(UNDERTAKING, side, where)]
        return [Act(ASKED[side], side, where)]

    def _calls_to_act(self, predicate: Predicate) -> bool:
        """"called on the police to act", not "called on the minister to deliver the message"."""
        for at in range(predicate.end, min(predicate.end + 14, len(self.tokens) - 1)):
            if self.clauses.low(at) == "to":
                return self.clauses.low(at + 1) not in _ERRANDS
            if self.clauses.low(at) in {",", ";", "."}:
                return False
        return False

    def _addresses_own(self, predicate: Predicate) -> bool:
        """"The President has asked the Attorney General to report": no request to the United States."""
        asked = self.clauses.by_first.get(predicate.end)
        return asked is not None and not asked.pronoun and asked.side not in {None, Side.US}

    def _resolved(self, predicate: Predicate) -> Span | None:
        """"expressed his government's readiness to", "reiterated its commitment to"."""
        lemma = predicate.verb.lemma
        first = predicate.end
        if predicate.verb.lemma in {"conclude", "begin", "open", "close", "end", "start", "finish"}:
            by = next((at for at in range(first, min(first + 8, len(self.tokens) - 1)) if self.clauses.low(at) == "by" or self.clauses.low(at - 1) == "by"), None)
            if by is None:
                return None
            first = by
        elif lemma not in _AFFIRMING:
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
        first, last = (0, len(self.tokens)) if attributed else (predicate.end, end)
        if side is Side.GOVERNMENT:
            if attributed and self.masked.rstrip('"”· ').endswith("?"):
                return [Act(QUESTION, side, where)]
            if (wish := self._wish(0 if attributed else predicate.at, last)) is not None:
                return [Act(QUESTION, side, wish)]
        if predicate.verb.act in {"say", "reply", "stance"} and predicate.verb is not FEELING:
            if predicate.verb.act == "stance" and predicate.verb.lemma not in {"hold", "mean", "know"}:
                return [Act(TOLD[side], side, where)]
            if self.promise.find(side, first, last, reported=True) is not None:
                return [Act(UNDERTAKING, side, where)]
        return [Act(TOLD[side], side, where)]

    def _wish(self, first: int, end: int) -> Span | None:
        start = self.tokens[first].start
        stop = self.tokens[end - 1].end if end > first else start
        match = WISH_RE.search(self.masked, start, stop)
        return Span(*match.span()) if match else None


class ReadingFinder:
    """Picks the predicates of a sentence that count, each with its subject."""

    def __init__(self, tokens: list[Token], clauses: Clauses, predicates: list[Predicate]) -> None:
        self.tokens = tokens
        self.clauses = clauses
        self.predicates = predicates

    def find(self) -> list[Reading]:
        """The readings in order; subjects are as named, pronouns not yet resolved."""
        kept: list[Reading] = []
        for predicate in self.predicates:
            if (reading := self._read(predicate, kept)) is not None:
                kept.append(reading)
        return kept or self._read_opening()

    def read_subjectless(self, speaker: Mention | None) -> list[Reading]:
        """"Said he would assign a clerk.": telegrams save the subject."""
        if speaker is None or speaker.side is None or not self.predicates:
            return []
        predicate = self.predicates[0]
        if predicate.first != 0 or predicate.auxiliaries - {"also", "then", "further"} or predicate.verb.form not in {"ed", "past", "s"}:
            return []
        if predicate.verb.act in {"scene", "print", "deliver"}:
            return []
        return [Reading(predicate, speaker, Way.OWN)]

    def _read_opening(self) -> list[Reading]:
        """A sentence whose only verbs of speech are participles: "kept us waiting before dismissing the finding"."""
        for predicate in self.predicates:
            if not predicate.is_participle or predicate.verb.act in {"scene", "print", "deliver"}:
                continue
            before = self.clauses.low(predicate.first - 1)
            subject = self.clauses.main_subject(len(self.tokens))
            if subject is not None and (predicate.first == 0 or before in {"before", "by", ","}):
                return [Reading(predicate, subject, Way.SHARED)]
        return []

    def _read(self, predicate: Predicate, kept: list[Reading]) -> Reading | None:
        if predicate.is_participle:
            return self._read_participle(predicate, kept)
        if predicate.is_infinitive:
            return self._read_infinitive(predicate, kept)
        if predicate.has_modal and not self._modal_reports(predicate):
            return None
        if self._is_adjectival(predicate):
            return None
        found = self.clauses.subject_of(predicate)
        if predicate.is_passive:
            return self._read_passive(predicate, found, kept)
        return self._place(predicate, found, kept)

    def _place(self, predicate: Predicate, found: Found, kept: list[Reading]) -> Reading | None:
        if found.way is Way.SHARED:
            subject = (kept[-1].named or kept[-1].subject) if kept else self.clauses.main_subject(predicate.first)
            return Reading(predicate, subject, Way.SHARED) if subject is not None else None
        if found.mention is None:
            return None
        if found.way is Way.ATTRIBUTION:
            return Reading(predicate, found.mention, found.way)
        if kept and not self._opens_clause(found.mention, kept[-1].predicate):
            return None
        return Reading(predicate, found.mention, found.way)

    def _opens_clause(self, subject: Mention, before: Predicate) -> bool:
        """Whether a new main clause begins with the subject: not "noted that the police asked"."""
        at = subject.first
        if at <= before.first:
            return True
        low = self.clauses.low(at - 1)
        while low in {"also", "then", "later", "in", "turn"}:
            at -= 1
            low = self.clauses.low(at - 1)
        if low in {";", ":", "—", "--"} or self.clauses.kind(at - 1) is Kind.QUOTE:
            return True
        if low in {"while", "whereas"} or (low in {"although", "though"} and self.clauses.low(at - 2) == ","):
            return True
        return low in {"and", "but"} and self.clauses.low(at - 2) in {",", ";"}

    def _modal_reports(self, predicate: Predicate) -> bool:
        """"would not say", "could only repeat" report; "will ask" is still to come."""
        if predicate.verb.act == "ask" and predicate.verb.rest:
            return True
        if any(self.clauses.low(at) == "no" for at in range(predicate.at, predicate.end + 1)):
            return True
        return bool(predicate.auxiliaries & {"not", "never", "only", "neither", "nor"})

    def _is_adjectival(self, predicate: Predicate) -> bool:
        """A participle in front of its sentence: "Asked about", "Pressed for"."""
        if predicate.auxiliaries or predicate.verb.form not in {"ed", "pp"}:
            return False
        before = self.clauses.low(predicate.first - 1)
        return predicate.first == 0 or before in {"when", "if", "as", "once", "while", "though", "although"}

    def _read_participle(self, predicate: Predicate, kept: list[Reading]) -> Reading | None:
        """", adding that", "concluded by promising": by the one who speaks before."""
        before = self.clauses.low(predicate.first - 1)
        if not kept or before not in {",", "by", "and", "while"} or predicate.verb.act in {"scene", "print", "deliver"}:
            return None
        if before == "and" and not kept[-1].predicate.is_participle:
            return None
        return Reading(predicate, kept[-1].subject, Way.SHARED)

    def _read_infinitive(self, predicate: Predicate, kept: list[Reading]) -> Reading | None:
        """"went on to say", "telephoned the Ambassador to say that"."""
        to = next((at for at in range(predicate.at - 1, predicate.first - 1, -1) if self.clauses.low(at) == "to"), predicate.at)
        raising = {self.clauses.low(at) for at in range(max(0, to - 2), to)}
        if raising & _RAISING:
            inner = Predicate(predicate.verb, max(0, to - 1), predicate.at, predicate.end, predicate.auxiliaries - {"to"})
            lead = self._lead_of(inner)
            found = self.clauses.subject_of(lead)
            return self._place(inner, found, kept)
        spoken = any(reading.predicate.verb.act != "scene" for reading in kept)
        if spoken or predicate.verb.act in {"scene", "deliver", "print"}:
            return None
        behind = [self.clauses.low(at) for at in range(predicate.end, min(predicate.end + 7, len(self.tokens)))]
        subject = self.clauses.main_subject(predicate.first)
        if subject is None:
            return None
        grieves = predicate.verb.lemma in _PURPOSES and subject.side is not Side.US
        if not grieves and not {"that", "whether"} & set(behind):
            return None
        return Reading(predicate, subject, Way.OWN)

    def _lead_of(self, predicate: Predicate) -> Predicate:
        """The predicate moved back over "was quick", "took care", so that its subject is looked for there."""
        at = predicate.first
        while at > 0 and predicate.first - at < 5 and at not in self.clauses.by_end:
            low = self.clauses.low(at - 1)
            if low in {",", ";", "and", "but", "that"} or (low in PREPOSITIONS and low != "at"):
                break
            at -= 1
        return Predicate(predicate.verb, at, predicate.at, predicate.end, predicate.auxiliaries)

    def _read_passive(self, predicate: Predicate, found: Found, kept: list[Reading]) -> Reading | None:
        """"We were told", "the minister was informed", "it was noted by the police"."""
        agent = self._agent(predicate)
        if kept and (found.mention is None or not self._opens_clause(found.mention, kept[-1].predicate)):
            return None
        if predicate.verb.lemma in {"quote", "cite"} and self.clauses.low(predicate.end) == "as" or self._says_as(predicate):
            return Reading(predicate, found.mention, Way.OWN) if found.mention else None
        if agent is not None:
            return Reading(predicate, agent, Way.OWN)
        if found.mention is None or predicate.verb.lemma not in _ADDRESSED:
            return None
        if found.mention.side is None or predicate.auxiliaries & HAVE:
            return None
        other = Side.GOVERNMENT if found.mention.side is Side.US else Side.US
        speaker = Mention(found.mention.first, found.mention.end, other, head="passive")
        if predicate.verb.lemma in {"ask", "press"} and self.clauses.low(predicate.end) != "to":
            speaker = replace(speaker, side=None, head="asked")
        return Reading(predicate, speaker, Way.OWN, found.mention)

    def _says_as(self, predicate: Predicate) -> bool:
        near = [self.clauses.low(at) for at in range(predicate.end, min(predicate.end + 8, len(self.tokens)))]
        return predicate.verb.lemma in {"quote", "cite"} and "as" in near

    def _agent(self, predicate: Predicate) -> Mention | None:
        for at in range(predicate.end, min(predicate.end + 4, len(self.tokens))):
            if self.clauses.low(at) == "by":
                return self.clauses.by_first.get(at + 1)
        return None


def is_own_voice(reading: Reading) -> bool:
    """Whether the telegram speaks to its readers: "Post believes", "we note"."""
    predicate = reading.predicate
    if reading.subject.side is not Side.US or predicate.auxiliaries - {"also", "not"}:
        return False
    return predicate.verb.form in {THIRD_PERSON, "base"} and predicate.verb.lemma != "put"
