"""Verbs of a sentence that report a speech act, each with its auxiliaries."""

from __future__ import annotations

from dataclasses import dataclass

from reftel.language.words import word_set
from reftel.telegram.phrases import BREAKS, PREPOSITIONS
from reftel.telegram.tokens import Kind, Token
from reftel.vocab.speech import (
    ING,
    PARTICIPLE,
    PAST_OR_PARTICIPLE,
    SLOT,
    SpeechVerb,
    speech_verbs,
)

BE = word_set("am is are was were be been being")
HAVE = word_set("has have had having")
DO = word_set("do does did")
MODALS = word_set("will would can could may might must shall should")
NEGATIONS = word_set("not never hardly scarcely")
ADVERBS = word_set(
    """
    also then again further still just only even instead later now already once twice first finally
    simply merely ever too thus therefore nonetheless nevertheless however thereupon soon at last both
    always often rather quite all so well flatly himself herself themselves itself alone no longer
    repeatedly in turn promptly never not
    """
) - {"at", "last", "in", "turn", "no", "all", "both"}
_ARTICLES = word_set("the a an his her their its our my no every")
_GROUP = BE | HAVE | DO | MODALS | NEGATIONS | {"to"}
_HELPERS = BE | HAVE | DO | MODALS | {"to"}
_SLOT_WIDTH = 3
# Behind these a word in -s is a noun: "reports of", "claims were".
_BEHIND_NOUNS = word_set("of from about was were is are had")
_PLURALS = word_set("we they who both others police staff post")
_DEGREES = word_set(
    "very more less most much not been himself herself clearly to be somewhat a little deeply"
)
_NO_ADVERBS = word_set("july only family reply apply daily weekly")
# "Poloff was pleased that": these behind a form of "be" tell a view.
FEELINGS = word_set(
    """
    dismayed disappointed surprised pleased adamant skeptical sceptical grateful frustrated upset angry
    disturbed stung puzzled unhappy appreciative content concerned worried proud confident convinced
    certain sure unaware aware satisfied dissatisfied critical dismissive reluctant sympathetic
    apologetic hopeful optimistic pessimistic doubtful receptive noncommittal non-committal unmoved
    unconvinced unapologetic insistent emphatic categorical indignant furious incensed outraged offended
    ashamed embarrassed relieved gratified delighted encouraged perplexed mystified baffled astonished
    shocked brief opposed unwilling unable sorry annoyed irritated resentful thankful glad happy
    disheartened discouraged unimpressed impressed unfazed unperturbed unrepentant unconcerned amused
    nonplussed crestfallen distraught livid dejected wistful philosophical combative conciliatory
    cooperative guarded vague effusive complimentary scathing scornful contemptuous sarcastic sardonic
    sanguine unsympathetic open resigned sensitive hurt mortified stunned taken honest candid frank
    blunt afraid keen eager bewildered troubled alarmed saddened insulted aggrieved bitter enthusiastic
    supportive wary loath
    """
)
_LINKING = BE | word_set(
    """
    remained remains seemed seems appeared appears sounded felt looked professed declared
    """
)
_BEHIND_FEELING = word_set("that to with by about at of over for when if on because , in not but and .")
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
        return (
            self.verb.form in {PARTICIPLE, PAST_OR_PARTICIPLE}
            and self.verb is not FEELING
            and bool(self.auxiliaries & BE)
        )

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
    """Every verb form of a sentence that may report, in order and disjoint, without those that are nouns."""
    found: list[Predicate] = []
    verbs = speech_verbs()
    end = 0
    for at, token in enumerate(tokens):
        if at < end or (token.low not in verbs and token.low not in _LINKING):
            continue
        if (predicate := _feeling_at(tokens, at) or _verb_at(tokens, at)) is not None:
            found.append(predicate)
            end = predicate.end
    return found


