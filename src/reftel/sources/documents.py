"""Word and PDF documents as running text."""

from __future__ import annotations

import json
from dataclasses import replace

from reftel.document import Problem, Severity, Span
from reftel.errors import SourceError
from reftel.sources.confined.parent import child_for
from reftel.sources.model import Carrier, Origin, Repair, SourceText, apply_repairs, digest
from reftel.sources.pdf_repairs import Page, PageLine, find_repairs, join_pages
from reftel.sources.texts import check_size, printable


def open_docx(data: bytes, where: str, name: str, origin: Origin) -> SourceText:
    """The paragraphs of a Word document, with all tracked changes accepted.

    Raises:
        SourceError: It is damaged, encrypted, no Word document, or holds no text.
    """
    check_size(len(data), where)
    text = child_for("docx").ask(data).data.decode("utf-8", "replace").replace("\0", "\ufffd")
    if not text.strip():
        raise SourceError("The Word document holds no text", advice="Give a file that holds a text.")
    origin = replace(origin, carrier=Carrier.DOCX)
    return SourceText(printable(name), data, digest(data), text, "docx", (), origin, text)


def open_pdf(data: bytes, where: str, name: str, origin: Origin) -> SourceText:
    """The running text of a PDF, with the repairs that it took.

    Raises:
        SourceError: It is damaged, encrypted, or holds no text.
    """
    check_size(len(data), where)
    pages = _read_pages(child_for("pdf").ask(data).data)
    extracted = join_pages(pages)
    repairs = find_repairs(pages)
    text = apply_repairs(extracted, repairs)
    if not text.strip():
        raise SourceError("The PDF holds nothing but page numbers", advice="Give another copy.")
    problems = _tell_repairs(repairs, len(text))
    origin = replace(origin, carrier=Carrier.PDF)
    return SourceText(printable(name), data, digest(data), text, "pdf", problems, origin, extracted, repairs)


def _read_pages(answer: bytes) -> list[Page]:
    try:
        return [
            Page(
                float(page["height"]),
                tuple(PageLine(str(text), float(x), float(y)) for text, x, y in page["lines"]),
            )
            for page in json.loads(answer)
        ]
    except (ValueError, KeyError, TypeError) as error:
        raise SourceError("The PDF is damaged and cannot be opened", advice="Give another copy.") from error


def _tell_repairs(repairs: tuple[Repair, ...], length: int) -> tuple[Problem, ...]:
    """Say where letters of a word were guessed; what only joins lines is no news."""
    guessed = sum(repair.kind in ("lost-ligature", "euro") for repair in repairs)
    if not guessed:
        return ()
    places = "1 place" if guessed == 1 else f"{guessed} places"
    message = f"Letters that the PDF lost were put back in {places}."
    return (Problem("source.lost-letters", Severity.INFO, message, Span(0, min(1, length))),)
