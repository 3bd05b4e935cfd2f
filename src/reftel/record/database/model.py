"""What the rest of the record asks of a database, whichever it is."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any, Protocol

# What Django calls the record's tables together.
APP = "record"

# How long to wait for another program that writes to the same record.
BUSY_SECONDS = 30.0


class Database(Protocol):
    """The database of one record, open or not."""

    def settings(self) -> dict[str, Any]:
        """What Django is told of it."""

    def applied_steps(self) -> frozenset[str] | None:
        """The migrations that it has gone through, found without Django and without writing.

        Returns:
            Their names; empty for a database without tables, None for one that holds something else.

        Raises:
            RecordError: It is away, does not let this person in, or is damaged.
        """

    def migrating(self, alias: str) -> AbstractContextManager[None]:
        """A transaction for changing tables in which nobody else changes them; who waited sees the changes.

        Args:
            alias: What Django knows the open database by; so for all methods.
        """

    def lock(self, alias: str, name: str) -> None:
        """Inside a transaction: be the only one who holds the lock of this name until it ends."""

    def reading(self, alias: str) -> AbstractContextManager[None]:
        """A transaction that sees the record as it is now, whatever others write, and holds up nobody."""

    def check(self, alias: str) -> tuple[str, ...]:
        """Look through all of it.

        Returns:
            What is wrong, each as a clause that starts with a capital and has no full stop; empty if it is
            sound. No clause holds words of a document.
        """


# Makes the tables in a database that has none.
Fill = Callable[[Database], None]
