"""Writing a reading into the record, whole or not at all."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import reftel
from reftel.document import Document, Marking
from reftel.record.audit.contents import digest_document, digest_release
from reftel.record.audit.trail import Entry, note, telling
from reftel.record.database.writing import lock_name, run_writing, writing
from reftel.record.documents.models import CountryRow, DocumentRow, PassageRow, new_uid
from reftel.record.importing.reading import Reading
from reftel.record.markings.models import keep_marking
from reftel.record.originals import drop_original, is_kept, keep_original, original_path
from reftel.record.people.models import ActorRow
from reftel.record.problems.models import ProblemRow
from reftel.record.statements.carrying import carry_over
from reftel.record.statements.models import StatementRow
from reftel.sources import SourceText

# Much below what SQLite allows for the variables of one statement, times ten columns.
BATCH = 500

# A key in its index takes a page of it at most; no real one is half as long, but a damaged line may be.
LONGEST_KEY = 200


def is_stored(alias: str, sha256: str) -> bool:
    """Whether a document of exactly these bytes is in the record."""
    return DocumentRow.objects.using(alias).filter(sha256=sha256).exists()


@dataclass(frozen=True, slots=True)
class Taking:
    """How documents are taken in.

    Args:
        actor: Number of the row of who takes them in.
        embargo_until: Until when only who may see what is not released sees them; None for no such time.
    """

    actor: int
    embargo_until: datetime | None = None


def store_reading(
    alias: str, folder: Path, opened: SourceText, reading: Reading, taking: Taking
) -> str | None:
    """Store a document with its passages, findings and problems in one transaction, and its bytes.

    Args:
        alias: The record's database.
        folder: The record's folder.
        opened: The text with the bytes that it came in.
        reading: What was read in it.
        taking: Who takes it in, and how.

    Returns:
        The key that the document has in the record; None if another program stored the same bytes meanwhile.
    """
    # Asked before and not told by what writes them: an interruption can come right after the writing.
    are_new = not original_path(folder, opened.sha256).exists()
    try:
        return run_writing(alias, lambda: _store(alias, folder, opened, reading, taking))
    except BaseException:
        if are_new:
            _drop_unless_stored(alias, folder, opened.sha256)
        raise


def _store(alias: str, folder: Path, opened: SourceText, reading: Reading, taking: Taking) -> str | None:
    _lock_bytes(alias, opened.sha256)
    if is_stored(alias, opened.sha256):
        return None
    # Before the rows commit: a row without its bytes would be a citation of nothing.
    keep_original(folder, opened.sha256, opened.data)
    with telling(alias):
        return _insert(alias, opened, reading, taking)


def _lock_bytes(alias: str, sha256: str) -> None:
    """Be the only one who stores these bytes or takes them back, until the transaction ends."""
    lock_name(alias, f"document {sha256}")


def restore_bytes(alias: str, folder: Path, opened: SourceText) -> None:
    """Bring back bytes that were lost or damaged with the file that they came in; never redacted ones."""
    row = DocumentRow.objects.using(alias).filter(sha256=opened.sha256).first()
    if row is None or row.kept_sha256 or is_kept(folder, opened.sha256):
        return
    with writing(alias):
        _lock_bytes(alias, opened.sha256)
        # A redaction may have come between.
        if DocumentRow.objects.using(alias).filter(pk=row.pk, kept_sha256="").exists():
            keep_original(folder, opened.sha256, opened.data)


def _insert(alias: str, opened: SourceText, reading: Reading, taking: Taking) -> str:
    numbers = _MarkingNumbers(alias)
    uid = new_uid()
    document = DocumentRow(
        uid=uid,
        kind=reading.document.kind,
        key=_key_of(reading.document, uid),
        sha256=opened.sha256,
        title=reading.title,
        title_marking_id=numbers.of(reading.title_marking),
        marking_id=numbers.of(reading.pieces.marking),
        year=reading.year,
        about_year=reading.about_year,
        about_marking_id=numbers.of(reading.about_marking),
        tail=reading.pieces.tail,
        encoding=opened.encoding,
        file_name=opened.name,
        size=len(opened.data),
        added_at=datetime.now(UTC),
        added_by_id=taking.actor,
        embargo_until=taking.embargo_until,
        reader_version=reftel.__version__,
    )
    document.save(using=alias, force_insert=True)
    _insert_countries(alias, document, reading, numbers)
    passages = _insert_passages(alias, document, reading, numbers)
    _insert_proposals(alias, document, reading, passages, numbers)
    _insert_problems(alias, document, reading, numbers)
    actor = ActorRow.objects.using(alias).get(pk=taking.actor)
    noted = [Entry("import", actor.pk, "document", uid, digest_document(alias, document))]
    if taking.embargo_until is not None:
        noted.append(Entry("embargo", actor.pk, "release", uid, digest_release(document)))
    carry_over(alias, document, reading.document.raw, actor)
    note(alias, *noted)
    return document.key


def _key_of(document: Document, uid: str) -> str:
    """What has no name of its own, or one that nobody could type, gets one that tells nothing."""
    return document.key if 0 < len(document.key) <= LONGEST_KEY else f"{document.kind} {uid[:8]}"


def _insert_countries(alias: str, document: DocumentRow, reading: Reading, numbers: _MarkingNumbers) -> None:
    CountryRow.objects.using(alias).bulk_create(
        CountryRow(
            document=document, iso3=iso3, ordinal=ordinal, marking_id=numbers.of(reading.countries_marking)
        )
        for ordinal, iso3 in enumerate(reading.countries)
    )


def _insert_passages(
    alias: str, document: DocumentRow, reading: Reading, numbers: _MarkingNumbers
) -> list[PassageRow]:
    rows = [
        PassageRow(
            document=document,
            ordinal=ordinal,
            kind=piece.block.kind,
            label=piece.block.label,
            start=piece.block.span.start,
            end=piece.block.span.end,
            gap=piece.gap,
            text=piece.text,
            marking_id=numbers.of(piece.block.marking),
        )
        for ordinal, piece in enumerate(reading.pieces.pieces)
    ]
    return PassageRow.objects.using(alias).bulk_create(rows, batch_size=BATCH)


def _insert_proposals(
    alias: str,
    document: DocumentRow,
    reading: Reading,
    passages: list[PassageRow],
    numbers: _MarkingNumbers,
) -> None:
    rows = [
        StatementRow(
            document=document,
            passage=passages[reading.pieces.find(finding.span)],
            kind=finding.kind,
            start=finding.span.start,
            end=finding.span.end,
            rule=finding.rule,
            attributes=dict(finding.attributes),
            evidence=[list(span) for span in finding.evidence],
            marking_id=numbers.of(finding.marking),
        )
        for finding in reading.findings
    ]
    StatementRow.objects.using(alias).bulk_create(rows, batch_size=BATCH)


def _insert_problems(alias: str, document: DocumentRow, reading: Reading, numbers: _MarkingNumbers) -> None:
    rows = [
        ProblemRow(
            document=document,
            ordinal=ordinal,
            code=problem.code,
            severity=problem.severity.value,
            message=problem.message,
            start=problem.span.start,
            end=problem.span.end,
            marking_id=numbers.of(reading.pieces.marking_over([problem.span])),
        )
        for ordinal, problem in enumerate(reading.problems)
    ]
    ProblemRow.objects.using(alias).bulk_create(rows, batch_size=BATCH)


class _MarkingNumbers:
    """Row numbers of markings, each looked up once for one document."""

    def __init__(self, alias: str) -> None:
        self._alias = alias
        self._known: dict[Marking, int] = {}

    def of(self, marking: Marking) -> int:
        """The number of a marking's row, which is made if there is none yet."""
        if marking not in self._known:
            self._known[marking] = keep_marking(self._alias, marking)
        return self._known[marking]


def _drop_unless_stored(alias: str, folder: Path, sha256: str) -> None:
    """Take back the bytes of a document that did not get stored.

    Inside a transaction of its own, so that another program which is storing the same bytes does not lose
    them. That this fails as well, on a disk that is full or gone, leaves bytes that the next import takes up.
    """
    try:
        with writing(alias):
            _lock_bytes(alias, sha256)
            if not is_stored(alias, sha256):
                drop_original(folder, sha256)
    except Exception:
        return
