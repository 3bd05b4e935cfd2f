"""Who acts in a telegram: the post's side, the host government, and third parties.

A telegram introduces a person once, with a title or in apposition ("Lucia Montealegre, deputy director at the
MFA"), and then uses the surname, the title, an office's letters or a pronoun. The cast is what these
introductions say.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from reftel.language.words import word_set
from reftel.telegram.names import NOT_NAMES, is_honorific, is_name, name_key, person_parts
from reftel.telegram.phrases import Phrase, find_phrases, is_reporting, next_word
from reftel.telegram.roles import (
    CLERGY,
    GOVERNMENT_MODIFIERS,
    INDIVIDUALS,
    THIRD_MODIFIERS,
    Side,
    is_acronym,
    is_individual,
    is_us_officer,
    side_of_acronym,
    side_of_phrase,
)
from reftel.telegram.tokens import Kind, Token

# How far behind a name an apposition or relative clause is read, in words.
_APPOSITION = 16
# Verbs of relative clauses that say whom someone works for.
_WORK = word_set(
    """
    runs ran heads headed directs directed leads led chairs chaired edits edited oversees oversaw works
    worked manages managed operates operated serves served represents represented belongs coordinates
    coordinated is was founded presides assists shelters helps speaks supervises supervised publishes
    """
)
_SINGULAR = {"he": "m", "him": "m", "his": "m", "she": "f", "her": "f"}
_MEN = word_set(
    """
    mr mr. bishop father shaikh sheikh archbishop spokesman chairman businessman imam prince king monsignor
    cardinal congressman
    """
)
_WOMEN = word_set(
    """
    ms ms. mrs mrs. sister spokeswoman chairwoman madame businesswoman ombudswoman princess queen
    congresswoman
    """
)
PRONOUNS = frozenset(
    {"he", "she", "they", "we", "both", "neither", "each", "others", "all", "it", "latter", "former"}
)


DIPLOMATS_ABROAD = word_set(
    """
    consul consuls consulate embassy ambassador diplomat general charge chargé counselor
    """
)
# Last words of the names of papers and stations.
PAPERS = word_set(
    """
    times herald post courier lantern daily star gazette tribune news standard chronicle observer
    journal nation mirror voice sun express telegraph independent guardian monitor echo mail radio tv
    television record inquirer sentinel messenger press bulletin examiner review dispatch advertiser
    argus argosy globe world today patriot clarion reporter
    """
)


@dataclass(frozen=True, slots=True)
class Mention:
    """Words that name someone.

    Args:
        first, end: Tokens from, up to.
        side: None for a pronoun, which takes the side of the one it stands for, and for an unknown name.
        person: Key of the person's name; empty if it is no person.
        pronoun: In small letters; empty for a name or title.
        head: The noun of a role, such as ``director``; empty for names.
    """

    first: int
    end: int
    side: Side | None
    person: str = ""
    pronoun: str = ""
    head: str = ""


@dataclass(slots=True)
class Cast:
    """People and offices seen so far, each with its side.

    Args:
        places: Words that name countries, cities or nationalities, which are no people.
        home: Nationalities and one-word names of the host country, in small letters.
        abroad: Those of other countries.
        clergy_governs: Whether the host is the Holy See.
    """

    places: frozenset[str] = frozenset()
    home: frozenset[str] = frozenset()
    abroad: frozenset[str] = frozenset()
    clergy_governs: bool = False
    sides: dict[str, Side] = field(default_factory=dict)
    acronyms: dict[str, Side] = field(default_factory=dict)
    titled: set[str] = field(default_factory=set)
    genders: dict[str, str] = field(default_factory=dict)

    def learn(self, parts: Iterable[str], side: Side, *, by_title: bool) -> None:
        """Keep someone's side; a title right before the name outweighs what is said behind a comma."""
        for part in parts:
            if part in self.titled and not by_title:
                continue
            if by_title or part not in self.sides:
                self.sides[part] = side
            if by_title:
                self.titled.add(part)

    def side_of_letters(self, word: Token) -> Side | None:
        """The side of an office by its letters, as introduced or by their shape."""
        letters = word.text.removesuffix("'s").removesuffix("’s")
        return self.acronyms.get(letters) or side_of_acronym(letters)

    def nationality(self, words: Iterable[Token]) -> bool | None:
        """Whether a nationality among the words is the host country's; None if there is none."""
        found = [word.bare for word in words if word.is_capitalized]
        if any(word in self.home for word in found):
            return True
        return False if any(word in self.abroad for word in found) else None


