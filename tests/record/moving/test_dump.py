"""A record that is dumped, loaded and dumped again is the same, byte by byte, on whichever database."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.conftest import URL_VARIABLE
from tests.record.conftest import MIXED_TELEGRAM, NARRATIVE
from tests.record.whole import KEY, bytes_in, fill_whole, span_of

from reftel.document import Clearance, Level
from reftel.errors import DumpError, NotAllowedError, OutputError, RecordError, ReftelError
from reftel.record import Actor, Record, init_record, open_record
from reftel.record.importing import import_paths


@pytest.fixture
def local(record: Record, files: Path) -> Actor:
    return fill_whole(record, files)


@pytest.fixture
def dumped(record: Record, local: Actor, tmp_path: Path) -> Path:
    from reftel.record.moving.dumping import dump

    return dump(record, local, tmp_path / "dump").path


@pytest.fixture(scope="module")
def made_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A dump of such a record; it is the same whatever database the record was on."""
    from reftel.record.moving.dumping import dump

    folder = tmp_path_factory.mktemp("once")
    (folder / "files").mkdir()
    (folder / "files" / "a.txt").write_text(MIXED_TELEGRAM, encoding="utf-8")
    (folder / "files" / "b.txt").write_text(NARRATIVE, encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv(URL_VARIABLE, raising=False)
        with init_record(folder / "record") as record:
            return dump(record, fill_whole(record, folder / "files"), folder / "dump").path


@pytest.fixture
def copied(made_once: Path, tmp_path: Path) -> Path:
    """A copy of it that may be harmed."""
    return Path(shutil.copytree(made_once, tmp_path / "dump"))


def dump_again(folder: Path, target: Path) -> Path:
    """Dump the record in a folder."""
    from reftel.record.moving.dumping import dump
    from reftel.record.people.queries import find_actor

    with open_record(folder) as record:
        return dump(record, find_actor(record), target).path


def test_dump_load_dump_gives_the_same_bytes(dumped: Path, tmp_path: Path) -> None:
    from reftel.record.moving.loading import load

    loaded = load(dumped, tmp_path / "second")
    assert loaded.verification.problems == ()
    assert loaded.left_out == ()
    assert loaded.originals == 3
    again = dump_again(tmp_path / "second", tmp_path / "again")
    before = bytes_in(dumped)
    assert before == bytes_in(again)
    assert {
        f"tables/{name}.jsonl" for name in ("doubt", "evidence", "redaction", "decision")
    } <= before.keys()
    assert all(before[name] for name in before if name != "tables/backup.jsonl")


def test_from_one_database_to_the_other_and_back(
    dumped: Path, tmp_path: Path, postgresql_url: str, on_postgresql: object, database: str
) -> None:
    from reftel.record.moving.loading import load

    folder = dumped
    kinds = ("postgresql", "sqlite") if database == "sqlite" else ("sqlite", "postgresql")
    with pytest.MonkeyPatch.context() as patch:
        for kind in kinds:
            if kind == "sqlite":
                patch.delenv(URL_VARIABLE, raising=False)
            else:
                patch.setenv(URL_VARIABLE, postgresql_url)
            assert load(folder, tmp_path / f"as-{kind}").verification.problems == ()
            assert (tmp_path / f"as-{kind}" / "record.sqlite3").exists() == (kind == "sqlite")
            patch.setenv(URL_VARIABLE, postgresql_url)
            folder = dump_again(tmp_path / f"as-{kind}", tmp_path / f"dump-{kind}")
            assert bytes_in(folder) == bytes_in(dumped)


def test_the_loaded_record_goes_on(dumped: Path, tmp_path: Path, files: Path) -> None:
    """New rows get numbers of their own, and the trail goes on where it ended."""
    from reftel.record.moving.loading import load
    from reftel.record.people.queries import find_actor
    from reftel.record.statements import deciding
    from reftel.record.verifying.verify import verify

    load(dumped, tmp_path / "second")
    another = files / "another.txt"
    another.write_text((files / "a.txt").read_text().replace("000312", "000555").replace("#0312", "#0555"))
    with open_record(tmp_path / "second") as record:
        local = find_actor(record)
        assert import_paths(record, [another]).total_added == 1
        span = span_of(record, local, "CANARYSECRET")
        deciding.add_statement(record, local, KEY, deciding.Wording("dispute", span))
        assert verify(record).problems == ()


def test_that_it_was_taken_out_is_in_the_trail_and_not_in_the_dump(record: Record, dumped: Path) -> None:
    from reftel.record.audit import trail

    *_, last = trail.entries(record.alias)
    assert last.action == "export"
    assert b'"action":"export"' not in (dumped / "tables" / "audit.jsonl").read_bytes()
    head = json.loads((dumped / "manifest.json").read_bytes())["head"]
    assert head.startswith(f"{last.number - 1}:")


def test_who_may_not_read_everything_takes_no_copy(record: Record, local: Actor, tmp_path: Path) -> None:
    from reftel.document import FULL_CLEARANCE
    from reftel.record.audit import trail
    from reftel.record.moving.backups import backup
    from reftel.record.moving.dumping import dump
    from reftel.record.people.managing import Grant, add_actor
    from reftel.record.people.roles import Role

    low = Grant(Role.COORDINATOR, Clearance(Level.S), sees_embargoed=True)
    early = Grant(Role.COORDINATOR, FULL_CLEARANCE, sees_embargoed=False)
    for number, grant in enumerate((low, early)):
        actor = add_actor(record, local, f"coordinator {number}", grant)
        for copy in (dump, backup):
            with pytest.raises(NotAllowedError, match="may not read all of the record"):
                copy(record, actor, tmp_path / "copy")
    assert [entry.action for entry in trail.entries(record.alias)][-2:] == ["refuse", "refuse"]
    officer = add_actor(record, local, "officer", Grant(Role.OFFICER, FULL_CLEARANCE, sees_embargoed=True))
    with pytest.raises(NotAllowedError, match="may not manage"):
        backup(record, officer, tmp_path / "copy")
    assert not (tmp_path / "copy").exists()


def test_nothing_is_written_over(record: Record, local: Actor, dumped: Path, tmp_path: Path) -> None:
    from reftel.record.moving.dumping import dump

    before = bytes_in(dumped)
    with pytest.raises(OutputError, match="something already"):
        dump(record, local, dumped)
    assert bytes_in(dumped) == before
    with pytest.raises(OutputError, match="inside the record"):
        dump(record, local, record.path / "dump")
    (tmp_path / "empty").mkdir()
    dump(record, local, tmp_path / "empty")
    assert (tmp_path / "empty" / "manifest.json").exists()


def test_a_dump_that_fails_leaves_nothing(record: Record, local: Actor, tmp_path: Path) -> None:
    from reftel.record.moving.dumping import dump
    from reftel.record.originals import original_path

    view = record.documents(local.reader, kind="narrative")[0]
    original_path(record.path, view.sha256 or "").unlink()
    before = sorted(tmp_path.iterdir())
    with pytest.raises(RecordError, match="original file is missing"):
        dump(record, local, tmp_path / "dump")
    assert sorted(tmp_path.iterdir()) == before


def edit(folder: Path, table: str, change: Callable[[dict[str, Any]], object], line: int = -1) -> int:
    """Change the values of a row in a dump; the number of its line."""
    path = folder / "tables" / f"{table}.jsonl"
    lines = path.read_bytes().splitlines()
    values = json.loads(lines[line])
    change(values)
    lines[line] = json.dumps(values).encode()
    path.write_bytes(b"\n".join(lines) + b"\n")
    return line % len(lines) + 1


def replace_line(folder: Path, table: str, text: bytes) -> int:
    """Put other bytes in the place of the last row."""
    path = folder / "tables" / f"{table}.jsonl"
    lines = path.read_bytes().splitlines()
    lines[-1] = text
    path.write_bytes(b"\n".join(lines) + b"\n")
    return len(lines)


def put(**values: object) -> Callable[[dict[str, Any]], object]:
    return lambda row: row.update(values)


BAD: dict[str, tuple[str, bytes | Callable[[dict[str, Any]], object], str]] = {
    "no-json": ("evidence", b'{"id": 1, ', "no JSON"),
    "no-text": ("evidence", b'{"id": "\xff"}', "no JSON"),
    "no-number": ("evidence", b'{"id": NaN}', "no JSON"),
    "no-object": ("evidence", b"[1]", "no JSON object"),
    "deep": ("evidence", b"[" * 100_000, "no JSON"),
    "unknown-column": ("evidence", put(colour="red"), "a column that the table does not have"),
    "missing-column": ("evidence", lambda row: row.pop("start"), "“start” is missing"),
    "wrong-type": ("evidence", put(start="12"), "“start” is not a whole number"),
    "true-as-number": ("evidence", put(start=True), "“start” is not a whole number"),
    "too-large": ("evidence", put(start=2**40), "“start” is not between 0 and 2147483647"),
    "empty": ("evidence", put(start=None), "“start” is empty"),
    "impossible-date": (
        "evidence",
        put(at="2026-02-30T10:00:00.000000+00:00"),
        "“at” is no time that there is",
    ),
    "no-zone": ("evidence", put(at="2026-02-20T10:00:00"), "“at” is no time|without a time zone"),
    "too-long": ("statement", put(status="x" * 17), "longer than 16"),
    "no-letter": ("statement", put(note="a\x00b"), "a character that no text has"),
    "no-letter-inside": ("statement", put(attributes={"a": ["\ud800"]}), "no database keeps"),
    "no-target": ("evidence", put(statement_id=99_999), "“statement_id” to a row of “statement”"),
    "cites-nothing": ("evidence", put(start=900_000, end=900_010), "cites words that are not there"),
    "cites-no-words": ("evidence", put(start=0, end=0), "cites words that are not there"),
    "statement-beside": ("statement", put(start=900_000, end=900_010), "cites words that are not there"),
    "twice": ("actor", put(name="local"), "the same row as another"),
}


@pytest.mark.parametrize("sort", BAD)
def test_a_bad_line_is_named_and_nothing_is_loaded(
    copied: Path, tmp_path: Path, database: str, sort: str
) -> None:
    from reftel.record.moving.loading import load

    table, change, said = BAD[sort]
    number = replace_line(copied, table, change) if isinstance(change, bytes) else edit(copied, table, change)
    with pytest.raises(DumpError, match=said) as caught:
        load(copied, tmp_path / "second")
    assert caught.value.where == f"tables/{table}.jsonl, line {number}"
    assert str(caught.value).count("CANARY") == 0
    assert not (tmp_path / "second").exists()


def test_the_rest_is_loaded_where_that_is_asked_for(copied: Path, tmp_path: Path, database: str) -> None:
    from reftel.record.moving.loading import load

    number = edit(copied, "statement", put(start="x"))
    broken = replace_line(copied, "problem", b"{")
    loaded = load(copied, tmp_path / "second", skip_bad=True)
    named = [left.where for left in loaded.left_out]
    assert f"tables/statement.jsonl, line {number}" in named
    assert f"tables/problem.jsonl, line {broken}" in named
    # The trail still tells of what was left out.
    assert {"changed"} <= {finding.code for finding in loaded.verification.problems}
    with open_record(tmp_path / "second") as record:
        assert record.documents(_local(record).reader)


def test_what_depends_on_a_row_that_was_left_out_is_left_out_too(
    copied: Path, tmp_path: Path, database: str
) -> None:
    from reftel.record.moving.loading import load

    edit(copied, "document", put(size=-1))
    loaded = load(copied, tmp_path / "second", skip_bad=True)
    files = {left.file for left in loaded.left_out}
    assert {f"tables/{name}.jsonl" for name in ("document", "passage", "statement", "doubt")} <= files
    assert loaded.rows["document"] == 2
    assert all(left.reason for left in loaded.left_out)
    assert loaded.originals == 2


def _local(record: Record) -> Actor:
    from reftel.record.people.queries import find_actor

    return find_actor(record)


def change_manifest(folder: Path, **values: object) -> None:
    path = folder / "manifest.json"
    path.write_text(json.dumps({**json.loads(path.read_bytes()), **values}))


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"format": 2}, "newer version of Reftel .format 2."),
        ({"steps": ["0001_initial", "9999_later"]}, "newer version of Reftel .step 9999_later."),
        ({"steps": ["0002_spine"]}, "damaged"),
        ({"steps": []}, "damaged"),
        ({"kind": "cake"}, "damaged"),
        ({"tables": []}, "damaged"),
        ({"tables": {}}, "other tables"),
        ({"originals": "three"}, "damaged"),
    ],
)
@pytest.mark.sqlite
def test_another_version_or_a_damaged_manifest_is_refused(
    copied: Path, tmp_path: Path, values: dict[str, object], said: str
) -> None:
    from reftel.record.moving.loading import load

    change_manifest(copied, **values)
    with pytest.raises(DumpError, match=said):
        load(copied, tmp_path / "second")
    assert not (tmp_path / "second").exists()


