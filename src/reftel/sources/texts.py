"""Bytes that nobody has vouched for, as text that a database can hold."""

from __future__ import annotations

import hashlib
import os
import re
import stat
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from dataclasses import dataclass
from pathlib import Path

from reftel.document import Problem, Severity, Span
from reftel.errors import SourceError

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
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old office document"),
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


@dataclass(frozen=True, slots=True)
class OpenedText:
    """A text with the bytes that it came in.

    Args:
        name: Base name of the file, or of the part of it; empty if the bytes came without one.
        data: The bytes as they came.
        sha256: Their SHA-256 in hexadecimal.
        text: What they say; holds neither NUL nor half a surrogate pair, so that any database takes it.
        encoding: How they were read: ``utf-8``, ``utf-16-le``, ``cp1252`` ...
        problems: What was odd in the encoding.
    """

    name: str
    data: bytes
    sha256: str
    text: str
    encoding: str
    problems: tuple[Problem, ...] = ()


def open_text(source: str | os.PathLike[str] | bytes, name: str = "") -> OpenedText:
    """Read a file or bytes as text.

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
        data, where, base_name = source, name or "the text", Path(name).name
    else:
        data, where, base_name = _read_bytes(Path(source)), os.fspath(source), Path(source).name
    if len(data) > LARGEST_BYTES:
        raise _too_large(where)
    text, encoding, problems = _decode(data, where)
    return OpenedText(
        name=_printable(base_name),
        data=data,
        sha256=hashlib.sha256(data).hexdigest(),
        text=text,
        encoding=encoding,
        problems=problems,
    )


def _read_bytes(path: Path) -> bytes:
    where = str(path)
    try:
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            raise SourceError("The folder cannot be listed", where=where, advice="Check who may read it.")
        if not stat.S_ISREG(status.st_mode):
            raise SourceError("This is no file that can be read as text", where=where, advice=ADVICE)
        if status.st_size > LARGEST_BYTES:
            raise _too_large(where)
        with path.open("rb") as file:
            # One byte more than allowed, for a file that grows while it is read.
            return file.read(LARGEST_BYTES + 1)
    except FileNotFoundError as error:
        raise SourceError("No such file or folder", where=where, advice="Check the path.") from error
    except (OSError, ValueError) as error:
        reason = (getattr(error, "strerror", "") or str(error)).lower()
        raise SourceError(f"The file cannot be read ({reason})", where=where) from error


def _decode(data: bytes, where: str) -> tuple[str, str, tuple[Problem, ...]]:
    for signature, what in SIGNATURES:
        if data.startswith(signature):
            raise SourceError(f"This is {what}, no plain text", where=where, advice=ADVICE)
    text, encoding, problems = _read_utf_16(data) or _read_utf_8(data)
    if not text.strip():
        raise SourceError("The file is empty", where=where, advice="Give a file that holds a text.")
    controls = len(CONTROL_RE.findall(text))
    if "\x00" in text or controls > LARGEST_CONTROL_SHARE * len(text):
        raise SourceError("This is a binary file, no plain text", where=where, advice=ADVICE)
    return text, encoding, problems


def _read_utf_16(data: bytes) -> tuple[str, str, tuple[Problem, ...]] | None:
    for mark, encoding in UTF_16_BOMS:
        if not data.startswith(mark):
            continue
        body = data[len(mark) :]
        try:
            return body.decode(encoding), encoding, ()
        except UnicodeDecodeError as error:
            at = len(body[: error.start].decode(encoding))
            problem = _encoding_problem("Some of the text is damaged UTF-16 and could not be read.", at)
            return body.decode(encoding, "replace"), encoding, (problem,)
    return None


def _read_utf_8(data: bytes) -> tuple[str, str, tuple[Problem, ...]]:
    body = data.removeprefix(BOM_UTF8)
    escaped = body.decode("utf-8", "surrogateescape")
    first = ESCAPED_RE.search(escaped)
    if first is None:
        return escaped, "utf-8", ()
    odd = len(ESCAPED_RE.findall(escaped))
    # A letter beyond ASCII that was read as UTF-8 shows a damaged UTF-8 text rather than a Windows one.
    has_utf_8 = len(body) - len(escaped) > 0
    message = (
        "1 byte is not UTF-8 and was read as Windows-1252."
        if odd == 1
        else f"{odd} bytes are not UTF-8 and were read as Windows-1252."
    )
    encoding = "utf-8, cp1252" if has_utf_8 else "cp1252"
    return escaped.translate(ESCAPED_TO_CP1252), encoding, (_encoding_problem(message, first.start()),)


def _encoding_problem(message: str, at: int) -> Problem:
    return Problem("source.encoding", Severity.WARNING, message, Span(at, at + 1))


def _too_large(where: str) -> SourceError:
    limit = LARGEST_BYTES // 1024 // 1024
    return SourceError(f"The file is larger than {limit} MB", where=where, advice="Split it into its texts.")


def _printable(name: str) -> str:
    """A file name that a database takes; Linux allows any bytes in one."""
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "replace").replace("\x00", "")
