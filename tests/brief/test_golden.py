"""The whole specimen brief, as an outline that a person can read and compare.

After a change that is meant, read the difference, then write the new outline with
``REFTEL_WRITE_GOLDEN=1 pytest tests/brief/test_golden.py``.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from reftel.brief.assemble import assemble_brief
from reftel.brief.model import Brief, Line, Section
from reftel.compare import EditKind
from reftel.record import Record, local_reader
from reftel.vocab.countries import resolve_country

GOLDEN = Path(__file__).parent / "golden"
SIGNS = {EditKind.KEEP: "{}", EditKind.DELETE: "[-{}-]", EditKind.INSERT: "{{+{}+}}"}


def outline(brief: Brief) -> Iterator[str]:
    yield f"{brief.country} {brief.year}: {brief.tier}; {brief.movement}; {brief.marking}"
    for section in brief.sections:
        yield f"\n# {section.title}" + (" (proposed)" if is_proposed(section) else "")
        if section.counts:
            yield ", ".join(f"{count} {name}" for name, count in section.counts)
        for group in section.groups:
            if group.title:
                yield f"## {group.title}"
            for line in group.lines:
                yield f"- {words(line)} <{'; '.join(map(str, line.citations))}>"


def is_proposed(section: Section) -> bool:
    return any(line.standing == "proposed" for group in section.groups for line in group.lines)


def words(line: Line) -> str:
    text = "".join(SIGNS[edit.kind].format(edit.text) for edit in line.edits) or line.text
    return f"{line.tag}: {text}" if line.tag else text


@pytest.mark.parametrize(("year", "clearance"), [(2009, "full"), (2009, "U"), (2010, "full")])
def test_the_brief_is_as_it_was_read(specimen_record: Record, year: int, clearance: str) -> None:
    brief = assemble_brief(specimen_record, local_reader(clearance), resolve_country("XAV"), year)
    text = "\n".join(outline(brief)) + "\n"
    path = GOLDEN / f"XAV-{year}-{clearance.lower()}.txt"
    if os.environ.get("REFTEL_WRITE_GOLDEN"):
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    assert text == path.read_text(encoding="utf-8")
