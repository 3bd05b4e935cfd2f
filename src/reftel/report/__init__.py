"""Country narratives: reading them, and what is found in them."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from reftel.report.figure_model import Figure
from reftel.report.model import (
    Movement,
    Narrative,
    Paragraph,
    Recommendation,
    Remark,
    Section,
    SectionKind,
    Sentence,
    Standing,
    Subject,
    Tone,
)

if TYPE_CHECKING:
    from reftel.report.contradictions import find_contradictions
    from reftel.report.facts import find_narrative_facts
    from reftel.report.figures import find_figures
    from reftel.report.mentions import find_mentions
    from reftel.report.quoted import find_quoted_narratives
    from reftel.report.read import read_narrative
    from reftel.report.recognise import looks_like_narrative, narrative_likeness
    from reftel.report.remarks import find_remarks

__all__ = [
    "Figure",
    "Movement",
    "Narrative",
    "Paragraph",
    "Recommendation",
    "Remark",
    "Section",
    "SectionKind",
    "Sentence",
    "Standing",
    "Subject",
    "Tone",
    "find_contradictions",
    "find_figures",
    "find_mentions",
    "find_narrative_facts",
    "find_quoted_narratives",
    "find_remarks",
    "looks_like_narrative",
    "narrative_likeness",
    "read_narrative",
]

_HOMES = {
    "find_contradictions": "reftel.report.contradictions",
    "find_figures": "reftel.report.figures",
    "find_mentions": "reftel.report.mentions",
    "find_quoted_narratives": "reftel.report.quoted",
    "find_narrative_facts": "reftel.report.facts",
    "find_remarks": "reftel.report.remarks",
    "looks_like_narrative": "reftel.report.recognise",
    "narrative_likeness": "reftel.report.recognise",
    "read_narrative": "reftel.report.read",
}


def __getattr__(name: str) -> object:
    # The patterns of the readers take longer to compile than the values to load.
    if name in _HOMES:
        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"module 'reftel.report' has no attribute {name!r}")
