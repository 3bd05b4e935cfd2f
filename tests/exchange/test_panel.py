"""The country-year panel: the same in every format, typed, described, and harmless in a spreadsheet."""

from __future__ import annotations

import csv
import io
import json
import re
from dataclasses import replace
from pathlib import Path

import pytest
from pyarrow import parquet

from reftel.exchange.panel import COLUMNS, data_package, panel_csv, panel_json, panel_parquet, panel_rows
from reftel.ranking import TierReading, TierSeries, TierYear
from reftel.ranking.world import all_series
from reftel.vocab.tiers import Tier, tiers_in

Rows = list[dict[str, "str | int | bool | None"]]
TYPES = {"string": str, "integer": int, "boolean": bool}


@pytest.fixture(scope="module")
def rows() -> Rows:
    return panel_rows(all_series())


def test_every_known_tier_is_a_row(rows: Rows) -> None:
    found = {row["iso3"]: row for row in rows if row["year"] == 2018 and row["tier"]}
    assert {iso3: row["tier_code"] for iso3, row in found.items()} == {
        f.iso3: f.tier.value for f in tiers_in(2018)
    }
    hong_kong, thailand = found["HKG"], found["THA"]
    assert (hong_kong["tier"], hong_kong["tier_number"]) == ("Tier 2 Watch List", 3)
    assert (hong_kong["watch_list_years"], hong_kong["by_history"]) == (3, "needs a waiver")
    assert (thailand["cow"], hong_kong["cow"]) == (800, None)


def test_gaps_are_rows_without_a_tier(rows: Rows) -> None:
    gap = next(row for row in rows if row["iso3"] == "BOL" and row["year"] == 2017)
    assert gap["tier"] is None
    assert gap["watch_list_years"] is None
    keys = [(row["iso3"], row["year"]) for row in rows]
    assert len(keys) == len(set(keys))


def test_rows_hold_what_the_package_says(rows: Rows) -> None:
    """The checks of a table schema: types, required cells, patterns, permitted values."""
    package = json.loads(data_package(["tiers.csv", "tiers.json"]))
    assert re.fullmatch(r"[a-z0-9._-]+", package["name"])
    for resource in package["resources"]:
        assert re.fullmatch(r"[a-z0-9._-]+", resource["name"])
        assert "/" not in resource["path"]
    fields = package["resources"][0]["schema"]["fields"]
    assert [field["name"] for field in fields] == [column.name for column in COLUMNS] == list(rows[0])
    for field in fields:
        assert field["description"].endswith(".")
        limits = field.get("constraints", {})
        for row in rows:
            value = row[field["name"]]
            if value is None:
                assert not limits.get("required"), field["name"]
                continue
            assert type(value) is TYPES[field["type"]]
            assert value in limits.get("enum", [value])
            assert re.fullmatch(limits.get("pattern", ".*"), str(value))
            if isinstance(value, int):
                assert limits.get("minimum", value) <= value <= limits.get("maximum", value)


def test_all_formats_say_the_same(rows: Rows) -> None:
    read = list(csv.DictReader(io.StringIO(panel_csv(rows))))
    assert len(read) == len(rows)
    for row, cells in zip(rows, read, strict=True):
        for name, value in row.items():
            shown = "" if value is None else str(value).lower() if isinstance(value, bool) else str(value)
            assert cells[name] == shown
    assert json.loads(panel_json(rows)) == rows


def test_parquet_has_types_and_descriptions(rows: Rows) -> None:
    table = parquet.read_table(io.BytesIO(panel_parquet(rows)))
    assert table.to_pylist() == rows
    assert table.schema.field("year").metadata[b"description"].startswith(b"Year of the report")


def test_a_source_that_looks_like_a_formula_is_made_none() -> None:
    source = "=HYPERLINK(1)"
    entry = TierYear(2018, Tier.TWO, source, (TierReading(Tier.TWO, source),))
    rows = panel_rows({"HKG": TierSeries("HKG", (entry, replace(entry, year=2019, source="+1")))})
    read = list(csv.DictReader(io.StringIO(panel_csv(rows))))
    assert [row["source"] for row in read] == ["'=HYPERLINK(1)", "'+1"]


def test_every_column_is_documented() -> None:
    page = (Path(__file__).parents[2] / "docs" / "world.md").read_text(encoding="utf-8")
    for column in COLUMNS:
        assert f"| `{column.name}` | {column.type} | {column.description} |" in page
