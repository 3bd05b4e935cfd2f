"""Writing a result to a file, whole or not at all."""

from __future__ import annotations

import errno
import os
from contextlib import suppress
from pathlib import Path
from uuid import uuid4

from reftel.errors import OutputError

_REASONS = {
    errno.ENOSPC: ("The disk is full", "Free some space or give another path with -o."),
    errno.EROFS: ("The disk is read-only", "Give another path with -o."),
    errno.EACCES: ("You may not write there", "Give another path with -o."),
    errno.EPERM: ("You may not write there", "Give another path with -o."),
    errno.ENOENT: ("The folder does not exist", "Make it, or give another path with -o."),
    errno.ENOTDIR: ("What should be a folder is a file", "Give another path with -o."),
    errno.EISDIR: ("This is a folder", "Give the path of a file with -o."),
    errno.ELOOP: ("The link leads back to itself", "Give another path with -o."),
    errno.ENAMETOOLONG: ("The name is too long", "Give a shorter one with -o."),
}


def check_target(path: str | os.PathLike[str], *, record: Path | None = None) -> Path:
    """The file that a path means, before any work is done for it.

    Args:
        path: As it was given.
        record: Folder of the record; nothing is ever written over what is in it. None if none is read.

    Returns:
        The absolute path; that of its target if it is a link.

    Raises:
        OutputError: It is a folder, no file (a device, a pipe), or lies in the record.
    """
    given = os.fspath(path)
    target = Path(os.path.expanduser(given)).absolute()
    try:
        if target.is_symlink():
            target = target.resolve()
        if target.is_dir() or given.endswith(("/", os.sep)):
            raise _explain(errno.EISDIR, target)
        if given == "-" or (target.exists() and not target.is_file()):
            raise OutputError(
                "This is no file that can be written to",
                where=str(target) if given != "-" else given,
                advice="Give the path of a file with -o.",
            )
        if record and target.resolve().is_relative_to(record.expanduser().resolve()):
            raise OutputError(
                "This lies in the record's own folder", where=str(target), advice="Give another path with -o."
            )
    except (OSError, RuntimeError) as error:
        raise _explain(getattr(error, "errno", None) or errno.ELOOP, target) from error
    return target


def write_file(path: str | os.PathLike[str], content: str | bytes) -> Path:
    """Write a text or bytes, replacing what is there only when all of it is on the disk.

    Returns:
        The absolute path.

    Raises:
        OutputError: It cannot be written; a file that was there before is as it was.
    """
    target = Path(path).absolute()
    # Named before it is made, so that an interruption at any moment finds it.
    draft = target.parent / f".reftel-{uuid4().hex}"
    try:
        with draft.open("xb") as file:
            file.write(content.encode() if isinstance(content, str) else content)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(target)
    except OSError as error:
        raise _explain(error.errno or 0, target) from error
    finally:
        with suppress(OSError):
            draft.unlink()
    return target


def make_folder(folder: Path) -> Path:
    """The folder, made if it is not there.

    Raises:
        OutputError: It cannot be made, or is a file.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise _explain(errno.ENOTDIR if error.errno == errno.EEXIST else error.errno or 0, folder) from error
    return folder


def _explain(number: int, target: Path) -> OutputError:
    found, advice = _REASONS.get(number, ("It cannot be written", "Give another path with -o."))
    return OutputError(found, where=str(target), advice=advice)
