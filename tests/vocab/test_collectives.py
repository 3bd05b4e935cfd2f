"""Collectives among the addressees, by year."""

from __future__ import annotations

import csv
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reftel.vocab.collectives import collectives, expand_collective
from reftel.vocab.posts import load_posts


@pytest.mark.parametrize(
    ("name", "year", "count"),
    [
        ("EU MEMBER STATES COLLECTIVE", 1972, 6),
        ("EU MEMBER STATES COLLECTIVE", 1985, 10),
        ("EU MEMBER STATES COLLECTIVE", 2003, 15),
        ("EU MEMBER STATES COLLECTIVE", 2009, 27),
        ("EU MEMBER STATES COLLECTIVE", 2025, 27),
        ("NATO COLLECTIVE", 1998, 15),
        ("NATO COLLECTIVE", 2009, 27),
        ("NATO COLLECTIVE", 2024, 31),
        ("ASEAN COLLECTIVE", 2009, 10),
        ("G8 COLLECTIVE", 2009, 7),
        ("G8 COLLECTIVE", 1990, 6),
        ("APEC COLLECTIVE", 2009, 20),
        ("GULF COOPERATION COUNCIL COLLECTIVE", 2009, 6),
    ],
)
def test_members_of_a_year(name: str, year: int, count: int) -> None:
    """As many as the organisation had members then, without the United States."""
    assert len(expand_collective(name, year) or ()) == count


def test_posts_follow_the_government() -> None:
    assert "BONN" in (expand_collective("NATO COLLECTIVE", 1985) or ())
    assert "BERLIN" not in (expand_collective("NATO COLLECTIVE", 1985) or ())
    assert "BERLIN" in (expand_collective("NATO COLLECTIVE", 2009) or ())


def test_a_collective_of_two_parts_has_the_members_of_both() -> None:
    parts = {
        *(expand_collective("NATO COLLECTIVE", 2009) or ()),
        *(expand_collective("EU MEMBER STATES", 2009) or ()),
    }
    assert set(expand_collective("NATO EU COLLECTIVE", 2009) or ()) == parts


@pytest.mark.parametrize(
    "name",
    [
        "eu member states collective",
        "EU MEMBER STATES COLLECTIVE PRIORITY",
        "European Union Collective",
        "EU",
    ],
)
def test_other_ways_to_write_it(name: str) -> None:
    assert expand_collective(name, 2009) == expand_collective("EU MEMBER STATES COLLECTIVE", 2009)


@pytest.mark.parametrize(
    "name", ["EUROPEAN POLITICAL COLLECTIVE", "COLLECTIVE", "", "AMEMBASSY PARIS", "CHINA"]
)
def test_unknown_collectives_are_not_guessed(name: str) -> None:
    assert expand_collective(name, 2009) is None


def test_every_member_is_a_post_and_every_name_has_members() -> None:
    codes = load_posts().by_code
    for name in collectives():
        members = expand_collective(name, None)
        assert members
        assert set(members) <= set(codes), name
    table = files("reftel.vocab").joinpath("data", "collective_names.csv").read_text(encoding="utf-8")
    assert {row["name"] for row in csv.DictReader(table.splitlines())} == set(collectives())


@given(st.text(), st.none() | st.integers(1900, 2100))
def test_any_text_is_known_or_unknown(name: str, year: int | None) -> None:
    found = expand_collective(name, year)
    assert found is None or all(code.isupper() for code in found)
