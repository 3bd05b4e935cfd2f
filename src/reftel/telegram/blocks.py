"""Blocks over a record: ordered, disjoint, and together all of its words."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from reftel.document import UNMARKED, Block, Marking, Span, trim
from reftel.telegram.marks import find_marks

BLOCK_LABELS = {
    "catalogue": "catalogue lines",
    "title": "catalogue title",
    "transmission": "transmission header",
    "classification": "classification line",
    "caption": "captions",
    "passing": "passing line",
    "corrected": "note of correction",
    "order": "E.O. line",
    "tags": "TAGS",
    "subject": "SUBJECT",
    "references": "REF",
    "classified": "Classified By",
    "heading": "heading",
    "signature": "signature",
    "other": "other text",
}


@dataclass(slots=True)
class BlockList:
    """Blocks in any order, while they are collected.

    Args:
        raw: The whole record.
        marking: How what has no marking of its own is held.
        held: What text that was not made out is held at beyond that.
    """

    raw: str
    marking: Marking
    held: Marking = UNMARKED
    named: list[Block] = field(default_factory=list)

    def add(self, kind: str, span: Span | None, own: Marking | None = None) -> None:
        """Add a field; a mark that stands in it can only raise it."""
        if span is None or not span.length:
            return
        marking = self.marking if own is None else own
        marking = marking | (find_marks(self.raw, span) or UNMARKED)
        self.named.append(Block(kind, span, BLOCK_LABELS[kind], marking))

    def add_block(self, block: Block) -> None:
        """Add a block that has its marking already."""
        self.named.append(block)

    def fill(self) -> tuple[Block, ...]:
        """The blocks in text order, with blocks for what lies between them, so that nothing is lost.

        Where two overlap, the words that both hold are held at the join.
        """
        blocks: list[Block] = []
        at = 0
        for named in sorted(self.named, key=lambda block: block.span):
            block = named
            if block.span.start < at:
                blocks[-1] = replace(blocks[-1], marking=blocks[-1].marking | block.marking)
                rest = trim(self.raw, Span(at, max(at, block.span.end)))
                if not rest.length:
                    continue
                block = replace(block, span=rest)
            self._fill_gap(Span(at, block.span.start), blocks, block.marking)
            blocks.append(block)
            at = block.span.end
        self._fill_gap(Span(at, len(self.raw)), blocks, self.marking)
        return tuple(blocks)

    def _fill_gap(self, gap: Span, blocks: list[Block], after: Marking) -> None:
        words = trim(self.raw, gap)
        if words.length:
            before = blocks[-1].marking if blocks else UNMARKED
            own = find_marks(self.raw, words) or UNMARKED
            marking = self.marking | self.held | before | after | own
            blocks.append(Block("other", words, BLOCK_LABELS["other"], marking))
