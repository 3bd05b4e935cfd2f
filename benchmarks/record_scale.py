"""What reading and writing cost in a large record, beside bare reads and inserts of the same rows.

    python -m benchmarks.record_scale [N_TELEGRAMS N_NARRATIVES]

makes a record of 250,000 telegrams and 4,700 narratives in a temporary folder (some 6 GB; `TMPDIR` says
where) and measures in a process of its own, at random places and in turn:

- opening a document: what is known of it, and its passages, by its key;
- a country's dossier: all documents about it in a year, and what is said in its narrative of that year;
- adding a statement.

The peer is `sqlite3` on the same file with the same settings: the same rows fetched by their indexes, and
rows in the same tables inserted and committed. Prints the medians and their ratios; above 10 it says so and
exits with 1, and so above 300 MB.
"""

from __future__ import annotations

import random
import resource
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from uuid import uuid4

from benchmarks.record_filling import fill
from reftel.document import FULL_CLEARANCE, Clearance, Reader, Span
from reftel.record import Record, init_record, open_record

TELEGRAMS, NARRATIVES = 250_000, 4_700
TURNS = 200
MOST = 10.0
MOST_MEGABYTES = 300
MEASURE = "--measure"

READERS = (Reader("full", FULL_CLEARANCE, sees_embargoed=True), Reader("C", Clearance.parse("C")))

Action = Callable[[str], object]


def main() -> int:
    """Make a record and have it measured."""
    if sys.argv[1:2] == [MEASURE]:
        return measure(Path(sys.argv[2]))
    telegrams, narratives = map(int, sys.argv[1:3]) if len(sys.argv) > 2 else (TELEGRAMS, NARRATIVES)
    with tempfile.TemporaryDirectory(prefix="reftel-scale-") as name:
        folder = Path(name) / "record"
        begun = time.perf_counter()
        with init_record(folder) as record:
            fill(record, telegrams, narratives)
        size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 2**30
        print(f"{telegrams} telegrams and {narratives} narratives: {size:.1f} GB", end=" ")
        print(f"in {time.perf_counter() - begun:.0f} s", flush=True)
        return subprocess.run(
            [sys.executable, "-m", "benchmarks.record_scale", MEASURE, str(folder)], check=False
        ).returncode


def measure(folder: Path) -> int:
    """Print what operations cost in a record."""
    bare = sqlite3.connect(folder / "record.sqlite3", isolation_level=None)
    bare.executescript("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;")
    chance = random.Random(4700)  # noqa: S311
    narratives = _keys(bare, "narrative", chance)
    anything = [*_keys(bare, "telegram", chance), *narratives[:5]]
    is_within = True
    with open_record(folder) as record:
        for reader in READERS:
            told = f"as {reader.name}"
            for what, keys, ours, theirs in (
                (f"opening a document {told}", anything, _opener(record, reader), _bare_opener(bare)),
                (f"a country's dossier {told}", narratives, _dossier(record, reader), _bare_dossier(bare)),
            ):
                is_within &= _race(what, keys, ours, theirs)
        is_within &= _race("adding a statement", anything, _adder(record), _bare_adder(bare))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"memory at most {peak:.0f} MB")
    return 0 if is_within and peak < MOST_MEGABYTES else 1


def _race(what: str, keys: list[str], ours: Action, theirs: Action) -> bool:
    """Do both at each place, in turn, so that a busy moment hits both; whether the ratio is small enough."""
    for action in (ours, theirs):
        action(keys[0])
    taken: dict[Action, list[float]] = {ours: [], theirs: []}
    for turn, key in enumerate(keys):
        # Who comes second finds the pages in memory.
        for action in (ours, theirs) if turn % 2 else (theirs, ours):
            begun = time.perf_counter()
            action(key)
            taken[action].append(time.perf_counter() - begun)
    own, bare = (statistics.median(times) * 1000 for times in taken.values())
    verdict = "" if own <= MOST * bare else f"  above {MOST:.0f}"
    print(f"{what:32} {own:8.2f} ms  bare {bare:7.2f} ms  ratio {own / bare:5.1f}{verdict}", flush=True)
    return not verdict


