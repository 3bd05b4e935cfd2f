"""Page lines: what a printer set at the head of each page, in the middle of the text."""

from __future__ import annotations

import re

from reftel.document import Span
from reftel.telegram.classification import is_classification_alone
from reftel.telegram.lines import Line, split_lines

# must match whole "HONG KONG 00001103  002 OF 003", "PAGE 02 VATICA 05095 01 OF 02 281347Z", "PAGE 02";
# must not match "2 of 3 cases"
PAGE_LINE_RE = re.compile(
    r"""
      [A-Z][A-Z .'-]{2,40}? [ ]{1,20} [0-9]{8}
      [ ]{1,20} [0-9]{3} (?: \.[0-9]{1,3} )? [ ]{1,20} OF [ ]{1,20} [0-9]{3}
    | PAGE [ ]{1,20} [0-9]{2}
      (?: [ ]{1,20} [A-Z][A-Z .'-]{1,30}? [ ]{1,20} [0-9]{5,6}
          (?: [ ]{1,20} [0-9]{2} [ ]{1,20} OF [ ]{1,20} [0-9]{2} )? (?: [ ]{1,20} [0-9]{6}Z )? )?
    """,
    re.VERBOSE,
)
_LONGEST = 120


def find_page_lines(raw: str, span: Span) -> list[Span]:
    """Lines that a printer set at the head of each page; they interrupt the text and are no part of it.

    A line that holds nothing but a classification is one of them where it stands at a page line.
    """
    return find_page_lines_among(split_lines(raw, span))


def find_page_lines_among(lines: list[Line]) -> list[Span]:
    """The same for a text that is already cut into lines."""
    filled = [line for line in lines if not line.is_blank]
    found: set[int] = set()
    for index, line in enumerate(filled):
        if len(line.text) > _LONGEST or not PAGE_LINE_RE.fullmatch(line.text):
            continue
        found.add(index)
        beside = [number for number in (index - 2, index - 1, index + 1) if 0 <= number < len(filled)]
        near = [number for number in beside if is_classification_alone(filled[number].text)]
        # Two lines above counts only if the line between is one, too: "SECRET", "NODIS", "PAGE 02" is left.
        found.update(number for number in near if number != index - 2 or index - 1 in near)
    return [filled[index].span for index in sorted(found)]
