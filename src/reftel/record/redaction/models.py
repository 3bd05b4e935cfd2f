"""What was taken out, and the backups that may still hold it."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from reftel.record.documents.models import DocumentRow, new_uid
from reftel.record.markings.models import MarkedQuerySet, MarkingRow
from reftel.record.people.models import ActorRow


class RedactionRow(models.Model):
    """A tombstone: where words stood, who took them out and why.

    ``replaced`` is the digest of the original bytes that no longer are kept; ``wiped_at`` is null until no
    byte of the words is left anywhere.
    """

    uid = models.CharField(max_length=32, unique=True, default=new_uid)
    document = models.ForeignKey(DocumentRow, on_delete=models.PROTECT, related_name="redactions")
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    reason = models.TextField()
    replaced = models.CharField(max_length=64)
    actor = models.ForeignKey(ActorRow, on_delete=models.PROTECT, related_name="+", db_index=False)
    at = models.DateTimeField()
    wiped_at = models.DateTimeField(null=True)
    marking = models.ForeignKey(MarkingRow, on_delete=models.PROTECT, related_name="+", db_index=False)

    objects: MarkedQuerySet[RedactionRow] = MarkedQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        db_table = "redaction"


class BackupRow(models.Model):
    """A backup that was made of the record, so that a redaction can reach it."""

    wordless: ClassVar = "where backups are, for those who manage the record"

    uid = models.CharField(max_length=32, unique=True, default=new_uid)
    path = models.TextField()
    actor = models.ForeignKey(ActorRow, on_delete=models.PROTECT, related_name="+", db_index=False)
    at = models.DateTimeField()

    class Meta:
        db_table = "backup"
