"""Lengths of time, money and percentages among the figures of a sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reftel.report.figure_parse import Draft, Parsed
from reftel.report.quantities import Quantity

PENALTY_RE = re.compile(
    r"""
    prescrib | (?<! received \s ) penalt | punishable | carrying | punishments? \s of | liable \s to
    | carr (?: y | ies | ied ) \s (?: a \s )? (?: sentence | prison ) | maximum \s sentence
    | provid \w+ \s for \s [^.;]{0,40} imprisonment | law \s (?: provide | allow | impose ) [sd]
    | mandat \w+ \s [^.;]{0,20} sentence | criminaliz
    """,
    re.VERBOSE | re.IGNORECASE,
)
# matches: "prescribed penalties of"; does not match: "courts sentenced"

SENTENCED_RE = re.compile(
    r"""
    received \s penalt | \b sentenc (?: ed | ing ) | courts? \s (?: sentenced | convicted | imposed
      | issued | ordered )
    | received \s (?: a \s )? (?: prison \s | jail \s )? (?: sentence | term ) | convict (?: ed | ing
    | ions? ) | judges?
    | sentences? \s (?: imposed | ranged | ranging | of | were ) | prison \s terms
    | traffickers? \s (?: was | were | received )
    """,
    re.VERBOSE | re.IGNORECASE,
)
# matches: "Courts sentenced"; does not match: "The law prescribed"

PUNISHMENT_RE = re.compile(
    r"""sentenc | imprison | prison | jail | incarcerat | \b terms? \b | suspended | probation
      | community \s service""",
    re.VERBOSE | re.IGNORECASE,
)
# matches: "suspended"; does not match: "training"

FINE_RE = re.compile(r"\b fine[sd]? \b", re.VERBOSE | re.IGNORECASE)
# matches: "a fine of"; does not match: "refined"

COURT_RE = re.compile(
    r"sentenc | imposed | ordered | fined | court | received | convict | judge | levied | issued",
    re.VERBOSE | re.IGNORECASE,
)
# matches: "the court"; does not match: "the police"

BUSINESS_RE = re.compile(r"employers | agenc | compan | inspect | firms", re.VERBOSE | re.IGNORECASE)
# matches: "three agencies"; does not match: "three men"

TRIAL_RE = re.compile(r"prosecut | convict | sentenc | court", re.VERBOSE | re.IGNORECASE)
# matches: "prosecuted"; does not match: "inspected"

NOT_FUNDING_RE = re.compile(
    r"""
    restitution | seiz | confiscat | forfeit | wages | \b bail \b | damages | civil | bribe | profits?
      | proceeds | debts?
    | \b fees? \b | salar | ransom | laundering | compensation \s (?: from | to \s be \s paid \s by )
    | ordered
    | \b assets \b | penalt | prescrib | stole | loss | cost | worth | earn
    """,
    re.VERBOSE | re.IGNORECASE,
)
# matches: "in restitution"; does not match: "allocated"

FUNDING_RE = re.compile(
    r"""
    alloc | budget | fund | disburs | spent | spend | grant | contribut | donat | provid | appropriat
      | invest | paid | payment
    | allowance | assistance | support | gave | given | compensat | award | expend | allot | subsid | earmark
    | dedicat
    """,
    re.VERBOSE | re.IGNORECASE,
)
# matches: "allocated"; does not match: "worth"

BUDGET_RE = re.compile(r"alloc | budget | disburs | appropriat | fund", re.VERBOSE | re.IGNORECASE)
# matches: "the budget"; does not match: "paid"

MORE_RE = re.compile(r"increase | decrease | \b to \s $", re.VERBOSE | re.IGNORECASE)
# matches: "an increase"; does not match: "released"

CHANGE_RE = re.compile(
    r"\b (?: increase | decrease | decline | reduction ) \s of \b | \b by (?: \s \w+ )? $",
    re.VERBOSE,
)
# matches: "an increase of"; does not match: "an increase from"

LAW_RE = re.compile(
    r"\b (?: law | code | article | section | act | statute | amend \w+ ) \b", re.VERBOSE | re.I
)
# matches: "the law"; does not match: "lawyers"

IN_PRISON = frozenset(
    {"imprisonment", "prison", "jail", "incarceration", "imprisoned", "labor", "life", "detention"}
)
WHILE = frozenset(
    {"past", "last", "next", "every", "within", "over", "first", "nearly", "after", "previous", "preceding"}
)


def read_time(parsed: Parsed, quantity: Quantity) -> Iterator[Draft]:
    """A term of imprisonment, in a law or from a court; other lengths of time are no figures."""
    before = set(parsed.lows(quantity.first - 3, quantity.first))
    after = parsed.lows(quantity.last + 1, quantity.last + 5)
    is_prison = bool(IN_PRISON & set(after))
    if (WHILE & before and not is_prison) or after[:1] in (["ago"], ["later"]) or "hours" in quantity.unit:
        return
    last = parsed.drafts[-1].kind if parsed.drafts else ""
    if parsed.in_brackets(quantity.first) and last in ("sentences", "penalty_years"):
        kind = last
    else:
        kind = _kind_of_time(parsed, quantity, is_prison)
    if kind:
        draft = parsed.make(quantity, kind, quantity.unit, "time")
        draft.is_part = draft.is_part and kind == "sentences"
        yield draft


def _kind_of_time(parsed: Parsed, quantity: Quantity, is_prison: bool) -> str:
    head = parsed.text_before(quantity.first)
    clause = parsed.text[parsed.tokens[parsed.segment_start(quantity.first)].start :].split(";")[0]
    penalty = max((match.end() for match in PENALTY_RE.finditer(head)), default=-1)
    sentenced = max((match.end() for match in SENTENCED_RE.finditer(head)), default=-1)
    is_punished = PUNISHMENT_RE.search(clause) is not None
    if not (is_prison or is_punished or penalty >= 0):
        return ""
    if penalty > sentenced:
        return "penalty_years"
    if is_punished and (sentenced >= 0 or re.search(r"sentence|prison terms?|imprison", head, re.IGNORECASE)):
        return "sentences"
    if is_prison:
        return "penalty_years" if LAW_RE.search(head) else "sentences"
    return ""


def read_money(parsed: Parsed, quantity: Quantity) -> Iterator[Draft]:
    """Funding, fines, and sums of another kind."""
    whole = parsed.text_before(quantity.first)
    start = parsed.tokens[parsed.segment_start(quantity.first)].start
    left = whole if parsed.in_brackets(quantity.first) else whole[start:]
    right = parsed.text[parsed.tokens[quantity.last].end :][:60]
    draft = parsed.make(quantity, _kind_of_money(parsed, left, right), quantity.unit, "money")
    draft.is_change = CHANGE_RE.search(parsed.words(quantity.first - 7, quantity.first)) is not None
    yield draft


def _kind_of_money(parsed: Parsed, left: str, right: str) -> str:
    if FINE_RE.search(left[-90:]) or re.match(r"[\s)]*(?:in )?fines?\b", right):
        by_court = COURT_RE.search(left) and not PENALTY_RE.search(left)
        return (
            "sentences" if by_court and (TRIAL_RE.search(left) or not BUSINESS_RE.search(left)) else "other"
        )
    near = f"{left[-160:]} {right.split(';', maxsplit=1)[0]}"
    kinds = [draft.kind for draft in parsed.drafts]
    is_budget = BUDGET_RE.search(left[-70:])
    if FUNDING_RE.search(left + right[:30]) and (is_budget or not NOT_FUNDING_RE.search(near)):
        return "funding"
    if kinds[-1:] == ["funding"] and not NOT_FUNDING_RE.search(left[-60:]):
        return "funding"
    if "funding" in kinds and MORE_RE.search(left[-60:]) and not NOT_FUNDING_RE.search(left):
        return "funding"
    return "other"


def read_percent(parsed: Parsed, quantity: Quantity) -> Iterator[Draft]:
    """Percentages of budgets, of convictions, and of those who were sentenced."""
    last = parsed.drafts[-1] if parsed.drafts else None
    if parsed.in_brackets(quantity.first) and last and quantity.first - last.last <= 6:
        if last.kind == "sentences":
            draft = parsed.make(quantity, last.kind, "percent", "percent")
            draft.is_part, draft.source = True, last
            yield draft
        return
    left = parsed.words(parsed.segment_start(quantity.first), quantity.first)
    near = f"{left[-80:]} | {parsed.words(quantity.last + 1, quantity.last + 8)}"
    kind = ""
    if "conviction rate" in near:
        kind = "convictions"
    elif "acquittal" in near:
        kind = "acquittals"
    elif re.search(r"budget|funding|allocat|disburs|funds", near):
        kind = "funding"
    elif last and last.unit == "percent" and re.search(r"to|from|and|compared", left[-12:]):
        kind = last.kind
    source = next((draft for draft in reversed(parsed.drafts) if draft.unit in ("people", "cases")), None)
    behind = parsed.words(quantity.last + 1, quantity.last + 4)
    if not kind and re.match(r"of (?:all |the )?(?:\w+ )?calls", behind):
        kind = "hotline_calls"
    elif (
        not kind
        and source
        and source.kind.startswith("victims")
        and re.match(r"were|are|was|did|involved", behind)
    ):
        kind = source.kind
    if kind:
        draft = parsed.make(quantity, kind, "percent", "percent")
        draft.is_change = kind == "funding" and ("by" in left.split()[-2:] or "increase" in left[-30:])
        yield draft
