"""What the commands on tiers print on a terminal; 80 columns are enough."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from rich import box
from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from reftel.cli.console import neutral
from reftel.ranking import Direction, Judgement, Outcome, Outlook, Reason, Status, TierSeries, movement
from reftel.ranking.explain import Explanation, Holder
from reftel.ranking.rules import OUTCOMES, assess
from reftel.ranking.words import list_years, ordinal
from reftel.ranking.world import Mover, in_direction
from reftel.vocab.countries import Country, country_by_iso3
from reftel.vocab.tiers import Tier

STATUTE = "22 U.S.C. 7107"
WIDEST = 110

_STYLES = {
    Status.ALLOWED: "green",
    Status.FORCED: "red",
    Status.WAIVER: "yellow",
    Status.FLAGGED: "yellow",
    Status.BARRED: "red",
    Status.UNDETERMINED: "magenta",
}
_TIER_STYLES = {
    Tier.ONE: "bold cyan",
    Tier.TWO: "cyan",
    Tier.WATCH_LIST: "yellow",
    Tier.THREE: "red",
    Tier.SPECIAL_CASE: "dim",
}
_SIGNS = {Direction.UP: "↑ up", Direction.DOWN: "↓ down", Direction.SAME: "", Direction.UNKNOWN: "?"}


def print_country(country: Country, series: TierSeries) -> None:
    """A country's tiers, a line a year."""
    table = _table("Year", "Tier", "Move", "In a row", "By the history before")
    notes = []
    for entry in series.years:
        moved = movement(series, entry.year)
        row = (
            ""
            if not moved.watch_list_years
            else f"{moved.watch_list_years}{'+' if moved.is_at_least else ''}"
        )
        tier = _tier(entry.tier)
        if entry.is_disputed:
            tier.append(" *", style="magenta")
            said = "; ".join(f"{r.tier.label} ({r.source})" for r in entry.readings)
            notes.append(f"* {entry.year}: {said}")
        before = entry is not series.years[0]
        table.add_row(
            str(entry.year), tier, _SIGNS[moved.direction] if before and entry.tier else "", row,
            _by_history(series, entry.year, entry.tier),
        )  # fmt: skip
    print_parts(Text(f"{neutral(country.name)} ({country.iso3})", style="bold"), table)
    for note in notes:
        print_parts(Text(note, style="dim"))
    last = series.years[-1].year
    print_parts(
        Text(
            f"Years in a row count printed Watch List ratings. What the next report can say: "
            f"reftel tiers outlook {country.iso3} {last + 1}. Sources: --json.",
            style="dim",
        )
    )


def print_movers(movers: tuple[Mover, ...], year: int) -> None:
    """Who moved into the report of a year."""
    groups = {way: in_direction(movers, way) for way in Direction}
    counts = ", ".join(
        f"{len(groups[way])} {word}"
        for way, word in (
            (Direction.UP, "up"), (Direction.DOWN, "down"),
            (Direction.SAME, "unchanged"), (Direction.UNKNOWN, "unknown"),
        )
    )  # fmt: skip
    print_parts(Text(f"Movements into the report of {year}: {counts}", style="bold"))
    for way, title in ((Direction.UP, "Up"), (Direction.DOWN, "Down")):
        if groups[way]:
            table = _table(title, "From", "To")
            for mover in groups[way]:
                table.add_row(_country(mover.iso3), _tier(mover.movement.before), _tier(mover.movement.now))
            print_parts(table)
    if any(m.movement.before is None for way in (Direction.UP, Direction.DOWN) for m in groups[way]):
        note = f"Where the tier in {year - 1} is unknown, the report of {year} itself says that it moved."
        print_parts(Text(note, style="dim"))
    if unknown := groups[Direction.UNKNOWN]:
        names = ", ".join(mover.iso3 for mover in unknown)
        print_parts(
            Text(
                f"Unknown, for want of a tier in {year - 1} or of a place among the tiers: {names}",
                style="dim",
            )
        )


def print_outlook(country: Country, made: Outlook, series: TierSeries) -> None:
    """What a report can say of a country, outcome by outcome."""
    print_parts(Text(f"{neutral(country.name)}: what the report of {made.year} can say", style="bold"))
    fewest, most = made.assessment.watch_list_years
    count = f"{fewest}" if fewest == most else f"{fewest} to {most}"
    before = made.before.label if made.before else "tier unknown"
    print_parts(f"{made.year - 1}: {before}. Years in a row on the Watch List that count: {count}.")
    for found in made.assessment.ruled_out:
        print_parts(
            Text(f"A source has {found.tier.label} for {found.year}; the law rules that out.", style="dim")
        )
    for outcome in made.outcomes:
        _print_outcome(outcome)
    if made.until_then:
        print_parts("", Text("Before that report", style="bold"), _reasons(made.until_then))
    actual = series.in_year(made.year).tier
    if actual:
        print_parts("", Text.assemble(f"The report of {made.year} says: ", (actual.label, "bold"), "."))
    print_parts(
        Text(
            f"Provisions are those of {STATUTE}. What is true of the government, the report decides.",
            style="dim",
        )
    )


