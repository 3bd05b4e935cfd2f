"""Noun phrases that name an actor by a role or an office: "the head of the ministry's legal section"."""

from __future__ import annotations

from dataclasses import dataclass

from reftel.language.words import word_set
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
DETERMINERS = word_set(
    """
    the a an his her their its our my this that these those some several many most both two three four
    five six no any each every another other certain various
    """
)
PREPOSITIONS = word_set(
    """
    of to with from for by at in on about between than against into behind under over among after before
    during since until without within through via per concerning regarding toward towards upon like near
    along across despite besides beyond as
    """
)
# Words that are neither nouns nor their modifiers: a phrase ends before them.
BREAKS = PREPOSITIONS | word_set(
    """
    and but or nor then so that which who whom whose whether if because although though while when where
    why how what he she they we it i you him them us me not also had has have is are was were be been
    being will would can could may might must shall should do does did there here still again however
    yet only even never just now already later himself herself itself themselves ; : , . ? ! - -- – — /
    """
)
TIMES = word_set(
    """
    january february march april may june july august september october november december monday tuesday
    wednesday thursday friday saturday sunday week month year day morning afternoon evening night today
    yesterday spring summer autumn fall winter
    """
)
_COMPLEMENT = frozenset({"of", "for", "at", "from", "with", "in", "to", "on"})
_NARROW = frozenset({"in", "to", "with", "for", "from"})
_LEFT, _RIGHT = 7, 6
_ORGANIZATION_NAMES = """
    save the children|world vision|terre des hommes|human rights watch|amnesty international|free the slaves
    freedom house|international justice mission|la strada|anti-slavery international|doctors without borders
    catholic relief services|the red cross|red cross|red crescent|oxfam|plan international|asia foundation
    physicians for human rights|transparency international|human rights first|end child prostitution
    good shepherd|winrock international|the asia foundation
"""
NAMED_ORGANIZATIONS: dict[str, list[tuple[str, ...]]] = {}
for _name in _ORGANIZATION_NAMES.strip().replace("\n", "|").split("|"):
    NAMED_ORGANIZATIONS.setdefault(_name.split()[0], []).append(tuple(_name.split()))
_PLAIN_VERBS = word_set(
    """
    takes makes gives goes has finds sees holds keeps comes puts sets stands speaks brings lays
    """
)
_REPORTING = frozenset({"say", "reply", "stance", "ask", "commit"})
# Ministries as people call them: "Interior said".
_SHORT_OFFICES = word_set(
    """
    interior labor labour justice finance defense defence health education protocol foreign-affairs
    """
)
_OWN_WORDS = word_set("post mission department embassy consulate ambassador charge charges")
# Heads that are as often a verb, an adjective or part of something else.
_ALSO_VERBS = word_set(
    """
    service services guard guards force forces institution registry release text reply message section
    program column general host head heads un council contact fax paper press media office unit court
    administration worker workers report note letter statement group
    """
)
# Capitalized words before "Embassy" that make it nobody else's.
_LEADS_IN = frozenset({"the", "and", "or", "that", "both"})
_NOT_BEFORE_POST = frozenset({"the", "a", "at", "his", "her", "border", "new", "each", "this"})
_AUXILIARIES = frozenset({"will", "would", "has", "had", "is"})
# What, right behind the word, makes it somebody else's: "Ambassador to Washington", "Department of Labor".
_OF_OTHERS = {
    "ambassador": {"to", "of", "in"},
    "department": {"of"},
    "charge": {"of", "against"},
    "charges": {"of", "against"},
    "mission": set[str](),
}
_US_POSTS = word_set("post mission department embassy consulate ambassador charge")
_US_OWNERS = word_set("embassy embassy's ambassador's charge's consulate's post's mission's")
_US_TITLES = word_set(
    """
    deputy officer officers chief counselor counsellor section adviser advisor attache director staff team
    official officials delegation specialist assistant agent agents investigator diplomat diplomats side
    coordinator
    """
)


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
    end = 0
    for at, token in enumerate(tokens):
        if at < end or not (token.is_capitalized or token.bare in HEADS or token.bare in _OWN_WORDS):
            continue
        if (phrase := _phrase_at(tokens, at, end)) is not None:
            found.append(phrase)
            end = max(phrase.end, at + 1)
    return found


def _phrase_at(tokens: list[Token], at: int, floor: int) -> Phrase | None:
    token = tokens[at]
    if token.kind is not Kind.WORD:
        return None
    if (end := _named_end(tokens, at)) is not None:
        return None if tokens[end - 1].is_possessive else Phrase(at, end, end - 1, third=True)
    if token.is_possessive or not _is_head(tokens, at):
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


def _named_end(tokens: list[Token], at: int) -> int | None:
    """Where the name of a known organization ends that begins here."""
    if not tokens[at].is_capitalized:
        return None
    for name in NAMED_ORGANIZATIONS.get(tokens[at].low, ()):
        if tuple(word.bare for word in tokens[at : at + len(name)]) == name:
            return at + len(name)
    return None


