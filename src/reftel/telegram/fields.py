"""The readers of single fields, tolerant of damage: pure functions over any fragment of a telegram.

Each finds its own key in the stretch that it is given, never raises on content, and gives spans that index
the text as it came.
"""

from __future__ import annotations

from reftel.telegram.addresses import Addresses, read_addresses
from reftel.telegram.classifier import read_classified_by
from reftel.telegram.declassification import read_declassification
from reftel.telegram.keys import KeyBlock, find_key_blocks
from reftel.telegram.signature import read_signature
from reftel.telegram.subject_line import read_subject
from reftel.telegram.summary import Summary, read_summary
from reftel.telegram.tag_list import read_tags

__all__ = [
    "Addresses",
    "KeyBlock",
    "Summary",
    "find_key_blocks",
    "read_addresses",
    "read_classified_by",
    "read_declassification",
    "read_signature",
    "read_subject",
    "read_summary",
    "read_tags",
]
