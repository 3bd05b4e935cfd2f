"""Carriers: files, folders and globs; everything untrusted is opened here."""

from reftel.sources.carriers import open_found
from reftel.sources.files import FoundFile, find_files
from reftel.sources.kinds import Kind, Recognised, recognise
from reftel.sources.texts import LARGEST_BYTES, OpenedText, open_text

__all__ = [
    "LARGEST_BYTES",
    "FoundFile",
    "Kind",
    "OpenedText",
    "Recognised",
    "find_files",
    "open_found",
    "open_text",
    "recognise",
]
