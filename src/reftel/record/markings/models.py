"""One row for each distinct marking, and the only way to rows that bear one."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from types import MappingProxyType
from typing import ClassVar, Self, TypeVar

from django.db import connections, models

from reftel.document import Clearance, Level, Marking, Reader
from reftel.record import orm
from reftel.record.database.writing import lock_name

# A caveat may hold blanks and slashes ("REL TO USA/GBR"), but it stands on one line.
CAVEAT_SEPARATOR = "\n"

Row_co = TypeVar("Row_co", bound=models.Model, covariant=True)


class MarkingRow(models.Model):
    """A level and caveats in alphabetical order; each combination once.

    So a few rows decide what every query gives.
    """

    wordless: ClassVar = "a level and caveats"

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

    def readable_by(self, reader: Reader, now: datetime | None = None) -> Self:
        """Only the rows whose own marking the reader may read, of documents that are released for him."""
        return self.released_for(reader, now).filter(marking_id__in=readable_ids(self.db, reader))

    def released_for(self, reader: Reader, now: datetime | None = None) -> Self:
        """Only the rows of documents without an embargo, or all for who may see those under one.

        ``now`` stands for the time in what is prepared; see `reftel.record.database.prepared`.
        """
        if reader.sees_embargoed:
            return self
        is_free = models.Q(**{f"{self.embargo_path}__isnull": True})
        return self.filter(is_free | models.Q(**{f"{self.embargo_path}__lte": now or datetime.now(UTC)}))


class _Known:
    """The markings of one record as they were read last, and which of them a clearance permits."""

    def __init__(self, stamp: tuple[int, int | None], values: Mapping[int, Marking]) -> None:
        self.stamp = stamp
        self.values = MappingProxyType(dict(values))
        self.readable: dict[Clearance, tuple[int, ...]] = {}

    def readable_by(self, reader: Reader) -> tuple[int, ...]:
        """The numbers of those that a reader may read."""
        found = self.readable.get(reader.clearance)
        if found is None:
            found = tuple(number for number, marking in self.values.items() if reader.may_read(marking))
            self.readable[reader.clearance] = found
        return found


@dataclass(frozen=True, slots=True)
class Sight:
    """What decides which rows a reader is shown, as far as it does not change by itself.

    Args:
        markings: Every marking in the record by the number of its row.
        readable: The numbers of those that he may read.
        sees_embargoed: Whether he sees documents before their release.
    """

    markings: Mapping[int, Marking]
    readable: tuple[int, ...]
    sees_embargoed: bool

    @property
    def shape(self) -> Hashable:
        """What makes a prepared query another one."""
        return self.readable, self.sees_embargoed


# Rows are added and never changed, so that their count and the highest number tell whether there are others.
_STAMP_SQL = "SELECT count(*), max(id) FROM marking"


def load_markings(alias: str) -> Mapping[int, Marking]:
    """Every marking in the record by the number of its row; there are a few dozen at most."""
    return _known(alias).values


def readable_ids(alias: str, reader: Reader) -> tuple[int, ...]:
    """The rows of all markings that a reader may read.

    Which marking permits which is asked of `Clearance` alone, never repeated in SQL.
    """
    return _known(alias).readable_by(reader)


def sight(alias: str, reader: Reader) -> Sight:
    """What a reader sees by, asked once for several queries."""
    known = _known(alias)
    return Sight(known.values, known.readable_by(reader), reader.sees_embargoed)


def _known(alias: str) -> _Known:
    connection = connections[alias]
    with connection.cursor() as cursor:
        cursor.execute(_STAMP_SQL)
        stamp = cursor.fetchone()
    kept = orm.kept_for(alias)
    known: _Known | None = kept.get(_Known)
    if known is None or known.stamp != stamp:
        known = _Known(stamp, {row.pk: row.value for row in MarkingRow.objects.using(alias)})
        # What a transaction has added may be taken back, and its numbers given to other markings.
        if not connection.in_atomic_block and len(known.values) == stamp[0]:
            kept[_Known] = known
    return known


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
