"""A comparison as plain text and as Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from reftel.brief.printable import show_signs
from reftel.compare import Edit, EditKind
from reftel.exchange.sheet import CHANGE_NAMES, Row, Sheet, describe_change

PLAIN_MARKS = {EditKind.KEEP: ("", ""), EditKind.DELETE: ("[-", "-]"), EditKind.INSERT: ("{+", "+}")}
# Struck and inserted words as HTML elements, which Markdown lets through: only these may be seen everywhere.
MARKDOWN_MARKS = {
    EditKind.KEEP: ("", ""),
    EditKind.DELETE: ("<del>", "</del>"),
    EditKind.INSERT: ("<ins>", "</ins>"),
}
# must match "*", "[", "<", "|"; must not match "a", "-", "."
MARKDOWN_SIGN_RE = re.compile(
    r"""
    [\\`*_{}\[\]<>|~#&$]
    """,
    re.VERBOSE,
)
# must match "1. ", "- ", "+ ", "=="; must not match "- " behind a word
MARKDOWN_START_RE = re.compile(
    r"""
    ^ (?: [-+=] | [0-9]{1,9} (?= [.)] ) )
    """,
    re.VERBOSE,
)


def write_marks(edits: Iterable[Edit], marks: Mapping[EditKind, tuple[str, str]] = PLAIN_MARKS) -> str:
    """Words with signs around what was deleted and inserted, such as `[-twice-]{+four times+}`."""
    return "".join(marks[edit.kind][0] + edit.text + marks[edit.kind][1] for edit in edits)


def summarise(sheet: Sheet) -> Iterator[str]:
    """What to say on top, in one line each: operations, kinds of change, figures."""
    if sheet.is_same:
        yield f"No difference: {say_kept(len(sheet.comparison.operations))}."
        return
    yield "Sentences: " + ", ".join(f"{count} {name}" for name, count in sheet.counts) + "."
    if sheet.change_counts:
        yield "Kinds of change: " + ", ".join(f"{count} {name}" for name, count in sheet.change_counts) + "."
    for row, change in sheet.figures:
        yield f"Figure: {describe_change(sheet.comparison, row.operation, change)} ({row.label})."


def describe_kinds(sheet: Sheet, row: Row) -> list[str]:
    """The kinds of change in a row, each with what changed."""
    if row.place == "from":
        return []
    return [
        f"{CHANGE_NAMES[change.kind]}: {told}"
        if (told := describe_change(sheet.comparison, row.operation, change))
        else CHANGE_NAMES[change.kind]
        for change in row.operation.changes
    ]


def render_text(sheet: Sheet, *, with_kept: bool = True) -> str:
    """Render a comparison as plain text, a paragraph for each row; `[-old-]` and `{+new+}` mark the words."""
    lines = [sheet.marking] * bool(sheet.marking) + [sheet.title, *summarise(sheet)]
    part = ""
    for row in fold_kept(sheet.rows, with_kept=with_kept):
        if isinstance(row, int):
            lines += ["", f"({say_kept(row)})"]
            continue
        if row.part and row.part != part:
            part = row.part
            lines += ["", f"== {part}"]
        head = " · ".join(
            [f"{row.number}. {row.name}" if row.number else row.name, row.label, *[row.note] * bool(row.note)]
        )
        lines += [
            "",
            head,
            *(f"  {told}" for told in describe_kinds(sheet, row)),
            f"  {write_marks(row.both)}",
        ]
    return show_signs("\n".join(lines)) + "\n"


def fold_kept(rows: Iterable[Row], *, with_kept: bool) -> Iterator[Row | int]:
    """The rows, and unless they are wanted only the number of those in a run that are kept."""
    run = 0
    for row in rows:
        if not row.number and not with_kept:
            run += 1
            continue
        if run:
            yield run
            run = 0
        yield row
    if run:
        yield run


def say_kept(number: int) -> str:
    """How many sentences in a row are kept."""
    return f"{number} sentence{'' if number == 1 else 's'} kept"


def render_markdown(sheet: Sheet) -> str:
    """Render a comparison as Markdown: a summary, then a list of what changed, by section."""
    lines = [f"**{escape_markdown(sheet.marking)}**", ""] if sheet.marking else []
    lines += [f"# {escape_markdown(sheet.title)}", ""]
    lines += [f"- {escape_markdown(line)}" for line in summarise(sheet)]
    part = ""
    for row in sheet.rows:
        if row.part and row.part != part:
            part = row.part
            lines += ["", f"## {escape_markdown(part)}"]
        edits = [Edit(edit.kind, escape_markdown(edit.text)) for edit in row.both]
        words = _escape_start(write_marks(edits, MARKDOWN_MARKS))
        if not row.number:
            lines += ["", words]
            continue
        head = " · ".join(part for part in (row.label, row.note) if part)
        lines += ["", f"**{row.number}. {row.name}** ({escape_markdown(head)})", ""]
        lines += [f"- *{escape_markdown(told)}*" for told in describe_kinds(sheet, row)]
        lines += [""] * bool(row.operation.changes) + [f"> {words}"]
    return show_signs("\n".join(lines)) + "\n"


def escape_markdown(text: str) -> str:
    """Text whose signs stand for themselves in Markdown, wherever in a line."""
    return MARKDOWN_SIGN_RE.sub(r"\\\g<0>", text)


def _escape_start(line: str) -> str:
    """A line that does not begin like an item of a list."""
    return MARKDOWN_START_RE.sub(
        lambda match: f"{match[0]}\\" if match[0].isdigit() else f"\\{match[0]}", line
    )
