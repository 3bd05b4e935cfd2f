"""What `reftel tiers path` prints on a terminal."""

from __future__ import annotations

from collections.abc import Iterable

from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from reftel.brief.path import Bearing, Example, PathToTierOne
from reftel.brief.printable import show_signs
from reftel.cli.tables import print_parts
from reftel.document import UNMARKED
from reftel.ranking.words import ordinal
from reftel.record import StatementView
from reftel.vocab.countries import country_by_iso3
from reftel.vocab.tiers import Tier

# The fourth standard is judged by those that follow it.
HEADING = "efforts"
STATUTE = "22 U.S.C. 7106"
KINDS = (("Against", "red", "against"), ("Credit", "green", "credit"), ("Asked", "cyan", "asked"))


def print_path(made: PathToTierOne) -> None:
    """The standards one after the other, then the countries that moved up."""
    if made.marking != UNMARKED:
        print_parts(Text(made.marking.printed, style="bold reverse"))
    tier = made.tier.label if made.tier else "tier unknown"
    count = f", the {ordinal(made.watch_list_years)} year in a row" if made.watch_list_years else ""
    head = f"{made.country.name} {made.year}: {tier}{count}. The narrative against the minimum standards"
    print_parts(Text(head, style="bold"))
    for bearing in made.bearings:
        _print_bearing(bearing)
    _print_examples(made)
    print_parts(
        "",
        Text(
            f"Passages are proposals that nobody has confirmed; nothing is weighed or foretold. "
            f"Standards are those of {STATUTE}; spans count code points. --json has rules and quotes.",
            style="dim",
        ),
    )


def _print_bearing(bearing: Bearing) -> None:
    standard = bearing.standard
    if standard is None:
        title, citation = "Passages whose words point at no standard", ""
    else:
        title, citation = (
            f"{standard.words[0].upper()}{standard.words[1:]}",
            standard.citation.removeprefix(STATUTE),
        )
    grid = Table.grid(padding=(0, 2), expand=True)
    grid.add_column(ratio=1)
    grid.add_column(justify="right", style="dim")
    grid.add_row(Text(title, style="bold"), citation)
    print_parts("", grid)
    passages = [(word, style, getattr(bearing, name)) for word, style, name in KINDS]
    if standard and standard.code == HEADING:
        return
    if not any(found for _, _, found in passages):
        print_parts(Text("  No passage.", style="dim"))
    for word, style, found in passages:
        _print_passages(word, style, found)


def _print_passages(word: str, style: str, passages: Iterable[StatementView]) -> None:
    for passage in passages:
        span = f"{passage.document}, {passage.passage} [{passage.span.start}:{passage.span.end}]"
        marking = "" if passage.marking == UNMARKED else f" ({passage.marking})"
        words = " ".join(show_signs(passage.text).split())
        grid = Table.grid(padding=(0, 1))
        grid.add_column(width=8)
        grid.add_column()
        grid.add_row(Text(word, style=style), Text.assemble(words, (f"  {span}{marking}", "dim")))
        print_parts(Padding(grid, (0, 0, 0, 2)))


def _print_examples(made: PathToTierOne) -> None:
    tier = made.tier
    if tier is None or tier is Tier.ONE:
        return
    print_parts("", Text("Who moved up from a like position in the next report", style="bold"))
    if not made.examples:
        print_parts(Text("  No country is known to have.", style="dim"))
    for example in made.examples:
        _print_example(example)


def _print_example(example: Example) -> None:
    riser = example.riser
    country = country_by_iso3(riser.iso3)
    name = country.name if country else riser.iso3
    before = riser.before.label if riser.before else "an unknown tier"
    print_parts(
        Padding(
            Text.assemble((f"{name} {riser.year}", "bold"), f": from {before} to {riser.now.label}"),
            (0, 0, 0, 2),
        )
    )
    _print_passages("Did", "green", example.said)
