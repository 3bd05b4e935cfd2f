"""What a sentence reports, given who was speaking before it."""

from __future__ import annotations

from dataclasses import replace

from reftel.document import Span
from reftel.language.words import word_set
from reftel.telegram.cast import Mention, find_mentions, find_owners
from reftel.telegram.patterns import MEETING_RE, TONE_RE, TOPIC_RE
from reftel.telegram.predicates import read_predicates
from reftel.telegram.readings import Reading, ReadingFinder, is_own_voice
from reftel.telegram.roles import Side
from reftel.telegram.speech_acts import (
    POINT,
    QUESTION,
    THIRD,
    TOLD,
    UNDERTAKING,
    Act,
    ActReader,
)
from reftel.telegram.subjects import PERSON_OBJECTS, Clauses
from reftel.telegram.thread import Thread, is_person
from reftel.telegram.tokens import Kind, Token
from reftel.telegram.unreported import Sentence, Unreported


def classify_sentence(sentence: Sentence, thread: Thread) -> list[Act]:
    """The speech acts of one sentence; what it leaves for the next is kept in the thread."""
    if thread.side is None and thread.before is Side.GOVERNMENT and TOPIC_RE.match(sentence.text):
        thread.side = thread.before
    mentions = [
        thread.resolve(mention, []) if mention.head and mention.side is None else mention
        for mention in find_mentions(sentence.tokens, thread.cast, sentence.phrases)
    ]
    clauses = Clauses(sentence.tokens, mentions)
    masked = mask(sentence.text, sentence.tokens)
    readings, acts = _reported(clauses, masked, thread)
    unreported = Unreported(sentence, masked, clauses, thread)
    acts = unreported.view_before(readings) or acts
    if not acts and sentence.is_item and thread.kinds:
        acts = _acts_of_item(sentence.text, thread)
    elif not acts and not _is_scene(readings):
        acts = unreported.acts()
    _carry_on(masked, clauses, readings, acts, thread)
    if acts and not sentence.is_item:
        thread.kinds = tuple(act.kind for act in acts)
    return acts


def _reported(clauses: Clauses, masked: str, thread: Thread) -> tuple[list[Reading], list[Act]]:
    """The acts that verbs report, with the readings of these verbs."""
    reader = ActReader(clauses.tokens, clauses, masked)
    if acts := reader.joint_acts():
        return [], acts
    finder = ReadingFinder(clauses.tokens, clauses, read_predicates(clauses.tokens))
    readings = _resolve_readings(finder.find(), clauses, thread)
    if not readings:
        readings = finder.read_subjectless(thread.speaker)
    return readings, _acts_of_readings(reader, readings, thread)


def _is_scene(readings: list[Reading]) -> bool:
    """ "He listened and took notes": somebody does something and says nothing."""
    if not readings or any(reading.predicate.verb.act != "scene" for reading in readings):
        return False
    subject = readings[0].subject
    return subject.first < 6 and (
        bool(subject.person) or subject.pronoun in {"he", "she"} or subject.side is Side.US
    )


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
    """The side that a verb speaks to: "told us"; who answers or asks after an American is no American."""
    predicate = reading.predicate
    verb = predicate.verb
    if "us" in (clauses.low(predicate.end), clauses.low(predicate.end + 1)):
        return Side.US
    spoken_to = clauses.by_first.get(predicate.end)
    if spoken_to is not None and not spoken_to.pronoun and verb.lemma in PERSON_OBJECTS:
        return spoken_to.side if spoken_to.side is not Side.THIRD else None
    answers = verb.act in {"reply", "ask", "stance"} or verb.lemma in ANSWERING
    further = {"also", "further", "again"} & predicate.auxiliaries
    if thread.side is Side.US and answers and verb.lemma not in ADVISING and not further:
        return Side.US
    return None


# After an American has spoken, these are the other's ("he observed"), those more of the same ("he urged").
ANSWERING = word_set(
    """
    observe remark confide muse joke quip confess admit concede retort volunteer lament recall sigh
    insist
    """
)
ADVISING = word_set(
    """
    encourage urge press call prod agree commend applaud welcome thank express hope praise expect wish
    """
)


def _learn_gender(reading: Reading, subject: Mention, clauses: Clauses, thread: Thread) -> None:
    """ "Poloff said he would": the pronoun right behind the verb is the speaker."""
    key = subject.person or subject.head
    at = reading.predicate.end
    at += clauses.low(at) == "that"
    gender = {"he": "m", "she": "f"}.get(clauses.low(at))
    if key and gender:
        thread.genders.setdefault(key, gender)


def _resolve_readings(readings: list[Reading], clauses: Clauses, thread: Thread) -> list[Reading]:
    resolved: list[Reading] = []
    known: dict[int, Mention] = {}
    beside: list[Mention] = []
    for reading in readings:
        subject = reading.subject
        if subject.head == "asked":
            continue  # "was asked about the delay but had no answer"
        if subject.first in known and subject.head != "passive":
            subject = known[subject.first]
        else:
            subject = thread.resolve(subject, beside, _addressee(reading, clauses, thread))
            if subject.head != "passive":
                known[subject.first] = subject
            if reading.subject.pronoun not in {"he", "she"}:
                _learn_gender(reading, subject, clauses, thread)
        current = replace(reading, subject=subject)
        if not is_own_voice(current):
            resolved.append(current)
            if reading.predicate.verb.act != "scene":
                beside = [subject]
    return resolved


def _acts_of_readings(reader: ActReader, readings: list[Reading], thread: Thread) -> list[Act]:
    acts: list[Act] = []
    accepts = thread.side is Side.GOVERNMENT and bool({QUESTION, UNDERTAKING} & set(thread.kinds))
    for index, reading in enumerate(readings):
        following = readings[index + 1].predicate.first if index + 1 < len(readings) else len(reader.tokens)
        end = max(following, reading.predicate.end)
        acts += reader.acts_of(reading, end, accepts_offer=accepts)
    return acts


def _acts_of_item(text: str, thread: Thread) -> list[Act]:
    """An item of a list belongs to what the sentence before the list did."""
    side = thread.side or Side.US
    kind = {Side.US: POINT, Side.THIRD: THIRD}.get(side, thread.kinds[-1])
    return [Act(kind, side, Span(0, len(text)))]


def _carry_on(
    masked: str, clauses: Clauses, readings: list[Reading], acts: list[Act], thread: Thread
) -> None:
    """Remember who spoke and who was named, for the sentences that follow."""
    speaking = [reading for reading in readings if reading.predicate.verb.act != "scene"]
    speaker = speaking[-1].subject if acts and speaking else None
    owners = find_owners(clauses.tokens, thread.cast)
    thread.remember([*owners, *clauses.mentions], speaker)
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
    elif MEETING_RE.search(masked):
        thread.meet(clauses.mentions)
    elif lead is not None and lead.side in (Side.GOVERNMENT, Side.THIRD):
        person = is_person(lead) and thread.side is not Side.GOVERNMENT
        if person or TONE_RE.search(masked):
            thread.side, thread.kinds = lead.side, (TOLD[lead.side],)
