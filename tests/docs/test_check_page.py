"""The page about checking has each rule as the table of rules has it."""

from __future__ import annotations

import re
from pathlib import Path

from reftel.telegram.check import RULES

PAGE = Path(__file__).resolve().parents[2] / "docs" / "telegram-check.md"


def test_the_page_lists_every_rule_with_its_source() -> None:
    rows = re.findall(
        r"^\| `(check\.[a-z-]+)` \| (\w+) \| (.+) \| (.+) \|$", PAGE.read_text("utf-8"), re.MULTILINE
    )
    assert rows == [(rule.code, str(rule.severity), rule.says, rule.source) for rule in RULES.values()]
