"""Zip archives: what is read of them, and what is refused with a sentence that names the member."""

from __future__ import annotations

import io
import stat
import struct
import zipfile
from pathlib import Path

import pytest

from reftel.errors import SourceError
from reftel.sources import FoundFile, Refused, SourceText, open_found
from reftel.sources.confined.archive import LARGEST_COUNT, check_total, find_overlaps

from .made import PAGES, make_docx, make_zip


def parts_of(tmp_path: Path, data: bytes, name: str = "pack.zip") -> list[SourceText | Refused]:
    path = tmp_path / name
    path.write_bytes(data)
    return list(open_found(FoundFile(path, is_named=True)))


def member(name: str, mode: int = 0) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name)
    info.compress_type = zipfile.ZIP_DEFLATED
    info.create_system = 3
    info.external_attr = mode << 16
    return info


def make_with(bad: zipfile.ZipInfo, data: bytes = b"bad") -> bytes:
    """An archive with a good member before and after a bad one."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        archive.writestr(member("a.txt"), b"first")
        archive.writestr(bad, data)
        archive.writestr(member("z.txt"), b"last")
    return written.getvalue()


@pytest.mark.parametrize(
    ("bad", "data", "found"),
    [
        (member("/etc/a.txt"), b"bad", "has an absolute path"),
        (member("C:/a.txt"), b"bad", "has an absolute path"),
        (member("\\\\host\\a.txt"), b"bad", "has an absolute path"),
        (member("in/../../a.txt"), b"bad", "leads out of the archive (..)"),
        (member("in\\..\\a.txt"), b"bad", "leads out of the archive (..)"),
        (member("link.txt", stat.S_IFLNK | 0o777), b"/etc/passwd", "is a link"),
        (member("pipe.txt", stat.S_IFIFO | 0o600), b"", "is no file but a device or pipe"),
        (member("disk.txt", stat.S_IFBLK | 0o600), b"", "is no file but a device or pipe"),
        (member("zeros.txt"), bytes(5_000_000), "would grow to more than a hundred times its size"),
    ],
    ids=lambda value: value.filename if isinstance(value, zipfile.ZipInfo) else "",
)
def test_a_member_that_means_harm_is_refused_and_named(
    bad: zipfile.ZipInfo, data: bytes, found: str, tmp_path: Path
) -> None:
    first, refused, last = parts_of(tmp_path, make_with(bad, data))
    assert isinstance(refused, Refused)
    assert refused.error.found == f"A member of the archive {found}"
    assert refused.error.where.startswith(f"{tmp_path}/pack.zip/")
    assert Path(bad.filename).name in refused.error.where
    assert isinstance(first, SourceText)
    assert isinstance(last, SourceText)
    assert (first.text, last.text) == ("first", "last")


def test_an_encrypted_member_is_refused(tmp_path: Path) -> None:
    data = bytearray(make_with(member("locked.txt")))
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.index(b"locked.txt") if signature == b"PK\x03\x04" else data.rindex(b"locked.txt")
        data[data.rindex(signature, 0, at) + offset] |= 1
    _, refused, _ = parts_of(tmp_path, bytes(data))
    assert isinstance(refused, Refused)
    assert refused.error.found == "A member of the archive is encrypted"


def test_members_that_share_their_bytes_are_refused(tmp_path: Path) -> None:
    """As in a bomb without nesting: many entries of the directory lead to the same packed bytes."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        archive.writestr(member("one.txt"), b"one one one one")
        archive.writestr(member("two.txt"), b"two two two two")
    data = written.getvalue()
    start = data.index(b"PK\x01\x02")
    second = data.index(b"PK\x01\x02", start + 4)
    changed = bytearray(data)
    changed[second + 42 : second + 46] = struct.pack("<I", 0)  # the second begins where the first does
    parts = parts_of(tmp_path, bytes(changed))
    assert [type(part) for part in parts] == [Refused, Refused]
    for part in parts:
        assert isinstance(part, Refused)
        assert part.error.found == "A member of the archive overlaps another member"


