"""A record with something in every table."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from reftel.document import Clearance, Level, Span
from reftel.record import Actor, Record
from reftel.record.importing import import_paths

KEY = "09AVERTON312"
REDACTED = "CANARYNOFORN"
# Two people's words, and a doubt about the second statement once the other copy is there.
QUOTED = "CANARYOPEN"
DOUBTED = "The Minister argued that the CANARYSENSITIVE sentence was misleading."


def fill_whole(record: Record, files: Path) -> Actor:
    """Import, decide, cite, doubt, put under an embargo, redact; gives the local actor."""
    from reftel.record.documents.embargo import set_embargo
    from reftel.record.people.managing import Grant, add_actor
    from reftel.record.people.queries import find_actor
    from reftel.record.people.roles import Role
    from reftel.record.redaction.redacting import redact
    from reftel.record.statements import deciding

    local = find_actor(record)
    import_paths(record, [files / "a.txt", files / "b.txt"])
    officer = add_actor(
        record, local, "Ms Ólafsdóttir", Grant(Role.OFFICER, Clearance(Level.S, None), sees_embargoed=True)
    )
    add_actor(record, local, "guest", Grant(Role.READER, Clearance(Level.SBU)))
    first, second, *_ = record.statements(local.reader, KEY)
    deciding.confirm(record, officer, first, reason="His own words.")
    deciding.reject(record, local, second, reason="He said no such thing.")
    made = deciding.add_statement(
        record,
        officer,
        KEY,
        deciding.Wording("dispute", span_of(record, local, DOUBTED), {"side": "theirs"}, "See “B” — ½."),
    )
    deciding.add_evidence(record, officer, made, KEY, span_of(record, local, QUOTED))
    narrative = next(view for view in record.documents(local.reader, kind="narrative"))
    set_embargo(record, local, narrative, datetime(2030, 6, 20, 14, 0, tzinfo=UTC))
    redact(record, local, KEY, span_of(record, local, REDACTED), reason="A source in danger.")
    copy = files / "copy.txt"
    text = (files / "a.txt").read_text(encoding="utf-8").replace(REDACTED, "other-friend")
    copy.write_text(text.replace("sentence was misleading", "passages were misleading"), encoding="utf-8")
    import_paths(record, [copy])
    assert record.doubts(local.reader)
    return local


def span_of(record: Record, actor: Actor, words: str, document: str = KEY) -> Span:
    """Where words stand in a document."""
    raw = record.raw_text(actor.reader, document)
    assert raw is not None
    return Span(raw.index(words), raw.index(words) + len(words))


def bytes_in(folder: Path) -> dict[str, bytes]:
    """Every file in a folder with its bytes."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
