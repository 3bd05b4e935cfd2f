"""References of the REF block."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reftel.telegram.references import find_references, make_mrn


def find(text: str, year: int | None = 2009) -> list[tuple[str, str]]:
    return [(reference.letter, reference.mrn) for reference in find_references(text, year)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("SECSTATE 60446", [("", "09STATE60446")]),
        (
            "A. STATE 61377\n¶B. PARIS 97 (NOTAL)\n¶C. 08 STATE 12040",
            [("A", "09STATE61377"), ("B", "09PARIS97"), ("C", "08STATE12040")],
        ),
        ("(A) STATE 1 (B) PARIS 0097 (EXDIS)", [("A", "09STATE1"), ("B", "09PARIS97")]),
        ("[A] STATE 1; [B] PARIS 2", [("A", "09STATE1"), ("B", "09PARIS2")]),
        ("STATE 2799 AND 2764", [("", "09STATE2799"), ("", "09STATE2764")]),
        ("PARIS 936/935, 12155", [("", "09PARIS936"), ("", "09PARIS935"), ("", "09PARIS12155")]),
        ("STATE 12, 05 PARIS 13", [("", "09STATE12"), ("", "05PARIS13")]),
        ("STATE 12 AND 05 PARIS 13", [("", "09STATE12"), ("", "05PARIS13")]),
        ("2003 Sao Paulo 12", [("", "03SAOPAULO12")]),
        ("09CAIRO0561", [("", "09CAIRO561")]),
        ("'08 STATE 12", [("", "08STATE12")]),
        ("STATE 12 (08)", [("", "08STATE12")]),
        ("98 STATE 12", [("", "98STATE12")]),
        ("LA PAZ 2790", [("", "09LAPAZ2790")]),
        ("A. LA PAZ 2790 B. DAR ES SALAAM 12", [("A", "09LAPAZ2790"), ("B", "09DARESSALAAM12")]),
        ("SEE ALSO STATE #60446", [("", "09STATE60446")]),
        ("SMITH-JONES E-MAIL OF MAY 12", []),
        ("NOWHEREBURG 123", []),
        ("PARA 2 OF THE REPORT", []),
        ("", []),
    ],
)
def test_items(text: str, found: list[tuple[str, str]]) -> None:
    assert find(text) == found


def test_without_a_year_there_is_no_number() -> None:
    assert find("STATE 12 AND 05 PARIS 13", None) == [("", ""), ("", "05PARIS13")]
    assert make_mrn(None, "STATE", "12") == ""
    assert make_mrn(2009, "HONGKONG", "001103") == "09HONGKONG1103"


def test_spans_lead_back_over_a_line_break() -> None:
    raw = "REF: A. PORT AU\n PRINCE 12 AND 13"
    first, second = find_references(raw, 2009, 5)
    assert first.span.of(raw) == "A. PORT AU\n PRINCE 12"
    assert (first.text, first.mrn) == ("A. PORT AU PRINCE 12", "09PORTAUPRINCE12")
    assert second.span.of(raw) == "13"


@given(st.text(alphabet="AB STATEPARIS0129.()/,&¶#'ßİ\n", max_size=120), st.none() | st.integers(1960, 2030))
def test_any_text_has_its_references_in_order(raw: str, year: int | None) -> None:
    found = find_references(raw, year)
    spans = [reference.span for reference in found]
    assert spans == sorted(spans)
    assert all(reference.text.split() == reference.span.of(raw).split() for reference in found)
