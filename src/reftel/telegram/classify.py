"""What a sentence reports, given who was speaking before it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from reftel.document import Span
from reftel.telegram.cast import Cast, Mention, find_mentions, find_owners
from reftel.telegram.phrases import Phrase
from reftel.telegram.predicates import Predicate, read_predicates
from reftel.telegram.promises import WISH_RE, Promise
from reftel.telegram.roles import Side
from reftel.telegram.speech_acts import (
    ASKED,
    POINT,
    POSITION,
    PROMISED,
    QUESTION,
    THIRD,
    TOLD,
    UNDERTAKING,
    Act,
    ActReader,
    Reading,
    ReadingFinder,
    is_own_voice,
)
from reftel.telegram.subjects import PERSON_OBJECTS, Clauses, Way
from reftel.telegram.thread import Thread, is_person
from reftel.telegram.tokens import Kind, Token, span_of

# Whose view a sentence gives. must match "in his view", "according to the MFA"; must not match "in view of"
VIEW_RE = re.compile(
    r"""
    \b (?: (?: [Aa]ccording \s to | [Ss]truck | [Ff]rom \s the \s (?: perspective | standpoint ) \s of | [Ii]n \s the \s (?: view | opinion | words | judgment | estimation ) \s of )
        \s (?P<after> him | her | them )?
      | (?: [Ii]n | [Bb]y | [Tt]o | [Ff]rom ) \s (?P<owner> (?: [Hh]is | [Hh]er | [Tt]heir | our ) (?: \s own )? | [\w.'’ -]{2,60}? ['’]s? ) \s
        (?: view | words | telling | opinion | account | estimation | experience | understanding | judgment | judgement | estimate | phrase
          | reading | assessment | mind | eyes | perspective | standpoint | point \s of \s view | recollection | version ) \b
    )
    """,
    re.VERBOSE,
)
# "It was his firm conviction that", "Her main request was": a noun that reports
# must match "her main request was", "Chow's answer was"; must not match "the request was", "his office was"
NOUN_RE = re.compile(
    r"""
    (?P<owner> \b (?: [Hh]is | [Hh]er | [Tt]heir | [Ii]ts | [Oo]ur ) | ['’]s? ) \s (?: [a-z-]+ \s ){0,3}?
    (?P<noun> requests? | questions? | appeal | plea | wish | wishes | answer | reply | response | objections? | complaints? | concerns? | argument
      | position | view | reaction | conviction | belief | opinion | explanation | criticism | suggestion | advice | promise | commitment
      | pledge | offer | words | retort | remarks? | comments? | message | point | worry | grievance | demand | contention | verdict | assessment | impression | understanding )
    \b (?: \s [\w'’-]+ ){0,6}? \s? (?: \s (?: was | were | is | are | remained | concerned | centered \s on ) \b | : | \s that \b | ,? \s (?: [Hh]e | [Ss]he ) \b )
    """,
    re.VERBOSE,
)
_ASKING_NOUNS = frozenset("request requests question questions appeal plea wish wishes demand".split())
_PROMISING_NOUNS = frozenset("promise commitment pledge offer".split())
# must match "Reactions from civil society"; must not match "The reaction of"
REACTION_RE = re.compile(r"(?:Reactions?|Responses?|Comments?|Criticism|Praise)\s(?:\w+\s)?(?:from|by|among|of|in)\s")
# must match "could not be reached"; must not match "reached an agreement"
SILENT_RE = re.compile(r"\b(?:could not be reached|(?:did|has|have) not (?:yet )?(?:returned?|responded|replied|answered?)\b|was unavailable|were unavailable|not available for comment)")
# A new paragraph that goes on with the talk. must match "As for the law,"; must not match "As the law"
TOPIC_RE = re.compile(r"(?:As (?:for|to)|Turning to|With (?:regard|respect) to|Regarding|Concerning|On the (?:subject|question|issue|matter|topic) of)\b")
# matches: "came the answer"; does not match: "the answer came"
CAME_RE = re.compile(r"\bcame\s(?:the|his|her|a)\s(?:\w+\s)?(?P<noun>question|request|plea|answer|reply|response|retort|promise|objection)\b")
# A scene breaks the account off. must match "Poloff called on"; must not match "he had met"
MEETING_RE = re.compile(
    r"""
    \b (?: (?<!had\s) (?<!has\s) (?<!have\s) (?<!not\s) met (?! \s the ) | called \s on (?! [^.;,]{2,60} \s to \s ) | paid \s a \s (?: call | visit ) | hosted | attended | visited | sat \s in
      | traveled | travelled | accompanied | followed \s up | joined \s (?: the | us ) | took \s notes | was \s present | were \s present
      | also \s (?: present | participated ) | took \s part \s in \s the \s (?: meeting | call ) | received \s (?: us | Poloffs? | Emboffs? | the \s Ambassador | Charge | DCM )
      | was \s released | adopted \s the \s ranking ) \b
    """,
    re.VERBOSE,
)
# The drafter's own words. must match "Ref B bears him out", "(ref A)"; must not match "referred"
ASIDE_RE = re.compile(r"^(?:Refs? [A-D]|Reftel|This (?:cable|telegram|message))\b|\bseptel\b")
# must match "Konadu-Essel grew calmer"; must not match "The unit grew to twelve officers"
TONE_RE = re.compile(
    r"""
    \b (?: grew | turned | became | was | were | struck | sounded | seemed | appeared | proved ) \s (?: a \s | visibly \s | much \s | more \s | less \s | no \s | \w+ly \s ){0,3}
    (?: \w+er | \w+ed | blunt | calm | frank | candid | cautious | different | defensive | upbeat | gracious | note | tone | cool | warm | angry | tart | sharp | gloomy
      | positive | negative | mixed | critical | receptive | subdued | friendly | cordial | forthcoming | matter ) \b
    """,
    re.VERBOSE,
)
_PRESS_RE = re.compile(r"\b(?:press|media|television|news|newspapers?) (?:coverage|attention)\b|\b(?:coverage|elections?)\b", re.IGNORECASE)
_BACKSHIFT_RE = re.compile(r"\b(?:would|could|might|should|had (?:been|already|not|\w+ed)|must)\b")
# What somebody had done before is told by himself. matches: "had put", "has no"; does not match: "put"
RETOLD_RE = re.compile(r"\b(?:had|has|have|would|could|cannot|do not|does not|is|are)\b")
_WE_SAW = re.compile(r"\b(?:smiled|nodded|laughed|paused|shrugged|listened|left|rose|sat|stood|shook|glanced|looked|read|leafed|cut|walked|saw)\b")


def classify_sentence(
    text: str,
    tokens: list[Token],
    cast: Cast,
    thread: Thread,
    *,
    is_item: bool = False,
    phrases: Sequence[Phrase] | None = None,
) -> list[Act]:
    """The speech acts of one sentence; what it leaves for the next is kept in the thread."""
    if thread.side is None and thread.before is Side.GOVERNMENT and TOPIC_RE.match(text):
        thread.side = thread.before
    plain = tokens
    masked = mask(text, tokens)
    mentions = [thread.resolve(m, []) if m.head and m.side is None else m for m in find_mentions(plain, cast, phrases)]
    clauses = Clauses(plain, mentions)
    reader = ActReader(plain, clauses, masked)
    acts = reader.joint_acts()
    readings: list[Reading] = []
    if not acts:
        finder = ReadingFinder(plain, clauses, read_predicates(plain))
        readings = _resolve_readings(finder.find(), clauses, thread)
        if not readings:
            readings = finder.read_subjectless(thread.speaker)
        acts = _acts_of_readings(reader, readings, plain, thread)
    if view := Unreported(text, masked, plain, clauses, thread).view_before(readings):
        acts = view
    if not acts and is_item and thread.kinds:
        acts = _acts_of_item(text, thread)
    elif not acts and not _is_scene(readings):
        acts = Unreported(text, masked, plain, clauses, thread).acts()
    _carry_on(masked, mentions, clauses, readings, acts, thread, is_item=is_item)
    return acts


def _is_scene(readings: list[Reading]) -> bool:
    """"He listened and took notes": somebody does something and says nothing."""
    if not readings or any(reading.predicate.verb.act != "scene" for reading in readings):
        return False
    subject = readings[0].subject
    return subject.first < 6 and (bool(subject.person) or subject.pronoun in {"he", "she"} or subject.side is Side.US)


def mask(text: str, tokens: list[Token]) -> str:
    """The text with quotations and asides blanked out, at its full length."""
    pieces: list[str] = []
    at = 0
    for token in tokens:
        if token.kind is Kind.QUOTE or token.kind is Kind.ASIDE:
            pieces += [text[at : token.start], "·" * (token.end - token.start)]
            at = token.end
    return "".join([*pieces, text[at:]])


def _addressee(reading: Reading, clauses: Clauses, thread: Thread) -> Side | None:
    """The side that a verb speaks to: "told us", "reminded Poloff"; who answers or asks after an American is none."""
    predicate = reading.predicate
    if clauses.low(predicate.end) == "us" or clauses.low(predicate.end + 1) == "us":
        return Side.US
    spoken_to = clauses.by_first.get(predicate.end)
    if spoken_to is not None and not spoken_to.pronoun and predicate.verb.lemma in PERSON_OBJECTS:
        return Side.US if spoken_to.side is Side.US else Side.GOVERNMENT if spoken_to.side is Side.GOVERNMENT else None
    answers = predicate.verb.act in {"reply", "ask", "stance"} or predicate.verb.lemma in ANSWERING
    if thread.side is Side.US and answers and predicate.verb.lemma not in ADVISING:
        further = {"also", "further", "again"} & predicate.auxiliaries
        return None if further else Side.US
    return None


# After an American has spoken, these are the other's: "he observed"; and those are more of the same: "he encouraged".
ANSWERING = frozenset("observe remark confide muse joke quip confess admit concede retort volunteer lament recall sigh insist".split())
ADVISING = frozenset("encourage urge press call prod agree commend applaud welcome thank express hope praise expect wish".split())


def _learn_gender(reading: Reading, subject: Mention, clauses: Clauses, thread: Thread) -> None:
    """"Poloff said he would": the pronoun right behind the verb is the speaker."""
    key = subject.person or subject.head
    at = reading.predicate.end
    at += clauses.low(at) == "that"
    gender = {"he": "m", "she": "f"}.get(clauses.low(at))
    if key and gender:
        thread.genders.setdefault(key, gender)


def _resolve_readings(readings: list[Reading], clauses: Clauses, thread: Thread) -> list[Reading]:
    resolved: list[Reading] = []
    known: dict[int, Mention] = {}
    for reading in readings:
        subject = reading.subject
        if subject.head == "asked":
            continue  # "was asked about the delay but had no answer"
        if subject.first in known and subject.head != "passive":
            subject = known[subject.first]
        else:
            beside = [other.subject for other in resolved if other.predicate.verb.act != "scene"]
            subject = thread.resolve(subject, beside, _addressee(reading, clauses, thread))
            if subject.head != "passive":
                known[subject.first] = subject
            if reading.subject.pronoun not in {"he", "she"}:
                _learn_gender(reading, subject, clauses, thread)
        current = replace(reading, subject=subject)
        if not is_own_voice(current):
            resolved.append(current)
    return resolved


def _acts_of_readings(reader: ActReader, readings: list[Reading], tokens: list[Token], thread: Thread) -> list[Act]:
    acts: list[Act] = []
    accepts = thread.side is Side.GOVERNMENT and bool({QUESTION, UNDERTAKING} & set(thread.kinds))
    for index, reading in enumerate(readings):
        end = readings[index + 1].predicate.first if index + 1 < len(readings) else len(tokens)
        acts += reader.acts_of(reading, max(end, reading.predicate.end), accepts_offer=accepts)
    return acts


def _acts_of_item(text: str, thread: Thread) -> list[Act]:
    """An item of a list belongs to what the sentence before the list did."""
    side = thread.side or Side.US
    kind = {Side.US: POINT, Side.THIRD: THIRD}.get(side, thread.kinds[-1])
    return [Act(kind, side, Span(0, len(text)))]


class Unreported:
    """A sentence that reports by no verb: a view, a question, a promise, or more of what was being said."""

    def __init__(self, text: str, masked: str, tokens: list[Token], clauses: Clauses, thread: Thread) -> None:
        self.text = text
        self.masked = masked
        self.tokens = tokens
        self.clauses = clauses
        self.thread = thread
        self.whole = Span(0, len(text))

    def acts(self) -> list[Act]:
        """The acts by the first rule that finds any."""
        if not self.tokens:
            return []
        return self._view() or self._reaction() or self._noun() or self._came() or self._cited() or self._question() or self._future() or self._carried()

    def view_before(self, readings: list[Reading]) -> list[Act]:
        """The view whose owner the sentence names before any verb that reports: what those verbs say is his."""
        if not readings or readings[0].way is Way.ATTRIBUTION:
            return []
        match = VIEW_RE.search(self.masked)
        if match is None or match.start() >= self.tokens[readings[0].predicate.first].start:
            return []
        return self._view()

    def _view(self) -> list[Act]:
        match = VIEW_RE.search(self.masked)
        if match is None:
            return []
        owner = match["owner"] or ""
        if match["after"] or owner.lower().split()[:1] in (["his"], ["her"], ["their"]):
            side = self._side_of_possessor((match["after"] or owner).lower().split()[0])
        elif owner.startswith("our"):
            return []
        elif not owner:
            near = next((m for m in self.clauses.mentions if self.tokens[m.first].start >= match.end() - 1), None)
            if near is None or self.tokens[near.first].start > match.end() + 60:
                return []
            side = self.thread.resolve(near, []).side or Side.GOVERNMENT
        else:
            found = self._owner_of(match)
            if found is None:
                return []
            side = found
        return [Act(TOLD[side], side, Span(*match.span()))]

    def _side_of_possessor(self, word: str) -> Side:
        pronoun = {"his": "he", "him": "he", "her": "she"}.get(word, "they")
        return self.thread.resolve(Mention(0, 1, None, pronoun=pronoun), []).side or Side.GOVERNMENT

    def _owner_of(self, match: re.Match[str]) -> Side | None:
        """The side of "the Chief Superintendent's" in "in the Chief Superintendent's telling"."""
        words = [token for token in self.tokens if match.start() < token.start < match.end()]
        owner = [token for token in words if token.start < match.end("owner")]
        if not owner:
            return None
        found = find_mentions([*owner[:-1], owner[-1].without_possessive()], self.thread.cast)
        if not found:
            return None
        return self.thread.resolve(found[-1], []).side

    def _reaction(self) -> list[Act]:
        """"Reactions from civil society were mixed.": a judgment of the telegram on what a side said."""
        match = REACTION_RE.match(self.masked)
        if match is None:
            return []
        near = next((m for m in self.clauses.mentions if self.tokens[m.first].start >= match.end() - 1), None)
        side = near.side if near else None
        return [Act(THIRD, side, Span(*match.span()))] if side is Side.THIRD else []

    def _came(self) -> list[Act]:
        """"It would be, came the answer.": from the side that was spoken to."""
        match = CAME_RE.search(self.masked)
        if match is None:
            return []
        side = Side.GOVERNMENT if self.thread.side in (None, Side.US) else Side.US
        if self.thread.side is Side.GOVERNMENT and match["noun"] in {"question", "request", "plea"}:
            side = Side.GOVERNMENT
        kinds = ASKED if match["noun"] in {"question", "request", "plea"} else PROMISED if match["noun"] == "promise" else TOLD
        return [Act(kinds[side], side, Span(*match.span()))]

    def _cited(self) -> list[Act]:
        """'The director was less sanguine: "Hotlines do not open doors."': a colon before what somebody said."""
        lead = self.clauses.main_subject(12)
        quoted = [at for at, token in enumerate(self.tokens) if token.kind is Kind.QUOTE and at and self.tokens[at - 1].low == ":"]
        if not quoted or lead is None:
            return []
        side = self.thread.resolve(lead, []).side
        if side is None or not (is_person(lead) or lead.pronoun in {"he", "she", "they"}):
            return []
        return [Act(TOLD[side], side, self.whole)]

    def _noun(self) -> list[Act]:
        match = NOUN_RE.search(self.masked)
        if match is None or match.start() > 60:
            return []
        owner = match["owner"].lower()
        if owner in {"his", "her", "their", "its"}:
            if self.thread.side is None and owner == "its":
                return []
            side: Side | None = self._side_of_possessor(owner)
        elif owner == "our":
            side = Side.US
        else:
            side = self._side_before(match.start())
        if side is None:
            return []
        noun = match["noun"]
        kinds = ASKED if noun in _ASKING_NOUNS else PROMISED if noun in _PROMISING_NOUNS else TOLD
        if side is Side.US and noun in {"view", "assessment", "impression", "understanding", "concern", "concerns"}:
            return []
        return [Act(kinds[side], side, Span(*match.span()))]

    def _side_before(self, at: int) -> Side | None:
        words = [token for token in self.tokens if token.start <= at]
        if not words or not words[-1].low:
            return None
        found = find_mentions([*words[-8:-1], words[-1].without_possessive()], self.thread.cast)
        return self.thread.resolve(found[-1], []).side if found else None

    def _question(self) -> list[Act]:
        if not self.text.rstrip('"”)').endswith("?"):
            lead = self.clauses.main_subject(12)
            speaks = lead is not None and lead.side is Side.GOVERNMENT and lead.first == 0
            if (speaks or self.thread.side in (Side.GOVERNMENT, Side.US)) and (match := WISH_RE.search(self.masked)):
                return [Act(QUESTION, Side.GOVERNMENT, Span(*match.span()))]
            return []
        side = self.thread.side or Side.GOVERNMENT
        return [Act(ASKED[side], side, self.whole)]

    def _future(self) -> list[Act]:
        lead = self.clauses.main_subject(min(len(self.tokens), 30))
        side = self._side_of_lead(lead)
        if side not in (Side.GOVERNMENT, Side.US):
            return []
        if side is Side.US and lead is None:
            return []
        if (where := Promise(self.clauses).find(side, 0, len(self.tokens), reported=False)) is None:
            return []
        first, end = where
        if self.tokens[first].low == "would" and self.thread.side is None:
            return []
        return [Act(UNDERTAKING, side, span_of(self.tokens, first, end))]

    def _side_of_lead(self, lead: Mention | None) -> Side | None:
        if lead is None:
            return self.thread.side
        if lead.pronoun or lead.side is None:
            return self.thread.resolve(lead, []).side if lead.pronoun else self.thread.side
        return lead.side

    def _carried(self) -> list[Act]:
        side = self.thread.side
        lead = self.clauses.main_subject(min(len(self.tokens), 20))
        if side is None or self._breaks_off(lead):
            return []
        if side is Side.US and lead is not None and lead.side is Side.GOVERNMENT and RETOLD_RE.search(self.masked):
            return [Act(POSITION, Side.GOVERNMENT, self.whole)]
        if side is Side.US:
            shifted = _BACKSHIFT_RE.search(self.masked)
            if shifted is None or POINT not in self.thread.kinds or (lead and lead.side is not None and lead.side is not Side.US):
                return []
        return [Act(TOLD[side], side, self.whole)]

    def _is_meeting(self, lead: Mention | None) -> bool:
        match = MEETING_RE.search(self.masked)
        if match is None:
            return False
        near = lead is None or match.start() - self.tokens[lead.end - 1].end < 30
        return near or any(mention.side is Side.US for mention in self.clauses.mentions)

    def _breaks_off(self, lead: Mention | None) -> bool:
        if self._is_meeting(lead) or ASIDE_RE.search(self.masked) or _PRESS_RE.search(self.masked):
            return True
        if SILENT_RE.search(self.masked):
            return True
        if lead is None:
            return False
        if lead.side is Side.US and self.thread.side is not Side.US:
            return True
        if self.thread.side is Side.THIRD and lead.side is Side.GOVERNMENT and not lead.person and lead.head == "government" and self.tokens[lead.first].bare in self.thread.cast.home:
            return True
        speaks = lead.pronoun in {"he", "she"} or (bool(lead.person) and self.thread.speaker is not None and lead.person == self.thread.speaker.person)
        following = self.clauses.low(lead.end)
        return speaks and lead.first < 4 and _WE_SAW.fullmatch(following) is not None


def _carry_on(
    masked: str,
    mentions: list[Mention],
    clauses: Clauses,
    readings: list[Reading],
    acts: list[Act],
    thread: Thread,
    *,
    is_item: bool,
) -> None:
    """Remember who spoke and who was named, for the sentences that follow."""
    speaking = [reading for reading in readings if reading.predicate.verb.act != "scene"]
    speaker = speaking[-1].subject if acts and speaking else None
    owners = find_owners(clauses.tokens, thread.cast)
    thread.remember([*owners, *mentions], speaker)
    thread.delivered = bool(speaking) and speaking[-1].predicate.verb.act == "deliver"
    thread.met = None
    lead = clauses.main_subject(12)
    if speaker is not None:
        thread.focus = speaker
    elif lead is not None and is_person(lead) and lead.side is not None:
        thread.focus = lead
    elif owners and owners[0].first < 2:
        thread.focus = owners[0]
    if acts:
        thread.side = acts[-1].side
        if not is_item:
            thread.kinds = tuple(act.kind for act in acts)
        return
    if MEETING_RE.search(masked):
        thread.side = None
        thread.kinds = ()
        others = [m for m in mentions if m.side not in (None, Side.US) and (m.person or m.head)]
        thread.met = next((m for m in others if m.person), others[0] if others else None)
    elif (
        lead is not None
        and lead.side in (Side.GOVERNMENT, Side.THIRD)
        and (TONE_RE.search(masked) or (is_person(lead) and thread.side is not Side.GOVERNMENT))
    ):
        thread.side = lead.side
        thread.kinds = (TOLD[lead.side],)
