"""Make src/reftel/vocab/data/tier_history.csv from the two tier tables of the shared folder.

    python tools/vocab/make_tiers.py

What is changed on the way, and nothing else:

- Tokens. The shared tables write `Special Case` and `2 or 2WL`; the packaged one writes `SC` and `2/2WL`,
  which are the values of `reftel.vocab.tiers.Tier`. `not in report` (disagreements only) becomes `NR`.
- `HTI:3` in a disagreement is the tier 3 as the HTI table of 2013 gives it; the prefix repeats the source.
- Disagreements move beside the row that they concern, as `value=source, source|value=source`.
- Sources stay as they are, letter by letter. `HTI_2013 only` too: it says that no other table has the row.

A row of the disagreements without a row in the history, or with another chosen value, stops the script.
"""

from __future__ import annotations

import csv
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[2]
SHARED = REPOSITORY.parent / "shared" / "data" / "tiers"
TARGET = REPOSITORY / "src" / "reftel" / "vocab" / "data" / "tier_history.csv"

COLUMNS = ("iso3", "year", "tier", "source", "disagreement")
TOKENS = {
    "1": "1",
    "2": "2",
    "2WL": "2WL",
    "3": "3",
    "Special Case": "SC",
    "2 or 2WL": "2/2WL",
    "not in report": "NR",
}
HTI_PREFIX = "HTI:"


def read_shared(table: str) -> list[dict[str, str]]:
    """The rows of one shared table."""
    with (SHARED / table).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def rewrite_disagreement(cell: str) -> str:
    """`2: a, b | not in report: c` becomes `2=a, b|NR=c`."""
    claims = []
    for claim in cell.split(" | "):
        token, _, sources = claim.removeprefix(HTI_PREFIX).partition(": ")
        claims.append(f"{TOKENS[token]}={sources}")
    return "|".join(claims)


def merge_tables() -> list[list[str]]:
    """The packaged rows, by country and year."""
    disagreements = {(row["iso3"], row["year"]): row for row in read_shared("tier_disagreements.csv")}
    merged = []
    for row in read_shared("tier_history.csv"):
        disputed = disagreements.pop((row["iso3"], row["year"]), None)
        if disputed and disputed["chosen"] != row["tier"]:
            raise SystemExit(f"{row['iso3']} {row['year']}: the two tables choose different values")
        claims = rewrite_disagreement(disputed["values_by_source"]) if disputed else ""
        merged.append([row["iso3"], row["year"], TOKENS[row["tier"]], row["source"], claims])
    if disagreements:
        raise SystemExit(f"disagreements about rows that are not there: {sorted(disagreements)}")
    return sorted(merged, key=lambda row: (row[0], int(row[1])))


def main() -> None:
    """Write the table."""
    rows = merge_tables()
    with TARGET.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows(rows)
    print(f"{len(rows)} rows, {sum(bool(row[4]) for row in rows)} of them disputed")


if __name__ == "__main__":
    main()
