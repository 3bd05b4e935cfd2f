"""Charts of all countries: a map, the movements between two reports, counts over the years.

Each function returns an Altair chart, which a notebook shows as it is. `chart_to_svg` turns one into a
picture that needs neither script nor network.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Mapping
from html import escape
from typing import TYPE_CHECKING, Any

from reftel.ranking.history import TierSeries
from reftel.ranking.world import all_series, count_moves, find_movers, report_years
from reftel.vocab.outlines import POINT, load_outlines
from reftel.vocab.tiers import Tier

if TYPE_CHECKING:
    import altair as alt

World = Mapping[str, TierSeries]

# From light to dark, and from blue to red: they differ in lightness too, for people who see few colours and
# for print without any. tests/brief/test_world.py holds them apart.
COLOURS = {
    Tier.ONE: "#aed6ee",
    Tier.TWO: "#4f9bcb",
    Tier.WATCH_LIST: "#d9741a",
    Tier.THREE: "#6e1414",
    Tier.SPECIAL_CASE: "#76607f",
}
UNKNOWN = "#f4f2ee"
UNKNOWN_LABEL = "unknown or not rated"
# One ink and one border colour, which a page may replace for dark screens.
WIDE = 600
INK, BORDER = "#1c2733", "#8f979e"
LABELS = [*(tier.label for tier in COLOURS), UNKNOWN_LABEL]


def map_chart(
    year: int, world: World | None = None, width: int = 980, *, with_legend: bool = True
) -> alt.Chart | alt.LayerChart:
    """A map of the tiers in the report of a year; small countries are dots.

    Args:
        year: The report.
        world: The tiers of all countries; by default those of the packaged table.
        width: Width in pixels.
        with_legend: Whether the chart says what its colours mean; a page may do so itself.
    """
    import altair as alt

    world = world if world is not None else all_series()
    shapes, dots = [], []
    for feature in load_outlines():
        tier = world[feature["id"]].in_year(year).tier if feature["id"] in world else None
        label = tier.label if tier in COLOURS and tier else UNKNOWN_LABEL
        if feature["geometry"]["type"] != POINT:
            shapes.append({**feature, "label": label})
        elif feature["id"] in world:
            lon, lat = feature["geometry"]["coordinates"]
            dots.append({"iso3": feature["id"], "lon": lon, "lat": lat, "label": label})
    legend = {
        "orient": "bottom", "symbolType": "square", "symbolStrokeColor": BORDER, "labelLimit": 220,
        "columns": 6 if width > WIDE else 2, "columnPadding": 24,
    }  # fmt: skip
    colour = alt.Color("label:N", scale=_scale(), legend=legend if with_legend else None).title(None)
    ground = alt.Chart(_data(shapes)).mark_geoshape(stroke=BORDER, strokeWidth=0.4).encode(color=colour)
    points = (
        alt.Chart(_data(dots))
        .mark_circle(
            size=34 if width > WIDE else 16, opacity=1, stroke=INK, strokeWidth=0.6 if width > WIDE else 0.3
        )
        .encode(longitude="lon:Q", latitude="lat:Q", color=colour)
    )
    chart = (
        alt.layer(ground, points).project("equalEarth").properties(width=width, height=round(width * 0.44))
    )
    return _dress(chart)


def counts_chart(world: World | None = None, width: int = 980) -> alt.Chart | alt.LayerChart:
    """How many countries had each tier, report by report; years of which few tiers are known are short."""
    import altair as alt

    world = world if world is not None else all_series()
    rows = [
        {"year": str(year), "label": tier.label, "order": place, "number": number}
        for year in _years_of(world)
        for place, (tier, number) in enumerate(_count(world, year).items())
    ]
    chart = (
        alt.Chart(_data(rows))
        .mark_bar(stroke=BORDER, strokeWidth=0.4)
        .encode(
            x=alt.X("year:O")
            .title(None)
            .axis(labelAngle=0 if width > WIDE else -90, domain=False, ticks=False),
            y=alt.Y("number:Q").title("countries").axis(domain=False, ticks=False, gridColor="#d5d9dd"),
            color=alt.Color("label:N", scale=_scale()).title(None).legend(None),
            order="order:Q",
        )
        .properties(width=width, height=220)
    )
    return _dress(chart)


def matrix_chart(year: int, world: World | None = None, width: int = 420) -> alt.Chart | alt.LayerChart:
    """How many countries went from which tier to which, from the report before to that of a year."""
    import altair as alt

    world = world if world is not None else all_series()
    moves = count_moves(find_movers(world, year))
    rows = [
        {"before": before.label, "now": now.label, "number": number, "kept": before is now}
        for (before, now), number in moves.items()
        if before in COLOURS and now in COLOURS and before
    ]
    names = [tier.label for tier in COLOURS]
    x = (
        alt.X("now:N", sort=names)
        .title(f"{year}")
        .axis(labelAngle=-30, orient="top", domain=False, ticks=False)
    )
    y = alt.Y("before:N", sort=names).title(f"{year - 1}").axis(domain=False, ticks=False)
    base = alt.Chart(_data(rows)).encode(x=x, y=y)
    cells = base.mark_circle(color=COLOURS[Tier.TWO], opacity=0.6).encode(
        size=alt.Size("number:Q", scale=alt.Scale(range=[60, 1800])).legend(None)
    )
    words = base.mark_text(fontSize=13, color=INK).encode(text="number:Q")
    return _dress(alt.layer(cells, words).properties(width=width, height=round(width * 0.7)))


def chart_to_svg(chart: alt.Chart | alt.LayerChart, title: str) -> str:
    """A chart as an `<svg>` element that scales and says what it shows."""
    import vl_convert

    return _finish(str(vl_convert.vegalite_to_svg(json.dumps(chart.to_dict()))), title)


def _finish(svg: str, title: str) -> str:
    """Make the picture scale, speak, and fetch nothing."""
    svg = re.sub(r'<svg ([^>]*?)width="([\d.]+)" height="([\d.]+)"', r"<svg \1", svg, count=1)
    svg = re.sub(r"<svg ", f'<svg role="img" aria-label="{escape(title)}" ', svg, count=1)
    # The page sets the typeface, as for everything else on it.
    return re.sub(r' font-family="[^"]*"', "", svg)


def _years_of(world: World) -> tuple[int, ...]:
    return report_years({iso3: {e.year: e.tier for e in s.years if e.tier} for iso3, s in world.items()})


def _count(world: World, year: int) -> dict[Tier, int]:
    counted = Counter(series.in_year(year).tier for series in world.values())
    return {tier: counted[tier] for tier in COLOURS if counted[tier]}


def _scale() -> Any:
    import altair as alt

    return alt.Scale(domain=LABELS, range=[*COLOURS.values(), UNKNOWN])


def _data(rows: list[dict[str, Any]]) -> Any:
    import altair as alt

    # As one text, which Altair does not copy each time that it makes a chart of others.
    return alt.Data(values=json.dumps(rows), format=alt.JsonDataFormat(type="json"))  # type: ignore[no-untyped-call]


def _dress(chart: Any) -> alt.Chart | alt.LayerChart:
    dressed: alt.Chart | alt.LayerChart = (
        chart.properties(background="transparent")
        .configure_view(stroke=None)
        .configure_axis(
            labelFontSize=12, titleFontSize=12, labelColor=INK, titleColor=INK, titleFontWeight="normal"
        )
        .configure_legend(labelFontSize=13, labelColor=INK, symbolSize=180)
    )
    return dressed
