"""A brief is written whole or not at all."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from reftel.brief.files import write_file
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
