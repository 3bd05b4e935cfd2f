"""After a redaction the words are nowhere in the record's files, and everything else is as it was."""

from __future__ import annotations

from pathlib import Path

import pytest

from reftel.document import Span
from reftel.errors import DecisionError, NotAllowedError
from reftel.record import Actor, Record
from reftel.record.importing import import_paths

KEY = "09AVERTON312"
CANARY = "CANARYCONFIDENTIAL"


@pytest.fixture
def filled(record: Record, files: Path) -> Record:
    import_paths(record, [files])
    return record


@pytest.fixture
def local(filled: Record) -> Actor:
    from reftel.record.people.queries import find_actor

    return find_actor(filled)


def span_of(record: Record, actor: Actor, words: str) -> Span:
    raw = record.raw_text(actor.reader, KEY)
    assert raw is not None
    return Span(raw.index(words), raw.index(words) + len(words))


def bytes_of(folder: Path) -> bytes:
    return b"\n".join(path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file())


def test_no_byte_is_left_anywhere(filled: Record, local: Actor, files: Path) -> None:
    from reftel.record.redaction.redacting import redact
    from reftel.record.statements import deciding

    promise = next(v for v in filled.statements(local.reader, KEY) if CANARY in v.text)
    deciding.confirm(filled, local, promise, reason=f"He did say {CANARY}.")
    other = span_of(filled, local, "CANARYSENSITIVE sentence")
    made = deciding.add_statement(
        filled,
        local,
        KEY,
        deciding.Wording("dispute", other, note=f"Like the canaryconfidential decree, {CANARY}."),
    )
    assert CANARY.encode() in bytes_of(filled.path)
    before = filled.raw_text(local.reader, KEY)
    assert before is not None
    span = span_of(filled, local, CANARY)
    outcome = redact(filled, local, KEY, span, reason=f"The source is in danger, not {CANARY}.")
    assert outcome.redaction.is_wiped
    found = bytes_of(filled.path)
    assert CANARY.encode() not in found
    assert CANARY.lower().encode() not in found
    after = filled.raw_text(local.reader, KEY)
    assert after == before.replace(CANARY, "█" * len(CANARY))
    original = filled.original_bytes(local.reader, KEY)
    assert original is not None
    assert original.decode() == after
    statement = filled.statement(local.reader, made.id)
    assert statement is not None
    assert statement.text == "CANARYSENSITIVE sentence"
    # The same file again brings nothing back.
    assert import_paths(filled, [files]).total_added == 0
    assert CANARY.encode() not in bytes_of(filled.path)


def test_the_title_goes_with_the_subject(filled: Record, local: Actor) -> None:
    from reftel.record.redaction.redacting import redact

    redact(filled, local, KEY, span_of(filled, local, "CANARYSUBJECT"), reason="A name.")
    view = filled.document(local.reader, KEY)
    assert view is not None
    assert "CANARYSUBJECT" not in (view.title or "")
    assert b"CANARYSUBJECT" not in bytes_of(filled.path)


def test_a_second_redaction_takes_away_what_the_first_one_kept(filled: Record, local: Actor) -> None:
    from reftel.record.redaction.redacting import redact, redactions

    for words in (CANARY, "CANARYSECRET"):
        redact(filled, local, KEY, span_of(filled, local, words), reason="A name.")
    assert b"CANARYSECRET" not in bytes_of(filled.path)
    assert len(redactions(filled, local, KEY)) == 2


def test_who_may_not_redact_changes_nothing(filled: Record, local: Actor) -> None:
    from reftel.document import FULL_CLEARANCE
    from reftel.record.people.managing import Grant, add_actor
    from reftel.record.people.roles import Role
    from reftel.record.redaction.redacting import redact

    officer = add_actor(filled, local, "officer", Grant(Role.OFFICER, FULL_CLEARANCE))
    span = span_of(filled, local, CANARY)
    with pytest.raises(NotAllowedError):
        redact(filled, officer, KEY, span, reason="No.")
    with pytest.raises(DecisionError, match="needs a reason"):
        redact(filled, local, KEY, span, reason=" ")
    assert CANARY in (filled.raw_text(local.reader, KEY) or "")
