"""What a narrative asks for, as items.

- `report.recommendations.list/1`: items of a list under a heading, held together by semicolons.
- `report.recommendations.line/1`: items under a heading, each a paragraph of its own.
- `report.recommendations.sentence/1`: sentences under a heading without semicolons.
- `report.recommendations.should/1`: no heading; sentences that say what the government should do.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from reftel.document import Span, fold_white_space
from reftel.language import split_items, split_sentences
from reftel.report.model import Paragraph, Recommendation, Section, SectionKind, Sentence
from reftel.report.subjects import make_recommendation

SHOULD_RE = re.compile(
    r"""
    ^ (?: to \s [^.]{0,150} , \s )?                        # "To improve its response,"
    (?: the \s+ )? (?: \w[\w'’.-]* \s+ ){1,6} should \s+ (?: also \s+ )? (?! have \b | be \s+ noted )
    """,
    re.VERBOSE | re.IGNORECASE,
)
# matches: "The government should enact"; does not match: "The government enacted what it should"

LEADING_SIGN_RE = re.compile(
    r"""
    ^ (?: [•·▪●◦*–—-] (?! [0-9] ) \s* | [0-9]{1,2} [.)] \s+ )
    """,
    re.VERBOSE,
)
# matches: "• " before an item, "3. "; does not match: "12 officers"

LINE = "report.recommendations.line/1"
LIST = "report.recommendations.list/1"
SENTENCE = "report.recommendations.sentence/1"
SHOULD = "report.recommendations.should/1"


def read_items(raw: str, section: Section, addressee: str) -> tuple[Recommendation, ...]:
    """The items of one section of recommendations, in text order."""
    alone = len(section.paragraphs) > 1
    return tuple(
        item for paragraph in section.paragraphs for item in _read_paragraph(raw, paragraph, addressee, alone)
    )


def find_wishes(sentences: Sequence[Sentence]) -> tuple[Recommendation, ...]:
    """Sentences that say what the government should do, where no heading announces recommendations.

    Args:
        sentences: Those before the first part on the government's work.
    """
    return tuple(
        make_recommendation(sentence.span, sentence.text, sentence.paragraph, "", SHOULD)
        for sentence in sentences
        if sentence.section in (SectionKind.STANDING, SectionKind.RECOMMENDATIONS)
        and says_should(sentence.text)
    )


def says_should(sentence: str) -> bool:
    """Whether a sentence says near its beginning what somebody should do."""
    return SHOULD_RE.match(sentence) is not None


def _read_paragraph(raw: str, paragraph: Paragraph, addressee: str, alone: bool) -> list[Recommendation]:
    clean = fold_white_space(raw, paragraph.span)
    text = clean.text
    sign = LEADING_SIGN_RE.match(text)
    whole = Span(sign.end() if sign else 0, len(text))
    spans, rule = split_items(text, whole), LIST
    if len(spans) == 1:
        rule = LINE
        if not alone and not sign:
            spans = tuple(item for sentence in split_sentences(text) for item in split_items(text, sentence))
            rule = SENTENCE
    return [
        make_recommendation(clean.to_raw(span), span.of(text), paragraph.label, addressee, rule)
        for span in spans
    ]
