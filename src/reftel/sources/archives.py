"""Zip archives: their members one after another, opened by a child process."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO

from reftel.errors import SourceError
from reftel.sources.confined.frames import Frame
from reftel.sources.confined.limits import BUDGETS
from reftel.sources.confined.parent import end, start, take_frames
from reftel.sources.texts import printable, reading


@dataclass(frozen=True, slots=True)
class Member:
    """A member of an archive.

    Args:
        path: Its path inside.
        size: Its size in bytes, as the archive says.
        chunks: Its bytes in pieces, once; what is not taken of them is passed over.
        error: Why it is not read; None if it is.
    """

    path: str
    size: int
    chunks: Iterator[bytes]
    error: SourceError | None = None

    @property
    def name(self) -> str:
        """Its base name."""
        return PurePosixPath(self.path).name


def open_members(path: Path) -> Iterator[Member]:
    """The members of an archive, in its order; folders and hidden files are left out.

    Args:
        path: The archive.

    Raises:
        SourceError: It is damaged, or more than is allowed.
    """
    with reading(path), path.open("rb") as archive:
        yield from _open_members(archive)


def _open_members(archive: IO[bytes]) -> Iterator[Member]:
    process = start("child.serve_archive()", archive)
    try:
        frames = take_frames(process, BUDGETS["zip"])
        for frame in frames:
            name = printable(str(frame.meta.get("member", "")))
            if "refused" in frame.meta:
                yield _refused(name, frame)
                continue
            chunks = iter([frame.data]) if frame.meta.get("is_whole") else _Chunks(frames)
            yield Member(name, int(frame.meta.get("size", 0)), chunks)
            with suppress(SourceError):  # nobody asked for the rest of it
                deque(chunks, maxlen=0)
    finally:
        end(process)


class _Chunks(Iterator[bytes]):
    """The bytes of one member, up to the frame that ends it."""

    def __init__(self, frames: Iterator[Frame]) -> None:
        self._frames = frames
        self._is_over = False

    def __next__(self) -> bytes:
        if self._is_over:
            raise StopIteration
        frame = next(self._frames, None)
        if frame is None or frame.meta.get("is_end"):
            self._is_over = True
            raise StopIteration
        if "refused" in frame.meta:
            self._is_over = True
            raise SourceError(str(frame.meta["refused"]), advice=str(frame.meta.get("advice", "")))
        return frame.data


def _refused(name: str, frame: Frame) -> Member:
    error = SourceError(str(frame.meta["refused"]), advice=str(frame.meta.get("advice", "")))
    return Member(name, 0, iter(()), error)
