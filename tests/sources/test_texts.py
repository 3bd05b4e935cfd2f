"""Bytes as text: what is read, what is said about it, and what is refused."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reftel.document import Severity, Span
from reftel.errors import SourceError
from reftel.sources import LARGEST_BYTES, FoundFile, SourceText, open_found, open_text


@pytest.mark.parametrize(
    ("data", "text", "encoding"),
    [
        (b"plain\r\ntext \x0c", "plain\r\ntext \x0c", "utf-8"),
        ("¶1. “quoted”".encode(), "¶1. “quoted”", "utf-8"),
        ("\ufeff¶1.".encode(), "¶1.", "utf-8"),
        (b"\xff\xfe" + "¶1.\n".encode("utf-16-le"), "¶1.\n", "utf-16-le"),
        (b"\xfe\xff" + "¶1.\n".encode("utf-16-be"), "¶1.\n", "utf-16-be"),
    ],
)
def test_a_known_encoding_is_read_without_a_word(data: bytes, text: str, encoding: str) -> None:
    opened = open_text(data)
    assert (opened.text, opened.encoding, opened.problems) == (text, encoding, ())
    assert opened.data == data
    assert opened.sha256 == hashlib.sha256(data).hexdigest()


@pytest.mark.parametrize(
    ("data", "text", "encoding", "message", "at"),
    [
        (
            "“Tier”".encode("cp1252"),
            "“Tier”",
            "cp1252",
            "2 bytes are not UTF-8 and were read as Windows-1252.",
            0,
        ),
        (b"caf\xe9", "café", "cp1252", "1 byte is not UTF-8 and was read as Windows-1252.", 3),
        # One damaged byte does not spoil the pilcrows of a text that is UTF-8 otherwise.
        (
            "¶1. ¶2. caf".encode() + b"\xe9",
            "¶1. ¶2. café",
            "utf-8, cp1252",
            "1 byte is not UTF-8 and was read as Windows-1252.",
            11,
        ),
        # A byte that means nothing in Windows-1252 either.
        (
            b"odd \x81 byte",
            "odd \ufffd byte",
            "cp1252",
            "1 byte is not UTF-8 and was read as Windows-1252.",
            4,
        ),
        # Half a surrogate pair, encoded as if it were a character.
        (
            b"half \xed\xa0\x80",
            "half í\xa0€",
            "cp1252",
            "3 bytes are not UTF-8 and were read as Windows-1252.",
            5,
        ),
        (
            b"\xff\xfe" + "odd".encode("utf-16-le") + b"\x00\xd8" + "x".encode("utf-16-le"),
            "odd\ufffdx",
            "utf-16-le",
            "Some of the text is damaged UTF-16 and could not be read.",
            3,
        ),
    ],
)
def test_an_odd_encoding_is_read_with_a_problem(
    data: bytes, text: str, encoding: str, message: str, at: int
) -> None:
    opened = open_text(data)
    assert (opened.text, opened.encoding) == (text, encoding)
    (problem,) = opened.problems
    assert (problem.code, problem.severity, problem.message) == (
        "source.encoding",
        Severity.WARNING,
        message,
    )
    assert problem.span == Span(at, at + 1)


@pytest.mark.parametrize(
    ("data", "found"),
    [
        (b"", "The file is empty"),
        (b" \r\n\t \n", "The file is empty"),
        (b"\xef\xbb\xbf", "The file is empty"),
        (b"\xff\xfe", "The file is empty"),
        (b"PK\x03\x04rest of an archive", "This is a ZIP archive or an office document, no plain text"),
        (b"%PDF-1.7\n", "This is a PDF document, no plain text"),
        (b"\x89PNG\r\n\x1a\n", "This is a picture, no plain text"),
        (b"{\\rtf1\\ansi Text}", "This is an RTF document, no plain text"),
        (b"text with a \x00 in it", "This is a binary file, no plain text"),
        ("no mark".encode("utf-16-le"), "This is a binary file, no plain text"),
        (b"\xff\xfe\x00\x00" + "wide".encode("utf-32-le"), "This is a binary file, no plain text"),
        (bytes(range(1, 256)), "This is a binary file, no plain text"),
    ],
)
def test_what_is_no_text_is_refused(data: bytes, found: str, tmp_path: Path) -> None:
    path = tmp_path / "file.txt"
    path.write_bytes(data)
    with pytest.raises(SourceError) as caught:
        open_text(path)
    assert (caught.value.found, caught.value.where) == (found, str(path))


def test_line_noise_is_no_binary_file() -> None:
    assert open_text(b"a long line of an old telegram \x07 with a bell in it, and then some more").text


def test_a_file_that_is_too_large_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "large.txt"
    path.touch()
    os.truncate(path, LARGEST_BYTES + 1)
    with pytest.raises(SourceError, match=r"larger than 64 MB\. Split it"):
        open_text(path)


def test_what_is_no_file_is_refused(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    for path, found in {
        tmp_path / "missing.txt": "No such file or folder",
        tmp_path: "The folder cannot be listed",
        pipe: "This is no file that can be read as text",
    }.items():
        with pytest.raises(SourceError) as caught:
            open_text(path)
        assert (caught.value.found, caught.value.where) == (found, str(path))


def test_a_file_that_may_not_be_read_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Simulated: for root permission bits bind nothing."""

    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    path = tmp_path / "kept.txt"
    path.write_text("text")
    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(SourceError, match=r"The file cannot be read \(permission denied\)\."):
        open_text(path)


def test_only_the_base_name_is_kept(tmp_path: Path) -> None:
    path = tmp_path / os.fsdecode(b"odd-\xff-name.txt")
    path.write_text("text")
    assert open_text(path).name == "odd-\ufffd-name.txt"
    (opened,) = open_found(FoundFile(path, is_named=True))
    assert isinstance(opened, SourceText)
    assert opened.name == "odd-\ufffd-name.txt"
    assert open_text(b"text", name="folder/part.txt").name == "part.txt"


@given(st.one_of(st.binary(), st.text().map(lambda text: text.encode("utf-16"))))
def test_what_opens_can_stand_in_any_database(data: bytes) -> None:
    try:
        opened = open_text(data)
    except SourceError:
        return
    assert "\x00" not in opened.text
    assert opened.text.encode("utf-8").decode("utf-8") == opened.text
    assert all(problem.span.end <= len(opened.text) for problem in opened.problems)


@given(st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1))
def test_utf_8_is_read_to_the_letter(text: str) -> None:
    try:
        opened = open_text(text.encode())
    except SourceError:
        assert not text.removeprefix("\ufeff").strip()
        return
    assert opened.text == text.removeprefix("\ufeff")
