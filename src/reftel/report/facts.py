"""What a narrative states, as findings that a person can confirm."""

from __future__ import annotations

from collections.abc import Iterator

from reftel.document import Finding
from reftel.report.figure_model import Figure
from reftel.report.figure_table import print_value
from reftel.report.figures import find_figures
from reftel.report.mentions import Mention, find_mentions
from reftel.report.model import Narrative, Recommendation, Remark, Standing, Tone
from reftel.report.remarks import find_remarks


def find_narrative_facts(narrative: Narrative) -> tuple[Finding, ...]:
    """What a narrative states, each with its span and the rule that read it.

    Args:
        narrative: As `read_narrative` gives it.

    Returns:
        Findings in text order; docs/findings.md lists the kinds and their attributes.
    """
    found = [_standing_finding(narrative.standing)] if narrative.standing else []
    items = enumerate(narrative.recommendations, start=1)
    found += [_recommendation_finding(number, item) for number, item in items]
    found += map(_remark_finding, find_remarks(narrative))
    found += map(_figure_finding, find_figures(narrative))
    found += map(_mention_finding, find_mentions(narrative))
    return tuple(sorted(found, key=lambda finding: (finding.span, finding.kind)))


def _standing_finding(standing: Standing) -> Finding:
    attributes: dict[str, str | int] = {"tier": standing.tier.value, "label": standing.tier.label}
    if standing.movement:
        attributes["movement"] = standing.movement.value
    if standing.waiver:
        attributes["waiver"] = "granted"
    if standing.watch_list_years:
        attributes["watch_list_years"] = standing.watch_list_years
    evidence = tuple(sorted(span for span in (standing.waiver, standing.reason) if span))
    return Finding("standing", standing.span, standing.rule, attributes, evidence=evidence)


def _recommendation_finding(number: int, item: Recommendation) -> Finding:
    attributes: dict[str, str | int] = {"number": number, "text": item.text, "paragraph": item.paragraph}
    attributes |= dict(_recommendation_attributes(item))
    return Finding("recommendation", item.span, item.rule, attributes)


def _recommendation_attributes(item: Recommendation) -> Iterator[tuple[str, str]]:
    if item.addressee:
        yield "addressee", item.addressee
    if item.subjects:
        yield "subjects", " ".join(item.subjects)
    asks = [word for word, asked in (("continue", item.continues), ("increase", item.increases)) if asked]
    if asks:
        yield "asks", " ".join(asks)


def _remark_finding(remark: Remark) -> Finding:
    attributes = {"text": remark.text, "paragraph": remark.paragraph}
    return Finding(
        "criticism" if remark.tone is Tone.CRITICISM else "credit",
        remark.span,
        remark.rule,
        attributes,
        evidence=(remark.cue,),
    )


def _figure_finding(figure: Figure) -> Finding:
    attributes: dict[str, str | int] = {
        "what": figure.kind,
        "value": print_value(figure),
        "unit": figure.unit,
        "exploitation": figure.exploitation,
        "period": figure.period,
        "actor": figure.actor,
        "paragraph": figure.paragraph,
    }
    if figure.year is not None:
        attributes["year"] = figure.year
    return Finding("figure", figure.span, figure.rule, attributes)


def _mention_finding(mention: Mention) -> Finding:
    attributes = {"what": mention.kind, "name": mention.name, "paragraph": mention.paragraph}
    return Finding("mention", mention.span, mention.rule, attributes)
