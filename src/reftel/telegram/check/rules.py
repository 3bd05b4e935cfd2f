"""The rules that a telegram is checked by."""

from __future__ import annotations

from dataclasses import dataclass

from reftel.document import Problem, Severity, Span

PREFIX = "check."


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of telegrams.

    Args:
        code: Stable name, such as ``check.sipdis``.
        severity: How much it matters when it is broken.
        says: What the rule says, as a sentence.
        source: Where it says so; docs/telegram-format.md names the sources.
    """

    code: str
    severity: Severity
    says: str
    source: str


_INFO, _WARNING, _ERROR = Severity.INFO, Severity.WARNING, Severity.ERROR
_INFERRED = "inferred"

_HEADER_RULES = (
    Rule("check.no-date-time", _WARNING, "A transmission header has a date-time group.", "5 FAH-2 H-320"),
    Rule(
        "check.date-time", _ERROR,
        "A date-time group names a day of the calendar, an hour up to 23 and a minute up to 59.",
        "5 FAH-1 H-221",
    ),
    Rule("check.no-sender", _WARNING, "A transmission header names its sender behind FM.", "5 FAH-2 H-320"),
    Rule(
        "check.no-addressee", _INFO,
        "A telegram goes to somebody, behind TO or INFO; some were kept without.", "5 FAH-2 H-320; observed",
    ),
    Rule(
        "check.station-day", _ERROR,
        "The DE line has a day of the year from 001 to 365, or 366 in leap years, and a time up to 2359.",
        "ACP 127; observed",
    ),
    Rule(
        "check.station-time", _WARNING,
        "The day and time of the DE line lie within a day of the date-time group.",
        "observed; the tolerance is inferred",
    ),
    Rule(
        "check.station-serial", _WARNING,
        "The serial of the DE line is that of the message reference number, its last four digits at least.",
        "observed; the last four digits are inferred",
    ),
    Rule(
        "check.precedence", _INFO,
        "Format line 2 begins with the highest precedence of the telegram.", "5 FAH-2 H-320",
    ),
    Rule(
        "check.security-lower", _ERROR,
        "The letters of the security line are not lower than the classification.", "ACP 117",
    ),
    Rule(
        "check.security-higher", _WARNING,
        "The letters of the security line are not higher than the classification.", "ACP 117",
    ),
    Rule(
        "check.security-signal", _WARNING,
        "The security line of a classified telegram begins with ZNY.", "ACP 117; observed",
    ),
    Rule(
        "check.routing-shape", _WARNING,
        "A routing indicator has four to eight letters and begins with R.", "ACP 117; 5 FAH-2 H-230",
    ),
    Rule(
        "check.routing-unknown", _INFO,
        "A routing indicator is in the table of stations; collectives are in no table.", "ACP 117",
    ),
    Rule(
        "check.catalogue-number", _WARNING,
        "The identifier of the catalogue is the message reference number.", "observed",
    ),
    Rule("check.section", _ERROR, "A section has a number from 1 to the number of all.", "5 FAH-2 H-220"),
    Rule(
        "check.section-station", _WARNING,
        "The DE line and the classification line name the same section.", "ACP 127; observed",
    ),
)  # fmt: skip
_HEAD_RULES = (
    Rule(
        "check.caption-classified", _WARNING,
        "Captions of classified traffic are not set on an unclassified telegram.",
        "5 FAH-2 H-440; inferred for single captions",
    ),
    Rule(
        "check.sipdis", _ERROR, "SIPDIS does not stand with NODIS or EXDIS.",
        "State telegrams 05 STATE 226504 and 06 STATE 89712",
    ),
    Rule("check.channels", _ERROR, "A telegram has one channel caption at most.", "5 FAH-2 H-440"),
    Rule("check.no-order", _WARNING, "A telegram has an E.O. line.", "5 FAH-1 H-240"),
    Rule(
        "check.order-date", _WARNING,
        "The executive order was signed before the telegram was sent, and the next was not yet in force.",
        "the orders themselves",
    ),
    Rule(
        "check.no-declassification", _WARNING,
        "A classified telegram says when or on what ground it is declassified.", "5 FAH-1 H-240",
    ),
    Rule(
        "check.declassification-needless", _WARNING,
        "An unclassified telegram has nothing to declassify.", "5 FAH-1 H-240",
    ),
    Rule(
        "check.declassification-past", _ERROR,
        "A telegram is declassified after it was sent.", _INFERRED,
    ),
    Rule(
        "check.no-classifier", _WARNING,
        "A classified telegram names who classified it, since 17 April 1995.", "5 FAH-1 H-240",
    ),
    Rule(
        "check.no-reasons", _WARNING, "Classified By gives the reasons by section and letter.",
        "5 FAH-1 H-240",
    ),
    Rule("check.tag-unknown", _INFO, "A TAG is in the table of TAGS.", "5 FAH-3 H-110 to H-610"),
    Rule(
        "check.reference-future", _WARNING, "A reference is earlier than the telegram itself.", _INFERRED,
    ),
    Rule("check.reference-self", _WARNING, "A telegram does not refer to itself.", _INFERRED),
)  # fmt: skip
_BODY_RULES = (
    Rule(
        "check.mark-above", _ERROR,
        "No portion mark is above the classification of the telegram.", "5 FAH-1 H-240",
    ),
    Rule(
        "check.mark-caveat", _WARNING,
        "A caveat of a portion mark also stands among the captions.", "5 FAH-1 H-240; inferred",
    ),
    Rule(
        "check.sensitive-missing", _WARNING,
        "An unclassified telegram with SBU paragraphs bears the caption SENSITIVE.",
        "State telegrams 00 STATE 18029 and 06 STATE 89712",
    ),
    Rule(
        "check.mark-missing", _WARNING,
        "Each paragraph has a portion mark where the telegram is classified or others have one.",
        "5 FAH-1 H-240",
    ),
    Rule("check.number-repeated", _WARNING, "No two paragraphs have the same number.", "5 FAH-1 H-240"),
    Rule(
        "check.line-length", _WARNING,
        "A line has 55 characters; up to 63 are let pass.", "5 FAH-1 H-240; 63 observed",
    ),
)  # fmt: skip

RULES = {rule.code: rule for rule in (*_HEADER_RULES, *_HEAD_RULES, *_BODY_RULES)}


def broken(code: str, message: str, span: Span) -> Problem:
    """The problem that a rule is broken at a place.

    Args:
        code: Of the rule.
        message: One sentence without words of the text.
        span: Where, in the raw text.
    """
    return Problem(code, RULES[code].severity, message, span)
