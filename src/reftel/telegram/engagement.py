"""What a telegram reports of a government's response: who answered, asked, undertook or was told what.

Everything found is a proposal. The rules go by the verb that reports a speech act and by whose verb it is;
a sentence without such a verb carries on what the government was saying just before.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from functools import cache

from reftel.document import Finding, Span, fold_white_space
from reftel.language import split_sentences
from reftel.telegram.cast import Cast, Mention, Side, find_mentions, mask_quotes, read_cast
from reftel.telegram.model import Paragraph, Telegram
from reftel.vocab.countries import countries
from reftel.vocab.speech import speech_verbs

VERSION = 1
POSITION, QUESTION, UNDERTAKING, POINT, THIRD, COMMENT = (
    "position",
    "question",
    "undertaking",
    "point",
    "third-party",
    "comment",
)


@dataclass(frozen=True, slots=True)
class Act:
    """One speech act in a sentence: what it is, whose it is, and the words that show it."""

    kind: str
    side: Side
    evidence: Span


@dataclass(frozen=True, slots=True)
class _Sentence:
    span: Span
    text: str
    is_item: bool


@dataclass(slots=True)
class _Thread:
    """What carries over from one sentence to the next."""

    speaker: Mention | None = None
    person: Mention | None = None
    lead: Mention | None = None
    us_person: Mention | None = None
    genders: dict[str, str] = field(default_factory=dict)
    side: Side | None = None


@dataclass(frozen=True, slots=True)
class _Verb:
    form: str
    act: str
    span: Span


def find_engagement(telegram: Telegram) -> tuple[Finding, ...]:
    """Propose what each side said, asked and undertook, and set the post's comment apart.

    Telegrams of the Department instruct; they report no response and give nothing here.

    Returns:
        Findings in text order, of kinds ``position``, ``question``, ``undertaking``, ``point``, ``third-party``
        and ``comment``; attribute ``side`` says whose. Spans are whole sentences in the raw text.
    """
    if telegram.station.upper().startswith(("STATE", "SECSTATE")):
        return ()
    sentences = [(p, sentence) for p in telegram.paragraphs for sentence in _sentences(telegram, p)]
    station = frozenset(word.capitalize() for word in telegram.station.split())
    cast = read_cast([sentence.text for _, sentence in sentences], _place_words() | station)
    if telegram.signature:  # the head of the post, who is seldom introduced in its own telegrams
        cast.sides.setdefault(telegram.signature.text.title().split()[-1], Side.US)
    found: list[Finding] = []
    thread = _Thread()
    current: Paragraph | None = None
    for paragraph, sentence in sentences:
        if paragraph is not current:
            thread = replace(thread, side=None, speaker=None)
            current = paragraph
        found += _sentence_findings(paragraph, sentence, cast, thread)
    return tuple(found + _comment_findings(telegram))


@cache
def _place_words() -> frozenset[str]:
    """Words of country names and adjectives, which look like people's names and are none."""
    names = [name for c in countries() for name in (c.name, *c.other_names, *c.adjectives)]
    return frozenset(word for name in names for word in re.findall(r"[A-Z][\w'’]+", name))


def classify_sentence(text: str, cast: Cast, thread: _Thread, *, is_item: bool = False) -> list[Act]:
    """The speech acts of one sentence, given who was speaking before it."""
    mentions: list[Mention] = []
    for mention in find_mentions(text, cast):
        mentions.append(_resolve(mention, mentions, thread))
    acts = [] if _VIEW_RE.match(text) else _acts_by_verbs(text, mentions, thread)
    if not acts and is_item and thread.side is Side.US:
        acts = [Act(POINT, Side.US, Span(0, len(text)))]
    elif not acts:
        acts = _acts_without_verb(text, mentions, thread)
    _carry_on(text, mentions, acts, thread)
    return acts


