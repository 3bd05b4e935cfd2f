"""References of the REF block."""

from __future__ import annotations

import json
import string
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reftel.document import Span
from reftel.telegram.model import Reference
from reftel.telegram.references import find_references, make_mrn
from reftel.telegram.references.kinds import find_kind
from reftel.telegram.references.numbering import may_be_year, read_year
from reftel.telegram.references.quick import read_clean_block
from reftel.telegram.references.stations import exact_spellings, find_station, guess_stations
from reftel.vocab.keys import letter_key
from reftel.vocab.posts import posts

CASES = [
    json.loads(line)
    for line in (Path(__file__).parents[1] / "cases" / "references.jsonl").read_text("utf-8").splitlines()
]


def describe(reference: Reference) -> dict[str, Any]:
    """What a case expects of an item; fields that are empty are left out."""
    found: dict[str, Any] = {"letter": reference.letter, "kind": reference.kind, "mrn": reference.mrn}
    if reference.station and not reference.mrn:
        found |= {"station": reference.station, "serial": reference.serial}
    rest = {
        "notes": list(reference.notes),
        "and_previous": reference.and_previous,
        "title": reference.title,
        "candidates": list(reference.candidates),
    }
    return found | {name: value for name, value in rest.items() if value}


@pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
def test_cases(case: dict[str, Any]) -> None:
    found = find_references(case["input"], case["year"])
    assert [describe(reference) for reference in found] == case["expected"], case["comment"]


def test_fields_of_a_telegram() -> None:
    raw = "REF: (B) 05 SAO PAULO 00123 (NOTAL)"
    (found,) = find_references(raw, 2009)
    assert (found.station, found.year, found.serial) == ("SAOPAULO", 2005, "123")
    assert found.text == found.span.of(raw) == "(B) 05 SAO PAULO 00123 (NOTAL)"


def test_spans_lead_back_over_a_line_break() -> None:
    raw = "REF: A. PORT AU\n PRINCE 12 AND 13"
    first, second = find_references(raw, 2009, 5)
    assert first.span.of(raw) == "A. PORT AU\n PRINCE 12"
    assert (first.text, first.mrn) == ("A. PORT AU PRINCE 12", "09PORTAUPRINCE12")
    assert second.span.of(raw) == "13"


def test_a_page_line_that_is_given_is_no_part_of_an_item() -> None:
    raw = "A. PORT AU\nMARK 12\nPRINCE 12"
    (found,) = find_references(raw, 2009, leave_out=[Span(11, 18)])
    assert (found.mrn, found.text) == ("09PORTAUPRINCE12", "A. PORT AU PRINCE 12")


def test_a_stretch_is_read_and_nothing_around_it() -> None:
    raw = "OSLO 1\nREF: RIGA 2\nROME 3"
    assert [found.mrn for found in find_references(raw, 2009, 7, 18)] == ["09RIGA2"]


def test_equality_ignores_the_span() -> None:
    assert find_references("STATE 12", 2009) == find_references("REF: STATE 12", 2009)


def test_numbers_and_years() -> None:
    assert make_mrn(None, "STATE", "12") == ""
    assert make_mrn(2009, "HONGKONG", "001103") == "09HONGKONG1103"
    assert [read_year("98", 2009), read_year("09", 2000), read_year("66", None)] == [1998, 2009, 1966]
    assert not may_be_year("2764", 2009)
    assert not may_be_year("10", 2009)
    assert may_be_year("98", None)


def test_stations() -> None:
    assert find_station("AMEMBASSYLAPAZ") == "LAPAZ"
    assert find_station("EMBASSY") == ""
    assert guess_stations("WELINGTON") == ("WELLINGTON",)
    assert guess_stations("QWERTYUI") == ()
    assert guess_stations("RO") == ()


def test_exact_and_squeezed_spellings_name_the_same_post() -> None:
    differing = {
        spelling: code
        for spelling, code in exact_spellings().items()
        if find_station(letter_key(spelling)) != code
    }
    assert not differing


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("TEL AVIV", ""),
        ("MAILING LIST", ""),
        ("SEPTEMBER", ""),
        ("MEMORIAL", ""),
        ("E MAIL OF MEETING", "e-mail"),
        ("MEETING REPORT", "meeting"),
        ("R 162245Z OCT 08", "date-time group"),
        ("AIRGRAM A-45", "airgram"),
        ("REUTERS ARTICLE", "press"),
    ],
)
def test_kinds(text: str, kind: str) -> None:
    assert find_kind(text) == kind


PIECES = [
    "STATE", "PARIS", "SAO PAULO", "Port au Prince", "12", "05", "2008", "1234", "A.", "B)", "(C)",
    "D:", "¶E.", "AND", "&", ",", ";", "/", "-", "(NOTAL)", "and previous", '"', "(", ")", "\n", "\n\n",
    "'08", "(08)", "REF:", "REF A", "E-MAIL", "OF MAY 5", "TAGS: X", "O4", "HK05511", "09CAIRO0561",
    "1.", "THROUGH", "PARA", "NO.", "ß", "İ", "٣", "²", "TBLISI", "FOO", "00000123  001.2 OF 003",
    "DTG 031310Z APR", "99", "é", "ﬁ", "B", "AA", "..", "()",
]  # fmt: skip
damaged = st.lists(st.sampled_from(PIECES), max_size=14).flatmap(
    lambda pieces: st.sampled_from([" ", "", "\n"]).map(lambda between: between.join(pieces))
)


@given(st.text() | damaged, st.none() | st.integers(1960, 2030))
def test_any_text_has_its_references_in_order(raw: str, year: int | None) -> None:
    found = find_references(raw, year)
    spans = [reference.span for reference in found]
    assert [span.start for span in spans] == sorted(span.start for span in spans)
    assert all(0 <= span.start < span.end <= len(raw) for span in spans)
    for reference in found:
        words = reference.span.of(raw).replace("\x00", " ").split()
        assert reference.text.split() == words or "OF" in words  # a page line may stand inside
        assert not (reference.mrn and reference.candidates)
        assert reference.mrn == "" or reference.kind == "cable"


@st.composite
def clean_blocks(draw: st.DrawFn) -> str:
    """Blocks as they should be, of any posts."""
    letters = draw(st.sampled_from(["", "{}. ", "({}) ", "{}) "]))
    between = draw(st.sampled_from(["\n", " \n     ¶", "; ", ", ", "  "]))
    items = []
    for number in range(draw(st.integers(1, 5))):
        year = draw(st.sampled_from(["", "05 ", "98 "]))
        words = draw(st.sampled_from([post.words for post in posts()]))
        serial = draw(st.integers(1, 999999))
        note = draw(st.sampled_from(["", " (NOTAL)", " (EXDIS)"]))
        items.append(letters.format(string.ascii_uppercase[number]) + f"{year}{words} {serial:05d}{note}")
    return between.join(items)


@given(clean_blocks())
def test_the_quick_way_and_the_tolerant_way_agree(block: str) -> None:
    quick = read_clean_block(block, 2009, 0, len(block))
    tolerant = find_references("REF: " + block, 2009)  # the key keeps the quick way out
    assert quick is not None
    assert quick == list(tolerant)
    assert all(reference.mrn for reference in quick)
