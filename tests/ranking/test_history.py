"""Tier series and movements."""

from __future__ import annotations

import pytest

from reftel.ranking import Direction, TierSeries, TierYear, movement, tier_series
from reftel.vocab.tiers import Tier

NOWHERE = "ZZZ"


def made(**tiers: Tier | None) -> TierSeries:
    return TierSeries("ZZZ", tuple(TierYear(int(y[1:]), t, "a test", ()) for y, t in tiers.items()))


def test_table_and_narratives_are_joined_with_their_sources() -> None:
    entry = tier_series("HKG", {2018: Tier.WATCH_LIST}).in_year(2018)
    assert (entry.tier, entry.source, entry.is_disputed) == (
        Tier.WATCH_LIST,
        "narrative in the record",
        False,
    )
    assert len(entry.readings) > 1


def test_a_narrative_goes_before_the_table_and_both_are_kept() -> None:
    entry = tier_series("HKG", {2009: Tier.THREE}).in_year(2009)
    assert entry.tier is Tier.THREE
    assert entry.is_disputed
    assert Tier.TWO in [reading.tier for reading in entry.readings]


def test_the_table_settles_what_a_narrative_leaves_open() -> None:
    entry = tier_series("HKG", {2018: Tier.TWO_OR_WATCH_LIST}).in_year(2018)
    assert entry.tier is Tier.WATCH_LIST
    assert not entry.is_disputed


def test_a_year_that_a_series_leaves_out_is_unknown() -> None:
    series = made(y2008=Tier.TWO, y2011=Tier.THREE)
    tiers = {year: series.in_year(year).tier for year in range(2007, 2013)}
    assert tiers == {2007: None, 2008: Tier.TWO, 2009: None, 2010: None, 2011: Tier.THREE, 2012: None}
    assert TierSeries(NOWHERE, ()).in_year(2011).tier is None


def test_years_between_are_unknown_and_never_guessed() -> None:
    series = tier_series(NOWHERE, {2008: Tier.TWO, 2010: Tier.TWO})
    assert [(entry.year, entry.tier) for entry in series.years] == [
        (2008, Tier.TWO),
        (2009, None),
        (2010, Tier.TWO),
    ]
    assert movement(series, 2010).direction is Direction.UNKNOWN
    assert series.in_year(1999).tier is None


def test_disagreements_of_the_table_are_kept() -> None:
    entry = tier_series("BRB").in_year(2010)
    assert entry.is_disputed
    assert {reading.tier for reading in entry.readings} == {Tier.TWO, Tier.WATCH_LIST}


def test_a_country_without_any_year() -> None:
    assert tier_series(NOWHERE).years == ()
    assert movement(tier_series(NOWHERE), 2009).direction is Direction.UNKNOWN


@pytest.mark.parametrize(
    ("before", "now", "direction"),
    [
        (Tier.ONE, Tier.TWO, "down"),
        (Tier.TWO, Tier.WATCH_LIST, "down"),
        (Tier.THREE, Tier.WATCH_LIST, "up"),
        (Tier.TWO, Tier.TWO, "same"),
        (Tier.SPECIAL_CASE, Tier.SPECIAL_CASE, "same"),
        (Tier.SPECIAL_CASE, Tier.THREE, "unknown"),
        (Tier.TWO_OR_WATCH_LIST, Tier.TWO_OR_WATCH_LIST, "unknown"),
        (None, Tier.ONE, "unknown"),
        (Tier.ONE, None, "unknown"),
    ],
)
def test_directions(before: Tier | None, now: Tier | None, direction: str) -> None:
    assert movement(made(y2009=before, y2010=now), 2010).direction == direction


def test_watch_list_years_are_counted_back_to_another_tier() -> None:
    series = made(y2015=Tier.TWO, y2016=Tier.WATCH_LIST, y2017=Tier.WATCH_LIST, y2018=Tier.WATCH_LIST)
    found = movement(series, 2018)
    assert (found.watch_list_years, found.is_at_least) == (3, False)
    assert movement(series, 2015).watch_list_years == 0


def test_the_count_stops_at_an_unknown_year_and_says_so() -> None:
    series = made(y2016=Tier.WATCH_LIST, y2017=None, y2018=Tier.WATCH_LIST)
    found = movement(series, 2018)
    assert (found.watch_list_years, found.is_at_least) == (1, True)


def test_hong_kong_moved_down_in_2009() -> None:
    found = movement(tier_series("HKG"), 2009)
    assert (found.before, found.now, found.direction) == (Tier.ONE, Tier.TWO, Direction.DOWN)
