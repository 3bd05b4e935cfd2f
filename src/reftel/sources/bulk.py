"""The bulk edition: a table with a telegram in each row, read row by row however large it is."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from reftel.document import Problem, Severity, Span
from reftel.errors import SourceError
from reftel.sources.forms import HEADER_RE, is_row
from reftel.sources.model import Carrier, Origin, Refused, SourceText, digest
from reftel.sources.texts import CONTROL_RE, ESCAPED_RE, printable, unescape_bytes

# The largest telegram known has some hundred kilobytes.
LARGEST_ROW = 8 * 1024 * 1024
COLUMNS = 8

# must match "\n  " at an end; must not match "a\nb"
BLANK_END_RE = re.compile(r"\s+\Z")


class _DamagedRowError(Exception):
    """What is wrong with a row, as the first argument."""


def open_rows(chunks: Iterable[bytes], name: str, origin: Origin) -> Iterator[SourceText | Refused]:
    """The telegrams of a table.

    The columns are number, date, identifier, origin, classification, references, header and content. A row
    becomes catalogue lines (identifier, date, classification, origin), the header, and the content.

    Args:
        chunks: The bytes of the table in pieces of any size.
        name: Base name of the table.
        origin: Where it stands.

    Returns:
        For each row its text, or why it could not be read; one row is held in memory at a time.
    """
    for number, data in enumerate(split_rows(chunks), start=1):
        here = replace(origin, carrier=Carrier.BULK_ROW, row=number)
        try:
            yield _read_row(data, f"{printable(name)}, row {number}", here)
        except _DamagedRowError as damage:
            error = SourceError(str(damage), where=str(here), advice="The other rows are not affected.")
            yield Refused(here, error)


def split_rows(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """The bytes of each row.

    A row begins where a line begins like one (number, date, identifier) and goes on to the next such line:
    a quotation mark that is missing damages its own row only.
    """
    row: list[bytes] = []
    size = 0
    is_first = True
    for line in _lines(chunks):
        if is_first:
            is_first = False
            if HEADER_RE.fullmatch(line):
                continue
            line = line.removeprefix(b"\xef\xbb\xbf")  # noqa: PLW2901
        if is_row(line) and row:
            yield b"".join(row)
            row, size = [], 0
        if size <= LARGEST_ROW:  # of what is too large a little more is kept, so that it shows
            row.append(line)
        size += len(line)
    if b"".join(row).strip():
        yield b"".join(row)


def _lines(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """Lines with their ends; one that is longer than a row may be comes in pieces."""
    rest = b""
    for chunk in chunks:
        *lines, rest = (rest + chunk).splitlines(keepends=True) or [b""]
        if rest.endswith(b"\n") or len(rest) > LARGEST_ROW:
            lines.append(rest)
            rest = b""
        yield from lines
    if rest:
        yield rest


def _read_row(data: bytes, name: str, origin: Origin) -> SourceText:
    if len(data) > LARGEST_ROW:
        raise _DamagedRowError(f"The row is larger than {LARGEST_ROW // 1024 // 1024} MB")
    escaped = data.decode("utf-8", "surrogateescape")
    fields = _split_fields(unescape_bytes(escaped))
    identifier, date, classification, place = fields[2], fields[1], fields[4], fields[3]
    catalogue = [" ".join(field.split()) for field in (identifier, date, classification, place)]
    blocks = [BLANK_END_RE.sub("", block) for block in fields[6:]]
    text = "\n".join([*(line for line in catalogue if line), *(block for block in blocks if block)])
    if not blocks[-1] and not blocks[0]:
        raise _DamagedRowError("The row holds no telegram")
    if len(CONTROL_RE.findall(text)) > len(text) // 50:
        raise _DamagedRowError("The row holds binary data")
    odd = len(ESCAPED_RE.findall(escaped))
    problems = (_encoding_problem(odd),) if odd else ()
    encoding = "utf-8, cp1252" if odd else "utf-8"
    text = text.replace("\0", "\ufffd")
    return SourceText(name, data, digest(data), text, encoding, problems, origin, text)


def _split_fields(text: str) -> list[str]:
    # A telegram is one field, and the library's own limit is less than the longest ones have.
    csv.field_size_limit(LARGEST_ROW)
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), escapechar="\\", strict=True))
    except csv.Error as error:
        raise _DamagedRowError("The row is damaged: its quotation marks do not fit") from error
    if len(rows) != 1:
        raise _DamagedRowError("The row is damaged: something stands behind its last column")
    if len(rows[0]) != COLUMNS:
        raise _DamagedRowError(f"The row has {len(rows[0])} columns instead of {COLUMNS}")
    # A column without a value.
    return ["" if field == "N" else field for field in rows[0]]


def _encoding_problem(odd: int) -> Problem:
    bytes_are = "1 byte is" if odd == 1 else f"{odd} bytes are"
    were = "was" if odd == 1 else "were"
    message = f"{bytes_are} not UTF-8 and {were} read as Windows-1252."
    return Problem("source.encoding", Severity.WARNING, message, Span(0, 1))
