"""`reftel compare history`: sentences followed through the years."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from reftel.cli.console import neutral, out, print_json, printing
from reftel.errors import RequestError

if TYPE_CHECKING:
    from reftel.compare.history import History
    from reftel.exchange.series import Series

FORMATS = ("html", "csv", "json", "text")
_SUFFIXES = {".html": "html", ".htm": "html", ".csv": "csv", ".json": "json", ".txt": "text"}


@dataclass(frozen=True, slots=True)
class HistoryRequest:
    """What was asked for.

    Args:
        country: Name or code of the country; empty for all of a table.
        table: Path of a table of statements; empty for the record.
        folder: The record.
        clearance: What `--as` says; None if it was not given.
        only: The words of `--only`.
        format: The words of `--format`; empty if it was not given.
        output: Where to write; empty to print.
        as_json: Whether JSON is asked for.
        today: The date for the head of a page.
    """

    country: str
    table: str
    folder: Path
    clearance: str | None
    only: tuple[str, ...]
    format: str
    output: str
    as_json: bool
    today: str


def show_history(request: HistoryRequest) -> None:
    """Follow the sentences of one country, from the record or a table; without one, of all in the table.

    Raises:
        RequestError: No country and no table is named, or a format that a history does not have.
    """
    chosen = _choose_format(request)
    if request.country:
        _show_series(_make_series(request), chosen, request)
    elif request.table:
        _show_overview(request, chosen)
    else:
        raise RequestError(
            "No country is named",
            advice="Name one, as in `reftel compare history HKG`, or give --table FILE.",
        )


def _choose_format(request: HistoryRequest) -> str:
    if not request.format and not request.output:
        return "json" if request.as_json else ""
    asked = request.format.lower() or _SUFFIXES.get(Path(request.output).suffix.lower(), "")
    if asked not in FORMATS:
        raise RequestError(
            f"A history cannot be written as “{request.format or Path(request.output).suffix}”",
            where="--format" if request.format else request.output,
            advice=f"Give --format with one of {', '.join(FORMATS)}, or -o FILE with such a suffix.",
        )
    return asked


def _make_series(request: HistoryRequest) -> Series:
    from reftel.exchange.series import read_history_only
    from reftel.exchange.series_inputs import follow_country, follow_table
    from reftel.record import local_reader, open_record
    from reftel.vocab.countries import resolve_country

    only = read_history_only(request.only)
    country = resolve_country(request.country)
    if request.table:
        return follow_table(request.table, country, only)
    reader = local_reader(request.clearance)
    with open_record(request.folder) as opened:
        return follow_country(opened, reader, country, only)


def _show_series(series: Series, chosen: str, request: HistoryRequest) -> None:
    from reftel.exchange.series import draw_history, render_history_text, series_as_dict

    if request.output:
        _write(_render(series, chosen, request.today), chosen, series.marking, request)
        return
    with printing():
        console = out()
        if chosen == "json":
            print_json(series_as_dict(series))
        elif chosen:
            console.file.write(_render(series, chosen, request.today))
        elif console.is_terminal:
            console.soft_wrap = False
            for piece in draw_history(series, console.width):
                console.print(piece)
        else:
            console.file.write(render_history_text(series))


def _render(series: Series, chosen: str, today: str) -> str:
    from reftel.exchange.formats import render_json
    from reftel.exchange.series import render_history_csv, render_history_text, series_as_dict
    from reftel.exchange.series_html import render_history_html

    if chosen == "html":
        return render_history_html(series, made_on=today)
    if chosen == "csv":
        return render_history_csv(series)
    return render_json(series_as_dict(series)) if chosen == "json" else render_history_text(series)


def _show_overview(request: HistoryRequest, chosen: str) -> None:
    from reftel.exchange.formats import render_json
    from reftel.exchange.series import draw_overview
    from reftel.exchange.series_inputs import follow_tables

    if request.only or chosen not in ("", "json"):
        raise RequestError(
            "Of all countries there is only an overview, as text or JSON",
            advice="Name a country, or leave out --only, --format and -o.",
        )
    histories: dict[str, History] = follow_tables(request.table)
    values = {country: history.as_dict() for country, history in histories.items()}
    if request.output:
        _write(render_json(values), chosen, "", request)
        return
    with printing():
        if chosen == "json":
            print_json(values)
        else:
            out().print(draw_overview(histories))


def _write(content: str, chosen: str, marking: str, request: HistoryRequest) -> None:
    from reftel.brief.files import check_target, write_file

    target = check_target(request.output, record=None if request.table else request.folder)
    if request.table and target.exists() and target.samefile(request.table):
        raise RequestError(
            "This is the table that is read", where=request.output, advice="Give another path with -o."
        )
    path = write_file(target, content)
    with printing():
        if request.as_json:
            print_json({"path": str(path), "format": chosen, "marking": marking})
        else:
            out().print(neutral(path))
