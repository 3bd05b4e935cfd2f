"""Which files a command line means: files, folders with all that is in them, and glob patterns."""

from __future__ import annotations

import glob
import os
import stat
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from reftel.errors import SourceError


@dataclass(frozen=True, slots=True)
class FoundFile:
    """A file to take in.

    Args:
        path: Where it is.
        is_named: Whether someone named this very file. What stands in a folder by the way may be of no kind
            that is known; a file that was named should have been.
    """

    path: Path
    is_named: bool


def find_files(paths: Iterable[str | os.PathLike[str]]) -> Iterator[FoundFile]:
    """The files that paths and patterns stand for.

    Args:
        paths: Files, folders (all files inside, whatever their depth, by name; hidden ones are left out) or
            patterns that the shell did not expand, such as ``"tip/**/*.txt"``.

    Returns:
        The files, lazily, in the order of the paths; a file that two paths name comes twice. What turns out
        not to be readable is given too, so that opening it says why.

    Raises:
        SourceError: A path does not exist, or a pattern fits nothing.
    """
    for path in paths:
        yield from _find_under(Path(path))


def _find_under(path: Path) -> Iterator[FoundFile]:
    if _exists(path):
        if _is(path, stat.S_ISDIR):
            yield from _walk(path, frozenset())
        else:
            yield FoundFile(path, is_named=True)
    elif glob.has_magic(str(path)):
        yield from _match(str(path))
    else:
        raise SourceError("No such file or folder", where=str(path), advice="Check the path.")


def _match(pattern: str) -> Iterator[FoundFile]:
    # iglob would do, but only a sorted list gives the same order on every machine.
    matches = sorted(glob.glob(os.path.expanduser(pattern), recursive=True))
    if not matches:
        raise SourceError("No file fits this pattern", where=pattern, advice="Check the pattern.")
    # "**" gives a folder and again each file in it.
    files = dict.fromkeys(found.path for match in matches for found in _found_at(Path(match)))
    for path in files:
        yield FoundFile(path, is_named=False)


def _found_at(path: Path) -> Iterator[FoundFile]:
    if _is(path, stat.S_ISDIR):
        yield from _walk(path, frozenset())
    else:
        yield FoundFile(path, is_named=False)


def _walk(folder: Path, above: frozenset[tuple[int, int]]) -> Iterator[FoundFile]:
    """Files below a folder; links to folders are followed unless they lead back into where they stand."""
    try:
        status = folder.stat()
        names = sorted(os.listdir(folder))
    except OSError:
        # Opening it will say why; raising here would hide everything that comes after it.
        yield FoundFile(folder, is_named=not above)
        return
    identity = (status.st_dev, status.st_ino)
    if identity in above:
        return
    for name in names:
        if name.startswith("."):
            continue
        entry = folder / name
        if _is(entry, stat.S_ISDIR):
            yield from _walk(entry, above | {identity})
        elif _is(entry, stat.S_ISREG, if_hidden=True):
            yield FoundFile(entry, is_named=False)


def _is(path: Path, kind: Callable[[int], bool], *, if_hidden: bool = False) -> bool:
    """Whether a path is of a kind; of one that may not be looked at, what the caller says."""
    try:
        return kind(path.stat().st_mode)
    except PermissionError:
        return if_hidden
    except (OSError, ValueError):
        return False


def _exists(path: Path) -> bool:
    # A path longer than the system allows, or with a NUL, is a path that does not exist; one that may not be
    # looked at does, and opening it will say so.
    try:
        return path.exists()
    except PermissionError:
        return True
    except (OSError, ValueError):
        return False
