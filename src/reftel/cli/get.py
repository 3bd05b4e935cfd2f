"""Commands that fetch reports."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from reftel.cli.console import err, failures, neutral, out, print_json, printing
from reftel.cli.options import JsonOption, file_option
from reftel.errors import ExitCode

if TYPE_CHECKING:
    from reftel.sources.reports import Download, Fetched

SITE_VARIABLE = "REFTEL_REPORT_SITE"

app = typer.Typer(
    no_args_is_help=True, help="Fetch reports from the Department's pages.", rich_markup_mode=None
)


@app.command("report")
def report(
    year: Annotated[
        int,
        typer.Argument(metavar="YEAR", help="Year of the report.", min=2001, max=2100, show_default=False),
    ],
    countries: Annotated[
        list[str] | None,
        typer.Argument(metavar="COUNTRY", help="Names or ISO codes; else all countries.", show_default=False),
    ] = None,
    output: Annotated[str, file_option("Where to put the pages; else report-2023 here.", "FOLDER")] = "",
    pause: Annotated[
        float,
        typer.Option("--pause", metavar="SECONDS", help="Between two requests at least.", min=1, max=600),
    ] = 2.0,
    as_json: JsonOption = False,
) -> None:
    """Fetch the pages of a report year, politely, one after another. Run it again to go on.

    Example: reftel get report 2023 HKG THA
    """
    with failures(as_json=as_json):
        from reftel.sources.reports import get_report
        from reftel.sources.site import DEPARTMENT, Site
        from reftel.vocab.countries import resolve_country

        wanted = [resolve_country(asked) for asked in countries or ()]
        folder = Path(output or f"report-{year}")
        base = os.environ.get(SITE_VARIABLE) or DEPARTMENT
        with Site(base, pause=pause) as site, _progress(shown=not as_json) as on_page:
            download = get_report(year, wanted, folder, site, on_page=on_page)
        with printing():
            if as_json:
                print_json(_as_dict(download))
            else:
                _print(download)
    if download.refused:
        raise SystemExit(int(ExitCode.BAD_INPUT))


@contextmanager
def _progress(*, shown: bool) -> Iterator[Fetched | None]:
    """A bar on the error stream, where that is a terminal."""
    console = err()
    if not shown or not console.is_terminal:
        yield None
        return
    from rich.progress import Progress

    with Progress(console=console, transient=True) as bar:
        task = bar.add_task("Fetching", total=None)
        yield lambda country, done, total: bar.update(
            task, total=total, completed=done, description=f"Fetching {country}"
        )


def _print(download: Download) -> None:
    console = out()
    fetched = sum(not page.was_there for page in download.got)
    held = len(download.got) - fetched
    pages = "1 page" if fetched == 1 else f"{fetched} pages"
    there = f"; {held} there already" if held else ""
    console.print(f"[bold]{pages}[/] fetched into {neutral(download.folder)}{there}.")
    for refusal in download.refused:
        console.print(f"[red]Not fetched[/] {refusal.country}: {neutral(refusal.error)}")
    if fetched:
        console.print(f"[dim]Next:[/] reftel import {neutral(download.folder)}")


def _as_dict(download: Download) -> dict[str, object]:
    return {
        "folder": str(download.folder.absolute()),
        "got": [
            {
                "country": page.country,
                "path": str(page.path.absolute()),
                "url": page.url,
                "was_there": page.was_there,
            }
            for page in download.got
        ],
        "refused": [{"country": refusal.country, **refusal.error.as_dict()} for refusal in download.refused],
    }
