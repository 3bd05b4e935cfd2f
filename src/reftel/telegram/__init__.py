"""Telegrams: reading them, their references, writing them, what they report of a government's answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reftel.lazy import load_on_use
from reftel.telegram.model import (
    Address,
    Catalogue,
    Paragraph,
    Reference,
    Telegram,
    Transmission,
    Words,
)

if TYPE_CHECKING:
    from reftel.telegram.compose import complete_telegram, compose_telegram, divide_telegram
    from reftel.telegram.draft import read_draft, start_reply
    from reftel.telegram.engagement import find_engagement
    from reftel.telegram.json_form import telegram_from_json, telegram_schema, telegram_to_json
    from reftel.telegram.read import looks_like_telegram, read_telegram, read_telegrams

__all__ = [
    "Address",
    "Catalogue",
    "Paragraph",
    "Reference",
    "Telegram",
    "Transmission",
    "Words",
    "complete_telegram",
    "compose_telegram",
    "divide_telegram",
    "find_engagement",
    "looks_like_telegram",
    "read_draft",
    "read_telegram",
    "read_telegrams",
    "start_reply",
    "telegram_from_json",
    "telegram_schema",
    "telegram_to_json",
]

# Reading needs no JSON schema, and a brief looks for references only.
__getattr__ = load_on_use(
    __name__,
    {
        "compose": ["complete_telegram", "compose_telegram", "divide_telegram"],
        "draft": ["read_draft", "start_reply"],
        "engagement": ["find_engagement"],
        "json_form": ["telegram_from_json", "telegram_schema", "telegram_to_json"],
        "read": ["looks_like_telegram", "read_telegram", "read_telegrams"],
    },
)
