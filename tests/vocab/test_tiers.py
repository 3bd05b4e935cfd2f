"""Tiers by country and year: facts as the sources give them, gaps and disagreements kept."""

from __future__ import annotations

import csv
from itertools import pairwise
from pathlib import Path

import pytest

from reftel.vocab.countries import country_by_iso3
from reftel.vocab.tiers import Tier, TierFact, parse_tier, tier_history, tier_of, tier_years, tiers_in

SHARED_TOKENS = {"Special Case": "SC", "2 or 2WL": "2/2WL", "not in report": "NR"}


def all_facts() -> list[TierFact]:
    return [fact for year in tier_years() for fact in tiers_in(year)]


def read_rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_hong_kong_was_on_the_watch_list_in_2018() -> None:
    fact = tier_of("HKG", 2018)
    assert fact is not None
    assert fact.tier is Tier.WATCH_LIST
    assert fact.tier.label == "Tier 2 Watch List"
    assert fact.sources == ("HKG narrative/press excerpts", "TIP2018_text(teomotun)")
    assert not fact.is_disputed


def test_a_year_without_a_source_stays_missing() -> None:
    assert tier_of("AFG", 2019) is None
    assert tier_of("HKG", 1999) is None
    assert tier_of("XAV", 2018) is None
    assert tier_of("nonsense", 2018) is None
    assert tier_history("") == ()


def test_a_history_goes_by_year_and_leaves_gaps() -> None:
    years = [fact.year for fact in tier_history("hkg")]
    assert years == sorted(set(years))
    assert {fact.iso3 for fact in tier_history("hkg")} == {"HKG"}
    serbian = [fact.year for fact in tier_history("SRB")]
    assert 2017 not in serbian
    assert 2016 in serbian


def test_a_disagreement_keeps_every_value_with_its_sources() -> None:
    fact = tier_of("CAF", 2008)
    assert fact is not None
    assert fact.is_disputed
    assert fact.tier is Tier.WATCH_LIST
    assert {(claim.tier, claim.sources) for claim in fact.other_values} == {
        (Tier.WATCH_LIST, ("CIA Factbook country entry", "DU_HTC", "kelley_dta")),
        (Tier.THREE, ("CIA Factbook country entry",)),
    }


def test_not_in_the_report_is_told_apart_from_special_case() -> None:
    fact = tier_of("TKM", 2008)
    assert fact is not None
    assert fact.tier is Tier.SPECIAL_CASE
    assert {claim.tier for claim in fact.other_values} == {Tier.SPECIAL_CASE, Tier.NOT_IN_REPORT}


def test_what_only_follows_from_other_years_is_marked() -> None:
    stated, inferred = tier_of("HKG", 2018), tier_of("ABW", 2024)
    assert stated is not None
    assert inferred is not None
    assert not stated.is_inferred
    assert inferred.is_inferred
    assert inferred.sources == (inferred.source,)


def test_the_ranks_order_the_tiers_and_leave_out_what_is_none() -> None:
    ordered = [Tier.ONE, Tier.TWO, Tier.WATCH_LIST, Tier.THREE]
    ranks = [tier.rank for tier in ordered]
    assert ranks == [1, 2, 3, 4]
    assert all(tier.rank is None for tier in Tier if tier not in ordered)


@pytest.mark.parametrize(
    ("text", "tier"),
    [
        ("TIER 1", Tier.ONE),
        ("Tier 2", Tier.TWO),
        ("tier two", Tier.TWO),
        ("Tier II", Tier.TWO),
        ("TIER 2 WATCH LIST", Tier.WATCH_LIST),
        ("Tier 2 Watchlist", Tier.WATCH_LIST),
        ("Tier 2 (Watch List)", Tier.WATCH_LIST),
        ("Tier 2WL", Tier.WATCH_LIST),
        ("2WL", Tier.WATCH_LIST),
        ("TIER 3", Tier.THREE),
        ("T3", Tier.THREE),
        ("SPECIAL CASE", Tier.SPECIAL_CASE),
        ("2 or 2WL", Tier.TWO_OR_WATCH_LIST),
    ],
)
def test_printed_words_are_understood(text: str, tier: Tier) -> None:
    assert parse_tier(text) is tier


@pytest.mark.parametrize("text", ["", "tier", "t", "Tier 4", "Tier 2 and 3", "Thailand", "12"])
def test_other_words_are_no_tier(text: str) -> None:
    assert parse_tier(text) is None


@pytest.mark.parametrize("tier", Tier)
def test_values_and_labels_are_read_back(tier: Tier) -> None:
    assert parse_tier(tier.value) is tier
    assert parse_tier(tier.label) is tier


def test_every_row_has_a_source_and_a_known_country() -> None:
    facts = all_facts()
    assert facts
    for fact in facts:
        assert fact.source
        assert country_by_iso3(fact.iso3) is not None
        assert fact.tier is not Tier.NOT_IN_REPORT
        assert all(claim.sources for claim in fact.other_values)


def test_there_is_no_watch_list_before_2004() -> None:
    assert not [fact for fact in all_facts() if fact.tier is Tier.WATCH_LIST and fact.year < 2004]


def test_one_fact_for_a_country_and_year() -> None:
    for iso3 in {fact.iso3 for fact in all_facts()}:
        assert all(earlier.year < later.year for earlier, later in pairwise(tier_history(iso3)))


def test_the_packaged_table_is_the_shared_one(shared: Path) -> None:
    said = {
        (row["iso3"], int(row["year"]), SHARED_TOKENS.get(row["tier"], row["tier"]), row["source"])
        for row in read_rows(shared / "data" / "tiers" / "tier_history.csv")
    }
    packaged = {(fact.iso3, fact.year, fact.tier.value, fact.source) for fact in all_facts()}
    assert packaged == said


def test_the_packaged_disagreements_are_the_shared_ones(shared: Path) -> None:
    disputed = {(fact.iso3, fact.year): fact for fact in all_facts() if fact.is_disputed}
    rows = read_rows(shared / "data" / "tiers" / "tier_disagreements.csv")
    assert disputed.keys() == {(row["iso3"], int(row["year"])) for row in rows}
    for row in rows:
        claims = disputed[row["iso3"], int(row["year"])].other_values
        again = {f"{claim.tier.value}: {', '.join(claim.sources)}" for claim in claims}
        assert again == {_in_packaged_tokens(part) for part in row["values_by_source"].split(" | ")}


def _in_packaged_tokens(part: str) -> str:
    token, _, sources = part.removeprefix("HTI:").partition(": ")
    return f"{SHARED_TOKENS.get(token, token)}: {sources}"
