"""Finding words again in another copy of their text, by the words themselves and what stands around them.

Copies wrap lines differently, lose a header or mend a slip. So white space counts for nothing, and the words
before and after tell which of several like places is meant.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from rapidfuzz import fuzz

from reftel.document.clean import CleanText, fold_white_space
from reftel.document.span import Span

# How many characters around the words are compared.
CONTEXT = 48
# From here on, of 100, words that differ are taken for the same words changed.
LIKE = 80.0
# Of several equal places one is the right one if its surroundings are so much liker than the others'.
CLEARLY = 20.0
# Places that are told to the person who has to choose.
MOST_CANDIDATES = 8


@dataclass(frozen=True, slots=True)
class Anchor:
    """Words with their surroundings, white space folded."""

    quote: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Found:
    """Where words are in another text.

    Args:
        span: Where they surely are, in its raw text; None if that is not sure.
        candidates: Where they may be, the likeliest first.
        cause: Why it is not sure: ``missing``, ``several`` or ``differs``; empty if it is.
    """

    span: Span | None
    candidates: tuple[Span, ...] = ()
    cause: str = ""


def make_anchor(raw: str, span: Span) -> Anchor:
    """What words of a text are found again by.

    >>> make_anchor("He said that the  law was", Span(8, 16))
    Anchor(quote='that the', before='He said ', after=' law was')
    """
    quote = fold_white_space(raw, span).text
    # More than is compared, since white space may be most of it.
    before = fold_white_space(raw, Span(max(0, span.start - 4 * CONTEXT), span.start)).text
    after = fold_white_space(raw, Span(span.end, min(len(raw), span.end + 4 * CONTEXT))).text
    glue_before = " " if raw[span.start - 1 : span.start].isspace() and before else ""
    glue_after = " " if raw[span.end : span.end + 1].isspace() and after else ""
    return Anchor(quote, (before + glue_before)[-CONTEXT:], (glue_after + after)[:CONTEXT])


def find_anchor(raw: str, anchor: Anchor) -> Found:
    """Where the words of an anchor are in another text.

    Args:
        raw: The other text.
        anchor: From `make_anchor`.

    Returns:
        One sure place, or the places that a person must choose from.
    """
    folded = fold_white_space(raw, Span(0, len(raw)))
    places = list(_occurrences(folded.text, anchor.quote))
    if not places:
        return _find_like(folded, anchor)
    likeness = {start: _context_likeness(folded.text, start, anchor) for start in places}
    ranked = sorted(places, key=lambda start: -likeness[start])
    spans = tuple(folded.to_raw(Span(start, start + len(anchor.quote))) for start in ranked[:MOST_CANDIDATES])
    if len(ranked) > 1 and likeness[ranked[0]] - likeness[ranked[1]] < CLEARLY:
        return Found(None, spans, "several")
    if len(ranked) == 1 and likeness[ranked[0]] < CLEARLY and len(anchor.quote) < CONTEXT:
        # A short word that stands in quite other surroundings may be another one.
        return Found(None, spans, "several")
    return Found(spans[0])


def _occurrences(text: str, quote: str) -> Iterator[int]:
    """Where the quote stands as whole words."""
    if not quote:
        return
    at = text.find(quote)
    while at >= 0:
        end = at + len(quote)
        inside = (at and quote[0].isalnum() and text[at - 1].isalnum()) or (
            end < len(text) and quote[-1].isalnum() and text[end].isalnum()
        )
        if not inside:
            yield at
        at = text.find(quote, at + 1)


def _context_likeness(text: str, start: int, anchor: Anchor) -> float:
    end = start + len(anchor.quote)
    before = fuzz.ratio(text[max(0, start - len(anchor.before)) : start], anchor.before)
    after = fuzz.ratio(text[end : end + len(anchor.after)], anchor.after)
    return (before + after) / 2


def _find_like(folded: CleanText, anchor: Anchor) -> Found:
    """The stretch that is most like the quote; whether it is the same is for a person to say."""
    if not anchor.quote or not folded.text:
        return Found(None, (), "missing")
    best = fuzz.partial_ratio_alignment(anchor.quote, folded.text, score_cutoff=LIKE)
    # Of a text shorter than the quote the two are aligned the other way about.
    if best is None or len(folded.text) < len(anchor.quote):
        return Found(None, (), "missing")
    span = folded.to_raw(Span(best.dest_start, best.dest_end))
    return Found(None, (span,), "differs")
