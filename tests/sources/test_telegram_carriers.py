"""The same telegram through every carrier reads the same."""

from __future__ import annotations

import csv
import html
import io
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from reftel.sources import (
    Carrier,
    FoundFile,
    Refused,
    SourceText,
    open_bytes,
    open_found,
    read_file_text,
)
from reftel.sources.bulk import LARGEST_ROW, open_rows, split_rows
from reftel.sources.model import Origin
from reftel.telegram import read_telegram

from .made import make_zip

HEADER = """\
VZCZCXRO0417
PP RUEHCN RUEHGH
DE RUEHAV #0312/01 1700930
ZNY CCCCC ZZH
P R 190930Z JUN 09
FM AMEMBASSY AVERTON
TO RUEHC/SECSTATE WASHDC PRIORITY 1861
INFO RUEHOO/AVERLINE POSTS COLLECTIVE"""

CONTENT = """\
C O N F I D E N T I A L AVERTON 000312

SIPDIS

DEPT FOR G/TIP, EAP

E.O. 12958: DECL: 06/19/2019
TAGS: KTIP, PHUM, XA
SUBJECT: AVERLINE: MINISTER ON "THE REPORT" & ITS
FIGURES

REF: A. STATE 60446
     B. 08 AVERTON 1122

Classified By: Ambassador J. Doe for reasons 1.4 (b) and (d).

1. (U) Poloff met the Minister on June 18.  The Minister said,
"the figures are <wrong>", and asked for a correction \\ an errata
page.

2. (C) Comment: He was dismayed; 5 > 4 convictions.  End comment.
DOE"""
TITLE = 'AVERLINE: MINISTER ON "THE REPORT" & ITS'
CATALOGUE = ("09AVERTON312", "2009-06-19 09:30", "CONFIDENTIAL", "Embassy Averton")

EXPLANATION = (
    "Each record shows when a telegram was sent, how it was classified, and where it came from. "
    "The header block holds the lines of transmission; the other block holds the text, with a link for "
    "each of its subjects. Read the introduction if you are new to these pages."
)


def as_plain(title: str = TITLE) -> bytes:
    identifier, date, classification, origin = CATALOGUE
    return "\n".join([identifier, title, date, classification, origin, HEADER, CONTENT]).encode()


def as_page(*, with_pilcrows: bool = True) -> bytes:
    """A page with two preformatted blocks, line ends as entities, TAGS as links."""
    content = html.escape(CONTENT, quote=False)
    if with_pilcrows:
        content = content.replace("\n1. ", "\n<a id='par1' href='#par1'>¶</a>1. ")
        content = content.replace("\n2. ", "\n<a id='par2' href='#par2'>¶</a>2. ")
    for tag in ("KTIP", "PHUM", "XA"):
        content = content.replace(f" {tag}", f" <a href='/tag/{tag}_0.html'>{tag}</a>", 1)
    header = html.escape(HEADER)
    identifier, date, classification, origin = CATALOGUE
    return f"""<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" "about:legacy-compat">
<html><head><meta http-equiv="content-type" content="text/html; charset=utf-8"/>
<title>Cable Viewer</title></head><body>
<div id="menu"><ul><li><a href="/">Home</a></li><li><a href="/date/">By date</a></li></ul></div>
<div class="main"><h3>Viewing cable {identifier}, {html.escape(TITLE)}</h3>
<p>{EXPLANATION}</p><p>{EXPLANATION}</p>
<table class='cable'><tr><th>Reference ID</th><th>Created</th><th>Released</th><th>Classification</th>
<th>Origin</th></tr>
<tr><td><a href='/cable/{identifier}.html'>{identifier}</a></td><td><a href='/date/'>{date}</a></td>
<td><a href='/reldate/'>2011-08-30 01:44</a></td><td><a href='/c/'>{classification}</a></td>
<td><a href='/o/'>{origin}</a></td></tr></table>
<code><pre>{header.replace(chr(10), "&#x000A;")}&#x000A;&#x000A;</pre></code>
<code><pre>{content.replace(chr(10), "&#x000A;")}&#x000A;</pre></code>
</div></body></html>
""".encode()


