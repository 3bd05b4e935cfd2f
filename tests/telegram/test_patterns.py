"""The texts that stand beside each pattern match it, or do not, as it is said there."""

from __future__ import annotations

import importlib
import inspect
import re
from typing import Any, NamedTuple

import pytest

MODULES = (
    "addresses",
    "body",
    "chunks",
    "classification",
    "classifier",
    "comments",
    "declassification",
    "head",
    "header",
    "interruptions",
    "keys",
    "lines",
    "marks",
    "model",
    "pieces",
    "pages",
    "read",
    "references",
    "signature",
    "subject_line",
    "summary",
    "tag_list",
    "whole",
    "whole_body",
    "whole_head",
    "whole_signs",
)
# must match in "# must match whole "A", "B"; must not match "C""; must not match "# why it is so"
SAID_RE = re.compile(r"must match(?P<how> whole| in)? (?P<yes>\".*?\"); must not match (?P<no>\".*\")")
PLACE_RE = re.compile(r"(?:^#.*\n)+(?P<name>\w+)(?:: [^=]*)? = re\.compile\(", re.MULTILINE)
QUOTED_RE = re.compile(r"\"(.*?)\"(?=,|$)")


class Said(NamedTuple):
    """One text beside a pattern."""

    module: str
    name: str
    how: str
    text: str
    matches: bool


def read_comments() -> list[Said]:
    found: list[Said] = []
    for module in MODULES:
        source = inspect.getsource(importlib.import_module(f"reftel.telegram.{module}"))
        for place in PLACE_RE.finditer(source):
            comment = " ".join(line.lstrip("# ") for line in place[0].split("\n")[:-1])
            said = SAID_RE.search(comment)
            assert said, f"{module}.{place['name']}: {comment}"
            how = (said["how"] or " at").strip()
            found += [Said(module, place["name"], how, text, True) for text in QUOTED_RE.findall(said["yes"])]
            found += [Said(module, place["name"], how, text, False) for text in QUOTED_RE.findall(said["no"])]
    return found


SAYINGS = read_comments()


@pytest.mark.parametrize("said", SAYINGS, ids=[f"{s.module}.{s.name}: {s.text}" for s in SAYINGS])
def test_a_pattern_does_what_is_said_beside_it(said: Said) -> None:
    pattern: re.Pattern[Any] = getattr(importlib.import_module(f"reftel.telegram.{said.module}"), said.name)
    text = said.text.replace("\\n", "\n").replace("\\t", "\t")
    ways = {"at": pattern.match, "whole": pattern.fullmatch, "in": pattern.search}
    match = ways[said.how](text.encode("latin-1") if isinstance(pattern.pattern, bytes) else text)
    assert (match is not None) == said.matches


def test_every_pattern_has_its_texts() -> None:
    with_texts = {(said.module, said.name) for said in SAYINGS}
    for name in MODULES:
        module = importlib.import_module(f"reftel.telegram.{name}")
        source = inspect.getsource(module)
        for pattern in re.findall(r"^(\w+_RE)\b.* = re\.compile\(", source, re.MULTILINE):
            assert (name, pattern) in with_texts, f"{name}.{pattern}"
