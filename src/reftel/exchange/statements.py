"""A table of statements about countries, a row for each country and year."""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path

from reftel.errors import SourceError
from reftel.language import split_items, split_sentences
from reftel.sources import open_text
from reftel.vocab.countries import country_by_iso3, find_country

_ADVICE = "Give a CSV file with the columns text, year and iso3 (or country)."

Statements = Mapping[str, Sequence[tuple[int, str]]]

# A quotation mark that is never closed makes one field of the rest of a table.
LONGEST_STATEMENT = 100_000


def read_statements(path: str) -> Statements:
    """Read a table of statements.

    Args:
        path: A CSV file with a header. The column of the words is `text`, that of the year is `year` or ends
            in `_year`, that of the country is `iso3`, else `country`.

    Returns:
        By ISO 3166-1 alpha-3 code, or by the words of the table where no country goes by them: year and text,
        each statement cut at its semicolons into paragraphs, so that each clause is followed by itself.

    Raises:
        SourceError: The file cannot be read, has no such columns, a row has no year, or two are of the same
            country and year.
    """
    where = str(Path(path))
    rows = csv.DictReader(io.StringIO(open_text(Path(path)).text, newline=""))
    text, year, country = _columns(rows.fieldnames or (), where)
    found: dict[str, dict[int, str]] = defaultdict(dict)
    try:
        for row in rows:
            if not (row[text] or "").strip():
                continue
            if len(row[text]) > LONGEST_STATEMENT:
                raise csv.Error
            key, of_year = _name(row[country] or ""), _read_year(row[year] or "", where, rows.line_num)
            if of_year in found[key]:
                raise SourceError(
                    f"There are two statements on {key} for {of_year}", where=where, advice="Leave out one."
                )
            found[key][of_year] = cut_clauses(row[text])
    except csv.Error as error:
        raise SourceError("The table is damaged", where=where, advice=_ADVICE) from error
    if not found:
        raise SourceError("The table holds no statement", where=where, advice=_ADVICE)
    return {key: sorted(statements.items()) for key, statements in sorted(found.items())}


def cut_clauses(statement: str) -> str:
    """A statement with each of its sentences, and each clause between semicolons, as a paragraph.

    >>> cut_clauses("It has no plan; it met twice. It did more.")
    'It has no plan\\n\\nit met twice\\n\\nIt did more'
    """
    clean = " ".join(statement.split())
    items = [item for sentence in split_sentences(clean) for item in split_items(clean, sentence)]
    return "\n\n".join(item.of(clean) for item in items)


def _columns(names: Sequence[str], where: str) -> tuple[str, str, str]:
    folded = {name.strip().lower(): name for name in names if name}
    year = folded.get("year") or next((folded[n] for n in folded if n.endswith("_year")), None)
    country = folded.get("iso3") or folded.get("country")
    for what, found in (("text", folded.get("text")), ("year", year), ("country", country)):
        if found is None:
            raise SourceError(f"The table has no column for the {what}", where=where, advice=_ADVICE)
    return folded["text"], str(year), str(country)


def _name(words: str) -> str:
    country = country_by_iso3(words.strip()) or find_country(words)
    return country.iso3 if country else " ".join(words.split())


def _read_year(words: str, where: str, line: int) -> int:
    if not (words.strip().isascii() and words.strip().isdigit()):
        raise SourceError(f"Line {line} of the table has no year", where=where, advice=_ADVICE)
    return int(words)
