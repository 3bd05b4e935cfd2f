"""Word edits for the revised sentences of arXivEdits, as score_edits.py beside the data reads them.

usage: python -m benchmarks.redline arxivedits.json predictions.jsonl

Each line holds {"key", "edits": [[old range or null, new range or null], ...]}; ranges are half-open, in
words between blanks. Words that only moved within the sentence are no edit there.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from reftel.compare import find_replacements
from reftel.document import Span

Range = list[int] | None


def predict(old: str, new: str) -> list[list[Range]]:
    """Edits in ranges of words."""
    found = (
        [word_range(old, edit.old), word_range(new, edit.new)]
        for edit in find_replacements(old, new)
        if not edit.is_moved
    )
    return list(found)


def word_range(text: str, span: Span) -> Range:
    """The words between blanks that a stretch touches; null for none."""
    if not span.length:
        return None
    first = len(text[: span.start + 1].split()) - 1
    return [first, first + len(text[span.start : span.end].split())]


def main() -> None:
    """Read the sentences, write the edits."""
    if len(sys.argv) != 3:
        raise SystemExit(__doc__)
    pairs = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    with Path(sys.argv[2]).open("w", encoding="utf-8") as lines:
        for key, pair in pairs.items():
            edits = predict(pair["sentence-1"], pair["sentence-2"])
            lines.write(json.dumps({"key": key, "edits": edits}) + "\n")


if __name__ == "__main__":
    main()
