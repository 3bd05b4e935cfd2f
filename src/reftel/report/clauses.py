"""Clauses of a sentence: stretches that say one thing each.

The patterns look at sentences with single blanks, in small letters.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from reftel.document import Span
from reftel.language import lower_case

LONGEST_CLAUSE = 40

_SUBJECT = r"""
    (?: the | it | its | they | their | there | this | these | those | some | many | most | several | few | no
      | authorities | officials? | police | courts? | judges | prosecutors | law | ngos? | observers | media
      | international | civil | victims? | government | foreign | local | corruption | convictions?
      | all | an? )
"""

# Begins with a sign or a blank in each case: the other places of a sentence are passed over at once.
HARD_RE = re.compile(
    rf"""
      ; [ ] (?: however | therefore | moreover | furthermore )? ,? [ ]?
    | [ ] — [ ]?
    | — [ ]?
    | , [ ]
      (?: (?: but | yet ) [ ] (?! (?: also | not [ ] limited ) \b )
        | (?: although | though | whereas | despite | notwithstanding ) [ ]
        | (?: while | however , | which | who | where | when | as | because | so | thereby | resulting
            | including ) [ ]
        | and [ ] (?= {_SUBJECT} [ ] ) )
    | [ ]
      (?: (?: but | yet ) [ ] (?! (?: also | not [ ] limited ) \b )
        | (?: although | though | whereas | despite | notwithstanding ) [ ] )
    """,
    re.VERBOSE,
)
# matches: "; however, " between two clauses; does not match: ", and" between two verbs

SOFT_RE = re.compile(
    r"""
      , [ ] (?: (?: and | or | nor | which | including | such [ ] as | as ) [ ] )?
    | [ ] (?: (?: and | or | because | which | who | where | when | while | since | unless | until
            | due [ ] to ) [ ]
          | \( )
    | \) [ ]?
    | : [ ]
    """,
    re.VERBOSE,
)
# matches: ", and " between two verbs; does not match: "victims of trafficking"

LEADING_RE = re.compile(
    rf"""
    ^ (?: although | though | while | despite | notwithstanding | whereas | even \s (?: though | if )
        | in \s contrast | unlike | because | as \s a \s result | due \s to | in \s addition ) \b
    [^,;]{{3,260}} (?: , [^,;]{{3,160}} ){{0,3}}? ,
    [ ] (?= {_SUBJECT} [ ] | [a-z] )
    """,
    re.VERBOSE,
)
# matches: "although a law passed, " before "the police"; does not match: "the law, which passed, was weak"

WORD_RE = re.compile(r"\S+")
# matches: "did" in "did not"; does not match: " "


def split_clauses(text: str) -> tuple[Span, ...]:
    """Clauses of a sentence, each of forty words at the most, in text order and disjoint.

    Args:
        text: The sentence, with single blanks.

    >>> text = "Although police trained, the government did not try anyone; however, it began a study."
    >>> [span.of(text) for span in split_clauses(text)]
    ['Although police trained', 'the government did not try anyone', 'it began a study.']
    """
    text = lower_case(text)
    found = [
        piece for part in _split(text, Span(0, len(text)), HARD_RE) for piece in _split_leading(text, part)
    ]
    return tuple(piece for part in found for piece in _shorten(text, part))


def count_words(text: str) -> int:
    """How many words a text has, as blanks divide it."""
    return len(text.split())


def _split(text: str, span: Span, signs: re.Pattern[str]) -> Iterator[Span]:
    at = span.start
    for match in signs.finditer(text, *span):
        if match.start() > at:
            yield Span(at, match.start())
        at = max(at, match.end())
    if at < span.end:
        yield Span(at, span.end)


def _split_leading(text: str, span: Span) -> Iterator[Span]:
    match = LEADING_RE.match(span.of(text))
    if match is None:
        yield span
        return
    head = match[0].rstrip(" ,")
    yield Span(span.start, span.start + len(head))
    yield Span(span.start + match.end(), span.end)


def _shorten(text: str, span: Span) -> Iterator[Span]:
    """The clause, or where it is too long its parts, joined again as far as forty words allow."""
    if count_words(span.of(text)) <= LONGEST_CLAUSE:
        yield span
        return
    start = end = None
    for part in _split(text, span, SOFT_RE):
        for piece in _chop(text, part):
            if start is not None and count_words(text[start : piece.end]) <= LONGEST_CLAUSE:
                end = piece.end
                continue
            if start is not None and end is not None:
                yield Span(start, end)
            start, end = piece.start, piece.end
    if start is not None and end is not None:
        yield Span(start, end)


def _chop(text: str, span: Span) -> Iterator[Span]:
    """Forty words at a time, for a run of words without any sign."""
    words = [(match.start(), match.end()) for match in WORD_RE.finditer(text, *span)]
    for first in range(0, len(words), LONGEST_CLAUSE):
        last = min(first + LONGEST_CLAUSE, len(words)) - 1
        yield Span(words[first][0], words[last][1])
