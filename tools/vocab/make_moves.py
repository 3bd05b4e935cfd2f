"""Make tier_moves.csv: where a report says itself that it moved a country up or down.

    python tools/vocab/make_moves.py NARRATIVES_FOLDER > src/reftel/vocab/data/tier_moves.csv

Only the fact is taken from each text: its direction.
"""

from __future__ import annotations

import csv
import sys
from pathlib import Path

from reftel.report import Movement, read_narrative

MOVES = {Movement.UPGRADED: "up", Movement.DOWNGRADED: "down"}


def main() -> None:
    """Read every narrative of the folder and write the table."""
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(("iso3", "year", "move", "source"))
    for path in sorted(Path(sys.argv[1]).glob("*.txt")):
        iso3, year = path.stem.split("-")
        narrative = read_narrative(path.read_text(encoding="utf-8"), country=iso3, year=int(year))
        move = (
            MOVES.get(narrative.standing.movement)
            if narrative.standing and narrative.standing.movement
            else None
        )
        if move:
            writer.writerow((iso3, year, move, f"standing sentence of the report of {year}"))


if __name__ == "__main__":
    main()
