"""Why a PostgreSQL server cannot be reached or lets nobody in, as one clear sentence."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from reftel.errors import RecordError

if TYPE_CHECKING:
    from psycopg import OperationalError
    from psycopg.pq.abc import PGconn

_SETTING = "REFTEL_DATABASE_URL"

# matches: 'invalid sslmode value: "x"', 'invalid integer value "x" for'; does not match: "host 'db.invalid'"
_NONSENSE_RE = re.compile(r"\binvalid \w+ value\b")


def explain_refusal(error: OperationalError, parameters: Mapping[str, Any], where: str) -> RecordError:
    """The sentence for a connection that did not come about.

    What fails on this side is always told in English by the driver; what the server says may be in any
    language, so that a refusal which is not understood is told as one.

    Args:
        error: What the driver raised. Its words are not repeated.
        parameters: What was connected with.
        where: The record's folder.
    """
    said = str(error)
    attempt = error.pgconn
    server = f"The database server {_place(parameters, attempt)}"
    user_advice = f"Check user and password in {_SETTING}."
    if attempt is not None and attempt.needs_password:
        return RecordError(f"{server} asks for a password", where=where, advice=user_advice)
    if "password authentication failed" in said:
        return RecordError(f"{server} does not accept user or password", where=where, advice=user_advice)
    if "FATAL" in said or (attempt is not None and attempt.used_password):
        return _explain_fatal(said, server, parameters, where)
    if "SSL" in said or "certificate" in said:
        return RecordError(
            f"No encrypted connection to {server[0].lower()}{server[1:]} can be made",
            where=where,
            advice=f"Check sslmode in {_SETTING} and the server's certificate.",
        )
    if _NONSENSE_RE.search(said):
        return RecordError(f"{_SETTING} holds a setting that makes no sense", where=where)
    return RecordError(
        f"{server} cannot be reached",
        where=where,
        advice=f"Check that it runs, and host and port in {_SETTING}.",
    )


def _explain_fatal(said: str, server: str, parameters: Mapping[str, Any], where: str) -> RecordError:
    if "too many" in said or "remaining connection slots" in said:
        return RecordError(f"{server} has no connection left", where=where, advice="Try again later.")
    if "starting up" in said or "shutting down" in said or "recovery" in said:
        return RecordError(f"{server} is starting or stopping", where=where, advice="Try again in a minute.")
    if "database" in said and "does not exist" in said:
        return RecordError(
            f"{server} has no database “{parameters.get('dbname', '')}”",
            where=where,
            advice=f"Make it there, or check {_SETTING}.",
        )
    return RecordError(
        f"{server} does not let this user in",
        where=where,
        advice=f"Check {_SETTING}, or ask who looks after the server.",
    )


def _place(parameters: Mapping[str, Any], attempt: PGconn | None) -> str:
    """Host and port, as a person would look for them; what was not given the driver has from elsewhere."""
    host = str(parameters.get("host") or (attempt.host.decode() if attempt is not None else ""))
    port = str(parameters.get("port") or (attempt.port.decode() if attempt is not None else ""))
    if not host:
        return "on this machine"
    return f"at {host}" if host.startswith("/") or not port else f"at {host}:{port}"