def as_row(number: int = 1, content: str = CONTENT, identifier: str = CATALOGUE[0]) -> bytes:
    """A row of the bulk edition: everything quoted, a backslash before quotation marks and backslashes."""
    fields = (
        str(number),
        "6/19/2009 9:30",
        identifier,
        CATALOGUE[3],
        CATALOGUE[2],
        "08AVERTON1122|09STATE60446",
        HEADER,
        content,
    )
    quoted = ('"' + field.replace("\\", "\\\\").replace('"', '\\"') + '"' for field in fields)
    return ",".join(quoted).encode() + b"\r\n"


def texts_of(path: Path) -> list[SourceText]:
    parts = list(open_found(FoundFile(path, is_named=True)))
    assert all(isinstance(part, SourceText) for part in parts)
    return [part for part in parts if isinstance(part, SourceText)]


CARRIERS: dict[str, Callable[[], bytes]] = {
    "a.txt": as_plain,
    "bare.txt": f"{HEADER}\n{CONTENT}".encode,
    "a.html": as_page,
    "b.html": lambda: as_page(with_pilcrows=False),
    "cables.csv": as_row,
    "pack.zip": lambda: make_zip({"folder/a.txt": as_plain()}),
    "pages.zip": lambda: make_zip({"folder/": b"", "folder/a.html": as_page()}),
    "table.zip": lambda: make_zip({"cables.csv": as_row()}),
}


