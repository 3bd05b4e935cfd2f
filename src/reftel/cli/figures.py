"""The command that prints what reports count, over the years, and where they contradict each other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from reftel.cli.console import failures, neutral, out, print_json, printing
from reftel.cli.options import AsOption, CountryArgument, JsonOption, RecordOption, record_option

if TYPE_CHECKING:
    from reftel.document import Reader
    from reftel.report.contradictions import Contradiction
    from reftel.report.figure_model import Figure
    from reftel.vocab.countries import Country

_SHOWN = 5


def figures(
    context: typer.Context,
    country: CountryArgument,
    years: Annotated[
        list[int] | None,
        typer.Argument(metavar="YEAR", help="Report years; else all that are there.", show_default=False),
    ] = None,
    as_: AsOption = None,
    record: RecordOption = "",
    as_json: JsonOption = False,
) -> None:
    """Print what the reports count for a country, year by year. Also shows where they contradict each other.

    Example: reftel figures HKG 2017 2018
    """
    with failures(as_json=as_json):
        from reftel.record import choose_path, local_reader
        from reftel.report.contradictions import find_contradictions
        from reftel.vocab.countries import resolve_country

        folder = choose_path(record_option(context, record))
        found = resolve_country(country)
        read = _read(folder, local_reader(as_), found, years or [])
        contradictions = find_contradictions(read)
        with printing():
            if as_json:
                print_json(_as_dict(found, read, contradictions))
            else:
                _print_table(found, read)
                _print_contradictions(found, contradictions)


def _read(
    folder: Path, reader: Reader, country: Country, asked: Sequence[int]
) -> dict[int, tuple[Figure, ...]]:
    """The figures of the narratives that the reader may read, by report year.

    Raises:
        NothingToShowError: There is no narrative, or none of a year that was asked for.
    """
    from reftel.brief.narratives import name_limit, read_narratives
    from reftel.errors import NothingToShowError
    from reftel.record import open_record
    from reftel.report.figures import find_figures

    with open_record(folder) as opened:
        narratives = read_narratives(opened, reader, country)
    limit = name_limit(reader)
    if not narratives:
        raise NothingToShowError(
            f"The record holds no narrative of {country.name}{limit}",
            where=str(folder),
            advice=_advice(country),
        )
    missing = sorted(set(asked) - set(narratives))
    if missing:
        raise NothingToShowError(
            f"The record holds no narrative of {country.name} for {', '.join(map(str, missing))}{limit}",
            where=str(folder),
            advice=f"It holds those of {', '.join(map(str, sorted(narratives)))}.",
        )
    return {year: find_figures(n) for year, (_, n) in narratives.items() if not asked or year in asked}


def _advice(country: Country) -> str:
    if country.last_year is not None:
        return (
            f"It existed until {country.last_year}; ask for what came after it, or import older narratives."
        )
    return "Import one with `reftel import PATH`."


def _print_table(country: Country, read: Mapping[int, Sequence[Figure]]) -> None:
    from rich.table import Table

    from reftel.report.figure_table import print_value, table_of_figures

    years = sorted(read)
    table = Table(title=f"{country.name}: counts of each report for its own year", title_justify="left")
    table.add_column("kind")
    table.add_column("unit")
    for year in years:
        table.add_column(f"report {year}", justify="right", overflow="fold")
    for row in table_of_figures(read):
        cells = []
        for year in years:
            values = [print_value(figure) for figure in row.counts.get(year, ())]
            rest = f" and {len(values) - _SHOWN} more" if len(values) > _SHOWN else ""
            cells.append("; ".join(values[:_SHOWN]) + rest)
        table.add_row(row.kind.replace("_", " "), neutral(row.unit), *map(neutral, cells))
    out().print(table)


def _print_contradictions(country: Country, found: Sequence[Contradiction]) -> None:
    from reftel.report.figure_table import print_value

    console = out()
    if not found:
        console.print("No report contradicts the one before it, as far as their counts are alike.")
        return
    console.print(f"[bold]{len(found)}[/] where a report contradicts the one before it:")
    for one in found:
        form = "" if one.exploitation == "unspecified" else f" ({one.exploitation})"
        then = f"{print_value(one.then)} in {_cite(country, one.year, one.then)}"
        later = f"{print_value(one.later)} for that year in {_cite(country, one.year + 1, one.later)}"
        console.print(f"  {one.kind.replace('_', ' ')}{form}: {then}, but {later}")
        console.print(f"    [dim]“{neutral(one.then.words)}” · “{neutral(one.later.words)}”[/]")


def _cite(country: Country, year: int, figure: Figure) -> str:
    return f"{country.iso3} {year}, {figure.paragraph}"


def _as_dict(
    country: Country, read: Mapping[int, Sequence[Figure]], found: Sequence[Contradiction]
) -> dict[str, object]:
    return {
        "country": country.iso3,
        "years": {
            str(year): [_figure_as_dict(country, year, figure) for figure in read[year]]
            for year in sorted(read)
        },
        "contradictions": [
            {
                "kind": one.kind,
                "exploitation": one.exploitation,
                "year": one.year,
                "then": _figure_as_dict(country, one.year, one.then),
                "later": _figure_as_dict(country, one.year + 1, one.later),
                "others": [_figure_as_dict(country, one.year, figure) for figure in one.others],
            }
            for one in found
        ],
    }


def _figure_as_dict(country: Country, year: int, figure: Figure) -> dict[str, object]:
    from reftel.report.figure_table import as_dict

    return {"document": f"{country.iso3} {year}", **as_dict(figure)}
