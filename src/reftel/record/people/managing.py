"""Adding people, changing what they may, and seeing them off."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from reftel.document import Clearance, Level
from reftel.errors import ConflictError, DecisionError
from reftel.record.audit.contents import digest_actor
from reftel.record.audit.trail import Entry, note
from reftel.record.markings.models import CAVEAT_SEPARATOR
from reftel.record.people.acting import acting
from reftel.record.people.models import ActorRow
from reftel.record.people.queries import view_actor
from reftel.record.people.roles import Right, Role
from reftel.record.people.views import Actor

if TYPE_CHECKING:
    from reftel.record.store import Record

LONGEST_NAME = 100


@dataclass(frozen=True, slots=True)
class Grant:
    """What a person may do and read; in a change, what is None stays.

    Args:
        role: What the person may do.
        clearance: What the person may read.
        sees_embargoed: Whether documents are seen before their release.
        retire: Whether the person has left; the name stays with all that was done.
    """

    role: Role | None = None
    clearance: Clearance | None = None
    sees_embargoed: bool | None = None
    retire: bool = False


def add_actor(record: Record, actor: Actor, name: str, grant: Grant) -> Actor:
    """Make a person known to the record.

    Args:
        record: An open record.
        actor: Who does it.
        name: What the person goes by; one line, nobody else's.
        grant: What the person may; a reader with clearance U, if it does not say.

    Raises:
        NotAllowedError: The actor may not manage people.
        DecisionError: The name is empty, too long, or taken.
    """
    _check_name(name)
    with acting(record, actor, Right.MANAGE) as by:
        if ActorRow.objects.using(record.alias).filter(name=name).exists():
            raise DecisionError(f"“{name}” is in the record already", advice="Give another name.")
        clearance = grant.clearance if grant.clearance is not None else Clearance(Level.U)
        row = ActorRow(
            name=name,
            role=grant.role or Role.READER,
            level=int(clearance.level),
            caveats=_caveats(clearance),
            sees_embargoed=bool(grant.sees_embargoed),
            added_at=datetime.now(UTC),
        )
        row.save(using=record.alias, force_insert=True)
        note(record.alias, Entry("add-actor", by.pk, "actor", row.uid, digest_actor(row)))
    return view_actor(row)


def change_actor(record: Record, actor: Actor, seen: Actor, grant: Grant) -> Actor:
    """Change what a person may, or see him off.

    Args:
        record: An open record.
        actor: Who does it.
        seen: The person as the actor has him before him.
        grant: What becomes different.

    Raises:
        NotAllowedError: The actor may not manage people.
        ConflictError: Somebody else changed the person meanwhile.
        DecisionError: Nobody would be left who may manage people.
    """
    values = _changes(grant)
    with acting(record, actor, Right.MANAGE) as by:
        row = ActorRow.objects.using(record.alias).select_for_update().get(uid=seen.id)
        if row.version != seen.version:
            raise ConflictError(
                "The person was changed meanwhile by someone else",
                where=row.name,
                theirs=_plain(row),
                mine=values,
            )
        for name, value in values.items():
            setattr(row, name, value)
        row.version += 1
        row.save(using=record.alias)
        _check_manager_left(record)
        note(record.alias, Entry("change-actor", by.pk, "actor", row.uid, digest_actor(row)))
    return view_actor(row)


def make_local_actor(alias: str) -> ActorRow:
    """The actor of a record on one's own machine: everything permitted. Without a transaction of its own."""
    from reftel.record.readers import LOCAL_NAME

    row = ActorRow(
        name=LOCAL_NAME,
        role=Role.COORDINATOR,
        level=3,
        caveats=None,
        sees_embargoed=True,
        added_at=datetime.now(UTC),
    )
    row.save(using=alias, force_insert=True)
    return row


def _changes(grant: Grant) -> dict[str, object]:
    values: dict[str, object] = {}
    if grant.role is not None:
        values["role"] = str(grant.role)
    if grant.clearance is not None:
        values |= {"level": int(grant.clearance.level), "caveats": _caveats(grant.clearance)}
    if grant.sees_embargoed is not None:
        values["sees_embargoed"] = grant.sees_embargoed
    if grant.retire:
        values["retired_at"] = datetime.now(UTC)
    return values


def _plain(row: ActorRow) -> Mapping[str, object]:
    names = ("name", "role", "level", "caveats", "sees_embargoed", "retired_at", "version")
    return {name: getattr(row, name) for name in names}


def _caveats(clearance: Clearance) -> str | None:
    return None if clearance.caveats is None else CAVEAT_SEPARATOR.join(sorted(clearance.caveats))


def _check_name(name: str) -> None:
    if not name.strip() or name != name.strip() or not name.isprintable() or len(name) > LONGEST_NAME:
        raise DecisionError(
            f"“{name[:LONGEST_NAME]}” is no name that a person can have here",
            advice=f"Give one line of at most {LONGEST_NAME} printable characters, without blanks around it.",
        )


def _check_manager_left(record: Record) -> None:
    rows = ActorRow.objects.using(record.alias).filter(retired_at=None)
    if not any(view_actor(row).may(Right.MANAGE) for row in rows):
        raise DecisionError(
            "Nobody would be left who may manage people", advice="Make someone else a coordinator first."
        )
