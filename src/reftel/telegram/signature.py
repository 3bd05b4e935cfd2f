"""The signature: the surname of the post's head at the end of a telegram."""

from __future__ import annotations

import re

from reftel.document import Span
from reftel.telegram.interruptions import find_interruptions
from reftel.telegram.lines import Line, split_lines
from reftel.telegram.model import Words
from reftel.vocab.captions import find_caption

# must match whole "MARUT", "VAN VOORST", "O'BRANN", "DE PREE", "SMYTHE-PARR", "MCKINLEY JR"; must not match
# "Marut", "END OF THE TEXT", "A"
NAME_RE = re.compile(r"[A-Z][A-Z'’`.-]{1,30}(?: [A-Z][A-Z'’`.-]{1,30}){0,2}")
# A name behind the last sentence, on its line. must match in "MINIMIZE CONSIDERED.  EAGLETON", "END TEXT.
# BAKER", "End comment. MARUT##"; must not match "IN CHINA.", "met in Paris. The END"
BEHIND_RE = re.compile(r"[.!?:\"”)] {1,9}(?P<name>[A-Z][A-Z'’-]{2,30}(?: [A-Z][A-Z'’-]{2,30})?)[ .#*]{0,9}$")
# What may stand below it. must match "NNNN", "#1103", "BT", "##", "NOTE BY OC/T: X", "2002ROME01748 -
# Classification: SECRET", "UNCLASSIFIED", "SECRET//NOFORN", "RELEASED IN FULL", "-----", "SIPDIS";
# must not match "MARUT", "SECRETAN"
BELOW_RE = re.compile(
    r"""
      N{3,5} $ | \#? [0-9]{3,5} $ | BT $ | [\W_]+ $
    | (?: END [ ] OF | END ) [ ] (?: TEXT | CABLE | MESSAGE | TELEGRAM | COMMENT | SUMMARY ) \W* $
    | [*(<]{0,3} NOTE \b .* | (?: TOR | CDSN | MCN | TOD ) \b .* | PAGE [ ] [0-9]+ .*
    | .{0,40} \b Classification \W .*
    | (?: (?: TOP [ ] )? S[ ]?E[ ]?C[ ]?R[ ]?E[ ]?T
      | C[ ]?O[ ]?N[ ]?F[ ]?I[ ]?D[ ]?E[ ]?N[ ]?T[ ]?I[ ]?A[ ]?L
      | UNCLAS (?: SIFIED )? | LIMITED [ ] OFFICIAL [ ] USE
      | SENSITIVE [ ] BUT [ ] UNCLASSIFIED ) (?! [A-Z] ) .*
    | .{0,60} \b (?: RELEASED? | DECLASSIFIED | DECAPTIONED | EXCISED | REVIEW (?: ED )? [ ] AUTHORITY ) \b .*
    | U\.S\.? [ ] DEPARTMENT .* | CASE [ ] NO .* | DOC [ ] NO .*
    | (?: SIPDIS | NOFORN | SENSITIVE ) \b .*
    """,
    re.VERBOSE | re.IGNORECASE,
)
# The end of an ordinary line. must match in "may surface.", "(End)"; must not match "met in March"
SENTENCE_END_RE = re.compile(r"[.!?:;\"'”’)\]#*=_-]$")
_NOT_NAMES = frozenset(
    {"NNNN", "COMMENT", "SUMMARY", "UNCLASSIFIED", "UNCLAS", "SECRET", "CONFIDENTIAL", "REGARDS", "UNQUOTE",
     "QUOTE", "BEST REGARDS", "WARM REGARDS", "END", "END TEXT", "END COMMENT", "NONE", "SIGNED", "TEXT",
     "CLASSIFIED"}
)  # fmt: skip
_LINES_BELOW = 12


def read_signature(raw: str, start: int = 0, end: int | None = None) -> Words | None:
    """Read the signature at the end of a stretch.

    Below it may stand a classification, a caption, NNNN, a release stamp or a note of the telegraph office;
    it may also stand behind the last sentence on its line. A line that goes on with a sentence is none.

    Args:
        raw: The text; a whole telegram or its end.
        start: Where to begin.
        end: Where to stop; None for the end of the text.

    Returns:
        The surname or surnames as written; None where the text is cut off. Never raises on content.

    Source:
        docs/telegram-format.md 5.
    """
    stop = len(raw) if end is None else end
    first = _start_of_tail(raw, start, stop)
    holes = {span.start for span in find_interruptions(raw, first, stop)}
    lines = split_lines(raw, Span(first, stop))
    note = next((at for at, line in enumerate(lines) if OFFICE_NOTE_RE.match(line.text)), len(lines))
    filled = [at for at, line in enumerate(lines[:note]) if line.text and line.span.start not in holes]
    for back, at in enumerate(reversed(filled)):
        line = lines[at]
        if found := _read_line(line, lines, at):
            return found
        if back >= _LINES_BELOW or not _may_be_below(line, lines, at):
            return None
    return None


def _start_of_tail(raw: str, start: int, end: int) -> int:
    """Where the last lines begin, so that a long text is not cut into lines for its end alone."""
    at = end
    for _ in range(_LINES_BELOW * 4):
        at = raw.rfind("\n", start, at)
        if at < 0:
            return start
    return at + 1


def _read_line(line: Line, lines: list[Line], at: int) -> Words | None:
    text = line.text.strip("#*. \t-=")
    first = line.span.start + line.text.index(text) if text else 0
    if NAME_RE.fullmatch(text) and _is_name(text) and _stands_apart(lines, at, text):
        return _make(text, first)
    behind = BEHIND_RE.search(line.text, max(0, len(line.text) - 80))
    if behind and _is_name(behind["name"]):
        return _make(behind["name"], line.span.start + behind.start("name"))
    return None


def _make(text: str, first: int) -> Words:
    return Words(text, Span(first, first + len(text)))


def _is_name(text: str) -> bool:
    if text in _NOT_NAMES or BELOW_RE.match(text):
        return False
    return find_caption(text) is None


def _stands_apart(lines: list[Line], at: int, text: str) -> bool:
    """Whether the line above is blank or ends a sentence; three words are a name only on their own."""
    above = lines[at - 1].text if at else ""
    return not above or (len(text.split()) < 3 and SENTENCE_END_RE.search(above) is not None)


def _may_be_below(line: Line, lines: list[Line], at: int) -> bool:
    return BELOW_RE.match(line.text) is not None or NOTE_RE.match(line.text) is not None


# A note of the telegraph office below the signature, of one line or more. must match "NOTE BY OC/T: NOT
# PASSED", "(NOTE BY OC"; must not match "NOTE: POST WOULD"
OFFICE_NOTE_RE = re.compile(r"[*(<]{0,3} ?NOTE (?:BY|FROM) ")
# A line of a note below the signature. must match "*** Current Handling Restrictions ***"; must not match
# "text"
NOTE_RE = re.compile(r"[*<]{2,}")
