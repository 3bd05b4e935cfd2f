"""How right the proposals on a government's response are, on invented telegrams labelled by reading.

usage: python -m benchmarks.engagement [NAME...]

Prints precision and recall per telegram of tests/cases/engagement, as rows of a Markdown table,
and for groups.
The rules were written on the first group (dev, new, held1, held2). Of the second, only totals were looked at
while they were written (held3-5, hold, more); of the last, nothing (final).
"""

from __future__ import annotations

import json
import sys
from collections import Counter, defaultdict
from pathlib import Path

from reftel.telegram import find_engagement, read_telegram

CASES = Path(__file__).resolve().parents[1] / "tests" / "cases" / "engagement"
WRITTEN_ON = ("dev1", "dev2", "dev3", "new1", "new2", "new3", "new4", "held1", "held2")


def score(name: str) -> Counter[str]:
    """Right, wrong and missed labels of one telegram; a finding on no labelled sentence is wrong."""
    telegram = read_telegram((CASES / f"{name}.txt").read_text(encoding="utf-8"))
    found: dict[str, set[str]] = defaultdict(set)
    for finding in find_engagement(telegram):
        side = "us" if finding.attributes["side"] == "US" else "government"
        label = {"undertaking": f"undertaking:{side}", "third-party": "third"}.get(finding.kind, finding.kind)
        found[" ".join(finding.span.of(telegram.raw).split())].add(label)
    counts: Counter[str] = Counter()
    for sentence in json.loads((CASES / f"{name}.json").read_text(encoding="utf-8"))["sentences"]:
        expected = set(sentence["labels"]) - {"summary"}
        proposed = found.pop(" ".join(sentence["text"].split()), set())
        counts["right"] += len(expected & proposed)
        counts["wrong"] += len(proposed - expected)
        counts["missed"] += len(expected - proposed)
    counts["wrong"] += sum(map(len, found.values()))
    return counts


def group_of(name: str) -> str:
    """What the rules knew of a telegram."""
    if name in WRITTEN_ON:
        return "written on"
    return "never looked at" if name.startswith("final") else "only totals looked at"


def main() -> None:
    """Score and print."""
    names = sys.argv[1:] or sorted(path.stem for path in CASES.glob("*.json"))
    groups: dict[str, Counter[str]] = defaultdict(Counter)
    print("| telegram | what the rules knew of it | precision | recall | right | wrong | missed |")
    print("|---|---|---|---|---|---|---|")
    for name in names:
        counts = score(name)
        groups[group_of(name)].update(counts)
        print(row(name, group_of(name), counts))
    for group, counts in groups.items():
        print(row("all of these", group, counts))


def row(name: str, group: str, counts: Counter[str]) -> str:
    """One row of the table."""
    right, wrong, missed = counts["right"], counts["wrong"], counts["missed"]
    precision, recall = right / max(1, right + wrong), right / max(1, right + missed)
    return f"| {name} | {group} | {precision:.2f} | {recall:.2f} | {right} | {wrong} | {missed} |"


if __name__ == "__main__":
    main()
