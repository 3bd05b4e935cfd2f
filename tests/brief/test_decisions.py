"""A brief tells what people decided about the statements that it prints."""

from __future__ import annotations

from collections.abc import Callable

from reftel.brief.assemble import assemble_brief
from reftel.brief.model import Brief, Line
from reftel.brief.render import render_html
from reftel.document import Marking
from reftel.record import Record, local_reader
from reftel.vocab.countries import resolve_country
from tests.brief.telegrams import make_telegram

READER = local_reader()
FIRST = "1. (U) The Minister argued that trafficking figures were wrong."
SECOND = "2. (U) The Minister insisted that police follow up all leads."


def brief_of(record: Record) -> Brief:
    return assemble_brief(record, READER, resolve_country("HKG"), 2009)


def answers(brief: Brief) -> list[Line]:
    section = next(section for section in brief.sections if section.slug == "answers")
    return [line for group in section.groups for line in group.lines]


def test_what_a_person_confirmed_is_no_proposal(record_of: Callable[..., Record]) -> None:
    record = record_of(make_telegram(1103, FIRST, SECOND))
    from reftel.record.people.queries import find_actor
    from reftel.record.statements import deciding

    local = find_actor(record)
    assert [line.standing for line in answers(brief_of(record))] == ["proposed", "proposed"]
    first, second = record.statements(READER, "09HONGKONG1103", kind="position")
    deciding.confirm(record, local, first)
    brief = brief_of(record)
    assert [line.standing for line in answers(brief)] == ["confirmed", "proposed"]
    page = render_html(brief, clearance="full", made_on="2026-11-27")
    assert page.count('<span class="tag confirmed"') == 1
    assert page.count('<span class="tag proposed"') == 1
    deciding.reject(record, local, second)
    assert [line.text for line in answers(brief_of(record))] == [
        "The Minister argued that trafficking figures were wrong."
    ]


def test_what_a_person_holds_closer_raises_the_brief(record_of: Callable[..., Record]) -> None:
    record = record_of(make_telegram(1103, FIRST, SECOND))
    from reftel.record.people.queries import find_actor
    from reftel.record.statements import deciding

    (first, _) = record.statements(READER, "09HONGKONG1103", kind="position")
    wording = deciding.Wording(marking=Marking.parse("S//NOFORN"))
    deciding.amend(record, find_actor(record), first, wording)
    brief = brief_of(record)
    assert [str(line.marking) for line in answers(brief)] == ["S//NOFORN", "U"]
    assert str(brief.marking) == "S//NOFORN"
