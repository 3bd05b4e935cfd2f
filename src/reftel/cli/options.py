"""Options that several commands take."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import typer
from typer.models import OptionInfo

from reftel.errors import RequestError

if TYPE_CHECKING:
    from reftel.document import Span

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
ActorOption = Annotated[
    str,
    typer.Option(
        "--actor",
        metavar="NAME",
        envvar="REFTEL_ACTOR",
        show_envvar=False,
        help="Who does it; else REFTEL_ACTOR, else the local actor.",
        show_default=False,
    ),
]
ReasonOption = Annotated[
    str, typer.Option("--reason", metavar="WORDS", help="Why; it is kept.", show_default=False)
]
SpanOption = Annotated[
    str,
    typer.Option(
        "--span", metavar="A:B", help="Where the words begin and end in the raw text.", show_default=False
    ),
]
QuoteOption = Annotated[
    str, typer.Option("--quote", metavar="WORDS", help="The words themselves.", show_default=False)
]


def read_span(text: str) -> Span:
    """The span that ``A:B`` stands for.

    Raises:
        RequestError: It stands for none.
    """
    from reftel.document import Span

    start, colon, end = text.partition(":")
    if not (colon and start.strip().isdecimal() and end.strip().isdecimal()):
        raise RequestError(f"“{text}” is no span", advice="Give two numbers, as in --span 120:165.")
    return Span(int(start), int(end))


def read_time(text: str) -> datetime:
    """The moment that an ISO 8601 time with its zone stands for.

    Raises:
        RequestError: It stands for none.
    """
    try:
        moment = datetime.fromisoformat(text.strip())
    except ValueError:
        moment = None
    if moment is None or moment.tzinfo is None:
        raise RequestError(
            f"“{text}” is no moment", advice="Give date, time and zone, as in 2027-06-20T14:00+00:00."
        )
    return moment


def file_option(said: str, metavar: str = "FILE") -> OptionInfo:
    """The option that names what to write; ``said`` tells what is written without it, too."""
    return typer.Option("-o", "--output", metavar=metavar, help=said, show_default=False)  # type: ignore[no-any-return]


def record_option(context: typer.Context, own: str) -> str:
    """The record that is meant: the command's own option, else the one given before the command."""
    given = context.obj if isinstance(context.obj, str) else ""
    return own or given
