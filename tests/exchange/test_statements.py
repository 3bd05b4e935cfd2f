"""Tables of statements, and histories as people read them."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path

import pytest

from reftel.compare.history import follow_sentences
from reftel.errors import RequestError, SourceError
from reftel.exchange.series import (
    Series,
    describe_line,
    draw_timeline,
    read_history_only,
    render_history_csv,
    render_history_text,
    series_as_dict,
)
from reftel.exchange.series_html import render_history_html
from reftel.exchange.statements import cut_clauses, read_statements
from tests.exchange.test_html import Page

PLAN = "The government has no national action plan against trafficking"
TABLE = f"""edition_year,country,iso3,text
2009,Averline,XAV,"{PLAN}; two shelters stood open all year"
2008,Averline,XAV,"{PLAN}"
2009,Thailand,,The police identified ten victims
"""


def write(tmp_path: Path, text: str) -> str:
    path = tmp_path / "table.csv"
    path.write_text(text, encoding="utf-8")
    return str(path)


def make_series(*only: str) -> Series:
    texts = [
        # Nothing comes where something goes, so that only the plan can be carried on.
        (2008, f"{PLAN}.\n\nIt met twice <b>in all</b> of that year."),
        (2009, f"{PLAN}, it says."),
        (2010, f"{PLAN}, it says.\n\n=Two shelters stood open all year."),
        (2011, f"{PLAN}, it says.\n\n=Two shelters stood open all year."),
    ]
    return Series("Averline <i>", follow_sentences(texts), read_history_only(only), "UNCLASSIFIED")


def test_a_table_is_read_by_country_and_year(tmp_path: Path) -> None:
    found = read_statements(write(tmp_path, TABLE.replace(",,The police", ",THA,The police")))
    assert found == {
        "THA": [(2009, "The police identified ten victims")],
        "XAV": [(2008, PLAN), (2009, f"{PLAN}\n\ntwo shelters stood open all year")],
    }


def test_a_country_may_be_named_in_words(tmp_path: Path) -> None:
    table = "year,country,text\n2009,Thailand,One.\n2009,Nowhere at all,Two.\n"
    assert set(read_statements(write(tmp_path, table))) == {"THA", "Nowhere at all"}


def test_clauses_keep_every_word() -> None:
    text = "It has no plan; it met twice (in May; in June). It did more."
    assert cut_clauses(text).split("\n\n") == [
        "It has no plan",
        "it met twice (in May; in June)",
        "It did more",
    ]


@pytest.mark.parametrize(
    ("table", "words"),
    [
        ("a,b\n1,2\n", "no column for the text"),
        ("text,iso3\nx,THA\n", "no column for the year"),
        ("text,year\nx,2009\n", "no column for the country"),
        ("text,year,iso3\nx,soon,THA\n", "Line 2 of the table has no year"),
        ("text,year,iso3\nx,2009,THA\ny,2009,THA\n", "two statements on THA for 2009"),
        ("text,year,iso3\n", "no statement"),
        ('text,year,iso3\n"' + "x" * 200_000 + '",2009,THA\n', "damaged"),
    ],
)
def test_a_table_that_is_none_is_one_sentence(tmp_path: Path, table: str, words: str) -> None:
    with pytest.raises(SourceError, match=words):
        read_statements(write(tmp_path, table))


def test_lines_are_told_in_words_and_signs() -> None:
    series = make_series()
    told = {line.stages[0].text[:8]: describe_line(line) for line in series.lines}
    assert told == {
        "The gove": "in 4 reports, 2008 to 2011, reworded 1 time",
        "=Two she": "in 2 reports, 2010 to 2011",
        "It met t": "in 1 report, 2008, then dropped",
    }
    assert [draw_timeline(line, series.history.years) for line in series.lines] == ["●≈──", "··●─", "●···"]


@pytest.mark.parametrize(
    ("only", "expected"),
    [
        (["criticisms"], 1),
        (["statements"], 2),
        (["statements", "standing"], 1),
        (["ended"], 1),
        (["standing,ended"], 3),
        (["recommendations"], 0),
    ],
)
def test_only_what_is_asked_for(only: list[str], expected: int) -> None:
    assert len(make_series(*only).lines) == expected


def test_a_kind_that_is_none_is_refused() -> None:
    with pytest.raises(RequestError, match="recommendations, criticisms, statements, standing, ended"):
        make_series("moved")


def test_text_table_and_values_say_the_same() -> None:
    series = make_series()
    text = render_history_text(series)
    assert text.startswith("UNCLASSIFIED\nHistory of Averline <i>\nReports: 2008, 2009, 2010, 2011.\n")
    assert "Longest criticism: has stood in 4 reports, 2008 to 2011." in text
    rows = list(csv.DictReader(io.StringIO(render_history_csv(series), newline="")))
    assert [row["number"] for row in rows] == [str(line.number) for line in series.lines]
    assert rows[1]["text"].startswith("'=Two")
    values = json.loads(json.dumps(series_as_dict(series)))
    assert [line["number"] for line in values["lines"]] == sorted(line.number for line in series.lines)


def test_the_page_stands_alone_and_escapes_everything() -> None:
    html = render_history_html(make_series(), made_on="2026-01-01")
    page = Page(html)
    assert not page.fetched
    assert "script" not in page.tags
    assert all(link.startswith("#") for link in page.links)
    assert len(page.ids) == len(set(page.ids))
    assert "It met twice <b>in all</b> of that year." in page.text
    assert page.marked["ins"] == [", it says"]
    assert page.tags.count("rect") == 12
    assert re.search(r"style-src 'sha256-[^']+'", html)


def test_the_statements_of_the_factbook_are_followed(shared: Path) -> None:
    statements = read_statements(str(shared / "data" / "tiers" / "factbook_tier_statements.csv"))
    assert sum(map(len, statements.values())) == 662
    history = follow_sentences(statements["ERI"])
    standing = max(history.lines, key=lambda line: len(line.stages))
    assert (standing.born, standing.last, standing.kind) == (2010, 2025, "criticism")
