"""What a narrative says beside the tier: a waiver, years on the watch list, the reason.

Source:
    22 U.S.C. 7107(b)(2)(D) and (E) for watch-list years and the waiver; the reports for the words.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from reftel.document import Span, fold_white_space
from reftel.language import read_number, read_ordinal
from reftel.report.model import Sentence, Standing
from reftel.vocab.tiers import Tier

WAIVER_RE = re.compile(
    r"""
    \b (?: grant(?:ed|s) \s+ (?: \w+ \s+ )? a \s+ waiver
         | waiver \s+ (?: of | from | to ) \s+ (?: an? \s+ | the \s+ )? otherwise \s+ required
         | otherwise \s+ required \s+ downgrade
         | received \s+ a \s+ waiver )
    """,
    re.VERBOSE | re.IGNORECASE,
)
# matches: "was granted a waiver from an otherwise required downgrade"; does not match: "visa fee waivers"

NTH_YEAR_RE = re.compile(
    r"""
    \b for \s+ (?: the | an? ) \s+ (?P<ordinal> \w+ ) \s+ (?: consecutive \s+ | straight \s+ ) year \b
    """,
    re.VERBOSE | re.IGNORECASE,
)
# matches: "for the third consecutive year"; does not match: "for three years"

YEARS_ON_LIST_RE = re.compile(
    r"""
    \b on \s+ (?: the \s+ )? (?: tier \s+ (?: 2 | two ) \s+ )? watch \s+ list \s+
    for \s+ (?: the \s+ (?: last | past ) \s+ )? (?P<number> [\w-]+ ) \s+ (?: consecutive \s+ )? years \b
    """,
    re.VERBOSE | re.IGNORECASE,
)
# matches: "has been on Tier 2 Watch List for four consecutive years"; does not match: "on Tier 2 for years"

BEFORE_THEREFORE_RE = re.compile(
    r"""
    [;,] \s* (?: and \s+ was \s+ | and \s+ )? therefore \b
    | \s+ and \s+ (?: was \s+ )? therefore \b
    """,
    re.VERBOSE | re.IGNORECASE,
)
# matches: "; therefore" in "efforts; therefore Averline remained"; does not match: "Therefore Averline"

FOR_ITS_FAILURE_RE = re.compile(
    r"""
    \b (?: for \s+ (?: its | their | the | a | an ) \s+ (?! \w+ \s+ (?: consecutive | straight | year ) )
         | because | due \s+ to ) \s* [\w'’] .* $
    """,
    re.VERBOSE | re.IGNORECASE | re.DOTALL,
)
# matches: "for its failure to show evidence"; does not match: "for the third consecutive year"

REASON_RE = re.compile(
    r"""
    \b (?: however ,? \s | (?: did | has | have ) \s not \s (?: \w+ \s )?
        (?: demonstrate | provide
      | show | make )
         | failure \s to \s provide \s evidence | failed \s to \s (?: provide | show | demonstrate )
         | (?: demonstrated | made | showed ) \s (?: [\w-]+ \s ){0,3} efforts | key \s achievements
         | sustained \s efforts | increasing \s efforts )
    """,
    re.VERBOSE | re.IGNORECASE,
)
# matches: "The government made key achievements"; does not match: "These efforts included a film"


def add_grounds(raw: str, opening: Sequence[Sentence], standing: Standing) -> Standing:
    """The standing with waiver, years on the watch list and reason, as far as the opening states them.

    Args:
        raw: The whole text.
        opening: The sentences before the first heading.
        standing: The tier and the sentence that states it.
    """
    waiver = next((sentence.span for sentence in opening if WAIVER_RE.search(sentence.text)), None)
    years, reason = _count_years(opening, standing), _find_reason(raw, opening, standing)
    return replace(standing, waiver=waiver, watch_list_years=years, reason=reason)


def _count_years(opening: Sequence[Sentence], standing: Standing) -> int | None:
    """Years in a row on the watch list, where the words say how many; nothing is counted."""
    for sentence in opening:
        listed = YEARS_ON_LIST_RE.search(sentence.text)
        if listed:
            return read_number(listed["number"])
        if sentence.span == standing.span and standing.tier is Tier.WATCH_LIST:
            counted = NTH_YEAR_RE.search(sentence.text)
            if counted:
                return read_ordinal(counted["ordinal"])
    return None


def _find_reason(raw: str, opening: Sequence[Sentence], standing: Standing) -> Span | None:
    """The words before "therefore", after "for" or "because", or an earlier sentence on the efforts."""
    place = next((n for n, sentence in enumerate(opening) if sentence.span == standing.span), None)
    if place is None:
        return None
    sentence = opening[place]
    clean = fold_white_space(raw, sentence.span)
    before = BEFORE_THEREFORE_RE.search(clean.text)
    if before and before.start():
        return clean.to_raw(Span(0, before.start()))
    after = FOR_ITS_FAILURE_RE.search(clean.text)
    if after and after.start():
        return clean.to_raw(Span(after.start(), len(clean.text.rstrip(" ."))))
    weighed = (
        earlier.span
        for earlier in reversed(opening[:place])
        if REASON_RE.search(earlier.text) and not WAIVER_RE.search(earlier.text)
    )
    return next(weighed, None)
