"""Catalogue lines, the transmission header, the classification line, and the keys of the head."""

from __future__ import annotations

from datetime import date

import pytest

from reftel.document import Span
from reftel.telegram import read_telegram
from reftel.telegram.classification import (
    find_classification_lines,
    find_damaged_line,
    find_stray_marking,
    read_security_line,
)
from reftel.telegram.header import read_catalogue, read_transmission
from reftel.telegram.lines import lines_within, split_lines, without_page_lines
from reftel.telegram.model import Declassification, Passing
from reftel.telegram.pages import find_page_lines

HEADER = """\
VZCZCXRO0302
OO RUEHCN RUEHGH
RUEHVC
DE RUEHHK #1103/01 1670912
ZNY SSSBB/FFFFF
O R 160912Z JUN 09 ZDK ZFR2585
FM AMCONSUL HONG KONG
TO RUEHC/SECSTATE WASHDC PIORITY 7861
RUEHBJ/AMEMBASSY BEIJING NIACT IMMEDIATE
INFO 39OS INCIRLIK
RHEHAAA/WHITE HOUSE WASHDC//NSC//
XMT AMEMBASSY PARIS
"""


def test_the_transmission_header() -> None:
    header = read_transmission(split_lines(HEADER, Span(0, len(HEADER))))
    assert (header.precedence, header.routes) == ("OO", ("RUEHCN", "RUEHGH", "RUEHVC"))
    assert header.date_time is not None
    assert (header.date_time.action, header.date_time.info) == ("O", "R")
    assert header.date_time.signals == ("ZDK", "ZFR2585")
    assert header.security_line is not None
    assert str(read_security_line(header.security_line)) == "S"
    told = [(a.route, a.name, a.precedence, a.continuity_number) for a in header.to]
    assert told[0] == ("RUEHC", "SECSTATE WASHDC", "PRIORITY", "7861")
    assert told[1][:1] == ("RUEHBJ",)
    assert [(a.route, a.name) for a in header.info] == [
        ("", "39OS INCIRLIK"),
        ("RHEHAAA", "WHITE HOUSE WASHDC//NSC//"),
    ]
    assert [a.name for a in header.exempt] == ["AMEMBASSY PARIS"]
    assert all(a.span.of(HEADER).endswith(a.name.split()[-1]) for a in header.info)


@pytest.mark.parametrize(
    ("text", "title", "date", "classification", "origin"),
    [
        (
            "09X1\nA\n1/2/2009 9:12\nSECRET//NOFORN\nEmbassy X\nVZCZC1",
            "A",
            "1/2/2009 9:12",
            "SECRET//NOFORN",
            "Embassy X",
        ),
        (
            "09XYZ1\nSECRET\n2009-01-02 09:12\nCONFIDENTIAL\nEmbassy X",
            "SECRET",
            "2009-01-02 09:12",
            "CONFIDENTIAL",
            "Embassy X",
        ),
        ("09XYZ1\nA TITLE\nUNCLASSIFIED\nEmbassy X", "A TITLE", "", "UNCLASSIFIED", "Embassy X"),
        ("09XYZ1\n\nP 160912Z JUN 09\nFM X", "", "", "", ""),
        ("HONG KONG\nA TITLE", "", "", "", ""),
    ],
)
def test_catalogue_lines(text: str, title: str, date: str, classification: str, origin: str) -> None:
    text = text.replace("09X1", "09XYZ1")
    catalogue, at = read_catalogue(split_lines(text, Span(0, len(text))))
    found = (catalogue.title, catalogue.date, catalogue.classification, catalogue.origin)
    assert [words.text if words else "" for words in found] == [title, date, classification, origin]
    assert (at > 0) == text.startswith("09")
    assert all(words is None or words.span.of(text) == words.text for words in found)


