"""What holds of the readers of fields on any text: no exception, and spans that lie in the stretch."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from reftel.document import Span
from reftel.telegram.classifier import FORM_WIDTH
from reftel.telegram.fields import (
    read_addresses,
    read_classified_by,
    read_declassification,
    read_signature,
    read_subject,
    read_summary,
    read_tags,
)
from reftel.vocab.tags import tags

PIECES = [
    "TO ", "INFO ", "XMT ", "RUEHC/SECSTATE WASHDC PRIORITY 7861", "UNCLAS PARIS 000123", "E.O. 12958: ",
    "DECL: ", "02/30/2019", "X1", "TAGS: ", "AGS; ", "OVIP (", "MARLOW, ANN", ")", "KTIPPREL",
    "HUMAN RIGHTSKTIP", "SUBJECT: ", "(C/NF) ", "&#8217;", "&#99999999;", "Classified By: ",
    "DCM Ann van Marlow", ", Jr.", " for reasons 1.4 (b)", "SUMMARY", "-------", "End summary", "1. (C) ",
    "¶2. ", "MARUT##", "NOTE BY OC/T", "SIPDIS", "\n", "\n \n", "\r", "\x1c", " ", "\t", "\\", '"',
    "PAGE 02 ROME 03067 211833Z",
    "PARIS 00001234 002 OF 003", "SECRET", "ß", "İ", "\x00",
]  # fmt: skip
TEXTS = st.one_of(st.text(), st.lists(st.sampled_from(PIECES), max_size=40).map("".join))


def spans(text: str, start: int, end: int) -> Iterator[Span]:
    yield from (tag.span for tag in read_tags(text, start, end))
    yield from (entry.span for entry in read_classified_by(text, start, end))
    addresses = read_addresses(text, start, end)
    yield from (address.span for address in (*addresses.to, *addresses.info, *addresses.exempt))
    for found in (
        read_subject(text, start, end),
        read_summary(text, start, end),
        read_declassification(text, start, end),
        read_signature(text, start, end),
    ):
        if found:
            yield found.span


@given(TEXTS, st.integers(0, 40), st.integers(0, 400))
def test_nothing_raises_and_spans_lie_in_the_stretch(text: str, start: int, length: int) -> None:
    start = min(start, len(text))
    end = min(start + length, len(text))
    for span in spans(text, start, end):
        assert start <= span.start <= span.end <= end


@given(TEXTS)
@example("E.O. 12958: N/A \n\n1. It")
def test_a_span_begins_and_ends_with_words(text: str) -> None:
    for span in spans(text, 0, len(text)):
        assert span.of(text) == span.of(text).strip()


CODES = st.sampled_from([entry.code for entry in tags() if entry.code.isalnum()])


@given(st.lists(CODES, min_size=1, max_size=30, unique=True), st.sampled_from([" ", ", ", ",", "  ", " \n"]))
def test_a_list_of_known_codes_is_read_as_written(codes: list[str], between: str) -> None:
    codes = [code for code in codes if code != "SIPDIS"]
    text = f"TAGS: {between.join(codes)}\nSUBJECT: X"
    found = read_tags(text)
    assert [tag.text for tag in found] == [code.upper() for code in codes]
    assert [tag.span.of(text) for tag in found] == codes


NAMES = st.sampled_from(
    ["Ann Marlow", "Peter J. Hartwick", "R. Douglas Fenwick", "Ann van der Marlow", "TOM ARDEN"]
)
POSITIONS = st.sampled_from(
    ["DCM", "Acting Political Counselor", "Charge d'Affaires a.i.", "POL/ECON Chief", "Amb."]
)
ENDS = st.sampled_from(
    [" for reasons 1.4 (b).", ", REASON: 1.5 (D)", " under Section 1.4 b/d", ". Reasons 1.4(b,d)"]
)


@given(NAMES, POSITIONS, ENDS, st.booleans(), st.integers(0, 2))
def test_a_name_is_told_from_a_position(
    name: str, position: str, end: str, is_first: bool, breaks: int
) -> None:
    value = f"{name}, {position}{end}" if is_first else f"{position} {name}{end}"
    text = "Classified By: " + value.replace(" ", " \n", breaks)
    (entry,) = read_classified_by(text)
    assert entry.name == name
    assert name in " ".join(entry.span.of(text).split())


@given(st.integers(0, 6))
def test_a_form_that_cuts_words_loses_none(padding: int) -> None:
    position = "Acting " * padding + "Deputy Political Counselor"
    line = f"Classified By: {position} Peter Hartwick for reasons 1.4 (b)"
    cut = "\n".join(line[at : at + FORM_WIDTH] + " " for at in range(0, len(line), FORM_WIDTH))
    assert [entry.name for entry in read_classified_by(cut)] == ["Peter Hartwick"]


@pytest.mark.parametrize(
    "text",
    [
        "TAGS: " + "KTIP, " * 10_000,
        "TAGS: KTIP\n" * 5_000,
        "TAGS: " + "OVIP (" * 20_000,
        "SUBJECT: " + "A" * 1_000_000,
        "SUBJECT: " + "(C) " * 100_000,
        "Classified By: " + "Marlow " * 100_000,
        "E.O. 12958: " + "1/" * 100_000,
        "TO " + "RUEHC/" * 100_000,
        "1. (C) Summary: " + "END " * 100_000,
        "-" * 1_000_000,
        " " * 1_000_000,
        "\n" * 200_000,
        "A " * 500_000,
        "PAGE 02 " * 100_000,
        " 00001234" * 100_000,
    ],
    ids=lambda text: f"{text[:20]!r} {len(text)}",
)
def test_hostile_input_is_read(text: str) -> None:
    assert all(0 <= span.start <= span.end <= len(text) for span in spans(text, 0, len(text)))