def _keys(bare: sqlite3.Connection, kind: str, chance: random.Random) -> list[str]:
    keys = [key for (key,) in bare.execute("SELECT key FROM document WHERE kind = ?", (kind,))]
    return chance.sample(keys, min(TURNS, len(keys)))


def _opener(record: Record, reader: Reader) -> Action:
    return lambda key: (record.document(reader, key), record.passages(reader, key))


def _bare_opener(bare: sqlite3.Connection) -> Action:
    def read(key: str) -> None:
        (row,) = bare.execute("SELECT * FROM document WHERE key = ?", (key,)).fetchall()
        bare.execute("SELECT * FROM passage WHERE document_id = ? ORDER BY ordinal", (row[0],)).fetchall()
        bare.execute("SELECT * FROM document_country WHERE document_id = ?", (row[0],)).fetchall()

    return read


def _dossier(record: Record, reader: Reader) -> Action:
    def read(key: str) -> None:
        country, year = key.split()
        found = record.documents(reader, country=country, year=int(year))
        assert key in {view.key for view in found}
        assert record.statements(reader, key)

    return read


def _bare_dossier(bare: sqlite3.Connection) -> Action:
    """The same rows: the documents with the markings in them, the narrative's statements and their words."""

    def read(key: str) -> None:
        country, year = key.split()
        rows = bare.execute(
            "SELECT d.* FROM document_country c JOIN document d ON d.id = c.document_id "
            "WHERE c.iso3 = ? AND coalesce(d.about_year, d.year) = ? ORDER BY d.key",
            (country, int(year)),
        ).fetchall()
        for row in rows:
            bare.execute(
                "SELECT DISTINCT marking_id FROM passage WHERE document_id = ?", (row[0],)
            ).fetchall()
            bare.execute("SELECT iso3 FROM document_country WHERE document_id = ?", (row[0],)).fetchall()
        (narrative,) = bare.execute("SELECT id FROM document WHERE key = ?", (key,)).fetchall()
        bare.execute("SELECT * FROM statement WHERE document_id = ? ORDER BY start", narrative).fetchall()
        bare.execute("SELECT * FROM passage WHERE document_id = ? ORDER BY ordinal", narrative).fetchall()

    return read


def _adder(record: Record) -> Action:
    from reftel.record.people.queries import find_actor
    from reftel.record.statements import deciding

    actor = find_actor(record)
    wording = deciding.Wording("dispute", Span(0, 5), attributes={"side": "theirs"}, note="See the figures.")
    return lambda key: deciding.add_statement(record, actor, key, wording)


def _bare_adder(bare: sqlite3.Connection) -> Action:
    """Rows like those that a statement takes: itself, its version, an entry in the trail, and its end."""

    def copy(table: str, rowid: int, **others: object) -> None:
        cursor = bare.execute(f"SELECT * FROM {table} WHERE rowid = ?", (rowid,))  # noqa: S608
        columns = [column for (column, *_) in cursor.description]
        values = dict(zip(columns, cursor.fetchone(), strict=True)) | others
        marks = ", ".join("?" * len(values))
        bare.execute(
            f"INSERT INTO {table} ({', '.join(values)}) VALUES ({marks})",  # noqa: S608
            tuple(values.values()),
        )

    def add(key: str) -> None:
        bare.execute("BEGIN IMMEDIATE")
        last = [
            bare.execute(f"SELECT max(rowid) FROM {table}").fetchone()[0]  # noqa: S608
            for table in ("statement", "decision", "audit")
        ]
        copy("statement", last[0], id=last[0] + 1, uid=uuid4().hex)
        copy("decision", last[1], id=last[1] + 1, statement_id=last[0] + 1)
        copy("audit", last[2], number=last[2] + 1)
        bare.execute("UPDATE head SET last = ?", (last[2] + 1,))
        bare.execute("COMMIT")

    return add


if __name__ == "__main__":
    raise SystemExit(main())
