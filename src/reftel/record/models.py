"""All models, in the one module where Django looks for them."""

from reftel.record.documents.models import CountryRow, DocumentRow, PassageRow
from reftel.record.findings.models import FindingRow
from reftel.record.markings.models import MarkingRow
from reftel.record.problems.models import ProblemRow

__all__ = ["CountryRow", "DocumentRow", "FindingRow", "MarkingRow", "PassageRow", "ProblemRow"]