def _sentence_findings(
    paragraph: Paragraph, sentence: _Sentence, cast: Cast, thread: _Thread
) -> list[Finding]:
    text = sentence.text
    acts = classify_sentence(text, cast, thread, is_item=sentence.is_item)
    if paragraph.role != "report":
        return []
    grouped: dict[tuple[str, Side], list[Span]] = {}
    for act in acts:
        grouped.setdefault((act.kind, act.side), []).append(act.evidence)
    return [
        Finding(
            kind=kind,
            span=sentence.span,
            rule=f"engagement.{kind}/{VERSION}",
            attributes={"side": str(side), "words": "; ".join(dict.fromkeys(span.of(text) for span in spans))},
            marking=paragraph.marking,
        )
        for (kind, side), spans in grouped.items()
    ]


def _comment_findings(telegram: Telegram) -> list[Finding]:
    found = []
    for paragraph in telegram.paragraphs:
        asides = [aside for aside in paragraph.asides if not _NOTE_RE.match(telegram.raw, *aside)]
        spans = [paragraph.text_span] if paragraph.role == "comment" else asides
        for span in spans:
            clean = fold_white_space(telegram.raw, span, telegram.leave_out)
            for sentence in split_sentences(clean.text):
                words = _strip_labels(clean.text, sentence)
                if words.length:
                    rule = f"engagement.{COMMENT}/{VERSION}"
                    attributes = {"side": str(Side.US)}
                    found.append(
                        Finding(COMMENT, clean.to_raw(words), rule, attributes, marking=paragraph.marking)
                    )
    return found


_ITEM_RE = re.compile(r"\s*(?:--|-|[*•])\s+")
_NOTE_RE = re.compile(r"[(\[]\s*note\b", re.IGNORECASE)
# must match "(Comment: ", "Note: "; must not match "Comments were made"
_OPEN_LABEL_RE = re.compile(r"[(\[]?\s*(?:(?:Post )?comment|note)\s*[:.]\s*", re.IGNORECASE)
# must match "End comment.)", "END SUMMARY AND COMMENT."; must not match "The end came soon."
_CLOSE_LABEL_RE = re.compile(r"[(\[]?\s*End (?:of )?(?:comment|note|summary|bio note)s?\b[^.]{0,30}\.?\s*[)\]]?\s*$", re.IGNORECASE)


def _strip_labels(text: str, sentence: Span) -> Span:
    start, end = sentence
    if match := _OPEN_LABEL_RE.match(text, start, end):
        start = match.end()
    if match := _ITEM_RE.match(text, start, end):
        start = match.end()
    if match := _CLOSE_LABEL_RE.search(text, start, end):
        end = match.start()
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end)


def _sentences(telegram: Telegram, paragraph: Paragraph) -> list[_Sentence]:
    """The sentences of a paragraph without page lines and asides, each with its place in the raw text."""
    holes = sorted((*telegram.leave_out, *paragraph.asides))
    clean = fold_white_space(telegram.raw, paragraph.text_span, holes)
    found = []
    for sentence in split_sentences(clean.text):
        words = _strip_labels(clean.text, sentence)
        if words.length:
            found.append(_Sentence(clean.to_raw(words), words.of(clean.text), words.start - sentence.start > 1))
    return found


# -- whose verb it is ----------------------------------------------------------------------------------------


@cache
def _verb_re() -> re.Pattern[str]:
    forms = sorted(speech_verbs(), key=len, reverse=True)
    return re.compile(r"\b(?:" + "|".join(map(re.escape, forms)) + r")\b", re.IGNORECASE)


