"""References inside the text, tied to the REF block, and links to the record."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reftel.telegram.references import Mention, find_mentions, find_references, resolve_reference

CASES = [
    json.loads(line)
    for line in (Path(__file__).parents[1] / "cases" / "mentions.jsonl").read_text("utf-8").splitlines()
]
REFERENCES = find_references("REF: A. STATE 60446 B. 08 PARIS 2 C. KABUL 300 D. MARLOW E-MAIL", 2009)


def describe(raw: str, mention: Mention) -> dict[str, Any]:
    """What a case expects of a mention; fields that are empty are left out."""
    found: dict[str, Any] = {"kind": mention.kind, "words": mention.span.of(raw)}
    rest = {"letters": mention.letters, "paragraphs": mention.paragraphs, "mrns": mention.mrns}
    return found | {name: list(value) for name, value in rest.items() if value}


@pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
def test_cases(case: dict[str, Any]) -> None:
    raw = case["input"]
    references = find_references(case["block"], 2009) if "block" in case else REFERENCES
    found = find_mentions(raw, 0, len(raw), references, 2009)
    assert [describe(raw, mention) for mention in found] == case["expected"], case["comment"]


PIECES = [
    "ref", "A", "refs", " ", "\n", "para", "5", "-", ",", "and", "of", "Paris", "05", "12345", "(", ")",
]  # fmt: skip


@given(st.lists(st.sampled_from(PIECES)).map("".join) | st.text())
def test_any_text_has_its_mentions_in_order(raw: str) -> None:
    found = find_mentions(raw, 0, len(raw), REFERENCES, 2009)
    places = [place for mention in found for place in mention.span]
    assert places == sorted(places)
    assert all(mention.span.of(raw).strip() for mention in found)


@pytest.mark.parametrize(
    ("block", "held", "mrn", "reason"),
    [
        ("STATE 12", {"09STATE12"}, "09STATE12", ""),
        ("STATE 12", {"08STATE12"}, "", "The record does not hold it."),
        ("OSLO 936/35", {"09OSLO936", "09OSLO935"}, "09OSLO935", ""),
        ("OSLO 936/35", {"09OSLO35", "09OSLO935"}, "", "The record holds 2 telegrams that it may mean."),
        ("NOWHEREBURG 44", {"09NOWHEREBURG44"}, "09NOWHEREBURG44", ""),
        ("MARLOW E-MAIL OF MAY 5", {"09STATE12"}, "", "It is no telegram."),
        ("SEPTEL", {"09STATE12"}, "", "Its number was not known yet."),
    ],
)
def test_a_link_is_made_only_where_one_candidate_is_held(
    block: str, held: set[str], mrn: str, reason: str
) -> None:
    link = resolve_reference(find_references(block, 2009)[-1], held)
    assert (link.mrn, link.reason) == (mrn, reason)


def test_without_a_year_there_is_no_link() -> None:
    (reference,) = find_references("STATE 12", None)
    assert resolve_reference(reference, {"09STATE12"}).reason == "Its year is unknown."
