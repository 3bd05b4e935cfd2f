"""A history of sentences as one HTML file that stands alone, without any script."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from django.utils.html import escape
from django.utils.safestring import SafeString

from reftel.compare import redline
from reftel.compare.history import Line
from reftel.exchange.html import digest, fill_template, print_banner, read_part, write_words
from reftel.exchange.series import Series, describe_line, summarise_history

# A report is so wide in a timeline, and at the most so wide are all of them.
_CELL, _WHOLE = 14.0, 240.0


def render_history_html(series: Series, *, made_on: str = "") -> str:
    """Render a history: a line for each sentence, with its timeline and every wording.

    Args:
        series: The history as it is read.
        made_on: A date for the head; left out if empty.
    """
    css = read_part("compare.css") + read_part("history.css") + print_banner(series.marking)
    years = series.history.years
    context = {
        "title": series.title,
        "marking": series.marking,
        "first": str(years[0]),
        "last": str(years[-1]),
        "summary": list(summarise_history(series)),
        "lines": [_line(line, years) for line in series.lines],
        "made_on": made_on,
        "css": SafeString(css),
        "css_digest": digest(css),
    }
    return fill_template("history.html", context)


def _line(line: Line, years: tuple[int, ...]) -> Mapping[str, object]:
    return {
        "number": str(line.number),
        "kind": line.kind,
        "told": describe_line(line),
        "ended": "" if line.is_standing else "ended",
        "text": line.stages[-1].text,
        "timeline": _timeline(line, years),
        "stages": list(_stages(line)) if line.rewordings else [],
    }


def _stages(line: Line) -> Iterator[tuple[str, SafeString]]:
    """When and how each wording came, with what differs from the one before."""
    before = ""
    for stage in line.stages:
        when = " · ".join(part for part in (str(stage.year), stage.kind.value, stage.paragraph) if part)
        if not before or before == stage.text:
            yield when, SafeString(escape(stage.text))
        else:
            yield when, write_words(redline(before, stage.text))
        before = stage.text


def _timeline(line: Line, years: tuple[int, ...]) -> SafeString:
    kinds = {stage.year: stage.kind.value for stage in line.stages}
    width = min(_CELL, _WHOLE / len(years))
    drawn = (_draw_cell(at * width, width - 2, year, kinds.get(year)) for at, year in enumerate(years))
    told = ", ".join(f"{year} {kind}" for year, kind in kinds.items())
    return SafeString(
        f'<svg class="timeline" viewBox="0 0 {len(years) * width:.0f} 22" role="img" '
        f'preserveAspectRatio="xMinYMid meet" aria-label="{escape(told)}">{"".join(drawn)}</svg>'
    )


def _draw_cell(x: float, width: float, year: int, kind: str | None) -> str:
    size = f'x="{x:.1f}" y="3" width="{width:.1f}" height="{16 if kind else 4}"'
    return f'<rect class="{kind or "none"}" {size}><title>{year} {kind or "not there"}</title></rect>'
