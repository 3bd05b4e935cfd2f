"""What a telegram is made of. Every field carries the span of its words in the raw text."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import ClassVar

import msgspec

from reftel.document import UNMARKED, Document, Marking, Problem, Span
from reftel.telegram.part import NOWHERE, Part
from reftel.telegram.pieces import Piece, make_text, split_pieces

# must match in "REACTION TO 2004 TRAFFICKING REPORT"; must not match "2004 ELECTIONS"
_REPORT_YEAR_RE = re.compile(
    r"\b(?:20|19)\d\d(?=\b[^.]{0,40}?\b(?:TIP|TRAFFICKING)\b[^.]{0,40}?\bREPORT)", re.IGNORECASE
)


class Words(Part):
    """A field as it stands: its text with lines joined, and its span."""

    text: str
    span: Span = NOWHERE


class Catalogue(Part):
    """The lines that an archive set before the telegram: identifier, title, date, classification, origin."""

    identifier: Words | None = None
    title: Words | None = None
    date: Words | None = None
    classification: Words | None = None
    origin: Words | None = None


class Address(Part):
    """One line of the TO or INFO block, or one member that XMT exempts.

    Args:
        route: Routing indicator before the slash, such as ``RUEHC``; empty if there is none.
        name: Who is addressed, such as ``SECSTATE WASHDC``.
        precedence: Word after the name, such as ``PRIORITY``; empty if there is none.
        continuity_number: Message continuity number (MCN); empty if there is none.
        span: The whole line.
    """

    route: str
    name: str
    precedence: str = ""
    continuity_number: str = ""
    span: Span = NOWHERE


class StationLine(Part):
    """Format line 3, ``DE RUEHHK #1103/01 1670912``.

    Args:
        route: Routing indicator of the sending station.
        serial: Station serial number, four digits; the serial of the MRN modulo 10,000.
        section: Number of the section that was sent; empty for a telegram in one piece.
        day: Day of the year, three digits; empty if the line is cut off.
        time: Hour and minute in UTC, four digits.
        span: The whole line.
    """

    route: str
    serial: str
    section: str = ""
    day: str = ""
    time: str = ""
    span: Span = NOWHERE


class SecurityLine(Part):
    """Format line 4, ``ZNY SSSBB/FFFFF ZZH``.

    Args:
        signal: ``ZNR`` (unclassified) or ``ZNY`` (classified or encrypted).
        letters: Five letters: the classification, the last two perhaps release codes.
        handling: Letters after the slash; empty if there are none.
        signals: Operating signals behind it, such as ``ZZH``.
        span: The whole line.
    """

    signal: str
    letters: str
    handling: str = ""
    signals: tuple[str, ...] = ()
    span: Span = NOWHERE


class DateTimeGroup(Part):
    """Format line 5, ``P R 041820Z JAN 10 ZDK``.

    Args:
        action: Precedence letter for action addressees.
        info: Precedence letter for information addressees; empty if there is none of its own.
        text: The group itself, ``041820Z JAN 10``: day, hour and minute in UTC, month, year.
        signals: Operating signals behind it.
        span: The whole line.
        text_span: The group itself.
    """

    APART: ClassVar[frozenset[str]] = frozenset({"span", "text_span"})

    action: str
    info: str
    text: str
    signals: tuple[str, ...] = ()
    span: Span = NOWHERE
    text_span: Span = NOWHERE

    @property
    def year(self) -> int:
        """The four-digit year."""
        return four_digit_year(self.text[-2:])

    @property
    def at(self) -> datetime | None:
        """The instant in UTC; None if no such day or hour exists."""
        try:
            return datetime.strptime(f"{self.text[:-2]}{self.year}", "%d%H%MZ %b %Y").replace(tzinfo=UTC)
        except ValueError:
            return None


class Transmission(Part):
    """The transmission header (ACP 127 format lines 1 to 9).

    Args:
        identifier: Format line 1, such as ``VZCZCXRO0302``.
        precedence: Digraph of format line 2, such as ``PP``.
        routes: Routing indicators of format line 2.
        station_line: Format line 3.
        security_line: Format line 4.
        date_time: Format line 5.
        sender: Format line 6 without FM.
        to: Format line 7.
        info: Format line 8.
        exempt: Format line 9: members of the collective before it that do not receive the telegram.
    """

    identifier: Words | None = None
    precedence: str = ""
    routes: tuple[str, ...] = ()
    station_line: StationLine | None = None
    security_line: SecurityLine | None = None
    date_time: DateTimeGroup | None = None
    sender: Words | None = None
    to: tuple[Address, ...] = ()
    info: tuple[Address, ...] = ()
    exempt: tuple[Address, ...] = ()


class Passing(Part):
    """A passing or attention line, ``DEPT FOR G/TIP, DRL``.

    Args:
        post: Who is to pass it on, such as ``DEPT``; as it stands.
        offices: Office by office, as they stand.
        relation: ``FOR`` or ``PASS TO``, as it stands.
        span: The line with those that continue it.
    """

    post: str
    offices: tuple[str, ...]
    relation: str = "FOR"
    span: Span = NOWHERE

    @property
    def text(self) -> str:
        """The line with single blanks, as it is sent."""
        return " ".join(part for part in (self.post, self.relation, ", ".join(self.offices)) if part)


class Reference(Part):
    """One item of the REF block.

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
    span: Span = NOWHERE
    notes: tuple[str, ...] = ()
    and_previous: bool = False
    title: str = ""
    candidates: tuple[str, ...] = ()


