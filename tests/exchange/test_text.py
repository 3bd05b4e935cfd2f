"""Plain text, Markdown, CSV and JSON of a comparison."""

from __future__ import annotations

import csv
import io
import json
import re

import pytest

from reftel.compare import compare_documents
from reftel.errors import RequestError
from reftel.exchange.formats import Format, choose_format, render, render_json, sheet_as_dict
from reftel.exchange.sheet import Sheet, read_only
from reftel.exchange.table import COLUMNS, neutralise, render_csv
from reftel.exchange.text import render_markdown, render_text
from tests.exchange.test_sheet import make_sheet
from tests.exchange.texts import OLD


def test_plain_text_marks_words() -> None:
    text = render_text(make_sheet())
    assert "The police identified [-12-]{+15+} victims during the year." in text
    assert "  figures: “12” → “15”\n" in text
    assert text.startswith("new.txt against old.txt\nSentences: 1 kept, 3 reworded, 1 split, ")
    assert "\x1b" not in text


def test_kept_sentences_may_be_only_counted() -> None:
    sheet = make_sheet()
    kept = "The government has a written plan for its shelters."
    assert kept in render_text(sheet)
    assert kept not in render_text(sheet, with_kept=False)
    assert "(1 sentence kept)" in render_text(sheet, with_kept=False)


def test_the_same_text_is_said_to_be_the_same() -> None:
    text = render_text(Sheet(compare_documents(OLD, OLD), "a", "b"), with_kept=False)
    assert "No difference: 7 sentences kept." in text


def test_a_marking_stands_on_top() -> None:
    sheet = Sheet(compare_documents(OLD, OLD), "a", "b", marking="CONFIDENTIAL")
    assert render_text(sheet).startswith("CONFIDENTIAL\n")
    assert render_markdown(sheet).startswith("**CONFIDENTIAL**\n")


def test_signs_of_a_text_do_nothing() -> None:
    hostile = "It \x1b[2J \u202e cleared\x07 the *screen* of [all](http://x) <b>words</b>."
    sheet = Sheet(compare_documents("Nothing here at all.", hostile), "a\x1b", "b")
    for text in (render_text(sheet), render_markdown(sheet), render_csv(sheet)):
        assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\u202e]", text)
    assert r"\*screen\* of \[all\](http://x) \<b\>words\</b\>" in render_markdown(sheet)
    assert json.loads(render_json(sheet_as_dict(sheet)))["new"]["units"][0]["text"] == " ".join(
        hostile.split()
    )
    assert "\x1b" not in render_json(sheet_as_dict(sheet))


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("1. First of all words.", "1\\. First of all words."),
        ("- Fund a shelter.", "\\- Fund a shelter."),
        ("# Heading of it.", "\\# Heading of it."),
    ],
)
def test_a_sentence_is_no_list_and_no_heading_in_markdown(line: str, expected: str) -> None:
    markdown = render_markdown(Sheet(compare_documents(line, line), "a", "b"))
    assert expected in markdown.splitlines()


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", " =1", "|x", '"=1', "\uff1d1"])
def test_a_cell_that_looks_like_a_formula_is_text(cell: str) -> None:
    assert neutralise(cell).startswith("'")


@pytest.mark.parametrize("cell", ["The police = 3.", "12", "", "[-old-]{+new+}", "“Quoted”"])
def test_other_cells_are_as_they_are(cell: str) -> None:
    assert neutralise(cell) == cell


def test_the_table_has_a_row_for_each_operation() -> None:
    sheet = make_sheet()
    rows = list(csv.DictReader(io.StringIO(render_csv(sheet), newline="")))
    assert tuple(rows[0]) == COLUMNS
    assert len(rows) == len(sheet.comparison.operations)
    figures = next(row for row in rows if row["changes"])
    assert figures["changes"] == "figures"
    assert figures["details"] == "figures: “12” → “15”"
    assert figures["redline"] == "The police identified [-12-]{+15+} victims during the year."


def test_json_is_the_comparison_and_only_what_is_asked_for() -> None:
    whole = make_sheet()
    assert sheet_as_dict(whole) == {"marking": "", **whole.comparison.as_dict()}
    operations = sheet_as_dict(make_sheet(read_only(["moved"])))["operations"]
    assert isinstance(operations, list)
    assert [operation["kind"] for operation in operations] == ["move"]


@pytest.mark.parametrize(
    ("asked", "output", "expected"),
    [
        ("html", "", Format.HTML),
        ("", "x.HTM", Format.HTML),
        ("md", "x.txt", Format.MARKDOWN),
        ("", "a.b/x.docx", Format.DOCX),
        ("DOCX", "", Format.DOCX),
    ],
)
def test_a_name_or_a_suffix_tells_the_format(asked: str, output: str, expected: Format) -> None:
    assert choose_format(asked, output) is expected


@pytest.mark.parametrize(("asked", "output"), [("pdf", ""), ("", "x.pdf"), ("", "x"), ("", "docx")])
def test_a_format_that_is_none_is_refused(asked: str, output: str) -> None:
    with pytest.raises(RequestError, match="text, html, md, csv, json, docx"):
        choose_format(asked, output)


def test_a_word_document_is_whole_or_not_at_all() -> None:
    with pytest.raises(RequestError, match="whole text"):
        render(make_sheet(read_only(["moved"])), Format.DOCX)