def read_cast(sentences: Sequence[list[Token]], cast: Cast, found: Sequence[Sequence[Phrase]] = ()) -> Cast:
    """Collect the people and the letters of offices that a telegram introduces.

    Args:
        sentences: All sentences of the telegram.
        cast: What is known before; it is filled.
        found: The role phrases of each sentence, if they are at hand.
    """
    for tokens, phrases in zip(sentences, found or map(find_phrases, sentences), strict=True):
        for phrase in phrases:
            side = side_of(phrase, tokens, cast)
            if (
                side is None
                and phrase.names
                and any(token.bare in THIRD_MODIFIERS for token in tokens)
                and not any(token.bare in GOVERNMENT_MODIFIERS for token in tokens)
            ):
                side = Side.THIRD  # "Director Maud Ellerby showed us the shelter"
            if side is None:
                if phrase.names and is_individual(tokens[phrase.head].bare):
                    names = _names_of(phrase, tokens, cast)
                    cast.learn(names, Side.GOVERNMENT, by_title=False)
                continue
            _learn_acronym(phrase, tokens, side, cast)
            if phrase.names:
                cast.learn(_names_of(phrase, tokens, cast), side, by_title=True)
        for first, end in _bare_names(tokens, phrases):
            _learn_by_comma(tokens, first, end, phrases, cast)
    _vote_on_genders(sentences, cast)
    return cast


def _names_of(phrase: Phrase, tokens: list[Token], cast: Cast) -> list[str]:
    """The parts of the name in a phrase; right behind a title even "Solomon" and "Marshall" are people."""
    titled = phrase.names == next_word(tokens, phrase.head + 1)
    return person_parts(
        tokens[phrase.names : phrase.end], frozenset() if titled else cast.places, capitals=titled
    )


def _is_diplomat_of_others(head: Token, before: list[Token], cast: Cast) -> bool:
    """ "Sundaran Consul", "the Tessalian embassy": a nationality, by its ending if no table has it."""
    if head.bare not in DIPLOMATS_ABROAD or not before:
        return False
    last = next((word for word in reversed(before) if word.bare not in {"consul", "general", "deputy"}), None)
    if last is None or not last.is_capitalized or last.bare in cast.home or last.bare in {"american", "the"}:
        return False
    return last.bare not in NOT_NAMES and last.bare.endswith(("n", "i", "ese", "ish", "ch"))


def side_of(phrase: Phrase, tokens: list[Token], cast: Cast) -> Side | None:
    """The side of a noun phrase: by its letters, as an American office, by its words."""
    head = tokens[phrase.head]
    before = tokens[phrase.first : phrase.head]
    if phrase.third or _is_diplomat_of_others(head, before, cast):
        return Side.THIRD
    if cast.clergy_governs and head.bare in CLERGY:
        return Side.GOVERNMENT
    if phrase.is_us:
        return _side_of_american(phrase, tokens, cast)
    lead = [token.bare for token in before]
    if is_acronym(head) and THIRD_MODIFIERS.isdisjoint(lead) and "former" not in lead:
        return cast.side_of_letters(head)
    behind = [token.bare for token in tokens[phrase.head + 1 : phrase.end]]
    found = side_of_phrase(lead, head.bare, behind, at_home=cast.nationality(before))
    if found is None:
        words = (token for token in tokens[phrase.first : phrase.end] if is_acronym(token))
        letters = {cast.acronyms.get(token.text) for token in words}
        found = next((side for side in (Side.GOVERNMENT, Side.THIRD) if side in letters), None)
    return found


def _side_of_american(phrase: Phrase, tokens: list[Token], cast: Cast) -> Side:
    """The post's side, but for another country's "Ambassador" or "Political Officer"."""
    nationality = cast.nationality(tokens[phrase.first : phrase.end])
    if nationality and tokens[phrase.head].bare in {"ambassador", "embassy", "consul", "consulate"}:
        return Side.GOVERNMENT
    return Side.THIRD if nationality is False else Side.US


def _learn_acronym(phrase: Phrase, tokens: list[Token], side: Side, cast: Cast) -> None:
    """ "the Ministry of Labor (MOL)", "the Prime Minister's Office (PMO)"."""
    for at in (phrase.end, phrase.end - 1):
        if at < len(tokens) and tokens[at].kind is Kind.ASIDE:
            letters = tokens[at].text.strip("()[] \"'")
            if letters.isupper() and letters.isalpha():
                cast.acronyms.setdefault(letters, side)


