"""The one text of a file: pages, Word documents and PDF, and what is said of those that hold none."""

from __future__ import annotations

import hashlib
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pypdf
import pytest

from reftel.errors import SourceError
from reftel.report import read_narrative
from reftel.sources import Carrier, SourceText, apply_repairs, read_file_text

from .made import PAGES, lay_out, make_docx, make_pdf, make_zip

PARAGRAPHS = [line for line in (PAGES / "narrative.txt").read_text(encoding="utf-8").splitlines() if line]

Write = Callable[[str, bytes], Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def write_file(name: str, data: bytes) -> Path:
        path = tmp_path / name
        path.write_bytes(data)
        return path

    return write_file


def paragraphs_of(text: str) -> list[str]:
    return [part for part in text.split("\n\n") if part]


@pytest.mark.parametrize("page", ["department-page", "old-table-page", "archive-copy", "bare-page"])
def test_a_page_gives_its_main_text(page: str) -> None:
    path = PAGES / f"{page}.html"
    text = read_file_text(path)
    found = [part.removeprefix("- ") for part in paragraphs_of(text.text)]
    wanted = [part.removeprefix("- ") for part in PARAGRAPHS]
    first = found.index(wanted[0])
    assert found[first : first + len(wanted)] == wanted
    # Nothing comes behind the narrative; before it the page's heading and what it says about the copy.
    assert found[first + len(wanted) :] == []
    words_before = sum(len(part.split()) for part in found[:first])
    assert words_before <= 70
    assert (text.origin.carrier, text.origin.path) == (Carrier.WEB_PAGE, str(path))
    assert text.data == path.read_bytes()
    assert text.sha256 == hashlib.sha256(text.data).hexdigest()


@pytest.mark.parametrize("page", ["department-page", "old-table-page", "archive-copy", "bare-page"])
def test_a_page_is_read_as_the_narrative_that_it_holds(page: str) -> None:
    narrative = read_narrative(read_file_text(PAGES / f"{page}.html").text)
    plain = read_narrative("\n\n".join(PARAGRAPHS))
    assert narrative.country == plain.country == "XAV"
    assert narrative.year == (2022 if page in ("department-page", "archive-copy") else None)
    assert [section.kind for section in narrative.sections] == [section.kind for section in plain.sections]
    assert len(narrative.recommendations) == len(plain.recommendations) == 4


def test_menus_are_no_text() -> None:
    text = read_file_text(PAGES / "department-page.html").text
    assert text.startswith("Title: 2022 Trafficking in Persons Report: Averline\n\nAVERLINE (Tier 2)\n\n")
    for word in ("Bahrain", "Privacy", "Facebook", "newsletter", "Skip to content", "Search", "dataLayer"):
        assert word not in text


def test_a_word_document_gives_its_paragraphs(write: Write) -> None:
    path = write("XAV-2022.docx", make_docx(PARAGRAPHS))
    text = read_file_text(path)
    assert paragraphs_of(text.text) == PARAGRAPHS
    assert (text.origin.carrier, text.encoding) == (Carrier.DOCX, "docx")


def test_tracked_changes_are_read_as_accepted(write: Write) -> None:
    document = make_docx(["Courts convicted KEEP traffickers."])
    changed = BytesIO()
    with zipfile.ZipFile(BytesIO(document)) as old, zipfile.ZipFile(changed, "w") as new:
        for member in old.infolist():
            data = old.read(member)
            if member.filename == "word/document.xml":
                data = data.replace(
                    b"<w:t>Courts convicted KEEP traffickers.</w:t></w:r>",
                    b'<w:t xml:space="preserve">Courts convicted </w:t></w:r>'
                    b'<w:del w:id="1" w:author="a"><w:r><w:delText>two</w:delText></w:r></w:del>'
                    b'<w:ins w:id="2" w:author="a"><w:r><w:t>five</w:t></w:r></w:ins>'
                    b'<w:r><w:t xml:space="preserve"> traffickers.</w:t></w:r>',
                )
            new.writestr(member, data)
    assert read_file_text(write("a.docx", changed.getvalue())).text == "Courts convicted five traffickers."


# As a report prints them: a head with a number, a foot, divided words, ligatures, a bullet for the euro sign.
FIRST_PAGE = [
    "PROTECTION",
    "The government did not fund a shelter that it prom-",
    "ised last year, and NGOs said that law enforce-",
    "ment oﬀicers sent victims home. Anti-trafﬁcking",
    "police checked the sea-going vessels in the ports; sea-",
    "going vessels were not screened. A court ﬁned him",
    "(•5,000) for traf\ufffdcking.",
    "",
    "The committee met twice in the year and was to",
]
SECOND_PAGE = ["publish a report, which it did not do by the end", "of the period.", "PREVENTION", "None."]


REPAIRED = """\
PROTECTION
The government did not fund a shelter that it promised last year, and NGOs said that law enforcement \
officers sent victims home. Anti-trafficking police checked the sea-going vessels in the ports; sea-going \
vessels were not screened. A court fined him (€5,000) for trafficking.
The committee met twice in the year and was to publish a report, which it did not do by the end of \
the period.
PREVENTION
None.""".splitlines()


def make_report() -> bytes:
    pages = []
    for number, lines in enumerate((FIRST_PAGE, SECOND_PAGE), start=418):
        head = (
            (72.0, 760.0, f"{number} AVERLINE") if number % 2 == 0 else (500.0, 760.0, f"AVERLINE {number}")
        )
        pages.append([head, *lay_out(lines), (300.0, 20.0, f"{number - 417}")])
    return make_pdf(pages)


def test_a_pdf_is_repaired_step_by_step(write: Write) -> None:
    text = read_file_text(write("report.pdf", make_report()))
    assert paragraphs_of(text.text) == REPAIRED
    assert apply_repairs(text.extracted, text.repairs) == text.text
    kinds = {repair.kind for repair in text.repairs}
    assert kinds >= {"page-head", "page-foot", "page-break", "line-break", "hyphen", "ligature", "euro"}
    for repair in text.repairs:
        assert repair.span.of(text.extracted) == repair.before
    assert [problem.code for problem in text.problems] == ["source.lost-letters"]


def test_words_of_a_pdf_lead_back_to_where_they_stood(write: Write) -> None:
    from reftel.document import Span

    text = read_file_text(write("report.pdf", make_report()))

    def before(words: str) -> str:
        start = text.text.index(words)
        return text.to_extracted(Span(start, start + len(words))).of(text.extracted)

    assert before("The committee") == "The committee"
    assert before("promised") == "prom-\nised"
    assert before("fined") == "ﬁned"
    assert before("was to publish") == "was to\n1\fAVERLINE 419\npublish"
    assert before("None.") == "None."


@pytest.mark.parametrize(
    ("lines", "joined"),
    [
        (["It opened a 24-", "hour hotline."], "It opened a 24-hour hotline."),
        (["It funded NGO-", "run shelters."], "It funded NGO-run shelters."),
        (
            ["The anti-trafficking unit met anti-", "slavery groups."],
            "The anti-trafficking unit met anti-slavery groups.",
        ),
        (["Courts acted with impu-", "nity."], "Courts acted with impunity."),
        (
            ["Some fled—or hid. Impunity", "—after years—ended."],
            "Some fled—or hid. Impunity—after years—ended.",
        ),
        (
            ["Some fled — or hid. Impunity", "— after years — ended."],
            "Some fled — or hid. Impunity — after years — ended.",
        ),
        (["The years 2009-", "2011 were quiet."], "The years 2009-2011 were quiet."),
        (["It said so -", "and did so."], "It said so - and did so."),
    ],
)
def test_a_hyphen_at_the_end_of_a_line_stays_where_it_belongs(
    lines: list[str], joined: str, write: Write
) -> None:
    assert read_file_text(write("a.pdf", make_pdf([lay_out(lines)]))).text == joined


def encrypt(data: bytes) -> bytes:
    writer = pypdf.PdfWriter(clone_from=BytesIO(data))
    writer.encrypt("secret", algorithm="RC4-128")
    written = BytesIO()
    writer.write(written)
    return written.getvalue()


@pytest.mark.parametrize(
    ("name", "data", "found"),
    [
        ("a.pdf", make_pdf([[]]), "The PDF holds no text that can be read, only pictures or drawings"),
        ("a.pdf", encrypt(make_report()), "The PDF is encrypted"),
        ("a.pdf", make_report()[:700], "The PDF is damaged and cannot be opened"),
        ("a.pdf", b"%PDF-1.7\n", "The PDF is damaged and cannot be opened"),
        ("a.docx", make_docx(["A text."])[:9000], "The Word document is damaged and cannot be opened"),
        ("a.docx", make_docx([]), "The Word document holds no text"),
        ("a.docx", make_zip({"[Content_Types].xml": b"<Types/>"}), "The Word document is damaged"),
        ("a.html", b"<html><body></body></html>", "The page holds no text of more than a few words"),
        ("a.html", (PAGES / "no-narrative.html").read_bytes(), "The page holds no text of more than a few"),
        ("a.zip", make_zip({"a.txt": b"A text."}), "This is a zip archive, which may hold many texts"),
        ("a.csv", b'"1","6/16/2009 9:12","09X1","E","U","","h","c"\n', "This is a table of telegrams"),
        ("a.txt", b"", "The file is empty"),
        ("a.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "This is an old or encrypted office"),
    ],
)
def test_what_holds_no_text_is_told_in_one_sentence(name: str, data: bytes, found: str, write: Write) -> None:
    path = write(name, data)
    with pytest.raises(SourceError) as caught:
        read_file_text(path)
    assert caught.value.found.startswith(found)
    assert caught.value.where == str(path)
    assert str(caught.value).count("\n") == 0


def test_plain_text_stays_as_it_is(write: Write) -> None:
    text = read_file_text(write("a.txt", b"A text.\r\n"))
    assert isinstance(text, SourceText)
    assert (text.text, text.extracted, text.repairs) == ("A text.\r\n", "A text.\r\n", ())
