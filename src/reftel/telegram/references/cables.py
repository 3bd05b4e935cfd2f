"""One telegram in a damaged REF block: year, station, serials, and what is said of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from reftel.telegram.references.bullets import find_bullet
from reftel.telegram.references.dates import MONTHS
from reftel.telegram.references.kinds import AIRGRAM, CABLE
from reftel.telegram.references.numbering import may_be_year, read_year
from reftel.telegram.references.scan import BLANK, BLANK_LINE, GLUED, NUMBER, SIGN, WORD, Token
from reftel.telegram.references.stations import find_station

_LONGEST_NAME = 7
_LONGEST_SERIAL = 7
_LONGEST_RANGE = 20
_INSIDE_NAMES = frozenset(".-'’‘`/")
FILLERS = frozenset({
    "CABLE", "CABLES", "TELEGRAM", "TELEGRAMS", "TEL", "TELS", "MSG", "MSGS", "MESSAGE", "MESSAGES", "NO",
    "NOS", "NR", "NRS", "NUMBER", "NUMBERS", "NUM", "ALDAC", "REFTEL", "REFTELS", "SERIAL", "SERIALS",
})  # fmt: skip
_APOSTROPHES = frozenset("'’‘`")
_BEFORE_SERIAL = frozenset("#,:.-–")
_LIST_SIGNS = frozenset(",/&+;")
_AND = frozenset({"AND", "OR", "PLUS"})
_AIRGRAM_SERIES = frozenset({"A", "CA", "CERP"})
_LEADING_TO_YEAR = frozenset({"OF", "FROM", "IN", "DATED"})
_THROUGH = frozenset({"-", "–", "THROUGH", "THRU", "TO"})


@dataclass(slots=True)
class Cited:
    """One telegram as found; ``start`` and ``after`` are indices of tokens.

    ``others`` are further years and serials that the digits may mean: ``936/35`` is 35 or 935. ``guesses``
    are posts whose names are equally near to the one as written; ``is_unknown`` says that no name is.
    """

    station: str
    year: int | None
    serial: str
    start: int
    after: int
    kind: str = CABLE
    others: tuple[tuple[int | None, str], ...] = ()
    has_own_year: bool = False
    guesses: tuple[str, ...] = ()
    is_unknown: bool = False


@dataclass(slots=True)
class CableReader:
    """Finds telegrams among the tokens of a block.

    Args:
        tokens: The block.
        year: Year of the telegram that refers; None if unknown.
        station: Station of the item before, which carries over.
        station_year: The year that stands in that item; None if none does.
    """

    tokens: Sequence[Token]
    year: int | None
    station: str = ""
    station_year: int | None = None
    _stations: dict[int, tuple[str, int]] = field(default_factory=dict)

    def is_cable(self, at: int) -> bool:
        """Whether a year, a station that is known, and a serial stand here; looks at a few tokens only."""
        station, after = self.read_station(self.read_leading_year(at)[1])
        return bool(station) and self._has_serial(after)

    def read_item(self, at: int, may_carry: bool) -> list[Cited]:
        """The telegrams of an item; empty if none stands here.

        Args:
            at: Index of its first token.
            may_carry: Whether a bare serial may stand for a telegram of the station before.
        """
        found = self.read_named(at) or self._read_reversed(at)
        if not found and may_carry and self.station:
            found = self._read_carried(at)
        return found

    def read_named(self, at: int) -> list[Cited]:
        """The telegrams here whose station is known and stands before the serial."""
        year, begin = self.read_leading_year(at)
        station, after = self.read_station(begin)
        if not station:
            return []
        return self.read_serials(at, station, year, after)

    def read_leading_year(self, at: int) -> tuple[str, int]:
        """Digits of a year before a station, and where the station begins."""
        index = at
        opened = self._text(index) == "("
        index += opened
        index += self._text(index) in _APOSTROPHES | {","} and self._is_number(index + 1)
        if not self._is_number(index) or len(self._text(index)) not in {2, 4}:
            return "", at
        digits = self._text(index)
        if len(digits) == 4 and not 1940 <= int(digits) <= 2040:
            return "", at
        index += 1
        if opened:
            if self._text(index) != ")":
                return "", at
            index += 1
        index += self._text(index) in _APOSTROPHES | {"-", "/"}
        return digits, index

    def read_station(self, at: int) -> tuple[str, int]:
        """The longest name of a post that begins here, and where it ends; an empty one if there is none."""
        known = self._stations.get(at)
        if known is None:
            known = self._stations[at] = self._read_station(at)
        return known

    def _read_station(self, at: int) -> tuple[str, int]:
        tokens, key, best, after = self.tokens, "", "", at
        for index in range(at, min(at + _LONGEST_NAME, len(tokens))):
            token = tokens[index]
            if token.kind == WORD:
                key += token.text
                if code := find_station(key):
                    best, after = code, index + 1
            elif index == at or token.text not in _INSIDE_NAMES:
                break
        return best, after

    def read_serials(self, start: int, station: str, year: str, at: int) -> list[Cited]:
        """The serials behind a station; empty if no number stands there that can be one."""
        if airgram := self._read_airgram(start, station, year, at):
            return [airgram]
        at, inner = self._skip_to_serial(at)
        if not self._is_serial(at) or self._is_year_of_next(at):
            return []
        own = year or inner
        found = [self._make(station, own, start, at)]
        self._read_late_year(found[0])
        self._read_more(found)
        return found

    def _skip_to_serial(self, at: int) -> tuple[int, str]:
        """Where the serial stands behind ``CABLES``, ``NO.``, ``#``, ``,`` or a year, and that year."""
        year = ""
        for _ in range(4):
            text = self._text(at)
            if self._is_year(at) and self._text(at - 1) == "(" and self._text(at + 1) == ")":
                year, at = text, at + 2
            elif self._is_before_serial(at) or text == "(":
                at += 1
            elif not year and self._is_year(at) and self._is_inner_year(at):
                year = text
                at += 1 if self._is_number(at + 1) else 2
            else:
                break
        return at, year

    def _is_inner_year(self, at: int) -> bool:
        # "PARIS 05 1234", "STATE 04-12345", "STATE 04/12345"; not "PARIS 12-13", "PARIS 05, 1234"
        step = 2 if self._text(at + 1) in {"-", "/"} else 1
        number = at + step
        return self._is_serial(number) and len(self._text(number)) >= 3

    def _read_airgram(self, start: int, station: str, year: str, at: int) -> Cited | None:
        if self._text(at) not in _AIRGRAM_SERIES or self._text(at + 1) != "-" or not self._is_number(at + 2):
            return None
        serial = f"{self._text(at)}-{self._text(at + 2)}"
        own = read_year(year, self.year) if year else self.year
        return Cited(station, own, serial, start, at + 3, AIRGRAM, (), bool(year))

    def _read_reversed(self, at: int) -> list[Cited]:
        # "870 ULAANBAATAR"
        if not self._is_serial(at):
            return []
        station, after = self.read_station(at + 1)
        if not station or not self.ends_item(after):
            return []
        found = self._make(station, "", at, at)
        found.after = after
        return [found]

    def _read_carried(self, at: int) -> list[Cited]:
        # "B. 2962 AND PREVIOUS"
        if not self._is_serial(at) or self._is_year_of_next(at):
            return []
        found = [self._make(self.station, "", at, at)]
        self._read_late_year(found[0])
        if self.station_year is not None and not found[0].has_own_year:
            found[0].others = ((self.station_year, found[0].serial),)
        self._read_more(found)
        if not self.ends_item(found[-1].after):
            return []
        return found

    def _make(self, station: str, year: str, start: int, serial_at: int) -> Cited:
        own = read_year(year, self.year) if year else self.year
        serial = self._text(serial_at).lstrip("0") or "0"
        return Cited(station, own, serial, start, serial_at + 1, has_own_year=bool(year))

    def _read_late_year(self, cited: Cited) -> None:
        """Years behind the serial: ``(08)``, ``/08``, ``-91``, ``99`` alone, ``OF 2008``."""
        if cited.has_own_year:
            return
        at, digits = cited.after, ""
        text = self._text(at)
        if text == "(" and self._text(at + 2) == ")" and self._is_year(at + 1):
            digits, at = self._text(at + 1), at + 3
        elif self._is_behind(cited, at) and self._is_year(at + 1):
            digits, at = self._text(at + 1), at + 2
        elif self._is_year(at) and len(text) == 2 and self.ends_item(at + 1) and len(cited.serial) > 2:
            digits, at = text, at + 1
        if digits:
            cited.year, cited.after, cited.has_own_year = read_year(digits, self.year), at, True

    def _is_behind(self, cited: Cited, at: int) -> bool:
        """Whether a word or sign here leads to the year of the telegram before it."""
        text = self._text(at)
        if text in {"/", "-"}:
            return self._is_joined(at) and len(cited.serial) > 1
        return text in _APOSTROPHES or (text in _LEADING_TO_YEAR and len(self._text(at + 1)) == 4)

    def _read_more(self, found: list[Cited]) -> None:
        """Serials listed behind the first: ``2799 AND 2764``, ``936/935``, ``7743, 12155``, ``12-15``."""
        while True:
            last = found[-1]
            at = last.after
            if self._text(at) in _THROUGH and self._read_range(found, at + 1):
                continue
            number = self._skip_list_signs(at)
            if number == at and len(self._text(number)) < 3:
                return
            if not self._is_serial(number) or self._is_year_of_next(number) or self._is_number_bullet(number):
                return
            if number == at and not self.ends_item(number + 1):
                return
            more = self._make(last.station, "", number, number)
            more.year = last.year if last.has_own_year else self.year
            self._read_late_year(more)
            if self._text(number - 1) == "/" and len(self._text(number)) < len(last.serial):
                whole = last.serial[: -len(self._text(number))] + self._text(number)
                more.others = ((more.year, whole),)
            found.append(more)

    def _skip_list_signs(self, at: int) -> int:
        for _ in range(3):
            if self._text(at) in _LIST_SIGNS | _AND and self._gap(at) < BLANK_LINE:
                at += 1
        return at

    def _read_range(self, found: list[Cited], at: int) -> bool:
        last = found[-1]
        if not self._is_serial(at) or last.others or self._gap(at - 1) >= BLANK_LINE:
            return False
        first, end = int(last.serial), int(self._text(at))
        if not first < end <= first + _LONGEST_RANGE:
            return False
        for number in range(first + 1, end + 1):
            found.append(
                Cited(last.station, last.year, str(number), at, at + 1, has_own_year=last.has_own_year)
            )
        return True

    def _is_year_of_next(self, at: int) -> bool:
        # "STATE 12, 05 PARIS 13"
        if len(self._text(at)) not in {2, 4} or self._text(at - 1) not in _LIST_SIGNS | _AND:
            return False
        station, after = self.read_station(at + 1 + (self._text(at + 1) in {"-", "/"}))
        return bool(station) and self._has_serial(after)

    def _has_serial(self, at: int) -> bool:
        if self._text(at) in _AIRGRAM_SERIES and self._text(at + 1) == "-":
            return self._is_number(at + 2)
        for _ in range(3):
            if self._is_number(at):
                return self._is_serial(at) or self._is_inner_year(at)
            is_year = self._text(at) == "(" and self._is_number(at + 1) and self._text(at + 2) == ")"
            if not (is_year or self._is_before_serial(at)):
                return False
            at += 3 if is_year else 1
        return self._is_serial(at)

    def _is_before_serial(self, at: int) -> bool:
        # "STATE CABLE NO. 12", "STATE #12", "PRAGUE, 1228", "STATE '08 12", "STATE/12", "LONDON'S 12"
        text = self._text(at)
        if text == "/":
            return self._is_joined(at)
        if text in _APOSTROPHES:
            return self._is_number(at + 1) or self._text(at + 1) == "S"
        if text == "S":
            return self._text(at - 1) in _APOSTROPHES
        return text in FILLERS or text in _BEFORE_SERIAL

    def _is_number_bullet(self, at: int) -> bool:
        bullet = find_bullet(self.tokens, at)
        return bullet is not None and bullet.is_closed and self.is_cable(bullet.after)

    def _is_joined(self, at: int) -> bool:
        return self._gap(at) == GLUED and self._gap(at + 1) == GLUED

    def _is_year(self, at: int) -> bool:
        return self._is_number(at) and may_be_year(self._text(at), self.year)

    def _is_serial(self, at: int) -> bool:
        """Whether a number here is no date, no part of a word, and no page line."""
        if not self._is_number(at) or not self._has_length_of_serial(at):
            return False
        follower = self._text(at + 1)
        if follower in MONTHS and len(self._text(at)) < 3:
            return False
        if at + 1 >= len(self.tokens) or self._gap(at + 1) != GLUED:
            return True
        if self.tokens[at + 1].kind == WORD:
            return len(follower) == 1 and self._text(at + 2) in {".", ")"}  # "12345B. PARIS 3"
        return not self._is_in_date(at, follower)

    def _has_length_of_serial(self, at: int) -> bool:
        digits = self._text(at)
        if len(digits) <= _LONGEST_SERIAL:
            return True
        # "STATE 00012345"; not "ROME 00000736  001.2 0F 003", which is a damaged page line
        return len(digits) == _LONGEST_SERIAL + 1 and digits[0] == "0" and not self._is_number(at + 1)

    def _is_in_date(self, at: int, follower: str) -> bool:
        """Whether a glued sign makes a date, a time or a fraction of a number: 5/12/09, 13:00, 40.21."""
        if not self._is_number(at + 2) or not self._is_joined(at + 1):
            return False
        is_short = len(self._text(at)) < 3
        if follower == ".":
            return len(self._text(at + 2)) < 4
        if follower == ":":
            return is_short
        has_third = self._text(at + 3) == follower and self._is_number(at + 4) and self._is_joined(at + 3)
        return has_third and is_short and len(self._text(at + 2)) < 3

    def ends_item(self, at: int) -> bool:
        """Whether an item may end before this token."""
        if at >= len(self.tokens) or self.tokens[at].kind == SIGN or self._gap(at) > BLANK:
            return True
        text = self._text(at)
        if text in _AND:
            return True
        bullet = find_bullet(self.tokens, at)
        return bullet is not None and (bullet.is_closed or self.is_cable(bullet.after))

    def _is_number(self, at: int) -> bool:
        return 0 <= at < len(self.tokens) and self.tokens[at].kind == NUMBER

    def _text(self, at: int) -> str:
        return self.tokens[at].text if 0 <= at < len(self.tokens) else ""

    def _gap(self, at: int) -> int:
        return self.tokens[at].gap if 0 <= at < len(self.tokens) else BLANK_LINE
