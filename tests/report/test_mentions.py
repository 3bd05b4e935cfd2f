"""Laws, agencies, groups, countries; narratives inside telegrams."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reftel.report import find_mentions, find_quoted_narratives, read_narrative
from reftel.report.mentions import find_actor

TEXT = """AVERLINE: TIER 2

PROSECUTION

The 2008 Averline Anti-Trafficking Act, Section 71, and articles 12 and 13 of the penal code forbid it. The \
Ministry of Justice (MOJ) and the Averline National Police trained judges.

TRAFFICKING PROFILE

Women and street children from Thailand and Viet Nam are exploited in Averline. Refugees are subjected to \
forced labor in Malaysia, Japan, and Averline.
"""


def names(kind: str) -> list[str]:
    return [
        mention.name for mention in find_mentions(read_narrative(TEXT, year=2018)) if mention.kind == kind
    ]


def test_laws_and_agencies() -> None:
    assert names("law") == [
        "2008 Averline Anti-Trafficking Act", "Section 71", "articles 12 and 13 of the penal code",
    ]  # fmt: skip
    assert names("agency") == ["Ministry of Justice (MOJ)", "Averline National Police"]


def test_groups_and_countries() -> None:
    assert names("group") == ["women", "street children", "refugees"]
    assert names("origin") == ["THA", "VNM"]
    assert names("destination") == ["MYS", "JPN"]


def test_spans_are_the_words() -> None:
    narrative = read_narrative(TEXT, year=2018)
    words = {mention.name: mention.span.of(TEXT) for mention in find_mentions(narrative)}
    assert (words["MYS"], words["women"], words["Section 71"]) == ("Malaysia", "Women", "Section 71")


def test_actor() -> None:
    assert find_actor("The police arrested four men.") == "police"
    assert find_actor("NAPTA convicted four men.") == "NAPTA"
    assert find_actor("Twelve men were convicted.") == "government"


BEGIN = "4. (U) Begin text of narrative:\n\n"
QUOTED = """AVERLINE (Tier 2)

5. (U) The Government of Averline does not fully comply with the minimum standards for the elimination of
trafficking; however, it is making significant efforts to do so.

6. (U) Recommendations for Averline: Enact a law; train judges.

Prosecution

7. (U) Averline investigated 12 cases of trafficking.

Protection

Averline opened a shelter for victims of trafficking.

Prevention

It ran a campaign against forced labor.
"""


def test_a_narrative_in_a_telegram_is_read_as_one() -> None:
    raw = f"1. (U) This is an instruction.\n\n{BEGIN}{QUOTED}\nEnd text.\n\n8. (U) Please report back."
    (quoted,) = find_quoted_narratives(raw, year=2009)
    narrative = quoted.narrative
    assert quoted.span.of(raw) == QUOTED.strip()
    assert narrative.standing is not None
    assert (narrative.country, narrative.standing.tier.value) == ("XAV", "2")
    assert [item.text for item in narrative.recommendations] == ["Enact a law", "train judges"]
    assert not any("(U)" in sentence.text for sentence in narrative.sentences)
    item = narrative.recommendations[0]
    assert item.span.shift(quoted.span.start).of(raw) == "Enact a law"


def test_other_quoted_texts_are_left_alone() -> None:
    raw = "2. Begin text:\n\nDear Minister, thank you for the flowers.\n\nEnd text.\n"
    assert find_quoted_narratives(raw) == ()


def test_a_telegram_without_quotations_has_none(shared: Path) -> None:
    for path in sorted((shared / "data" / "telegrams").glob("*.txt")):
        assert find_quoted_narratives(path.read_text(encoding="utf-8", errors="replace")) == ()


@given(st.text(max_size=120))
def test_odd_text_never_raises(text: str) -> None:
    find_quoted_narratives(f"Begin text {text} end text {text}")
    find_mentions(read_narrative(f"AVERLINE: TIER 2\n\nTRAFFICKING PROFILE\n\n{text}"))


def mentioned(kind: str, sentence: str) -> list[str]:
    read = read_narrative(f"AVERLINE: TIER 2\n\nPROSECUTION\n\n{sentence}", year=2018)
    return [mention.name for mention in find_mentions(read) if mention.kind == kind]


@pytest.mark.parametrize(
    "name",
    [
        *(f"Averline Trafficking {word}" for word in
          ("Act", "Code", "Law", "Ordinance", "Decree", "Statute", "Proclamation", "Protocol", "Bill")),
        "Article 12", "Sections 3 and 4", "Chapter 9", "article 5", "sections 1, 2", "the penal code",
    ],
)  # fmt: skip
def test_every_form_of_a_law_is_seen(name: str) -> None:
    # Each alone in its sentence: one that is passed over too early would show in none of the others.
    assert mentioned("law", f"Judges rely on {name}.")


@pytest.mark.parametrize(
    "name",
    [
        *(f"{word} of Justice" for word in
          ("Ministry", "Department", "Office", "Directorate", "Commission", "Committee", "Council", "Bureau",
           "Secretariat", "Division", "Institute", "Inspectorate")),
        *(f"Averline National {word}" for word in
          ("Police", "Agency", "Task Force", "Service", "Authority", "Unit", "Guard")),
        "the national police", "the labor inspectorate", "the border guard", "MOJ",
    ],
)  # fmt: skip
def test_every_form_of_an_agency_is_seen(name: str) -> None:
    assert mentioned("agency", f"After a while {name} reported results.")
