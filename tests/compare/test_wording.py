"""Reading one wording by the lexicon."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reftel.compare.lexicon import find_beginnings, load_lexicon
from reftel.compare.wording import Wording, read_wording
from reftel.document import Span

ROWS = load_lexicon().rows
SAID = st.sampled_from(ROWS).flatmap(lambda row: st.from_regex(row.pattern, fullmatch=True))
TEXTS = st.lists(
    SAID | st.sampled_from(["not", "the", "5", "th", "Tier 2", "(2015)", "-", ",", "İ", "first-ever"]),
    max_size=8,
).map(" ".join)


@given(TEXTS | st.text(max_size=30))
def test_reading_word_by_word_finds_what_a_search_finds(text: str) -> None:
    wording = Wording(text)
    for kind, mentions in wording.mentions.items():
        searched = [
            Span(*m.span()) for row in ROWS if row.kind == kind for m in row.pattern.finditer(wording.folded)
        ]
        # Numbers and years follow those of the patterns.
        assert [mention.span for mention in mentions][: len(searched)] == searched


@pytest.mark.parametrize(
    ("pattern", "beginnings"),
    [
        ("watch list|tier", {"watch ", "tier "}),
        ("ngos?", {"ngo"}),
        ("(?:an )?increas(?:ed|ing)", {"an ", "increas"}),
        ("(?<!not )(?:fully )?met", {"fully ", "met "}),
        ("[0-9]{1,2} ?th", {"0"}),
        ("[a-z]+ law", {""}),
        ("n?ever", {"n", "ever "}),
    ],
)
def test_with_what_a_match_may_begin(pattern: str, beginnings: set[str]) -> None:
    assert find_beginnings(pattern) == beginnings


def test_words_are_named_by_what_they_stand_for() -> None:
    wording = read_wording("Officials fulfilled the law, as authorities did.")
    words = [(word.name, word.span.of(wording.text)) for word in wording.words({"law", "govern"})]
    assert words == [("govern", "Officials"), ("law", "law"), ("govern", "authorities")]
