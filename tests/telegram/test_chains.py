"""Chains of references, both ways."""

from __future__ import annotations

import pytest

from reftel.telegram.chains import Step, follow_chain, read_references, squeeze_number

BLOCKS = (
    ("09PARIS3", "REF: A. PARIS 2\n     B. STATE 9\n     C. FINCH-MARLOW E-MAIL 3/1/09", 2009),
    ("09PARIS2", "REF: 08 PARIS 1", 2009),
    ("08PARIS1", "REF: 07 STATE 5", 2008),
    ("09LONDON4", "REF: PARIS 3", 2009),
    ("09ROME5", "REF: LONDON 4", 2009),
    ("09TOKYO6", "REF: BERLIN 7", 2009),
)
HELD = {number for number, _, _ in BLOCKS}


def links(steps: tuple[Step, ...]) -> list[tuple[str, str, int]]:
    return [(step.source, step.target, step.depth) for step in steps]


def test_a_chain_leads_both_ways_as_far_as_it_goes() -> None:
    chain = follow_chain("09PARIS3", read_references(BLOCKS), HELD)
    assert links(chain.refers_to) == [
        ("09PARIS3", "09PARIS2", 1),
        ("09PARIS3", "09STATE9", 1),
        ("09PARIS2", "08PARIS1", 2),
        ("08PARIS1", "07STATE5", 3),
    ]
    assert links(chain.referred_by) == [("09LONDON4", "09PARIS3", 1), ("09ROME5", "09LONDON4", 2)]


def test_what_is_missing_is_named() -> None:
    chain = follow_chain("09PARIS3", read_references(BLOCKS), HELD)
    missing = [(step.target, step.reason) for step in chain.refers_to if not step.is_held]
    assert missing == [("09STATE9", "not in the record"), ("07STATE5", "not in the record")]


def test_a_missing_telegram_still_has_those_that_refer_to_it() -> None:
    chain = follow_chain("07STATE5", read_references(BLOCKS), HELD)
    assert not chain.refers_to
    assert [step.source for step in chain.referred_by] == [
        "08PARIS1",
        "09PARIS2",
        "09PARIS3",
        "09LONDON4",
        "09ROME5",
    ]


def test_a_cycle_is_followed_once() -> None:
    blocks = [("09PARIS1", "REF: LONDON 2", 2009), ("09LONDON2", "REF: PARIS 1", 2009)]
    chain = follow_chain("09PARIS1", read_references(blocks), {"09PARIS1", "09LONDON2"})
    assert links(chain.refers_to) == [("09PARIS1", "09LONDON2", 1), ("09LONDON2", "09PARIS1", 2)]
    assert links(chain.referred_by) == [("09LONDON2", "09PARIS1", 1), ("09PARIS1", "09LONDON2", 2)]


def test_an_ambiguous_reference_is_kept_with_its_reason() -> None:
    references = read_references([("09PARIS3", "REF: PARIS 936/35", 2009)])
    reference = references["09PARIS3"][-1]
    assert len(reference.candidates) > 1
    chain = follow_chain("09PARIS3", references, {"09PARIS3", *reference.candidates})
    step = chain.refers_to[-1]
    assert (step.target, step.candidates) == ("", reference.candidates)
    assert "may mean" in step.reason
    other = follow_chain(reference.candidates[0], references, {"09PARIS3", *reference.candidates})
    assert [found.source for found in other.referred_by] == ["09PARIS3"]


def test_two_blocks_of_one_telegram_are_joined() -> None:
    found = read_references([("09PARIS3", "REF: STATE 9", 2009), ("09PARIS3", "REF: STATE 9", 2009)])
    assert [one.mrn for one in found["09PARIS3"]] == ["09STATE9"]


def test_a_long_chain_needs_no_stack() -> None:
    blocks = [(f"09PARIS{n}", f"REF: PARIS {n - 1}", 2009) for n in range(2, 3000)]
    chain = follow_chain("09PARIS2999", read_references(blocks), {number for number, _, _ in blocks})
    assert chain.refers_to[-1].depth == 2998


@pytest.mark.parametrize(
    ("asked", "number"),
    [
        ("09HONGKONG1103", "09HONGKONG1103"),
        ("09 hong kong 001103", "09HONGKONG1103"),
        ("2009 SECSTATE 60446", "09STATE60446"),
        (" 09XANADU12 ", "09XANADU12"),
        ("hong kong", "HONG KONG"),
        ("", ""),
    ],
)
def test_a_number_may_be_written_as_people_write_it(asked: str, number: str) -> None:
    assert squeeze_number(asked) == number
