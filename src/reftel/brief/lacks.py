"""What the record lacks, each lack resting on a line of the record's contents or on a reference."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from dataclasses import dataclass

from reftel.brief.model import Group, Line, Section
from reftel.brief.response import ReadTelegram
from reftel.brief.sources import PlainPassage, SourceBook
from reftel.brief.tiers import KEY as TIERS
from reftel.brief.tiers import TierLedger
from reftel.document import Span, join_markings
from reftel.ranking.words import list_years

KEY = "Contents of the record"


@dataclass(frozen=True, slots=True)
class Holdings:
    """What the record holds about a country and year, as far as the reader may know.

    Args:
        country: Country name.
        year: Report year.
        narrative_years: The years of its narratives.
        telegrams: Those of the year.
        undated: Telegrams about the country that tell no year.
        ledger: The tier history.
    """

    country: str
    year: int
    narrative_years: tuple[int, ...]
    telegrams: tuple[ReadTelegram, ...]
    undated: tuple[ReadTelegram, ...]
    ledger: TierLedger

    def contents(self) -> tuple[PlainPassage, PlainPassage]:
        """Two lines that say so, to be cited: one on narratives, one on telegrams."""
        years = list_years(self.narrative_years) or "none"
        keys = ", ".join(telegram.view.key for telegram in self.telegrams) or "none"
        narratives = f"Narratives of {self.country} in the record: {years}."
        about = f"Telegrams on trafficking and {self.country} in the record for {self.year}: {keys}."
        marking = join_markings(telegram.view.marking for telegram in self.telegrams)
        second = len(narratives) + 1
        return (
            PlainPassage("narratives", Span(0, len(narratives)), narratives),
            PlainPassage("telegrams", Span(second, second + len(about)), about, marking),
        )


def lacks_section(
    book: SourceBook, held: Holdings, find_held: Callable[[Iterable[str]], Container[str]]
) -> Section:
    """What a complete record of the year would hold and this one does not.

    Args:
        book: Holds the contents under `KEY`.
        held: What there is.
        find_held: Gives those of some keys by which the record holds a document that the reader may know of.
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
        rest = f", so {year} cannot be set against it" if year in held.narrative_years else " either"
        note(f"The narrative of {year - 1} is not in the record{rest}.", narratives)
    if not held.telegrams:
        note(f"No telegram on trafficking and {held.country} is in the record for {year}.", about)
    elif not any(finding.kind == "position" for telegram in held.telegrams for finding in telegram.findings):
        note("No telegram in the record reports what the government answered.", about)
    lines += [_undated(book, telegram) for telegram in held.undated]
    lines += _unheld_references(book, held.telegrams, find_held)
    lines += _unknown_years(book, held.ledger, year)
    return Section("lacks", "What the record lacks", (Group("", tuple(lines)),) if lines else ())


def _undated(book: SourceBook, telegram: ReadTelegram) -> Line:
    key = telegram.view.key
    first = next((p for p in telegram.passages if p.kind == "subject"), telegram.passages[0])
    citation, marking = book.cite(key, first.span)
    text = f"The date of {key} is not in the record, so no brief says what it reports."
    return Line(text, (citation,), marking, is_quote=False)


def _unheld_references(
    book: SourceBook, telegrams: Sequence[ReadTelegram], find_held: Callable[[Iterable[str]], Container[str]]
) -> list[Line]:
    first: dict[str, tuple[str, Span]] = {}
    for telegram in telegrams:
        for mrn, words in _references_of(telegram):
            first.setdefault(mrn, (telegram.view.key, words))
    held = find_held(first)
    lines: list[Line] = []
    for mrn, (key, words) in first.items():
        if mrn not in held:
            citation, marking = book.cite(key, words)
            text = f"{mrn}, to which {key} refers, is not in the record."
            lines.append(Line(text, (citation,), marking, is_quote=False))
    return lines


def _references_of(telegram: ReadTelegram) -> Iterator[tuple[str, Span]]:
    """The telegrams that the readable part of its REF block names, and where."""
    # Many a brief has no telegrams, and the patterns of their readers are long to compile.
    from reftel.telegram.pages import find_page_lines
    from reftel.telegram.references import find_references

    for passage in telegram.passages:
        if passage.kind != "references":
            continue
        whole = Span(0, len(passage.text))
        leave_out = find_page_lines(passage.text, whole)
        # An item without a year is of the year in which the telegram was written, whatever it is about.
        for reference in find_references(passage.text, telegram.view.written_year, leave_out=leave_out):
            if reference.mrn:
                yield reference.mrn, reference.span.shift(passage.span.start)


def _unknown_years(book: SourceBook, ledger: TierLedger, year: int) -> list[Line]:
    """Years that the tier history leaves out between its first and last, or that the brief is about."""
    known = [*ledger.words, year]
    missing = [y for y in range(min(known), max(known) + 1) if y not in ledger.words]
    if not missing:
        return []
    beside = [ledger.words[y] for y in ledger.words if y - 1 in missing or y + 1 in missing]
    if ledger.unknown is not None:
        beside.append(ledger.unknown)
    cited = [book.cite(TIERS, words) for words in beside]
    text = f"The tier is unknown for {list_years(missing)}."
    marking = join_markings(own for _, own in cited)
    return [Line(text, tuple(citation for citation, _ in cited), marking, is_quote=False)]
