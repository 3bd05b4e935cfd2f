"""Make src/reftel/vocab/data/positions.csv from positions_by_hand.txt.

python tools/vocab/make_positions.py
"""

from __future__ import annotations

import csv
from pathlib import Path

HERE = Path(__file__).resolve().parent
TARGET = HERE.parents[1] / "src" / "reftel" / "vocab" / "data" / "positions.csv"
COLUMNS = ("word", "is_title", "source")
SOURCE = "by hand from general use"


def read_words() -> dict[str, str]:
    """The words of the list in alphabetical order, and whether a star makes each a title."""
    lines = (HERE / "positions_by_hand.txt").read_text(encoding="utf-8").splitlines()
    words = {word for line in lines if not line.startswith("#") for word in line.split()}
    titles = {word.removeprefix("*") for word in words if word.startswith("*")}
    return {word: "yes" if word in titles else "no" for word in sorted(w.removeprefix("*") for w in words)}


def main() -> None:
    """Write the table."""
    words = read_words()
    with TARGET.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows((word, is_title, SOURCE) for word, is_title in words.items())
    print(f"{len(words)} rows")


if __name__ == "__main__":
    main()
