"""Options that several commands take."""

from __future__ import annotations

from typing import Annotated

import typer
from typer.models import OptionInfo

CountryArgument = Annotated[
    str,
    typer.Argument(
        metavar="COUNTRY",
        help="Name, ISO code, slug or adjective: “Hong Kong”, HKG, HK, hong-kong.",
        show_default=False,
    ),
]
YearArgument = Annotated[
    int,
    typer.Argument(metavar="YEAR", help="Year of the report.", min=1990, max=2100, show_default=False),
]
RecordOption = Annotated[
    str,
    typer.Option(
        "--record",
        metavar="PATH",
        help="Folder of the record; else REFTEL_RECORD, else a folder of your own.",
        show_default=False,
    ),
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON for programs.")]
AsOption = Annotated[
    str | None,
    typer.Option(
        "--as",
        metavar="CLEARANCE",
        help="Read with this clearance: U, SBU, C, S, with caveats as in S//NOFORN; default: full.",
        show_default=False,
    ),
]


def file_option(said: str, metavar: str = "FILE") -> OptionInfo:
    """The option that names what to write; ``said`` tells what is written without it, too."""
    return typer.Option("-o", "--output", metavar=metavar, help=said, show_default=False)  # type: ignore[no-any-return]


def record_option(context: typer.Context, own: str) -> str:
    """The record that is meant: the command's own option, else the one given before the command."""
    given = context.obj if isinstance(context.obj, str) else ""
    return own or given
