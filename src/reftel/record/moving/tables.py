"""Every table of the record as lines of JSON and back; which tables there are is asked of the models."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from math import isfinite
from typing import TYPE_CHECKING, Any, NoReturn, Protocol

from django.db import models
from django.db.backends.base.operations import BaseDatabaseOperations

from reftel.record.audit.digests import canonical
from reftel.record.database.model import APP
from reftel.record.documents.queries import is_storable

BATCH = 500

Values = dict[str, Any]

if TYPE_CHECKING:
    AnyField = models.Field[Any, Any]

_RANGES: Mapping[str, tuple[int, int]] = BaseDatabaseOperations.integer_field_ranges


class Registry(Protocol):
    """Where models are found: those of now, or those of an earlier step."""

    def get_app_config(self, app_label: str) -> Any: ...


class BadLineError(Exception):
    """A line that is no row; says why as a clause without words of the line."""


@dataclass(frozen=True, slots=True)
class Table:
    """One table.

    Args:
        model: Its model.
        columns: The fields by the names of their columns, as the table has them.
    """

    model: type[models.Model]
    columns: Mapping[str, AnyField]

    @property
    def name(self) -> str:
        """What the table is called in the database."""
        return self.model._meta.db_table

    @property
    def key(self) -> str:
        """The column of the primary key."""
        return _column(self.model._meta.pk)

    def references(self) -> Iterator[tuple[str, type[models.Model]]]:
        """The columns that name rows of other tables, with the models of those."""
        for column, field in self.columns.items():
            if isinstance(field, models.ForeignKey):
                yield column, field.related_model

    def write_rows(self, alias: str) -> Iterator[bytes]:
        """Every row as a line, in the order of the primary key; a few in memory at a time."""
        names = [field.attname for field in self.columns.values()]
        rows = self.model._base_manager.using(alias).order_by("pk").values_list(*names)
        for values in rows.iterator(chunk_size=BATCH):
            yield canonical(dict(zip(self.columns, values, strict=True))) + b"\n"

    def read_row(self, line: bytes) -> Values:
        """The values of a line by the attributes of the model.

        Raises:
            BadLineError: It is no row of this table.
        """
        found = _read_object(line)
        for column in self.columns:
            if column not in found:
                raise BadLineError(f"The column “{column}” is missing")
        if len(found) != len(self.columns):
            raise BadLineError("It has a column that the table does not have")
        values: Values = {}
        for column, field in self.columns.items():
            try:
                values[field.attname] = _read_value(field, found[column])
            except BadLineError as error:
                raise BadLineError(f"“{column}” {error}") from None
        return values


def tables_of(registry: Registry) -> tuple[Table, ...]:
    """All tables of the record; each after those that its rows refer to."""
    waiting = {
        model: Table(model, {_column(field): field for field in model._meta.concrete_fields})
        for model in sorted(
            registry.get_app_config(APP).get_models(), key=lambda model: str(model._meta.db_table)
        )
    }
    ordered: list[Table] = []
    while waiting:
        ready = [
            table
            for table in waiting.values()
            if not any(target in waiting and target is not table.model for _, target in table.references())
        ]
        assert ready  # noqa: S101 - tables that refer to each other in a circle could not be loaded
        for table in ready:
            ordered.append(table)
            del waiting[table.model]
    return tuple(ordered)


def _column(field: AnyField) -> str:
    return str(field.column)


def _read_object(line: bytes) -> Mapping[str, Any]:
    try:
        found = json.loads(line.decode("utf-8"), parse_constant=_refuse_constant)
    except (ValueError, RecursionError):  # bytes that are no UTF-8 too
        raise BadLineError("It is no JSON") from None
    if not isinstance(found, dict):
        raise BadLineError("It is no JSON object")
    return found


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(name)


def _read_value(field: AnyField, value: Any) -> Any:
    if value is None:
        if not field.null and not isinstance(field, models.JSONField):
            raise BadLineError("is empty")
        return None
    kind = field.target_field if isinstance(field, models.ForeignKey) else field
    if isinstance(kind, models.JSONField):
        return _read_json(value)
    if isinstance(kind, models.BooleanField):
        return _of_type(value, bool, "true or false")
    if isinstance(kind, models.DateTimeField):
        return _read_time(value)
    if isinstance(kind, models.IntegerField):
        return _read_number(kind, value)
    return _read_text(kind, value)


def _of_type(value: Any, kind: type, said: str) -> Any:
    if type(value) is not kind:
        raise BadLineError(f"is not {said}")
    return value


def _read_number(field: AnyField, value: Any) -> int:
    number: int = _of_type(value, int, "a whole number")
    least, most = _RANGES[field.get_internal_type()]
    if not least <= number <= most:
        raise BadLineError(f"is not between {least} and {most}")
    return number


def _read_text(field: AnyField, value: Any) -> str:
    text: str = _of_type(value, str, "a text")
    if field.max_length is not None and len(text) > field.max_length:
        raise BadLineError(f"is longer than {field.max_length} characters")
    if not is_storable(text):
        raise BadLineError("holds a character that no text has")
    return text


def _read_time(value: Any) -> datetime:
    text: str = _of_type(value, str, "a time")
    try:
        moment = datetime.fromisoformat(text)
        if moment.tzinfo is None:
            raise BadLineError("is a time without a time zone")
        return moment.astimezone(UTC)
    except (ValueError, OverflowError):
        raise BadLineError("is no time that there is") from None


def _read_json(value: Any) -> Any:
    """Plain values, if each can stand in a database."""
    if isinstance(value, dict):
        for name, inner in value.items():
            _read_json(name)
            _read_json(inner)
    elif isinstance(value, list):
        for inner in value:
            _read_json(inner)
    elif (isinstance(value, str) and not is_storable(value)) or (
        isinstance(value, float) and not isfinite(value)
    ):
        raise BadLineError("holds something that no database keeps")
    return value