def _bare_names(tokens: list[Token], phrases: Sequence[Phrase]) -> list[tuple[int, int]]:
    """Stretches of capitalized words outside every role phrase."""
    found: list[tuple[int, int]] = []
    edges = [(phrase.first, phrase.end) for phrase in phrases]
    at = 0
    for first, end in [*edges, (len(tokens), len(tokens))]:
        begun = -1
        for place in range(at, first):
            named = is_name(tokens[place]) or is_honorific(tokens[place])
            if named and begun < 0:
                begun = place
            elif not named and begun >= 0:
                found.append((begun, place))
                begun = -1
        if begun >= 0:
            found.append((begun, first))
        at = max(at, end)
    return found


def _learn_by_comma(tokens: list[Token], first: int, end: int, phrases: Sequence[Phrase], cast: Cast) -> None:
    """What an apposition before or behind a name says: "the information officer, Bram Quillory"."""
    first += tokens[first].is_possessive
    parts = person_parts(tokens[first:end], cast.places)
    if not parts or (first and tokens[first - 1].low in {"the", "a", "an"} and end - first == 1):
        return
    closed = end >= len(tokens) or tokens[end].kind is not Kind.WORD or tokens[end].low in {"and", "who"}
    place = bisect_left(phrases, first, key=_first_of) - 1
    before = phrases[place] if place >= 0 else None
    if before is not None and before.end == first - 1 and tokens[first - 1].low == "," and closed:
        side = side_of(before, tokens, cast)
        if side is not None or is_individual(tokens[before.head].bare):
            known = any(part in cast.titled for part in parts)
            cast.learn(parts, side or Side.GOVERNMENT, by_title=side is not None and not known)
            return
    side = _side_of_owner(tokens, first, cast) or _side_behind(tokens, end, phrases, cast)
    if side is not None:
        cast.learn(parts, side, by_title=False)


def _first_of(phrase: Phrase) -> int:
    return phrase.first


def _side_of_owner(tokens: list[Token], first: int, cast: Cast) -> Side | None:
    """ "DRL's Sarah Kim", "Amb. Stone"."""
    if tokens[first].low in {"amb.", "amb"}:
        return Side.US
    if not first or not tokens[first - 1].is_possessive:
        return None
    owner = tokens[first - 1]
    if is_us_officer(owner):
        return Side.US
    return cast.side_of_letters(owner) if is_acronym(owner) else None


def _side_behind(tokens: list[Token], end: int, phrases: Sequence[Phrase], cast: Cast) -> Side | None:
    """What stands behind a name: ", head of the legal section", ", who runs an NGO", " of UNICEF"."""
    at = next_word(tokens, end)
    if at + 1 >= len(tokens) or tokens[at].low not in {",", "of", "from", "at"}:
        return None
    relative = tokens[at + 1].low in {"who", "whose", "which"}
    if relative and not any(token.low in _WORK for token in tokens[at : at + 6]):
        return None
    reach = at + (_APPOSITION if relative else 5 if tokens[at].low == "," else 1)
    behind = phrases[bisect_right(phrases, at, key=_first_of) :][:3]
    phrase = next((phrase for phrase in behind if not phrase.is_us or phrase.first <= at + 3), None)
    if phrase is None or phrase.first > reach:
        return None
    if any(token.low in {",", ";"} for token in tokens[at + 1 : phrase.first]):
        return None
    attributes = tokens[at].low == "," and phrase.end < len(tokens) and is_reporting(tokens[phrase.end])
    return None if attributes else side_of(phrase, tokens, cast)  # not "Rizvo, the Ambassador said, had"


def _vote_on_genders(sentences: Sequence[list[Token]], cast: Cast) -> None:
    """Gather what titles, possessives and pronouns tell of each person; the majority decides."""
    votes: dict[str, Counter[str]] = {}
    last: str = ""
    for tokens in sentences:
        opening = next((token.low for token in tokens[:8] if token.low in {"he", "she"}), "")
        named = _people_in(tokens, cast)
        if last and opening and (not named or named[0][0] > 8):
            votes.setdefault(last, Counter())[_SINGULAR[opening]] += 1
        keys = {key for _, key in named}
        for at, key in named:
            for gender, weight in _signs(tokens, at, alone=len(keys) == 1):
                votes.setdefault(key, Counter())[gender] += weight
        roles = sum(token.bare in INDIVIDUALS for token in tokens) if len(keys) == 1 else 0
        last = keys.pop() if len(keys) == 1 and roles <= 1 else ""
    for key, counted in votes.items():
        ranked = counted.most_common(2)
        if len(ranked) == 1 or ranked[0][1] > ranked[1][1]:
            cast.genders[key] = ranked[0][0]


