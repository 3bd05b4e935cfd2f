"""`reftel record`: copies of the whole record, and looking through it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated

import typer

from reftel.cli.acting import opened_as
from reftel.cli.console import err, failures, neutral, out, print_json, printing
from reftel.cli.options import ActorOption, JsonOption, RecordOption, record_option
from reftel.errors import ExitCode, RequestError

if TYPE_CHECKING:
    from pathlib import Path

    from reftel.record.audit.trail import Head
    from reftel.record.moving.dumping import DumpOutcome, OnProgress
    from reftel.record.moving.loading import Loaded
    from reftel.record.verifying.report import Finding, Verification

_SHOWN = 20

FolderArgument = Annotated[
    str, typer.Argument(metavar="FOLDER", help="Where to; empty or new.", show_default=False)
]
TargetArgument = Annotated[
    str,
    typer.Argument(
        metavar="PATH",
        help="Folder of the new record; else --record, else REFTEL_RECORD.",
        show_default=False,
    ),
]
SkipBadOption = Annotated[
    bool, typer.Option("--skip-bad", help="Leave out bad lines and name them, rather than load nothing.")
]


def dump(
    context: typer.Context,
    folder: FolderArgument,
    actor: ActorOption = "",
    record: RecordOption = "",
    as_json: JsonOption = False,
) -> None:
    """Write the whole record into a folder of JSON Lines and originals.

    Example: reftel record dump tip-dump
    """
    with failures(as_json=as_json):
        with opened_as(context, record, actor) as (opened, who), _progress(shown=not as_json) as tell:
            from reftel.record.moving.dumping import dump as dump_record

            outcome = dump_record(opened, who, folder, on_progress=tell)
        with printing():
            if as_json:
                print_json(_dump_as_dict(outcome))
            else:
                out().print(f"The record is in {neutral(outcome.path)}: {_size(outcome)}.")


def backup(
    context: typer.Context,
    folder: Annotated[
        str,
        typer.Argument(
            metavar="FOLDER", help="Of your backups; each gets a folder in it.", show_default=False
        ),
    ],
    actor: ActorOption = "",
    record: RecordOption = "",
    as_json: JsonOption = False,
) -> None:
    """Copy the whole record while it is in use; what is redacted later is told to the copy.

    Example: reftel record backup ~/backups
    """
    with failures(as_json=as_json):
        with opened_as(context, record, actor) as (opened, who), _progress(shown=not as_json) as tell:
            from reftel.record.moving.backups import backup as back_up

            outcome = back_up(opened, who, folder, on_progress=tell)
        with printing():
            if as_json:
                print_json({**_dump_as_dict(outcome.dump), "unreached": list(outcome.unreached)})
            else:
                out().print(f"The record is in {neutral(outcome.dump.path)}: {_size(outcome.dump)}.")
                for path in outcome.unreached:
                    out().print(
                        f"[yellow]An earlier backup is out of reach of redactions:[/] {neutral(path)}"
                    )


def load(
    context: typer.Context,
    folder: Annotated[str, typer.Argument(metavar="FOLDER", help="The dump.", show_default=False)],
    path: TargetArgument = "",
    skip_bad: SkipBadOption = False,
    record: RecordOption = "",
    as_json: JsonOption = False,
) -> None:
    """Make a new record of a dump, and look through it.

    Example: reftel record load tip-dump new-record
    """
    with failures(as_json=as_json):
        from reftel.record.moving.loading import load as load_record

        with _progress(shown=not as_json) as tell:
            loaded = load_record(folder, _target(context, path, record), skip_bad=skip_bad, on_progress=tell)
        _show_loaded(loaded, as_json=as_json)


def restore(
    context: typer.Context,
    backup: Annotated[str, typer.Argument(metavar="BACKUP", help="The backup.", show_default=False)],
    path: TargetArgument = "",
    skip_bad: SkipBadOption = False,
    record: RecordOption = "",
    as_json: JsonOption = False,
) -> None:
    """Make a new record of a backup, without what was redacted since, and look through it.

    Example: reftel record restore ~/backups/20261127T164500.000000Z new-record
    """
    with failures(as_json=as_json):
        from reftel.record.moving.backups import restore as restore_record

        with _progress(shown=not as_json) as tell:
            loaded = restore_record(
                backup, _target(context, path, record), skip_bad=skip_bad, on_progress=tell
            )
        _show_loaded(loaded, as_json=as_json)


def verify(
    context: typer.Context,
    head: Annotated[
        str,
        typer.Option(
            "--head",
            metavar="N:LINK",
            help="An end of the trail that you kept elsewhere.",
            show_default=False,
        ),
    ] = "",
    record: RecordOption = "",
    as_json: JsonOption = False,
) -> None:
    """Look through the record: whether it is sound, and as it was written.

    Example: reftel record verify
    """
    with failures(as_json=as_json):
        from reftel.record import choose_path, open_record

        folder = choose_path(record_option(context, record))
        with open_record(folder) as opened, _progress(shown=not as_json) as tell:
            from reftel.record.verifying.verify import verify as verify_record

            found = verify_record(opened, head=_read_head(head), on_progress=tell)
        with printing():
            if as_json:
                print_json(_verification_as_dict(found))
            else:
                _print_verification(found)
    if not found.is_clean:
        raise SystemExit(int(ExitCode.BAD_INPUT))


def _target(context: typer.Context, path: str, record: str) -> Path:
    from reftel.record import choose_path

    return choose_path(path or record_option(context, record))


def _read_head(text: str) -> Head | None:
    from reftel.record.audit.trail import Head

    if not text:
        return None
    try:
        return Head.parse(text)
    except ValueError:
        raise RequestError(
            "What stands behind --head is no end of a trail",
            advice="`reftel record audit --head` prints one, such as 12:0123… with 64 digits.",
        ) from None


@contextmanager
def _progress(*, shown: bool) -> Iterator[OnProgress | None]:
    """What is being looked at and how far, on the error stream, where that is a terminal."""
    if not shown:
        yield None
        return
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    console = err()
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("{task.completed:,}"),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task("", total=None)
        yield lambda what, done, total: bar.update(
            task, description=what.capitalize(), completed=done, total=total or None
        )


def _size(outcome: DumpOutcome) -> str:
    rows = sum(part.rows for part in outcome.manifest.tables.values())
    return f"{rows:,} rows and {_count(outcome.manifest.originals, 'original')}"


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def _show_loaded(loaded: Loaded, *, as_json: bool) -> None:
    with printing():
        if as_json:
            print_json(_loaded_as_dict(loaded))
        else:
            _print_loaded(loaded)
    if loaded.left_out or not loaded.verification.is_clean:
        raise SystemExit(int(ExitCode.BAD_INPUT))


def _print_loaded(loaded: Loaded) -> None:
    console = out()
    rows = _count(sum(loaded.rows.values()), "row")
    console.print(
        f"Made a record in {neutral(loaded.path)}: {rows} and {_count(loaded.originals, 'original')}."
    )
    if loaded.redacted:
        console.print(f"{_count(loaded.redacted, 'redaction')} done again.")
    for left in loaded.left_out[:_SHOWN]:
        console.print(f"[red]Left out[/] {neutral(f'{left.where}: {left.reason}.')}")
    _print_rest(len(loaded.left_out) - _SHOWN)
    _print_verification(loaded.verification)


def _print_verification(found: Verification) -> None:
    console = out()
    for style, findings, more in (
        ("red", found.problems, found.more_problems),
        ("yellow", found.notes, found.more_notes),
    ):
        for finding in findings[:_SHOWN]:
            line = f"{finding.subject}: {finding.sentence}"
            console.print(f"[{style}]{finding.code}[/] {neutral(line)}")
        _print_rest(len(findings) + more - _SHOWN)
    looked = ", ".join(f"{number:,} {what}" for what, number in sorted(found.counts.items()))
    total = len(found.problems) + found.more_problems
    verdict = "Nothing is wrong" if not total else f"[bold]{_count(total, 'problem')}[/]"
    console.print(f"{verdict}; looked at {looked}.")
    console.print(f"The trail ends at {found.head}", style="dim")


def _print_rest(number: int) -> None:
    if number > 0:
        out().print(f"  and {number:,} more; --json lists them.")


def _dump_as_dict(outcome: DumpOutcome) -> dict[str, object]:
    return {
        "path": str(outcome.path),
        "rows": {name: part.rows for name, part in outcome.manifest.tables.items()},
        "originals": outcome.manifest.originals,
        "head": outcome.manifest.head,
    }


def _loaded_as_dict(loaded: Loaded) -> dict[str, object]:
    return {
        "path": str(loaded.path),
        "rows": dict(loaded.rows),
        "originals": loaded.originals,
        "redacted": loaded.redacted,
        "left_out": [
            {"file": left.file, "line": left.line, "reason": left.reason} for left in loaded.left_out
        ],
        "verification": _verification_as_dict(loaded.verification),
    }


def _verification_as_dict(found: Verification) -> dict[str, object]:
    return {
        "clean": found.is_clean,
        "problems": [_finding_as_dict(finding) for finding in found.problems],
        "more_problems": found.more_problems,
        "notes": [_finding_as_dict(finding) for finding in found.notes],
        "more_notes": found.more_notes,
        "head": found.head,
        "looked_at": dict(found.counts),
    }


def _finding_as_dict(finding: Finding) -> dict[str, str]:
    return {"code": finding.code, "subject": finding.subject, "sentence": finding.sentence}
