"""Taking files into the record."""

from reftel.record.importing.run import OnProgress, import_paths
from reftel.record.importing.summary import ImportProgress, ImportSummary, NotedProblem, Refusal

__all__ = ["ImportProgress", "ImportSummary", "NotedProblem", "OnProgress", "Refusal", "import_paths"]
