"""Verbs of a sentence that report a speech act, each with its auxiliaries."""

from __future__ import annotations

from dataclasses import dataclass

from reftel.telegram.phrases import BREAKS, PREPOSITIONS
from reftel.telegram.tokens import Kind, Token
from reftel.vocab.speech import (
    BASE,
    ING,
    PARTICIPLE,
    PAST_OR_PARTICIPLE,
    SLOT,
    THIRD_PERSON,
    SpeechVerb,
    speech_verbs,
)

BE = frozenset("am is are was were be been being".split())
HAVE = frozenset("has have had having".split())
DO = frozenset("do does did".split())
MODALS = frozenset("will would can could may might must shall should".split())
NEGATIONS = frozenset("not never hardly scarcely".split())
ADVERBS = frozenset(
    "also then again further still just only even instead later now already once twice first finally simply merely ever too "
    "thus therefore nonetheless nevertheless however thereupon soon at last both always often rather quite all so well "
    "flatly himself herself themselves itself alone no longer repeatedly in turn promptly never not".split()
) - {"at", "last", "in", "turn", "no", "all", "both"}
_ARTICLES = frozenset("the a an his her their its our my no every".split())
_GROUP = BE | HAVE | DO | MODALS | NEGATIONS | {"to"}
_SLOT_WIDTH = 3
# "Poloff was pleased that": these behind a form of "be" tell a view.
FEELINGS = frozenset(
    """
    dismayed disappointed surprised pleased adamant skeptical sceptical grateful frustrated upset angry disturbed stung puzzled
    unhappy appreciative content concerned worried proud confident convinced certain sure unaware aware satisfied
    dissatisfied critical dismissive reluctant sympathetic apologetic hopeful optimistic pessimistic doubtful receptive
    noncommittal non-committal unmoved unconvinced unapologetic insistent emphatic categorical indignant furious incensed
    outraged offended ashamed embarrassed relieved gratified delighted encouraged perplexed mystified baffled astonished
    shocked brief opposed unwilling unable sorry annoyed irritated resentful thankful glad happy disheartened discouraged
    unimpressed impressed unfazed unperturbed unrepentant unconcerned amused nonplussed crestfallen distraught livid adamant dejected wistful philosophical combative conciliatory cooperative guarded vague effusive complimentary scathing scornful contemptuous sarcastic sardonic sanguine sympathetic unsympathetic open receptive resigned sensitive hurt mortified stunned taken honest candid frank blunt afraid keen eager bewildered troubled alarmed saddened insulted aggrieved bitter enthusiastic supportive wary loath
    """.split()
)
_LINKING = BE | frozenset("remained remains seemed seems appeared appears sounded felt looked professed declared".split())
_BEHIND_FEELING = frozenset("that to with by about at of over for when if on because , in not , but and .".split())
FEELING = SpeechVerb("be", (), "stance", PARTICIPLE)


@dataclass(frozen=True, slots=True)
class Predicate:
    """A verb that reports, by its tokens.

    Args:
        verb: Its reading.
        first: Where its auxiliaries begin.
        at: The verb itself.
        end: Behind the words of the idiom.
        auxiliaries: Words between ``first`` and ``at``, in small letters.
    """

    verb: SpeechVerb
    first: int
    at: int
    end: int
    auxiliaries: frozenset[str] = frozenset()

    @property
    def is_negated(self) -> bool:
        """Whether the act did not take place."""
        return bool(self.auxiliaries & NEGATIONS)

    @property
    def is_passive(self) -> bool:
        """Whether the subject is the one who is addressed."""
        return self.verb.form in {PARTICIPLE, PAST_OR_PARTICIPLE} and self.verb is not FEELING and bool(self.auxiliaries & BE)

    @property
    def is_infinitive(self) -> bool:
        """Whether it depends on another verb: "to say"."""
        return "to" in self.auxiliaries

    @property
    def is_participle(self) -> bool:
        """Whether it stands beside the main verb: "noting that"."""
        return self.verb.form == ING and not self.auxiliaries & BE

    @property
    def has_modal(self) -> bool:
        """Whether the act is only possible or to come."""
        return bool(self.auxiliaries & MODALS)


def read_predicates(tokens: list[Token]) -> list[Predicate]:
    """Every verb form of a sentence that may report, in order and disjoint; nouns are left out where they show."""
    found: list[Predicate] = []
    at = 0
    while at < len(tokens):
        predicate = _feeling_at(tokens, at) or _verb_at(tokens, at)
        if predicate is None:
            at += 1
            continue
        found.append(predicate)
        at = predicate.end
    return found


def _verb_at(tokens: list[Token], at: int) -> Predicate | None:
    readings = speech_verbs().get(tokens[at].low)
    if not readings or tokens[at].kind is not Kind.WORD:
        return None
    first = _group_start(tokens, at)
    auxiliaries = frozenset(token.low for token in tokens[first:at])
    near = {token.low for token in tokens[at + 1 : at + 8]}
    for verb in readings:
        if verb.rest and verb.rest[-1] not in near:
            continue
        end = _match_rest(tokens, at + 1, verb.rest)
        if end is None or not _form_fits(verb, auxiliaries, tokens, first, at, end):
            continue
        return Predicate(verb, first, at, end, auxiliaries)
    return None


