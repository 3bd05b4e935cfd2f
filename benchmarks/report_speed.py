"""How fast narratives are read whole, beside splitting the same texts into sentences alone, in the same run.

usage: python -m benchmarks.report_speed [RUNS]

Reads the narratives of shared/data/narratives beside the checkout RUNS times (default 3), each time after
splitting them, and prints the medians, the ratio and the memory that was used at most.
"""

from __future__ import annotations

import resource
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

from reftel.language import split_sentences
from reftel.report import find_narrative_facts, read_narrative

TEXTS = Path(__file__).resolve().parents[2] / "shared" / "data" / "narratives"


def seconds(work: Callable[[str], object], texts: list[str]) -> float:
    """Processor time that some work on all texts takes."""
    start = time.process_time()
    for text in texts:
        work(text)
    return time.process_time() - start


def read_all(text: str) -> None:
    """Everything that is read out of a narrative."""
    find_narrative_facts(read_narrative(text))


def main() -> int:
    """Print the measurements."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 3
    texts = [path.read_text(encoding="utf-8") for path in sorted(TEXTS.glob("*.txt"))]
    if not texts:
        print(f"There are no narratives in {TEXTS}.", file=sys.stderr)
        return 1
    read_all(texts[0])
    pairs = [(seconds(split_sentences, texts), seconds(read_all, texts)) for _ in range(runs)]
    split, read = (statistics.median(column) for column in zip(*pairs, strict=True))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{len(texts)} narratives, {runs} runs, medians of processor time")
    print(f"split into sentences  {split:7.2f} s  {len(texts) / split:8.1f} narratives/s")
    print(f"read whole            {read:7.2f} s  {len(texts) / read:8.1f} narratives/s")
    print(f"ratio                 {read / split:7.1f}")
    print(f"memory at most        {peak:7.0f} MB")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
