"""Commands on all countries together."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from reftel.cli.console import failures, neutral, out, print_json, printing
from reftel.cli.groups import DefaultGroup
from reftel.cli.narrated import read_narrated
from reftel.cli.options import AsOption, JsonOption, RecordOption, YearArgument, file_option, record_option
from reftel.errors import RequestError

if TYPE_CHECKING:
    from reftel.brief.world import WorldView

app = typer.Typer(
    cls=DefaultGroup,
    no_args_is_help=True,
    help="Show all countries in one report, or export their tiers.",
    rich_markup_mode=None,
)


@app.command("show")
def show(
    context: typer.Context,
    year: YearArgument,
    output: Annotated[str, file_option("Where to write, .html or .svg; else world-YEAR.html here.")] = "",
    as_: AsOption = None,
    record: RecordOption = "",
    as_json: JsonOption = False,
) -> None:
    """Write a page with a map, a table, movements and counts. As .svg, the map alone. `show` may be left out.

    Example: reftel world 2018 -o world.html
    """
    with failures(as_json=as_json):
        from reftel.brief.files import check_target, write_file
        from reftel.brief.world import assemble_world, plain_world
        from reftel.ranking.asking import check_year
        from reftel.ranking.world import all_series, report_years
        from reftel.record import choose_path

        target = check_target(
            output or f"world-{year}.html", record=choose_path(record_option(context, record))
        )
        stated = read_narrated(context, record, as_)
        check_year(year, report_years(stated))
        view = assemble_world(all_series(stated), year)
        path = write_file(target, _render(view, target))
        with printing():
            if as_json:
                print_json({"path": str(path), **plain_world(view)})
            else:
                out().print(neutral(path))


@app.command("export")
def export(
    context: typer.Context,
    folder: Annotated[
        str, typer.Argument(metavar="DIR", help="Folder to write into; made if need be.", show_default=False)
    ],
    parquet: Annotated[bool, typer.Option("--parquet/--no-parquet", help="Write Parquet too.")] = True,
    as_: AsOption = None,
    record: RecordOption = "",
    as_json: JsonOption = False,
) -> None:
    """Write every country and report year as CSV, JSON and Parquet. A data package explains them.

    Example: reftel world export tiers/
    """
    with failures(as_json=as_json):
        from reftel.brief.files import check_target, make_folder, write_file
        from reftel.exchange.panel import NAME, data_package, panel_csv, panel_json, panel_parquet, panel_rows
        from reftel.ranking.world import all_series
        from reftel.record import choose_path

        descriptor = Path(folder).expanduser() / "datapackage.json"
        target = check_target(descriptor, record=choose_path(record_option(context, record))).parent
        rows = panel_rows(all_series(read_narrated(context, record, as_)))
        files = {f"{NAME}.csv": panel_csv(rows).encode(), f"{NAME}.json": panel_json(rows).encode()}
        if parquet:
            files[f"{NAME}.parquet"] = panel_parquet(rows)
        # Parquet says itself what is in it, and the specification knows no tables in it.
        described = [name for name in files if not name.endswith(".parquet")]
        files["datapackage.json"] = data_package(described).encode()
        make_folder(target)
        written = [str(write_file(target / name, content)) for name, content in files.items()]
        with printing():
            if as_json:
                print_json({"rows": len(rows), "files": written})
            else:
                for path in written:
                    out().print(neutral(path))


def _render(view: WorldView, target: Path) -> str:
    from reftel.brief.world import render_map, render_world

    suffix = target.suffix.lower()
    if suffix == ".svg":
        return render_map(view)
    if suffix in {".html", ".htm"}:
        return render_world(view, made_on=f"{datetime.now().astimezone():%Y-%m-%d}")
    raise RequestError(
        "The world is written as .html or .svg",
        where=str(target),
        advice="Give -o FILE with one of these suffixes.",
    )
