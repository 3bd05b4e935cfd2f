"""The tier that a narrative states, and the sentence that states it.

The text decides. The rules are tried in this order, and the standing names the one that answered:

- `report.standing.special-case/1`: "X is (remains) a Special Case".
- `report.standing.placement/1`: "X remained on", "was upgraded to", "is placed on" a tier.
- `report.standing.formula-and-title/1`: the formula on the minimum standards, with a title that agrees.
- `report.standing.formula/1`: that formula alone.
- `report.standing.title/1`, `report.standing.file-head/1`: no sentence does; title or file head do.

Source:
    The reports of 2001 to 2023 (design/NARRATIVE_FORMAT.md of the shared folder);
    22 U.S.C. 7107(b)(1) for what each tier means.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from reftel.document import Span
from reftel.report.model import Movement, Sentence, Standing
from reftel.vocab.tiers import Tier, parse_tier

_TIER = r"tier \s* (?: [123] | one | two | three ) \b (?: [\s(–—-]* watch [\s-]* list )?"

SPECIAL_CASE_RE = re.compile(
    r"""
    \b (?: is | was | (?P<stays> remain (?: s | ed )? ) ) \s+ (?: again \s+ )? an? \s+ special \s+ case \b
    """,
    re.VERBOSE | re.IGNORECASE,
)
# matches: "Averline remains a Special Case"; does not match: "in special cases"

PLACEMENT_RE = re.compile(
    rf"""
    \b
    (?: (?P<stays> remain (?: s | ed )? )
      | (?: is | was | are | were | been ) \s+ (?: \w+ \s+ ){{0,2}}
        (?P<moves> upgraded | raised | downgraded | lowered | placed | moved | ranked | kept ) )
    (?: \s+ from \s+ {_TIER} )?
    \s+ (?: on | to | in | at | as ) \s+ (?: the \s+ )?
    (?P<tier> {_TIER} | watch \s+ list )
    """,
    re.VERBOSE | re.IGNORECASE,
)
# matches: "was therefore downgraded to Tier 3"; does not match: "an otherwise required downgrade to Tier 3"

STANDARDS_RE = re.compile(
    r"""
    \b (?: compl (?: y | ies | ied ) | meets? | met ) (?: \s+ fully )? (?: \s+ with )?
    \s+ (?: the \s+ )? minimum \s+ standards
    """,
    re.VERBOSE | re.IGNORECASE,
)
# matches: "does not fully meet the minimum standards"; does not match: "efforts to raise standards"

NOT_RE = re.compile(
    r"""
    \b (?: (?: do | does | did ) \s+ not | doesn['’]t ) \s+ (?: yet \s+ )? (?: fully \s+ )? (?: yet \s+ )? $
    """,
    re.VERBOSE | re.IGNORECASE,
)
# matches the end of: "The government does not yet fully "; does not match the end of: "The government fully "

FULLY_RE = re.compile(
    r"""
    \b fully \s+ $
    """,
    re.VERBOSE | re.IGNORECASE,
)
# matches the end of: "The government fully "; does not match the end of: "a plan to "

EFFORTS_RE = re.compile(
    r"""
    \b (?: is | are ) \s+ (?P<no> not \s+ )? (?: nevertheless \s+ )?
    making \s+ (?: significant | sufficient ) \s+ efforts
    """,
    re.VERBOSE | re.IGNORECASE,
)
# matches: "it is making significant efforts to do so"; does not match: "made efforts"

YEARS_RE = re.compile(
    r"""
    \b for \s+ (?: the | a | an ) \s+ \w+ \s+ (?: consecutive \s+ )? year \b
    """,
    re.VERBOSE | re.IGNORECASE,
)
# matches: "for the third consecutive year"; does not match: "for three years"

WATCH_LIST_RE = re.compile(
    r"""
    \b watch \s+ list \b
    """,
    re.VERBOSE | re.IGNORECASE,
)
# matches: "Tier 2 Watch List"; does not match: "watchlisted"

MOVES = {
    "upgraded": Movement.UPGRADED,
    "raised": Movement.UPGRADED,
    "downgraded": Movement.DOWNGRADED,
    "lowered": Movement.DOWNGRADED,
    "kept": Movement.REMAINED,
}
# Until then a watch list was named beside its reason; since then every tier is spelled out.
LAST_YEAR_OF_FORMULA_ALONE = 2016


@dataclass(frozen=True, slots=True)
class Claim:
    """A tier that the title or the file head gives, and where."""

    tier: Tier
    span: Span


def find_standing(
    opening: Sequence[Sentence], title: Claim | None, head: Claim | None, year: int | None
) -> Standing | None:
    """Find the tier that a narrative states.

    Args:
        opening: The sentences before the first heading of a part on the government's work.
        title: What the title line says.
        head: What the lines above the text say; trusted least.
        year: Year of the report, if known.

    Returns:
        The standing; None if nothing states a tier.
    """
    found = _find_special_case(opening) or _find_placement(opening)
    if found:
        return found
    verdict = find_verdict(opening)
    if verdict is not None:
        return _by_formula(opening, verdict, title or head, year)
    if title:
        return Standing(title.tier, title.span, None, "report.standing.title/1")
    if head:
        return Standing(head.tier, head.span, None, "report.standing.file-head/1")
    return None


def find_verdict(sentences: Sequence[Sentence]) -> int | None:
    """Place of the first sentence that says whether the minimum standards are met."""
    for place, sentence in enumerate(sentences):
        if _meets_standards(sentence.text) is not None or SPECIAL_CASE_RE.search(sentence.text):
            return place
    return None


def _find_special_case(opening: Sequence[Sentence]) -> Standing | None:
    for sentence in opening:
        match = SPECIAL_CASE_RE.search(sentence.text)
        if match:
            stays = match["stays"] or YEARS_RE.search(sentence.text)
            movement = Movement.REMAINED if stays else None
            return Standing(Tier.SPECIAL_CASE, sentence.span, movement, "report.standing.special-case/1")
    return None


def _find_placement(opening: Sequence[Sentence]) -> Standing | None:
    """The placement that follows from the reasons given, else the first that is stated at all."""
    found = [(sentence, match) for sentence in opening if (match := PLACEMENT_RE.search(sentence.text))]
    concluded = [pair for pair in found if "therefore" in pair[0].text.casefold()]
    for sentence, match in concluded or found:
        words = match["tier"]
        tier = Tier.WATCH_LIST if WATCH_LIST_RE.search(words) else parse_tier(words)
        if tier:
            return Standing(tier, sentence.span, _movement(sentence, match), "report.standing.placement/1")
    return None


def _movement(sentence: Sentence, match: re.Match[str]) -> Movement | None:
    if match["stays"] or YEARS_RE.search(sentence.text, match.end()):
        return Movement.REMAINED
    return MOVES.get(match["moves"].casefold())


def _meets_standards(text: str) -> bool | None:
    match = STANDARDS_RE.search(text)
    if match is None:
        return None
    before = text[: match.start()]
    if NOT_RE.search(before):
        return False
    return True if FULLY_RE.search(before) or "fully" in match[0] else None


def _by_formula(
    opening: Sequence[Sentence], place: int, title: Claim | None, year: int | None
) -> Standing | None:
    sentence = opening[place]
    following = " ".join(other.text for other in opening[place : place + 2])
    tiers = _tiers_of_formula(sentence.text, following)
    if title and title.tier in tiers:
        return Standing(title.tier, sentence.span, None, "report.standing.formula-and-title/1")
    if len(tiers) == 1:
        tier = tiers[0]
    elif any(WATCH_LIST_RE.search(other.text) for other in opening):
        tier = Tier.WATCH_LIST
    elif year is not None and year <= LAST_YEAR_OF_FORMULA_ALONE:
        tier = Tier.TWO
    else:
        tier = Tier.TWO_OR_WATCH_LIST
    return Standing(tier, sentence.span, None, "report.standing.formula/1")


def _tiers_of_formula(verdict: str, following: str) -> tuple[Tier, ...]:
    if _meets_standards(verdict):
        return (Tier.ONE,)
    efforts = EFFORTS_RE.search(following)
    if efforts is None:
        return (Tier.TWO, Tier.WATCH_LIST, Tier.THREE)
    return (Tier.THREE,) if efforts["no"] else (Tier.TWO, Tier.WATCH_LIST)
