"""Who acts: sides of phrases, of people by their introduction, and of pronouns."""

from __future__ import annotations

import pytest

from reftel.telegram import find_engagement, read_telegram
from reftel.telegram.cast import Cast, find_mentions, find_owners, read_cast
from reftel.telegram.roles import Side
from reftel.telegram.tokens import drop_parentheses, split_words

HOME = frozenset({"thai", "thailand"})
ABROAD = frozenset({"british", "french", "norwegian", "indonesian", "dutch", "indian"})
PLACES = frozenset(word.capitalize() for word in HOME | ABROAD)

US = """
Ambassador-at-Large John Miller|Visiting G/TIP Director Mark Lagon|Deputy Assistant Secretary Carol Rodley
EAP DAS Scot Marciel|Vice Consul Ortiz|The Embassy's Regional Security Officer|P/E Chief|Labor Attaché Hughes
Amb. Stone|Charge d'Affaires Ellen Moss|The Deputy Chief of Mission|Post's human rights officer|The RSO
U.S. officials|DRL's Sarah Kim|FBI Special Agent Cruz|The USAID mission director|Polcouns|Econoff|Embassy
The Mission|State Department official Amy O'Neill|Washington|The Public Affairs Officer|Consul General Ray
"""
GOVERNMENT = """
The Prime Minister|MFA Americas Desk Director Lopez|The Solicitor General|DPP Barrow|Chief Justice Amoah
The Comptroller of Immigration|National Rapporteur Vries|Deputy PM Mwale|A senior MFA official|GOT officials
The authorities|Police|His deputy|The National Commission for Women|Judge Alvarez|Minister CHEN Ming-tong
The chairman of the parliamentary human rights committee|NAPTIP head Ms. Ndaguba|Thai officials|Interior
The Federal Migration Service|The National Center for Social Solidarity|The Task Force
Human Rights Commissioner
The prosecutor handling the case|The latter|A Foreign Ministry spokesman|The Registrar of Trade Unions
The Department of Social Welfare and Development|The Prime Minister's adviser on women's issues
"""
THIRD = """
The director of a local NGO|IOM's chief of mission|Human rights lawyer Anan|The British Ambassador
A Norwegian diplomat|The Bishop of Limon|Sister Maria|A leading newspaper|Opposition leader Chuan
The chamber of commerce|Professor Withit|Save the Children|Human Rights Watch|A shelter worker|A survivor
The fishing association's secretary|The ILO's Bangkok office|An Indonesian embassy official|A former minister
The center's director, a nun|An academic at Chulalongkorn University|A women's group|The OSCE
"""


def _cast() -> Cast:
    return Cast(places=PLACES, home=HOME, abroad=ABROAD)


def _names(text: str) -> list[str]:
    return [name for line in text.strip().splitlines() for name in line.split("|")]


def _side_of_speaker(*sentences: str) -> str | None:
    """The side of what the last sentence of a telegram from Bangkok reports."""
    body = " ".join(sentences)
    telegram = read_telegram(
        "UNCLAS BANGKOK 000731\n\nSIPDIS\n\nE.O. 12958: N/A\nTAGS: KTIP TH\n"
        f"SUBJECT: THAILAND AND TIP\n\n1. (SBU) {body}\n\nDOE\n"
    )
    found = [f for f in find_engagement(telegram) if f.span.of(telegram.raw).endswith(sentences[-1][-20:])]
    return str(found[-1].attributes["side"]) if found else None


@pytest.mark.parametrize(
    ("name", "side"),
    [
        *((name, Side.US) for name in _names(US)),
        *((name, Side.GOVERNMENT) for name in _names(GOVERNMENT)),
        *((name, Side.THIRD) for name in _names(THIRD)),
    ],
)
def test_a_phrase_stands_on_its_side(name: str, side: Side) -> None:
    assert _side_of_speaker(f"{name} said that the law was good.") == side


@pytest.mark.parametrize(
    "introduction",
    [
        "{title} Lena Torvik received a copy on June 3.",
        "A copy went to Lena Torvik, {title}, at a hotel.",
        "A copy went to the {title}, Lena Torvik.",
    ],
)
@pytest.mark.parametrize(
    ("title", "side"),
    [
        ("head of the Federal Migration Service", Side.GOVERNMENT),
        ("director of the Bureau of Immigration", Side.GOVERNMENT),
        ("Embassy Public Affairs Officer", Side.US),
        ("UNICEF country representative", Side.THIRD),
        ("president of the Women Lawyers' Association", Side.THIRD),
    ],
)
def test_a_surname_keeps_the_side_of_its_introduction(introduction: str, title: str, side: Side) -> None:
    introduced = introduction.format(title=title)
    assert _side_of_speaker(introduced, "Torvik said that the law was good.") == side


def test_a_name_behind_the_comma_of_an_adjunct_is_not_introduced_by_it() -> None:
    sentences = ["Minister Samir Rizvo came.", "In a meeting with Poloff, Rizvo said the law was good."]
    assert _side_of_speaker(*sentences) == "government"


def test_the_letters_of_an_office_are_learned() -> None:
    words = split_words("The Relief and Rescue Foundation (RRF) met the Border Affairs Office (BAO).")
    assert read_cast([words], _cast()).acronyms == {"RRF": Side.THIRD, "BAO": Side.GOVERNMENT}


@pytest.mark.parametrize(
    ("sentences", "side"),
    [
        (["Poloff met Minister Amina Zayani in her office.", "She said the law was good."], "government"),
        (["Poloff told Minister Zayani that the text was final.", "He stressed the deadline again."], "US"),
        (["Poloff noted the deadline.", "He complained that nobody had told him."], "government"),
        (
            ["Director Maud Ellerby of the shelter met us.", "She told us that police are slow."],
            "third party",
        ),
    ],
)
def test_a_pronoun_stands_for_whom_grammar_and_sense_suggest(sentences: list[str], side: str) -> None:
    assert _side_of_speaker(*sentences) == side


def test_gender_is_told_by_what_stands_around_a_name() -> None:
    sentences = ["Minister Amina Zayani met us.", "Zayani said she knew.", "Mr. Osei did not."]
    cast = read_cast([split_words(sentence) for sentence in sentences], _cast())
    assert cast.genders["zayani"] == "f"


def test_owners_are_named_but_do_not_speak() -> None:
    cast = read_cast([split_words("Minister Samir Rizvo came.")], _cast())
    words = split_words("Rizvo's remarks were brief.")
    assert [mention.person for mention in find_owners(words, cast)] == ["rizvo"]
    assert not [mention for mention in find_mentions(words, cast) if mention.person == "rizvo"]


def test_words_between_quotation_marks_name_nobody() -> None:
    words = split_words('"The minister is wrong," an editor wrote.')
    assert [mention.head for mention in find_mentions(words, _cast())] == ["editor"]


def test_an_adverbial_between_commas_parts_nothing() -> None:
    words = drop_parentheses(split_words("Dastane, for his part, agreed."))
    assert [word.text for word in words] == ["Dastane", "agreed", "."]


def test_clergy_speak_for_the_holy_see_in_the_holy_see() -> None:
    words = split_words("The Archbishop said so.")
    assert find_mentions(words, _cast())[0].side is Side.THIRD
    assert find_mentions(words, Cast(clergy_governs=True))[0].side is Side.GOVERNMENT
