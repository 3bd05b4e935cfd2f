"""What every record has from the first moment: a name, a local actor, and a trail."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import uuid4

from reftel.record.audit.contents import digest_actor, digest_document
from reftel.record.audit.models import HEAD_NUMBER, HeadRow
from reftel.record.audit.trail import Entry, note
from reftel.record.documents.models import DocumentRow
from reftel.record.people.managing import make_local_actor

_BATCH = 500


def begin(alias: str) -> None:
    """Make the local actor and begin the trail, unless that was done; inside a transaction.

    Documents of a record from before there was a trail are entered as adopted.
    """
    if HeadRow.objects.using(alias).filter(pk=HEAD_NUMBER).exists():
        return
    HeadRow(record_uid=uuid4().hex, made_at=datetime.now(UTC)).save(using=alias, force_insert=True)
    actor = make_local_actor(alias)
    note(alias, Entry("add-actor", None, "actor", actor.uid, digest_actor(actor)))
    for row in DocumentRow.objects.using(alias).order_by("pk").iterator(chunk_size=_BATCH):
        note(alias, Entry("adopt", actor.pk, "document", row.uid, digest_document(alias, row)))
