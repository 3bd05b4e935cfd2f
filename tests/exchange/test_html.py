"""The HTML page: it stands alone, escapes everything, fits a phone, and its keys work in a real browser."""

from __future__ import annotations

import re
from base64 import b64encode
from hashlib import sha256
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given, settings

from reftel.compare import compare_documents
from reftel.exchange.html import render_html
from reftel.exchange.sheet import Sheet, read_only
from tests.browser import browse
from tests.exchange.test_sheet import make_sheet
from tests.exchange.texts import any_text

# Shows the page in a frame, presses keys, and writes down what came of it.
HARNESS = """<!doctype html><meta charset="utf-8"><body style="margin:0">
<iframe id="f" src="{src}" style="border:0;width:{width}px;height:700px"></iframe>
<script>
f.onload = () => setTimeout(() => {{
  const d = f.contentDocument, seen = [];
  for (const key of {keys}) {{
    d.dispatchEvent(new f.contentWindow.KeyboardEvent("keydown", {{ key, bubbles: true }}));
    seen.push(d.activeElement.id);
  }}
  const shown = (part) => [...d.querySelectorAll("li " + part)].some((e) => e.offsetParent);
  const facts = {{ width: d.documentElement.scrollWidth, seen: seen.join(" "), both: shown(".both"),
    columns: shown(".old"), lines: d.querySelectorAll("svg.links path").length }};
  for (const [name, value] of Object.entries(facts)) document.body.setAttribute("data-" + name, value);
}}, 300);
</script>"""


class Page(HTMLParser):
    """What stands in a page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.fetched: list[str] = []
        self.text = ""
        self.raw: dict[str, str] = {"style": "", "script": ""}
        self.marked: dict[str, list[str]] = {"ins": [], "del": []}
        self._open: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self._open.append(tag)
        for name, value in attrs:
            if name == "id":
                self.ids.append(value or "")
            if name == "href":
                self.links.append(value or "")
            if name in ("src", "srcset", "action", "data", "style") or name.startswith("on"):
                self.fetched.append(f"{tag} {name}")
        if tag in self.marked:
            self.marked[tag].append("")

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open.pop() != tag:
            pass

    def handle_data(self, data: str) -> None:
        at = self._open[-1] if self._open else ""
        if at in self.raw:
            self.raw[at] += data
        else:
            self.text += data
        if at in self.marked:
            self.marked[at][-1] += data


@pytest.fixture(scope="module")
def page_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("page") / "page.html"
    path.write_text(render_html(make_sheet()), encoding="utf-8")
    return path


def test_it_needs_nothing_but_itself() -> None:
    html = render_html(make_sheet())
    page = Page(html)
    assert not page.fetched
    assert all(link.startswith("#") for link in page.links)
    assert not {"link", "img", "iframe", "object", "embed", "form", "base"} & set(page.tags)
    for kind in ("style", "script"):
        digest = b64encode(sha256(page.raw[kind].encode()).digest()).decode()
        assert f"{kind}-src 'sha256-{digest}'" in html


def test_every_link_leads_somewhere_and_every_name_is_used_once() -> None:
    page = Page(render_html(make_sheet()))
    assert len(page.ids) == len(set(page.ids))
    assert {link.removeprefix("#") for link in page.links} <= set(page.ids)


def test_words_that_differ_are_marked() -> None:
    page = Page(render_html(make_sheet()))
    assert "12" in page.marked["del"]
    assert "15" in page.marked["ins"]
    assert {"main", "header", "footer", "h1", "h2", "ol", "svg"} <= set(page.tags)
    assert "Keys: j or n next change, k or p the one before." in page.text


@settings(max_examples=40, deadline=None)
@given(any_text, any_text)
def test_no_text_becomes_part_of_the_page(old: str, new: str) -> None:
    title = "<script>alert(1)</script>"
    page = Page(render_html(Sheet(compare_documents(old, new), title, '"><img src=x>', marking="<b>")))
    assert page.tags.count("script") == 1
    assert "b" not in page.tags[: page.tags.index("main")]
    assert "img" not in page.tags
    assert not page.fetched


def test_hostile_words_are_shown_as_words() -> None:
    words = "</p></li><script>alert(1)</script> \u202e & </style> \x1b[2J done."
    page = Page(render_html(Sheet(compare_documents("It was done.", words), "a", "b")))
    assert page.tags.count("script") == 1
    assert "</p></li><script>alert(1)</script>" in page.text
    assert "\u202e" not in page.text
    assert "\x1b" not in page.text


def test_a_marking_stands_on_every_page_and_nothing_else_gets_into_the_style() -> None:
    comparison = compare_documents("It was done.", "It was not done.")
    html = render_html(Sheet(comparison, "a", "b", marking="SECRET//NOFORN"))
    assert '@top-center { content: "SECRET//NOFORN"' in html
    assert html.count('<div class="banner">SECRET//NOFORN</div>') == 2
    hostile = render_html(Sheet(comparison, "a", "b", marking='X" } } </style>'))
    assert '@top-center { content: "X   /"' in hostile
    assert Page(hostile).tags.count("style") == 1


def test_what_was_asked_for_is_said() -> None:
    page = Page(render_html(make_sheet(read_only(["moved", "hedge"]))))
    assert "Only what was asked for is shown: moved, hedge." in page.text
    assert "nobody" not in page.text


@pytest.mark.parametrize("width", [320, 390, 1100])
def test_it_fits_the_screen_and_keys_lead_through_it(
    chromium: str, page_file: Path, tmp_path: Path, width: int
) -> None:
    harness = page_file.parent / f"harness-{width}.html"
    text = HARNESS.format(src=page_file.name, width=width, keys=list("jjnkp"))
    harness.write_text(text, encoding="utf-8")
    dom = browse(chromium, tmp_path, "--dump-dom", f"file://{harness}")
    found = dict(re.findall(r'data-(\w+)="([^"]*)"', dom))
    assert found, dom[:500]
    assert int(found["width"]) <= width
    assert found["seen"] == "c1 c2 c3 c2 c1"
    is_wide = width > 800
    assert (found["columns"], found["both"]) == (str(is_wide).lower(), str(not is_wide).lower())
    assert int(found["lines"]) == (1 if is_wide else 0)


def test_it_prints(chromium: str, page_file: Path, tmp_path: Path) -> None:
    target = tmp_path / "page.pdf"
    browse(chromium, tmp_path, "--no-pdf-header-footer", f"--print-to-pdf={target}", f"file://{page_file}")
    data = target.read_bytes()
    assert data.startswith(b"%PDF")
    # A4 in points, upright.
    boxes = re.findall(rb"/MediaBox\s*\[\s*0 0 ([0-9.]+) ([0-9.]+)", data)
    assert boxes
    assert all((round(float(w)), round(float(h))) in ((595, 842), (596, 842)) for w, h in boxes)
