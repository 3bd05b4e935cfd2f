"""The minimum standards, and the words by which passages are sorted to them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reftel.vocab.standards import match_standards, standards
from reftel.vocab.tables import load_rows
from reftel.vocab.tiers import stated_move


def test_the_standards_stand_in_the_order_of_the_statute() -> None:
    cited = [standard.citation.removeprefix("22 U.S.C. 7106") for standard in standards(2018)]
    assert cited == [f"(a)({n})" for n in range(1, 5)] + [f"(b)({n})" for n in range(1, 13)]


def test_the_list_grew() -> None:
    codes = {year: {standard.code for standard in standards(year)} for year in (2001, 2008, 2009, 2014)}
    assert "demand" not in codes[2008]
    assert "demand" in codes[2009]
    assert codes[2001] < codes[2009] < codes[2014]


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("The penal code did not criminalize all forms of trafficking.", {"prohibit"}),
        ("These penalties were commensurate with those for rape.", {"grave"}),
        ("The law prescribed penalties of up to two years, too little to deter.", {"deter"}),
        ("Police investigated fewer trafficking cases.", {"investigate"}),
        ("Shelters turned victims away.", {"protect"}),
        ("The government prosecuted trafficking victims for crimes committed under duress.", {"protect"}),
        ("There was no awareness campaign.", {"prevent"}),
        ("It signed a bilateral agreement on law enforcement.", {"cooperate"}),
        ("Two suspects were extradited.", {"extradite"}),
        ("Officers did not screen migrants at the border.", {"migration"}),
        ("Corruption remained a concern.", {"complicity"}),
        ("NGOs and the ministry cooperated closely.", {"partners"}),
        ("Authorities collected no data.", {"self-monitor"}),
        ("Overall the government increased its efforts.", {"progress"}),
        ("Nothing was done against the demand for commercial sex.", {"demand"}),
        ("The weather was fine.", set()),
    ],
)
def test_words_point_at_a_standard(text: str, codes: set[str]) -> None:
    assert codes <= set(match_standards(text))
    assert bool(codes) == bool(match_standards(text))


def test_every_cue_is_of_a_standard() -> None:
    codes = {standard.code for standard in standards()}
    for row in load_rows("standard_words.csv", ("standard", "cue", "unless", "source")):
        assert row[0] in codes
        assert all(word.strip() for part in row[1].split("+") for word in part.split("|"))


@given(st.text())
def test_any_text_is_taken(text: str) -> None:
    assert set(match_standards(text)) <= {standard.code for standard in standards()}


def test_stated_moves() -> None:
    assert (stated_move("THA", 2018), stated_move("bol", 2018), stated_move("HKG", 2018)) == (1, -1, 0)
