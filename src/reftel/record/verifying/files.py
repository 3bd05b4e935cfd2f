"""Whether the original files are there and as they were, and what lies between them."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path

from django.db.models import Q

from reftel.record.documents.models import DocumentRow
from reftel.record.originals import FOLDER, original_path
from reftel.record.redaction.models import BackupRow, RedactionRow
from reftel.record.verifying.contents import BATCH, batches
from reftel.record.verifying.report import Findings


def check_files(
    folder: Path, alias: str, now: str, findings: Findings, tell: Callable[[str, int], None]
) -> None:
    """Look at every original, and at what else is in their folder.

    Args:
        folder: The record's folder.
        alias: The database as it was when the look began.
        now: The database as it is: a redaction may have taken a file away meanwhile, an import brought one.
        findings: Where to tell.
        tell: Called with what was looked at, and how much of it.
    """
    done = 0
    for batch in batches(DocumentRow.objects.using(alias).order_by("pk")):
        for row in batch:
            code = _check_original(folder, row)
            if code and not _is_another_now(now, row):
                findings.problem(code, f"document {row.uid}")
        done += len(batch)
        tell("originals", done)
    findings.count("originals", done)
    files = _files_in(folder / FOLDER)
    while some := list(islice(files, BATCH)):
        _check_owners(folder, now, some, findings)
    for backup in BackupRow.objects.using(alias).order_by("pk"):
        if not Path(backup.path).is_dir():
            findings.note("backup-away", backup.path)


def _check_original(folder: Path, row: DocumentRow) -> str:
    sha256 = row.kept_sha256 or row.sha256
    try:
        with original_path(folder, sha256).open("rb") as file:
            return "" if hashlib.file_digest(file, "sha256").hexdigest() == sha256 else "original-changed"
    except FileNotFoundError:
        return "original-missing"


def _is_another_now(now: str, row: DocumentRow) -> bool:
    current = DocumentRow.objects.using(now).filter(pk=row.pk).first()
    return current is not None and current.kept_sha256 != row.kept_sha256


def _files_in(folder: Path) -> Iterator[Path]:
    for path in folder.glob("*/*") if folder.is_dir() else ():
        if path.is_file():
            yield path


def _check_owners(folder: Path, now: str, paths: list[Path], findings: Findings) -> None:
    names = [path.name for path in paths]
    owners = DocumentRow.objects.using(now).filter(
        Q(kept_sha256__in=names) | Q(sha256__in=names, kept_sha256="")
    )
    owned = {kept or sha256 for kept, sha256 in owners.values_list("kept_sha256", "sha256")}
    wiped = RedactionRow.objects.using(now).filter(replaced__in=names).exclude(wiped_at=None)
    replaced = set(wiped.values_list("replaced", flat=True))
    for path in paths:
        subject = path.relative_to(folder).as_posix()
        if path.name in owned:
            continue
        if path.name in replaced:
            findings.problem("original-left", subject)
        else:
            is_finished = len(path.name) == 64
            findings.note("original-unowned" if is_finished else "unfinished-file", subject)
