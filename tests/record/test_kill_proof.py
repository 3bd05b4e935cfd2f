"""A process that is killed at any moment leaves a whole record with all that it had told was stored."""

from __future__ import annotations

import os
import random
from collections import Counter
from collections.abc import Iterable
from multiprocessing.connection import Connection
from pathlib import Path
from time import monotonic, sleep
from typing import Any

import pytest
from tests.program import FORKED
from tests.record.edits import URL_VARIABLE, Job, key_of, work
from tests.record.soundness import faults_of

from reftel.document import FULL_CLEARANCE, Reader
from reftel.record import Record, init_record, open_record
from reftel.record.verifying.verify import verify

IS_FULL = os.environ.get("REFTEL_PROOF") == "full"
KILLS = 200 if IS_FULL else 20
# The longest that a process goes on that is killed at any moment.
LONGEST_SECONDS = 0.7
# An import writes some forty statements, an edit three to six.
LONGEST_HALT = 60

READER = Reader("proof", FULL_CLEARANCE, sees_embargoed=True)

Message = tuple[Any, ...]


@pytest.mark.proof
def test_what_was_told_to_be_stored_outlives_a_kill(
    database: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder, inbox = tmp_path / "record", tmp_path / "inbox"
    inbox.mkdir()
    init_record(folder).close()
    chance = random.Random(417)  # noqa: S311 - the same choices every time
    moments: Counter[str] = Counter()
    stored: list[Message] = []
    looked_at = 0
    for number in range(1, KILLS + 1):
        # Two of three are stopped at some statement and killed there, the others at any time.
        halt = chance.randrange(1, LONGEST_HALT) if number % 3 else None
        url = os.environ[URL_VARIABLE] if database == "postgresql" else ""
        keys = tuple(message[2] for message in stored if message[1] == "import")
        job = Job(folder, inbox, number, keys[:2] + keys[-3:], halt, url)
        messages = run_and_kill(job, chance)
        moments[moment_of(messages)] += 1
        told = [message for message in messages if message[0] == "done"]
        stored += told
        with open_record(folder) as record:
            wait_for_server(record, database)
            assert faults_of(record, since=looked_at) == [], f"kill {number} of {halt}"
            assert missing_in(record, told) == [], f"kill {number}"
            looked_at = last_entry(record)
    with open_record(folder) as record:
        assert faults_of(record) == []
        assert verify(record).problems == ()
        assert missing_in(record, stored) == []
        kinds = Counter(message[1] for message in stored)
        check_bytes(record, inbox)
    with capsys.disabled():
        print(f"\n{KILLS} kills on {database}: {dict(moments)}; stored before them: {dict(kinds)}")
    assert moments["inside a transaction"] * 2 >= KILLS
    assert min(kinds[kind] for kind in ("import", "decision", "evidence")) > 0


def run_and_kill(job: Job, chance: random.Random) -> list[Message]:
    """All that a process told before it was killed with a signal that nothing can catch."""
    ours, theirs = FORKED.Pipe(duplex=False)
    process = FORKED.Process(target=work, args=(job, theirs))
    process.start()
    theirs.close()
    messages: list[Message] = []
    try:
        until = None
        while "halted" not in (message[0] for message in messages[-1:]):
            if until is None and messages:  # it is ready
                until = monotonic() + (60 if job.halt else chance.uniform(0, LONGEST_SECONDS))
            left = 60 if until is None else until - monotonic()
            if left <= 0 or not ours.poll(left):
                break
            messages.append(ours.recv())
    finally:
        process.kill()
        process.join()
    messages += drain(ours)
    ours.close()
    assert messages, "the process told nothing"
    assert process.exitcode == -9, "the process ended before it was killed"
    assert job.halt is None or messages[-1] == ("halted",)
    return messages


def drain(pipe: Connection) -> Iterable[Message]:
    """What is still in the pipe of a process that is gone."""
    found: list[Message] = []
    try:
        while pipe.poll(0):
            found.append(pipe.recv())
    except (EOFError, OSError):
        pass
    return found


def moment_of(messages: list[Message]) -> str:
    """Where a process was when it was killed, by what it told last."""
    last = messages[-1][0]
    if last in ("open", "halted"):
        return "inside a transaction"
    return "while committing" if last == "closing" else "between transactions"


def wait_for_server(record: Record, database: str) -> None:
    """Until the server has seen that the killed process is gone; what it was asked last it still does."""
    from django.db import connections

    until = monotonic() + 30
    while database == "postgresql" and monotonic() < until:
        with connections[record.alias].cursor() as cursor:
            cursor.execute(
                "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'reftel' "
                "AND datname = current_database() AND pid <> pg_backend_pid()"
            )
            if cursor.fetchone() == (0,):
                return
        sleep(0.01)


def missing_in(record: Record, stored: Iterable[Message]) -> list[Message]:
    """What a process told was stored, and is not there as it told it."""
    return [message for message in stored if not _is_there(record, *message[1:])]


def _is_there(record: Record, kind: str, name: str, *values: Any) -> bool:
    if kind == "import":
        return record.document(READER, name) is not None
    if kind == "evidence":
        return values in {tuple(view.citation.span) for view in record.evidence(READER, name)}
    version, mark = values
    found = {view.version: view for view in record.history(READER, name)}
    return version in found and mark in (found[version].reason, found[version].note)


def last_entry(record: Record) -> int:
    from reftel.record.audit.trail import read_head

    return read_head(record.alias).number


def check_bytes(record: Record, inbox: Path) -> None:
    """Bytes that were written for a document which then was not stored belong to it when it comes again."""
    from reftel.record.importing import import_paths

    import_paths(record, [inbox])
    names = {path.name for path in (record.path / "originals").glob("??/*")}
    assert names == {view.sha256 for view in record.documents(READER)}
    assert record.document(READER, key_of(100)) is not None