# A verb that does not report by itself: "had asked", "to say", "been told", "the report said to be"
_NOT_FINITE_RE = re.compile(
    r"\b(?:had|have|been|being|be|to|will|would|could|can|should|may|might|must|not yet|having|who|which|that|as)\s+(?:\w+ly\s+)?$",
    re.IGNORECASE,
)
# "was quick to point out", "went on to say": the infinitive reports after all
_REPORTING_INFINITIVE_RE = re.compile(
    r"\b(?:quick|went on|goes on|continued|keen|at pains|hastened|chose|took care|concluded|eager|careful|happy|glad|anxious|proceeded|wished|wanted)\s+to\s+(?:\w+ly\s+)?$",
    re.IGNORECASE,
)
_AUXILIARY_KEPT = {"has committed", "has offered", "has agreed", "has promised", "has pledged"}
_SUBORDINATE_RE = re.compile(r"\b(?:that|whether|if|which|who|because|although|since|when|where|how|why|what|while)\b", re.IGNORECASE)
_COORDINATE_RE = re.compile(r"(?:\b(?:and|but|then|or)\b|[,;]) (?:(?:also|then|in turn|again|even|later|instead|finally|\w+ly|did|for (?:his|her) part),? )*$", re.IGNORECASE)
_OBJECT_RE = re.compile(
    r"\b(?:to|with|from|of|for|by|at|in|on|about|between|than|against|into|behind|told|tells|assured|asked|thanked|informed|"
    r"urged|pressed|reminded|gave|offered|showed|briefed|saw|met|visited|called|received|referred|that|whom|invited|accompanied)\s+$",
    re.IGNORECASE,
)
# Verbs whose object is a person: "thanked Poloff" is never "said Poloff" turned round.
_TAKES_PERSON = frozenset(
    "told tells thanked thanks assured assures asked asks informed urged urges pressed reminded accused blamed advised called briefed"
    " encouraged warned criticized invited".split()
)
# must match " the government to act"; must not match " the minister to deliver the message"
_CALL_TO_RE = re.compile(r"[^,;.]{2,60}\bto (?!deliver|discuss|present|convey|review|hear|learn|hand|inform|explain|ask|raise|talk|follow)\w")
_BASE_FORMS = "|".join(
    "say tell note add explain remark observe mention point stress emphasize underline ask inquire query request wonder"
    " pledge promise undertake commit offer agree assure complain insist claim argue regret deny dispute admit concede"
    " acknowledge thank reiterate repeat express urge".split()
)
_INFINITIVE_RE = re.compile(rf"\b(?P<lead>quick|went on|keen|at pains|hastened|chose|took care|eager|careful|happy|glad|anxious|proceeded|did(?: also)?|did not|concluded by|closed by|ended by|began by|opened by)(?: to)? (?P<form>{_BASE_FORMS})(?: out)?(?:ing)?\b", re.IGNORECASE)
_PASSIVE_RE = re.compile(r"\b(?:was|were) (?:told|informed|assured|advised|asked|promised|given|reminded)\b", re.IGNORECASE)
# Turns of phrase that report an act without one of the verbs of the table
_PHRASES = (
    (re.compile(r"\bgave (?:us |poloff )?(?:\w+ ){0,2}(?:undertakings?|promises?|commitments?|assurances?|pledges?)\b", re.IGNORECASE), "commit"),
    (re.compile(r"\bhad (?:\w+ )?(?:requests?|questions?)\b|\b(?:repeated|renewed|made|reiterated) (?:\w+ )?(?:requests?|questions?|appeals?)\b|\bwould be grateful\b|\bwould appreciate\b", re.IGNORECASE), "ask"),
    (re.compile(r"\b(?:went on|began|continued|put in|broke in|finished|resumed)(?=[,.:])", re.IGNORECASE), "say"),
    (re.compile(r"\b(?:put it down to|spoke of|brought up|was content|preferred|doubted|preferred to|put (?:this|that|it) down to|had nothing to say)\b", re.IGNORECASE), "stance"),
)
_BASE_ACTS = {
    **dict.fromkeys("ask inquire query request wonder urge".split(), "ask"),
    **dict.fromkeys("pledge promise undertake commit offer agree assure".split(), "commit"),
    **dict.fromkeys("complain insist claim argue regret deny dispute admit concede acknowledge thank express".split(), "stance"),
}


