"""What a reader may not read is not in his brief, by no word and no count."""

from __future__ import annotations

import pytest

from reftel.brief.assemble import assemble_brief, resolve_country
from reftel.brief.render import render_html
from reftel.document import FULL_CLEARANCE, Reader
from reftel.record import Record, local_reader
from tests.brief.page import Page

FULL = Reader("full", FULL_CLEARANCE)


def phrases(text: str) -> set[str]:
    words = text.split()
    return {" ".join(words[i : i + 9]) for i in range(len(words) - 8)}


@pytest.mark.parametrize("clearance", ["U", "SBU", "C", "C//NOFORN", "S"])
def test_nothing_above_the_reader_is_in_the_file(specimen_record: Record, clearance: str) -> None:
    reader = local_reader(clearance)
    brief = assemble_brief(specimen_record, reader, resolve_country("XAV"), 2009)
    page = Page(render_html(brief, clearance=clearance))
    shown = " ".join(page.text.split())
    readable = "\n".join(
        " ".join(passage.text.split())
        for view in specimen_record.documents(reader)
        for passage in specimen_record.passages(reader, view)
    )
    hidden = 0
    for view in specimen_record.documents(FULL):
        for passage in specimen_record.passages(FULL, view):
            if not reader.may_read(passage.marking):
                secret = {phrase for phrase in phrases(passage.text) if phrase not in readable}
                hidden += len(secret)
                assert not {phrase for phrase in secret if phrase in shown}
    assert reader.may_read(brief.marking)
    assert brief.marking.printed in shown
    if clearance not in ("C//NOFORN",):
        assert hidden


def test_a_hidden_telegram_does_not_exist(specimen_record: Record) -> None:
    brief = assemble_brief(specimen_record, local_reader("U"), resolve_country("XAV"), 2009)
    counts = [len(group.lines) for section in brief.sections for group in section.groups]
    full = assemble_brief(specimen_record, FULL, resolve_country("XAV"), 2009)
    assert sum(counts) < sum(len(group.lines) for section in full.sections for group in section.groups)
    assert str(brief.marking) == "U"
    assert str(full.marking) == "C//NOFORN"
