"""What a role permits."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum


class Right(StrEnum):
    """Something that not everybody may do."""

    READ = "read"
    EXPORT = "export"
    IMPORT = "import"
    DECIDE = "decide"
    MANAGE = "manage"


class Role(StrEnum):
    """What someone is to the record."""

    READER = "reader"
    RESEARCHER = "researcher"
    OFFICER = "officer"
    COORDINATOR = "coordinator"


_READS = frozenset({Right.READ, Right.EXPORT})

RIGHTS: Mapping[Role, frozenset[Right]] = {
    Role.READER: _READS,
    Role.RESEARCHER: _READS | {Right.DECIDE},
    Role.OFFICER: _READS | {Right.DECIDE, Right.IMPORT},
    Role.COORDINATOR: frozenset(Right),
}

# As a sentence names what was refused.
DEEDS: Mapping[Right, str] = {
    Right.READ: "read the record",
    Right.EXPORT: "take anything out of the record",
    Right.IMPORT: "take documents into the record",
    Right.DECIDE: "add to the record or decide on what is in it",
    Right.MANAGE: "manage people, embargoes, redactions or copies of the record",
}