def _verb_at(tokens: list[Token], at: int) -> Predicate | None:
    readings = speech_verbs().get(tokens[at].low)
    if not readings or tokens[at].kind is not Kind.WORD:
        return None
    first = _group_start(tokens, at)
    auxiliaries = frozenset(token.low for token in tokens[first:at])
    helped = bool(auxiliaries & _HELPERS)
    near = {token.low for token in tokens[at + 1 : at + 8]}
    for verb in readings:
        if verb.rest and verb.rest[-1] not in near:
            continue
        end = _match_rest(tokens, at + 1, verb.rest)
        if end is None or (tokens[at].is_capitalized and at and not verb.rest):
            continue
        place = _Place(
            auxiliaries,
            tokens[first - 1] if first else None,
            tokens[end].low if end < len(tokens) else "",
            is_helped=helped,
            is_inverted=any(token.low in DO for token in tokens[max(0, first - 7) : first]),
        )
        if not _form_fits(verb, tokens[at], place):
            continue
        return Predicate(verb, first, at, end, auxiliaries)
    return None


def _group_start(tokens: list[Token], at: int) -> int:
    first = at
    while first > 0 and at - first < 8:
        low = tokens[first - 1].low
        adverb = low in ADVERBS or (low.endswith("ly") and low not in _NO_ADVERBS)
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
        if width and (
            tokens[at + width - 1].kind is Kind.SIGN or tokens[at + width - 1].low in {"and", "but"}
        ):
            return None
        if (end := _match_rest(tokens, at + width, rest)) is not None:
            return end
    return None


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a verb form stands: its auxiliaries and its neighbors."""

    auxiliaries: frozenset[str]
    before: Token | None
    behind: str
    is_helped: bool
    is_inverted: bool


def _form_fits(verb: SpeechVerb, word: Token, place: _Place) -> bool:  # noqa: PLR0911 - one return for each rule, in order
    """Whether the form can be a verb here, and not a noun or an adjective."""
    before = place.before
    if not place.is_helped and before is not None:
        if before.low in {"of", "in"}:
            return verb.form == ING
        if before.low in _ARTICLES or before.is_possessive:
            return False
    match verb.form:
        case "base":
            return _base_fits(place)
        case "s":
            noun = not verb.rest and place.behind in _BEHIND_NOUNS
            return not place.is_helped and not noun
        case "pp":
            return bool(place.auxiliaries & (BE | HAVE))
        case "ed":
            return place.is_helped or _past_fits(verb, word, place)
    return True


def _past_fits(verb: SpeechVerb, word: Token, place: _Place) -> bool:
    """Whether a form without auxiliary is a past tense: not "taking detailed notes", "provided that"."""
    if place.behind == "by":
        return bool(verb.rest)
    if word.low == "provided" and place.behind == "that":
        return False
    gerund = place.before is not None and place.before.low.endswith("ing")
    return not gerund or place.behind in PREPOSITIONS | {"that", "to"}


def _base_fits(place: _Place) -> bool:
    if place.auxiliaries & (DO | MODALS | {"to"}):
        return True
    before = place.before
    if before is None or before.kind is not Kind.WORD or before.low in PREPOSITIONS | _ARTICLES:
        return False
    plural = before.low.endswith("s") and not before.is_possessive
    return plural or place.is_inverted or place.behind == "that" or before.low in _PLURALS


def _feeling_at(tokens: list[Token], at: int) -> Predicate | None:
    """ "was, frankly, dismayed to learn": a view told by an adjective."""
    if tokens[at].low not in _LINKING:
        return None
    look = at + 1
    while look < min(len(tokens), at + 5) and _is_degree(tokens[look].low):
        look += 1
    if look >= len(tokens) or tokens[look].low not in FEELINGS:
        return None
    behind = tokens[look + 1].low if look + 1 < len(tokens) else ""
    if behind not in _BEHIND_FEELING:
        return None
    first = _group_start(tokens, at)
    auxiliaries = frozenset(token.low for token in tokens[first:look]) - {"to", "not"}
    return Predicate(FEELING, first, at, look + 1, auxiliaries)


def _is_degree(low: str) -> bool:
    return low in ADVERBS or low in _DEGREES or low.endswith("ly")


def is_break(token: Token) -> bool:
    """Whether no noun phrase reaches over a token."""
    return token.kind is Kind.SIGN or token.low in BREAKS
