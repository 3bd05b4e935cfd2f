"""Opens an HTML page, in the child process: the preformatted telegram of a page, or its main text.

What is menu or furniture is taken out of a page. The smallest element that holds nearly all of the prose that
is left is the article.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from lxml import etree, html

from reftel.errors import SourceError
from reftel.sources.confined.frames import Frame

# must match "<?xml version='1.0' encoding='utf-8'?>"; must not match "<html>"
XML_HEAD_RE = re.compile(r"\s*<\?xml[^>]{0,200}\?>")
# must match "Viewing cable 09HONGKONG1103, TITLE"; must not match "09HONGKONG1103"
HEADING_RE = re.compile(r"(?P<id>[0-9]{2}[A-Z]{3,24}[0-9]{1,7})\s*[,:–-]\s*(?P<title>\S[^\n]*)")

# must match "2022 Trafficking in Persons Report: Averline"; must not match "Reports", "AVERLINE (Tier 2)"
REPORT_RE = re.compile(r"\b(?:19|20)[0-9]{2}\b.{0,80}\breport\b|\breport\b.{0,80}\b(?:19|20)[0-9]{2}\b", re.I)

# What the columns of the table over a telegram are called, and what the catalogue calls them.
LABELS = {
    "reference id": "identifier",
    "cable": "identifier",
    "created": "date",
    "date": "date",
    "classification": "classification",
    "origin": "origin",
}

LEFT_OUT = {
    *("script", "style", "noscript", "template", "svg", "math", "iframe", "object", "embed", "canvas"),
    *("nav", "header", "footer", "aside", "menu", "dialog", "head"),
    *("form", "button", "select", "input", "textarea", "audio", "video"),
}
LEFT_OUT_ROLES = {"navigation", "banner", "contentinfo", "search", "complementary", "dialog", "alert"}
HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
BLOCKS = HEADINGS | {
    *("p", "div", "section", "article", "main", "body", "center", "blockquote", "pre", "address", "hr"),
    *("ul", "ol", "li", "dl", "dd", "dt", "details", "summary", "figure", "figcaption", "fieldset"),
    *("table", "thead", "tbody", "tfoot", "tr", "td", "th", "caption"),
}
# A block of which more than this share are words of links is a menu.
LINK_SHARE = 0.5
# A paragraph of a narrative has some forty words; menus and captions have a few.
PROSE_WORDS = 20
# The article is the smallest element with this share of the page's prose.
ARTICLE_SHARE = 0.9


def warm_up() -> None:
    """Load what the first page needs."""
    page = "<html><body><h1>A</h1><ul><li>b</li></ul><p>c<br><br>d</p><pre>e</pre></body></html>"
    open_bytes(page.encode(), {"wants": "article"})
    open_bytes(page.encode(), {"wants": "preformatted"})


def open_bytes(data: bytes, meta: dict[str, Any]) -> Frame:
    """Open a page.

    Args:
        data: The page, as UTF-8.
        meta: ``wants`` is ``preformatted``, ``article`` or ``links``.

    Returns:
        For ``preformatted``: the preformatted blocks, parted by NUL, and what the page says about them
        (``identifier``, ``title``, ``date``, ``classification``, ``origin``, as far as it does). For
        ``article``: the main text, paragraphs and headings parted by blank lines, and how many words of
        ``prose`` it has. For ``links``: JSON, a list of addresses with their words.

    Raises:
        SourceError: The page is nested too deeply, or is none.
    """
    root = _parse(data)
    body = root if (found := root.find("body")) is None else found
    if meta.get("wants") == "preformatted":
        blocks = [_preformatted(block) for block in body.iter("pre")]
        return Frame(_read_catalogue(body), "\0".join(blocks).encode("utf-8", "replace"))
    if meta.get("wants") == "links":
        links = [(str(link.get("href")), _line(link)) for link in body.iter("a") if link.get("href")]
        return Frame({}, json.dumps(links).encode())
    title = " ".join((root.findtext(".//title") or "").split())
    _drop_furniture(body)
    article = _find_article(body)
    prose = sum(block.prose for block in _blocks_of(article))
    return Frame({"prose": prose}, _text_of(article, body, title).encode("utf-8", "replace"))


def _parse(data: bytes) -> etree._Element:
    text = XML_HEAD_RE.sub("", data.decode("utf-8", "replace").replace("\0", "\ufffd"), count=1)
    parser = html.HTMLParser(remove_comments=True, remove_pis=True, huge_tree=False)
    try:
        return html.document_fromstring(text, parser=parser, ensure_head_body=True)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise SourceError("The page holds nothing", advice="Save it again.") from error


def _preformatted(block: etree._Element) -> str:
    return "".join(block.itertext()).replace("\r\n", "\n").replace("\0", "\ufffd")


def _read_catalogue(body: etree._Element) -> dict[str, str]:
    found: dict[str, str] = {}
    for table in body.iter("table"):
        rows = [[_line(cell) for cell in row if cell.tag in ("td", "th")] for row in table.iter("tr")]
        for labels, values in pairwise(rows):
            for label, value in zip(labels, values, strict=False):
                name = LABELS.get(label.casefold().rstrip(":"))
                if name and value and value.casefold() not in LABELS:
                    found.setdefault(name, value)
        for row in rows:
            if len(row) == 2 and (name := LABELS.get(row[0].casefold().rstrip(":"))) and row[1]:
                found.setdefault(name, row[1])
    for heading in body.iter(*HEADINGS):
        match = HEADING_RE.search(_line(heading))
        if match and found.get("identifier", match["id"]) == match["id"]:
            return {"identifier": match["id"], "title": match["title"].strip(), **found}
    return found


def _line(element: etree._Element) -> str:
    return " ".join("".join(element.itertext()).split())


def _drop_furniture(body: etree._Element) -> None:
    for element in list(body.iter()):
        parent = element.getparent()
        if parent is None or not isinstance(element.tag, str):
            continue
        if (
            element.tag in LEFT_OUT
            or (element.get("role") or "").lower() in LEFT_OUT_ROLES
            or _is_hidden(element)
        ):
            _drop(element)
    for element in list(body.iter("ul", "ol", "dl", "table", "div", "p", "td", "section", "span")):
        if element.getparent() is not None and _is_menu(element) and element.find(".//h1") is None:
            _drop(element)


def _is_hidden(element: etree._Element) -> bool:
    style = (element.get("style") or "").replace(" ", "").lower()
    return (
        "display:none" in style or element.get("hidden") is not None or element.get("aria-hidden") == "true"
    )


def _is_menu(element: etree._Element) -> bool:
    linked = sum(_letters(link) for link in element.iter("a") if link.get("href") is not None)
    return linked > 0 and linked > LINK_SHARE * _letters(element)


def _letters(element: etree._Element) -> int:
    return sum(len(text.strip()) for text in element.itertext())


def _drop(element: etree._Element) -> None:
    """Take an element out, but not the words behind it."""
    parent = element.getparent()
    if parent is None:
        return
    if element.tail:
        before = element.getprevious()
        if before is not None:
            before.tail = (before.tail or "") + element.tail
        else:
            parent.text = (parent.text or "") + element.tail
    parent.remove(element)


@dataclass(slots=True)
class _Block:
    """A stretch of text between two block elements or empty lines."""

    home: etree._Element
    is_item: bool = False
    is_heading: bool = False
    pieces: list[str] = field(default_factory=list)
    linked: int = 0

    @property
    def text(self) -> str:
        lines = (" ".join(line.split()) for line in "".join(self.pieces).split("\n"))
        text = "\n".join(line for line in lines if line)
        return f"- {text}" if self.is_item and text else text

    @property
    def is_text(self) -> bool:
        """Whether it holds words that are no menu; a heading may be a link."""
        letters = len("".join("".join(self.pieces).split()))
        return letters > 0 and (self.is_heading or self.linked <= LINK_SHARE * letters)

    @property
    def prose(self) -> int:
        words = len(self.text.split())
        return words if words >= PROSE_WORDS and self.is_text else 0


def _text_of(article: etree._Element, body: etree._Element, title: str) -> str:
    """The text of the article, with the heading of the page, which may stand above it.

    A heading that names the report, which is where the year stands, becomes a line ``Title: ...`` at the top,
    as in the head of a file.
    """
    blocks = [block.text for block in _blocks_of(article) if block.is_text]
    heading = next((line for element in body.iter("h1") if (line := _line(element))), "")
    named = next((line for line in (heading, title) if REPORT_RE.search(line)), "")
    if named:
        blocks = [f"Title: {named}", *(block for block in blocks if block != named)]
    elif heading and heading not in blocks:
        blocks.insert(0, heading)
    return "\n\n".join(blocks)


def _find_article(body: etree._Element) -> etree._Element:
    """The smallest element with nearly all the prose; the body if there is none."""
    prose: Counter[etree._Element] = Counter()
    for block in _blocks_of(body):
        if weight := block.prose:
            for element in (block.home, *block.home.iterancestors()):
                prose[element] += weight
    article = body
    while prose[body]:
        inner = max(article, key=lambda child: prose[child], default=None)
        if inner is None or prose[inner] < ARTICLE_SHARE * prose[body]:
            break
        article = inner
    # A single long paragraph is no article without what stands beside it.
    while article is not body and article.tag in ("p", "li", "font", "span"):
        article = article.getparent()
    return article


def _blocks_of(top: etree._Element) -> Iterator[_Block]:
    """The text below an element, cut where a browser would begin a new line after an empty one."""
    block = _Block(top)
    breaks = links = 0
    for event, element in etree.iterwalk(top, events=("start", "end")):
        is_start = event == "start"
        if element.tag == "br" and is_start:
            breaks += 1
            block.pieces.append("\n")
        elif element.tag in BLOCKS:
            yield block
            block = _begin_block(element if is_start else element.getparent(), top)
            breaks = 0
        if element.tag == "a":
            links += 1 if is_start else -1
        text = (element.text if is_start else element.tail if element is not top else None) or ""
        if not text.strip():
            block.pieces.append(" " if text else "")
            continue
        if breaks > 1 and block.pieces:
            yield block
            block = _begin_block(block.home, top)
        breaks = 0
        block.pieces.append(text.replace("\n", " ").replace("\r", " "))
        block.linked += len("".join(text.split())) if links else 0
    yield block


def _begin_block(home: etree._Element | None, top: etree._Element) -> _Block:
    if home is None:
        return _Block(top)
    above = {home.tag, *(element.tag for element in home.iterancestors())}
    return _Block(home, is_item=home.tag == "li", is_heading=bool(HEADINGS & above))
