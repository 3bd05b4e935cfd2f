"""A record's database as a schema on a PostgreSQL server.

The folder says which schema, in ``record.json``; the environment says which server, so that no password lies
in a record. Several records may share one database: each sees its own schema only.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from secrets import token_hex
from typing import TYPE_CHECKING, Any

from reftel.errors import RecordError
from reftel.record.database import model
from reftel.record.database.files import draft_in, name_once
from reftel.record.database.refusals import explain_refusal
from reftel.record.failures import RESTORE_ADVICE
from reftel.record.originals import sync_folder

if TYPE_CHECKING:
    from psycopg import Connection

ENVIRONMENT_VARIABLE = "REFTEL_DATABASE_URL"
FILE = "record.json"
FORMAT = 1
KIND = "postgresql"

# matches: "reftel_0123456789abcdef"; does not match: "public", "reftel_X; drop"
_SCHEMA_RE = re.compile(r"reftel_[0-9a-f]{16}")
_URL_ADVICE = f"Set {ENVIRONMENT_VARIABLE} to postgresql://USER:PASSWORD@HOST/DATABASE."

_CONNECT_SECONDS = 10
# A network that swallows everything shows after a minute, not after the two hours of most systems: here, and
# on the server, where a machine that lost its power would hold its locks as long.
_ALIVE = {"keepalives_idle": "30", "keepalives_interval": "10", "keepalives_count": "3"}

_TABLES_SQL = "SELECT tablename FROM pg_tables WHERE schemaname = %s ORDER BY tablename"
_APPLIED_SQL = "SELECT name FROM django_migrations WHERE app = %s"
_KEYS_SQL = """
SELECT conrelid::regclass::text, confrelid::regclass::text,
       (SELECT attname FROM pg_attribute WHERE attrelid = conrelid AND attnum = conkey[1]),
       (SELECT attname FROM pg_attribute WHERE attrelid = confrelid AND attnum = confkey[1])
