"""Laws, agencies, groups at risk, and countries of origin and destination that a narrative names.

- `report.mention.law/1`: a name that ends in Act, Code, Law and the like; articles and sections by number.
- `report.mention.agency/1`: a ministry, department, commission, police force, task force and the like.
- `report.mention.group/1`: words of the packaged table, in the profile or where somebody is at risk.
- `report.mention.origin/1`, `report.mention.destination/1`: countries in the profile, by the words before.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from reftel.document import Span
from reftel.language import lower_case
from reftel.report.model import Narrative, SectionKind, Sentence
from reftel.vocab.countries import find_country
from reftel.vocab.risk_groups import risk_groups

LAW_RE = re.compile(
    r"""
    (?: (?: Articles? | Sections? | Chapter | articles? | sections? ) \s [0-9]+[0-9A-Za-z().-]*
        (?: (?: , \s | \s and \s | , \s and \s | - ) [0-9]+[0-9A-Za-z().-]* ){0,6}
        (?: \s of \s the \s (?: [a-z]+ \s ){0,2}? (?: code | constitution | law ) )? )
    | (?: [0-9]{4} \s )? (?: [A-Z][\w’'-]+ \s (?: (?: of | and | in | on | the | for | to
    | against ) \s ){0,2} ){1,8}
      (?: Act | Code | Law | Ordinance | Decree | Statute | Proclamation | Protocol | Bill ) \b
      (?: \s (?: No \. \s )? [0-9][0-9/-]* )? (?: \s of \s [0-9]{4} )?
    | \b the \s (?: penal | criminal | labor | immigration | family ) \s (?: procedure \s )? code \b
    """,
    re.VERBOSE,
)
# matches: "Section 370", "the 2008 Averline Anti-Trafficking Act"; does not match: "the law"

AGENCY_RE = re.compile(
    r"""
    (?: Ministry | Department | Office | Directorate | Commission | Committee | Council | Bureau
      | Secretariat | Division
      | Institute | Inspectorate ) \s (?: of | for | on | against | to ) \s (?: the \s )?
      [A-Z][\w’'-]* (?: (?: , \s (?: and \s )? | \s and \s | \s of \s (?: the \s )? | \s for \s
        | \s in \s | \s )
                        [A-Z][\w’'-]* ){0,7}
      (?: \s \( [A-Z][\w-]{1,12} \) )?
    | (?! The \s ) (?: [A-Z][\w’'-]+ \s (?: (?: of | and | for | the | on ) \s ){0,2} ){1,6}
      (?: Police | Ministry | Agency | Commission | Committee | Task \s Force | Service | Authority
        | Bureau | Council
        | Prosecutor’?'?s? \s Office | Office | Department | Inspectorate | Unit | Guard ) \b
      (?: \s \( [A-Z][\w-]{1,12} \) )?
    | \b the \s (?: (?: national | federal | state | labor | border
    | immigration ) \s ){1,2} (?: police | inspectorate | guard )
    | \b [A-Z]{3,8} \b (?= \s (?: reported | investigated | identified | conducted | trained | provided
    | operated
        | officials | officers | continued ) )
    """,
    re.VERBOSE,
)
# matches: "Ministry of Justice (MOJ)", "Averline National Police"; does not match: "the ministry"

VULNERABLE_RE = re.compile(
    r"""vulnerab | at \s risk | at-risk | prone | target | subject
  | exploit""",
    re.VERBOSE,
)
# matches, in small letters: "are vulnerable to"; does not match: "were trained"

# What every law, and every agency, has in its name: a sentence without it is passed over. First letters stand
# apart, so that a search runs over all others at once.
LAW_HINT_RE = re.compile(
    r"""
    [A-Zacs] (?: (?: ct | ode | aw | rdinance | ecree | tatute | roclamation | rotocol | ill ) \b
               | rticle | hapter | ection )
    """,
    re.VERBOSE,
)
# matches: "Act", "Section 370", "the penal code"; does not match: "the law"
AGENCY_HINT_RE = re.compile(
    r"""
    [A-Zgip]
    (?: inistry | epartment | ffice | irectorate | ommission | ommittee | ouncil | ureau | ecretariat
      | ivision | nstitute | nspectorate | olice | gency | orce | ervice | uthority | nit | uard
      | [A-Z]{2} )
    """,
    re.VERBOSE,
)
# matches: "the Ministry of Justice", "the NGO", "the national police"; does not match: "the ministry"

NAME_RE = re.compile(
    r"""
    (?<! [\w’'-] ) (?: the \s )?
    [A-Z][\w’'.-]+ (?: \s (?: (?: of | and | the ) \s ){0,2} [A-Z][\w’'.-]+ ){0,3}
    """,
    re.VERBOSE,
)
# matches: "Papua New Guinea"; does not match: "forced labor"

PLAIN_NAME_RE = re.compile(
    r"""
    (?: the \s )? [A-Z][\w’'.-]+ (?: \s (?: (?: of | the ) \s ){0,2} [A-Z][\w’'.-]+ ){0,3}
    """,
    re.VERBOSE,
)
# matches: "Thailand" in "Thailand and Laos"; does not match: "the north"

ORIGIN_RE = re.compile(
    r"""
    \b (?: from | nationals \s of | citizens \s of | originat \w+ \s (?: from | in ) )
    \s (?= (?: the \s | other \s | countries \s such \s as \s )? [A-Z] )
    """,
    re.VERBOSE,
)
# matches: "from " in "women from Sundara"; does not match: "from the south"

DESTINATION_RE = re.compile(
    r"""
    \b (?: (?: exploit \w* | subject \w* | traffick \w* | labor | prostitution | servitude | abroad
      | trafficked | work
         | victims | migrate \w* | travel \w* | taken | lured | recruited | sent | countries )
        [^.;]{0,60}? \b (?: in | to | throughout | including \s in | including
          | such \s as ) ) \s (?= (?: the \s )? [A-Z] )
    """,
    re.VERBOSE,
)
# matches: "sex trafficking in "; does not match: "lived in"

LINK_RE = re.compile(
    r"""^ (?: , \s (?: and \s | or \s )? | \s and \s | \s or \s
  | \s as \s well \s as \s ) (?: the \s )? $""",
    re.VERBOSE,
)
# matches: ", and "; does not match: " in "

NO_NAMES = frozenset(
    {"Ministry", "Department", "NGO", "NGOS", "UN", "EU", "IOM", "Persons Task Force", "National Agency"}
)

LEADING_RE = re.compile(
    r"(?: (?: Through | Under | In | By | While | Although | And ) \s )? (?: [Tt]he \s )?", re.VERBOSE
)
# matches: "Through the "; does not match: "Ministry"

ACTOR_RE = re.compile(
    r"""
    \b (?P<actor> [A-Z]{3,8} \b (?! \s (?: victims | law ) ) | (?i: NGOs?
      | international \s organizations? | courts? | judges
         | prosecutors | (?: national \s | federal \s | local \s )? police | law \s enforcement
         | authorities | officials
         | the \s government | labor \s inspect\w+ | embass \w+ | observers | media ) | (?: Ministry
         | Department ) \s of \s [A-Z]\w+ )
    """,
    re.VERBOSE,
)
# matches: "Police" in "Police arrested 12 men"; does not match: "Twelve men fled"


@dataclass(frozen=True, slots=True)
class Mention:
    """Something that a narrative names.

    Args:
        kind: `law`, `agency`, `group`, `origin` or `destination`.
        name: The law or agency in the words of the text, the group as the table names it, or an ISO code.
        span: The words in the raw text.
        paragraph: Label of the paragraph.
        rule: Name and version of the rule that read it.
    """

    kind: str
    name: str
    span: Span
    paragraph: str
    rule: str


def find_mentions(narrative: Narrative) -> tuple[Mention, ...]:
    """What a narrative names, each name once for each kind, where it stands first.

    Args:
        narrative: As `read_narrative` gives it.
    """
    first: dict[tuple[str, str], Mention] = {}
    for sentence in narrative.sentences:
        if sentence.section is SectionKind.RECOMMENDATIONS:
            continue
        for kind, name, span in _read_sentence(sentence, narrative.country):
            if (kind, name.casefold()) in first:
                continue
            raw_span = sentence.raw_span(narrative.raw, span)
            rule = f"report.mention.{kind}/1"
            first[kind, name.casefold()] = Mention(kind, name, raw_span, sentence.paragraph, rule)
    return tuple(sorted(first.values(), key=lambda mention: (mention.span, mention.kind)))


def find_actor(text: str) -> str:
    """Who did what a sentence counts, as far as its words name them; else the government."""
    match = ACTOR_RE.search(text)
    if match is None:
        return "government"
    name = match["actor"]
    if name.isupper() or name.startswith(("Ministry", "Department")):
        return name
    return name.casefold().removeprefix("the ")


def _read_sentence(sentence: Sentence, country: str | None) -> Iterator[tuple[str, str, Span]]:
    text = sentence.text
    for kind, hint, rule in (("law", LAW_HINT_RE, LAW_RE), ("agency", AGENCY_HINT_RE, AGENCY_RE)):
        for match in rule.finditer(text) if hint.search(text) else ():
            start = match.start() + len(LEADING_RE.match(match[0])[0])  # type: ignore[index]
            if text[start : match.end()] in NO_NAMES:
                continue
            yield kind, text[start : match.end()], Span(start, match.end())
    small = lower_case(text)
    if sentence.section is SectionKind.PROFILE or VULNERABLE_RE.search(small):
        for match in _groups_re().finditer(small):
            yield "group", risk_groups()[match[0]], Span(*match.span())
    if sentence.section is SectionKind.PROFILE:
        yield from _countries(text, country)


def _countries(text: str, own: str | None) -> Iterator[tuple[str, str, Span]]:
    for kind, rule in (("origin", ORIGIN_RE), ("destination", DESTINATION_RE)):
        for cue in rule.finditer(text):
            at = cue.end()
            while match := NAME_RE.match(text, at):
                country = find_country(match[0].removeprefix("the "))
                plain = PLAIN_NAME_RE.match(text, at)
                if country is None and plain:
                    match, country = plain, find_country(plain[0].removeprefix("the "))
                if country and country.iso3 != own:
                    yield kind, country.iso3, Span(*match.span())
                link = re.match(r"[^A-Z.;]{0,14}", text[match.end() :])
                if country is None or link is None or not LINK_RE.match(link[0]):
                    break
                at = match.end() + link.end()


@cache
def _groups_re() -> re.Pattern[str]:
    words = sorted(risk_groups(), key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, words))})\b")
