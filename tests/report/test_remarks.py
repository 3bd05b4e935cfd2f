"""Criticisms and credits, clause by clause, on invented sentences."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reftel.report import Tone, find_remarks, read_narrative
from reftel.report.clauses import LONGEST_CLAUSE, split_clauses


def remarks(sentence: str) -> list[tuple[str, str]]:
    narrative = read_narrative(f"AVERLINE: TIER 2\n\nPROSECUTION\n\n{sentence}")
    return [(remark.tone.value, remark.text) for remark in find_remarks(narrative)]


@pytest.mark.parametrize(
    ("sentence", "rule"),
    [
        ("Averline police did not identify any victims in the harbor.", "not-done"),
        ("The harbor court lacked interpreters for three years.", "lack"),
        ("There were no shelters outside Port Averline.", "lack"),
        ("Services for men remained inadequate in most towns.", "weak"),
        ("Courts tried fewer cases than the year before.", "fewer"),
        ("Police arrested and deported potential victims from Sundara.", "harm"),
    ],
)
def test_criticisms(sentence: str, rule: str) -> None:
    narrative = read_narrative(f"AVERLINE: TIER 2\n\nPROTECTION\n\n{sentence}")
    assert [(r.tone, r.rule) for r in find_remarks(narrative)] == [
        (Tone.CRITICISM, f"report.criticism.{rule}/1")
    ]


@pytest.mark.parametrize(
    "sentence",
    [
        "The authorities did not penalize victims for crimes they were forced to commit.",
        "There were no reports that officials fined or detained victims for unlawful acts.",
        "The law did not require victims to testify against anyone in court.",
        "The ministry trained thirty judges to address gaps in the courts.",
        "Assistance did not depend on whether victims spoke to police.",
    ],
)
def test_a_negation_may_speak_for_the_government(sentence: str) -> None:
    assert [tone for tone, _ in remarks(sentence) if tone == "criticism"] == []


def test_a_sentence_may_hold_both() -> None:
    sentence = (
        "Although the ministry trained thirty judges, the courts did not convict anyone; police bought cars."
    )
    assert remarks(sentence) == [
        ("credit", "Although the ministry trained thirty judges"),
        ("criticism", "the courts did not convict anyone"),
    ]


def test_profile_and_recommendations_are_left_out() -> None:
    text = (
        "AVERLINE: TIER 2\n\nRECOMMENDATIONS\n\nTrain police who did not train.\n\nPROSECUTION\n\nFew.\n\n"
        "TRAFFICKING PROFILE\n\nTraffickers lacked nothing and victims did not escape."
    )
    assert find_remarks(read_narrative(text)) == ()


def test_spans_and_cues_lead_back_to_the_text() -> None:
    raw = "AVERLINE: TIER 2\n\nPROSECUTION\n\nThe harbor police\ndid  not try\nanyone at all."
    (remark,) = find_remarks(read_narrative(raw))
    assert remark.span.of(raw) == "The harbor police\ndid  not try\nanyone at all."
    assert remark.cue.of(raw) == "did  not"
    assert (remark.text, remark.paragraph) == (
        "The harbor police did not try anyone at all.", "Prosecution ¶1",
    )  # fmt: skip


@given(
    st.lists(
        st.sampled_from(["police", "did", "not", ",", ";", "but", "although", "—", "(", ")", "and", "which"])
    )
)
def test_clauses_are_disjoint_and_short(words: list[str]) -> None:
    text = " ".join(words * 7)
    clauses = split_clauses(text)
    assert all(len(span.of(text).split()) <= LONGEST_CLAUSE for span in clauses)
    assert all(a.end <= b.start for a, b in pairwise(clauses))
    kept = " ".join(span.of(text) for span in clauses)
    assert kept.split().count("police") == text.split().count("police")
