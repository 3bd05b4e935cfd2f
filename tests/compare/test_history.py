"""Sentences followed through the years: since when, how often reworded, until when, and how long as what."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reftel.compare.history import History, Line, StageKind, follow_sentences

PLAN = "The government has no national action plan against trafficking."
PLAN_STILL = "The government still has no national action plan against trafficking."
SHELTER = "Two shelters for men stood open throughout the year in the capital."
COURTS = "Courts convicted nobody of forced labor, and most inquiries were closed within weeks."
INSPECTORS = "Labor inspectors visited forty farms in the north and freed nine workers."
HEAD = (
    "AVERLINE (Tier 2)\n\nThe Government of Averline does not fully comply with the minimum standards for "
    "the elimination of trafficking; however, it is making significant efforts to do so.\n\n"
)


def series(*texts: Sequence[str], first: int = 2006) -> History:
    """A text a year, each of these sentences a paragraph of its own."""
    return follow_sentences((first + at, "\n\n".join(sentences)) for at, sentences in enumerate(texts))


def line_of(history: History, words: str) -> Line:
    (found,) = [line for line in history.lines if any(words in stage.text for stage in line.stages)]
    return found


def test_a_sentence_is_followed_from_birth_to_end() -> None:
    history = series([SHELTER], [SHELTER, PLAN], [PLAN_STILL, SHELTER], [PLAN_STILL], [PLAN_STILL])
    plan, shelter = line_of(history, "national action plan"), line_of(history, "shelters")
    assert (plan.born, plan.last, plan.is_standing, plan.rewordings) == (2007, 2010, True, 1)
    assert (shelter.born, shelter.last, shelter.is_standing) == (2006, 2008, False)
    assert [stage.kind for stage in plan.stages] == [
        StageKind.BORN, StageKind.REWORDED, StageKind.KEPT, StageKind.KEPT,
    ]  # fmt: skip


def test_how_long_a_criticism_has_stood() -> None:
    done = "The government has a national action plan against trafficking, and put it to use."
    history = series([PLAN], [PLAN_STILL], [PLAN_STILL], [done])
    line = line_of(history, "no national action plan")
    run = line.criticism
    assert run
    assert (run.first, run.last, run.reports) == (2006, 2008, 3)
    assert line.kind == "statement"
    assert line_of(series([PLAN], [PLAN_STILL]), "plan").kind == "criticism"


def test_a_criticism_is_not_said_to_have_stood_in_years_without_a_text() -> None:
    history = follow_sentences([(2006, PLAN), (2008, PLAN), (2020, PLAN), (2025, PLAN)])
    (line,) = history.lines
    assert (line.born, line.last, len(line.stages)) == (2006, 2025, 4)
    assert line.criticism
    assert (line.criticism.first, line.criticism.reports) == (2020, 2)


def test_how_many_years_a_recommendation_has_been_repeated() -> None:
    def narrative(*items: str) -> str:
        return f"{HEAD}Recommendations for Averline: {'; '.join(items)}.\n\nPROSECUTION\n\n{COURTS}\n"

    law = "Enact a law that prohibits all forms of trafficking"
    history = follow_sentences(
        [
            (2010, narrative(law, "train labor inspectors in every province")),
            (2011, narrative("Fund the shelter for men", law)),
            (2012, narrative(f"{law} and punishes it", "fund the shelter for men")),
        ]
    )
    line = line_of(history, "prohibits all forms")
    assert line.recommendation
    assert (line.recommendation.first, line.recommendation.reports) == (2010, 3)
    assert line.kind == "recommendation"
    assert not line_of(history, "labor inspectors").is_standing
    assert line_of(history, "Courts convicted").recommendation is None


def test_a_sentence_that_comes_back_goes_on() -> None:
    history = series([COURTS, SHELTER], [SHELTER], [SHELTER], [COURTS.replace("nobody", "no one"), SHELTER])
    courts = line_of(history, "Courts")
    assert [(stage.year, stage.kind) for stage in courts.stages] == [
        (2006, StageKind.BORN), (2009, StageKind.RETURNED),
    ]  # fmt: skip
    assert courts.is_standing


def test_a_short_sentence_does_not_come_back() -> None:
    history = series([SHELTER, "It met."], [SHELTER], [SHELTER, "It met."])
    assert len([line for line in history.lines if line.stages[0].text == "It met."]) == 2


def test_a_sentence_that_splits_stays_one_line_and_one_that_merges_ends() -> None:
    one, two = COURTS.replace(", and most", ". Most"), COURTS
    split = series([two, SHELTER], [one, SHELTER])
    line = line_of(split, "Courts")
    assert [stage.kind for stage in line.stages] == [StageKind.BORN, StageKind.SPLIT]
    assert len(line.stages[-1].units) == 2
    merged = series([one, SHELTER], [two, SHELTER])
    first, second = line_of(merged, "Courts"), line_of(merged, "Most inquiries")
    assert first.stages[-1].kind is StageKind.MERGED
    assert (second.merged_into, second.is_standing) == (first.number, False)


def test_it_goes_through_plain_values() -> None:
    values = series([PLAN], [PLAN_STILL]).as_dict()
    assert values["years"] == [2006, 2007]
    assert isinstance(values["lines"], list)
    (line,) = values["lines"]
    assert line["criticism"] == {"first": 2006, "last": 2007, "reports": 2}
    assert [stage["kind"] for stage in line["stages"]] == ["born", "reworded"]


def test_two_texts_of_one_year_are_refused_and_none_are_none() -> None:
    with pytest.raises(ValueError, match="two texts"):
        follow_sentences([(2006, PLAN), (2006, COURTS)])
    assert follow_sentences([]) == History((), ())


SENTENCES = st.lists(st.sampled_from([PLAN, PLAN_STILL, SHELTER, COURTS, INSPECTORS, "No.", ""]), max_size=6)


@settings(max_examples=40, deadline=None)
@given(st.lists(SENTENCES, max_size=5))
def test_every_sentence_of_every_year_is_in_one_line(texts: list[list[str]]) -> None:
    history = series(*texts)
    for year, sentences in zip(history.years, texts, strict=True):
        stages = [stage for line in history.lines for stage in line.stages if stage.year == year]
        places = sorted(place for stage in stages for place in stage.units)
        assert places == list(range(len(places)))
        assert sorted(" ".join(s.text for s in stages).split()) == sorted(" ".join(sentences).split())
    for line in history.lines:
        years = [stage.year for stage in line.stages]
        assert years == sorted(set(years))
        assert line.stages[0].kind is StageKind.BORN
        assert line.is_standing == (line.last == history.years[-1])
        assert line.is_standing <= (line.merged_into == 0)


def test_the_specimen_is_followed(specimen: Path) -> None:
    texts = {
        y: (specimen / f"narratives/XAV-{y}.txt").read_text(encoding="utf-8") for y in (2008, 2009, 2010)
    }
    history = follow_sentences(texts.items())
    assert history.years == (2008, 2009, 2010)
    through = [line for line in history.lines if len(line.stages) == 3]
    assert len(through) > 20
    assert any(line.kind == "recommendation" for line in through)
    assert any(line.criticism and line.criticism.reports == 3 for line in through)
