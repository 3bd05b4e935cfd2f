"""Waiver, years on the watch list, reason; what recommendations are about."""

from __future__ import annotations

import pytest

from reftel.document import Span
from reftel.report import Movement, Narrative, Standing, read_narrative
from reftel.report.subjects import make_recommendation

FORMULA = (
    "does not fully meet the minimum standards for the elimination of trafficking; however, it is making "
    "significant efforts to do so."
)


def standing(text: str) -> tuple[Narrative, Standing]:
    raw = f"AVERLINE: TIER 2 WATCH LIST\n\nThe Government of Averline {FORMULA} {text}\n\nPROSECUTION\n\nFew."
    narrative = read_narrative(raw)
    assert narrative.standing is not None
    return narrative, narrative.standing


def test_waiver_and_years() -> None:
    waiver = (
        "Because of a written plan, Averline was granted a waiver per the statute from an otherwise required "
        "downgrade to Tier 3."
    )
    reason = "However, the government did not demonstrate increasing efforts."
    narrative, found = standing(
        f"{reason} {waiver} Therefore Averline remained on Tier 2 Watch List for the third consecutive year."
    )
    assert found.waiver is not None
    assert found.reason is not None
    assert found.waiver.of(narrative.raw) == waiver
    assert found.reason.of(narrative.raw) == reason
    assert (found.watch_list_years, found.movement) == (3, Movement.REMAINED)


def test_years_are_not_counted_where_nothing_says_them() -> None:
    _, found = standing("Therefore Averline was downgraded to Tier 2 Watch List.")
    assert (found.watch_list_years, found.waiver) == (None, None)


def test_years_before_a_downgrade() -> None:
    _, found = standing(
        "Because it has been on Tier 2 Watch List for four consecutive years, Averline was therefore "
        "downgraded to Tier 3."
    )
    assert (found.tier.value, found.watch_list_years) == ("3", 4)


@pytest.mark.parametrize(
    ("sentence", "reason"),
    [
        ("The government made key achievements; therefore Averline was upgraded to Tier 2.",
         "The government made key achievements"),
        ("Averline is placed on Tier 2 Watch List for its failure to show evidence of increasing efforts.",
         "for its failure to show evidence of increasing efforts"),
    ],
)  # fmt: skip
def test_reason_in_the_sentence(sentence: str, reason: str) -> None:
    narrative, found = standing(sentence)
    assert found.reason is not None
    assert found.reason.of(narrative.raw) == reason


@pytest.mark.parametrize(
    ("text", "subjects", "continues", "increases"),
    [
        ("Amend the penal code to forbid the sale of children", ["law"], False, False),
        ("continue to strengthen efforts to prosecute traffickers", ["courts"], True, True),
        ("collect and publish statistics on shelters", ["data", "victims"], False, False),
        ("significantly increase awareness campaigns", ["prevention"], False, True),
        ("paint the harbor", [], False, False),
    ],
)
def test_subjects(text: str, subjects: list[str], continues: bool, increases: bool) -> None:
    item = make_recommendation(
        Span(0, len(text)), text, "Recommendations ¶1", "", "report.recommendations.list/1"
    )
    assert [subject.value for subject in item.subjects] == subjects
    assert (item.continues, item.increases) == (continues, increases)