FROM pg_constraint
WHERE contype = 'f' AND connamespace = current_schema()::regnamespace AND cardinality(conkey) = 1
ORDER BY conname
"""


@dataclass(frozen=True, slots=True)
class PostgresqlDatabase:
    """A schema on a server; see `model.Database`.

    Args:
        folder: The record's folder.
        schema: Its name.
        parameters: What libpq connects by.
        is_new: Whether to make the schema together with the tables.
    """

    folder: Path
    schema: str
    parameters: dict[str, Any] = field(repr=False)  # holds the password
    is_new: bool = False

    def settings(self) -> dict[str, Any]:
        from psycopg import IsolationLevel

        options = self._options()
        return {
            "ENGINE": "reftel.record.database.engine",
            "NAME": options.pop("dbname", ""),
            "OPTIONS": {**options, "isolation_level": IsolationLevel.READ_COMMITTED},
        }

    def applied_steps(self) -> frozenset[str] | None:
        with closing(self._connect()) as connection:
            found = connection.execute("SELECT current_schema()").fetchone()
            if found != (self.schema,):
                raise RecordError(
                    f"The record's schema {self.schema} is not in the database",
                    where=str(self.folder),
                    advice=f"Look whether {ENVIRONMENT_VARIABLE} names the right one, else restore a backup.",
                )
            tables = {name for (name,) in connection.execute(_TABLES_SQL, (self.schema,))}
            if "django_migrations" not in tables:
                raise RecordError(
                    f"The record's schema {self.schema} has lost its tables",
                    where=str(self.folder),
                    advice=RESTORE_ADVICE,
                )
            return frozenset(name for (name,) in connection.execute(_APPLIED_SQL, (model.APP,)))

    @contextmanager
    def migrating(self, alias: str) -> Iterator[None]:
        from django.db import connections, transaction

        with transaction.atomic(using=alias, durable=True):
            if self.is_new:
                with connections[alias].cursor() as cursor:
                    cursor.execute(f'CREATE SCHEMA "{self.schema}"')
            self.lock(alias, "migrations")
            yield

    def lock(self, alias: str, name: str) -> None:
        from django.db import connections

        with connections[alias].cursor() as cursor:
            key = f"{self.schema}/{name}"
            cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", (key,))

    @contextmanager
    def reading(self, alias: str) -> Iterator[None]:
        from django.db import connections

        with connections[alias].cursor() as cursor:
            cursor.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
            try:
                cursor.execute("SELECT 1")  # the moment is that of the first statement
                yield
            finally:
                with suppress(Exception):  # a connection that is lost has no transaction left
                    cursor.execute("ROLLBACK")

    def check(self, alias: str) -> tuple[str, ...]:
        from django.db import connections

        said: list[str] = []
        with connections[alias].cursor() as cursor:
            cursor.execute(_TABLES_SQL, (self.schema,))
            for (table,) in cursor.fetchall():
                # Has the server read every page and unpack every value.
                cursor.execute(f'SELECT max(octet_length(r::text)) FROM "{table}" r')  # noqa: S608
            cursor.execute(_KEYS_SQL)
            for table, target, column, key in cursor.fetchall():
                cursor.execute(
                    f'SELECT EXISTS (SELECT FROM {table} r WHERE "{column}" IS NOT NULL AND NOT EXISTS '  # noqa: S608
                    f'(SELECT FROM {target} t WHERE t."{key}" = r."{column}"))'
                )
                if cursor.fetchone() == (True,):
                    said.append(f"Rows of “{table}” belong to rows of “{target}” that are gone")
        return tuple(dict.fromkeys(said))

    def drop(self) -> None:
        """Take the schema away with all that is in it, if it is there."""
        with closing(self._connect()) as connection:
            connection.execute(f'DROP SCHEMA IF EXISTS "{self.schema}" CASCADE'.encode())

    def check_server(self) -> None:
        """See whether a new record can be made there.

        Raises:
            RecordError: The server is away or refuses this person, or the database takes some letters only.
        """
        with closing(self._connect()) as connection:
            (encoding,) = connection.execute("SHOW server_encoding").fetchone() or ("",)
            if encoding != "UTF8":
                raise RecordError(
                    f"The database on the server takes the letters of {encoding} only",
                    where=str(self.folder),
                    advice="Make one with the encoding UTF8.",
                )

    def _connect(self) -> Connection:
        import psycopg

        options = self._options()
        try:
            return psycopg.connect(**options, autocommit=True)
        except psycopg.OperationalError as error:
            raise explain_refusal(error, options, str(self.folder)) from error

    def _options(self) -> dict[str, Any]:
        """What to connect with: what was given, and what makes a session one of this record."""
        own = (
            f"-c search_path={self.schema}",
            f"-c lock_timeout={int(model.BUSY_SECONDS * 1000)}",
            # A server may be set to say that something is stored before it is.
            "-c synchronous_commit=on",
            *(f"-c tcp_{name}={value}" for name, value in _ALIVE.items()),
        )
        options = " ".join((self.parameters.get("options", ""), *own)).strip()
        defaults = {"connect_timeout": _CONNECT_SECONDS, "fallback_application_name": "reftel", **_ALIVE}
        return {**defaults, **self.parameters, "options": options}


def server_is_given() -> bool:
    """Whether the environment names a server."""
    return bool(_url())


def find_postgresql(folder: Path) -> PostgresqlDatabase | None:
    """The database that a record's folder names; None if it names none.

    Raises:
        RecordError: What names it is damaged or of a newer version, or nothing says where the server is.
    """
    schema = _read_schema(folder)
    return PostgresqlDatabase(folder, schema, _read_url(folder)) if schema is not None else None


def names_schema(folder: Path) -> bool:
    """Whether a folder names a database on a server, wherever that is."""
    return (folder / FILE).exists()


def make_postgresql(folder: Path, fill: model.Fill) -> None:
    """Make schema and tables in one transaction, then name them in the folder, unless another was first."""
    database = PostgresqlDatabase(folder, f"reftel_{token_hex(8)}", _read_url(folder), is_new=True)
    database.check_server()
    draft = draft_in(folder)
    try:
        fill(database)
        _write_draft(draft, database.schema)
        name_once(draft, folder / FILE)
        sync_folder(folder)
    finally:
        # Asked of the folder: an interruption can come right after the naming.
        with suppress(Exception):
            draft.unlink(missing_ok=True)
            if _read_schema(folder) != database.schema:
                database.drop()


def _write_draft(draft: Path, schema: str) -> None:
    with draft.open("x", encoding="utf-8") as file:
        json.dump({"database": KIND, "format": FORMAT, "schema": schema}, file, indent=1)
        file.write("\n")
        file.flush()
        os.fsync(file.fileno())
    draft.chmod(0o600)


def _read_schema(folder: Path) -> str | None:
    """The schema that ``record.json`` names; None without such a file."""
    try:
        said = json.loads((folder / FILE).read_text(encoding="utf-8"))
    except (FileNotFoundError, NotADirectoryError):
        return None
    except ValueError:
        said = None
    if isinstance(said, dict) and isinstance(said.get("format"), int) and said["format"] > FORMAT:
        raise RecordError(
            f"The record was made by a newer version of Reftel (format {said['format']})",
            where=str(folder),
            advice="Install that version, or choose another record.",
        )
    schema = said.get("schema") if isinstance(said, dict) and said.get("database") == KIND else None
    if not isinstance(schema, str) or not _SCHEMA_RE.fullmatch(schema):
        raise RecordError(
            f"{FILE}, which names the record's database, is damaged",
            where=str(folder),
            advice="Restore it from a backup of the folder.",
        )
    return schema


def _url() -> str:
    given = os.environ.get(ENVIRONMENT_VARIABLE, "")
    return given.strip()


def _read_url(folder: Path) -> dict[str, Any]:
    """What the environment says of the server, as libpq reads it.

    Raises:
        RecordError: Nothing, nothing that libpq understands, or no database. The address is not repeated: it
            may hold a password.
    """
    from psycopg import ProgrammingError
    from psycopg.conninfo import conninfo_to_dict

    where = str(folder)
    if not _url():
        raise RecordError(
            f"The record's database is on a PostgreSQL server, and {ENVIRONMENT_VARIABLE} is not set",
            where=where,
            advice=_URL_ADVICE,
        )
    try:
        parameters = dict(conninfo_to_dict(_url()))
    except ProgrammingError:
        # Its message may repeat the address, so it does not go along.
        parameters = None
    if parameters is None:
        raise RecordError(
            f"{ENVIRONMENT_VARIABLE} is no address of a PostgreSQL database", where=where, advice=_URL_ADVICE
        )
    if not parameters.get("dbname") and not parameters.get("service"):
        raise RecordError(f"{ENVIRONMENT_VARIABLE} names no database", where=where, advice=_URL_ADVICE)
    return parameters
