"""The command `reftel`."""

from __future__ import annotations

import os
from typing import Annotated

import typer

from reftel import __version__
from reftel.cli import (
    briefs,
    compare,
    figures,
    get,
    record_copies,
    record_people,
    records,
    statements,
    telegram,
    tiers,
    world,
)
from reftel.cli.console import fail, take_any_letter
from reftel.cli.options import RecordOption
from reftel.errors import InternalError

app = typer.Typer(
    name="reftel",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    # Plain help: the boxes of Rich take longer to load than everything else that `reftel --help` needs.
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Begin with `reftel init`, then `reftel import PATH` and `reftel brief HKG 2009`. "
    "Exit codes: 0 done, 1 bad input, 2 wrong use, 3 not found, 4 the record cannot be used, "
    "5 a checked telegram has errors, 6 somebody else was first, "
    "7 not permitted, 70 a fault of the program, 130 interrupted.",
)


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"reftel {__version__}")
        raise typer.Exit


@app.callback()
def reftel(
    context: typer.Context,
    record: RecordOption = "",
    version: Annotated[
        bool, typer.Option("--version", help="Print the version.", callback=_print_version, is_eager=True)
    ] = False,
) -> None:
    """Read telegrams and narratives into a record and print briefs in which every sentence is cited."""
    context.obj = record


app.command("init")(records.init)
app.command("import")(records.import_)
app.command("brief")(briefs.brief)
app.command("compare")(compare.compare)
app.add_typer(telegram.telegram)
app.command("figures")(figures.figures)
app.add_typer(get.app, name="get")
app.add_typer(tiers.app, name="tiers")
app.add_typer(world.app, name="world")
app.add_typer(statements.app, name="statement")

record_group = typer.Typer(
    name="record", no_args_is_help=True, help="Keep the record: people, trail, redactions, embargoes, copies."
)
record_group.command("actors")(record_people.actors)
record_group.command("add-actor")(record_people.add_actor)
record_group.command("change-actor")(record_people.change_actor)
record_group.command("audit")(record_people.audit)
record_group.command("redact")(record_people.redact)
record_group.command("redactions")(record_people.redactions)
record_group.command("embargo")(record_people.embargo)
record_group.command("dump")(record_copies.dump)
record_group.command("load")(record_copies.load)
record_group.command("backup")(record_copies.backup)
record_group.command("restore")(record_copies.restore)
record_group.command("verify")(record_copies.verify)
app.add_typer(record_group, name="record")


def main() -> None:
    """Run the command line.

    A fault of the program itself is told in one sentence too. The words of the exception stay away from the
    screen, for they may be words of a document; with ``REFTEL_DEBUG`` set, the whole trace is shown.
    """
    take_any_letter()
    try:
        app()
    except Exception as error:
        if os.environ.get("REFTEL_DEBUG"):
            raise
        fault = InternalError(
            f"Something in Reftel failed ({type(error).__name__})",
            advice="This is a fault of ours; please report it. REFTEL_DEBUG=1 shows where it happened.",
        )
        fail(fault)


if __name__ == "__main__":
    main()