@pytest.mark.parametrize(
    ("text", "level", "station", "serial", "section", "captions"),
    [
        ("UNCLAS HONG KONG 001103", "UNCLAS", "HONG KONG", "001103", None, ()),
        ("...PRIORITYUNCLAS HONG KONG 001103 ".upper(), "UNCLAS", "HONG KONG", "001103", None, ()),
        ("PRIORITY 7861UNCLAS PARIS 000123", "UNCLAS", "PARIS", "000123", None, ()),
        (
            "S E C R E T SECTION 01 OF 02 PORT AU PRINCE 000123",
            "S E C R E T",
            "PORT AU PRINCE",
            "000123",
            (1, 2),
            (),
        ),
        ("c o n f i d e n t i a l PARIS 000123", "c o n f i d e n t i a l", "PARIS", "000123", None, ()),
        ("UNCLAS E F T O PARIS 000123", "UNCLAS E F T O", "PARIS", "000123", None, ()),
        ("SECRET NODIS PARIS 000123", "SECRET", "PARIS", "000123", None, ("NODIS",)),
        ("SECRET//NOFORN PARIS 000123", "SECRET", "PARIS", "000123", None, ("NOFORN",)),
        ("UNCLAS USUN NEW YORK 000123", "UNCLAS", "USUN NEW YORK", "000123", None, ()),
        ("LIMITED OFFICIAL USE STATE 123456 ", "LIMITED OFFICIAL USE", "STATE", "123456", None, ()),
    ],
)
def test_classification_lines(
    text: str,
    level: str,
    station: str,
    serial: str,
    section: tuple[int, int] | None,
    captions: tuple[str, ...],
) -> None:
    (line,) = find_classification_lines(text, Span(0, len(text)))
    assert (line.level, line.station, line.serial) == (level, station, serial)
    assert (line.section, line.captions, line.damaged_from) == (section, captions, "")
    assert line.span.of(text).startswith(level)
    assert line.span.of(text).endswith(serial)


@pytest.mark.parametrize(
    "text",
    [
        "UNCLASSIFIED//FOR OFFICIAL USE ONLY",
        "a secret ballot in Accra 1234",
        "SECRET BALLOT",
        "SECRET NODIS 001103",
        "nonSECRET PARIS 000123",
        "UNCLASSIFIED\nVZCZCXRO0302",
    ],
)
def test_no_classification_line(text: str) -> None:
    assert find_classification_lines(text, Span(0, len(text))) == []


@pytest.mark.parametrize(
    ("text", "damaged_from", "station"),
    [
        ("C O N F I D E N T I L HONG KONG 001103", "CONFIDENTIAL", "HONG KONG"),
        ("SECRT PARIS 000123 SIPDIS", "SECRET", "PARIS"),
        ("CHINA POSTS COLLECTIVE PRIORITYUNCLS PARIS 000123", "UNCLAS", "PARIS"),
        ("AMEMBASSY BERNC O N F I D E N T I L PARIS 000123", "CONFIDENTIAL", "PARIS"),
        ("CONFI@ENTIAL SECTION 01 OF 02 PARIS 000123", "CONFIDENTIAL", "PARIS"),
        ("FM AMCONSUL HONG KONG 001103", None, ""),
        ("TO RUEHC/SECSTATE WASHDC PRIORITY 7861", None, ""),
        ("HONG KONG 001103", None, ""),
    ],
)
def test_damaged_classification_lines(text: str, damaged_from: str | None, station: str) -> None:
    line = find_damaged_line(split_lines(text, Span(0, len(text))))
    assert (line.damaged_from if line else None) == damaged_from
    assert (line.station if line else "") == station


@pytest.mark.parametrize(
    ("text", "marking"),
    [
        ("SECRET", "S"),
        ("- S E C R E T -", "S"),
        ("SECRET//NOFORN/EXDIS", "S//EXDIS/NOFORN"),
        ("CONFIDENTIAL NODIS", "C//NODIS"),
        ("2002ROME01748 - Classification: SECRET", "S"),
        ("NOFORN SIPDIS", "U//NOFORN"),
        ("SENSITIVE", "SBU"),
        ("DISSENT CHANNEL", "U//DISSENT CHANNEL"),
        ("DISSENT", "U"),
        ("SECRET BALLOT", "U"),
        ("Secret", "U"),
        ("SIPDIS", "U"),
        ("THE TEXT IS SECRET", "U"),
    ],
)
def test_lines_that_hold_a_record_wherever_they_stand(text: str, marking: str) -> None:
    assert str(find_stray_marking(split_lines(text, Span(0, len(text))))) == marking


@pytest.mark.parametrize(
    ("line", "marking"),
    [
        ("ZNR UUUUU ZZH", "U"),
        ("ZNR UUUCC", "U"),
        ("ZNY EEEEE", "SBU"),
        ("ZNY CCCCC", "C"),
        ("ZNY TTTTT", "S//TOP SECRET"),
        ("ZNY UUSUU", "S"),
        ("ZNY XXXXX", "S"),
    ],
)
def test_security_lines(line: str, marking: str) -> None:
    header = read_transmission(split_lines(line, Span(0, len(line))))
    assert header.security_line is not None
    assert str(read_security_line(header.security_line)) == marking


def test_lines_keep_their_places() -> None:
    text = " one \r\n\n\ttwo\rthree\x85\ffour\u2028"
    lines = split_lines(text, Span(0, len(text)))
    assert [line.text for line in lines if line.text] == ["one", "two", "three", "four"]
    assert all(line.span.of(text) == line.text for line in lines)
    part = lines_within(lines, Span(2, text.index("ee")))
    assert [line.text for line in part if line.text] == ["ne", "two", "thr"]
    assert all(line.span.of(text) == line.text for line in part)


