"""Sentences of a clean paragraph, and items of a list that semicolons hold together."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache
from itertools import pairwise

from reftel.document import Span, trim
from reftel.language.words import word_set

# Words whose full stop does not end a sentence when a capital follows; without the stop, in lower case.
ABBREVIATIONS = word_set(
    """
    art arts approx assn brig bros capt cf ch cmdr co col cpl dept dr ed eds esp est etc exec fig figs ft gen
    gov govt hon inc jr lt ltd maj messrs min mr mrs ms mt mts no nos op para paras pp prof pt pub rep res rev
    sec sen sgt sr st ste vol vols vs jan feb mar apr jun jul aug sep sept oct nov dec corp
    """
)
# Of these, the ones that can close a sentence just as well.
EITHER_WAY = word_set("etc co inc ltd corp jr sr mar jun min res rep ed")
# A number may follow these.
MONTH_OR_NUMBER = word_set("no nos art arts sec ch fig para paras vol jan feb apr aug sep sept oct nov dec")
WEB_ENDINGS = word_set("com org gov net edu")
ORDINARY_LENGTH = 4
LONGEST_WORD = 24

# A stop comes first in these, and what stands before it is looked back at: stops are rare, letters are not.
GLUED_RE = re.compile(
    r"""
    [.!?]                                                             # the stop of a sentence ...
    (?: (?<= [A-Za-z][a-z] . ) | (?<= [A-Z]{2} . ) | (?<= [0-9)\]”"'’] . ) )   # ... behind its end ...
    [”"’)\]]?
    (?= [“"‘(]? (?P<first> [A-Z][a-z]+ | [A-Z]{2,} | A\b ) )         # ... and the next without a blank
    """,
    re.VERBOSE,
)
# matches: "." in "workers.The government"; does not match: "." in "U.S. law", "1.5 million"

SPACED_RE = re.compile(
    r"""
    (?P<stop> [.!?] (?<= [^\W_]{2} . ) [”"’)\]]{0,3} )    # behind a word of two letters or more, its stop
    \s+
    (?= [“"‘(\[]? [A-Z0-9] )                               # a beginning
    """,
    re.VERBOSE,
)
# matches: ". " in "penal code. Labor inspectors"; does not match: ". " in "the U.S. Navy"

LETTERED_END_RE = re.compile(
    r"""
    (?P<stop> \. (?<= \s [A-Z] \. ) )
    \s+ (?= [“"‘(]? [A-Z] [a-z]* \s )
    """,
    re.VERBOSE,
)
# matches: ". " in "as in ref B. He agreed"; does not match: ". " in "as in ref 2. He agreed"

LETTERED_RE = re.compile(
    r"""
    \b (?: refs? | reftels? | tab | annex | appendix | section | paragraph | option | part ) $
    """,
    re.VERBOSE | re.IGNORECASE,
)
# matches the end of: "as in ref"; does not match the end of: "Mr."

LAST_WORD_RE = re.compile(
    r"""
    (?P<stop> \. )? (?P<word> [^\W_]+ ) $      # the last word, and whether a stop stands before it
    """,
    re.VERBOSE,
)
# matches: "code" in "penal code"; does not match: "code, "

ABBREVIATED_END_RE = re.compile(
    r"""
    (?: ^ | [\s(“"] )
    # letters with stops between them, or a short word
    (?P<word> [^\W\d_] (?: \. [^\W\d_] ){1,5} | [^\W\d_]{1,6} )
    \. $
    """,
    re.VERBOSE,
)
# matches: "Consul General a.i."; does not match: "the labor inspectorate."

CLOSING_RE = re.compile(
    r"""
    [”"’)\]]+       # what closes a quotation or bracket after the stop
    (?= \s | $ | [A-Z“] )
    """,
    re.VERBOSE,
)
# matches: the start of "” The"; does not match: the start of "“The"

SEPARATOR_RE = re.compile(
    r"""
    [;()\[\]]
    """,
    re.VERBOSE,
)
# matches: ";"; does not match: ","

CONJUNCTION_RE = re.compile(
    r"""
    (?: and | or ) (?: \s* , )? \s+ (?= \S )
    """,
    re.VERBOSE | re.IGNORECASE,
)
# matches: "and " in "and open a shelter"; does not match: "android "


def split_sentences(text: str) -> tuple[Span, ...]:
    """Split a clean paragraph into sentences.

    The splitter is nupunkt; what it misses in printed reports is mended: a lost blank after the stop, a
    sentence that ends in a word like an abbreviation, a closing quotation mark left behind, an abbreviation
    cut in two.

    Args:
        text: One paragraph, without line breaks inside sentences.

    Returns:
        Spans in the text, trimmed, ascending and disjoint; together they hold every word. Empty for blank
        text.

    >>> text = "St. Maarten paid workers.The U.S. Navy left."
    >>> [span.of(text) for span in split_sentences(text)]
    ['St. Maarten paid workers.', 'The U.S. Navy left.']
    """
    if not text.strip():
        return ()
    cuts = _mend_cuts(text, _raw_cuts(text))
    spans = (trim(text, Span(start, end)) for start, end in pairwise((0, *cuts, len(text))))
    return tuple(span for span in spans if span.length)


def split_items(text: str, span: Span | None = None) -> tuple[Span, ...]:
    """Split a list whose items are held together by semicolons.

    A semicolon in brackets does not separate. A last "and" and the closing stop are no part of an item.

    Args:
        text: The text that the list stands in.
        span: The list; the whole text if not given.

    Returns:
        Spans in the text, ascending and disjoint; empty when there are no words.

    >>> text = "Enact a law; train officers (police; judges); and open a shelter."
    >>> [span.of(text) for span in split_items(text)]
    ['Enact a law', 'train officers (police; judges)', 'open a shelter']
    """
    whole = Span(0, len(text)) if span is None else span
    edges = (whole.start, *_separators(text, whole), whole.end)
    items = [_trim_item(text, Span(start, end)) for start, end in pairwise(edges)]
    return tuple(item for item in items if item.length)


def _separators(text: str, span: Span) -> Iterator[int]:
    """Where an item ends: at semicolons outside brackets that are closed again."""
    depth = 0
    balanced = text.count("(", *span) == text.count(")", *span)
    for match in SEPARATOR_RE.finditer(text, *span):
        if match[0] in "([":
            depth += 1
        elif match[0] in ")]":
            depth = max(0, depth - 1)
        elif depth == 0 or not balanced:
            yield match.start()


def _trim_item(text: str, span: Span) -> Span:
    start, end = trim(text, span)
    while start < end and (text[start] in ";," or text[start].isspace()):
        start += 1
    found = CONJUNCTION_RE.match(text, start, end)
    if found:
        start = found.end()
    while start < end and (text[end - 1] in ";,. " or text[end - 1].isspace()):
        end -= 1
    return Span(start, max(start, end))


def _raw_cuts(text: str) -> list[int]:
    starts = [start for start, _ in _load_splitter()(text)]
    return starts[1:]


@cache
def _load_splitter() -> Callable[[str], list[tuple[int, int]]]:
    # Loading its model takes as long as reading fifty narratives.
    import nupunkt

    return nupunkt.sent_spans


def _mend_cuts(text: str, cuts: list[int]) -> list[int]:
    kept = {_after_closing(text, cut) for cut in cuts if not _is_inside_abbreviation(text, cut)}
    kept.update(match.end() for match in GLUED_RE.finditer(text) if _is_glued_end(text, match))
    kept.update(match.end() for match in SPACED_RE.finditer(text) if _is_spaced_end(match))
    kept.update(match.end("stop") for match in LETTERED_END_RE.finditer(text) if _is_lettered_end(match))
    return sorted(kept - {0, len(text)})


def _after_closing(text: str, cut: int) -> int:
    """Behind closing quotation marks and brackets that the cut would leave at the start of a sentence."""
    match = CLOSING_RE.match(text, cut)
    if match is None or ('"' in match[0] and text.count('"', 0, cut) % 2 == 0):
        return cut
    return match.end()


def _is_inside_abbreviation(text: str, cut: int) -> bool:
    before = text[max(0, cut - 16) : cut].rstrip()
    match = ABBREVIATED_END_RE.search(before)
    if match is None or cut >= len(text):
        return False
    word, following = match["word"].casefold(), text[cut : cut + 40].lstrip()[:1]
    if "." in word:
        return following.islower()
    if word in MONTH_OR_NUMBER and following.isdigit():
        return True
    return word in ABBREVIATIONS and word not in EITHER_WAY and following.isupper()


def _is_glued_end(text: str, match: re.Match[str]) -> bool:
    token_start = max(text.rfind(blank, 0, match.start()) for blank in " \n\t") + 1
    token = text[token_start : match.end()]
    if "/" in token or "@" in token or token.casefold().startswith("www."):
        return False
    word = token.rstrip('.!?”"’)]').casefold()
    return word not in ABBREVIATIONS and match["first"].casefold() not in WEB_ENDINGS


def _is_lettered_end(match: re.Match[str]) -> bool:
    """Whether the capital before the stop is the sign of a reference, as in "ref B."."""
    at = match.start() - len(" B")
    return LETTERED_RE.search(match.string[max(0, at - LONGEST_WORD) : at]) is not None


def _is_spaced_end(match: re.Match[str]) -> bool:
    before = match.string[max(0, match.start() - LONGEST_WORD) : match.start()]
    found = LAST_WORD_RE.search(before)
    last = found["word"] if found else ""
    if last.casefold() in ABBREVIATIONS or (match["stop"] == "." and found and found["stop"]):
        return False
    if match.string[match.end()].isdigit():
        return last.islower() and len(last) >= ORDINARY_LENGTH
    return last.islower() or last.isupper() or last.isdigit() or len(last) >= ORDINARY_LENGTH
