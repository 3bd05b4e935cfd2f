"""This year's narrative against last year's, and the recommendations."""

from __future__ import annotations

from collections import Counter

from reftel.brief.model import Group, Line, Section
from reftel.brief.sources import SourceBook
from reftel.compare import Comparison, Operation, OperationKind, Side
from reftel.document import Citation, Marking
from reftel.report import Narrative, SectionKind

OPERATION_NAMES = {
    OperationKind.KEEP: "kept",
    OperationKind.REWORD: "reworded",
    OperationKind.SPLIT: "split",
    OperationKind.MERGE: "merged",
    OperationKind.MOVE: "moved",
    OperationKind.ADD: "added",
    OperationKind.DROP: "dropped",
}


def changes_section(book: SourceBook, old: tuple[str, Narrative], new: tuple[str, Narrative]) -> Section:
    """What became of each sentence of last year's narrative, redlined, by the parts of this year's."""
    from reftel.compare import compare_documents  # which is long to load, and often there is one year only

    comparison = compare_documents(old[1], new[1])
    counts = Counter(operation.kind for operation in comparison.operations)
    groups: list[Group] = []
    current, lines = "", list[Line]()
    kept: list[Line] = []
    for operation in comparison.operations:
        line = _operation_line(book, comparison, operation, old[0], new[0])
        if operation.kind is OperationKind.KEEP:
            kept.append(line)
            continue
        part = _part_of(comparison, operation) or current
        if part != current and lines:
            groups.append(Group(current, tuple(lines)))
            lines = []
        current = part
        lines.append(line)
    if lines:
        groups.append(Group(current, tuple(lines)))
    if kept:
        sentences = "sentence" if len(kept) == 1 else "sentences"
        groups.append(Group(f"{len(kept)} {sentences} kept word for word", tuple(kept), folded=True))
    return Section(
        "changes",
        f"{new[0]} against {old[0]}",
        tuple(_merge_groups(groups)),
        lead="Struck words stood in last year’s narrative, underlined ones stand in this year’s.",
        counts=tuple((OPERATION_NAMES[kind], counts[kind]) for kind in OperationKind if counts[kind]),
    )


def text_section(book: SourceBook, narrative: tuple[str, Narrative]) -> Section:
    """What this year's narrative says of the standing, where there is no other year to set it against."""
    key, read = narrative
    lines = []
    for sentence in read.sentences:
        if sentence.section in (SectionKind.STANDING, SectionKind.EFFORTS):
            citation, marking = book.cite(key, sentence.span)
            lines.append(Line(sentence.text, (citation,), marking))
    if not lines:  # a narrative without such a part: its opening
        for sentence in read.sentences[:6]:
            citation, marking = book.cite(key, sentence.span)
            lines.append(Line(sentence.text, (citation,), marking))
    return Section("narrative", f"What {key} says", (Group("", tuple(lines)),))


def recommendations_section(book: SourceBook, narrative: tuple[str, Narrative]) -> Section:
    """What this year's narrative recommends, item by item."""
    key, read = narrative
    lines = []
    for item in read.recommendations:
        citation, marking = book.cite(key, item.span)
        lines.append(
            Line(item.text, (citation,), marking, note=f"to {item.addressee}" if item.addressee else "")
        )
    return Section("recommendations", "Recommendations", (Group("", tuple(lines)),))


def _operation_line(
    book: SourceBook, comparison: Comparison, operation: Operation, old_key: str, new_key: str
) -> Line:
    cited: list[Citation] = []
    marking = Marking()
    sides = ((comparison.old, operation.old, old_key), (comparison.new, operation.new, new_key))
    for side, places, key in sides:
        for place in places:
            citation, own = book.cite(key, side.units[place].span)
            cited.append(citation)
            marking = marking | own
    text = comparison.new_words(operation) or comparison.old_words(operation)
    note = ""
    if operation.kind is OperationKind.MOVE:
        note = f"from {_label(comparison.old, operation.old)} to {_label(comparison.new, operation.new)}"
    return Line(
        text, tuple(cited), marking, tag=OPERATION_NAMES[operation.kind], edits=operation.edits, note=note
    )


def _label(side: Side, places: tuple[int, ...]) -> str:
    return side.units[places[0]].paragraph


def _part_of(comparison: Comparison, operation: Operation) -> str:
    side, places = (comparison.new, operation.new) if operation.new else (comparison.old, operation.old)
    return _label(side, places).partition(" ¶")[0]


def _merge_groups(groups: list[Group]) -> list[Group]:
    """Lines of one part under one heading, also where a dropped sentence stood between them."""
    merged: dict[str, list[Line]] = {}
    folded = {group.title: group.folded for group in groups}
    for group in groups:
        merged.setdefault(group.title, []).extend(group.lines)
    return [Group(title, tuple(lines), folded[title]) for title, lines in merged.items()]
