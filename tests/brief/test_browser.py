"""The brief in a real browser: it fits a phone, it prints, and a link shows the marked words."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from reftel.brief.assemble import assemble_brief
from reftel.brief.render import render_html
from reftel.record import Record, local_reader
from reftel.vocab.countries import resolve_country
from tests.browser import browse

# Shows the brief in a frame of a given width and writes the width that it takes.
HARNESS = """<!doctype html><meta charset="utf-8"><body style="margin:0">
<iframe id="f" src="{src}" style="border:0;width:{width}px;height:900px"></iframe>
<script>
f.onload = () => {{
  const d = f.contentDocument;
  const target = d.querySelector(":target");
  document.body.setAttribute("data-width", d.documentElement.scrollWidth);
  document.body.setAttribute("data-target", target ? target.textContent : "");
  const style = target ? f.contentWindow.getComputedStyle(target).outlineStyle : "";
  document.body.setAttribute("data-outline", style);
}};
</script>"""


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory, specimen_record: Record) -> Path:
    brief = assemble_brief(specimen_record, local_reader(), resolve_country("XAV"), 2009)
    path = tmp_path_factory.mktemp("page") / "brief.html"
    path.write_text(render_html(brief, clearance="full", made_on="2026-01-01"), encoding="utf-8")
    return path


@pytest.mark.parametrize("width", [360, 1100])
def test_it_fits_the_screen_and_opens_the_words(
    chromium: str, page: Path, tmp_path: Path, width: int
) -> None:
    mark = re.search(r'<mark id="(s\d+-\d+-\d+)"', page.read_text(encoding="utf-8"))
    assert mark
    harness = page.parent / f"harness-{width}.html"
    harness.write_text(HARNESS.format(src=f"{page.name}#{mark[1]}", width=width), encoding="utf-8")
    dom = browse(chromium, tmp_path, "--dump-dom", f"file://{harness}")
    found = re.search(r'data-width="(\d+)" data-target="([^"]+)" data-outline="(\w+)"', dom)
    assert found, dom[:500]
    assert int(found[1]) <= width
    assert found[2].strip()
    assert found[3] == "solid"


def test_it_prints(chromium: str, page: Path, tmp_path: Path) -> None:
    target = tmp_path / "brief.pdf"
    browse(chromium, tmp_path, "--no-pdf-header-footer", f"--print-to-pdf={target}", f"file://{page}")
    data = target.read_bytes()
    assert data.startswith(b"%PDF")
    assert len(re.findall(rb"/Type\s*/Page\b", data)) > 3
