"""The standing of a country over the years, as a document of one line a year that can be cited."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from reftel.brief.chart import YearMark
from reftel.brief.model import Group, Line, Section
from reftel.brief.sources import PlainPassage, SourceBook
from reftel.document import Citation, Marking, Span
from reftel.ranking import Direction, TierMovement, TierSeries, TierYear, movement, tier_series
from reftel.ranking.history import RECORD
from reftel.ranking.words import ordinal
from reftel.report import Narrative
from reftel.vocab.tiers import Tier

KEY = "Tier history"
_WAYS = {
    Direction.UP: "moved up",
    Direction.DOWN: "moved down",
    Direction.SAME: "unchanged",
    Direction.UNKNOWN: "the move is unknown",
}
_PLACES = {Tier.SPECIAL_CASE: "is a Special Case", Tier.NOT_IN_REPORT: "is not in the report"}


@dataclass(frozen=True, slots=True)
class TierLedger:
    """The tier history as a text of one line a year.

    Args:
        country: Name of the country.
        series: Its tiers.
        passages: The lines, for the years that are known.
        words: By year, the part of its line that states the tier.
        unknown: The line that says so, if the tier of the brief's own year is unknown.
    """

    country: str
    series: TierSeries
    passages: tuple[PlainPassage, ...]
    words: Mapping[int, Span]
    unknown: Span | None = None

    def known(self, year: int) -> TierYear | None:
        """The tier of a year, if it is known."""
        return self.series.in_year(year) if year in self.words else None

    def marks(self) -> list[YearMark]:
        """The years as the chart draws them."""
        known = [entry for entry in self.series.years if entry.tier]
        return [YearMark(e.year, e.tier.rank if e.tier else None, e.is_disputed) for e in known]


def draw_up_tiers(
    iso3: str, country: str, narratives: Mapping[int, tuple[str, Narrative]], year: int
) -> TierLedger:
    """Write the tier history of a country, a line for each year that is known, and one for the brief's year.

    Args:
        iso3: Country code.
        country: Country name.
        narratives: By year, the key of a narrative in the record and the narrative; what it states stands
            beside what the packaged table says, and where the table has no row, alone.
        year: The year of the brief.
    """
    stated = {year: read.standing.tier for year, (_, read) in narratives.items() if read.standing}
    series = tier_series(iso3, stated)
    passages: list[PlainPassage] = []
    words: dict[int, Span] = {}

    def write(of_year: int, head: str, rest: str) -> Span:
        at = passages[-1].span.end + 1 if passages else 0
        text = f"{head}. {rest}"
        passages.append(PlainPassage(f"{country} {of_year}", Span(at, at + len(text)), text))
        return Span(at, at + len(head))

    for entry in series.years:
        if entry.tier is not None:
            key = narratives[entry.year][0] if entry.year in stated else ""
            words[entry.year] = write(entry.year, f"{entry.year}: {entry.tier.label}", _origins(entry, key))
    unknown = None
    if year not in words:
        unknown = write(
            year, f"{year}: tier unknown", "No source that came with Reftel or is in the record states it."
        )
    return TierLedger(country, series, tuple(passages), words, unknown)


def describe_movement(ledger: TierLedger, year: int) -> str:
    """How the tier moved from the year before, in a few words."""
    moved = movement(ledger.series, year)
    if moved.now is None:
        return ""
    if moved.before is None:
        return f"unknown in {year - 1}"
    if moved.direction is Direction.SAME:
        return f"unchanged from {year - 1}"
    before = f"{moved.before.label} in {year - 1}"
    return before if moved.direction is Direction.UNKNOWN else f"{_WAYS[moved.direction]}, {before}"


def standing_section(
    book: SourceBook, ledger: TierLedger, year: int, narrative: tuple[str, Narrative] | None
) -> Section:
    """The tier now, the movement, and the sentence of the narrative that states it."""
    lines: list[Line] = []
    if narrative and (standing := narrative[1].standing):
        key, read = narrative
        citation, marking = book.cite(key, standing.span)
        lines.append(Line(" ".join(standing.span.of(read.raw).split()), (citation,), marking))
    moved = movement(ledger.series, year)
    if moved.now is not None:
        lines.append(_movement_line(book, ledger, moved))
    elif ledger.unknown is not None:
        citation, marking = book.cite(KEY, ledger.unknown)
        text = f"The tier of {ledger.country} in {year} is unknown."
        lines.append(Line(text, (citation,), marking, is_quote=False))
    if moved.watch_list_years > 1:
        lines.append(_watch_list_line(book, ledger, moved))
    for disputed in (year - 1, year):
        entry = ledger.known(disputed)
        if entry and entry.is_disputed:
            lines.append(_own_line(book, ledger, f"Sources disagree about {disputed}.", [disputed]))
    return Section("standing", "Standing", (Group("", tuple(lines)),))


def _origins(entry: TierYear, key: str) -> str:
    parts = []
    for reading in entry.readings:
        origin = f"Stated in {key}" if reading.source == RECORD else f"Sources: {reading.source}"
        said = "" if reading.tier is entry.tier else f" ({reading.tier.label})"
        parts.append(f"{origin}{said}.")
    return " ".join(parts)


def _movement_line(book: SourceBook, ledger: TierLedger, moved: TierMovement) -> Line:
    year, now, before = moved.year, moved.now, moved.before
    place = _PLACES.get(now, f"is on {now.label}") if now else ""
    if before is None or before.rank is None or not now or now.rank is None:
        return _own_line(book, ledger, f"{ledger.country} {place} in {year}.", [year])
    text = f"{ledger.country} was on {before.label} in {year - 1} and {place} in {year}"
    return _own_line(book, ledger, f"{text}: {_WAYS[moved.direction]}.", [year - 1, year])


def _watch_list_line(book: SourceBook, ledger: TierLedger, moved: TierMovement) -> Line:
    count = moved.watch_list_years
    hedge = "at least " if moved.is_at_least else ""
    text = f"{moved.year} is {hedge}the {ordinal(count)} year in a row on the Watch List."
    return _own_line(book, ledger, text, list(range(moved.year - count + 1, moved.year + 1)))


def _own_line(book: SourceBook, ledger: TierLedger, text: str, years: list[int]) -> Line:
    cited: list[Citation] = []
    marking = Marking()
    for year in years:
        citation, own = book.cite(KEY, ledger.words[year])
        cited.append(citation)
        marking = marking | own
    return Line(text, tuple(cited), marking, is_quote=False)
