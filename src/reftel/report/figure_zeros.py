"""Zeros that words state: nobody was convicted, no investigations were reported."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reftel.report.figure_parse import CRIME_KIND, NOUN_KIND, Draft, Parsed
from reftel.report.figure_words import Act, Noun, act_of, noun_of

_DEED = r"""(?: (?: investigat | prosecut | convict | acquit | arrest | indict | charg ) (?: e | es | ed
  | ing | ions? | s | ments? )? )"""

DEED_KINDS = {
    "investigat": "investigations", "prosecut": "prosecutions", "charg": "prosecutions",
    "indict": "prosecutions", "convict": "convictions", "acquit": "acquittals", "arrest": "arrests",
}  # fmt: skip
HELP_KIND = {
    Act.IDENTIFY: "victims_identified", Act.REFER: "victims_referred", Act.ASSIST: "victims_assisted",
}  # fmt: skip
PEOPLE = (Noun.SUSPECT, Noun.OFFICIAL, Noun.PERSON, Noun.CASE)

NEGATION_RE = re.compile(
    r"""
    \b (?P<neg> (?: did | has | have | had ) \s (?: also \s | still \s | again \s )?
                (?: not | never )
              | (?: has | have | had ) \s yet \s to
              | nor \s (?: did | has | have | had ) \s (?: it | they | the \s \w+ | \w+ )
              | never | neither (?: \s [\w']+ ){1,10}? (?= \s report ) )
    \s (?: (?: also | again | otherwise | specifically | publicly | formally | officially | previously
             | successfully | yet | been | even | ever | subsequently ) \s )*
    """,
    re.VERBOSE,
)
# matches: "did not "; does not match: "not only"

# What each denial has in it: a search in most sentences is spared.
DENYING = ("not ", "never ", "nor ", "neither ", "yet ")

REPORT_RE = re.compile(
    r"""
    report (?: ed )? (?: \s having )? \s (?: on \s )?
    (?! (?: the | how | whether | if | when | data | statistics | information | details | number
      | comprehensive
          | complete | specific | where | what | who | which | to | that | providing | taking | making ) \b )
    (?: (?: initiating | conducting | opening | obtaining | securing | pursuing | undertaking
      | launching | any
          | new | additional | carrying \s out | filing ) \s )*
    """,
    re.VERBOSE | re.IGNORECASE,
)
# matches: "report any "; does not match: "report whether"

BEGIN_RE = re.compile(
    r"""
    (?: have | initiate | initiated | conduct | conducted | obtain | obtained | secure | secured | open
      | opened
      | launch | launched | pursue | pursued | file | filed | bring | brought | undertake | make | made
      | complete
      | completed | achieve | achieved | begin | begun ) \s
    (?: (?: any | new | a | an | additional | criminal | single | of | the | other | formal ) \s )*
    """,
    re.VERBOSE | re.IGNORECASE,
)
# matches: "obtain any "; does not match: "convict"

DEED_RE = re.compile(rf"\b {_DEED} \b", re.VERBOSE | re.IGNORECASE)
# matches: "prosecutions"; does not match: "prosecutors"

LIST_RE = re.compile(
    rf"""
    (?: (?: any | new | an? | additional | criminal | trafficking | labor | sex | child | forced | and
      | or | nor
          | initiate | obtain | secure | conduct | successful | successfully | other | case | for | of
          | further
          | human | potential | suspected | alleged | cases | complicit | official | {_DEED} )
        \b [,—]? \s? )*
    """,
    re.VERBOSE | re.IGNORECASE,
)
# matches whole: "any investigations, prosecutions, or convictions"; does not match whole: "any victims"

DEFINITE_RE = re.compile(
    r"""
    \s* (?: for \b | them | him | her | these | those | the | all | most | many | each | every
      | traffickers' | victims
          | (?: individuals | persons | children ) \s for | it | that | how | whether | adequately
          | sufficiently
          | under | cases \s (?: as | under ) | trafficking \s (?: crimes \s )? (?: as | under
          | thoroughly ) | this
          | \w+ \s victims | vigorous | some | as \b | in \s accordance | consistent )
    """,
    re.VERBOSE | re.IGNORECASE,
)
# matches: "these cases"; does not match: "any officials"

MATTER_RE = re.compile(
    r"""\s* (?: data | statistics | information | efforts | policies | procedures | rates? | officers?
      | authorities ) \b""",
    re.VERBOSE,
)
# matches: " data"; does not match: " of officials"

MORE_RE = re.compile(
    r"""
    (?: , | \s ) \s? (?: and | or | nor ) \s
    (?P<verbs> (?: did \s not \s )? (?: prosecute | convict | investigate | obtain \s any \s convictions
             | initiate \s any \s (?: new \s )? prosecutions ) [^.;]{0,40}? \b (?: any | traffick
             | officials? | a \s ) )
    """,
    re.VERBOSE,
)
# matches: ", or convict any"; does not match: ", or train any"

IDENTIFY_RE = re.compile(
    r"""
    (?P<report> report (?: ed )? \s )? (?: (?: formally | officially ) \s )?
    (?P<verb> identif (?: y | ied | ying ) | recogniz (?: e | ed | ing ) | rescu (?: e | ed | ing )
            | refer (?: red | ring )? | assist (?: ed | ing )? | repatriat (?: e | ed | ing ) ) \s
    (?: (?: any | an? | single | foreign | new | trafficking | child | adult | male | female | labor
      | sex | forced
          | potential | additional | human | domestic | other | or | and | assist | identify | refer
          | protect ) \s )*
    (?: victims? | individuals \s as \s victims ) \b
    (?! \s (?: among | through | who | exploited
             | of \s (?! trafficking | sex | forced | labor | human | domestic ) ) )
    """,
    re.VERBOSE | re.IGNORECASE,
)
# matches: "identify any victims"; does not match: "identify victims among"

CARE_RE = re.compile(
    r"""
    (?P<report> report \s )? provid (?: e | ing ) \s (?: \w+ \s ){0,3}?
    (?: care | services | assistance | shelter | support ) \s to \s any \s (?: \w+ \s ){0,2} victims
    """,
    re.VERBOSE | re.IGNORECASE,
)
# matches: "provide care to any victims"; does not match: "provide care to victims"

FUND_RE = re.compile(
    r"""
    (?P<report> report (?: ed )? \s )?
    (?: spend | fund | budget
      | (?: allocat | provid | disburs | dedicat | contribut ) (?: e | ed | ing ) ) \s
    (?: (?: any | specific | dedicated | financial | direct | a | its | funding \s or | and | or | disburse
          | designated | additional | government | separate | anti-trafficking ) \s )*
    (?: funding | funds | budget | resources | money | (?: support | assistance ) \s (?: to | for ) \s ngos
      | financial \s (?: support | assistance ) ) \b
    (?! \s* (?: adequate | sufficient | to \s adequately ) )
    """,
    re.VERBOSE | re.IGNORECASE,
)
# matches: "allocate any funding"; does not match: "allocate sufficient funding"

NO_RE = re.compile(r"\b no \s", re.VERBOSE)
# matches: "no convictions"; does not match: "not"

NO_EXCUSE_RE = re.compile(
    r"""
    no \s (?: reports? | evidence | indication | information | longer | \w+ \s data ) \b
    | no \s (?: specific | dedicated | formal | specialized | such | separate ) \s
      (?! investigat | prosecut | convict )
    """,
    re.VERBOSE | re.IGNORECASE,
)
# matches: "no reports"; does not match: "no convictions"

NO_REPORTS_RE = re.compile(
    r"""
    \b no \s (?: known \s | new \s | official \s )? (?: reports? | reported \s cases ) \s
    (?: of \s | that \s | during \s .{0,30} \s of \s )
    (?: any \s | new \s | the \s government \s | authorities \s | officials \s | government \s )?
    (?P<rest> .{0,120} )
    """,
    re.VERBOSE,
)
# matches: "no reports of investigations"; does not match: "no report"

AGAINST_VICTIMS_RE = re.compile(
    r"""\s* (?: of \s )? (?: potential \s | trafficking \s | foreign \s | sex \s )* (?: victims
      | individuals \s for )""",
    re.VERBOSE,
)
# matches: "of victims"; does not match: "of officials"

WAS_RE = re.compile(
    r"""
    ^ (?: ,? \s? (?: including | public | whether ) \s .{0,60}? )?
    (?: (?: have | has | had | were | was | been | ever | also | being ) \s )+ (?P<verb> \w+ )
    """,
    re.VERBOSE,
)
# matches: "were identified"; does not match: "in 2016"

BROUGHT_RE = re.compile(r"filed | initiated | brought | pursued", re.VERBOSE)
# matches: "filed"; does not match: "closed"

ENDS_PHRASE = frozenset(
    {"were", "was", "have", "has", "had", "for", "of", "in", "during", "by", "under", ";", ".", "(", "that",
     "to", "compared", "received", "related", "—", "with", "on", "against"}
)  # fmt: skip
LONGEST_CLAUSE = 400
LONGEST_PHRASE = 14
NEXT = 140


def find_zeros(parsed: Parsed) -> list[Draft]:
    """Zeros of a sentence, one for each kind that is denied, in text order."""
    found: dict[tuple[str, int], Draft] = {}
    drafts = [*_denied(parsed)]
    if "no " in parsed.small:
        drafts += [*_no_reports(parsed), *_no(parsed)]
    for draft in drafts:
        found.setdefault((draft.kind, draft.first), draft)
    return sorted(found.values(), key=lambda draft: draft.first)


def _token_at(parsed: Parsed, offset: int) -> int:
    return next(
        (place for place, token in enumerate(parsed.tokens) if token.end > offset), len(parsed.tokens) - 1
    )


def _zero(parsed: Parsed, kind: str, start: int, end: int, unreported: bool) -> Draft:
    unit = "USD" if kind == "funding" else "people" if kind.startswith("victims") else "cases"
    draft = Draft(kind, 0.0, unit, _token_at(parsed, start), _token_at(parsed, max(start, end - 1)), "zero")
    draft.is_unreported = unreported
    return draft


def _deeds(words: str) -> list[str]:
    """Kinds of the deeds that some words name, each once, in text order."""
    stems = (match[0].casefold() for match in DEED_RE.finditer(words))
    return list(
        dict.fromkeys(kind for word in stems for stem, kind in DEED_KINDS.items() if word.startswith(stem))
    )


def _denied(parsed: Parsed) -> Iterator[Draft]:
    """ "did not report any investigations", "has never convicted a trafficker"."""
    text = parsed.text
    if not any(word in parsed.small for word in DENYING):
        return
    for negation in NEGATION_RE.finditer(parsed.small):
        at = negation.end()
        head = text[at : at + LONGEST_CLAUSE].partition(";")[0]
        report = REPORT_RE.match(head)
        begin = report or BEGIN_RE.match(head)
        body = head[begin.end() :] if begin else head
        listed = LIST_RE.match(body)
        words = listed[0] if listed else ""
        rest = body[len(words) :]
        unreported = report is not None or negation[0].startswith("neither")
        kinds = _deeds(words)
        if not kinds:
            yield from _denied_help(parsed, negation.start(), at, head)
        elif not (MATTER_RE.match(rest) or (not begin and DEFINITE_RE.match(rest))):
            end = at + len(head) - len(rest)
            yield from (_zero(parsed, kind, negation.start(), end, unreported) for kind in kinds)
            yield from _denied_further(parsed, end, rest, kinds, unreported)


def _denied_further(
    parsed: Parsed, end: int, rest: str, kinds: list[str], unreported: bool
) -> Iterator[Draft]:
    """ "... or convict any traffickers" later in the clause."""
    more = MORE_RE.search(rest[:NEXT])
    if more is None or re.search(r"\bbut\b|however", rest[: more.start()]):
        return
    for kind in _deeds(more["verbs"]):
        if kind not in kinds:
            yield _zero(parsed, kind, end + more.start("verbs"), end + more.end("verbs"), unreported)


def _denied_help(parsed: Parsed, start: int, at: int, head: str) -> Iterator[Draft]:
    for rule, kind in ((IDENTIFY_RE, ""), (CARE_RE, "victims_assisted"), (FUND_RE, "funding")):
        match = rule.match(head)
        if match is None:
            continue
        act = None if kind else act_of(match["verb"].casefold())
        named = kind or HELP_KIND.get(act or Act.OTHER, "victims_assisted")
        yield _zero(parsed, named, start, at + match.end(), match["report"] is not None)
        return


def _no_reports(parsed: Parsed) -> Iterator[Draft]:
    """ "There were no reports of investigations"."""
    for match in NO_REPORTS_RE.finditer(parsed.small):
        rest = parsed.text[match.start("rest") : match.end("rest")]
        listed = LIST_RE.match(rest)
        words = listed[0] if listed else ""
        if not AGAINST_VICTIMS_RE.match(rest[len(words) :]):
            end = match.start("rest") + len(words)
            yield from (_zero(parsed, kind, match.start(), end, True) for kind in _deeds(words))


def _no(parsed: Parsed) -> Iterator[Draft]:
    """ "no convictions", "no officials were prosecuted", "identified no victims"."""
    for match in NO_RE.finditer(parsed.small):
        if NO_EXCUSE_RE.match(parsed.text, match.start()):
            continue
        at = _token_at(parsed, match.start())
        nouns, end = _nouns_after(parsed, at)
        crimes = [(NOUN_KIND[noun], place) for noun, place in nouns if noun in NOUN_KIND]
        if crimes:
            yield from (Draft(kind, 0.0, "cases", at, place, "zero") for kind, place in crimes)
            continue
        found = _kind_of_nobody(parsed, at, nouns, end)
        if found:
            yield Draft(found, 0.0, "people", at, nouns[-1][1] if nouns else end, "zero")


def _nouns_after(parsed: Parsed, at: int) -> tuple[list[tuple[Noun, int]], int]:
    """The nouns of the phrase that "no" begins, and where it ends."""
    nouns: list[tuple[Noun, int]] = []
    place = at + 1
    while place < min(at + LONGEST_PHRASE, len(parsed.tokens)):
        low = parsed.low(place)
        noun = noun_of(low)
        joins = low in ("or", "and", "nor") or (low == "," and nouns)
        is_word = low.isalpha() or "-" in low
        if noun:
            nouns.append((noun, place))
        elif low in ENDS_PHRASE or low[0].isdigit() or not (joins or is_word):
            break
        place += 1
    return nouns, place


def _kind_of_nobody(parsed: Parsed, at: int, nouns: list[tuple[Noun, int]], end: int) -> str:
    """What was done to nobody: "no victims were identified", "no officials have been convicted"."""
    was = WAS_RE.match(parsed.words(end, end + 8))
    behind = act_of(was["verb"]) if was else None
    ahead = [act for act in map(act_of, parsed.lows(at - 3, at)) if act]
    noun = nouns[-1][0] if nouns else None
    if noun is Noun.VICTIM:
        act = Act.ASSIST if parsed.low(end) == "received" else behind or (ahead[-1] if ahead else None)
        return HELP_KIND.get(act or Act.OTHER, "")
    if behind in CRIME_KIND and (noun is None or noun in PEOPLE):
        return CRIME_KIND[behind or Act.OTHER]
    crimes = [act for act in ahead if act in CRIME_KIND]
    if noun in PEOPLE and crimes:
        return CRIME_KIND[crimes[-1]]
    is_brought = noun is Noun.CASE and BROUGHT_RE.search(parsed.words(at - 4, at))
    return "prosecutions" if is_brought else ""
