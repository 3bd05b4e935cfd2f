"""Captions, classification words, precedences and TAGS."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reftel.vocab.captions import caption_by_mark, captions, find_caption
from reftel.vocab.classification import LEVELS, MARK, SECURITY_LINE, classification_words, find_classification
from reftel.vocab.precedences import find_precedence, precedences
from reftel.vocab.tags import find_tag, tags

RESTRICTING = [
    "NODIS",
    "EXDIS",
    "LIMDIS",
    "STADIS",
    "NOFORN",
    "ORCON",
    "NOCONTRACT",
    "EYES ONLY",
    "CHEROKEE",
    "ROGER CHANNEL",
    "DISSENT CHANNEL",
    "DIRGEN CHANNEL",
    "AGREMENT CHANNEL",
]


@pytest.mark.parametrize("text", RESTRICTING)
def test_captions_that_narrow_the_readers_restrict(text: str) -> None:
    caption = find_caption(text)
    assert caption is not None
    assert caption.name == text
    assert caption.restricts


@pytest.mark.parametrize("text", ["SIPDIS", "SENSITIVE", "INFORM CONSULS"])
def test_other_captions_do_not_restrict(text: str) -> None:
    caption = find_caption(text)
    assert caption is not None
    assert not caption.restricts


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("N O D I S", "NODIS"),
        ("sipdis", "SIPDIS"),
        ("SIPDIS SIPDIS", "SIPDIS"),
        ("ROGER", "ROGER CHANNEL"),
        ("EYES ONLY FOR THE AMBASSADOR", "EYES ONLY"),
        ("REL LIBYA", "REL TO"),
    ],
)
def test_spellings_of_a_caption_are_understood(text: str, name: str) -> None:
    caption = find_caption(text)
    assert caption is not None
    assert caption.name == name


@pytest.mark.parametrize(
    "text", ["", "NODIS MATTERS", "Sensitive talks went on", "RELATIONS WITH LIBYA", "NF", "C"]
)
def test_other_lines_are_no_captions(text: str) -> None:
    assert find_caption(text) is None


@pytest.mark.parametrize(
    ("part", "name"),
    [("NF", "NOFORN"), ("N", "NOFORN"), ("NOFORN", "NOFORN"), ("OC", "ORCON"), ("REL LIBYA", "REL TO")],
)
def test_short_captions_of_portion_marks_are_understood(part: str, name: str) -> None:
    caption = caption_by_mark(part)
    assert caption is not None
    assert caption.name == name


@pytest.mark.parametrize("part", ["C", "S", "U", "SBU", "ENTIRE TEXT"])
def test_other_parts_of_portion_marks_are_no_captions(part: str) -> None:
    assert caption_by_mark(part) is None


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("UNCLAS", "U"),
        ("Unclassified", "U"),
        ("UNCLAS EFTO", "SBU"),
        ("LIMITED OFFICIAL USE", "SBU"),
        ("UNCLASSIFIED//FOR OFFICIAL USE ONLY", "SBU"),
        ("SENSITIVE BUT UNCLASSIFIED", "SBU"),
        ("C O N F I D E N T I A L", "C"),
        ("s e c r e t", "S"),
        ("TOP SECRET", "TS"),
    ],
)
def test_classification_words_give_levels(text: str, level: str) -> None:
    found = find_classification(text)
    assert found is not None
    assert found.level == level


@pytest.mark.parametrize("mark", ["U", "SBU", "LOU", "C", "S", "TS"])
def test_letters_classify_only_where_they_are_marks(mark: str) -> None:
    assert find_classification(mark, MARK) is not None
    if len(mark) == 1:
        assert find_classification(mark) is None


@pytest.mark.parametrize(("letter", "level"), [("U", "U"), ("E", "SBU"), ("C", "C"), ("S", "S"), ("T", "TS")])
def test_the_security_line_has_its_own_letters(letter: str, level: str) -> None:
    found = find_classification(letter, SECURITY_LINE)
    assert found is not None
    assert found.level == level


def test_limited_official_use_ended_when_sbu_began() -> None:
    old, new = find_classification("LIMITED OFFICIAL USE"), find_classification("SBU")
    assert old is not None
    assert new is not None
    assert old.is_used_in(1990)
    assert not old.is_used_in(2005)
    assert new.is_used_in(2005)
    assert not new.is_used_in(1990)


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Z", "FLASH"),
        ("OO", "IMMEDIATE"),
        ("O", "IMMEDIATE"),
        ("immediate", "IMMEDIATE"),
        ("NIACT IMMEDIATE", "NIACT IMMEDIATE"),
        ("NIACT", "NIACT IMMEDIATE"),
        ("PIORITY", "PRIORITY"),
        ("PRIOITY", "PRIORITY"),
        ("R", "ROUTINE"),
    ],
)
def test_precedences_are_found_by_letter_word_and_misspelling(text: str, word: str) -> None:
    found = find_precedence(text)
    assert found is not None
    assert found.word == word


def test_precedences_go_from_the_most_urgent() -> None:
    assert [precedence.word for precedence in precedences()] == [
        "FLASH",
        "NIACT IMMEDIATE",
        "IMMEDIATE",
        "PRIORITY",
        "ROUTINE",
    ]
    assert find_precedence("WASHDC") is None


@pytest.mark.parametrize(
    ("code", "kind", "meaning"),
    [
        ("KTIP", "programme", "Trafficking in Persons"),
        ("phum", "subject", "Human Rights"),
        ("KCRM", "programme", "Transnational Crime"),
        ("SMIG", "subject", "Migration"),
        ("UNGA/C-3", "organisation", "United Nations General Assembly, Third Committee"),
        ("zanu-pf", "organisation", "Zimbabwe African National Union - Patriotic Front"),
    ],
)
def test_tags_have_kinds_and_meanings(code: str, kind: str, meaning: str) -> None:
    entry = find_tag(code)
    assert entry is not None
    assert (entry.kind, entry.meaning) == (kind, meaning)


@pytest.mark.parametrize("code", ["", "HK", "CLINTON, HILLARY", "QQQQ"])
def test_geographic_tags_and_persons_are_not_among_them(code: str) -> None:
    assert find_tag(code) is None


def test_every_subject_and_programme_tag_has_a_meaning_and_four_letters() -> None:
    for entry in tags():
        if entry.kind != "organisation":
            assert entry.meaning, entry.code
            assert len(entry.code) == 4
        assert (entry.kind == "programme") == (entry.code.startswith("K") and entry.kind != "organisation")


def test_every_row_has_a_source() -> None:
    assert all(caption.source for caption in captions())
    assert all(entry.source for entry in classification_words())
    assert all(precedence.source for precedence in precedences())
    assert all(entry.source for entry in tags())
    assert {entry.level for entry in classification_words()} == set(LEVELS)
    assert {caption.kind for caption in captions()} == {"distribution", "channel", "handling", "passing"}


@given(st.text(max_size=40))
def test_any_text_may_be_asked_for(text: str) -> None:
    for find in (find_caption, caption_by_mark, find_classification, find_precedence, find_tag):
        find(text)