def _find_verbs(masked: str) -> list[_Verb]:
    """The verbs of a sentence that report, in order."""
    verbs = []
    for match in _INFINITIVE_RE.finditer(masked):
        act = _BASE_ACTS.get(match["form"].lower(), "say")
        if match["lead"].lower().startswith("did not"):
            act = "stance"
        verbs.append(_Verb(match["form"].lower(), act, Span(*match.span())))
    for pattern, act in _PHRASES:
        verbs += [_Verb(match[0].lower(), act, Span(*match.span())) for match in pattern.finditer(masked)]
    for match in _verb_re().finditer(masked):
        form = match[0].lower()
        span = Span(*match.span())
        if any(span.meets(other.span) for other in verbs):
            continue
        before = masked[max(0, match.start() - 40) : match.start()]
        if _NOT_FINITE_RE.search(before) and not _REPORTING_INFINITIVE_RE.search(before):
            continue
        if re.search(r"\b(?:the|a|an|his|her|their|its|in|of|no|any|these|those|this|two|three)\s+$", before, re.IGNORECASE):
            continue  # a noun: "the claims", "her notes"
        if form.startswith(("called on", "calls on", "called upon")) and not _CALL_TO_RE.match(masked, match.end()):
            continue  # a visit, not a demand
        verbs.append(_Verb(form, speech_verbs()[form], span))
    return sorted(verbs, key=lambda verb: verb.span)


def _subject_of(masked: str, verb: _Verb, mentions: list[Mention], before: list[tuple[_Verb, Mention]]) -> Mention | None:
    """Who does what a verb reports; None if the sentence does not say."""
    if verb.form.split()[0] in _TAKES_PERSON:
        inverted = False
    else:
        opener = masked[: verb.span.start].rstrip()
        inverted = opener.endswith((",", "·", '"', "”", "?"))
    behind = next((m for m in mentions if 0 <= m.span.start - verb.span.end <= 5), None)
    if behind and not behind.pronoun and inverted and _ends_clause(masked, behind.span.end):
        return behind
    for mention in reversed([m for m in mentions if m.span.end <= verb.span.start]):
        gap = masked[mention.span.end : verb.span.start]
        if not mention.pronoun and _OBJECT_RE.search(masked[: mention.span.start]) and not _opens_clause(masked, mention.span.start):
            continue
        if gap.startswith(("'s ", "’s ")) and len(gap) < 4:
            continue
        if len(gap) > 160 or ";" in gap:
            break
        if not gap.strip() or not _reaches_over_clause(gap):
            return mention
        if _COORDINATE_RE.search(gap) and before:
            return before[-1][1]
        return None if _SUBORDINATE_RE.search(gap) and not re.match(r"\s?,", gap) else mention
    if before and _COORDINATE_RE.search(masked[: verb.span.start]):
        return before[-1][1]
    return None


def _ends_clause(masked: str, at: int) -> bool:
    rest = masked[at : at + 40]
    return not re.match(r" (?:that|to|whether|if|for)\b", rest) and bool(re.match(r"\s*(?:[.,;]|$|on|in|,|and|when|with|at)", rest))


def _opens_clause(masked: str, at: int) -> bool:
    # "explained that the ministry had", "in the minister's view": after "that" a new clause has its own subject.
    return bool(re.search(r"\bthat\s+$", masked[:at], re.IGNORECASE))


def _reaches_over_clause(gap: str) -> bool:
    return bool(_SUBORDINATE_RE.search(gap))


def _resolve(mention: Mention, earlier: list[Mention], thread: _Thread) -> Mention:
    """Give a pronoun the side and name of the one it stands for: named just before, or last."""
    if not mention.pronoun:
        return mention
    gender = {"he": "m", "she": "f"}.get(mention.pronoun, "")
    beside = [other for other in reversed(earlier) if other.person]
    for candidate in (*beside, thread.lead, thread.person, thread.speaker, thread.us_person):
        if candidate is None or candidate.side is None:
            continue
        known = thread.genders.get(candidate.person, "")
        if gender and known and known != gender:
            continue
        if gender and candidate.person:
            thread.genders[candidate.person] = gender
        return replace(mention, side=candidate.side, person=candidate.person)
    return replace(mention, side=thread.side or Side.GOVERNMENT)


# -- what the verb makes of it -------------------------------------------------------------------------------

