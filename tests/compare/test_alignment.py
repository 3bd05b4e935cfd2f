"""What is aligned without judging, and what a move needs."""

from __future__ import annotations

import random

import pytest
from threadpoolctl import threadpool_info, threadpool_limits

from reftel.compare import OperationKind, compare_documents
from reftel.compare.alignment import align, standing_pairs
from reftel.compare.pairing import one_thread

WORDS = (
    "court",
    "police",
    "shelter",
    "visa",
    "bribe",
    "trial",
    "fine",
    "border",
    "child",
    "labor",
    "guard",
    "plan",
)


def sentences(count: int) -> list[str]:
    """Different sentences of twenty-four words, made by chance."""
    chance = random.Random(5)  # noqa: S311
    return [
        " ".join([f"Case{place}", *chance.choices(WORDS, k=24)]) + f" in{place}." for place in range(count)
    ]


def changed(text: str) -> str:
    words = text.split()
    words[6] = "otherwise"
    return " ".join(words)


def test_in_a_long_text_what_nearly_stands_unchanged_is_not_judged() -> None:
    old = sentences(40)
    new = [changed(text) if place % 10 else text for place, text in enumerate(old)]
    # A sentence that was rewritten is left to the judges, and so is one that left its place.
    new[7] = "Nothing else is known of it."
    new[21:23] = [changed(old[22]), changed(old[21])]
    found = standing_pairs(old, new)
    assert {(place, place) for place in range(40) if place not in {7, 21, 22}} <= found
    assert (7, 7) not in found
    assert len(found & {(21, 22), (22, 21)}) == 1


def test_in_a_short_text_all_pairs_are_judged() -> None:
    old = sentences(6)
    new = [changed(text) for text in old]
    assert standing_pairs(old, new) == set()
    assert [(group.old, group.new) for group in align(old, new)] == [((at,), (at,)) for at in range(6)]


def test_sentences_that_begin_alike_are_no_anchors() -> None:
    old = [f"The court in the north of town {place} heard {WORDS[place % 12]} once." for place in range(30)]
    new = [text.replace("once", "twice") for text in old]
    assert {i for i, j in standing_pairs(old, new) if i != j} == set()


@pytest.mark.parametrize("block", [1, 3])
def test_a_block_that_moved_is_found(block: int) -> None:
    old = [text.capitalize() for text in sentences(14)]
    new = [*old[block:8], *old[:block], *old[8:]]
    new[7 - block + 1] = changed(new[7 - block + 1])
    moved = [o for o in compare_documents(old, new).operations if o.kind is OperationKind.MOVE]
    assert {place for operation in moved for place in operation.old} == set(range(block))


def threads() -> list[int]:
    return [pool["num_threads"] for pool in threadpool_info() if pool["user_api"] == "blas"]


def test_threads_are_as_many_as_before_when_a_comparison_is_done() -> None:
    before = threads()
    with one_thread():
        assert set(threads()) == {1}
    align(sentences(4), [changed(text) for text in sentences(4)])
    assert threads() == before


def test_of_comparisons_at_once_the_last_to_end_gives_the_threads_back() -> None:
    before = threads()
    with threadpool_limits(limits=3, user_api="blas"):
        first, second = one_thread(), one_thread()
        first.__enter__()
        second.__enter__()
        first.__exit__(None, None, None)
        assert set(threads()) == {1}
        second.__exit__(None, None, None)
        assert set(threads()) == {3}
    assert threads() == before


def test_a_failure_inside_gives_the_threads_back() -> None:
    with threadpool_limits(limits=3, user_api="blas"):
        with pytest.raises(ZeroDivisionError), one_thread():
            raise ZeroDivisionError
        assert set(threads()) == {3}
