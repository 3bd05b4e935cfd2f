"""The Word document: what accepting and rejecting leaves, by its XML and by LibreOffice."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from docx import Document
from hypothesis import given, settings
from lxml import etree

from reftel.compare import Comparison, compare_documents
from reftel.exchange.docx import render_docx
from reftel.exchange.tracked import paragraphs_of
from tests.exchange.texts import NEW, OLD, texts

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
ACCEPT, REJECT = ("ins", "moveTo"), ("del", "moveFrom")
OFFICE = Path(__file__).with_name("office.py")
SYSTEM_PYTHON = "/usr/bin/python3"


def document_of(data: bytes) -> etree._Element:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return etree.fromstring(archive.read("word/document.xml"))


def settled(data: bytes, kept: tuple[str, ...]) -> tuple[str, ...]:
    """The paragraphs that are left when only these changes stay, by the rules of the format."""
    paragraphs = [""]
    for paragraph in document_of(data).iter(f"{W}p"):
        for element in paragraph:
            name = etree.QName(element).localname
            if name == "r" or name in kept:
                texts = element.iter(f"{W}t", f"{W}delText")
                paragraphs[-1] += "".join(text.text or "" for text in texts)
        marks = {etree.QName(m).localname for m in paragraph.iterfind(f"{W}pPr/{W}rPr/*")}
        if not marks or marks & set(kept):
            paragraphs.append("")
    return tuple(paragraphs[:-1])


def compared(old: str, new: str) -> tuple[Comparison, bytes]:
    comparison = compare_documents(old, new)
    return comparison, render_docx(comparison, title="new against old")


@settings(max_examples=40, deadline=None)
@given(texts, texts)
def test_its_xml_holds_both_texts(old: str, new: str) -> None:
    comparison, data = compared(old, new)
    assert settled(data, ACCEPT) == paragraphs_of(comparison.new)
    assert settled(data, REJECT) == paragraphs_of(comparison.old)


def test_it_has_insertions_deletions_moves_and_marks_of_paragraphs() -> None:
    _, data = compared(OLD, NEW)
    document = document_of(data)
    for name in ("ins", "del", "moveFrom", "moveTo", "pPr/{W}rPr/{W}ins", "pPr/{W}rPr/{W}del"):
        assert document.findall(f".//{W}{name}".replace("{W}", W)), name
    for edge in ("moveFromRange", "moveToRange"):
        starts = document.findall(f".//{W}{edge}Start")
        assert [start.get(f"{W}name") for start in starts] == ["move1"]
        ends = document.findall(f".//{W}{edge}End")
        assert [end.get(f"{W}id") for end in ends] == [start.get(f"{W}id") for start in starts]
    numbers = [
        e.get(f"{W}id") for n in ("ins", "del", "moveFrom", "moveTo") for e in document.iter(f"{W}{n}")
    ]
    assert len(numbers) == len(set(numbers))
    assert not [t for d in document.iter(f"{W}del") for t in d.iter(f"{W}t")]


def test_head_and_foot_say_what_it_is_and_are_no_part_of_the_text() -> None:
    comparison = compare_documents(OLD, NEW)
    data = render_docx(comparison, title="XAV 2009 against XAV 2008", banner="CONFIDENTIAL//NOFORN")
    document = Document(io.BytesIO(data))
    assert (
        document.sections[0].header.paragraphs[0].text == "CONFIDENTIAL//NOFORN · XAV 2009 against XAV 2008"
    )
    assert document.sections[0].footer.paragraphs[0].text == "CONFIDENTIAL//NOFORN"
    assert document.core_properties.author == "Reftel"
    assert settled(data, ACCEPT) == paragraphs_of(comparison.new)


def test_the_same_comparison_gives_the_same_document() -> None:
    first, second = (document_of(compared(OLD, NEW)[1]) for _ in range(2))
    assert etree.tostring(first) == etree.tostring(second)


def test_signs_that_xml_cannot_hold_are_shown() -> None:
    _, data = compared("One \x00 two \x1b[2J \ufffe.", "One \ud800 three \uffff <w:p/> &.")
    assert settled(data, ACCEPT) == ("One � three � <w:p/> &.",)


@pytest.fixture(scope="module")
def office() -> str:
    has_uno = shutil.which("soffice") and Path(SYSTEM_PYTHON).exists()
    if has_uno:
        check = subprocess.run([SYSTEM_PYTHON, "-c", "import uno"], capture_output=True, check=False)
        if check.returncode == 0:
            return SYSTEM_PYTHON
    reason = "LibreOffice is not installed (Debian's packages `libreoffice-writer` and `python3-uno`)"
    if os.environ.get("REFTEL_REQUIRE_ALL") == "1":
        pytest.fail(reason)
    pytest.skip(reason)


def pairs(specimen: Path) -> Iterator[tuple[str, str, str]]:
    years = [(specimen / f"narratives/XAV-{y}.txt").read_text(encoding="utf-8") for y in (2008, 2009, 2010)]
    yield "moves", OLD, NEW
    yield "back", NEW, OLD
    yield "specimen", years[0], years[1]
    yield "specimen-2010", years[1], years[2]
    yield "far", years[2], years[0]
    yield "grown", "One.", "Zero.\n\nOne.\n\nTwo.\n\nThree."
    yield "shrunk", "Zero.\n\nOne.\n\nTwo.\n\nThree.", "One."
    yield "nothing-left", OLD, "PREVENTION"
    yield "same", OLD, OLD


def test_libreoffice_accepts_to_the_new_text_and_rejects_to_the_old(
    office: str, specimen: Path, tmp_path: Path
) -> None:
    comparisons = {}
    for name, old, new in pairs(specimen):
        comparisons[name], data = compared(old, new)
        (tmp_path / f"{name}.docx").write_bytes(data)
    subprocess.run([office, OFFICE, tmp_path], check=True, timeout=300)
    for name, comparison in comparisons.items():
        for way, side in (("accepted", comparison.new), ("rejected", comparison.old)):
            text = (tmp_path / f"{name}.{way}.txt").read_text(encoding="utf-8-sig")
            assert tuple(text.removesuffix("\n").split("\n")) == paragraphs_of(side), (name, way)


def test_short_lines_without_a_sentence_are_headings() -> None:
    _, data = compared(OLD, NEW)
    paragraphs = Document(io.BytesIO(data)).paragraphs
    assert [p.text for p in paragraphs if p.style and p.style.name == "Heading 2"][:1] == ["PROSECUTION"]
    assert len([p for p in paragraphs if p.style and p.style.name == "Heading 2"]) == 3
