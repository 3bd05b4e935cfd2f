"""From the lines of a PDF's pages to running text, each step on the record."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from reftel.document import Span
from reftel.sources.ligatures import find_letter_repairs
from reftel.sources.model import Repair, merge_repairs

LINE, PAGE = "\n", "\f"

# must match "417", "- 3 -", "Page 3 of 9", "1/6"; must not match "17 cases", "Article 4"
PAGE_NUMBER_RE = re.compile(r"\W{0,3}(?:page\s)?\d{1,4}(?:\s?(?:of|/)\s?\d{1,4})?\W{0,3}", re.IGNORECASE)
# must match "418 HONG KONG", "HONG KONG 419"; must not match "HONG KONG"
NUMBERED_RE = re.compile(r"\d{1,4}\b.{0,60}|.{0,60}\b\d{1,4}")
# must match "• Train", "- Train", "(a) Train"; must not match "-based"
ITEM_RE = re.compile(r"[•●▪◦‣∙·–*-]\s+\S|\([a-z]\)\s")
# must match ". ", "labor.”", "following:"; must not match "and"
END_RE = re.compile(r"[.!?:;]['\"”’)\]]*$")
NUMBER_RE = re.compile(r"\d+")
# must match "law-" at the end of a line, "24-", "NGO-"; must not match "law -", "law--"
HYPHEN_RE = re.compile(r"(?P<first>[^\W_]+)(?P<hyphen>[-\u00ad\u2010])$")
WORD_RE = re.compile(r"[^\W\d_]+(?:[-\u2010][^\W\d_]+)*")
FIRST_WORD_RE = re.compile(r"[^\W_]+")

DASH = "\N{EM DASH}"
# must match " — " and "—" inside a line; must not match "-"
DASH_RE = re.compile(r" \N{EM DASH} |(?<=\w)\N{EM DASH}(?=\w)")

_EDGE_LINES = 3
_SAME_HEIGHT = 4.0
_NEIGHBOURS = 2
# Lines of a paragraph stand at one distance; a paragraph begins at a larger one.
_PARAGRAPH_GAP = 1.35
_EDGE_GAP = 1.8
_SHORT_LINE = 0.75
_INDENT = (5.0, 50.0)
_HEADING_LENGTH = 70
_MARGIN = 0.08


class PageLine(NamedTuple):
    """A line as it is drawn: words, and the place of the first letter from the left and the foot."""

    text: str
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Page:
    """A page: its height in points, and its lines in the order of reading."""

    height: float
    lines: tuple[PageLine, ...]


@dataclass(slots=True)
class _Placed:
    """A line with its place in the extracted text; ``drop`` says why it is no part of the running text."""

    line: PageLine
    page: int
    span: Span
    drop: str = ""


def join_pages(pages: Sequence[Page]) -> str:
    """The text of the pages as it was extracted: a line a line, pages parted by form feeds."""
    return PAGE.join(LINE.join(line.text for line in page.lines) for page in pages)


def find_repairs(pages: Sequence[Page]) -> tuple[Repair, ...]:
    """The steps from the lines of pages to running text.

    Page heads and feet are taken out, wrapped lines and divided words joined, ligatures spelled out, and
    paragraphs parted by blank lines.

    Args:
        pages: As they were extracted.

    Returns:
        Steps over ``join_pages(pages)``, ascending and disjoint.
    """
    raw = join_pages(pages)
    placed = _place(pages)
    _mark_edges(placed, pages)
    kept = [line for line in placed if not line.drop]
    leading = _leading(kept)
    width = median(len(line.line.text) for line in kept) if kept else 0
    words = _count_words(kept)
    repairs = [Repair(line.drop, line.span, line.line.text, "") for line in placed if line.drop]
    at = 0
    before: _Placed | None = None
    for line in kept:
        joint = ""
        if before is not None:
            is_new = _begins_paragraph(before, line, leading, width)
            joint = "\n\n" if is_new else " "
            divided = None if is_new else _divided(before, line, words)
            if divided is not None:
                joint = ""
                repairs += divided
        repairs += _separators(raw, Span(at, line.span.start), joint)
        repairs += find_letter_repairs(raw, line.span, words)
        at, before = line.span.end, line
    repairs += _separators(raw, Span(at, len(raw)), "")
    return merge_repairs(repairs)


def _count_words(lines: Sequence[_Placed]) -> Counter[str]:
    """How often each word occurs, in small letters; halves of a divided word do not count.

    Beginnings of words with a hyphen (``anti-``) and dashes with and without blanks are counted, too.
    """
    words: Counter[str] = Counter()
    is_divided = False
    for line in lines:
        found = [word.casefold() for word in WORD_RE.findall(line.line.text)]
        first = 1 if is_divided else 0
        is_divided = HYPHEN_RE.search(line.line.text) is not None
        whole = found[first : len(found) - is_divided]
        words.update(whole)
        words.update(word.partition("-")[0] + "-" for word in whole if "-" in word)
        words.update(DASH_RE.findall(line.line.text))
    return words


def _place(pages: Sequence[Page]) -> list[_Placed]:
    placed: list[_Placed] = []
    at = 0
    for number, page in enumerate(pages):
        for line in page.lines:
            span = Span(at, at + len(line.text))
            placed.append(_Placed(line, number, span))
            at = span.end + 1
        if not page.lines:
            at += 1
    return placed


def _separators(raw: str, between: Span, joint: str) -> Iterator[Repair]:
    """The line and page ends between two lines that are kept; the first of them becomes the joint."""
    for index in range(between.start, between.end):
        sign = raw[index]
        if sign not in (LINE, PAGE):
            continue
        if sign != joint:
            kind = "page-break" if sign == PAGE else "line-break"
            yield Repair(kind, Span(index, index + 1), sign, joint)
        joint = ""


def _mark_edges(placed: Sequence[_Placed], pages: Sequence[Page]) -> None:
    """Mark page heads and feet: what stands at the edge of a page as on its neighbours, or is its number."""
    edges: list[tuple[_Placed, str]] = []
    by_page: dict[int, list[_Placed]] = {}
    for line in placed:
        by_page.setdefault(line.page, []).append(line)
    for lines in by_page.values():
        ordered = sorted(lines, key=lambda line: -line.line.y)
        edges += [(line, "page-head") for line in ordered[:_EDGE_LINES]]
        edges += [(line, "page-foot") for line in reversed(ordered[_EDGE_LINES:][-_EDGE_LINES:])]
    seen: dict[str, list[_Placed]] = {}
    for line, _ in edges:
        seen.setdefault(_edge_key(line.line.text), []).append(line)
    leading = _leading(placed)
    for line, kind in edges:
        alike = seen[_edge_key(line.line.text)]
        lines = by_page[line.page]
        if any(_is_alike(line, other) for other in alike) or _stands_apart(
            line, lines, pages[line.page].height, leading
        ):
            line.drop = kind


def _edge_key(text: str) -> str:
    return NUMBER_RE.sub("#", " ".join(text.casefold().split()))


def _is_alike(line: _Placed, other: _Placed) -> bool:
    apart = abs(line.page - other.page)
    return 0 < apart <= _NEIGHBOURS and abs(line.line.y - other.line.y) < _SAME_HEIGHT


def _stands_apart(line: _Placed, lines: Sequence[_Placed], height: float, leading: float) -> bool:
    """Whether a line with a number stands alone in the margin."""
    text, y = line.line.text, line.line.y
    if _MARGIN * height < y < (1 - _MARGIN) * height:
        return False
    if PAGE_NUMBER_RE.fullmatch(text):
        return True
    nearest = min((abs(y - other.line.y) for other in lines if abs(y - other.line.y) > 1), default=height)
    is_head = NUMBERED_RE.fullmatch(text) is not None and not END_RE.search(text)
    return is_head and nearest > _EDGE_GAP * leading


def _leading(lines: Sequence[_Placed]) -> float:
    """The usual distance between two lines of a paragraph, in points."""
    gaps = Counter(
        round(first.line.y - second.line.y, 0)
        for first, second in pairwise(lines)
        if first.page == second.page and 1 < first.line.y - second.line.y < 60
    )
    return float(gaps.most_common(1)[0][0]) if gaps else 12.0


def _begins_paragraph(before: _Placed, line: _Placed, leading: float, width: float) -> bool:
    first, second = before.line, line.line
    if _is_heading(first.text) != _is_heading(second.text) or ITEM_RE.match(second.text):
        return True
    ends = END_RE.search(first.text) is not None
    is_short = ends and len(first.text) < _SHORT_LINE * width
    gap = first.y - second.y
    if before.page != line.page or gap < -1:  # a new page or column: only the words can tell
        return is_short
    if gap > _PARAGRAPH_GAP * leading:
        return True
    is_indented = ends and _INDENT[0] < second.x - first.x < _INDENT[1]
    return is_short or is_indented


def _is_heading(text: str) -> bool:
    letters = [sign for sign in text if sign.isalpha()]
    return len(letters) > 3 and len(text) < _HEADING_LENGTH and not any(sign.islower() for sign in letters)


def _divided(before: _Placed, line: _Placed, words: Counter[str]) -> list[Repair] | None:
    """What joins a word that was divided at the end of a line; None if the line ends with a whole word.

    Whether the hyphen belongs to the word is decided by how the document writes it elsewhere.
    """
    if before.line.text.endswith(DASH) or line.line.text.startswith(DASH):
        is_spaced = words[f" {DASH} "] > words[DASH]
        return None if is_spaced else []
    match = HYPHEN_RE.search(before.line.text)
    rest = FIRST_WORD_RE.match(line.line.text)
    if match is None or rest is None or not (rest[0][0].islower() or rest[0][0].isdecimal()):
        return None
    sign = match["hyphen"]
    if sign != "\u00ad" and _is_compound(match["first"], rest[0], words):
        return []
    at = before.span.start + match.start("hyphen")
    return [Repair("hyphen", Span(at, at + 1), sign, "")]


def _is_compound(first: str, second: str, words: Counter[str]) -> bool:
    """Whether two halves are written with a hyphen, as "24-hour", "NGO-run" and "law-enforcement" are."""
    if not first.isalpha() or (first.isupper() and len(first) > 1):
        return True
    first, second = first.casefold(), second.casefold()
    if words[f"{first}-{second}"] or words[first + second]:
        return words[f"{first}-{second}"] >= words[first + second]
    return words[f"{first}-"] > 0 or (words[first] > 0 and words[second] > 0)
