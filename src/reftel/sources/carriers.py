"""From a found file to the texts in it, whatever they are carried in."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from itertools import chain
from pathlib import Path

from reftel.errors import SourceError
from reftel.sources.archives import Member, open_members
from reftel.sources.bulk import open_rows
from reftel.sources.documents import open_docx, open_pdf
from reftel.sources.files import FoundFile
from reftel.sources.forms import LOOKED_AT, Form, tell_form
from reftel.sources.model import Origin, Refused, SourceText
from reftel.sources.pages import open_page
from reftel.sources.texts import check_file, check_size, make_text, read_bytes, reading

CHUNK = 1024 * 1024

_OPENERS: Mapping[Form, Callable[[bytes, str, str, Origin], SourceText]] = {
    Form.TEXT: make_text,
    Form.PAGE: open_page,
    Form.DOCX: open_docx,
    Form.PDF: open_pdf,
}


def read_file_text(path: str | os.PathLike[str]) -> SourceText:
    """The one text of a file: plain text, an HTML page, a Word document or a PDF with text.

    Args:
        path: The file.

    Returns:
        Its text, with the bytes and the steps between the two.

    Raises:
        SourceError: It cannot be read, is of no form that is known, or is an archive or table of many texts.
    """
    file = Path(path)
    form = _look(file)
    if form in (Form.ARCHIVE, Form.TABLE):
        what = "a zip archive" if form is Form.ARCHIVE else "a table of telegrams"
        raise SourceError(
            f"This is {what}, which may hold many texts", where=str(file), advice="Give a file with one text."
        )
    return _open(form, read_bytes(file), str(file), file.name, Origin(path=str(file)))


def open_bytes(data: bytes, name: str = "") -> SourceText:
    """The one text of bytes that were kept: of a file, of a member of an archive, or of a row of a table.

    Args:
        data: The bytes, as in `SourceText.data`.
        name: The name that they had.

    Raises:
        SourceError: They cannot be read, or are no single text.
    """
    form = tell_form(data[:LOOKED_AT], name)
    where = name or "the text"
    if form is Form.TABLE:
        texts = list(open_rows([data], name, Origin()))
        if len(texts) == 1 and isinstance(texts[0], SourceText):
            return texts[0]
    if form in (Form.TABLE, Form.ARCHIVE):
        raise SourceError("This is no single text", where=where)
    return _open(form, data, where, name, Origin())


def open_found(file: FoundFile) -> Iterator[SourceText | Refused]:
    """Open the texts that a file carries, one after another.

    Args:
        file: A file as `find_files` gives it.

    Returns:
        The texts, lazily, each with its own bytes and digest. A part of the file that cannot be opened comes
        as `Refused`, and the others go on.

    Raises:
        SourceError: The file as a whole cannot be opened.
    """
    path = file.path
    form = _look(path)
    origin = Origin(path=str(path))
    if form is Form.ARCHIVE:
        yield from _open_archive(path, origin)
    elif form is Form.TABLE:
        with reading(path), path.open("rb") as table:
            yield from open_rows(iter(lambda: table.read(CHUNK), b""), path.name, origin)
    else:
        yield _open(form, read_bytes(path), str(path), path.name, origin)


def _look(path: Path) -> Form:
    with reading(path):
        check_file(path)
        with path.open("rb") as file:
            head = file.read(LOOKED_AT)
    return tell_form(head, path.name)


def _open(form: Form, data: bytes, where: str, name: str, origin: Origin) -> SourceText:
    try:
        return _OPENERS[form](data, where, name, origin)
    except SourceError as error:
        raise SourceError(error.found, where=where, advice=error.advice) from error


def _open_archive(path: Path, origin: Origin) -> Iterator[SourceText | Refused]:
    try:
        for member in open_members(path):
            yield from _open_member(member, replace(origin, member=member.path))
    except SourceError as error:
        raise SourceError(error.found, where=str(path), advice=error.advice) from error


def _open_member(member: Member, origin: Origin) -> Iterator[SourceText | Refused]:
    where = str(origin)
    try:
        if member.error is not None:
            raise member.error
        first = next(member.chunks, b"")
        form = tell_form(first[:LOOKED_AT], member.name)
        if form is Form.ARCHIVE:
            raise SourceError("A zip archive inside another is not opened", advice="Unpack the outer one.")
        if form is Form.TABLE:
            yield from open_rows(chain([first], member.chunks), member.name, origin)
            return
        check_size(max(member.size, len(first)), where)
        data = _collect(first, member.chunks, where)
        yield _open(form, data, where, member.name, origin)
    except SourceError as error:
        yield Refused(origin, SourceError(error.found, where=where, advice=error.advice))


def _collect(first: bytes, chunks: Iterator[bytes], where: str) -> bytes:
    pieces, size = [first], len(first)
    for chunk in chunks:
        size += len(chunk)
        check_size(size, where)
        pieces.append(chunk)
    return b"".join(pieces)
