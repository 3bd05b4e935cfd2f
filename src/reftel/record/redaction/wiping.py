"""Leaving no byte of what was taken out in the files of the record, and telling its backups."""

from __future__ import annotations

import json
import os
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from django.db import NotSupportedError, OperationalError, ProgrammingError, connections

from reftel.errors import RecordError
from reftel.record.originals import original_path, sync_folder
from reftel.record.redaction.models import BackupRow, RedactionRow

if TYPE_CHECKING:
    from reftel.record.store import Record

# A backup holds this list; `restore` takes out what is on it.
PENDING = "pending-redactions.jsonl"

# What a server says when a table was not free in time.
_LOCKED = "55P03"


def wipe(record: Record) -> None:
    """Remove replaced originals and have the database write itself anew, without what it held before.

    Raises:
        RecordError: Another program reads the record, so that its log cannot be emptied; do it again later.
    """
    waiting = RedactionRow.objects.using(record.alias).filter(wiped_at=None)
    for sha256 in waiting.values_list("replaced", flat=True):
        original_path(record.path, sha256).unlink(missing_ok=True)
    connection = connections[record.alias]
    if connection.vendor == "sqlite":
        _wipe_sqlite(record)
    else:
        _wipe_postgresql(record)
    waiting.update(wiped_at=datetime.now(UTC))


def unwiped(alias: str) -> int:
    """How many redactions wait for their last bytes to be wiped."""
    return RedactionRow.objects.using(alias).filter(wiped_at=None).count()


def tell_backups(record: Record) -> tuple[str, ...]:
    """Write the list of redactions into every backup that is known.

    Returns:
        The backups that are not there, or cannot be written to.
    """
    rows = RedactionRow.objects.using(record.alias).select_related("document", "actor").order_by("pk")
    lines = "".join(f"{json.dumps(_plain(row), ensure_ascii=False, sort_keys=True)}\n" for row in rows)
    unreached: list[str] = []
    for backup in BackupRow.objects.using(record.alias).order_by("pk"):
        try:
            _write_whole(Path(backup.path) / PENDING, lines)
        except OSError:
            unreached.append(backup.path)
    return tuple(unreached)


def _plain(row: RedactionRow) -> dict[str, object]:
    """A redaction as a backup keeps it: where, never what."""
    return {
        "uid": row.uid,
        "document": row.document.uid,
        "start": row.start,
        "end": row.end,
        "reason": row.reason,
        "actor": row.actor.uid,
        "at": row.at.astimezone(UTC).isoformat(timespec="microseconds"),
    }


def _write_whole(path: Path, text: str) -> None:
    if not path.parent.is_dir():
        raise FileNotFoundError(path.parent)
    draft = path.with_name(f".new-{path.name}")
    with draft.open("w", encoding="utf-8", newline="\n") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)
    sync_folder(path.parent)


def _wipe_sqlite(record: Record) -> None:
    with connections[record.alias].cursor() as cursor:
        cursor.execute("PRAGMA secure_delete = ON")
        # Pages keep what was on them before; only a database that is written anew has none of it.
        cursor.execute("VACUUM")
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        is_busy, *_ = cursor.fetchone()
    if is_busy:
        raise _still_held(record)


def _still_held(record: Record) -> RecordError:
    return RecordError(
        "The words are out of the record, but its files still hold them while another program reads it",
        where=str(record.path),
        advice="Run `reftel record redact --finish` when nobody else uses the record.",
    )


def _wipe_postgresql(record: Record) -> None:
    try:
        _write_anew(record)
    except OperationalError as error:
        # A backup that is being made, for one, holds the tables as they were.
        if getattr(error.__cause__, "sqlstate", None) != _LOCKED:
            raise
        raise _still_held(record) from error


def _write_anew(record: Record) -> None:
    with connections[record.alias].cursor() as cursor:
        for table in connections[record.alias].introspection.table_names(cursor):
            # The server writes the table anew and drops the old file; ANALYZE replaces its statistics.
            cursor.execute(f'VACUUM (FULL, ANALYZE) "{table}"')
        # Statistics hold values of columns, and the log what was written until the server has no more need of
        # it. Who may not say so leaves that to the server.
        for statement in ("VACUUM FULL pg_statistic", "SELECT pg_switch_wal()", "CHECKPOINT"):
            with suppress(ProgrammingError, NotSupportedError):
                cursor.execute(statement)
