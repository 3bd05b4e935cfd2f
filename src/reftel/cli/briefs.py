"""The command that prints a brief."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from reftel.cli.console import failures, neutral, out, print_json, printing
from reftel.cli.options import (
    AsOption,
    CountryArgument,
    JsonOption,
    RecordOption,
    YearArgument,
    file_option,
    record_option,
)

if TYPE_CHECKING:
    from reftel.document import Reader


def brief(
    context: typer.Context,
    country: CountryArgument,
    year: YearArgument,
    output: Annotated[str, file_option("Where to write; else HKG-2009-brief.html here.")] = "",
    as_: AsOption = None,
    record: RecordOption = "",
    as_json: JsonOption = False,
) -> None:
    """Print the brief about a country and year. It is one HTML file in which every sentence is cited.

    Example: reftel brief HKG 2009 -o hong-kong.html
    """
    with failures(as_json=as_json):
        from reftel.record import choose_path, local_reader

        folder = choose_path(record_option(context, record))
        made = _make_brief(folder, local_reader(as_), country, year, output)
        with printing():
            if as_json:
                print_json(made)
            else:
                out().print(neutral(made["path"]))


def _make_brief(folder: Path, reader: Reader, asked: str, year: int, output: str) -> dict[str, str | int]:
    """Write the brief, and say what JSON says of it."""
    from reftel.brief.assemble import assemble_brief
    from reftel.brief.files import check_target, write_file
    from reftel.brief.render import render_html
    from reftel.record import describe_clearance, note_export, open_record
    from reftel.vocab.countries import resolve_country

    country = resolve_country(asked)
    target = check_target(output or f"{country.iso3}-{year}-brief.html", record=folder)
    made_on = f"{datetime.now().astimezone():%Y-%m-%d}"
    with open_record(folder) as opened:
        brief = assemble_brief(opened, reader, country, year)
        html = render_html(brief, clearance=describe_clearance(reader), made_on=made_on)
        note_export(opened, f"brief {country.iso3} {year}", html.encode("utf-8"))
    path = write_file(target, html)
    return {"path": str(path), "country": country.iso3, "year": year, "marking": str(brief.marking)}
