"""The long run: damaged telegrams by the thousand; a tenth of it every day, all of it with `make proof`."""

from __future__ import annotations

import os
import random

import pytest

from reftel.specimen import specimen_folder
from reftel.telegram import find_engagement, read_telegram

COUNT = 10_000 if os.environ.get("REFTEL_PROOF") == "full" else 1_000
WORKERS = 4


def damage(text: str, chance: random.Random) -> str:
    """Cut, doubled, moved or overwritten at a random place; up to four times."""
    for _ in range(chance.randint(1, 4)):
        a, b = sorted(chance.randrange(len(text) + 1) for _ in range(2))
        piece = text[a : min(b, a + 400)]
        at = chance.randrange(len(text) + 1)
        text = chance.choice(
            (
                text[:a] + text[a + len(piece) :],
                text[:at] + piece + text[at:],
                text[:at] + chance.choice("\r\n\f\t¶(.)0SCU“") + text[at + 1 :],
                text[:at] or text,
                text.replace(" ", chance.choice((" ", "  ", "\N{NO-BREAK SPACE}")), 40),
            )
        )
    return text


@pytest.mark.proof
@pytest.mark.parametrize("worker", range(WORKERS))
def test_damaged_telegrams_are_read(worker: int) -> None:
    with specimen_folder() as folder:
        texts = [path.read_text("utf-8") for path in sorted((folder / "telegrams").glob("*.txt"))]
    for number in range(worker, COUNT, WORKERS):
        chance = random.Random(number)  # noqa: S311 - the same damage every time
        raw = damage(chance.choice(texts), chance)
        telegram = read_telegram(raw)
        at = 0
        for leaf in telegram.document.leaves():
            assert at <= leaf.span.start < leaf.span.end <= len(raw), number
            assert not raw[at : leaf.span.start].strip(), number
            at = leaf.span.end
        assert not raw[at:].strip(), number
        for finding in find_engagement(telegram):
            assert finding.span.of(raw).strip(), number
            assert finding.marking <= telegram.document.marking, number
