"""Country narratives: reading them, and what is found in them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reftel.lazy import load_on_use
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

# The patterns of the readers take longer to compile than the values to load.
__getattr__ = load_on_use(
    __name__,
    {
        "contradictions": ["find_contradictions"],
        "facts": ["find_narrative_facts"],
        "figures": ["find_figures"],
        "mentions": ["find_mentions"],
        "quoted": ["find_quoted_narratives"],
        "read": ["read_narrative"],
        "recognise": ["looks_like_narrative", "narrative_likeness"],
        "remarks": ["find_remarks"],
    },
)