def print_explanation(made: Explanation) -> None:
    """What a tier means in one report, and who has it."""
    print_parts(Text(f"{made.tier.label} in the report of {made.year}", style="bold"))
    if made.tier is Tier.WATCH_LIST and not any(p.code == "watch-list" for p in made.provisions):
        print_parts(f"There was no watch list in {made.year}; the first report with one is that of 2004.")
    print_parts(_reasons([Reason(f"{p.words[0].upper()}{p.words[1:]}.", p) for p in made.provisions]))
    if not made.holders:
        print_parts(f"No country is known to have it in {made.year}.")
        return
    print_parts("", Text(f"{len(made.holders)} countries", style="bold"))
    table = _table("", "Number", "Countries")
    for name, holders in _grouped(made).items():
        table.add_row(name, str(len(holders)), ", ".join(holder.iso3 for holder in holders))
    print_parts(table)
    print_parts(Text(f"Provisions are those of {STATUTE}.", style="dim"))


def _grouped(made: Explanation) -> dict[str, list[Holder]]:
    groups: dict[str, list[Holder]] = defaultdict(list)
    for holder in sorted(made.holders, key=lambda h: (h.watch_list_years, h.is_at_least, h.before or "")):
        if made.tier is Tier.WATCH_LIST:
            more = " or more" if holder.is_at_least else ""
            name = f"{ordinal(holder.watch_list_years)} year in a row{more}"
            if holder.status is not Status.ALLOWED:
                name += f", {holder.status}"
        else:
            name = f"from {holder.before.label}" if holder.before else "from an unknown tier"
            name = "unchanged" if holder.before is made.tier else name
        groups[name].append(holder)
    return groups


def _print_outcome(outcome: Outcome) -> None:
    judgement = outcome.judgement
    parts: list[RenderableType] = []
    for case in judgement.cases:
        lead = f"If so: {case.status}. " if judgement.status is Status.UNDETERMINED else ""
        parts.append(_reasons(case.reasons, lead=lead))
    for title, reasons in (("Requires", outcome.requires), ("Brings", outcome.brings)):
        if reasons:
            parts += (Text(title, style="dim"), _reasons(reasons))
    print_parts(
        "", Text.assemble(_tier(outcome.tier), "  ", _status(judgement)), Padding(Group(*parts), (0, 0, 0, 2))
    )


def _status(judgement: Judgement) -> Text:
    text = Text(judgement.status.value, style=_STYLES[judgement.status])
    if judgement.unknown_years:
        text.append(f" without {list_years(judgement.unknown_years)}")
    return text


def _by_history(series: TierSeries, year: int, tier: Tier | None) -> Text:
    if tier is None or tier not in OUTCOMES:
        return Text("no source" if tier is None else "", style="dim")
    judgement = assess(series, year).of(tier)
    return Text("allowed", style="dim") if judgement.status is Status.ALLOWED else _status(judgement)


def _reasons(reasons: Sequence[Reason], lead: str = "") -> Table:
    grid = Table.grid(padding=(0, 2), expand=True)
    grid.add_column(ratio=1)
    grid.add_column(justify="right", style="dim", width=_citation_width(reasons))
    for number, reason in enumerate(reasons):
        grid.add_row((lead if not number else "") + reason.words, _short(reason.provision.citation))
    return grid


def _citation_width(reasons: Sequence[Reason]) -> int:
    return min(24, max((len(_short(reason.provision.citation)) for reason in reasons), default=0))


def _short(citation: str) -> str:
    return citation.removeprefix(STATUTE) if citation.startswith(STATUTE) else "practice"


def _tier(tier: Tier | None) -> Text:
    return Text(tier.label, style=_TIER_STYLES.get(tier, "")) if tier else Text("unknown", style="dim")


def _country(iso3: str) -> str:
    country = country_by_iso3(iso3)
    return f"{country.name} ({iso3})" if country else iso3


def _table(*heads: str) -> Table:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, header_style="bold", show_edge=False)
    for head in heads:
        table.add_column(head, justify="right" if head in {"In a row", "Number"} else "left")
    return table


def print_parts(*parts: RenderableType | str) -> None:
    console = _console()
    for part in parts:
        console.print(part)


def _console() -> Console:
    console = Console(highlight=False, markup=False, emoji=False)
    return (
        console
        if console.width <= WIDEST
        else Console(highlight=False, markup=False, emoji=False, width=WIDEST)
    )
