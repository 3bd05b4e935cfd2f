"""One test per provision of the rules, on made-up histories; and what follows from the real ones."""

from __future__ import annotations

import doctest
from importlib import import_module

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reftel.ranking import Judgement, Status, TierReading, TierSeries, TierYear, assess, tier_series
from reftel.ranking.outlook import assume, outlook, reassess
from reftel.ranking.rules import OUTCOMES
from reftel.ranking.stays import RuledOut, possible_tiers, terms_in
from reftel.ranking.world import all_series
from reftel.vocab.statute import find_provision, provisions
from reftel.vocab.tiers import Tier

SHORT = {"1": Tier.ONE, "2": Tier.TWO, "W": Tier.WATCH_LIST, "3": Tier.THREE, "S": Tier.SPECIAL_CASE}


def history(start: int, letters: str) -> TierSeries:
    """A series from letters: `2WW3`, with `?` for a year without a source."""
    years = []
    for year, letter in enumerate(letters, start=start):
        tier = SHORT.get(letter)
        readings = (TierReading(tier, "a test"),) if tier else ()
        years.append(TierYear(year, tier, "a test" if tier else "", readings))
    return TierSeries("ZZZ", tuple(years))


def judge(start: int, letters: str, tier: Tier = Tier.WATCH_LIST) -> Judgement:
    """What a history says of an outcome in the year after its last; before it, the country was on Tier 2."""
    padded = "2" * (start - 2001) + letters
    return assess(history(2001, padded), start + len(letters)).of(tier)


def cited(judgement: Judgement) -> set[str]:
    return {reason.provision.citation.removeprefix("22 U.S.C. 7107(b)(2)") for reason in judgement.reasons}


@pytest.mark.parametrize(
    ("year", "longest"),
    [(2001, None), (2004, None), (2010, None), (2011, 4), (2018, 4), (2019, 3), (2025, 3)],
)
def test_the_longest_stay_by_report_year(year: int, longest: int | None) -> None:
    assert terms_in(year).longest_stay == longest


@pytest.mark.parametrize(
    ("year", "grounds"),
    [
        (2003, []),
        (2004, ["(I)", "(II)", "(III)"]),
        (2018, ["(I)", "(II)", "(III)"]),
        (2019, ["(I)", "(II)"]),
    ],
)
def test_the_grounds_by_report_year(year: int, grounds: list[str]) -> None:
    held = [p for p in provisions(year) if p.code.startswith("ground-")]
    assert [p.citation.rpartition("(iii)")[2] for p in held] == grounds


def test_no_provision_holds_twice_in_a_year() -> None:
    for year in range(2001, 2031):
        codes = [p.code for p in provisions(year)]
        assert len(codes) == len(set(codes)), year


def test_before_2004_there_is_no_watch_list() -> None:
    assert judge(2001, "22").status is Status.BARRED
    assert cited(judge(2001, "22")) == {"(A)"}
    assert judge(2001, "222").status is Status.ALLOWED


def test_years_before_2009_do_not_count() -> None:
    assert judge(2004, "WWWWWW").status is Status.ALLOWED
    found = judge(2006, "WWWWW")
    assert found.status is Status.WAIVER
    assert "third year in a row, after 2009, 2010" in found.reasons[0].words


def test_two_years_in_a_row_force_tier_three_from_2011_on() -> None:
    assert judge(2008, "2W", Tier.THREE).status is Status.ALLOWED
    found = judge(2008, "2WW", Tier.THREE)
    assert found.status is Status.FORCED
    assert cited(found) == {"(D)(i)"}
    assert "unless a better tier is earned or a waiver given" in found.reasons[0].words


@pytest.mark.parametrize("tier", [Tier.ONE, Tier.TWO, Tier.SPECIAL_CASE])
@pytest.mark.parametrize("letters", ["2222", "WWWW", "3333", "W3W3", "????"])
def test_a_better_tier_and_a_special_case_are_always_open(letters: str, tier: Tier) -> None:
    assert judge(2016, letters, tier).status is Status.ALLOWED


@pytest.mark.parametrize(
    ("letters", "status", "words"),
    [
        ("22W", Status.ALLOWED, "second year in a row, after 2014"),
        ("2WW", Status.WAIVER, "third year in a row, after 2013, 2014. That takes a waiver, number 1 of 2"),
        ("2WWW", Status.WAIVER, "number 2 of 2 allowed"),
        ("2WWWW", Status.BARRED, "2 years and 2 by waiver are the most"),
    ],
)
def test_the_waiver_of_two_years(letters: str, status: Status, words: str) -> None:
    found = judge(2015 - len(letters), letters)
    assert found.status is status
    assert words in found.reasons[0].words