class Tag(Part):
    """One of the TAGS.

    Args:
        text: As it stands, lines joined, such as ``KTIP`` or ``OVIP (SURNAME, GIVEN)``.
        kind: ``subject``, ``geographic``, ``program``, ``organisation``, ``person`` or ``free``.
        span: The tag in the raw text.
    """

    text: str
    kind: str
    span: Span = NOWHERE


class Subject(Part):
    """The SUBJECT.

    Args:
        text: Its words, lines joined, without portion mark.
        marking: What its portion mark says; None if it has none.
        span: From its first word or mark to its last word.
    """

    text: str
    marking: Marking | None = None
    span: Span = NOWHERE


class Declassification(Part):
    """The E.O. line.

    Args:
        order: Number of the executive order, such as ``12958``; empty if it cannot be made out.
        kind: ``none`` (N/A), ``date``, ``codes`` (exemptions, X1), ``oadr`` or ``event``; empty if nothing
            that is known stands there.
        on: The date from which the telegram is no longer classified.
        codes: Exemption codes, such as ``X1``.
        event: The event after which it is no longer classified, in its words.
        downgrade_on: The date from which it is held less closely (DNG).
        text: The value as it stands, lines joined.
        span: The value in the raw text.
    """

    APART: ClassVar[frozenset[str]] = frozenset({"text", "span"})

    order: str
    kind: str
    on: date | None = None
    codes: tuple[str, ...] = ()
    event: str = ""
    downgrade_on: date | None = None
    text: str = ""
    span: Span = NOWHERE


class ClassifiedBy(Part):
    """Who classified the telegram, and why.

    Args:
        name: Name of the officer.
        position: The officer's position or title; empty if it is not named.
        section: Section of the executive order that gives the reasons, ``1.4`` or ``1.5``.
        reasons: Letters of the reasons, such as ``("b", "d")``.
        text: The line as it stands, lines joined, without its key.
        span: The same in the raw text.
    """

    APART: ClassVar[frozenset[str]] = frozenset({"text", "span"})

    name: str
    position: str = ""
    section: str = ""
    reasons: tuple[str, ...] = ()
    text: str = ""
    span: Span = NOWHERE


class Paragraph(Part):
    """A numbered paragraph, or the whole text of a telegram that has no numbers.

    Args:
        raw: The whole record; equality ignores it.
        number: Its number; None where the text has no numbers.
        marking: Its portion mark, or the telegram's marking if it has none.
        has_mark: Whether it carries a portion mark of its own.
        role: ``report``, ``summary`` or ``comment``.
        span: From the number to the last word.
        text_span: The same without number, mark and label.
        leave_out: Page lines that stand inside it.
        asides: Stretches inside a report that are the post's own comment or note.
        heading: The heading above it, as it stands; empty if there is none, or if its own mark is above the
            paragraph's. The block of the heading says how the heading is held.
        ordinal: Its place among all paragraphs of the record, from 1.
        part: Which of the telegrams of the record it belongs to, from 1; nearly always 1.
        is_repeat: Whether an earlier paragraph of that telegram has the same number.
        given: Running text, lettered items and tables, in text order.
        is_plain: Whether it was found to hold running text alone, no items and no tables.
    """

    APART: ClassVar[frozenset[str]] = frozenset(
        {"raw", "span", "text_span", "leave_out", "asides", "given", "is_plain"}
    )

    number: int | None
    marking: Marking
    has_mark: bool
    role: str
    span: Span
    text_span: Span
    raw: str = ""
    leave_out: tuple[Span, ...] = ()
    asides: tuple[Span, ...] = ()
    heading: str = ""
    ordinal: int = 0
    part: int = 1
    is_repeat: bool = False
    # None until they are asked for, unless the reader had to look for them.
    given: tuple[Piece, ...] | None = None
    is_plain: bool = False

    def __eq__(self, other: object) -> bool:
        """Whether both say the same, wherever their words stand."""
        return isinstance(other, Paragraph) and self._said() == other._said()

    __hash__ = None  # it is no key

    def _said(self) -> tuple[object, ...]:
        place = (self.number, self.ordinal, self.part, self.is_repeat)
        return (*place, self.marking, self.has_mark, self.role, self.heading, self.pieces)

    @property
    def label(self) -> str:
        """How a citation names it, such as ``¶4``; no two paragraphs of a record are named alike."""
        if self.number is None:
            return f"unnumbered ¶{self.ordinal}"
        name = f"¶{self.number}" if self.part == 1 else f"telegram {self.part} ¶{self.number}"
        return f"{name} (paragraph {self.ordinal} of all)" if self.is_repeat else name

    @property
    def pieces(self) -> tuple[Piece, ...]:
        """Running text, lettered items and tables, in text order."""
        if self.given is None:
            split = make_text if self.is_plain else split_pieces
            self.given = split(self.raw, self.text_span, self.leave_out)
        return self.given

    @property
    def text(self) -> str:
        """All its words: without number, mark and label; lines joined, except those of tables."""
        return "\n".join(" ".join(x for x in (p.letter, p.mark, p.text) if x) for p in self.pieces)


