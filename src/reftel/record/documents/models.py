"""Documents, the passages that their text is cut into, and the countries that they are about."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import ClassVar, Self
from uuid import uuid4

from django.db import models
from django.db.models import Exists, OuterRef

from reftel.document import Reader
from reftel.record.markings.models import MarkedQuerySet, MarkingRow, readable_ids
from reftel.record.people.models import ActorRow


def new_uid() -> str:
    """A name that tells nothing: numbers in order would give away how many rows a reader is not shown."""
    return uuid4().hex


class DocumentQuerySet(MarkedQuerySet["DocumentRow"]):
    """Documents; one of which a reader may read no passage does not exist for him, nor one under embargo."""

    embargo_path = "embargo_until"

    def readable_by(self, reader: Reader, now: datetime | None = None) -> Self:
        """Only the documents of which the reader may read at least one passage."""
        readable = readable_ids(self.db, reader)
        passages = PassageRow.objects.using(self.db).filter(document=OuterRef("pk"), marking_id__in=readable)
        return self.released_for(reader, now).filter(Exists(passages))

    def wholly_readable_by(self, reader: Reader) -> Self:
        """Only the documents of which the reader may read everything."""
        return super().readable_by(reader)


class DocumentRow(models.Model):
    """A telegram or narrative that was taken in.

    ``marking`` is the join of all that is inside. Title and ``about_year`` come from single passages and
    have markings of their own. ``sha256`` is the digest of the bytes that came in; ``kept_sha256`` that of
    those that are kept where words were redacted, else empty. Until ``embargo_until`` it exists only for
    those who may see what is not released. ``version`` counts the changes of the row.
    """

    wordless_columns: ClassVar[Mapping[str, str]] = {
        "key": "the number or place and year that it is cited by",
        "tail": "white space",
    }

    uid = models.CharField(max_length=32, unique=True)
    kind = models.CharField(max_length=16)
    key = models.TextField(db_index=True)
    sha256 = models.CharField(max_length=64, unique=True)
    title = models.TextField(default="", blank=True)
    title_marking = models.ForeignKey(MarkingRow, on_delete=models.PROTECT, related_name="+", db_index=False)
    marking = models.ForeignKey(MarkingRow, on_delete=models.PROTECT, related_name="+", db_index=False)
    year = models.PositiveSmallIntegerField(null=True, db_index=True)
    about_year = models.PositiveSmallIntegerField(null=True, db_index=True)
    about_marking = models.ForeignKey(MarkingRow, on_delete=models.PROTECT, related_name="+", db_index=False)
    tail = models.TextField(default="", blank=True)
    encoding = models.CharField(max_length=32)
    file_name = models.TextField(default="", blank=True)
    size = models.PositiveBigIntegerField()
    added_at = models.DateTimeField()
    added_by = models.ForeignKey(
        ActorRow, on_delete=models.PROTECT, related_name="+", null=True, db_index=False
    )
    embargo_until = models.DateTimeField(null=True, db_index=True)
    kept_sha256 = models.CharField(max_length=64, blank=True, default="")
    version = models.PositiveIntegerField(default=0)
    reader_version = models.CharField(max_length=32)

    objects = DocumentQuerySet.as_manager()

    class Meta:
        db_table = "document"


class CountryRow(models.Model):
    """A country that a document is about; marked as the words are that say so."""

    document = models.ForeignKey(DocumentRow, on_delete=models.CASCADE, related_name="countries")
    iso3 = models.CharField(max_length=3)
    ordinal = models.PositiveSmallIntegerField()
    marking = models.ForeignKey(MarkingRow, on_delete=models.PROTECT, related_name="+", db_index=False)

    objects: MarkedQuerySet[CountryRow] = MarkedQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        db_table = "document_country"
        constraints = (models.UniqueConstraint(fields=("iso3", "document"), name="document_country_once"),)


class PassageRow(models.Model):
    """A piece of a document that is marked and cited as one; ``gap`` is the white space before it."""

    wordless_columns: ClassVar[Mapping[str, str]] = {
        "label": "a number",
        "gap": "white space",
    }

    document = models.ForeignKey(
        DocumentRow, on_delete=models.CASCADE, related_name="passages", db_index=False
    )
    ordinal = models.PositiveIntegerField()
    kind = models.CharField(max_length=32)
    label = models.TextField(blank=True)
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    gap = models.TextField(default="", blank=True)
    text = models.TextField()
    marking = models.ForeignKey(MarkingRow, on_delete=models.PROTECT, related_name="+", db_index=False)

    objects: MarkedQuerySet[PassageRow] = MarkedQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        db_table = "passage"
        constraints = (models.UniqueConstraint(fields=("document", "ordinal"), name="passage_once"),)
        indexes = (models.Index(fields=("document", "marking"), name="passage_readable"),)
