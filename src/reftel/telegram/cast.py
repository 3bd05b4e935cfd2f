"""Who acts in a telegram: the post's side, the host government, and third parties.

A telegram introduces a person once, with a title or in apposition ("Lucia Montealegre, deputy director at the
MFA"), and then uses the surname, the title or a pronoun. The cast is what these introductions say.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import StrEnum

from reftel.document import Span


class Side(StrEnum):
    """On whose behalf someone speaks."""

    US = "US"
    GOVERNMENT = "government"
    THIRD = "third party"


@dataclass(frozen=True, slots=True)
class Mention:
    """Words that name someone: where, on whose side, and the person's name if it is a person.

    Args:
        side: None for a pronoun, which takes the side of the one it stands for.
        pronoun: ``he``, ``she`` or ``they``; empty for a name or title.
    """

    span: Span
    side: Side | None
    person: str = ""
    pronoun: str = ""


# must match "Poloff", "the Ambassador", "G/TIP", "we"; must not match "the Sundaran consulate", "ambassador of"
_US_RE = re.compile(
    r"""
    \b (?: [Tt]he \s )? (?:
        (?: Pol | Econ | Emb | Con | Lab | Leg | Pol/?Econ | POL | Political | EMB | CON | ECON )
            -? (?: [Oo]ffs? | OFFS? | [Cc]hief | [Cc]ouns | [Cc]ounselor | [Cc]ounsellor | gen | att | FSN )
      | [Pp]olitical (?: /[Ee]conomic )? \s (?: [Oo]fficer | [Cc]hief | [Cc]ounselor | [Ss]ection )
      | [Ee]con(?: omic)? \s (?: [Oo]fficer | [Cc]hief | [Cc]ounselor )
      | [Cc]onsular \s (?: [Oo]fficer | [Cc]hief )
      | A?DCM | CDA | [Cc]harg[eé] (?: \s d['’]?[Aa]ffaires )? (?: \s a\.i\. )?
      | (?<! n\s ) (?<! h\s ) (?<! e\s[A-Z] ) Ambassador (?! \s (?:of|to|in) \b )
      | Consul \s General | CG | (?: Deputy \s )? Principal \s Officer | DPO | PAO | RSO | LegAtt | LEGATT | RLA
      | PolFSN | Pol \s FSN
      | USG | U\.?S\.? \s (?: side | officials? | delegation | team | Embassy | Mission | Government | government | officers? )
      | USDEL | Washington | (?<=[Tt]he\s) Department (?! \s of ) | DoS | State \s Department
      | G/TIP (?: ['’]s )? (?: \s (?: [Ss]enior \s )? (?: [A-Z][a-z]+ \s ){0,2} [Oo]fficer | \s \w* \s? [Dd]irector | \s team )?
      | J/TIP | USAID (?: ['’]s \s (?: [a-z-]+ \s ){0,2} (?: adviser | advisor | officer | director | representative ) )? | INL | DRL
      | [Vv]isiting \s officer | Post (?! \s (?:Office|office) ) | Mission (?= \s [a-z] )
      | Embassy (?! \s of \b | \s [A-Z] | ['’]s ) | Consulate (?! \s of \b | s \b ) (?: \s General )?
      | (?<=[Tt]he\s) (?: consulate | embassy ) (?! s | ['’]s )
      | (?<! the\s ) (?<! a\s ) [Pp]ost (?= \s (?: said | asked | promised | told | undertook | agreed | offered | explained | noted | would | will ) \b )
      | [Ww]e
    ) \b
    """,
    re.VERBOSE,
)
# must match "the foreign consulate", "UNICEF", "opposition deputy"; must not match "the Interior Ministry"
_THIRD_WORDS = (
    r"NGOs?|nongovernmental|non-governmental|shelter (?:director|manager|staff|operator)|shelters?\b(?! fund)|activists?|"
    r"journalists?|editor(?:ial)?s?|newspapers?|daily|weekly|columnist|opposition|IOM|ILO|UNICEF|UNHCR|UNODC|UNDP|"
    r"Save the Children|Red Cross|bishop|priest|pastor|church|professor|academics?|union leader|trade union|"
    r"foreign consul(?:ate)?s?|charity|foundation|civil society|advocates?|human rights (?:lawyer|group|activist)s?|"
    r"businessm[ae]n|chamber of commerce|researchers?|think tank|parliamentarians? of the opposition|survivors?|"
    r"press reports?|media|paper|the radio|broadcaster|archbishop|nuns?|sister|rights groups?|hotline"
)
_THIRD_RE = re.compile(rf"\b(?:{_THIRD_WORDS})\b|\b(?:[A-Z][a-z]+(?:n|i|ese|sh)) [Cc]onsul(?:ate)?(?: [Gg]eneral)?\b", re.IGNORECASE)
_OFFICES = (
    r"ministr(?:y|ies)|department|bureau|directorate|division|secretariat|cabinet|parliament|police|gendarmerie|"
    r"prosecution (?:service|office)|immigration (?:service|department|authorities)|customs|authorities|"
    r"government|commission|agency|task force|anti-trafficking unit|judiciary|prosecutors?|officials?|inspectorate|"
    r"working group|committee|council|navy|coast guard|army|security (?:bureau|service|ministry)"
)
_TITLES = (
    r"(?:vice|deputy|prime|first deputy|state|foreign|interior|justice|labou?r|acting|assistant)?[ -]?ministers?|"
    r"(?:permanent|principal|assistant|under|deputy|first|state|principal assistant)?[ -]?secretar(?:y|ies)(?: general)?|"
    r"directors?(?:[ -]general)?|commissioners?|superintendents?|inspectors?|attorneys? general|solicitor general|"
    r"prosecutors?(?: general)?|colonel|major|captain|lieutenant|brigadier|general|chief of [a-z]+|police chief|"
    r"governor|mayor|judges?|ombuds(?:man|woman)|president|vice president|premier|spokes(?:man|woman|person)|"
    r"chairs?(?:man|woman|person)?|co-?ordinator|undersecretary|counsel|advisers?|advisors?|chief executive|"
    r"head|heads|chief|minister-counselor|officials?|senators?|deputy|parliamentarian|MP|registrar|controller|comptroller|"
    r"sergeant|commander|commandant|interlocutors?|hosts?|counterparts?|delegation"
)
# must match "the Ministry", "MFA", "GOT", "his government", "the vice minister", "Thai officials"
_GOVERNMENT_RE = re.compile(
    rf"""
    \b (?: (?i: the | his | her | their | its | our | host | both | several | two | three | local | senior ) \s )*
    (?: [A-Z][\w'’-]+ \s ){{0,4}}? (?:
        M[OF]{{1,2}}[A-Z]{{1,4}} | MFA | MOI | MOJ | MOL | MOD | GO[A-Z]{{1,4}} | [HR]KG | [A-Z]{{1,3}}SARG? | ONCB | PNP
      | (?i: (?: {_OFFICES} ) | (?: {_TITLES} ) ) \b
    ) (?! ['’]s \s (?: line | tone | mood | position ) )
    """,
    re.VERBOSE,
)
_PRONOUN_RE = re.compile(r"\b(?:[Hh]e|[Ss]he|[Tt]hey)\b")
_NAME = r"(?:[DO]['’])?[A-Z][a-zà-ÿ]+(?:[A-Z][a-zà-ÿ]+)?(?:-[A-Z]?[a-zà-ÿ]+)*"
_NAME_RE = re.compile(rf"(?:(?:[A-Z]\. ?){{1,3}}|[A-Z][a-z]{{1,2}}\. )?{_NAME}(?: (?:{_NAME}|[A-Z]\.|al|bin|de|da|dos|van|der|el|la|ul))*")
_NOT_NAMES = frozenset(
    """The A An In On At For And But As To By From With After Before When While However Although Despite During Since
    Both This That These Those There He She They It We His Her Their Its Our If No Not Also Post Embassy Consulate
    Mission Department Washington State Government Ministry Minister Deputy Vice Prime Foreign Interior Justice Labor
    Labour Police General Secretary Director Commissioner Inspector Chief Attorney Ambassador Poloff Emboff Econoff
    Summary Comment Note End Tier Watch List Trafficking Persons Report Act Section January February March April May
    June July August September October November December Monday Tuesday Wednesday Thursday Friday Saturday Sunday
    United States Nations Security Affairs Board Assistant Principal Permanent Senior National Parliament Assembly
    Per Noting Turning Asked Concerning Regarding Still Then Thus Either None What Why How Could Would Of According
    Cabinet President Office Bureau Division Unit Service Human Rights Women Children Border Anti Special Public Home
    Major Colonel Captain Lieutenant Superintendent Judge Governor Mayor Social Welfare Immigration Customs Colony
    Legal Policy Court Supreme High Finance Development Health Education Law Code Penal Bar Congress Senate House
    Great Board Fund Bill Commission Committee Council Task Force Working Group Plan Protocol Convention USG Officer
    Counselor Consul Charge Reports Two Three Four Five Six Several Some Many Most All Each Every Another Other Such
    """.split()
)


@dataclass(slots=True)
class Cast:
    """Surnames and given names seen, each with the side of the person; later introductions win."""

    sides: dict[str, Side] = field(default_factory=dict)
    places: frozenset[str] = frozenset()

    def side_of(self, name: str) -> Side | None:
        """The side of someone by a part of the name."""
        return self.sides.get(name)


def read_cast(sentences: list[str], places: frozenset[str] = frozenset()) -> Cast:
    """Collect the people whom a telegram introduces, by title or apposition.

    A title that stands right before a name outweighs what is said behind a comma, which outweighs nothing.

    Args:
        sentences: The telegram's sentences in order.
        places: Words that name countries, cities or nationalities, which are no people.
    """
    cast = Cast(places=places)
    titled: set[str] = set()
    for sentence in sentences:
        for match in _NAME_RE.finditer(sentence):
            parts = _person_parts(sentence, match, places)
            if not parts:
                continue
            side = _side_by_title(sentence, match)
            known = side is not None
            side = side or _side_by_apposition(sentence, match)
            for part in parts if side else ():
                if known or part not in cast.sides:
                    if not (part in titled and not known):
                        cast.sides[part] = side
                if known:
                    titled.add(part)
    return cast


def find_mentions(sentence: str, cast: Cast) -> list[Mention]:
    """Those whom a sentence names, in order, disjoint, outside quotation marks."""
    text = mask_quotes(sentence)
    found: list[Mention] = []
    for match in _NAME_RE.finditer(text):
        for part in re.finditer(_NAME, match[0]):
            if side := cast.side_of(part[0]):
                start = match.start()
                found.append(Mention(Span(start, match.end()), side, person=_key(match[0], cast)))
                break
    for pattern, side in ((_THIRD_RE, Side.THIRD), (_US_RE, Side.US), (_GOVERNMENT_RE, Side.GOVERNMENT)):
        for match in pattern.finditer(text):
            span = Span(match.start(), match.end())
            if not any(span.meets(other.span) for other in found):
                found.append(Mention(span, side))
    for match in _PRONOUN_RE.finditer(text):
        span = Span(match.start(), match.end())
        if not any(span.meets(other.span) for other in found):
            found.append(Mention(span, None, pronoun=match[0].lower()))
    return sorted(found, key=lambda mention: mention.span)


def mask_quotes(text: str) -> str:
    """The text with what stands between quotation marks blanked out, at its full length."""
    masked = re.sub(r"\"[^\"]*\"|“[^”]*”", lambda match: "·" * len(match[0]), text)
    return re.sub(r"^[^\"“]*”", lambda match: "·" * len(match[0]), masked)


def _key(words: str, cast: Cast) -> str:
    known = [part for part in re.findall(_NAME, words) if part in cast.sides]
    return known[-1] if known else words


def _person_parts(sentence: str, match: re.Match[str], places: frozenset[str]) -> list[str]:
    """The parts of a name that can stand for the person; none if the words name no person."""
    parts = re.findall(_NAME, match[0])
    kept = [part for part in parts if part not in _NOT_NAMES and part not in places and len(part) > 2]
    if not kept or parts[-1] != kept[-1]:
        return []  # "Anti-Trafficking Unit", "Legislative Council": it ends in the word for an office
    before = sentence[: match.start()]
    if len(kept) == len(parts) and re.search(r"\b(?:the|a|an|its|our)\s$", before, re.IGNORECASE):
        return []
    return kept


# The words of a title, right before a name: capitals, and what joins them
_TITLE_WORDS_RE = re.compile(
    r"(?:(?:[A-Z][\w./'’-]*|of|for|the|and|on|general|director|deputy|vice|acting|former|senior|head|chief|officer|opposition|"
    r"minister|secretary|adviser|advisor|anti-trafficking|ministry|department|police|shelter|activist|lawyer|journalist|NGO|"
    r"[a-z]+-based|leader|manager|spokes\w+|commissioner|inspector|superintendent|prosecutor|counselor|representative|consul) )*$"
)
_WEAK_TITLE_RE = re.compile(r"(?i)\b(?:directors?|head|chief|coordinator|chair\w*|president|advisers?|advisors?|manager)\b")
_OFFICE_RE = re.compile(rf"(?i)\b(?:{_OFFICES}|MFA|MO[A-Z]{{1,4}}|GO[A-Z]{{1,4}})\b")
_TITLE_RE = re.compile(rf"(?i)\b(?:{_TITLES}|{_OFFICES}|government counsel)\b|\b(?:MFA|MO[A-Z]{{1,4}}|GO[A-Z]{{1,4}})\b")
# "the Secretariat's information officer, Bram Quillory"
_TITLE_BEHIND_COMMA_RE = re.compile(
    rf"\b(?P<title>(?:(?:the|his|her|its|their|a)\s)?(?:[\w'’-]+\s){{0,6}}(?i:{_TITLES}|officer)),\s$"
)


def _side_by_title(sentence: str, match: re.Match[str]) -> Side | None:
    """The side that a title right before a name, or inside it, puts a person on."""
    before = sentence[max(0, match.start() - 120) : match.start()]
    phrase = _TITLE_WORDS_RE.search(before)
    title = (phrase[0] if phrase else "") + match[0]
    if found := _side_of_phrase(title, sentence):
        return found
    if behind := _TITLE_BEHIND_COMMA_RE.search(before):
        return _side_of_phrase(behind["title"], sentence)
    return None


def _side_by_apposition(sentence: str, match: re.Match[str]) -> Side | None:
    """The side that an apposition behind a name puts a person on: ", head of the ministry's legal section,"."""
    after = re.match(r"\s?(?:\([A-Z]+\))?, ([^;.]{3,160})", sentence[match.end() :])
    if after is None:
        return None
    words = after[1].split(",")[0].split()
    opening = " ".join(words[:14])
    if not re.match(r"(?:who|whose|the|a|an|another)\b", opening) and not _TITLE_RE.search(" ".join(words[:4])):
        return None
    if re.match(r"(?:who|whose)\b", opening) and not re.search(r"\b(?:runs?|ran|heads?|headed|directs?|leads?|led|chairs?|edits?|oversees|works?|manages?)\b", opening):
        return None
    return _side_of_phrase(opening, opening)


def _side_of_phrase(phrase: str, sentence: str) -> Side | None:
    if _THIRD_RE.search(phrase) and not re.search(r"(?i)\bminist", phrase):
        return Side.THIRD
    us = _US_RE.search(phrase)
    if us and us[0] not in ("We", "we"):
        return Side.US
    titles = [found[0] for found in _TITLE_RE.finditer(phrase)]
    if not titles:
        return None
    if all(_WEAK_TITLE_RE.search(found) for found in titles) and _THIRD_RE.search(sentence):
        return Side.THIRD  # "Director Maud Ellerby showed us the shelter"
    return Side.GOVERNMENT
