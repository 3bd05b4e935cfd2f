"""Whether there can be an answer: countries that are gone, years without a report, words that are no tier."""

from __future__ import annotations

from collections.abc import Sequence

from reftel.errors import NoReportError, UnknownTierError
from reftel.ranking.history import TierSeries
from reftel.vocab.countries import FORMER, Country
from reftel.vocab.tiers import LABELS, Tier, parse_tier

FIRST_REPORT = 2001


def check_year(year: int, known: Sequence[int], *, ahead: int = 0) -> int:
    """A report year that can be asked about.

    Args:
        year: The year.
        known: The report years of which a tier is known.
        ahead: How many years beyond the last of them may be asked about.

    Raises:
        NoReportError: There was no report that year, or none is known.
    """
    last = max(known, default=FIRST_REPORT)
    if year < FIRST_REPORT:
        raise NoReportError(
            f"There is no report of {year}",
            advice=f"The first is that of {FIRST_REPORT}, the last known that of {last}.",
        )
    if year > last + ahead:
        reach = f"Give a year up to {last + ahead}, or import narratives of later reports."
        raise NoReportError(f"No report of {year} is known", advice=reach)
    return year


def check_country(country: Country, series: TierSeries, year: int | None = None) -> None:
    """Whether reports rate a country, and can do so in a year.

    Raises:
        NoReportError: It was gone before, or no report that is known rates it.
    """
    name, gone = country.name, country.last_year if country.status == FORMER else None
    if gone is not None and gone < FIRST_REPORT:
        raise NoReportError(
            f"{name} existed until {gone}, and the first report is that of {FIRST_REPORT}",
            advice="Give one of the countries that came after it.",
        )
    if not series.years:
        raise NoReportError(
            f"No report that Reftel knows of rates {name}",
            advice="Import a narrative on it, or ask about another country.",
        )
    if gone is not None and year is not None and year > gone:
        last = series.years[-1].year
        raise NoReportError(
            f"{name} existed until {gone}; there is no report on it for {year}",
            advice=f"Its last known rating is that of {last}; ask about the countries that came after it.",
        )


def read_tier(text: str) -> Tier:
    """The tier that a person names.

    Raises:
        UnknownTierError: It is none.
    """
    tier = parse_tier(text)
    if tier is None or tier is Tier.TWO_OR_WATCH_LIST:
        names = ", ".join(f"{value.value} ({LABELS[value]})" for value in list(Tier)[:5])
        raise UnknownTierError(f"“{text}” is no tier", advice=f"Give one of {names}.")
    return tier


def read_years(pairs: Sequence[str]) -> dict[int, Tier]:
    """Read `2017=2WL`, as often as it is given.

    Raises:
        UnknownTierError: One is no year with a tier.
    """
    found = {}
    for pair in pairs:
        year, sign, tier = pair.partition("=")
        if not sign or not (year.isascii() and year.isdigit() and len(year) == 4):
            raise UnknownTierError(f"“{pair}” is no year with a tier", advice="Write it as 2017=2WL.")
        found[int(year)] = read_tier(tier)
    return found
