"""The command that sets two texts side by side."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from reftel.cli.console import failures, neutral, out, print_json, printing
from reftel.cli.options import AsOption, JsonOption, RecordOption, file_option, record_option
from reftel.errors import RequestError

if TYPE_CHECKING:
    from reftel.exchange.formats import Format
    from reftel.exchange.sheet import Only, Sheet

ADVICE = (
    "Give two files, as in `reftel compare old.txt new.txt`, or a country and two years, as in "
    "`reftel compare HKG 2008 2009`."
)


WordsArgument = Annotated[
    list[str],
    typer.Argument(
        metavar="OLD NEW | COUNTRY YEAR YEAR | history COUNTRY",
        help="Two files (text, HTML, DOCX, PDF), or a country and two years of the record; "
        "or `history` and a country, for all its years.",
        show_default=False,
    ),
]
OnlyOption = Annotated[
    list[str] | None,
    typer.Option(
        "--only",
        metavar="KIND",
        help="Show only kept, reworded, split, merged, moved, added, dropped; figures, tier, hedge, "
        "softened, hardened, actor, scope, time, editorial. Several with commas.",
        show_default=False,
    ),
]
AllOption = Annotated[bool, typer.Option("--all", help="Show kept sentences too, not only their number.")]
FormatOption = Annotated[
    str,
    typer.Option("--format", metavar="FORMAT", help="html, md, csv, json, docx or text.", show_default=False),
]
TableOption = Annotated[
    str,
    typer.Option(
        "--table",
        metavar="CSV",
        help="With history: take the texts from a table with the columns text, year, iso3.",
        show_default=False,
    ),
]


def compare(
    context: typer.Context,
    words: WordsArgument,
    only: OnlyOption = None,
    all_: AllOption = False,
    format_: FormatOption = "",
    output: Annotated[str, file_option("Write to a file; its suffix tells the format.")] = "",
    table: TableOption = "",
    as_: AsOption = None,
    record: RecordOption = "",
    as_json: JsonOption = False,
) -> None:
    """Set two texts side by side. Shows what was kept, reworded, split, merged, moved, added and dropped.

    With `history`, follow each sentence of a country's narratives through all years of the record.

    Examples: reftel compare HKG 2008 2009; reftel compare old.docx new.pdf -o changes.html;
    reftel compare history HKG
    """
    with failures(as_json=as_json):
        from reftel.exchange.inputs import compare_files
        from reftel.exchange.sheet import read_only
        from reftel.record import choose_path

        if words[0] == "history":
            from reftel.cli.history import HistoryRequest, show_history

            place, country = choose_path(record_option(context, record)), " ".join(words[1:])
            kinds = tuple(only or ())
            request = HistoryRequest(country, table, place, as_, kinds, format_, output, as_json, _today())
            show_history(request)
            return
        if table:
            raise RequestError("A table is only for `reftel compare history`", where="--table", advice=ADVICE)
        wanted = read_only(only or ())
        chosen = _choose_format(format_, output, as_json=as_json)
        folder = None
        if _names_years(words):
            folder = choose_path(record_option(context, record))
            sheet = _from_record(folder, as_, words, wanted)
        else:
            sheet = compare_files(words[0], words[1], only=wanted)
        if output and chosen:
            _write(sheet, chosen, output, inputs=[] if folder else words, folder=folder, as_json=as_json)
        else:
            _print(sheet, chosen, with_kept=all_)


def _choose_format(asked: str, output: str, *, as_json: bool) -> Format | None:
    from reftel.exchange.formats import Format, choose_format

    if not asked and not output:
        return Format.JSON if as_json else None
    chosen = choose_format(asked, output)
    if chosen is Format.DOCX and not output:
        raise RequestError("A Word document cannot be printed", where="--format", advice="Give -o FILE.")
    return chosen


def _names_years(words: list[str]) -> bool:
    """Whether the words are a country and two years, rather than two files.

    Raises:
        RequestError: They are neither.
    """
    if len(words) > 2 and all(_is_year(word) for word in words[-2:]):
        return True
    if len(words) != 2:
        raise RequestError(f"{len(words)} words cannot be compared", advice=ADVICE)
    if _is_year(words[1]) and not Path(words[1]).exists():
        raise RequestError("One year cannot be compared", advice=ADVICE)
    return False


def _is_year(word: str) -> bool:
    return len(word) == 4 and word.isascii() and word.isdigit()


def _from_record(folder: Path, as_: str | None, words: list[str], wanted: Only) -> Sheet:
    from reftel.exchange.inputs import compare_years
    from reftel.record import local_reader, open_record
    from reftel.vocab.countries import resolve_country

    reader = local_reader(as_)
    country = resolve_country(" ".join(words[:-2]))
    with open_record(folder) as opened:
        return compare_years(opened, reader, country, (int(words[-2]), int(words[-1])), only=wanted)


def _print(sheet: Sheet, chosen: Format | None, *, with_kept: bool) -> None:
    from reftel.exchange.formats import Format, render, sheet_as_dict

    with printing():
        if chosen is Format.JSON:
            print_json(sheet_as_dict(sheet))
        elif chosen is not None:
            out().file.write(str(render(sheet, chosen, made_on=_today())))
        else:
            _show(sheet, with_kept=with_kept)


def _show(sheet: Sheet, *, with_kept: bool) -> None:
    """Draw on a terminal, with columns and colours as it has them; write plain text to anything else."""
    from reftel.exchange.screen import draw
    from reftel.exchange.text import render_text

    console = out()
    if not console.is_terminal:
        console.file.write(render_text(sheet, with_kept=with_kept))
        return
    console.soft_wrap = False
    for piece in draw(sheet, console.width, is_coloured=not console.no_color, with_kept=with_kept):
        console.print(piece)


def _write(
    sheet: Sheet, chosen: Format, output: str, *, inputs: list[str], folder: Path | None, as_json: bool
) -> None:
    from reftel.brief.files import check_target, write_file
    from reftel.exchange.formats import render

    target = check_target(output, record=folder)
    for given in inputs:
        if target.exists() and target.samefile(given):
            raise RequestError(
                "This is one of the files that are compared",
                where=output,
                advice="Give another path with -o.",
            )
    data = render(sheet, chosen, made_on=_today())
    if folder is not None:
        from reftel.record import note_export, open_record

        with open_record(folder) as opened:
            note_export(
                opened, f"comparison {chosen.value}", data if isinstance(data, bytes) else data.encode()
            )
    path = write_file(target, data)
    with printing():
        if as_json:
            print_json({"path": str(path), "format": chosen.value, "marking": sheet.marking})
        else:
            out().print(neutral(path))


def _today() -> str:
    return f"{datetime.now().astimezone():%Y-%m-%d}"
