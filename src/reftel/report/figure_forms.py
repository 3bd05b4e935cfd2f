"""About which form of trafficking a figure is: sex, labor, both, or none that the words name.

The patterns of the forms look at words in small letters.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from reftel.language import lower_case
from reftel.report.figure_parse import Draft, Parsed
from reftel.report.figure_times import tail_bounds

# Each way begins with a letter, so that a search runs over all others at once.
SEX_RE = re.compile(
    r"""
    sex \s (?: traffick | tour | offend | industry | crimes? | and \s labor \s traffick )
    | sexual (?: ly )? \s (?: exploit | servitude | slavery ) | prostitut | commercial \s sex | child \s sex
    | sex (?<! \w sex ) (?: , | \s and | \s or ) | brothel | pimp (?<! \w pimp ) | pander
    | procur (?<! \w procur ) | pornograph
    | online \s (?: child | sexual ) | exploitation \s of \s (?: children | minors ) \s (?: in | for ) \s sex
    | adult \s entertainment
    """,
    re.VERBOSE,
)
# matches: "child sex tourists"; does not match: "of both sexes"

LABOR_RE = re.compile(
    r"""
    labor \s (?: traffick | exploit | violation | recruit | broker | crime | offense | agenc )
    | and \s labor | or \s labor | labor (?<! \w labor ) \s (?: and | or ) \s sex
    | forced \s (?: (?: child \s )? labor | work | or \s exploitative )
    | bonded | debt \s bondage | begg | domestic \s (?: servitude | work | servant | employee | help )
    | child \s labor
    | slavery (?<! sexual \s slavery ) | servitude (?<! sexual \s servitude )
    | illegal \s (?: broker | recruit )
    | recruitment \s (?: agenc | fee | compan | violation ) | employment \s agenc
    | passport \s (?: retention | confiscat | withh ) | unpaid \s wage | back \s wage
    | fishing \s (?: industry | vessel | boat | sector ) | exploitative \s labor | brick \s kiln | sweatshop
    | exploited \s workers | migrant \s workers | foreign \s workers | for \s labor
    | employers \s of | talibe | slave (?! holding )
    """,
    re.VERBOSE,
)
# matches: "forced labor", "begging"; does not match: "labor inspectors"

NOT_FORM_RE = re.compile(
    r"with \s respect \s to \s sex \s trafficking | sexual \s (?: assault | violence | harassment )",
    re.VERBOSE,
)
# matches: "with respect to sex trafficking"; does not match: "sex trafficking"

ASIDE_RE = re.compile(
    r"""
    \b including \b [^;()]* | \( [^)]* \) | — [^—;]* (?: — | $ ) | \b of \s (?: whom | which ) \b [^;,]*
    """,
    re.VERBOSE,
)
# matches: "(five in 2016)"; does not match: "five in 2016"

POSTMODIFIER_RE = re.compile(
    r"^ \s* (?: \w+ \s ){0,4}? (?: for | of | involving | related \s to | under ) \b", re.VERBOSE
)
# matches: " for forced labor"; does not match: ", and"

PARTED_RE = re.compile(r"[;()] | \b including \b | compared | \b of \s whom \b", re.VERBOSE)
# matches: ", including"; does not match: " and "

CRIMES = frozenset(
    {"investigations", "prosecutions", "convictions", "acquittals", "arrests", "sentences", "cases"}
)
LIST_TAIL = 45


def form_of(text: str) -> str:
    """Which form of trafficking some words speak of: `sex`, `labor`, `both`, or empty.

    >>> form_of("for forced labor"), form_of("sex and labor trafficking"), form_of("trafficking")
    ('labor', 'both', '')
    """
    text = NOT_FORM_RE.sub(" ", lower_case(text))
    sex, labor = SEX_RE.search(text) is not None, LABOR_RE.search(text) is not None
    if sex and labor:
        return "both"
    return "sex" if sex else "labor" if labor else ""


def set_forms(parsed: Parsed, law: str, carried: str) -> None:
    """Give the figures of a sentence their form.

    Args:
        parsed: The sentence, with times.
        law: The form that the last law named was about: later sentences on penalties go on from it.
        carried: The form that all crime figures of the sentence before share.
    """
    drafts = parsed.drafts
    if not drafts:
        return
    # Where the sentence names none, no part of it does: most sentences, and a part is read for each figure.
    names_form = SEX_RE.search(parsed.small) or LABOR_RE.search(parsed.small)
    form_in = form_of if names_form else _no_form
    for place, draft in enumerate(drafts):
        left, right = _own_words(parsed, place)
        draft.form = form_in(right) or form_in(left)
    for place, draft in enumerate(drafts):
        draft.form = draft.form or _form_around(parsed, place, law, form_in)
    _share_form(parsed, carried, form_in)
    _sum_up(drafts)


def _no_form(_: str) -> str:
    return ""


def _form_around(parsed: Parsed, place: int, law: str, form_in: Callable[[str], str]) -> str:
    """The form of a figure whose own words name none."""
    drafts = parsed.drafts
    draft = drafts[place]
    if (
        draft.in_brackets
        and not draft.is_comparator
        and (form := _form_before_bracket(parsed, draft, form_in))
    ):
        return form
    head = form_in(parsed.text_before(drafts[0].first))
    if draft.kind == "penalty_years" or (draft.kind == "other" and drafts[0].kind == "penalty_years"):
        return head or law
    before = drafts[place - 1] if place else None
    is_term = draft.kind == "sentences" and draft.unit not in ("people", "cases")
    if (
        is_term
        and before
        and before.kind in CRIMES
        and before.last > parsed.segment_start(draft.first)
        and before.form
    ):
        return before.form
    goes_on = draft.is_comparator or draft.in_brackets or draft.period == "previous"
    if draft.source is not None and draft.source.form and goes_on:
        return draft.source.form
    if place + 1 < len(drafts) and _tail_is_shared(parsed, draft, drafts[place + 1]):
        return drafts[place + 1].form
    segment = parsed.segment_start(draft.first)
    first = next(other for other in drafts if parsed.segment_start(other.first) == segment)
    own_head = parsed.text[parsed.tokens[segment].start : parsed.tokens[first.first].start]
    return form_in(own_head) or (head if draft.in_brackets else "")


def _form_before_bracket(parsed: Parsed, draft: Draft, form_in: Callable[[str], str]) -> str:
    """The form named right before the bracket in which a figure stands: "forced begging (16 victims)"."""
    opened = parsed.tokens[parsed.segment_start(draft.first) - 1].start
    start = max(parsed.text.rfind(sign, 0, opened) for sign in ",;") + 1
    counts = any(
        not other.in_brackets and other.last < draft.first and parsed.tokens[other.first].start > start
        for other in parsed.drafts
    )
    words = parsed.text[start:opened]
    return "" if counts or re.search(r"\d", words) else form_in(words)


def _own_words(parsed: Parsed, place: int) -> tuple[str, str]:
    """The words around a figure that are its own: from the one before to the one behind, in its clause."""
    draft = parsed.drafts[place]
    segment = parsed.segment_start(draft.first)
    ends = [other.last + 1 for other in parsed.drafts[:place] if other.last < draft.first]
    start = max([segment, *ends])
    left = parsed.text[parsed.tokens[min(start, draft.first)].start : parsed.tokens[draft.first].start]
    if ends and segment < start:
        # What stands behind the figure before belongs to that one, up to a comma or "and".
        cut = max(left.rfind(sign) for sign in (", ", " and ", "compared", "—"))
        left = left[cut + 1 :] if cut >= 0 else ""
    following = next((other for other in parsed.drafts[place + 1 :] if other.first > draft.last), None)
    _, stop = tail_bounds(parsed, draft, following)
    right = parsed.text[parsed.tokens[draft.first].start : stop]
    if following is not None and stop == parsed.tokens[following.first].start:
        cut = max(right.rfind(sign) for sign in (" and ", ", "))
        if cut > 0 and len(right) - cut < LIST_TAIL:
            right = right[:cut]
    return left, right


def _tail_is_shared(parsed: Parsed, draft: Draft, following: Draft) -> bool:
    """Whether words behind the second of two figures are about both: "14 trials and 12 convictions for"."""
    if following.is_part or following.first <= draft.last or not following.form:
        return False
    if draft.is_comparator != following.is_comparator or draft.kind == following.kind:
        return False
    between = parsed.text[parsed.tokens[draft.last].end : parsed.tokens[following.first].start]
    tail = parsed.text[parsed.tokens[following.last].end :]
    return PARTED_RE.search(between) is None and POSTMODIFIER_RE.match(tail) is not None


def _share_form(parsed: Parsed, carried: str, form_in: Callable[[str], str]) -> None:
    """The one form that a sentence speaks of holds for all its crime figures, unless only a part says it."""
    crimes = [draft for draft in parsed.drafts if draft.kind in CRIMES]
    form = form_in(ASIDE_RE.sub(" ", parsed.text))
    if form in ("sex", "labor"):
        if any(draft.form not in ("", form) for draft in crimes if not draft.is_part):
            return
    elif form == "" and carried in ("sex", "labor"):
        only_sentences = all(draft.kind in ("sentences", "other") for draft in parsed.drafts)
        if not (only_sentences or parsed.opener):
            return
        form = carried
    else:
        return
    for draft in crimes:
        draft.form = draft.form or form


def _sum_up(drafts: Sequence[Draft]) -> None:
    """A total is about both forms where the sentence breaks it into sex and labor without rest."""
    for total in drafts:
        if total.is_part or total.form == "both" or isinstance(total.value, tuple):
            continue
        parts = [d for d in drafts if d is not total and d.kind == total.kind and d.period == total.period]
        sums = {
            form: sum(d.value for d in parts if d.form == form and not isinstance(d.value, tuple))
            for form in ("sex", "labor")
        }
        counted = [form for form, number in sums.items() if number]
        # Where no part has a form, parts and total may agree on nothing but zero.
        if counted and sum(sums.values()) == total.value and len(parts) > 1:
            total.form = "both" if len(counted) == len(sums) else total.form or counted[0]
