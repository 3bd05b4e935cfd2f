"""What one report says of the year before, against what that year's report said."""

from __future__ import annotations

import pytest

from reftel.report import Figure, find_contradictions, find_figures, read_narrative
from reftel.report.figure_table import as_dict, print_value, table_of_figures


def figures(text: str, year: int) -> tuple[Figure, ...]:
    return find_figures(read_narrative(f"AVERLINE: TIER 2\n\nPROSECUTION\n\n{text}", year=year))


def test_both_sides_are_cited() -> None:
    read = {
        2017: figures("Courts convicted six traffickers in 2016.", 2017),
        2018: figures("Courts convicted four traffickers in 2017 (nine traffickers in 2016).", 2018),
    }
    (found,) = find_contradictions(read)
    assert (found.kind, found.year, found.then.value, found.later.value) == ("convictions", 2017, 6, 9)
    assert (found.then.words, found.later.words) == ("six traffickers", "nine traffickers")


@pytest.mark.parametrize(
    "later",
    [
        "Courts convicted four traffickers (six in 2016).",
        "Courts convicted four traffickers (six traffickers in 2015).",
        "Courts convicted four labor traffickers (nine labor traffickers in 2016).",
        "Courts convicted four traffickers.",
    ],
)
def test_no_contradiction(later: str) -> None:
    read = {2017: figures("Courts convicted six traffickers in 2016.", 2017), 2018: figures(later, 2018)}
    assert find_contradictions(read) == ()


def test_a_count_that_fits_one_of_several_is_none() -> None:
    read = {
        2017: figures("Courts convicted six traffickers. A second court convicted nine traffickers.", 2017),
        2018: figures("Courts convicted four traffickers (nine traffickers in 2016).", 2018),
    }
    assert find_contradictions(read) == ()


def test_years_apart_are_not_compared() -> None:
    read = {
        2015: figures("Courts convicted six traffickers in 2014.", 2015),
        2018: figures("Courts convicted four traffickers (nine traffickers in 2016).", 2018),
    }
    assert find_contradictions(read) == ()


def test_table_holds_the_counts_of_each_report_for_its_own_year() -> None:
    read = {
        2017: figures("Police arrested 12 suspects. Courts convicted six traffickers.", 2017),
        2018: figures("Police arrested 1,500 suspects (12 suspects in 2016).", 2018),
    }
    rows = {
        row.kind: {y: [print_value(f) for f in c] for y, c in row.counts.items()}
        for row in table_of_figures(read)
    }
    assert rows == {"convictions": {2017: ["6"]}, "arrests": {2017: ["12"], 2018: ["1,500"]}}


def test_values_as_people_and_programs_read_them() -> None:
    (term,) = figures("Courts imposed prison terms from 15 months to 12 years.", 2018)
    (least,) = figures("The law prescribed penalties of six years to life imprisonment.", 2018)
    assert (print_value(term), print_value(least)) == ("15 months to 12 years", "6 or more")
    assert (as_dict(term)["value"], as_dict(least)["value"]) == ([15, 12], [6, None])
