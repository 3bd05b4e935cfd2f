"""Options that several commands take."""

from __future__ import annotations

from typing import Annotated

import typer

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


def record_option(context: typer.Context, own: str) -> str:
    """The record that is meant: the command's own option, else the one given before the command."""
    given = context.obj if isinstance(context.obj, str) else ""
    return own or given
