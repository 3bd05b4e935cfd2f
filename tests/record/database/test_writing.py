"""Writing by several people at once, and what is tried again."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from time import monotonic

import pytest
from tests.record.database.rows import contents_of

from reftel.record import Record, init_record, open_record, schema
from reftel.record import migrations as shipped
from reftel.record.database import model

# Rows with a number in them that any record has: the level of a marking, once for each caveat.
PROGRAM = """\
import random, sys
from reftel.record import open_record
from reftel.record.database.writing import run_writing

folder, seed, count, rows = sys.argv[1], *map(int, sys.argv[2:])
choose = random.Random(seed)
with open_record(folder) as record:
    from reftel.record.markings.models import MarkingRow

    def add(names):
        # Locked in any order, so that some wait for each other in a circle.
        for name in names:
            row = MarkingRow.objects.using(record.alias).select_for_update().get(caveats=name)
            row.level += 1
            row.save(using=record.alias)

    for _ in range(count):
        names = choose.sample([f"ROW {number}" for number in range(rows)], 2)
        run_writing(record.alias, lambda: add(names))
        print(*names, sep="|")
"""

LATER_STEP = """\
from time import sleep
from django.db import migrations

class Migration(migrations.Migration):
    dependencies = [("record", {before!r})]
    operations = [
        migrations.RunSQL("CREATE TABLE later (id integer)"),
        migrations.RunPython(lambda apps, editor: sleep(0.5)),
    ]
