"""What commands load: what they do not need, they do not pay for."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from reftel.specimen import specimen_folder

LOADED = """
import sys
from reftel.cli.main import main
try:
    main()
except SystemExit as leaving:
    assert not leaving.code, leaving.code
print(*sys.modules, file=sys.stderr)
"""
# The libraries that are long to load; Typer's own, with which it reads options, is not ours to leave out.
HEAVY = frozenset(
    ("altair", "django", "docx", "httpx", "jinja2", "lxml", "nupunkt", "numpy", "pypdf", "rapidfuzz",
     "rich", "vl_convert", "yaml")
)  # fmt: skip


def loaded(*arguments: str | Path) -> set[str]:
    """The modules that a command loads."""
    command = [sys.executable, "-c", LOADED, *map(str, arguments)]
    run = subprocess.run(command, capture_output=True, text=True, check=True, encoding="utf-8")
    return set(run.stderr.split())


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A record of the specimen's narratives, of two years in a row."""
    folder = tmp_path_factory.mktemp("start") / "record"
    loaded("init", folder)
    with specimen_folder() as data:
        loaded("--record", folder, "import", data / "narratives")
    return folder


@pytest.mark.parametrize(
    "arguments",
    [
        ("--help",), ("--version",), ("brief", "--help"), ("compare", "-h"), ("import", "-h"),
        ("world", "-h"), ("tiers", "outlook", "-h"), ("telegram", "check", "-h"), ("get", "report", "-h"),
    ],
    ids=" ".join,
)  # fmt: skip
def test_help_loads_nothing_heavy_and_no_reader(arguments: tuple[str, ...]) -> None:
    modules = loaded(*arguments)
    assert not HEAVY & modules
    of_reftel = {name.split(".")[1] for name in modules if name.startswith("reftel.")}
    assert of_reftel <= {"brief", "cli", "errors", "lazy"}


def test_a_brief_loads_the_aligner_only_for_two_years(record: Path, tmp_path: Path) -> None:
    brief = ("--record", record, "brief", "XAV")
    first = loaded(*brief, "2008", "-o", tmp_path / "first.html")
    second = loaded(*brief, "2009", "-o", tmp_path / "second.html")
    assert not {"altair", "vl_convert", "httpx", "lxml", "docx", "pypdf"} & (first | second)
    assert "django.db" in first
    assert not {"numpy", "reftel.compare.alignment", "reftel.telegram.read"} & first
    assert "reftel.compare.alignment" in second
    assert "reftel.telegram.read" not in second


def test_a_reader_of_telegrams_loads_no_database() -> None:
    with specimen_folder() as data:
        modules = loaded("telegram", "read", min((data / "telegrams").glob("*.txt")), "--json")
    assert not {"django", "numpy", "altair"} & modules
