"""Taking words out of every row that holds them, inside one transaction."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.db.models import Q

from reftel.document import Marking, Span
from reftel.record.audit.contents import digest_decision, digest_document
from reftel.record.audit.digests import digest_of
from reftel.record.audit.trail import Entry
from reftel.record.documents.models import DocumentRow, PassageRow
from reftel.record.documents.queries import rebuild_text
from reftel.record.markings.models import MarkedQuerySet, keep_marking
from reftel.record.originals import digest_bytes, keep_original
from reftel.record.people.models import ActorRow
from reftel.record.redaction.models import BackupRow, RedactionRow
from reftel.record.redaction.scrub import Words, blacken
from reftel.record.statements.models import DecisionRow, StatementRow


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be taken out.

    Args:
        uid: Name of the redaction inside the record.
        span: The words, in the document's raw text.
        reason: Why.
        actor: Who orders it.
        at: When.
        marking: Of the words.
    """

    uid: str
    span: Span
    reason: str
    actor: ActorRow
    at: datetime
    marking: Marking


def redact_rows(
    alias: str, folder: Path, document: DocumentRow, order: Order
) -> tuple[RedactionRow, list[Entry]]:
    """Take words out of a document and of all that was derived from it or says the same.

    Args:
        alias: The record's database.
        folder: The record's folder.
        document: The document; its row is held by the transaction.
        order: What is to be taken out.

    Returns:
        The tombstone, and what the trail has to tell.
    """
    words = Words(order.span.of(rebuild_text(alias, document)))
    replaced = document.kept_sha256 or document.sha256
    touches_title = _redact_passages(alias, document, order.span)
    _redact_document(alias, folder, document, words, touches_title=touches_title)
    decisions = [*_redact_statements(alias, document, order.span, words), *_scrub_written(alias, words)]
    others = list(_scrub_tombstones(alias, words))
    tombstone = RedactionRow(
        uid=order.uid,
        document=document,
        start=order.span.start,
        end=order.span.end,
        reason=words.scrub(order.reason),
        replaced=replaced,
        actor=order.actor,
        at=order.at,
        marking_id=keep_marking(alias, order.marking),
    )
    tombstone.save(using=alias, force_insert=True)
    by = order.actor.pk
    entries = [
        Entry("redact", by, "redaction", row.uid, digest_redaction(row)) for row in (tombstone, *others)
    ]
    entries.append(Entry("redact", by, "document", document.uid, digest_document(alias, document)))
    for row in {row.pk: row for row in decisions}.values():
        subject = f"{row.statement.uid}/{row.version}"
        entries.append(Entry("redact", by, "decision", subject, digest_decision(row)))
    return tombstone, entries


def digest_redaction(row: RedactionRow) -> str:
    """The digest of a tombstone; needs document, actor and marking. Whether it is wiped is not in it."""
    return digest_of(
        [
            *(row.uid, row.document.uid, row.start, row.end, row.reason, row.replaced),
            *(row.actor.uid, row.at, str(row.marking.value)),
        ]
    )


def digest_backup(row: BackupRow) -> str:
    """The digest of what is known of a backup; needs its actor."""
    return digest_of([row.uid, row.path, row.actor.uid, row.at])


def _redact_passages(alias: str, document: DocumentRow, span: Span) -> bool:
    """Blacken the words; whether some of them are in what gives the document its title."""
    rows = PassageRow.objects.using(alias).filter(document=document, start__lt=span.end, end__gt=span.start)
    touched = list(rows)
    for passage in touched:
        passage.text = blacken(passage.text, span.start - passage.start, span.end - passage.start)
    PassageRow.objects.using(alias).bulk_update(touched, ("text",))
    return any(passage.kind in ("subject", "title") for passage in touched)


def _redact_document(
    alias: str, folder: Path, document: DocumentRow, words: Words, *, touches_title: bool
) -> None:
    title = words.scrub(document.title)
    # A title that was made of a part of the words, or put together otherwise, is not told apart from them.
    document.title = "" if touches_title and title == document.title else title
    document.file_name = words.scrub(document.file_name)
    if words.scrub(document.key) != document.key:
        document.key = f"{document.kind} {document.uid[:8]}"
    data = rebuild_text(alias, document).encode("utf-8")
    document.kept_sha256 = digest_bytes(data)
    document.encoding = "utf-8"
    keep_original(folder, document.kept_sha256, data)
    document.save(using=alias)


def _redact_statements(alias: str, document: DocumentRow, span: Span, words: Words) -> Iterator[DecisionRow]:
    """Empty what was made of the words, in all versions; the decisions that were changed."""
    for row in StatementRow.objects.using(alias).filter(document=document):
        versions = list(_decisions(alias).filter(statement=row))
        states = [decision.state for decision in versions]
        before = {decision.pk: digest_decision(decision) for decision in versions}
        spans = [(row.start, row.end), *row.evidence]
        for state in states:
            spans += [(state["start"], state["end"]), *state["evidence"]]
        if any(start < span.end and end > span.start for start, end in spans):
            row.attributes, row.note = {}, ""
            for decision in versions:
                decision.state |= {"attributes": {}, "note": ""}
                decision.reason = ""
        else:
            row.attributes = words.scrub_values(row.attributes)
            for decision in versions:
                decision.state["attributes"] = words.scrub_values(decision.state["attributes"])
        row.save(using=alias)
        for decision in versions:
            decision.save(using=alias)
        yield from (decision for decision in versions if digest_decision(decision) != before[decision.pk])


def _scrub_written(alias: str, words: Words) -> Iterator[DecisionRow]:
    """Take the words out of all that people wrote, wherever; the decisions that were changed.

    What a rule proposed about another document was made of that document's words, and stays.
    """
    for row in StatementRow.objects.using(alias).filter(Q(version__gt=0) | Q(author__isnull=False)):
        before = (row.note, row.attributes)
        row.note, row.attributes = words.scrub(row.note), words.scrub_values(row.attributes)
        if (row.note, row.attributes) != before:
            row.save(using=alias)
    for decision in _decisions(alias).exclude(action="propose").iterator(chunk_size=500):
        state = dict(decision.state)
        state["note"] = words.scrub(state["note"])
        state["attributes"] = words.scrub_values(state["attributes"])
        reason = words.scrub(decision.reason)
        if (state, reason) != (decision.state, decision.reason):
            decision.state, decision.reason = state, reason
            decision.save(using=alias)
            yield decision


def _scrub_tombstones(alias: str, words: Words) -> Iterator[RedactionRow]:
    """Take the words out of the reasons of earlier redactions; those that were changed."""
    for row in RedactionRow.objects.using(alias).select_related("document", "actor", "marking"):
        reason = words.scrub(row.reason)
        if reason != row.reason:
            row.reason = reason
            row.save(using=alias)
            yield row


def _decisions(alias: str) -> MarkedQuerySet[DecisionRow]:
    return DecisionRow.objects.using(alias).select_related(
        "actor", "successor", "statement__document", "statement__author"
    )
