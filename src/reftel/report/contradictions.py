"""What a report says of the year before, set against what the report of that year said itself."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from reftel.report.figure_model import Figure

COMPARED = frozenset(
    {"investigations", "prosecutions", "convictions", "arrests", "victims_identified", "victims_referred",
     "victims_assisted", "officials_trained", "hotline_calls", "shelters"}
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Two figures that cannot both be right, or that count different things.

    Args:
        kind: What is counted.
        exploitation: About which form.
        year: The year of the report whose own count is doubted.
        then: What that report said of its own year.
        later: What the next report says of that year.
        others: Further counts of that kind in the earlier report; the later one fits none of them.
    """

    kind: str
    exploitation: str
    year: int
    then: Figure
    later: Figure
    others: tuple[Figure, ...]


def find_contradictions(figures_by_year: Mapping[int, Iterable[Figure]]) -> tuple[Contradiction, ...]:
    """Counts of "the previous year" that differ from those that the report of that year gave.

    A count of a report is set against every count of the same kind, form and unit that the report before
    gives as current; it contradicts only if it equals none of them. Parts of other figures, differences,
    shares and ranges are left out.

    Args:
        figures_by_year: The figures of a country by report year.

    Returns:
        By year, then in text order of the later report.
    """
    found = []
    for year in sorted(figures_by_year):
        if year - 1 not in figures_by_year:
            continue
        before = [figure for figure in figures_by_year[year - 1] if _counts(figure, "current")]
        for later in figures_by_year[year]:
            if not _counts(later, "previous"):
                continue
            alike = [figure for figure in before if _is_alike(figure, later)]
            if alike and all(figure.value != later.value for figure in alike):
                found.append(
                    Contradiction(later.kind, later.exploitation, year - 1, alike[0], later, tuple(alike[1:]))
                )
    return tuple(found)


def _counts(figure: Figure, period: str) -> bool:
    return (
        figure.kind in COMPARED
        and figure.period == period
        and not (figure.is_part or figure.is_change or figure.unit == "percent")
        and not isinstance(figure.value, tuple)
    )


def _is_alike(then: Figure, later: Figure) -> bool:
    return (then.kind, then.exploitation, then.unit) == (later.kind, later.exploitation, later.unit)
