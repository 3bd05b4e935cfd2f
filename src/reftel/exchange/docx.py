"""A comparison as a Word document with tracked changes: accept all is the new text, reject all the old."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import count

from docx import Document
from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from docx.shared import Cm, Pt
from lxml.etree import _Element

from reftel.brief.printable import show_signs
from reftel.compare import Comparison
from reftel.exchange.tracked import PARAGRAPH, Mark, Stretch, track_changes

AUTHOR = "Reftel"
# Word wants an instant with each change. This one is nobody's, so that one comparison gives one file.
NO_INSTANT = "2000-01-01T00:00:00Z"
# A line without a sentence and with more words is no heading, such as one that says where the text is from.
LONGEST_HEADING = 10
# must match "\ufffe"; must not match "\ufffd"
NO_XML_RE = re.compile("[\ufffe\uffff]")

_WRAPPERS = {
    Mark.DELETE: "w:del",
    Mark.INSERT: "w:ins",
    Mark.MOVE_FROM: "w:moveFrom",
    Mark.MOVE_TO: "w:moveTo",
}


def render_docx(comparison: Comparison, *, title: str, banner: str = "", instant: str = NO_INSTANT) -> bytes:
    """Render a comparison as a document with tracked changes.

    Args:
        comparison: The comparison.
        title: What is compared, for the head of each page; it is no part of the text.
        banner: The marking, for head and foot of each page; empty if the texts have none.
        instant: When the changes are said to have been made, as ISO 8601.

    Returns:
        The bytes of a .docx file. Its text is the old one with the changes that make it the new one: words
        deleted and inserted, moved from and to, and ends of paragraphs.
    """
    document = Document()
    _set_up(document, title, banner)
    writer = _Writer(instant)
    body = document.element.body
    for paragraph in writer.write(track_changes(comparison)):
        body.insert(len(body) - 1, paragraph)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


@dataclass(slots=True)
class _Writer:
    """Turns stretches into paragraphs; every change and every range of a move has a number of its own."""

    instant: str
    ids: Iterator[int] = field(default_factory=lambda: count(1))

    def write(self, stretches: Sequence[Stretch]) -> Iterator[_Element]:
        """The paragraphs; the mark of each says whether its end is kept."""
        edges = _move_edges(stretches)
        ranges: dict[tuple[int, Mark], int] = {}
        paragraph: list[_Element] = []
        is_heading, words = True, 0
        for index, stretch in enumerate(stretches):
            if stretch.text == PARAGRAPH:
                yield self._paragraph(paragraph, stretch.mark, is_heading=is_heading)
                paragraph, is_heading, words = [], True, 0
                continue
            words += len(stretch.text.split())
            is_heading = is_heading and stretch.is_frame and words <= LONGEST_HEADING
            where = stretch.move, stretch.mark
            if stretch.move and edges[where][0] == index:
                ranges[where] = next(self.ids)
                paragraph.append(self._range("Start", stretch, ranges[where]))
            paragraph.append(self._run(stretch))
            if stretch.move and edges[where][1] == index:
                paragraph.append(self._range("End", stretch, ranges[where]))
        yield self._paragraph(paragraph, Mark.KEEP, is_heading=is_heading)

    def _paragraph(self, runs: list[_Element], mark: Mark, *, is_heading: bool) -> _Element:
        paragraph = OxmlElement("w:p")
        properties = OxmlElement("w:pPr")
        if is_heading and runs:
            style = OxmlElement("w:pStyle")
            style.set(qn("w:val"), "Heading2")
            properties.append(style)
        if mark is not Mark.KEEP:
            of_mark = OxmlElement("w:rPr")
            of_mark.append(self._change(_WRAPPERS[mark]))
            properties.append(of_mark)
        if len(properties):
            paragraph.append(properties)
        paragraph.extend(runs)
        return paragraph

    def _run(self, stretch: Stretch) -> _Element:
        run = OxmlElement("w:r")
        is_gone = stretch.mark is Mark.DELETE
        text = OxmlElement("w:delText" if is_gone else "w:t")
        text.text = NO_XML_RE.sub("\N{REPLACEMENT CHARACTER}", show_signs(stretch.text))
        text.set(qn("xml:space"), "preserve")
        run.append(text)
        if stretch.mark is Mark.KEEP:
            return run
        change = self._change(_WRAPPERS[stretch.mark])
        change.append(run)
        return change

    def _change(self, name: str) -> _Element:
        change = OxmlElement(name)
        change.set(qn("w:id"), str(next(self.ids)))
        change.set(qn("w:author"), AUTHOR)
        change.set(qn("w:date"), self.instant)
        return change

    def _range(self, edge: str, stretch: Stretch, number: int) -> _Element:
        name = f"{_WRAPPERS[stretch.mark]}Range{edge}"
        if edge == "End":
            element = OxmlElement(name)
            element.set(qn("w:id"), str(number))
            return element
        element = self._change(name)
        element.set(qn("w:id"), str(number))
        element.set(qn("w:name"), f"move{stretch.move}")
        return element


def _move_edges(stretches: Sequence[Stretch]) -> dict[tuple[int, Mark], tuple[int, int]]:
    """Where the first and the last words of each move stand, at either place."""
    edges: dict[tuple[int, Mark], tuple[int, int]] = {}
    for index, stretch in enumerate(stretches):
        if stretch.move:
            first, _ = edges.get((stretch.move, stretch.mark), (index, index))
            edges[stretch.move, stretch.mark] = first, index
    return edges


def _set_up(document: WordDocument, title: str, banner: str) -> None:
    properties = document.core_properties
    properties.author = properties.last_modified_by = AUTHOR
    properties.title, properties.comments = title, ""
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.5)
    style = document.styles["Normal"]
    style.font.name, style.font.size = "Georgia", Pt(11)
    head = " · ".join(part for part in (banner, title) if part)
    section.header.paragraphs[0].text = show_signs(head)
    section.footer.paragraphs[0].text = show_signs(banner)
