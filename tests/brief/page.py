"""A rendered brief as a test sees it: marks, links, list items, and whatever could fetch something."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser


@dataclass
class Item:
    """A list item of a brief: its classes are those of the line, its links the hrefs of its citations."""

    text: str = ""
    links: list[str] = field(default_factory=list)


class Page(HTMLParser):
    """Reads a brief's HTML."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.marks: dict[str, str] = {}
        self.spans: dict[str, tuple[int, int]] = {}
        self.ids: set[str] = set()
        self.items: list[Item] = []
        self.tags: set[str] = set()
        self.addresses: list[str] = []
        self.text = ""
        self._open_marks: list[str] = []
        self._in_lines = 0
        self._item: Item | None = None
        self._words = False
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        values = {name: value or "" for name, value in attrs}
        self.addresses += [
            v for k, v in values.items() if k in ("href", "src", "srcset", "action", "xlink:href")
        ]
        if "id" in values:
            assert values["id"] not in self.ids, f"two elements with the id {values['id']}"
            self.ids.add(values["id"])
        if tag == "mark":
            self._open_marks.append(values["id"])
            self.marks[values["id"]] = ""
            self.spans[values["id"]] = (int(values["data-start"]), int(values["data-end"]))
        if tag == "ul" and values.get("class") == "lines":
            self._in_lines += 1
        if tag == "li" and self._in_lines:
            self._item = Item()
            self.items.append(self._item)
        if self._item is not None and tag == "a" and values.get("class") == "cite":
            self._item.links.append(values["href"])
        if self._item is not None and tag == "span" and values.get("class") == "words":
            self._words = True

    def handle_endtag(self, tag: str) -> None:
        if tag == "mark":
            self._open_marks.pop()
        if tag == "ul" and self._in_lines:
            self._in_lines -= 1
        if tag == "li":
            self._item = None
        if tag == "span":
            self._words = False

    def handle_data(self, data: str) -> None:
        self.text += data
        for mark in self._open_marks:
            self.marks[mark] += data
        if self._item is not None and self._words:
            self._item.text += data