@pytest.mark.parametrize("name", CARRIERS)
def test_a_telegram_reads_the_same_through_every_carrier(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(CARRIERS[name]())
    (text,) = texts_of(path)
    plain, carried = read_telegram(as_plain().decode()), read_telegram(text.text)
    assert plain.mrn == "09AVERTON312"
    assert plain.subject is not None
    assert plain.subject.text == 'AVERLINE: MINISTER ON "THE REPORT" & ITS FIGURES'
    assert len(plain.paragraphs) == 2
    # Telegrams are equal when they say the same, wherever the words stand.
    assert replace(carried, catalogue=plain.catalogue) == plain
    assert '"the figures are <wrong>"' in carried.paragraphs[0].text
    assert "correction \\ an errata" in carried.paragraphs[0].text


@pytest.mark.parametrize(
    ("name", "title", "date"),
    [
        ("a.html", TITLE, "2009-06-19 09:30"),
        ("cables.csv", "", "6/19/2009 9:30"),
        ("a.txt", TITLE, "2009-06-19 09:30"),
    ],
)
def test_what_the_archive_says_comes_as_catalogue_lines(
    name: str, title: str, date: str, tmp_path: Path
) -> None:
    path = tmp_path / name
    path.write_bytes(CARRIERS[name]())
    (text,) = texts_of(path)
    catalogue = read_telegram(text.text).catalogue
    found = [
        words.text if words else ""
        for words in (
            catalogue.identifier,
            catalogue.title,
            catalogue.date,
            catalogue.classification,
            catalogue.origin,
        )
    ]
    assert found == ["09AVERTON312", title, date, "CONFIDENTIAL", "Embassy Averton"]


def test_a_text_knows_where_it_came_from(tmp_path: Path) -> None:
    page, table, pack = tmp_path / "a.html", tmp_path / "cables.csv", tmp_path / "pack.zip"
    page.write_bytes(as_page())
    table.write_bytes(as_row(1) + as_row(2))
    pack.write_bytes(make_zip({"in/cables.csv": as_row(7), "in/HKG-2018.txt": b"A text."}))
    assert [text.origin for text in (*texts_of(page), *texts_of(table))] == [
        Origin(Carrier.WEB_TELEGRAM, str(page)),
        Origin(Carrier.BULK_ROW, str(table), row=1),
        Origin(Carrier.BULK_ROW, str(table), row=2),
    ]
    row, plain = texts_of(pack)
    assert row.origin == Origin(Carrier.BULK_ROW, str(pack), "in/cables.csv", 1)
    assert str(row.origin) == f"{pack}/in/cables.csv, row 1"
    assert plain.origin == Origin(Carrier.PLAIN, str(pack), "in/HKG-2018.txt")
    assert (row.name, plain.name) == ("cables.csv, row 1", "HKG-2018.txt")
    assert (row.data, plain.data) == (as_row(7), b"A text.")


@pytest.mark.parametrize("name", ["a.txt", "a.html", "cables.csv"])
def test_the_bytes_that_are_kept_give_the_text_again(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(CARRIERS[name]())
    (text,) = texts_of(path)
    again = open_bytes(text.data, text.name)
    assert (again.text, again.encoding, again.sha256) == (text.text, text.encoding, text.sha256)


def rows(data: bytes, size: int = 1 << 20) -> list[SourceText | Refused]:
    chunks = (data[at : at + size] for at in range(0, len(data), size))
    return list(open_rows(chunks, "cables.csv", Origin(path="cables.csv")))


@pytest.mark.parametrize("size", [1, 7, 100, 1 << 20])
def test_pieces_of_any_size_give_the_same_rows(size: int) -> None:
    data = b'"number","date","identifier","origin","class","refs","header","content"\n'
    data += b"".join(as_row(number) for number in range(1, 4))
    assert [part.data for part in rows(data, size) if isinstance(part, SourceText)] == [
        as_row(1),
        as_row(2),
        as_row(3),
    ]


@pytest.mark.parametrize(
    ("damaged", "found"),
    [
        (as_row(2).replace(b'DOE"', b"DOE"), "its quotation marks do not fit"),
        (as_row(2).rstrip() + b',"more"\r\n', "The row has 9 columns instead of 8"),
        (as_row(2) + b"more\r\n", "something stands behind its last column"),
        (b'"2","6/19/2009 9:30","09AVERTON312","E","U","","",""\r\n', "The row holds no telegram"),
        (as_row(2, content="x" * (LARGEST_ROW + 1)), "The row is larger than 8 MB"),
        (as_row(2, content="\x01\x02\x03" * 2000), "The row holds binary data"),
    ],
)
def test_a_damaged_row_does_not_harm_the_others(damaged: bytes, found: str) -> None:
    first, second, third = rows(as_row(1) + damaged + as_row(3))
    assert isinstance(second, Refused)
    assert found in second.error.found
    assert second.error.where == "cables.csv, row 2"
    assert isinstance(first, SourceText)
    assert isinstance(third, SourceText)
    assert (first.data, third.data) == (as_row(1), as_row(3))


def test_letters_that_are_no_utf_8_are_told() -> None:
    (text,) = rows(as_row(1).replace(b"dismayed", b"dismay\xe9d"))
    assert isinstance(text, SourceText)
    assert "dismayéd" in text.text
    assert [problem.code for problem in text.problems] == ["source.encoding"]


def test_a_table_is_never_held_as_a_whole() -> None:
    """Rows come while the table is still being read."""
    taken = 0

    def endless() -> Iterator[bytes]:
        nonlocal taken
        while True:
            taken += 1
            yield as_row(taken)

    parts = open_rows(endless(), "cables.csv", Origin())
    for number in range(1, 50):
        part = next(parts)
        assert isinstance(part, SourceText)
        assert part.origin.row == number
        assert taken <= number + 2


LETTERS = st.characters(exclude_categories=["Cs"], exclude_characters="\x00\r")


@given(st.lists(st.text(LETTERS, min_size=1, max_size=60), min_size=1, max_size=5))
def test_any_words_come_through_a_row(contents: list[str]) -> None:
    wanted = ["E" + content + "." for content in contents]
    data = b"".join(as_row(number, content) for number, content in enumerate(wanted, start=1))
    assert list(split_rows([data])) == [
        as_row(number, content) for number, content in enumerate(wanted, start=1)
    ]
    for part, content in zip(rows(data), wanted, strict=True):
        if isinstance(part, SourceText):
            assert part.text.endswith(f"{HEADER}\n{content}")
        else:
            assert part.error.found == "The row holds binary data"


def test_the_bulk_edition_as_another_program_writes_it() -> None:
    """With doubled quotation marks, as most programs write tables."""
    written = io.StringIO()
    fields = ["1", "6/19/2009 9:30", *CATALOGUE[:1], "Embassy", "UNCLASSIFIED", "", HEADER, 'SAID "NO"']
    csv.writer(written, quoting=csv.QUOTE_ALL).writerow(fields)
    (part,) = rows(written.getvalue().encode())
    assert isinstance(part, SourceText)
    assert part.text.endswith('SAID "NO"')


def test_read_file_text_takes_a_telegram_page(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_bytes(as_page())
    text = read_file_text(path)
    assert text.origin.carrier is Carrier.WEB_TELEGRAM
    assert EXPLANATION[:20] not in text.text
    assert read_telegram(text.text).mrn == "09AVERTON312"
