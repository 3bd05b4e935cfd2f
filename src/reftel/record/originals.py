"""The original bytes of every document, in files named by their SHA-256."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

from reftel.errors import RecordError

FOLDER = "originals"

# A record may hold what not everybody may read.
FOLDER_MODE = 0o700
FILE_MODE = 0o400


def original_path(record: Path, sha256: str) -> Path:
    """Where the bytes with this digest are kept."""
    return record / FOLDER / sha256[:2] / sha256


def keep_original(record: Path, sha256: str, data: bytes) -> bool:
    """Write bytes so that they are whole on the disk, or not there at all, before this returns.

    Args:
        record: The record's folder.
        sha256: Digest of the bytes in hexadecimal.
        data: The bytes.

    Returns:
        Whether they were written; False if they were there already.

    Raises:
        OSError: The disk is full or cannot be written to; nothing is left behind.
    """
    path = original_path(record, sha256)
    if is_kept(record, sha256):
        return False
    _make_folder(path.parent)
    # Named after the bytes, so that what a killed process has left of them goes when they come again. The
    # lock of these bytes keeps others away.
    temporary = path.parent / f".new-{sha256}"
    try:
        temporary.unlink(missing_ok=True)
        with temporary.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        temporary.chmod(FILE_MODE)
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    sync_folder(path.parent)
    return True


def is_kept(record: Path, sha256: str) -> bool:
    """Whether the bytes with this digest are there and whole."""
    path = original_path(record, sha256)
    return path.exists() and digest_bytes(path.read_bytes()) == sha256


def drop_original(record: Path, sha256: str) -> None:
    """Remove bytes of which no document came."""
    original_path(record, sha256).unlink(missing_ok=True)


def read_original(record: Path, sha256: str) -> bytes:
    """The bytes with this digest.

    Raises:
        RecordError: They are gone, or are no longer the ones that were kept.
    """
    path = original_path(record, sha256)
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        data = b""
    if digest_bytes(data) != sha256:
        raise RecordError(
            "An original file is missing or was changed",
            where=str(path),
            advice="Restore it from a backup, or import the file that it came from again.",
        )
    return data


def sync_folder(folder: Path) -> None:
    """Have the names in a folder on the disk, as `fsync` has the bytes of a file."""
    if os.name == "nt":  # which keeps names with the files and opens no folders
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def digest_bytes(data: bytes) -> str:
    """The SHA-256 by which bytes are kept, in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def _make_folder(folder: Path) -> None:
    if folder.is_dir():
        return
    folder.mkdir(mode=FOLDER_MODE, parents=True, exist_ok=True)
    sync_folder(folder.parent)
