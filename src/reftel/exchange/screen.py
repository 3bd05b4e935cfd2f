"""A comparison on a terminal: two columns where there is room, one where there is not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from reftel.brief.printable import show_signs
from reftel.compare import Edit, EditKind, OperationKind
from reftel.exchange.sheet import Row, Sheet
from reftel.exchange.text import PLAIN_MARKS, describe_kinds, fold_kept, say_kept, summarise

# Narrower than this, two columns are too narrow to read.
WIDE = 100
MARGIN = 17

_WORD_STYLES = {EditKind.KEEP: "", EditKind.DELETE: "red strike", EditKind.INSERT: "green underline"}
_NAME_STYLES = {
    OperationKind.KEEP: "dim",
    OperationKind.ADD: "bold green",
    OperationKind.DROP: "bold red",
    OperationKind.MOVE: "bold magenta",
    OperationKind.SPLIT: "bold cyan",
    OperationKind.MERGE: "bold cyan",
    OperationKind.REWORD: "bold yellow",
}


def draw(sheet: Sheet, width: int, *, is_coloured: bool, with_kept: bool = False) -> Iterator[RenderableType]:
    """What to print, piece by piece.

    Args:
        sheet: The comparison.
        width: Columns of the terminal; below `WIDE` the texts stand in one column.
        is_coloured: Whether colours and lines show what was deleted and inserted; else signs do.
        with_kept: Whether sentences that were kept are shown, and not only counted.
    """
    pen = _Pen(is_coloured)
    if sheet.marking:
        yield Text(sheet.marking, style="bold", justify="center")
    yield Text(show_signs(sheet.title), style="bold")
    for line in summarise(sheet):
        yield Text(show_signs(line))
    is_wide = width >= WIDE
    if is_wide and sheet.rows:
        yield Text("")
        yield _line(Text(""), pen.head(sheet.old_title), pen.head(sheet.new_title))
    part = ""
    for row in fold_kept(sheet.rows, with_kept=with_kept or bool(sheet.only)):
        if isinstance(row, int):
            yield Text(f"\n  … {say_kept(row)}", style="dim")
            continue
        if row.part and row.part != part:
            part = row.part
            yield Text("")
            yield Rule(Text(show_signs(part), style="bold"), align="left", style="dim")
        yield Text("")
        yield _beside(sheet, row, pen) if is_wide else _below(sheet, row, pen)


class _Pen:
    """Draws words with colours, or with signs where there are none."""

    def __init__(self, is_coloured: bool) -> None:
        self._is_coloured = is_coloured

    def words(self, edits: Iterable[Edit]) -> Text:
        text = Text()
        for edit in edits:
            before, after = ("", "") if self._is_coloured else PLAIN_MARKS[edit.kind]
            style = _WORD_STYLES[edit.kind] if self._is_coloured else ""
            text.append(before + show_signs(edit.text) + after, style=style)
        return text

    def name(self, row: Row) -> Text:
        number = f"{row.number} " if row.number else ""
        return Text(number + row.name, style=_NAME_STYLES[row.operation.kind] if self._is_coloured else "")

    def head(self, title: str) -> Text:
        return Text(show_signs(title), style="bold underline" if self._is_coloured else "")


def _line(*cells: RenderableType) -> Table:
    table = Table.grid(padding=(0, 2, 0, 0), expand=True)
    table.add_column(width=MARGIN)
    table.add_column(ratio=1)
    table.add_column(ratio=1)
    table.add_row(*cells)
    return table


def _beside(sheet: Sheet, row: Row, pen: _Pen) -> RenderableType:
    margin = Text("\n").join(
        [pen.name(row), *(Text(show_signs(line), style="dim") for line in [row.label, row.note] if line)]
    )
    old, new = pen.words(row.old), pen.words(row.new)
    kinds = [Text(show_signs(told), style="italic") for told in describe_kinds(sheet, row)]
    return _line(margin, old, Text("\n").join([new, *kinds]))


def _below(sheet: Sheet, row: Row, pen: _Pen) -> RenderableType:
    head = pen.name(row)
    for words in (row.label, row.note):
        if words:
            head.append(f" · {show_signs(words)}", style="dim")
    kinds = [Text(f"  {show_signs(told)}", style="italic") for told in describe_kinds(sheet, row)]
    return Group(head, *kinds, Padding(pen.words(row.both), (0, 0, 0, 2)))
