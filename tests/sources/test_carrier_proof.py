"""Mutated files of every carrier: a text, or one sentence; never another exception, never a hang."""

from __future__ import annotations

import os
import random
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from reftel.errors import SourceError
from reftel.sources import FoundFile, Refused, SourceText, apply_repairs, open_found

from .made import PAGES, lay_out, make_docx, make_pdf, make_zip
from .test_telegram_carriers import as_page, as_plain, as_row

COUNT = 2_000 if os.environ.get("REFTEL_PROOF") == "full" else 50
LONGEST_CUT = 40

LINES = (PAGES / "narrative.txt").read_text(encoding="utf-8").splitlines()
SAMPLES: dict[str, Callable[[], bytes]] = {
    "a.txt": as_plain,
    "a.html": as_page,
    "b.html": (PAGES / "department-page.html").read_bytes,
    "a.csv": lambda: b"".join(as_row(number) for number in range(1, 6)),
    "a.zip": lambda: make_zip({"a.txt": as_plain(), "b.csv": as_row(), "c.html": as_page(), "d/": b""}),
    "a.docx": lambda: make_docx(LINES),
    "a.pdf": lambda: make_pdf([lay_out(LINES[:8]), lay_out(LINES[8:])]),
}


def mutate(data: bytes, chance: random.Random) -> bytes:
    """Bytes with a few changes: flipped, taken out, put in, doubled, moved, or cut off."""
    changed = bytearray(data)
    for _ in range(chance.choice((1, 1, 2, 4, 16))):
        at = chance.randrange(len(changed) + 1)
        length = chance.randrange(1, LONGEST_CUT)
        match chance.randrange(6):
            case 0:
                changed[at : at + 1] = bytes([chance.randrange(256)])
            case 1:
                del changed[at : at + length]
            case 2:
                changed[at:at] = chance.randbytes(length)
            case 3:
                changed[at:at] = changed[at : at + length] * chance.choice((1, 2, 50))
            case 4:
                other = chance.randrange(len(changed) + 1)
                changed[at : at + length] = changed[other : other + length]
            case _:
                if chance.random() < 0.2:
                    del changed[at:]
    return bytes(changed)


def parts_of(path: Path) -> Iterator[SourceText | Refused | SourceError]:
    try:
        yield from open_found(FoundFile(path, is_named=True))
    except SourceError as error:
        yield error


@pytest.mark.proof
@pytest.mark.parametrize("name", SAMPLES)
def test_mutated_files_are_read_or_refused(name: str, tmp_path: Path) -> None:
    chance = random.Random(f"carriers {name}")  # noqa: S311 - the same mutations in every run
    original = SAMPLES[name]()
    path = tmp_path / name
    read = 0
    for _ in range(COUNT):
        path.write_bytes(mutate(original, chance))
        for part in parts_of(path):
            if not isinstance(part, SourceText):
                error = part.error if isinstance(part, Refused) else part
                assert "\n" not in error.found
                assert error.where.startswith(str(path))
                continue
            read += 1
            part.text.encode()  # no half of a surrogate pair
            assert "\0" not in part.text
            assert apply_repairs(part.extracted, part.repairs) == part.text
    # Of packed files few survive a change; something always does.
    assert read > COUNT // 50
