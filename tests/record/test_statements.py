"""What people decide is kept version by version, cites words, and is never lost or overwritten."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from reftel.document import Clearance, Level, Marking, Reader, Span
from reftel.errors import ConflictError, DecisionError, NotAllowedError
from reftel.record import Actor, Record, StatementView
from reftel.record.importing import import_paths

KEY = "09AVERTON312"
# The telegram's second paragraph.
WORDS = "The Minister argued that the CANARYSENSITIVE sentence was misleading."


@pytest.fixture
def filled(record: Record, files: Path) -> Record:
    import_paths(record, [files])
    return record


@pytest.fixture
def local(filled: Record) -> Actor:
    from reftel.record.people.queries import find_actor

    return find_actor(filled)


def span_of(record: Record, reader: Reader, words: str, key: str = KEY) -> Span:
    raw = record.raw_text(reader, key)
    assert raw is not None
    start = raw.index(words)
    return Span(start, start + len(words))


def proposal(record: Record, reader: Reader, kind: str = "position") -> StatementView:
    return record.statements(reader, KEY, kind=kind)[0]


def test_what_the_machine_finds_is_a_proposal_with_its_rule(filled: Record, full_reader: Reader) -> None:
    for statement in filled.statements(full_reader, KEY):
        assert statement.status == "proposed"
        assert statement.version == 0
        assert statement.author is None
        name, version = statement.rule.split("/")
        assert name
        assert int(version) >= 1


def test_each_decision_is_a_version_with_who_and_when(filled: Record, local: Actor) -> None:
    from reftel.record.statements import deciding

    first = proposal(filled, local.reader)
    confirmed = deciding.confirm(filled, local, first, reason="The Minister's own words.")
    assert (confirmed.status, confirmed.version) == ("confirmed", 1)
    change = deciding.Wording(attributes={"side": "theirs"}, note="As told on June 18.")
    amended = deciding.amend(filled, local, confirmed, change)
    assert (amended.attributes, amended.note, amended.version) == (
        {"side": "theirs"},
        "As told on June 18.",
        2,
    )
    assert deciding.withdraw(filled, local, amended).status == "withdrawn"
    history = filled.history(local.reader, first.id)
    assert [decision.action for decision in history] == ["propose", "confirm", "amend", "withdraw"]
    assert [decision.version for decision in history] == [0, 1, 2, 3]
    assert [decision.actor for decision in history] == [None, "local", "local", "local"]
    assert history[0].attributes == first.attributes
    assert history[1].reason == "The Minister's own words."
    assert first.id not in {view.id for view in filled.statements(local.reader, KEY)}
    assert first.id in {view.id for view in filled.statements(local.reader, KEY, all_states=True)}


def test_a_second_person_is_told_both_versions_and_changes_nothing(filled: Record, local: Actor) -> None:
    from reftel.record.statements import deciding

    first = proposal(filled, local.reader)
    deciding.confirm(filled, local, first, reason="Right.")
    with pytest.raises(ConflictError) as caught:
        deciding.reject(filled, local, first, reason="Wrong.")
    assert caught.value.theirs["action"] == "confirm"
    assert caught.value.theirs["reason"] == "Right."
    assert caught.value.mine == {"action": "reject", "reason": "Wrong."}
    after = filled.statement(local.reader, first.id)
    assert after is not None
    assert (after.status, after.version) == ("confirmed", 1)


def test_a_person_states_something_about_words(filled: Record, local: Actor) -> None:
    from reftel.record.statements import deciding

    span = span_of(filled, local.reader, "CANARYSENSITIVE sentence")
    made = deciding.add_statement(
        filled, local, KEY, deciding.Wording("dispute", span, note="See the court's figures.")
    )
    assert made.text == "CANARYSENSITIVE sentence"
    assert (made.author, made.rule, made.status, made.version) == ("local", "", "confirmed", 0)
    assert made.passage == "¶2"
    assert made.marking == Marking(Level.SBU)
    assert [decision.action for decision in filled.history(local.reader, made.id)] == ["state"]


def test_evidence_raises_the_marking_of_what_rests_on_it(filled: Record, local: Actor) -> None:
    from reftel.record.statements import deciding

    span = span_of(filled, local.reader, "CANARYSENSITIVE sentence")
    made = deciding.add_statement(filled, local, KEY, deciding.Wording("dispute", span))
    secret = span_of(filled, local.reader, "CANARYSECRET file")
    after = deciding.add_evidence(filled, local, made, KEY, secret)
    assert after.marking.level is Level.S
    (evidence,) = filled.evidence(local.reader, made.id)
    assert evidence.citation.quote == "CANARYSECRET file"
    assert filled.statement(Reader("lower", Clearance(Level.SBU)), made.id) is None


def test_another_takes_the_place_of_a_statement(filled: Record, local: Actor) -> None:
    from reftel.record.statements import deciding

    first = proposal(filled, local.reader)
    made = deciding.add_statement(
        filled, local, KEY, deciding.Wording("position", first.span, note="Better put.")
    )
    after = deciding.supersede(filled, local, first, made)
    assert after.status == "superseded"
    assert filled.history(local.reader, first.id)[-1].successor == made.id
    with pytest.raises(DecisionError, match="What is superseded cannot be confirmed"):
        deciding.confirm(filled, local, after)


@pytest.mark.parametrize(
    ("start", "end"),
    [(0, 0), (10**6, 10**6 + 5), (5, 2), (0, 10**6)],
)
def test_evidence_that_cites_nothing_is_refused(filled: Record, local: Actor, start: int, end: int) -> None:
    from reftel.record.statements import deciding

    before = filled.statements(local.reader, KEY, all_states=True)
    with pytest.raises(DecisionError, match="There are no words"):
        deciding.add_statement(filled, local, KEY, deciding.Wording("dispute", Span(start, end)))
    with pytest.raises(DecisionError, match="There is no document"):
        deciding.add_statement(filled, local, "09NOWHERE1", deciding.Wording("dispute", Span(0, 5)))
    assert filled.statements(local.reader, KEY, all_states=True) == before


def test_nobody_decides_on_what_he_may_not_read(filled: Record, local: Actor) -> None:
    from reftel.record.people import managing
    from reftel.record.people.roles import Role
    from reftel.record.statements import deciding

    officer = managing.add_actor(filled, local, "officer", managing.Grant(Role.OFFICER, Clearance(Level.U)))
    secret = next(v for v in filled.statements(local.reader, KEY) if v.marking.level is Level.S)
    with pytest.raises(DecisionError, match="There is no such statement"):
        deciding.confirm(filled, officer, secret)
    span = span_of(filled, local.reader, "CANARYSECRET")
    with pytest.raises(DecisionError, match="There are no words"):
        deciding.add_statement(filled, officer, KEY, deciding.Wording("dispute", span))
    opened = next(v for v in filled.statements(officer.reader, KEY))
    change = deciding.Wording(marking=Marking(Level.S))
    with pytest.raises(NotAllowedError, match="above his own clearance"):
        deciding.amend(filled, officer, opened, change)
    assert filled.history(local.reader, opened.id) == ()


def test_a_reader_decides_nothing_and_the_trail_tells_that_he_tried(filled: Record, local: Actor) -> None:
    from reftel.record.audit import trail
    from reftel.record.people import managing
    from reftel.record.people.roles import Role
    from reftel.record.statements import deciding

    reader = managing.add_actor(filled, local, "guest", managing.Grant(Role.READER, Clearance(Level.S, None)))
    first = proposal(filled, local.reader)
    with pytest.raises(NotAllowedError, match="“guest” may not add to the record"):
        deciding.confirm(filled, reader, first)
    with pytest.raises(NotAllowedError, match="may not take documents"):
        import_paths(filled, [], actor=reader)
    assert [entry.action for entry in trail.entries(filled.alias)][-2:] == ["refuse", "refuse"]


@pytest.mark.parametrize("decision", ["reject", "withdraw"])
def test_what_is_rejected_does_not_come_back_with_another_copy(
    filled: Record, local: Actor, tmp_path: Path, mixed_telegram: str, decision: str
) -> None:
    from reftel.record.statements import deciding

    first = proposal(filled, local.reader)
    others = {(v.kind, v.text) for v in filled.statements(local.reader, KEY)}
    if decision == "withdraw":
        deciding.withdraw(filled, local, deciding.confirm(filled, local, first))
    else:
        deciding.reject(filled, local, first, reason="He said no such thing.")
    copy = tmp_path / "copy.txt"
    copy.write_text("\n\n" + mixed_telegram.replace("Poloff met", "Poloff  met"))
    assert import_paths(filled, [copy]).total_added == 1
    standing = {(v.kind, v.text) for v in filled.statements(local.reader, KEY)}
    assert (first.kind, first.text) not in standing
    assert standing == others - {(first.kind, first.text)}


def test_decisions_move_to_a_better_copy(
    filled: Record, local: Actor, tmp_path: Path, mixed_telegram: str
) -> None:
    from reftel.record.statements import deciding

    first = proposal(filled, local.reader)
    deciding.confirm(filled, local, first)
    span = span_of(filled, local.reader, "CANARYSENSITIVE sentence")
    made = deciding.add_statement(filled, local, KEY, deciding.Wording("dispute", span, note="Mine."))
    deciding.add_evidence(filled, local, made, KEY, span_of(filled, local.reader, "CANARYOPEN"))
    old = filled.document(local.reader, KEY)
    copy = tmp_path / "copy.txt"
    # The same words, wrapped otherwise and further down.
    copy.write_text(
        "\n\n\n" + mixed_telegram.replace("CANARYSENSITIVE sentence", "CANARYSENSITIVE\nsentence")
    )
    import_paths(filled, [copy])
    new = filled.document(local.reader, KEY)
    assert old is not None
    assert new is not None
    assert new.id != old.id
    moved = {v.kind: v for v in filled.statements(local.reader, KEY) if v.status == "confirmed"}
    assert moved["position"].text.split() == first.text.split()
    assert moved["dispute"].text == "CANARYSENSITIVE\nsentence"
    assert moved["dispute"].note == "Mine."
    assert [e.citation.quote for e in filled.evidence(local.reader, moved["dispute"].id)] == ["CANARYOPEN"]
    gone = filled.statement(local.reader, made.id)
    assert gone is not None
    assert gone.status == "superseded"
    assert filled.history(local.reader, made.id)[-1].successor == moved["dispute"].id
    assert filled.doubts(local.reader) == ()


def test_what_is_not_surely_found_waits_for_a_person(
    filled: Record, local: Actor, tmp_path: Path, mixed_telegram: str, reader_of: Callable[[str], Reader]
) -> None:
    from reftel.record.statements import deciding
    from reftel.record.statements.settling import settle

    span = span_of(filled, local.reader, WORDS)
    made = deciding.add_statement(filled, local, KEY, deciding.Wording("dispute", span))
    copy = tmp_path / "copy.txt"
    copy.write_text(mixed_telegram.replace("sentence was misleading", "passages were misleading"))
    import_paths(filled, [copy])
    (doubt,) = filled.doubts(local.reader)
    assert doubt.statement.id == made.id
    assert doubt.cause == "differs"
    assert filled.doubts(reader_of("U")) == ()
    raw = filled.raw_text(local.reader, doubt.document_id)
    assert raw is not None
    assert doubt.candidates[0].of(raw).startswith("The Minister argued")
    start = raw.index("The Minister argued")
    after = settle(filled, local, doubt.id, Span(start, raw.index("misleading.") + len("misleading.")))
    assert after.document_id == doubt.document_id
    assert filled.doubts(local.reader) == ()
    with pytest.raises(ConflictError):
        settle(filled, local, doubt.id, None)
