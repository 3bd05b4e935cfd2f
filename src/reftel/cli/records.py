"""Commands that make and fill a record."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated

import typer

from reftel.cli.acting import opened_as
from reftel.cli.console import err, failures, neutral, out, print_json, printing
from reftel.cli.options import ActorOption, JsonOption, RecordOption, read_time, record_option
from reftel.errors import ExitCode

if TYPE_CHECKING:
    from rich.progress import Task

    from reftel.record.importing import ImportSummary, OnProgress, Refusal

_SHOWN = 12
_NAMED = 5


def init(
    context: typer.Context,
    path: Annotated[
        str, typer.Argument(metavar="PATH", help="Folder to make; else --record, else REFTEL_RECORD.")
    ] = "",
    record: RecordOption = "",
    as_json: JsonOption = False,
) -> None:
    """Make a record: a folder with a database and the original files.

    Example: reftel init ~/tip-record
    """
    with failures(as_json=as_json):
        from reftel.record import choose_path, init_record, is_record

        folder = choose_path(path or record_option(context, record))
        existed = is_record(folder)
        init_record(folder).close()
        with printing():
            if as_json:
                print_json({"path": str(folder.absolute()), "made": not existed})
            elif existed:
                out().print(f"{neutral(folder)} is a record already; nothing changed.")
            else:
                out().print(f"Made a record in {neutral(folder)}.")


def import_(
    context: typer.Context,
    paths: Annotated[
        list[str], typer.Argument(metavar="PATH", help="Files, folders and patterns.", show_default=False)
    ],
    actor: ActorOption = "",
    embargo_until: Annotated[
        str,
        typer.Option("--embargo-until", metavar="TIME", help="When they are released.", show_default=False),
    ] = "",
    record: RecordOption = "",
    as_json: JsonOption = False,
) -> None:
    """Take telegrams and narratives into the record.

    The kind of each file is recognised. Importing the same file again changes nothing.

    Example: reftel import telegrams/ "narratives/*.txt"
    """
    with failures(as_json=as_json):
        from reftel.record.importing import import_paths

        until = read_time(embargo_until) if embargo_until else None
        with opened_as(context, record, actor) as (opened, who), _progress(shown=not as_json) as on_progress:
            summary = import_paths(opened, paths, actor=who, embargo_until=until, on_progress=on_progress)
        with printing():
            if as_json:
                print_json(_summary_as_dict(summary))
            else:
                _print_summary(summary)
    if summary.refused_by_name or not (summary.total_added or summary.unchanged):
        raise SystemExit(int(ExitCode.BAD_INPUT))


@contextmanager
def _progress(*, shown: bool) -> Iterator[OnProgress | None]:
    """A bar with count and rate on the error stream, where that is a terminal."""
    if not shown:
        yield None
        return
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        ProgressColumn,
        TextColumn,
        TimeRemainingColumn,
    )
    from rich.text import Text

    class TextsColumn(ProgressColumn):
        def render(self, task: Task) -> Text:
            texts, elapsed = task.fields["texts"], task.elapsed
            rate = f", {texts / elapsed:,.0f}/s" if elapsed else ""
            return Text(f"{texts:,} texts{rate}", style="dim")

    console = err()
    columns = (
        TextColumn("Importing"),
        BarColumn(),
        MofNCompleteColumn(),
        TextsColumn(),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task("import", total=None, texts=0)
        yield lambda step: bar.update(task, total=step.total, completed=step.done, texts=step.texts)


def _print_summary(summary: ImportSummary) -> None:
    console = out()
    added = [_count(number, kind) for kind, number in summary.added.items()]
    console.print(f"[bold]{summary.total_added}[/] added" + (f": {', '.join(added)}." if added else "."))
    if summary.unchanged:
        console.print(f"{_count(summary.unchanged, 'document')} in the record already, unchanged.")
    if summary.problems:
        counts = ", ".join(_count(number, str(severity)) for severity, number in summary.problems.items())
        console.print(f"Problems in what was added: {counts}.")
        for noted in summary.noted[:_SHOWN]:
            line = f"{noted.document or noted.path.name}: {noted.problem.message}"
            console.print(f"  [yellow]{noted.problem.severity}[/] {neutral(line)}")
        _print_rest(len(summary.noted))
    for refusal in summary.refused_by_name:
        console.print(f"[red]Refused[/] {neutral(refusal.error)}")
    _print_found_refusals([refusal for refusal in summary.refused if not refusal.is_named])
    if summary.more_refused:
        console.print(f"[red]Refused[/] {_count(summary.more_refused, 'more file')}.")


def _print_found_refusals(refusals: list[Refusal]) -> None:
    """What lay in a folder and was not taken in, by reason; a folder may hold hundreds of other things."""
    reasons: dict[str, list[str]] = {}
    for refusal in refusals:
        reasons.setdefault(refusal.error.found, []).append(refusal.path.name)
    for reason, names in reasons.items():
        shown = ", ".join(names[:_NAMED]) + (
            f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
        )
        out().print(
            f"[red]Refused[/] {_count(len(names), 'file')}: {neutral(reason)}. [dim]{neutral(shown)}[/]"
        )


def _print_rest(number: int) -> None:
    if number > _SHOWN:
        out().print(f"  and {number - _SHOWN} more; --json lists them all.")


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 or noun == "info" else f"{number} {noun}s"


def _summary_as_dict(summary: ImportSummary) -> dict[str, object]:
    return {
        "added": dict(summary.added),
        "unchanged": summary.unchanged,
        "problems": {str(severity): number for severity, number in summary.problems.items()},
        "noted": [
            {
                "path": str(noted.path),
                "document": noted.document,
                "code": noted.problem.code,
                "severity": str(noted.problem.severity),
                "message": noted.problem.message,
                "span": list(noted.problem.span),
            }
            for noted in summary.noted
        ],
        "refused": [
            {"path": str(refusal.path), "named": refusal.is_named, **refusal.error.as_dict()}
            for refusal in summary.refused
        ],
        "more_refused": summary.more_refused,
    }
