"""A brief as values: sections of lines, each with the citations that it rests on, and its sources."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from reftel.brief.chart import Chart
from reftel.compare import Edit
from reftel.document import Citation, Marking, Span, join_markings


@dataclass(frozen=True, slots=True)
class Line:
    """One sentence of a brief, or one quoted from a source.

    Args:
        text: The words as they are shown, with single blanks.
        citations: What it rests on; never empty.
        marking: The join of the markings of what it rests on.
        is_quote: Whether the words are those of the source; else they are the brief's own.
        tag: What the line is, in a word or two shown beside it, such as ``reworded``; may be empty.
        edits: For a line that changed from one year to the next, its words with what was struck and added.
        note: Where it came from or went to, in a few words; may be empty.
        standing: For a statement of the record, ``proposed`` or ``confirmed``; else empty.
        rule: The rule that proposed it; empty if a person made it.
    """

    text: str
    citations: tuple[Citation, ...]
    marking: Marking = field(default_factory=Marking)
    is_quote: bool = True
    tag: str = ""
    edits: tuple[Edit, ...] = ()
    note: str = ""
    standing: str = ""
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """Lines under one small heading, such as those from one telegram.

    Args:
        title: The heading; may be empty.
        lines: The lines.
        folded: Whether they are shown only when they are asked for.
        marking: That of what the heading rests on, such as the line with the date.
    """

    title: str
    lines: tuple[Line, ...]
    folded: bool = False
    marking: Marking = field(default_factory=Marking)


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a brief.

    Args:
        slug: Its name in links.
        title: Its heading.
        groups: Its lines.
        lead: Words under the heading that say how to read it; no statement about the country.
        counts: How many lines of each kind, shown as a row of figures.
    """

    slug: str
    title: str
    groups: tuple[Group, ...]
    lead: str = ""
    counts: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class SourcePassage:
    """A passage that something in the brief cites, whole, with the cited spans."""

    document: str
    label: str
    span: Span
    text: str
    marking: Marking
    cited: tuple[Span, ...]
    is_wrapped: bool = False


@dataclass(frozen=True, slots=True)
class SourceDocument:
    """A document that the brief rests on, as far as it is cited."""

    key: str
    title: str
    passages: tuple[SourcePassage, ...]


@dataclass(frozen=True, slots=True)
class Brief:
    """All about one country and year that one reader may see.

    Args:
        iso3: Country code.
        country: Country name.
        year: Report year.
        tier: Printed name of this year's tier, or ``unknown``.
        movement: How it moved from the year before, in a few words.
        chart: The tier over time, as SVG for a page and for a phone.
        sections: In the order in which they are read.
        sources: What the lines cite.
        is_invented: Whether the country does not exist.
    """

    iso3: str
    country: str
    year: int
    tier: str
    movement: str
    chart: Chart
    sections: tuple[Section, ...]
    sources: tuple[SourceDocument, ...]
    is_invented: bool = False

    def lines(self) -> Iterator[Line]:
        """All lines in order."""
        for section in self.sections:
            for group in section.groups:
                yield from group.lines

    @property
    def marking(self) -> Marking:
        """The join of the markings of everything inside."""
        passages = [p.marking for source in self.sources for p in source.passages]
        groups = [group.marking for section in self.sections for group in section.groups]
        return join_markings([*passages, *groups, *(line.marking for line in self.lines())])