_FUTURE = r"(?:would|will|'ll|intends? to|intended to|plans? to|planned to|is to|are to|was to|were to|is going to|would also|will also)"
_NO_PROMISE = (
    r"(?:not|never|have (?!a |the |his |her |their |it )|like|prefer|welcome|need|require|take time|depend|be (?!ready|in place|in force|held|sent|given|made|open|put|done|(?:\w+ )?\w+ed\b)|"
    r"remain|seem|appear|only|hardly|scarcely|help|mean|count|cost|lead|cause|make it|suffer|lose|suggest|expect|hope|continue to (?:be|face)|"
    r"stand|happen|change nothing|find it)"
)
# must match "his unit would have a proposal ready"; must not match "it would be unfair", "they would not"
_OWN_FUTURE_RE = re.compile(
    rf"\b(?:he|she|they|it|we|his|her|their|its|the|our|both|all|post|poloff|emboff|embassy|consulate|[A-Z]\w+)\b[^,;.]{{0,70}}?\b{_FUTURE}(?: (?!{_NO_PROMISE}\b)\w|[.,]?$)",
    re.IGNORECASE,
)
_AIM_RE = re.compile(r"\b(?:message|aim|goal|purpose|task|role|job|priority|point|problem|question|intent(?:ion)?|idea|challenge)\s*$")
# must match "The MFA will convene", "A working group is to hold"; must not match "it would be unfair"
_BARE_FUTURE_RE = re.compile(
    rf"\b(?:will|is to|are to|plans to|intends to|is due to|is set to|is scheduled to|are due to) (?!{_NO_PROMISE}\b)\w+", re.IGNORECASE
)
_FREE_FUTURE_RE = re.compile(
    r"\bwould (?:then |also |now |first |soon )?(?:be (?:\w+ed|ready|sent|put|held|given|made|in place|open)|go to|come (?:back|before)|start|begin|open|send|table|submit|issue|"
    r"write|let|tell|ask|report|return|follow|name|appoint|train|publish|pay|meet|raise|take|place|bring|draft|hold|share|see|get|receive|provide|post|visit|know|do so)\b",
    re.IGNORECASE,
)
_PROMISING_SAY = frozenset(
    "said says told tells added adds explained announced announces confirmed confirms stated indicated replied responded noted stressed"
    " emphasized declared reported reports insisted answered volunteered disclosed relayed".split()
) | {"made clear", "let it be known", "made it clear"}
_COMMITMENT_RE = re.compile(
    r"\b(?:reiterat\w+|reaffirm\w*|restat\w+|stress\w*|repeat\w*|emphasi\w+|express\w*|pledg\w+|underscor\w+|voic\w+|confirm\w*|renew\w*|affirm\w*|convey\w*|declar\w+)\b"
    r"[^.;]{0,60}\b(?:commitments?|resolve|determination|readiness|willingness|pledge|promise|undertaking)\b (?:to|that|of)\b",
    re.IGNORECASE,
)
# must match "concluded the meeting by reiterating his government's commitment to"; must not match "said that the commitment to"
_BY_COMMITTING_RE = re.compile(rf"[^.,;]{{3,60}}\bby {_COMMITMENT_RE.pattern}", re.IGNORECASE)
_OFFER_NOTHING_RE = re.compile(r"offer(?:ed|s) (?:no|nothing|his thanks|her thanks|thanks|apolog|condolences|little|an explanation|a different|several reasons|the view|his view|that)", re.IGNORECASE)
_AGREE_ONLY_RE = re.compile(r"agree(?:d|s) (?:that|with)\b", re.IGNORECASE)
_NEGATED_RE = re.compile(r"\b(?:not|never|neither|nor|stopped short of|without)\s+(?:\w+\s+)?$", re.IGNORECASE)
_BOTH_RE = re.compile(r"\b(?:it was (?:settled|agreed|decided)|both sides (?:agreed|will|would)|the two sides agreed|the two agreed)\b", re.IGNORECASE)
_VIEW_RE = re.compile(r"\b(?:struck (?:him|her|them) as|according to|in (?:his|her|their|the [\w' ]{3,30}'s) (?:view|words|telling|opinion|account|estimation))\b", re.IGNORECASE)
_MEETING_RE = re.compile(r"\b(?:(?<!had )(?<!has )(?<!have )(?<!not )met|called on|paid a call|hosted|attended|visited|sat in|traveled|travelled|accompanied|followed up (?:on|with)|saw)\b", re.IGNORECASE)
# must match "Konadu-Essel grew calmer"; must not match "The unit grew to twelve officers"
_TONE_RE = re.compile(
    r"\b(?:grew|turned|became|was|were|struck|sounded|seemed|appeared) (?:a |visibly |much |more |less |no |\w+ly )*"
    r"(?:\w+er|\w+ed|blunt|calm|frank|candid|cautious|different|defensive|upbeat|gracious|note|tone|cool|warm|angry|tart|sharp|gloomy)\b"
)


