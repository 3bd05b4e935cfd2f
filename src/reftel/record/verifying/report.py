"""What a look through a record finds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

# A record that lost a table would fill the memory with sentences that all say the same.
MOST = 1000

# What is wrong, each as a sentence without words of a document.
PROBLEMS: Mapping[str, str] = MappingProxyType(
    {
        "database": "The database is damaged",
        "original-missing": "The original file is missing",
        "original-changed": "The original file was changed",
        "original-left": "The original file from before a redaction is still there",
        "text": "The passages do not give a whole text",
        "citation": "It cites words that are not there",
        "state": "It is not as its last decision left it",
        "versions": "A version of it is missing",
        "changed": "It was changed behind the record's back",
        "unknown": "It was put in behind the record's back: the trail does not know of it",
        "gone": "It was removed behind the record's back: the trail tells of it",
        "redaction-undone": "Where words were redacted there are words",
        "redaction-unfinished": "A redaction left bytes behind; `reftel record redact --finish` removes them",
        "trail-number": "Entries of the trail are missing",
        "trail-link": "The entry of the trail was changed, or the one before it",
        "trail-head": "The trail does not end where the record says",
        "trail-shortened": "The trail does not hold the end that was kept outside",
    }
)

# What is good to know and no fault of the record.
NOTES: Mapping[str, str] = MappingProxyType(
    {
        "original-unowned": "The original file belongs to no document; an import was interrupted",
        "unfinished-file": "The file was not finished; an import was interrupted",
        "backup-away": "The backup is not where it was made, so that a redaction does not reach it",
    }
)


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was found.

    Args:
        code: A key of `PROBLEMS` or `NOTES`.
        subject: What it is about: a kind and a name inside the record, or a file.
        sentence: What it means; holds no words of a document.
    """

    code: str
    subject: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Verification:
    """What a look through a record found.

    Args:
        problems: What is wrong; `MOST` at most.
        notes: What is good to know; `MOST` at most.
        more_problems: How many problems there are beyond those.
        more_notes: How many notes.
        head: Where the trail ends; print it and keep it elsewhere.
        counts: How much was looked at: documents, entries, originals.
    """

    problems: tuple[Finding, ...]
    notes: tuple[Finding, ...]
    more_problems: int
    more_notes: int
    head: str
    counts: Mapping[str, int]

    @property
    def is_clean(self) -> bool:
        """Whether nothing is wrong."""
        return not self.problems


@dataclass(slots=True)
class Findings:
    """Collects while the look goes on."""

    problems: list[Finding] = field(default_factory=list)
    notes: list[Finding] = field(default_factory=list)
    more_problems: int = 0
    more_notes: int = 0
    counts: dict[str, int] = field(default_factory=dict)

    def problem(self, code: str, subject: str, detail: str = "") -> None:
        """Something is wrong; the detail is a clause that goes behind the sentence."""
        if len(self.problems) < MOST:
            self.problems.append(_make(PROBLEMS, code, subject, detail))
        else:
            self.more_problems += 1

    def note(self, code: str, subject: str) -> None:
        """Something is good to know."""
        if len(self.notes) < MOST:
            self.notes.append(_make(NOTES, code, subject, ""))
        else:
            self.more_notes += 1

    def count(self, what: str, number: int = 1) -> None:
        """So much more was looked at."""
        self.counts[what] = self.counts.get(what, 0) + number

    def sum_up(self, head: str) -> Verification:
        """All of it."""
        return Verification(
            tuple(self.problems), tuple(self.notes), self.more_problems, self.more_notes, head, self.counts
        )


def _make(sentences: Mapping[str, str], code: str, subject: str, detail: str) -> Finding:
    sentence = sentences[code] + (f" ({detail})" if detail else "")
    return Finding(code, subject, f"{sentence}.")
