"""A process that imports and edits until it is killed, and tells what is stored; see `test_kill_proof`."""

from __future__ import annotations

import os
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from time import sleep
from typing import Any

from reftel.document import Span
from reftel.record import Actor, Record, StatementView, open_record
from reftel.record.importing import import_paths

TELEGRAM = """\
R 190930Z JUN 09
FM AMEMBASSY AVERTON
TO RUEHC/SECSTATE WASHDC
S E C R E T AVERTON {serial:06}

E.O. 12958: DECL: 06/19/2019
TAGS: KTIP PHUM XA
SUBJECT: AVERLINE: DEMARCHE {serial} DELIVERED

1. (U) Poloff met the Minister on June 18.  The Minister said that the figures
of note {serial} were wrong.

2. (SBU) The Minister argued that the sentence on {serial} shelters was misleading.

3. (C) He promised a decree on {serial} inspectors before the autumn.

4. (S) He insisted that file {serial} stay closed.
DOE
"""
URL_VARIABLE = "REFTEL_DATABASE_URL"


@dataclass(frozen=True, slots=True)
class Job:
    """What such a process is told.

    Args:
        folder: The record.
        inbox: Where it writes the files that it imports.
        number: Its own; gives its telegrams their numbers and its choices.
        keys: Documents that are in the record.
        halt: After how many statements that write it stops inside the transaction until it is killed; None
            if it goes on.
        url: Of the database server; empty for a record in a file.
    """

    folder: Path
    inbox: Path
    number: int
    keys: tuple[str, ...]
    halt: int | None
    url: str


def key_of(serial: int) -> str:
    """The key of a telegram."""
    return f"09AVERTON{serial}"


def work(job: Job, pipe: Connection) -> None:
    """Import and edit, and tell of each transaction and each thing that is stored, until killed."""
    if job.url:
        os.environ[URL_VARIABLE] = job.url
    chance = random.Random(job.number)  # noqa: S311 - the same choices every time
    with open_record(job.folder) as record:
        from reftel.record.people.queries import find_actor

        watch(record, pipe.send, job.halt)
        actor = find_actor(record)
        pipe.send(("ready",))
        keys = [*job.keys]
        for turn in range(10_000):
            if turn == 0 or chance.random() < 0.15:
                serial = job.number * 100 + turn
                path = job.inbox / f"{serial}.txt"
                path.write_text(TELEGRAM.format(serial=serial))
                summary = import_paths(record, [path])
                assert summary.total_added + summary.unchanged == 1
                keys.append(key_of(serial))
                pipe.send(("done", "import", key_of(serial)))
            else:
                mark = f"{job.number}-{turn}"
                # The last ones oftener, so that some statements get many versions.
                key = chance.choice(keys[-2:] if chance.random() < 0.5 else keys)
                pipe.send(("done", *edit(record, actor, key, chance, mark)))


def edit(record: Record, actor: Actor, key: str, chance: random.Random, mark: str) -> tuple[Any, ...]:
    """One edit that is possible as things stand; what it was, and the mark that it bears."""
    from reftel.record.statements import deciding

    raw = record.raw_text(actor.reader, key)
    assert raw is not None
    start = raw.index("The Minister said")
    span = Span(start, start + 17 + chance.randrange(20))
    views = record.statements(actor.reader, key, all_states=True)
    choices: list[Callable[[StatementView], StatementView]] = [
        lambda seen: deciding.confirm(record, actor, seen, reason=mark),
        lambda seen: deciding.amend(
            record, actor, seen, deciding.Wording(attributes={"mark": mark}), reason=mark
        ),
        lambda seen: deciding.withdraw(record, actor, seen, reason=mark),
    ]
    allowed = {"proposed": (0, 1), "confirmed": (1, 2), "withdrawn": (0,), "rejected": (0,)}
    seen = chance.choice(views) if views else None
    kind = chance.randrange(4)
    if seen is None or kind == 0 or not allowed.get(seen.status):
        wording = deciding.Wording("dispute", span, note=mark)
        made = deciding.add_statement(record, actor, key, wording)
        return ("decision", made.id, made.version, mark)
    if kind == 1:
        made = deciding.add_evidence(record, actor, seen, key, span)
        return ("evidence", made.id, span.start, span.end)
    made = choices[chance.choice(allowed[seen.status])](seen)
    return ("decision", made.id, made.version, mark)


def watch(record: Record, tell: Callable[[tuple[Any, ...]], None], halt: int | None) -> None:
    """Tell when a transaction has written something, when it is about to be committed, and when it is."""
    from django.db import connections

    connection = connections[record.alias]
    connection.ensure_connection()
    commit = connection.commit
    written = 0
    is_told = False

    def executed(
        execute: Callable[..., Any], sql: str, values: Sequence[Any], many: bool, context: dict[str, Any]
    ) -> Any:
        nonlocal written, is_told
        result = execute(sql, values, many, context)
        if connection.in_atomic_block and sql.lstrip()[:6].upper() in ("INSERT", "UPDATE", "DELETE"):
            if not is_told:
                is_told = True
                tell(("open",))
            written += 1
            if written == halt:
                tell(("halted",))
                sleep(600)
        return result

    def committed() -> None:
        nonlocal is_told
        if is_told:
            tell(("closing",))
        commit()
        if is_told:
            is_told = False
            tell(("closed",))

    connection.execute_wrappers.append(executed)
    connection.commit = committed  # type: ignore[method-assign]
