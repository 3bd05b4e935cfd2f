"""No canary above a person's clearance comes back by any route; the routes are found in the code."""

from __future__ import annotations

import importlib
import inspect
import json
import pkgutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from html import escape
from pathlib import Path
from typing import Any

import pytest
import typer
from typer.testing import CliRunner

import reftel.record
from reftel.cli.main import app
from reftel.document import Clearance, Marking, Span
from reftel.errors import ReftelError
from reftel.record import Actor, Record, StatementView, orm
from reftel.record.importing import import_paths

KEY, HIDDEN, EMBARGOED = "09AVERTON312", "09AVERTON313", "XAV 2016"
CLEARANCES = ("U", "SBU", "C", "C//NOFORN", "S", "S//NOFORN")
# The words of the telegram's paragraphs, what else says something about them, and who may read it.
PARAGRAPHS = {"OPEN": "U", "SENSITIVE": "SBU", "CONFIDENTIAL": "C", "NOFORN": "C//NOFORN", "SECRET": "S"}
MARKINGS = {
    **{f"CANARY{name}": mark for name, mark in PARAGRAPHS.items()},
    **{f"NOTE{name}": mark for name, mark in PARAGRAPHS.items()},
    **{f"REASON{name}": mark for name, mark in PARAGRAPHS.items()},
    "CANARYSUBJECT": "S",
    "CANARYHIDDEN": "S",
    "CANARYFILE": "S//NOFORN",
    "CANARYTOMB": "S",
}
# Nobody of these sees what is not released.
EMBARGO = "CANARYEMBARGO"

# Functions that name a person and give nothing of a document back.
GIVE_NOTHING = {
    "people.acting.acting",
    "people.queries.require",
    "people.managing.add_actor",
    "people.managing.change_actor",
    "exports.note_export",
}


@dataclass(frozen=True, slots=True)
class World:
    """A record with canaries in all that can hold words."""

    record: Record
    local: Actor
    views: tuple[StatementView, ...]
    spans: tuple[Span, ...]
    doubt: str
    folder: Path


@pytest.fixture
def world(record: Record, tmp_path: Path, mixed_telegram: str, secret_telegram: str, narrative: str) -> World:
    from reftel.record.people.managing import Grant, add_actor
    from reftel.record.people.queries import find_actor
    from reftel.record.people.roles import Role
    from reftel.record.redaction.redacting import redact
    from reftel.record.statements import deciding

    local = find_actor(record)
    files = tmp_path / "files"
    files.mkdir()
    (files / "CANARYFILE.txt").write_text(mixed_telegram)
    (files / "secret.txt").write_text(secret_telegram)
    (files / "n.txt").write_text(narrative.replace("12 cases", f"12 {EMBARGO} cases"))
    import_paths(record, [files / "CANARYFILE.txt", files / "secret.txt"])
    import_paths(record, [files / "n.txt"], embargo_until=datetime(2999, 1, 1, tzinfo=UTC))
    raw, hidden = record.raw_text(local.reader, KEY), record.raw_text(local.reader, HIDDEN)
    assert raw is not None
    assert hidden is not None
    spans = []
    for name in PARAGRAPHS:
        start = raw.index(f"CANARY{name}")
        spans.append(Span(start, start + len(f"CANARY{name}")))
        wording = deciding.Wording("dispute", spans[-1], {"word": f"NOTE{name}"}, f"NOTE{name}")
        made = deciding.add_statement(record, local, KEY, wording)
        made = deciding.amend(record, local, made, deciding.Wording(), reason=f"REASON{name}")
        deciding.add_evidence(record, local, made, KEY, spans[-1])
    at = hidden.index("went well")
    redact(record, local, HIDDEN, Span(at, at + 9), reason="CANARYTOMB")
    # A worse copy, so that what was said waits for a person.
    (files / "copy.txt").write_text(secret_telegram.replace("The Minister said", "He told us"))
    import_paths(record, [files / "copy.txt"])
    for clearance in CLEARANCES:
        add_actor(record, local, clearance, Grant(Role.COORDINATOR, Clearance.parse(clearance)))
    views = tuple(
        view
        for document in record.documents(local.reader)
        for view in record.statements(local.reader, document, all_states=True)
    )
    doubts = record.doubts(local.reader)
    return World(record, local, views, tuple(spans), doubts[0].id if doubts else "0" * 32, tmp_path)


Calls = Callable[[World, Actor], Iterator[Callable[[], object]]]


