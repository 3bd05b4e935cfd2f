"""The specimen: a small invented record about a territory that does not exist."""

from __future__ import annotations

from contextlib import AbstractContextManager
from importlib.resources import as_file, files
from pathlib import Path

COUNTRY = "XAV"
YEAR = 2009


def specimen_folder() -> AbstractContextManager[Path]:
    """The folder with the specimen's narratives, telegrams and true alignments, as files.

    Use it as a context manager; the files may be gone after it if the package is in an archive.
    """
    return as_file(files("reftel.specimen").joinpath("data"))
