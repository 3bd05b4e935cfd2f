"""Assembling a brief about one country and year from the record, for one reader."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from reftel.brief.changes import changes_section, recommendations_section, text_section
from reftel.brief.chart import draw_tiers
from reftel.brief.lacks import KEY as CONTENTS
from reftel.brief.lacks import Holdings, lacks_section
from reftel.brief.model import Brief, Section
from reftel.brief.narratives import name_limit, read_narratives
from reftel.brief.response import ReadTelegram, response_sections, sort_by_date, telegrams_section
from reftel.brief.sources import SourceBook
from reftel.brief.tiers import KEY as TIERS
from reftel.brief.tiers import TierLedger, describe_movement, draw_up_tiers, standing_section
from reftel.document import FULL_CLEARANCE, Reader
from reftel.errors import NothingToShowError
from reftel.ranking.words import list_years
from reftel.record import DocumentView, Record, describe_clearance
from reftel.report import Narrative
from reftel.vocab.countries import Country


def assemble_brief(record: Record, reader: Reader, country: Country, year: int) -> Brief:
    """Put together all that the record holds about a country and year and the reader may see.

    Raises:
        NothingToShowError: There is no narrative of that year and no telegram about it for this reader.
    """
    found = read_narratives(record, reader, country)
    narratives = {year: (view.key, narrative) for year, (view, narrative) in found.items()}
    telegrams = _read_telegrams(record, reader, country, year)
    now, before = narratives.get(year), narratives.get(year - 1)
    if now is None and not telegrams:
        raise _nothing(record, reader, country, year, sorted(narratives))
    ledger = draw_up_tiers(country.iso3, country.name, narratives, year)
    undated = _read_undated(record, reader, country)
    held = Holdings(country.name, year, tuple(narratives), tuple(telegrams), tuple(undated), ledger)
    views = [found[y][0] for y in (year, year - 1) if y in found]
    book = _open_book(record, reader, views, [*telegrams, *undated])
    book.add(TIERS, country.name, ledger.passages)
    book.add(CONTENTS, "", held.contents())
    sections = [standing_section(book, ledger, year, now), *_narrative_sections(book, now, before)]
    sections += response_sections(book, telegrams)
    sections.append(telegrams_section(book, telegrams))
    lacks = lacks_section(book, held, lambda keys: record.held_keys(reader, keys))
    sections.append(replace(lacks, lead=_limit_of(reader)))
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


def _narrative_sections(
    book: SourceBook, now: tuple[str, Narrative] | None, before: tuple[str, Narrative] | None
) -> list[Section]:
    if now is None:
        return []
    said = changes_section(book, before, now) if before else text_section(book, now)
    return [said, recommendations_section(book, now)] if now[1].recommendations else [said]


def _read_telegrams(record: Record, reader: Reader, country: Country, year: int) -> list[ReadTelegram]:
    """The telegrams about the country, the year and trafficking, by date.

    Of several copies of one telegram the one of which most may be read; of equal ones the newest.
    """
    found: dict[str, ReadTelegram] = {}
    for view in record.documents(reader, country=country.iso3, year=year, kind="telegram"):
        telegram = _read_telegram(record, reader, view)
        if view.key not in found or telegram.size >= found[view.key].size:
            found[view.key] = telegram
    return sort_by_date([telegram for telegram in found.values() if telegram.concerns_trafficking])


def _read_undated(record: Record, reader: Reader, country: Country) -> list[ReadTelegram]:
    """The telegrams about the country and trafficking of which nothing readable tells the year."""
    views = record.documents(reader, country=country.iso3, kind="telegram")
    read = [_read_telegram(record, reader, view) for view in views if view.year is None]
    return [telegram for telegram in read if telegram.concerns_trafficking]


def _read_telegram(record: Record, reader: Reader, view: DocumentView) -> ReadTelegram:
    return ReadTelegram(view, record.passages(reader, view), record.statements(reader, view))


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
    limit = name_limit(reader)
    views = record.documents(reader, country=country.iso3, kind="telegram")
    telegrams = [_read_telegram(record, reader, view) for view in views]
    told = {t.view.year for t in telegrams if t.view.year and t.concerns_trafficking}
    years = list_years({*narrative_years, *told})
    if not years:
        return NothingToShowError(
            f"The record holds nothing about {country.name}{limit}",
            where=str(record.path),
            advice="Import a narrative or a telegram about it with `reftel import PATH`.",
        )
    return NothingToShowError(
        f"The record holds no narrative of {country.name} for {year} and no telegram about it{limit}",
        where=str(record.path),
        advice=f"It holds something for {years}.",
    )


def _limit_of(reader: Reader) -> str:
    """A sentence about what the reader may not know; empty for one who may read everything."""
    if reader.clearance == FULL_CLEARANCE:
        return ""
    return f"As far as the record may be read with clearance {describe_clearance(reader)}."


def _describe_chart(ledger: TierLedger) -> str:
    known = [f"{entry.year} {entry.tier.label}" for entry in ledger.series.years if entry.tier]
    return f"Tier of {ledger.country}: {', '.join(known) or 'unknown'}"


def _without_empty(sections: Sequence[Section]) -> list[Section]:
    return [section for section in sections if any(group.lines for group in section.groups)]
