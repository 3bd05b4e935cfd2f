"""For when a figure stands: the year that its words name, and whether it is compared with another.

The patterns look at words in small letters.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from reftel.language import lower_case
from reftel.report.figure_parse import TIME, Draft, Parsed

YEAR_RE = re.compile(
    r"""
    (?<! [\d$,.] ) (?P<year> (?: 19 | 20 ) [0-9]{2} )
    (?: \s* [-–/] \s* (?: 20 )? [0-9]{2} )?             # a fiscal year is that in which it begins
    (?! [\d,]*\d )
    """,
    re.VERBOSE,
)
# matches: "2016" in "in 2016-2017"; does not match: "2,016"

LEADING_RE = re.compile(
    r"""
    ^ (?: (?: also | separately | additionally | for \s example | in \s addition | however ) ,? \s )?
    (?: in | during | by | for | from | as \s of | at \s the \s end \s of | throughout | between | since )
    \b [^,;()]{0,40}? (?P<year> 20 [0-9]{2} ) (?: \s* [-–/] \s* (?: 20 )? [0-9]{2} )? [^,;()]{0,25} ,
    (?! \s* [0-9] )
    """,
    re.VERBOSE,
)
# matches: "in march 2017, police"; does not match: "police in 2017"

PREVIOUS_RE = re.compile(
    r"""
    (?<! over \s the \s ) (?<! from \s the \s ) (?<! than \s the \s ) (?<! with \s the \s )
    (?<! to \s the \s ) (?<! unlike \s the \s ) (?<! with \s )
    \b (?: previous | prior | preceding | last ) \s (?: (?: reporting | fiscal ) \s )?
    (?: period | years? | cycle | report ) \b
    | \b year \s (?: before | earlier | prior ) \b | \b previously \b
    """,
    re.VERBOSE,
)
# matches: "in the previous year"; does not match: "over the previous year"

LEADING_PREVIOUS_RE = re.compile(
    r"""
    ^ (?: (?: however | also ) , \s )? (?: in | during ) \s the \s (?: previous | prior | preceding
      | last ) \s
    (?: reporting \s )? (?: period | year ) \b
    """,
    re.VERBOSE,
)
# matches: "in the previous reporting period, it"; does not match: "in the reporting period"

COMPARE_RE = re.compile(
    r"""
    \b compar (?: ed | able | ing ) \s? (?: with | to ) | \b in \s comparison \s (?: with | to )
    | \b (?: increase | decrease | decline | rise | drop | reduction | improvement | jump | growth
    | change ) s?
      (?: \s \w+ ){0,3}? \s (?: from | over | compared )
    | \b (?: up | down | increased | decreased | declined | rose | dropped | fell | similar | equal
    | identical
      | increasing | decreasing | rising ) \s (?: \w+ly \s )? (?: from | to \s (?! [0-9$] ) )
    | \b as \s opposed \s to | \b versus \b | \b relative \s to | \b same \s (?: number | amount ) s? \s as
    | \b while \s in \s (?= 20 )
    """,
    re.VERBOSE,
)
# matches: "compared with", "an increase from"; does not match: "up to 12"

ENDS_COMPARISON_RE = re.compile(
    r"""
    , \s (?: including | and | but | while | with | leading | resulting | of \s which | which ) \s (?! [0-9] )
    | \b and \s (?: the \s government | it | authorities | police | courts | officials
      | (?: prosecut | convict | sentenc | identif | initiat | obtain | investigat | assist | refer
      | provid | train )
        \w* ) \b
    | , \s (?: the \s government | it | authorities | police | courts | officials ) \b
    | \b (?: this | these | both ) \b
    """,
    re.VERBOSE,
)
# matches: ", and the government"; does not match: ", and 12"

MONTH_END_RE = re.compile(
    r"""
    (?: \b (?: in | during | for | by | from | year | through | end \s of | fy | throughout | early
      | late | mid | to | and )
      | [(] | january | february | march | april | may | june | july | august | september | october | november
      | december ) $
    """,
    re.VERBOSE,
)
# matches the end of: "12 men in"; does not match the end of: "the act of"

CHANGE_RE = re.compile(
    r"""
    increas | decreas | declin | rais | rose | reduc | drop | expand | grew | grow | \b up \b
      | \b down \b | chang | fell
    | doubl | tripl | number \s of | \b to \b
    """,
    re.VERBOSE,
)
# matches: "increased"; does not match: "victims"

CONTRAST_RE = re.compile(r"\b (?: since | unlike | in \s contrast ) \b", re.VERBOSE)
# matches: "since"; does not match: "in"

LATEST_RE = re.compile(
    r"\b (?: most \s recent | latest ) \s (?: \w+ \s ){0,4}? (?: year | data | statistics )", re.VERBOSE
)
# matches: "the most recent year"; does not match: "the recent case"

JOIN_RE = re.compile(
    r"""\b and \b | , | ^ \s (?: of | to | for | with | in | in \s restitution \s to | involved \s in
      | involving | against ) \s $""",
    re.VERBOSE,
)
# matches: " cases and "; does not match: " cases "

APART_RE = re.compile(r"[;()] | \b including \b | \b of \s (?: whom | which ) \b | compared", re.VERBOSE)
# matches: " (", ", including"; does not match: ", and "

APPROXIMATE = frozenset(
    {"approximately", "about", "only", "nearly", "the", "just", "over", "more", "than", "almost", "roughly",
     "at", "least", "some"}
)  # fmt: skip
SHORT = 60


def set_times(parsed: Parsed, report_year: int | None, lag: bool) -> None:
    """Give the figures of a sentence their year and period.

    Args:
        parsed: The sentence.
        report_year: Year of the report; the counts of a report are those of the year before.
        lag: Whether the narrative's newest counts are a year older than that.
    """
    if not parsed.drafts:
        return
    for place, draft in enumerate(parsed.drafts):
        following = next((other for other in parsed.drafts[place + 1 :] if other.first > draft.last), None)
        draft.is_comparator = _is_comparator(parsed, draft)
        _read_own(parsed, draft, following)
    _share_backwards(parsed)
    _share_brackets(parsed)
    for draft in parsed.drafts:
        if draft.year is None and not draft.is_comparator and not draft.period:
            draft.year, draft.period = _read_leading(parsed, draft)
    _set_periods(parsed, report_year, lag or LATEST_RE.search(parsed.small) is not None)


def tail_bounds(parsed: Parsed, draft: Draft, following: Draft | None) -> tuple[int, int]:
    """The words behind a figure: up to the next figure, a semicolon, or the end of its bracket."""
    start = parsed.tokens[draft.last].end
    stop = len(parsed.text)
    if following is not None and following.first > draft.last:
        stop = parsed.tokens[following.first].start
    depth = 0
    for token in parsed.tokens[draft.last + 1 :]:
        if token.start >= stop:
            break
        if token.low in ("(", "["):
            depth += 1
        elif token.low in (")", "]") and depth:
            depth -= 1
        elif token.low in (")", "]") or (token.low == ";" and depth == 0):
            return start, token.start
    return start, stop


def _read_own(parsed: Parsed, draft: Draft, following: Draft | None) -> None:
    """The year, or "the previous year", in the words right behind a figure."""
    start, stop = tail_bounds(parsed, draft, following)
    tail = parsed.small[start:stop]
    inside = parsed.small[parsed.tokens[draft.first].end : start]
    cut = COMPARE_RE.search(tail)
    if cut and not draft.is_comparator:
        tail = tail[: cut.start()]
    if draft.rule == "zero":
        # What follows a comma is seldom about the denial any more.
        tail = tail.partition(",")[0]
    bracket = tail.find("(")
    if bracket >= 0 and following is not None and parsed.in_brackets(following.first):
        tail = tail[:bracket]
    draft.year = _year_in(f" {inside}{tail}")
    if PREVIOUS_RE.search(tail) and not CONTRAST_RE.search(tail):
        draft.period = "previous"


def _year_in(text: str) -> int | None:
    for match in YEAR_RE.finditer(text):
        if MONTH_END_RE.search(text[max(0, match.start() - 40) : match.start()].rstrip()[-30:]):
            return int(match["year"])
    return None


def _share_backwards(parsed: Parsed) -> None:
    """A year behind the last of several joined figures counts for those before it."""
    for place in range(len(parsed.drafts) - 2, -1, -1):
        draft, following = parsed.drafts[place], parsed.drafts[place + 1]
        if draft.year is not None or draft.period or draft.is_comparator != following.is_comparator:
            continue
        if following.first <= draft.last:
            draft.year, draft.period = following.year, following.period
            continue
        between = parsed.text[parsed.tokens[draft.last].end : parsed.tokens[following.first].start]
        is_joined = JOIN_RE.search(between) and not APART_RE.search(between)
        is_near = draft.is_comparator or len(between) < SHORT
        if is_joined and is_near and draft.in_brackets == following.in_brackets:
            draft.year, draft.period = following.year, following.period


def _share_brackets(parsed: Parsed) -> None:
    """What stands undated in brackets behind a figure is of the same time."""
    for place, draft in enumerate(parsed.drafts[1:], start=1):
        if not draft.in_brackets or draft.year is not None or draft.period or draft.is_comparator:
            continue
        opened = parsed.segment_start(draft.first)
        outside = next((other for other in reversed(parsed.drafts[:place]) if other.last < opened), None)
        if outside:
            draft.year, draft.period = outside.year, outside.period
            draft.is_comparator = outside.is_comparator


def _read_leading(parsed: Parsed, draft: Draft) -> tuple[int | None, str]:
    """The year or period with which the clause of a figure, or else the sentence, begins."""
    at = parsed.tokens[draft.first].start
    for start in (parsed.text.rfind(";", 0, at) + 1, 0):
        words = parsed.small[start:].lstrip()
        leading = LEADING_RE.match(words)
        if leading and len(parsed.text) - len(words) + leading.end() <= at + 1:
            return int(leading["year"]), ""
        if LEADING_PREVIOUS_RE.match(words):
            return None, "previous"
    return None, ""


def _plain_before(parsed: Parsed, draft: Draft) -> str:
    """The word before a figure that is no "about" or "more than"."""
    words = [word for word in parsed.lows(draft.first - 4, draft.first) if word not in APPROXIMATE]
    return words[-1] if words else ""


def _is_comparator(parsed: Parsed, draft: Draft) -> bool:
    """Whether a figure is what another is compared with: "compared to 35", "from 20 to 21"."""
    start = parsed.segment_start(draft.first)
    before = _plain_before(parsed, draft)
    if before == "to" and any(
        parsed.segment_start(other.first) == start and _plain_before(parsed, other) == "from"
        for other in parsed.drafts
        if other.last < draft.first
    ):
        return False
    left = parsed.small[parsed.tokens[start].start : parsed.tokens[draft.first].start]
    last = None
    for match in COMPARE_RE.finditer(left):
        last = match
    if last and not ENDS_COMPARISON_RE.search(left[last.end() :]):
        return True
    return before == "from" and draft.unit.split("-")[0] not in TIME and CHANGE_RE.search(left) is not None


def _set_periods(parsed: Parsed, report_year: int | None, lag: bool) -> None:
    years = [draft.year for draft in parsed.drafts if draft.year]
    year = report_year or max((known + 1 for known in years), default=0)
    newest = max((known for known in years if known <= year), default=None)
    for draft in parsed.drafts:
        if draft.kind == "penalty_years":
            is_new = draft.year is not None and draft.year >= year - 1 and LEADING_RE.match(parsed.small)
            draft.period = "current" if is_new else "unspecified"
            draft.year = draft.year if is_new else None
        elif draft.period != "previous" or draft.year is not None:
            draft.period = _period(draft, year, newest, lag)


def _period(draft: Draft, report_year: int, newest: int | None, lag: bool) -> str:
    if draft.year is None:
        return "previous" if draft.is_comparator else "current"
    if draft.year >= report_year - 1:
        is_older = draft.is_comparator and newest is not None and newest > draft.year
        return "previous" if is_older else "current"
    base = report_year - 2 if lag and newest is not None and newest <= report_year - 2 else report_year - 1
    back = base - draft.year
    return "current" if back == 0 else "previous" if back == 1 else "earlier"


def has_lag(texts: Sequence[str], report_year: int | None) -> bool:
    """Whether a narrative's newest counts are two years old, and compared with those of the year before.

    Args:
        texts: Its sentences.
        report_year: Year of the report.
    """
    if report_year is None:
        return False
    late = usual = 0
    new, old = report_year - 2, report_year - 3
    change = re.compile(rf"from [^;]{{0,60}} {old} to [^;]{{0,60}} {new}")
    for text in texts:
        if "20" not in text and "19" not in text:
            continue
        years = {int(match["year"]) for match in YEAR_RE.finditer(text)}
        cut = COMPARE_RE.search(lower_case(text)) or re.search(r"\((?=\S+ in 20)", text)
        if not years or not (cut or "from" in text):
            continue
        ahead = {int(match["year"]) for match in YEAR_RE.finditer(text[: cut.start()] if cut else "")}
        is_opener = text.startswith("This ") and new not in years
        if (
            old in years
            and report_year - 1 not in years
            and (new in ahead or is_opener or change.search(text))
        ):
            late += 1
        elif new in years:
            usual += 1
    return late >= 2 and late > usual
