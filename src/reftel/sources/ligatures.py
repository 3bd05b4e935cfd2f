"""Letters that a PDF lost or joined: ligatures, blanks, soft hyphens, the euro sign."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache

from reftel.document import Span
from reftel.sources.model import Repair
from reftel.vocab.tables import load_rows

LIGATURES = {
    "\ufb00": "ff",
    "\ufb01": "fi",
    "\ufb02": "fl",
    "\ufb03": "ffi",
    "\ufb04": "ffl",
    "\ufb05": "st",
    "\ufb06": "st",
}
_SPELLINGS = ("fi", "ff", "fl", "ffi", "ffl")

# must match "ﬁ", "\u00ad", "a  b" (the blanks); must not match "a b"
ODD_RE = re.compile(r"[\ufb00-\ufb06]|\u00ad|[ \t\u00a0]{2,}|\t")
# must match "traf\ufffdcking", "\ufffdve" with its lost letters; must not match "trafficking"
LOST_RE = re.compile(
    r"(?P<before>[^\W\d_]*)(?P<lost>[\ufffd\ue000-\uf8ff\x01-\x08\x0e-\x1f])(?P<after>[^\W\d_]+)"
)
# must match the bullet in "(•5,000)", "fined •300"; must not match that in "• 300 victims"
EURO_RE = re.compile(r"(?<=[\w,;(]\s)•(?=\d)|(?<=\()•(?=\d)")


def find_letter_repairs(raw: str, span: Span, words: Counter[str]) -> Iterator[Repair]:
    """Repairs inside one line.

    Args:
        raw: The extracted text.
        span: The line.
        words: How often each word, in small letters, occurs in the document.
    """
    for match in ODD_RE.finditer(raw, span.start, span.end):
        text = match[0]
        if text in LIGATURES:
            yield _repair("ligature", match, text, LIGATURES[text])
        elif text == "\u00ad":
            if match.end() < span.end:
                yield _repair("hyphen", match, text, "")
        else:
            yield _repair("blank", match, text, " ")
    for match in LOST_RE.finditer(raw, span.start, span.end):
        spelling = _spell(match["before"], match["after"], words)
        if spelling:
            at = match.start("lost")
            yield Repair("lost-ligature", Span(at, at + 1), match["lost"], spelling)
    for match in EURO_RE.finditer(raw, span.start, span.end):
        yield _repair("euro", match, match[0], "€")


@cache
def known_words() -> frozenset[str]:
    """Words of these reports with one of the ligatures, for documents that lost it everywhere."""
    return frozenset(word for word, _ in load_rows("ligature_words.csv", ("word", "source")))


def _spell(before: str, after: str, words: Counter[str]) -> str:
    """The one ligature that makes a word of two ends; empty if none does or several do."""
    fitting = [
        spelling
        for spelling in _SPELLINGS
        if (word := f"{before}{spelling}{after}".casefold()) in known_words() or words[word] > 0
    ]
    return fitting[0] if len(fitting) == 1 else ""


def _repair(kind: str, match: re.Match[str], before: str, after: str) -> Repair:
    return Repair(kind, Span(*match.span()), before, after)
