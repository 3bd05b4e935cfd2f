"""Paragraphs, headings, comments and signatures."""

from __future__ import annotations

import pytest

from reftel.telegram import Paragraph, Telegram, read_telegram

HEAD = "P 160912Z JUN 09\nFM AMEMBASSY PARIS\nUNCLAS PARIS 000123\n\nTAGS: FR\nSUBJECT: A VISIT\n\n"


def read(body: str) -> Telegram:
    return read_telegram(HEAD + body)


def texts(telegram: Telegram) -> list[str]:
    return [" ".join(p.text_span.of(telegram.raw).split()) for p in telegram.paragraphs]


def roles(telegram: Telegram) -> list[str]:
    return [paragraph.role for paragraph in telegram.paragraphs]


def numbers(telegram: Telegram) -> list[int | None]:
    return [paragraph.number for paragraph in telegram.paragraphs]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("1. One.\n\n2. Two.\n\nTEFFT", ["One.", "Two."]),
        ("¶1. One.\n\n¶2. Two.\n\nTEFFT", ["One.", "Two."]),
        ("1.(SBU) One.\n2.(SBU) Two.\nTEFFT", ["One.", "Two."]),
        ("1. (U)\nOne.\n\n2.\n(SBU) Two.\n\nTEFFT", ["One.", "Two."]),
        (
            "1. One, see 1.4 (b) and\n1.5 of it.\n\n2. Two.\n\nTEFFT",
            ["One, see 1.4 (b) and 1.5 of it.", "Two."],
        ),
        ("1. We met in March\n2. The rest.\n\n2. Two.\n\nTEFFT", ["We met in March 2. The rest.", "Two."]),
        ("1. Points:\n\n1. Oil.\n\n2. Gas.\n\nTEFFT", ["Points: 1. Oil.", "Gas."]),
        (
            "1. One\n\nPARIS 00000123  002 OF 003\n\n\ngoes on.\n\n2. Two.\n\nTEFFT",
            ["One PARIS 00000123 002 OF 003 goes on.", "Two."],
        ),
        (
            "Without numbers.\n\nSecond, of two\nlines.\n\nTEFFT",
            ["Without numbers.", "Second, of two lines."],
        ),
    ],
)
def test_paragraphs(body: str, expected: list[str]) -> None:
    telegram = read(body)
    assert texts(telegram) == expected
    assert telegram.signature is not None
    assert telegram.signature.text == "TEFFT"


def test_the_page_line_is_no_part_of_the_text() -> None:
    telegram = read("1. One\n\nPARIS 00000123  002 OF 003\n\n\ngoes on.\n\nTEFFT")
    assert [span.of(telegram.raw) for span in telegram.leave_out] == ["PARIS 00000123  002 OF 003"]


@pytest.mark.parametrize(
    ("body", "expected", "gaps"),
    [
        ("1. One.\n\n3. Three.\n\nTEFFT", [1, 3], [(2, 3)]),
        ("1. One.\n\n9. (U) Nine.\n\n2. (U) Two.\n\nTEFFT", [1, 9, 2], [(2, 9), (10, 2)]),
        ("1. One.\n\n2. (U) Two.\n\n2. (U) Two again.\n\n3. (U) Three.\n\nTEFFT", [1, 2, 2, 3], [(3, 2)]),
        ("2. (U) Two.\n\n3. (U) Three.\n\nTEFFT", [2, 3], [(1, 2)]),
    ],
)
def test_numbers_out_of_turn(body: str, expected: list[int], gaps: list[tuple[int, int]]) -> None:
    telegram = read(body)
    assert numbers(telegram) == expected
    messages = [problem.message for problem in telegram.problems]
    assert messages == [f"Paragraph {found} follows where {due} was due." for due, found in gaps]
    labels = [paragraph.label for paragraph in telegram.paragraphs]
    assert len(set(labels)) == len(labels)


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (
            "1. Summary: One. End summary.\n\n2. Two.\n\n3. Comment: Three. End comment.",
            ["summary", "report", "comment"],
        ),
        ("1. (SBU) SUMMARY. One.\n\n2. Two. END SUMMARY.\n\n3. Three.", ["summary", "summary", "report"]),
        ("1. One.\n\n2. COMMENT: Two.\n\n3. Three. END COMMENT.", ["report", "comment", "comment"]),
        ("1. One.\n\n2. Comment: Two.\n\n3. Three.", ["report", "comment", "report"]),
        ("1. One.\n\nCOMMENT\n-------\n\n2. Two.\n\n3. Three.", ["report", "comment", "comment"]),
        ("1. One.\n\nComment and Outlook\n\n2. Two.", ["report", "comment"]),
        ("1. Summary and Comment: One. End Summary and Comment.\n\n2. Two.", ["summary", "report"]),
        ("1. Commenting on this, he left.\n\n2. Comments by the Minister were few.", ["report", "report"]),
        ("1. Bio note: He sings.\n\n2. Two.", ["comment", "report"]),
        ("1. (U) Post Comment: One. End comments.", ["comment"]),
    ],
)
def test_roles(body: str, expected: list[str]) -> None:
    assert roles(read(body + "\n\nTEFFT")) == expected


