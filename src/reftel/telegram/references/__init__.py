"""References to other telegrams: the REF block."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from reftel.document import Span
from reftel.telegram.model import Reference
from reftel.telegram.references.block import find_block
from reftel.telegram.references.cables import CableReader
from reftel.telegram.references.items import BlockReader
from reftel.telegram.references.mentions import Mention, find_mentions
from reftel.telegram.references.numbering import make_mrn
from reftel.telegram.references.quick import read_clean_block
from reftel.telegram.references.resolve import Link, resolve_reference
from reftel.telegram.references.scan import mask_holes, scan_tokens

__all__ = [
    "Link",
    "Mention",
    "find_mentions",
    "find_references",
    "make_mrn",
    "resolve_reference",
]


def find_references(
    raw: str, year: int | None, start: int = 0, end: int | None = None, leave_out: Sequence[Span] = ()
) -> tuple[Reference, ...]:
    """The items of a REF block, in text order.

    Listed serials inherit the station before them ("STATE 2799 AND 2764"). Items that are no telegrams have
    a kind of their own and no message reference number. Where a name or a number can be read in more than one
    way, every reading is kept and none is chosen.

    Args:
        raw: The text that holds the block.
        year: Four-digit year of the telegram that refers; the default for items without one.
        start: Where the block begins, with or without its key; or where a head that holds it begins.
        end: Where to stop at the latest; None is the end of the text. The block ends before the next field.
        leave_out: Page lines, which may stand inside the block; ascending and disjoint.

    Returns:
        The references in text order; may be empty. Their spans index the raw text.

    Raises:
        VocabError: The table of posts cannot be read. Odd text never raises.

    Source:
        docs/telegram-references.md.

    >>> [reference.mrn for reference in find_references("REF: (A) STATE 60446 (B) 08 PARIS 12", 2009)]
    ['09STATE60446', '08PARIS12']
    """
    end = len(raw) if end is None else end
    holes = _holes_within(leave_out, start, end)
    if not holes and (quick := read_clean_block(raw, year, start, end)) is not None:
        return tuple(quick)
    return tuple(read_block(raw, year, start, end, holes))


def read_block(raw: str, year: int | None, start: int, end: int, holes: Sequence[Span]) -> list[Reference]:
    """The same, item by item, for text of any kind."""
    masked = mask_holes(raw, Span(start, end), holes)  # a page line may look like the block's end
    block = find_block(masked)
    if block is None:
        return []
    text = block.of(masked)
    tokens = scan_tokens(text, start + block.start)
    return BlockReader(text, start + block.start, year, tokens, CableReader(tokens, year)).read()


def _holes_within(leave_out: Sequence[Span], start: int, end: int) -> Sequence[Span]:
    if not leave_out:
        return ()
    first = bisect_left(leave_out, start, key=lambda hole: hole.end)
    return leave_out[first : bisect_left(leave_out, end, key=lambda hole: hole.start)]
