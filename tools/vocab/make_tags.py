"""Make src/reftel/vocab/data/tags.csv from tags_by_hand.txt and the shared lists of TAGS.

    python tools/vocab/make_tags.py

A meaning from the handbook goes before one by hand. Organisations of unknown meaning keep an empty one.
"""

from __future__ import annotations

import csv
from pathlib import Path

HERE = Path(__file__).resolve().parent
REPOSITORY = HERE.parents[1]
SHARED = REPOSITORY.parent / "shared" / "data" / "vocab"
TARGET = REPOSITORY / "src" / "reftel" / "vocab" / "data" / "tags.csv"

COLUMNS = ("code", "kind", "meaning", "first_year", "last_year", "source")
KIND = {"s": "subject", "p": "programme", "o": "organisation"}
LIST_SOURCE = "cablemap (BSD-3, L. Heuer)"
HAND_SOURCE = "meaning by hand from general use"

Row = tuple[str, str, str, str, str, str]


def read_shared_subjects() -> dict[str, Row]:
    """Subject TAGS, with the handbook's meaning where the shared table has it."""
    rows: dict[str, Row] = {}
    with (SHARED / "subject_tags_meanings.csv").open(encoding="utf-8", newline="") as file:
        for entry in csv.DictReader(file):
            parts = [LIST_SOURCE] if entry["in_cablemap_list"] == "yes" else []
            parts += [entry["source_of_meaning"]] if entry["meaning"] else []
            rows[entry["tag"]] = (entry["tag"], "subject", entry["meaning"], "", "", "; ".join(parts))
    return rows


def read_shared_organisations() -> dict[str, Row]:
    """Organisation TAGS, which the shared list gives without meanings."""
    lines = (SHARED / "organization_tags.txt").read_text(encoding="utf-8").splitlines()
    codes = [line.strip() for line in lines if line.strip()]
    return {code.upper(): (code.upper(), "organisation", "", "", "", LIST_SOURCE) for code in codes}


def add_by_hand(rows: dict[str, Row]) -> None:
    """Fill in missing meanings and add the TAGS that the shared lists do not have."""
    lines = (HERE / "tags_by_hand.txt").read_text(encoding="utf-8").splitlines()
    for line in lines:
        if not line.strip() or line.startswith("#"):
            continue
        code, kind, meaning, *years = (field.strip() for field in line.split("|"))
        first, _, last = (years[0] if years else "").partition("-")
        known = rows.get(code)
        if known and (known[2] or known[1] != KIND[kind]):
            raise SystemExit(f"{code} is {known[1]} {known[2]!r} in the shared lists")
        source = f"{known[5]}; {HAND_SOURCE}" if known else HAND_SOURCE
        rows[code] = (code, KIND[kind], meaning, first, last, source)


def main() -> None:
    """Write the table."""
    subjects, organisations = read_shared_subjects(), read_shared_organisations()
    both = subjects.keys() & organisations.keys()
    if both:
        raise SystemExit(f"subject and organisation at once: {sorted(both)}")
    rows = subjects | organisations
    add_by_hand(rows)
    with TARGET.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows(rows[code] for code in sorted(rows))
    print(f"{len(rows)} rows, {sum(not row[2] for row in rows.values())} without a meaning")


if __name__ == "__main__":
    main()
