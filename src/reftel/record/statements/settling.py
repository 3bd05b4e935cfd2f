"""A person says where the words of a doubtful statement are in a better copy."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from reftel.document import Span
from reftel.errors import ConflictError, DecisionError
from reftel.record.audit.contents import digest_doubt
from reftel.record.audit.trail import Entry, note
from reftel.record.people.acting import acting
from reftel.record.people.roles import Right
from reftel.record.people.views import Actor
from reftel.record.statements.carrying import Move, move_statement
from reftel.record.statements.models import DoubtRow, StatementRow
from reftel.record.statements.places import find_place
from reftel.record.statements.queries import find_statement, view_statement
from reftel.record.statements.views import StatementView

if TYPE_CHECKING:
    from reftel.record.store import Record

_REASON = "A person said where the words are in a better copy"


def settle(record: Record, actor: Actor, doubt: str, span: Span | None) -> StatementView:
    """Settle a doubt.

    Args:
        record: An open record.
        actor: Who says it.
        doubt: Name of the doubt inside the record.
        span: Where the words are in the better copy; None if the statement shall stay where it is.

    Returns:
        The statement as it stands now.

    Raises:
        NotAllowedError: The actor may not decide.
        DecisionError: There is no such doubt for him, or the span is no words of that copy.
        ConflictError: Somebody else settled it meanwhile.
    """
    with acting(record, actor, Right.DECIDE) as by:
        row, statement = _find(record, actor, doubt)
        moved = statement
        if span is not None:
            place = find_place(record.alias, actor.reader, row.document.uid, span)
            # Which of the new words the rule would go by is not known: all of them are told.
            evidence = [list(span)] if statement.evidence else []
            moved = move_statement(record.alias, statement, Move(place, evidence, _REASON), by)
        row.settled_at = datetime.now(UTC)
        row.settled_by = by
        row.save(using=record.alias)
        note(record.alias, Entry("settle", by.pk, "doubt", row.uid, digest_doubt(row)))
        return view_statement(record.alias, actor.reader, moved)


def _find(record: Record, actor: Actor, doubt: str) -> tuple[DoubtRow, StatementRow]:
    rows = DoubtRow.objects.using(record.alias).readable_by(actor.reader).filter(uid=doubt)
    row = rows.select_related("document", "statement").select_for_update(of=("self",)).first()
    statement = None
    if row is not None:
        statement = find_statement(record.alias, actor.reader, row.statement.uid, hold=True)
    if row is None or statement is None:
        raise DecisionError(
            "There is no such doubt", where=doubt, advice="`reftel statement doubts` lists them."
        )
    if row.settled_at is not None:
        raise ConflictError(
            "The doubt was settled meanwhile by someone else",
            where=doubt,
            theirs={"settled_at": row.settled_at},
            mine={},
        )
    return row, statement
