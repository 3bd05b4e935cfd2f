"""Layouts of every period, on invented narratives."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from reftel.report import SectionKind, find_narrative_facts, looks_like_narrative, read_narrative

CASES = [
    json.loads(line)
    for line in Path(__file__).with_name("layouts.jsonl").read_text(encoding="utf-8").splitlines()
]
BY_ID = {case["id"]: case["raw"] for case in CASES}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_layout(case: dict[str, object]) -> None:
    narrative = read_narrative(str(case["raw"]), year=int(str(case["year"])))
    standing = narrative.standing
    assert standing is not None
    assert standing.tier.value == case["tier"]
    assert standing.movement == case["movement"]
    assert standing.rule == case["rule"]
    assert [section.kind.value for section in narrative.sections] == case["sections"]
    assert [item.text for item in narrative.recommendations] == case["recommendations"]
    assert narrative.name.endswith("Morvania") or narrative.name == "MORVANIA"
    assert narrative.year == case["year"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_layout_is_recognised_with_a_file_head(case: dict[str, object]) -> None:
    head = f"Source: an archive, {case['year']} Trafficking in Persons Report - MORVANIA (Tier 2)\n\n"
    assert looks_like_narrative(head + str(case["raw"]))


def test_items_are_the_sentences_of_a_list() -> None:
    narrative = read_narrative(BY_ID["2010"], year=2010)
    units = [s.text for s in narrative.sentences if s.section is SectionKind.RECOMMENDATIONS]
    assert units == [item.text for item in narrative.recommendations]
    assert "Prosecution" not in [s.text for s in narrative.sentences]


def test_paragraphs_have_labels() -> None:
    narrative = read_narrative(BY_ID["2010"])
    assert [leaf.label for leaf in narrative.document.leaves()] == [
        "Title", "Profile ¶1", "Profile ¶2", "Standing ¶1", "Recommendations heading", "Recommendations ¶1",
        "Prosecution heading", "Prosecution ¶1", "Protection heading", "Protection ¶1", "Prevention heading",
        "Prevention ¶1",
    ]  # fmt: skip


def test_recommendations_to_others_name_them() -> None:
    narrative = read_narrative(BY_ID["other-area"])
    assert [item.addressee for item in narrative.recommendations] == [
        "",
        "ISLAND AUTHORITIES",
        "ISLAND AUTHORITIES",
    ]
    assert narrative.recommendations[1].paragraph == "Recommendations (2) ¶1"


def test_facts_are_findings_with_rules() -> None:
    found = find_narrative_facts(read_narrative(BY_ID["2020"], year=2020))
    facts = [fact for fact in found if fact.kind in ("standing", "recommendation")]
    assert [(fact.kind, fact.rule) for fact in facts] == [
        ("standing", "report.standing.placement/1"),
        ("recommendation", "report.recommendations.line/1"),
        ("recommendation", "report.recommendations.line/1"),
        ("recommendation", "report.recommendations.line/1"),
    ]
    assert facts[0].attributes == {"tier": "1", "label": "Tier 1", "movement": "upgraded"}
    assert facts[3].attributes == {
        "number": 3, "text": "Open a shelter", "paragraph": "Recommendations ¶3", "subjects": "victims",
    }  # fmt: skip
