"""Bytes that nobody has vouched for, as text that a database can hold."""

from __future__ import annotations

import os
import re
import stat
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from reftel.document import Problem, Severity, Span
from reftel.errors import SourceError
from reftel.sources.model import Origin, SourceText, digest

# The largest telegram known has some hundred kilobytes; the whole report of a year has about three megabytes.
LARGEST_BYTES = 64 * 1024 * 1024

# Noise on a line leaves a control character here and there; what has more of them was never a text.
LARGEST_CONTROL_SHARE = 0.02

# must match "\x07", "\x1f", "\x7f"; must not match "\t", "\r\n", "\f"
CONTROL_RE = re.compile(
    r"""
    [\x00-\x08\x0e-\x1f\x7f]
    """,
    re.VERBOSE,
)

SIGNATURES = (
    (b"PK\x03\x04", "a ZIP archive or an office document"),
    (b"%PDF-", "a PDF document"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old or encrypted office document"),
    (b"{\\rtf", "an RTF document"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"\x1f\x8b", "a compressed file"),
    (b"\xfd7zXZ\x00", "a compressed file"),
    (b"7z\xbc\xaf", "a compressed file"),
    (b"SQLite format 3\x00", "a database"),
    (b"\x7fELF", "a program"),
)

UTF_16_BOMS = ((BOM_UTF16_LE, "utf-16-le"), (BOM_UTF16_BE, "utf-16-be"))

# What Python's "surrogateescape" makes of a byte that is not UTF-8, and what Windows-1252 makes of it; the
# five bytes that mean nothing there become the replacement character.
ESCAPED_TO_CP1252 = {0xDC00 + byte: bytes([byte]).decode("cp1252", "replace") for byte in range(0x80, 0x100)}
ESCAPED_RE = re.compile("[\udc80-\udcff]")

ADVICE = "Give plain text."


class Decoded(NamedTuple):
    """Bytes as text: what they say, how they were read, and what was odd."""

    text: str
    encoding: str
    problems: tuple[Problem, ...] = ()


def open_text(source: str | os.PathLike[str] | bytes, name: str = "") -> SourceText:
    """Read a file or bytes as plain text.

    UTF-8 and, with a byte order mark, UTF-16 are read as such. Of anything else each byte that is not UTF-8
    is read as Windows-1252, which a `Problem` says.

    Args:
        source: A path, or the bytes themselves.
        name: Name for bytes, used in messages.

    Returns:
        The text, its bytes and their digest.

    Raises:
        SourceError: The file is missing, cannot be read, is empty, too large, or no text.
    """
    if isinstance(source, bytes):
        return make_text(source, name or "the text", Path(name).name, Origin())
    path = Path(source)
    return make_text(read_bytes(path), str(path), path.name, Origin(path=str(path)))


def make_text(data: bytes, where: str, name: str, origin: Origin) -> SourceText:
    """Read bytes as plain text; ``where`` names them in messages, ``name`` in the result."""
    check_size(len(data), where)
    text, encoding, problems = decode(data, where)
    return SourceText(printable(name), data, digest(data), text, encoding, problems, origin, text)


def read_bytes(path: Path) -> bytes:
    """The bytes of a file of which one text comes.

    Raises:
        SourceError: It is missing, no file, too large, or cannot be read.
    """
    with reading(path):
        check_file(path)
        check_size(path.stat().st_size, str(path))
        with path.open("rb") as file:
            # One byte more than allowed, for a file that grows while it is read.
            return file.read(LARGEST_BYTES + 1)


@contextmanager
def reading(path: Path) -> Iterator[None]:
    """Tell in one sentence why a file cannot be read.

    Raises:
        SourceError: It cannot.
    """
    where = str(path)
    try:
        yield
    except FileNotFoundError as error:
        raise SourceError("No such file or folder", where=where, advice="Check the path.") from error
    except (OSError, ValueError) as error:
        reason = (getattr(error, "strerror", "") or str(error)).lower()
        raise SourceError(f"The file cannot be read ({reason})", where=where) from error


def check_file(path: Path) -> None:
    """Refuse what is no file: opening a pipe would wait for ever.

    Raises:
        SourceError: It is a folder that cannot be listed, a pipe or a device.
        OSError: It cannot be looked at.
    """
    mode = path.stat().st_mode
    if stat.S_ISDIR(mode):
        raise SourceError("The folder cannot be listed", where=str(path), advice="Check who may read it.")
    if not stat.S_ISREG(mode):
        raise SourceError("This is no file that can be read as text", where=str(path), advice=ADVICE)


def check_size(size: int, where: str) -> None:
    """Refuse what is too large for one text.

    Raises:
        SourceError: It is.
    """
    if size > LARGEST_BYTES:
        found = f"The file is larger than {LARGEST_BYTES // 1024 // 1024} MB"
        raise SourceError(found, where=where, advice="Split it into its texts.")


def decode(data: bytes, where: str) -> Decoded:
    """What bytes say.

    Raises:
        SourceError: They are of something else than text, or say nothing.
    """
    for signature, what in SIGNATURES:
        if data.startswith(signature):
            raise SourceError(f"This is {what}, no plain text", where=where, advice=ADVICE)
    text, encoding, problems = _read_utf_16(data) or _read_utf_8(data)
    if not text.strip():
        raise SourceError("The file is empty", where=where, advice="Give a file that holds a text.")
    controls = len(CONTROL_RE.findall(text))
    if "\x00" in text or controls > LARGEST_CONTROL_SHARE * len(text):
        raise SourceError("This is a binary file, no plain text", where=where, advice=ADVICE)
    return Decoded(text, encoding, problems)


def unescape_bytes(escaped: str) -> str:
    """Text decoded with ``surrogateescape``, with what is no UTF-8 read as Windows-1252."""
    return escaped.translate(ESCAPED_TO_CP1252)


def _read_utf_16(data: bytes) -> Decoded | None:
    for mark, encoding in UTF_16_BOMS:
        if not data.startswith(mark):
            continue
        body = data[len(mark) :]
        try:
            return Decoded(body.decode(encoding), encoding)
        except UnicodeDecodeError as error:
            at = len(body[: error.start].decode(encoding))
            problem = _encoding_problem("Some of the text is damaged UTF-16 and could not be read.", at)
            return Decoded(body.decode(encoding, "replace"), encoding, (problem,))
    return None


def _read_utf_8(data: bytes) -> Decoded:
    body = data.removeprefix(BOM_UTF8)
    escaped = body.decode("utf-8", "surrogateescape")
    first = ESCAPED_RE.search(escaped)
    if first is None:
        return Decoded(escaped, "utf-8")
    odd = len(ESCAPED_RE.findall(escaped))
    # A letter beyond ASCII that was read as UTF-8 shows a damaged UTF-8 text rather than a Windows one.
    has_utf_8 = len(body) - len(escaped) > 0
    message = (
        "1 byte is not UTF-8 and was read as Windows-1252."
        if odd == 1
        else f"{odd} bytes are not UTF-8 and were read as Windows-1252."
    )
    encoding = "utf-8, cp1252" if has_utf_8 else "cp1252"
    return Decoded(unescape_bytes(escaped), encoding, (_encoding_problem(message, first.start()),))


def _encoding_problem(message: str, at: int) -> Problem:
    return Problem("source.encoding", Severity.WARNING, message, Span(at, at + 1))


def printable(name: str) -> str:
    """A file name that a database takes; Linux allows any bytes in one."""
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "replace").replace("\x00", "")