"""


@pytest.fixture
def numbered(record: Record) -> Record:
    """A record with three rows that have a number, which is 0."""
    from reftel.record.markings.models import MarkingRow

    for number in range(3):
        MarkingRow.objects.using(record.alias).create(level=0, caveats=f"ROW {number}")
    return record


def numbers_in(record: Record) -> dict[str, int]:
    from reftel.record.markings.models import MarkingRow

    return dict(MarkingRow.objects.using(record.alias).values_list("caveats", "level"))


def run_together(*functions: Callable[[], object]) -> list[object]:
    """What the functions return, each run in a thread of its own that closes its connections."""
    from django.db import connections

    def run(function: Callable[[], object]) -> object:
        try:
            return function()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(functions)) as pool:
        return [future.result(timeout=60) for future in [pool.submit(run, f) for f in functions]]


def test_several_programs_on_the_same_rows_lose_nothing(numbered: Record) -> None:
    command = [sys.executable, "-c", PROGRAM, str(numbered.path)]
    running = [
        subprocess.Popen(
            [*command, str(seed), "20", "3"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        for seed in range(4)
    ]
    acknowledged: list[str] = []
    for process in running:
        said, errors = process.communicate(timeout=120)
        assert errors == ""
        acknowledged += said.replace("|", "\n").split("\n")[:-1]
    assert len(acknowledged) == 4 * 20 * 2
    assert numbers_in(numbered) == {
        f"ROW {number}": acknowledged.count(f"ROW {number}") for number in range(3)
    }


@pytest.mark.parametrize("database", ["postgresql"], indirect=True)  # on SQLite nobody can wait in a circle
def test_who_waits_for_each_other_in_a_circle_is_tried_again(numbered: Record) -> None:
    from reftel.record.database.writing import run_writing
    from reftel.record.markings.models import MarkingRow

    have_one = threading.Barrier(2, timeout=30)
    tries: list[str] = []

    def add(first: str, second: str) -> str:
        tries.append(first)
        for name in (first, second):
            row = MarkingRow.objects.using(numbered.alias).select_for_update().get(caveats=name)
            MarkingRow.objects.using(numbered.alias).filter(pk=row.pk).update(level=row.level + 1)
            if name == first and len(tries) <= 2:
                have_one.wait()
        return first

    done = run_together(
        lambda: run_writing(numbered.alias, lambda: add("ROW 0", "ROW 1")),
        lambda: run_writing(numbered.alias, lambda: add("ROW 1", "ROW 0")),
    )
    assert done == ["ROW 0", "ROW 1"]
    assert len(tries) == 3
    assert numbers_in(numbered) == {"ROW 0": 2, "ROW 1": 2, "ROW 2": 0}


@pytest.mark.parametrize(
    ("state", "tries"), [("40P01", 4), ("40001", 4), ("55P03", 1), ("22001", 1), (None, 1)]
)
@pytest.mark.parametrize("database", ["sqlite"], indirect=True)  # the errors are made here
def test_only_what_the_database_ended_for_others_is_tried_again(
    record: Record, state: str | None, tries: int
) -> None:
    from django.db import OperationalError

    from reftel.record.database.writing import run_writing
    from reftel.record.markings.models import MarkingRow

    class EndedError(Exception):
        sqlstate = state

    done: list[int] = []

    def fail() -> None:
        MarkingRow.objects.using(record.alias).create(level=len(done))
        done.append(1)
        raise OperationalError from EndedError()

    with pytest.raises(OperationalError):
        run_writing(record.alias, fail, attempts=4)
    assert len(done) == tries
    assert numbers_in(record) == {}


def test_a_name_is_held_by_one_until_the_transaction_ends(record: Record) -> None:
    from reftel.record.database.writing import lock_name, writing

    is_held, order = threading.Event(), list[str]()

    def hold() -> None:
        with writing(record.alias):
            lock_name(record.alias, "audit")
            is_held.set()
            threading.Event().wait(0.3)
            order.append("first")

    def follow() -> None:
        assert is_held.wait(30)
        with writing(record.alias):
            lock_name(record.alias, "audit")
            order.append("second")

    run_together(hold, follow)
    assert order == ["first", "second"]


@pytest.mark.parametrize("database", ["postgresql"], indirect=True)  # on SQLite one writes at a time
def test_different_names_and_records_are_not_in_each_others_way(record: Record, tmp_path: Path) -> None:
    from reftel.record.database.writing import lock_name, writing

    with init_record(tmp_path / "other") as other, writing(record.alias), writing(other.alias):
        begun = monotonic()
        lock_name(record.alias, "audit")
        lock_name(other.alias, "audit")
        run_together(lambda: _lock_in_transaction(record, "markings"))
        assert monotonic() - begun < model.BUSY_SECONDS / 2


def _lock_in_transaction(record: Record, name: str) -> None:
    from reftel.record.database.writing import lock_name, writing

    with writing(record.alias):
        lock_name(record.alias, name)


@pytest.mark.usefixtures("database")
def test_two_programs_that_bring_a_record_forward_do_it_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    init_record(tmp_path / "record").close()
    later = tmp_path / "later"
    later.mkdir()
    (later / "9999_later.py").write_text(LATER_STEP.format(before=max(schema.known_steps())))
    monkeypatch.setattr(shipped, "__path__", [*shipped.__path__, str(later)])
    # Loading the package anew would forget the folder that was added to it.
    monkeypatch.setattr("django.db.migrations.loader.reload", lambda module: module)
    together = threading.Barrier(2, timeout=30)
    migrate = schema.migrate

    def migrate_together(alias: str) -> None:
        together.wait()
        migrate(alias)

    monkeypatch.setattr(schema, "migrate", migrate_together)

    def open_and_close() -> None:
        open_record(tmp_path / "record").close()

    run_together(open_and_close, open_and_close)
    rows = contents_of(tmp_path / "record")
    assert [row[2] for row in rows["django_migrations"]].count("9999_later") == 1
    assert rows["later"] == []


@pytest.mark.usefixtures("database")
def test_a_step_that_fails_leaves_the_record_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of two steps the second fails: the first is not there either."""
    init_record(tmp_path / "record").close()
    before = contents_of(tmp_path / "record")
    later = tmp_path / "later"
    later.mkdir()
    (later / "9998_later.py").write_text(LATER_STEP.format(before=max(schema.known_steps())))
    failing = (
        LATER_STEP.format(before="9998_later").replace("sleep(0.5)", "1 / 0").replace("later (", "more (")
    )
    (later / "9999_failing.py").write_text(failing)
    monkeypatch.setattr(shipped, "__path__", [*shipped.__path__, str(later)])
    monkeypatch.setattr("django.db.migrations.loader.reload", lambda module: module)
    with pytest.raises(ZeroDivisionError):
        open_record(tmp_path / "record")
    assert contents_of(tmp_path / "record") == before
