"""What is the same on both databases though their makers have it otherwise: orders, letters, limits."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from reftel.record import Record

if TYPE_CHECKING:
    from psycopg import Connection

# Of which a dictionary would have another order in any language.
WORDS = ("b", "B", "a b", "ab", "a-b", "é", "e", "z", "Z", "Ω", "ß", "ss", "10", "9", "_", "😀", "ﬁ", "")


def test_texts_come_in_the_order_of_their_code_points(record: Record) -> None:
    from reftel.record.markings.models import MarkingRow

    rows = MarkingRow.objects.using(record.alias)
    rows.bulk_create(MarkingRow(level=0, caveats=word) for word in WORDS)
    assert list(rows.order_by("caveats").values_list("caveats", flat=True)) == sorted(WORDS)
    assert list(rows.order_by("-caveats").values_list("caveats", flat=True)) == sorted(WORDS, reverse=True)
    # What is told apart, and what is not.
    for asked, found in (("b", ["b"]), ("B", ["B"]), ("e", ["e"]), ("SS", [])):
        assert list(rows.filter(caveats=asked).values_list("caveats", flat=True)) == found
    begun = rows.filter(caveats__startswith="a").order_by("caveats").values_list("caveats", flat=True)
    assert list(begun) == ["a b", "a-b", "ab"]


@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
def test_a_column_that_is_changed_or_added_keeps_the_order(record: Record, on_postgresql: Connection) -> None:
    from django.db import connections, models

    from reftel.record.markings.models import MarkingRow

    old = MarkingRow._meta.get_field("caveats")
    shorter = models.CharField(max_length=500, db_index=True)
    added = models.TextField(default="", db_index=True)
    for field, name in ((shorter, "caveats"), (added, "remark")):
        field.set_attributes_from_name(name)
        field.model = MarkingRow
    with connections[record.alias].schema_editor() as editor:
        editor.alter_field(MarkingRow, old, shorter)
        editor.add_field(MarkingRow, added)
    with connections[record.alias].cursor() as cursor:
        cursor.execute("SELECT current_schema()")
        (schema,) = cursor.fetchone()
    found = on_postgresql.execute(
        "SELECT column_name, data_type, collation_name FROM information_schema.columns "
        "WHERE table_schema = %s AND table_name = 'marking' AND data_type <> 'bigint' "
        "AND data_type <> 'smallint' ORDER BY column_name",
        (schema,),
    ).fetchall()
    assert found == [("caveats", "character varying", "C"), ("remark", "text", "C")]
    indexes = on_postgresql.execute(
        "SELECT indexdef FROM pg_indexes WHERE schemaname = %s AND tablename = 'marking'", (schema,)
    ).fetchall()
    # No second one for what the first does as well.
    assert not [index for (index,) in indexes if "pattern_ops" in index]
    assert len([index for (index,) in indexes if "(remark)" in index]) == 1


def test_references_are_held_by_the_database(record: Record) -> None:
    from django.db import IntegrityError, connections, transaction

    from reftel.record.documents.models import CountryRow

    def commit() -> None:
        with transaction.atomic(using=record.alias):
            CountryRow.objects.using(record.alias).create(
                document_id=999, iso3="XAV", ordinal=0, marking_id=999
            )

    with pytest.raises(IntegrityError):
        commit()
    with connections[record.alias].cursor() as cursor:
        cursor.execute("SELECT count(*) FROM document_country")
        assert cursor.fetchone() == (0,)
