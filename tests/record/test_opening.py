"""Making and opening a record, on both databases, and what is said when that cannot be done."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.record.database.rows import change_database, contents_of, opened

from reftel.document import Reader
from reftel.errors import ClearanceError, ExitCode, RecordError
from reftel.record import (
    choose_path,
    default_path,
    init_record,
    local_reader,
    open_record,
    opening,
    schema,
)
from reftel.record import migrations as shipped
from reftel.record.database import model
from reftel.record.importing import import_paths

on_both = pytest.mark.usefixtures("database")

LATER_STEP = """\
from django.db import migrations, models

class Migration(migrations.Migration):
    dependencies = [("record", "{last}")]
    operations = [migrations.RunSQL("CREATE TABLE later (id integer)", "DROP TABLE later")]
"""


@pytest.fixture
def made(tmp_path: Path, database: str) -> Path:
    """A closed record with nothing in it."""
    path = tmp_path / "made"
    init_record(path).close()
    return path


@on_both
def test_a_new_record_is_empty_and_for_its_owner_only(tmp_path: Path, full_reader: Reader) -> None:
    with init_record(tmp_path / "a" / "record") as record:
        assert record.documents(full_reader) == ()
        assert record.path.stat().st_mode & 0o777 == 0o700
        assert sorted(path.name for path in record.path.iterdir() if path.is_dir()) == ["originals"]


def test_init_opens_what_is_there(made: Path, files: Path, full_reader: Reader) -> None:
    with open_record(made) as record:
        import_paths(record, [files])
    before = contents_of(made)
    with init_record(made) as record:
        assert record.count_documents(full_reader) == 2
    assert contents_of(made) == before


@on_both
def test_two_records_are_open_at_once(tmp_path: Path, files: Path, full_reader: Reader) -> None:
    with init_record(tmp_path / "one") as one, init_record(tmp_path / "two") as two:
        import_paths(one, [files])
        assert (one.count_documents(full_reader), two.count_documents(full_reader)) == (2, 0)


def test_closing_twice_is_harmless(made: Path) -> None:
    record = open_record(made)
    record.close()
    record.close()


def test_a_newer_record_is_left_alone(made: Path) -> None:
    change_database(
        made,
        "INSERT INTO django_migrations (app, name, applied) VALUES ('record', '0999_later', '2030-01-01')",
    )
    before = contents_of(made)
    for attempt in (open_record, init_record):
        with pytest.raises(
            RecordError, match=r"made by a newer version of Reftel \(step 0999_later\)\. Install"
        ):
            attempt(made)
    assert contents_of(made) == before


def test_an_older_record_is_brought_forward(
    made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, full_reader: Reader
) -> None:
    later = tmp_path / "later"
    later.mkdir()
    steps = sorted(schema.known_steps())
    (later / "9999_later.py").write_text(LATER_STEP.replace("{last}", steps[-1]))
    monkeypatch.setattr(shipped, "__path__", [*shipped.__path__, str(later)])
    # Loading the package anew would forget the folder that was added to it.
    monkeypatch.setattr("django.db.migrations.loader.reload", lambda module: module)
    with open_record(made) as record:
        assert record.count_documents(full_reader) == 0
    rows = contents_of(made)
    assert [row[2] for row in rows["django_migrations"]] == [*steps, "9999_later"]
    assert rows["later"] == []
    monkeypatch.undo()
    with pytest.raises(RecordError, match="newer version"):
        open_record(made)


@on_both
@pytest.mark.parametrize("error", [KeyboardInterrupt(), OSError(28, "No space left on device")])
def test_init_that_fails_takes_back_what_it_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: BaseException
) -> None:
    def fail(_: object) -> None:
        raise error

    monkeypatch.setattr(opening, "sync_folder", fail)
    (tmp_path / "there").mkdir()
    for path in (tmp_path / "new", tmp_path / "there"):
        with pytest.raises((KeyboardInterrupt, RecordError)):
            init_record(path)
    assert [path.name for path in tmp_path.rglob("*")] == ["there"]
    monkeypatch.undo()
    init_record(tmp_path / "there").close()


@pytest.mark.parametrize("error", [None, OSError(28, "No space left on device")])
def test_a_record_that_another_program_makes_meanwhile_is_kept(
    tmp_path: Path,
    files: Path,
    full_reader: Reader,
    monkeypatch: pytest.MonkeyPatch,
    database: str,
    error: OSError | None,
) -> None:
    make = schema.migrate

    def make_second(alias: str) -> None:
        monkeypatch.setattr(schema, "migrate", make)
        with init_record(tmp_path / "record") as other:
            assert import_paths(other, [files]).total_added == 2
        if error:
            raise error
        make(alias)

    monkeypatch.setattr(schema, "migrate", make_second)
    if error:
        with pytest.raises(RecordError, match="disk is full"):
            init_record(tmp_path / "record")
    else:
        init_record(tmp_path / "record").close()
    with open_record(tmp_path / "record") as record:
        assert record.count_documents(full_reader) == 2
    names = [path.name for path in (tmp_path / "record").iterdir() if path.is_file()]
    assert names == [{"sqlite": "record.sqlite3", "postgresql": "record.json"}[database]]


@on_both
def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(RecordError, match=r"cannot be used \(not a directory\)"):
        init_record(tmp_path / "file" / "record")


def test_the_option_goes_before_the_environment_and_that_before_the_default(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("REFTEL_RECORD", "from-environment")
    assert choose_path("from-option") == Path("from-option")
    assert choose_path(Path("~/kept")) == tmp_path / "home" / "kept"
    assert choose_path(None) == choose_path("") == Path("from-environment")
    monkeypatch.setenv("REFTEL_RECORD", " ")
    assert choose_path() == default_path()
    assert default_path().is_relative_to(tmp_path)


def test_the_local_reader_may_read_all_unless_told_otherwise() -> None:
    assert local_reader().clearance.caveats is None
    assert str(local_reader("SBU").clearance.level.name) == "SBU"
    with pytest.raises(ClearanceError):
        local_reader("cosmic")


@on_both
@pytest.mark.parametrize("make", ["nothing", "folder", "file"])
def test_what_is_no_record_is_said_to_be_none(tmp_path: Path, make: str) -> None:
    path = tmp_path / "record"
    if make == "file":
        path.write_text("text")
    elif make == "folder":
        path.mkdir()
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises(RecordError) as caught:
        open_record(path)
    assert str(caught.value) == f"{path}: This is no record. Make one with `reftel init {path}`."
    assert caught.value.exit_code is ExitCode.RECORD
    assert sorted(tmp_path.rglob("*")) == before


@on_both
def test_init_makes_nothing_over_something_else(tmp_path: Path) -> None:
    full, file, remains = (tmp_path / name for name in ("full", "file", "remains"))
    (full / "photos").mkdir(parents=True)
    file.write_text("text")
    (remains / "originals" / "ab").mkdir(parents=True)
    before = sorted(tmp_path.rglob("*"))
    for path, sentence in {
        full: "The folder is not empty (it holds “photos”). Give an empty folder",
        file: "This is a file, and a record is a folder. Give another path.",
        remains: "The folder holds the originals of a record without its database. Restore",
    }.items():
        with pytest.raises(RecordError) as caught:
            init_record(path)
        assert str(caught.value).startswith(f"{path}: {sentence}")
    assert sorted(tmp_path.rglob("*")) == before


def test_a_busy_record_is_told(made: Path, files: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from django.db import transaction

    from reftel.record.database.writing import lock_name
    from reftel.record.markings.models import MarkingRow

    monkeypatch.setattr(model, "BUSY_SECONDS", 0.1)
    with open_record(made) as record, opened(made) as other:
        with transaction.atomic(using=other):
            lock_name(other, "markings")
            MarkingRow.objects.using(other).create(level=0)
            with pytest.raises(RecordError, match=r"Another program is writing to the record\. Try again"):
                import_paths(record, [files])
            transaction.set_rollback(True, using=other)
        assert import_paths(record, [files]).total_added == 2
