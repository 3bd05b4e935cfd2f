"""From an opened text to what the record keeps of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from reftel.document import Document, Finding, Marking, Problem, Span, fold_white_space
from reftel.errors import ReftelError, SourceError
from reftel.record.importing.passages import Pieces, cut_document
from reftel.report import find_narrative_facts, read_narrative
from reftel.sources import Kind, Recognised, SourceText, recognise
from reftel.telegram import read_telegram
from reftel.telegram.engagement import find_engagement

# What attributes of findings may be, so that they go through JSON.
_PLAIN = (str, int)

# All markings of a telegram together name a handful of caveats. What names hundreds is made to do harm; no
# index takes it.
LONGEST_CAVEATS_BYTES = 2000


@dataclass(frozen=True, slots=True)
class Reading:
    """A document with what was found in it, ready to be stored.

    Args:
        document: As the reader returned it.
        pieces: The same, cut.
        title: Its subject; may be empty.
        title_marking: Marking of the words that the title comes from.
        countries: ISO 3166-1 alpha-3 codes of the countries that it is about.
        countries_marking: Marking of the words that name them.
        year: The year that it was written in or, for a narrative, reports on.
        about_year: The year that a telegram says it is about.
        about_marking: Marking of the words that ``about_year`` comes from.
        findings: Each with the join of the markings that it rests on.
        problems: Of the carrier and of the reader.
    """

    document: Document
    pieces: Pieces
    title: str
    title_marking: Marking
    countries: tuple[str, ...]
    countries_marking: Marking
    year: int | None
    about_year: int | None
    about_marking: Marking
    findings: tuple[Finding, ...]
    problems: tuple[Problem, ...]


def read_opened(opened: SourceText) -> Reading:
    """Recognise a text and read it.

    Args:
        opened: The text.

    Returns:
        What the record keeps of it.

    Raises:
        SourceError: It is of no kind that is known, its reader failed on it, or its markings are too many.
    """
    what = "text"
    try:
        recognised = recognise(opened.text, opened.name)
        what = recognised.kind
        reading = _READERS[recognised.kind](opened, recognised)
        _check_caveats(reading.document.marking, opened.name)
        return replace(
            reading,
            findings=tuple(_complete(finding, reading.pieces) for finding in reading.findings),
            problems=(*opened.problems, *reading.document.problems),
        )
    except ReftelError:
        raise
    except Exception as error:
        # A fault of ours in one text of a quarter of a million must not stop the others. The message of the
        # exception may hold words of the text, so only its name is told.
        raise SourceError(
            f"Reading it as a {what} failed ({type(error).__name__})",
            where=opened.name,
            advice="This is a fault in Reftel; please report it.",
        ) from error


def _check_caveats(marking: Marking, name: str) -> None:
    """Refuse what cannot be marked as it is: to leave a caveat out would show it to others."""
    if len("\n".join(marking.caveats).encode()) > LONGEST_CAVEATS_BYTES:
        raise SourceError(
            f"Its markings name {len(marking.caveats)} caveats, more than a record can keep",
            where=name,
            advice="Look whether the portion marks are what they should be.",
        )


def _read_telegram(opened: SourceText, _: Recognised) -> Reading:
    telegram = read_telegram(opened.text)
    pieces = cut_document(telegram.document)
    title = [telegram.subject.span] if telegram.subject else []
    # The TAGS line names the countries; without one the station does, in the classification line.
    naming = [words.span for words in telegram.tags]
    if not naming and telegram.classification:
        naming = [telegram.classification.span]
    return Reading(
        document=telegram.document,
        pieces=pieces,
        title=telegram.subject.text if telegram.subject else "",
        title_marking=pieces.marking_over(title),
        countries=telegram.countries,
        countries_marking=pieces.marking_over(naming),
        year=telegram.year,
        about_year=telegram.about_year,
        about_marking=pieces.marking_over(title),
        findings=find_engagement(telegram),
        problems=(),
    )


def _read_narrative(opened: SourceText, recognised: Recognised) -> Reading:
    narrative = read_narrative(opened.text, country=recognised.country, year=recognised.year)
    pieces = cut_document(narrative.document)
    title = _title_of(opened.text, narrative.title)
    return Reading(
        document=narrative.document,
        pieces=pieces,
        title=title or narrative.name,
        title_marking=pieces.marking_over([narrative.title] if narrative.title else []),
        countries=(narrative.country,) if narrative.country else (),
        countries_marking=pieces.marking,
        year=narrative.year,
        about_year=None,
        about_marking=pieces.marking,
        findings=find_narrative_facts(narrative),
        problems=(),
    )


_READERS: Mapping[Kind, Callable[[SourceText, Recognised], Reading]] = {
    Kind.TELEGRAM: _read_telegram,
    Kind.NARRATIVE: _read_narrative,
}


def _title_of(raw: str, span: Span | None) -> str:
    return fold_white_space(raw, span).text if span else ""


def _complete(finding: Finding, pieces: Pieces) -> Finding:
    """A finding with the marking of all words that it quotes or went by, whichever passage they stand in.

    Raises:
        ValueError: It points at no words.
        TypeError: Its attributes are not plain values.
    """
    pieces.find(finding.span)
    for name, value in finding.attributes.items():
        if not isinstance(value, _PLAIN):
            raise TypeError(f"{finding.rule}: {name} is no plain value")
    marking = finding.marking | pieces.marking_over((finding.span, *finding.evidence))
    return finding if marking == finding.marking else replace(finding, marking=marking)