@pytest.mark.parametrize(
    ("letters", "status", "words"),
    [
        ("2WW", Status.WAIVER, "That takes a waiver, the only one allowed"),
        ("2WWW", Status.BARRED, "2 years and 1 by waiver are the most"),
    ],
)
def test_the_waiver_of_one_year(letters: str, status: Status, words: str) -> None:
    found = judge(2023 - len(letters), letters)
    assert found.status is status
    assert words in found.reasons[0].words


def test_the_change_of_2019_catches_a_stay_that_began_before() -> None:
    assert judge(2014, "2WWW").status is Status.WAIVER
    assert judge(2015, "2WWW").status is Status.BARRED


def test_at_the_end_of_the_stay_no_waiver_is_left() -> None:
    found = judge(2009, "2WWWW", Tier.THREE)
    assert found.status is Status.FORCED
    assert found.reasons[0].words.endswith("unless a better tier is earned.")


@pytest.mark.parametrize("broken", ["WW2", "WW1", "WW3", "WWS"])
def test_any_other_tier_breaks_the_count(broken: str) -> None:
    assert judge(2012, broken).status is Status.ALLOWED
    assert "first year in a row" in judge(2012, broken).reasons[0].words


def test_one_year_back_on_the_list_is_flagged_from_2019_on() -> None:
    assert judge(2013, "2WW3W").status is Status.ALLOWED
    found = judge(2014, "2WW3W")
    assert found.status is Status.FLAGGED
    assert cited(found) == {"(F)"}
    assert judge(2014, "22W3W").status is Status.ALLOWED, "no full stay before"
    assert judge(2015, "2WW3").status is Status.ALLOWED, "the year back itself"
    assert judge(2014, "2WW2W").status is Status.ALLOWED, "no Tier 3 in between"
    again = judge(2018, "2WW3WW")
    assert again.status is Status.FLAGGED
    assert cited(again) == {"(F)", "(D)(ii)"}


def test_unknown_years_are_named_only_where_they_decide() -> None:
    found = judge(2013, "2WW?")
    assert (found.status, found.unknown_years) == (Status.UNDETERMINED, (2016,))
    assert set(found.may_be) == {Status.ALLOWED, Status.WAIVER}
    assert judge(2013, "?2WW").status is Status.WAIVER
    assert judge(2013, "?2W").status is Status.ALLOWED
    assert judge(2012, "??2?", Tier.ONE).unknown_years == ()


def test_where_no_single_year_decides_all_open_ones_are_named() -> None:
    found = assess(history(2014, "22W3W"), 2019).of(Tier.WATCH_LIST)
    assert set(found.may_be) == {Status.ALLOWED, Status.FLAGGED}
    assert found.unknown_years == (2009, 2010, 2011, 2012, 2013)


def test_a_count_that_stays_open_is_shown_as_such() -> None:
    found = judge(2013, "2?W")
    assert found.status is Status.UNDETERMINED
    assert found.unknown_years == (2014,)
    both = judge(2013, "2?")
    assert both.status is Status.ALLOWED
    assert len(both.cases) == 2


def test_what_the_law_rules_out_is_left_aside_and_said() -> None:
    years = list(history(2010, "WWWW2W").years)
    disputed = (TierReading(Tier.THREE, "one"), TierReading(Tier.WATCH_LIST, "another"))
    years[4] = TierYear(2014, Tier.THREE, "one", disputed)
    found = assess(TierSeries("ZZZ", tuple(years)), 2016)
    assert found.ruled_out == (RuledOut(2014, Tier.WATCH_LIST),)
    assert found.of(Tier.WATCH_LIST).status is Status.ALLOWED
    assert found.watch_list_years == (1, 1)


def test_every_source_counts_as_possible() -> None:
    def options(*tiers: Tier) -> set[Tier]:
        readings = tuple(TierReading(tier, "a test") for tier in tiers)
        return set(possible_tiers(TierYear(2010, tiers[0] if tiers else None, "a test", readings)))

    assert options(Tier.TWO) == {Tier.TWO}
    assert options(Tier.TWO, Tier.WATCH_LIST) == {Tier.TWO, Tier.WATCH_LIST}
    assert options(Tier.TWO_OR_WATCH_LIST) == {Tier.TWO, Tier.WATCH_LIST}
    assert options(Tier.WATCH_LIST, Tier.TWO_OR_WATCH_LIST) == {Tier.WATCH_LIST}
    assert options() == set(Tier) - {Tier.TWO_OR_WATCH_LIST}


@settings(deadline=None, max_examples=30)
@given(st.text("2W3?", min_size=1, max_size=6), st.integers(2014, 2020), st.sampled_from("12W3S"))
def test_knowing_more_never_contradicts_what_was_certain(letters: str, start: int, letter: str) -> None:
    """What is certain with unknown years stays so whatever lawful tier they had."""
    year = start + len(letters)
    known = history(2009, "2" * (start - 2009) + letters.replace("?", letter))
    if not _is_broken(known, year):
        before = assess(history(2009, "2" * (start - 2009) + letters), year)
        for judgement in before.judgements:
            assert set(assess(known, year).of(judgement.tier).may_be) <= set(judgement.may_be)


