"""A history of sentences as people read it: on the terminal, as text, table and page."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from reftel.brief.printable import show_signs
from reftel.compare.history import History, Line, Run, StageKind
from reftel.errors import RequestError
from reftel.exchange.table import neutralise

KINDS = ("recommendations", "criticisms", "statements", "standing", "ended")
SIGNS = {
    StageKind.BORN: "●",
    StageKind.KEPT: "─",
    StageKind.MOVED: "─",
    StageKind.REWORDED: "≈",
    StageKind.SPLIT: "<",
    StageKind.MERGED: ">",
    StageKind.RETURNED: "○",
}
LEGEND = "● new  ─ kept  ≈ reworded  < split  > merged  ○ came back  · not there"
# A table needs so many columns; on a narrower screen each line is a paragraph.
WIDE = 90
COLUMNS = (
    "number", "kind", "born", "last", "standing", "reports", "rewordings", "criticism_since",
    "criticism_reports", "recommended_since", "recommended_reports", "marking", "text",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Series:
    """The history of one country's texts, laid out for people.

    Args:
        title: What the texts are of, such as `Hong Kong`.
        history: The history.
        only: Which lines are asked for, of `KINDS`: several of the first three are alternatives, and so are
            the last two. Empty for all.
        marking: The banner of texts from the record; empty for files.
    """

    title: str
    history: History
    only: frozenset[str] = frozenset()
    marking: str = ""

    @property
    def lines(self) -> list[Line]:
        """The lines that are asked for, those that stood in most reports first."""
        chosen = [line for line in self.history.lines if self._takes(line)]
        return sorted(chosen, key=_rank)

    def _takes(self, line: Line) -> bool:
        kinds, states = self.only & set(KINDS[:3]), self.only & set(KINDS[3:])
        state = "standing" if line.is_standing else "ended"
        return (not kinds or f"{line.kind}s" in kinds) and (not states or state in states)


def _rank(line: Line) -> tuple[int, bool, bool, int]:
    """What stood in most reports first; of equals what still stands, and what is held against somebody."""
    return -len(line.stages), not line.is_standing, line.kind == "statement", line.number


def read_history_only(words: Iterable[str]) -> frozenset[str]:
    """What `--only` names of a history.

    Raises:
        RequestError: A word names nothing.
    """
    asked = frozenset(part.strip().lower() for word in words for part in word.split(","))
    for name in sorted(asked - set(KINDS)):
        raise RequestError(
            f"“{name}” is no kind of line", where="--only", advice=f"Give of {', '.join(KINDS)}."
        )
    return asked


def summarise_history(series: Series) -> Iterator[str]:
    """What to say on top, in one line each."""
    history = series.history
    standing = sum(line.is_standing for line in history.lines)
    yield f"Reports: {', '.join(map(str, history.years))}."
    yield f"Sentences followed: {len(history.lines)}, of which {standing} stand in {history.years[-1]}."
    for kind, verb in (("criticism", "has stood"), ("recommendation", "has been repeated")):
        if longest := _longest(history, kind):
            yield f"Longest {kind}: {verb} {_describe_run(longest)}."


def _longest(history: History, kind: str) -> Run | None:
    runs = [run for line in history.lines if (run := getattr(line, kind)) is not None]
    return max(runs, key=lambda run: (run.reports, run.last - run.first), default=None)


def _describe_run(run: Run) -> str:
    years = f"{run.first} to {run.last}" if run.first != run.last else str(run.first)
    return f"in {_count(run.reports, 'report')}, {years}"


def draw_timeline(line: Line, years: tuple[int, ...]) -> str:
    """A sign for each report: how the sentence came to stand there, or that it does not."""
    signs = {stage.year: SIGNS[stage.kind] for stage in line.stages}
    return "".join(signs.get(year, "·") for year in years)


def describe_line(line: Line) -> str:
    """How long it stood and in what role, in a few words."""
    parts = [f"in {_count(len(line.stages), 'report')}"]
    if line.born != line.last:
        parts.append(f"{line.born} to {line.last}")
    else:
        parts.append(str(line.born))
    if line.rewordings:
        parts.append(f"reworded {_count(line.rewordings, 'time')}")
    for run, words in ((line.criticism, "a criticism"), (line.recommendation, "recommended")):
        if run is not None and run.last == line.last and run.reports < len(line.stages):
            parts.append(f"{words} since {run.first}")
    if line.merged_into:
        parts.append(f"became a part of {line.merged_into}")
    elif not line.is_standing:
        parts.append("then dropped")
    return ", ".join(parts)


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def render_history_text(series: Series) -> str:
    """Plain text, a paragraph for each line."""
    lines = [series.marking] * bool(series.marking) + [f"History of {series.title}"]
    lines += [*summarise_history(series), LEGEND]
    for line in series.lines:
        lines += [
            "",
            f"{line.number}. {line.kind} {draw_timeline(line, series.history.years)} {describe_line(line)}",
            f"  {line.stages[-1].text}",
        ]
    return show_signs("\n".join(lines)) + "\n"


def draw_history(series: Series, width: int) -> Iterator[RenderableType]:
    """What to print on a terminal, piece by piece."""
    if series.marking:
        yield Text(series.marking, style="bold", justify="center")
    yield Text(show_signs(f"History of {series.title}"), style="bold")
    yield from (Text(show_signs(told)) for told in summarise_history(series))
    yield Text(LEGEND, style="dim")
    if width < WIDE:
        for line in series.lines:
            yield Text("")
            yield Text(
                f"{line.number} {draw_timeline(line, series.history.years)} {describe_line(line)}", "dim"
            )
            yield Text(show_signs(line.stages[-1].text))
        return
    table = Table(box=None, padding=(0, 2, 1, 0), header_style="bold", expand=True)
    table.add_column("", justify="right", style="dim")
    table.add_column(f"{series.history.years[0]}…{series.history.years[-1]}", no_wrap=True)
    table.add_column("how long", ratio=2, style="dim")
    table.add_column("last wording", ratio=5)
    for line in series.lines:
        words = Text(show_signs(line.stages[-1].text), style="" if line.is_standing else "dim")
        timeline = draw_timeline(line, series.history.years)
        table.add_row(str(line.number), timeline, f"{line.kind}, {describe_line(line)}", words)
    yield table


def render_history_csv(series: Series) -> str:
    """A table with a row for each line."""
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for line in series.lines:
        runs = [
            (run.first, run.reports) if run else ("", "") for run in (line.criticism, line.recommendation)
        ]
        cells = (
            line.number, line.kind, line.born, line.last, "yes" if line.is_standing else "no",
            len(line.stages), line.rewordings, *runs[0], *runs[1], series.marking, line.stages[-1].text,
        )  # fmt: skip
        writer.writerow([neutralise(str(cell)) for cell in cells])
    return file.getvalue()


def series_as_dict(series: Series) -> dict[str, object]:
    """The history in plain values; of the lines, those that are asked for, in their own order."""
    values = series.history.as_dict()
    kept = {line.number for line in series.lines}
    lines = values["lines"]
    assert isinstance(lines, list)  # noqa: S101  as `History.as_dict` makes it
    values["lines"] = [line for line in lines if line["number"] in kept]
    return {"title": series.title, "marking": series.marking, **values}


def draw_overview(histories: Mapping[str, History]) -> RenderableType:
    """A table of many countries, a row each: how many reports and sentences, and what stood longest."""
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="bold")
    for name in ("country", "reports", "sentences", "reworded", "standing", "longest criticism"):
        table.add_column(name, justify="left" if name in ("country", "longest criticism") else "right")
    for country, history in histories.items():
        kinds = Counter(stage.kind for line in history.lines for stage in line.stages)
        longest = _longest(history, "criticism")
        span = _describe_run(longest) if longest else ""
        standing = sum(line.is_standing for line in history.lines)
        counts = (len(history.years), len(history.lines), kinds[StageKind.REWORDED], standing)
        table.add_row(Text(show_signs(country)), *map(str, counts), span)
    return table
