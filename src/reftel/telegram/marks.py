"""Classification words, captions and portion marks as markings."""

from __future__ import annotations

import re

from reftel.document import Level, Marking
from reftel.vocab.captions import caption_by_mark, find_caption
from reftel.vocab.classification import MARK, find_classification

# must match "(SBU)", "(C/NF)", "(S//NF)", "(C - ENTIRE TEXT)"; must not match "(PAS)", "(Chow)"
PORTION_RE = re.compile(
    r"""
    \( \s*
    (?P<level> U | SBU | LOU | C | S | TS )
    (?P<rest> (?: \s* [/-] \s* [A-Z][A-Z0-9 /,]{0,60} )? )
    \s* \)
    """,
    re.VERBOSE,
)
ABOVE_SECRET = "TOP SECRET"


def marking_of(level_word: str, caveats: frozenset[str] = frozenset()) -> Marking:
    """The marking that a classification word or letter stands for; SECRET for an unknown word.

    A record holds nothing above SECRET by itself: what is marked higher becomes SECRET with a caveat of its
    own, so that no reader sees it by level alone.
    """
    known = find_classification(level_word, MARK) or find_classification(level_word)
    name = known.level if known else "S"
    if name == "TS":
        return Marking(Level.S, caveats | {ABOVE_SECRET})
    return Marking(Level[name], caveats)


def read_portion_mark(match: re.Match[str]) -> Marking:
    """The marking of a match of ``PORTION_RE``: ``(S//NF)`` is SECRET with NOFORN."""
    caveats = set()
    for word in re.split(r"[/,-]", match["rest"]):
        name = " ".join(word.split())
        if not name or name.startswith("ENTIRE"):
            continue
        caption = caption_by_mark(name)
        caveats.add(caption.name if caption and not caption.takes_names else name)
    return marking_of(match["level"], frozenset(caveats))


def marking_of_captions(level: Marking, captions: list[str]) -> Marking:
    """The telegram's marking: ``SENSITIVE`` raises U to SBU; captions that restrict readers are caveats."""
    found = [caption for text in captions if (caption := find_caption(text))]
    marking = level
    if level.level is Level.U and any(caption.name == "SENSITIVE" for caption in found):
        marking = marking | Marking(Level.SBU)
    return marking | Marking(Level.U, frozenset(caption.name for caption in found if caption.restricts))


def marking_of_paragraph(own: Marking | None, telegram: Marking) -> Marking:
    """A paragraph's marking: its own mark within its telegram, or the telegram's if it has none.

    NOFORN is said paragraph by paragraph; NODIS and its like hold for every paragraph of the telegram.
    """
    if own is None:
        return telegram
    return own | Marking(Level.U, telegram.caveats - {"NOFORN"})
