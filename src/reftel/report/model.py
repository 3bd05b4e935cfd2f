"""A country narrative, as it was read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from reftel.document import Document, Problem, Span, fold_white_space
from reftel.vocab.tiers import Tier


class SectionKind(StrEnum):
    """What a part of a narrative deals with."""

    STANDING = "standing"
    RECOMMENDATIONS = "recommendations"
    PROSECUTION = "prosecution"
    PROTECTION = "protection"
    PREVENTION = "prevention"
    PROFILE = "profile"
    EFFORTS = "efforts"
    AREA = "area"
    TEXT = "text"


class Movement(StrEnum):
    """What the standing sentence itself says about last year's tier."""

    REMAINED = "remained"
    UPGRADED = "upgraded"
    DOWNGRADED = "downgraded"


class Subject(StrEnum):
    """What a recommendation is about: which part of the government's work it is addressed to."""

    LAW = "law"
    COURTS = "courts"
    VICTIMS = "victims"
    PREVENTION = "prevention"
    DATA = "data"


class Tone(StrEnum):
    """Whether a clause holds something against a government or to its credit."""

    CRITICISM = "criticism"
    CREDIT = "credit"


@dataclass(frozen=True, slots=True)
class Standing:
    """The tier that a narrative states.

    Args:
        tier: The tier; `Tier.TWO_OR_WATCH_LIST` where the words leave open which of the two it is.
        span: The sentence, title or file head that states it.
        movement: Remained, upgraded or downgraded if the sentence says so.
        rule: Name and version of the rule that read it.
        waiver: The sentence that says that a waiver kept the country from a downgrade.
        watch_list_years: How many years in a row on the watch list, where the words say it; never counted.
        reason: The clause or sentence that gives the reason.
    """

    tier: Tier
    span: Span
    movement: Movement | None
    rule: str
    waiver: Span | None = None
    watch_list_years: int | None = None
    reason: Span | None = None


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph and the label by which it is cited, such as `Prosecution ¶2`."""

    span: Span
    label: str


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a narrative.

    Args:
        kind: What it deals with.
        label: How its paragraphs are cited: `Prosecution`, `Recommendations (2)`.
        heading: The words above or before it; None where there are none.
        span: From its heading to the end of its last paragraph.
        paragraphs: In text order.
    """

    kind: SectionKind
    label: str
    heading: Span | None
    span: Span
    paragraphs: tuple[Paragraph, ...]


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, or one item of a list of recommendations.

    Args:
        span: Where it stands in the raw text.
        text: Its words with single blanks.
        section: Kind of the section that it stands in.
        paragraph: Label of its paragraph.
        index: Its place in the paragraph, from 0.
    """

    span: Span
    text: str
    section: SectionKind
    paragraph: str
    index: int

    def raw_span(self, raw: str, span: Span) -> Span:
        """Where words of the sentence stand in the raw text.

        Args:
            raw: The raw text.
            span: The words in `text`.
        """
        if self.span.length == len(self.text):
            return span.shift(self.span.start)
        return fold_white_space(raw, self.span).to_raw(span)


@dataclass(frozen=True, slots=True)
class Recommendation:
    """One thing that the report asks for.

    Args:
        span: Where it stands in the raw text.
        text: Its words with single blanks, without the "and" and the sign that join it to others.
        paragraph: Label of its paragraph.
        addressee: Whom the heading names, if that is not the narrative's own country; else empty.
        rule: Name and version of the rule that read it.
        subjects: What it is about, in the order in which its words name it; empty if none is known.
        continues: Whether it asks to go on with what is done: "continue to".
        increases: Whether it asks for more of what is done: "increase", "strengthen", "expand".
    """

    span: Span
    text: str
    paragraph: str
    addressee: str
    rule: str
    subjects: tuple[Subject, ...] = ()
    continues: bool = False
    increases: bool = False


@dataclass(frozen=True, slots=True)
class Remark:
    """One clause, of forty words at the most, that is held against a government or to its credit.

    Args:
        tone: Which of the two.
        span: Where it stands in the raw text.
        text: Its words with single blanks.
        section: Kind of the section that it stands in.
        paragraph: Label of its paragraph.
        cue: The words that it was known by, in the raw text.
        rule: Name and version of the rule that proposed it.
    """

    tone: Tone
    span: Span
    text: str
    section: SectionKind
    paragraph: str
    cue: Span
    rule: str


@dataclass(frozen=True, slots=True)
class Narrative:
    """What a report says about one country in one year.

    Args:
        raw: The text as it came.
        country: ISO 3166-1 alpha-3 code; None if no country that is known is named.
        name: The country's usual name, or the words that stand for it; may be empty.
        year: Year of the report; None if nothing states it.
        title: The title line; None if there is none.
        standing: The tier; None if nothing states it.
        sections: In text order.
        recommendations: In text order.
        sentences: Those of all sections in text order, items of recommendations included; headings are none.
        problems: What could not be made sense of.
        document: The same text as blocks.
    """

    raw: str
    country: str | None
    name: str
    year: int | None
    title: Span | None
    standing: Standing | None
    sections: tuple[Section, ...]
    recommendations: tuple[Recommendation, ...]
    sentences: tuple[Sentence, ...]
    problems: tuple[Problem, ...]
    document: Document

    def sections_of(self, kind: SectionKind) -> Iterator[Section]:
        """The sections of this kind, in text order."""
        return (section for section in self.sections if section.kind is kind)