def on_statements(function: Any, *more: Any, **named: Any) -> Calls:
    """A decision on each statement, as it is and as it was."""

    def calls(world: World, actor: Actor) -> Iterator[Callable[[], object]]:
        for view in world.views:
            yield lambda view=view: function(world.record, actor, view, *more, **named)  # type: ignore[misc]

    return calls


def calls_of() -> dict[str, Calls]:
    """How each function is called that takes a record and names a person."""
    from reftel.record.audit.views import read_trail
    from reftel.record.documents.embargo import set_embargo
    from reftel.record.moving.backups import backup
    from reftel.record.moving.dumping import dump
    from reftel.record.redaction import redacting
    from reftel.record.statements import deciding as d
    from reftel.record.statements.settling import settle

    def on_documents(function: Callable[[World, Actor, Any], object]) -> Calls:
        def calls(world: World, actor: Actor) -> Iterator[Callable[[], object]]:
            for view in world.record.documents(world.local.reader):
                yield lambda view=view: function(world, actor, view)  # type: ignore[misc]

        return calls

    def on_spans(function: Callable[[World, Actor, Span], object]) -> Calls:
        def calls(world: World, actor: Actor) -> Iterator[Callable[[], object]]:
            for span in (*world.spans, Span(0, 900)):
                yield lambda span=span: function(world, actor, span)  # type: ignore[misc]

        return calls

    def once(function: Callable[[World, Actor], object]) -> Calls:
        return lambda world, actor: iter([lambda: function(world, actor)])

    return {
        "audit.views.read_trail": once(lambda w, a: read_trail(w.record, a)),
        "documents.embargo.set_embargo": on_documents(lambda w, a, v: set_embargo(w.record, a, v, None)),
        "importing.run.import_paths": once(
            lambda w, a: import_paths(w.record, [w.folder / "files"], actor=a)
        ),
        "moving.backups.backup": once(lambda w, a: backup(w.record, a, w.folder / f"b-{a.id}")),
        "moving.dumping.dump": once(lambda w, a: dump(w.record, a, w.folder / f"d-{a.id}")),
        "redaction.redacting.finish": once(lambda w, a: redacting.finish(w.record, a)),
        "redaction.redacting.redactions": once(lambda w, a: redacting.redactions(w.record, a)),
        "redaction.redacting.redact": on_spans(
            lambda w, a, s: redacting.redact(w.record, a, HIDDEN, s, reason="A name.")
        ),
        "statements.deciding.add_statement": on_spans(
            lambda w, a, s: d.add_statement(w.record, a, KEY, d.Wording("dispute", s))
        ),
        "statements.deciding.add_evidence": on_statements(d.add_evidence, HIDDEN, Span(0, 9)),
        "statements.deciding.amend": on_statements(d.amend, d.Wording(note="x")),
        "statements.deciding.confirm": on_statements(d.confirm),
        "statements.deciding.reject": on_statements(d.reject),
        "statements.deciding.withdraw": on_statements(d.withdraw),
        "statements.deciding.supersede": lambda w, a: iter(
            [lambda: d.supersede(w.record, a, w.views[0], w.views[-1])]
        ),
        "statements.settling.settle": once(lambda w, a: settle(w.record, a, w.doubt, Span(0, 9))),
    }


def found_routes() -> set[str]:
    """Every function of the record that takes a record and names who reads or acts."""
    orm.start_orm()
    found: set[str] = set()
    for module in pkgutil.walk_packages(reftel.record.__path__, "reftel.record."):
        if ".migrations" in module.name or ".engine" in module.name:
            continue
        members = inspect.getmembers(importlib.import_module(module.name), inspect.isfunction)
        for name, function in members:
            names = set(inspect.signature(function).parameters)
            is_route = "record" in names and names & {"reader", "actor"} and not name.startswith("_")
            if function.__module__ == module.name and is_route:
                found.add(f"{module.name.removeprefix('reftel.record.')}.{name}")
    return found


def tell(call: Callable[[], object]) -> str:
    """What comes back, or what is said instead, in every form that it has."""
    try:
        return repr(call())
    except ReftelError as error:
        sides = (getattr(error, "theirs", ""), getattr(error, "mine", ""))
        return f"{error} {error!r} {error.as_dict()} {sides} {vars(error)}"


def check(told: str, clearance: str, route: str) -> None:
    allowed = Clearance.parse(clearance)
    assert EMBARGO not in told, f"{route} gave {EMBARGO} to {clearance}"
    for canary, marking in MARKINGS.items():
        if canary in told:
            assert allowed.permits(Marking.parse(marking)), f"{route} gave {canary} to {clearance}"


