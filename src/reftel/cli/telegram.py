"""The commands under `reftel telegram`."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Annotated

import typer

from reftel.cli import telegram_check
from reftel.cli.console import failures, neutral, out, print_json, printing
from reftel.cli.options import JsonOption
from reftel.errors import SourceError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reftel.telegram import Telegram

telegram = typer.Typer(
    name="telegram",
    no_args_is_help=True,
    rich_markup_mode="rich",
    help="Read, check, write and follow single telegrams.",
)
telegram.command("check")(telegram_check.check)
telegram.command("thread")(telegram_check.thread)
telegram.command("duplicates")(telegram_check.duplicates)
_OutputOption = Annotated[
    str,
    typer.Option(
        "-o", "--output", metavar="FILE", help="Where to write; else it is printed.", show_default=False
    ),
]


@telegram.command("read")
def read(
    file: Annotated[
        str, typer.Argument(help="A telegram: text, web page, Word document or PDF.", show_default=False)
    ],
    as_json: JsonOption = False,
) -> None:
    """Show what a telegram says, field by field.

    [dim]Example:[/] reftel telegram read 09HONGKONG1103.txt
    """
    with failures(as_json=as_json):
        from reftel.telegram import telegram_to_json

        found = _read_file(file)
        with printing():
            if as_json:
                print_json(json.loads(telegram_to_json(found)))
            else:
                _print_fields(found)


@telegram.command("compose")
def compose(
    file: Annotated[
        str,
        typer.Argument(metavar="FILE", help="A telegram as JSON.", show_default=False),
    ],
    output: _OutputOption = "",
    as_json: JsonOption = False,
) -> None:
    """Write the telegram that JSON says: header lines, numbers, marks, wrapping, page lines.

    [dim]Example:[/] reftel telegram compose answer.json -o answer.txt
    """
    with failures(as_json=as_json):
        from reftel.brief.files import check_target, write_file
        from reftel.telegram import compose_telegram

        target = check_target(output) if output else None
        text = compose_telegram(_read_draft_file(file))
        path = write_file(target, text + "\n") if target else None
        with printing():
            if as_json:
                print_json({"path": str(path) if path else None, "text": text})
            elif path:
                out().print(neutral(path))
            else:
                _print_text(text)


def _read_file(file: str) -> Telegram:
    """The telegram of a file.

    Raises:
        SourceError: The file cannot be taken in, or holds no telegram.
    """
    from reftel.sources import read_file_text
    from reftel.telegram import looks_like_telegram, read_telegram

    text = read_file_text(file).text
    if not looks_like_telegram(text):
        raise SourceError(
            "This is no telegram: no two signs of one were found",
            where=file,
            advice="A classification line, E.O., TAGS, SUBJECT and a date-time group are such signs.",
        )
    return read_telegram(text)


def _read_draft_file(file: str) -> Telegram:
    from reftel.sources import read_file_text
    from reftel.telegram import telegram_from_json

    return telegram_from_json(read_file_text(file).text)


def _print_text(text: str) -> None:
    """A text for another program or the screen, to the letter."""
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def _print_fields(found: Telegram) -> None:
    from rich.table import Table

    table = Table(show_header=False, box=None, pad_edge=False, padding=(0, 2, 0, 0))
    table.add_column(style="bold", no_wrap=True)
    table.add_column(overflow="fold")
    for name, value in _list_fields(found):
        table.add_row(name, neutral(value))
    console = out()
    console.soft_wrap = False
    console.print(table)


def _list_fields(found: Telegram) -> Iterator[tuple[str, str]]:
    """What is known of a telegram, in words; fields that say nothing are left out."""
    yield from ((name, value) for name, value in _list_head(found) if value)
    for paragraph in found.paragraphs:
        role = "" if paragraph.role == "report" else f", {paragraph.role}"
        yield (
            paragraph.label,
            f"({paragraph.marking}{role}) {paragraph.text.splitlines()[0] if paragraph.text else ''}",
        )
    if found.signature:
        yield "signed", found.signature.text
    for problem in found.problems:
        yield str(problem.severity), problem.message


def _list_head(found: Telegram) -> Iterator[tuple[str, str]]:
    header = found.transmission
    sent = header.date_time
    yield "number", found.mrn
    yield "marking", found.marking.printed
    yield "section", f"{found.section[0]} of {found.section[1]}" if found.section else ""
    yield "sent", sent.text if sent else ""
    yield "from", header.sender.text if header.sender else found.station
    for name, block in (("to", header.to), ("info", header.info), ("not to", header.exempt)):
        yield name, "; ".join(" ".join(filter(None, (one.name, one.precedence))) for one in block)
    yield "captions", ", ".join(caption.text for caption in found.captions)
    yield "corrected", found.corrected.text or "yes" if found.corrected else ""
    yield "pass to", "; ".join(line.text for line in found.passing)
    yield "E.O.", found.declassification.text if found.declassification else ""
    yield "TAGS", ", ".join(f"{tag.text} ({tag.kind})" for tag in found.tags)
    yield "subject", found.subject.text if found.subject else ""
    yield "references", "; ".join(one.mrn or f"{one.text} ({one.kind})" for one in found.references)
    yield "classified by", "; ".join(one.text for one in found.classified_by)
