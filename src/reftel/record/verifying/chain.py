"""Whether the trail is whole: no entry changed, none missing, and its end where it should be."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from itertools import islice

from django.db.models import Model

from reftel.record.audit.models import HEAD_NUMBER, AuditRow, HeadRow
from reftel.record.audit.trail import START, Head, entries, link_of
from reftel.record.documents.models import DocumentRow
from reftel.record.people.models import ActorRow
from reftel.record.redaction.models import BackupRow, RedactionRow
from reftel.record.statements.models import DecisionRow, DoubtRow, EvidenceRow
from reftel.record.verifying.report import Findings

_BATCH = 500
# What ends the life of a subject: from then on there is no row.
_ENDS = frozenset({"drop-backup"})

Find = Callable[[str, list[str]], set[str]]


def check_chain(alias: str, findings: Findings, kept: Head | None, tell: Callable[[int], None]) -> str:
    """Follow the trail from its beginning.

    Args:
        alias: The record's database, as it is at one moment.
        findings: Where to tell.
        kept: An end of the trail that was kept outside.
        tell: Called with the number of entries that were followed.

    Returns:
        Where the trail ends.
    """
    before, last, is_met = START, 0, kept is None or kept.number == 0
    rows = entries(alias)
    while batch := list(islice(rows, _BATCH)):
        for row in batch:
            if row.number != last + 1:
                findings.problem("trail-number", f"entry {row.number}")
            if link_of(row, before) != row.link:
                findings.problem("trail-link", f"entry {row.number}")
            before, last = row.link, row.number
            is_met = is_met or (kept is not None and (row.number, row.link) == (kept.number, kept.link))
        _check_subjects(alias, batch, findings)
        findings.count("entries", len(batch))
        tell(last)
    head = HeadRow.objects.using(alias).filter(pk=HEAD_NUMBER).first()
    if head is None or (head.last, head.link or START) != (last, before):
        findings.problem("trail-head", f"entry {last}")
    if not is_met:
        findings.problem("trail-shortened", f"entry {kept.number if kept else 0}")
    return str(Head(last, before))


def _check_subjects(alias: str, batch: Iterable[AuditRow], findings: Findings) -> None:
    """See that everything which the entries tell of is there."""
    named: dict[str, set[str]] = {}
    for row in batch:
        if row.digest:
            named.setdefault(row.subject_kind, set()).add(row.subject)
    for kind, subjects in named.items():
        find = _FINDERS.get(kind)
        missing = subjects - find(alias, sorted(subjects)) if find else set()
        if missing:
            ended = AuditRow.objects.using(alias).filter(
                subject_kind=kind, subject__in=sorted(missing), action__in=_ENDS
            )
            missing -= set(ended.values_list("subject", flat=True))
        for subject in sorted(missing):
            findings.problem("gone", f"{kind} {subject}")


def _by_uid(model: type[Model]) -> Find:
    def find(alias: str, subjects: list[str]) -> set[str]:
        rows = model._base_manager.using(alias).filter(uid__in=subjects)
        return set(rows.values_list("uid", flat=True))

    return find


def _by_place(model: type[Model], column: str) -> Find:
    """Subjects that are a statement's name and a number behind it."""

    def find(alias: str, subjects: list[str]) -> set[str]:
        uids = sorted({subject.partition("/")[0] for subject in subjects})
        rows = model._base_manager.using(alias).filter(statement__uid__in=uids)
        return {f"{uid}/{number}" for uid, number in rows.values_list("statement__uid", column)}

    return find


_FINDERS: Mapping[str, Find] = {
    "document": _by_uid(DocumentRow),
    "release": _by_uid(DocumentRow),
    "actor": _by_uid(ActorRow),
    "decision": _by_place(DecisionRow, "version"),
    "evidence": _by_place(EvidenceRow, "ordinal"),
    "doubt": _by_uid(DoubtRow),
    "redaction": _by_uid(RedactionRow),
    "backup": _by_uid(BackupRow),
}
