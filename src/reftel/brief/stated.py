"""The tiers that narratives in a record state, as one reader may know them."""

from __future__ import annotations

from pathlib import Path

from reftel.document import Reader
from reftel.record import Record, is_record, open_record
from reftel.vocab.tiers import Tier, parse_tier


def read_stated(record: Record, reader: Reader, country: str | None = None) -> dict[str, dict[int, Tier]]:
    """The tiers that narratives state, by iso3 and report year.

    Args:
        record: The record.
        reader: Who reads.
        country: Only those on this country.

    Returns:
        Of several narratives on one country and year, the one that was taken in last.
    """
    found: dict[str, dict[int, Tier]] = {}
    for view in record.documents(reader, country=country, kind="narrative"):
        for standing in record.statements(reader, view, kind="standing"):
            tier = parse_tier(str(standing.attributes.get("tier", "")))
            if tier and view.year and view.countries:
                found.setdefault(view.countries[0], {})[view.year] = tier
    return found


def stated_in(
    folder: Path, reader: Reader, *, asked: bool, country: str | None = None
) -> dict[str, dict[int, Tier]]:
    """The same from the record in a folder, if there is one.

    Args:
        folder: The record's folder.
        reader: Who reads.
        asked: Whether the person named this record; then it must be one.
        country: Only what is stated on this country.

    Raises:
        RecordError: The person named it and it is none, or it cannot be read.
    """
    if not asked and not is_record(folder):
        return {}
    with open_record(folder) as record:
        return read_stated(record, reader, country)
