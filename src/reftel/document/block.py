"""A document: its raw text and one tree of blocks over it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from reftel.document.marking import UNMARKED, Marking, join_markings
from reftel.document.problem import Problem
from reftel.document.span import Span


@dataclass(frozen=True, slots=True)
class Block:
    """A part of a document: ``raw[span.start:span.end]`` is its text, always.

    Args:
        kind: What it is, in the field's words: ``transmission``, ``subject``, ``paragraph``, ``comment`` ...
        span: Where it stands in the raw text.
        label: How a citation names it inside its document, such as ``¶4`` or ``Prosecution ¶1``.
        marking: Its own marking, or the one that it takes from what surrounds it.
        children: Blocks inside it, in text order, disjoint.
    """

    kind: str
    span: Span
    label: str
    marking: Marking = UNMARKED
    children: tuple[Block, ...] = ()

    def leaves(self) -> Iterator[Block]:
        """The blocks without children, in text order."""
        if not self.children:
            yield self
        for child in self.children:
            yield from child.leaves()


@dataclass(frozen=True, slots=True)
class Document:
    """A raw text with its blocks, which together hold every word of it.

    Args:
        kind: ``telegram`` or ``narrative``.
        key: The name it is cited by, such as ``09HONGKONG1103`` or ``HKG 2018``.
        raw: The text as it came; nothing is ever removed from it.
        blocks: In text order and disjoint; what lies between them is white space.
        problems: What could not be made sense of.
    """

    kind: str
    key: str
    raw: str
    blocks: tuple[Block, ...]
    problems: tuple[Problem, ...] = field(default=())

    def leaves(self) -> Iterator[Block]:
        """The smallest blocks, in text order: what is stored, marked and cited."""
        for block in self.blocks:
            yield from block.leaves()

    @property
    def marking(self) -> Marking:
        """The join of all that is inside."""
        return join_markings(leaf.marking for leaf in self.leaves())