@pytest.mark.parametrize(
    ("text", "asides"),
    [
        ("He left. (Comment: He lied. End comment.) He came.", ["(Comment: He lied. End comment.)"]),
        ("He left. (Note: He (the Minister) lied.) He came.", ["(Note: He (the Minister) lied.)"]),
        (
            "He left. (Note: A.) He came. (Note: B. End note.) He went.",
            ["(Note: A.)", "(Note: B. End note.)"],
        ),
        ("He left. [COMMENT: He lied.] He came.", ["[COMMENT: He lied.]"]),
        ("He left. (Comment: He lied. End comment. He came.", ["(Comment: He lied. End comment"]),
        ("He left. (Comment: He lied.", ["(Comment: He lied."]),
        ("He left. Comment: He lied. End comment. He came.", ["Comment: He lied. End comment"]),
        ("He left without comment: nobody asked (no comment).", []),
    ],
)
def test_asides(text: str, asides: list[str]) -> None:
    telegram = read(f"1. {text}\n\n2. The end.\n\nTEFFT")
    assert [aside.of(telegram.raw) for aside in telegram.paragraphs[0].asides] == asides


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("1. One.\n\nNEXT STEPS\n----------\n\n2. Two.\n\n3. Three.", ["", "NEXT STEPS", "NEXT STEPS"]),
        ("1. One.\n\nNext Steps\n\n2. Two.", ["", "Next Steps"]),
        ("1. One.\n\n----------\nNEXT STEPS\n----------\n\n2. Two.", ["", "NEXT STEPS"]),
        ("1. One.\n\nA second part of the first, which ends as a sentence does.\n\n2. Two.", ["", ""]),
        ("NEXT STEPS\n\n1. One.", ["NEXT STEPS"]),
    ],
)
def test_headings(body: str, expected: list[str]) -> None:
    telegram = read(body + "\n\nTEFFT")
    assert [paragraph.heading for paragraph in telegram.paragraphs] == expected


@pytest.mark.parametrize(
    ("end", "signature"),
    [
        ("\nMARUT", "MARUT"),
        ("\n\nMARUT", "MARUT"),
        ("\nVAN VOORST", "VAN VOORST"),
        ("\nO'BRANN", "O'BRANN"),
        ("\nSMYTHE-PARR##", "SMYTHE-PARR"),
        ("\nMARUT.\n\nNNNN", "MARUT"),
        ("\nMARUT\nSIPDIS", "MARUT"),
        ("\n\nMARUT\n\nSECRET", "MARUT"),
        ("\nSIPDIS", None),
        ("\nwith him", None),
        ("", None),
    ],
)
def test_signatures(end: str, signature: str | None) -> None:
    telegram = read(f"1. One.\n\n2. Two went on.{end}")
    assert (telegram.signature.text if telegram.signature else None) == signature
    if telegram.signature and signature:
        assert telegram.signature.span.of(telegram.raw) == signature
    assert texts(telegram)[1].startswith("Two went on.")


@pytest.mark.parametrize(
    ("paragraph", "label"),
    [
        ({"number": 4, "ordinal": 4}, "¶4"),
        ({"number": None, "ordinal": 2}, "unnumbered ¶2"),
        ({"number": 1, "ordinal": 7, "part": 2}, "telegram 2 ¶1"),
        ({"number": 3, "ordinal": 6, "is_repeat": True}, "¶3 (paragraph 6 of all)"),
    ],
)
def test_labels(paragraph: dict[str, int], label: str) -> None:
    found = read("1. One.\n\nTEFFT").paragraphs[0]
    fields = {name: getattr(found, name) for name in ("marking", "has_mark", "role", "span", "text_span")}
    assert Paragraph(**{**fields, **paragraph}).label == label
