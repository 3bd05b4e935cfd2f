"""Statements about words of documents, and every version that they went through."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import ClassVar

from django.db import models

from reftel.record.documents.models import DocumentRow, PassageRow, new_uid
from reftel.record.markings.models import MarkedQuerySet, MarkingRow
from reftel.record.people.models import ActorRow


class Status(StrEnum):
    """Where a statement stands; the last three are kept and no longer stand."""

    PROPOSED = "proposed"
    CONFIRMED = "confirmed"
    REJECTED = "rejected"
    SUPERSEDED = "superseded"
    WITHDRAWN = "withdrawn"


# What briefs, lists and exports show unless they are asked for all.
STANDING = (Status.PROPOSED, Status.CONFIRMED)


class StatementRow(models.Model):
    """What is said of some words of a document, as it stands now.

    Proposed by a rule (``rule``) or made by a person (``author``). Its marking joins those of all words that
    it rests on. ``version`` counts the decisions about it; 0 is what was proposed.
    """

    wordless_columns: ClassVar[Mapping[str, str]] = {
        "rule": "a name of the reader's",
        "evidence": "places in the text",
    }

    uid = models.CharField(max_length=32, unique=True, default=new_uid)
    document = models.ForeignKey(DocumentRow, on_delete=models.CASCADE, related_name="statements")
    passage = models.ForeignKey(PassageRow, on_delete=models.CASCADE, related_name="statements")
    kind = models.CharField(max_length=32)
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    rule = models.TextField(blank=True, default="")
    author = models.ForeignKey(
        ActorRow, on_delete=models.PROTECT, related_name="+", null=True, db_index=False
    )
    attributes = models.JSONField(default=dict)
    evidence = models.JSONField(default=list)
    note = models.TextField(blank=True, default="")
    marking = models.ForeignKey(MarkingRow, on_delete=models.PROTECT, related_name="+", db_index=False)
    status = models.CharField(max_length=16, default=Status.PROPOSED)
    version = models.PositiveIntegerField(default=0)

    objects: MarkedQuerySet[StatementRow] = MarkedQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        db_table = "statement"


class DecisionQuerySet(MarkedQuerySet["DecisionRow"]):
    """Decisions; the document is that of their statement."""

    embargo_path = "statement__document__embargo_until"


class DecisionRow(models.Model):
    """One version of a statement: who made it, when, and what the statement was from then on. Never changed.

    Version 0 is the proposal; it is written with the first decision about it.
    """

    statement = models.ForeignKey(
        StatementRow, on_delete=models.CASCADE, related_name="decisions", db_index=False
    )
    version = models.PositiveIntegerField()
    action = models.CharField(max_length=16)
    actor = models.ForeignKey(ActorRow, on_delete=models.PROTECT, related_name="+", null=True, db_index=False)
    at = models.DateTimeField()
    reason = models.TextField(blank=True, default="")
    state = models.JSONField()
    successor = models.ForeignKey(
        StatementRow, on_delete=models.PROTECT, related_name="predecessors", null=True
    )
    marking = models.ForeignKey(MarkingRow, on_delete=models.PROTECT, related_name="+", db_index=False)

    objects = DecisionQuerySet.as_manager()

    class Meta:
        db_table = "decision"
        # Two people who decide on one version cannot both be right, whatever the code above forgets.
        constraints = (models.UniqueConstraint(fields=("statement", "version"), name="decision_once"),)


class EvidenceRow(models.Model):
    """Words, of any document, that a statement rests on besides its own."""

    statement = models.ForeignKey(
        StatementRow, on_delete=models.CASCADE, related_name="citations", db_index=False
    )
    ordinal = models.PositiveIntegerField()
    document = models.ForeignKey(DocumentRow, on_delete=models.PROTECT, related_name="+")
    passage = models.ForeignKey(PassageRow, on_delete=models.PROTECT, related_name="+", db_index=False)
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    actor = models.ForeignKey(ActorRow, on_delete=models.PROTECT, related_name="+", db_index=False)
    at = models.DateTimeField()
    marking = models.ForeignKey(MarkingRow, on_delete=models.PROTECT, related_name="+", db_index=False)

    objects: MarkedQuerySet[EvidenceRow] = MarkedQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        db_table = "evidence"
        constraints = (models.UniqueConstraint(fields=("statement", "ordinal"), name="evidence_once"),)


class DoubtRow(models.Model):
    """A statement whose words were not surely found in a better copy: a person must say where they are."""

    wordless_columns: ClassVar[Mapping[str, str]] = {
        "candidates": "places in the text",
    }

    uid = models.CharField(max_length=32, unique=True, default=new_uid)
    statement = models.ForeignKey(StatementRow, on_delete=models.CASCADE, related_name="doubts")
    document = models.ForeignKey(DocumentRow, on_delete=models.CASCADE, related_name="+")
    candidates = models.JSONField(default=list)
    cause = models.CharField(max_length=16)
    at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)
    settled_by = models.ForeignKey(
        ActorRow, on_delete=models.PROTECT, related_name="+", null=True, db_index=False
    )
    marking = models.ForeignKey(MarkingRow, on_delete=models.PROTECT, related_name="+", db_index=False)

    objects: MarkedQuerySet[DoubtRow] = MarkedQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        db_table = "doubt"
        indexes = (models.Index(fields=("settled_at",), name="doubt_open"),)
