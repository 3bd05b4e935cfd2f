"""Records that the tests of the brief read from."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from reftel.record import Record, init_record
from reftel.record.importing import import_paths
from reftel.specimen import specimen_folder


@pytest.fixture(scope="session")
def specimen_record(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Record]:
    """A record with the specimen's narratives and telegrams."""
    with (
        init_record(tmp_path_factory.mktemp("specimen") / "record") as record,
        specimen_folder() as folder,
    ):
        import_paths(record, [folder / "narratives", folder / "telegrams"])
        yield record


@pytest.fixture(scope="session")
def real_record(tmp_path_factory: pytest.TempPathFactory, shared: Path) -> Iterator[Record]:
    """A record with the real telegram and four real narratives."""
    data = shared / "data"
    names = ("HKG", "THA", "USA", "LBY")
    with init_record(tmp_path_factory.mktemp("real") / "record") as record:
        import_paths(record, [data / "telegrams", *(data / "narratives" / f"{n}-2018.txt" for n in names)])
        yield record


@pytest.fixture
def record_of(tmp_path: Path) -> Iterator[Callable[..., Record]]:
    """Makes a record that holds the given texts, taken in in this order; a name goes by its key word."""
    opened: list[Record] = []

    def make(*texts: str, **named: str) -> Record:
        folder = tmp_path / f"in-{len(opened)}"
        folder.mkdir()
        files = {f"{number}.txt": text for number, text in enumerate(texts)}
        files |= {f"{name.replace('_', '-')}.txt": text for name, text in named.items()}
        record = init_record(tmp_path / f"record-{len(opened)}")
        opened.append(record)
        for name, text in files.items():
            (folder / name).write_bytes(text.encode())
            assert import_paths(record, [folder / name]).total_added == 1
        return record

    yield make
    for record in opened:
        record.close()
