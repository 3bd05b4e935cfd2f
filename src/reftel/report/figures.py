"""Figures of a narrative: what was counted, of what kind, for when, about which form, by whom.

Rules, by what the figure was read from:

- `report.figure.count/1`: a number with its noun: "convicted 12 traffickers".
- `report.figure.elliptic/1`: a number without one: "(nine in 2016)", "and convicted four".
- `report.figure.share/1`: "five of 28 traffickers".
- `report.figure.number-of/1`: "raised the number of shelters to six".
- `report.figure.zero/1`: words that deny: "did not convict any officials", "no investigations".
- `report.figure.time/1`, `report.figure.money/1`, `report.figure.percent/1`: terms, sums, percentages.

Source:
    The reports of 2018, read; the definitions are those of docs/figures.md.
"""

from __future__ import annotations

import re

from reftel.document import Span
from reftel.report.figure_forms import CRIMES, form_of, set_forms
from reftel.report.figure_model import Figure
from reftel.report.figure_parse import Draft, Parsed
from reftel.report.figure_read import read_sentence
from reftel.report.figure_times import has_lag, set_times
from reftel.report.mentions import find_actor
from reftel.report.model import Narrative, SectionKind, Sentence

LEFT_OUT = frozenset({SectionKind.RECOMMENDATIONS, SectionKind.PROFILE})

CRIMINALIZES_RE = re.compile(r"criminali[sz]")
# matches: "criminalized sex trafficking" in small letters; does not match: "criminal code"


def find_figures(narrative: Narrative) -> tuple[Figure, ...]:
    """The figures in the parts on the government's work, in text order.

    Args:
        narrative: As `read_narrative` gives it. Its year tells current counts from those before.

    >>> from reftel.report import read_narrative
    >>> text = "AVERLINE: TIER 2\\n\\nPROSECUTION\\n\\nCourts convicted 12 labor traffickers (nine in 2016)."
    >>> for figure in find_figures(read_narrative(text, year=2018)):
    ...     print(figure.kind, figure.value, figure.exploitation, figure.period, figure.year)
    convictions 12.0 labor current None
    convictions 9.0 labor previous 2016
    """
    sentences = [sentence for sentence in narrative.sentences if sentence.section not in LEFT_OUT]
    lag = has_lag([sentence.text for sentence in sentences], narrative.year)
    before: Draft | None = None
    law = carried = ""
    found: list[Figure] = []
    for sentence in sentences:
        parsed = read_sentence(sentence.text, before)
        if CRIMINALIZES_RE.search(parsed.small):
            law = form_of(sentence.text) or law
        set_times(parsed, narrative.year, lag)
        set_forms(parsed, law, carried)
        before, carried = _last_main(parsed), _shared_form(parsed) if parsed.drafts else carried
        found += _make_figures(narrative.raw, sentence, parsed)
    return tuple(found)


def _last_main(parsed: Parsed) -> Draft | None:
    """The last count of a sentence that is no part of another and compared with none."""
    main = (
        draft
        for draft in reversed(parsed.drafts)
        if not draft.is_part and not draft.is_comparator and draft.rule not in ("time", "money", "percent")
    )
    return next(main, None)


def _shared_form(parsed: Parsed) -> str:
    """The form that all crime figures of a sentence share; empty if they differ."""
    forms = {draft.form for draft in parsed.drafts if draft.kind in CRIMES}
    return forms.pop() if len(forms) == 1 else ""


def _make_figures(raw: str, sentence: Sentence, parsed: Parsed) -> list[Figure]:
    if not parsed.drafts:
        return []
    actor = find_actor(sentence.text)
    made = []
    for draft in parsed.drafts:
        span = Span(parsed.tokens[draft.first].start, parsed.tokens[draft.last].end)
        made.append(
            Figure(
                kind=draft.kind, value=draft.value, unit=draft.unit, exploitation=draft.form or "unspecified",
                period=draft.period, year=draft.year, actor="law" if draft.kind == "penalty_years" else actor,
                is_part=draft.is_part, is_change=draft.is_change, is_unreported=draft.is_unreported,
                is_comparator=draft.is_comparator, local=draft.local, span=sentence.raw_span(raw, span),
                words=span.of(sentence.text), section=sentence.section, paragraph=sentence.paragraph,
                rule=f"report.figure.{draft.rule}/1",
            )
        )  # fmt: skip
    return made
