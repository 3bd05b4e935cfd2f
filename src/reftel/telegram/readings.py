"""The predicates of a sentence that count, each with the one who speaks by it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from reftel.language.words import word_set
from reftel.telegram.cast import Mention
from reftel.telegram.phrases import PREPOSITIONS
from reftel.telegram.predicates import HAVE, Predicate, is_break
from reftel.telegram.roles import Side
from reftel.telegram.subjects import Clauses, Found, Way
from reftel.telegram.tokens import Kind, Token
from reftel.vocab.speech import THIRD_PERSON

# Passives by which the subject is addressed and does not speak.
_ADDRESSED = word_set(
    """
    tell inform assure advise promise remind brief ask urge encourage request give warn invite show
    offer notify press thank caution refer
    """
)
_RAISING = word_set(
    """
    went goes quick pains hastened chose took care proceeded continued wished wanted eager keen careful
    able happy glad anxious concluded moved rushed paused used ready content prepared forced obliged had
    came began started managed
    """
)
_PURPOSES = word_set(
    """
    protest complain object request apologize apologise thank demand appeal express plead
    """
)
# Papers and things that "say" without being anybody.
_NO_SPEAKERS = word_set(
    """
    report narrative text law bill act article section paragraph sentence figures statistics data
    ranking tier study survey evidence convention protocol constitution code decree treaty plan draft
    document table list nobody
    """
)


@dataclass(frozen=True, slots=True)
class Reading:
    """A predicate that counts, with the one who speaks by it; ``named`` is the subject of a passive."""

    predicate: Predicate
    subject: Mention
    way: Way
    named: Mention | None = None


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
        return kept or self._read_opening() or self._read_unnamed()

    def _read_unnamed(self) -> list[Reading]:
        """A finite verb of speech whose subject no rule knows: most are people of the government."""
        for predicate in self.predicates:
            if (
                predicate.verb.act in {"scene", "print", "deliver"}
                or predicate.is_participle
                or predicate.is_infinitive
            ):
                continue
            if (
                predicate.is_passive
                or predicate.has_modal
                or self._is_adjectival(predicate)
                or predicate.first == 0
            ):
                continue
            before = predicate.first - 1
            if self.clauses.kind(before) is not Kind.WORD or is_break(self.tokens[before]):
                return []
            if self.tokens[before].bare in _NO_SPEAKERS or before + 1 in self.clauses.by_end:
                return []
            return [Reading(predicate, Mention(before, before + 1, None, head="somebody"), Way.OWN)]
        return []

    def read_subjectless(self, speaker: Mention | None) -> list[Reading]:
        """ "Said he would assign a clerk.": telegrams save the subject."""
        if speaker is None or speaker.side is None or not self.predicates:
            return []
        predicate = self.predicates[0]
        if (
            predicate.first != 0
            or predicate.auxiliaries - {"also", "then", "further"}
            or predicate.verb.form not in {"ed", "past", "s"}
        ):
            return []
        if predicate.verb.act in {"scene", "print", "deliver"}:
            return []
        return [Reading(predicate, speaker, Way.OWN)]

    def _read_opening(self) -> list[Reading]:
        """A sentence whose only verbs of speech are participles: "left before dismissing the finding"."""
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
            subject = (
                (kept[-1].named or kept[-1].subject) if kept else self.clauses.main_subject(predicate.first)
            )
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
        """ "would not say", "could only repeat" report; "will ask" is still to come."""
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
        """ ", adding that", "concluded by promising": by the one who speaks before."""
        before = self.clauses.low(predicate.first - 1)
        if (
            not kept
            or before not in {",", "by", "and", "while"}
            or predicate.verb.act in {"scene", "print", "deliver"}
        ):
            return None
        if before == "and" and not kept[-1].predicate.is_participle:
            return None
        return Reading(predicate, kept[-1].subject, Way.SHARED)

    def _read_infinitive(self, predicate: Predicate, kept: list[Reading]) -> Reading | None:
        """ "went on to say", "telephoned the Ambassador to say that"."""
        to = next(
            (at for at in range(predicate.at - 1, predicate.first - 1, -1) if self.clauses.low(at) == "to"),
            predicate.at,
        )
        raising = {self.clauses.low(at) for at in range(max(0, to - 2), to)}
        if raising & _RAISING:
            inner = Predicate(
                predicate.verb, max(0, to - 1), predicate.at, predicate.end, predicate.auxiliaries - {"to"}
            )
            lead = self._lead_of(inner)
            found = self.clauses.subject_of(lead)
            return self._place(inner, found, kept)
        spoken = any(reading.predicate.verb.act != "scene" for reading in kept)
        if spoken or predicate.verb.act in {"scene", "deliver", "print"}:
            return None
        behind = [
            self.clauses.low(at) for at in range(predicate.end, min(predicate.end + 7, len(self.tokens)))
        ]
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
        """ "We were told", "the minister was informed", "it was noted by the police"."""
        agent = self._agent(predicate)
        if kept and (found.mention is None or not self._opens_clause(found.mention, kept[-1].predicate)):
            return None
        if self._says_as(predicate):
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
