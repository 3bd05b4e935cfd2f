"""Noun phrases that name an actor by a role or an office: "the head of the ministry's legal section"."""

from __future__ import annotations

from dataclasses import dataclass

from reftel.telegram.names import NOT_NAMES, is_honorific, is_name, is_particle
from reftel.telegram.roles import (
    GOVERNMENT_HEADS,
    NEUTRAL_HEADS,
    THIRD_HEADS,
    US_MODIFIERS,
    US_TWO_WORDS,
    is_acronym,
    is_us_officer,
)
from reftel.telegram.tokens import Kind, Token
from reftel.vocab.speech import PAST, PAST_OR_PARTICIPLE, THIRD_PERSON, speech_verbs

HEADS = GOVERNMENT_HEADS | NEUTRAL_HEADS | THIRD_HEADS
DETERMINERS = frozenset(
    "the a an his her their its our my this that these those some several many most both two three four five six no any each "
    "every another other certain various".split()
)
PREPOSITIONS = frozenset(
    "of to with from for by at in on about between than against into behind under over among after before during since until "
    "without within through via per concerning regarding toward towards upon like near along across despite besides beyond as".split()
)
# Words that are neither nouns nor their modifiers: a phrase ends before them.
BREAKS = (
    PREPOSITIONS
    | frozenset(
        "and but or nor then so that which who whom whose whether if because although though while when where why how what "
        "he she they we it i you him them us me not also had has have is are was were be been being will would can could may "
        "might must shall should do does did there here still again however yet only even never just now already later "
        "himself herself itself themselves themselves ; : , . ? ! - -- – — /".split()
    )
)
TIMES = frozenset(
    "january february march april may june july august september october november december monday tuesday wednesday "
    "thursday friday saturday sunday week month year day morning afternoon evening night today yesterday spring summer "
    "autumn fall winter".split()
)
_COMPLEMENT = frozenset({"of", "for", "at", "from", "with", "in", "to", "on"})
_NARROW = frozenset({"in", "to", "with", "for", "from"})
_LEFT, _RIGHT = 7, 6
_ORGANIZATION_NAMES = (
    "save the children|world vision|terre des hommes|human rights watch|amnesty international|free the slaves|freedom house|"
    "international justice mission|la strada|anti-slavery international|doctors without borders|catholic relief services|"
    "the red cross|red cross|red crescent|oxfam|plan international|physicians for human rights|transparency international|"
    "human rights first|end child prostitution|good shepherd|winrock international|asia foundation|the asia foundation"
)
NAMED_ORGANIZATIONS: dict[str, list[tuple[str, ...]]] = {}
for _name in _ORGANIZATION_NAMES.split("|"):
    NAMED_ORGANIZATIONS.setdefault(_name.split()[0], []).append(tuple(_name.split()))
