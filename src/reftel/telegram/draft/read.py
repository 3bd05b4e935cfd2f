"""Reading a draft: from Markdown with a YAML head to a telegram that can be composed."""

from __future__ import annotations

from msgspec.structs import replace

from reftel.errors import DraftError
from reftel.telegram.compose import complete_telegram, divide_telegram
from reftel.telegram.draft.front import read_front
from reftel.telegram.draft.head import read_head_fields
from reftel.telegram.draft.text import read_paragraphs
from reftel.telegram.model import Telegram


def read_draft(text: str) -> Telegram:
    """The telegram that a draft says, with every field, in as many sections as it needs.

    Args:
        text: Markdown below a head of YAML between two lines of three dashes.

    Raises:
        DraftError: Head or text say what no telegram can, or leave out what it needs; with the line.
        ComposeError: The parts contradict each other, such as a paragraph marked above the telegram.

    Source:
        docs/compose.md.
    """
    front = read_front(text)
    head = read_head_fields(front)
    paragraphs = read_paragraphs(front.body, front.body_line, head.marking)
    if not paragraphs:
        raise DraftError(
            "The draft has no text", where=f"line {front.body_line}", advice="Write it below the head."
        )
    return complete_telegram(divide_telegram(replace(head, paragraphs=paragraphs)))
