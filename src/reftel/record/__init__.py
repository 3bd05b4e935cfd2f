"""The record: what was taken in and found, in one folder with a database and the original files.

The only place with SQL. Nothing here gives out a model, and every function that reads names its reader.
Taking files in is `reftel.record.importing.import_paths`.
"""

from reftel.record.documents.views import DocumentView, PassageView
from reftel.record.findings.views import FindingView
from reftel.record.opening import init_record, is_record, open_record
from reftel.record.place import choose_path, default_path
from reftel.record.readers import describe_clearance, local_reader
from reftel.record.store import Record

__all__ = [
    "DocumentView",
    "FindingView",
    "PassageView",
    "Record",
    "choose_path",
    "default_path",
    "describe_clearance",
    "init_record",
    "is_record",
    "local_reader",
    "open_record",
]
