"""Sequences that the law forbids are refused, each under its provision; lawful ones are not."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reftel.ranking.history import TierReading, TierSeries, TierYear
from reftel.ranking.sequences import Step, check_sequence
from reftel.ranking.special_list import Ground, special_listing
from reftel.vocab.tiers import Tier

CASES = [
    json.loads(line)
    for line in (Path(__file__).parents[1] / "cases" / "ranking.jsonl").read_text("utf-8").splitlines()
]
WAIVERS = {"waiver": True, "no-waiver": False}


def read_steps(text: str) -> list[Step]:
    """Read `2016 2WL, 2017 3 waiver, 2018 1 watch-list-from-tier-2`."""
    steps = []
    for part in text.split(", "):
        year, tier, *said = part.split()
        waiver = next((WAIVERS[word] for word in said if word in WAIVERS), None)
        ground = next((Ground(word) for word in said if word not in WAIVERS), None)
        steps.append(Step(int(year), Tier(tier), waiver, ground))
    return steps


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_sequence(case: dict[str, object]) -> None:
    found = check_sequence(read_steps(str(case["steps"])))
    expected = case["refused"]
    assert isinstance(expected, dict)
    assert {str(r.year): r.provision.citation.removeprefix("22 U.S.C. 7107") for r in found} == expected, (
        case["comment"]
    )
    assert all(refusal.words.endswith(".") for refusal in found)


def test_enough_sequences_are_forbidden() -> None:
    assert sum(1 for case in CASES if case["refused"]) >= 15
    assert len({case["steps"] for case in CASES}) == len(CASES)


@given(start=st.integers(2009, 2030), length=st.integers(1, 8))
def test_no_stay_is_longer_than_the_law_allows(start: int, length: int) -> None:
    """A law over all years: a stay is refused from the year on in which it is too long, and not before."""
    steps = [Step(year, Tier.WATCH_LIST) for year in range(start, start + length)]
    refused = check_sequence(steps)
    for number, step in enumerate(steps):
        most = 99 if step.year < 2011 else 4 if step.year < 2019 else 3
        too_long = number >= most
        if too_long:
            assert refused
            assert refused[0].year <= step.year
            break
    else:
        assert not refused


@given(
    st.lists(st.sampled_from([Tier.ONE, Tier.TWO, Tier.THREE, Tier.SPECIAL_CASE]), min_size=1, max_size=12)
)
def test_off_the_watch_list_nothing_is_refused(tiers: list[Tier]) -> None:
    assert check_sequence([Step(2009 + i, tier) for i, tier in enumerate(tiers)]) == ()


def test_the_statutes_list_is_wider_than_the_printed_one() -> None:
    def listed(before: Tier, now: Tier) -> list[str]:
        pair = enumerate((before, now), start=2014)
        series = TierSeries(
            "ZZZ", tuple(TierYear(y, t, "a test", (TierReading(t, "a test"),)) for y, t in pair)
        )
        return [p.citation.removeprefix("22 U.S.C. 7107(b)(2)(A)") for p in special_listing(series, 2015)]

    assert listed(Tier.TWO, Tier.ONE) == ["(i)"]
    assert listed(Tier.WATCH_LIST, Tier.ONE) == ["(i)"]
    assert listed(Tier.THREE, Tier.TWO) == ["(ii)"]
    assert listed(Tier.THREE, Tier.WATCH_LIST) == ["(ii)", "(iii)"]
    assert listed(Tier.TWO, Tier.WATCH_LIST) == ["(iii)"]
    assert listed(Tier.TWO, Tier.TWO) == []
    assert listed(Tier.THREE, Tier.ONE) == []
