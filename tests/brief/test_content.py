"""What stands in a brief: the right sections, the right findings, the lacks."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from reftel.brief.assemble import assemble_brief
from reftel.brief.concern import concerns_persons
from reftel.brief.model import Brief, Section
from reftel.errors import AmbiguousCountryError, NothingToShowError, UnknownCountryError
from reftel.ranking.words import list_years
from reftel.record import Record, local_reader
from reftel.vocab.countries import resolve_country
from tests.brief.telegrams import ANSWER, make_telegram

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
    assert all(line.rule and line.standing == "proposed" for group in answers.groups for line in group.lines)
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


def told(record: Record, country: str, year: int) -> list[str]:
    """The telegrams that stand in a brief."""
    lines = [
        line for group in section(brief_of(record, country, year), "telegrams").groups for line in group.lines
    ]
    return [line.citations[0].document for line in lines]


@pytest.mark.parametrize(
    "text",
    ["TAGS: KTIP PHUM", "trafficking in\n women and girls", "sex-trafficking", "victims of trafficking",
     "UPDATE ON TIP",
     "the TIP report", "The Minister said that trafficking is rare.",
     "DRUG TRAFFICKING AND HUMAN TRAFFICKING",
     "anti-TIP efforts", "antitrafficking unit"],
)  # fmt: skip
def test_what_is_about_persons(text: str) -> None:
    assert concerns_persons([text])


@pytest.mark.parametrize(
    "text",
    ["heavy traffic", "the tip of the iceberg", "DRUG TRAFFICKING AT THE TIP OF THE ISLAND",
     "THE NORTHERN TIP", "TRAFFICKING IN ILLICIT ARMS", "A TIP FROM THE POLICE",
     "narco-trafficking; the traffickers fled",
     "A TIP-OFF"],
)  # fmt: skip
def test_what_is_about_something_else(text: str) -> None:
    assert not concerns_persons([text])


def test_a_telegram_about_something_else_is_not_in(record_of: Callable[..., Record]) -> None:
    drugs = make_telegram(
        2, "1. (U) He argued that drug trafficking fell.", tags="SNAR HK", subject="DRUG TRAFFICKING"
    )
    record = record_of(make_telegram(1), drugs)
    assert told(record, "HKG", 2009) == ["09HONGKONG1"]


def test_a_telegram_about_three_countries_is_in_three_briefs(record_of: Callable[..., Record]) -> None:
    record = record_of(make_telegram(1, tags="KTIP HK TH LY"))
    assert [told(record, name, 2009) for name in ("HKG", "THA", "LBY")] == [["09HONGKONG1"]] * 3


def test_of_several_copies_the_one_that_says_most_is_taken(record_of: Callable[..., Record]) -> None:
    whole = make_telegram(1, ANSWER, "2. (U) He promised a decree.")
    record = record_of(whole, whole[: whole.index("2. (U)")])
    assert told(record, "HKG", 2009) == ["09HONGKONG1"]
    assert has(texts(section(brief_of(record, "HKG", 2009), "undertakings")), "decree")


def test_a_subject_names_the_year_and_references_keep_their_own(record_of: Callable[..., Record]) -> None:
    text = make_telegram(
        4, subject="REACTION TO 2007 TIP REPORT", references="REF: A. STATE 1234\n     B. 08 STATE 5555"
    )
    brief = brief_of(record_of(text, text.replace("P 16", "P 17")), "HKG", 2007)
    lacks = texts(section(brief, "lacks"))
    assert has(lacks, "09STATE1234, to which 09HONGKONG4 refers")
    assert has(lacks, "08STATE5555")
    assert not has(lacks, "07STATE1234")
    assert sum("STATE1234" in line for line in lacks) == 1


def test_a_reference_that_is_held_is_not_lacking(record_of: Callable[..., Record]) -> None:
    record = record_of(make_telegram(1), make_telegram(2, references="REF: HONG KONG 1"))
    assert not has(texts(section(brief_of(record, "HKG", 2009), "lacks")), "HONGKONG1")


def test_a_telegram_without_a_date_is_told(record_of: Callable[..., Record]) -> None:
    undated = make_telegram(
        3, "1. (U) He argued that the 160912Z JAN 05 message on trafficking was late.", sent=""
    )
    brief = brief_of(record_of(make_telegram(1), undated), "HKG", 2009)
    assert has(texts(section(brief, "lacks")), "date of HONGKONG3 is not in the record")


def test_a_date_in_the_text_is_that_of_another_telegram(record_of: Callable[..., Record]) -> None:
    text = (
        "09HONGKONG5\nA TITLE\nTue Jun 16 00:00:00 +0200 2009\nUNCLASSIFIED\nConsulate Hong Kong\n"
        + make_telegram(
            5, "1. (U) He argued that the 160912Z JAN 05 message on trafficking was late.", sent=""
        )
    )
    (group,) = section(brief_of(record_of(text), "HKG", 2009), "answers").groups
    assert group.title == "09HONGKONG5"


def test_a_year_whose_tier_is_unknown_still_has_its_standing(record_of: Callable[..., Record]) -> None:
    brief = brief_of(record_of(make_telegram(1, sent="P 160912Z JUN 30")), "HKG", 2030)
    assert (brief.tier, brief.movement) == ("Tier unknown", "")
    assert texts(section(brief, "standing")) == ["The tier of Hong Kong in 2030 is unknown."]
    assert has(texts(section(brief, "lacks")), "The tier is unknown for 2026 to 2030.")
    assert has(texts(section(brief, "lacks")), "The narrative of 2029 is not in the record either.")


def test_a_country_on_no_list_is_called_so(real_record: Record) -> None:
    assert has(
        texts(section(brief_of(real_record, "LBY", 2018), "standing")), "Libya is a Special Case in 2018."
    )


def test_one_sentence_is_not_called_sentences(record_of: Callable[..., Record]) -> None:
    first = "The Government of Thailand does not fully meet the minimum standards to eliminate trafficking."
    narrative = "THAILAND: Tier 2\n\n{first}\n\nPROSECUTION\n\n{rest}\n"
    record = record_of(
        THA_2017=narrative.format(first=first, rest="Authorities convicted nine traffickers in this period."),
        THA_2018=narrative.format(first=first, rest="Shelters for children were opened by three ministries."),
    )
    titles = [
        group.title for group in section(brief_of(record, "THA", 2018), "changes").groups if group.folded
    ]
    assert titles == ["1 sentence kept word for word"]


def test_years_are_listed_in_words() -> None:
    assert list_years([2003, 2001, 2002, 2007, 2010, 2009]) == "2001 to 2003, 2007, 2009, 2010"
    assert list_years([]) == ""


def test_an_ambiguous_name_names_those_that_bear_it() -> None:
    with pytest.raises(AmbiguousCountryError) as caught:
        resolve_country("congo")
    assert "(COD)" in str(caught.value)
    assert "(COG)" in str(caught.value)
    assert "ISO code" in str(caught.value)
