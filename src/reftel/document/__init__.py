"""The spine: spans, blocks, findings, problems, citations and markings over a raw text."""

from reftel.document.block import Block, Document
from reftel.document.citation import Citation
from reftel.document.clean import CleanText, fold_white_space
from reftel.document.finding import Finding
from reftel.document.marking import (
    FULL_CLEARANCE,
    UNMARKED,
    Clearance,
    Level,
    Marking,
    Reader,
    join_markings,
)
from reftel.document.problem import Problem, Severity
from reftel.document.span import Span, trim

__all__ = [
    "FULL_CLEARANCE",
    "UNMARKED",
    "Block",
    "Citation",
    "CleanText",
    "Clearance",
    "Document",
    "Finding",
    "Level",
    "Marking",
    "Problem",
    "Reader",
    "Severity",
    "Span",
    "fold_white_space",
    "join_markings",
    "trim",
]
