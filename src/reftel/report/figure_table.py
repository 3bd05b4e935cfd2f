"""A country's figures over the years, kind by kind."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from reftel.report.figure_model import Figure

ORDER = (
    "investigations", "prosecutions", "convictions", "acquittals", "arrests", "sentences", "cases",
    "victims_identified", "victims_referred", "victims_assisted", "officials_trained", "people_reached",
    "hotline_calls", "shelters", "funding", "penalty_years", "other",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class FigureRow:
    """What the reports say of one kind, in one unit: the counts of each year by report year.

    Args:
        kind: What is counted.
        unit: In what.
        counts: For each report year its own counts, in text order and each value once; parts are left out.
    """

    kind: str
    unit: str
    counts: Mapping[int, tuple[Figure, ...]]


def table_of_figures(figures_by_year: Mapping[int, Iterable[Figure]]) -> tuple[FigureRow, ...]:
    """Rows of a table over report years; `other` is left out, and so are figures about years before.

    Args:
        figures_by_year: The figures of a country by report year.
    """
    counts: dict[tuple[str, str], dict[int, dict[object, Figure]]] = {}
    for year, figures in figures_by_year.items():
        for figure in figures:
            if (
                figure.kind == "other"
                or figure.is_part
                or figure.is_change
                or figure.period in ("previous", "earlier")
            ):
                continue
            row = counts.setdefault((figure.kind, figure.unit), {})
            row.setdefault(year, {}).setdefault(figure.value, figure)
    return tuple(
        FigureRow(kind, unit, {year: tuple(found.values()) for year, found in years.items()})
        for (kind, unit), years in sorted(
            counts.items(), key=lambda item: (ORDER.index(item[0][0]), item[0][1])
        )
    )


def print_value(figure: Figure) -> str:
    """A value as people read it: `1,500`, `6 to 15`, `7 or more`."""
    if isinstance(figure.value, tuple):
        low, high = figure.value
        if "-" in figure.unit:
            units = figure.unit.split("-")
            return f"{_number(low)} {units[0]} to {_number(high)} {units[1]}"
        return f"{_number(low)} or more" if high is None else f"{_number(low)} to {_number(high)}"
    return _number(figure.value)


def _number(value: float | None) -> str:
    if value is None:
        return ""
    return f"{int(value):,}" if value == int(value) else f"{value:,}"


def _plain(value: float | None) -> float | None:
    """A whole number without the point that JSON would print."""
    return int(value) if value is not None and value == int(value) else value


def as_dict(figure: Figure) -> dict[str, object]:
    """A figure as JSON holds it; docs/figures.md lists the fields."""
    return {
        "kind": figure.kind,
        "value": [*map(_plain, figure.value)] if isinstance(figure.value, tuple) else _plain(figure.value),
        "unit": figure.unit,
        "exploitation": figure.exploitation,
        "period": figure.period,
        "year": figure.year,
        "actor": figure.actor,
        "part": figure.is_part,
        "change": figure.is_change,
        "unreported": figure.is_unreported,
        "local": {"value": figure.local[0], "words": figure.local[1]} if figure.local else None,
        "words": figure.words,
        "paragraph": figure.paragraph,
        "span": list(figure.span),
        "rule": figure.rule,
    }
