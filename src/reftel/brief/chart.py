"""The tier over time, as one SVG that needs neither script nor network.

It is a line, dots and two rows of words, and drawn here as such: a charting library takes longer to load than
everything else of a brief together.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape

_WIDE, _NARROW, _HEIGHT = 660, 240, 150
_LEFT, _RIGHT, _TOP, _BOTTOM = 78, 14, 5, 26
_INK, _SOFT, _FAINT, _ACCENT, _PAPER = "#1c2733", "#8a96a3", "#e4e7ea", "#a3341f", "#ffffff"
_ROWS = ("Tier 1", "Tier 2", "Watch List", "Tier 3")
# Room beside the first and last year, in years, and above and below the rows, in rows.
_ASIDE, _ABOVE = 0.6, 0.4


@dataclass(frozen=True, slots=True)
class Chart:
    """One picture in two widths."""

    wide: str
    narrow: str


@dataclass(frozen=True, slots=True)
class YearMark:
    """One year of the chart.

    Args:
        year: Report year.
        row: Row of the chart, 1 (Tier 1) to 4 (Tier 3); None for a country that is not ranked that year.
        is_disputed: Whether sources disagree.
    """

    year: int
    row: int | None
    is_disputed: bool = False


def draw_tiers(marks: Sequence[YearMark], year: int, title: str) -> Chart:
    """Draw the tiers of one country over the years.

    Years without a mark stay empty, and the line is broken there: a missing year is unknown.

    Args:
        marks: The years that are known, in order.
        year: The year of the brief, which is set off.
        title: What the picture shows, for people who cannot see it.

    Returns:
        The picture for a page and, with fewer years written out, for a phone; each an ``<svg>`` element.
    """
    wide, narrow = (
        "".join(_draw(marks, year, title, width, labels)) for width, labels in ((_WIDE, 7), (_NARROW, 3))
    )
    return Chart(wide, narrow)


@dataclass(frozen=True, slots=True)
class _Place:
    """Where years and rows stand in the picture, in its units."""

    first: int
    last: int
    width: int

    def x(self, year: float) -> float:
        years = self.last - self.first + 2 * _ASIDE
        return round(_LEFT + self.width * (year - self.first + _ASIDE) / years, 1)

    def y(self, row: int) -> float:
        return round(_TOP + _HEIGHT * (row - 1 + _ABOVE) / (len(_ROWS) - 1 + 2 * _ABOVE), 1)


def _draw(marks: Sequence[YearMark], year: int, title: str, width: int, labels: int) -> Iterator[str]:
    years = [mark.year for mark in marks] + [year]
    place = _Place(min(years), max(years), width)
    right, height = _LEFT + width, _TOP + _HEIGHT + _BOTTOM
    # The page sets the typeface, as for everything else on it.
    yield (
        f'<svg role="img" aria-label="{escape(title)}" xmlns="http://www.w3.org/2000/svg" '
        f'viewBox="0 0 {right + _RIGHT} {height}" font-size="13" fill="{_INK}">'
    )
    for row, words in enumerate(_ROWS, start=1):
        y = place.y(row)
        yield f'<path d="M{_LEFT},{y}H{right}" stroke="{_FAINT}"/>'
        yield f'<text x="{_LEFT - 10}" y="{y}" dy=".32em" text-anchor="end">{words}</text>'
    for tick in _tick_years(place.first, place.last, year, labels):
        yield f'<text x="{place.x(tick)}" y="{height - 8}" text-anchor="middle">{tick}</text>'
    path = _path(marks, place)
    yield f'<path d="{path}" fill="none" stroke="{_SOFT}" stroke-width="2"/>'
    for mark in marks:
        if mark.row is not None:
            yield _dot(mark, place, is_own=mark.year == year)
    yield "</svg>"


def _path(marks: Sequence[YearMark], place: _Place) -> str:
    """The line, which steps half-way between two years, and begins anew after a year without a rank."""
    pieces = []
    before: int | None = None
    for mark in marks:
        if mark.row is None:
            continue
        if before == mark.year - 1:
            pieces.append(f"H{place.x(mark.year - 0.5)}V{place.y(mark.row)}H{place.x(mark.year)}")
        else:
            pieces.append(f"M{place.x(mark.year)},{place.y(mark.row)}")
        before = mark.year
    return "".join(pieces)


def _dot(mark: YearMark, place: _Place, *, is_own: bool) -> str:
    """A dot, hollow where sources disagree; that of the brief's own year is set off."""
    ink, radius = (_ACCENT, 6) if is_own else (_INK, 4)
    at = f'cx="{place.x(mark.year)}" cy="{place.y(mark.row or 0)}" r="{radius}"'
    return f'<circle {at} fill="{_PAPER if mark.is_disputed else ink}" stroke="{ink}" stroke-width="2"/>'


def _tick_years(first: int, last: int, year: int, labels: int) -> list[int]:
    """The years that are written out: evenly spaced, and the brief's own where it does not crowd another."""
    step = max(1, -(-(last - first) // labels))
    near = step // 2
    ticks = [tick for tick in range(first, last + 1, step) if tick == year or abs(tick - year) > near]
    return sorted({*ticks, year})
