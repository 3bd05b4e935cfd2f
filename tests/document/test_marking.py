"""Markings are a partial order with a join; clearances permit what they dominate."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reftel.document import FULL_CLEARANCE, Clearance, Level, Marking, Reader, join_markings
from reftel.errors import ClearanceError

CAVEATS = st.frozensets(
    st.sampled_from(["NOFORN", "NODIS", "EXDIS", "REL TO USA GBR", "TOP SECRET"]), max_size=4
)
MARKINGS = st.builds(Marking, st.sampled_from(Level), CAVEATS)


@given(MARKINGS)
def test_reflexive(one: Marking) -> None:
    same = Marking(one.level, one.caveats)
    assert one <= same
    assert one >= same
    assert not one < same
    assert not one > same


@given(MARKINGS, MARKINGS)
def test_antisymmetric(one: Marking, two: Marking) -> None:
    assert (one <= two <= one) == (one == two)
    assert (one < two) == (one <= two and one != two)
    assert (one > two) == (two < one)
    assert (one >= two) == (two <= one)


@given(MARKINGS, MARKINGS, MARKINGS)
def test_transitive(one: Marking, two: Marking, three: Marking) -> None:
    low, middle, high = one, one | two, one | two | three
    assert low <= middle <= high
    assert low <= high
    if one <= two <= three:
        assert one <= three


@given(MARKINGS, MARKINGS, MARKINGS)
def test_the_join_is_the_least_upper_bound(one: Marking, two: Marking, other: Marking) -> None:
    join = one | two
    assert one <= join
    assert two <= join
    if one <= other and two <= other:
        assert join <= other
    assert join == two | one
    assert join | other == one | (two | other)
    assert one | one == one
    assert join_markings([one, two, other]) == join | other


def test_the_join_of_nothing_is_the_least_marking() -> None:
    assert join_markings([]) == Marking()
    assert Marking() <= Marking.parse("U//NODIS")


def test_some_are_not_comparable() -> None:
    one, two = Marking.parse("S"), Marking.parse("U//NODIS")
    assert not one <= two
    assert not two <= one


@given(MARKINGS)
def test_the_short_form_comes_back(one: Marking) -> None:
    assert Marking.parse(str(one)) == one
    assert Marking.parse(f" {str(one).lower()} ") == one


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("u", "UNCLASSIFIED"),
        ("sbu", "SENSITIVE BUT UNCLASSIFIED"),
        ("c//nf", "CONFIDENTIAL//NF"),
        ("S//NOFORN//EXDIS", "SECRET//EXDIS/NOFORN"),
        ("S//NOFORN, EXDIS; ", "SECRET//EXDIS/NOFORN"),
        ("S//rel  to usa", "SECRET//REL TO USA"),
    ],
)
def test_printed(text: str, printed: str) -> None:
    assert Marking.parse(text).printed == printed


@pytest.mark.parametrize("text", ["", "X", "SECRET", "S/NOFORN", "//NOFORN", "TS", "S NOFORN"])
def test_what_is_no_marking_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="is no marking"):
        Marking.parse(text)
    with pytest.raises(ClearanceError, match="is no clearance"):
        Clearance.parse(text)


@pytest.mark.parametrize("caveat", ["", " ", "noforn", "A/B", "A,B", "A;B", "A  B", " A"])
def test_a_caveat_that_would_be_lost_in_writing_is_refused(caveat: str) -> None:
    with pytest.raises(ValueError, match="is no caveat"):
        Marking(Level.S, frozenset({caveat}))


@given(MARKINGS, MARKINGS)
def test_a_clearance_permits_what_it_dominates(clearance: Marking, text: Marking) -> None:
    reader = Reader("anna", Clearance.parse(str(clearance)))
    assert reader.may_read(text) == (text <= clearance)
    assert FULL_CLEARANCE.permits(text)
    assert Clearance.parse(" Full ") is FULL_CLEARANCE


@given(MARKINGS, MARKINGS, MARKINGS)
def test_who_may_read_a_join_may_read_its_parts(clearance: Marking, one: Marking, two: Marking) -> None:
    reader = Clearance(clearance.level, clearance.caveats)
    assert reader.permits(one | two) == (reader.permits(one) and reader.permits(two))
