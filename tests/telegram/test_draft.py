"""Drafts in Markdown: what becomes of each part, what is refused and where, and how an answer is started."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from reftel.document import Severity
from reftel.errors import ComposeError, DraftError, ReftelError
from reftel.telegram import compose_telegram, read_draft, read_telegram, start_reply
from reftel.telegram.check import check_telegram
from reftel.telegram.model import Telegram

HEAD = {
    "from": "AMCONSUL HONG KONG",
    "number": "1104",
    "date": "2009-06-17 09:12",
    "precedence": "PRIORITY",
    "to": "[RUEHC/SECSTATE WASHDC 7862]",
    "info": "[AMEMBASSY BEIJING ROUTINE]",
    "classification": "SBU",
    "captions": "SIPDIS",
    "pass": "DEPT FOR G/TIP, EAP/CM",
    "tags": "KTIP, PHUM, HK",
    "subject": "A second answer on the ranking",
    "refs": "[STATE 60446, HONG KONG 1103 (NOTAL)]",
    "signature": "Marut",
}
SPECIMEN = Path(__file__).resolve().parents[2] / "src/reftel/specimen/data/telegrams"


def draft(body: str = "Post met him.\n\nHe asked for a list.", **changes: str | None) -> str:
    head = {**HEAD, **changes}
    lines = [f"{key}: {value}" for key, value in head.items() if value is not None]
    return "\n".join(("---", *lines, "---", "", body))


def paragraphs(body: str, **changes: str | None) -> list[tuple[int | None, str, str, str, str]]:
    read = read_draft(draft(body, **changes))
    return [(one.number, str(one.marking), one.role, one.heading, one.text) for one in read.paragraphs]


def test_the_head_becomes_the_fields_of_a_telegram() -> None:
    telegram = read_draft(draft())
    assert (telegram.mrn, telegram.station, str(telegram.marking)) == ("09HONGKONG1104", "HONG KONG", "SBU")
    assert [caption.text for caption in telegram.captions] == ["SENSITIVE", "SIPDIS"]
    header = telegram.transmission
    assert header.date_time is not None
    assert (header.date_time.action, header.date_time.text) == ("P", "170912Z JUN 09")
    assert (header.to[0].route, header.to[0].name, header.to[0].continuity_number) == (
        "RUEHC",
        "SECSTATE WASHDC",
        "7862",
    )
    assert header.info[0].precedence == "ROUTINE"
    assert telegram.passing[0].offices == ("G/TIP", "EAP/CM")
    assert telegram.declassification is not None
    assert (telegram.declassification.order, telegram.declassification.kind) == ("12958", "none")
    assert [tag.text for tag in telegram.tags] == ["KTIP", "PHUM", "HK"]
    assert [(one.letter, one.mrn, one.notes) for one in telegram.references] == [
        ("A", "09STATE60446", ()),
        ("B", "09HONGKONG1103", ("NOTAL",)),
    ]
    assert telegram.subject is not None
    assert telegram.subject.text == "A SECOND ANSWER ON THE RANKING"
    assert telegram.signature is not None
    assert telegram.signature.text == "MARUT"


def test_what_a_draft_gives_is_composed_and_passes_the_check() -> None:
    text = compose_telegram(read_draft(draft()))
    read = read_telegram(text)
    assert read == read_draft(draft())
    assert [problem for problem in check_telegram(read) if problem.severity is not Severity.INFO] == []


def test_a_classified_draft_says_until_when_and_by_whom() -> None:
    telegram = read_draft(
        draft(
            classification="CONFIDENTIAL",
            eo="06/16/2019",
            classified_by="Consul General Mary Brown for reasons 1.4 (b) and (d)",
        )
    )
    assert telegram.declassification is not None
    assert telegram.declassification.on == date(2019, 6, 16)
    one = telegram.classified_by[0]
    assert (one.name, one.position, one.section, one.reasons) == (
        "Mary Brown",
        "Consul General",
        "1.4",
        ("b", "d"),
    )
    assert all(str(paragraph.marking) == "C" and paragraph.has_mark for paragraph in telegram.paragraphs)


@pytest.mark.parametrize(
    ("sent", "order"),
    [("2009-06-17 09:12", "12958"), ("1994-06-17 09:12", "12356"), ("2011-01-02 09:12", "13526")],
)
def test_the_order_is_that_of_the_day(sent: str, order: str) -> None:
    telegram = read_draft(draft(date=sent))
    assert telegram.declassification is not None
    assert telegram.declassification.order == order


def test_paragraphs_are_numbered_where_there_are_several() -> None:
    assert paragraphs("Post met him.") == [(None, "SBU", "report", "", "Post met him.")]
    assert [one[0] for one in paragraphs("One.\n\nTwo.\n\n1. Three.\n1. Four.")] == [1, 2, 3, 4]


def test_marks_stand_before_paragraphs_and_items() -> None:
    found = read_draft(
        draft("(U) Open.\n\nHe asked for:\n\n- (U) figures;\n- *names* of [officers](x).\n\nMore.")
    )
    assert [str(one.marking) for one in found.paragraphs] == ["U", "SBU", "SBU"]
    assert [(piece.kind, piece.letter, piece.mark, piece.text) for piece in found.paragraphs[1].pieces] == [
        ("text", "", "", "He asked for:"),
        ("item", "--", "(U)", "figures;"),
        ("item", "--", "", "names of officers."),
    ]


def test_lists_inside_a_numbered_list_are_lettered() -> None:
    found = read_draft(draft("1. Steps:\n   1. First.\n   2. Second.\n2. Next."))
    assert [(piece.kind, piece.letter) for piece in found.paragraphs[0].pieces] == [
        ("text", ""),
        ("item", "A"),
        ("item", "B"),
    ]


def test_headings_summary_and_comment() -> None:
    found = paragraphs("## Summary\n\nShort.\n\nStill.\n\n## The courts\n\nThey sat.\n\n## Comment\n\nGood.")
    assert [(role, heading, text) for _, _, role, heading, text in found] == [
        ("summary", "", "Short."),
        ("summary", "", "Still. End summary."),
        ("report", "The courts", "They sat."),
        ("comment", "", "Good. End comment."),
    ]


def test_tables_keep_their_columns() -> None:
    found = read_draft(draft("Cases:\n\n| Year | Found |\n|---|---|\n| 2008 | 12 |\n\nThey rose."))
    assert found.paragraphs[0].pieces[1].text == "Year   Found\n2008   12"


def test_a_long_draft_is_sent_in_sections() -> None:
    body = "\n\n".join(["The officer spoke at length of cases and of courts, and of homes. " * 20] * 8)
    assert read_draft(draft(body)).section == (1, 2)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("no head", "line 1: The draft has no head"),
        ("---\nsubject: [\n---\n", "The head is no YAML"),
        ("---\n- a\n---\n", "line 2: The head holds no keys"),
        (draft(colour="red"), "line 15: “colour” is no key of a draft"),
        (draft(tags="{a: b}"), "line 11: A value is neither words nor a list of words"),
        (draft(number=None), "The draft does not say which number the telegram has"),
        (draft(number="eleven"), "line 3: “eleven” is no number"),
        (draft(date=""), "line 4: The draft does not say when it is sent"),
        (draft(date="soon"), "line 4: “SOON” is no date and hour"),
        (draft(precedence="QUICK"), "line 5: “QUICK” is no precedence"),
        (draft(classification="COSMIC"), "line 8: “COSMIC” is no classification"),
        (draft(captions="NODISH"), "line 9: “NODISH” is no caption"),
        (draft(**{"from": "AMEMBASSY FOOBAR"}), "line 2: “AMEMBASSY FOOBAR” is no post that Reftel knows"),
        (draft(body=""), "The draft has no text"),
        (
            draft(body="Text.\n\n> Quoted."),
            "line 19: A telegram cannot hold this part of Markdown (blockquote)",
        ),
        (draft(body="(S) Above.\n\nNot."), "Paragraph 1 is marked S, above the telegram"),
    ],
)
def test_what_no_telegram_can_say_is_refused_with_its_line(text: str, message: str) -> None:
    with pytest.raises((DraftError, ComposeError)) as caught:
        read_draft(text)
    assert message in str(caught.value)
    assert "\n" not in str(caught.value)


def test_norway_is_no_truth_value() -> None:
    assert [tag.text for tag in read_draft(draft(tags="[KTIP, NO]")).tags] == ["KTIP", "NO"]


def answered() -> Telegram:
    return read_telegram((SPECIMEN / "09STATE61377.txt").read_text(encoding="utf-8"))


def test_an_answer_takes_its_head_from_the_telegram() -> None:
    started = start_reply("09STATE61377", answered())
    filled = started.replace("number:", "number: 215").replace("date:", "date: 2009-06-18 07:00", 1)
    assert "The draft has no text" in str(refusal(filled))
    telegram = read_draft(
        filled.replace("classification: SBU", "station: PORT MERROW\nclassification: SBU") + "\nDone.\n"
    )
    assert [one.name for one in telegram.transmission.to] == ["SECSTATE WASHDC"]
    assert [one.mrn for one in telegram.references] == ["09STATE61377"]
    assert [tag.text for tag in telegram.tags] == ["KTIP", "KCRM", "PHUM", "SMIG", "ELAB", "XA"]
    assert telegram.subject is not None
    assert telegram.subject.text.startswith("RE: DELIVERING AVERLINE'S PLACE")
    assert telegram.declassification is not None
    assert (telegram.declassification.order, str(telegram.marking)) == ("12958", "SBU")


def test_without_the_telegram_its_number_speaks() -> None:
    assert "- SECSTATE WASHDC" in start_reply("09STATE60446")
    assert "- AMCONSUL HONG KONG" in start_reply("09hongkong1103", sender="SECSTATE WASHDC")
    assert "- 09 HONG KONG 1103" in start_reply("09HONGKONG001103")
    with pytest.raises(DraftError, match="is no message reference number"):
        start_reply("REF A")


def refusal(text: str) -> ReftelError:
    with pytest.raises(ReftelError) as caught:
        read_draft(text)
    return caught.value
