"""A comparison as a table for spreadsheets."""

from __future__ import annotations

import csv
import io
import re

from reftel.brief.printable import show_signs
from reftel.exchange.sheet import CHANGE_NAMES, Sheet
from reftel.exchange.text import describe_kinds, write_marks

COLUMNS = (
    "number", "operation", "changes", "details", "old_place", "new_place", "score", "marking", "old", "new",
    "redline",
)  # fmt: skip
# What a spreadsheet would run rather than show.
# must match "=1+1", "\t=1", "@x"; must not match "a=1"
FORMULA_RE = re.compile(
    r"""
    ^ [\s'"]* [-=+@|%\uff1d\uff0b\uff0d\uff20]
    """,
    re.VERBOSE,
)


def render_csv(sheet: Sheet) -> str:
    """Render a comparison as CSV, a row for each operation; what looks like a formula is made none."""
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    comparison = sheet.comparison
    for row in sheet.rows:
        if row.place == "from":
            continue
        operation = row.operation
        changes = dict.fromkeys(CHANGE_NAMES[change.kind] for change in operation.changes)
        cells = (
            str(row.number or ""), row.name, "; ".join(changes),
            "; ".join(describe_kinds(sheet, row)), row.old_label, row.new_label, f"{operation.score:.3f}",
            sheet.marking, comparison.old_words(operation), comparison.new_words(operation),
            write_marks(row.both),
        )  # fmt: skip
        writer.writerow([neutralise(cell) for cell in cells])
    return file.getvalue()


def neutralise(cell: str) -> str:
    """A cell that a spreadsheet shows and does not run: what begins like a formula gets an apostrophe."""
    shown = show_signs(cell)
    return f"'{shown}" if FORMULA_RE.match(shown) else shown
