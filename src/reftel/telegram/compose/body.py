"""Writing the text: headings, numbered paragraphs with their marks and labels, items, tables, signature."""

from __future__ import annotations

from collections.abc import Sequence

from reftel.telegram.chunks import is_plain_heading
from reftel.telegram.comments import COMMENT_HEADING_RE, END_RE
from reftel.telegram.compose.marks import spell_mark
from reftel.telegram.compose.wrap import WIDTH, wrap_words
from reftel.telegram.model import Paragraph, Telegram
from reftel.telegram.pieces import ITEM, TABLE, TEXT, Piece

_LABELS = {"summary": "Summary:", "comment": "Comment:"}
_RULE = "-" * 10
_SENTENCE_ENDS = (".", "!", "?", ":", ";")


def write_body(telegram: Telegram, width: int = WIDTH) -> list[list[str]]:
    """The blocks of the text, between which blank lines stand; the signature is the last."""
    blocks: list[list[str]] = []
    heading = ""
    for at, paragraph in enumerate(telegram.paragraphs):
        if paragraph.heading != heading:
            heading = paragraph.heading
            blocks.append(_write_heading(heading))
        blocks += _write_paragraph(telegram, at, width)
    if telegram.signature:
        blocks.append([telegram.signature.text])
    return blocks


def _write_heading(heading: str) -> list[str]:
    """A heading, underlined where it would not be taken for one; a rule alone ends what stands under one."""
    if not heading:
        return [_RULE]
    return [heading] if is_plain_heading(heading) else [heading, "-" * min(len(heading), WIDTH)]


def _write_paragraph(telegram: Telegram, at: int, width: int) -> list[list[str]]:
    paragraph = telegram.paragraphs[at]
    words = [
        f"{paragraph.number}." if paragraph.number is not None else "",
        spell_mark(paragraph.marking, telegram.marking) if paragraph.has_mark else "",
        _LABELS[paragraph.role] if _needs_label(telegram.paragraphs, at) else "",
    ]
    lead = " ".join(word for word in words if word)
    blocks: list[list[str]] = [[]]
    before: Piece | None = None
    for piece in paragraph.pieces:
        if before is not None and not _follows_at_once(before, piece):
            blocks += [[], []] if before.kind == piece.kind == TABLE else [[]]
        elif before is None and piece.kind != TEXT and lead:
            blocks[-1].append(lead)
        blocks[-1] += _write_piece(piece, f"{lead} " if before is None and lead else "", width)
        before = piece
    return blocks


def _write_piece(piece: Piece, lead: str, width: int) -> list[str]:
    if piece.kind == TABLE:
        return piece.text.split("\n")
    if piece.kind == ITEM:
        words = " ".join(word for word in (piece.mark, piece.text) if word)
        return wrap_words(words, first=f"{spell_bullet(piece.letter)} ", width=width)
    return wrap_words(piece.text, first=lead, width=width)


def spell_bullet(letter: str) -> str:
    """What numbers an item, as it is written: ``A.``, ``a)``, ``--``."""
    if not letter.isalpha():
        return letter
    return f"{letter}." if letter.isupper() else f"{letter})"


def _follows_at_once(before: Piece, piece: Piece) -> bool:
    """Whether no blank line parts two pieces: a lettered item follows a sentence."""
    is_lettered = piece.kind == ITEM and piece.letter.isalpha()
    return is_lettered and before.kind != TABLE and before.text.endswith(_SENTENCE_ENDS)


def _needs_label(paragraphs: Sequence[Paragraph], at: int) -> bool:
    """Whether the role is not said by the heading, nor by a label further up that holds on."""
    paragraph = paragraphs[at]
    if paragraph.role not in _LABELS:
        return False
    if paragraph.role == "comment" and COMMENT_HEADING_RE.fullmatch(paragraph.heading):
        return False
    before = paragraphs[at - 1] if at else None
    if before is None or before.role != paragraph.role or _closes(before, paragraph.role):
        return True
    return not any(_closes(later, paragraph.role) for later in paragraphs[at:])


def _closes(paragraph: Paragraph, role: str) -> bool:
    return any(match["what"].lower() == role for match in END_RE.finditer(paragraph.text))
