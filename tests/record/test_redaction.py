"""After a redaction the words are nowhere in the record's files, and everything else is as it was."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

import pytest

from reftel.document import Span
from reftel.errors import DecisionError, NotAllowedError
from reftel.record import Actor, Record
from reftel.record.importing import import_paths

KEY = "09AVERTON312"


@dataclass(frozen=True, slots=True)
class Words:
    """Words of one test alone: a server keeps bytes of other tests' records for a while."""

    confidential: str
    secret: str
    subject: str


@pytest.fixture
def words() -> Words:
    own = uuid4().hex.upper()
    return Words(f"CONFIDENTIAL{own}", f"SECRET{own}", f"SUBJECT{own}")


@pytest.fixture
def files(tmp_path: Path, mixed_telegram: str, words: Words) -> Path:
    folder = tmp_path / "files"
    folder.mkdir()
    text = mixed_telegram.replace("CANARYCONFIDENTIAL", words.confidential)
    text = text.replace("CANARYSECRET", words.secret).replace("CANARYSUBJECT", words.subject)
    (folder / "a.txt").write_text(text, encoding="utf-8")
    return folder


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


def bytes_of(record: Record) -> bytes:
    """All that the record keeps anywhere: its folder, and on PostgreSQL the server's tables and log."""
    from django.db import connections

    folders = [record.path]
    if connections[record.alias].vendor == "postgresql":
        with connections[record.alias].cursor() as cursor:
            cursor.execute("CHECKPOINT")
            cursor.execute("SHOW data_directory")
            folders.append(Path(cursor.fetchone()[0]))
    return b"\n".join(
        _read(path) for folder in folders for path in sorted(folder.rglob("*")) if path.is_file()
    )


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError:  # the server removes files while it runs
        return b""


def test_no_byte_is_left_anywhere(filled: Record, local: Actor, files: Path, words: Words) -> None:
    from reftel.record.redaction.redacting import redact
    from reftel.record.statements import deciding

    promise = next(v for v in filled.statements(local.reader, KEY) if words.confidential in v.text)
    deciding.confirm(filled, local, promise, reason=f"He did say {words.confidential}.")
    other = span_of(filled, local, "CANARYSENSITIVE sentence")
    made = deciding.add_statement(
        filled,
        local,
        KEY,
        deciding.Wording(
            "dispute", other, note=f"Like the {words.confidential.lower()} decree, {words.confidential}."
        ),
    )
    assert words.confidential.encode() in bytes_of(filled)
    before = filled.raw_text(local.reader, KEY)
    assert before is not None
    span = span_of(filled, local, words.confidential)
    outcome = redact(filled, local, KEY, span, reason=f"The source is in danger, not {words.confidential}.")
    assert outcome.redaction.is_wiped
    found = bytes_of(filled)
    assert words.confidential.encode() not in found
    assert words.confidential.lower().encode() not in found
    after = filled.raw_text(local.reader, KEY)
    assert after == before.replace(words.confidential, "█" * len(words.confidential))
    original = filled.original_bytes(local.reader, KEY)
    assert original is not None
    assert original.decode() == after
    statement = filled.statement(local.reader, made.id)
    assert statement is not None
    assert statement.text == "CANARYSENSITIVE sentence"
    # The same file again brings nothing back.
    assert import_paths(filled, [files]).total_added == 0
    assert words.confidential.encode() not in bytes_of(filled)


def test_the_title_goes_with_the_subject(filled: Record, local: Actor, words: Words) -> None:
    from reftel.record.redaction.redacting import redact

    redact(filled, local, KEY, span_of(filled, local, words.subject), reason="A name.")
    view = filled.document(local.reader, KEY)
    assert view is not None
    assert words.subject not in (view.title or "")
    assert words.subject.encode() not in bytes_of(filled)


def test_a_second_redaction_takes_away_what_the_first_one_kept(
    filled: Record, local: Actor, words: Words
) -> None:
    from reftel.record.redaction.redacting import redact, redactions

    for word in (words.confidential, words.secret):
        redact(filled, local, KEY, span_of(filled, local, word), reason="A name.")
    assert words.secret.encode() not in bytes_of(filled)
    assert len(redactions(filled, local, KEY)) == 2


def test_who_may_not_redact_changes_nothing(filled: Record, local: Actor, words: Words) -> None:
    from reftel.document import FULL_CLEARANCE
    from reftel.record.people.managing import Grant, add_actor
    from reftel.record.people.roles import Role
    from reftel.record.redaction.redacting import redact

    officer = add_actor(filled, local, "officer", Grant(Role.OFFICER, FULL_CLEARANCE))
    span = span_of(filled, local, words.confidential)
    with pytest.raises(NotAllowedError):
        redact(filled, officer, KEY, span, reason="No.")
    with pytest.raises(DecisionError, match="needs a reason"):
        redact(filled, local, KEY, span, reason=" ")
    assert words.confidential in (filled.raw_text(local.reader, KEY) or "")
