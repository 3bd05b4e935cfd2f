"""Transactions that write, so that several people can write to one record."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from random import uniform
from time import monotonic, sleep
from typing import TypeVar

from django.db import OperationalError, transaction

from reftel.record import orm
from reftel.record.database import model

# PostgreSQL ends one of several transactions that wait for each other in a circle; the others go on, so that
# each turn of trying again has fewer of them.
ATTEMPTS = 10
LONGEST_PAUSE_SECONDS = 0.5

_DEADLOCK = "40P01"
_NOT_IN_A_ROW = "40001"

Value = TypeVar("Value")


@contextmanager
def writing(alias: str) -> Iterator[None]:
    """A transaction that waits for its turn, `model.BUSY_SECONDS` at most, and is whole or not at all.

    On SQLite it is the only one that writes, from its first statement on. On PostgreSQL others write at the
    same time: lock the rows that are read to be changed (``select_for_update``), or a name (`lock_name`).

    Args:
        alias: The record's database.
    """
    with transaction.atomic(using=alias):
        yield


def run_writing(alias: str, function: Callable[[], Value], *, attempts: int = ATTEMPTS) -> Value:
    """Run a function in a transaction, and again if the database ended it in favour of others.

    Args:
        alias: The record's database; must not be in a transaction already.
        function: Reads all that it goes by inside, and does nothing that cannot be done twice.
        attempts: How often to try.

    Returns:
        What the function returns, once it is stored.
    """
    begun = monotonic()
    for attempt in range(1, attempts):
        try:
            with transaction.atomic(using=alias, durable=True):
                return function()
        except OperationalError as error:
            if not _is_worth_another(error, waited=monotonic() - begun):
                raise
        # Of any length, so that those who were in each other's way do not meet again.
        sleep(uniform(0, min(LONGEST_PAUSE_SECONDS, 0.01 * 2**attempt)))  # noqa: S311
    with transaction.atomic(using=alias, durable=True):
        return function()


def lock_name(alias: str, name: str) -> None:
    """Inside a transaction: wait until nobody else holds the lock of this name, and hold it until the end.

    For what has no row yet that could be locked: two people who add the same thing.

    Args:
        alias: The record's database.
        name: Anything; the same name in another record is another lock.
    """
    orm.database_of(alias).lock(alias, name)


def _is_worth_another(error: OperationalError, *, waited: float) -> bool:
    cause = error.__cause__
    if getattr(cause, "sqlstate", None) in {_DEADLOCK, _NOT_IN_A_ROW}:
        return True
    # SQLite says that it is busy either after waiting all the time that it may, or at once where it sees that
    # waiting would not help this transaction; a new one it may.
    is_busy = getattr(cause, "sqlite_errorname", "").startswith("SQLITE_BUSY")
    return is_busy and waited < model.BUSY_SECONDS
