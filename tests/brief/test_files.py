"""A brief is written whole or not at all."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from reftel.brief.files import check_target, write_file
from reftel.errors import OutputError


def test_it_replaces_what_was_there(tmp_path: Path) -> None:
    target = tmp_path / "brief.html"
    target.write_text("old", encoding="utf-8")
    assert write_file(target, "nëw") == target
    assert target.read_text(encoding="utf-8") == "nëw"
    assert os.listdir(tmp_path) == ["brief.html"]


@pytest.mark.parametrize("reason", [errno.ENOSPC, errno.EROFS, errno.EIO])
def test_a_failure_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, reason: int) -> None:
    target = tmp_path / "brief.html"
    target.write_text("old", encoding="utf-8")

    def fail(_: int) -> None:
        raise OSError(reason, os.strerror(reason))

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(OutputError) as caught:
        write_file(target, "new")
    assert str(target) in str(caught.value)
    assert target.read_text(encoding="utf-8") == "old"
    assert os.listdir(tmp_path) == ["brief.html"]


def test_a_folder_that_does_not_exist(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="folder does not exist"):
        write_file(tmp_path / "none" / "brief.html", "new")


def test_a_brief_goes_where_a_link_leads(tmp_path: Path) -> None:
    (tmp_path / "link.html").symlink_to(tmp_path / "brief.html")
    write_file(check_target(tmp_path / "link.html", record=tmp_path / "record"), "new")
    assert (tmp_path / "brief.html").read_text(encoding="utf-8") == "new"
    assert (tmp_path / "link.html").is_symlink()


def test_nothing_is_written_over_a_pipe_or_a_device(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "null").symlink_to("/dev/null")
    for path in (tmp_path / "pipe", tmp_path / "null", "/dev/null", "-"):
        with pytest.raises(OutputError, match="no file that can be written to"):
            check_target(path, record=tmp_path / "record")


@pytest.mark.parametrize(
    "name", ["record.sqlite3", "originals/ab/brief.html", "new.html", "../record/x.html"]
)
def test_nothing_is_written_into_the_record(
    tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    record = tmp_path / "record"
    (record / "originals").mkdir(parents=True)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "alias").symlink_to(record)
    for folder, own in ((record, record), (Path("record"), record), (tmp_path / "alias", Path("record"))):
        with pytest.raises(OutputError, match="record's own folder"):
            check_target(folder / name, record=own)


def test_a_path_that_names_a_folder(tmp_path: Path) -> None:
    for path in (tmp_path, f"{tmp_path}/none/"):
        with pytest.raises(OutputError, match="This is a folder"):
            check_target(path, record=tmp_path / "record")


def test_a_path_that_leads_nowhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "self").symlink_to("self")
    with pytest.raises(OutputError, match="leads back to itself"):
        check_target(tmp_path / "self", record=tmp_path / "record")
    monkeypatch.chdir(tmp_path)
    assert check_target("~nobody-here/x.html", record=tmp_path / "r") == tmp_path / "~nobody-here" / "x.html"
