"""Nobody is given, by any function, what stands above his clearance."""

from __future__ import annotations

import ast
import inspect
from collections.abc import Callable, Iterator
from itertools import product
from pathlib import Path
from typing import Any, get_type_hints

import pytest

import reftel
from reftel.document import FULL_CLEARANCE, Marking, Reader
from reftel.record import Record
from reftel.record.importing import import_paths

CANARIES = {
    "CANARYOPEN": "U",
    "CANARYSENSITIVE": "SBU",
    "CANARYCONFIDENTIAL": "C",
    "CANARYNOFORN": "C//NOFORN",
    "CANARYSECRET": "S",
    "CANARYSUBJECT": "S",
    "CANARYHIDDEN": "S",
    # The file's name belongs to the file as a whole.
    "CANARYNAME": "S//NOFORN",
}
CLEARANCES = ("U", "SBU", "C", "C//NOFORN", "S", "S//NOFORN", "full")
MIXED_KEY = "09AVERTON312"
HIDDEN_KEY = "09AVERTON313"

# What to ask with, for each name that a parameter of a query may have. A new parameter must be added here.
ARGUMENTS: dict[str, tuple[Any, ...]] = {
    "country": (None, "XAV"),
    "year": (None, 2009),
    "kind": (None, "telegram", "position"),
    "key": (None, MIXED_KEY),
    "document": (MIXED_KEY, HIDDEN_KEY),
    "keys": ((MIXED_KEY, HIDDEN_KEY),),
    "all_states": (False, True),
}
NO_QUERIES = {"close"}


# Models whose rows hold no words of a document and nothing that a person wrote about one.
WITHOUT_WORDS = {"ActorRow", "AuditRow", "BackupRow", "HeadRow", "MarkingRow"}


def query_names() -> list[str]:
    members = inspect.getmembers(Record, inspect.isfunction)
    return [name for name, _ in members if not name.startswith("_") and name not in NO_QUERIES]


def ask_everything(record: Record, reader: Reader) -> Iterator[tuple[str, object]]:
    """Every query with every combination of arguments, and what came back."""
    everybody = Reader("everybody", FULL_CLEARANCE, sees_embargoed=True)
    statements = [
        view.id
        for key in (MIXED_KEY, HIDDEN_KEY)
        for view in record.statements(everybody, key, all_states=True)
    ]
    assert statements
    arguments = {**ARGUMENTS, "statement": statements}
    for name in query_names():
        names = list(inspect.signature(getattr(Record, name)).parameters)[2:]
        for values in product(*(arguments[parameter] for parameter in names)):
            given = dict(zip(names, values, strict=True))
            yield f"{name}({given})", getattr(record, name)(reader, **given)


@pytest.fixture
def mixed(record: Record, tmp_path: Path, mixed_telegram: str, secret_telegram: str) -> Record:
    mixed, secret = tmp_path / "CANARYNAME.txt", tmp_path / "secret.txt"
    mixed.write_text(mixed_telegram)
    secret.write_text(secret_telegram)
    assert import_paths(record, [mixed, secret]).total_added == 2
    return record


@pytest.mark.parametrize("name", query_names())
def test_every_query_names_its_reader(name: str) -> None:
    method = getattr(Record, name)
    assert list(inspect.signature(method).parameters)[1] == "reader"
    assert get_type_hints(method)["reader"] is Reader


@pytest.mark.parametrize("clearance", CLEARANCES)
def test_no_query_gives_a_word_above_the_clearance(
    mixed: Record, reader_of: Callable[[str], Reader], clearance: str
) -> None:
    reader = reader_of(clearance)
    seen: set[str] = set()
    for question, answer in ask_everything(mixed, reader):
        # repr, not str: it shows every field of every view, and bytes as they are.
        told = repr(answer)
        for canary, marking in CANARIES.items():
            if canary in told:
                seen.add(canary)
                assert reader.may_read(Marking.parse(marking)), f"{question} gave {canary} to {clearance}"
    assert seen == {canary for canary, mark in CANARIES.items() if reader.may_read(Marking.parse(mark))}


@pytest.mark.parametrize("clearance", ["U", "SBU", "C", "C//NOFORN"])
def test_a_document_without_a_readable_passage_does_not_exist(
    mixed: Record, reader_of: Callable[[str], Reader], full_reader: Reader, clearance: str
) -> None:
    reader = reader_of(clearance)
    hidden = mixed.document(full_reader, HIDDEN_KEY)
    assert hidden is not None
    assert mixed.held_keys(full_reader, [HIDDEN_KEY, MIXED_KEY, "09STATE1"]) == {HIDDEN_KEY, MIXED_KEY}
    assert mixed.held_keys(reader, [HIDDEN_KEY, MIXED_KEY, "\x00", "\udc80"]) == {MIXED_KEY}
    assert [document.key for document in mixed.documents(reader)] == [MIXED_KEY]
    assert mixed.count_documents(reader) == 1
    for name in (HIDDEN_KEY, hidden.id, hidden):
        assert mixed.document(reader, name) is None
        assert mixed.passages(reader, name) == ()
        assert mixed.statements(reader, name) == ()
        assert mixed.problems(reader, name) == ()
        assert mixed.raw_text(reader, name) is None
        assert mixed.original_bytes(reader, name) is None


