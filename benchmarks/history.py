"""How long it takes to follow every sentence of a table of statements, beside difflib on the same pairs.

usage: python -m benchmarks.history STATEMENTS.csv

The peer compares each two texts that follow each other, a sentence a line, with difflib.ndiff at its
defaults; it follows nothing. Prints what was found, the times and their ratio.
"""

from __future__ import annotations

import difflib
import sys
import time
from collections import Counter
from itertools import pairwise

from reftel.compare.history import follow_sentences
from reftel.exchange.statements import read_statements


def main() -> None:
    """Follow, measure and print."""
    if len(sys.argv) < 2:
        raise SystemExit(__doc__)
    statements = read_statements(sys.argv[1])
    ours = peer = 0.0
    stages: Counter[str] = Counter()
    lines = criticisms = 0
    slowest = (0.0, "")
    for country, texts in statements.items():
        start = time.perf_counter()
        history = follow_sentences(texts)
        taken = time.perf_counter() - start
        ours, slowest = ours + taken, max(slowest, (taken, country))
        start = time.perf_counter()
        for (_, old), (_, new) in pairwise(texts):
            list(difflib.ndiff(old.split("\n\n"), new.split("\n\n")))
        peer += time.perf_counter() - start
        lines += len(history.lines)
        stages.update(stage.kind.value for line in history.lines for stage in line.stages)
        criticisms += sum(line.criticism is not None and line.criticism.reports > 1 for line in history.lines)
    number = sum(map(len, statements.values()))
    print(f"{len(statements)} countries, {number} statements, {sum(stages.values())} sentences")
    print(f"{lines} lines: " + ", ".join(f"{count} {kind}" for kind, count in stages.most_common()))
    print(f"{criticisms} criticisms stood in two statements or more")
    print(f"reftel {ours:.2f} s (slowest: {slowest[1]}, {slowest[0]:.2f} s), ndiff {peer:.2f} s, "
          f"ratio {ours / peer:.2f}")  # fmt: skip


if __name__ == "__main__":
    main()
