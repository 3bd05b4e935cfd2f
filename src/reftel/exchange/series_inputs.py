"""What is followed through the years: narratives of the record, or statements of a table."""

from __future__ import annotations

from reftel.brief.narratives import lacks_narrative, read_narratives
from reftel.compare.history import History, follow_sentences
from reftel.document import Reader, join_markings
from reftel.errors import SourceError
from reftel.exchange.series import Series
from reftel.exchange.statements import read_statements
from reftel.record import Record
from reftel.vocab.countries import Country


def follow_country(record: Record, reader: Reader, country: Country, only: frozenset[str]) -> Series:
    """Follow the sentences of a country's narratives through all years that the reader may read.

    Raises:
        NothingToShowError: The record holds no narrative of it for this reader.
    """
    found = read_narratives(record, reader, country)
    if not found:
        raise lacks_narrative(record, reader, country, None, ())
    history = follow_sentences((year, narrative) for year, (_, narrative) in found.items())
    marking = join_markings(view.marking for view, _ in found.values())
    return Series(country.name, history, only, marking.printed)


def follow_table(path: str, country: Country, only: frozenset[str]) -> Series:
    """Follow the statements on one country in a table.

    Raises:
        SourceError: The table cannot be read, or holds no statement on the country.
    """
    statements = read_statements(path)
    if country.iso3 not in statements:
        raise SourceError(
            f"The table holds no statement on {country.name}", where=path, advice="Name another country."
        )
    return Series(country.name, follow_sentences(statements[country.iso3]), only)


def follow_tables(path: str) -> dict[str, History]:
    """Follow the statements on every country in a table, by country code.

    Raises:
        SourceError: The table cannot be read.
    """
    return {country: follow_sentences(texts) for country, texts in read_statements(path).items()}
