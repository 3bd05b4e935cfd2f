"""Writing the whole record into a folder, as it is at one moment, while others go on writing to it."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from django.apps import apps

from reftel.document import FULL_CLEARANCE
from reftel.errors import NotAllowedError, OutputError, RecordError
from reftel.record import schema
from reftel.record.audit.trail import Entry, note, read_head
from reftel.record.database.files import draft_in
from reftel.record.documents.models import DocumentRow
from reftel.record.failures import record_failures
from reftel.record.moment import snapshot
from reftel.record.moving.folders import (
    TABLES,
    Manifest,
    Part,
    check_vacant,
    output_failures,
    write_file,
    written_whole,
)
from reftel.record.moving.tables import BATCH, Table, tables_of
from reftel.record.originals import FOLDER, FOLDER_MODE, keep_original, read_original
from reftel.record.people.acting import acting
from reftel.record.people.models import ActorRow
from reftel.record.people.queries import view_actor
from reftel.record.people.roles import Right
from reftel.record.people.views import Actor

if TYPE_CHECKING:
    from reftel.record.store import Record

# What is being done, how much of it is done, and how much there is.
OnProgress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class DumpOutcome:
    """What was written.

    Args:
        path: The folder.
        manifest: What it holds.
    """

    path: Path
    manifest: Manifest


def dump(
    record: Record, actor: Actor, folder: str | os.PathLike[str], *, on_progress: OnProgress | None = None
) -> DumpOutcome:
    """Write the whole record into a folder of JSON Lines and originals; see `folders` for its form.

    The dump is the record at one moment. That somebody takes it out is noted in the trail before a byte is
    written, and after that moment: so the dump does not tell of itself, and one that is loaded and dumped
    again has the same bytes.

    Args:
        record: An open record.
        actor: Who takes it out.
        folder: Where to; empty, or not there yet. Gets its name when it is whole.
        on_progress: Called every few hundred rows and files.

    Raises:
        NotAllowedError: The actor may not read all that there is, or take anything out.
        OutputError: There is something in the folder, or it cannot be written.
        RecordError: An original is missing or changed, or the record cannot be read.
    """
    target = Path(folder).absolute()
    check_outside(record, target)
    check_vacant(target)
    with record_failures(record.path), snapshot(record) as alias:
        with acting(record, actor, Right.EXPORT) as by:
            require_whole(by)
            note(record.alias, Entry("export", by.pk, "record"))
        return write_dump(record, alias, target, on_progress)


def require_whole(by: ActorRow) -> None:
    """Refuse who may not read everything: a copy of the whole record shows it.

    Raises:
        NotAllowedError: He may not.
    """
    actor = view_actor(by)
    if actor.clearance != FULL_CLEARANCE or not actor.sees_embargoed:
        raise NotAllowedError(
            f"“{actor.name}” may not read all of the record, and a copy of it would show that",
            advice="It takes full clearance and the right to see what is not released.",
        )


def check_outside(record: Record, target: Path) -> None:
    """Refuse to put a copy of the record into the record.

    Raises:
        OutputError: The folder is inside the record's, or is it.
    """
    if target.resolve().is_relative_to(record.path.resolve()):
        raise OutputError("The copy would lie inside the record", where=str(target))


def write_dump(record: Record, alias: str, target: Path, on_progress: OnProgress | None) -> DumpOutcome:
    """Write what a snapshot shows; the folder is whole or not there."""
    tell = on_progress or _tell_nobody
    draft = draft_in(target.parent)
    with written_whole(target, draft):
        with output_failures(target):
            (draft / TABLES).mkdir(mode=FOLDER_MODE)
            (draft / FOLDER).mkdir(mode=FOLDER_MODE)
        tables = sorted(tables_of(apps), key=lambda table: table.name)
        parts: dict[str, Part] = {}
        for number, table in enumerate(tables):
            tell("tables", number, len(tables))
            with output_failures(target):
                parts[table.name] = _write_table(alias, table, draft / TABLES / f"{table.name}.jsonl")
        originals = _copy_originals(record, alias, draft, target, tell)
        steps = tuple(sorted(schema.known_steps()))
        manifest = Manifest(steps, parts, originals, str(read_head(alias)))
        with output_failures(target):
            manifest.write(draft)
    return DumpOutcome(target, manifest)


def _write_table(alias: str, table: Table, path: Path) -> Part:
    digest = hashlib.sha256()
    rows = 0

    def lines() -> Iterator[bytes]:
        nonlocal rows
        for line in table.write_rows(alias):
            digest.update(line)
            rows += 1
            yield line

    write_file(path, lines())
    return Part(rows, digest.hexdigest())


def _copy_originals(record: Record, alias: str, draft: Path, target: Path, tell: OnProgress) -> int:
    rows = DocumentRow.objects.using(alias).order_by("pk")
    total = rows.count()
    copied = 0
    for number, row in enumerate(rows.only("sha256", "kept_sha256").iterator(chunk_size=BATCH)):
        if number % BATCH == 0:
            tell("originals", number, total)
        sha256 = row.kept_sha256 or row.sha256
        data = _read(record, row, sha256)
        with output_failures(target):
            copied += keep_original(draft, sha256, data)
    return copied


def _read(record: Record, row: DocumentRow, sha256: str) -> bytes:
    try:
        return read_original(record.path, sha256)
    except RecordError as error:
        now = DocumentRow.objects.using(record.alias).get(pk=row.pk)
        if (now.kept_sha256 or now.sha256) == sha256:
            raise
        raise RecordError(
            "Words were redacted while the record was being copied",
            where=str(record.path),
            advice="Nothing was left behind; do it again.",
        ) from error


def _tell_nobody(what: str, done: int, total: int) -> None:
    """Where nobody listens."""
