"""The quick way through the body of a whole telegram: paragraphs, page lines and headings.

Only the lines that are not plainly the middle of a paragraph are looked at.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from reftel.document import Level, Marking, Span
from reftel.telegram.chunks import NUMBER_FOLLOWS_RE
from reftel.telegram.comments import END_RE, LABEL_RE, find_asides, role_of, spread_roles
from reftel.telegram.head import PARAGRAPH_RE
from reftel.telegram.marks import find_line_marks, find_marks, marking_of_paragraph, read_opening_marks
from reftel.telegram.model import Paragraph
from reftel.telegram.pieces import split_pieces
from reftel.telegram.whole_head import is_plain_line

# What parts the columns of a table.
_COLUMN_GAPS = ("   ", "\t", "|")
# A line of a body that is not plainly the middle of a paragraph.
# must match in "a\n \nb", "a\n¶2. (C) The", "a\nC) the"; must not match in "a\nplain words", "a\nso he said"
_LINE_RE = re.compile(
    r"""
    \n
    (?! "? (?: [A-Za-z][a-z]{4}
             | [A-Za-z][a-z]{1,3} (?: \n | [ '"-] (?! [)/ ] ) | (?<! [ivx] ) [.,] )
             | a [ ] [a-z]{2} ) )
    (?: (?P<blank> [ ]? (?= \n ) )
      | ¶? (?P<number> [0-9]{1,3} ) \. [ ]
        (?: (?P<mark> \( [A-Z/]{1,9} \) ) [ ] )? (?= [A-Za-z"] | \( [a-z]{3} )
      | (?P<odd> [^\n] )
    )
    """,
    re.VERBOSE,
)
_PAGE_RE = re.compile(
    r"\n(?P<line>[A-Z][A-Z .'-]{2,40} [0-9]{8}  ?[0-9]{3}(?:\.[0-9]{1,3})? OF [0-9]{3}) ?(?=\n)"
)
_HEADING_RE = re.compile(r"\n(?P<name>[A-Z]{3,20}(?: [A-Z]{1,20}){0,9}) ?\n(?P<rule>-{3,72}) ?(?=\n ?\n)")
# An item of a list. must match "a) one", "(B) two", "- three"; must not match "U.S. officials"
_ITEM_START_RE = re.compile(r"(?:[A-Za-z]|[ivxIVX]{2,5}) ?[.)] |\([A-Za-z0-9]{1,3}\)|[-*]")
# What may be a portion mark. must match in "and (C) the", "(s/nf"; must not match in "(ref A)"
_INNER_MARK_RE = re.compile(
    r"[(][ \n]{0,4}(?:[SCU]|TS|SBU|LOU|FOUO|OUO|CUI|SENSITIVE|NF|SNF|NOFORN|ORCON|SUB|SECRET|CONFIDENTIAL"
    r"|UNCLAS|UNCLASSIFIED|TOP|LIMITED)(?![A-Za-z0-9])",
    re.IGNORECASE,
)
# How a paragraph without mark begins. must match "The", "A man"; must not match "C) The", "S/NF"
_PLAIN_START_RE = re.compile(
    r"(?!(?i:ts|sbu|lou|fouo|ouo|cui|sensitive|secret|confidential)\b)"
    r"(?!\((?i:ts|sbu|lou|fouo|ouo|cui|sensitive|secret|confidential|unclas|unclassified|limited|top)\b)"
    r"[\"'(]?(?:[A-Za-z][a-z']|A |I |[A-Z]{2,}[ ,'.s-]|(?<=\")[A-Za-z]\")"
)


# must match in "(note: ", "( post comment"; must not match in "noted"
_ASIDE_RE = re.compile(rb"[(] {0,9}(?:note|comment|post)")
_SENTENCE_ENDS: Final = frozenset(".!?:;")
_LONGEST_CLOSE: Final = 40
_LONGEST_HEADING: Final = 72
_LABEL_LETTERS: Final = frozenset("SsCcBbPpEeMm(")
_new = tuple.__new__  # a span made by its class takes twice as long


def read_whole_body(raw: str, marking: Marking, place: tuple[int, int], small: bytes) -> WholeBody | None:
    """The paragraphs between a head and a signature; None if a line may be two things.

    Args:
        raw: The text as it came.
        marking: The telegram's.
        place: From the line end before the first paragraph to the line end before the signature.
        small: The text in small letters, line ends as blanks.
    """
    body = WholeBody(raw, marking, place)
    if not (body.walk() and body.spread(small)):
        return None
    if any(raw.find(gap, *place) >= 0 for gap in _COLUMN_GAPS):
        for paragraph in body.paragraphs:
            paragraph.given = split_pieces(raw, paragraph.text_span, paragraph.leave_out)
    return body


class WholeBody:
    """The paragraphs of a body, while its lines are walked over.

    Attributes:
        paragraphs: Those that are closed.
        pages: The page lines.
        run: Where the run of blank lines, page lines and heading begins and ends that was walked over last.
    """

    __slots__ = (
        "above", "end", "has_page", "heading", "marking", "opened", "pages", "paragraphs", "raw", "run",
        "start",
    )  # fmt: skip

    def __init__(self, raw: str, marking: Marking, place: tuple[int, int]) -> None:
        self.raw = raw
        self.marking = marking
        self.start, self.end = place
        self.paragraphs: list[Paragraph] = []
        self.pages: list[Span] = []
        self.run = (-1, -1)
        self.has_page = False  # in the run
        self.above = ""  # the heading in the run
        self.heading = ""  # that of the open paragraph
        self.opened: re.Match[str] | None = None

    def walk(self) -> bool:
        """Walk over the lines that are not plainly text; False at one that may be two things."""
        for match in _LINE_RE.finditer(self.raw, self.start, self.end + 1):
            at = match.start()
            start, end = self.run
            if at < end:
                continue
            if end >= 0 and at != end:  # text goes on behind a blank line
                if not self.has_page or self.above:
                    return False
                self.run = start, end = -1, -1
                self.has_page = False
            kind = match.lastgroup
            if kind == "blank":
                self.run = at if end < 0 else start, match.end()
            elif kind == "odd":
                if not self._pass_odd(at):
                    return False
            elif at == end or (at == self.start and self.opened is None):
                if not self._open(match):
                    return False
            elif match["mark"] or not self._is_wrapped(at, self._line_at(at), match.end() - at - 1):
                return False
        return self._finish()

    def spread(self, small: bytes) -> bool:
        """Comments inside paragraphs, and what goes on over several; False where a mark stands inside one."""
        raw, paragraphs = self.raw, self.paragraphs
        marked = sum([one.has_mark for one in paragraphs])
        if len(_INNER_MARK_RE.findall(raw, self.start)) != marked and any(
            find_marks(raw, one.text_span) is not None for one in paragraphs
        ):
            return False
        labelled = [one for one in paragraphs if one.role != "report"]
        own = sum([small.count(b"comment", *one.span) for one in labelled if one.role == "comment"])
        if small.count(b"comment") > own or _ASIDE_RE.search(small):
            for one in paragraphs:
                one.asides = find_asides(raw, one.text_span, one.role)
        for one in labelled:
            is_closed = END_RE.search(raw, max(one.text_span[0], one.span[1] - _LONGEST_CLOSE), one.span[1])
            if not is_closed and b"end " in small:
                self.paragraphs = spread_roles(paragraphs, raw)
                break
        return True

    def _finish(self) -> bool:
        start, end = self.run
        is_at_end = end == self.end
        if self.opened is None or self.above or (end >= 0 and not is_at_end and not self.has_page):
            return False
        return self._close(start if is_at_end else self.end)

    def _open(self, match: re.Match[str]) -> bool:
        """Close the open paragraph and open the next; False if it is not its turn."""
        start = self.run[0]
        if self.has_page and self.raw[:start].rstrip()[-1:] != ".":
            return False
        opened = self.opened
        if int(match["number"]) != len(self.paragraphs) + (2 if opened else 1):
            return False
        if opened and not self._close(start):
            return False
        self.opened = match
        if self.above:
            self.heading, self.above = self.above, ""
        self.run = -1, -1
        self.has_page = False
        return True

    def _pass_odd(self, at: int) -> bool:
        """Pass over a page line, a heading, or a line of text that begins oddly; False at anything else."""
        raw = self.raw
        start, end = self.run
        if raw[at + 1].isupper():
            page = _PAGE_RE.match(raw, at)
            if page:
                self.pages.append(Span(*page.span("line")))
                self.has_page = True
                self.run = at if end < 0 else start, page.end()
                return True
            if at == end and not self.has_page:
                heading = _HEADING_RE.match(raw, at)
                if heading is None or self.above or not _is_heading(heading["name"]):
                    return False
                self.above = heading["name"]
                self.run = start, heading.end()
                return True
        return (at != end or self.has_page) and self._is_text(at, self._line_at(at))

    def _is_text(self, at: int, line: str) -> bool:
        """Whether a line goes on with the paragraph, and bears no mark."""
        if line.upper() == line and any(char.isalpha() for char in line):
            return False
        if self._follows_sentence(at) and _ITEM_START_RE.match(line):
            return False
        if line[0].isdigit() and (number := PARAGRAPH_RE.match(line)):
            return self._is_wrapped(at, line, number.end())
        return not find_line_marks(self.raw, at + 1, Span(at + 1, at + 1 + len(line)))

    def _is_wrapped(self, at: int, line: str, after: int) -> bool:
        """Whether a number at the head of a line belongs to the sentence: "... on March" and "5. Then"."""
        if line.startswith("¶") or self._follows_sentence(at) or read_opening_marks(line, after, len(line)):
            return False
        if find_line_marks(self.raw, at + 1, Span(at + 1, at + 1 + len(line))):
            return False
        number = PARAGRAPH_RE.match(line)
        is_next = number is None or int(number["number"]) == len(self.paragraphs) + 2
        return not is_next or NUMBER_FOLLOWS_RE.search(self._before(at)[-16:]) is not None

    def _follows_sentence(self, at: int) -> bool:
        return self._before(at).rstrip("\"')")[-1:] in _SENTENCE_ENDS

    def _before(self, at: int) -> str:
        """The end of the line of text before a line."""
        end = self.run[0] if self.run[1] == at else at
        return self.raw[max(0, end - 20) : end].rstrip()

    def _line_at(self, at: int) -> str:
        return self.raw[at + 1 : self.raw.find("\n", at + 1)]

    def _close(self, stop: int) -> bool:
        """Make the open paragraph, which ends at a place; False if it is not plainly marked."""
        opened, raw = self.opened, self.raw
        if opened is None:
            return False
        while raw[stop - 1] in " \n":
            stop -= 1
        mark, start = opened["mark"], opened.end()
        marking = _mark_of(mark, self.marking) if mark else self.marking
        if marking is None or (not mark and not _PLAIN_START_RE.match(raw, start)):
            return False
        role = "report"
        if raw[start] in _LABEL_LETTERS and (label := LABEL_RE.match(raw, start, stop)):
            role, start = role_of(label["role"]), label.end()
            if role != "summary" and (label := LABEL_RE.match(raw, start, stop)):
                role, start = role_of(label["role"]), label.end()
            if not _PLAIN_START_RE.match(raw, start):
                return False
        pages = tuple([page for page in self.pages if start < page[0] < stop]) if self.pages else ()
        at = opened.start() + 1
        number = len(self.paragraphs) + 1
        self.paragraphs.append(
            Paragraph(
                number=number,
                marking=marking,
                has_mark=mark is not None,
                role=role,
                span=_new(Span, (at, stop)),
                text_span=_new(Span, (start, stop)),
                raw=raw,
                leave_out=pages,
                heading=self.heading,
                ordinal=number,
            )
        )
        return True


@lru_cache(maxsize=256)
def _mark_of(text: str, telegram: Marking) -> Marking | None:
    """What a portion mark makes of a paragraph; None for a damaged one, or one above the telegram."""
    mark = read_opening_marks(text, 0, len(text))
    if mark is None or not mark.is_certain or mark.end != len(text):
        return None
    if mark.marking.level >= Level.C and not mark.marking <= telegram:
        return None
    return marking_of_paragraph(mark.marking, telegram)


@lru_cache(maxsize=1024)
def _is_heading(name: str) -> bool:
    return len(name) <= _LONGEST_HEADING and "COMMENT" not in name and is_plain_line(name)
