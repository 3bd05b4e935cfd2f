"""Opens a zip archive, in the child process: which members may be read, and their bytes."""

from __future__ import annotations

import lzma
import stat
import zipfile
import zlib
from collections.abc import Callable, Sequence
from operator import attrgetter
from pathlib import PurePosixPath
from typing import IO, Any

from reftel.errors import SourceError
from reftel.sources.confined.limits import BUDGETS, MEGABYTE, allow_seconds

# The whole bulk edition is one table of 1.7 GB; all pages of the web edition together have about 3 GB.
LARGEST_MEMBER = 4 * 1024 * MEGABYTE
LARGEST_TOTAL = 16 * 1024 * MEGABYTE
LARGEST_COUNT = 1_000_000
# Text shrinks to a fourth, a table of like rows to a thirtieth; a bomb to less than a hundredth.
LARGEST_RATIO = 100
# Below this size nothing is a bomb, and a blank page shrinks as it likes.
HARMLESS_BYTES = MEGABYTE
HARMLESS_TOTAL = 256 * MEGABYTE
CHUNK = MEGABYTE

_UNIX = 3
_ENCRYPTED = 0x1
_DRIVE_LENGTH = 2

DAMAGE = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, OSError, ValueError, RuntimeError)

Send = Callable[..., None]


def send_members(archive: IO[bytes], send: Send) -> None:
    """Send all members of an archive, in its order.

    Args:
        archive: A file that can be rewound.
        send: Takes a dictionary and bytes. For each member that may be read it is called with ``member`` and
            ``size``, then with pieces of its bytes, then with ``is_end``; of a small one all is sent at once,
            with ``is_whole``. For each that is refused it is called with ``member``, ``refused`` and
            ``advice``; at last with ``is_last``.

    Raises:
        SourceError: The archive is damaged, or as a whole more than is allowed.
    """
    try:
        opened = zipfile.ZipFile(archive)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise SourceError("The archive is damaged and cannot be opened", advice="Make it again.") from error
    with opened:
        members = opened.infolist()
        archive.seek(0, 2)
        overlapping = find_overlaps(members)
        reasons = [
            "overlaps another member" if member.header_offset in overlapping else why_refused(member)
            for member in members
        ]
        readable = [member for member, why in zip(members, reasons, strict=True) if not why]
        check_total(readable, archive.tell())
        for member, why in zip(members, reasons, strict=True):
            allow_seconds(BUDGETS["zip"].cpu_seconds)
            if member.is_dir() or PurePosixPath(member.filename).name.startswith("."):
                continue
            if why:
                _refuse(send, member, why)
            else:
                _send_member(opened, member, send)
    send({"is_last": True})


def check_total(members: Sequence[zipfile.ZipInfo], size: int) -> None:
    """Refuse an archive that as a whole grows beyond measure.

    Args:
        members: Those that would be read.
        size: Of the archive, in bytes.

    Raises:
        SourceError: There are too many members, or they are too large together.
    """
    if len(members) > LARGEST_COUNT:
        raise SourceError(
            f"The archive has more than {LARGEST_COUNT:,} members", advice="Split it, or unpack it yourself."
        )
    total = sum(member.file_size for member in members)
    if total > LARGEST_TOTAL or (total > HARMLESS_TOTAL and total > LARGEST_RATIO * max(size, 1)):
        raise SourceError(
            f"The archive would grow to {total // MEGABYTE:,} MB",
            advice="If you trust it, unpack it yourself and give the folder.",
        )


def why_refused(member: zipfile.ZipInfo) -> str:
    """Why a member is not read, as the end of a sentence; empty if it may be."""
    name = member.filename
    parts = name.replace("\\", "/").split("/")
    kind = stat.S_IFMT(member.external_attr >> 16) if member.create_system == _UNIX else 0
    packed = max(member.compress_size, 1)
    reasons = (
        ("has an absolute path", not parts[0] or name[1:_DRIVE_LENGTH] == ":"),
        ("leads out of the archive (..)", ".." in parts),
        ("is a link", kind == stat.S_IFLNK),
        ("is no file but a device or pipe", kind not in (0, stat.S_IFREG, stat.S_IFLNK)),
        ("is encrypted", bool(member.flag_bits & _ENCRYPTED)),
        (f"is larger than {LARGEST_MEMBER // MEGABYTE:,} MB", member.file_size > LARGEST_MEMBER),
        (
            "would grow to more than a hundred times its size",
            member.file_size > HARMLESS_BYTES and member.file_size > LARGEST_RATIO * packed,
        ),
    )
    return next((reason for reason, holds in reasons if holds), "")


def find_overlaps(members: Sequence[zipfile.ZipInfo]) -> set[int]:
    """Offsets of members whose bytes are those of another one, too, as a bomb without nesting has them."""
    found: set[int] = set()
    reach, last = -1, -1
    for member in sorted(members, key=attrgetter("header_offset")):
        if member.header_offset < reach:
            found |= {last, member.header_offset}
        end = member.header_offset + member.compress_size
        if end > reach:
            reach, last = end, member.header_offset
    return found


def _send_member(archive: zipfile.ZipFile, member: zipfile.ZipInfo, send: Send) -> None:
    what = {"member": member.filename, "size": member.file_size}
    try:
        with archive.open(member) as opened:
            first = opened.read(CHUNK)
            if member.file_size <= CHUNK:  # in one frame, as nearly all are
                opened.read(1)  # at the end its sum is checked
                send({**what, "is_whole": True}, first)
                return
            send(what)
            left, chunk = member.file_size, first
            while chunk and left > 0:
                send({}, chunk[:left])
                left -= len(chunk)
                chunk = opened.read(CHUNK)
    except BrokenPipeError:
        raise
    except DAMAGE:
        _refuse(send, member, "is damaged")
        return
    send({"is_end": True})


def _refuse(send: Send, member: zipfile.ZipInfo, why: str) -> None:
    advice: dict[str, Any] = {"advice": "If you trust it, unpack the archive yourself and give the folder."}
    send({"member": member.filename, "refused": f"A member of the archive {why}", **advice})
