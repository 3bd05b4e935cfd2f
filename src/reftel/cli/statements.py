"""`reftel statement`: what is said of the words of documents, and what people decide about it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated

import typer

from reftel.cli.acting import opened_as
from reftel.cli.console import failures, out, print_json, printing
from reftel.cli.options import (
    ActorOption,
    JsonOption,
    QuoteOption,
    ReasonOption,
    RecordOption,
    SpanOption,
    read_span,
)
from reftel.cli.statements_text import (
    as_dict,
    decision_as_dict,
    doubt_as_dict,
    evidence_as_dict,
    print_doubt,
    print_line,
    print_result,
    print_whole,
)
from reftel.errors import NothingToShowError, RequestError

if TYPE_CHECKING:
    from reftel.document import Marking, Span
    from reftel.record import Actor, Record, StatementView

app = typer.Typer(
    name="statement", no_args_is_help=True, help="List, make, confirm, amend and reject statements."
)

IdArgument = Annotated[
    str,
    typer.Argument(
        metavar="ID", help="Name of the statement, or how it begins; `list` shows it.", show_default=False
    ),
]
DocumentArgument = Annotated[
    str, typer.Argument(metavar="DOCUMENT", help="Key or name of the document.", show_default=False)
]
VersionOption = Annotated[
    int | None,
    typer.Option("--version", metavar="N", help="The version that you have before you.", show_default=False),
]
KindOption = Annotated[
    str, typer.Option("--kind", metavar="KIND", help="What the words are taken for.", show_default=False)
]
AttributeOption = Annotated[
    list[str] | None,
    typer.Option("--attribute", metavar="NAME=VALUE", help="What is made of them.", show_default=False),
]
NoteOption = Annotated[
    str | None, typer.Option("--note", metavar="WORDS", help="What you write about it.", show_default=False)
]
MarkingOption = Annotated[
    str,
    typer.Option(
        "--marking", metavar="MARKING", help="If it is held closer than its words.", show_default=False
    ),
]


@app.command("list")
def list_(
    context: typer.Context,
    document: DocumentArgument,
    kind: KindOption = "",
    all_states: Annotated[bool, typer.Option("--all", help="Also what no longer stands.")] = False,
    actor: ActorOption = "",
    record: RecordOption = "",
    as_json: JsonOption = False,
) -> None:
    """List what is said of the words of a document.

    Example: reftel statement list 09HONGKONG1103 --kind undertaking
    """
    with failures(as_json=as_json), opened_as(context, record, actor) as (opened, who):
        if opened.document(who.reader, document) is None:
            raise NothingToShowError("The record holds no such document", where=document)
        found = opened.statements(who.reader, document, kind=kind or None, all_states=all_states)
        with printing():
            if as_json:
                print_json([as_dict(statement) for statement in found])
            else:
                for statement in found:
                    print_line(statement)
                out().print(f"[dim]{len(found)} {'statement' if len(found) == 1 else 'statements'}[/]")


@app.command()
def view(
    context: typer.Context,
    statement: IdArgument,
    actor: ActorOption = "",
    record: RecordOption = "",
    as_json: JsonOption = False,
) -> None:
    """Show a statement with its versions and its evidence.

    Example: reftel statement view 3f9a
    """
    with failures(as_json=as_json), opened_as(context, record, actor) as (opened, who):
        found = _find(opened, who, statement)
        history = opened.history(who.reader, found.id)
        evidence = opened.evidence(who.reader, found.id)
        with printing():
            if as_json:
                print_json(
                    {
                        **as_dict(found),
                        "history": [decision_as_dict(decision) for decision in history],
                        "evidence": [evidence_as_dict(piece) for piece in evidence],
                    }
                )
            else:
                print_whole(found, history, evidence)


@app.command()
def add(
    context: typer.Context,
    document: DocumentArgument,
    kind: Annotated[
        str, typer.Argument(metavar="KIND", help="What the words are taken for.", show_default=False)
    ],
    span: SpanOption = "",
    quote: QuoteOption = "",
    attribute: AttributeOption = None,
    note: NoteOption = None,
    marking: MarkingOption = "",
    actor: ActorOption = "",
    record: RecordOption = "",
    as_json: JsonOption = False,
) -> None:
    """State something about words of a document.

    Example: reftel statement add "HKG 2009" dispute --quote "one consulate" --note "Three did."
    """
    with failures(as_json=as_json), opened_as(context, record, actor) as (opened, who):
        from reftel.record.statements.deciding import Wording, add_statement

        words = find_words(opened, who, document, span, quote)
        if words is None:
            raise RequestError("A statement is about words", advice="Give them with --quote or --span.")
        wording = Wording(kind, words, _attributes(attribute) or {}, note, _marking(marking))
        print_result(add_statement(opened, who, document, wording), as_json=as_json)


@app.command()
def confirm(
    context: typer.Context,
    statement: IdArgument,
    reason: ReasonOption = "",
    version: VersionOption = None,
    actor: ActorOption = "",
    record: RecordOption = "",
    as_json: JsonOption = False,
) -> None:
    """Make a fact of a proposal.

    Example: reftel statement confirm 3f9a --reason "So the letter says."
    """
    with failures(as_json=as_json), opened_as(context, record, actor) as (opened, who):
        from reftel.record.statements import deciding

        seen = _find(opened, who, statement, version)
        print_result(deciding.confirm(opened, who, seen, reason=reason), as_json=as_json)


@app.command()
def reject(
    context: typer.Context,
    statement: IdArgument,
    reason: ReasonOption = "",
    version: VersionOption = None,
    actor: ActorOption = "",
    record: RecordOption = "",
    as_json: JsonOption = False,
) -> None:
    """Say that a proposal is wrong. It does not come back with another copy.

    Example: reftel statement reject 3f9a --reason "That was the minister before."
    """
    with failures(as_json=as_json), opened_as(context, record, actor) as (opened, who):
        from reftel.record.statements import deciding

        seen = _find(opened, who, statement, version)
        print_result(deciding.reject(opened, who, seen, reason=reason), as_json=as_json)


@app.command()
def withdraw(
    context: typer.Context,
    statement: IdArgument,
    reason: ReasonOption = "",
    version: VersionOption = None,
    actor: ActorOption = "",
    record: RecordOption = "",
    as_json: JsonOption = False,
) -> None:
    """Take a confirmed statement back.

    Example: reftel statement withdraw 3f9a --reason "The letter was a forgery."
    """
    with failures(as_json=as_json), opened_as(context, record, actor) as (opened, who):
        from reftel.record.statements import deciding

        seen = _find(opened, who, statement, version)
        print_result(deciding.withdraw(opened, who, seen, reason=reason), as_json=as_json)


@app.command()
def amend(
    context: typer.Context,
    statement: IdArgument,
    kind: KindOption = "",
    span: SpanOption = "",
    quote: QuoteOption = "",
    attribute: AttributeOption = None,
    note: NoteOption = None,
    marking: MarkingOption = "",
    reason: ReasonOption = "",
    version: VersionOption = None,
    actor: ActorOption = "",
    record: RecordOption = "",
    as_json: JsonOption = False,
) -> None:
    """Correct a statement. What a person has corrected is confirmed.

    Example: reftel statement amend 3f9a --attribute side=ours
    """
    with failures(as_json=as_json), opened_as(context, record, actor) as (opened, who):
        from reftel.record.statements import deciding

        seen = _find(opened, who, statement, version)
        words = find_words(opened, who, seen.document_id, span, quote)
        wording = deciding.Wording(kind or None, words, _attributes(attribute), note, _marking(marking))
        if wording == deciding.Wording():
            raise RequestError("Nothing is to be amended", advice="Give what becomes different.")
        print_result(deciding.amend(opened, who, seen, wording, reason=reason), as_json=as_json)


@app.command()
def supersede(
    context: typer.Context,
    statement: IdArgument,
    by: Annotated[
        str, typer.Argument(metavar="BY", help="The one that takes its place.", show_default=False)
    ],
    reason: ReasonOption = "",
    version: VersionOption = None,
    actor: ActorOption = "",
    record: RecordOption = "",
    as_json: JsonOption = False,
) -> None:
    """Have another statement take the place of one.

    Example: reftel statement supersede 3f9a 77c0
    """
    with failures(as_json=as_json), opened_as(context, record, actor) as (opened, who):
        from reftel.record.statements import deciding

        seen, successor = _find(opened, who, statement, version), _find(opened, who, by)
        print_result(deciding.supersede(opened, who, seen, successor, reason=reason), as_json=as_json)


@app.command()
def cite(
    context: typer.Context,
    statement: IdArgument,
    document: DocumentArgument,
    span: SpanOption = "",
    quote: QuoteOption = "",
    actor: ActorOption = "",
    record: RecordOption = "",
    as_json: JsonOption = False,
) -> None:
    """Have a statement rest on words of a document, its own or another.

    Example: reftel statement cite 3f9a 09HONGKONG1103 --quote "leads are followed up"
    """
    with failures(as_json=as_json), opened_as(context, record, actor) as (opened, who):
        from reftel.record.statements.deciding import add_evidence

        seen = _find(opened, who, statement)
        words = find_words(opened, who, document, span, quote)
        if words is None:
            raise RequestError("Evidence is words", advice="Give them with --quote or --span.")
        print_result(add_evidence(opened, who, seen, document, words), as_json=as_json)


@app.command()
def doubts(
    context: typer.Context, actor: ActorOption = "", record: RecordOption = "", as_json: JsonOption = False
) -> None:
    """List statements whose words were not surely found in a better copy.

    Example: reftel statement doubts
    """
    with failures(as_json=as_json), opened_as(context, record, actor) as (opened, who):
        found = opened.doubts(who.reader)
        with printing():
            if as_json:
                print_json([doubt_as_dict(doubt) for doubt in found])
            else:
                for doubt in found:
                    print_doubt(opened, who, doubt)
                if not found:
                    out().print("No statement waits for a person.")


@app.command()
def settle(
    context: typer.Context,
    doubt: Annotated[
        str, typer.Argument(metavar="DOUBT", help="Name of the doubt, from `doubts`.", show_default=False)
    ],
    span: SpanOption = "",
    stay: Annotated[bool, typer.Option("--stay", help="Leave the statement where it is.")] = False,
    actor: ActorOption = "",
    record: RecordOption = "",
    as_json: JsonOption = False,
) -> None:
    """Say where the words of a doubtful statement are in the better copy.

    Example: reftel statement settle 81d2 --span 412:460
    """
    with failures(as_json=as_json), opened_as(context, record, actor) as (opened, who):
        from reftel.record.statements.settling import settle as settle_doubt

        if bool(span) == stay:
            raise RequestError(
                "One of --span and --stay is wanted", advice="Say where the words are, or --stay."
            )
        names = [found.id for found in opened.doubts(who.reader) if found.id.startswith(doubt)]
        name = names[0] if len(names) == 1 else doubt
        print_result(settle_doubt(opened, who, name, read_span(span) if span else None), as_json=as_json)


def _find(opened: Record, who: Actor, asked: str, version: int | None = None) -> StatementView:
    """The statement by its name or the beginning of it, as the person has it before him."""
    from dataclasses import replace

    found = opened.statement(who.reader, asked)
    if found is None:
        raise NothingToShowError(
            "No statement, or more than one, has a name that begins so",
            where=asked,
            advice="`reftel statement list DOCUMENT` shows the names.",
        )
    return found if version is None else replace(found, version=version)


def find_words(opened: Record, who: Actor, document: str, span: str, quote: str) -> Span | None:
    """The words that are meant, by where they stand or by what they are."""
    from reftel.document.anchor import Anchor, find_anchor

    if span and quote:
        raise RequestError("Both --span and --quote are given", advice="Give one of them.")
    if span:
        return read_span(span)
    if not quote:
        return None
    found = [
        (passage.span.start + place.start, passage.span.start + place.end)
        for passage in opened.passages(who.reader, document)
        if (place := find_anchor(passage.text, Anchor(" ".join(quote.split()), "", "")).span) is not None
    ]
    if len(found) != 1:
        times = f"stand in {len(found)} paragraphs" if found else "do not stand there"
        raise RequestError(
            f"The words “{quote}” {times}", where=document, advice="Give more of them, or --span."
        )
    from reftel.document import Span

    return Span(*found[0])


def _attributes(given: list[str] | None) -> Mapping[str, str | int] | None:
    if given is None:
        return None
    values: dict[str, str | int] = {}
    for item in given:
        name, equals, value = item.partition("=")
        if not equals or not name.strip():
            raise RequestError(f"“{item}” is no attribute", advice="Give NAME=VALUE.")
        values[name.strip()] = int(value) if value.strip().isdecimal() else value
    return values


def _marking(text: str) -> Marking | None:
    from reftel.document import Marking

    if not text:
        return None
    try:
        return Marking.parse(text)
    except ValueError:
        raise RequestError(
            f"“{text}” is no marking", advice="Give U, SBU, C or S, as in S//NOFORN."
        ) from None
