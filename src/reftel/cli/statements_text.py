"""How statements, their versions, evidence and doubts are printed, for people and for programs."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from reftel.cli.console import neutral, out, print_json, printing

if TYPE_CHECKING:
    from reftel.record import Actor, DecisionView, DoubtView, EvidenceView, Record, StatementView


def print_result(statement: StatementView, *, as_json: bool) -> None:
    """A statement after something was done to it."""
    with printing():
        if as_json:
            print_json(as_dict(statement))
        else:
            print_line(statement)


def print_line(statement: StatementView) -> None:
    """A statement in a few lines."""
    words = " ".join(statement.text.split())
    by = statement.author or statement.rule
    head = f"{statement.id[:8]}  {statement.status:<10} {statement.kind}"
    place = f"{statement.document} {statement.passage}".strip()
    out().print(f"[bold]{neutral(head)}[/]  [dim]({statement.marking}) {neutral(place)}, {neutral(by)}[/]")
    out().print(f"  “{neutral(words)}”")
    # What a rule made of the words is often the words again, or where they stand.
    told = {words, statement.passage}
    for name, value in statement.attributes.items():
        if " ".join(str(value).split()) not in told:
            out().print(f"  [dim]{neutral(name)}:[/] {neutral(value)}")
    if statement.note:
        out().print(f"  [italic]{neutral(statement.note)}[/]")


def print_whole(
    statement: StatementView, history: Iterable[DecisionView], evidence: Iterable[EvidenceView]
) -> None:
    """A statement with its versions and its evidence."""
    print_line(statement)
    out().print(f"  [dim]name {statement.id}, words at {statement.span.start}:{statement.span.end}[/]")
    for decision in history:
        why = f": {decision.reason}" if decision.reason else ""
        who = decision.actor or "a rule"
        line = f"{decision.version}  {decision.at:%Y-%m-%d %H:%M} UTC  {decision.action} by {who}{why}"
        out().print(f"  {neutral(line)}")
    for piece in evidence:
        words = " ".join(piece.citation.quote.split())
        out().print(f"  rests on {neutral(piece.citation)}: “{neutral(words)}” [dim]({piece.marking})[/]")


def print_doubt(opened: Record, who: Actor, doubt: DoubtView) -> None:
    """A doubt with the places that may be right."""
    raw = opened.raw_text(who.reader, doubt.document_id)
    out().print(f"[bold]{doubt.id[:8]}[/]  {neutral(_CAUSES[doubt.cause])}")
    print_line(doubt.statement)
    for span in doubt.candidates:
        words = " ".join(span.of(raw).split()) if raw is not None else ""
        out().print(f"  perhaps at {span.start}:{span.end} “{neutral(words)}”")


_CAUSES = {
    "missing": "the words are not in the better copy",
    "several": "the words stand at several places in the better copy",
    "differs": "the words are different in the better copy",
}


def as_dict(statement: StatementView) -> dict[str, object]:
    """A statement as plain values."""
    return {
        "id": statement.id,
        "document": statement.document,
        "document_id": statement.document_id,
        "passage": statement.passage,
        "kind": statement.kind,
        "span": list(statement.span),
        "text": statement.text,
        "rule": statement.rule,
        "author": statement.author,
        "attributes": dict(statement.attributes),
        "note": statement.note,
        "marking": str(statement.marking),
        "status": statement.status,
        "version": statement.version,
    }


def decision_as_dict(decision: DecisionView) -> dict[str, object]:
    """A version as plain values."""
    return {
        "version": decision.version,
        "action": decision.action,
        "actor": decision.actor,
        "at": decision.at.isoformat(),
        "reason": decision.reason,
        "kind": decision.kind,
        "span": list(decision.span),
        "attributes": dict(decision.attributes),
        "note": decision.note,
        "status": decision.status,
        "successor": decision.successor,
        "marking": str(decision.marking),
    }


def evidence_as_dict(piece: EvidenceView) -> dict[str, object]:
    """A piece of evidence as plain values."""
    return {
        "document": piece.citation.document,
        "document_id": piece.document_id,
        "passage": piece.citation.paragraph,
        "span": list(piece.citation.span),
        "text": piece.citation.quote,
        "actor": piece.actor,
        "at": piece.at.isoformat(),
        "marking": str(piece.marking),
    }


def doubt_as_dict(doubt: DoubtView) -> dict[str, object]:
    """A doubt as plain values."""
    return {
        "id": doubt.id,
        "cause": doubt.cause,
        "statement": as_dict(doubt.statement),
        "document_id": doubt.document_id,
        "candidates": [list(span) for span in doubt.candidates],
    }
