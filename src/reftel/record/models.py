"""All models, in the one module where Django looks for them."""

from reftel.record.audit.models import AuditRow, HeadRow
from reftel.record.documents.models import CountryRow, DocumentRow, PassageRow
from reftel.record.markings.models import MarkingRow
from reftel.record.people.models import ActorRow
from reftel.record.problems.models import ProblemRow
from reftel.record.redaction.models import BackupRow, RedactionRow
from reftel.record.statements.models import DecisionRow, DoubtRow, EvidenceRow, StatementRow

__all__ = [
    "ActorRow",
    "AuditRow",
    "BackupRow",
    "CountryRow",
    "DecisionRow",
    "DocumentRow",
    "DoubtRow",
    "EvidenceRow",
    "HeadRow",
    "MarkingRow",
    "PassageRow",
    "ProblemRow",
    "RedactionRow",
    "StatementRow",
]
