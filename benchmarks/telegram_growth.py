"""How the time to read a telegram grows with its length, on inputs that mean harm.

    python -m benchmarks.telegram_growth

Each input is read at a size and at twice that size, nine times in turn. The middle of the nine ratios of CPU
time counts: a processor changes its pace within minutes; both readings of a turn met the same. Linear cost
is 2.0. The size is one whose reading takes long enough to be compared. The peer is splitting the same text at
its white space, in the same run.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import Any

from reftel.telegram import read_telegram
from reftel.telegram.engagement import find_engagement

HEAD = "UNCLAS PARIS 000123\n\nE.O. 12958: N/A\nTAGS: KTIP FR\nSUBJECT: A VISIT\n\nREF: STATE 1\n\n1. (U) "
MOST = 2.5
START = 120_000
TURNS = 9
# Seconds; what takes less is no measure of growth.
LEAST = 0.03

# Pieces that are said over and over, in the text of a telegram.
BODIES = {
    "one line": "word ",
    "blank lines": "\n",
    "blanks": " ",
    "lines": "word\n",
    "open brackets": "(",
    "marks": "(C) ",
    "half marks": "(C",
    "numbers": "\n5. ",
    "paragraphs": "\n\n2. (U) It went well.",
    "capitals": "SECRET ",
    "spaced capitals": "S E C R E T ",
    "classification lines": "\nSECRET PARIS 000123\n",
    "page lines": "\nPARIS 00000123  002 OF 003\n",
    "headings": "\nHEADING\n-------\n\n",
    "comments": "(Comment: ",
    "ends": "End comment. ",
    "rules": "-----\n",
}
# The same in a telegram that is whole but for them.
WHOLE = Path(__file__).parents[1] / "tests" / "cases" / "whole_telegram.txt"
WHOLE_BODIES = {
    "one line": "word ",
    "lines": " \nword",
    "odd lines": " \nU.S. said",
    "brackets": "(ref A) ",
    "marks": "(C) ",
    "labels": "comment: ",
    "serials": "PARIS 123 ",
    "blank lines": "\n",
    "page lines": " \n \nPARIS 00000012  002 OF 002 \n \n \nword",
    "parting page lines": ". \n \nPARIS 00000012  002 OF 002 \n \n \nword",
    "headings": " \n \nHEADING \n------- \n \n",
    "columns": "a   b\n",
}
# The same in place of the REF block, of the TAGS, of the SUBJECT and of the addressees.
HEADS = {
    "references": ("REF: ", "A. STATE 60446\n", "\n\n1. It."),
    "reference words": ("REF: ", "reform therefore ", "\n\n1. It."),
    "tags": ("TAGS: ", "KTIP, ", "\nSUBJECT: X\n\n1. It."),
    "subject lines": ("SUBJECT: ", "A VISIT\n", "\n\n1. It."),
    "addressees": (
        "FM X\nTO ",
        "RUEHC/SECSTATE WASHDC PRIORITY\n",
        "UNCLAS PARIS 000123\n\nTAGS: KTIP\n\n1. It.",
    ),
    "routes": ("PP ", "RUEHCN ", "\nFM X\nTO Y\nUNCLAS PARIS 000123\n\nTAGS: KTIP\n\n1. It."),
}
# What the finder of answers and promises reads.
TALK = {
    "one sentence": "The minister said that Poloff asked the police ",
    "commas": "the minister, he said, would ask, ",
    "names": "Minister Chow Lin and Mr. Ba ",
    "asides": "police () () () he said () ",
    "open quotes": "he “said “ so ",
    "sentences": "The minister said that the law was good. Poloff asked about it. ",
}


def main() -> int:
    """Print a line for each input; 1 if one grows faster than it may."""
    print(f"{'input':34}{'MB':>8}{'seconds':>9}{'growth':>8}{'x splitting':>13}")
    inputs: list[tuple[str, Callable[[int], str], Callable[[str], object]]] = []
    inputs += [(f"text: {name}", _body(piece), read_telegram) for name, piece in BODIES.items()]
    inputs += [(f"whole: {name}", _whole(piece), read_telegram) for name, piece in WHOLE_BODIES.items()]
    inputs += [(f"head: {name}", _head(*parts), read_telegram) for name, parts in HEADS.items()]
    inputs += [(f"talk: {name}", _talk(piece), _find) for name, piece in TALK.items()]
    grown = [name for name, make, read in inputs if _measure(name, make, read) > MOST]
    print("faster than it may:", ", ".join(grown) or "none")
    return 1 if grown else 0


def _body(piece: str) -> Callable[[int], str]:
    return lambda size: HEAD + piece * (size // len(piece)) + "\n\nDOE\n"


def _whole(piece: str) -> Callable[[int], str]:
    head = WHOLE.read_text(encoding="utf-8").partition("(SBU) Summary")[0]
    return lambda size: head + "It was " + piece * (size // len(piece)) + " and ended. \nDOE"


def _head(before: str, piece: str, after: str) -> Callable[[int], str]:
    return lambda size: before + piece * (size // len(piece)) + after


def _talk(piece: str) -> Callable[[int], str]:
    return lambda size: HEAD + piece * (size // 2 // len(piece)) + "\n\nDOE\n"


def _find(text: str) -> object:
    return find_engagement(read_telegram(text))


def cpu_seconds(do: Callable[[Any], object], text: Any) -> float:
    """The time of the processor that something takes with a text; a microsecond at least."""
    start = time.process_time_ns()
    do(text)
    return max(time.process_time_ns() - start, 1_000) / 1e9


def growth_of(do: Callable[[Any], object], text: Any, longer: Any, turns: int) -> float:
    """How many times longer something takes with a longer text: the middle of some turns."""
    return median(cpu_seconds(do, longer) / cpu_seconds(do, text) for _ in range(turns))


def _measure(name: str, make: Callable[[int], str], read: Callable[[str], object]) -> float:
    size = START
    while (seconds := cpu_seconds(read, make(size))) < LEAST:
        size *= 2
    text = make(size)
    growth = growth_of(read, text, make(2 * size), TURNS)
    against = seconds / cpu_seconds(str.split, text)
    print(f"{name:34}{size / 1e6:8.2f}{seconds:9.3f}{growth:8.2f}{against:13.1f}", flush=True)
    return growth


if __name__ == "__main__":
    sys.exit(main())
