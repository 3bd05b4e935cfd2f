"""Making a record of a dump: all of it or nothing, or all but what is bad."""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reftel.errors import DumpError, RecordError
from reftel.record import orm, schema
from reftel.record.database.choose import is_named
from reftel.record.database.model import Database
from reftel.record.failures import record_failures
from reftel.record.moving.folders import MANIFEST, Manifest, read_manifest
from reftel.record.opening import is_record, make_record, open_record
from reftel.record.originals import FOLDER, keep_original, original_path
from reftel.record.store import Record

if TYPE_CHECKING:
    from reftel.record.moving.dumping import OnProgress
    from reftel.record.moving.rows import LeftOut, Tray
    from reftel.record.verifying.report import Verification


@dataclass(frozen=True, slots=True)
class Loaded:
    """What came of loading a dump.

    Args:
        path: The record's folder.
        rows: How many rows were loaded, by table.
        originals: How many original files.
        left_out: What was bad and is not in the record.
        redacted: How many redactions were done again.
        verification: What a look through the new record found.
    """

    path: Path
    rows: Mapping[str, int]
    originals: int
    left_out: tuple[LeftOut, ...]
    redacted: int
    verification: Verification


def load(
    folder: str | os.PathLike[str],
    path: str | os.PathLike[str],
    *,
    skip_bad: bool = False,
    on_progress: OnProgress | None = None,
) -> Loaded:
    """Make a record of a dump, on the database that the environment names; then look through it.

    A dump of an earlier version is loaded as it was and brought forward.

    Args:
        folder: The dump.
        path: Where the record shall be; empty, or not there yet.
        skip_bad: Leave out bad lines, and what refers to them, and say which; else the first one ends it, and
            nothing is left behind.
        on_progress: Called for each table, and every few hundred documents.

    Raises:
        DumpError: It is no dump, is of a newer version, or something in it is bad.
        RecordError: There is a record already, or none can be made there.
    """
    source = Path(folder).absolute()
    return load_into(source, Path(path).absolute(), (), skip_bad=skip_bad, on_progress=on_progress)


def load_into(
    source: Path,
    target: Path,
    redactions: Iterable[Mapping[str, Any]],
    *,
    skip_bad: bool,
    on_progress: OnProgress | None,
) -> Loaded:
    """As `load`; redactions that the dump knows nothing of are done before the record gets its name."""
    orm.start_orm()
    from reftel.record.moving.rows import Tray
    from reftel.record.verifying.verify import verify

    manifest = read_manifest(source)
    with record_failures(target):
        if is_record(target):
            raise RecordError("There is a record already", where=str(target), advice="Give another folder.")
    tell = on_progress or (lambda what, done, total: None)
    filling = _Filling(source, target, manifest, Tray(skip_bad), tuple(redactions), tell)
    make_record(target, filling.fill)
    with open_record(target) as record:
        filling.check_own(record)
        verification = verify(record, on_progress=on_progress)
    return Loaded(
        target,
        filling.rows,
        filling.originals,
        tuple(filling.tray.left_out),
        filling.redacted,
        verification,
    )


@dataclass(slots=True)
class _Filling:
    """The database of a new record, while it is filled."""

    source: Path
    target: Path
    manifest: Manifest
    tray: Tray
    redactions: tuple[Mapping[str, Any], ...]
    tell: OnProgress
    rows: dict[str, int] = field(default_factory=dict)
    originals: int = 0
    redacted: int = 0
    end: str = ""

    def fill(self, database: Database) -> None:
        """Make the tables and put everything in; the originals go into the folder."""
        alias = orm.connect(database)
        try:
            with orm.database_of(alias).migrating(alias):
                self._load_rows(alias)
                self._redact(alias)
                self._copy_originals(alias)
                self.end = self._read_end(alias)
            if self.redacted:
                from reftel.record.redaction.wiping import wipe

                # Before the record has its name: nobody ever opens one in which the words can be found.
                wipe(Record(self.target, alias))
        except BaseException:
            if not is_named(self.target):
                shutil.rmtree(self.target / FOLDER, ignore_errors=True)
            raise
        finally:
            orm.disconnect(alias)

    def check_own(self, record: Record) -> None:
        """Refuse to go on with a record that another program made in the same folder meanwhile."""
        if self._read_end(record.alias) != self.end:
            raise RecordError(
                "Another program made a record there meanwhile",
                where=str(self.target),
                advice="Give another folder.",
            )

    def _load_rows(self, alias: str) -> None:
        from django.core.management.color import no_style
        from django.db import connections

        from reftel.record.moving.rows import Loader
        from reftel.record.moving.tables import tables_of

        tables = tables_of(schema.migrate_to(alias, self.manifest.steps[-1]))
        if {table.name for table in tables} != set(self.manifest.tables):
            raise DumpError(f"{MANIFEST} names other tables than a record has", where=str(self.source))
        by_name = {table.name: table.model for table in tables}
        for number, table in enumerate(tables):
            self.tell("tables", number, len(tables))
            loader = Loader(alias, table, by_name, self.tray)
            self.rows[table.name] = loader.load(self.source, self.manifest.tables[table.name])
        if self.rows.get("head") != 1:
            raise DumpError(
                "The dump does not say which record it is of", where=str(self.source / "tables/head.jsonl")
            )
        connection = connections[alias]
        connection.check_constraints()
        with connection.cursor() as cursor:
            for statement in connection.ops.sequence_reset_sql(no_style(), list(by_name.values())):
                cursor.execute(statement)
        schema.migrate_to(alias, max(schema.known_steps()))

    def _redact(self, alias: str) -> None:
        from reftel.record.moving.backups import redact_again

        self.redacted = redact_again(alias, self.target, self.redactions)

    def _copy_originals(self, alias: str) -> None:
        from reftel.record.documents.models import DocumentRow

        rows = DocumentRow.objects.using(alias).order_by("pk").only("sha256", "kept_sha256")
        total = rows.count()
        for number, row in enumerate(rows.iterator(chunk_size=500)):
            if number % 500 == 0:
                self.tell("originals", number, total)
            sha256 = row.kept_sha256 or row.sha256
            if not original_path(self.target, sha256).exists():
                self._copy_original(sha256)

    def _copy_original(self, sha256: str) -> None:
        from reftel.record.moving.rows import LeftOut

        path = original_path(self.source, sha256)
        name = path.relative_to(self.source).as_posix()
        try:
            data = path.read_bytes()
        except OSError:
            self.tray.put(LeftOut(name, 0, "The file is missing or cannot be read"))
            return
        if hashlib.sha256(data).hexdigest() != sha256:
            self.tray.put(LeftOut(name, 0, "The file was changed"))
            return
        keep_original(self.target, sha256, data)
        self.originals += 1

    def _read_end(self, alias: str) -> str:
        from reftel.record.audit.models import HEAD_NUMBER, HeadRow

        head = HeadRow.objects.using(alias).get(pk=HEAD_NUMBER)
        return f"{head.record_uid} {head.last} {head.link}"
