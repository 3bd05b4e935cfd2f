"""How packaged tables are read, and what happens when one is damaged."""

from __future__ import annotations

import csv
import doctest
import subprocess
import sys
from importlib import import_module
from importlib.resources import files
from pathlib import Path

import pytest

from reftel.errors import VocabError
from reftel.vocab import tables
from reftel.vocab.keys import name_key

REPOSITORY = Path(__file__).resolve().parents[2]
DATA = Path(str(files("reftel.vocab"))) / "data"
MODULES = (
    "captions",
    "classification",
    "collectives",
    "countries",
    "executive_orders",
    "keys",
    "posts",
    "precedences",
    "statute",
    "tables",
    "tags",
    "tiers",
)


@pytest.mark.parametrize("path", sorted(DATA.glob("*.csv")), ids=lambda path: str(path.name))
def test_every_packaged_row_has_a_source(path: Path) -> None:
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert rows
    assert all(row["source"].strip() for row in rows)


@pytest.mark.parametrize("path", sorted(DATA.glob("*.csv")), ids=lambda path: str(path.name))
def test_the_notice_names_every_packaged_table(path: Path) -> None:
    assert path.name in (REPOSITORY / "NOTICE").read_text(encoding="utf-8")


def test_a_missing_table_is_one_clear_error() -> None:
    with pytest.raises(VocabError, match=r"nothing\.csv: The table cannot be read\. Install Reftel again"):
        tables.load_rows("nothing.csv", ("a", "b"))


def test_another_header_is_refused() -> None:
    with pytest.raises(VocabError, match="columns"):
        tables.load_rows("precedences.csv", ("letter", "word"))


def test_a_short_row_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "read_text", lambda table: "a,b\n1,2\n3\n")
    with pytest.raises(VocabError, match="Row 3 has 1 fields instead of 2"):
        tables.load_rows("any.csv", ("a", "b"))


def test_numbers_and_truths_are_checked() -> None:
    assert tables.read_number("") is None
    assert tables.read_number("2004") == 2004
    assert tables.read_truth("yes", "any.csv") is True
    assert tables.split_list("a; b;;") == ("a", "b")
    with pytest.raises(VocabError):
        tables.read_number("MMIV")
    with pytest.raises(VocabError):
        tables.read_truth("", "any.csv")


@pytest.mark.parametrize(
    ("year", "first", "last", "valid"),
    [
        (None, 2000, 2001, True),
        (1999, 2000, None, False),
        (2000, 2000, None, True),
        (2002, None, 2001, False),
        (1, None, None, True),
    ],
)
def test_an_empty_year_is_an_open_end(
    year: int | None, first: int | None, last: int | None, valid: bool
) -> None:
    assert tables.is_valid_in(year, first, last) is valid


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Côte d’Ivoire", "COTE D'IVOIRE"),
        ("The Bahamas", "Bahamas, The"),
        ("Trinidad & Tobago", "Trinidad and Tobago"),
        ("Saint Lucia", "St. Lucia"),
        ("U.S.A.", "USA"),
    ],
)
def test_spellings_of_one_name_share_a_key(left: str, right: str) -> None:
    assert name_key(left) == name_key(right) != ""


@pytest.mark.parametrize("module", MODULES)
def test_the_examples_in_the_docstrings_hold(module: str) -> None:
    assert doctest.testmod(import_module(f"reftel.vocab.{module}")).failed == 0


def test_importing_reads_no_table_and_no_similarity_library() -> None:
    names = ", ".join(f"reftel.vocab.{module}" for module in MODULES)
    code = (
        f"import sys; import {names}; print('rapidfuzz' in sys.modules, 'importlib.resources' in sys.modules)"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.split()[0] == "False"
