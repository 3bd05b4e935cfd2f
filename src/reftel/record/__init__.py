"""The record: what was taken in and found, in one folder with a database and the original files.

The only place with SQL. Nothing here gives out a model, and every function that reads names its reader.
Taking files in is `reftel.record.importing.import_paths`.
"""

from reftel.record.documents.views import DocumentView, PassageView
from reftel.record.exports import note_export
from reftel.record.opening import init_record, is_record, open_record
from reftel.record.people.views import Actor
from reftel.record.place import choose_path, default_path
from reftel.record.readers import describe_clearance, local_reader
from reftel.record.statements.views import DecisionView, DoubtView, EvidenceView, StatementView
from reftel.record.store import Record

__all__ = [
    "Actor",
    "DecisionView",
    "DocumentView",
    "DoubtView",
    "EvidenceView",
    "PassageView",
    "Record",
    "StatementView",
    "choose_path",
    "default_path",
    "describe_clearance",
    "init_record",
    "is_record",
    "local_reader",
    "note_export",
    "open_record",
]
