"""What a narrative holds against a government, and what it says to its credit, clause by clause.

The rules look at the words of one clause alone. In this order, the first that answers gives its name:

- `report.criticism.not-done/1`: somebody did not, has not, never, could not, failed to.
- `report.criticism.lack/1`: there was no, a lack of, without adequate.
- `report.criticism.weak/1`: what was done is called inadequate, limited, slow, inconsistent.
- `report.criticism.fewer/1`: less than before.
- `report.criticism.harm/1`: victims were treated as offenders; something hindered the work.
- `report.credit.done/1`: the government did, began or increased something, and none of the above is said.

Parts on the crime itself and on what is recommended are left out.
"""

from __future__ import annotations

from collections.abc import Iterator

from reftel.document import Span
from reftel.language import lower_case
from reftel.report.clauses import split_clauses
from reftel.report.model import Narrative, Remark, SectionKind, Sentence, Tone
from reftel.report.remark_rules import CREDIT_RE, CRITICISM_RULES, is_excused

LEFT_OUT = frozenset({SectionKind.PROFILE, SectionKind.RECOMMENDATIONS})
FEWEST_WORDS = 5


def find_remarks(narrative: Narrative) -> tuple[Remark, ...]:
    """Criticisms and credits in the parts on the government's work, in text order.

    Args:
        narrative: As `read_narrative` gives it.

    >>> from reftel.report import read_narrative
    >>> text = "AVERLINE: TIER 2\\n\\nPROTECTION\\n\\nIt trained 4 judges but did not try any officials."
    >>> [remark.text for remark in find_remarks(read_narrative(text)) if remark.tone is Tone.CRITICISM]
    ['did not try any officials.']
    """
    return tuple(
        remark
        for sentence in narrative.sentences
        if sentence.section not in LEFT_OUT
        for remark in _read_sentence(narrative.raw, sentence)
    )


def _read_sentence(raw: str, sentence: Sentence) -> Iterator[Remark]:
    text = sentence.text
    for clause in split_clauses(text):
        words = clause.of(text)
        if len(words.split()) < FEWEST_WORDS:
            continue
        found = _judge(words)
        if found is None:
            continue
        tone, rule, cue = found
        yield Remark(
            tone,
            sentence.raw_span(raw, clause),
            words,
            sentence.section,
            sentence.paragraph,
            sentence.raw_span(raw, cue.shift(clause.start)),
            rule,
        )


def _judge(clause: str) -> tuple[Tone, str, Span] | None:
    words = lower_case(clause)
    for name, rule in CRITICISM_RULES:
        for match in rule.finditer(words):
            if not is_excused(words, match):
                return Tone.CRITICISM, f"report.criticism.{name}/1", Span(*match.span())
    done = CREDIT_RE.search(words)
    return (Tone.CREDIT, "report.credit.done/1", Span(*done.span())) if done else None
