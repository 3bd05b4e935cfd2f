"""The database that a new record gets is the one that the models describe."""

from __future__ import annotations

from django.apps import apps
from django.db.migrations.autodetector import MigrationAutodetector
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ProjectState

from reftel.record import orm, schema
from reftel.record.database import model


def load_shipped() -> MigrationLoader:
    orm.start_orm()
    return MigrationLoader(None)


def test_no_change_of_a_model_lacks_its_migration() -> None:
    loader = load_shipped()
    detector = MigrationAutodetector(loader.project_state(), ProjectState.from_apps(apps))
    assert detector.changes(graph=loader.graph) == {}, "run makemigrations; see reftel.record.settings"


def test_the_steps_that_are_looked_for_are_those_that_django_knows() -> None:
    assert schema.known_steps() == {name for app, name in load_shipped().graph.nodes if app == model.APP}
