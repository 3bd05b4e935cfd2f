"""Problems: what a reader could not make sense of."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from django.db import models

from reftel.record.documents.models import DocumentRow
from reftel.record.markings.models import MarkedQuerySet, MarkingRow


class ProblemRow(models.Model):
    """Something odd in a document; its marking joins those of the passages in which it stands."""

    wordless_columns: ClassVar[Mapping[str, str]] = {
        "code": "a name of the reader's",
        "message": "a sentence without words of the text",
    }

    document = models.ForeignKey(DocumentRow, on_delete=models.CASCADE, related_name="problems")
    ordinal = models.PositiveIntegerField()
    code = models.TextField()
    severity = models.CharField(max_length=16)
    message = models.TextField()
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    marking = models.ForeignKey(MarkingRow, on_delete=models.PROTECT, related_name="+", db_index=False)

    objects: MarkedQuerySet[ProblemRow] = MarkedQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        db_table = "problem"