def test_a_dump_of_an_earlier_step_is_brought_forward(copied: Path, tmp_path: Path, database: str) -> None:
    from reftel.record import schema
    from reftel.record.moving.loading import load

    # The columns are those of the next step; only what may stand in one differs.
    steps = sorted(schema.known_steps())
    earlier = steps[: steps.index("0004_statement_names")]
    change_manifest(copied, steps=earlier)
    assert load(copied, tmp_path / "second").verification.problems == ()
    again = dump_again(tmp_path / "second", tmp_path / "again")
    assert json.loads((again / "manifest.json").read_bytes())["steps"] == steps


def test_a_file_that_was_changed_without_a_bad_line_is_told(
    copied: Path, tmp_path: Path, database: str
) -> None:
    from reftel.record.moving.loading import load

    edit(copied, "statement", put(note="Another note."))
    with pytest.raises(DumpError, match="not as it was written") as caught:
        load(copied, tmp_path / "second")
    assert caught.value.where == "tables/statement.jsonl"
    assert not (tmp_path / "second").exists()


@pytest.mark.parametrize("harm", ["missing", "changed"])
def test_an_original_that_is_missing_or_changed_is_told(
    copied: Path, tmp_path: Path, database: str, harm: str
) -> None:
    from reftel.record.moving.loading import load

    path = next(path for path in sorted((copied / "originals").rglob("*")) if path.is_file())
    if harm == "missing":
        path.unlink()
    else:
        path.chmod(0o600)
        path.write_bytes(b"Something else.")
    with pytest.raises(DumpError, match=harm):
        load(copied, tmp_path / "second")
    assert not (tmp_path / "second").exists()
    loaded = load(copied, tmp_path / "second", skip_bad=True)
    assert loaded.rows["document"] == 3
    assert [left.file for left in loaded.left_out] == [path.relative_to(copied).as_posix()]
    assert [finding.code for finding in loaded.verification.problems] == ["original-missing"]


