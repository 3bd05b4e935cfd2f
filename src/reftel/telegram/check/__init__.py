"""Checking a telegram by the rules of its format.

Pure: a telegram in, problems out. What the reader itself could not make sense of is among them.
"""

from __future__ import annotations

from reftel.document import Problem
from reftel.telegram.check.body import BODY_RULES
from reftel.telegram.check.head import HEAD_RULES
from reftel.telegram.check.header import HEADER_RULES
from reftel.telegram.check.places import Place, Places
from reftel.telegram.check.rules import RULES, Rule
from reftel.telegram.model import Telegram

__all__ = ["RULES", "Place", "Places", "Rule", "check_telegram"]


def check_telegram(telegram: Telegram) -> tuple[Problem, ...]:
    """Check a telegram by every rule.

    Args:
        telegram: As read, or as made from values; one that was not read from a text has no places.

    Returns:
        The problems in text order, those of the reading among them; empty for a telegram that keeps all
        rules. Never raises on content. Messages hold no words of the text.

    Source:
        docs/telegram-check.md names each rule with its source.
    """
    found = [
        *telegram.problems,
        *(problem for check in (*HEADER_RULES, *HEAD_RULES, *BODY_RULES) for problem in check(telegram)),
    ]
    return tuple(sorted(found, key=lambda problem: (problem.span, problem.code)))
