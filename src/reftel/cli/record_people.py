"""`reftel record`: people, the trail, redactions and embargoes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from reftel.cli.acting import opened_as
from reftel.cli.console import failures, neutral, out, print_json, printing
from reftel.cli.options import (
    ActorOption,
    JsonOption,
    QuoteOption,
    ReasonOption,
    RecordOption,
    SpanOption,
    read_time,
)
from reftel.cli.statements import find_words
from reftel.errors import NothingToShowError, RequestError

if TYPE_CHECKING:
    from reftel.record import Actor, DocumentView
    from reftel.record.audit.views import AuditView
    from reftel.record.people.managing import Grant
    from reftel.record.redaction.views import RedactionOutcome, RedactionView

RoleOption = Annotated[
    str,
    typer.Option(
        "--role",
        metavar="ROLE",
        help="reader, researcher, officer or coordinator.",
        show_default=False,
    ),
]
ClearanceOption = Annotated[
    str,
    typer.Option(
        "--clearance", metavar="CLEARANCE", help="U, SBU, C, S, with caveats, or full.", show_default=False
    ),
]
EmbargoedOption = Annotated[
    bool | None,
    typer.Option(
        "--sees-embargoed/--no-embargoed",
        help="Whether documents are seen before their release.",
        show_default=False,
    ),
]
NameArgument = Annotated[str, typer.Argument(metavar="NAME", help="Who.", show_default=False)]


def actors(
    context: typer.Context, actor: ActorOption = "", record: RecordOption = "", as_json: JsonOption = False
) -> None:
    """List the people of the record, with what they may do and read.

    Example: reftel record actors
    """
    with failures(as_json=as_json), opened_as(context, record, actor) as (opened, _):
        from reftel.record.people.queries import list_actors

        found = list_actors(opened)
        with printing():
            if as_json:
                print_json([_actor_as_dict(person) for person in found])
            else:
                for person in found:
                    _print_actor(person)


def add_actor(
    context: typer.Context,
    name: NameArgument,
    role: RoleOption = "",
    clearance: ClearanceOption = "",
    sees_embargoed: EmbargoedOption = None,
    actor: ActorOption = "",
    record: RecordOption = "",
    as_json: JsonOption = False,
) -> None:
    """Make a person known to the record; a reader with clearance U if nothing else is said.

    Example: reftel record add-actor "Ana Li" --role officer --clearance S//NOFORN
    """
    with failures(as_json=as_json), opened_as(context, record, actor) as (opened, who):
        from reftel.record.people import managing

        made = managing.add_actor(opened, who, name, _grant(role, clearance, sees_embargoed))
        _print_changed(made, as_json=as_json)


def change_actor(
    context: typer.Context,
    name: NameArgument,
    role: RoleOption = "",
    clearance: ClearanceOption = "",
    sees_embargoed: EmbargoedOption = None,
    retire: Annotated[bool, typer.Option("--retire", help="The person has left.")] = False,
    actor: ActorOption = "",
    record: RecordOption = "",
    as_json: JsonOption = False,
) -> None:
    """Change what a person may do and read.

    Example: reftel record change-actor "Ana Li" --role coordinator
    """
    with failures(as_json=as_json), opened_as(context, record, actor) as (opened, who):
        from reftel.record.people import managing
        from reftel.record.people.queries import find_actor

        grant = _grant(role, clearance, sees_embargoed, retire=retire)
        if grant == managing.Grant():
            raise RequestError("Nothing is to be changed", advice="Give what becomes different.")
        changed = managing.change_actor(opened, who, find_actor(opened, name), grant)
        _print_changed(changed, as_json=as_json)


def audit(
    context: typer.Context,
    head: Annotated[bool, typer.Option("--head", help="Print only where the trail ends.")] = False,
    last: Annotated[
        int | None, typer.Option("--last", metavar="N", min=1, help="Only the last N.", show_default=False)
    ] = None,
    actor: ActorOption = "",
    record: RecordOption = "",
    as_json: JsonOption = False,
) -> None:
    """Print the trail of what was done. Keep its end elsewhere, and nobody can shorten it unseen.

    Example: reftel record audit --head
    """
    with failures(as_json=as_json), opened_as(context, record, actor) as (opened, who):
        from reftel.record.audit.views import read_trail, trail_head

        if head:
            end = trail_head(opened)
            with printing():
                print_json({"head": str(end)}) if as_json else out().print(str(end))
            return
        entries = list(read_trail(opened, who, last=last))
        with printing():
            if as_json:
                print_json([_entry_as_dict(entry) for entry in entries])
            else:
                for entry in entries:
                    _print_entry(entry)


def redact(
    context: typer.Context,
    document: Annotated[
        str, typer.Argument(metavar="[DOCUMENT]", help="Key or name of the document.", show_default=False)
    ] = "",
    span: SpanOption = "",
    quote: QuoteOption = "",
    reason: ReasonOption = "",
    finish: Annotated[
        bool, typer.Option("--finish", help="Wipe what an earlier redaction could not.")
    ] = False,
    actor: ActorOption = "",
    record: RecordOption = "",
    as_json: JsonOption = False,
) -> None:
    """Take words out for good: of rows, originals, what was derived from them, and later exports.

    Example: reftel record redact 09HONGKONG1103 --span 120:134 --reason "Names a source."
    """
    with failures(as_json=as_json), opened_as(context, record, actor) as (opened, who):
        from reftel.record.redaction import redacting

        if finish:
            unreached = redacting.finish(opened, who)
            with printing():
                print_json({"unreached": list(unreached)}) if as_json else out().print("No byte is left.")
            return
        words = find_words(opened, who, document, span, quote) if document else None
        if words is None:
            raise RequestError(
                "A document and words are wanted", advice="Give DOCUMENT and --span or --quote."
            )
        outcome = redacting.redact(opened, who, document, words, reason=reason)
        _print_outcome(outcome, as_json=as_json)


def redactions(
    context: typer.Context, actor: ActorOption = "", record: RecordOption = "", as_json: JsonOption = False
) -> None:
    """List what was taken out of documents, by whom and why.

    Example: reftel record redactions
    """
    with failures(as_json=as_json), opened_as(context, record, actor) as (opened, who):
        from reftel.record.redaction.redacting import redactions as list_redactions

        found = list_redactions(opened, who)
        with printing():
            if as_json:
                print_json([_redaction_as_dict(redaction) for redaction in found])
            else:
                for redaction in found:
                    _print_redaction(redaction)


def embargo(
    context: typer.Context,
    document: Annotated[
        str, typer.Argument(metavar="DOCUMENT", help="Key or name of the document.", show_default=False)
    ],
    until: Annotated[
        str, typer.Option("--until", metavar="TIME", help="When it is released.", show_default=False)
    ] = "",
    release: Annotated[bool, typer.Option("--release", help="Release it now.")] = False,
    actor: ActorOption = "",
    record: RecordOption = "",
    as_json: JsonOption = False,
) -> None:
    """Say when a document is released. Until then briefs, exports and other readers do not see it.

    Example: reftel record embargo "HKG 2027" --until 2027-06-20T14:00+00:00
    """
    with failures(as_json=as_json), opened_as(context, record, actor) as (opened, who):
        from reftel.record.documents.embargo import set_embargo

        if bool(until) == release:
            raise RequestError("One of --until and --release is wanted", advice="Give a time, or --release.")
        seen = opened.document(who.reader, document)
        if seen is None:
            raise NothingToShowError("The record holds no such document", where=document)
        changed = set_embargo(opened, who, seen, read_time(until) if until else None)
        with printing():
            if as_json:
                print_json({"document": changed.key, "id": changed.id, "embargo_until": _moment(changed)})
            elif changed.embargo_until is None:
                out().print(f"{neutral(changed.key)} is released.")
            else:
                out().print(f"{neutral(changed.key)} is under embargo until {_moment(changed)}.")


def _grant(role: str, clearance: str, sees_embargoed: bool | None, *, retire: bool = False) -> Grant:
    from reftel.document import Clearance
    from reftel.record.people.managing import Grant
    from reftel.record.people.roles import Role

    if role and role not in set(Role):
        raise RequestError(f"“{role}” is no role", advice=f"Give {', '.join(Role)}.")
    return Grant(
        Role(role) if role else None,
        Clearance.parse(clearance) if clearance else None,
        sees_embargoed,
        retire,
    )


def _print_changed(person: Actor, *, as_json: bool) -> None:
    with printing():
        if as_json:
            print_json(_actor_as_dict(person))
        else:
            _print_actor(person)


def _print_actor(person: Actor) -> None:
    from reftel.record import describe_clearance

    extra = ", sees what is not released" if person.sees_embargoed else ""
    left = f", left {person.retired_at:%Y-%m-%d}" if person.retired_at is not None else ""
    what = f"{person.role}, clearance {describe_clearance(person.reader)}{extra}{left}"
    out().print(f"[bold]{neutral(person.name)}[/]  {neutral(what)}")


def _print_entry(entry: AuditView) -> None:
    subject = f" {entry.subject_kind} {entry.subject}" if entry.subject_kind else ""
    by = entry.actor or "nobody"
    line = f"{entry.number}  {entry.at:%Y-%m-%d %H:%M:%S} UTC  {entry.action} by {by}{subject}"
    out().print(f"{neutral(line)}  [dim]{entry.link[:12]}[/]")


def _print_outcome(outcome: RedactionOutcome, *, as_json: bool) -> None:
    with printing():
        if as_json:
            print_json(
                {
                    **_redaction_as_dict(outcome.redaction),
                    "copies": [{"document": key, "document_id": uid} for key, uid in outcome.copies],
                    "unreached": list(outcome.unreached),
                }
            )
            return
        _print_redaction(outcome.redaction)
        for key, uid in outcome.copies:
            out().print(f"[yellow]The same words stand in[/] {neutral(key)} [dim]({uid})[/], as they were.")
        for path in outcome.unreached:
            out().print(f"[yellow]The backup could not be told:[/] {neutral(path)}")


def _print_redaction(redaction: RedactionView) -> None:
    span = f"{redaction.span.start}:{redaction.span.end}"
    wiped = "" if redaction.is_wiped else "; bytes are left, run `reftel record redact --finish`"
    when = f"{redaction.at:%Y-%m-%d}"
    line = f"{redaction.document} {span}, {when} by {redaction.actor}: {redaction.reason}{wiped}"
    out().print(neutral(line))


def _actor_as_dict(person: Actor) -> dict[str, object]:
    from reftel.record import describe_clearance

    return {
        "id": person.id,
        "name": person.name,
        "role": str(person.role),
        "clearance": describe_clearance(person.reader),
        "sees_embargoed": person.sees_embargoed,
        "version": person.version,
        "retired_at": person.retired_at.isoformat() if person.retired_at is not None else None,
    }


def _entry_as_dict(entry: AuditView) -> dict[str, object]:
    return {
        "number": entry.number,
        "at": entry.at.isoformat(),
        "actor": entry.actor,
        "action": entry.action,
        "subject_kind": entry.subject_kind,
        "subject": entry.subject,
        "digest": entry.digest,
        "link": entry.link,
    }


def _redaction_as_dict(redaction: RedactionView) -> dict[str, object]:
    return {
        "id": redaction.id,
        "document": redaction.document,
        "document_id": redaction.document_id,
        "span": list(redaction.span),
        "reason": redaction.reason,
        "actor": redaction.actor,
        "at": redaction.at.isoformat(),
        "is_wiped": redaction.is_wiped,
    }


def _moment(document: DocumentView) -> str | None:
    return document.embargo_until.isoformat() if document.embargo_until is not None else None
