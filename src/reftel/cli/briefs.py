"""The command that prints a brief."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

import typer

from reftel.cli.console import failures, neutral, out, print_json, printing
from reftel.cli.options import AsOption, JsonOption, RecordOption, record_option


def brief(
    context: typer.Context,
    country: Annotated[
        str,
        typer.Argument(
            help="Name, ISO code, slug or adjective: “Hong Kong”, HKG, HK, hong-kong.", show_default=False
        ),
    ],
    year: Annotated[int, typer.Argument(help="Year of the report.", min=1990, max=2100, show_default=False)],
    output: Annotated[
        str,
        typer.Option(
            "-o",
            "--output",
            metavar="FILE",
            help="Where to write; else HKG-2009-brief.html here.",
            show_default=False,
        ),
    ] = "",
    as_: AsOption = None,
    record: RecordOption = "",
    as_json: JsonOption = False,
) -> None:
    """Print the brief about a country and year: one HTML file in which every sentence is cited.

    [dim]Example:[/] reftel brief HKG 2009 -o hong-kong.html
    """
    with failures(as_json=as_json):
        from reftel.brief.assemble import assemble_brief, resolve_country
        from reftel.brief.files import check_target, write_file
        from reftel.brief.render import render_html
        from reftel.record import choose_path, describe_clearance, local_reader, open_record

        reader = local_reader(as_)
        found = resolve_country(country)
        folder = choose_path(record_option(context, record))
        target = check_target(output or f"{found.iso3}-{year}-brief.html", record=folder)
        with open_record(folder) as opened:
            assembled = assemble_brief(opened, reader, found, year)
        made_on = f"{datetime.now().astimezone():%Y-%m-%d}"
        html = render_html(assembled, clearance=describe_clearance(reader), made_on=made_on)
        path = write_file(target, html)
        with printing():
            if as_json:
                marking = str(assembled.marking)
                print_json({"path": str(path), "country": found.iso3, "year": year, "marking": marking})
            else:
                out().print(neutral(path))
