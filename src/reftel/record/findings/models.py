"""Findings: what a rule proposes about words of a document."""

from __future__ import annotations

from django.db import models

from reftel.record.documents.models import DocumentRow, PassageRow
from reftel.record.markings.models import MarkedQuerySet, MarkingRow

PROPOSED = "proposed"


class FindingRow(models.Model):
    """A proposal with the rule that made it; its marking joins those of all words that it rests on."""

    document = models.ForeignKey(DocumentRow, on_delete=models.CASCADE, related_name="findings")
    passage = models.ForeignKey(PassageRow, on_delete=models.CASCADE, related_name="findings")
    kind = models.CharField(max_length=32)
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    rule = models.TextField()
    attributes = models.JSONField(default=dict)
    evidence = models.JSONField(default=list)
    marking = models.ForeignKey(MarkingRow, on_delete=models.PROTECT, related_name="+", db_index=False)
    status = models.CharField(max_length=16, default=PROPOSED)

    objects: MarkedQuerySet[FindingRow] = MarkedQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        db_table = "finding"
