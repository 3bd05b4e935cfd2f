"""Checking telegrams: a bad and a good case of every rule, invented."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reftel.document import Severity, Span
from reftel.specimen import specimen_folder
from reftel.telegram import Telegram, read_telegram
from reftel.telegram.check import RULES, Place, Places, check_telegram

GOOD = """\
09PARIS731
TALKS ON SHELTERS
Thu Mar 05 00:00:00 +0200 2009
CONFIDENTIAL//NOFORN
Embassy Paris
VZCZCXYZ0001
PP RUEHC
DE RUEHFR #0731/01 0640920
ZNY CCCCC ZZH
P R 050915Z MAR 09
FM AMEMBASSY PARIS
TO RUEHC/SECSTATE WASHDC PRIORITY 1187
BT
C O N F I D E N T I A L SECTION 01 OF 02 PARIS 000731

NOFORN
SIPDIS

E.O. 12958: DECL: 03/05/2019
TAGS: PHUM, KTIP, FR
SUBJECT: TALKS ON SHELTERS

REF: A. 08 PARIS 2044
     B. STATE 1204

Classified By: Political Counselor Ada Finch, reasons 1.4 (b).

1. (C/NF) The ministry will open two shelters in June.

2. (U) The law was published in the gazette.

a. (C) The number of beds is not known.

