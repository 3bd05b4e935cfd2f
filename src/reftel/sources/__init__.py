"""Carriers: files, folders, archives, tables, pages and documents; everything untrusted is opened here.

Loaded on first use: the child process, which needs a small part of it, starts at each archive.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reftel.lazy import load_on_use

if TYPE_CHECKING:
    from reftel.sources.carriers import open_bytes, open_found, read_file_text
    from reftel.sources.files import FoundFile, find_files
    from reftel.sources.kinds import Kind, Recognised, recognise
    from reftel.sources.model import Carrier, Origin, Refused, Repair, SourceText, apply_repairs
    from reftel.sources.texts import LARGEST_BYTES, open_text

__all__ = [
    "LARGEST_BYTES",
    "Carrier",
    "FoundFile",
    "Kind",
    "Origin",
    "Recognised",
    "Refused",
    "Repair",
    "SourceText",
    "apply_repairs",
    "find_files",
    "open_bytes",
    "open_found",
    "open_text",
    "read_file_text",
    "recognise",
]

__getattr__ = load_on_use(
    __name__,
    {
        "carriers": ["open_bytes", "open_found", "read_file_text"],
        "files": ["FoundFile", "find_files"],
        "kinds": ["Kind", "Recognised", "recognise"],
        "model": ["Carrier", "Origin", "Refused", "Repair", "SourceText", "apply_repairs"],
        "texts": ["LARGEST_BYTES", "open_text"],
    },
)
