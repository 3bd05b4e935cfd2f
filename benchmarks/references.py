"""Reading references: how fast a clean block is, and how cost grows with hostile ones.

    python -m benchmarks.references

Speed is given as a ratio to a bare regular expression that finds words before numbers and makes nothing of
them, in the same run and interleaved with it. Growth is CPU time at twice the size over that at the size.
Linear cost gives 2.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable

from reftel.telegram.references import find_mentions, find_references

# must match "STATE 60446", "SAO PAULO 12"; must not match "12"
PEER_RE = re.compile(r"([A-Z]{2,}(?:\s[A-Z]{2,}){0,3})\s+([0-9]{1,7})")
CLEAN = (
    "SECSTATE 60446 ",
    "A. STATE 61377 \n     ¶B. PARIS 97 (NOTAL) \n     ¶C. 08 STATE 12040 ",
    "(A) SAO PAULO 1 \n     (B) 05 HONG KONG 97 \n     (C) LA PAZ 12 \n     (D) USUN NEW YORK 7 ",
)
DAMAGED = (
    "REF: A. STATE 2799 AND 2764; B. 2765 (NOTAL) AND PREVIOUS",
    "REFS: A) WELINGTON 12, B) MARLOW E-MAIL OF MAY 5, C) 09CAIRO0561",
)
HOSTILE: dict[str, Callable[[int], str]] = {
    "items": lambda n: "REF: " + " ".join(f"{chr(65 + i % 26)}. STATE {i}" for i in range(n)),
    "unknown stations": lambda n: "; ".join(
        f"NOWHER{chr(65 + i % 26)}{chr(65 + i // 26 % 26)} 123" for i in range(n)
    ),
    "serials": lambda n: "REF: STATE 1" + ", 12" * n,
    "years and stations": lambda n: "PARIS 12 1234 " * n,
    "bare letters": lambda n: "STATE 123 99 A " * n,
    "titles": lambda n: "STATE 1 foo, " * n,
    "open brackets": lambda n: "STATE 1 (A " * n,
    "quotation marks": lambda n: 'STATE 1 "' * n,
    "e-mails": lambda n: "E-MAIL, " * n,
    "letters alone": lambda n: "A. " * n,
    "one word": lambda n: "A" * 20 * n,
    "digits": lambda n: "1" * 20 * n,
    "blanks": lambda n: "REF" + " " * 20 * n,
    "lines": lambda n: "\n" * 20 * n,
    "page lines": lambda n: "PARIS 00000123  001.2 OF 003 " * n,
    "keys": lambda n: "BRIEF: REF " * n,
}
TEXTS: dict[str, Callable[[int], str]] = {
    "letters": lambda n: "refs A" + ", A" * n,
    "paragraphs": lambda n: "paras 1" + ", 2" * n,
    "numbers": lambda n: "Sao 12 " * n,
    "blanks": lambda n: "ref" + " " * 20 * n,
    "brackets": lambda n: "(" * 20 * n + " 12",
}
SIZE = 10_000
ROUNDS = 2_000


def main() -> None:
    """Print both."""
    for name, blocks in (("clean blocks", CLEAN), ("damaged blocks", DAMAGED)):
        own, peer = measure_speed(blocks)
        items = sum(len(find_references(block, 2009)) for block in blocks)
        print(f"{name}: {own / items * 1e6:.1f} µs an item, {own / peer:.1f} times the bare expression")
    print(f"CPU time at {2 * SIZE:,} repeats over that at {SIZE:,}:")
    for name, make in HOSTILE.items():
        print(f"  REF block of {name}: {measure_growth(make, lambda raw: find_references(raw, 2009)):.2f}")
    references = find_references("A. STATE 60446 B. PARIS 2", 2009)
    for name, make in TEXTS.items():
        growth = measure_growth(make, lambda raw: find_mentions(raw, 0, len(raw), references, 2009))
        print(f"  text of {name}: {growth:.2f}")


def measure_speed(blocks: tuple[str, ...]) -> tuple[float, float]:
    """Least seconds for one pass over the blocks, read and by the bare expression."""
    own = peer = float("inf")
    for _ in range(5):
        began = time.perf_counter()
        for _ in range(ROUNDS):
            for block in blocks:
                find_references(block, 2009)
        middle = time.perf_counter()
        for _ in range(ROUNDS):
            for block in blocks:
                PEER_RE.findall(block)
        own = min(own, (middle - began) / ROUNDS)
        peer = min(peer, (time.perf_counter() - middle) / ROUNDS)
    return own, peer


def measure_growth(make: Callable[[int], str], read: Callable[[str], object]) -> float:
    """CPU time of the doubled input over that of the single one; the least of three each."""
    small, large = make(SIZE), make(2 * SIZE)
    return min(_seconds(read, large) for _ in range(3)) / max(
        min(_seconds(read, small) for _ in range(3)), 1e-3
    )


def _seconds(read: Callable[[str], object], raw: str) -> float:
    began = time.process_time()
    read(raw)
    return time.process_time() - began


if __name__ == "__main__":
    main()
