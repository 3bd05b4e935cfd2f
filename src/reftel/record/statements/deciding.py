"""What people do with statements: make, confirm, amend, reject, supersede, withdraw, and bring evidence.

Nothing is overwritten: each of these adds a version, with who and when. Each takes the statement as the
person has it before him; if somebody else decided meanwhile, nothing is done and both versions are told.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
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
class Wording:
    """What is said of words; in an amendment, what is None stays as it is.

    Args:
        kind: What the words are taken for.
        span: The words, in the raw text of the document.
        attributes: What is made of them; plain values.
        note: What the person writes about it.
        marking: At least as high as the words'; it cannot lower it.
    """

    kind: str | None = None
    span: Span | None = None
    attributes: Mapping[str, str | int] | None = None
    note: str | None = None
    marking: Marking | None = None


@dataclass(frozen=True, slots=True)
class _Act:
    """A decision that is to be made."""

    action: str
    reason: str
    wording: Wording | None = None
    successor: str | None = None

    def plain(self) -> Mapping[str, object]:
        """The same as plain values, without what stays."""
        values: dict[str, object | None] = {"action": self.action, "reason": self.reason}
        if self.wording is not None:
            start, end = self.wording.span or (None, None)
            values |= {"kind": self.wording.kind, "start": start, "end": end}
            values |= {"attributes": self.wording.attributes, "note": self.wording.note}
        values["successor"] = self.successor
        return {name: value for name, value in values.items() if value is not None}


def add_statement(record: Record, actor: Actor, document: DocumentName, wording: Wording) -> StatementView:
    """State something about words of a document; a person's statement is confirmed as it is made.

    Args:
        record: An open record.
        actor: Who states it.
        document: The document: a view, an id or a key.
        wording: What is stated; kind and span must be given.

    Raises:
        NotAllowedError: The actor may not decide.
        DecisionError: There is no such document for him, the words are none, or a value cannot be kept.
    """
    if wording.kind is None or wording.span is None:
        raise DecisionError("A statement needs a kind and the words that it is about")
    versions.check_change(wording.kind, wording.attributes, wording.note)
    with acting(record, actor, Right.DECIDE) as by:
        place = find_place(record.alias, actor.reader, document, wording.span)
        row = versions.new_statement(record.alias, place, by)
        _apply(record, actor, row, wording)
        versions.add_version(record.alias, row, versions.Deed("state", by))
        return view_statement(record.alias, actor.reader, row)


def confirm(record: Record, actor: Actor, seen: StatementView, *, reason: str = "") -> StatementView:
    """Make a fact of a proposal, also of one that was rejected or withdrawn. See `amend` for the errors."""
    return _decide(record, actor, seen, _Act("confirm", reason))


def amend(
    record: Record, actor: Actor, seen: StatementView, wording: Wording, *, reason: str = ""
) -> StatementView:
    """Correct a statement; what a person has corrected is confirmed.

    Args:
        record: An open record.
        actor: Who decides.
        seen: The statement as the actor has it before him.
        wording: What becomes different.
        reason: Why, in his words.

    Raises:
        NotAllowedError: The actor may not decide.
        DecisionError: There is no such statement for him, it does not stand where this can be done to it, or
            something in the wording cannot be kept.
        ConflictError: Somebody else decided meanwhile; carries both versions.
    """
    versions.check_change(wording.kind, wording.attributes, wording.note)
    return _decide(record, actor, seen, _Act("amend", reason, wording))


def reject(record: Record, actor: Actor, seen: StatementView, *, reason: str = "") -> StatementView:
    """Say that a proposal is wrong; it does not come back with another copy. See `amend` for the errors."""
    return _decide(record, actor, seen, _Act("reject", reason))


def withdraw(record: Record, actor: Actor, seen: StatementView, *, reason: str = "") -> StatementView:
    """Take a confirmed statement back. See `amend` for the errors."""
    return _decide(record, actor, seen, _Act("withdraw", reason))


def supersede(
    record: Record, actor: Actor, seen: StatementView, by: StatementView, *, reason: str = ""
) -> StatementView:
    """Have another statement take the place of one. See `amend` for the errors.

    Args:
        record: An open record.
        actor: Who decides.
        seen: The one that no longer stands, as the actor has it before him.
        by: The one that takes its place.
        reason: Why, in his words.
    """
    if seen.id == by.id:
        raise DecisionError("A statement cannot take its own place", where=f"statement {seen.id}")
    return _decide(record, actor, seen, _Act("supersede", reason, successor=by.id))


def add_evidence(
    record: Record, actor: Actor, statement: StatementView, document: DocumentName, span: Span
) -> StatementView:
    """Have a statement rest on words of a document, its own or another.

    The statement is marked at least as its evidence is from then on. Evidence is only ever added, so it does
    not matter whether somebody decided meanwhile.

    Raises:
        NotAllowedError: The actor may not decide.
        DecisionError: There is no such statement or document for him, or the words are none.
    """
    with acting(record, actor, Right.DECIDE) as by:
        row = _find(record, actor, statement.id)
        place = find_place(record.alias, actor.reader, document, span)
        versions.add_evidence(record.alias, row, place, by)
        return view_statement(record.alias, actor.reader, row)


def _decide(record: Record, actor: Actor, seen: StatementView, act: _Act) -> StatementView:
    versions.check_words(act.reason, "reason")
    with acting(record, actor, Right.DECIDE) as by:
        if act.successor is not None and act.successor < seen.id:
            # Two are always held in the same order, so that no two people wait for each other.
            _find(record, actor, act.successor)
        row = _find(record, actor, seen.id)
        if row.version != seen.version:
            raise _conflict(record, actor, row, seen.version, act.plain())
        allowed, after = _STEPS[act.action]
        if Status(row.status) not in allowed:
            raise DecisionError(
                f"What is {row.status} cannot be {_PARTICIPLES[act.action]}",
                where=f"statement {row.uid}",
                advice=f"That can be done to what is {_listed(allowed)}.",
            )
        successor = _find(record, actor, act.successor) if act.successor is not None else None
        versions.keep_first(record.alias, row)
        if act.wording is not None:
            _apply(record, actor, row, act.wording)
        row.status = after
        versions.add_version(record.alias, row, versions.Deed(act.action, by, act.reason, successor))
        return view_statement(record.alias, actor.reader, row)


_PARTICIPLES = {
    "confirm": "confirmed",
    "amend": "amended",
    "reject": "rejected",
    "withdraw": "withdrawn",
    "supersede": "superseded",
}


def _apply(record: Record, actor: Actor, row: StatementRow, wording: Wording) -> None:
    """Change the row as asked, with the marking that it must have then."""
    place = None
    if wording.span is not None:
        place = find_place(record.alias, actor.reader, row.document.uid, wording.span)
    change = (wording.kind, wording.attributes, wording.note, wording.marking)
    marking = versions.apply_change(record.alias, row, place, change)
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
