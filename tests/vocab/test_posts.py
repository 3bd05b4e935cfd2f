"""Posts by code, words, variant and routing indicator."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reftel.vocab.countries import country_by_iso3
from reftel.vocab.posts import Post, find_post, post_by_routing, posts

KINDS = {"embassy", "consulate", "mission", "department", "other"}


def code_of(text: str) -> str | None:
    post = find_post(text)
    return post.code if post else None


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("HONGKONG", "HONGKONG"),
        ("Hong Kong", "HONGKONG"),
        ("HK", "HONGKONG"),
        ("AMCONSUL HONG KONG", "HONGKONG"),
        ("Consulate Hong Kong", "HONGKONG"),
        ("Embassy Bern", "BERN"),
        ("SECSTATE", "STATE"),
        ("SECSTATE WASHDC", "STATE"),
        ("Secretary of State", "STATE"),
        ("port-au-prince", "PORTAUPRINCE"),
        ("0TTAWA", "OTTAWA"),
        ("DAMASCCUS", "DAMASCUS"),
        ("HCMC", "HOCHIMINHCITY"),
        ("USUN", "USUNNEWYORK"),
        ("USUN NEW YORK", "USUNNEWYORK"),
        ("TAIPEI", "TAIPEI"),
        ("AIT TAIPEI", "AITTAIPEI"),
        ("PORT MERROW", "PORTMERROW"),
    ],
)
def test_a_post_is_found_by_any_of_its_names(text: str, code: str) -> None:
    assert code_of(text) == code


@pytest.mark.parametrize("text", ["", " ", "AMEMBASSY", "AMEMBASSY FOOBAR", "ATLANTIS"])
def test_what_is_no_post_finds_none(text: str) -> None:
    assert find_post(text) is None


@given(st.text(max_size=40))
def test_any_text_may_be_asked_for(text: str) -> None:
    found = find_post(text)
    assert found is None or found in posts()


def test_a_routing_indicator_names_its_post() -> None:
    hong_kong, state = post_by_routing("RUEHHK"), post_by_routing("ruehc")
    assert hong_kong is not None
    assert (hong_kong.code, hong_kong.iso3, hong_kong.kind) == ("HONGKONG", "HKG", "consulate")
    assert state is not None
    assert (state.code, state.iso3, state.kind) == ("STATE", "", "department")
    assert post_by_routing("RUEHOO") is None


def test_the_specimen_post_stands_in_the_specimen_country() -> None:
    post = post_by_routing("RUEHPM")
    assert post is not None
    assert (post.code, post.words, post.iso3, post.kind) == ("PORTMERROW", "PORT MERROW", "XAV", "consulate")
    assert post.source == "invented for the Reftel specimen"


@pytest.mark.parametrize("post", posts(), ids=lambda post: str(post.code))
def test_every_row_is_complete_and_finds_itself(post: Post) -> None:
    assert post.source
    assert post.kind in KINDS
    assert find_post(post.code) is find_post(post.code.lower()) is post
    assert find_post(post.words) is post
    assert all(find_post(variant) for variant in post.variants)
    assert all(post_by_routing(indicator) is post for indicator in post.routing_indicators)
    if post.iso3:
        assert country_by_iso3(post.iso3) is not None
    if post.kind == "embassy":
        assert post.iso3


def test_every_shared_post_is_found_under_its_code_and_variants(shared: Path) -> None:
    with (shared / "data" / "vocab" / "posts.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    codes = {row["post_code"] for row in rows}
    for row in rows:
        assert find_post(row["post_code"]) is not None
        for variant in filter(None, row["variants_seen"].split(";")):
            assert code_of(variant) == (variant if variant in codes else row["post_code"])
