"""Pairs of texts that the tests of what is exchanged compare."""

from __future__ import annotations

from hypothesis import strategies as st

SENTENCES = (
    "The police identified 12 victims in 2008.",
    "The police identified 15 victims in 2009.",
    "Courts convicted no one, and the shelter closed.",
    "Courts convicted no one. ",
    "The government did not report any trainings for its consular staff.",
    "The government trained forty consular officers in two courses.",
    "Two of the shelters for men stood empty throughout the year.",
    "No.",
    "• Fund the shelter.",
    "PROSECUTION",
    "Tier 2",
    "=1+1 <b>&amp;</b> [x](y) *z*",
)
BREAKS = (" ", "\n", "\n\n", "\r\n\r\n", "\n \t\n", "  ")

texts = st.lists(st.tuples(st.sampled_from(SENTENCES), st.sampled_from(BREAKS)), max_size=14).map(
    lambda pieces: "".join(sentence + end for sentence, end in pieces)
)
any_text = st.one_of(texts, st.text(max_size=60))

OLD = """PROSECUTION

The government made modest progress. The police identified 12 victims during the year. Courts convicted
nobody, and the only shelter for men was closed in the spring.

The consulates of three countries reported that they had assisted seven of their nationals in the year.

PROTECTION

The government has a written plan for its shelters. It did not train its labor inspectors.

Victims may stay in the country for six months while a case is heard.
"""
NEW = """PROSECUTION

The government made no progress. The police identified 15 victims during the year. Courts convicted nobody.
The only shelter for men was closed in the spring.

PROTECTION

The government has a written plan for its shelters. It trained forty labor inspectors in two courses.

The consulates of three countries reported that they had assisted nine of their nationals in the year.

PREVENTION

A campaign on posters and in buses ran for two weeks.
"""
