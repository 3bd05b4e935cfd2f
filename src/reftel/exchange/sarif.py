"""What checks of telegrams found, as SARIF 2.1.0, which editors and code hosts show.

No word of a text goes into it: messages have none, and no snippets are written.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePath
from urllib.parse import quote

from reftel import __version__
from reftel.document import Problem, Severity
from reftel.telegram.check import RULES, Places, Rule

VERSION = "2.1.0"
SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_LEVELS = {Severity.INFO: "note", Severity.WARNING: "warning", Severity.ERROR: "error"}


@dataclass(frozen=True, slots=True)
class Checked:
    """A file that was checked.

    Args:
        path: As it was named.
        raw: Its text.
        problems: What was found in it.
    """

    path: str
    raw: str
    problems: Sequence[Problem]


def render_sarif(files: Iterable[Checked]) -> dict[str, object]:
    """The log of one run over files, as an object that JSON holds.

    Args:
        files: In the order in which they are told.

    Returns:
        A log with one run. Lines and columns count from 1, columns in code points; the end is exclusive.

    Source:
        OASIS, Static Analysis Results Interchange Format (SARIF) 2.1.0, sections 3.13, 3.14, 3.27 to 3.30.
    """
    checked = list(files)
    codes = sorted({problem.code for file in checked for problem in file.problems})
    results = [result for file in checked for result in _results(file, codes)]
    driver = {"name": "reftel", "version": __version__, "rules": [_rule(code) for code in codes]}
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    return {"$schema": SCHEMA, "version": VERSION, "runs": [run]}


def _rule(code: str) -> Mapping[str, object]:
    rule: Rule | None = RULES.get(code)
    if rule is None:
        return {"id": code}  # a problem of the reading
    return {
        "id": code,
        "shortDescription": {"text": rule.says},
        "help": {"text": f"Source: {rule.source}."},
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
    }


def _results(file: Checked, codes: Sequence[str]) -> Iterable[Mapping[str, object]]:
    places = Places(file.raw)
    for problem in file.problems:
        place = places.of(problem.span)
        region = {
            "startLine": place.line,
            "startColumn": place.column,
            "endLine": place.end_line,
            "endColumn": place.end_column,
        }
        location = {"artifactLocation": {"uri": _uri(file.path)}, "region": region}
        yield {
            "ruleId": problem.code,
            "ruleIndex": codes.index(problem.code),
            "level": _LEVELS[problem.severity],
            "message": {"text": problem.message},
            "locations": [{"physicalLocation": location}],
        }


def _uri(path: str) -> str:
    """A path as a URI: whole ones as of a file, others relative, signs that a URI cannot hold escaped."""
    pure = PurePath(path)
    return pure.as_uri() if pure.is_absolute() else quote(pure.as_posix())
