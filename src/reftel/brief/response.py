"""What telegrams report: the government's answer, its questions, the undertakings, and the post's comment."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from reftel.brief.concern import concerns_persons
from reftel.brief.model import Group, Line, Section
from reftel.brief.sources import SourceBook
from reftel.document import UNMARKED, Marking, Span, fold_white_space
from reftel.record import DocumentView, PassageView, StatementView

_MONTHS = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"]
# must match "160912Z JUN 09"; must not match "#1103 1670912"
_DATE_TIME_RE = re.compile(r"\b(?P<day>\d\d)(?P<time>\d{4})Z (?P<month>[A-Z]{3}) (?P<year>\d\d)\b")
# Where the date-time group can stand; one in the text proper is that of another telegram.
_TEXT_KINDS = frozenset({"subject", "references", "report", "summary", "comment", "heading"})


@dataclass(frozen=True, slots=True)
class Sent:
    """The date and time of a telegram, with the marking of the line that says so."""

    day: date | None = None
    time: str = ""
    marking: Marking = UNMARKED

    @property
    def printed(self) -> str:
        """The day in words; empty if it is not known."""
        return f"{self.day.day} {self.day:%B %Y}" if self.day else ""


@dataclass(frozen=True, slots=True)
class ReadTelegram:
    """A telegram of the year, as far as the reader may read it."""

    view: DocumentView
    passages: tuple[PassageView, ...]
    findings: tuple[StatementView, ...]

    @property
    def sent(self) -> Sent:
        """When it was sent, by the date-time group, if that may be read."""
        for passage in self.passages:
            if passage.kind in _TEXT_KINDS:
                continue
            if match := _DATE_TIME_RE.search(passage.text):
                return Sent(_date(match), match["time"], passage.marking)
        return Sent()

    @property
    def concerns_trafficking(self) -> bool:
        """Whether anything in it that may be read says so."""
        return concerns_persons(passage.text for passage in self.passages)

    @property
    def size(self) -> int:
        """How much of it may be read."""
        return sum(passage.span.length for passage in self.passages)

    @property
    def heading(self) -> str:
        """Reference number and date, as a heading of what it reports."""
        return ", ".join(part for part in (self.view.key, self.sent.printed) if part)


def _date(match: re.Match[str]) -> date | None:
    try:
        year = int(match["year"])
        return date(
            year + (1900 if year > 65 else 2000), _MONTHS.index(match["month"]) + 1, int(match["day"])
        )
    except ValueError:
        return None


def sort_by_date(telegrams: Sequence[ReadTelegram]) -> list[ReadTelegram]:
    """By date and time sent; those without a readable date last."""
    sent = {telegram.view.id: telegram.sent for telegram in telegrams}

    def place(telegram: ReadTelegram) -> tuple[date, str, str]:
        when = sent[telegram.view.id]
        return when.day or date.max, when.time, telegram.view.key

    return sorted(telegrams, key=place)


def response_sections(book: SourceBook, telegrams: Sequence[ReadTelegram]) -> list[Section]:
    """The parts of the brief that rest on telegrams; those with nothing in them are left out."""
    sections = [
        _section(book, telegrams, "answers", "What the government answered", _is("position")),
        _section(book, telegrams, "questions", "What the government asked", _is("question")),
        _undertakings(book, telegrams),
        _section(book, telegrams, "points", "What was put to the government", _is("point")),
        replace(
            _section(book, telegrams, "comment", "The post’s own comment", _is("comment")),
            lead="The post’s view, kept apart from what was said.",
        ),
    ]  # fmt: skip
    return [section for section in sections if section.groups]


def telegrams_section(book: SourceBook, telegrams: Sequence[ReadTelegram]) -> Section:
    """The telegrams of the year in order, each by its subject."""
    lines = []
    for telegram in telegrams:
        subject = next((p for p in telegram.passages if p.kind == "subject"), None)
        if subject is None:
            continue
        citation, marking = book.cite(telegram.view.key, subject.span)
        title = telegram.view.title or " ".join(subject.text.split())
        sent = telegram.sent
        lines.append(Line(title, (citation,), marking | sent.marking, note=sent.printed))
    return Section("telegrams", "Telegrams", (Group("", tuple(lines)),) if lines else ())


def _is(kind: str, side: str = "") -> Callable[[StatementView], bool]:
    return lambda finding: finding.kind == kind and (not side or finding.attributes.get("side") == side)


def _section(
    book: SourceBook,
    telegrams: Sequence[ReadTelegram],
    slug: str,
    title: str,
    wanted: Callable[[StatementView], bool],
) -> Section:
    groups = []
    for telegram in telegrams:
        lines = tuple(_line(book, finding) for finding in telegram.findings if wanted(finding))
        if lines:
            groups.append(Group(telegram.heading, lines, marking=telegram.sent.marking))
    return Section(slug, title, tuple(groups))


def _undertakings(book: SourceBook, telegrams: Sequence[ReadTelegram]) -> Section:
    groups: list[Group] = []
    for side, name in (("government", "The government"), ("US", "The US side")):
        section = _section(book, telegrams, "", "", _is("undertaking", side))
        groups += [replace(group, title=f"{name} · {group.title}") for group in section.groups]
    return Section("undertakings", "What each side undertook", tuple(groups))


def _line(book: SourceBook, finding: StatementView) -> Line:
    from reftel.telegram.pages import find_page_lines  # its patterns are long to compile

    citation, marking = book.cite(finding.document, finding.span)
    whole = Span(0, len(finding.text))
    # A page line can cut a sentence in two; it is in the source, but no part of what is said.
    words = fold_white_space(finding.text, whole, find_page_lines(finding.text, whole))
    # A person may hold what is said of the words closer than the words themselves.
    marking |= finding.marking
    return Line(words.text, (citation,), marking, standing=finding.status, rule=finding.rule)
