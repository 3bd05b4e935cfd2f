"""The world in one report as a page that stands alone: a map, a table beside it, movements, counts."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from django.template import Context, Engine, Template
from django.utils.safestring import SafeString

from reftel import __version__
from reftel.brief.world_charts import COLOURS, UNKNOWN, chart_to_svg, counts_chart, map_chart
from reftel.ranking.history import Direction, TierSeries, movement
from reftel.ranking.rules import OUTCOMES, Status, assess
from reftel.ranking.world import Mover, count_moves, find_movers, in_direction
from reftel.vocab.countries import country_by_iso3
from reftel.vocab.tiers import Tier

SLUGS = {tier: f"t{tier.value.lower()}" for tier in COLOURS}


@dataclass(frozen=True, slots=True)
class Row:
    """One country in one report."""

    iso3: str
    name: str
    tier: Tier | None
    before: Tier | None
    direction: Direction
    watch_list_years: str
    status: Status | None
    is_disputed: bool


@dataclass(frozen=True, slots=True)
class WorldView:
    """All countries in one report.

    Args:
        year: The report.
        rows: One for each country whose tier that year is known, by name.
        movers: How they moved.
        missing: Names of countries that other reports rate and of whose tier this year nothing is known.
        world: The tiers of all countries.
    """

    year: int
    rows: tuple[Row, ...]
    movers: tuple[Mover, ...]
    missing: tuple[str, ...]
    world: Mapping[str, TierSeries]

    @property
    def before(self) -> int:
        """The year of the report before."""
        return self.year - 1


def assemble_world(world: Mapping[str, TierSeries], year: int) -> WorldView:
    """Put together what is known of all countries in the report of a year.

    Args:
        world: The tiers of all countries.
        year: The report.
    """
    movers = find_movers(world, year)
    rows = sorted((_row(world[mover.iso3], mover) for mover in movers), key=lambda row: row.name)
    known = {mover.iso3 for mover in movers}
    missing = sorted(
        country.name
        for iso3 in world
        if iso3 not in known and (country := country_by_iso3(iso3)) and country.existed_in(year)
    )
    return WorldView(year, tuple(rows), movers, tuple(missing), world)


def plain_world(view: WorldView) -> dict[str, object]:
    """The same as plain values, for JSON."""
    return {
        "year": view.year,
        "countries": [
            {
                "iso3": row.iso3,
                "country": row.name,
                "tier": row.tier.value if row.tier else None,
                "before": row.before.value if row.before else None,
                "direction": row.direction.value,
                "watch_list_years": row.watch_list_years,
                "status": row.status.value if row.status else None,
                "disputed": row.is_disputed,
            }
            for row in view.rows
        ],
        "matrix": [
            {"before": before.value if before else None, "now": now.value, "number": number}
            for (before, now), number in sorted(
                count_moves(view.movers).items(), key=lambda pair: (pair[0][0] or "", pair[0][1])
            )
        ],
        "missing": list(view.missing),
    }


def render_map(view: WorldView) -> str:
    """The map alone, as an SVG file."""
    svg = chart_to_svg(map_chart(view.year, view.world), _title(view))
    return svg.replace("<svg ", '<svg font-family="Helvetica, Arial, sans-serif" ', 1)


def render_world(view: WorldView, *, made_on: str = "") -> str:
    """The page: one HTML file that needs neither script nor network.

    Args:
        view: What it shows.
        made_on: A date for its foot; left out if empty.
    """
    counts = [(t.label, SLUGS[t], str(sum(row.tier is t for row in view.rows))) for t in COLOURS]
    up, down = (in_direction(view.movers, way) for way in (Direction.UP, Direction.DOWN))
    title = f"Tiers by report year, {', '.join(f'{label}: {number}' for label, _, number in counts)}"
    context = {
        "year": str(view.year),
        "before": str(view.before),
        "missing": view.missing,
        "map_wide": _picture(chart_to_svg(map_chart(view.year, view.world, with_legend=False), _title(view))),
        "map_narrow": _picture(
            chart_to_svg(map_chart(view.year, view.world, 340, with_legend=False), _title(view))
        ),
        "years_wide": _picture(chart_to_svg(counts_chart(view.world), title)),
        "years_narrow": _picture(chart_to_svg(counts_chart(view.world, width=300), title)),
        "counts": counts,
        "rows": [_cells(row) for row in view.rows],
        "ups": str(len(up)),
        "downs": str(len(down)),
        "up": [_move(mover) for mover in up],
        "down": [_move(mover) for mover in down],
        "matrix": _matrix(view),
        "heads": [_short(tier) for tier in COLOURS],
        "made_on": made_on,
        "version": __version__,
        "css": SafeString(_read("world.css")),
        "colours": SafeString(_swatches()),
    }
    return str(_template().render(Context(context)))


def _row(series: TierSeries, mover: Mover) -> Row:
    moved = mover.movement
    country = country_by_iso3(mover.iso3)
    count = movement(series, moved.year)
    years = f"{count.watch_list_years}{'+' if count.is_at_least else ''}" if count.watch_list_years else ""
    judged = assess(series, moved.year).of(moved.now).status if moved.now in OUTCOMES and moved.now else None
    entry = series.in_year(moved.year)
    name = country.name if country else mover.iso3
    return Row(mover.iso3, name, moved.now, moved.before, moved.direction, years, judged, entry.is_disputed)


def _cells(row: Row) -> dict[str, object]:
    return {
        "name": row.name,
        "iso3": row.iso3,
        "tier": _short(row.tier),
        "slug": SLUGS.get(row.tier, "tu") if row.tier else "tu",
        "before": _short(row.before) if row.before else "unknown",
        "sign": {Direction.UP: "↑", Direction.DOWN: "↓"}.get(row.direction, ""),
        "way": {Direction.UP: "up", Direction.DOWN: "down"}.get(row.direction, ""),
        "years": row.watch_list_years,
        "status": row.status.value if row.status and row.status is not Status.ALLOWED else "",
        "disputed": row.is_disputed,
    }


def _short(tier: Tier | None) -> SafeString:
    """A tier's words, of which a narrow page leaves out what goes without saying."""
    label = tier.label if tier else ""
    return SafeString(label.replace("Tier 2 Watch", '<span class="opt">Tier 2 </span>Watch'))


