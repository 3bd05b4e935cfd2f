"""Opens a Word document, in the child process: its paragraphs in order, as if all changes were accepted."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from typing import Any

import docx
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

from reftel.errors import SourceError
from reftel.sources.confined.archive import check_total, find_overlaps, why_refused
from reftel.sources.confined.frames import Frame

# Words that tracked changes take out, and the second copy of what stands in a text box.
LEFT_OUT = frozenset(qn(tag) for tag in ("w:del", "w:moveFrom", "w:delText", "w:instrText")) | {
    "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
}
SIGNS = {
    qn("w:tab"): "\t",
    qn("w:br"): "\n",
    qn("w:cr"): "\n",
    qn("w:noBreakHyphen"): "\N{NON-BREAKING HYPHEN}",
    qn("w:softHyphen"): "",
}
_PARAGRAPH, _TEXT, _STYLE = qn("w:p"), qn("w:t"), qn("w:pStyle")
_LIST, _PROPERTIES, _TEXT_BOX = qn("w:numPr"), qn("w:pPr"), qn("w:txbxContent")


def warm_up() -> None:
    """Load what the first document needs, by writing one and opening it."""
    written = io.BytesIO()
    document = docx.Document()
    document.add_paragraph("a")
    document.save(written)
    open_bytes(written.getvalue(), {})


def open_bytes(data: bytes, meta: dict[str, Any]) -> Frame:
    """Open a document.

    Args:
        data: The file.
        meta: Not used.

    Returns:
        Its paragraphs, those in tables among them, parted by blank lines. Headers, footers, footnotes and
        comments are left out.

    Raises:
        SourceError: It is damaged, encrypted, another kind of office document, or grows beyond measure.
    """
    del meta
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.infolist()
        if any(why_refused(member) for member in members) or find_overlaps(members):
            raise SourceError("The Word document is made to do harm", advice="Do not open it elsewhere.")
        check_total(members, len(data))
        document = docx.Document(io.BytesIO(data))
    except SourceError:
        raise
    except ValueError as error:
        raise SourceError(
            "This is an office document, but no Word document", advice="Save it as DOCX, PDF or plain text."
        ) from error
    except Exception as error:
        raise SourceError(
            "The Word document is damaged and cannot be opened", advice="Open it in Word and save it again."
        ) from error
    paragraphs = (_text_of(paragraph) for paragraph in document.element.body.iter(_PARAGRAPH))
    return Frame({}, "\n\n".join(text for text in paragraphs if text).encode("utf-8", "replace"))


def _text_of(paragraph: BaseOxmlElement) -> str:
    text = "".join(_pieces(paragraph)).strip()
    properties = paragraph.find(_PROPERTIES)
    if properties is None or not text:
        return text
    style = properties.find(_STYLE)
    is_item = properties.find(_LIST) is not None or (
        style is not None and str(style.get(qn("w:val"), "")).startswith("List")
    )
    return f"- {text}" if is_item else text


def _pieces(element: BaseOxmlElement) -> Iterator[str]:
    for child in element:
        if child.tag in LEFT_OUT or child.tag == _TEXT_BOX:  # a text box has paragraphs of its own
            continue
        if child.tag == _TEXT:
            yield child.text or ""
        elif child.tag in SIGNS:
            yield SIGNS[child.tag]
        else:
            yield from _pieces(child)