3. (SBU) The post will report again.
FINCH
"""
SENSITIVE = (
    GOOD.replace("C O N F I D E N T I A L", "UNCLAS")
    .replace("CONFIDENTIAL//NOFORN", "UNCLASSIFIED//FOR OFFICIAL USE ONLY")
    .replace("ZNY CCCCC", "ZNR UUUUU")
    .replace("NOFORN\nSIPDIS", "SENSITIVE\nSIPDIS")
    .replace("DECL: 03/05/2019", "N/A")
    .replace("Classified By: Political Counselor Ada Finch, reasons 1.4 (b).\n\n", "")
    .replace("(C/NF)", "(SBU)")
    .replace("(C)", "(SBU)")
)

# A rule, the telegram that keeps it, and what is changed in it: each edit breaks the rule.
BAD: tuple[tuple[str, str, tuple[tuple[str, str], ...]], ...] = (
    ("check.no-date-time", GOOD, (("P R 050915Z MAR 09\n", ""),)),
    ("check.date-time", GOOD, (("050915Z MAR", "310915Z FEB"),)),
    ("check.date-time", GOOD, (("050915Z MAR", "052515Z MAR"),)),
    ("check.no-sender", GOOD, (("FM AMEMBASSY PARIS\n", ""),)),
    ("check.no-addressee", GOOD, (("TO RUEHC/SECSTATE WASHDC PRIORITY 1187\n", ""),)),
    ("check.station-day", GOOD, (("0640920", "3660920"),)),
    ("check.station-day", GOOD, (("0640920", "0642460"),)),
    ("check.station-time", GOOD, (("0640920", "0660920"),)),
    ("check.station-serial", GOOD, (("#0731", "#0732"),)),
    ("check.precedence", GOOD, (("PP RUEHC", "RR RUEHC"),)),
    ("check.security-lower", GOOD, (("ZNY CCCCC", "ZNR UUUUU"),)),
    ("check.security-higher", GOOD, (("CCCCC", "SSSSS"),)),
    ("check.security-signal", GOOD, (("ZNY", "ZNR"),)),
    ("check.routing-unknown", GOOD, (("TO RUEHC/", "TO RUZZQQ/"),)),
    ("check.catalogue-number", GOOD, (("09PARIS731", "09PARIS732"),)),
    ("check.section", GOOD, (("SECTION 01 OF 02", "SECTION 03 OF 02"),)),
    ("check.section-station", GOOD, (("SECTION 01 OF 02", "SECTION 02 OF 02"),)),
    ("check.caption-classified", SENSITIVE, (("SENSITIVE\n", "SENSITIVE\nNOFORN\n"),)),
    ("check.sipdis", GOOD, (("SIPDIS", "EXDIS\nSIPDIS"),)),
    ("check.channels", GOOD, (("SIPDIS", "DISSENT CHANNEL\nROGER CHANNEL"),)),
    ("check.no-order", GOOD, (("E.O. 12958: DECL: 03/05/2019\n", ""),)),
    ("check.order-date", GOOD, (("12958", "13526"),)),
    ("check.order-date", GOOD, (("12958", "12356"),)),
    ("check.no-declassification", GOOD, (("DECL: 03/05/2019", "N/A"),)),
    ("check.declassification-needless", SENSITIVE, (("N/A", "DECL: 03/05/2019"),)),
    ("check.declassification-past", GOOD, (("03/05/2019", "03/05/2009"),)),
    (
        "check.no-classifier",
        GOOD,
        (("Classified By: Political Counselor Ada Finch, reasons 1.4 (b).\n", ""),),
    ),
    ("check.no-reasons", GOOD, ((", reasons 1.4 (b)", ""),)),
    ("check.tag-unknown", GOOD, (("PHUM,", "PQZX,"),)),
    ("check.reference-future", GOOD, (("08 PARIS 2044", "PARIS 2044"),)),
    ("check.reference-future", GOOD, (("08 PARIS 2044", "10 PARIS 44"),)),
    ("check.reference-self", GOOD, (("08 PARIS 2044", "PARIS 731"),)),
    ("check.mark-above", GOOD, (("2. (U)", "2. (S)"),)),
    ("check.mark-above", SENSITIVE, (("2. (U)", "2. (C)"),)),
    ("check.mark-caveat", GOOD, (("NOFORN\nSIPDIS", "SIPDIS"), ("CONFIDENTIAL//NOFORN", "CONFIDENTIAL"))),
    ("check.sensitive-missing", SENSITIVE, (("SENSITIVE\n", ""), ("//FOR OFFICIAL USE ONLY", ""))),
    ("check.mark-missing", GOOD, (("2. (U) ", "2. "), ("a. (C) ", "a. "))),
    ("check.number-repeated", GOOD, (("3. (SBU)", "2. (SBU)"),)),
    ("check.line-length", GOOD, (("in the gazette", "in the gazette " + "word " * 5),)),
)
# What only values that were never a text can say.
NOT_READ = {"check.routing-shape"}


def codes(telegram: Telegram) -> set[str]:
    return {problem.code for problem in check_telegram(telegram)}


@pytest.mark.parametrize("text", [GOOD, SENSITIVE], ids=["confidential", "sensitive"])
def test_a_good_telegram_has_no_problem(text: str) -> None:
    assert check_telegram(read_telegram(text)) == ()


@pytest.mark.parametrize(
    ("code", "text", "edits"), BAD, ids=[f"{number}-{code}" for number, (code, _, _) in enumerate(BAD)]
)
def test_a_broken_rule_is_found(code: str, text: str, edits: tuple[tuple[str, str], ...]) -> None:
    for old, new in edits:
        assert text.count(old) >= 1
        text = text.replace(old, new, 1)
    found = [problem for problem in check_telegram(read_telegram(text)) if problem.code == code]
    assert found
    assert {problem.severity for problem in found} == {RULES[code].severity}


def test_every_rule_has_a_bad_case() -> None:
    assert {code for code, _, _ in BAD} | NOT_READ == set(RULES)


def test_a_routing_indicator_has_a_shape() -> None:
    telegram = read_telegram(GOOD)
    telegram.transmission.to[0].route = "QQQ"
    assert codes(telegram) == {"check.routing-shape"}


def test_a_problem_stands_where_the_words_are() -> None:
    telegram = read_telegram(GOOD.replace("SIPDIS", "NODIS\nSIPDIS"))
    (problem,) = [one for one in check_telegram(telegram) if one.code == "check.sipdis"]
    assert problem.span.of(telegram.raw) == "SIPDIS"
    assert Places(telegram.raw).of(problem.span) == Place(18, 1, 18, 7)


def test_problems_of_the_reading_are_among_them() -> None:
    telegram = read_telegram(GOOD.replace("\n3. (SBU)", "\n5. (SBU)"))
    assert "telegram.numbering" in codes(telegram)
    assert set(telegram.problems) <= set(check_telegram(telegram))


@pytest.mark.parametrize(
    ("group", "day"),
    [
        ("050915Z MAR 09", "0640930"),  # minutes later
        ("052359Z MAR 09", "0650010"),  # past midnight
        ("312359Z DEC 09", "0010010"),  # past the end of the year
    ],
)
def test_the_station_line_may_be_later_by_less_than_a_day(group: str, day: str) -> None:
    text = GOOD.replace("050915Z MAR 09", group).replace("0640920", day)
    assert not codes(read_telegram(text)) & {"check.station-time", "check.station-day"}


@pytest.mark.parametrize("year", ["08", "12"])
def test_a_leap_year_has_a_day_more(year: str) -> None:
    text = GOOD.replace("050915Z MAR 09", f"311915Z DEC {year}").replace("0640920", "3661920")
    assert "check.station-day" not in codes(read_telegram(text))


def test_a_serial_of_five_digits_is_cut_to_four() -> None:
    text = GOOD.replace("000731", "120731").replace("09PARIS731", "09PARIS120731")
    assert not codes(read_telegram(text)) & {"check.station-serial", "check.catalogue-number"}


@pytest.mark.parametrize(
    ("order", "group", "is_right"),
    [
        ("12356", "051200Z MAR 95", True),
        ("12958", "161200Z APR 95", False),
        ("12958", "171200Z APR 95", True),
        ("12065", "011200Z DEC 78", True),
        ("11652", "011200Z DEC 80", False),
        ("13526", "041200Z JAN 10", True),
        ("13526", "041200Z JAN 09", False),
        ("12958", "041200Z JAN 12", False),
    ],
)
def test_each_executive_order_has_its_time(order: str, group: str, is_right: bool) -> None:
    text = GOOD.replace("12958", order).replace("050915Z MAR 09", group)
    assert ("check.order-date" not in codes(read_telegram(text))) is is_right


def test_one_mark_may_hold_for_the_entire_text() -> None:
    text = GOOD.replace("1. (C/NF)", "1. (C - ENTIRE TEXT)").replace("2. (U) ", "2. ")
    assert "check.mark-missing" not in codes(read_telegram(text))


def test_unclassified_paragraphs_need_no_mark() -> None:
    text = SENSITIVE.replace(" (SBU)", "").replace(" (U)", "")
    assert "check.mark-missing" not in codes(read_telegram(text))


def test_a_glued_classification_line_is_a_line_of_its_own() -> None:
    text = GOOD.replace("PRIORITY 1187\nBT\n", "PRIORITY 1187")
    assert "check.line-length" not in codes(read_telegram(text))


def test_no_word_of_the_text_is_in_a_message() -> None:
    text = (
        GOOD.replace("C O N F I D E N T I A L", "UNCLAS")
        .replace("PHUM", "PQZX")
        .replace("0640920", "3660920")
    )
    for problem in check_telegram(read_telegram(text)):
        assert not {"PQZX", "3660920", "shelters", "Finch"} & set(problem.message.replace(".", "").split())


def test_the_specimen_has_no_error() -> None:
    with specimen_folder() as data:
        texts = [path.read_text(encoding="utf-8") for path in sorted((data / "telegrams").glob("*.txt"))]
    assert len(texts) == 6
    assert not [one for text in texts for one in _errors(text)]


def test_generated_telegrams_have_no_error(shared: Path, tmp_path: Path) -> None:
    script = shared / "bench/telegrams/generate_telegrams.py"
    subprocess.run([sys.executable, script, tmp_path / "out", "50"], check=True, capture_output=True)
    texts = [path.read_text(encoding="utf-8") for path in sorted((tmp_path / "out").glob("*.txt"))]
    assert len(texts) == 50
    assert not [one for text in texts for one in _errors(text)]


@given(
    st.text(alphabet="ACDEFNOPRSTU019/:#Z()\n .", max_size=400), st.integers(0, len(GOOD)), st.integers(0, 80)
)
def test_any_text_is_checked_and_spans_are_valid(noise: str, at: int, cut: int) -> None:
    raw = GOOD[:at] + noise + GOOD[at + cut :]
    for problem in check_telegram(read_telegram(raw)):
        assert 0 <= problem.span.start <= problem.span.end <= len(raw)


@given(st.text(alphabet="ab\r\n", max_size=60), st.integers(0, 60))
def test_a_place_leads_back_to_its_offset(raw: str, at: int) -> None:
    at = min(at, len(raw))
    place = Places(raw).of(Span(at, at))
    starts = [0, *(i + 1 for i in range(len(raw)) if raw[i] == "\n" or raw[i : i + 2] in _lone_ends(raw, i))]
    assert sorted(set(starts))[place.line - 1] + place.column - 1 == at


def _lone_ends(raw: str, at: int) -> tuple[str, ...]:
    return (raw[at : at + 2],) if raw[at] == "\r" and raw[at + 1 : at + 2] != "\n" else ()


def _errors(text: str) -> list[str]:
    return [one.code for one in check_telegram(read_telegram(text)) if one.severity is Severity.ERROR]
