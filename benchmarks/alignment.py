"""Alignments for texts whose sentences are cut already, as score_alignment.py beside the data reads them.

usage: python -m benchmarks.alignment gold.jsonl predictions.jsonl

Each line holds {"id", "pairs": [[old place, new place], ...]}; a split sentence has several pairs.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from reftel import compare_documents


def predict(old: list[str], new: list[str]) -> list[list[int]]:
    """Pairs of places, from 0."""
    comparison = compare_documents(old, new)
    return sorted([i, j] for operation in comparison.operations for i in operation.old for j in operation.new)


def main() -> None:
    """Read the texts, write the pairs; the gold in the same file is not looked at."""
    if len(sys.argv) != 3:
        raise SystemExit(__doc__)
    rows = map(json.loads, Path(sys.argv[1]).read_text(encoding="utf-8").splitlines())
    with Path(sys.argv[2]).open("w", encoding="utf-8") as lines:
        for row in rows:
            lines.write(json.dumps({"id": row["id"], "pairs": predict(row["old"], row["new"])}) + "\n")


if __name__ == "__main__":
    main()
