"""Taking words out of a document, from all that holds them, with a tombstone in their place."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from reftel.document import Span, fold_white_space
from reftel.errors import DecisionError
from reftel.record.audit.trail import note
from reftel.record.documents.models import DocumentRow, PassageRow, new_uid
from reftel.record.documents.queries import DocumentName, find_row
from reftel.record.failures import record_failures
from reftel.record.people.acting import acting
from reftel.record.people.queries import require
from reftel.record.people.roles import Right
from reftel.record.people.views import Actor
from reftel.record.redaction import wiping
from reftel.record.redaction.models import RedactionRow
from reftel.record.redaction.rows import Order, redact_rows
from reftel.record.redaction.views import RedactionOutcome, RedactionView
from reftel.record.statements.places import find_place
from reftel.record.statements.versions import check_words

if TYPE_CHECKING:
    from reftel.record.store import Record


def redact(
    record: Record, actor: Actor, document: DocumentName, span: Span, *, reason: str
) -> RedactionOutcome:
    """Take words out for good: of the text, the original, what was derived from them, and what people wrote.

    Each code point becomes a block, so that everything else stays where it was. The bytes that came in are
    replaced by the text as it is then. Other documents are as they were; those with the same words are told.

    Args:
        record: An open record.
        actor: Who does it.
        document: The document: a view, an id or a key.
        span: The words, in its raw text.
        reason: Why; it is kept, so it must not repeat the words.

    Raises:
        NotAllowedError: The actor may not redact.
        DecisionError: There is no such document for him, the span is no words, or there is no reason.
        RecordError: The words are out of the rows, but bytes are left, because another program is reading;
            see `finish`.
    """
    check_words(reason, "reason")
    if not reason.strip():
        raise DecisionError("A redaction needs a reason", advice="Say why with --reason; it is kept.")
    with acting(record, actor, Right.MANAGE) as by:
        place = find_place(record.alias, actor.reader, document, span)
        words = fold_white_space(_words(record, place.document, span), Span(0, span.length)).text
        row = DocumentRow.objects.using(record.alias).select_for_update().get(pk=place.document.pk)
        order = Order(new_uid(), span, reason, by, datetime.now(UTC), place.marking)
        tombstone, entries = redact_rows(record.alias, record.path, row, order)
        note(record.alias, *entries)
    copies = _copies(record, actor, row, words)
    unreached = finish(record, actor)
    return RedactionOutcome(_view(record, tombstone.uid), copies, unreached)


def finish(record: Record, actor: Actor) -> tuple[str, ...]:
    """Wipe what redactions left behind in the record's files, and tell its backups.

    Returns:
        The backups that could not be told.

    Raises:
        NotAllowedError: The actor may not redact.
        RecordError: Another program is reading.
    """
    require(record, actor, Right.MANAGE)
    with record_failures(record.path):
        unreached = wiping.tell_backups(record)
        wiping.wipe(record)
    return unreached


def redactions(
    record: Record, actor: Actor, document: DocumentName | None = None
) -> tuple[RedactionView, ...]:
    """What was taken out of the documents that the actor may know of, the oldest first."""
    with record_failures(record.path):
        rows = RedactionRow.objects.using(record.alias).readable_by(actor.reader)
        if document is not None:
            rows = rows.filter(document=find_row(record.alias, actor.reader, document))
        return tuple(_view(record, uid) for uid in rows.order_by("at", "pk").values_list("uid", flat=True))


def _words(record: Record, row: DocumentRow, span: Span) -> str:
    from reftel.record.documents.queries import rebuild_text

    return span.of(rebuild_text(record.alias, row))


def _copies(record: Record, actor: Actor, row: DocumentRow, words: str) -> tuple[tuple[str, str], ...]:
    """Other documents in which the words stand, wrapped as they were or on one line."""
    rows = PassageRow.objects.using(record.alias).readable_by(actor.reader).filter(text__contains=words)
    found = rows.exclude(document=row).values_list("document__key", "document__uid").distinct()
    return tuple(sorted(found))


def _view(record: Record, uid: str) -> RedactionView:
    row = RedactionRow.objects.using(record.alias).select_related("document", "actor").get(uid=uid)
    return RedactionView(
        id=row.uid,
        document=row.document.key,
        document_id=row.document.uid,
        span=Span(row.start, row.end),
        reason=row.reason,
        actor=row.actor.name,
        at=row.at,
        is_wiped=row.wiped_at is not None,
    )