def test_the_marking_of_a_document_is_the_join_of_what_is_shown(
    mixed: Record, reader_of: Callable[[str], Reader]
) -> None:
    shown = {}
    for clearance in CLEARANCES:
        view = mixed.document(reader_of(clearance), MIXED_KEY)
        assert view is not None
        shown[clearance] = str(view.marking)
    assert shown == {
        "U": "U",
        "SBU": "SBU",
        "C": "C",
        "C//NOFORN": "C//NOFORN",
        "S": "S",
        "S//NOFORN": "S//NOFORN",
        "full": "S//NOFORN",
    }


def test_title_and_countries_have_the_marking_of_the_lines_that_they_come_from(
    mixed: Record, reader_of: Callable[[str], Reader]
) -> None:
    below, above = (mixed.document(reader_of(clearance), MIXED_KEY) for clearance in ("C//NOFORN", "S"))
    assert below is not None
    assert above is not None
    assert (below.title, below.countries, below.year) == (None, (), 2009)
    assert (above.title, above.countries) == ("AVERLINE: THE CANARYSUBJECT OF THE DAY", ("XAV",))
    assert mixed.documents(reader_of("C//NOFORN"), country="XAV") == ()


def test_the_year_that_a_subject_tells_has_its_marking(
    record: Record, tmp_path: Path, mixed_telegram: str, reader_of: Callable[[str], Reader]
) -> None:
    subject = "SUBJECT: (S) AVERLINE: REACTION TO 2007 TRAFFICKING IN PERSONS REPORT"
    text = mixed_telegram.replace("SUBJECT: AVERLINE: THE CANARYSUBJECT OF THE DAY", subject)
    path = tmp_path / "mixed.txt"
    path.write_text(
        text.replace("S E C R E T AVERTON", "C O N F I D E N T I A L AVERTON").replace(
            "ZNY SSSSS", "ZNY CCCCC"
        )
    )
    import_paths(record, [path])
    below, above = reader_of("C"), reader_of("S")
    for reader, year, other in ((below, 2009, 2007), (above, 2007, 2009)):
        (view,) = record.documents(reader, country="XAV", year=year)
        assert (view.year, view.written_year) == (year, 2009)
        assert record.documents(reader, year=other) == ()


def test_file_name_size_and_digest_are_for_who_may_read_all(
    mixed: Record, reader_of: Callable[[str], Reader]
) -> None:
    part, whole = (mixed.document(reader_of(clearance), MIXED_KEY) for clearance in ("S", "S//NOFORN"))
    assert part is not None
    assert whole is not None
    assert (part.file_name, part.size, part.sha256) == (None, None, None)
    assert whole.file_name == "CANARYNAME.txt"
    assert whole.sha256 is not None


def test_a_problem_is_shown_to_who_may_read_the_passage(
    mixed: Record, reader_of: Callable[[str], Reader]
) -> None:
    assert mixed.problems(reader_of("C//NOFORN"), MIXED_KEY) == ()
    assert [problem.code for problem in mixed.problems(reader_of("S"), MIXED_KEY)] == ["telegram.numbering"]


def test_a_finding_is_cited_to_the_letter(
    mixed: Record, reader_of: Callable[[str], Reader], mixed_telegram: str
) -> None:
    findings = mixed.statements(reader_of("SBU"), MIXED_KEY)
    assert [finding.passage for finding in findings] == ["¶1", "¶2"]
    assert all(finding.citation.lands_on(mixed_telegram) for finding in findings)
    assert {finding.status for finding in findings} == {"proposed"}


def test_a_passage_cites_its_own_words_only(mixed: Record, reader_of: Callable[[str], Reader]) -> None:
    first, second = mixed.passages(reader_of("SBU"), MIXED_KEY)
    assert first.cite().quote == first.text
    assert str(first.cite(first.span)) == f"{MIXED_KEY}, ¶1"
    with pytest.raises(ValueError, match="does not lie inside"):
        first.cite(second.span)


def test_only_the_record_knows_its_models() -> None:
    package = Path(reftel.__file__).parent
    inner = ("models", "queries", "storing", "orm", "originals", "schema")
    # People are found before anybody reads, and are no rows that bear a marking.
    outer = "reftel.record.people.queries"
    offenders = []
    for path in package.rglob("*.py"):
        if path.is_relative_to(package / "record"):
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom):
                names = [f"{node.module}.{alias.name}" for alias in node.names] + [str(node.module)]
            offenders += [
                f"{path.name}: {name}"
                for name in names
                if name.startswith("reftel.record.")
                and not name.startswith(outer)
                and set(name.split(".")) & set(inner)
            ]
    assert offenders == []


def test_every_row_with_words_goes_through_the_manager() -> None:
    from django.apps import apps

    from reftel.record import orm
    from reftel.record.markings.models import MarkedQuerySet

    orm.start_orm()
    for model in apps.get_app_config("record").get_models():
        if model.__name__ not in WITHOUT_WORDS:
            assert isinstance(model._default_manager.all(), MarkedQuerySet), model