def _acts_by_verbs(text: str, mentions: list[Mention], thread: _Thread) -> list[Act]:
    masked = mask_quotes(text)
    if match := _BOTH_RE.search(masked):
        where = Span(*match.span())
        return [Act(UNDERTAKING, Side.GOVERNMENT, where), Act(UNDERTAKING, Side.US, where)]
    done: list[tuple[_Verb, Mention]] = []
    acts: list[Act] = []
    for verb in _find_verbs(masked):
        if done and _inside_complement(masked, done[-1][0], verb, mentions):
            continue
        subject = _subject_of(masked, verb, mentions, done)
        if subject is None or subject.side is None:
            continue
        if verb.form.endswith("s") and " " not in verb.form and verb.span.start - subject.span.end > 14:
            continue  # "notes", "claims", "requests" far from a subject are nouns
        if subject.side is Side.US and verb.form.endswith("s") and " " not in verb.form:
            continue  # "Post asks that": the telegram's own voice, to its Department
        side = subject.side
        if _PASSIVE_RE.match(masked, max(0, masked.rfind("w", 0, verb.span.start))) and side is Side.US:
            side = Side.GOVERNMENT
        if verb.act == "deliver" and side is not Side.US and not verb.form.startswith("raise"):
            continue
        done.append((verb, replace(subject, side=side)))
        acts += _acts_of(masked, verb, side)
    if done:
        thread.speaker = done[-1][1]
    return acts


def _inside_complement(masked: str, first: _Verb, verb: _Verb, mentions: list[Mention]) -> bool:
    """Whether a later verb belongs to what the earlier one reports: "noted that the police asked ..."."""
    gap = masked[first.span.end : verb.span.start]
    if _COORDINATE_RE.search(gap):
        return False
    between = [m for m in mentions if first.span.end <= m.span.start and m.span.end <= verb.span.start]
    if between:
        lead = masked[first.span.end : between[-1].span.start]
        return not re.search(r"(?:[,;]| and| but| while|, with)\s*$", lead)
    return True


def _acts_of(masked: str, verb: _Verb, side: Side) -> list[Act]:
    where = verb.span
    if side is Side.THIRD:
        return [Act(THIRD, side, where)]
    rest = masked[where.end :]
    before = masked[: where.start]
    told = POSITION if side is Side.GOVERNMENT else POINT
    if match := _COMMITMENT_RE.match(masked, where.start) or _BY_COMMITTING_RE.match(masked, where.start):
        return [Act(UNDERTAKING, side, Span(where.start, match.end()))]
    if verb.act == "commit":
        if _OFFER_NOTHING_RE.match(masked, where.start) or _NEGATED_RE.search(before[-30:]):
            return [Act(told, side, where)]
        return [Act(UNDERTAKING, side, where)]
    if verb.act == "ask":
        return [Act(QUESTION if side is Side.GOVERNMENT else POINT, side, where)]
    if verb.act in ("say", "stance") and (verb.form in _PROMISING_SAY or verb.form.split()[0] in _PROMISING_SAY):
        own = rest if _opens_statement(rest) else before
        if own is rest and (cut := re.search(r",? (?:but|and) (?:asked|inquired|requested|wondered)\b", rest)):
            own = rest[: cut.start()]
        if (match := _OWN_FUTURE_RE.search(own)) and not re.search(r"\b(?:if|unless|could|whether)\b", own[: match.start()]):
            return [Act(UNDERTAKING, side, where)]
    return [Act(told, side, where)]


