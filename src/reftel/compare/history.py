"""Following each sentence through a series of texts: since when it stands, how it changed, until when."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import pairwise

from rapidfuzz import fuzz, process

from reftel.compare.compare import compare_documents
from reftel.compare.model import Operation, OperationKind, Side
from reftel.compare.sides import read_side
from reftel.report import Narrative, SectionKind, Tone, find_remarks, looks_like_narrative, read_narrative

# A sentence that was gone and comes back in these words, of a hundred, is the same one.
SAME_AGAIN = 88
# Fewer words are too few to know a sentence by once it was gone.
FEWEST_WORDS = 5
# So many years without a text, and nobody can say that a sentence stood all the while.
LONGEST_GAP = 5
# How many texts back a sentence is remembered that is gone.
REMEMBERED = 5


class StageKind(StrEnum):
    """How a sentence came to stand in a text of the series."""

    BORN = "born"
    KEPT = "kept"
    MOVED = "moved"
    REWORDED = "reworded"
    SPLIT = "split"
    MERGED = "merged"
    RETURNED = "returned"


# The first of these that fits says how a line came into a text, if its sentences came in several ways.
_KINDS = {
    OperationKind.MERGE: StageKind.MERGED,
    OperationKind.SPLIT: StageKind.SPLIT,
    OperationKind.REWORD: StageKind.REWORDED,
    OperationKind.MOVE: StageKind.MOVED,
    OperationKind.KEEP: StageKind.KEPT,
}


@dataclass(frozen=True, slots=True)
class Stage:
    """A line in one text of the series.

    Args:
        year: Of the text.
        kind: How it came to stand there.
        units: Places of its sentences among those of the text; several after it was split.
        text: Their words, joined by a blank.
        paragraph: Label of the paragraph of the first; empty where there are none.
        is_recommendation: Whether they are recommended.
        is_criticism: Whether something is held against somebody in them, as `find_remarks` proposes.
    """

    year: int
    kind: StageKind
    units: tuple[int, ...]
    text: str
    paragraph: str
    is_recommendation: bool
    is_criticism: bool


@dataclass(frozen=True, slots=True)
class Run:
    """Stages of one kind on end, with no more than `LONGEST_GAP` years from one to the next.

    Args:
        first: Year of the first.
        last: Year of the last.
        reports: How many texts.
    """

    first: int
    last: int
    reports: int


@dataclass(frozen=True, slots=True)
class Line:
    """What became of one sentence over the years.

    Args:
        number: From 1, in the order in which the lines begin.
        stages: By year; a text without the sentence has none.
        is_standing: Whether it stands in the last text of the series.
        merged_into: Number of the line that it became a part of; 0 if of none.
    """

    number: int
    stages: tuple[Stage, ...]
    is_standing: bool
    merged_into: int = 0

    @property
    def born(self) -> int:
        """The year of the first text that has it."""
        return self.stages[0].year

    @property
    def last(self) -> int:
        """The year of the last text that has it."""
        return self.stages[-1].year

    @property
    def rewordings(self) -> int:
        """How often its words changed from one text that has it to the next."""
        return sum(before.text != after.text for before, after in pairwise(self.stages))

    @property
    def kind(self) -> str:
        """What it was when it last stood: `recommendation`, `criticism` or `statement`."""
        if self.stages[-1].is_recommendation:
            return "recommendation"
        return "criticism" if self.stages[-1].is_criticism else "statement"

    @property
    def criticism(self) -> Run | None:
        """How long it has stood as a criticism, without a break, up to when it last stood as one."""
        return _last_run([stage.is_criticism for stage in self.stages], self.stages)

    @property
    def recommendation(self) -> Run | None:
        """How long it has been repeated as a recommendation, up to when it last was one."""
        return _last_run([stage.is_recommendation for stage in self.stages], self.stages)


@dataclass(frozen=True, slots=True)
class History:
    """A series of texts, sentence by sentence.

    Args:
        years: The years of the texts, in order.
        lines: What became of each sentence, by when it first stood and where.
    """

    years: tuple[int, ...]
    lines: tuple[Line, ...]

    def as_dict(self) -> dict[str, object]:
        """The history in plain values, as it goes through JSON."""
        return {"years": list(self.years), "lines": [_line_as_dict(line) for line in self.lines]}


@dataclass(slots=True, eq=False)
class _Draft:
    """A line that is still being followed; itself and no other, whatever it holds."""

    stages: list[Stage] = field(default_factory=list)
    merged_into: _Draft | None = None


@dataclass(frozen=True, slots=True)
class _Text:
    """One text of the series, read."""

    year: int
    content: str | Narrative
    side: Side
    criticisms: frozenset[int]


def follow_sentences(texts: Iterable[tuple[int, str | Narrative]]) -> History:
    """Follow each sentence through texts of several years.

    Args:
        texts: Year and text; in any order, one a year.

    Returns:
        A line for each sentence that is new in some year. One that is split stays one line; of those that are
        merged, the oldest goes on and the others end. A sentence that was gone goes on with its old line when
        it comes back in nearly the same words.

    Raises:
        ValueError: There are two texts of one year.

    >>> history = follow_sentences([(2008, "It has no plan."), (2009, "It still has no plan. It met twice.")])
    >>> [(line.born, line.last, line.rewordings) for line in history.lines]
    [(2008, 2009, 1), (2009, 2009, 0)]
    """
    series = [_read_text(year, text) for year, text in sorted(texts, key=lambda entry: entry[0])]
    years = tuple(text.year for text in series)
    if len(set(years)) < len(years):
        raise ValueError("there are two texts of one year")
    drafts: list[_Draft] = []
    standing: dict[int, _Draft] = {}
    for index, text in enumerate(series):
        came = _follow(series[index - 1], text, standing) if index else {}
        born = [place for place in range(len(text.side.units)) if place not in came]
        there = {draft for draft, _ in came.values()}
        remembered = years[max(0, index - REMEMBERED) : index]
        gone = [
            draft
            for draft in drafts
            if draft not in there and draft.merged_into is None and draft.stages[-1].year in remembered
        ]
        came |= _find_again(text.side, born, gone)
        standing = _write_stages(text, came, drafts)
    return _finish(years, drafts)


def _read_text(year: int, text: str | Narrative) -> _Text:
    narrative = text if isinstance(text, Narrative) else read_narrative(text)
    content = narrative if isinstance(text, Narrative) or looks_like_narrative(text) else text
    side = read_side(content)
    cues = sorted(r.cue.start for r in find_remarks(narrative) if r.tone is Tone.CRITICISM)
    criticisms = frozenset(
        place
        for place, unit in enumerate(side.units)
        if any(unit.span.start <= cue < unit.span.end for cue in cues)
    )
    return _Text(year, content, side, criticisms)


_Came = dict[int, tuple[_Draft, StageKind]]


def _follow(before: _Text, after: _Text, standing: dict[int, _Draft]) -> _Came:
    """From which line each sentence comes that was in the text before in some form."""
    comparison = compare_documents(before.content, after.content)
    came: _Came = {}
    for operation in comparison.operations:
        if not (operation.old and operation.new):
            continue
        origins = dict.fromkeys(standing[place] for place in operation.old)
        oldest, *others = sorted(origins, key=lambda draft: draft.stages[0].year)
        for other in others:
            other.merged_into = oldest
        for place in operation.new:
            came[place] = oldest, _kind(operation)
    return came


def _kind(operation: Operation) -> StageKind:
    if operation.kind is OperationKind.MOVE and operation.is_reworded:
        return StageKind.REWORDED
    return _KINDS[operation.kind]


def _find_again(side: Side, born: Sequence[int], gone: Sequence[_Draft]) -> _Came:
    """Sentences that were gone and are back, each with its line."""
    places = [place for place in born if len(side.units[place].text.split()) >= FEWEST_WORDS]
    if not places or not gone:
        return {}
    scores = process.cdist(
        [side.units[place].text for place in places],
        [draft.stages[-1].text for draft in gone],
        scorer=fuzz.ratio,
        score_cutoff=SAME_AGAIN,
    )
    ranked = sorted((-scores[i, j], i, j) for i, j in zip(*scores.nonzero(), strict=True))
    found: _Came = {}
    taken: set[int] = set()
    for _, i, j in ranked:
        if places[i] not in found and j not in taken:
            found[places[i]] = gone[j], StageKind.RETURNED
            taken.add(j)
    return found


def _write_stages(text: _Text, came: _Came, drafts: list[_Draft]) -> dict[int, _Draft]:
    """Add a stage to each line that the text has, and begin those that are new."""
    standing: dict[int, _Draft] = {}
    places: dict[_Draft, list[int]] = defaultdict(list)
    kinds: dict[_Draft, set[StageKind]] = defaultdict(set)
    for place in range(len(text.side.units)):
        draft, kind = came.get(place) or (_Draft(), StageKind.BORN)
        standing[place] = draft
        places[draft].append(place)
        kinds[draft].add(kind)
    for draft, found in places.items():
        if not draft.stages:
            drafts.append(draft)
        draft.merged_into = None
        draft.stages.append(_make_stage(text, found, kinds[draft]))
    return standing


def _make_stage(text: _Text, places: Sequence[int], kinds: set[StageKind]) -> Stage:
    units = [text.side.units[place] for place in places]
    ranked = (*_KINDS.values(), StageKind.RETURNED, StageKind.BORN)
    return Stage(
        text.year,
        next(kind for kind in ranked if kind in kinds),
        tuple(places),
        " ".join(unit.text for unit in units),
        units[0].paragraph,
        is_recommendation=all(unit.section == SectionKind.RECOMMENDATIONS for unit in units),
        is_criticism=any(place in text.criticisms for place in places),
    )


def _finish(years: tuple[int, ...], drafts: list[_Draft]) -> History:
    numbers = {draft: number for number, draft in enumerate(drafts, start=1)}
    lines = (
        Line(
            number,
            tuple(draft.stages),
            is_standing=draft.stages[-1].year == years[-1],
            merged_into=numbers[draft.merged_into] if draft.merged_into else 0,
        )
        for draft, number in numbers.items()
    )
    return History(years, tuple(lines))


def _last_run(flags: Sequence[bool], stages: Sequence[Stage]) -> Run | None:
    end = next((at for at in range(len(flags), 0, -1) if flags[at - 1]), 0)
    if not end:
        return None
    start = end - 1
    while start and flags[start - 1] and stages[start].year - stages[start - 1].year <= LONGEST_GAP:
        start -= 1
    return Run(stages[start].year, stages[end - 1].year, end - start)


def _line_as_dict(line: Line) -> dict[str, object]:
    return {
        "number": line.number,
        "kind": line.kind,
        "born": line.born,
        "last": line.last,
        "is_standing": line.is_standing,
        "merged_into": line.merged_into or None,
        "rewordings": line.rewordings,
        "criticism": _run_as_dict(line.criticism),
        "recommendation": _run_as_dict(line.recommendation),
        "stages": [
            {
                "year": stage.year,
                "kind": stage.kind.value,
                "units": list(stage.units),
                "text": stage.text,
                "paragraph": stage.paragraph,
                "is_recommendation": stage.is_recommendation,
                "is_criticism": stage.is_criticism,
            }
            for stage in line.stages
        ],
    }


def _run_as_dict(run: Run | None) -> dict[str, int] | None:
    return {"first": run.first, "last": run.last, "reports": run.reports} if run else None
