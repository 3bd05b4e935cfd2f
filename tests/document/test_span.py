"""Spans, and cleaning that leads back to the raw text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reftel.document import Block, Citation, Document, Marking, Span, fold_white_space, trim

TEXTS = st.text(alphabet=st.sampled_from("ab c\n\t\r\xa0ß\u2028"), max_size=60)


@st.composite
def spans_in(draw: st.DrawFn) -> tuple[str, Span]:
    raw = draw(TEXTS)
    start = draw(st.integers(0, len(raw)))
    return raw, Span(start, draw(st.integers(start, len(raw))))


@pytest.mark.parametrize(
    ("other", "covers", "meets"),
    [
        (Span(2, 5), True, True),
        (Span(2, 6), False, True),
        (Span(1, 3), False, True),
        (Span(5, 7), False, False),
        (Span(0, 2), False, False),
        (Span(3, 3), True, True),
    ],
)
def test_covers_and_meets(other: Span, covers: bool, meets: bool) -> None:
    assert Span(2, 5).covers(other) is covers
    assert Span(2, 5).meets(other) is meets
    assert other.meets(Span(2, 5)) is meets


def test_a_span_quotes_counts_and_shifts() -> None:
    span = Span(3, 6)
    assert span.of("U.S. tier") == ". t"
    assert span.length == 3
    assert span.shift(2) == Span(5, 8)
    assert span.shift(2).shift(-2) == span


@given(spans_in())
def test_trim_takes_white_space_and_nothing_else(case: tuple[str, Span]) -> None:
    raw, span = case
    kept = trim(raw, span)
    assert span.covers(kept)
    assert kept.of(raw) == span.of(raw).strip()
    assert trim(raw, kept) == kept


@given(spans_in(), st.data())
def test_cleaned_words_are_the_raw_words(case: tuple[str, Span], data: st.DataObject) -> None:
    raw, span = case
    cuts = sorted(data.draw(st.lists(st.integers(0, len(raw)), max_size=6)))
    holes = [Span(*pair) for pair in zip(cuts[::2], cuts[1::2], strict=False)]
    clean = fold_white_space(raw, span, holes)
    left = "".join(raw[at] for at in range(*span) if not any(hole.start <= at < hole.end for hole in holes))
    assert "".join(clean.text.split()) == "".join(left.split())
    assert "  " not in clean.text
    assert clean.text == clean.text.strip()
    for at, char in enumerate(clean.text):
        place = clean.to_raw(Span(at, at + 1))
        assert place.of(raw) == char or char == " "
    start = data.draw(st.integers(0, len(clean.text)))
    part = Span(start, data.draw(st.integers(start, len(clean.text))))
    if not holes and part.of(clean.text) == part.of(clean.text).strip():
        assert clean.to_raw(part).of(raw).split() == part.of(clean.text).split()


def test_an_empty_span_leads_to_a_place() -> None:
    clean = fold_white_space(" one\n two ", Span(0, 10))
    assert clean.text == "one two"
    assert clean.to_raw(Span(4, 4)) == Span(6, 6)
    assert clean.to_raw(Span(7, 7)) == Span(9, 9)
    assert fold_white_space("  ", Span(0, 2)).to_raw(Span(0, 0)) == Span(0, 0)


def test_a_hole_may_reach_over_the_ends() -> None:
    raw = "aa bb cc dd"
    assert fold_white_space(raw, Span(3, 8), [Span(0, 4), Span(7, 11)]).text == "b c"
    assert fold_white_space(raw, Span(3, 8), [Span(0, 2), Span(2, 9)]).text == ""


def test_a_document_is_as_high_as_its_highest_leaf() -> None:
    raw = "one two three"
    inner = (Block("part", Span(4, 7), "b", Marking.parse("S")), Block("part", Span(8, 13), "c"))
    # What a parent says of itself does not count: its words are its leaves.
    outer = Block("whole", Span(4, 13), "a", Marking.parse("C//NODIS"), inner)
    document = Document("telegram", "K", raw, (Block("head", Span(0, 3), "h", Marking.parse("SBU")), outer))
    assert [leaf.span.of(raw) for leaf in document.leaves()] == ["one", "two", "three"]
    assert document.marking == Marking.parse("S")
    assert Document("telegram", "K", "", ()).marking == Marking()


def test_a_citation_lands_on_its_quote() -> None:
    citation = Citation("09HONGKONG1103", "¶4", Span(4, 7), "two")
    assert citation.lands_on("one two")
    assert not citation.lands_on("one owt")
    assert str(citation) == "09HONGKONG1103, ¶4"
    assert str(Citation("HKG 2009", "", Span(0, 0), "")) == "HKG 2009"
