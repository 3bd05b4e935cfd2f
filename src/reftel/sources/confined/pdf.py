"""Opens a PDF, in the child process: the lines of its pages, with the place of each."""

from __future__ import annotations

import encodings
import io
import json
import pkgutil
import re
from collections.abc import Iterator
from contextlib import suppress
from importlib import import_module
from types import ModuleType
from typing import Any

import pypdf
from pypdf.errors import DependencyError, FileNotDecryptedError, PyPdfError

from reftel.errors import SourceError
from reftel.sources.confined.frames import LARGEST_DATA, Frame

LARGEST_PAGES = 5_000
# A page of a report has six thousand letters.
LARGEST_PAGE = 1_000_000

# must match "a\n", "a\r\n"; must not match "a b"
LINE_END_RE = re.compile(r"\r\n|[\n\r\v\f\x85\u2028\u2029]")

_SAMPLE_OBJECTS = (
    b"<</Type/Catalog/Pages 2 0 R>>",
    b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
    b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>",
    b"<</Length 25>>stream\nBT /F 9 Tf 9 9 Td(a)Tj ET\nendstream",
    b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
)

Line = tuple[str, float, float]


def warm_up() -> None:
    """Load what a document may need: all parts of the library, and every encoding that a font may name."""
    for package in (pypdf, encodings):
        _load_all(package)
    sample, offsets = b"%PDF-1.4\n", []
    for number, content in enumerate(_SAMPLE_OBJECTS, start=1):
        offsets.append(len(sample))
        sample += b"%d 0 obj\n%b\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    sample += b"xref\n0 6\n0000000000 65535 f \n%btrailer<</Size 6/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (
        table,
        len(sample),
    )
    open_bytes(sample, {})


def _load_all(package: ModuleType) -> None:
    for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}.", onerror=lambda _: None):
        with suppress(ImportError):  # parts that need another library or another system
            import_module(found.name)


def open_bytes(data: bytes, meta: dict[str, Any]) -> Frame:
    """Open a document.

    Args:
        data: The file.
        meta: Not used.

    Returns:
        JSON: for each page ``height``, and ``lines``, each a text with the place of its first letter, from
        the left and from the foot of the page in points.

    Raises:
        SourceError: It is damaged, encrypted, holds no text, or too many pages.
    """
    del meta
    reader = _open(data)
    pages = []
    size = 0
    for page in reader.pages:
        lines = list(_lines_of(page))
        size += sum(len(text) for text, _, _ in lines)
        if size * 8 > LARGEST_DATA:
            raise SourceError("The PDF holds too much text", advice="Split it.")
        pages.append({"height": float(page.mediabox.height), "lines": lines})
    if not size:
        raise SourceError(
            "The PDF holds no text that can be read, only pictures or drawings",
            advice="Have text recognition (OCR) add the text, or give the page's HTML.",
        )
    return Frame({}, json.dumps(pages).encode())


def _open(data: bytes) -> pypdf.PdfReader:
    locked = SourceError("The PDF is encrypted", advice="Save a copy without a password and give that.")
    try:
        reader = pypdf.PdfReader(io.BytesIO(data), strict=False)
        # Many are locked against changes only, with an empty password for reading.
        if reader.is_encrypted and not reader.decrypt(""):
            raise locked
        count = len(reader.pages)
    except (DependencyError, FileNotDecryptedError, NotImplementedError) as error:
        raise locked from error
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, IndexError, AssertionError) as error:
        raise SourceError(
            "The PDF is damaged and cannot be opened", advice="Save it again, or give another copy."
        ) from error
    if not count:
        raise SourceError("The PDF has no pages")
    if count > LARGEST_PAGES:
        raise SourceError(f"The PDF has more than {LARGEST_PAGES:,} pages", advice="Split it.")
    return reader


def _lines_of(page: pypdf.PageObject) -> Iterator[Line]:
    """The lines of a page in the order in which they are drawn, which is that of reading."""
    pieces: list[tuple[str, float, float]] = []
    size = 0

    def note(text: str, outer: list[float], inner: list[float], *_: object) -> None:
        nonlocal size
        size += len(text)
        if size > LARGEST_PAGE:
            raise SourceError("A page of the PDF holds too much text", advice="Give the page's HTML.")
        x = outer[0] * inner[4] + outer[2] * inner[5] + outer[4]
        y = outer[1] * inner[4] + outer[3] * inner[5] + outer[5]
        pieces.append((text, round(x, 1), round(y, 1)))

    page.extract_text(visitor_text=note)
    line: list[str] = []
    place: tuple[float, float] | None = None
    for text, x, y in pieces:
        for number, part in enumerate(LINE_END_RE.split(text)):
            if number:
                yield from _finish(line, place)
                line, place = [], None
            if part.strip() and place is None:
                place = (x, y)
            line.append(part)
    yield from _finish(line, place)


def _finish(pieces: list[str], place: tuple[float, float] | None) -> Iterator[Line]:
    text = "".join(pieces).strip().replace("\0", "\ufffd")
    if text and place is not None:
        yield text, *place