# Ministries as people call them: "Interior said".
_SHORT_OFFICES = frozenset("interior labor labour justice finance defense defence health education protocol foreign-affairs".split())
_OWN_WORDS = frozenset("post mission department embassy consulate ambassador charge chargé charges".split())
# Heads that are as often a verb, an adjective or part of something else.
_ALSO_VERBS = frozenset(
    "service services guard guards force forces institution registry release text reply message section program column general host head heads un council contact fax paper press media office unit court administration worker workers report note letter statement group".split()
)
# Words before "Department" that keep it from being the Department of State.
_OWN_OFFICES = frozenset({"state", "the"})


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase in a sentence, by its tokens.

    Args:
        first, end: From its determiner to the end of what hangs on it.
        head: The noun that the rest hangs on.
        names: Where a person's name begins inside it; 0 if there is none.
        is_us: Whether its words name the post or another American office.
        third: Whether they are the name of a known organization.
    """

    first: int
    end: int
    head: int
    names: int = 0
    is_us: bool = False
    third: bool = False


def next_word(tokens: list[Token], at: int) -> int:
    """The place of the next token that is no aside."""
    while at < len(tokens) and tokens[at].kind is Kind.ASIDE:
        at += 1
    return at


def find_phrases(tokens: list[Token]) -> list[Phrase]:
    """The role phrases of a sentence, in order and disjoint."""
    found: list[Phrase] = []
    at = 0
    while at < len(tokens):
        phrase = _phrase_at(tokens, at, found[-1].end if found else 0)
        if phrase is None:
            at += 1
            continue
        found.append(phrase)
        at = max(phrase.end, at + 1)
    return found


def _phrase_at(tokens: list[Token], at: int, floor: int) -> Phrase | None:
    token = tokens[at]
    if token.kind is not Kind.WORD:
        return None
    for name in NAMED_ORGANIZATIONS.get(token.low, ()):
        if token.is_capitalized and tuple(word.bare for word in tokens[at : at + len(name)]) == name:
            end = at + len(name)
            return None if tokens[end - 1].is_possessive else Phrase(at, end, end - 1, third=True)
    if token.is_possessive or not (token.is_capitalized or token.bare in HEADS or token.bare in _OWN_WORDS or token.bare in _SHORT_OFFICES):
        return None
    if not _is_head(tokens, at):
        return None
    head = _last_head(tokens, at)
    if tokens[head].is_possessive:
        return None
    first = _expand_left(tokens, at, floor)
    us = _is_us(tokens, first, head)
    names, end = _take_names(tokens, head + 1)
    if names == end:
        end = _take_complement(tokens, head + 1, us=us)
        names, end = _names_in(tokens, head + 1, end)
    return Phrase(first, end, head, names if names < end else 0, us)


def _is_head(tokens: list[Token], at: int) -> bool:
    token = tokens[at]
    low = token.bare
    if is_us_officer(token) or is_acronym(token):
        return True
    if low in _OWN_WORDS:
        return _is_own(tokens, at) or (low in HEADS and low not in {"post", "charge"})
    if low in _SHORT_OFFICES:
        following = tokens[at + 1].low if at + 1 < len(tokens) else ""
        alone = at == 0 or not tokens[at - 1].is_capitalized or tokens[at - 1].low in {"the", "and", "both"}
        return token.is_capitalized and alone and (_is_finite(tokens[at + 1]) if following else False)
    if low not in HEADS:
        return False
    if low in _ALSO_VERBS:
        return _is_noun_here(tokens, at)
    return True


def _is_noun_here(tokens: list[Token], at: int) -> bool:
    """Whether an ambiguous word stands where a noun does: behind a determiner, adjective or possessive."""
    if at == 0:
        return tokens[at].low.endswith("s") or tokens[at].low in {"press", "media"}
    before = tokens[at - 1]
    return before.low not in BREAKS or before.low in {"of", "for", "and", ","}


def _is_own(tokens: list[Token], at: int) -> bool:
    """Whether "post", "the Department", "Embassy", "the Ambassador" are those of the writer."""
    token = tokens[at]
    low = token.bare
    before = tokens[at - 1] if at else None
    following = tokens[at + 1].low if at + 1 < len(tokens) else ""
    if low in {"charge", "chargé", "charges"}:
        return token.is_capitalized and following not in {"of", "against"}
    if low == "department":
        state = before is not None and before.low == "state"
        return token.is_capitalized and following != "of" and (state or before is None or before.low in {"the", ",", "that"})
    if low == "post":
        if following in {"office", "of"} or (before is not None and before.low in {"the", "a", "at", "his", "her", "border", "new", "each", "this"}):
            return False
        if before is not None and before.is_capitalized and before.low not in {"the", "and", "or", "that", "both"}:
            return False
        return token.is_capitalized or following in speech_verbs() or following in {"will", "would", "has", "had", "is"}
    if low == "mission":
        return token.is_capitalized and (before is None or not before.is_capitalized or before.bare == "the" or before.bare in {"us", "u.s.", "usaid"})
    if low == "ambassador":
        return following not in {"to", "of", "in"} and (before is None or not (before.is_capitalized and before.low not in {"the"}))
    if before is not None and before.is_capitalized and before.low not in {"the", "u.s.", "us", "american"}:
        return False
    return following not in {"of", "in"} and (token.is_capitalized or (before is not None and before.low == "the"))


def _last_head(tokens: list[Token], at: int) -> int:
    """The last noun of a compound: "Interior Ministry anti-trafficking unit chief"."""
    head = at
    look = at + 1
    while look < len(tokens) and look <= head + 3 and tokens[look].kind is Kind.WORD:
        token = tokens[look]
        if (token.low in BREAKS and token.text != "Under") or token.low in DETERMINERS:
            break
        if tokens[look - 1].kind is Kind.SIGN:
            break
        if token.bare in HEADS and _is_noun_here(tokens, look) and token.low not in speech_verbs():
            head = look
        elif is_us_officer(token):
            head = look
        elif not token.is_capitalized and (_is_finite(token) or token.low.endswith(("ed", "ing", "ly"))):
            break
        look += 1
    return head


def _expand_left(tokens: list[Token], head: int, floor: int) -> int:
    """From a head back to its determiner, over adjectives, nationalities and possessives."""
    first = at = head
    while at > floor and head - at < _LEFT:
        token = tokens[at - 1]
        if token.kind is Kind.QUOTE and at - 1 > 0 and tokens[at - 2].low in DETERMINERS:
            return at - 2
        if token.kind is not Kind.WORD or (token.low in BREAKS and token.text != "Under"):
            break
        if token.low in DETERMINERS:
            return at - 1
        at -= 1
        if token.is_capitalized or token.is_possessive or "-" in token.low or first == at + 1:
            if not token.is_capitalized and _is_finite(token):
                break
            first = at
    return first


def _is_us(tokens: list[Token], first: int, head: int) -> bool:
    words = tokens[first : head + 1]
    if is_us_officer(words[-1]) or (tokens[head].bare in {"post", "mission", "department", "embassy", "consulate", "ambassador", "charge", "chargé"} and _is_own(tokens, head)):
        return True
    lows = [word.bare for word in words]
    if len(lows) > 1 and (lows[-2], lows[-1]) in US_TWO_WORDS:
        return True
    if lows[-3:-1] == ["state", "department"]:
        return True
    if lows[-1] in {"consul", "consuls"} and words[-1].is_capitalized:
        return True
    if lows[-1] == "chief" and "of" == (tokens[head + 1].low if head + 1 < len(tokens) else "") and (tokens[head + 2].low if head + 2 < len(tokens) else "") == "mission":
        return not THIRD_HEADS & set(lows)
    if lows[-1] == "secretary" and lows[-3:-1] == ["deputy", "assistant"]:
        return True
    american = {"u.s.", "us", "american"} & set(lows[:-1]) or any(is_us_officer(word) for word in words[:-1])
    if american and not {"ngo", "consulate", "immigrant"} & set(lows):
        return True
    own = {"embassy", "embassy's", "ambassador's", "charge's", "consulate's", "post's", "mission's"} & {word.low for word in words[:-1]}
    titles = {"deputy", "officer", "officers", "chief", "counselor", "counsellor", "section", "adviser", "advisor", "attache", "attaché", "director", "staff", "team", "official", "officials", "delegation", "specialist", "assistant", "agent", "agents", "investigator", "diplomat", "diplomats", "side", "coordinator"}
    return lows[-1] in titles and (bool(own) or bool(US_MODIFIERS & set(lows[:-1])))


def _take_names(tokens: list[Token], at: int) -> tuple[int, int]:
    """A name right behind a title, with asides between: (start, end); both the same if there is none."""
    start = next_word(tokens, at)
    if start < len(tokens) and tokens[start].kind is Kind.QUOTE and tokens[at - 1].bare in THIRD_HEADS:
        return start, start + 1  # 'the daily "Tribuna del Valle"'
    end = start
    while end < len(tokens):
        token = tokens[end]
        if is_name(token) or is_honorific(token):
            end += 1
        elif is_particle(token) and end > start and end + 1 < len(tokens) and is_name(tokens[end + 1]):
            end += 2
        else:
            break
    while end > start and tokens[end - 1].is_possessive:
        end -= 1
    if end > start and end < len(tokens) and tokens[end].kind is Kind.ASIDE:
        return start, end
    return (start, end) if end > start else (at, at)


def _take_complement(tokens: list[Token], at: int, *, us: bool) -> int:
    """The end of "of the ministry's legal section", "for Foreign Affairs" behind a head."""
    end = next_word(tokens, at)
    if us:
        return at
    for _ in range(3):
        if end >= len(tokens) or tokens[end].low not in _COMPLEMENT:
            break
        stop = _take_nouns(tokens, end + 1, narrow=tokens[end].low in _NARROW)
        if stop == end + 1:
            break
        end = next_word(tokens, stop)
    return end if end > next_word(tokens, at) else at


def _take_nouns(tokens: list[Token], at: int, *, narrow: bool) -> int:
    start = at
    if at < len(tokens) and tokens[at].low in DETERMINERS:
        at += 1
    count = 0
    while at < len(tokens) and count < _RIGHT:
        token = tokens[at]
        if token.kind is Kind.ASIDE or token.kind is Kind.QUOTE:
            at += 1
            continue
        if token.low in {"and", "&", ","} and _joins_capitals(tokens, at):
            at += 1
            continue
        if token.kind is not Kind.WORD or token.low in BREAKS or token.text[0].isdigit() or is_us_officer(token):
            break
        if token.low in TIMES:
            break
        verb = _is_finite(token) and not token.is_capitalized and token.bare not in HEADS
        if verb or (narrow and count == 0 and at == start and not token.is_capitalized):
            break
        at += 1
        count += 1
    return at if count else start


def _is_finite(token: Token) -> bool:
    """Whether a word can only be a verb of speech where a noun might stand: "asked", "reports", not "state"."""
    return any(
        verb.form in {PAST, PAST_OR_PARTICIPLE, THIRD_PERSON} and verb.act in {"say", "reply", "stance", "ask", "commit"} and not verb.rest
        for verb in speech_verbs().get(token.low, ())
    )


def _joins_capitals(tokens: list[Token], at: int) -> bool:
    if not (0 < at < len(tokens) - 1) or tokens[at].low == ",":
        return False
    before, behind = tokens[at - 1], tokens[at + 1]
    return before.is_capitalized and behind.is_capitalized and behind.bare in NOT_NAMES - HEADS


def _names_in(tokens: list[Token], at: int, end: int) -> tuple[int, int]:
    """A name at the end of a complement: "of Public Security Rolando Arguedas"."""
    if end <= at:
        return end, end
    start = end
    while start > at and (is_name(tokens[start - 1]) or is_honorific(tokens[start - 1]) or is_particle(tokens[start - 1])):
        start -= 1
    if start == end or (start == at + 1 and end - start < 2):
        more, stop = _take_names(tokens, end)
        return (more, stop) if stop > more else (end, end)
    return start, end