def _people_in(tokens: list[Token], cast: Cast) -> list[tuple[int, str]]:
    """The last part of each known name in a sentence, with its place."""
    found: list[tuple[int, str]] = []
    for at, token in enumerate(tokens):
        if is_name(token) and (key := name_key(token)) in cast.sides:
            if found and found[-1][0] == at - 1:
                found[-1] = (at, key)
            else:
                found.append((at, key))
    return found


def _signs(tokens: list[Token], at: int, *, alone: bool) -> Iterator[tuple[str, int]]:
    for token in tokens[max(0, at - 4) : at]:
        if token.low in _MEN | _WOMEN:
            yield "m" if token.low in _MEN else "f", 4
    for place in range(at + 1, min(at + 4, len(tokens))):
        if tokens[place].low in {"he", "she"} and tokens[place - 1].low not in {",", "when", "as"}:
            yield _SINGULAR[tokens[place].low], 2  # "Chow said he"
            break
    if alone:
        behind = next((token.low for token in tokens[at + 1 : at + 25] if token.low in {"his", "her"}), "")
        if behind:
            yield _SINGULAR[behind], 2


def find_mentions(tokens: list[Token], cast: Cast, phrases: Sequence[Phrase] | None = None) -> list[Mention]:
    """Those whom a sentence names, in order, disjoint, outside quotation marks.

    Args:
        tokens: The sentence.
        cast: Who is who.
        phrases: Its role phrases, if they are at hand.
    """
    if phrases is None:
        phrases = find_phrases(tokens)
    found: list[Mention] = []
    for phrase in phrases:
        parts = _names_of(phrase, tokens, cast) if phrase.names else [tokens[phrase.head].bare]
        known = next((part for part in reversed(parts) if part in cast.sides), "")
        side = cast.sides[known] if known else side_of(phrase, tokens, cast)
        found.append(Mention(phrase.first, phrase.end, side, known, head=tokens[phrase.head].bare))
    for first, end in _bare_names(tokens, phrases):
        found.append(_named(tokens, first, end, cast))
    taken = {at for mention in found for at in range(mention.first, mention.end)}
    for at, token in enumerate(tokens):
        if token.low in PRONOUNS and at not in taken:
            found.append(_pronoun(tokens, at))
    return sorted(
        (mention for mention in found if mention.end > mention.first), key=lambda mention: mention.first
    )


def find_owners(tokens: list[Token], cast: Cast) -> list[Mention]:
    """People whom a sentence names as owners of something: "Gravesande's public remarks"."""
    found: list[Mention] = []
    for at, token in enumerate(tokens):
        if token.is_possessive and token.is_capitalized and (side := cast.sides.get(name_key(token))):
            found.append(Mention(at, at + 1, side, name_key(token)))
    return found


def _named(tokens: list[Token], first: int, end: int, cast: Cast) -> Mention:  # noqa: PLR0911 - one return for each rule, in order
    """Someone by name; empty if the words are no name or stand for what he owns."""
    words = tokens[first:end]
    keys = [name_key(token) for token in words]
    known = next((key for key in reversed(keys) if key in cast.sides), "")
    last = words[-1]
    if last.is_possessive:
        return Mention(first, first, None)
    if known:
        return Mention(first, end, cast.sides[known], known)
    if is_acronym(last):
        return Mention(first, end, cast.side_of_letters(last), head=last.bare)
    if all(token.bare in cast.home for token in words):
        return Mention(first, end, Side.GOVERNMENT, head="government")
    if keys[-1] in PAPERS:
        return Mention(first, end, Side.THIRD, head="newspaper")
    common = first == 0 and end == 1 and keys[-1].endswith("s")  # "Villagers told us"
    if common or not person_parts(words, cast.places):
        return Mention(first, first, None)
    return Mention(first, end, None, keys[-1])


def _pronoun(tokens: list[Token], at: int) -> Mention:
    low = tokens[at].low
    end = at + 1
    if low in {"latter", "former"}:
        alone = (
            at > 0 and tokens[at - 1].low == "the" and (end >= len(tokens) or not tokens[end].is_capitalized)
        )
        return Mention(at - 1, end, None, pronoun="they") if alone else Mention(at, at, None)
    if low == "we":
        return Mention(at, end, Side.US, pronoun=low)
    if low in {"both", "neither", "each", "all", "others"}:
        following = tokens[end].low if end < len(tokens) else ""
        if low != "others" and following in {"of", "the", "these", "those", "this", "that"}:
            return Mention(at, at, None)
    return Mention(at, end, None, pronoun=low)


def resolve_to(mention: Mention, other: Mention) -> Mention:
    """A pronoun with the side and name of the one it stands for."""
    return replace(mention, side=other.side, person=other.person)
