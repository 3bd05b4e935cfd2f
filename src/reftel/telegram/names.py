"""Names of people: which words can be one, and by which key they are remembered."""

from __future__ import annotations

import re
from collections.abc import Sequence

from reftel.language.words import word_set
from reftel.telegram.tokens import Kind, Token

_HONORIFICS = word_set(
    """
    mr. mrs. ms. dr. col. maj. gen. lt. capt. sgt. prof. hon. sen. rep. gov. brig. amb. supt. insp.
    shaikh sheikh sheik datuk dato khun sir dame lady madame monsieur don dona doña mr mrs ms dr col maj
    gen lt capt prof
    """
)
_PARTICLES = word_set("al bin bint ibn de da do dos das van von der den el la le du di ul y ben abu")
# must match "al-Khasawneh"; must not match "anti-TIP"
ARTICLE_NAME_RE = re.compile(r"(?:al|el|ul|as|ash|ad|an|ar|at|az|d|o)[-'’][A-Z]")
# Capitalized words that open sentences, name offices or times, and are no one's name.
NOT_NAMES = word_set(
    """
    the a an in on at for and but as to by from with of after before when while however although though
    despite during since both this that these those there he she they it we his her their its our if no
    not also nor so yet or once until upon without within over under about among between through because
    where who whom whose which what why how could would will can may might must should shall do does did
    is are was were has have had been be per noting turning asked concerning regarding still then thus
    either none according pressed reminded told referring separately meanwhile finally later earlier
    asking citing responding speaking instead nevertheless moreover further furthermore nonetheless
    similarly likewise otherwise perhaps indeed again now here today yesterday tomorrow nobody nothing
    everyone everybody someone somebody anyone anybody people men victims investigators police
    prosecutors employers workers only even just most many some several few all each every another other
    such any more less much one two three four five six seven eight nine ten twelve half first second
    third last next former latter post embassy consulate mission department washington state government
    ministry minister ministers deputy vice prime foreign interior justice labor labour general
    secretary director commissioner inspector chief attorney ambassador summary comment note end tier
    watch list trafficking persons report act section january february march april june july august
    september october november december monday tuesday wednesday thursday friday saturday sunday united
    states nations security affairs board assistant principal permanent senior national parliament
    assembly cabinet president office bureau division unit service human rights women children border
    anti special public home major colonel captain lieutenant superintendent judge governor mayor social
    welfare immigration customs colony legal policy court courts supreme high finance development health
    education law code penal bar congress senate house great bill commission committee council task
    force working group plan protocol convention usg officer counselor consul charge reports political
    economic consular reuters tip international action strategy center centre north south east west
    northern southern eastern western central criminal investigation directorate agency organization
    association foundation network union league alliance authority institute university school college
    embargo ref refs septel reftel demarche sipdis recommendation recommendations reactions local
    officials ngos palermo internet english french spanish arabic russian chinese god city province
    district region island islands river lake port airport zone zones republic kingdom federation
    democratic muslim christian catholic islamic
    """
)


def is_honorific(token: Token) -> bool:
    """Whether a word is a form of address: ``Mr.``, ``Col.``, ``Shaikh``."""
    return token.kind is Kind.WORD and token.low in _HONORIFICS and token.is_capitalized


def is_name(token: Token) -> bool:
    """Whether a word can be part of a name."""
    if token.kind is not Kind.WORD:
        return False
    if not token.is_capitalized:
        return ("-" in token.low or "'" in token.low) and ARTICLE_NAME_RE.match(token.text) is not None
    return token.bare not in NOT_NAMES or (len(token.text) == 2 and token.text.endswith("."))


def is_particle(token: Token) -> bool:
    """Whether a word in small letters stands inside names: ``bin``, ``van der``."""
    return token.low in _PARTICLES


def name_key(token: Token) -> str:
    """What a part of a name is remembered by; the article of ``al-Khasawneh`` does not count."""
    bare = token.bare
    if ARTICLE_NAME_RE.match(token.text) or re.match(r"Al-|El-", token.text):
        return bare.split("-", 1)[-1] if "-" in bare else bare
    return bare


def person_parts(words: Sequence[Token], places: frozenset[str], *, capitals: bool = False) -> list[str]:
    """The keys of the words that can stand for a person; empty if they name none.

    Args:
        words: Neighboring words.
        places: Words that are no people.
        capitals: Whether words in capitals count, as in "Minister CHEN Ming-tong".
    """
    parts: list[str] = []
    for token in words:
        plain = token.text.removesuffix("'s").removesuffix("’s")
        if is_honorific(token) or not is_name(token) or plain in places:
            continue
        if (plain.isupper() and not capitals) or len(plain) < 3:
            continue
        parts.append(name_key(token))
    return parts
