"""Telegrams: reading them, their references, and what they report of a government's response."""

from reftel.telegram.engagement import find_engagement
from reftel.telegram.model import (
    Address,
    Catalogue,
    Paragraph,
    Reference,
    Telegram,
    Transmission,
    Words,
)
from reftel.telegram.read import looks_like_telegram, read_telegram

__all__ = [
    "Address",
    "Catalogue",
    "Paragraph",
    "Reference",
    "Telegram",
    "Transmission",
    "Words",
    "find_engagement",
    "looks_like_telegram",
    "read_telegram",
]
