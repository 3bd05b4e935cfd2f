"""Whether a record is whole, from its rows, files and trail."""

from __future__ import annotations

from collections.abc import Iterator

from reftel.record import Record, orm


def faults_of(record: Record, *, since: int = 0) -> list[str]:
    """What is not as it should be.

    Args:
        record: An open record.
        since: The entry of the trail up to which this was looked at before; the rows of which later entries
            tell are looked at, and the database as a whole.
    """
    alias = record.alias
    said = orm.database_of(alias).check(alias)
    return [*said, *_chain(alias, since), *_subjects(alias, since), *_counts(alias), *_files(record, since)]


def _chain(alias: str, since: int) -> Iterator[str]:
    from reftel.record.audit.models import AuditRow
    from reftel.record.audit.trail import START, link_of, read_head

    rows = AuditRow.objects.using(alias)
    before = rows.get(number=since).link if since else START
    number = since
    for row in rows.filter(number__gt=since).order_by("number"):
        number += 1
        if row.number != number or row.link != link_of(row, before):
            yield f"entry {row.number} does not follow"
        before = row.link
    head = read_head(alias)
    if (head.number, head.link) != (number, before):
        yield "the trail does not end where its head says"


def _subjects(alias: str, since: int) -> Iterator[str]:
    """Things that are not what the trail last told of them."""
    from reftel.record.audit import contents
    from reftel.record.audit.models import AuditRow
    from reftel.record.documents.models import DocumentRow
    from reftel.record.statements.models import DecisionRow, EvidenceRow

    told: dict[tuple[str, str], str] = {}
    for row in AuditRow.objects.using(alias).filter(number__gt=since).order_by("number"):
        if row.digest:
            told[row.subject_kind, row.subject] = row.digest
    for (kind, subject), digest in told.items():
        uid, _, number = subject.partition("/")
        found = ""
        if kind == "document":
            document = DocumentRow.objects.using(alias).filter(uid=uid).first()
            found = contents.digest_document(alias, document) if document else ""
        elif kind == "decision":
            decisions = DecisionRow.objects.using(alias).select_related("statement", "actor", "successor")
            decision = decisions.filter(statement__uid=uid, version=number).first()
            found = contents.digest_decision(decision) if decision else ""
            yield from _last(alias, uid)
        elif kind == "evidence":
            pieces = EvidenceRow.objects.using(alias).select_related("statement", "document", "actor")
            piece = pieces.filter(statement__uid=uid, ordinal=number).first()
            found = contents.digest_evidence(piece) if piece else ""
        else:
            continue
        if found != digest:
            yield f"{kind} {subject} is not what the trail tells"


def _last(alias: str, uid: str) -> Iterator[str]:
    """Whether a statement is what its last decision made of it, and has all decisions before."""
    from reftel.record.statements.models import StatementRow
    from reftel.record.statements.state import state_of

    row = StatementRow.objects.using(alias).select_related("passage", "marking").get(uid=uid)
    decisions = list(row.decisions.order_by("version"))
    if [decision.version for decision in decisions] != list(range(row.version + 1)):
        yield f"statement {uid} has not all of its versions"
    elif decisions[-1].state != state_of(row, row.passage.ordinal, row.marking.value):
        yield f"statement {uid} is not what was decided last"


def _counts(alias: str) -> Iterator[str]:
    """Rows of which the trail tells nothing, or the other way round."""
    from reftel.record.audit.models import AuditRow
    from reftel.record.documents.models import DocumentRow
    from reftel.record.statements.models import DecisionRow, EvidenceRow

    entries = AuditRow.objects.using(alias)
    for model, kind in ((DocumentRow, "document"), (DecisionRow, "decision"), (EvidenceRow, "evidence")):
        told = entries.filter(subject_kind=kind).exclude(digest="").values("subject").distinct().count()
        there = model._default_manager.using(alias).count()
        if told != there:
            yield f"{there} rows of {kind}, and the trail tells of {told}"


def _files(record: Record, since: int) -> Iterator[str]:
    """Documents whose bytes are not there, or do not give the text that is in the rows."""
    from reftel.errors import RecordError
    from reftel.record.audit.models import AuditRow
    from reftel.record.documents.models import DocumentRow
    from reftel.record.documents.queries import rebuild_text
    from reftel.record.originals import read_original

    entries = AuditRow.objects.using(record.alias).filter(subject_kind="document", number__gt=since)
    for row in DocumentRow.objects.using(record.alias).filter(uid__in=entries.values("subject")):
        try:
            data = read_original(record.path, row.kept_sha256 or row.sha256)
        except RecordError as error:
            yield str(error)
            continue
        if rebuild_text(record.alias, row).encode() != data:
            yield f"document {row.uid} is not the text that its bytes are"
