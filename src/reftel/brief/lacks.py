"""What the record lacks, each lack resting on a line of the record's contents or on a reference."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from reftel.brief.model import Group, Line, Section
from reftel.brief.response import ReadTelegram
from reftel.brief.sources import PlainPassage, SourceBook
from reftel.brief.tiers import KEY as TIERS
from reftel.brief.tiers import TierLedger
from reftel.document import Span, fold_white_space, join_markings
from reftel.telegram.references import find_references

KEY = "Contents of the record"


@dataclass(frozen=True, slots=True)
class Holdings:
    """What the record holds about a country and year, as far as the reader may know."""

    country: str
    year: int
    narrative_years: tuple[int, ...]
    telegrams: tuple[ReadTelegram, ...]
    ledger: TierLedger

    def contents(self) -> tuple[PlainPassage, PlainPassage]:
        """Two lines that say so, to be cited: one on narratives, one on telegrams."""
        years = ", ".join(map(str, self.narrative_years)) or "none"
        keys = ", ".join(telegram.view.key for telegram in self.telegrams) or "none"
        narratives = f"Narratives of {self.country} in the record: {years}."
        about = f"Telegrams about {self.country} and {self.year} in the record: {keys}."
        marking = join_markings(telegram.view.marking for telegram in self.telegrams)
        second = len(narratives) + 1
        return (
            PlainPassage("narratives", Span(0, len(narratives)), narratives),
            PlainPassage("telegrams", Span(second, second + len(about)), about, marking),
        )


def lacks_section(book: SourceBook, held: Holdings, is_held: Callable[[str], bool]) -> Section:
    """What a complete record of the year would hold and this one does not.

    Args:
        book: Holds the contents under `KEY`.
        held: What there is.
        is_held: Whether the record holds a document of this key that the reader may know of.
    """
    narratives, about = held.contents()
    year = held.year
    lines: list[Line] = []

    def note(text: str, passage: PlainPassage) -> None:
        citation, marking = book.cite(KEY, passage.span)
        lines.append(Line(text, (citation,), marking, is_quote=False))

    if year not in held.narrative_years:
        note(f"The narrative of {year} is not in the record.", narratives)
    if year - 1 not in held.narrative_years:
        note(
            f"The narrative of {year - 1} is not in the record, so {year} cannot be set against it.",
            narratives,
        )
    if not held.telegrams:
        note(f"No telegram about {held.country} and {year} is in the record.", about)
    elif not any(finding.kind == "position" for telegram in held.telegrams for finding in telegram.findings):
        note("No telegram in the record reports what the government answered.", about)
    lines += _unheld_references(book, held.telegrams, is_held)
    lines += _unknown_years(book, held.ledger, year)
    return Section("lacks", "What the record lacks", (Group("", tuple(lines)),) if lines else ())


def _unheld_references(
    book: SourceBook, telegrams: Sequence[ReadTelegram], is_held: Callable[[str], bool]
) -> list[Line]:
    lines: list[Line] = []
    seen: set[str] = set()
    for telegram in telegrams:
        for passage in telegram.passages:
            if passage.kind != "references":
                continue
            clean = fold_white_space(passage.text, Span(0, len(passage.text)))
            for reference in find_references(clean, telegram.view.year):
                if not reference.mrn or reference.mrn in seen or is_held(reference.mrn):
                    continue
                seen.add(reference.mrn)
                words = reference.span.shift(passage.span.start)
                citation, marking = book.cite(telegram.view.key, words)
                text = f"{reference.mrn}, to which {telegram.view.key} refers, is not in the record."
                lines.append(Line(text, (citation,), marking, is_quote=False))
    return lines


def _unknown_years(book: SourceBook, ledger: TierLedger, year: int) -> list[Line]:
    """Years that the tier history leaves out between its first and last, or that the brief is about."""
    if not ledger.words:
        return []
    span = range(min(*ledger.words, year), max(*ledger.words, year) + 1)
    missing = [y for y in span if y not in ledger.words]
    if not missing:
        return []
    beside = [y for y in ledger.words if y - 1 in missing or y + 1 in missing]
    cited = [book.cite(TIERS, ledger.words[y]) for y in beside]
    noun = "year" if len(missing) == 1 else "years"
    text = f"The tier is unknown for the {noun} {', '.join(map(str, missing))}."
    marking = join_markings(own for _, own in cited)
    return [Line(text, tuple(citation for citation, _ in cited), marking, is_quote=False)]