def test_everything_that_can_hold_words_holds_a_canary(world: World) -> None:
    """Else what follows proves nothing of it."""
    from django.apps import apps
    from django.db.models import JSONField, TextField

    canaries = (*MARKINGS, EMBARGO)
    for model in apps.get_app_config("record").get_models():
        if getattr(model, "wordless", ""):
            continue
        rows = model._default_manager.using(world.record.alias)
        for field in model._meta.concrete_fields:
            if isinstance(field, TextField | JSONField):
                held = any(
                    canary in str(v) for v in rows.values_list(field.name, flat=True) for canary in canaries
                )
                is_wordless = field.name in getattr(model, "wordless_columns", {})
                assert held != is_wordless, f"{model.__name__}.{field.name}"
    seen = "".join(
        repr(world.record.documents(world.local.reader))
        + repr(
            [
                world.record.passages(world.local.reader, view)
                for view in world.record.documents(world.local.reader)
            ]
        )
        + repr([world.record.history(world.local.reader, view.id) for view in world.views])
        + tell(next(calls_of()["redaction.redacting.redactions"](world, world.local)))
    )
    assert [canary for canary in canaries if canary not in seen] == []


def test_every_route_is_known() -> None:
    assert found_routes() - GIVE_NOTHING == set(calls_of())


@pytest.mark.parametrize("clearance", CLEARANCES)
def test_no_function_gives_a_canary_above_the_clearance(world: World, clearance: str) -> None:
    from reftel.record.people.queries import find_actor

    actor = find_actor(world.record, clearance)
    for route, calls in calls_of().items():
        for call in calls(world, actor):
            check(tell(call), clearance, route)
    for view in world.views:
        for name in ("statement", "history", "evidence"):
            method = getattr(world.record, name)
            check(repr(method(actor.reader, view.id)), clearance, name)
    check(repr(world.record.doubts(actor.reader)), clearance, "doubts")


def commands() -> dict[tuple[str, ...], Any]:
    """Every command by which somebody reads or acts."""

    def walk(command: Any, names: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Any]]:
        if hasattr(command, "commands"):
            for name, child in command.commands.items():
                yield from walk(child, (*names, name))
        elif {"--as", "--actor"} & {option for item in command.params for option in item.opts}:
            yield names, command

    return dict(walk(typer.main.get_command(app)))


# What to put for an argument, by its name; one that is not here makes the test fail until it is.
ARGUMENTS = {
    "country": ["XAV"], "year": ["2009"], "years": ["2009"],
    "words": ["CANARYOPEN", "CANARYSECRET"], "number": [KEY],
    "tier": ["Tier 2"], "document": [HIDDEN], "kind": ["dispute"], "statement": ["STATEMENT"],
    "by": ["OTHER"], "doubt": ["0"], "name": ["somebody"], "reply_to": [KEY],
    "paths": ["FILES"], "folder": ["OUT"],
}  # fmt: skip


@pytest.mark.parametrize("clearance", CLEARANCES)
def test_no_command_prints_a_canary_above_the_clearance(
    world: World, clearance: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    # What a chart is drawn from tells more than its picture, and is told in a hundredth of the time.
    monkeypatch.setattr(
        "reftel.brief.world.chart_to_svg",
        lambda chart, title: escape(json.dumps([title, chart.to_dict(validate=False)])),
    )
    monkeypatch.setenv("REFTEL_RECORD", str(world.record.path))
    monkeypatch.chdir(world.folder)
    world.record.close()
    hidden = world.views[-1].id
    puts = {"STATEMENT": hidden, "OTHER": world.views[0].id, "FILES": str(world.folder / "files")}
    codes: list[int] = []
    for number, (names, command) in enumerate(commands().items()):
        line = [*names]
        for item in command.params:
            if not item.required and item.param_type_name == "option":
                continue
            values = [puts.get(v, v) for v in ARGUMENTS[item.name]]
            values = [str(world.folder / f"out-{number}") if v == "OUT" else v for v in values]
            line += values if item.param_type_name == "argument" else [item.opts[0], *values]
        options = {option for item in command.params for option in item.opts}
        line += ["--as" if "--as" in options else "--actor", clearance]
        result = CliRunner().invoke(app, line)
        told = result.output + repr(result.exception)
        codes.append(result.exit_code)
        written = b"".join(p.read_bytes() for p in world.folder.glob(f"out-{number}/**/*") if p.is_file())
        # What was asked with is said again, and is nobody's secret.
        for word in line:
            told = told.replace(word, "")
        check(told + written.decode("utf-8", "replace"), clearance, " ".join(line))
    # Most commands were asked for something that there is to ask for.
    assert 70 not in codes
    assert codes.count(2) < len(codes) / 3, codes
