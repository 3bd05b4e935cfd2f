"""From a found file to the texts in it: the one place where carriers of several texts are opened."""

from __future__ import annotations

from collections.abc import Iterator

from reftel.sources.files import FoundFile
from reftel.sources.texts import OpenedText, open_text


def open_found(file: FoundFile) -> Iterator[OpenedText]:
    """Open the texts that a file carries; a plain text carries one, itself.

    Args:
        file: A file as `find_files` gives it.

    Returns:
        The texts, lazily, each with its own bytes and digest.

    Raises:
        SourceError: The file cannot be read as text.
    """
    yield open_text(file.path)