def _group_start(tokens: list[Token], at: int) -> int:
    first = at
    while first > 0 and at - first < 8:
        low = tokens[first - 1].low
        adverb = low in ADVERBS or (low.endswith("ly") and low not in {"july", "only", "family", "reply", "apply", "daily", "weekly"})
        if not (low in _GROUP or adverb):
            break
        first -= 1
    while first < at and tokens[first].low in {"once", "so", "then", "well", "rather"}:
        first += 1
    return first


def _match_rest(tokens: list[Token], at: int, rest: tuple[str, ...]) -> int | None:
    """Where an idiom ends if its words stand here, with an adverb between or what a slot lets in."""
    for index, word in enumerate(rest):
        if word == SLOT:
            return _match_slot(tokens, at, rest[index + 1 :])
        if at < len(tokens) and tokens[at].low != word and tokens[at].low in ADVERBS:
            at += 1
        if at >= len(tokens) or tokens[at].low != word:
            return None
        at += 1
    return at


def _match_slot(tokens: list[Token], at: int, rest: tuple[str, ...]) -> int | None:
    for width in range(_SLOT_WIDTH + 1):
        if at + width > len(tokens):
            return None
        if width and (tokens[at + width - 1].kind is Kind.SIGN or tokens[at + width - 1].low in {"and", "but"}):
            return None
        if (end := _match_rest(tokens, at + width, rest)) is not None:
            return end
    return None


def _form_fits(
    verb: SpeechVerb, auxiliaries: frozenset[str], tokens: list[Token], first: int, at: int, end: int
) -> bool:
    """Whether the form can be a verb here, and not a noun or an adjective."""
    before = tokens[first - 1] if first else None
    behind = tokens[end].low if end < len(tokens) else ""
    helped = bool(auxiliaries & (BE | HAVE | DO | MODALS | {"to"}))
    if tokens[at].is_capitalized and at and not verb.rest:
        return False
    if not helped and before is not None and (before.low in _ARTICLES or before.is_possessive or before.low in {"of", "in"}):
        return verb.form == ING and before.low in {"of", "in"}
    if verb.form == PAST_OR_PARTICIPLE and not helped and before is not None and before.low.endswith("ing") and behind not in PREPOSITIONS | {"that", "to"}:
        return False  # "taking detailed notes"
    if verb.form == BASE:
        if behind == "that" and before is not None and before.kind is Kind.WORD and before.low not in PREPOSITIONS | _ARTICLES:
            return True
        return _base_fits(auxiliaries, before, tokens, first)
    if verb.form == THIRD_PERSON:
        return not helped and (bool(verb.rest) or behind not in {"of", "from", "about", "was", "were", "is", "are", "had"})
    if tokens[at].low == "provided" and behind == "that":
        return False
    if verb.form == PARTICIPLE:
        return bool(auxiliaries & (BE | HAVE))
    if verb.form == PAST_OR_PARTICIPLE and not helped and behind == "by":
        return bool(verb.rest)
    return verb.form != ING or not (before is not None and before.low in {"the", "a"})


def _base_fits(auxiliaries: frozenset[str], before: Token | None, tokens: list[Token], first: int) -> bool:
    if auxiliaries & (DO | MODALS | {"to"}):
        return True
    if before is None or before.kind is Kind.SIGN or before.low in PREPOSITIONS:
        return False
    if before.low in {"we", "they", "who", "both", "others"}:
        return True
    inverted = any(token.low in DO for token in tokens[max(0, first - 7) : first])
    return inverted or (before.low.endswith("s") and not before.is_possessive) or before.low in {"police", "staff", "post"}


def _feeling_at(tokens: list[Token], at: int) -> Predicate | None:
    """"was, frankly, dismayed to learn": a view told by an adjective."""
    if tokens[at].low not in _LINKING:
        return None
    look = at + 1
    while look < len(tokens) and look < at + 5 and (tokens[look].low in ADVERBS or tokens[look].low.endswith("ly") or tokens[look].low in {"very", "more", "less", "most", "much", "not", "been", "himself", "herself", "clearly", "to", "be", "somewhat", "a", "little", "deeply"}):
        look += 1
    if look >= len(tokens) or tokens[look].low not in FEELINGS:
        return None
    behind = tokens[look + 1].low if look + 1 < len(tokens) else ""
    if behind not in _BEHIND_FEELING:
        return None
    first = _group_start(tokens, at)
    return Predicate(FEELING, first, at, look + 1, frozenset(token.low for token in tokens[first:look]) - {"to", "not"})


def is_break(token: Token) -> bool:
    """Whether no noun phrase reaches over a token."""
    return token.kind is Kind.SIGN or token.low in BREAKS
