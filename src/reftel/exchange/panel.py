"""Every country and report year as a table for other programs: CSV, JSON, Parquet, with a data package.

The data package follows the Frictionless specification: `datapackage.json` beside the files names every
column, its type and what it means.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from reftel import __version__
from reftel.errors import RequestError
from reftel.exchange.table import neutralise
from reftel.ranking.history import TierSeries, TierYear, movement
from reftel.ranking.rules import OUTCOMES, assess
from reftel.vocab.countries import country_by_iso3
from reftel.vocab.tiers import Tier

NAME = "tiers"
Value = str | int | bool | None
TIERS = [tier.value for tier in Tier]


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name, its type in the terms of a table schema, what it means, what it may hold."""

    name: str
    type: str
    description: str
    constraints: Mapping[str, object]


def _column(name: str, kind: str, description: str, **constraints: object) -> Column:
    return Column(name, kind, description, constraints)


COLUMNS = (
    _column("iso3", "string", "ISO 3166-1 alpha-3 code.", required=True, pattern="[A-Z]{3}"),
    _column(
        "cow",
        "integer",
        "Number in the Correlates of War state list; empty where it has none.",
    ),
    _column("country", "string", "Usual English short name.", required=True),
    _column(
        "year",
        "integer",
        "Year of the report, which covers April of the year before to March.",
        required=True,
    ),
    _column("tier", "string", "Tier in words; empty if unknown.", enum=[tier.label for tier in Tier]),
    _column("tier_code", "string", "Tier as a code; empty if unknown.", enum=TIERS),
    _column(
        "tier_number",
        "integer",
        "1 Tier 1, 2 Tier 2, 3 Tier 2 Watch List, 4 Tier 3; empty for all else.",
        minimum=1,
        maximum=4,
    ),
    _column("before_code", "string", "Tier in the report before, as a code; empty if unknown.", enum=TIERS),
    _column(
        "direction", "string", "Movement from it.", required=True, enum=["up", "down", "same", "unknown"]
    ),
    _column(
        "watch_list_years",
        "integer",
        "Reports in a row on the Watch List, this one included.",
    ),
    _column("at_least", "boolean", "Whether there may be more, for the year before them is unknown."),
    _column(
        "by_history",
        "string",
        "What the statute's rules make of it by history; empty if nothing.",
    ),
    _column("unknown_years", "string", "The years that leave that undetermined, with blanks between."),
    _column("disputed", "boolean", "Whether sources give different tiers.", required=True),
    _column("other_codes", "string", "The other tiers that sources give, with blanks between."),
    _column("source", "string", "Where the tier comes from."),
)


def panel_rows(world: Mapping[str, TierSeries]) -> list[dict[str, Value]]:
    """One row for every country and year from its first known report to its last, gaps included.

    Args:
        world: The tiers of all countries.

    Returns:
        By country code and year; the keys are those of `COLUMNS`, in order.
    """
    return [_row(series, entry) for series in world.values() for entry in series.years]


def panel_csv(rows: Sequence[Mapping[str, Value]]) -> str:
    """The rows as CSV in UTF-8 with a header; what a spreadsheet would run as a formula is made none."""
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\r\n")
    writer.writerow([column.name for column in COLUMNS])
    for row in rows:
        writer.writerow([_cell(row[column.name]) for column in COLUMNS])
    return file.getvalue()


def panel_json(rows: Sequence[Mapping[str, Value]]) -> str:
    """The rows as a JSON array of objects, one a line."""
    lines = ",\n".join(json.dumps(row, ensure_ascii=False) for row in rows)
    return f"[\n{lines}\n]\n"


def panel_parquet(rows: Sequence[Mapping[str, Value]]) -> bytes:
    """The rows as Parquet, with the descriptions of the columns inside.

    Raises:
        RequestError: PyArrow, which writes it, is not installed.
    """
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError as error:
        raise RequestError(
            "Parquet needs PyArrow, which is not installed",
            advice="Install it with `pip install 'reftel[parquet]'`, or leave Parquet out with --no-parquet.",
        ) from error
    kinds = {"string": pa.string(), "integer": pa.int32(), "boolean": pa.bool_()}
    fields = [pa.field(c.name, kinds[c.type], metadata={"description": c.description}) for c in COLUMNS]
    table = pa.Table.from_pylist(list(rows), schema=pa.schema(fields))
    sink = io.BytesIO()
    pq.write_table(table, sink)
    return sink.getvalue()


def data_package(names: Sequence[str]) -> str:
    """The descriptor of the exported files, as the Frictionless specification has it.

    Args:
        names: The files that stand beside it.
    """
    resources = [_resource(name) for name in names]
    package = {
        "name": "reftel-tiers",
        "title": "Tiers of the Trafficking in Persons Reports by country and year",
        "profile": "tabular-data-package" if list(names) == [f"{NAME}.csv"] else "data-package",
        "version": __version__,
        "licenses": [{"name": "Apache-2.0", "title": "Apache License 2.0"}],
        "sources": [{"title": "See the column source, row by row; NOTICE of Reftel names their licences"}],
        "resources": resources,
    }
    return json.dumps(package, ensure_ascii=False, indent=2) + "\n"


def _resource(name: str) -> dict[str, Any]:
    suffix = name.rpartition(".")[2]
    resource: dict[str, Any] = {"name": f"{NAME}-{suffix}", "path": name, "format": suffix}
    resource["schema"] = {
        "fields": [_field(column) for column in COLUMNS],
        "primaryKey": ["iso3", "year"],
        "missingValues": [""],
    }
    if suffix == "csv":
        resource |= {
            "profile": "tabular-data-resource",
            "mediatype": "text/csv",
            "encoding": "utf-8",
            "dialect": {"delimiter": ",", "lineTerminator": "\r\n", "quoteChar": '"', "header": True},
        }
    return resource


def _field(column: Column) -> dict[str, Any]:
    field: dict[str, Any] = {"name": column.name, "type": column.type, "description": column.description}
    if column.type == "boolean":
        field |= {"trueValues": ["true"], "falseValues": ["false"]}
    if column.constraints:
        field["constraints"] = dict(column.constraints)
    return field


def _row(series: TierSeries, entry: TierYear) -> dict[str, Value]:
    country = country_by_iso3(series.iso3)
    moved = movement(series, entry.year)
    judged = assess(series, entry.year).of(entry.tier) if entry.tier in OUTCOMES else None
    others = {reading.tier.value for reading in entry.readings if reading.tier is not entry.tier}
    known = entry.tier is not None
    return {
        "iso3": series.iso3,
        "cow": country.cow if country else None,
        "country": country.name if country else series.iso3,
        "year": entry.year,
        "tier": entry.tier.label if entry.tier else None,
        "tier_code": entry.tier.value if entry.tier else None,
        "tier_number": entry.tier.rank if entry.tier else None,
        "before_code": moved.before.value if moved.before else None,
        "direction": moved.direction.value,
        "watch_list_years": moved.watch_list_years if known else None,
        "at_least": moved.is_at_least if known else None,
        "by_history": judged.status.value if judged else None,
        "unknown_years": " ".join(map(str, judged.unknown_years)) or None if judged else None,
        "disputed": entry.is_disputed,
        "other_codes": " ".join(sorted(others)) or None,
        "source": entry.source or None,
    }


def _cell(value: Value) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else neutralise(value) if isinstance(value, str) else str(value)
