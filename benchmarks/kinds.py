"""Kinds of change for aligned pairs of yearly statements, as score_kinds.py beside the data reads them.

usage: python -m benchmarks.kinds tip_dev.jsonl predictions.jsonl

Each line holds {"id", "changes": [{"pair", "kinds"}]}. The alignment is the given one: a pair of a
split or merged sentence is read with what its other partners say.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from reftel.compare import find_changes


def predict(row: dict[str, Any]) -> list[dict[str, Any]]:
    """The kinds of each pair whose sentences differ."""
    old, new, gold = row["old"], row["new"], [tuple(pair) for pair in row["gold"]]
    changes = []
    for i, j in gold:
        if old[i] == new[j]:
            continue
        beside_old = " ".join(old[a] for a, b in gold if b == j and a != i)
        beside_new = " ".join(new[b] for a, b in gold if a == i and b != j)
        found = find_changes(old[i], new[j], beside_old, beside_new)
        changes.append({"pair": [i, j], "kinds": [change.kind.value for change in found]})
    return changes


def main() -> None:
    """Read the statements, write the kinds."""
    if len(sys.argv) != 3:
        raise SystemExit(__doc__)
    rows = map(json.loads, Path(sys.argv[1]).read_text(encoding="utf-8").splitlines())
    with Path(sys.argv[2]).open("w", encoding="utf-8") as lines:
        for row in rows:
            lines.write(json.dumps({"id": row["id"], "changes": predict(row)}) + "\n")


if __name__ == "__main__":
    main()
