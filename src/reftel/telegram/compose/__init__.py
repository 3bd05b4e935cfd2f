"""Composing: from a telegram as fields to the text in which it is sent."""

from reftel.telegram.compose.check import complete_telegram, compose_telegram
from reftel.telegram.compose.sections import divide_telegram

__all__ = ["complete_telegram", "compose_telegram", "divide_telegram"]