def test_page_lines() -> None:
    text = (
        "1. It is said\n\nHONG KONG 00001103  002 OF 003 \n\n\nthat he sang.\n\n"
        "PORT AU PR 00000869  001.2 OF 004\n\nNext.\n\n   SECRET\n\n"
        "PAGE 02        VATICA  05095  01 OF 02  281347Z\n\nSECRET\nBALLOT\n12 of 3 cases\nSECRET\n"
    )
    found = find_page_lines(text, Span(0, len(text)))
    assert [span.of(text) for span in found] == [
        "HONG KONG 00001103  002 OF 003",
        "PORT AU PR 00000869  001.2 OF 004",
        "SECRET",
        "PAGE 02        VATICA  05095  01 OF 02  281347Z",
        "SECRET",
    ]
    kept = without_page_lines(split_lines(text, Span(0, len(text))), found)
    assert [line.text for line in kept][:6] == ["1. It is said", "that he sang.", "", "Next.", "", "BALLOT"]


HEAD = "P 160912Z JUN 09\nFM AMEMBASSY PARIS\nUNCLAS PARIS 000123\n\n{head}\n\n1. (U) Text.\n\nTEFFT"


def test_captions_in_order_and_what_is_between() -> None:
    text = HEAD.format(
        head="NODIS SIPDIS\n\nC O R R E C T E D  COPY (PARA 2)\n\nTOSEC 140323\n\n"
        "EYES ONLY FOR THE AMBASSADOR\n\nDEPT FOR G/TIP,\nDRL\nDOD FOR OSD(P) HARVEY\n\n"
        "TAGS: KTIP FR\nE.O. 12958: DECL: 06/16/2019\nSUBJECT: X"
    )
    telegram = read_telegram(text)
    assert [caption.text for caption in telegram.captions] == [
        "NODIS",
        "SIPDIS",
        "EYES ONLY FOR THE AMBASSADOR",
    ]
    assert telegram.passing == (Passing("DEPT", ("G/TIP", "DRL")), Passing("DOD", ("OSD(P) HARVEY",)))
    assert str(telegram.marking) == "U//EYES ONLY/NODIS"
    assert telegram.declassification == Declassification("12958", "date", date(2019, 6, 16))


@pytest.mark.parametrize(
    ("head", "tags"),
    [
        ("TAGS: KTIP, PHUM,\nFR", ["KTIP", "PHUM", "FR"]),
        ("TAGES: KTIP FR", ["KTIP", "FR"]),
        ("TAGS: OVIP (SMITH, JOHN), PREL", ["OVIP (SMITH, JOHN)", "PREL"]),
        ("TAGS: KTIP\n\nPARIS 00000123  002 OF 003\n\nPHUM", ["KTIP", "PHUM"]),
        ("TAGS: KTIP,\n\nPARIS 00000123  002 OF 003\n\nPHUM", ["KTIP", "PHUM"]),
    ],
)
def test_tags(head: str, tags: list[str]) -> None:
    telegram = read_telegram(HEAD.format(head=f"{head}\nSUBJECT: X"))
    assert [tag.text for tag in telegram.tags] == tags


@pytest.mark.parametrize(
    ("head", "subject"),
    [
        ("SUBJECT: A VISIT\nTO PARIS", "A VISIT TO PARIS"),
        ("SUBJ: (C) A VISIT", "A VISIT"),
        ("UBJECT: A VISIT", "A VISIT"),
        ("SUBJECT:\nA VISIT", "A VISIT"),
        ("SUBJECT:\n\nA VISIT", "A VISIT"),
        ("SUBJECT: A VISIT\n\nPARIS 00000123  002 OF 003\n\nTO PARIS", "A VISIT TO PARIS"),
        ("SUBJECT: A VISIT\nREF: STATE 1", "A VISIT"),
        ("SUBJECT: (S//\nNF) A VISIT", "A VISIT"),
    ],
)
def test_subjects(head: str, subject: str) -> None:
    telegram = read_telegram(HEAD.format(head=head))
    assert telegram.subject is not None
    assert telegram.subject.text == subject


@pytest.mark.parametrize(
    ("subject", "year"),
    [("REACTION TO 2004 TRAFFICKING REPORT", 2004), ("THE 2004 ELECTIONS", 2009), ("TIP REPORT", 2009)],
)
def test_the_report_year_of_the_subject(subject: str, year: int) -> None:
    assert read_telegram(HEAD.format(head=f"SUBJECT: {subject}")).about_year == year
