"""Make src/reftel/vocab/data/routing.csv from the shared list of routing indicators of United States posts.

python tools/vocab/make_routing.py
"""

from __future__ import annotations

import csv
from pathlib import Path

HERE = Path(__file__).resolve().parent
REPOSITORY = HERE.parents[1]
SHARED = REPOSITORY.parent / "shared" / "data" / "vocab" / "routes_us_posts.csv"
TARGET = REPOSITORY / "src" / "reftel" / "vocab" / "data" / "routing.csv"
COLUMNS = ("indicator", "name", "source")
SOURCE = "ACP 117 (2010)"


def main() -> None:
    """Write the table."""
    with SHARED.open(encoding="utf-8", newline="") as file:
        rows = {row["routing_indicator"]: " ".join(row["name"].split()) for row in csv.DictReader(file)}
    with TARGET.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows((indicator, rows[indicator], SOURCE) for indicator in sorted(rows))
    print(f"{len(rows)} rows")


if __name__ == "__main__":
    main()
