"""Whether texts are whole, citations land, and statements are what was decided."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from reftel.document import Marking
from reftel.record.documents.models import DocumentRow, PassageRow
from reftel.record.markings.models import load_markings
from reftel.record.redaction.models import RedactionRow
from reftel.record.redaction.scrub import BLOCK
from reftel.record.statements.models import DecisionRow, EvidenceRow, StatementRow
from reftel.record.statements.state import State, state_of
from reftel.record.verifying.contents import batches
from reftel.record.verifying.report import Findings


def check_words(alias: str, findings: Findings, tell: Callable[[str, int], None]) -> None:
    """Look through every document with all that is said of it."""
    markings = load_markings(alias)
    done = 0
    for batch in batches(DocumentRow.objects.using(alias).order_by("pk")):
        for document in batch:
            _Checker(alias, document, _read_text(alias, document), markings, findings).check()
        done += len(batch)
        tell("texts", done)
    findings.count("documents", done)


@dataclass(frozen=True, slots=True)
class _Text:
    """A document as its passages give it."""

    passages: Sequence[PassageRow]
    raw: str

    def is_whole(self) -> bool:
        at = 0
        for ordinal, passage in enumerate(self.passages):
            at += len(passage.gap)
            if (passage.ordinal, passage.start, passage.end) != (ordinal, at, at + len(passage.text)):
                return False
            at = passage.end
        return True

    def holds(self, passage: int | None, start: int, end: int) -> bool:
        """Whether words are there that begin in the passage with this place."""
        if passage is None or not 0 <= passage < len(self.passages):
            return False
        first = self.passages[passage]
        return first.start <= start < min(first.end, end) and end <= self.passages[-1].end


def _read_text(alias: str, document: DocumentRow) -> _Text:
    passages = list(PassageRow.objects.using(alias).filter(document=document).order_by("ordinal"))
    raw = "".join(piece for passage in passages for piece in (passage.gap, passage.text)) + document.tail
    return _Text(passages, raw)


@dataclass(frozen=True, slots=True)
class _Checker:
    """One document, while it is looked through."""

    alias: str
    document: DocumentRow
    text: _Text
    markings: Mapping[int, Marking]
    findings: Findings

    def check(self) -> None:
        if not self.text.is_whole():
            self.findings.problem("text", f"document {self.document.uid}")
        self._check_statements()
        self._check_evidence()
        self._check_redactions()

    def _check_statements(self) -> None:
        decisions: dict[int, list[tuple[int, State, Marking | None]]] = {}
        rows = DecisionRow.objects.using(self.alias).filter(statement__document=self.document)
        columns = ("statement_id", "version", "state", "marking_id")
        for number, version, state, marking in rows.order_by("version").values_list(*columns):
            decisions.setdefault(number, []).append((version, state, self.markings.get(marking)))
        statements = StatementRow.objects.using(self.alias).filter(document=self.document).order_by("pk")
        ordinals = {passage.pk: passage.ordinal for passage in self.text.passages}
        for row in statements:
            subject = f"statement {row.uid}"
            ordinal = ordinals.get(row.passage_id)
            self._check_citation(subject, ordinal, row.start, row.end, row.evidence)
            self._check_state(row, ordinal, decisions.get(row.pk, []))

    def _check_state(
        self, row: StatementRow, ordinal: int | None, decided: list[tuple[int, State, Marking | None]]
    ) -> None:
        subject = f"statement {row.uid}"
        if not decided:
            # A proposal that nobody has decided on has no versions; its digest is in its document's.
            if row.version or row.author_id is not None or not row.rule:
                self.findings.problem("versions", subject)
            return
        if [version for version, _, _ in decided] != list(range(row.version + 1)):
            self.findings.problem("versions", subject)
        _, last, _ = decided[-1]
        marking = self.markings.get(row.marking_id)
        if ordinal is None or marking is None or state_of(row, ordinal, marking) != last:
            self.findings.problem("state", subject)
        for version, state, kept in decided:
            name = f"decision {row.uid}/{version}"
            if kept is None or str(kept) != state.get("marking"):
                self.findings.problem("changed", name)
            try:
                self._check_citation(name, state["passage"], state["start"], state["end"], state["evidence"])
            except (KeyError, TypeError, ValueError):
                self.findings.problem("citation", name)

    def _check_citation(
        self, subject: str, passage: int | None, start: int, end: int, others: Sequence[Sequence[int]]
    ) -> None:
        lands = self.text.holds(passage, start, end)
        if not lands or not all(0 <= first <= last <= len(self.text.raw) for first, last in others):
            self.findings.problem("citation", subject)

    def _check_evidence(self) -> None:
        rows = EvidenceRow.objects.using(self.alias).filter(document=self.document)
        ordinals = {passage.pk: passage.ordinal for passage in self.text.passages}
        for row in rows.select_related("statement"):
            if not self.text.holds(ordinals.get(row.passage_id), row.start, row.end):
                self.findings.problem("citation", f"evidence {row.statement.uid}/{row.ordinal}")

    def _check_redactions(self) -> None:
        for row in RedactionRow.objects.using(self.alias).filter(document=self.document):
            words = self.text.raw[row.start : row.end]
            if len(words) != row.end - row.start or words.strip(f"{BLOCK}\n"):
                self.findings.problem("redaction-undone", f"redaction {row.uid}")
            if row.wiped_at is None:
                self.findings.problem("redaction-unfinished", f"redaction {row.uid}")
