"""What an import says while it runs and when it is done."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from reftel.document import Problem, Severity
from reftel.errors import ReftelError

# A hundred thousand damaged telegrams are told by their counts; nobody reads that many lines.
LARGEST_NOTED = 200
LARGEST_REFUSED = 1000


@dataclass(frozen=True, slots=True)
class ImportProgress:
    """How far an import is.

    Args:
        done: How many files are done.
        total: Of how many.
        path: The last of them, or the one that is being taken in.
        texts: How many texts were looked at; an archive or table carries many.
    """

    done: int
    total: int
    path: Path
    texts: int


@dataclass(frozen=True, slots=True)
class Refusal:
    """A file or path that was not taken in.

    Args:
        path: What was asked for.
        error: Why, as a sentence and as data.
        is_named: Whether someone named this very file, rather than a folder or pattern that it is in.
    """

    path: Path
    error: ReftelError
    is_named: bool


@dataclass(frozen=True, slots=True)
class NotedProblem:
    """A problem in a document that was taken in."""

    path: Path
    document: str
    problem: Problem


@dataclass(frozen=True, slots=True)
class ImportSummary:
    """What came of an import.

    Args:
        added: How many documents of each kind were taken in.
        unchanged: How many were in the record already, to the byte.
        problems: How many problems of each severity are in what was taken in.
        noted: The first of them that are more than information, in the order of the files.
        refused: What was not taken in, and why: all that was named, and the first of what was found.
        more_refused: How many others were found and not taken in.
    """

    added: Mapping[str, int] = field(default_factory=dict)
    unchanged: int = 0
    problems: Mapping[Severity, int] = field(default_factory=dict)
    noted: tuple[NotedProblem, ...] = ()
    refused: tuple[Refusal, ...] = ()
    more_refused: int = 0

    @property
    def total_added(self) -> int:
        """How many documents were taken in."""
        return sum(self.added.values())

    @property
    def refused_by_name(self) -> tuple[Refusal, ...]:
        """What was not taken in though it was named."""
        return tuple(refusal for refusal in self.refused if refusal.is_named)


class Tally:
    """Counts while an import runs."""

    def __init__(self) -> None:
        self._added: Counter[str] = Counter()
        self._problems: Counter[Severity] = Counter()
        self._noted: list[NotedProblem] = []
        self._refused: list[Refusal] = []
        self._unchanged = 0
        self._refusals = 0
        self._more_refused = 0

    @property
    def kept(self) -> int:
        """How many documents were taken in so far."""
        return sum(self._added.values())

    @property
    def seen(self) -> int:
        """How many texts were looked at so far."""
        return self.kept + self._unchanged + self._refusals

    def add(self, path: Path, kind: str, key: str, problems: Iterable[Problem]) -> None:
        """Count a document that was taken in."""
        self._added[kind] += 1
        for problem in problems:
            self._problems[problem.severity] += 1
            if problem.severity is not Severity.INFO and len(self._noted) < LARGEST_NOTED:
                self._noted.append(NotedProblem(path, key, problem))

    def leave(self) -> None:
        """Count a document that was in the record already."""
        self._unchanged += 1

    def refuse(self, path: Path, error: ReftelError, *, is_named: bool) -> None:
        """Note what was not taken in."""
        self._refusals += 1
        if is_named or self._refusals <= LARGEST_REFUSED:
            self._refused.append(Refusal(path, error, is_named))
        else:
            self._more_refused += 1

    def sum_up(self) -> ImportSummary:
        """The counts as they stand."""
        return ImportSummary(
            added=dict(sorted(self._added.items())),
            unchanged=self._unchanged,
            problems=dict(self._problems),
            noted=tuple(self._noted),
            refused=tuple(self._refused),
            more_refused=self._more_refused,
        )
