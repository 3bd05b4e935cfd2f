"""The tier over time, as one SVG that needs neither script nor network."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

_WIDE, _NARROW, _HEIGHT = 660, 240, 150
_INK, _SOFT, _FAINT, _ACCENT = "#1c2733", "#8a96a3", "#e4e7ea", "#a3341f"
_ROWS = ("Tier 1", "Tier 2", "Watch List", "Tier 3")


@dataclass(frozen=True, slots=True)
class Chart:
    """One picture in two widths."""

    wide: str
    narrow: str


@dataclass(frozen=True, slots=True)
class YearMark:
    """One year of the chart.

    Args:
        year: Report year.
        row: Row of the chart, 1 (Tier 1) to 4 (Tier 3); None for a country that is not ranked that year.
        is_disputed: Whether sources disagree.
    """

    year: int
    row: int | None
    is_disputed: bool = False


def draw_tiers(marks: Sequence[YearMark], year: int, title: str) -> Chart:
    """Draw the tiers of one country over the years.

    Years without a mark stay empty, and the line is broken there: a missing year is unknown.

    Args:
        marks: The years that are known, in order.
        year: The year of the brief, which is set off.
        title: What the picture shows, for people who cannot see it.

    Returns:
        The picture for a page and, with fewer years written out, for a phone; each an ``<svg>`` element.
    """
    wide = _draw(marks, year, _WIDE, labels=7)
    narrow = _draw(marks, year, _NARROW, labels=3)
    return Chart(finish_svg(wide, title), finish_svg(narrow, title))


def _draw(marks: Sequence[YearMark], year: int, width: int, labels: int) -> str:
    import altair as alt
    import vl_convert

    first = min([mark.year for mark in marks] + [year])
    last = max([mark.year for mark in marks] + [year])
    rows = [_row(mark, year) for mark in marks if mark.row is not None]
    domain = [first - 0.6, last + 0.6]
    ticks = _tick_years(first, last, year, labels)
    x = alt.X("year:Q", scale=alt.Scale(domain=domain, nice=False)).axis(
        values=ticks, format="d", title=None, grid=False, ticks=False, domain=False, labelPadding=8
    )
    y = alt.Y("row:Q", scale=alt.Scale(domain=[4.4, 0.6], nice=False)).axis(
        values=[1, 2, 3, 4],
        labelExpr=f"{json.dumps(_ROWS)}[datum.value - 1]",
        title=None,
        domain=False,
        ticks=False,
        labelPadding=10,
        gridColor=_FAINT,
    )
    line = alt.Chart(_data(_with_breaks(rows))).mark_line(
        interpolate="step", strokeWidth=2, color=_SOFT, strokeCap="butt"
    )
    dots = alt.Chart(_data(rows)).mark_point(opacity=1, strokeWidth=2)
    ink, fill = alt.Color("ink:N", scale=None), alt.Fill("fill:N", scale=None)
    chart = (
        alt.layer(
            line.encode(x=x, y=y, detail="run:N"),
            dots.encode(x=x, y=y, color=ink, fill=fill, size=alt.Size("size:Q", scale=None)),
        )
        .properties(width=width, height=_HEIGHT, background="transparent")
        .configure_view(stroke=None)
        .configure_axis(labelFontSize=13, labelColor=_INK)
    )
    return str(vl_convert.vegalite_to_svg(json.dumps(chart.to_dict())))


def _data(rows: list[dict[str, object]]) -> Any:
    import altair as alt

    return alt.Data(values=rows)  # type: ignore[no-untyped-call]


def _tick_years(first: int, last: int, year: int, labels: int) -> list[int]:
    """The years that are written out: evenly spaced, and the brief's own where it does not crowd another."""
    step = max(1, -(-(last - first) // labels))
    near = step // 2
    ticks = [tick for tick in range(first, last + 1, step) if tick == year or abs(tick - year) > near]
    return sorted({*ticks, year})


def _row(mark: YearMark, year: int) -> dict[str, object]:
    ink = _ACCENT if mark.year == year else _INK
    fill = "#ffffff" if mark.is_disputed else ink
    return {
        "year": mark.year,
        "row": mark.row,
        "ink": ink,
        "fill": fill,
        "size": 150 if mark.year == year else 58,
    }


def _with_breaks(rows: list[dict[str, object]]) -> list[dict[str, object]]:
    run = 0
    result: list[dict[str, object]] = []
    before: int | None = None
    for row in rows:
        current = row["year"]
        if before is not None and isinstance(current, int) and current != before + 1:
            run += 1
        result.append({**row, "run": run})
        before = current if isinstance(current, int) else before
    return result


def finish_svg(svg: str, title: str) -> str:
    """Make the picture scale, speak, and fetch nothing."""
    from django.utils.html import escape

    svg = re.sub(r'<svg ([^>]*?)width="([\d.]+)" height="([\d.]+)"', r"<svg \1", svg, count=1)
    svg = re.sub(r"<svg ", f'<svg role="img" aria-label="{escape(title)}" ', svg, count=1)
    # The page sets the typeface, as for everything else on it.
    return re.sub(r' font-family="[^"]*"', "", svg)
