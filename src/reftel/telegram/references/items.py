"""Reading a REF block of any kind, item by item."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from reftel.document import Span
from reftel.telegram.model import Reference
from reftel.telegram.references.bullets import REF_WORDS, find_bullet, follows, is_next_number, skip_doubled
from reftel.telegram.references.cables import CableReader, Cited
from reftel.telegram.references.kinds import CABLE, OTHER, find_kind
from reftel.telegram.references.notes import Notes, read_notes
from reftel.telegram.references.numbering import make_mrn, may_be_year, read_year
from reftel.telegram.references.scan import BLANK_LINE, GLUED, HOLE, NEW_LINE, NUMBER, SIGN, Token
from reftel.telegram.references.unknown import read_unknown

_SEPARATORS = frozenset("¶,;&/-.:+–—*|)]}=\\")
_DASHES = frozenset("-–—:")
_JOINERS = frozenset({"AND", "ALSO", "PLUS", "SEE", "OR"})
# A stretch of more words is no item any more: the text has begun.
_LONGEST_ITEM = 40
_LONGEST_TAIL = 20


@dataclass(slots=True)
class BlockReader:
    """Reads one block; ``found`` holds the items in text order.

    Args:
        text: The block, page lines blotted out.
        start: Where it begins in the raw text.
        year: Year of the telegram that refers; None if unknown.
        tokens: The block's words.
        cables: Reads telegrams among them.
    """

    text: str
    start: int
    year: int | None
    tokens: Sequence[Token]
    cables: CableReader
    found: list[Reference] = field(default_factory=list)
    last_letter: str = ""
    is_bare: bool = False
    is_behind_cable: bool = False
    is_over: bool = False

    def read(self) -> list[Reference]:
        """All items."""
        at = 0
        while at < len(self.tokens) and not self.is_over:
            at = self._read_item(at)
        return self.found

    def _read_item(self, at: int) -> int:
        first = at
        at, is_apart = self._skip_separators(at)
        if at >= len(self.tokens):
            return at
        letter, start, after = self._read_bullet(at, is_apart or first == 0 or self.is_behind_cable)
        self.is_behind_cable = False
        if self._is_text_begun(first, at, letter, after):
            return len(self.tokens)
        cited = self.cables.read_item(after, bool(letter) or is_apart or first == 0)
        if not cited:
            cited = self._read_unknown(after)
        if cited:
            return self._add_cables(cited, letter or self._shared_letter(first, at), start)
        return self._read_other(first, start, after, letter)

    def _skip_separators(self, at: int) -> tuple[int, bool]:
        """Where the next word stands, and whether a sign, a joining word or a line's end was passed."""
        is_apart = at < len(self.tokens) and self.tokens[at].gap >= NEW_LINE
        while at < len(self.tokens):
            token = self.tokens[at]
            is_ref = token.text in REF_WORDS and find_bullet(self.tokens, at) is None
            if not (token.text in _SEPARATORS or token.text in _JOINERS or is_ref):
                break
            is_apart = True
            at += 1
            if is_ref and [token.text for token in self.tokens[at : at + 3]] == ["(", "S", ")"]:
                at += 3
        if at < len(self.tokens) and self.tokens[at].gap >= NEW_LINE:
            is_apart = True
        return at, is_apart

    def _read_bullet(self, at: int, is_start: bool) -> tuple[str, int, int]:
        """Letter, first token and the token behind it; an empty letter if none opens the item."""
        bullet = find_bullet(self.tokens, at)
        if bullet is None or (bullet.letter.isdecimal() and not is_next_number(bullet, self.last_letter)):
            return "", at, at
        is_due = follows(self.tokens, bullet, self.last_letter, at_start=is_start, is_bare=self.is_bare)
        inner = skip_doubled(self.tokens, bullet, self.cables.is_cable)
        if not is_due and not self._opens_cable(inner[1]):
            return "", at, at
        self.last_letter, self.is_bare = inner[0], not bullet.is_closed
        return inner[0], bullet.start, inner[1]

    def _opens_cable(self, at: int) -> bool:
        return self.cables.is_cable(at) or (
            bool(self.found) and self.tokens[at : at + 1] != [] and bool(self.cables.read_item(at, False))
        )

    def _is_text_begun(self, first: int, at: int, letter: str, after: int) -> bool:
        """Whether a blank line parts the block from what stands here, and that is no item."""
        if not self.found or letter or all(t.gap < BLANK_LINE for t in self.tokens[first : at + 1]):
            return False
        cited = self.cables.read_item(after, False)
        return not cited or not self.cables.ends_item(cited[-1].after)

    def _shared_letter(self, first: int, at: int) -> str:
        """``A. STATE 1, PARIS 2``: both are reference A."""
        between = self.tokens[first : at + 1]
        if not self.found or any(token.gap >= NEW_LINE for token in between):
            return ""
        passed = {token.text for token in self.tokens[first:at]}
        return self.found[-1].letter if passed and passed <= {",", "&", "/", "AND"} else ""

    def _read_unknown(self, at: int) -> list[Cited]:
        return read_unknown(self.cables, self.tokens, at)

    def _add_cables(self, cited: list[Cited], letter: str, start: int) -> int:
        self.is_behind_cable = True
        last = cited[-1]
        notes = read_notes(self.tokens, last.after, self.last_letter, self.cables)
        if notes.year and not last.has_own_year and may_be_year(notes.year, self.year):
            last.year, last.has_own_year = read_year(notes.year, self.year), True
        self.cables.station = last.station
        self.cables.station_year = last.year if last.has_own_year else None
        for number, one in enumerate(cited):
            is_last = number == len(cited) - 1
            begin = start if number == 0 else one.start
            after = notes.after if is_last else one.after
            self.found.append(self._make_cable(one, letter, begin, after, notes if is_last else Notes()))
        return notes.after

    def _make_cable(self, one: Cited, letter: str, begin: int, after: int, notes: Notes) -> Reference:
        mrn = ""
        candidates: tuple[str, ...] = ()
        if one.kind == CABLE:
            stations = one.guesses or (one.station,)
            numbers = ((one.year, one.serial), *one.others)
            open_ = tuple(make_mrn(year, station, serial) for station in stations for year, serial in numbers)
            is_certain = len(open_) == 1 and not one.is_unknown
            mrn = open_[0] if is_certain else ""
            candidates = () if is_certain or not open_[0] else open_
        span = Span(self.tokens[begin].start, self.tokens[after - 1].end)
        return Reference(
            letter, one.kind, mrn, one.station, one.year, one.serial, self._text(span), span,
            tuple(notes.words), notes.and_previous, self._title(notes.title), candidates,
        )  # fmt: skip

    def _read_other(self, first: int, start: int, at: int, letter: str) -> int:
        """Words that are no telegram, up to the next bullet, separator or telegram."""
        end, is_cable_next = self._find_end(at)
        if end == at:
            return at + 1
        if not letter:
            end, is_cable_next = self._cut_between_kinds(at, end, is_cable_next)
        kept = end
        while kept > at and (
            self.tokens[kept - 1].text in ",;:&-/" or self.tokens[kept - 1].text in _JOINERS
        ):
            kept -= 1
        if kept == at:
            return end
        is_parted = kept < end and self.tokens[end - 1].text != "/"  # "NAIROBI/MOGADISHU 14" is not
        is_joined = is_cable_next and not is_parted and self.tokens[end].gap < NEW_LINE
        words = self._words(at, kept)
        kind = find_kind(words)
        if not letter and not (is_joined and at != first) and self._is_tail(first, at, kind):
            if kept - at > _LONGEST_TAIL:
                self.is_over = True
            elif self.found and not self.found[-1].title:
                self._lengthen(kept)
            return end
        if is_joined:  # "SEE ALSO STATE 2799", "REPORT IN PARIS 123"
            cited = self.cables.read_named(end)
            if cited:
                return self._add_cables(cited, letter, start if letter else end)
        if kind or letter or not is_cable_next:
            self._add_other(letter or self._shared_letter(first, start), kind or OTHER, start, kept)
        return end

    def _cut_between_kinds(self, at: int, end: int, is_cable_next: bool) -> tuple[int, bool]:
        """Where the first of two items ends that no letter tells apart: ``SMITH E-MAIL, JONES TELCON``."""
        for index in range(at + 1, end):
            token = self.tokens[index]
            is_joint = token.text in {",", "AND"} or token.gap >= NEW_LINE
            if is_joint and find_kind(self._words(at, index)) and find_kind(self._words(index, end)):
                return index, False
        return end, is_cable_next

    def _is_tail(self, first: int, at: int, kind: str) -> bool:
        """Whether words belong to the item before them: nothing parts them from it, or they name no kind."""
        if not self.found:
            return False
        passed = self.tokens[first:at]
        if any(token.text == ";" for token in passed):
            return False
        is_parted = any(token.text not in _DASHES for token in passed)
        is_parted = is_parted or any(token.gap >= NEW_LINE for token in self.tokens[first : at + 1])
        return not (is_parted and kind)

    def _lengthen(self, after: int) -> None:
        last = self.found[-1]
        begin = last.span.end
        last.span = Span(last.span.start, self.tokens[after - 1].end)
        last.text = self._text(last.span)
        if not last.title and last.kind == CABLE:
            last.title = self._title(Span(begin, last.span.end))

    def _find_end(self, at: int) -> tuple[int, bool]:
        tokens = self.tokens
        depth = 0
        for index in range(at, min(at + _LONGEST_ITEM, len(tokens))):
            token = tokens[index]
            if index > at and depth == 0:
                if token.text == ";":
                    return index, False
                if token.gap == BLANK_LINE:
                    return index, self.cables.is_cable(index)
                if self._is_bullet_due(index):
                    return index, False
            is_inside = token.kind == SIGN or (token.kind == NUMBER and token.gap == GLUED)
            if index > at and not depth and not is_inside and self.cables.is_cable(index):
                return index, True
            depth += (token.text == "(") - (token.text == ")")
            depth = max(0, depth)
        return min(at + _LONGEST_ITEM, len(tokens)), False

    def _is_bullet_due(self, index: int) -> bool:
        bullet = find_bullet(self.tokens, index)
        if bullet is None:
            return False
        if follows(self.tokens, bullet, self.last_letter, at_start=False):
            return True
        closed = bullet._replace(is_closed=True)
        is_next = bullet.is_closed or follows(self.tokens, closed, self.last_letter, at_start=False)
        return is_next and self.cables.is_cable(bullet.after)

    def _add_other(self, letter: str, kind: str, begin: int, after: int) -> None:
        span = Span(self.tokens[begin].start, self.tokens[after - 1].end)
        self.found.append(Reference(letter, kind, "", "", None, "", self._text(span), span))

    def _title(self, span: Span | None) -> str:
        if span is None:
            return ""
        title = self._text(span).strip(" -–—:,;\"'“”‘’")
        # A bracket stays where its other half does.
        return title if title.count("(") == title.count(")") else title.strip("()[]")

    def _words(self, at: int, after: int) -> str:
        return self._text(Span(self.tokens[at].start, self.tokens[after - 1].end)).upper()

    def _text(self, span: Span) -> str:
        words = self.text[span.start - self.start : span.end - self.start]
        return " ".join(words.replace(HOLE, " ").split())
