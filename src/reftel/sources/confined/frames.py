"""What goes through the pipes between Reftel and the child process: frames of plain JSON and bytes.

Never a pickle: what comes back from a child that opened a hostile file is as little trusted as the file.
"""

from __future__ import annotations

import json
import struct
from collections.abc import Mapping
from typing import IO, Any, NamedTuple

_HEAD = struct.Struct(">II")
LARGEST_META = 1024 * 1024
LARGEST_DATA = 256 * 1024 * 1024


class Frame(NamedTuple):
    """One message: plain values, and bytes."""

    meta: Mapping[str, Any]
    data: bytes


class FrameError(Exception):
    """What came through the pipe is no frame."""


def write_frame(stream: IO[bytes], meta: Mapping[str, Any], data: bytes = b"") -> None:
    """Send one message.

    Raises:
        OSError: The other side is gone.
        FrameError: The message is larger than a frame may be.
    """
    head = json.dumps(meta).encode()
    if len(head) > LARGEST_META or len(data) > LARGEST_DATA:
        raise FrameError("too large")
    stream.write(_HEAD.pack(len(head), len(data)))
    stream.write(head)
    stream.write(data)
    stream.flush()


def read_frame(stream: IO[bytes]) -> Frame | None:
    """Take one message; None when the other side has ended properly between two messages.

    Raises:
        FrameError: It ended in the middle of one, or sent something else.
    """
    head = _read(stream, _HEAD.size)
    if not head:
        return None
    if len(head) < _HEAD.size:
        raise FrameError("cut off")
    meta_size, data_size = _HEAD.unpack(head)
    if meta_size > LARGEST_META or data_size > LARGEST_DATA:
        raise FrameError("too large")
    meta, data = _read(stream, meta_size), _read(stream, data_size)
    if len(meta) < meta_size or len(data) < data_size:
        raise FrameError("cut off")
    try:
        values = json.loads(meta)
    except ValueError as error:
        raise FrameError("no JSON") from error
    if not isinstance(values, dict):
        raise FrameError("no object")
    return Frame(values, data)


def _read(stream: IO[bytes], size: int) -> bytes:
    pieces: list[bytes] = []
    while size:
        piece = stream.read(size)
        if not piece:
            break
        pieces.append(piece)
        size -= len(piece)
    return b"".join(pieces)
