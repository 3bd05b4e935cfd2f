"""Country narratives: reading them, and what is found in them."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

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
    from reftel.report.facts import find_narrative_facts
    from reftel.report.read import read_narrative
    from reftel.report.recognise import looks_like_narrative, narrative_likeness
    from reftel.report.remarks import find_remarks

__all__ = [
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
    "find_narrative_facts",
    "find_remarks",
    "looks_like_narrative",
    "narrative_likeness",
    "read_narrative",
]

_HOMES = {
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
