"""`reftel telegram check`, `thread` and `duplicates`: rules, references and copies."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from reftel.cli.console import failures, neutral, out, print_json, printing
from reftel.cli.options import AsOption, JsonOption, RecordOption, record_option
from reftel.errors import ExitCode, NothingToShowError, RequestError, SourceError

if TYPE_CHECKING:
    from reftel.document import Problem, Reader
    from reftel.exchange.sarif import Checked
    from reftel.record import Record
    from reftel.telegram.chains import Chain, Step
    from reftel.telegram.duplicates import Group

_COLORS = {"error": "bold red", "warning": "yellow", "info": "dim"}


def check(
    files: Annotated[
        list[str], typer.Argument(metavar="FILE", help="Telegrams, one a file.", show_default=False)
    ],
    explain: Annotated[
        bool, typer.Option("--explain", help="Say of each rule what it says and where it says so.")
    ] = False,
    sarif: Annotated[bool, typer.Option("--sarif", help="Print SARIF 2.1.0, which editors show.")] = False,
    as_json: JsonOption = False,
) -> None:
    """List where telegrams break the rules of the format. Each with line and column.

    Exit code 0 if there is no error, 5 if there is one; warnings and information do not count.

    Example: reftel telegram check answer.txt --explain
    """
    with failures(as_json=as_json):
        if sarif and as_json:
            raise RequestError("Both --json and --sarif are given", advice="Give one of them.")
        checked = [_check_file(file) for file in files]
        with printing():
            if sarif:
                from reftel.exchange.sarif import render_sarif

                print_json(render_sarif(checked))
            elif as_json:
                print_json({"files": [_file_as_dict(file) for file in checked]})
            else:
                for file in checked:
                    _print_file(file, explain=explain)
    if any(problem.severity == "error" for file in checked for problem in file.problems):
        raise typer.Exit(int(ExitCode.BROKEN_RULES))


def thread(
    context: typer.Context,
    number: Annotated[
        str,
        typer.Argument(
            metavar="NUMBER", help="Reference number of a telegram, as 09HONGKONG1103.", show_default=False
        ),
    ],
    as_: AsOption = None,
    record: RecordOption = "",
    as_json: JsonOption = False,
) -> None:
    """Show what a telegram refers to and what refers to it. Goes link by link.

    Example: reftel telegram thread 09HONGKONG1103
    """
    with failures(as_json=as_json):
        from reftel.record import choose_path, local_reader, open_record

        reader = local_reader(as_)
        with open_record(choose_path(record_option(context, record))) as opened:
            chain, titles = _follow(opened, reader, _squeeze(number))
        with printing():
            if as_json:
                print_json(_chain_as_dict(chain, titles))
            else:
                _print_chain(chain, titles)


def duplicates(
    context: typer.Context,
    as_: AsOption = None,
    record: RecordOption = "",
    as_json: JsonOption = False,
) -> None:
    """List telegrams of which the record holds several copies. The best is in front.

    Example: reftel telegram duplicates
    """
    with failures(as_json=as_json):
        from reftel.record import choose_path, local_reader, open_record

        reader = local_reader(as_)
        with open_record(choose_path(record_option(context, record))) as opened:
            groups, names, compared, left = _find_copies(opened, reader)
        with printing():
            if as_json:
                listed = [_group_as_dict(group, names) for group in groups]
                print_json({"groups": listed, "compared": compared, "not_compared": left})
            else:
                _print_groups(groups, names, compared, left)


def _check_file(file: str) -> Checked:
    """Check one file.

    Raises:
        SourceError: It cannot be taken in, or holds no telegram.
    """
    from reftel.exchange.sarif import Checked
    from reftel.sources import read_file_text
    from reftel.telegram import looks_like_telegram, read_telegram
    from reftel.telegram.check import check_telegram

    text = read_file_text(file).text
    if not looks_like_telegram(text):
        raise SourceError(
            "This is no telegram: no two signs of one were found",
            where=file,
            advice="A classification line, E.O., TAGS, SUBJECT and a date-time group are such signs.",
        )
    return Checked(file, text, check_telegram(read_telegram(text)))


def _file_as_dict(file: Checked) -> Mapping[str, object]:
    from reftel.telegram.check import RULES, Places

    places = Places(file.raw)
    found: list[Mapping[str, object]] = []
    for problem in file.problems:
        place, rule = places.of(problem.span), RULES.get(problem.code)
        found.append(
            {
                "code": problem.code,
                "severity": str(problem.severity),
                "message": problem.message,
                "line": place.line,
                "column": place.column,
                "end_line": place.end_line,
                "end_column": place.end_column,
                "rule": rule.says if rule else None,
                "source": rule.source if rule else None,
            }
        )
    return {"file": file.path, "problems": found}


def _print_file(file: Checked, *, explain: bool) -> None:
    from reftel.telegram.check import Places

    console, places = out(), Places(file.raw)
    console.print(f"[bold]{neutral(file.path)}[/]")
    for problem in file.problems:
        place = places.of(problem.span)
        severity = str(problem.severity)
        where = f"{place.line}:{place.column}"
        color = _COLORS[severity]
        console.print(f"  {where:>7}  [{color}]{severity:<7}[/]  {problem.code}  {neutral(problem.message)}")
        if explain:
            console.print(f"           [dim]{neutral(_explain(problem))}[/]")
    console.print(f"  {_count(file.problems)}")


def _explain(problem: Problem) -> str:
    from reftel.telegram.check import RULES

    rule = RULES.get(problem.code)
    return f"{rule.says} [{rule.source}]" if rule else "Found while reading, see the page on problems."


def _count(problems: Sequence[Problem]) -> str:
    counts = Counter(str(problem.severity) for problem in problems)
    if not counts:
        return "No rule is broken."
    words = {"error": ("error", "errors"), "warning": ("warning", "warnings"), "info": ("note", "notes")}
    told = [f"{counts[kind]} {words[kind][counts[kind] > 1]}" for kind in words if counts[kind]]
    return f"{', '.join(told)}."


def _squeeze(number: str) -> str:
    """A reference number as the record keys it: ``09 Hong Kong 001103`` is 09HONGKONG1103."""
    from reftel.telegram.chains import squeeze_number

    return squeeze_number(number)


def _follow(record: Record, reader: Reader, number: str) -> tuple[Chain, dict[str, str]]:
    """The chain of a telegram, with the titles that the reader may see.

    Raises:
        NothingToShowError: The record holds for this reader neither the telegram nor one that refers to it.
    """
    from reftel.telegram.chains import follow_chain, read_references

    views = record.documents(reader, kind="telegram")
    years = {view.id: view.written_year for view in views}
    titles = {view.key: view.title or "" for view in views}
    references = read_references(
        (passage.document, passage.text, years.get(passage.document_id))
        for passage in record.reference_blocks(reader)
    )
    chain = follow_chain(number, references, titles)
    if number not in titles and not chain.referred_by:
        raise NothingToShowError(
            "The record holds neither this telegram nor one that refers to it",
            where=number,
            advice="Give the number as 09HONGKONG1103: year, post, serial.",
        )
    return chain, titles


def _chain_as_dict(chain: Chain, titles: Mapping[str, str]) -> Mapping[str, object]:
    def tell(step: Step) -> Mapping[str, object]:
        return {
            "source": step.source,
            "target": step.target or None,
            "depth": step.depth,
            "is_held": step.is_held,
            "candidates": list(step.candidates),
            "reason": step.reason or None,
        }

    return {
        "number": chain.mrn,
        "title": titles.get(chain.mrn) or None,
        "is_held": chain.mrn in titles,
        "refers_to": [tell(step) for step in chain.refers_to],
        "referred_by": [tell(step) for step in chain.referred_by],
    }


def _print_chain(chain: Chain, titles: Mapping[str, str]) -> None:
    console = out()
    console.print(f"[bold]{neutral(_name(chain.mrn, titles))}[/]")
    for heading, steps in (("refers to", chain.refers_to), ("is referred to by", chain.referred_by)):
        console.print(f"{heading}:" if steps else f"{heading}: nothing in the record")
        for step in steps:
            console.print(neutral("  " * step.depth + _tell_step(step, titles, heading == "refers to")))


def _tell_step(step: Step, titles: Mapping[str, str], is_onward: bool) -> str:
    meant = step.target or " or ".join(step.candidates) or "a telegram that cannot be told"
    if not is_onward:
        doubt = f" ({step.reason})" if not step.target else ""
        return f"{_name(step.source, titles)} → {meant}{doubt}"
    if step.is_held:
        return f"{step.source} → {_name(step.target, titles)}"
    return f"{step.source} → {meant}: {step.reason}"


def _name(number: str, titles: Mapping[str, str]) -> str:
    if number not in titles:
        return f"{number} (not in the record)"
    return f"{number} {titles[number]}".strip()


def _find_copies(record: Record, reader: Reader) -> tuple[list[Group], list[tuple[str, str]], int, int]:
    """Groups of more than one, names of what was compared, how many were and how many were not.

    Only telegrams that the reader may read as a whole are compared.
    """
    from reftel.telegram import read_telegram
    from reftel.telegram.duplicates import group_duplicates

    views = record.documents(reader, kind="telegram")
    texts = [(view, record.raw_text(reader, view)) for view in views]
    whole = [(view, text) for view, text in texts if text is not None]
    names = [(view.key, view.file_name or "") for view, _ in whole]
    groups = group_duplicates([read_telegram(text) for _, text in whole])
    several = [group for group in groups if len(group.members) > 1]
    return several, names, len(whole), len(views) - len(whole)


def _group_as_dict(group: Group, names: Sequence[tuple[str, str]]) -> Mapping[str, object]:
    return {
        "best": names[group.best.index][0],
        "members": [
            {
                "number": names[member.index][0],
                "file": names[member.index][1],
                "likeness": round(member.likeness, 3),
                "reason": member.reason,
            }
            for member in group.members
        ],
    }


def _print_groups(
    groups: Sequence[Group], names: Sequence[tuple[str, str]], compared: int, left: int
) -> None:
    console = out()
    for line in _list_groups(groups, names):
        console.print(line)
    several = f"{len(groups)} with several copies" if groups else "none with several copies"
    console.print(f"{compared} telegrams compared, {several}.")
    if left:
        console.print(f"{left} not compared, since you may read only parts of them.")


def _list_groups(groups: Sequence[Group], names: Sequence[tuple[str, str]]) -> Iterator[str]:
    for group in groups:
        for member in group.members:
            number, file = names[member.index]
            indent = "" if member is group.best else "  "
            yield f"{indent}[bold]{neutral(number)}[/] {neutral(file)}: {neutral(member.reason)}"
