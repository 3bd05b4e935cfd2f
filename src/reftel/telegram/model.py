"""What a telegram is made of. Every field carries the span of its words in the raw text."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from reftel.document import UNMARKED, Document, Marking, Problem, Span

# must match in "REACTION TO 2004 TRAFFICKING REPORT"; must not match "2004 ELECTIONS"
_REPORT_YEAR_RE = re.compile(
    r"\b(?:20|19)\d\d(?=\b[^.]{0,40}?\b(?:TIP|TRAFFICKING)\b[^.]{0,40}?\bREPORT)", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Words:
    """A field as it stands: its span, and its text with lines joined."""

    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The lines that an archive set before the telegram: identifier, title, date, classification, origin."""

    identifier: Words | None = None
    title: Words | None = None
    date: Words | None = None
    classification: Words | None = None
    origin: Words | None = None


@dataclass(frozen=True, slots=True)
class Address:
    """One line of the TO or INFO block.

    Args:
        route: Routing indicator before the slash, such as ``RUEHC``; empty if there is none.
        name: Who is addressed, such as ``SECSTATE WASHDC``.
        precedence: Word after the name, such as ``PRIORITY``; empty if there is none.
        continuity_number: Message continuity number (MCN); empty if there is none.
        span: The whole line.
    """

    route: str
    name: str
    precedence: str
    continuity_number: str
    span: Span


@dataclass(frozen=True, slots=True)
class Transmission:
    """The transmission header (ACP 127 format lines 1 to 8).

    Args:
        identifier: Format line 1, such as ``VZCZCXRO0302``.
        precedence: Digraph of format line 2, such as ``PP``.
        routes: Routing indicators of format line 2.
        station_line: Format line 3, ``DE RUEHHK #1103 1670912``.
        security_line: Format line 4, ``ZNR UUUUU ZZH``.
        date_time_line: Format line 5, ``P 160912Z JUN 09 ZDK``.
        date_time_group: The same without precedence and signals, ``160912Z JUN 09``.
        action_precedence: First letter of format line 5.
        info_precedence: Second letter of format line 5; empty if there is none.
        signals: Operating signals after the date-time group.
        sender: Format line 6 without FM.
        to: Format line 7.
        info: Format line 8.
    """

    identifier: Words | None = None
    precedence: str = ""
    routes: tuple[str, ...] = ()
    station_line: Words | None = None
    security_line: Words | None = None
    date_time_line: Words | None = None
    date_time_group: Words | None = None
    action_precedence: str = ""
    info_precedence: str = ""
    signals: tuple[str, ...] = ()
    sender: Words | None = None
    to: tuple[Address, ...] = ()
    info: tuple[Address, ...] = ()


@dataclass(slots=True)
class Reference:
    """One item of the REF block. Equality ignores the span.

    Args:
        letter: Its letter or number, such as ``A``; empty if it has none of its own.
        kind: ``cable``, ``e-mail``, ``telephone``, ``memo``, ``meeting``, ``report``, ``handbook``,
            ``airgram``, ``date-time group``, ``letter``, ``note``, ``fax``, ``law``, ``press``, ``septel`` or
            ``other``.
        mrn: Message reference number that it resolves to, such as ``09STATE60446``; empty if it is no cable,
            or if more than one reading is possible or its year or station is unknown.
        station: Code of the post; the letters as written where no post is called so; empty if it is no cable.
        year: Four digits, its own or that of the telegram; None if neither is known.
        serial: Digits without leading zeros; empty if it has none.
        text: The item as it stands, lines joined.
        span: The item in the raw text.
        notes: Captions and marks that follow it, in capitals, such as ``NOTAL``.
        and_previous: Whether the telegrams before it are meant, too.
        title: What it is called, where a title follows it.
        candidates: The message reference numbers that it may mean, where ``mrn`` is empty.
    """

    letter: str
    kind: str
    mrn: str
    station: str
    year: int | None
    serial: str
    text: str
    span: Span = field(compare=False)
    notes: tuple[str, ...] = ()
    and_previous: bool = False
    title: str = ""
    candidates: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A numbered paragraph, or the whole text of a telegram that has no numbers.

    Args:
        number: Its number; None where the text has no numbers.
        marking: Its portion mark, or the telegram's marking if it has none.
        has_mark: Whether it carries a portion mark of its own.
        role: ``report``, ``summary`` or ``comment``.
        span: From the number to the last word.
        text_span: The same without number, mark and label.
        asides: Stretches inside a report that are the post's own comment or note.
        heading: The heading above it, as it stands; empty if there is none, or if its own mark is above the
            paragraph's. The block of the heading says how the heading is held.
        ordinal: Its place among all paragraphs of the record, from 1.
        part: Which of the telegrams of the record it belongs to, from 1; nearly always 1.
        is_repeat: Whether an earlier paragraph of that telegram has the same number.
    """

    number: int | None
    marking: Marking
    has_mark: bool
    role: str
    span: Span
    text_span: Span
    asides: tuple[Span, ...] = ()
    heading: str = ""
    ordinal: int = 0
    part: int = 1
    is_repeat: bool = False

    @property
    def label(self) -> str:
        """How a citation names it, such as ``¶4``; no two paragraphs of a record are named alike."""
        if self.number is None:
            return f"unnumbered ¶{self.ordinal}"
        name = f"¶{self.number}" if self.part == 1 else f"telegram {self.part} ¶{self.number}"
        return f"{name} (paragraph {self.ordinal} of all)" if self.is_repeat else name


@dataclass(frozen=True, slots=True)
class Telegram:
    """A telegram as read; what could not be read stands in ``document.problems``.

    Args:
        document: Raw text, blocks that hold every word of it, problems.
        mrn: Message reference number in catalogue form, such as ``09HONGKONG1103``; empty if unknown.
        station: Station words of the classification line, such as ``HONG KONG``.
        year: Four-digit year of the telegram; None if neither catalogue nor date-time group tells.
        marking: The marking of the telegram as a whole, from its classification line and captions.
        section: Number of this section and of all sections; None for a telegram in one piece.
        countries: ISO 3166-1 alpha-3 codes of the countries that it is about.
        leave_out: Page lines, which interrupt the text and are no part of it.
    """

    document: Document
    mrn: str
    station: str
    year: int | None
    marking: Marking = UNMARKED
    section: tuple[int, int] | None = None
    catalogue: Catalogue = field(default_factory=Catalogue)
    transmission: Transmission = field(default_factory=Transmission)
    classification: Words | None = None
    captions: tuple[Words, ...] = ()
    passing: tuple[Words, ...] = ()
    executive_order: Words | None = None
    tags: tuple[Words, ...] = ()
    subject: Words | None = None
    references: tuple[Reference, ...] = ()
    classified_by: Words | None = None
    paragraphs: tuple[Paragraph, ...] = ()
    signature: Words | None = None
    countries: tuple[str, ...] = ()
    leave_out: tuple[Span, ...] = ()

    @property
    def about_year(self) -> int | None:
        """The report year that the SUBJECT names ("2004 TRAFFICKING REPORT"), else the telegram's year."""
        if self.subject and (match := _REPORT_YEAR_RE.search(self.subject.text)):
            return int(match[0])
        return self.year

    @property
    def raw(self) -> str:
        """The text as it came."""
        return self.document.raw

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What could not be made sense of."""
        return self.document.problems