def test_overlaps_are_found_however_many_lie_between() -> None:
    def at(offset: int, size: int) -> zipfile.ZipInfo:
        info = zipfile.ZipInfo(f"{offset}")
        info.header_offset, info.compress_size = offset, size
        return info

    assert find_overlaps([at(0, 10), at(10, 10), at(20, 5)]) == set()
    assert find_overlaps([at(20, 5), at(0, 100), at(10, 1), at(200, 5)]) == {0, 10, 20}


def test_an_archive_that_grows_beyond_measure_is_refused_as_a_whole() -> None:
    def claiming(size: int) -> zipfile.ZipInfo:
        info = zipfile.ZipInfo("a.txt")
        info.file_size = size
        return info

    check_total([claiming(10**6)] * 300, 10**7)
    with pytest.raises(SourceError, match="would grow to"):
        check_total([claiming(4 * 10**9)] * 5, 10**9)
    with pytest.raises(SourceError, match="would grow to"):
        check_total([claiming(10**6)] * 5000, 10**6)
    with pytest.raises(SourceError, match="more than 1,000,000 members"):
        check_total([claiming(1)] * (LARGEST_COUNT + 1), 10**9)


def test_a_damaged_member_does_not_harm_the_others(tmp_path: Path) -> None:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        for name in ("a.txt", "b.txt", "c.txt"):
            archive.writestr(name, f"text of {name}")  # stored, so that its bytes can be found
    data = written.getvalue().replace(b"text of b.txt", b"test of b.txt")
    first, refused, last = parts_of(tmp_path, data)
    assert isinstance(refused, Refused)
    assert refused.error.found == "A member of the archive is damaged"
    assert refused.error.where.endswith("pack.zip/b.txt")
    assert isinstance(first, SourceText)
    assert isinstance(last, SourceText)


@pytest.mark.parametrize(
    "data",
    [b"PK\x03\x04 and no more", make_zip({"a.txt": b"A text."})[:-30], b"PK\x05\x06" + bytes(3)],
    ids=["a head alone", "cut off", "a directory alone"],  # an archive bears the time at which it was made
)
def test_a_damaged_archive_is_refused(data: bytes, tmp_path: Path) -> None:
    with pytest.raises(SourceError) as caught:
        parts_of(tmp_path, data)
    assert caught.value.found == "The archive is damaged and cannot be opened"
    assert caught.value.where == str(tmp_path / "pack.zip")


def test_an_empty_archive_holds_nothing(tmp_path: Path) -> None:
    assert parts_of(tmp_path, make_zip({})) == []


def test_archives_inside_archives_are_not_opened_but_documents_are(tmp_path: Path) -> None:
    data = make_zip(
        {
            "in.zip": make_zip({"a.txt": b"A text."}),
            "XAV-2022.docx": make_docx(["A text in a document."]),
            "XAV-2021.html": (PAGES / "bare-page.html").read_bytes(),
            ".hidden.txt": b"hidden",
            "__MACOSX/._a.txt": b"hidden, too",
            "empty.txt": b"",
        }
    )
    nested, document, page, empty = parts_of(tmp_path, data)
    assert isinstance(nested, Refused)
    assert nested.error.found == "A zip archive inside another is not opened"
    assert isinstance(document, SourceText)
    assert (document.name, document.text) == ("XAV-2022.docx", "A text in a document.")
    assert isinstance(page, SourceText)
    assert page.name == "XAV-2021.html"
    assert isinstance(empty, Refused)
    assert empty.error.found == "The file is empty"


def test_who_stops_listening_leaves_no_process(tmp_path: Path) -> None:
    path = tmp_path / "pack.zip"
    path.write_bytes(make_zip({f"{number}.txt": b"text %d" % number for number in range(500)}))
    parts = open_found(FoundFile(path, is_named=True))
    assert isinstance(next(parts), SourceText)
    parts.close()  # type: ignore[attr-defined]
    assert list(parts) == []


def test_letters_of_other_alphabets_in_names_come_through(tmp_path: Path) -> None:
    (part,) = parts_of(tmp_path, make_zip({"Ñandú/тест.txt": b"A text."}))
    assert isinstance(part, SourceText)
    assert part.origin.member == "Ñandú/тест.txt"
