"""A figure of a narrative."""

from __future__ import annotations

from dataclasses import dataclass

from reftel.document import Span
from reftel.report.model import SectionKind


@dataclass(frozen=True, slots=True)
class Figure:
    """One number that a narrative states about a government's work.

    Args:
        kind: `investigations`, `prosecutions`, `convictions`, `acquittals`, `arrests`, `sentences`, `cases`,
            `victims_identified`, `victims_referred`, `victims_assisted`, `officials_trained`,
            `people_reached`, `hotline_calls`, `shelters`, `funding`, `penalty_years` or `other`.
        value: The number; two for a range, of which one may be open (None).
        unit: `people`, `cases`, `USD`, `percent`, `years`, `months-years`, or the thing that is counted.
        exploitation: `sex`, `labor`, `both` or `unspecified`, as the words say.
        period: `current`, `previous`, `earlier` or `unspecified`, as the report uses the number.
        year: The year that the sentence names for it.
        actor: Who did it, as far as the sentence names them; else `government`.
        is_part: Whether it is a part of another figure.
        is_change: Whether it is a difference and no level.
        is_unreported: Whether a zero rests on "did not report any".
        is_comparator: Whether it is what another figure is compared with.
        local: Amount and words in local currency beside dollars.
        span: The words of the figure in the raw text.
        words: These words with single blanks.
        section: Kind of the section.
        paragraph: Label of the paragraph.
        rule: Name and version of the rule that read it.
    """

    kind: str
    value: float | tuple[float | None, float | None]
    unit: str
    exploitation: str
    period: str
    year: int | None
    actor: str
    is_part: bool
    is_change: bool
    is_unreported: bool
    is_comparator: bool
    local: tuple[float, str] | None
    span: Span
    words: str
    section: SectionKind
    paragraph: str
    rule: str
