"""Importing files, one whole document after another."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from reftel.errors import RecordError, SourceError
from reftel.record.database import sqlite
from reftel.record.failures import record_failures
from reftel.record.importing.ahead import read_ahead
from reftel.record.importing.reading import Reading
from reftel.record.importing.summary import ImportProgress, ImportSummary, Tally
from reftel.record.people.views import Actor
from reftel.record.store import Record
from reftel.sources import FoundFile, Origin, Refused, SourceText, find_files, open_found

if TYPE_CHECKING:
    from reftel.record.importing.storing import Taking

OnProgress = Callable[[ImportProgress], None]


def import_paths(
    record: Record,
    paths: Iterable[str | os.PathLike[str]],
    *,
    actor: Actor | None = None,
    embargo_until: datetime | None = None,
    on_progress: OnProgress | None = None,
) -> ImportSummary:
    """Take files, folders and what patterns stand for into a record.

    Each document is stored whole, with all that was found in it, or not at all; one whose bytes are in the
    record already is left alone. A file that cannot be taken in is refused and the others go on. When the
    import is interrupted, what it had stored stays.

    A few texts are held in memory at a time, and the names in one folder. All cores of the machine read. The
    record's own folder is passed over.

    Args:
        record: An open record.
        paths: Files, folders and patterns.
        actor: Who takes them in; the local actor if nobody is named.
        embargo_until: Until when only who may see what is not released sees these documents.
        on_progress: Called after each file, and after each text of a file that carries several.

    Returns:
        What was taken in, what was not and why.

    Raises:
        NotAllowedError: The actor may not take documents in.
        DecisionError: The embargo's time is without a time zone.
        RecordError: The record cannot be written to: the disk is full, the folder read-only, the database
            damaged or busy.
    """
    tally = Tally()
    try:
        with record_failures(record.path):
            taking = _permit(record, actor, embargo_until)
            _Importer(record, [os.fspath(path) for path in paths], tally, taking, on_progress).run()
    except RecordError as error:
        raise _say_what_stays(error, tally.kept) from error
    return tally.sum_up()


def _permit(record: Record, actor: Actor | None, embargo_until: datetime | None) -> Taking:
    # Needs the models, which exist once a record is open; so for all that is imported in functions here.
    from reftel.record.documents.embargo import check_time
    from reftel.record.importing.storing import Taking
    from reftel.record.people.queries import find_actor, require
    from reftel.record.people.roles import Right

    by = require(record, actor or find_actor(record), Right.IMPORT)
    return Taking(by.pk, check_time(embargo_until))


@dataclass(frozen=True, slots=True)
class _Step:
    """A text of a file, a part of it that was refused, or, without either, the end of the file."""

    file: FoundFile
    part: SourceText | Refused | None = None
    is_known: bool = False


class _Importer:
    """One import, while it runs."""

    def __init__(
        self, record: Record, paths: list[str], tally: Tally, taking: Taking, on_progress: OnProgress | None
    ) -> None:
        self._record = record
        self._paths = paths
        self._tally = tally
        self._taking = taking
        self._on_progress = on_progress
        # What SQLite puts there while the record is open, whatever was asked for.
        self._beside = [str(record.path / (sqlite.FILE + suffix)) for suffix in sqlite.COMPANIONS if suffix]
        self._total = sum(1 for _ in self._find_all()) if on_progress else 0
        self._done = 0

    def run(self) -> None:
        """Take everything in, in its order."""
        steps = read_ahead(self._open_all(), _text_to_read)
        with closing(steps):
            for step, outcome in steps:
                self._take(step, outcome)
                self._tell(step)

    def _open_all(self) -> Iterator[_Step]:
        """All parts of all files; those that the record holds already are marked."""
        from reftel.record.importing.storing import is_stored

        for file in self._find_all(self._tally):
            try:
                for part in open_found(file):
                    is_known = isinstance(part, SourceText) and is_stored(self._record.alias, part.sha256)
                    yield _Step(file, part, is_known)
            except SourceError as error:
                yield _Step(file, Refused(Origin(path=str(file.path)), error))
            yield _Step(file)

    def _find_all(self, tally: Tally | None = None) -> Iterator[FoundFile]:
        """All files, one after another; what leads nowhere is noted in the tally, if there is one."""
        own = os.path.join(self._record.path, "")
        for path in self._paths:
            # What the import itself writes is nothing to take in, unless somebody asks for just that.
            passed_over = own if not os.path.join(os.path.abspath(path), "").startswith(own) else "\0"
            try:
                yield from (
                    file
                    for file in find_files([path])
                    if not os.path.abspath(file.path).startswith((passed_over, *self._beside))
                )
            except SourceError as error:
                if tally is not None:
                    tally.refuse(Path(path), error, is_named=True)

    def _take(self, step: _Step, outcome: Reading | SourceError | None) -> None:
        part = step.part
        if isinstance(part, Refused):
            self._refuse(step, part.error)
        elif isinstance(outcome, SourceError):
            self._refuse(step, outcome)
        elif part is not None:
            self._store(part, outcome)

    def _refuse(self, step: _Step, error: SourceError) -> None:
        assert step.part is not None  # noqa: S101
        origin = step.part.origin
        # What read the text knew it by its base name only.
        placed = SourceError(error.found, where=str(origin), advice=error.advice)
        self._tally.refuse(Path(str(origin)), placed, is_named=step.file.is_named and origin.is_whole)

    def _store(self, text: SourceText, reading: Reading | None) -> None:
        from reftel.record.importing.storing import restore_bytes, store_reading

        alias, folder = self._record.alias, self._record.path
        key = store_reading(alias, folder, text, reading, self._taking) if reading else None
        if reading is None or key is None:
            restore_bytes(alias, folder, text)
            self._tally.leave()
        else:
            self._tally.add(Path(str(text.origin)), reading.document.kind, key, reading.problems)

    def _tell(self, step: _Step) -> None:
        self._done += step.part is None
        if self._on_progress is not None and (step.part is None or not step.part.origin.is_whole):
            # Files may have come since they were counted.
            total = max(self._total, self._done)
            self._on_progress(ImportProgress(self._done, total, step.file.path, self._tally.seen))


def _text_to_read(step: _Step) -> SourceText | None:
    return step.part if isinstance(step.part, SourceText) and not step.is_known else None


def _say_what_stays(error: RecordError, kept: int) -> RecordError:
    if not kept:
        return error
    documents = "document" if kept == 1 else "documents"
    advice = f"{error.advice} The {kept} {documents} taken in before are kept.".strip()
    return RecordError(error.found, where=error.where, advice=advice)
