"""The long run: a million damaged telegrams with `make proof`; a hundredth of it every day."""

from __future__ import annotations

import os
import random

import pytest
from tests.telegram.damage import WHOLE, check_reading, damage

from reftel.specimen import specimen_folder

IS_FULL = os.environ.get("REFTEL_PROOF") == "full"
COUNT = 1_000_000 if IS_FULL else 10_000
# As many as a run shows progress by.
PARTS = 100 if IS_FULL else 4
# Of so many telegrams one is long, and searched for answers, too; the others are short.
EVERY = 50


@pytest.mark.proof
@pytest.mark.parametrize("part", range(PARTS))
def test_damaged_telegrams_are_read(part: int) -> None:
    with specimen_folder() as folder:
        texts = [path.read_text("utf-8") for path in sorted((folder / "telegrams").glob("*.txt"))]
    for number in range(part, COUNT, PARTS):
        chance = random.Random(number)  # noqa: S311 - the same damage every time
        is_long = number // PARTS % EVERY == 0
        text = chance.choice(texts) if is_long else WHOLE
        raw = damage(text, chance.choice(texts), chance)
        try:
            check_reading(raw, with_answers=is_long)
        except Exception as error:
            raise AssertionError(f"telegram {number}: {raw!r}") from error