def _is_head(tokens: list[Token], at: int) -> bool:
    token = tokens[at]
    low = token.bare
    if token.is_capitalized:
        if is_us_officer(token) or is_acronym(token):
            return True
        if low in _SHORT_OFFICES:
            return _stands_alone(tokens, at)
    if low in _OWN_WORDS:
        return _is_own(tokens, at) or (low in HEADS and low not in {"post", "charge"})
    if low not in HEADS:
        return False
    return low not in _ALSO_VERBS or _is_noun_here(tokens, at)


def _stands_alone(tokens: list[Token], at: int) -> bool:
    """Whether "Interior" or "Labor" stands for its ministry, right before what it said."""
    alone = at == 0 or not tokens[at - 1].is_capitalized or tokens[at - 1].low in {"the", "and", "both"}
    return alone and at + 1 < len(tokens) and is_reporting(tokens[at + 1])


def _is_noun_here(tokens: list[Token], at: int) -> bool:
    """Whether an ambiguous word stands where a noun does: behind a determiner, adjective or possessive."""
    if at == 0:
        return tokens[at].low.endswith("s") or tokens[at].low in {"press", "media"}
    before = tokens[at - 1]
    return before.low not in BREAKS or before.low in {"of", "for", "and", ","}


def _is_own(tokens: list[Token], at: int) -> bool:
    """Whether "post", "the Department", "Embassy", "the Ambassador" are those of the writer."""
    token = tokens[at]
    before = tokens[at - 1].low if at else ""
    named = at > 0 and tokens[at - 1].is_capitalized and before not in _LEADS_IN
    following = tokens[at + 1].low if at + 1 < len(tokens) else ""
    if token.bare == "post":
        return _is_own_post(token, before, following, named=named)
    if following in _OF_OTHERS.get(token.bare, {"of", "in"}):
        return False
    if token.bare == "department":
        return token.is_capitalized and before in {"", "state", "the", ",", "that"}
    if token.bare in {"charge", "charges"}:
        return token.is_capitalized
    if named and before not in {"u.s.", "us", "american", "usaid"}:
        return False
    return token.is_capitalized or before == "the" or token.bare == "ambassador"


def _is_own_post(token: Token, before: str, following: str, *, named: bool) -> bool:
    if named or following in {"office", "of"} or before in _NOT_BEFORE_POST:
        return False
    return token.is_capitalized or following in speech_verbs() or following in _AUXILIARIES


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
        noun = token.bare in HEADS and _is_noun_here(tokens, look) and token.low not in speech_verbs()
        if noun or is_us_officer(token):
            head = look
        elif not token.is_capitalized and (is_reporting(token) or token.low.endswith(("ed", "ing", "ly"))):
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
            if not token.is_capitalized and is_reporting(token):
                break
            first = at
    return first


def _is_us(tokens: list[Token], first: int, head: int) -> bool:
    """Whether a role phrase names an American: "Poloff", "the Embassy's legal adviser", "G/TIP officer"."""
    last = tokens[head]
    if is_us_officer(last) or (last.bare in _US_POSTS and _is_own(tokens, head)):
        return True
    before = [word.bare for word in tokens[first:head]]
    if _is_us_title(tokens, before, head):
        return True
    lead = set(before)
    american = lead & {"u.s.", "us", "american"} or any(is_us_officer(word) for word in tokens[first:head])
    if american and not (lead | {last.bare}) & {"ngo", "consulate", "immigrant"}:
        return True
    owned = _US_OWNERS & {word.low for word in tokens[first:head]}
    return last.bare in _US_TITLES and bool(owned or US_MODIFIERS & lead)


def _is_us_title(tokens: list[Token], before: list[str], head: int) -> bool:
    """Titles of several words: "Consul General", "Deputy Chief of Mission", "State Department official"."""
    last = tokens[head]
    if before and (before[-1], last.bare) in US_TWO_WORDS:
        return True
    if before[-2:] == ["state", "department"] or (last.bare in {"consul", "consuls"} and last.is_capitalized):
        return True
    if last.bare == "secretary" and before[-2:] == ["deputy", "assistant"]:
        return True
    of_mission = [word.low for word in tokens[head + 1 : head + 3]] == ["of", "mission"]
    return last.bare == "chief" and of_mission and not THIRD_HEADS & set(before)


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
        if (
            token.kind is not Kind.WORD
            or token.low in BREAKS
            or token.text[0].isdigit()
            or is_us_officer(token)
        ):
            break
        if token.low in TIMES:
            break
        verb = is_reporting(token) and not token.is_capitalized and token.bare not in HEADS
        if verb or (narrow and count == 0 and at == start and not token.is_capitalized):
            break
        at += 1
        count += 1
    return at if count else start


def is_reporting(token: Token) -> bool:
    """Whether a word is a verb of speech where a noun might stand: "asked", "reports", not "state"."""
    for verb in speech_verbs().get(token.low, ()):
        if verb.form in {PAST, PAST_OR_PARTICIPLE}:
            return True
        if verb.form == THIRD_PERSON and (
            token.low in _PLAIN_VERBS or (not verb.rest and verb.act in _REPORTING)
        ):
            return True
    return False


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
    while start > at and (
        is_name(tokens[start - 1]) or is_honorific(tokens[start - 1]) or is_particle(tokens[start - 1])
    ):
        start -= 1
    if start == end or (start == at + 1 and end - start < 2):
        more, stop = _take_names(tokens, end)
        return (more, stop) if stop > more else (end, end)
    return start, end
