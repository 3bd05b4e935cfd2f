"""What a reader may not read is not in his brief, by no word and no count."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from reftel.brief.assemble import assemble_brief
from reftel.brief.render import render_html
from reftel.document import FULL_CLEARANCE, Marking, Reader
from reftel.errors import NothingToShowError
from reftel.record import Record, local_reader
from reftel.vocab.countries import resolve_country
from tests.brief.page import Page
from tests.brief.telegrams import ANSWER, make_telegram

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


CANARIES = {
    "CANARYOPEN": "U",
    "CANARYSENSITIVE": "SBU",
    "CANARYCONFIDENTIAL": "C",
    "CANARYCOMMENT": "C",
    "CANARYNOFORN": "C//NOFORN",
    "CANARYSECRET": "S",
    "CANARYLETTER": "S",
    "CANARYSUBJECT": "S",
    "CANARYTITLE": "S",
    "CANARYREFERENCE": "S",
    "77123": "S",
    "CANARYNODIS": "S//NODIS",
}
MIXED = make_telegram(
    1201,
    "1. (U) The Minister argued that CANARYOPEN trafficking figures were wrong.",
    "2. (SBU) He argued that the CANARYSENSITIVE sentence was misleading.",
    "3. (C) He promised a CANARYCONFIDENTIAL decree.",
    "4. (C/NF) He asked whether the CANARYNOFORN partner had been told.",
    "5. (S) He insisted that the CANARYSECRET file stay closed.",
    "6. (C) He promised these steps:\n(a) (S) the CANARYLETTER raid;\n(b) (C) the decree.",
    "7. (C) Comment: The CANARYCOMMENT view is ours. End comment.",
)
HIGH = "09HONGKONG1202\nCANARYTITLE OF THE DAY\nThu Jun 18 00:00:00 +0200 2009\nSECRET\nConsulate Hong Kong\n"
HIGH += make_telegram(
    1202,
    "1. (U) The Minister argued that the trafficking figures in ref B were wrong.",
    "2. The Minister argued that the CANARYSECRET case was closed.",
    level="S E C R E T",
    sent="P 180912Z JUN 09",
    subject="CANARYSUBJECT OF THE DAY",
    references="REF: A. STATE 77123\n     B. CANARYREFERENCE NOTE",
)
CLOSED = make_telegram(
    1203,
    "1. (U) The Minister argued that CANARYNODIS trafficking figures were wrong.",
    level="S E C R E T",
    sent="P 190912Z JUN 09",
    captions="NODIS\nSIPDIS",
)


@pytest.mark.parametrize("clearance", ["U", "SBU", "C", "C//NOFORN", "S", "S//NOFORN", "S//NODIS", "full"])
def test_each_word_is_for_who_may_read_it_and_in_the_banner(
    record_of: Callable[..., Record], clearance: str
) -> None:
    reader = local_reader(clearance)
    brief = assemble_brief(record_of(MIXED, HIGH, CLOSED), reader, resolve_country("HKG"), 2009)
    html = render_html(brief, clearance=clearance)
    seen = {canary for canary in CANARIES if canary in html}
    assert all(reader.may_read(Marking.parse(CANARIES[canary])) for canary in seen)
    assert all(Marking.parse(CANARIES[canary]) <= brief.marking for canary in seen)
    assert reader.may_read(brief.marking)
    assert ("1202" in html) == reader.may_read(Marking.parse("S"))
    assert ("1203" in html) == reader.may_read(Marking.parse("S//NODIS"))
    shown = {
        "CANARYOPEN",
        "CANARYSENSITIVE",
        "CANARYCONFIDENTIAL",
        "CANARYCOMMENT",
        "CANARYNOFORN",
        "CANARYSECRET",
    }
    assert {c for c in shown if reader.may_read(Marking.parse(CANARIES[c]))} <= seen


def test_the_year_in_a_subject_is_for_who_may_read_the_subject(record_of: Callable[..., Record]) -> None:
    subject = "(S) REACTION TO 2007 TRAFFICKING IN PERSONS REPORT"
    text = make_telegram(7, "1. (C) The Minister argued that trafficking figures were wrong.",
                         level="C O N F I D E N T I A L", subject=subject)  # fmt: skip
    record = record_of(text)
    below, above = local_reader("C"), local_reader("S")
    assert assemble_brief(record, above, resolve_country("HKG"), 2007).year == 2007
    assert assemble_brief(record, below, resolve_country("HKG"), 2009).year == 2009
    with pytest.raises(NothingToShowError, match=r"holds something for 2009\.$"):
        assemble_brief(record, below, resolve_country("HKG"), 2007)


@pytest.mark.parametrize("year", [2009, 2010])
def test_a_refusal_says_the_same_whether_or_not_something_is_hidden(
    record_of: Callable[..., Record], year: int
) -> None:
    told = set()
    for record in (record_of(make_telegram(1, tags="KTIP TH")), record_of(CLOSED)):
        with pytest.raises(NothingToShowError) as caught:
            assemble_brief(record, local_reader("U"), resolve_country("HKG"), year)
        told.add(f"{caught.value.found}. {caught.value.advice}")
    assert len(told) == 1
    assert "clearance U" in told.pop()


def test_what_is_lacking_says_with_which_clearance(record_of: Callable[..., Record]) -> None:
    record = record_of(make_telegram(1))
    leads = {}
    for clearance in ("U", "S//NOFORN", "full"):
        brief = assemble_brief(record, local_reader(clearance), resolve_country("HKG"), 2009)
        leads[clearance] = next(section.lead for section in brief.sections if section.slug == "lacks")
    assert re.search(r"clearance U\.$", leads["U"])
    assert re.search(r"clearance S//NOFORN\.$", leads["S//NOFORN"])
    assert leads["full"] == ""


def test_the_banner_counts_the_line_that_a_date_comes_from(record_of: Callable[..., Record]) -> None:
    text = make_telegram(5, ANSWER, level="C O N F I D E N T I A L", tags="KTIP HK")
    brief = assemble_brief(record_of(text), local_reader(), resolve_country("HKG"), 2009)
    answers = next(section for section in brief.sections if section.slug == "answers")
    assert [str(line.marking) for line in answers.groups[0].lines] == ["U"]
    assert "16 June 2009" in answers.groups[0].title
    assert str(answers.groups[0].marking) == "C"
    assert str(brief.marking) == "C"
