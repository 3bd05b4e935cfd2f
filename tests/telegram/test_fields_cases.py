"""The readers of single fields on invented fragments: tests/cases/telegram_fields.jsonl."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from reftel.telegram.fields import (
    read_addresses,
    read_classified_by,
    read_declassification,
    read_signature,
    read_subject,
    read_summary,
    read_tags,
)
from reftel.telegram.model import Address

CASES = Path(__file__).resolve().parents[1] / "cases" / "telegram_fields.jsonl"


def tags(text: str) -> object:
    return [tag.text for tag in read_tags(text)]


def subject(text: str) -> object:
    found = read_subject(text)
    return {"text": found.text, "mark": str(found.marking or "")} if found else None


def summary(text: str) -> object:
    found = read_summary(text)
    return found.text if found else None


def address(one: Address) -> dict[str, object]:
    return {"route": one.route, "name": one.name, "precedence": one.precedence, "mcn": one.continuity_number}


def addresses(text: str) -> object:
    found = read_addresses(text)
    exempt = [one.name for one in found.exempt]
    return {"to": list(map(address, found.to)), "info": list(map(address, found.info)), "exempt": exempt}


def declassification(text: str) -> object:
    found = read_declassification(text)
    if found is None:
        return None
    return {
        "order": found.order,
        "kind": found.kind,
        "date": found.on.isoformat() if found.on else None,
        "codes": list(found.codes),
        "event": found.event,
        "downgrade": found.downgrade_on.isoformat() if found.downgrade_on else None,
    }


def classified_by(text: str) -> object:
    return [
        {"name": one.name, "position": one.position, "section": one.section, "reasons": list(one.reasons)}
        for one in read_classified_by(text)
        if one.name
    ]


def signature(text: str) -> object:
    found = read_signature(text)
    return [found.text] if found else []


READERS: dict[str, Callable[[str], object]] = {
    reader.__name__: reader
    for reader in (tags, subject, summary, addresses, declassification, classified_by, signature)
}


def load_cases() -> list[dict[str, Any]]:
    return [json.loads(line) for line in CASES.read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize("case", load_cases(), ids=lambda case: case["id"])
def test_fragment(case: dict[str, Any]) -> None:
    reader = READERS[case["id"].partition("/")[0]]
    assert reader(case["input"]) == case["expected"], case["comment"]


def test_cases_have_names_of_their_own() -> None:
    names = [case["id"] for case in load_cases()]
    assert len(names) == len(set(names))
