"""Every sentence of a brief is cited, and every citation lands on its words, in the text and in the file."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from reftel.brief.assemble import assemble_brief
from reftel.brief.lacks import KEY as CONTENTS
from reftel.brief.model import Brief
from reftel.brief.printable import show_signs
from reftel.brief.render import render_html
from reftel.brief.tiers import KEY as TIERS
from reftel.record import Record, local_reader
from reftel.vocab.countries import resolve_country
from tests.brief.page import Page
from tests.brief.telegrams import make_telegram

READER = local_reader()
DRAWN_UP = {TIERS, CONTENTS}


def brief_of(record: Record, country: str, year: int) -> Brief:
    return assemble_brief(record, READER, resolve_country(country), year)


SPECIMEN = [("XAV", 2008), ("XAV", 2009), ("XAV", 2010)]
REAL = [("HKG", 2009), ("HKG", 2018), ("THA", 2018), ("USA", 2018), ("LBY", 2018)]


@pytest.mark.parametrize(("country", "year"), SPECIMEN)
def test_specimen_citations_land(specimen_record: Record, country: str, year: int) -> None:
    check_brief(specimen_record, brief_of(specimen_record, country, year))


@pytest.mark.parametrize(("country", "year"), REAL)
def test_real_citations_land(real_record: Record, country: str, year: int) -> None:
    check_brief(real_record, brief_of(real_record, country, year))


def check_brief(record: Record, brief: Brief) -> None:
    lines = list(brief.lines())
    assert lines
    raws = {source.key: record.raw_text(READER, source.key) for source in brief.sources}
    shown = {source.key: source.passages for source in brief.sources}
    for line in lines:
        assert line.citations, f"without a citation: {line.text}"
        for citation in line.citations:
            raw = raws[citation.document]
            if citation.document in DRAWN_UP:
                assert raw is None
            else:
                assert raw is not None
                assert citation.span.of(raw) == citation.quote
                assert citation.lands_on(raw)
            passage = next(
                p
                for p in shown[citation.document]
                if p.label == citation.paragraph and citation.span in p.cited
            )
            assert citation.span.shift(-passage.span.start).of(passage.text) == citation.quote
            assert citation.quote.strip()


@pytest.mark.parametrize(("country", "year"), SPECIMEN)
def test_specimen_links_open_the_words(specimen_record: Record, country: str, year: int) -> None:
    check_page(specimen_record, brief_of(specimen_record, country, year))


@pytest.mark.parametrize(("country", "year"), REAL)
def test_real_links_open_the_words(real_record: Record, country: str, year: int) -> None:
    check_page(real_record, brief_of(real_record, country, year))


def check_page(record: Record, brief: Brief) -> None:
    page = Page(render_html(brief, clearance="full", made_on="2026-01-01"))
    quotes = dict(_expected_quotes(brief))
    assert page.items
    for item in page.items:
        assert item.links, f"without a citation: {item.text}"
        for link in item.links:
            assert page.marks[link.removeprefix("#")] == quotes[link.removeprefix("#")]
    assert all(address.startswith("#") and address[1:] in page.ids for address in page.addresses)
    assert not page.tags & {"script", "link", "img", "iframe", "object", "embed", "form", "base"}


def _expected_quotes(brief: Brief) -> Iterator[tuple[str, str]]:
    for number, source in enumerate(brief.sources, start=1):
        for passage in source.passages:
            for span in passage.cited:
                quote = span.shift(-passage.span.start).of(passage.text)
                yield f"s{number}-{span.start}-{span.end}", show_signs(quote)


def test_quoted_lines_are_words_of_their_source(specimen_record: Record) -> None:
    for line in brief_of(specimen_record, "XAV", 2009).lines():
        if line.is_quote and not line.edits:
            quotes = " ".join(" ".join(citation.quote.split()) for citation in line.citations)
            words = line.text.split()
            assert words[0] in quotes
            assert words[-1] in quotes


def test_the_file_stands_alone(tmp_path: Path, specimen_record: Record) -> None:
    html = render_html(brief_of(specimen_record, "XAV", 2009), clearance="full")
    without_names = html.replace("http://www.w3.org/2000/svg", "").replace("http://www.w3.org/1999/xlink", "")
    assert "http:" not in without_names
    assert "https:" not in without_names
    assert "url(" not in without_names
    assert "@import" not in without_names
    assert "default-src 'none'" in html
    # A browser that darkens pages would leave the chart dark on dark.
    assert '<meta name="color-scheme" content="only light">' in html
    assert "color-scheme: only light;" in html


# Markup, template tags, signs that command a terminal or reorder words, letters of several code points, and a
# very long word.
HOSTILE = (
    "<script>alert(1)</script> \"q\" 's' </style></mark></p> {{ 7|add:7 }} {% now 'Y' %} &amp; "
    "\x07\x1b[31m \x9b "
    "\u202ebackwards\u202c \u2066x\u2069 \u061c e\u0301 \U0001f469\u200d\U0001f467 \U0001d518 \U000e0041 "
    + "W"
    * 400
)
# must match "\x1b", "\u202e"; must not match "\n"
OBEYED_RE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u202a-\u202e\u2066-\u2069\U000e0000-\U000e007f]")


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r", "\x0b\n", "\f\n"])
def test_a_hostile_text_is_shown_and_does_nothing(
    record_of: Callable[..., Record], shared: Path, line_end: str
) -> None:
    telegram = make_telegram(
        1301,
        f"1. (U) The Minister argued that trafficking {HOSTILE} figures were wrong.",
        f"2. (SBU) He asked whether {HOSTILE} could be changed.",
        f"3. (U) Comment: Post {HOSTILE} believes so. End comment.",
        subject=f"EVIL {HOSTILE} TIP REPORT",
    )
    narrative = (shared / "data" / "narratives" / "HKG-2018.txt").read_text(encoding="utf-8")
    narrative = narrative.replace("The government demonstrated", f"{HOSTILE} The government demonstrated")
    before = narrative.replace("2018", "2017").replace("backwards", "forwards")
    texts = [text.replace("\n", line_end) for text in (telegram, narrative, before)]
    record = record_of(texts[0], HKG_2018=texts[1], HKG_2017=texts[2])
    for year in (2009, 2017, 2018):
        brief = brief_of(record, "HKG", year)
        check_brief(record, brief)
        check_page(record, brief)
        html = render_html(brief, clearance="full")
        assert "<script" not in html
        assert html.count("</style>") == 1
        assert "14" not in re.findall(r"</mark></p> (\d+)", html)
        assert not OBEYED_RE.search(html)
