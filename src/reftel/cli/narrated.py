"""The tiers that narratives in the record state, where there is a record."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import typer

from reftel.cli.options import record_option

if TYPE_CHECKING:
    from reftel.ranking.world import Stated


def read_narrated(context: typer.Context, record: str, as_: str | None, country: str | None = None) -> Stated:
    """What narratives in the record state, where there is one."""
    named = record_option(context, record)
    if as_ is None and not named and not os.environ.get("REFTEL_RECORD"):
        from reftel.record.place import default_path

        if not default_path().exists():
            return {}
    from reftel.brief.stated import stated_in
    from reftel.record import choose_path, local_reader

    reader = local_reader(as_)
    return stated_in(choose_path(named), reader, asked=bool(named), country=country)