def _opens_statement(rest: str) -> bool:
    """Whether what was said stands behind the verb, not before it as in "X, the minister said."""
    return bool(re.match(r"\s*[^.,;]{4,}", rest)) and not re.match(r"\s*[.,;]", rest)


def _acts_without_verb(text: str, mentions: list[Mention], thread: _Thread) -> list[Act]:
    """A sentence that reports by no verb: a view, a question, a promise, or more of what was being said."""
    masked = mask_quotes(text)
    whole = Span(0, len(text))
    if match := _VIEW_RE.search(masked):
        near = next((m for m in mentions if m.span.start >= match.start() and m.side), None)
        if re.match(r"\W*(?:her|him|them)\b", masked[match.end() :]) or re.search(r"\b(?:his|her|their)\b", match[0]):
            near = thread.person
        side = near.side if near and near.side else (thread.side or Side.GOVERNMENT)
        kind = {Side.GOVERNMENT: POSITION, Side.US: POINT, Side.THIRD: THIRD}[side]
        return [Act(kind, side, Span(*match.span()))]
    lead = next((m for m in mentions if m.span.start <= 45 and not _OBJECT_RE.search(masked[: m.span.start])), None)
    if match := _COMMITMENT_RE.search(masked):
        side = lead.side if lead and lead.side else thread.side
        if side in (Side.GOVERNMENT, Side.US):
            return [Act(UNDERTAKING, side, Span(*match.span()))]
    if (match := _BARE_FUTURE_RE.search(masked)) and not _AIM_RE.search(masked[: match.start()]):
        side = lead.side if lead and lead.side else thread.side
        if side in (Side.GOVERNMENT, Side.US):
            return [Act(UNDERTAKING, side, Span(*match.span()))]
    if thread.side is Side.GOVERNMENT and not _breaks_off(masked, lead):
        if text.rstrip('"”').endswith("?"):
            return [Act(QUESTION, Side.GOVERNMENT, whole)]
        if match := _FREE_FUTURE_RE.search(masked):
            return [Act(UNDERTAKING, Side.GOVERNMENT, Span(*match.span()))]
        return [Act(POSITION, Side.GOVERNMENT, whole)]
    if thread.side is Side.THIRD and not _breaks_off(masked, lead):
        return [Act(THIRD, Side.THIRD, whole)]
    return []


def _breaks_off(masked: str, lead: Mention | None) -> bool:
    if _MEETING_RE.search(masked):
        return True
    return lead is not None and lead.side is Side.US


def _carry_on(text: str, mentions: list[Mention], acts: list[Act], thread: _Thread) -> None:
    """Remember who spoke and who was last named, for the sentences that follow."""
    people = [m for m in mentions if m.person and m.side is not Side.US and not m.pronoun]
    named = [m for m in mentions if m.side is not None and not m.pronoun]
    if people:
        thread.person = people[-1] if len(people) == 1 or not acts else people[0]
        _learn_gender(text, people, thread)
    elif roles := [m for m in named if m.side is not Side.US and re.match(r"[Tt]he ", m.span.of(text))]:
        if thread.person is None or thread.person.side is None:
            thread.person = roles[0]
    opening = next((m for m in mentions if m.person and m.span.start < 60), None)
    if opening is not None and not _OBJECT_RE.search(text[: opening.span.start]):
        thread.lead = opening
    elif people:
        thread.lead = None
    if us := [m for m in named if m.side is Side.US]:
        thread.us_person = us[0]
    if acts:
        thread.side = acts[-1].side
    elif _MEETING_RE.search(text):
        thread.side = None
    elif _TONE_RE.search(text) and named and named[0].side in (Side.GOVERNMENT, Side.THIRD) and named[0].span.start < 40:
        thread.side = named[0].side


def _learn_gender(text: str, people: list[Mention], thread: _Thread) -> None:
    if len(people) != 1:
        return
    if match := re.search(r"\b(?P<m>his|him)\b|\b(?P<f>her)\b", text[people[0].span.end :]):
        thread.genders.setdefault(people[0].person, "m" if match["m"] else "f")
