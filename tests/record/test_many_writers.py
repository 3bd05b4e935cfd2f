"""Ten people who all the time change the same twenty statements lose nothing and see no lock."""

from __future__ import annotations

import os
import random
from collections import Counter
from multiprocessing.connection import Connection
from pathlib import Path
from time import monotonic

import pytest
from tests.program import FORKED
from tests.record.edits import TELEGRAM, URL_VARIABLE, key_of

from reftel.document import FULL_CLEARANCE, Reader, Span
from reftel.errors import ConflictError
from reftel.record import Record, open_record
from reftel.record.importing import import_paths
from reftel.record.verifying.verify import verify

IS_FULL = os.environ.get("REFTEL_PROOF") == "full"
SECONDS = 60.0 if IS_FULL else 5.0
PROCESSES = 10
STATEMENTS = 20

READER = Reader("proof", FULL_CLEARANCE, sees_embargoed=True)


def count_up(folder: Path, names: list[str], seed: int, url: str, pipe: Connection) -> None:
    """Add one to the count in any of some statements, again and again; tell how often in each."""
    if url:
        os.environ[URL_VARIABLE] = url
    stored: Counter[str] = Counter()
    conflicts, error = 0, ""
    chance = random.Random(seed)  # noqa: S311
    try:
        with open_record(folder) as record:
            from reftel.record.people.queries import find_actor
            from reftel.record.statements import deciding

            actor = find_actor(record)
            until = monotonic() + SECONDS
            while monotonic() < until:
                name = chance.choice(names)
                seen = record.statement(READER, name)
                assert seen is not None
                count = int(seen.attributes["count"]) + 1
                try:
                    deciding.amend(record, actor, seen, deciding.Wording(attributes={"count": count}))
                except ConflictError as conflict:
                    # What the other wrote is told, so that a person could go on from there.
                    conflicts += conflict.theirs["attributes"] != seen.attributes
                else:
                    stored[name] += 1
    except Exception as failure:
        error = f"{type(failure).__name__}: {failure}"
    pipe.send((stored, conflicts, error))


@pytest.mark.proof
def test_no_change_of_ten_people_to_the_same_statements_is_lost(
    database: str, record: Record, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    names = make_statements(record, tmp_path)
    url = os.environ[URL_VARIABLE] if database == "postgresql" else ""
    pipes = []
    for seed in range(PROCESSES):
        ours, theirs = FORKED.Pipe(duplex=False)
        process = FORKED.Process(target=count_up, args=(record.path, names, seed, url, theirs))
        process.start()
        theirs.close()
        pipes.append((process, ours))
    stored: Counter[str] = Counter()
    conflicts, errors = 0, []
    for process, pipe in pipes:
        counted, met, error = pipe.recv()
        process.join()
        stored += counted
        conflicts += met
        errors += [error] if error else []
    with capsys.disabled():
        print(
            f"\n{database}: {stored.total()} changes by {PROCESSES} in {SECONDS:.0f} s, {conflicts} conflicts"
        )
    assert errors == []
    found = {name: record.statement(READER, name) for name in names}
    assert {name: view.attributes["count"] for name, view in found.items() if view} == {
        name: stored[name] for name in names
    }
    assert {name: view.version for name, view in found.items() if view} == {n: stored[n] for n in names}
    assert verify(record).problems == ()
    # Else the processes were not at the same rows at the same time, and nothing was proved.
    assert conflicts > 0


def make_statements(record: Record, folder: Path) -> list[str]:
    """The names of twenty statements with a count of 0."""
    from reftel.record.people.queries import find_actor
    from reftel.record.statements import deciding

    path = folder / "telegram.txt"
    path.write_text(TELEGRAM.format(serial=1))
    import_paths(record, [path])
    actor = find_actor(record)
    wording = [
        deciding.Wording("dispute", Span(0, number + 1), attributes={"count": 0})
        for number in range(STATEMENTS)
    ]
    return [deciding.add_statement(record, actor, key_of(1), words).id for words in wording]