@pytest.mark.sqlite
def test_what_is_no_dump_or_no_place_for_a_record_is_refused(copied: Path, tmp_path: Path) -> None:
    from reftel.record.moving.loading import load

    cases: list[tuple[Path, Path, str]] = [
        (tmp_path / "nowhere", tmp_path / "second", "no dump of a record"),
        (tmp_path, tmp_path / "second", "the newest is dump"),
        (copied, tmp_path / "record", "a record already"),
        (copied, copied, "not empty"),
    ]
    init_record(tmp_path / "record").close()
    for folder, path, said in cases:
        with pytest.raises(ReftelError, match=said):
            load(folder, path)
    assert not (tmp_path / "second").exists()


def test_the_manifest_holds_the_digest_of_each_file(copied: Path) -> None:
    manifest = json.loads((copied / "manifest.json").read_bytes())
    for name, part in manifest["tables"].items():
        data = (copied / "tables" / f"{name}.jsonl").read_bytes()
        assert hashlib.sha256(data).hexdigest() == part["sha256"]
        assert data.count(b"\n") == part["rows"]
    assert str(copied) not in (copied / "manifest.json").read_text()


@pytest.fixture(autouse=True)
def _no_leftovers(tmp_path: Path) -> Iterator[None]:
    yield
    assert not list(tmp_path.rglob(".new-*"))
