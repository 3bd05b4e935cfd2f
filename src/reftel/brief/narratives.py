"""The narratives of a country in the record, as one reader may read them."""

from __future__ import annotations

from collections.abc import Iterable

from reftel.document import FULL_CLEARANCE, Reader
from reftel.errors import NothingToShowError
from reftel.record import DocumentView, Record, describe_clearance
from reftel.report import Narrative, read_narrative
from reftel.vocab.countries import Country


def read_narratives(
    record: Record, reader: Reader, country: Country
) -> dict[int, tuple[DocumentView, Narrative]]:
    """The narratives of the country by year; of several copies the one that was read with fewest problems."""
    best: dict[int, tuple[int, DocumentView, Narrative]] = {}
    for view in record.documents(reader, country=country.iso3, kind="narrative"):
        raw = record.raw_text(reader, view)
        if raw is None or view.year is None:
            continue
        narrative = read_narrative(raw, country=country.iso3, year=view.year)
        found = (len(narrative.problems), view, narrative)
        if view.year not in best or found[0] < best[view.year][0]:
            best[view.year] = found
    return {year: (view, narrative) for year, (_, view, narrative) in sorted(best.items())}


def name_limit(reader: Reader) -> str:
    """What a message says of a reader's clearance: the same words whether or not something is withheld."""
    if reader.clearance == FULL_CLEARANCE:
        return ""
    return f" that may be read with clearance {describe_clearance(reader)}"


def lacks_narrative(
    record: Record, reader: Reader, country: Country, missing: int | None, held: Iterable[int]
) -> NothingToShowError:
    """The error of someone who asked for narratives that the record does not hold for him.

    Args:
        record: The record.
        reader: Who asked.
        country: Of which country.
        missing: For which year; None if there is none at all.
        held: The years of which it holds one for him; may be empty.
    """
    from reftel.ranking.words import list_years  # brings the reader of telegrams with it

    years = list_years(held)
    of_year = f" for {missing}" if missing is not None and years else ""
    return NothingToShowError(
        f"The record holds no narrative of {country.name}{of_year}{name_limit(reader)}",
        where=str(record.path),
        advice=f"It holds those of {years}." if years else "Import them with `reftel import PATH`.",
    )
