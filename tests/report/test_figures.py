"""Figures, on invented sentences."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reftel.report import Figure, find_figures, read_narrative
from reftel.report.figure_forms import form_of
from reftel.report.figure_parse import Parsed


def figures(text: str, year: int = 2018) -> tuple[Figure, ...]:
    return find_figures(read_narrative(f"AVERLINE: TIER 2\n\nPROSECUTION\n\n{text}", year=year))


def brief(text: str) -> list[tuple[str, object, str]]:
    """Kind, value and period of the figures that are of a kind of their own."""
    return [(f.kind, f.value, f.period) for f in figures(text) if f.kind != "other"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Police investigated 12 cases (nine in 2016).",
         [("investigations", 12, "current"), ("investigations", 9, "previous")]),
        ("In 2017, it arrested 30 suspects, compared to 41 in 2016 and 18 in 2015.",
         [("arrests", 30, "current"), ("arrests", 41, "previous"), ("arrests", 18, "earlier")]),
        ("Courts convicted seven traffickers, an increase from two convictions the previous year.",
         [("convictions", 7, "current"), ("convictions", 2, "previous")]),
        ("The ministry raised its budget from 2 million florins ($40,000) to 3 million florins ($60,000).",
         [("funding", 40000, "previous"), ("funding", 60000, "current")]),
        ("Officials identified and referred 14 victims to shelters.",
         [("victims_identified", 14, "current"), ("victims_referred", 14, "current")]),
        ("Police trained 40 judges and 12 prosecutors.",
         [("officials_trained", 40, "current"), ("officials_trained", 12, "current")]),
        ("The hotline received 1,204 calls.", [("hotline_calls", 1204, "current")]),
        ("It ran nine shelters with a capacity of 315.",
         [("shelters", 9, "current"), ("shelters", 315, "current")]),
        ("Five of 28 convicted traffickers received prison sentences.",
         [("sentences", 5, "current"), ("convictions", 28, "current")]),
        ("Authorities opened 127 federal and 298 state investigations.",
         [("investigations", 127, "current"), ("investigations", 298, "current")]),
        ("In the previous reporting period, police arrested four men.", [("arrests", 4, "previous")]),
    ],
)  # fmt: skip
def test_counts_and_what_they_are_compared_with(text: str, expected: object) -> None:
    assert brief(text) == expected


@pytest.mark.parametrize(
    ("text", "value", "kind", "unit"),
    [
        (
            "The law prescribed penalties of three to eight years imprisonment.",
            (3, 8),
            "penalty_years",
            "years",
        ),
        ("The law prescribed penalties of up to 14 years imprisonment.", 14, "penalty_years", "years"),
        ("It prescribed penalties of six years to life imprisonment.", (6, None), "penalty_years", "years"),
        (
            "It prescribed a minimum penalty of five years imprisonment.",
            (5, None),
            "penalty_years",
            "years",
        ),
        ("Courts imposed prison terms from 15 months to 12 years.", (15, 12), "sentences", "months-years"),
        ("Courts sentenced a broker to two years and six months in prison.", 2.5, "sentences", "years"),
    ],
)
def test_terms_of_imprisonment(text: str, value: object, kind: str, unit: str) -> None:
    (figure,) = figures(text)
    assert (figure.value, figure.kind, figure.unit) == (value, kind, unit)


@pytest.mark.parametrize(
    ("text", "kinds", "unreported"),
    [
        ("The government did not report any investigations, prosecutions, or convictions of officials.",
         ["investigations", "prosecutions", "convictions"], True),
        ("It has never convicted a trafficker.", ["convictions"], False),
        ("Police did not identify any victims in the harbor.", ["victims_identified"], False),
        ("No victims were identified through the hotline.", ["victims_identified"], False),
        ("There were no reports of investigations of officials.", ["investigations"], True),
        ("No official has been prosecuted for it.", ["prosecutions"], False),
        ("The ministry did not allocate any funding to the shelter.", ["funding"], False),
    ],
)  # fmt: skip
def test_zeros(text: str, kinds: list[str], unreported: bool) -> None:
    found = figures(text)
    assert [(f.kind, f.value, f.is_unreported) for f in found] == [(kind, 0, unreported) for kind in kinds]


@pytest.mark.parametrize(
    "text",
    [
        "The government did not report the number of prosecutions.",
        "It did not report whether courts convicted anyone.",
        "Police did not adequately investigate such cases.",
        "There were no reports that victims were arrested.",
        "Authorities did not prosecute victims for what they were forced to do.",
    ],
)
def test_what_denies_nothing(text: str) -> None:
    assert figures(text) == ()


@pytest.mark.parametrize(
    "text",
    [
        "On 12 May 2017 the law came into force.",
        "Articles 12 and 13 of the code forbid it.",
        "Girls aged 13 to 17 were most at risk.",
        "It ran a 24-hour hotline.",
        "One of the largest towns had no court.",
        "Children under 18 could not testify.",
    ],
)
def test_numbers_that_count_nothing(text: str) -> None:
    assert figures(text) == ()


@pytest.mark.parametrize(
    ("text", "forms"),
    [
        ("It tried nine cases of labor trafficking and 37 cases of sex trafficking.", ["labor", "sex"]),
        ("Officials identified nine victims, eight of forced labor and one of sex trafficking.",
         ["both", "labor", "sex"]),
        ("It criminalized sex and labor trafficking and prescribed penalties of up to 10 years imprisonment.",
         ["both"]),
        ("Police arrested 12 men, commensurate with respect to sex trafficking.", ["unspecified"]),
        ("Courts convicted 45 traffickers, including 13 for forced labor.", ["unspecified", "labor"]),
    ],
)  # fmt: skip
def test_forms(text: str, forms: list[str]) -> None:
    assert [figure.exploitation for figure in figures(text)] == forms


def test_local_money_beside_dollars() -> None:
    (figure,) = figures("The ministry allocated 5.6 million florins ($1.4 million) to shelters.")
    assert (figure.kind, figure.value, figure.unit) == ("funding", 1_400_000, "USD")
    assert figure.local == (5_600_000, "florins")


def test_counts_that_lag_a_year_are_current_by_role() -> None:
    text = (
        "In 2016, police investigated 500 cases. Officials identified 900 victims in 2016, compared with 800 "
        "victims in 2015. The rate of convictions increased from 20 percent in 2015 to 30 percent in 2016."
    )
    assert [f.period for f in figures(text) if f.unit != "percent"] == ["current", "current", "previous"]


def test_a_sentence_may_go_on_from_the_one_before() -> None:
    text = "The ministry ran 44 shelters. Of these, 24 served children, and 12 served women."
    assert brief(text) == [
        ("shelters", 44, "current"),
        ("shelters", 24, "current"),
        ("shelters", 12, "current"),
    ]


def test_spans_lead_back_to_the_text() -> None:
    raw = "AVERLINE: TIER 2\n\nPROSECUTION\n\nCourts convicted\n12  traffickers in 2017."
    (figure,) = find_figures(read_narrative(raw, year=2018))
    assert figure.span.of(raw) == "12  traffickers"
    assert (figure.words, figure.year, figure.paragraph) == ("12 traffickers", 2017, "Prosecution ¶1")


WORDS = [
    *(
        "12",
        "nine",
        "no",
        "none",
        "2016",
        "$",
        "(",
        ")",
        ",",
        ";",
        "and",
        "of",
        "to",
        "from",
        "compared with",
    ),
    *("did not report any", "not", "convicted", "investigations", "victims", "percent", "years", "million"),
    *("imprisonment", "one", "in", "3,5", "—", "between", "half", "99999999999999999999", "٣", "identified"),
    *("shelters", "euros", "-"),
]


@given(st.lists(st.sampled_from(WORDS), max_size=40))
def test_odd_sentences_never_raise(words: list[str]) -> None:
    raw = f"AVERLINE: TIER 2\n\nPROSECUTION\n\n{' '.join(words)}"
    narrative = read_narrative(raw, year=2018)
    for figure in find_figures(narrative):
        assert " ".join(figure.span.of(raw).split()) == figure.words


@given(st.text(max_size=200))
def test_odd_letters_never_raise(text: str) -> None:
    find_figures(read_narrative(f"AVERLINE: TIER 2\n\nPROSECUTION\n\n{text}", year=2018))


@given(st.text(alphabet="a ;()[]", max_size=40))
def test_a_clause_begins_behind_the_last_semicolon_or_open_bracket(text: str) -> None:
    parsed = Parsed(text, None)
    for at in range(len(parsed.tokens) + 1):
        depth, start = 0, at
        while start > 0:
            low = parsed.tokens[start - 1].low
            if depth == 0 and low in "([;":
                break
            depth += (low in ")]") - (low in "([")
            start -= 1
        assert parsed.segment_start(at) == start


@pytest.mark.parametrize(
    ("words", "form"),
    [
        ("child sex tourists", "sex"), ("Sexual servitude", "sex"), ("pimps", "sex"), ("procuring", "sex"),
        ("sex, drugs", "sex"), ("exploitation of minors for sex", "sex"), ("of both sexes", ""),
        ("unpimped", ""), ("Forced child labor", "labor"), ("forced or exploitative work", "labor"),
        ("servitude", "labor"), ("slaveholding", ""), ("back wages", "labor"),
        ("labor or sex cases", "labor"),
        ("employers of maids", "labor"), ("labor inspectors", ""), ("sex and labor trafficking", "both"),
        ("sexual assault", ""), ("migrant workers in brothels", "both"),
    ],
)  # fmt: skip
def test_words_that_name_a_form(words: str, form: str) -> None:
    assert form_of(words) == form
