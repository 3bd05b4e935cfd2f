"""Damaged texts, and what holds for any text."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from reftel.report import find_narrative_facts, looks_like_narrative, read_narrative
from reftel.vocab.tiers import Tier

FORMULA = "does not fully meet the minimum standards; however, it is making significant efforts to do so."
PARTS = "PROSECUTION\n\nFew.\n\nPROTECTION\n\nNone.\n\nPREVENTION\n\nA film was shown."
PIECES = st.sampled_from(
    [
        "Source: x", "AVERLINE (Tier 2)", "\n", "\n\n", "\r\n", "PROSECUTION",
        "Protection", "Recommendations for X", "RECOMMENDATIONS FOR X", ": ",
        "The Government of Averline ", FORMULA, "Averline remained on Tier 3.",
        "is a Special Case", "; ", "• ", "•5", "(", ")", " ", "\ufeff", "\u00a0", "ƒ", "WATCH LIST", "A.",
        "AVERLINE113", "12.", "should", "[accessed 1 May 2009]",
    ]
)  # fmt: skip
TEXTS = st.lists(PIECES | st.text(max_size=5), max_size=25).map("".join)
# Words that the readers of figures, remarks and mentions go by, in any order.
SAID = st.sampled_from(
    [
        "The government ", "Police ", "authorities ", "NGOs ", "courts ", "investigated ",
        "prosecuted ", "convicted ", "identified ", "sentenced ", "reported ", "did not ",
        "failed to ", "lacked ", "without ", "no ", "0 ", "12 ", "1,234 ", "seven ", "one ",
        "three to 15 ", "2016 ", "in 2017", "between 5 and 9 ", "at least ", "cases ", "suspects ",
        "traffickers ", "victims ", "years’ imprisonment ", "months ", "of sex trafficking ",
        "for forced labor ", "(", ")", ", compared with ", " the previous year", "including ",
        "of which ", ", and ", "; ", ". ", "$5 million ", "10 percent ", "Article 244 ",
        "the anti-trafficking law ", "women ", "children ", "from Averline ", "respectively", "both ",
        "\n", "an increase from ", "half ", "dozens of ", "each ", "first ",
    ]
)  # fmt: skip
TALK = st.lists(SAID, max_size=40).map(
    lambda said: (
        f"AVERLINE (Tier 2)\n\nThe Government of Averline {FORMULA}\n\nPROSECUTION\n\n{''.join(said)}."
    )
)


def codes(text: str, year: int | None = 2018, country: str | None = "Averline") -> list[str]:
    return [problem.code for problem in read_narrative(text, country=country, year=year).problems]


@settings(max_examples=300, deadline=None)
@given(TEXTS | TALK)
@example("0shouldAVERLINE (Tier 2)AVERLINE (Tier 2)")  # three nothings that add up to nothing
def test_any_text_reads(raw: str) -> None:
    narrative = read_narrative(raw)
    leaves = list(narrative.document.leaves())
    assert "".join("".join(leaf.span.of(raw).split()) for leaf in leaves) == "".join(raw.split())
    assert all(before.span.end <= after.span.start for before, after in pairwise(leaves))
    assert len({leaf.label for leaf in leaves}) == len(leaves)
    assert all(" ".join(s.span.of(raw).split()) == s.text != "" for s in narrative.sentences)
    assert all(before.span.end <= after.span.start for before, after in pairwise(narrative.sentences))
    assert all(" ".join(i.span.of(raw).split()) == i.text != "" for i in narrative.recommendations)
    assert all(0 <= f.span.start <= f.span.end <= len(raw) for f in find_narrative_facts(narrative))
    assert all(0 <= p.span.start <= p.span.end <= len(raw) for p in narrative.problems)
    looks_like_narrative(raw)


@given(st.text())
def test_arbitrary_characters_read(raw: str) -> None:
    assert read_narrative(raw).raw == raw


@pytest.mark.parametrize("raw", ["", " \n", "\ufeff"])
def test_empty(raw: str) -> None:
    narrative = read_narrative(raw)
    assert [problem.code for problem in narrative.problems] == ["narrative.empty"]
    assert not looks_like_narrative(raw)


def test_a_sound_text_has_no_problems() -> None:
    assert codes(f"AVERLINE (Tier 2)\n\nThe Government of Averline {FORMULA}\n\n{PARTS}") == []


def test_what_nothing_states_is_unknown() -> None:
    found = codes(f"The government {FORMULA}\n\n{PARTS}", year=None, country=None)
    assert found == ["narrative.no-country", "narrative.no-year", "narrative.standing-uncertain"]


def test_a_hint_that_the_text_contradicts_is_reported() -> None:
    head = "Source: the 2009 Trafficking in Persons Report - AVERLINE (Tier 2)\n\n"
    text = f"{head}The Government of Averline {FORMULA}\n\n{PARTS}"
    narrative = read_narrative(text, country="HKG", year=2010)
    assert (narrative.country, narrative.year) == ("XAV", 2009)
    assert [problem.code for problem in narrative.problems] == [
        "narrative.other-country",
        "narrative.other-year",
    ]


def test_the_text_goes_before_the_title() -> None:
    text = (
        f"AVERLINE (Tier 1)\n\nThe Government of Averline {FORMULA} Averline remained on Tier 2.\n\n{PARTS}"
    )
    narrative = read_narrative(text, year=2018)
    assert narrative.standing is not None
    assert narrative.standing.tier is Tier.TWO
    assert [problem.code for problem in narrative.problems] == ["narrative.other-tier"]


def test_a_text_that_breaks_off() -> None:
    text = f"AVERLINE (Tier 2)\n\nThe Government of Averline {FORMULA}\n\n{PARTS}"
    assert codes(text[: text.index("None.")] + "The gov") == [
        "narrative.truncated",
        "narrative.no-prevention",
    ]
    assert codes(text[:-4]) == ["narrative.truncated"]


def test_wrong_decoding_is_counted() -> None:
    narrative = read_narrative(
        f"AVERLINE (Tier 2)\n\nThe Government of Averline {FORMULA}\n\n{PARTS} \ufffd\ufffd.", year=2018
    )
    assert narrative.problems[0].code == "narrative.odd-characters"
    assert "2 signs" in narrative.problems[0].message


def test_a_euro_sign_that_became_a_bullet_starts_no_paragraph() -> None:
    text = "AVERLINE: TIER 1\n\nPROTECTION\n\nIt gave\n•20,000 to one home.\n•30,000 went to another."
    assert [s.text for s in read_narrative(text).sentences] == [
        "It gave •20,000 to one home.", "•30,000 went to another.",
    ]  # fmt: skip


def test_problems_quote_nothing() -> None:
    text = "Source: 2009 TIP Report - AVERLINE (Tier 1)\n\nSecretword remained on Tier 3. Secretw\ufffd"
    assert all("ecretw" not in p.message for p in read_narrative(text, country="HKG", year=2001).problems)


def test_page_lines_and_icons_are_no_part_of_sentences() -> None:
    text = (
        f"AVERLINE: TIER 2\n\nƒThe Government of Averline {FORMULA}\n\nPROSECUTION\n\nFew.AVERLINE113\n\n"
        "PROTECTION\n\n:None.\n\n[accessed 1 May 2019]\n\nPREVENTION\n\nFew."
    )
    narrative = read_narrative(text)
    assert [s.text[:14] for s in narrative.sentences] == ["The Government", "Few.", "None.", "Few."]
    assert [leaf.label for leaf in narrative.document.leaves() if leaf.kind == "note"] == ["Note 1", "Note 2"]
