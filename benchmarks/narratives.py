"""What is read out of narratives, in the shape in which they are labelled by hand.

usage: python -m benchmarks.narratives IDS_FILE PREDICTIONS.jsonl

IDS_FILE holds one id a line, such as HKG-2018; the texts are taken from shared/data/narratives beside the
checkout. One object per narrative is written.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from reftel.report import Narrative, SectionKind, Tone, find_figures, find_remarks, read_narrative
from reftel.report.figure_table import as_dict

TEXTS = Path(__file__).resolve().parents[2] / "shared" / "data" / "narratives"
MOVEMENTS = {"remained": "unchanged"}
START = 40


def describe(key: str, narrative: Narrative) -> dict[str, object]:
    """A narrative as the hand-made labels describe one."""
    standing = narrative.standing
    movement = standing.movement.value if standing and standing.movement else "unstated"
    remarks = find_remarks(narrative)
    return {
        "id": key,
        "tier": standing.tier.value if standing else None,
        "movement": MOVEMENTS.get(movement, movement),
        "waiver": bool(standing and standing.waiver),
        "years_on_watch_list": standing.watch_list_years if standing else None,
        "sections": [
            {
                "name": section.kind.value,
                "start": _start(section.paragraphs[0].span.of(narrative.raw)),
            }
            for section in narrative.sections
            if section.paragraphs and section.kind is not SectionKind.AREA
        ],
        "recommendations": [item.text for item in narrative.recommendations],
        "criticisms": [remark.text for remark in remarks if remark.tone is Tone.CRITICISM],
        "credits": [remark.text for remark in remarks if remark.tone is Tone.CREDIT],
        "figures": [as_dict(figure) for figure in find_figures(narrative)],
    }


def _start(words: str) -> str:
    return " ".join(words.split())[:START]


def main(arguments: list[str]) -> int:
    """Write the predictions."""
    if len(arguments) != 2:
        print(__doc__, file=sys.stderr)
        return 2
    keys = [
        line.strip() for line in Path(arguments[0]).read_text(encoding="utf-8").splitlines() if line.strip()
    ]
    missing = [key for key in keys if not (TEXTS / f"{key}.txt").is_file()]
    if missing:
        print(f"There is no text of {missing[0]} in {TEXTS}.", file=sys.stderr)
        return 1
    with Path(arguments[1]).open("w", encoding="utf-8") as file:
        for key in keys:
            narrative = read_narrative((TEXTS / f"{key}.txt").read_bytes().decode("utf-8"))
            file.write(json.dumps(describe(key, narrative), ensure_ascii=False) + "\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
