"""What is compared: two files, or two narratives of the record."""

from __future__ import annotations

import os
from pathlib import Path

from reftel.brief.narratives import lacks_narrative, read_narratives
from reftel.compare import compare_documents
from reftel.document import Reader, join_markings
from reftel.errors import RequestError
from reftel.exchange.sheet import Only, Sheet
from reftel.record import Record
from reftel.sources import read_file_text
from reftel.vocab.countries import Country


def compare_files(old: str, new: str, *, only: Only = Only()) -> Sheet:  # noqa: B008  frozen
    """Compare two files.

    Args:
        old: Path of the earlier text.
        new: Path of the later one.
        only: Which rows are asked for.

    Raises:
        SourceError: One of them cannot be read as text, or holds none.
        RequestError: Both are the same file.
    """
    paths = [Path(os.path.expanduser(given)) for given in (old, new)]
    if _is_same(*paths):
        raise RequestError(
            "This is the same file twice", where=str(paths[0]), advice="Give the old file and the new one."
        )
    texts = [read_file_text(path).text for path in paths]
    titles = [" ".join(path.name.split()) for path in paths]
    if titles[0] == titles[1]:
        titles = [" ".join(str(path).split()) for path in paths]
    return Sheet(compare_documents(*texts), titles[0], titles[1], only)


def _is_same(old: Path, new: Path) -> bool:
    try:
        return old.samefile(new)
    except (OSError, ValueError):
        return False  # one is missing, which opening it says better


def compare_years(
    record: Record,
    reader: Reader,
    country: Country,
    years: tuple[int, int],
    *,
    only: Only = Only(),  # noqa: B008  frozen
) -> Sheet:
    """Compare a country's narratives of two years, as far as the reader may read both whole.

    Raises:
        NothingToShowError: The record holds none of one of the years for this reader.
        RequestError: Both years are the same.
    """
    if years[0] == years[1]:
        raise RequestError(f"This is {years[0]} twice", advice="Give two different years, the earlier first.")
    found = read_narratives(record, reader, country)
    for year in years:
        if year not in found:
            raise lacks_narrative(record, reader, country, year, found)
    (old_view, old), (new_view, new) = (found[year] for year in years)
    marking = join_markings([old_view.marking, new_view.marking])
    return Sheet(compare_documents(old, new), old_view.key, new_view.key, only, marking.printed)
