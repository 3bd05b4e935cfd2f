"""Django's ORM without the rest of Django, on as many records as are opened."""

from __future__ import annotations

from collections.abc import Hashable
from itertools import count
from typing import Any

from reftel.record.database.model import Database

_NUMBERS = count(1)
_OPEN: dict[str, Database] = {}
_KEPT: dict[str, dict[Hashable, Any]] = {}


def start_orm() -> None:
    """Make the models usable; once per process, and without touching a set-up that is already there."""
    from django.apps import apps
    from django.conf import settings as django_settings

    if not django_settings.configured:
        from reftel.record import settings

        django_settings.configure(
            **{name: getattr(settings, name) for name in dir(settings) if name.isupper()}
        )
    if not apps.ready:
        # django.setup() would load logging and URL handling as well, a tenth of a second for nothing.
        apps.populate(django_settings.INSTALLED_APPS)


def connect(database: Database) -> str:
    """Make a database known to Django.

    Each record has an alias of its own, so that two can be open at once and a query that forgot to say
    which one meets no database at all.

    Returns:
        The alias for ``using``.
    """
    start_orm()
    from django.db import connections

    alias = f"record-{next(_NUMBERS)}"
    settings = {"default": {}, alias: database.settings()}
    connections.settings[alias] = connections.configure_settings(settings)[alias]
    _OPEN[alias] = database
    _KEPT[alias] = {}
    return alias


def database_of(alias: str) -> Database:
    """The database that an alias stands for."""
    return _OPEN[alias]


def kept_for(alias: str) -> dict[Hashable, Any]:
    """What was found out about an open record and stays true; gone when it is closed."""
    return _KEPT[alias]


def check_connection(alias: str) -> None:
    """Open the connection now, so that what prevents it is said at once."""
    from django.db import connections

    connections[alias].ensure_connection()


def disconnect(alias: str) -> None:
    """Close this thread's connection and forget the alias; nothing if that was done before."""
    from django.db import connections

    if alias not in connections.settings:
        return
    connections[alias].close()
    del connections[alias]
    del connections.settings[alias]
    del _OPEN[alias]
    del _KEPT[alias]
