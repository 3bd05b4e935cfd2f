"""Replacing words in texts and plain values; pure."""

from __future__ import annotations

import re
from typing import Any

from reftel.document import Span, fold_white_space

# One for each code point, so that all that stands after it stands where it stood.
BLOCK = "█"


def blacken(text: str, start: int, end: int) -> str:
    """The text with each code point of a stretch replaced; line breaks stay, so that lines do.

    >>> blacken("a secret word", 2, 8)
    'a ██████ word'
    """
    start, end = max(0, start), min(len(text), end)
    if start >= end:
        return text
    return text[:start] + _blackened(text[start:end]) + text[end:]


class Words:
    """Words to be found again wherever somebody repeated them, however they are wrapped or capitalised."""

    def __init__(self, words: str) -> None:
        folded = fold_white_space(words, Span(0, len(words))).text
        parts = [re.escape(part) for part in folded.split(" ") if part]
        self._pattern = re.compile(r"\s+".join(parts), re.IGNORECASE) if parts else None

    def scrub(self, text: str) -> str:
        """The text without them."""
        if self._pattern is None:
            return text
        return self._pattern.sub(lambda match: _blackened(match[0]), text)

    def scrub_values(self, values: Any) -> Any:
        """Plain values without them, names of attributes included."""
        if isinstance(values, str):
            return self.scrub(values)
        if isinstance(values, list):
            return [self.scrub_values(value) for value in values]
        if isinstance(values, dict):
            return {self.scrub(name): self.scrub_values(value) for name, value in values.items()}
        return values


def _blackened(text: str) -> str:
    return "".join("\n" if char == "\n" else BLOCK for char in text)
