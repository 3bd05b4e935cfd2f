"""A comparison as one HTML file that stands alone: no network, and no need of its script."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Mapping, Sequence
from functools import cache
from hashlib import sha256
from importlib.resources import files
from itertools import groupby

from django.template import Context, Engine, Template
from django.utils.html import escape
from django.utils.safestring import SafeString

from reftel import __version__
from reftel.brief.changes import OPERATION_NAMES
from reftel.brief.printable import show_signs
from reftel.compare import Edit, EditKind, OperationKind, Side
from reftel.exchange.sheet import CHANGE_NAMES, Row, Sheet, describe_change

# must match "<", "}", a quotation mark; must not match "SECRET//NOFORN"
NO_MARKING_RE = re.compile(r"[^A-Z0-9 /-]")
_TAGS = {EditKind.INSERT: "ins", EditKind.DELETE: "del"}
# The map: two bars, one over the other, as wide as the texts are long.
_WIDTH, _HEIGHT, _BAR = 1000.0, 92.0, 18.0


def render_html(sheet: Sheet, *, made_on: str = "") -> str:
    """Render a comparison.

    Args:
        sheet: The comparison as it is read.
        made_on: A date for the head; left out if empty.

    Returns:
        A whole HTML document: summary, map of what moved, both texts in two columns, on a phone in one.
    """
    css, js = read_part("compare.css") + print_banner(sheet.marking), read_part("compare.js")
    asked = [OPERATION_NAMES[kind] for kind in OPERATION_NAMES if kind in sheet.only.operations]
    asked += [CHANGE_NAMES[kind] for kind in CHANGE_NAMES if kind in sheet.only.changes]
    context = {
        "sheet": sheet,
        "counts": [(name, str(count)) for name, count in sheet.counts],
        "change_counts": [(name, str(count)) for name, count in sheet.change_counts],
        "figures": [
            {
                "told": describe_change(sheet.comparison, row.operation, change),
                "anchor": _anchor(row),
                "number": str(row.number or ""),
                "label": row.label,
            }
            for row, change in sheet.figures
        ],
        "parts": [
            {"title": part, "rows": [_row(sheet, row) for row in rows]}
            for part, rows in groupby(sheet.rows, key=lambda row: row.part)
        ],
        "map": _draw_map(sheet),
        "has_changes": "yes" if any(row.number for row in sheet.rows) else "",
        "shown_only": ", ".join(asked),
        "made_on": made_on,
        "css": SafeString(css),
        "css_digest": digest(css),
        "js": SafeString(js),
        "js_digest": digest(js),
    }
    return fill_template("compare.html", context)


def _row(sheet: Sheet, row: Row) -> Mapping[str, object]:
    changes = row.operation.changes if row.place != "from" else ()
    return {
        "name": row.name,
        "number": str(row.number or ""),
        "anchor": _anchor(row),
        "other": f"c{row.number}" if row.place == "from" else f"c{row.number}-from",
        "to": f"c{row.number}" if row.place == "from" else "",
        "label": row.label,
        "note": row.note,
        "kinds": [
            (CHANGE_NAMES[change.kind], describe_change(sheet.comparison, row.operation, change))
            for change in changes
        ],
        "old": write_words(row.old),
        "new": write_words(row.new),
        "both": write_words(row.both),
    }


def _anchor(row: Row) -> str:
    if not row.number:
        return ""
    return f"c{row.number}-from" if row.place == "from" else f"c{row.number}"


def write_words(edits: Sequence[Edit]) -> SafeString:
    """Words with `ins` and `del` around what was inserted and deleted."""
    pieces = []
    for edit in edits:
        tag = _TAGS.get(edit.kind)
        words = escape(edit.text)
        pieces.append(f"<{tag}>{words}</{tag}>" if tag else words)
    return SafeString("".join(pieces))


def _draw_map(sheet: Sheet) -> SafeString:
    """Both texts as bars of sentences, and lines from where words stood to where they stand."""
    comparison = sheet.comparison
    old, new = _spread(comparison.old), _spread(comparison.new)
    if not old or not new:
        return SafeString("")
    numbers = {id(row.operation): row.number for row in sheet.rows if row.number}
    bars: list[str] = []
    lines: list[str] = []
    for operation in comparison.operations:
        name = OPERATION_NAMES[operation.kind]
        number = numbers.get(id(operation))
        title = f"<title>{number} {name}</title>" if number else ""
        for ends, places, top in ((old, operation.old, 0.0), (new, operation.new, _HEIGHT - _BAR)):
            for place in places:
                start, end = ends[place]
                size = f'x="{start:.1f}" y="{top:.1f}" width="{end - start:.1f}" height="{_BAR:.0f}"'
                bar = f'<rect class="{name}" {size}>{title}</rect>'
                bars.append(f'<a href="#c{number}" tabindex="-1">{bar}</a>' if number else bar)
        if operation.kind in (OperationKind.MOVE, OperationKind.SPLIT, OperationKind.MERGE):
            lines += [
                _draw_line(sum(old[i]) / 2, sum(new[j]) / 2, name)
                for i in operation.old
                for j in operation.new
            ]
    label = escape(f"Map of both texts: {', '.join(f'{count} {name}' for name, count in sheet.counts)}")
    return SafeString(
        f'<svg viewBox="0 0 {_WIDTH:.0f} {_HEIGHT:.0f}" preserveAspectRatio="none" role="img" '
        f'aria-label="{label}">'
        f"{''.join(bars)}{''.join(lines)}</svg>"
    )


def _draw_line(x0: float, x1: float, name: str) -> str:
    top, bottom, middle = _BAR, _HEIGHT - _BAR, _HEIGHT / 2
    return (
        f'<path class="{name}" d="M{x0:.1f},{top:.0f} C{x0:.1f},{middle:.0f} {x1:.1f},{middle:.0f} '
        f'{x1:.1f},{bottom:.0f}"/>'
    )


def _spread(side: Side) -> list[tuple[float, float]]:
    """Where each sentence begins and ends in a bar as long as the text."""
    total = sum(len(unit.text) + 1 for unit in side.units)
    at = 0
    ends = []
    for unit in side.units:
        start, at = at, at + len(unit.text) + 1
        # A hair's breadth between sentences, so that they can be told apart.
        ends.append((start / total * _WIDTH, max(at / total * _WIDTH - 1, start / total * _WIDTH + 0.5)))
    return ends


def print_banner(marking: str) -> str:
    """The style that prints a marking at the head and foot of each page, and its number."""
    # Only letters that a marking has may go into a style.
    words = NO_MARKING_RE.sub("", marking)
    corner = f'"{words}  " counter(page) " / " counter(pages)'
    font = "font: 8pt sans-serif;"
    return (
        f'@media print {{ @page {{ @top-center {{ content: "{words}"; {font} }} '
        f"@bottom-center {{ content: {corner}; {font} }} }} }}"
    )


def digest(text: str) -> SafeString:
    """What a page's policy calls the style or script with this text, so that no other is obeyed."""
    return SafeString(f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'")


def fill_template(name: str, context: Mapping[str, object]) -> str:
    """A page from its template; signs that would reorder words or command something are only shown.

    Args:
        name: Of the template.
        context: What goes in. Numbers must be text: the engine would ask Django's settings how to write them,
            and there are none.
    """
    return show_signs(_template(name).render(Context({**context, "version": __version__})))


@cache
def _template(name: str) -> Template:
    return Engine(autoescape=True).from_string(read_part(name))


@cache
def read_part(name: str) -> str:
    """A style, a script or a template of the pages."""
    return files("reftel.exchange").joinpath("templates", name).read_text(encoding="utf-8")
