"""Commands on tiers and on what the statute makes of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated

import typer

from reftel.cli.console import failures, print_json, printing
from reftel.cli.groups import DefaultGroup
from reftel.cli.narrated import read_narrated
from reftel.cli.options import (
    AsOption,
    CountryArgument,
    JsonOption,
    RecordOption,
    YearArgument,
    record_option,
)
from reftel.errors import RequestError

if TYPE_CHECKING:
    from reftel.ranking import TierSeries
    from reftel.ranking.world import Stated
    from reftel.vocab.countries import Country

app = typer.Typer(
    cls=DefaultGroup,
    no_args_is_help=True,
    help="Show tiers over the years, and what the statute makes of them.",
    rich_markup_mode=None,
)

AssumeOption = Annotated[
    list[str] | None,
    typer.Option(
        "--assume", metavar="YEAR=TIER", help="Take this for an unknown or disputed year.", show_default=False
    ),
]
ReassessedOption = Annotated[
    list[str] | None,
    typer.Option(
        "--reassessed",
        metavar="YEAR=TIER",
        help="The country was placed anew after the report of YEAR.",
        show_default=False,
    ),
]


@app.command("show")
def show(
    context: typer.Context,
    country: Annotated[
        str,
        typer.Argument(
            metavar="COUNTRY", help="Name, ISO code, slug or adjective of a country.", show_default=False
        ),
    ] = "",
    movers: Annotated[
        int | None,
        typer.Option(
            "--movers", metavar="YEAR", help="Who moved into the report of this year.", show_default=False
        ),
    ] = None,
    as_: AsOption = None,
    record: RecordOption = "",
    as_json: JsonOption = False,
) -> None:
    """Show a country's tiers over the years. With --movers, how all countries moved. `show` may be left out.

    Examples: reftel tiers HKG; reftel tiers --movers 2018
    """
    if bool(country) == (movers is not None):
        with failures(as_json=as_json):
            raise RequestError(
                "This takes a country or --movers", advice="Give one of the two, as in `reftel tiers HKG`."
            )
    with failures(as_json=as_json):
        if movers is not None:
            _show_movers(read_narrated(context, record, as_), movers, as_json=as_json)
        else:
            _show_country(_resolve(country), context, record, as_, as_json=as_json)


@app.command("outlook")
def outlook_(
    context: typer.Context,
    country: CountryArgument,
    year: YearArgument,
    assume: AssumeOption = None,
    reassessed: ReassessedOption = None,
    as_: AsOption = None,
    record: RecordOption = "",
    as_json: JsonOption = False,
) -> None:
    """Show what the report of YEAR can say by the history before it. Each outcome says what it would require.

    Example: reftel tiers outlook THA 2019
    """
    with failures(as_json=as_json):
        from reftel.cli.tables import print_outlook
        from reftel.ranking.asking import check_country, check_year, read_years
        from reftel.ranking.outlook import assume as take
        from reftel.ranking.outlook import outlook, reassess
        from reftel.ranking.plain import plain_outlook
        from reftel.ranking.world import report_years

        found = _resolve(country)
        assumed, placed = read_years(assume or ()), read_years(reassessed or ())
        stated = read_narrated(context, record, as_, found.iso3)
        series = _series(found, stated)
        check_year(year, report_years(stated), ahead=1)
        check_country(found, series, year)
        made = outlook(reassess(take(series, assumed), placed), year)
        _answer(as_json, lambda: plain_outlook(made), lambda: print_outlook(found, made, series))


@app.command("explain")
def explain(
    context: typer.Context,
    tier: Annotated[
        str,
        typer.Argument(metavar="TIER", help="A tier: 1, 2, 2WL, 3, SC, or its words.", show_default=False),
    ],
    year: YearArgument,
    as_: AsOption = None,
    record: RecordOption = "",
    as_json: JsonOption = False,
) -> None:
    """Say what a tier means in the report of a year. Names the provisions, and the countries that have it.

    Example: reftel tiers explain 2WL 2018
    """
    with failures(as_json=as_json):
        from reftel.cli.tables import print_explanation
        from reftel.ranking.asking import check_year, read_tier
        from reftel.ranking.explain import explain_tier, plain_explanation
        from reftel.ranking.world import all_series, report_years

        asked = read_tier(tier)
        stated = read_narrated(context, record, as_)
        check_year(year, report_years(stated), ahead=1)
        made = explain_tier(asked, year, all_series(stated))
        _answer(as_json, lambda: plain_explanation(made), lambda: print_explanation(made))


@app.command("path")
def path(
    context: typer.Context,
    country: CountryArgument,
    year: YearArgument,
    as_: AsOption = None,
    record: RecordOption = "",
    as_json: JsonOption = False,
) -> None:
    """Hold a narrative against the minimum standards. Shows what it says for and against, and what it asks.

    Example: reftel tiers path HKG 2018
    """
    with failures(as_json=as_json):
        from reftel.brief.path import assemble_path, plain_path
        from reftel.brief.stated import read_stated
        from reftel.cli.path_text import print_path
        from reftel.ranking.world import all_series
        from reftel.record import choose_path, local_reader, open_record

        found = _resolve(country)
        reader = local_reader(as_)
        with open_record(choose_path(record_option(context, record))) as opened:
            world = all_series(read_stated(opened, reader))
            made = assemble_path(opened, reader, found, year, world)
        _answer(as_json, lambda: plain_path(made), lambda: print_path(made))


def _show_country(
    country: Country, context: typer.Context, record: str, as_: str | None, *, as_json: bool
) -> None:
    from reftel.cli.tables import print_country
    from reftel.ranking.asking import check_country
    from reftel.ranking.plain import plain_series

    series = _series(country, read_narrated(context, record, as_, country.iso3))
    check_country(country, series)
    _answer(
        as_json,
        lambda: {"iso3": country.iso3, "country": country.name, "years": plain_series(series)},
        lambda: print_country(country, series),
    )


def _show_movers(stated: Stated, year: int, *, as_json: bool) -> None:
    from reftel.cli.tables import print_movers
    from reftel.ranking.asking import check_year
    from reftel.ranking.plain import plain_mover
    from reftel.ranking.world import all_series, find_movers, report_years

    check_year(year, report_years(stated))
    movers = find_movers(all_series(stated), year)
    _answer(
        as_json,
        lambda: {"year": year, "movements": [plain_mover(mover) for mover in movers]},
        lambda: print_movers(movers, year),
    )


def _answer(as_json: bool, plain: Callable[[], object], show_it: Callable[[], None]) -> None:
    with printing():
        if as_json:
            print_json(plain())
        else:
            show_it()


def _resolve(asked: str) -> Country:
    from reftel.vocab.countries import resolve_country

    return resolve_country(asked)


def _series(country: Country, stated: Stated) -> TierSeries:
    from reftel.ranking import tier_series

    return tier_series(country.iso3, stated.get(country.iso3))
