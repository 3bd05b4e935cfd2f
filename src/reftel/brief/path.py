"""The path to Tier 1: a narrative held against the minimum standards, passage by passage.

It lists and cites. It gives no marks and foretells nothing: that a passage bears on a standard is a proposal,
made by words that stand in a packaged table.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from reftel.document import Marking, Reader, join_markings
from reftel.errors import NothingToShowError
from reftel.ranking.alike import Riser, find_risers, position_in
from reftel.ranking.history import TierSeries
from reftel.ranking.words import list_years
from reftel.record import Record, StatementView
from reftel.vocab.countries import Country
from reftel.vocab.standards import Standard, match_standards, standards
from reftel.vocab.tiers import Tier

CRITICISM, CREDIT, RECOMMENDATION = "criticism", "credit", "recommendation"
KINDS = (CRITICISM, CREDIT, RECOMMENDATION)
STANDING = "Standing"


@dataclass(frozen=True, slots=True)
class Bearing:
    """One standard and the passages that bear on it.

    Args:
        standard: The standard; None for passages whose words point at none.
        against: Criticisms.
        credit: What the narrative says to the government's credit.
        asked: Recommendations.
    """

    standard: Standard | None
    against: tuple[StatementView, ...]
    credit: tuple[StatementView, ...]
    asked: tuple[StatementView, ...]


@dataclass(frozen=True, slots=True)
class Example:
    """A country that moved up from a like position, and what its narrative of that year says it did."""

    riser: Riser
    said: tuple[StatementView, ...]


@dataclass(frozen=True, slots=True)
class PathToTierOne:
    """A narrative against the minimum standards, for one reader.

    Args:
        country: The country.
        year: Report year.
        tier: Its tier that year; None if unknown.
        watch_list_years: Years in a row on the Watch List, this one included.
        bearings: One for each standard that holds for the year, then one for the rest.
        examples: Countries that moved up from a like position, the latest first.
        marking: The join of the markings of all that is cited.
    """

    country: Country
    year: int
    tier: Tier | None
    watch_list_years: int
    bearings: tuple[Bearing, ...]
    examples: tuple[Example, ...]
    marking: Marking


def assemble_path(
    record: Record, reader: Reader, country: Country, year: int, world: Mapping[str, TierSeries]
) -> PathToTierOne:
    """Hold the narrative of a year against the minimum standards.

    Args:
        record: Where the narrative is.
        reader: Who reads.
        country: The country.
        year: Report year.
        world: The tiers of all countries.

    Raises:
        NothingToShowError: The record holds no narrative of that year for this reader.
    """
    views = record.documents(reader, country=country.iso3, year=year, kind="narrative")
    if not views:
        raise _nothing(record, reader, country, year)
    found = [f for f in record.statements(reader, views[-1]) if f.kind in KINDS]
    bearings = tuple(_bear(found, year))
    series = world.get(country.iso3) or TierSeries(country.iso3, ())
    tier, count = position_in(series, year)
    risers = find_risers(world, tier, count) if tier else ()
    examples = tuple(Example(riser, _deeds(record, reader, riser)) for riser in risers)
    cited = [*found, *(passage for example in examples for passage in example.said)]
    marking = join_markings(passage.marking for passage in cited)
    return PathToTierOne(country, year, tier, count, bearings, examples, marking)


def _bear(found: Iterable[StatementView], year: int) -> Iterable[Bearing]:
    by_code: dict[str, list[StatementView]] = {}
    for passage in found:
        for code in match_standards(str(passage.attributes.get("text", passage.text))) or ("",):
            by_code.setdefault(code, []).append(passage)
    held = standards(year)
    gone = {standard.code for standard in standards()} - {standard.code for standard in held}
    for standard in held:
        yield _bearing(standard, by_code.get(standard.code, []))
    rest = {
        (passage.span, passage.kind): passage
        for code in ("", *sorted(gone))
        for passage in by_code.get(code, [])
    }
    if rest:
        yield _bearing(None, [rest[key] for key in sorted(rest)])


def _bearing(standard: Standard | None, passages: list[StatementView]) -> Bearing:
    sorted_out = (tuple(p for p in passages if p.kind == kind) for kind in KINDS)
    return Bearing(standard, *sorted_out)


def _deeds(record: Record, reader: Reader, riser: Riser) -> tuple[StatementView, ...]:
    """What the narrative of the year of the move says to the credit of a country where it gives the tier."""
    views = record.documents(reader, country=riser.iso3, year=riser.year, kind="narrative")
    if not views:
        return ()
    credits = record.statements(reader, views[-1], kind=CREDIT)
    return tuple(passage for passage in credits if passage.passage.startswith(STANDING))


def _nothing(record: Record, reader: Reader, country: Country, year: int) -> NothingToShowError:
    views = record.documents(reader, country=country.iso3, kind="narrative")
    years = list_years(view.year for view in views if view.year)
    return NothingToShowError(
        f"The record holds no narrative of {country.name} for {year} that may be read",
        where=str(record.path),
        advice=f"It holds those of {years}." if years else "Import one with `reftel import PATH`.",
    )


def plain_path(made: PathToTierOne) -> dict[str, object]:
    """The same as plain values, for JSON."""
    return {
        "iso3": made.country.iso3,
        "year": made.year,
        "tier": made.tier.value if made.tier else None,
        "watch_list_years": made.watch_list_years,
        "marking": str(made.marking),
        "standards": [
            {
                "standard": bearing.standard.code if bearing.standard else None,
                "citation": bearing.standard.citation if bearing.standard else None,
                "words": bearing.standard.words if bearing.standard else None,
                "against": [_plain_passage(p) for p in bearing.against],
                "credit": [_plain_passage(p) for p in bearing.credit],
                "asked": [_plain_passage(p) for p in bearing.asked],
            }
            for bearing in made.bearings
        ],
        "examples": [
            {
                "iso3": example.riser.iso3,
                "year": example.riser.year,
                "before": example.riser.before.value if example.riser.before else None,
                "now": example.riser.now.value,
                "source": example.riser.source,
                "said": [_plain_passage(p) for p in example.said],
            }
            for example in made.examples
        ],
    }


def _plain_passage(passage: StatementView) -> dict[str, object]:
    return {
        "text": str(passage.attributes.get("text", passage.text)),
        "document": passage.document,
        "paragraph": passage.passage,
        "span": list(passage.span),
        "quote": passage.text,
        "rule": passage.rule,
        "status": passage.status,
        "marking": str(passage.marking),
    }
