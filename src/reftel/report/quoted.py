"""Narratives that are quoted inside a telegram, as instructions to posts quote them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from reftel.document import Span, trim
from reftel.report.model import Narrative
from reftel.report.read import read_narrative
from reftel.report.recognise import looks_like_narrative

_WHAT = r"""
    (?: (?: final | official | unclassified | full | country | the | of | tip | report | trafficking
      | in | persons ) \s+ ){0,6}
    (?: text | narrative | quote | quotation ) \b
"""

BEGIN_RE = re.compile(rf"\b begin \s+ {_WHAT} [^\n\r]{{0,80}}", re.VERBOSE | re.IGNORECASE)
# matches: "Begin text of narrative:"; does not match: "begin the trial"

END_RE = re.compile(rf"[(\s]* \b end \s+ {_WHAT}", re.VERBOSE | re.IGNORECASE)
# matches: "End text"; does not match: "the end of the text"

PARAGRAPH_MARK_RE = re.compile(
    r"""
    ^ [ \t]* (?: ¶ \s* )? [0-9]{1,2} \. [ \t]+ (?: \( [A-Z/]{1,5} \) [ \t]* )?
      | ^ [ \t]* \( [A-Z]{1,3} \) [ \t]+
    """,
    re.VERBOSE | re.MULTILINE,
)
# matches: "4. (U) " before a paragraph; does not match: "4 men"


@dataclass(frozen=True, slots=True)
class QuotedNarrative:
    """A narrative inside another text.

    Args:
        span: Where it stands there; spans of the narrative count from its start.
        narrative: As `read_narrative` gives it; with blanks where the telegram's paragraph marks stood.
    """

    span: Span
    narrative: Narrative


def find_quoted_narratives(raw: str, *, year: int | None = None) -> tuple[QuotedNarrative, ...]:
    """The narratives that stand between "begin text" and "end text" of a telegram, in text order.

    Args:
        raw: The telegram as it came.
        year: Report year, if it is known from elsewhere.

    Returns:
        One for each stretch that reads like a narrative; other quoted texts are left alone.
    """
    found = []
    for span in _quoted(raw):
        text = PARAGRAPH_MARK_RE.sub(lambda match: " " * len(match[0]), span.of(raw))
        if looks_like_narrative(text):
            found.append(QuotedNarrative(span, read_narrative(text, year=year)))
    return tuple(found)


def _quoted(raw: str) -> Iterator[Span]:
    at = 0
    while begin := BEGIN_RE.search(raw, at):
        end = END_RE.search(raw, begin.end())
        following = BEGIN_RE.search(raw, begin.end())
        stop = end.start() if end else len(raw)
        if following and following.start() < stop:
            stop = following.start()
        yield trim(raw, Span(begin.end(), stop))
        at = max(stop, begin.end())
