"""Telling telegrams from narratives from the rest."""

from __future__ import annotations

import pytest

from reftel.errors import SourceError
from reftel.sources import Kind, recognise

TELEGRAM = (
    "UNCLAS AVERTON 000312\n\nE.O. 12958: N/A\nTAGS: KTIP XA\nSUBJECT: A VISIT\n\n1. (U) It went well.\n"
)
NARRATIVE = (
    "AVERLINE: TIER 2\n\nThe Government of Averline does not fully meet the minimum standards for the "
    "elimination of trafficking; however, it is making significant efforts to do so.\n"
)


def test_the_words_tell_the_kind_whatever_the_name() -> None:
    assert recognise(TELEGRAM, "XAV-2016.txt").kind is Kind.TELEGRAM
    assert recognise(NARRATIVE, "09AVERTON312.txt").kind is Kind.NARRATIVE


@pytest.mark.parametrize(
    ("name", "country", "year"),
    [
        ("HKG-2018.txt", "HKG", 2018),
        ("hkg_2018", "HKG", 2018),
        ("folder/HKG 2018.TXT", "HKG", 2018),
        ("QQQ-2018.txt", None, None),
        ("HKG-18.txt", None, None),
        ("report.txt", None, None),
    ],
)
def test_a_name_gives_country_and_year(name: str, country: str | None, year: int | None) -> None:
    recognised = recognise(NARRATIVE, name)
    assert (recognised.country, recognised.year) == (country, year)


def test_a_narrative_that_lost_its_standing_is_known_by_its_name() -> None:
    assert recognise("Some sentences that were left of it.", "XAV-2016.txt").kind is Kind.NARRATIVE


@pytest.mark.parametrize("name", ["notes.txt", "HKG-2018.csv", ""])
def test_the_rest_is_refused(name: str) -> None:
    with pytest.raises(SourceError) as caught:
        recognise("iso3,year\nHKG,2018\n", name)
    assert caught.value.found == "This is no telegram and no narrative"
    assert caught.value.where == name
