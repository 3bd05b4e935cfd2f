"""Backups, which a later redaction reaches, and records made of them."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reftel.document import Span
from reftel.errors import DumpError
from reftel.record import orm
from reftel.record.moving.loading import Loaded, load_into

if TYPE_CHECKING:
    from reftel.record.moving.dumping import DumpOutcome, OnProgress
    from reftel.record.people.models import ActorRow
    from reftel.record.people.views import Actor
    from reftel.record.redaction.models import BackupRow
    from reftel.record.store import Record


@dataclass(frozen=True, slots=True)
class BackupOutcome:
    """What came of a backup.

    Args:
        dump: What was written and where.
        unreached: Earlier backups that are not where they were made, or cannot be written to: a redaction
            does not reach them.
    """

    dump: DumpOutcome
    unreached: tuple[str, ...]


def backup(
    record: Record, actor: Actor, folder: str | os.PathLike[str], *, on_progress: OnProgress | None = None
) -> BackupOutcome:
    """Copy the whole record, as it is at one moment, into a new folder inside another; while it is in use.

    The record remembers where: what is redacted later is told to the backup, and `restore` takes it out.

    Args:
        record: An open record.
        actor: Who does it.
        folder: In it the backup gets a folder named by the time in UTC.
        on_progress: As in `dump`.

    Raises:
        NotAllowedError: The actor may not copy the record, or not read all of it.
        OutputError: The folder cannot be written.
        RecordError: An original is missing or changed, or the record cannot be read.
    """
    from reftel.record.failures import record_failures
    from reftel.record.moment import snapshot
    from reftel.record.moving.dumping import check_outside, write_dump
    from reftel.record.redaction.wiping import tell_backups

    now = datetime.now(UTC)
    # With microseconds, so that two in one second do not meet.
    target = Path(folder).absolute() / f"{now:%Y%m%dT%H%M%S.%fZ}"
    check_outside(record, target)
    row = _note_backup(record, actor, target, now)
    try:
        with record_failures(record.path), snapshot(record) as alias:
            outcome = write_dump(record, alias, target, on_progress)
    except BaseException:
        _forget_backup(record, row)
        raise
    with record_failures(record.path):
        # Now that it has its name: what was redacted meanwhile could not be told to it.
        return BackupOutcome(outcome, tell_backups(record))


def restore(
    folder: str | os.PathLike[str],
    path: str | os.PathLike[str],
    *,
    skip_bad: bool = False,
    on_progress: OnProgress | None = None,
) -> Loaded:
    """Make a record of a backup, without what was redacted since; see `load`.

    Args:
        folder: The backup.
        path: Where the record shall be; empty, or not there yet.
        skip_bad: As in `load`; the list of redactions is taken whole or not at all.
        on_progress: As in `load`.

    Raises:
        DumpError: As `load`, and if the list of redactions is missing or damaged.
        RecordError: As `load`.
    """
    orm.start_orm()
    from reftel.record.moving.folders import read_manifest

    source = Path(folder).absolute()
    read_manifest(source)
    redactions = _read_pending(source)
    return load_into(source, Path(path).absolute(), redactions, skip_bad=skip_bad, on_progress=on_progress)


def redact_again(alias: str, folder: Path, redactions: Iterable[Mapping[str, Any]]) -> int:
    """Take out of a record that is being made what was redacted after the backup; how many it was.

    Words of a document that the backup does not hold are not in it. A redaction by somebody whom it does not
    know is noted as done by whoever came first into the record.
    """
    from reftel.record.audit.trail import note
    from reftel.record.documents.models import DocumentRow
    from reftel.record.people.models import ActorRow
    from reftel.record.redaction.models import RedactionRow
    from reftel.record.redaction.rows import redact_rows

    done = 0
    for pending in redactions:
        if RedactionRow.objects.using(alias).filter(uid=pending["uid"]).exists():
            continue
        document = DocumentRow.objects.using(alias).filter(uid=pending["document"]).first()
        if document is None:
            continue
        actors = ActorRow.objects.using(alias).order_by("pk")
        actor = actors.filter(uid=pending["actor"]).first() or actors[0]
        _, entries = redact_rows(alias, folder, document, _order(alias, document, pending, actor))
        note(alias, *entries)
        done += 1
    return done


def _order(alias: str, document: Any, pending: Mapping[str, Any], actor: ActorRow) -> Any:
    from reftel.document import join_markings
    from reftel.record.documents.models import PassageRow
    from reftel.record.markings.models import load_markings
    from reftel.record.redaction.rows import Order

    span = Span(pending["start"], pending["end"])
    met = PassageRow.objects.using(alias).filter(document=document, start__lt=span.end, end__gt=span.start)
    markings = load_markings(alias)
    numbers = list(met.values_list("marking_id", flat=True))
    if not numbers:
        raise DumpError(
            "The backup's list of redactions names words that the backup does not hold",
            where=document.key,
            advice="It is the list of another backup.",
        )
    marking = join_markings(markings[number] for number in numbers)
    return Order(pending["uid"], span, pending["reason"], actor, pending["at"], marking)


def _note_backup(record: Record, actor: Actor, target: Path, now: datetime) -> BackupRow:
    """Remember the backup before it is made, so that no redaction misses it."""
    from reftel.record.audit.trail import Entry, note
    from reftel.record.moving.dumping import require_whole
    from reftel.record.people.acting import acting
    from reftel.record.people.roles import Right
    from reftel.record.redaction.models import BackupRow
    from reftel.record.redaction.rows import digest_backup

    with acting(record, actor, Right.MANAGE) as by:
        require_whole(by)
        row = BackupRow(path=str(target), actor=by, at=now)
        row.save(using=record.alias, force_insert=True)
        note(record.alias, Entry("backup", by.pk, "backup", row.uid, digest_backup(row)))
    return row


def _forget_backup(record: Record, row: BackupRow) -> None:
    from reftel.record.audit.trail import Entry, note
    from reftel.record.database.writing import writing
    from reftel.record.failures import record_failures

    with record_failures(record.path), writing(record.alias):
        row.delete(using=record.alias)
        note(record.alias, Entry("drop-backup", row.actor_id, "backup", row.uid))


def _read_pending(source: Path) -> tuple[Mapping[str, Any], ...]:
    from reftel.record.redaction.wiping import PENDING

    path = source / PENDING
    try:
        lines = path.read_bytes().splitlines()
    except OSError:
        raise DumpError(
            "The backup's list of redactions is missing",
            where=str(path),
            advice="Look in another copy of it; `reftel record load` loads a dump without such a list.",
        ) from None
    return tuple(_read_line(line, path, number) for number, line in enumerate(lines, 1))


def _read_line(line: bytes, path: Path, number: int) -> Mapping[str, Any]:
    try:
        said = json.loads(line)
        at = datetime.fromisoformat(said["at"])
        texts = {name: said[name] for name in ("uid", "document", "reason", "actor")}
        start, end = said["start"], said["end"]
        is_sound = type(start) is int and type(end) is int and 0 <= start < end and at.tzinfo is not None
        if not is_sound or not all(isinstance(text, str) for text in texts.values()):
            raise ValueError(number)
    except (ValueError, TypeError, KeyError, RecursionError):
        raise DumpError(
            "The backup's list of redactions is damaged",
            where=f"{path}, line {number}",
            advice="Take the list from another copy of the backup.",
        ) from None
    return {**texts, "start": start, "end": end, "at": at.astimezone(UTC)}
