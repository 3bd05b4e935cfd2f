"""Django's PostgreSQL engine, so that a record behaves as on SQLite."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.backends.postgresql import base, schema
from django.db.models import CharField, Field, Model, TextField

# The order of code points, which is SQLite's: lists come out the same on every server, and an index does not
# break when a server's operating system learns to sort anew.
COLLATION = "C"


class DatabaseSchemaEditor(schema.DatabaseSchemaEditor):
    """Makes tables whose texts are in the order of their code points."""

    def _iter_column_sql(  # noqa: PLR0913, PLR0917 - as Django has it
        self,
        column_db_type: str,
        params: list[Any],
        model: type[Model],
        field: Field[Any, Any],
        field_db_params: dict[str, Any],
        include_default: bool,
    ) -> Iterator[str]:
        collated = {**field_db_params, "collation": _collation(field, field_db_params.get("collation"))}
        yield from super()._iter_column_sql(  # type: ignore[misc]
            column_db_type, params, model, field, collated, include_default
        )

    def _alter_column_type_sql(  # noqa: PLR0913, PLR0917 - as Django has it
        self,
        model: type[Model],
        old_field: Field[Any, Any],
        new_field: Field[Any, Any],
        new_type: str,
        old_collation: str | None,
        new_collation: str | None,
    ) -> Any:
        # A column that gets a new type loses its order if that is not said again.
        collation = _collation(new_field, new_collation)
        return super()._alter_column_type_sql(  # type: ignore[misc]
            model, old_field, new_field, new_type, old_collation, collation
        )

    def _create_like_index_sql(self, model: type[Model], field: Field[Any, Any]) -> None:
        """In this order the index itself finds texts by how they begin."""


class DatabaseWrapper(base.DatabaseWrapper):
    """Connects again after the server was away, unless a transaction was under way."""

    SchemaEditorClass = DatabaseSchemaEditor

    def ensure_connection(self) -> None:
        connection = self.connection
        if connection is not None and connection.closed and not self.in_atomic_block:
            self.close()
        super().ensure_connection()


def _collation(field: Field[Any, Any], asked: str | None) -> str | None:
    return COLLATION if not asked and isinstance(field, CharField | TextField) else asked
