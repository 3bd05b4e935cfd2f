"""A record that an older version made is brought forward with all that is in it.

The fixtures are what `sqlite3.Connection.iterdump` wrote of records with a telegram and a narrative of the
specimen, each made by the version that its name tells; their originals are the specimen's own files.
"""

from __future__ import annotations

import hashlib
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from tests.record.database.rows import contents_of, move_to_server

import reftel.specimen
from reftel.document import Reader
from reftel.record import open_record
from reftel.record.originals import keep_original

FIXTURES = sorted((Path(__file__).parent / "fixtures").glob("record-*.sql"))
SPECIMEN = Path(reftel.specimen.__file__).parent / "data"


@pytest.fixture(params=FIXTURES, ids=[path.stem for path in FIXTURES])
def older(request: pytest.FixtureRequest, tmp_path: Path, database: str) -> Path:
    """An older record, on SQLite as it was kept, on PostgreSQL with the same rows."""
    folder = tmp_path / "kept"
    folder.mkdir()
    with closing(sqlite3.connect(folder / "record.sqlite3")) as connection:
        connection.executescript(request.param.read_text(encoding="utf-8"))
        kept = {digest for (digest,) in connection.execute("SELECT sha256 FROM document")}
    for path in sorted(SPECIMEN.rglob("*.txt")):
        data = path.read_bytes()
        digest = hashlib.sha256(data).hexdigest()
        if digest in kept:
            keep_original(folder, digest, data)
    if database == "sqlite":
        return folder
    move_to_server(folder, tmp_path / "record")
    shutil.copytree(folder / "originals", tmp_path / "record" / "originals")
    return tmp_path / "record"


def test_nothing_is_lost(older: Path, full_reader: Reader) -> None:
    rows = contents_of(older)
    findings, keys = len(rows["finding"]), {row[3] for row in rows["document"]}
    assert findings
    with open_record(older) as record:
        from reftel.record.audit import trail
        from reftel.record.people.queries import find_actor

        views = record.documents(full_reader)
        assert {view.key for view in views} == keys
        statements = [s for view in views for s in record.statements(full_reader, view)]
        assert len(statements) == findings
        assert len({s.id for s in statements}) == findings
        assert all(len(s.id) == 32 for s in statements)
        for view in views:
            data = record.original_bytes(full_reader, view)
            assert data is not None
            assert record.raw_text(full_reader, view) == data.decode("utf-8")
        assert find_actor(record).name == "local"
        actions = [entry.action for entry in trail.entries(record.alias)]
        assert actions == ["add-actor", *["adopt"] * len(views)]
    with open_record(older) as record:
        assert len(list(trail.entries(record.alias))) == 1 + len(keys)
