"""What stands in a brief: the right sections, the right findings, the lacks."""

from __future__ import annotations

import pytest

from reftel.brief.assemble import assemble_brief, resolve_country
from reftel.brief.model import Brief, Section
from reftel.errors import NothingToShowError, UnknownCountryError
from reftel.record import Record, local_reader

READER = local_reader()
ANSWERED = (
    "dismayed", "misleading", "misinterpreted", "not the case", "rigorously", "cannot pursue", "comfortable",
    "welcomes new", "do better", "yet to decide", "primary message",
)  # fmt: skip


def brief_of(record: Record, country: str, year: int) -> Brief:
    return assemble_brief(record, READER, resolve_country(country), year)


def section(brief: Brief, slug: str) -> Section:
    return next(section for section in brief.sections if section.slug == slug)


def texts(found: Section) -> list[str]:
    return [line.text for group in found.groups for line in group.lines]


def has(lines: list[str], *words: str) -> bool:
    return any(all(word in line for word in words) for line in lines)


def test_the_real_telegram(real_record: Record) -> None:
    brief = brief_of(real_record, "hong-kong", 2009)
    assert (brief.tier, brief.movement) == ("Tier 2", "moved down, Tier 1 in 2008")
    answers = section(brief, "answers")
    assert answers.is_proposed
    assert all(line.rule for group in answers.groups for line in group.lines)
    said = texts(answers)
    for words in ANSWERED:
        assert has(said, words), words
    assert not has(said, "Poloff restated")
    assert not has(said, "Post welcomes")
    assert len(texts(section(brief, "questions"))) == 1
    assert has(texts(section(brief, "questions")), "asked what specific measures")
    undertaken = {group.title.partition(" ·")[0]: group for group in section(brief, "undertakings").groups}
    assert has([line.text for line in undertaken["The US side"].lines], "arranging", "training")
    assert has([line.text for line in undertaken["The government"].lines], "commitment to eradicating")
    points = texts(section(brief, "points"))
    assert has(points, "restated the USG's concern")
    assert has(points, "encouraged the Hong Kong government")
    assert has(points, "four recommendations")
    comment = texts(section(brief, "comment"))
    assert len(comment) == 2
    assert has(comment, "gotten")
    assert has(comment, "earlier")
    lacks = texts(section(brief, "lacks"))
    assert has(lacks, "narrative of 2009 is not")
    assert has(lacks, "narrative of 2008 is not")
    assert has(lacks, "09STATE60446", "09HONGKONG1103")
    assert str(brief.marking) == "SBU"


def test_a_narrative_without_the_year_before(real_record: Record) -> None:
    brief = brief_of(real_record, "HKG", 2018)
    assert brief.tier == "Tier 2 Watch List"
    assert has(texts(section(brief, "standing")), "remained on Tier 2 Watch List", "third consecutive year")
    assert has(texts(section(brief, "standing")), "third year in a row on the Watch List")
    assert len(texts(section(brief, "recommendations"))) == 14
    assert has(texts(section(brief, "lacks")), "narrative of 2017")
    assert not any(found.slug == "changes" for found in brief.sections)


def test_an_unranked_country(real_record: Record) -> None:
    brief = brief_of(real_record, "Libya", 2018)
    assert brief.tier == "Special Case"


def test_two_years_are_compared(specimen_record: Record) -> None:
    brief = brief_of(specimen_record, "Averline", 2009)
    assert brief.is_invented
    changes = section(brief, "changes")
    assert dict(changes.counts) == {
        "kept": 16, "reworded": 23, "split": 2, "merged": 2, "moved": 5, "added": 10, "dropped": 6,
    }  # fmt: skip
    reworded = [line for group in changes.groups for line in group.lines if line.tag == "reworded"]
    assert all(line.edits and len(line.citations) == 2 for line in reworded)


def test_the_first_year_lacks_the_one_before(specimen_record: Record) -> None:
    brief = brief_of(specimen_record, "XAV", 2008)
    assert has(texts(section(brief, "lacks")), "narrative of 2007")
    assert has(texts(section(brief, "lacks")), "No telegram")


def test_nothing_for_that_year(real_record: Record) -> None:
    with pytest.raises(NothingToShowError, match=r"no narrative of Thailand for 2003.*2018"):
        brief_of(real_record, "THA", 2003)


def test_nothing_at_all(real_record: Record) -> None:
    with pytest.raises(NothingToShowError, match="nothing about France"):
        brief_of(real_record, "fr", 2018)


def test_unknown_country_gets_the_three_nearest() -> None:
    with pytest.raises(UnknownCountryError) as caught:
        resolve_country("Thialand")
    assert len(caught.value.nearest) == 3
    assert "Thailand" in str(caught.value)


@pytest.mark.parametrize("asked", ["hong-kong", "Hong Kong", "HKG", "HK", "hk", "HONG KONG"])
def test_one_country_by_many_names(asked: str) -> None:
    assert resolve_country(asked).iso3 == "HKG"
