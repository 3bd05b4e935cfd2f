"""Make src/reftel/vocab/data/posts.csv from posts_by_hand.txt and the shared post and routing tables.

    python tools/vocab/make_posts.py

The shared tables give codes, mis-spelt variants and routing indicators; the hand-made list gives the words,
the country, the kind, and what the tables miss. DAMASCCUS is no post but one more variant of DAMASCUS.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent
REPOSITORY = HERE.parents[1]
SHARED = REPOSITORY.parent / "shared" / "data" / "vocab"
TARGET = REPOSITORY / "src" / "reftel" / "vocab" / "data" / "posts.csv"

COLUMNS = (
    "code", "words", "iso3", "kind", "variants", "routing_indicators", "first_year", "last_year", "source",
)  # fmt: skip
KIND = {"e": "embassy", "c": "consulate", "m": "mission", "d": "department", "o": "other"}
INVENTED_COUNTRY = "XAV"
NOT_A_POST = {"DAMASCCUS"}

CODES_SOURCE = "cablemap (BSD-3, L. Heuer)"
ROUTING_SOURCE = "ACP 117"
HAND_SOURCE = "country and kind by hand"
INVENTED_SOURCE = "invented for the Reftel specimen"


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the hand-made list."""

    code: str
    words: str
    iso3: str
    kind: str
    routing: str = ""
    variants: str = ""
    years: str = ""


def read_shared(table: str) -> list[dict[str, str]]:
    """The rows of one shared table."""
    with (SHARED / table).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def read_entries() -> list[Entry]:
    """The hand-made list."""
    lines = (HERE / "posts_by_hand.txt").read_text(encoding="utf-8").splitlines()
    return [
        Entry(*(field.strip() for field in line.split("|")))
        for line in lines
        if line.strip() and not line.startswith("#")
    ]


def split_cell(cell: str) -> list[str]:
    """The items of a cell that holds a list."""
    return [item.strip() for item in cell.split(";") if item.strip()]


def find_routing(entry: Entry, shared: dict[str, str], named: dict[str, list[str]]) -> list[str]:
    """Routing indicators of the shared table and of the hand-made list, where `@NAME` looks a name up."""
    found = [item.split()[0] for item in split_cell(shared.get("routing_indicators", ""))]
    for item in split_cell(entry.routing):
        found += named[item[1:]] if item.startswith("@") else [item]
    return sorted(set(found))


def name_source(entry: Entry, shared: dict[str, str], routing: list[str]) -> str:
    """Where each part of the row comes from."""
    if entry.iso3 == INVENTED_COUNTRY:
        return INVENTED_SOURCE
    parts = [CODES_SOURCE] if shared else []
    parts += [ROUTING_SOURCE] if routing else []
    return "; ".join([*parts, HAND_SOURCE])


def make_row(entry: Entry, shared: dict[str, str], named: dict[str, list[str]]) -> list[str]:
    """The packaged row of one post."""
    routing = find_routing(entry, shared, named)
    variants = split_cell(shared.get("variants_seen", "")) + split_cell(entry.variants)
    first, _, last = entry.years.partition("-")
    return [
        entry.code, entry.words, entry.iso3, KIND[entry.kind], ";".join(variants), ";".join(routing), first,
        last, name_source(entry, shared, routing),
    ]  # fmt: skip


def main() -> None:
    """Write the table; stop if a shared post has no line in the hand-made list."""
    shared = {row["post_code"]: row for row in read_shared("posts.csv") if row["post_code"] not in NOT_A_POST}
    named: dict[str, list[str]] = {}
    for row in read_shared("routes_us_posts.csv"):
        named.setdefault(row["name"], []).append(row["routing_indicator"])
    entries = read_entries()
    missing = shared.keys() - {entry.code for entry in entries}
    if missing:
        raise SystemExit(f"not in posts_by_hand.txt: {sorted(missing)}")
    rows = sorted(make_row(entry, shared.get(entry.code, {}), named) for entry in entries)
    with TARGET.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows(rows)
    print(f"{len(rows)} rows")


if __name__ == "__main__":
    main()
