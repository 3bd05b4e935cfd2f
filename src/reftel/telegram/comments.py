"""Which paragraphs report, which sum up, and which are the post's own comment."""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec.structs import replace

from reftel.document import Span, trim
from reftel.telegram.model import Paragraph

# must match "Comment:", "(COMMENT.", "Post Comment and Action Request:"; must not match "Commenting on
# this"
LABEL_RE = re.compile(
    r"""
    \(? (?: (?: BEGIN | POST | EMBASSY | CONSULATE | MISSION ) \s{1,9} )?
    (?P<role> SUMMARY | COMMENTS? | BIO (?:GRAPHIC)? \s NOTES? )
    (?: \s{1,9} (?: AND | & ) \s{1,9} [A-Z]{1,30} (?: \s [A-Z]{1,30} )? )?
    \s{0,9} (?: [:.] | - (?! \w ) ) -{0,9} \s{0,9}
    """,
    re.VERBOSE | re.IGNORECASE,
)
# must match "End comment.", "END SUMMARY AND COMMENT.", "End notes."; must not match "end comments were
# made"
END_RE = re.compile(
    r"\b END \s{1,9} (?: OF \s{1,9} )? (?P<what> COMMENT | SUMMARY | NOTE | BIO ) (?: \b | S (?= [.)\]] ) )",
    re.VERBOSE | re.IGNORECASE,
)
# must match "(Comment: ", "[NOTE. "; must not match "(no comment)"
ASIDE_RE = re.compile(
    r"[(\[] \s{0,9} (?P<role> COMMENT | NOTE | POST \s COMMENT ) \s{0,9} [:.]", re.VERBOSE | re.IGNORECASE
)
# must match in "he said. Comment: This"; must not match "without comment: This"
INLINE_COMMENT_RE = re.compile(r"(?<=[.\"”)]) \s{1,9} (?: COMMENT | Comment ) \s{0,9} : \s", re.VERBOSE)
# must match "(", "]"; must not match "{"
_BRACKET_RE = re.compile(r"[()\[\]]")
_LONGEST_ASIDE = 4_000
# must match whole "Comment", "Post's comment", "Comment and Outlook"; must not match "Comments by the
# Minister"
COMMENT_HEADING_RE = re.compile(r"(?:[A-Z][a-z]{0,20}'?s? ){0,2}comments?(?: and .*)?:?", re.IGNORECASE)


def role_of(word: str) -> str:
    """The role that a label gives: ``SUMMARY`` or ``Comment``."""
    return "summary" if word.upper().startswith("SUMMARY") else "comment"


def find_asides(raw: str, text: Span, role: str) -> tuple[Span, ...]:
    """The post's own words inside a paragraph that reports: ``(Comment: ... End comment.)``."""
    if role == "comment":
        return ()
    found: list[Span] = []
    at = text.start
    while match := ASIDE_RE.search(raw, at, text.end):
        at = _end_of_aside(raw, match, text.end)
        found.append(Span(match.start(), at))
    if match := INLINE_COMMENT_RE.search(raw, at, text.end):
        end = END_RE.search(raw, match.end(), text.end)
        found.append(trim(raw, Span(match.start(), end.end() if end else text.end)))
    return tuple(found)


def _end_of_aside(raw: str, opened: re.Match[str], limit: int) -> int:
    """Where the bracket closes that an aside opened; without one, at its "End comment", or at the end."""
    depth = 0
    for bracket in _BRACKET_RE.finditer(raw, opened.start(), min(limit, opened.end() + _LONGEST_ASIDE)):
        depth += 1 if bracket[0] in "([" else -1
        if not depth:
            return bracket.end()
    end = END_RE.search(raw, opened.end(), limit)
    return end.end() if end else limit


def spread_roles(paragraphs: Sequence[Paragraph], raw: str) -> list[Paragraph]:
    """A comment or summary that a paragraph opens and a later one closes holds those between."""
    closed = [_closed_roles(raw, paragraph) for paragraph in paragraphs]
    last_close = {role: at for at, roles in enumerate(closed) for role in roles}
    result: list[Paragraph] = []
    open_role = ""
    for index, paragraph in enumerate(paragraphs):
        current = paragraph
        if open_role and paragraph.role == "report":
            current = replace(paragraph, role=open_role, asides=())
        role = current.role
        goes_on = role != "report" and role not in closed[index] and last_close.get(role, -1) > index
        open_role = role if goes_on else ""
        result.append(current)
    return result


def _closed_roles(raw: str, paragraph: Paragraph) -> frozenset[str]:
    found = END_RE.finditer(raw, paragraph.span.start, paragraph.span.end)
    return frozenset(match["what"].lower() for match in found)
