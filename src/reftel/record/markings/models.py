"""One row for each distinct marking, and the only way to rows that bear one."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Self, TypeVar

from django.db import models

from reftel.document import Level, Marking, Reader
from reftel.record.database.writing import lock_name

# A caveat may hold blanks and slashes ("REL TO USA/GBR"), but it stands on one line.
CAVEAT_SEPARATOR = "\n"

Row_co = TypeVar("Row_co", bound=models.Model, covariant=True)


class MarkingRow(models.Model):
    """A level and caveats in alphabetical order; each combination once.

    So a few rows decide what every query gives.
    """

    level = models.PositiveSmallIntegerField()
    caveats = models.TextField(default="", blank=True)

    class Meta:
        db_table = "marking"
        constraints = (models.UniqueConstraint(fields=("level", "caveats"), name="marking_once"),)

    @property
    def value(self) -> Marking:
        """The marking that the row stands for."""
        caveats = self.caveats.split(CAVEAT_SEPARATOR) if self.caveats else ()
        return Marking(Level(self.level), frozenset(caveats))


class MarkedQuerySet(models.QuerySet[Row_co]):
    """Rows that bear a marking; what leaves the record has gone through `readable_by`.

    ``embargo_path`` leads from a row to the release time of the document that it belongs to.
    """

    embargo_path = "document__embargo_until"

    def readable_by(self, reader: Reader) -> Self:
        """Only the rows whose own marking the reader may read, of documents that are released for him."""
        return self.released_for(reader).filter(marking_id__in=readable_ids(self.db, reader))

    def released_for(self, reader: Reader) -> Self:
        """Only the rows of documents without an embargo, or all for who may see those under one."""
        if reader.sees_embargoed:
            return self
        is_free = models.Q(**{f"{self.embargo_path}__isnull": True})
        return self.filter(is_free | models.Q(**{f"{self.embargo_path}__lte": datetime.now(UTC)}))


def load_markings(alias: str) -> dict[int, Marking]:
    """Every marking in the record by the number of its row; there are a few dozen at most."""
    return {row.pk: row.value for row in MarkingRow.objects.using(alias)}


def readable_ids(alias: str, reader: Reader) -> list[int]:
    """The rows of all markings that a reader may read.

    Which marking permits which is asked of `Clearance` alone, never repeated in SQL.
    """
    return [number for number, marking in load_markings(alias).items() if reader.may_read(marking)]


def keep_marking(alias: str, marking: Marking) -> int:
    """The number of a marking's row, which is made if there is none yet."""
    caveats = CAVEAT_SEPARATOR.join(sorted(marking.caveats))
    rows = MarkingRow.objects.using(alias)
    row = rows.filter(level=int(marking.level), caveats=caveats).first()
    if row is None:
        # Two who each make two markings, one the other way round, would wait for each other.
        lock_name(alias, "markings")
        row, _ = rows.get_or_create(level=int(marking.level), caveats=caveats)
    return row.pk
