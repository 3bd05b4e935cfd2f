"""The digest of each thing that the trail covers, taken from its rows as they are now."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from reftel.document import Marking
from reftel.record.audit.digests import digest_of, digest_of_many
from reftel.record.documents.models import CountryRow, DocumentRow, PassageRow
from reftel.record.markings.models import load_markings
from reftel.record.people.models import ActorRow
from reftel.record.problems.models import ProblemRow
from reftel.record.statements.models import DecisionRow, DoubtRow, EvidenceRow, StatementRow
from reftel.record.statements.state import state_of

# All but what may change later, which has entries of its own in the trail.
_DOCUMENT_COLUMNS = (
    "uid", "kind", "key", "sha256", "title", "year", "about_year", "tail", "encoding", "file_name", "size",
    "added_at", "reader_version",
)  # fmt: skip
_PASSAGE_COLUMNS = ("ordinal", "kind", "label", "start", "end", "gap", "text", "marking")
_PROBLEM_COLUMNS = ("ordinal", "code", "severity", "message", "start", "end", "marking")


def digest_document(alias: str, row: DocumentRow) -> str:
    """The digest of a document with everything that came with it: passages, problems and proposals."""
    return digest_of_many(_document_parts(alias, row))


def digest_release(row: DocumentRow) -> str:
    """The digest of what a document's embargo is now."""
    return digest_of([row.uid, row.embargo_until, row.version])


def digest_decision(row: DecisionRow) -> str:
    """The digest of a decision, with what never changes in its statement.

    Needs actor and successor, and the statement with its document and author.
    """
    statement = row.statement
    successor = row.successor.uid if row.successor is not None else ""
    return digest_of(
        [
            *(statement.uid, statement.document.uid, statement.rule, _name(statement.author)),
            *(row.version, row.action, _name(row.actor), row.at, row.reason, row.state, successor),
        ]
    )


def digest_evidence(row: EvidenceRow) -> str:
    """The digest of a piece of evidence; needs its statement, document, passage, marking and actor."""
    return digest_of(
        [
            *(row.statement.uid, row.ordinal, row.document.uid, row.passage.ordinal, row.start, row.end),
            *(str(row.marking.value), row.actor.uid, row.at),
        ]
    )


def digest_doubt(row: DoubtRow) -> str:
    """The digest of a doubt; needs its statement, document, marking and who settled it."""
    return digest_of(
        [
            *(row.uid, row.statement.uid, row.document.uid, row.candidates, row.cause, row.at),
            *(row.settled_at, _name(row.settled_by), str(row.marking.value)),
        ]
    )


def digest_actor(row: ActorRow) -> str:
    """The digest of a person's row."""
    columns = (
        "uid",
        "name",
        "role",
        "level",
        "caveats",
        "sees_embargoed",
        "added_at",
        "retired_at",
        "version",
    )
    return digest_of([getattr(row, column) for column in columns])


def _name(actor: ActorRow | None) -> str:
    return actor.uid if actor is not None else ""


def _document_parts(alias: str, row: DocumentRow) -> Iterator[object]:
    markings = load_markings(alias)
    yield [
        *(getattr(row, column) for column in _DOCUMENT_COLUMNS),
        *(str(markings[number]) for number in (row.title_marking_id, row.marking_id, row.about_marking_id)),
    ]
    links = CountryRow.objects.using(alias).filter(document=row).order_by("ordinal")
    yield [[iso3, str(markings[number])] for iso3, number in links.values_list("iso3", "marking")]
    passages = PassageRow.objects.using(alias).filter(document=row).order_by("ordinal")
    for values in passages.values_list(*_PASSAGE_COLUMNS):
        yield [*values[:-1], str(markings[values[-1]])]
    problems = ProblemRow.objects.using(alias).filter(document=row).order_by("ordinal")
    for values in problems.values_list(*_PROBLEM_COLUMNS):
        yield [*values[:-1], str(markings[values[-1]])]
    yield from _proposals(alias, row, markings)


def _proposals(alias: str, row: DocumentRow, markings: Mapping[int, Marking]) -> Iterator[object]:
    """What the machine proposed, as it was before anybody decided on it.

    Not what was brought here from another copy: that came later, and its versions are in the trail.
    """
    first = DecisionRow.objects.using(alias).filter(statement__document=row, version=0)
    carried = set(first.exclude(action="propose").values_list("statement_id", flat=True))
    proposed = dict(first.values_list("statement_id", "state"))
    ordinals = dict(PassageRow.objects.using(alias).filter(document=row).values_list("pk", "ordinal"))
    rows = StatementRow.objects.using(alias).filter(document=row, author=None).exclude(rule="")
    for statement in rows.order_by("pk"):
        if statement.pk in carried:
            continue
        state = proposed.get(statement.pk) or state_of(
            statement, ordinals[statement.passage_id], markings[statement.marking_id]
        )
        yield [statement.uid, statement.rule, state]
