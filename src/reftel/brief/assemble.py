"""Assembling a brief about one country and year from the record, for one reader."""

from __future__ import annotations

from collections.abc import Sequence

from reftel.brief.changes import changes_section, recommendations_section, text_section
from reftel.brief.chart import draw_tiers
from reftel.brief.lacks import KEY as CONTENTS
from reftel.brief.lacks import Holdings, lacks_section
from reftel.brief.model import Brief, Section
from reftel.brief.response import ReadTelegram, response_sections, sort_by_date, telegrams_section
from reftel.brief.sources import SourceBook
from reftel.brief.tiers import KEY as TIERS
from reftel.brief.tiers import TierLedger, describe_movement, draw_up_tiers, standing_section
from reftel.document import Reader
from reftel.errors import NothingToShowError, UnknownCountryError
from reftel.record import DocumentView, Record
from reftel.report import Narrative, read_narrative
from reftel.vocab.countries import Country, find_country, nearest_countries


def resolve_country(asked: str) -> Country:
    """The country that goes by a name, ISO code, slug or adjective.

    Raises:
        UnknownCountryError: None does, or more than one; it carries the three nearest.
    """
    country = find_country(asked)
    if country is None:
        raise UnknownCountryError(asked, tuple(f"{c.name} ({c.iso3})" for c in nearest_countries(asked)))
    return country


def assemble_brief(record: Record, reader: Reader, country: Country, year: int) -> Brief:
    """Put together all that the record holds about a country and year and the reader may see.

    Raises:
        NothingToShowError: There is no narrative of that year and no telegram about it for this reader.
    """
    found = _read_narratives(record, reader, country)
    narratives = {year: (view.key, narrative) for year, (view, narrative) in found.items()}
    telegrams = _read_telegrams(record, reader, country, year)
    now, before = narratives.get(year), narratives.get(year - 1)
    if now is None and not telegrams:
        raise _nothing(record, reader, country, year, sorted(narratives))
    ledger = draw_up_tiers(country.iso3, country.name, narratives)
    held = Holdings(country.name, year, tuple(narratives), tuple(telegrams), ledger)
    book = _open_book(record, reader, [found[y][0] for y in (year, year - 1) if y in found], telegrams)
    book.add(TIERS, country.name, ledger.passages)
    book.add(CONTENTS, "", held.contents())
    sections = [standing_section(book, ledger, year, now)]
    if now and before:
        sections.append(changes_section(book, before, now))
    elif now:
        sections.append(text_section(book, now))
    if now and now[1].recommendations:
        sections.append(recommendations_section(book, now))
    sections += response_sections(book, telegrams)
    sections.append(telegrams_section(book, telegrams))
    sections.append(lacks_section(book, held, lambda key: record.document(reader, key) is not None))
    entry = ledger.known(year)
    return Brief(
        iso3=country.iso3,
        country=country.name,
        year=year,
        tier=entry.tier.label if entry and entry.tier else "Tier unknown",
        movement=describe_movement(ledger, year),
        chart=draw_tiers(ledger.marks(), year, _describe_chart(ledger)),
        sections=tuple(_without_empty(sections)),
        sources=book.documents(),
        is_invented=country.is_invented,
    )


def _read_narratives(
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


def _read_telegrams(record: Record, reader: Reader, country: Country, year: int) -> list[ReadTelegram]:
    """The telegrams about the country, the year and trafficking, by date; one copy of each."""
    found: dict[str, ReadTelegram] = {}
    for view in record.documents(reader, country=country.iso3, year=year, kind="telegram"):
        telegram = ReadTelegram(view, record.passages(reader, view), record.findings(reader, view))
        if telegram.concerns_trafficking:
            found[view.key] = telegram
    return sort_by_date(list(found.values()))


def _open_book(
    record: Record,
    reader: Reader,
    narratives: Sequence[DocumentView],
    telegrams: Sequence[ReadTelegram],
) -> SourceBook:
    book = SourceBook()
    for telegram in telegrams:
        book.add(telegram.view.key, telegram.view.title or "", telegram.passages, is_wrapped=True)
    for view in narratives:
        book.add(view.key, "", record.passages(reader, view))
    return book


def _nothing(
    record: Record, reader: Reader, country: Country, year: int, narrative_years: Sequence[int]
) -> NothingToShowError:
    views: tuple[DocumentView, ...] = record.documents(reader, country=country.iso3)
    years = sorted({*narrative_years, *(view.year for view in views if view.year)})
    if not views:
        return NothingToShowError(
            f"The record holds nothing about {country.name}",
            where=str(record.path),
            advice="Import a narrative or a telegram about it with `reftel import PATH`.",
        )
    return NothingToShowError(
        f"The record holds no narrative of {country.name} for {year} and no telegram about it",
        where=str(record.path),
        advice=f"It holds something for {', '.join(map(str, years))}.",
    )


def _describe_chart(ledger: TierLedger) -> str:
    known = [f"{entry.year} {entry.tier.label}" for entry in ledger.series.years if entry.tier]
    return f"Tier of {ledger.country}: {', '.join(known) or 'unknown'}"


def _without_empty(sections: Sequence[Section]) -> list[Section]:
    return [section for section in sections if any(group.lines for group in section.groups)]
