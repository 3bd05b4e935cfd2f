"""The database that a new record gets is the one that the models describe."""

from __future__ import annotations

from reftel.record import orm, schema


def test_no_change_of_a_model_lacks_its_migration() -> None:
    orm.start_orm()
    from django.apps import apps
    from django.db.migrations.autodetector import MigrationAutodetector
    from django.db.migrations.loader import MigrationLoader
    from django.db.migrations.state import ProjectState

    state = MigrationLoader(None, ignore_no_initial=True).project_state()
    changes = MigrationAutodetector(state, ProjectState.from_apps(apps)).changes(graph=_graph())
    assert changes == {}, "run makemigrations; see reftel.record.settings"


def test_the_steps_that_are_looked_for_are_those_that_django_knows() -> None:
    orm.start_orm()
    assert schema.known_steps() == {name for app, name in _graph().nodes if app == schema.APP}


def _graph():  # type: ignore[no-untyped-def]
    from django.db.migrations.loader import MigrationLoader

    return MigrationLoader(None, ignore_no_initial=True).graph
