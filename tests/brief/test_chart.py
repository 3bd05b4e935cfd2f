"""The picture of the tiers over the years: every known year has its dot, nothing joins what is unknown."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from reftel.brief.chart import YearMark, draw_tiers

SVG = "{http://www.w3.org/2000/svg}"
marks_of = st.dictionaries(
    st.integers(2001, 2030), st.tuples(st.none() | st.integers(1, 4), st.booleans()), max_size=25
).map(lambda years: [YearMark(year, row, disputed) for year, (row, disputed) in sorted(years.items())])


def dots(svg: str) -> list[etree._Element]:
    """The dots of a picture, in order."""
    return list(etree.fromstring(svg).findall(f"{SVG}circle"))


def line(svg: str) -> str:
    """The path of the line through the dots."""
    return str(etree.fromstring(svg).findall(f"{SVG}path")[-1].get("d", ""))


def test_a_lower_tier_stands_lower_and_a_later_year_further_right() -> None:
    svg = draw_tiers([YearMark(2008, 1), YearMark(2009, 2), YearMark(2010, 4)], 2009, "t").wide
    places = [(float(dot.get("cx", "")), float(dot.get("cy", ""))) for dot in dots(svg)]
    assert places == sorted(places)
    assert sorted(y for _, y in places) == [y for _, y in places]
    words = {text.text: float(text.get("y", "")) for text in etree.fromstring(svg).findall(f"{SVG}text")}
    assert [words["Tier 1"], words["Tier 2"], words["Tier 3"]] == [y for _, y in places]


def test_the_year_of_the_brief_is_set_off_and_written_out() -> None:
    svg = draw_tiers([YearMark(year, 1) for year in range(2001, 2026)], 2012, "t").narrow
    looks = [(dot.get("fill"), dot.get("r")) for dot in dots(svg)]
    assert looks.count(looks[11]) == 1
    assert ">2012<" in svg


def test_a_disputed_year_is_hollow() -> None:
    svg = draw_tiers([YearMark(2008, 1), YearMark(2009, 2, is_disputed=True)], 2008, "t").wide
    sure, disputed = dots(svg)
    assert sure.get("fill") == sure.get("stroke")
    assert disputed.get("fill") != disputed.get("stroke")


def test_the_line_breaks_where_a_year_is_unknown_or_not_ranked() -> None:
    whole = [YearMark(2008, 1), YearMark(2009, 2), YearMark(2010, 2)]
    assert line(draw_tiers(whole, 2009, "t").wide).count("M") == 1
    assert line(draw_tiers([whole[0], whole[2]], 2009, "t").wide).count("M") == 2
    unranked = [whole[0], YearMark(2009, None), whole[2]]
    assert line(draw_tiers(unranked, 2009, "t").wide).count("M") == 2


def test_the_title_is_said_to_who_cannot_see_it() -> None:
    title = 'Tier of "A & B" <Tier 1>'
    chart = draw_tiers([], 2009, title)
    for svg in (chart.wide, chart.narrow):
        assert etree.fromstring(svg).get("aria-label") == title


@given(marks_of, st.integers(2001, 2030))
def test_everything_is_within_the_picture(marks: list[YearMark], year: int) -> None:
    chart = draw_tiers(marks, year, "t")
    for svg in (chart.wide, chart.narrow):
        width, height = map(float, etree.fromstring(svg).get("viewBox", "").split()[2:])
        assert len(dots(svg)) == sum(mark.row is not None for mark in marks)
        for dot in dots(svg):
            assert 8 <= float(dot.get("cx", "")) <= width - 8
            assert 8 <= float(dot.get("cy", "")) <= height - 8
        across = [float(x) for x in re.findall(r"[MH]([\d.]+)", line(svg))]
        assert across == sorted(across)
