"""Whether every row is as the trail last told of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.db.models import QuerySet

from reftel.record.audit import contents
from reftel.record.audit.models import AuditRow
from reftel.record.documents.models import DocumentRow
from reftel.record.people.models import ActorRow
from reftel.record.redaction.models import BackupRow, RedactionRow
from reftel.record.redaction.rows import digest_backup, digest_redaction
from reftel.record.statements.models import DecisionRow, DoubtRow, EvidenceRow
from reftel.record.verifying.report import Findings

BATCH = 200

# What rows that were tampered with make of the digest: they name others that are not there, or no sense.
_NONSENSE = (ObjectDoesNotExist, KeyError, ValueError, TypeError, AttributeError)


@dataclass(frozen=True, slots=True)
class _Kind:
    """Something that the trail tells of.

    Args:
        name: What the trail calls it.
        rows: All of it.
        subject: The name of one inside the record.
        digest: Of one as it is now.
    """

    name: str
    rows: Callable[[str], QuerySet[Any]]
    subject: Callable[[Any], str]
    digest: Callable[[str, Any], str]


def check_rows(alias: str, findings: Findings, tell: Callable[[str, int], None]) -> None:
    """Hold every row against the last entry about it."""
    for kind in _KINDS:
        done = 0
        for batch in batches(kind.rows(alias).order_by("pk")):
            _check_batch(alias, kind, batch, findings)
            if kind.name == "document":
                _check_takers(alias, batch, findings)
            done += len(batch)
            tell(kind.name, done)


def batches(rows: QuerySet[Any]) -> Iterator[list[Any]]:
    """The rows, a few at a time."""
    found = rows.iterator(chunk_size=BATCH)
    while batch := list(islice(found, BATCH)):
        yield batch


def _check_batch(alias: str, kind: _Kind, batch: list[Any], findings: Findings) -> None:
    told = _last_digests(alias, kind.name, (kind.subject(row) for row in batch))
    for row in batch:
        subject = kind.subject(row)
        if subject not in told:
            if kind.name != "release" or row.version or row.embargo_until is not None:
                findings.problem("unknown", f"{kind.name} {subject}")
        elif _digest(alias, kind, row) != told[subject]:
            findings.problem("changed", f"{kind.name} {subject}")


def _last_digests(alias: str, kind: str, subjects: Iterable[str]) -> dict[str, str]:
    rows = AuditRow.objects.using(alias).filter(subject_kind=kind, subject__in=list(subjects))
    # The last of each stays.
    return dict(rows.exclude(digest="").order_by("number").values_list("subject", "digest"))


def _digest(alias: str, kind: _Kind, row: Any) -> str:
    try:
        return kind.digest(alias, row)
    except _NONSENSE:
        return ""


def _check_takers(alias: str, batch: list[DocumentRow], findings: Findings) -> None:
    """Hold who took the documents in against what the trail says; it is in no digest."""
    rows = AuditRow.objects.using(alias).filter(
        subject_kind="document", action="import", subject__in=[row.uid for row in batch]
    )
    takers = dict(rows.values_list("subject", "actor"))
    for row in batch:
        if row.added_by_id != takers.get(row.uid, row.added_by_id):
            findings.problem("changed", f"document {row.uid}")


def _statement_of(row: Any, number: int) -> str:
    return f"{row.statement.uid}/{number}"


_KINDS = (
    _Kind(
        "actor",
        ActorRow.objects.using,
        lambda row: row.uid,
        lambda _, row: contents.digest_actor(row),
    ),
    _Kind(
        "document",
        DocumentRow.objects.using,
        lambda row: row.uid,
        contents.digest_document,
    ),
    _Kind(
        "release",
        DocumentRow.objects.using,
        lambda row: row.uid,
        lambda _, row: contents.digest_release(row),
    ),
    _Kind(
        "decision",
        lambda alias: DecisionRow.objects.using(alias).select_related(
            "statement__document", "statement__author", "actor", "successor"
        ),
        lambda row: _statement_of(row, row.version),
        lambda _, row: contents.digest_decision(row),
    ),
    _Kind(
        "evidence",
        lambda alias: EvidenceRow.objects.using(alias).select_related(
            "statement", "document", "passage", "marking", "actor"
        ),
        lambda row: _statement_of(row, row.ordinal),
        lambda _, row: contents.digest_evidence(row),
    ),
    _Kind(
        "doubt",
        lambda alias: DoubtRow.objects.using(alias).select_related(
            "statement", "document", "marking", "settled_by"
        ),
        lambda row: row.uid,
        lambda _, row: contents.digest_doubt(row),
    ),
    _Kind(
        "redaction",
        lambda alias: RedactionRow.objects.using(alias).select_related("document", "actor", "marking"),
        lambda row: row.uid,
        lambda _, row: digest_redaction(row),
    ),
    _Kind(
        "backup",
        lambda alias: BackupRow.objects.using(alias).select_related("actor"),
        lambda row: row.uid,
        lambda _, row: digest_backup(row),
    ),
)
