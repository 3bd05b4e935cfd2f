"""What form a file has, told from its first bytes."""

from __future__ import annotations

import re
from enum import StrEnum

# As much of a file as its form is told from.
LOOKED_AT = 64 * 1024


class Form(StrEnum):
    """The forms that files have; ``TEXT`` is also what nothing else fits."""

    TEXT = "text"
    PAGE = "page"
    DOCX = "docx"
    PDF = "pdf"
    ARCHIVE = "archive"
    TABLE = "table"


# must match "<!DOCTYPE html>", "<?xml ...?><html>", "<!-- saved --> <HTML>"; must not match "<<END>>"
PAGE_RE = re.compile(
    r"""
    (?: \s | <\?xml [^>]{0,200} \?> | <!-- (?: [^-] | -(?!->) ){0,2000} --> ){0,20}
    < (?: !doctype \s+ html | html | head | body | title | meta | table | div | main | article | section
        | h[1-6] | p | pre | code ) (?= [\s>/] )
    """,
    re.VERBOSE | re.IGNORECASE,
)
# must match '"123","6/16/2009 9:12","09HONGKONG1103",'; must not match '"HKG","2018"'
ROW_RE = re.compile(
    rb"""
    "? [0-9]{1,9} "? , \s? "? [0-9]{1,2}/[0-9]{1,2}/[0-9]{4} [ ] [0-9]{1,2}:[0-9]{2} (?: :[0-9]{2} )? "? , \s?
    (?: " [^"\n]{0,80} " | [^",\n]{1,80} ) ,
    """,
    re.VERBOSE,
)
# must match "id,date,reference\n" before a row; must not match a line of a telegram
HEADER_RE = re.compile(rb'(?:\xef\xbb\xbf)?(?:"?[A-Za-z_ ]{1,30}"?,){7}"?[A-Za-z_ ]{1,30}"?\r?\n')


def tell_form(head: bytes, name: str = "") -> Form:
    """The form of a file.

    Args:
        head: Its first bytes, ``LOOKED_AT`` of them if it has as many.
        name: Its name, for pages that begin in the middle.
    """
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    suffix = name.lower().rpartition(".")[2]
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        is_office = b"[Content_Types].xml" in head[:4096] or suffix == "docx"
        return Form.DOCX if is_office else Form.ARCHIVE
    if start.startswith(b"%PDF-") or (suffix == "pdf" and b"%PDF-" in head[:1024]):
        return Form.PDF
    if is_row(start) or ((match := HEADER_RE.match(start)) and is_row(start[match.end() :])):
        return Form.TABLE
    text = start.decode("utf-16" if head[:2] in (b"\xff\xfe", b"\xfe\xff") else "latin-1", "replace")
    if PAGE_RE.match(text) or (suffix in ("html", "htm", "xhtml") and "<" in text and "</" in text):
        return Form.PAGE
    return Form.TEXT


def is_row(line: bytes) -> bool:
    """Whether a row of the bulk edition begins here."""
    return ROW_RE.match(line) is not None
