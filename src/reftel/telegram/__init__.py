"""Telegrams: reading them, their references, writing them, what they report of a government's answer."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

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
    from reftel.telegram.read import looks_like_telegram, read_telegram

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
    "start_reply",
    "telegram_from_json",
    "telegram_schema",
    "telegram_to_json",
]

# Loaded on first use: reading needs no JSON schema, and a brief looks for references only.
_HOMES = {
    "complete_telegram": "reftel.telegram.compose",
    "compose_telegram": "reftel.telegram.compose",
    "divide_telegram": "reftel.telegram.compose",
    "find_engagement": "reftel.telegram.engagement",
    "looks_like_telegram": "reftel.telegram.read",
    "read_draft": "reftel.telegram.draft",
    "read_telegram": "reftel.telegram.read",
    "start_reply": "reftel.telegram.draft",
    "telegram_from_json": "reftel.telegram.json_form",
    "telegram_schema": "reftel.telegram.json_form",
    "telegram_to_json": "reftel.telegram.json_form",
}


def __getattr__(name: str) -> object:
    if name in _HOMES:
        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"module 'reftel.telegram' has no attribute {name!r}")
