"""Importing files, one whole document after another."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from pathlib import Path

from reftel.errors import RecordError, SourceError
from reftel.record.failures import record_failures
from reftel.record.importing.reading import read_opened
from reftel.record.importing.summary import ImportProgress, ImportSummary, Tally
from reftel.record.originals import keep_original
from reftel.record.store import Record
from reftel.sources import FoundFile, Refused, SourceText, find_files, open_found

OnProgress = Callable[[ImportProgress], None]


def import_paths(
    record: Record,
    paths: Iterable[str | os.PathLike[str]],
    *,
    on_progress: OnProgress | None = None,
) -> ImportSummary:
    """Take files, folders and what patterns stand for into a record.

    Each document is stored whole, with all that was found in it, or not at all; one whose bytes are in the
    record already is left alone. A file that cannot be taken in is refused and the others go on. When the
    import is interrupted, what it had stored stays.

    Args:
        record: An open record.
        paths: Files, folders and patterns.
        on_progress: Called after each file.

    Returns:
        What was taken in, what was not and why.

    Raises:
        RecordError: The record cannot be written to: the disk is full, the folder read-only, the database
            damaged or busy.
    """
    tally = Tally()
    files = _find_all(paths, tally)
    for number, file in enumerate(files, start=1):
        try:
            with record_failures(record.path):
                _import_file(record, file, tally)
        except RecordError as error:
            raise _say_what_stays(error, tally.kept) from error
        if on_progress is not None:
            on_progress(ImportProgress(number, len(files), file.path))
    return tally.sum_up()


def _find_all(paths: Iterable[str | os.PathLike[str]], tally: Tally) -> list[FoundFile]:
    """All files, before the first is opened, so that progress knows its end."""
    files: list[FoundFile] = []
    for path in paths:
        try:
            files += find_files([path])
        except SourceError as error:
            tally.refuse(Path(path), error, is_named=True)
    return files


def _import_file(record: Record, file: FoundFile, tally: Tally) -> None:
    try:
        for part in open_found(file):
            _import_part(record, part, tally)
    except SourceError as error:
        # What read the text knew it by its base name only.
        placed = SourceError(error.found, where=str(file.path), advice=error.advice)
        tally.refuse(file.path, placed, is_named=file.is_named)


def _import_part(record: Record, part: SourceText | Refused, tally: Tally) -> None:
    """Take in one text of a file; of several, one that cannot be read does not stop the others.

    Raises:
        SourceError: The file's only text cannot be read.
    """
    if isinstance(part, Refused):
        tally.refuse(Path(str(part.origin)), part.error, is_named=False)
        return
    try:
        _import_text(record, part, tally)
    except SourceError as error:
        if part.origin.is_whole:
            raise
        placed = SourceError(error.found, where=str(part.origin), advice=error.advice)
        tally.refuse(Path(str(part.origin)), placed, is_named=False)


def _import_text(record: Record, opened: SourceText, tally: Tally) -> None:
    # Needs the models, which exist once a record is open.
    from reftel.record.importing.storing import is_stored, store_reading

    if is_stored(record.alias, opened.sha256):
        # Bytes that were lost or damaged come back with the file that they came in.
        keep_original(record.path, opened.sha256, opened.data)
        tally.leave()
        return
    reading = read_opened(opened)
    key = store_reading(record.alias, record.path, opened, reading)
    if key is None:
        tally.leave()
    else:
        tally.add(Path(str(opened.origin)), reading.document.kind, key, reading.problems)


def _say_what_stays(error: RecordError, kept: int) -> RecordError:
    if not kept:
        return error
    documents = "document" if kept == 1 else "documents"
    advice = f"{error.advice} The {kept} {documents} taken in before are kept.".strip()
    return RecordError(error.found, where=error.where, advice=advice)
