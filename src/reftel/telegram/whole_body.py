"""The quick way through the body of a whole telegram: paragraphs, page lines and headings.

One match of one pattern takes a paragraph from its number to the blank line below it. It stops at each sign
that may mean something: a line that does not begin as running text does, a bracket that may hold a mark, a
colon behind "Comment", a number where a serial may stand. Such a place is looked at, and the match goes on
behind it or the telegram is given up.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import chain, islice
from operator import attrgetter
from typing import Final

from reftel.document import UNMARKED, Level, Marking, Span
from reftel.telegram.chunks import NUMBER_FOLLOWS_RE, is_plain_heading
from reftel.telegram.comments import END_RE, LABEL_RE, find_asides, role_of, spread_roles
from reftel.telegram.head import PARAGRAPH_RE
from reftel.telegram.marks import (
    find_entire_marking,
    find_line_marks,
    find_marks,
    marking_of_paragraph,
    read_opening_marks,
)
from reftel.telegram.model import Paragraph
from reftel.telegram.pieces import split_pieces
from reftel.telegram.whole_head import is_plain_line
from reftel.telegram.whole_signs import Signs, has_columns, speaks_of_all

# What may follow a word at the head of a line that goes on with a paragraph.
_BEHIND = r"""(?: [ '"-] (?! [)/ ] ) | " [ ] (?! [)/ ] ) | (?<! [ivx] ) [.,] | (?= \n ) )"""
# Of words that are a classification, what is behind the first letter.
_LEVEL = r"(?i: ui | onfidential | nclas (?: sified )? | op \s+ secret ) \b"
# How a line goes on with a paragraph: with a word, no item of a list, no mark, and not all in capitals. Marks
# and numerals begin with certain letters only, and few letters follow these.
_LINE = rf"""
    (?: [abdeghjkmnpqrwyzABDEGHJKMNPQRWYZ] [a-z]
      | [cfilostuvx] [acdfghjklmpqrtwyz]
      | [cfilostuvxCFILOSTUVX] [a-z] (?: [abdeghjklqrstwyz] | [a-z] [abcdeghjkmnpqtuwyz] )
      | [cfiotuvxCFIOUVX] (?! {_LEVEL} ) [a-z]++ {_BEHIND}
      | [LSTls] (?! imited\s+(?i:official) | ensitive\s+(?i:but) | op\s+(?i:secret) ) [a-z]++ {_BEHIND}
      | a [ ] [a-z]{{2}} | " [a-z]++ {_BEHIND} | [0-9]{{1,2}} [ ] [a-z]{{2}}
      | \( (?: [abdeghijkmqrvwxyz] | p[alr] | sep ) [a-z]
      | [A-KM-RU-Z] [A-Z]++ [ ] (?= [a-z]{{2}} ) )
"""
# How the text of a paragraph begins. must match "The", "A man"; must not match "C) The", "S/NF", "SBU The"
_START = r"""
    (?! (?= [(TtSsLlFfOoCcUuIiVvXx] )
        (?: \(? (?i: ts | sbu | lou | fouo | ouo | cui | sensitive | secret | confidential | unclas
                | unclassified | limited \s official | top \s secret ) \b
          | [ivxIVX]{1,5} [ ]? [.):,] ) )
    ["'(]? (?: [A-Za-z][a-z'] | [AI][ ] | [A-Z]{2,}+ (?: [ ,'.-] (?! [)/ ] ) | s\b ) | (?<= ") [A-Za-z]" )
"""
# must match "The", "A man", "USAID said"; must not match "C) The", "S/NF", "SBU The"
_START_RE = re.compile(_START, re.VERBOSE)
# With what a label begins that is not plainly "Summary:" or "Comment:".
_LABELS = "begin | post | embassy | consulate | mission | summary | comment | bio"
# A page line.
_PAGE = r"[A-Z] [A-Z .'-]{2,40} [ ] [0-9]{8} [ ]{1,2} [0-9]{3} (?: \. [0-9]{1,3} )? [ ] OF [ ] [0-9]{3}"
# A line end behind which a paragraph may not simply go on; with the blank lines, the heading and the opening
# of the next, or with a page line and the blank lines round it, where one stands there. must match in
# "so.\n\n¶2. (C/NF) Summary: It", "so\n- it"; must not match "so\nit was"
_BREAK_RE = re.compile(
    rf"""
    \n (?! {_LINE} )
    (?: (?: [ ]? \n ){{1,20}}+
        (?: (?P<heading> [A-Z]{{3,20}} (?: [ ] [A-Z]{{1,20}} ){{0,9}} ) [ ]? \n
            -{{3,72}} [ ]? \n (?: [ ]? \n ){{1,20}}+ )?+
        (?P<number> ¶?+ [0-9]{{1,3}} ) \. [ ]
        (?: (?P<mark> \( [A-Z/]{{1,9}} \) ) [ ] )?+
        (?: (?P<label> Summary | SUMMARY | Comment | COMMENT ) : [ ] )?+
        (?= {_START} ) (?: (?= [(BbPpEeCcMmSs] ) (?= (?P<word> \(?+ (?i: {_LABELS} ) ) ) )?+
      | (?: [ ]? \n ){{0,20}}+ (?P<page> {_PAGE} ) [ ]? \n (?: [ ]? \n ){{0,20}}+ (?= {_LINE} ) )?+
    """,
    re.VERBOSE,
)
# A line that goes on with a paragraph. must match "was", "Then, he", "USAID said"; must not match "PARIS",
# "a) one"
_LINE_RE = re.compile(_LINE, re.VERBOSE)
# must match "\n \n\n"; must not match " "
_BLANKS_RE = re.compile(r"\n(?: ?\n)*+")
# must match "HONG KONG 00001103  002 OF 003 \n"; must not match "PARIS 123"
_PAGE_RE = re.compile(rf"(?P<line> {_PAGE} ) [ ]? (?= \n )", re.VERBOSE)
# An item of a list. must match "a) one", "(B) two", "- three"; must not match "U.S. officials"
_ITEM_START_RE = re.compile(r"(?:[A-Za-z]|[ivxIVX]{2,5}) ?[.)] |\([A-Za-z0-9]{1,3}\)|[-*]")
# Signs with which a line of text may begin, beside letters and digits.
_TEXT_SIGNS: Final = frozenset("\"'($")
_SENTENCE_ENDS: Final = frozenset(".!?:;")
_LONGEST_CLOSE: Final = 40
# More breaks than most telegrams have: where there are so many, they are looked at as they are found.
_MANY: Final = 200
_LONGEST_HEADING: Final = 72
# The group of a break that matched last; where the break opens no paragraph, it is the page line, or none.
_LAST_GROUP: Final = attrgetter("lastindex")
_NO_OPENING: Final = frozenset({None, _BREAK_RE.groupindex["page"]})
# How most comments and summaries end.
_ENDS: Final = (
    "End comment.",
    "End Comment.",
    "END COMMENT.",
    "End summary.",
    "End Summary.",
    "END SUMMARY.",
)
_WHITE: Final = frozenset(" \n")
_ROLES: Final = {"Summary": "summary", "SUMMARY": "summary", "Comment": "comment", "COMMENT": "comment"}
_NUMBERS: Final = {f"{sign}{number}": number for number in range(1, 1000) for sign in ("", "¶")}


class WholeBody:
    """The body of a telegram while it is read.

    Attributes:
        raw: The text as it came.
        marking: The telegram's.
        end: The line end before the signature.
        breaks: Where a paragraph may not simply go on; those that were found first.
        more: All others.
        paragraphs: What was read.
        pages: The page lines.
        opened: The openings of paragraphs.
        stops: Where what is above each of these ends; the last, where the last paragraph ends.
        stop: Where the text ends above the page line that was passed last; -1 if it went on.
        passed: The line end behind what was passed last.
        tails: Where text goes on behind a page line that may part it from what is above.
        bare: How many paragraphs have no mark.
        comments: How many are labelled as comments.
        has_roles: Whether a paragraph may be more than a report.
    """

    __slots__ = (
        "bare", "breaks", "comments", "end", "has_roles", "marking", "more", "opened", "pages", "paragraphs",
        "passed", "raw", "stop", "stops", "tails",
    )  # fmt: skip

    breaks: list[re.Match[str]]
    more: Iterator[re.Match[str]]
    bare: int
    comments: int
    has_roles: bool

    def __init__(self, raw: str, marking: Marking, end: int) -> None:
        self.raw = raw
        self.marking = marking
        self.end = end
        self.paragraphs: list[Paragraph] = []
        self.pages: list[Span] = []
        self.opened: list[re.Match[str]] = []
        self.stops: list[int] = []
        self.stop = -1
        self.passed = -1
        self.tails: list[int] = []

    def find_breaks(self, start: int) -> None:
        """Find the line ends behind which a paragraph may not simply go on."""
        self.more = _BREAK_RE.finditer(self.raw, start, self.end)
        self.breaks = list(islice(self.more, _MANY))

    def part(self) -> bool:
        """Find the openings of the paragraphs and their ends; False at a line that may be two things."""
        found = self.breaks
        if len(found) == _MANY:
            return self._part_slowly(chain(found, self.more))
        if _NO_OPENING.isdisjoint(map(_LAST_GROUP, found)):
            self.opened = found
        elif not self._are_plain(found):
            self.opened, self.pages, self.tails = [], [], []
            return self._part_slowly(found)
        self.stops = list(map(re.Match.start, self.opened))
        self.stops.append(self.end)
        return True

    def _are_plain(self, found: Sequence[re.Match[str]]) -> bool:
        """Whether each opens a paragraph, or its text plainly goes on there; takes what it finds."""
        for one in found:
            last = one.lastindex
            if last not in _NO_OPENING:
                self.opened.append(one)
                continue
            at = one.start()
            if last is not None:
                self._take_page(one, at)
            elif self.raw[at + 1] in _WHITE or at + 1 >= self.end or not self._is_text(at + 1, at):
                return False
        return True

    def _take_page(self, found: re.Match[str], at: int) -> None:
        """Take a page line behind which text goes on."""
        self.pages.append(Span(*found.span("page")))
        if self._before(at)[-1:] in _SENTENCE_ENDS:
            self.tails.append(found.end())

    def _part_slowly(self, breaks: Iterable[re.Match[str]]) -> bool:
        """The same, where a page line may part a paragraph from what stands behind it."""
        for one in breaks:
            at = one.start()
            if at < self.passed:
                continue
            if self.stop < 0 and one[2] is not None:
                self.opened.append(one)
                self.stops.append(at)
            elif one["page"] is not None:
                if self.stop >= 0:
                    return False
                self._take_page(one, at)
            elif not self._pass(one, at):
                return False
        if self.passed <= self.end:
            self.stops.append(self.end)
        return self.stop < 0

    def _pass(self, found: re.Match[str], at: int) -> bool:
        """Pass what is no plain opening of a paragraph; False where it may be two things."""
        if self.stop >= 0 and at > self.passed:
            self._resume(self.passed)
        if found[2] is not None:
            return self._open_below_page(found, at)
        after = self._skip_blanks(at)
        if after > self.end:
            self.passed = after
            self.stops.append(at)
            return self.stop < 0
        if page := _PAGE_RE.match(self.raw, after):
            self.pages.append(Span(*page.span("line")))
            self.stop = at if self.stop < 0 else self.stop
            self.passed = page.end()
            return True
        if self.stop < 0 and after > at + 1:
            return False  # text behind a blank line
        is_text = self._is_text(after, at if self.stop < 0 else self.stop)
        self.passed = after
        if self.stop >= 0:
            self._resume(after)
        return is_text

    def _open_below_page(self, found: re.Match[str], at: int) -> bool:
        """Open a paragraph that a page line may part from the one above."""
        if self.stop < 0:
            self.stop = at
        elif found[1] is not None or self._before(self.stop)[-1:] != ".":
            return False
        self.opened.append(found)
        self.stops.append(self.stop)
        self.stop = -1
        return True

    def _resume(self, at: int) -> None:
        """Let the text go on behind a page line."""
        if self._before(self.stop)[-1:] in _SENTENCE_ENDS:
            self.tails.append(at)
        self.stop = -1

    def _skip_blanks(self, at: int) -> int:
        """The start of the next filled line behind a line end."""
        blanks = _BLANKS_RE.match(self.raw, at)
        return blanks.end() if blanks else at

    def _is_text(self, at: int, text_end: int) -> bool:
        """Whether the line at a place goes on with the text that ends at another, and has no mark."""
        raw = self.raw
        if _LINE_RE.match(raw, at):
            return True
        line = raw[at : raw.find("\n", at)]
        if not (line[0].isalnum() or line[0] in _TEXT_SIGNS) or line.upper() == line != line.lower():
            return False
        before = self._before(text_end)
        follows_sentence = before.rstrip("\"')")[-1:] in _SENTENCE_ENDS
        is_item = follows_sentence and _ITEM_START_RE.match(line)
        if is_item or find_line_marks(raw, at, Span(at, self.end)):
            return False
        number = PARAGRAPH_RE.match(line)
        if number is None:
            return True
        # "... on March" and "5. Then" on the next line
        is_mark = read_opening_marks(line, number.end(), len(line)) is not None
        is_next = int(number["number"]) == len(self.opened) + 1
        is_cited = NUMBER_FOLLOWS_RE.search(before[-16:]) is not None
        return not (follows_sentence or is_mark) and (is_cited or not is_next)

    def _before(self, at: int) -> str:
        """The end of the line of text before a place."""
        return self.raw[max(0, at - 20) : at].rstrip()

    def read(self) -> bool:
        """Make the paragraphs; False if one is not plainly numbered and marked."""
        raw, make = self.raw, self.paragraphs.append
        marks = _marks_within(self.marking)
        bare = comments = 0
        heading = ""
        has_roles = False
        for number, (opened, at) in enumerate(zip(self.opened, self.stops[1:], strict=True), 1):
            above, digits, mark, label, word, _ = opened.groups()
            marking = marks.get(mark) or self._mark(mark)
            if marking is None or _NUMBERS.get(digits) != number or not (above is None or _is_heading(above)):
                return False
            heading = above or heading
            role, start = "report", opened.end()
            stop = at
            while raw[stop - 1] in " \n":
                stop -= 1
            if mark is None:
                bare += 1
            if label is not None:
                role = _ROLES[label]
                comments += role == "comment"
                has_roles = True
            if word is not None:
                role, start = self._read_label(role, start, stop)
                has_roles = True
                if start < 0:
                    return False
            span, text = Span(opened.start(2), stop), Span(start, stop)
            make(
                Paragraph(
                    number, marking, mark is not None, role, span, text, raw, (), (), heading, number,
                    is_plain=True,
                )
            )  # fmt: skip
        self.bare, self.comments, self.has_roles = bare, comments, has_roles
        return True

    def look(self, signs: Signs, folded: bytes) -> bool:
        """Give the paragraphs what stands inside them; False where that is not plain."""
        if self.pages and not self._part_pages():
            return False
        marked = len(self.paragraphs) - self.bare
        is_odd = signs.brackets != marked or signs.labels != self.comments
        # What is said of the text as a whole holds for paragraphs without a mark.
        is_odd = is_odd or (self.bare > 0 and speaks_of_all(folded, self.opened[0].start()))
        if is_odd and not self._find_marks():
            return False
        if self.has_roles:
            self._spread()
        # A line that begins as an item does was given up before; only a table is left to be looked for.
        if has_columns(folded, self.paragraphs[0].span.start, self.end):
            for one in self.paragraphs:
                one.is_plain = False
                one.given = split_pieces(self.raw, one.text_span, one.leave_out)
        return True

    def _mark(self, mark: str | None) -> Marking | None:
        """What a portion mark that was not met before makes of a paragraph; None if it is not plainly one."""
        marking = _mark_of(mark or "", self.marking)
        if marking is not None:
            _marks_within(self.marking)[mark] = marking
        return marking

    def _read_label(self, role: str, start: int, stop: int) -> tuple[str, int]:
        """The role that further labels give, and where the text begins behind them; -1 if it is not plain."""
        while role != "summary" and (label := LABEL_RE.match(self.raw, start, stop)):
            role, start = role_of(label["role"]), label.end()
            if not _START_RE.match(self.raw, start):
                return role, -1
        return role, start

    def _part_pages(self) -> bool:
        """Give the paragraphs their page lines; False where one may end in a heading behind such a line."""
        paragraphs = self.paragraphs
        starts = [one.text_span.start for one in paragraphs]
        inside: dict[int, list[Span]] = {}
        for page in self.pages:
            inside.setdefault(bisect_right(starts, page.start) - 1, []).append(page)
        for at, pages in inside.items():
            text = paragraphs[at].text_span
            paragraphs[at].leave_out = tuple([one for one in pages if text.start < one.start < text.end])
        # Only what stands behind the last page line of a paragraph may be a heading.
        tails = {bisect_left(starts, tail) - 1: tail for tail in self.tails}
        for at, tail in tails.items():
            stop = paragraphs[at].text_span.end
            if tail < stop and is_plain_heading(self.raw[tail:stop].strip()):
                return False
        return True

    def _find_marks(self) -> bool:
        """Look at what may mean more than it seems; False where a mark stands inside a paragraph."""
        raw = self.raw
        said = find_entire_marking(raw, Span(self.paragraphs[0].span.start, self.end))
        if "classification" in raw.lower() or said != UNMARKED:
            return False
        for one in self.paragraphs:
            if find_marks(raw, one.text_span) is not None:
                return False
            one.asides = find_asides(raw, one.text_span, one.role)
        return True

    def _spread(self) -> None:
        """Let a comment or summary that goes on over several paragraphs hold those between."""
        raw = self.raw
        for one in self.paragraphs:
            if one.role != "report":
                start, stop = one.text_span
                if raw.endswith(_ENDS, start, stop):
                    continue
                if not END_RE.search(raw, max(start, stop - _LONGEST_CLOSE), stop):
                    self.paragraphs = spread_roles(self.paragraphs, raw)
                    return


@lru_cache(maxsize=256)
def _marks_within(telegram: Marking) -> dict[str | None, Marking]:
    """What portion marks make of a paragraph, as they were met; the telegram's marking without one."""
    return {None: telegram}


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
    is_plain = "COMMENT" not in name and "ENTIRE" not in name and is_plain_line(name)
    return is_plain and len(name) <= _LONGEST_HEADING
