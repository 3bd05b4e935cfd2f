"""How right sentence boundaries are, on stretches of the 2018 narratives marked by reading.

usage: python -m benchmarks.sentences [NARRATIVES]

Ours against nupunkt and pysbd. The folder NARRATIVES is ../shared/data/narratives by default;
sentence_boundaries.json holds only where its sentences end.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable
from itertools import accumulate
from pathlib import Path

import nupunkt
import pysbd

from reftel.language import split_sentences

MARKS = Path(__file__).with_name("sentence_boundaries.json")


def ours(text: str) -> Iterable[int]:
    """Where the sentences of this package end."""
    return (span.end for span in split_sentences(text))


def plain_nupunkt(text: str) -> Iterable[int]:
    """Where those of nupunkt end."""
    return (len(text[:end].rstrip()) for _, end in nupunkt.sent_spans(text))


def plain_pysbd(text: str) -> Iterable[int]:
    """Where those of pysbd end; it gives sentences with the blanks behind them, in order."""
    pieces = pysbd.Segmenter(language="en", clean=False).segment(text)
    return (len(text[:end].rstrip()) for end in accumulate(map(len, pieces)))


def measure(folder: Path, split: Callable[[str], Iterable[int]]) -> tuple[float, float, float, int]:
    """Precision, recall, F1 and the number of marks."""
    right = found = marked = 0
    for row in json.loads(MARKS.read_text(encoding="utf-8"))["stretches"]:
        text = (folder / f"{row['id']}.txt").read_text(encoding="utf-8")[row["start"] : row["end"]]
        # Lines were broken by the printer; each splitter sees one paragraph.
        ends = {row["start"] + end for end in split(text.replace("\n", " ")) if end < len(text)}
        right += len(ends & set(row["boundaries"]))
        found += len(ends)
        marked += len(row["boundaries"])
    precision, recall = right / max(1, found), right / marked
    return precision, recall, 2 * precision * recall / max(1e-9, precision + recall), marked


def main() -> None:
    """Measure and print."""
    here = Path(__file__).resolve().parents[2] / "shared" / "data" / "narratives"
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else here
    for name, split in (("ours", ours), ("nupunkt", plain_nupunkt), ("pysbd", plain_pysbd)):
        precision, recall, f1, marked = measure(folder, split)
        print(f"{name:8} precision {precision:.3f}  recall {recall:.3f}  F1 {f1:.3f}  of {marked} marks")


if __name__ == "__main__":
    main()
