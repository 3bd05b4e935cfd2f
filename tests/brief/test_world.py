"""The world page: what it shows, that it stands alone, and that its colours can be told apart."""

from __future__ import annotations

import itertools
import re
from html.parser import HTMLParser

import pytest

from reftel.brief.world import assemble_world, plain_world, render_map, render_world
from reftel.brief.world_charts import COLOURS, UNKNOWN, counts_chart, map_chart, matrix_chart
from reftel.ranking.world import all_series
from reftel.vocab.outlines import load_outlines
from reftel.vocab.tiers import Tier, tier_countries, tiers_in

# Machado, Oliveira and Fernandes (2009), full severity, for linear RGB.
SIGHTS = {
    "all colours": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "no red": ((0.152, 1.053, -0.205), (0.115, 0.786, 0.099), (-0.004, -0.048, 1.052)),
    "no green": ((0.367, 0.861, -0.228), (0.280, 0.673, 0.047), (-0.012, 0.043, 0.969)),
    "no blue": ((1.256, -0.077, -0.179), (-0.078, 0.931, 0.148), (0.005, 0.691, 0.304)),
}
GONE = {"ANT", "SCG"}


@pytest.fixture(scope="module")
def page() -> str:
    return render_world(assemble_world(all_series(), 2018), made_on="2018-06-28")


def to_lab(colour: str, sight: tuple[tuple[float, ...], ...]) -> tuple[float, float, float]:
    raw = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in raw]
    r, g, b = (min(1.0, max(0.0, sum(m * c for m, c in zip(row, linear, strict=True)))) for row in sight)
    x, y, z = (
        (0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.9505,
        0.2126 * r + 0.7152 * g + 0.0722 * b,
        (0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.0888,
    )
    fx, fy, fz = (t ** (1 / 3) if t > 0.008856 else 7.787 * t + 16 / 116 for t in (x, y, z))
    return 116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)


@pytest.mark.parametrize("sight", SIGHTS)
def test_colours_can_be_told_apart(sight: str) -> None:
    seen = [to_lab(colour, SIGHTS[sight]) for colour in (*COLOURS.values(), UNKNOWN)]
    for a, b in itertools.combinations(seen, 2):
        assert sum((p - q) ** 2 for p, q in zip(a, b, strict=True)) ** 0.5 > 15


def test_tiers_differ_in_lightness_alone() -> None:
    lightness = [
        to_lab(COLOURS[t], SIGHTS["all colours"])[0]
        for t in (Tier.ONE, Tier.TWO, Tier.WATCH_LIST, Tier.THREE)
    ]
    assert lightness == sorted(lightness, reverse=True)


class Reader(HTMLParser):
    """Collects the ids, links and tags of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.ids: set[str] = set()
        self.links: list[str] = []
        self.tags: set[str] = set()
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        for name, value in attrs:
            if name == "id" and value:
                self.ids.add(value)
            if name in {"href", "src"} and value:
                self.links.append(value)


def test_the_page_stands_alone(page: str) -> None:
    found = Reader(page)
    assert not found.tags & {"script", "link", "img", "iframe"}
    assert found.links
    assert all(link.startswith("#") and link[1:] in found.ids for link in found.links)


def test_every_known_tier_is_in_the_table(page: str) -> None:
    table = page[page.index('<section id="table">') :]
    for fact in tiers_in(2018):
        assert f'<span class="iso">{fact.iso3}</span>' in table
    assert page.count('role="img" aria-label="Map of the tiers') == 2


def test_counts_are_those_of_the_table() -> None:
    said = plain_world(assemble_world(all_series(), 2018))
    countries = said["countries"]
    assert isinstance(countries, list)
    assert len(countries) == 187
    assert sum(1 for c in countries if c["direction"] == "up") == 29
    assert sum(1 for c in countries if c["direction"] == "down") == 20
    matrix = said["matrix"]
    assert isinstance(matrix, list)
    assert sum(cell["number"] for cell in matrix) == 187


def test_the_map_alone_is_an_svg_with_a_legend() -> None:
    svg = render_map(assemble_world(all_series(), 2018))
    assert svg.startswith("<svg ")
    assert "Tier 2 Watch List" in re.sub(r"<[^>]*>", " ", svg)
    assert "<script" not in svg


def test_every_rated_country_is_on_the_map() -> None:
    assert set(tier_countries()) - {feature["id"] for feature in load_outlines()} == GONE


def test_charts_are_charts_of_a_notebook() -> None:
    for chart in (map_chart(2018), matrix_chart(2025), counts_chart()):
        assert chart.to_dict()["$schema"].startswith("https://vega.github.io/schema/vega-lite/")


def test_an_unknown_year_is_all_unknown() -> None:
    assert plain_world(assemble_world(all_series(), 2031))["countries"] == []
