"""The trail as rows."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from reftel.record.people.models import ActorRow

HEAD_NUMBER = 1


class AuditRow(models.Model):
    """One thing that was done, by whom, to what; with digests of contents and never contents.

    ``link`` is the digest of this row together with the link of the row before it.
    """

    wordless: ClassVar = "digests and names inside the record, never contents"

    number = models.BigIntegerField(primary_key=True)
    at = models.DateTimeField()
    actor = models.ForeignKey(ActorRow, on_delete=models.PROTECT, related_name="+", null=True, db_index=False)
    action = models.CharField(max_length=32)
    subject_kind = models.CharField(max_length=16, blank=True, default="")
    subject = models.CharField(max_length=64, blank=True, default="")
    digest = models.CharField(max_length=64, blank=True, default="")
    link = models.CharField(max_length=64)

    class Meta:
        db_table = "audit"
        indexes = (models.Index(fields=("subject_kind", "subject"), name="audit_subject"),)


class HeadRow(models.Model):
    """The one row that says which record this is and where its trail ends; who writes holds it."""

    wordless: ClassVar = "a digest and a number"

    number = models.PositiveSmallIntegerField(primary_key=True, default=HEAD_NUMBER)
    record_uid = models.CharField(max_length=32)
    made_at = models.DateTimeField()
    last = models.BigIntegerField(default=0)
    link = models.CharField(max_length=64, blank=True, default="")

    class Meta:
        db_table = "head"
