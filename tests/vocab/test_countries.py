"""Countries by name, code, adjective, slug and misspelling."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reftel.vocab.countries import (
    FORMER,
    Country,
    countries,
    country_by_iso3,
    country_by_tag,
    find_countries,
    find_country,
    nearest_countries,
)

PRINTED_NAME_RE = re.compile(r"Report - (?P<name>.+?) \((?:Tier|Special)")
# matches: "2018 Trafficking in Persons Report - ARUBA (Tier 1;"; does not match: "Report on Aruba"


def iso3_of(text: str) -> str | None:
    country = find_country(text)
    return country.iso3 if country else None


@pytest.mark.parametrize(
    ("text", "iso3"),
    [
        ("Hong Kong", "HKG"),
        ("hong-kong", "HKG"),
        ("HONG KONG", "HKG"),
        ("Hong Kong SAR", "HKG"),
        ("HKG", "HKG"),
        ("hkg", "HKG"),
        ("HK", "HKG"),
        ("Côte d'Ivoire", "CIV"),
        ("Côte d’Ivoire", "CIV"),
        ("cote divoire", "CIV"),
        ("cote-divoire", "CIV"),
        ("COTE D'IVOIRE", "CIV"),
        ("Ivory Coast", "CIV"),
        ("Ivorian", "CIV"),
        ("the Gambia", "GMB"),
        ("Gambia, The", "GMB"),
        ("Swaziland", "SWZ"),
        ("Myanmar", "MMR"),
        ("Burmese", "MMR"),
        ("Cape Verde", "CPV"),
        ("Czech Republic", "CZE"),
        ("Macedonia", "MKD"),
        ("East Timor", "TLS"),
        ("Macao", "MAC"),
        ("UAE", "ARE"),
        ("U.A.E.", "ARE"),
        ("DRC", "COD"),
        ("CONGO, REPUBLIC OF THE", "COG"),
        ("Democratic Republic of Congo", "COD"),
        ("PRC", "CHN"),
        ("ROK", "KOR"),
        ("KOREA, REPUBLIC OF", "KOR"),
        ("DPRK", "PRK"),
        ("USG", "USA"),
        ("U.S.", "USA"),
        ("UK", "GBR"),
        ("Thai", "THA"),
        ("dutch", "NLD"),
        ("Nigerien", "NER"),
        ("Türkiye", "TUR"),
        ("St. Vincent & the Grenadines", "VCT"),
        ("SAINT VINCENT AND THE GRENADINES", "VCT"),
        ("St. Maarten", "SXM"),
        ("Curaçao", "CUW"),
        ("Averline", "XAV"),
        ("Averlinian", "XAV"),
    ],
)
def test_a_country_is_found_by_any_of_its_names(text: str, iso3: str) -> None:
    assert iso3_of(text) == iso3


@pytest.mark.parametrize(("text", "iso3"), [("CH", "CHE"), ("GM", "GMB"), ("RS", "SRB"), ("SP", "ESP")])
def test_two_letters_are_iso_first_and_tags_only_then(text: str, iso3: str) -> None:
    assert iso3_of(text) == iso3


@pytest.mark.parametrize("text", ["", "   ", "?", "--", "Atlantis", "Q", "ZZ", "ZZZ"])
def test_what_names_no_country_finds_none(text: str) -> None:
    assert find_country(text) is None
    assert find_countries(text) == ()


@pytest.mark.parametrize(
    ("text", "candidates"),
    [
        ("Congo", {"COD", "COG"}),
        ("Congolese", {"COD", "COG"}),
        ("Korea", {"KOR", "PRK"}),
        ("Dominican", {"DOM", "DMA"}),
        ("Virgin Islands", {"VGB", "VIR"}),
    ],
)
def test_an_ambiguous_name_keeps_all_its_candidates(text: str, candidates: set[str]) -> None:
    assert find_country(text) is None
    assert {country.iso3 for country in find_countries(text)} == candidates


@pytest.mark.parametrize(
    ("text", "iso3"), [("Guinea", "GIN"), ("Sudan", "SDN"), ("Niger", "NER"), ("Samoa", "WSM")]
)
def test_an_exact_name_goes_before_longer_ones(text: str, iso3: str) -> None:
    assert iso3_of(text) == iso3


@pytest.mark.parametrize(
    ("code", "iso3"),
    [
        ("HK", "HKG"),
        ("CH", "CHN"),
        ("TH", "THA"),
        ("GM", "DEU"),
        ("UK", "GBR"),
        ("RS", "RUS"),
        ("SP", "ESP"),
        ("sw", "SWE"),
        ("SZ", "CHE"),
        ("KS", "KOR"),
        ("KN", "PRK"),
        ("KV", "XKX"),
        ("MJ", "MNE"),
        ("MW", "MNE"),
        ("SR", "SRB"),
        ("OD", "SSD"),
        ("NN", "SXM"),
        ("UC", "CUW"),
        ("NT", "ANT"),
        ("UR", "SUN"),
        ("XA", "XAV"),
    ],
)
def test_geographic_tags_are_not_iso(code: str, iso3: str) -> None:
    country = country_by_tag(code)
    assert country is not None
    assert country.iso3 == iso3


def test_a_tag_is_understood_in_a_year_in_which_its_country_did_not_exist() -> None:
    late = country_by_tag("UR", 1995)
    assert late is not None
    assert late.iso3 == "SUN"


@pytest.mark.parametrize(
    ("code", "year", "iso3"),
    [("CZ", 1985, "CSK"), ("CZ", 2008, "CZE"), ("CZ", None, "CSK"), ("YI", 2004, "SCG"), ("YI", 2008, "SRB")],
)
def test_the_year_tells_which_bearer_of_a_tag_is_meant(code: str, year: int | None, iso3: str) -> None:
    country = country_by_tag(code, year)
    assert country is not None
    assert country.iso3 == iso3


def test_an_unknown_tag_is_no_country() -> None:
    assert country_by_tag("QQ") is None
    assert country_by_tag("") is None


@pytest.mark.parametrize(
    ("typed", "iso3"),
    [
        ("Hnog Kong", "HKG"),
        ("Thialand", "THA"),
        ("Nethrlands", "NLD"),
        ("Untied States", "USA"),
        ("Khazakstan", "KAZ"),
        ("St Vincnet", "VCT"),
        ("Burkino", "BFA"),
    ],
)
def test_the_nearest_to_a_typing_mistake_comes_first(typed: str, iso3: str) -> None:
    assert find_country(typed) is None
    assert nearest_countries(typed)[0].iso3 == iso3


def test_a_beginning_suggests_all_names_that_begin_so() -> None:
    assert [country.iso3 for country in nearest_countries("Maurit", 2)] == ["MUS", "MRT"]


def test_suggestions_are_as_many_as_asked_for_or_fewer() -> None:
    assert len(nearest_countries("Hnog Kong", 1)) == 1
    assert nearest_countries("Hnog Kong", 0) == ()
    assert nearest_countries("") == ()
    assert nearest_countries("xqzv") == ()


def test_an_invented_country_is_suggested_only_when_it_is_nearest() -> None:
    assert nearest_countries("Averlin")[0].iso3 == "XAV"
    for typed in ("Avstria", "Aver", "Argentna", "Alvania", "Cote", "Average"):
        assert "XAV" not in {country.iso3 for country in nearest_countries(typed)[1:]}


@given(st.text(max_size=60))
def test_any_text_may_be_asked_for(text: str) -> None:
    found = find_country(text)
    assert found is None or find_countries(text) == (found,)
    assert len(nearest_countries(text)) <= 3


@pytest.mark.parametrize("country", countries(), ids=lambda country: str(country.iso3))
def test_every_row_is_complete_and_finds_itself(country: Country) -> None:
    assert country.source
    assert country.status in {"country", "territory", "former", "invented"}
    assert re.fullmatch(r"[A-Z]{3}", country.iso3)
    assert country_by_iso3(country.iso3) is country
    assert iso3_of(country.iso3) == iso3_of(country.name) == iso3_of(country.report_name) == country.iso3
    assert iso3_of(country.slug) == country.iso3
    for name in (*country.other_names, *country.adjectives):
        assert country in find_countries(name), name


def test_all_sovereign_states_have_adjectives_and_tags() -> None:
    named = {"HKG", "MAC", "TWN", "XKX", "ABW", "CUW", "SXM"}
    for country in countries():
        if country.status == "country" or country.iso3 in named:
            assert country.adjectives, country.name
            assert country.tag, country.name


def test_codes_and_slugs_belong_to_one_country_each() -> None:
    present = [country for country in countries() if country.status != FORMER]
    for values in (
        [country.iso3 for country in countries()],
        [country.slug for country in countries()],
        [country.iso2 for country in present],
        [country.tag for country in countries() if country.tag],
    ):
        assert len(values) == len(set(values))


def test_kosovo_aruba_and_the_specimen_are_what_they_are() -> None:
    kosovo, averline = country_by_iso3("XKX"), country_by_iso3("xav")
    assert kosovo is not None
    assert kosovo.existed_in(2010)
    assert not kosovo.existed_in(2000)
    assert averline is not None
    assert averline.is_invented
    assert averline.source == "invented for the Reftel specimen"
    assert averline.adjective == "Averlinian"


def test_all_shared_narratives_resolve_by_file_name_and_printed_name(shared: Path) -> None:
    files = sorted((shared / "data" / "narratives").glob("*.txt"))
    assert len(files) == 187
    for path in files:
        iso3 = path.name[:3]
        printed = PRINTED_NAME_RE.search(path.read_text(encoding="utf-8").splitlines()[0])
        assert printed is not None, path.name
        assert iso3_of(iso3) == iso3
        assert iso3_of(printed["name"]) == iso3, printed["name"]


def test_the_report_name_is_the_printed_one(shared: Path) -> None:
    for path in sorted((shared / "data" / "narratives").glob("*.txt")):
        printed = PRINTED_NAME_RE.search(path.read_text(encoding="utf-8").splitlines()[0])
        country = country_by_iso3(path.name[:3])
        assert printed is not None
        assert country is not None
        # The extraction turned the words of this one title round.
        if country.iso3 != "PNG":
            assert country.report_name == printed["name"]
