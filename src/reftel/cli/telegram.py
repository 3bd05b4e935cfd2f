"""The commands under `reftel telegram`."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Annotated

import typer

from reftel.cli import telegram_check
from reftel.cli.console import failures, neutral, out, print_json, printing
from reftel.cli.options import AsOption, JsonOption, RecordOption, record_option
from reftel.errors import DraftError, OutputError, SourceError, TelegramJsonError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reftel.telegram import Telegram

telegram = typer.Typer(
    name="telegram",
    no_args_is_help=True,
    rich_markup_mode=None,
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
        str,
        typer.Argument(
            metavar="FILE", help="A telegram: text, web page, Word document or PDF.", show_default=False
        ),
    ],
    as_json: JsonOption = False,
) -> None:
    """Show what a telegram says, field by field.

    Example: reftel telegram read 09HONGKONG1103.txt
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
        typer.Argument(metavar="FILE", help="A draft (.md) or a telegram as JSON.", show_default=False),
    ],
    output: _OutputOption = "",
    as_json: JsonOption = False,
) -> None:
    """Write the telegram that a draft or JSON says. Header lines, numbers, marks and sections are made.

    Example: reftel telegram compose answer.md -o answer.txt
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


@telegram.command("new")
def new(
    context: typer.Context,
    reply_to: Annotated[
        str,
        typer.Option(
            "--reply-to",
            metavar="MRN",
            help="The telegram that is answered: 09STATE60446.",
            show_default=False,
        ),
    ],
    sender: Annotated[
        str, typer.Option("--from", metavar="POST", help="From whom the answer is.", show_default=False)
    ] = "",
    output: _OutputOption = "",
    as_: AsOption = None,
    record: RecordOption = "",
    as_json: JsonOption = False,
) -> None:
    """Start the draft of an answer. Addressee, REF, TAGS, subject and E.O. are those of what it answers.

    What the record holds of that telegram fills the head, if you may read all of it; otherwise its number
    alone does. An existing file is not written over.

    Example: reftel telegram new --reply-to 09STATE60446 -o answer.md
    """
    with failures(as_json=as_json):
        from reftel.brief.files import check_target, write_file
        from reftel.telegram import start_reply

        target = check_target(output) if output else None
        if target and target.exists():
            raise OutputError(
                "This file is there already", where=str(target), advice="Give another path with -o."
            )
        answered = _find_in_record(record_option(context, record), as_, reply_to)
        text = start_reply(reply_to, answered, sender=sender)
        path = write_file(target, text) if target else None
        with printing():
            if as_json:
                found = answered is not None
                print_json({"path": str(path) if path else None, "text": text, "in_record": found})
            elif path:
                out().print(neutral(path))
            else:
                _print_text(text.rstrip("\n"))


def _find_in_record(asked: str, clearance: str | None, mrn: str) -> Telegram | None:
    """The telegram of the record with this number; None if there is no record, or it is not all readable.

    Raises:
        RecordError: A record was named and cannot be opened.
    """
    from reftel.record import choose_path, is_record, local_reader, open_record
    from reftel.telegram import read_telegram

    folder = choose_path(asked)
    reader = local_reader(clearance)
    if not asked and not is_record(folder):
        return None
    with open_record(folder) as opened:
        text = opened.raw_text(reader, mrn.upper())
    return read_telegram(text) if text else None


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
    from reftel.telegram import read_draft, telegram_from_json

    text = read_file_text(file).text
    try:
        return telegram_from_json(text) if text.lstrip().startswith("{") else read_draft(text)
    except (DraftError, TelegramJsonError) as error:
        error.where = f"{file}, {error.where}" if error.where else file
        raise


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
