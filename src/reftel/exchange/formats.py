"""The formats that a comparison is written in, by name and by the suffix of a file."""

from __future__ import annotations

import json
from enum import StrEnum
from pathlib import Path

from reftel.brief.printable import UNPRINTABLE_RE
from reftel.errors import RequestError
from reftel.exchange.sheet import Sheet


class Format(StrEnum):
    """How a comparison is written."""

    TEXT = "text"
    HTML = "html"
    MARKDOWN = "md"
    CSV = "csv"
    JSON = "json"
    DOCX = "docx"


_SUFFIXES = {
    ".txt": Format.TEXT,
    ".text": Format.TEXT,
    ".html": Format.HTML,
    ".htm": Format.HTML,
    ".md": Format.MARKDOWN,
    ".markdown": Format.MARKDOWN,
    ".csv": Format.CSV,
    ".json": Format.JSON,
    ".docx": Format.DOCX,
}


def choose_format(asked: str, output: str) -> Format:
    """The format that is meant: the one that was named, else the one that the file's suffix tells.

    Raises:
        RequestError: The name or the suffix is of none; or nothing was named and there is no suffix.
    """
    if asked:
        names = {format.value: format for format in Format} | {
            "markdown": Format.MARKDOWN,
            "txt": Format.TEXT,
        }
        found = names.get(asked.strip().lower())
        where, what = "--format", asked
    else:
        found = _SUFFIXES.get(Path(output).suffix.lower())
        where, what = output, Path(output).suffix or "no suffix"
    if found is None:
        known = ", ".join(format.value for format in Format)
        raise RequestError(
            f"“{what}” is no format that a comparison is written in",
            where=where,
            advice=f"Give --format with one of {known}, or -o FILE with such a suffix.",
        )
    return found


def render(sheet: Sheet, format: Format, *, made_on: str = "") -> str | bytes:
    """Render a comparison.

    Args:
        sheet: The comparison as it is read.
        format: In what format.
        made_on: A date for the head of a page; left out if empty.

    Raises:
        RequestError: Only some rows are asked for as a Word document, whose text must be whole.
    """
    if format is Format.DOCX:
        return _render_docx(sheet)
    if format is Format.HTML:
        from reftel.exchange.html import render_html

        return render_html(sheet, made_on=made_on)
    if format is Format.CSV:
        from reftel.exchange.table import render_csv

        return render_csv(sheet)
    if format is Format.JSON:
        return render_json(sheet_as_dict(sheet))
    from reftel.exchange.text import render_markdown, render_text

    return render_markdown(sheet) if format is Format.MARKDOWN else render_text(sheet)


def _render_docx(sheet: Sheet) -> bytes:
    from reftel.exchange.docx import render_docx

    if sheet.only:
        raise RequestError(
            "A Word document holds the whole text, and only some of it was asked for",
            where="--only",
            advice="Leave out --only, or give another format.",
        )
    return render_docx(sheet.comparison, title=sheet.title, banner=sheet.marking)


def sheet_as_dict(sheet: Sheet) -> dict[str, object]:
    """The comparison in plain values, under its marking; of the operations, those that are asked for."""
    values = sheet.comparison.as_dict()
    operations = zip(sheet.comparison.operations, _list(values["operations"]), strict=True)
    values["operations"] = [plain for operation, plain in operations if sheet.only.takes(operation)]
    return {"marking": sheet.marking, **values}


def _list(value: object) -> list[object]:
    assert isinstance(value, list)  # noqa: S101  as the published schema says
    return value


def render_json(value: object) -> str:
    """JSON for a file; whatever a terminal could obey stands as its number."""
    text = json.dumps(value, ensure_ascii=False, indent=2)
    return UNPRINTABLE_RE.sub(lambda sign: json.dumps(sign[0])[1:-1], text) + "\n"
