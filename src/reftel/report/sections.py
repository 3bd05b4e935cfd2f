"""The parts of a narrative: what stands under which heading, and what the opening without headings holds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reftel.document import Span, fold_white_space
from reftel.language import split_sentences
from reftel.report.layout import Piece, PieceKind
from reftel.report.model import Paragraph, Section, SectionKind, Sentence
from reftel.report.recommendations import says_should
from reftel.report.standing import find_verdict

NAMES = {
    SectionKind.STANDING: "Standing",
    SectionKind.RECOMMENDATIONS: "Recommendations",
    SectionKind.PROSECUTION: "Prosecution",
    SectionKind.PROTECTION: "Protection",
    SectionKind.PREVENTION: "Prevention",
    SectionKind.PROFILE: "Profile",
    SectionKind.EFFORTS: "Efforts",
    SectionKind.AREA: "Area",
    SectionKind.TEXT: "Text",
}
# So many sentences before the verdict are a profile whose paragraph break was lost.
SENTENCES_OF_PROFILE = 3
# Signs that stand before a sentence without belonging to it.
LEADING_DEBRIS = " :;,.·•▪●*–—-\ufeff\u200b\u200e\u200f\u00ad"


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph, with its sentences as spans of the raw text and as words with single blanks."""

    span: Span
    sentences: tuple[tuple[Span, str], ...]

    def cut(self, place: int) -> tuple[Text, Text]:
        """The paragraph in two, before the sentence at this place."""
        before, after = self.sentences[:place], self.sentences[place:]
        first = Text(Span(self.span.start, before[-1][0].end), before)
        return first, Text(Span(after[0][0].start, self.span.end), after)


@dataclass(frozen=True, slots=True)
class Draft:
    """A section before its paragraphs have labels."""

    kind: SectionKind
    heading: Piece | None
    texts: tuple[Text, ...]
    is_opening: bool = False

    @property
    def addressee(self) -> str:
        """Whom its heading names, as it is printed."""
        return self.heading.heading.addressee if self.heading and self.heading.heading else ""


def draft_sections(raw: str, pieces: Sequence[Piece]) -> tuple[Draft, ...]:
    """Group paragraphs under their headings, and tell the parts of the opening apart."""
    heading: Piece | None = None
    texts: list[Text] = []
    drafts: list[Draft] = []
    headings = {piece.heading.kind for piece in pieces if piece.heading}
    for piece in (*pieces, None):
        if piece and piece.kind is PieceKind.PARAGRAPH:
            texts.append(_read_text(raw, piece.span))
        elif piece is None or piece.kind is PieceKind.HEADING:
            drafts += _close(heading, tuple(texts), headings)
            heading, texts = piece, []
    return tuple(drafts)


def label_sections(drafts: Sequence[Draft]) -> tuple[Section, ...]:
    """Give sections and paragraphs the names by which they are cited; each occurs once in a narrative."""
    seen: Counter[SectionKind] = Counter()
    sections = []
    for draft in drafts:
        seen[draft.kind] += 1
        name = NAMES[draft.kind] + (f" ({seen[draft.kind]})" if seen[draft.kind] > 1 else "")
        paragraphs = tuple(
            Paragraph(text.span, f"{name} ¶{n}") for n, text in enumerate(draft.texts, start=1)
        )
        heading = draft.heading.span if draft.heading else None
        spans = [*([heading] if heading else []), *(paragraph.span for paragraph in paragraphs)]
        sections.append(Section(draft.kind, name, heading, Span(spans[0].start, spans[-1].end), paragraphs))
    return tuple(sections)


def list_sentences(draft: Draft, section: Section) -> Iterator[Sentence]:
    """The sentences of a section, with the labels of its paragraphs."""
    for paragraph, text in zip(section.paragraphs, draft.texts, strict=True):
        for index, (span, words) in enumerate(text.sentences):
            yield Sentence(span, words, section.kind, paragraph.label, index)


def _close(heading: Piece | None, texts: tuple[Text, ...], headings: set[SectionKind]) -> Iterator[Draft]:
    if heading and heading.heading:
        yield Draft(heading.heading.kind, heading, texts)
    elif texts:
        yield from _draft_opening(texts, headings)


def _draft_opening(texts: tuple[Text, ...], headings: set[SectionKind]) -> Iterator[Draft]:
    """What stands before the first heading: profile, standing and wishes, as far as each is there."""
    plain = [_plain(text) for text in texts]
    places = [find_verdict(sentences) for sentences in plain]
    at = next((n for n, place in enumerate(places) if place is not None), None)
    if at is None:
        yield Draft(_kind_of_unknown(headings), None, texts, is_opening=True)
        return
    profile, rest = texts[:at], texts[at:]
    place = places[at] or 0
    if place >= SENTENCES_OF_PROFILE and SectionKind.PROFILE not in headings:
        end, start = rest[0].cut(place)
        profile, rest = (*profile, end), (start, *rest[1:])
    wishes = next((n for n, text in enumerate(rest) if n and _opens_with_wish(text)), len(rest))
    if profile:
        yield Draft(SectionKind.PROFILE, None, profile, is_opening=True)
    yield Draft(SectionKind.STANDING, None, rest[:wishes], is_opening=True)
    if wishes < len(rest):
        yield Draft(SectionKind.RECOMMENDATIONS, None, rest[wishes:], is_opening=True)


def _kind_of_unknown(headings: set[SectionKind]) -> SectionKind:
    if SectionKind.PROFILE in headings:
        return SectionKind.STANDING
    return SectionKind.PROFILE if headings else SectionKind.TEXT


def _opens_with_wish(text: Text) -> bool:
    return bool(text.sentences) and says_should(text.sentences[0][1])


def _plain(text: Text) -> list[Sentence]:
    return [Sentence(span, words, SectionKind.TEXT, "", n) for n, (span, words) in enumerate(text.sentences)]


def _read_text(raw: str, span: Span) -> Text:
    clean = fold_white_space(raw, span)
    found = []
    for sentence in split_sentences(clean.text):
        start = sentence.start
        while start < sentence.end and _is_debris(clean.text, start):
            start += 1
        if start < sentence.end:
            kept = Span(start, sentence.end)
            found.append((clean.to_raw(kept), kept.of(clean.text)))
    return Text(span, tuple(found))


def _is_debris(text: str, at: int) -> bool:
    # A lower-case letter glued before a capital is what a PDF left of an icon ("ƒThe").
    if text[at] == "ƒ":
        return text[at + 1 : at + 2].isupper()
    # A bullet before a number was the euro sign.
    if text[at] == "•":
        return not text[at + 1 : at + 2].isdigit()
    return text[at] in LEADING_DEBRIS
