"""Queries whose SQL is made once for a record and not again each time.

Django takes longer to put a query into words than a database takes to answer it. What is prepared here is
what the managers gave, with their limits to what a reader may read; only the values are others.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connections
from django.db.models import Model, QuerySet
from django.db.models.sql.compiler import SQLCompiler

from reftel.record import orm

# What stands in a query for a value that is given later; nothing that a record can hold.
NUMBER = -417_000_000
NOW = datetime(1900, 1, 2, 3, 4, 5, 678, tzinfo=UTC)

# A reader's clearance, what is asked for and the markings that there are make a shape; there are few of each.
LARGEST_COUNT = 500

Values = Mapping[Any, Any]


@dataclass(frozen=True, slots=True)
class _Prepared:
    """A query in SQL; without any if it can find nothing."""

    sql: str
    parameters: tuple[Any, ...]
    compiler: SQLCompiler | None
    converters: dict[int, Any]
    goes_by_time: bool = False


def fetch(
    alias: str, shape: Hashable, build: Callable[[], QuerySet[Any, Any]], values: Values
) -> list[tuple[Any, ...]]:
    """The columns of the rows that a query finds.

    Args:
        alias: The record's database.
        shape: All that makes the query another one but for the values, which is never given to it by
            anybody but the code that builds it.
        build: Makes the query, with placeholders for the values, such as `NUMBER`, and `NOW` for the time.
        values: What to put for each placeholder; the time is put by itself.
    """
    kept = orm.kept_for(alias).setdefault(_Prepared, {})
    prepared: _Prepared | None = kept.get(shape)
    if prepared is None:
        prepared = _prepare(alias, build)
        if len(kept) >= LARGEST_COUNT:
            kept.clear()
        kept[shape] = prepared
    if prepared.compiler is None:
        return []
    connection = connections[alias]
    known = dict(values)
    if prepared.goes_by_time:
        adapt = connection.ops.adapt_datetimefield_value
        known[adapt(NOW)] = adapt(datetime.now(UTC))
    with connection.cursor() as cursor:
        cursor.execute(prepared.sql, [known.get(value, value) for value in prepared.parameters])
        rows: list[tuple[Any, ...]] = cursor.fetchall()
    if not prepared.converters:
        return rows
    return [tuple(row) for row in prepared.compiler.apply_converters(rows, prepared.converters)]


def fetch_rows(
    alias: str, shape: Hashable, build: Callable[[], QuerySet[Any, Any]], values: Values, model: type[Model]
) -> list[Any]:
    """The same as instances of a model, of which the query gives all columns."""
    names = [field.attname for field in model._meta.concrete_fields]
    return [model.from_db(alias, names, row) for row in fetch(alias, shape, build, values)]


def _prepare(alias: str, build: Callable[[], QuerySet[Any, Any]]) -> _Prepared:
    compiler = build().query.get_compiler(using=alias)
    try:
        sql, parameters = compiler.as_sql()
    except EmptyResultSet:
        return _Prepared("", (), None, {})
    columns = compiler.select or ()
    converters = compiler.get_converters([column for column, *_ in columns])
    now = connections[alias].ops.adapt_datetimefield_value(NOW)
    return _Prepared(sql, tuple(parameters), compiler, converters, now in parameters)
