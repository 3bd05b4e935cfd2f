"""Kinds of change, each with the words that show it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reftel.compare import ChangeKind, compare_documents, find_changes, invert

WORDS = st.lists(
    st.sampled_from(
        ["the government", "did not", "report", "12", "nine", "victims", "in 2014", "(2015)", "Tier 2",
         "NGOs", "may", "limited efforts", "no efforts", "were punished", "punished", "approved", "approve"]
    )
    | st.text(max_size=4),
    max_size=14,
).map(" ".join)  # fmt: skip


def kinds(old: str, new: str) -> list[str]:
    return [change.kind.value for change in find_changes(old, new)]


@pytest.mark.parametrize(
    ("old", "new", "kind"),
    [
        ("Courts jailed nine men.", "Courts jailed 12 men.", "figure"),
        ("It is on Tier 2.", "It is on the Tier 2 Watch List.", "tier"),
        ("Guards beat the crew.", "Guards reportedly beat the crew.", "hedge"),
        ("Police did not report any raid.", "Police made no raid.", "hedge"),
        ("The ministry did not approve the plan.", "The ministry approved the plan.", "softened"),
        ("The ministry approved the plan.", "The ministry did not approve the plan.", "hardened"),
        ("It made modest efforts to train them.", "It made no efforts to train them.", "hardened"),
        (
            "They were deported without screening.",
            "They were deported without adequate screening.",
            "softened",
        ),
        ("Authorities punished some victims.", "Some victims were punished.", "actor"),
        ("NGOs ran two shelters.", "The government ran two shelters.", "actor"),
        ("Boys beg in the port.", "Boys and girls beg in the port, the market, and the mines.", "scope"),
        ("The law was signed in 2013.", "The law was signed in 2014.", "time"),
        ("It complies with the rule.", "It meets the rule.", "editorial"),
        ("A well-organized ring sold them.", "A highly organized ring sold them.", "editorial"),
        ("Police arrested 4 men and 9 women.", "Police arrested 9 men and 4 women.", "figure"),
        ("It did not report jailing guards.", "It neither jailed guards nor did it report raids.", "hedge"),
    ],
)
def test_a_kind_is_named(old: str, new: str, kind: str) -> None:
    assert kind in kinds(old, new)


@pytest.mark.parametrize(
    ("old", "new", "kind"),
    [
        ("Courts jailed nine men in 2013.", "Courts jailed nine men in 2014.", "figure"),
        ("Courts jailed nine men.", "Courts jailed 9 men.", "figure"),
        ("It gave 1.5 million francs.", "It gave 1,500,000 francs.", "figure"),
        ("No one left (2014).", "No one left.", "time"),
        ("The government ran two shelters.", "Authorities ran two shelters.", "actor"),
        ("The mayor opened a shelter.", "The mayor opened a shelter in the port.", "softened"),
        ("Boys beg in the port.", "Boys beg at the port.", "scope"),
        ("It did not, however, train them.", "Nonetheless it has not yet trained them.", "scope"),
        # The doubt is on what was added, not on what both say.
        ("Boys beg in the port.", "Boys beg in the port and reportedly haul nets.", "hedge"),
        # Who trains the police is not said, so that no doer was exchanged.
        ("Police were trained in May.", "NGOs were trained in May.", "actor"),
        # The government is still there, only not in front.
        ("The government has a plan.", "A waiver was given because its government has a plan.", "actor"),
        # "No ... was provided" denies the deed as much as "does not provide".
        ("It does not provide any shelter.", "No shelter to any of them was provided.", "softened"),
    ],
)
def test_a_kind_is_not_named(old: str, new: str, kind: str) -> None:
    assert kind not in kinds(old, new)


def test_the_words_that_show_it_are_cited() -> None:
    old, new = "Courts jailed nine men.", "Courts jailed 12 men."
    (change,) = find_changes(old, new)
    assert [span.of(old) for span in change.old] == ["nine"]
    assert [span.of(new) for span in change.new] == ["12"]
    assert change.detail == "nine men → 12 men"


def figures(old: str, new: str) -> list[str]:
    return [change.detail for change in find_changes(old, new) if change.kind is ChangeKind.FIGURE]


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        (
            "Police opened 14 trafficking cases and courts jailed nine men.",
            "Courts jailed 12 men and police opened 20 cases.",
            ["14 trafficking cases → 20 cases", "nine men → 12 men"],
        ),
        ("It gave $96,000 to a shelter.", "It gave $120,000 to a shelter.", ["96,000 → 120,000"]),
        # A number with a point, or of millions, is one figure.
        (
            "It gave 5.5 million francs to shelters.",
            "It gave 3.6 million francs to shelters.",
            ["5.5 million francs → 3.6 million francs"],
        ),
        ("It jailed 3.5 percent of them.", "It jailed 4 percent of them.", ["3.5 percent → 4 percent"]),
        ("It freed two hundred boys.", "It freed two thousand boys.",
         ["two hundred boys → two thousand boys"]),
        ("It trained 12 students.", "It trained 15 students.", ["12 students → 15 students"]),
        ("It was the 5 th year.", "It was the 6 th year.", []),
        ("It found 12 of 30 victims.", "It found 15 of 30 victims.", ["12 → 15"]),
        ("Fewer victims were found.", "More victims were found.", ["Fewer victims → More victims"]),
        # What only one side counts is not set against what only the other counts.
        (
            "Nine NGOs in the port ran three shelters for the boys who had been freed.",
            "In two provinces the police raided 14 farms.",
            ["Nine NGOs, three shelters → ", " → two provinces, 14 farms"],
        ),
        ("It trained 300 officers in twelve courses.", "It trained 450 officers.",
         ["300 officers → 450 officers", "twelve courses → "]),
    ],
)  # fmt: skip
def test_a_figure_is_set_against_one_that_counts_the_same(old: str, new: str, told: list[str]) -> None:
    assert figures(old, new) == told


def test_a_statement_and_a_profile_in_one_sentence_are_compared_apart() -> None:
    old = "Guards beat nine men (2020) trafficking profile: boys beg in ports"
    new = "No law was made for shelters (2022) trafficking profile: boys beg in ports and mines of the north"
    assert kinds(old, new) == ["scope", "time"]
    (scope, time) = find_changes(old, new)
    assert [span.of(new) for span in scope.new] == ["mines", "north"]
    assert ([span.of(old) for span in time.old], [span.of(new) for span in time.new]) == (["2020"], ["2022"])


def test_what_a_merged_sentence_has_from_another_was_not_added() -> None:
    new = "It is on Tier 2, and nine men left."
    assert "tier" in kinds("Nine men left.", new)
    assert "tier" not in [c.kind.value for c in find_changes("Nine men left.", new, "It is on Tier 2.")]


def test_the_way_back_turns_a_change() -> None:
    comparison = compare_documents(
        "The ministry approved the plan.", "The ministry did not approve the plan."
    )
    (there,) = [c for o in comparison.operations for c in o.changes if c.kind is ChangeKind.HARDENED]
    (back,) = [c for o in invert(comparison).operations for c in o.changes if c.kind is ChangeKind.SOFTENED]
    assert (back.old, back.new) == (there.new, there.old)


@given(WORDS, WORDS)
def test_any_wordings_are_read(old: str, new: str) -> None:
    for change in find_changes(old, new):
        assert all(0 <= span.start < span.end <= len(old) for span in change.old)
        assert all(0 <= span.start < span.end <= len(new) for span in change.new)
    assert find_changes(old, old) == ()
