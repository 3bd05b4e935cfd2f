"""Drafts: Markdown with a small YAML head, from which a telegram is made, and the start of an answer."""

from reftel.telegram.draft.read import read_draft
from reftel.telegram.draft.reply import start_reply

__all__ = ["read_draft", "start_reply"]
