"""What people do with statements: make, confirm, amend, reject, supersede, withdraw, and bring evidence.

Nothing is overwritten: each of these adds a version, with who and when. Each names the version that the person
had before him; if somebody else decided meanwhile, nothing is done and both versions are told.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reftel.document import Marking, Span
from reftel.errors import ConflictError, DecisionError, NotAllowedError
from reftel.record.documents.queries import DocumentName
from reftel.record.people.acting import acting
from reftel.record.people.roles import Right
from reftel.record.people.views import Actor
from reftel.record.statements import versions
from reftel.record.statements.models import StatementRow, Status
from reftel.record.statements.places import find_place
from reftel.record.statements.queries import find_statement, view_statement
from reftel.record.statements.views import StatementView

if TYPE_CHECKING:
    from reftel.record.store import Record

# What a statement's status must be for an action, and what it is afterwards.
_STEPS: Mapping[str, tuple[frozenset[Status], Status]] = {
    "confirm": (frozenset({Status.PROPOSED, Status.REJECTED, Status.WITHDRAWN}), Status.CONFIRMED),
    "amend": (frozenset({Status.PROPOSED, Status.CONFIRMED}), Status.CONFIRMED),
    "reject": (frozenset({Status.PROPOSED}), Status.REJECTED),
    "withdraw": (frozenset({Status.CONFIRMED}), Status.WITHDRAWN),
    "supersede": (frozenset({Status.PROPOSED, Status.CONFIRMED}), Status.SUPERSEDED),
}


@dataclass(frozen=True, slots=True)
class Amendment:
    """What a person changes in a statement; None stays as it is.

    Args:
        kind: What the words are taken for.
        span: The words, in the raw text of the same document.
        attributes: What is made of them.
        note: What the person writes about it.
        marking: At least as high as the words'; it cannot lower it.
    """

    kind: str | None = None
    span: Span | None = None
    attributes: Mapping[str, str | int] | None = None
    note: str | None = None
    marking: Marking | None = None


def add_statement(
    record: Record,
    actor: Actor,
    document: DocumentName,
    span: Span,
    kind: str,
    *,
    attributes: Mapping[str, str | int] | None = None,
    note: str = "",
    marking: Marking | None = None,
) -> StatementView:
    """State something about words of a document; a person's statement is confirmed as it is made.

    Args:
        record: An open record.
        actor: Who states it.
        document: The document: a view, an id or a key.
        span: The words, in its raw text.
        kind: What they are taken for.
        attributes: What is made of them; plain values.
        note: What is to be written about it.
        marking: If the statement is held closer than its words are.

    Raises:
        NotAllowedError: The actor may not decide.
        DecisionError: There is no such document for him, the words are none, or a value cannot be kept.
    """
    change = Amendment(kind, span, attributes or {}, note, marking)
    versions.check_change(change.kind, change.attributes, change.note)
    with acting(record, actor, Right.DECIDE) as by:
        place = find_place(record.alias, actor.reader, document, span)
        row = versions.new_statement(record.alias, place, by)
        _apply(record, actor, row, change)
        versions.add_version(record.alias, row, "state", by)
        return view_statement(record.alias, actor.reader, row)


def confirm(record: Record, actor: Actor, statement: str, *, version: int, reason: str = "") -> StatementView:
    """Make a fact of a proposal, or take back that it was rejected or withdrawn. See `amend` for the errors."""
    return _decide(record, actor, statement, version, "confirm", reason)


def amend(
    record: Record, actor: Actor, statement: str, change: Amendment, *, version: int, reason: str = ""
) -> StatementView:
    """Correct a statement; what a person has corrected is confirmed.

    Args:
        record: An open record.
        actor: Who decides.
        statement: Name of the statement inside the record.
        change: What becomes different.
        version: The version that the actor has before him.
        reason: Why, in his words.

    Raises:
        NotAllowedError: The actor may not decide.
        DecisionError: There is no such statement for him, it does not stand where this can be done to it, or
            something in the change cannot be kept.
        ConflictError: Somebody else decided meanwhile; carries both versions.
    """
    versions.check_change(change.kind, change.attributes, change.note)
    mine = versions.plain_change(change.kind, change.span, change.attributes, change.note)

    def apply(row: StatementRow) -> None:
        _apply(record, actor, row, change)

    return _decide(record, actor, statement, version, "amend", reason, apply=apply, mine=mine)


def reject(record: Record, actor: Actor, statement: str, *, version: int, reason: str = "") -> StatementView:
    """Say that a proposal is wrong; it does not come back with another copy. See `amend` for the errors."""
    return _decide(record, actor, statement, version, "reject", reason)


def withdraw(
    record: Record, actor: Actor, statement: str, *, version: int, reason: str = ""
) -> StatementView:
    """Take a confirmed statement back. See `amend` for the errors."""
    return _decide(record, actor, statement, version, "withdraw", reason)


def supersede(
    record: Record, actor: Actor, statement: str, *, by: str, version: int, reason: str = ""
) -> StatementView:
    """Have another statement take the place of one. See `amend` for the errors.

    Args:
        record: An open record.
        actor: Who decides.
        statement: Name of the one that no longer stands.
        by: Name of the one that takes its place.
        version: The version of the first that the actor has before him.
        reason: Why, in his words.
    """
    if statement == by:
        raise DecisionError("A statement cannot take its own place", where=statement)
    return _decide(
        record, actor, statement, version, "supersede", reason, successor=by, mine={"successor": by}
    )


def add_evidence(
    record: Record, actor: Actor, statement: str, document: DocumentName, span: Span
) -> StatementView:
    """Have a statement rest on words of a document, its own or another.

    The statement is marked at least as its evidence is from then on. Evidence is only ever added, so that no
    version is asked for.

    Raises:
        NotAllowedError: The actor may not decide.
        DecisionError: There is no such statement or document for him, or the words are none.
    """
    with acting(record, actor, Right.DECIDE) as by:
        row = _find(record, actor, statement)
        place = find_place(record.alias, actor.reader, document, span)
        versions.add_evidence(record.alias, row, place, by)
        return view_statement(record.alias, actor.reader, row)


def _decide(
    record: Record,
    actor: Actor,
    statement: str,
    version: int,
    action: str,
    reason: str,
    *,
    apply: Callable[[StatementRow], None] | None = None,
    successor: str | None = None,
    mine: Mapping[str, object] | None = None,
) -> StatementView:
    versions.check_words(reason, "reason")
    with acting(record, actor, Right.DECIDE) as by:
        row = _find(record, actor, statement)
        if row.version != version:
            raise _conflict(record, actor, row, version, {"action": action, "reason": reason, **(mine or {})})
        allowed, after = _STEPS[action]
        if Status(row.status) not in allowed:
            raise DecisionError(
                f"What is {row.status} cannot be {_PARTICIPLES[action]}",
                where=f"statement {row.uid}",
                advice=f"That can be done to what is {_listed(allowed)}.",
            )
        next_row = _find(record, actor, successor) if successor is not None else None
        versions.keep_first(record.alias, row)
        if apply is not None:
            apply(row)
        row.status = after
        versions.add_version(record.alias, row, action, by, reason=reason, successor=next_row)
        return view_statement(record.alias, actor.reader, row)


_PARTICIPLES = {
    "confirm": "confirmed",
    "amend": "amended",
    "reject": "rejected",
    "withdraw": "withdrawn",
    "supersede": "superseded",
}


def _apply(record: Record, actor: Actor, row: StatementRow, change: Amendment) -> None:
    """Change the row as asked, with the marking that it must have then."""
    place = None
    if change.span is not None:
        place = find_place(record.alias, actor.reader, row.document.uid, change.span)
    marking = versions.apply_change(
        record.alias, row, place, (change.kind, change.attributes, change.note, change.marking)
    )
    if not actor.clearance.permits(marking):
        raise NotAllowedError(
            f"“{actor.name}” may not write what is marked above his own clearance",
            advice="Give a marking that he may read, or have somebody else write it.",
        )


def _find(record: Record, actor: Actor, statement: str) -> StatementRow:
    """The row, held until the transaction is over, so that nobody decides between reading and writing."""
    row = find_statement(record.alias, actor.reader, statement, hold=True)
    if row is None:
        raise DecisionError(
            "There is no such statement", where=statement, advice="`reftel statement list` shows them."
        )
    return row


def _conflict(
    record: Record, actor: Actor, row: StatementRow, version: int, mine: Mapping[str, object]
) -> ConflictError:
    last = versions.last_decision(record.alias, row)
    theirs: dict[str, object] = {"version": row.version, "status": row.status}
    who = "somebody"
    if last is not None and actor.clearance.permits(last.marking.value):
        who = last.actor.name if last.actor is not None else who
        theirs |= {"action": last.action, "by": who, "at": last.at, "reason": last.reason, **last.state}
    return ConflictError(
        f"The statement was changed meanwhile by {who} (it is at version {row.version}, you had {version})",
        where=f"statement {row.uid}",
        theirs=theirs,
        mine=mine,
    )


def _listed(states: Sequence[Status] | frozenset[Status]) -> str:
    return " or ".join(sorted(str(state) for state in states))
