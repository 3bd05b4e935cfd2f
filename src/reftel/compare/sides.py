"""Cutting a text into the sentences that a comparison works on, and what stands between them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from reftel.compare.model import Side, Unit
from reftel.document import Span, fold_white_space, trim
from reftel.language import split_sentences
from reftel.report import Narrative, looks_like_narrative, read_narrative

BREAK_RE = re.compile(
    r"""
    \s \s+ | [^\S ]      # white space other than a single blank
    """,
    re.VERBOSE,
)
# matches: "\n  " between two words; does not match: " "


def read_side(text: str | Narrative | Sequence[str]) -> Side:
    """Cut a text into sentences.

    Args:
        text: A narrative, or raw text; what looks like a narrative is read as one, the rest by paragraphs. Or
            sentences that are cut already; the raw text has a line for each.

    Returns:
        The side; its frame and units hold the raw text to the letter.
    """
    if isinstance(text, str) and looks_like_narrative(text):
        text = read_narrative(text)
    if isinstance(text, str):
        return _make_side("", text, tuple(_plain_units(text)))
    if not isinstance(text, Narrative):
        return _make_side("", "\n".join(text), tuple(_given_units(text)))
    units = (_make_unit(text.raw, s.span, s.paragraph, s.section.value) for s in text.sentences)
    return _make_side(text.document.key, text.raw, tuple(units))


def write_side(side: Side, texts: Sequence[str]) -> str:
    """The raw text of a side whose sentences have these words."""
    pieces = [side.frame[0]]
    for unit, words, after in zip(side.units, texts, side.frame[1:], strict=True):
        pieces += (unit.lay_out(words), after)
    return "".join(pieces)


def _make_side(key: str, raw: str, units: tuple[Unit, ...]) -> Side:
    edges = [0, *(edge for unit in units for edge in unit.span), len(raw)]
    frame = tuple(raw[start:end] for start, end in zip(edges[::2], edges[1::2], strict=True))
    return Side(key, units, frame)


def _make_unit(raw: str, span: Span, paragraph: str = "", section: str = "") -> Unit:
    words = span.of(raw)
    text = " ".join(words.split())
    if text == words:
        return Unit(span, text, (), paragraph, section)
    breaks = []
    longer = 0
    for match in BREAK_RE.finditer(words):
        breaks.append((match.start() - longer, match[0]))
        longer += len(match[0]) - 1
    return Unit(span, text, tuple(breaks), paragraph, section)


def _given_units(sentences: Sequence[str]) -> Iterator[Unit]:
    raw = "\n".join(sentences)
    start = 0
    for sentence in sentences:
        yield _make_unit(raw, trim(raw, Span(start, start + len(sentence))))
        start += len(sentence) + 1


def _plain_units(raw: str) -> Iterator[Unit]:
    for paragraph in _paragraphs(raw):
        clean = fold_white_space(raw, paragraph)
        for sentence in split_sentences(clean.text):
            yield _make_unit(raw, clean.to_raw(sentence))


def _paragraphs(raw: str) -> Iterator[Span]:
    """Stretches of lines with words; a line without any ends a paragraph."""
    start = at = 0
    for line in raw.splitlines(keepends=True):
        if not line.strip():
            if start < at:
                yield Span(start, at)
            start = at + len(line)
        at += len(line)
    if start < at:
        yield Span(start, at)