def _move(mover: Mover) -> str:
    country = country_by_iso3(mover.iso3)
    before, now = mover.movement.before, mover.movement.now
    name = country.name if country else mover.iso3
    label = now.label if now else ""
    return f"{name}: {before.label} to {label}" if before else f"{name}: now {label}"


def _matrix(view: WorldView) -> list[dict[str, object]]:
    counted = count_moves(view.movers)
    rows: list[Tier | None] = [*COLOURS, None]
    found: list[dict[str, object]] = []
    for before in rows:
        cells = [{"number": str(counted.get((before, now), 0)), "kept": before is now} for now in COLOURS]
        if before or any(cell["number"] != "0" for cell in cells):
            found.append({"label": _short(before) if before else "unknown", "cells": cells})
    return found


def _title(view: WorldView) -> str:
    counts = ", ".join(f"{tier.label} {sum(row.tier is tier for row in view.rows)}" for tier in COLOURS)
    return f"Map of the tiers in the report of {view.year}: {counts}. The same as a table follows."


def _swatches() -> str:
    rules = [f".{SLUGS[tier]} {{ --swatch: {colour}; }}" for tier, colour in COLOURS.items()]
    return "\n".join([*rules, f".tu {{ --swatch: {UNKNOWN}; }}"])


def _picture(svg: str) -> SafeString:
    """A picture for the page, whose colours stand in its style sheet, so that dark screens get others."""
    return SafeString(re.sub(r"<!--.*?-->", "", svg, flags=re.DOTALL))


@cache
def _template() -> Template:
    return Engine(autoescape=True).from_string(_read("world.html"))


def _read(name: str) -> str:
    return files("reftel.brief").joinpath("templates", name).read_text(encoding="utf-8")
