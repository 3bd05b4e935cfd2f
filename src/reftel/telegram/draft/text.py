"""From the Markdown of a draft to the paragraphs of a telegram."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from string import ascii_uppercase

from markdown_it import MarkdownIt
from markdown_it.token import Token
from markdown_it.tree import SyntaxTreeNode
from msgspec.structs import replace

from reftel.document import UNMARKED, Level, Marking, Span
from reftel.errors import DraftError
from reftel.telegram.comments import COMMENT_HEADING_RE, END_RE, LABEL_RE, role_of
from reftel.telegram.marks import BRACKETED_RE, marking_of_paragraph, read_opening_marks
from reftel.telegram.model import Paragraph
from reftel.telegram.part import NOWHERE
from reftel.telegram.pieces import ITEM, TABLE, TEXT, Piece, split_pieces

_END = {"summary": "End summary.", "comment": "End comment."}
_COLUMN_GAP = 3
# A note to the writer. must match whole "<!-- Write here. -->"; must not match "<b>x</b>"
_COMMENT_RE = re.compile(r"<!--[^>]*-->")


@dataclass(slots=True)
class _Open:
    """A paragraph while its pieces are gathered."""

    heading: str
    role: str
    pieces: list[Piece] = field(default_factory=list)
    mark: Marking | None = None


def read_paragraphs(body: str, first_line: int, telegram: Marking) -> tuple[Paragraph, ...]:
    """The paragraphs of a draft's text.

    Each Markdown paragraph, and each item of a numbered list, is a paragraph; they are numbered anew where
    there are several. Lists inside, and lists of dashes, give lettered items and items with dashes; tables
    and code are kept as they stand. A heading stands above what follows, except that "Summary" and "Comment"
    give those roles, which are closed in the last paragraph under them. Above U, an unmarked paragraph takes
    the telegram's level as its mark.

    Args:
        body: Markdown (CommonMark with tables).
        first_line: The line of the draft on which it begins.
        telegram: The telegram's marking.

    Raises:
        DraftError: It holds what no telegram has, such as a quotation or a picture.
    """
    parser = MarkdownIt("commonmark").enable("table")
    tree = SyntaxTreeNode(parser.parse(body))
    found: list[_Open] = []
    heading, role = "", "report"
    for node in tree.children:
        if node.type == "heading":
            heading, role = _read_heading(_text_of(node))
        elif node.type == "html_block" and _COMMENT_RE.fullmatch(node.content.strip()):
            continue
        elif node.type == "hr":
            heading, role = "", "report"
        elif node.type == "paragraph":
            found.append(_Open(heading, role))
            _add_text(found[-1], _text_of(node))
        elif node.type == "ordered_list":
            for item in node.children:
                found.append(_Open(heading, role))
                _add_blocks(found[-1], item.children, first_line)
        else:
            if not found or found[-1].heading != heading:
                found.append(_Open(heading, role))
            _add_blocks(found[-1], [node], first_line)
    _close_roles(found)
    is_numbered = len(found) > 1
    return tuple(_finish(one, at if is_numbered else None, telegram) for at, one in enumerate(found, 1))


def _read_heading(text: str) -> tuple[str, str]:
    if text.strip(" :").upper() == "SUMMARY":
        return "", "summary"
    if COMMENT_HEADING_RE.fullmatch(text) and len(text.split()) == 1:
        return "", "comment"
    return text, "report"


def _add_blocks(paragraph: _Open, nodes: Sequence[SyntaxTreeNode], first_line: int) -> None:
    for node in nodes:
        if node.type == "paragraph":
            _add_text(paragraph, _text_of(node))
        elif node.type in ("bullet_list", "ordered_list"):
            _add_items(paragraph, node, first_line)
        elif node.type == "table":
            paragraph.pieces.append(Piece(TABLE, _write_table(node)))
        elif node.type in ("fence", "code_block"):
            paragraph.pieces.append(Piece(TABLE, node.content.rstrip().expandtabs()))
        else:
            line = (node.map[0] if node.map else 0) + first_line
            raise DraftError(
                f"A telegram cannot hold this part of Markdown ({node.type.replace('_', ' ')})",
                where=f"line {line}",
                advice="Write it as a paragraph, a list or a table.",
            )


def _add_text(paragraph: _Open, text: str) -> None:
    """The words of a Markdown paragraph, in which items may stand line by line."""
    if not paragraph.pieces and paragraph.mark is None:
        text = _take_opening(paragraph, text)
    pieces = split_pieces(text, Span(0, len(text)))
    for piece in pieces:
        if piece.kind == TEXT and paragraph.pieces and paragraph.pieces[-1].kind == TEXT:
            last = paragraph.pieces.pop()
            joined = f"{last.text} {piece.text}".strip()
            paragraph.pieces.append(Piece(TEXT, joined))
        elif piece.text or piece.kind != TEXT:
            paragraph.pieces.append(replace(piece, span=NOWHERE))


def _take_opening(paragraph: _Open, text: str) -> str:
    """The words behind mark and label, which are noted."""
    for _ in range(2):
        mark = read_opening_marks(text, 0, len(text))
        if paragraph.mark is None and mark and mark.is_certain:
            paragraph.mark, text = mark.marking, text[mark.end :].lstrip()
        elif label := LABEL_RE.match(text):
            paragraph.role, text = role_of(label["role"]), text[label.end() :].lstrip()
    return text


def _add_items(paragraph: _Open, node: SyntaxTreeNode, first_line: int) -> None:
    letters: Iterator[str] = iter(ascii_uppercase)
    for item in node.children:
        letter = next(letters, "--") if node.type == "ordered_list" else "--"
        inner = [child for child in item.children if child.type == "paragraph"]
        rest = [child for child in item.children if child.type != "paragraph"]
        text = " ".join(" ".join(_text_of(child) for child in inner).split())
        mark = BRACKETED_RE.match(text)
        words = text[mark.end() :].lstrip() if mark else text
        paragraph.pieces.append(Piece(ITEM, words, letter, mark[0] if mark else ""))
        _add_blocks(paragraph, rest, first_line)


def _write_table(node: SyntaxTreeNode) -> str:
    """A Markdown table as columns that blanks part."""
    rows = [[_text_of(cell) for cell in row.children] for part in node.children for row in part.children]
    widths = [max(len(row[at]) for row in rows) + _COLUMN_GAP for at in range(len(rows[0]))]
    lines = [
        "".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows
    ]
    return "\n".join(lines)


def _text_of(node: SyntaxTreeNode) -> str:
    """The words of an inline text without emphasis; links keep their address behind them."""
    words: list[str] = []
    for inline in node.children:
        for token in inline.to_tokens()[0].children or []:
            words.append(_word_of(token))
    return "".join(words).strip()


def _word_of(token: Token) -> str:
    return "\n" if token.type in {"softbreak", "hardbreak"} else token.content


def _close_roles(found: Sequence[_Open]) -> None:
    """Close each summary and comment in its last paragraph, as telegrams do."""
    for at, one in enumerate(found):
        following = found[at + 1].role if at + 1 < len(found) else ""
        if one.role not in _END or following == one.role:
            continue
        if any(
            match["what"].lower() == one.role for piece in one.pieces for match in END_RE.finditer(piece.text)
        ):
            continue
        last = one.pieces[-1] if one.pieces else Piece(TEXT, "")
        if last.kind == TABLE:
            one.pieces.append(Piece(TEXT, _END[one.role]))
        else:
            one.pieces[-1:] = [replace(last, text=f"{last.text} {_END[one.role]}".strip())]


def _finish(one: _Open, number: int | None, telegram: Marking) -> Paragraph:
    own = one.mark
    if own is None and telegram.level > Level.U:
        own = telegram
    inner = [read_opening_marks(piece.mark, 0, len(piece.mark)) for piece in one.pieces if piece.mark]
    marking = marking_of_paragraph(own, telegram)
    for mark in inner:
        marking = marking | (mark.marking if mark else UNMARKED)
    return Paragraph(
        number, marking, own is not None or bool(inner), one.role, NOWHERE, NOWHERE, heading=one.heading,
        given=tuple(one.pieces) or (Piece(TEXT, ""),),
    )  # fmt: skip