def _is_broken(series: TierSeries, year: int) -> bool:
    """Whether a history is one that the law forbids."""
    return any(
        assess(series, entry.year).of(entry.tier).status is Status.BARRED
        for entry in series.years
        if entry.tier and entry.year < year
    )


def test_the_waivers_of_2018_follow_from_history_alone() -> None:
    stayed = {
        iso3: assess(series, 2018).of(Tier.WATCH_LIST)
        for iso3, series in all_series().items()
        if series.in_year(2018).tier is Tier.WATCH_LIST
    }
    needed = {iso3 for iso3, judgement in stayed.items() if judgement.status is Status.WAIVER}
    assert needed == {"HKG", "KWT", "NER", "SAU", "SEN", "SWZ"}


@pytest.mark.parametrize(
    ("iso3", "tier", "missing"), [("CUB", "2WL", 2016), ("BOL", "3", 2017), ("LAO", "3", 2017)]
)
def test_what_depends_on_a_missing_year_names_it(iso3: str, tier: str, missing: int) -> None:
    for asked in (Tier(tier), Tier.WATCH_LIST):
        found = assess(tier_series(iso3), 2018).of(asked)
        assert (found.status, found.unknown_years) == (Status.UNDETERMINED, (missing,))


def test_assuming_the_missing_year_settles_it() -> None:
    settled = assess(assume(tier_series("BOL"), {2017: Tier.WATCH_LIST}), 2018)
    assert settled.of(Tier.WATCH_LIST).status is Status.BARRED
    assert settled.of(Tier.THREE).status is Status.FORCED


def test_a_reassessment_stands_beside_the_report() -> None:
    series = reassess(history(2012, "2WW3"), {2015: Tier.WATCH_LIST})
    found = assess(series, 2016).of(Tier.WATCH_LIST)
    assert (found.status, found.unknown_years) == (Status.UNDETERMINED, (2015,))
    assert series.in_year(2015).tier is Tier.THREE
    assert reassess(history(2012, "2"), {2014: Tier.TWO}).in_year(2014).tier is Tier.TWO


def test_nothing_observed_is_ruled_out() -> None:
    for iso3, series in all_series().items():
        for entry in series.years:
            if entry.tier in OUTCOMES and entry.year >= 2009:
                status = assess(series, entry.year).of(entry.tier).status
                assert status is not Status.BARRED, (iso3, entry.year)


def codes(iso3: str, year: int, tier: Tier) -> tuple[set[str], set[str]]:
    outcome = next(o for o in outlook(tier_series(iso3), year).outcomes if o.tier is tier)
    return {r.provision.code for r in outcome.requires}, {r.provision.code for r in outcome.brings}


def test_what_each_outcome_requires_and_brings() -> None:
    requires, brings = codes("HKG", 2018, Tier.WATCH_LIST)
    assert requires == {"tier-2", "ground-victims", "ground-efforts", "ground-commitments", "waiver-terms"}
    assert brings == {"interim-assessment"}
    requires, brings = codes("THA", 2022, Tier.ONE)
    assert requires == {"tier-1", "concrete-actions"}
    assert brings == {"watch-list-from-tier-2", "interim-assessment", "explain-change"}
    requires, brings = codes("CUB", 2024, Tier.TWO)
    assert "significant-efforts" in requires
    assert brings == {"watch-list-from-tier-3", "action-plan", "interim-assessment", "explain-change"}
    assert codes("CUB", 2024, Tier.THREE)[1] == {"consequences", "reassessment"}
    assert codes("THA", 2018, Tier.SPECIAL_CASE) == ({"special-case"}, set())


def test_before_the_next_report() -> None:
    found = {r.provision.code for r in outlook(tier_series("CUB"), 2024).until_then}
    assert found == {"reassessment", "interim-report"}
    found = {r.provision.code for r in outlook(tier_series("HKG"), 2018).until_then}
    assert found == {"interim-assessment", "interim-report"}


def test_the_years_of_provisions() -> None:
    assert find_provision("waiver-notice", 2018) is None
    assert find_provision("waiver-notice", 2019) is not None
    assert find_provision("explain-change", 2018) is None
    report_date = find_provision("report-date", 2020)
    assert report_date
    assert "1 June" in report_date.words


@pytest.mark.parametrize("module", ["words", "stays", "sequences"])
def test_the_examples_in_the_docstrings_hold(module: str) -> None:
    assert doctest.testmod(import_module(f"reftel.ranking.{module}")).failed == 0
