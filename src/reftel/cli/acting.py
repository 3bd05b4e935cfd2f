"""Opening the record as somebody."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import typer

from reftel.cli.options import record_option

if TYPE_CHECKING:
    from reftel.record import Actor, Record


@contextmanager
def opened_as(context: typer.Context, record: str, actor: str) -> Iterator[tuple[Record, Actor]]:
    """The record that is meant, and who acts: somebody who was named, else the local actor."""
    from reftel.record import choose_path, open_record

    with open_record(choose_path(record_option(context, record))) as opened:
        from reftel.record.people.identity import sign_in

        yield opened, sign_in(opened, actor or None)
