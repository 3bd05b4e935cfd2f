"""Files made for the tests: PDF and Word documents, pages, tables and archives around invented texts."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import docx

PAGES = Path(__file__).parent / "pages"
Placed = tuple[float, float, str]

# Codes of the font below for letters that Latin-1 does not have.
FONT_CODES = {"ﬁ": 1, "ﬂ": 2, "ﬀ": 3, "•": 4, "’": 5, "—": 6, "\ufffd": 7}
_DIFFERENCES = "/Differences[1/fi/fl/ff/bullet/quoteright/emdash/uniE000]"


def make_pdf(pages: Sequence[Iterable[Placed]]) -> bytes:
    """A PDF of letter size whose pages hold lines at places from the left and the foot, in points."""
    objects = [b"<</Type/Catalog/Pages 2 0 R>>", b"", _font()]
    kids = []
    for page in pages:
        content = b"".join(_show(*line) for line in page)
        objects.append(b"<</Length %d>>stream\n%b\nendstream" % (len(content), content))
        objects.append(
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents %d 0 R"
            b"/Resources<</Font<</F 3 0 R>>>>>>" % len(objects)
        )
        kids.append(b"%d 0 R" % len(objects))
    objects[1] = b"<</Type/Pages/Kids[%b]/Count %d>>" % (b" ".join(kids), len(kids))
    return _write_objects(objects)


def lay_out(lines: Iterable[str], *, top: float = 720, leading: float = 12, x: float = 72) -> list[Placed]:
    """Lines one below the other; an empty one leaves half a line."""
    placed = []
    for line in lines:
        if line:
            placed.append((x, top, line))
        top -= leading if line else leading / 2
    return placed


def make_docx(paragraphs: Iterable[str]) -> bytes:
    """A Word document; a paragraph that begins with a dash is an item of a list."""
    document = docx.Document()
    for text in paragraphs:
        if text.startswith("- "):
            document.add_paragraph(text[2:], style="List Bullet")
        else:
            document.add_paragraph(text)
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def make_zip(members: Mapping[str, bytes]) -> bytes:
    """A zip archive."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return written.getvalue()


def _show(x: float, y: float, text: str) -> bytes:
    letters = bytes(FONT_CODES.get(sign, ord(sign) if ord(sign) < 256 else ord("?")) for sign in text)
    escaped = letters.replace(b"\\", rb"\\").replace(b"(", rb"\(").replace(b")", rb"\)")
    return b"BT /F 10 Tf 1 0 0 1 %f %f Tm (%b) Tj ET\n" % (x, y, escaped)


def _font() -> bytes:
    return (
        "<</Type/Font/Subtype/Type1/BaseFont/Times-Roman"
        f"/Encoding<</Type/Encoding/BaseEncoding/WinAnsiEncoding{_DIFFERENCES}>>>>"
    ).encode()


def _write_objects(objects: Sequence[bytes]) -> bytes:
    written, offsets = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, start=1):
        offsets.append(len(written))
        written += b"%d 0 obj\n%b\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    size = len(objects) + 1
    return (
        written
        + b"xref\n0 %d\n0000000000 65535 f \n%btrailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF"
        % (
            size,
            table,
            size,
            len(written),
        )
    )
