"""Noting what is taken out of the record."""

from __future__ import annotations

import hashlib

from reftel.record.people.views import Actor
from reftel.record.store import Record

# Columns of the trail hold so many characters.
_LONGEST = 64


def note_export(record: Record, what: str, data: bytes, *, actor: Actor | None = None) -> None:
    """Have the trail tell that something is taken out, before it is.

    Args:
        record: An open record.
        what: What it is, such as ``brief HKG 2009``; no words of a document.
        data: What is written, of which the digest is kept.
        actor: Who takes it out; the local actor if nobody is named.

    Raises:
        NotAllowedError: He may not take anything out.
        RecordError: The record cannot be written to.
    """
    # Needs the models, which exist once a record is open.
    from reftel.record.audit.trail import Entry, note
    from reftel.record.people.acting import acting
    from reftel.record.people.queries import find_actor
    from reftel.record.people.roles import Right

    with acting(record, actor or find_actor(record), Right.EXPORT) as by:
        digest = hashlib.sha256(data).hexdigest()
        note(record.alias, Entry("export", by.pk, "export", what[:_LONGEST], digest))
