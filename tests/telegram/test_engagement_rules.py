"""The rules behind the findings: their patterns, what one sentence gives, any text, and long ones."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reftel.telegram import find_engagement, patterns, read_telegram, tokens
from reftel.telegram.capitals import is_in_capitals
from reftel.telegram.engagement import (
    CLOSE_LABEL_RE,
    ITEM_RE,
    ITEM_START_RE,
    NOTE_RE,
    OPEN_LABEL_RE,
)
from reftel.telegram.names import ARTICLE_NAME_RE
from reftel.telegram.roles import GOVERNMENT_LETTERS_RE, US_BUREAU_RE, US_OFFICER_RE
from reftel.vocab.speech import ACTS, speech_verbs

HEAD = "UNCLAS ACCRA 000731\n\nSIPDIS\n\nE.O. 12958: N/A\nTAGS: KTIP GH\nSUBJECT: GHANA AND TIP\n\n1. (SBU) "
KINDS = {"position", "question", "undertaking", "point", "third-party", "comment"}

# Pattern, texts in which it is found, texts in which it is not.
SEARCHED = [
    (patterns.VIEW_RE, ["in his view", "according to the MFA", "in the Chief's telling"], ["in view of"]),
    (patterns.NOUN_RE, ["her main request was", "Chow's answer was that"], ["his office was"]),
    (patterns.REACTION_RE, ["Reactions from civil society", "Reaction among NGOs"], ["The reaction of"]),
    (patterns.CAME_RE, ["came the answer"], ["the answer came"]),
    (patterns.SILENT_RE, ["could not be reached", "did not return"], ["reached an agreement"]),
    (patterns.MEETING_RE, ["Poloff called on", "he met us"], ["he had met"]),
    (patterns.DRAFTER_RE, ["Ref B bears him out"], ["He referred", "(ref A)"]),
    (patterns.TONE_RE, ["Konadu-Essel grew calmer"], ["The unit grew to twelve officers"]),
    (patterns.PRESS_RE, ["press coverage", "elections"], ["the press asked"]),
    (patterns.BACKSHIFT_RE, ["would count", "had closed"], ["closed"]),
    (patterns.RETOLD_RE, ["had put", "has no"], ["put"]),
    (patterns.ACCOUNT_RE, ["has been", "could not"], ["closed"]),
    (patterns.JOINT_RE, ["It was settled that", "the two agreed"], ["it was said"]),
    (
        patterns.WISH_RE,
        ["it would be most helpful if", "would like a copy", "hoped that the Embassy could", "on his list"],
        ["the law would help", "he hoped that Parliament would act", "would like to thank"],
    ),
    (NOTE_RE, ["(Note: "], ["(Comment: "]),
    (CLOSE_LABEL_RE, ["End comment.)", "END SUMMARY AND COMMENT."], ["The end came soon."]),
    (ITEM_START_RE, ["steps: -- open cases"], ["the law -- passed in May"]),
]
MATCHED = [
    (patterns.TOPIC_RE, ["As for the law,"], ["As the law"]),
    (patterns.PRONOUN_LEAD_RE, ["His staff has", "None of this"], ["Elections are due"]),
    (ITEM_RE, ["-- Fund a shelter."], ["--known"]),
    (OPEN_LABEL_RE, ["(Comment: ", "Note: "], ["Comments were made"]),
    (tokens.OPEN_BEFORE_RE, ['They lose," he said'], ['"We," he said']),
    (ARTICLE_NAME_RE, ["al-Khasawneh"], ["anti-TIP"]),
]
WHOLE = [
    (US_OFFICER_RE, ["poloff", "pol/econoffs", "polcouns", "conoff"], ["police", "controller"]),
    (US_BUREAU_RE, ["EUR/SE", "EAP/CM"], ["MOL", "and/or"]),
    (GOVERNMENT_LETTERS_RE, ["GOT", "MOLSA", "MFA", "RTG"], ["TIP", "NGO"]),
    (tokens.INITIALS_RE, ["W.H", "U.S"], ["Chow", "A.D1"]),
    (
        tokens.TOKEN_RE,
        ['"to do better."', "(ref A)", "W.H", "anti-trafficking", "Chow's", "G/TIP", ","],
        ["said Chow", "Chow,"],
    ),
]


def _id(case: object) -> str | None:
    return case.pattern[:24] if isinstance(case, re.Pattern) else None


@pytest.mark.parametrize(("pattern", "yes", "no"), SEARCHED, ids=_id)
def test_a_pattern_is_found_where_its_comment_says(
    pattern: re.Pattern[str], yes: list[str], no: list[str]
) -> None:
    assert all(pattern.search(text) for text in yes)
    assert not any(pattern.search(text) for text in no)


@pytest.mark.parametrize(("pattern", "yes", "no"), MATCHED, ids=_id)
def test_a_pattern_opens_what_its_comment_says(
    pattern: re.Pattern[str], yes: list[str], no: list[str]
) -> None:
    assert all(pattern.match(text) for text in yes)
    assert not any(pattern.match(text) for text in no)


@pytest.mark.parametrize(("pattern", "yes", "no"), WHOLE, ids=_id)
def test_a_pattern_is_the_whole_of_what_its_comment_says(
    pattern: re.Pattern[str], yes: list[str], no: list[str]
) -> None:
    assert all(pattern.fullmatch(text) for text in yes)
    assert not any(pattern.fullmatch(text) for text in no)


def _kinds(body: str) -> list[set[tuple[str, str]]]:
    """Kinds and sides found in each sentence of a paragraph, in order of the sentences that give any."""
    telegram = read_telegram(f"{HEAD}{body}\n\nDOE\n")
    found: dict[int, set[tuple[str, str]]] = {}
    for finding in find_engagement(telegram):
        found.setdefault(finding.span.start, set()).add((finding.kind, str(finding.attributes["side"])))
    return [found[start] for start in sorted(found)]


POSITION, QUESTION, PROMISE = (
    {("position", "government")},
    {("question", "government")},
    {("undertaking", "government")},
)
POINT, OUR_PROMISE, THIRD = {("point", "US")}, {("undertaking", "US")}, {("third-party", "third party")}


@pytest.mark.parametrize(
    ("sentence", "want"),
    [
        ("The minister expressed regret that the letter had gone astray.", POSITION),
        ("The minister expressed his willingness to reopen the case.", PROMISE),
        ("The minister said that he would be grateful for a copy.", QUESTION),
        ("The minister hoped that the Embassy would reconsider.", QUESTION),
        ("The minister hoped that Parliament would pass the bill.", POSITION),
        ("The minister was asked about the delay but had no answer.", POSITION),
        ("The minister agreed to look into the case.", PROMISE),
        ("The minister agreed that the law was weak.", POSITION),
        ("The minister would not say when the law would pass.", POSITION),
        ("The minister said that a downgrade would hurt tourism.", POSITION),
        ("The minister said the bill would be submitted to Cabinet in May.", PROMISE),
        ("The minister assured us that the figures were correct.", POSITION),
        ("The minister offered no explanation.", POSITION),
        ("The minister suggested that the Embassy send an observer.", QUESTION),
        ("The minister sought to play down the report.", POSITION),
        ("The minister urged the courts to act faster.", POSITION),
        ("The minister's only request was a copy in French.", QUESTION),
        ("We were told that the file had been lost.", POSITION),
        ("We were promised a copy of the decree by Friday.", PROMISE),
        ("The minister was told that the text was final.", POINT),
        ("Could we help, the minister asked, with a translation?", QUESTION),
        ('"It is not our law," said the minister.', POSITION),
        ("Nor did the minister contest the figures.", POSITION),
        ("As the minister put it, the law is a dead letter.", POSITION),
        ("Poloff could make no promises.", POINT),
        ("Poloff said the Embassy would look into it.", OUR_PROMISE),
        ("A local NGO claimed that the numbers were wrong.", THIRD),
        ("The newspaper La Nacion wrote that the report was overdue.", THIRD),
        ("The two sides agreed to meet every month.", PROMISE | OUR_PROMISE),
    ],
)
def test_one_sentence_gives_what_it_reports(sentence: str, want: set[tuple[str, str]]) -> None:
    assert _kinds(sentence) == [want]


@pytest.mark.parametrize(
    "sentence",
    [
        "Poloff met with the minister on June 3.",
        "The minister received Poloff on June 3.",
        "The law was adopted in 2003.",
        "Post notes that the minister is new.",
        "We believe the minister is sincere.",
    ],
)
def test_scenes_background_and_the_posts_own_voice_give_nothing(sentence: str) -> None:
    assert _kinds(sentence) == []


def test_a_list_belongs_to_the_sentence_before_it() -> None:
    body = "Poloff listed three steps:\n\n-- Open more cases.\n\n-- Fund a shelter.\n\n-- Train the police."
    assert _kinds(body) == [POINT] * 4


def test_an_account_goes_on_without_a_verb_of_speech() -> None:
    body = "The minister said he had no staff. His two inspectors are on leave. The ministry will hire three."
    assert _kinds(body) == [POSITION, POSITION, PROMISE]


def test_a_comment_inside_a_paragraph_is_set_apart() -> None:
    body = "The minister said the law was good. (Comment: We doubt it. End comment.) He asked for a copy."
    assert _kinds(body) == [POSITION, {("comment", "US")}, QUESTION]


def test_a_note_inside_a_paragraph_gives_nothing() -> None:
    body = "The minister said the law was good. (Note: He said so in May. End note.) He asked for a copy."
    assert _kinds(body) == [POSITION, QUESTION]


def test_capitals_are_told_from_a_few_letters() -> None:
    assert is_in_capitals("THE MINISTER SAID THAT THE LAW WAS GOOD. " * 10)
    assert not is_in_capitals("The GOT and the MFA and the USG. " * 10)


def test_every_verb_has_a_known_act() -> None:
    acts = {reading.act for readings in speech_verbs().values() for reading in readings}
    assert acts == ACTS


@given(st.text(max_size=300))
@settings(max_examples=150, deadline=None)
def test_any_text_gives_valid_spans(text: str) -> None:
    telegram = read_telegram(HEAD + text)
    for finding in find_engagement(telegram):
        quote = finding.span.of(telegram.raw)
        assert finding.kind in KINDS
        assert quote
        assert quote == quote.strip()
        assert any(p.span.covers(finding.span) and p.marking == finding.marking for p in telegram.paragraphs)


WORDS = st.sampled_from(
    [
        *("Poloff", "the minister", "Chow", "he", "she", "they", "we", "an NGO", "said", "asked", "promised"),
        *("told", "that", "would", "will", "not", "to", "and", ",", ";", "?", ". ", '"', "(", ")", "--", "“"),
        *("in his view", "according to", "by", "was", "had", "no", "Ministry of Labor", "(MOL)", "IOM", "'s"),
    ]
)


@given(st.lists(WORDS, max_size=60))
@settings(max_examples=150, deadline=None)
def test_any_order_of_its_own_words_gives_valid_spans(words: list[str]) -> None:
    telegram = read_telegram(HEAD + " ".join(words))
    for finding in find_engagement(telegram):
        assert finding.span.of(telegram.raw).strip()
        assert finding.kind in KINDS