class Telegram(Part):
    """A telegram as read. Two are equal when they say the same, wherever the words stand in their raw texts.

    Args:
        raw: The text as it came; empty for one that was not read from a text.
        mrn: Message reference number in catalogue form, such as ``09HONGKONG1103``; empty if unknown.
        station: Station words of the classification line, such as ``HONG KONG``.
        serial: Serial of the classification line without leading zeros; empty if it is lost.
        year: Four-digit year of the telegram; None if neither catalogue nor date-time group tells.
        marking: The marking of the telegram as a whole, from its classification line and captions.
        section: Number of this section and of all sections; None for a telegram in one piece.
        classification: Words of the classification line, without letter-spacing and in capitals.
        captions: In the order in which they stand.
        corrected: What a corrected copy says of itself behind these two words; None if it is none.
        summary: What stands between "Summary" and "End summary".
        countries: ISO 3166-1 alpha-3 codes of the countries that it is about.
        leave_out: Page lines, which interrupt the text and are no part of it.
    """

    APART: ClassVar[frozenset[str]] = frozenset({"raw", "leave_out", "blocks_of", "made"})

    raw: str = ""
    mrn: str = ""
    station: str = ""
    serial: str = ""
    year: int | None = None
    marking: Marking = UNMARKED
    section: tuple[int, int] | None = None
    catalogue: Catalogue = msgspec.field(default_factory=Catalogue)
    transmission: Transmission = msgspec.field(default_factory=Transmission)
    classification: Words | None = None
    captions: tuple[Words, ...] = ()
    corrected: Words | None = None
    passing: tuple[Passing, ...] = ()
    declassification: Declassification | None = None
    tags: tuple[Tag, ...] = ()
    subject: Subject | None = None
    references: tuple[Reference, ...] = ()
    classified_by: tuple[ClassifiedBy, ...] = ()
    paragraphs: tuple[Paragraph, ...] = ()
    signature: Words | None = None
    countries: tuple[str, ...] = ()
    leave_out: tuple[Span, ...] = ()
    blocks_of: Callable[[str], Document] | None = None
    made: Document | None = None

    @property
    def document(self) -> Document:
        """The raw text as blocks that hold every word of it, with problems; made when first asked for."""
        if self.made is None:
            make = self.blocks_of
            self.made = make(self.raw) if make else Document("telegram", self.mrn, self.raw, ())
        return self.made

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What could not be made sense of."""
        return self.document.problems

    @property
    def about_year(self) -> int | None:
        """The report year that the SUBJECT names ("2004 TRAFFICKING REPORT"), else the telegram's year."""
        if self.subject and (match := _REPORT_YEAR_RE.search(self.subject.text)):
            return int(match[0])
        return self.year

    @property
    def summary(self) -> str:
        """The words of the paragraphs that sum up; empty if none does."""
        return "\n".join(one.text for one in self.paragraphs if one.role == "summary")

    @property
    def comments(self) -> tuple[Paragraph, ...]:
        """The paragraphs that are the post's own comment or note, apart from what it reports."""
        return tuple(one for one in self.paragraphs if one.role == "comment")


def four_digit_year(two: str) -> int:
    """The year that two digits stand for in a telegram: 1966 to 2065."""
    number = int(two)
    return number + (1900 if number > 65 else 2000)
