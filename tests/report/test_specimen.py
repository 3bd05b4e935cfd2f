"""The packaged specimen."""

from __future__ import annotations

import json
from importlib.resources import files

import pytest

from reftel.report import read_narrative

DATA = files("reftel.specimen") / "data"


def read(name: str) -> str:
    return (DATA / "narratives" / f"{name}.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("name", "tier", "rule", "items"),
    [
        ("XAV-2008", "2", "report.standing.formula-and-title/1", 2),
        ("XAV-2009", "2WL", "report.standing.placement/1", 7),
        ("XAV-2010", "2", "report.standing.placement/1", 7),
    ],
)
def test_specimen(name: str, tier: str, rule: str, items: int) -> None:
    narrative = read_narrative(read(name))
    assert narrative.document.key == name.replace("-", " ")
    assert narrative.standing is not None
    assert (narrative.standing.tier.value, narrative.standing.rule) == (tier, rule)
    assert len(narrative.recommendations) == items
    assert [section.label for section in narrative.sections] == [
        "Profile", "Standing", "Recommendations", "Prosecution", "Protection", "Prevention",
    ]  # fmt: skip
    assert narrative.problems == ()


@pytest.mark.parametrize("years", ["2008-2009", "2009-2010"])
def test_sentences_are_those_of_the_alignment(years: str) -> None:
    truth = json.loads((DATA / "alignment" / f"XAV-{years}.json").read_text(encoding="utf-8"))
    for side, year in zip(("old", "new"), years.split("-"), strict=True):
        narrative = read_narrative(read(f"XAV-{year}"))
        assert [sentence.text for sentence in narrative.sentences] == truth[side]
