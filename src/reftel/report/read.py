"""Reading a country narrative of any report year."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reftel.document import Block, Document, Span
from reftel.report.grounds import add_grounds
from reftel.report.identity import Identity, find_identity
from reftel.report.layout import Piece, PieceKind, find_pieces
from reftel.report.model import Narrative, Recommendation, Section, SectionKind, Sentence
from reftel.report.problems import find_problems
from reftel.report.recommendations import find_wishes, read_items
from reftel.report.sections import Draft, draft_sections, label_sections, list_sentences
from reftel.report.standing import find_standing
from reftel.vocab.countries import find_country


def read_narrative(raw: str, *, country: str | None = None, year: int | None = None) -> Narrative:
    """Read a country narrative into standing, sections, recommendations and sentences.

    Args:
        raw: The text as it came; offsets in the result index this string (code points, half-open).
        country: What is known from elsewhere, such as the file name: a name or code. The text wins.
        year: Report year, likewise.

    Returns:
        The narrative. Damage is listed in its problems.

    Raises:
        VocabError: A packaged table cannot be read. Odd text never raises.

    Source:
        The reports of 2001 to 2023; design/NARRATIVE_FORMAT.md of the shared folder.

    >>> text = "AVERLINE (Tier 2)\\n\\nAverline was upgraded to Tier 2.\\n\\nPROSECUTION\\n\\nFew."
    >>> narrative = read_narrative(text, year=2016)
    >>> narrative.document.key, narrative.standing.tier.label, narrative.standing.movement.value
    ('XAV 2016', 'Tier 2', 'upgraded')
    """
    pieces = find_pieces(raw)
    drafts = draft_sections(raw, pieces)
    sections = label_sections(drafts)
    sentences = {s.label: tuple(list_sentences(d, s)) for d, s in zip(drafts, sections, strict=True)}
    opening = _read_opening(drafts, sections, sentences)
    identity = find_identity(raw, pieces, opening, [draft.addressee for draft in drafts], (country, year))
    standing = find_standing(opening, identity.title_claim, identity.head_claim, identity.year)
    if standing:
        standing = add_grounds(raw, opening, standing)
    items = _read_recommendations(raw, drafts, sections, identity)
    problems = find_problems(raw, pieces, sections, standing, identity)
    return Narrative(
        raw=raw,
        country=identity.country,
        name=identity.name,
        year=identity.year,
        title=next((piece.span for piece in pieces if piece.kind is PieceKind.TITLE), None),
        standing=standing,
        sections=sections,
        recommendations=items or find_wishes(opening),
        sentences=_join_sentences(sections, sentences, items),
        problems=problems,
        document=Document("narrative", identity.key, raw, _make_blocks(pieces, sections), problems),
    )


def _read_opening(
    drafts: Sequence[Draft], sections: Sequence[Section], sentences: dict[str, tuple[Sentence, ...]]
) -> list[Sentence]:
    """The sentences before the first heading."""
    pairs = zip(drafts, sections, strict=True)
    return [sentence for draft, section in pairs if draft.is_opening for sentence in sentences[section.label]]


def _read_recommendations(
    raw: str, drafts: Sequence[Draft], sections: Sequence[Section], identity: Identity
) -> tuple[Recommendation, ...]:
    found: list[Recommendation] = []
    for draft, section in zip(drafts, sections, strict=True):
        if section.kind is SectionKind.RECOMMENDATIONS and section.heading:
            found += read_items(raw, section, _other_addressee(draft.addressee, identity))
    return tuple(found)


def _other_addressee(name: str, identity: Identity) -> str:
    """The name in a heading, unless it is the country of the narrative."""
    named = find_country(name) if name else None
    own = (
        not name or name.casefold() == identity.name.casefold() or (named and named.iso3 == identity.country)
    )
    return "" if own else name


def _join_sentences(
    sections: Sequence[Section], sentences: dict[str, tuple[Sentence, ...]], items: Sequence[Recommendation]
) -> tuple[Sentence, ...]:
    """All sentences in text order; items stand for those of the paragraphs that they were read from."""
    by_paragraph: dict[str, list[Recommendation]] = {}
    for item in items:
        by_paragraph.setdefault(item.paragraph, []).append(item)
    joined: list[Sentence] = []
    for section in sections:
        joined += (s for s in sentences[section.label] if s.paragraph not in by_paragraph)
        for paragraph in section.paragraphs:
            joined += (
                Sentence(item.span, item.text, section.kind, paragraph.label, index)
                for index, item in enumerate(by_paragraph.get(paragraph.label, ()))
            )
    return tuple(sorted(joined, key=lambda sentence: sentence.span))


def _make_blocks(pieces: Sequence[Piece], sections: Sequence[Section]) -> tuple[Block, ...]:
    """Head, title and notes as they are; sections with their heading and paragraphs inside."""
    labels = _front_labels(pieces)
    blocks: list[Block] = []
    for section in sections:
        inside = [piece for piece in pieces if section.span.covers(piece.span)]
        notes = [labels[piece.span] for piece in inside if piece.kind is PieceKind.NOTE]
        heading = [Block("heading", section.heading, f"{section.label} heading")] if section.heading else []
        paragraphs = [Block("paragraph", p.span, p.label) for p in section.paragraphs]
        children = sorted([*heading, *paragraphs, *notes], key=lambda block: block.span)
        blocks.append(Block(section.kind.value, section.span, section.label, children=tuple(children)))
    outside = (
        block for span, block in labels.items() if not any(section.span.covers(span) for section in sections)
    )
    return tuple(sorted([*blocks, *outside], key=lambda block: block.span))


def _front_labels(pieces: Sequence[Piece]) -> dict[Span, Block]:
    """Blocks of what is in no section: file head, title, notes; each label occurs once."""
    return {block.span: block for block in _front_blocks(pieces)}


def _front_blocks(pieces: Sequence[Piece]) -> Iterator[Block]:
    notes = 0
    for piece in pieces:
        if piece.kind is PieceKind.NOTE:
            notes += 1
            yield Block("note", piece.span, f"Note {notes}")
        elif piece.kind in (PieceKind.HEAD, PieceKind.TITLE):
            yield Block(piece.kind.value, piece.span, piece.kind.value.capitalize())
