"""The folder that a dump is: what lies where, and what it says of itself.

manifest.json          what the dump holds
tables/NAME.jsonl      a table, a row on each line
originals/ab/abcd...   original bytes, named by their SHA-256, in folders named by how that begins
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from reftel.errors import DumpError, OutputError
from reftel.record.failures import NO_SPACE
from reftel.record.originals import FOLDER_MODE, sync_folder
from reftel.record.schema import known_steps

FORMAT = 1
KIND = "reftel-record"
MANIFEST = "manifest.json"
TABLES = "tables"
# Large enough for the manifest of any record, which has a line for each table.
_LONGEST_MANIFEST = 1024 * 1024
_NEWER_ADVICE = "Install that version to load it."


@dataclass(frozen=True, slots=True)
class Part:
    """One file of rows.

    Args:
        rows: How many there are.
        sha256: Digest of the file, in hexadecimal.
    """

    rows: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a dump says of itself; the same for the same record, whenever and wherever it was written.

    Args:
        steps: The migrations that the tables went through, in order.
        tables: The files of rows by the name of the table.
        originals: How many original files there are.
        head: Where the trail ends, as `Head` writes it.
    """

    steps: tuple[str, ...]
    tables: Mapping[str, Part]
    originals: int
    head: str

    def write(self, folder: Path) -> None:
        """Write it into the folder of a dump."""
        said = {"kind": KIND, "format": FORMAT, **asdict(self)}
        text = json.dumps(said, indent=2, sort_keys=True, ensure_ascii=False)
        write_file(folder / MANIFEST, iter([f"{text}\n".encode()]))


def read_manifest(folder: Path) -> Manifest:
    """What the dump in a folder says of itself.

    Raises:
        DumpError: It is no dump, is damaged, or was made by a newer version.
    """
    path = folder / MANIFEST
    try:
        with path.open("rb") as file:
            said = json.loads(file.read(_LONGEST_MANIFEST))
    except (FileNotFoundError, NotADirectoryError):
        raise DumpError("This is no dump of a record", where=str(folder), advice=_advise(folder)) from None
    except OSError as error:
        reason = (error.strerror or type(error).__name__).lower()
        raise DumpError(f"The dump cannot be read ({reason})", where=str(path)) from error
    except (ValueError, RecursionError):
        said = None
    if not isinstance(said, dict) or said.get("kind") != KIND or not isinstance(said.get("format"), int):
        raise _damaged(path)
    if said["format"] > FORMAT:
        raise DumpError(
            f"The dump was made by a newer version of Reftel (format {said['format']})",
            where=str(folder),
            advice=_NEWER_ADVICE,
        )
    try:
        manifest = _parse(said)
    except (KeyError, TypeError, ValueError, AttributeError):
        raise _damaged(path) from None
    _check_steps(manifest.steps, folder)
    return manifest


def write_file(path: Path, pieces: Iterator[bytes]) -> None:
    """Write a new file so that its bytes are on the disk when this returns."""
    with path.open("xb") as file:
        for piece in pieces:
            file.write(piece)
        file.flush()
        os.fsync(file.fileno())
    path.chmod(0o600)


@contextmanager
def written_whole(target: Path, draft: Path) -> Iterator[None]:
    """A folder that gets its name when the block has filled the draft, and is gone if the block fails.

    Args:
        target: What it will be called; nothing, or an empty folder.
        draft: Beside it; made here.

    Raises:
        OutputError: It cannot be written.
    """
    with output_failures(target):
        target.parent.mkdir(parents=True, exist_ok=True)
        draft.mkdir(mode=FOLDER_MODE)
    try:
        yield
        with output_failures(target):
            sync_folder(draft)
            if target.is_dir():
                target.rmdir()
            draft.rename(target)
            sync_folder(target.parent)
    except BaseException:
        shutil.rmtree(draft, ignore_errors=True)
        raise


@contextmanager
def output_failures(target: Path) -> Iterator[None]:
    """Turn what the disk says inside the block into one sentence about what is being written."""
    try:
        yield
    except OSError as error:
        reason = "the disk is full" if error.errno in NO_SPACE else (error.strerror or "failed").lower()
        raise OutputError(
            f"The copy of the record cannot be written ({reason})",
            where=str(target),
            advice="Nothing was left behind; choose another folder, or free some space.",
        ) from error


def check_vacant(target: Path) -> None:
    """Refuse to write a dump over something.

    Raises:
        OutputError: There is a file, or a folder with something in it.
    """
    with output_failures(target):
        if target.is_dir() and not any(target.iterdir()):
            return
        if target.exists() or target.is_symlink():
            raise OutputError(
                "There is something already",
                where=str(target),
                advice="Give an empty folder, or one that does not exist yet.",
            )


def _parse(said: Mapping[str, Any]) -> Manifest:
    tables = {
        str(name): Part(_count(part["rows"]), str(part["sha256"])) for name, part in said["tables"].items()
    }
    steps = said["steps"]
    if not isinstance(steps, list) or not steps or not all(isinstance(step, str) for step in steps):
        raise ValueError(steps)
    return Manifest(tuple(steps), tables, _count(said["originals"]), str(said["head"]))


def _count(value: Any) -> int:
    if type(value) is not int or value < 0:
        raise ValueError(value)
    return value


def _check_steps(steps: tuple[str, ...], folder: Path) -> None:
    known = sorted(known_steps())
    unknown = [step for step in steps if step not in known]
    if unknown:
        raise DumpError(
            f"The dump was made by a newer version of Reftel (step {unknown[-1]})",
            where=str(folder),
            advice=_NEWER_ADVICE,
        )
    if list(steps) != known[: len(steps)]:
        raise _damaged(folder / MANIFEST)


def _damaged(path: Path) -> DumpError:
    return DumpError(
        f"{MANIFEST}, which says what the dump holds, is damaged",
        where=str(path),
        advice="Take another copy of the dump.",
    )


def _advise(folder: Path) -> str:
    """Who names the folder of his backups is told the newest one in it."""
    names = sorted(path.parent.name for path in folder.glob(f"*/{MANIFEST}") if path.parent.name[0] != ".")
    if names:
        return f"Give one of the copies in it; the newest is {names[-1]}."
    return "Give a folder that `reftel record dump` or `reftel record backup` made."
