"""Which files paths, folders and patterns stand for."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from reftel.errors import SourceError
from reftel.sources import find_files, open_text


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    for name in ("b.txt", "a.txt", "sub/deeper/c.txt", ".hidden.txt", ".git/config", "sub/d.html"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name)
    return tmp_path


def names(tree: Path, *paths: str | Path) -> list[str]:
    return [str(file.path.relative_to(tree)) for file in find_files(paths)]


def test_a_folder_stands_for_all_files_in_it_in_order(tree: Path) -> None:
    assert names(tree, tree) == ["a.txt", "b.txt", "sub/d.html", "sub/deeper/c.txt"]
    assert not any(file.is_named for file in find_files([tree]))


def test_a_file_that_is_named_knows_it(tree: Path) -> None:
    (file,) = find_files([tree / ".hidden.txt"])
    assert file.is_named
    assert file.path == tree / ".hidden.txt"


def test_a_pattern_that_the_shell_left_alone_is_expanded(tree: Path) -> None:
    assert names(tree, f"{tree}/*.txt") == ["a.txt", "b.txt"]
    assert names(tree, f"{tree}/**/*.txt") == ["a.txt", "b.txt", "sub/deeper/c.txt"]
    # The pattern fits the folder and the files in it; each file comes once.
    assert names(tree, f"{tree}/s**") == ["sub/d.html", "sub/deeper/c.txt"]
    assert not any(file.is_named for file in find_files([f"{tree}/*.txt"]))


def test_a_file_whose_name_is_a_pattern_is_that_file(tree: Path) -> None:
    (tree / "[ab].txt").write_text("brackets")
    assert names(tree, tree / "[ab].txt") == ["[ab].txt"]


def test_links_are_followed_but_not_in_circles(tree: Path) -> None:
    (tree / "sub" / "up").symlink_to(tree)
    (tree / "sub" / "self").symlink_to(tree / "sub" / "self")
    (tree / "z").symlink_to(tree / "sub" / "deeper")
    (tree / "gone").symlink_to(tree / "nowhere")
    assert names(tree, tree) == ["a.txt", "b.txt", "sub/d.html", "sub/deeper/c.txt", "z/c.txt"]


@pytest.mark.parametrize(
    ("path", "found"),
    [
        ("missing.txt", "No such file or folder"),
        ("*.gif", "No file fits this pattern"),
        ("x" * 5000, "No such file or folder"),
        ("a\x00b", "No such file or folder"),
    ],
)
def test_what_does_not_exist_is_told(tree: Path, path: str, found: str) -> None:
    with pytest.raises(SourceError) as caught:
        list(find_files([f"{tree}/{path}"]))
    assert caught.value.found == found
    assert caught.value.where == f"{tree}/{path}"


def test_a_folder_that_cannot_be_listed_does_not_hide_the_others(
    tree: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Simulated: for root, who runs tests in containers, permission bits bind nothing."""
    listed = os.listdir

    def refuse(folder: Path) -> list[str]:
        if Path(folder).name == "sub":
            raise PermissionError(13, os.strerror(13))
        return listed(folder)

    monkeypatch.setattr(os, "listdir", refuse)
    assert names(tree, tree) == ["a.txt", "b.txt", "sub"]


def test_what_may_not_be_looked_at_is_given_so_that_opening_it_says_why(
    tree: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stat = Path.stat

    def refuse(path: Path, *, follow_symlinks: bool = True) -> os.stat_result:
        if path.name in ("a.txt", "deeper"):
            raise PermissionError(13, "Permission denied", str(path))
        return stat(path, follow_symlinks=follow_symlinks)

    monkeypatch.setattr(Path, "stat", refuse)
    assert names(tree, tree) == ["a.txt", "b.txt", "sub/d.html", "sub/deeper"]
    assert names(tree, f"{tree}/*.txt") == ["a.txt", "b.txt"]
    assert names(tree, tree / "a.txt") == ["a.txt"]
    with pytest.raises(SourceError, match="permission denied"):
        open_text(tree / "a.txt")
