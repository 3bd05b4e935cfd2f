"""What a narrative states, as findings that a person can confirm."""

from __future__ import annotations

from reftel.document import Finding
from reftel.report.model import Narrative


def find_narrative_facts(narrative: Narrative) -> tuple[Finding, ...]:
    """The standing and the recommendations of a narrative, each with its span and the rule that read it.

    Args:
        narrative: As `read_narrative` gives it.

    Returns:
        Findings in text order: `standing` with `tier` (a value of `Tier`), `label` and, where stated,
        `movement`; `recommendation` with `number` from 1, `text`, `paragraph` and, where it
        is not the government, `addressee`.
    """
    found = list(_standing_finding(narrative))
    for number, item in enumerate(narrative.recommendations, start=1):
        attributes: dict[str, str | int] = {"number": number, "text": item.text, "paragraph": item.paragraph}
        if item.addressee:
            attributes["addressee"] = item.addressee
        found.append(Finding("recommendation", item.span, item.rule, attributes))
    return tuple(sorted(found, key=lambda finding: finding.span))


def _standing_finding(narrative: Narrative) -> list[Finding]:
    standing = narrative.standing
    if standing is None:
        return []
    attributes: dict[str, str | int] = {"tier": standing.tier.value, "label": standing.tier.label}
    if standing.movement:
        attributes["movement"] = standing.movement.value
    return [Finding("standing", standing.span, standing.rule, attributes)]
