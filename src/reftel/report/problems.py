"""What is damaged or doubtful in a narrative."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from reftel.document import Problem, Severity, Span
from reftel.report.identity import Identity
from reftel.report.layout import Piece, PieceKind
from reftel.report.model import Section, SectionKind, Standing
from reftel.vocab.tiers import Tier

PARTS = (SectionKind.PROSECUTION, SectionKind.PROTECTION, SectionKind.PREVENTION)

ODD_CHARACTER_RE = re.compile(
    r"""
    [\ufffd\x00-\x08\x0e-\x1f\x80-\x84\x86-\x9f\ue000-\uf8ff]     # what a wrong decoding leaves behind
    """,
    re.VERBOSE,
)
# matches: U+FFFD; does not match: a line break, a curly quotation mark

FINAL_RE = re.compile(
    r"""
    [.!?:] [”"’')\]\s]* $
    """,
    re.VERBOSE,
)
# matches: "to their home." at the end; does not match: "to their ho"


def find_problems(
    raw: str,
    pieces: Sequence[Piece],
    sections: Sequence[Section],
    standing: Standing | None,
    identity: Identity,
) -> tuple[Problem, ...]:
    """List what a reader of the narrative should know, in text order.

    Returns:
        Problems whose codes begin with `narrative.`; empty for a sound text.
    """
    if not raw.strip("\ufeff \t\r\n"):
        return (_problem("empty", Severity.ERROR, "The text is empty.", Span(0, 0)),)
    start = Span(0, 0)
    found = [
        *_identity_problems(identity, start),
        *_standing_problems(standing, identity, start),
        *_missing_parts(raw, pieces, sections),
        *_odd_characters(raw),
    ]
    return tuple(sorted(found, key=lambda problem: problem.span))


def _identity_problems(identity: Identity, start: Span) -> Iterator[Problem]:
    if identity.country is None:
        yield _problem(
            "no-country", Severity.WARNING, "Nothing in the text names a country that is known.", start
        )
    if identity.year is None:
        yield _problem("no-year", Severity.WARNING, "Nothing states the year of the report.", start)
    for what in identity.differs:
        message = f"The text states another {what} than the file's name does; the text was believed."
        yield _problem(f"other-{what}", Severity.INFO, message, start)


def _standing_problems(standing: Standing | None, identity: Identity, start: Span) -> Iterator[Problem]:
    if standing is None:
        yield _problem(
            "no-standing", Severity.WARNING, "No sentence, title or file head states the tier.", start
        )
        return
    if standing.rule in ("report.standing.title/1", "report.standing.file-head/1"):
        message = "No sentence states the tier; it was taken from the lines above the text."
        yield _problem("no-standing-sentence", Severity.WARNING, message, standing.span)
    if standing.tier is Tier.TWO_OR_WATCH_LIST:
        message = "The sentence leaves open whether the tier is Tier 2 or Tier 2 Watch List."
        yield _problem("standing-uncertain", Severity.WARNING, message, standing.span)
        return
    for where, claim in (("title", identity.title_claim), ("file head", identity.head_claim)):
        if claim and claim.tier is not standing.tier:
            message = f"The {where} gives another tier than the text; the text was believed."
            yield _problem("other-tier", Severity.WARNING, message, claim.span)


def _missing_parts(raw: str, pieces: Sequence[Piece], sections: Sequence[Section]) -> Iterator[Problem]:
    kinds = {section.kind for section in sections}
    last = next((p for p in reversed(pieces) if p.kind in (PieceKind.PARAGRAPH, PieceKind.HEADING)), None)
    end = Span(last.span.end, last.span.end) if last else Span(len(raw), len(raw))
    missing = [kind for kind in PARTS if kind not in kinds]
    cut_short = last is not None and not FINAL_RE.search(
        raw, max(last.span.start, last.span.end - 40), last.span.end
    )
    if cut_short or (missing and len(missing) < len(PARTS)):
        yield _problem("truncated", Severity.WARNING, "The text seems to be cut short.", end)
    for kind in missing if len(missing) < len(PARTS) else ():
        yield _problem(f"no-{kind.value}", Severity.WARNING, f"The part on {kind.value} is missing.", end)


def _odd_characters(raw: str) -> Iterator[Problem]:
    first = ODD_CHARACTER_RE.search(raw)
    if first:
        count = sum(1 for _ in ODD_CHARACTER_RE.finditer(raw))
        signs = "one sign" if count == 1 else f"{count} signs"
        message = f"The text holds {signs} that come from a wrong decoding."
        yield _problem("odd-characters", Severity.WARNING, message, Span(*first.span()))


def _problem(code: str, severity: Severity, message: str, span: Span) -> Problem:
    return Problem(f"narrative.{code}", severity, message, span)
