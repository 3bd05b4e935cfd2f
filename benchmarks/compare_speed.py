"""How fast comparisons are, against difflib.ndiff on the same sentences in the same run.

usage: python -m benchmarks.compare_speed [SHARED]

Comparisons are whole: aligned, with word edits and kinds of change. Ordinary pairs are the revised essays
in SHARED/bench/alignment, cut into sentences already, as ndiff needs them. The large ones are made: of a
thousand sentences each has one word changed. Last, every narrative in SHARED/data/narratives against 24 made
revisions, from raw text and back to it, on two cores. SHARED is ../shared by default.
"""

from __future__ import annotations

import json
import random
import resource
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from difflib import ndiff
from functools import partial
from pathlib import Path

from reftel import compare_documents
from reftel.compare import apply
from reftel.language.words import word_list
from reftel.report import Narrative, read_narrative

REVISIONS = 24
WORKERS = 2
WORDS = word_list(
    """
    authorities government officials investigated prosecuted convicted traffickers victims shelter services
    training police judges ministry national plan funding campaign workers children women forced labor border
    consulate report reportedly limited increased provided identified referred screened cases courts law
    """
)


def made_sentences(count: int, seed: int) -> list[str]:
    """Sentences of 12 to 24 words."""
    chance = random.Random(seed)  # noqa: S311
    return [
        " ".join(chance.choices(WORDS, k=chance.randint(12, 24))).capitalize() + f" in place {place}."
        for place in range(count)
    ]


def with_one_word_changed(sentence: str, chance: random.Random) -> str:
    """The sentence with another word somewhere."""
    words = sentence.split()
    words[chance.randrange(len(words) - 2)] = "otherwise"
    return " ".join(words)


def revise(narrative: Narrative, seed: int) -> str:
    """A narrative with sentences reworded, dropped, moved and added, as a year might leave it."""
    chance = random.Random(seed)  # noqa: S311
    text = narrative.raw
    pieces: list[str] = []
    end = 0
    for sentence in narrative.sentences:
        between, words = text[end : sentence.span.start], sentence.span.of(text)
        end = sentence.span.end
        draw = chance.random()
        if draw < 0.08:
            words = ""
        elif draw < 0.5 and len(words.split()) > 4:
            words = with_one_word_changed(words, chance)
        elif draw < 0.6:
            words += " " + made_sentences(1, chance.randrange(10**6))[0]
        pieces += (between, words)
    return "".join(pieces) + text[end:]


def seconds(work: Callable[[], object]) -> float:
    """How long it takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def run_ndiff(old: list[str], new: list[str]) -> int:
    """The peer: all of its lines."""
    return sum(1 for _ in ndiff(old, new))


def ordinary_pairs(folder: Path) -> tuple[float, float, int]:
    """Seconds for all essays, ours and ndiff's, one after the other for each pair; and how many."""
    lines = (folder / "argrewrite_dev.jsonl").read_text(encoding="utf-8").splitlines()
    pairs = [(row["old"], row["new"]) for row in map(json.loads, lines)]
    compare_documents(*pairs[0])
    ours = theirs = 0.0
    for old, new in pairs:
        ours += seconds(partial(compare_documents, old, new))
        theirs += seconds(partial(run_ndiff, old, new))
    return ours, theirs, len(pairs)


def compare_narrative(path: Path) -> int:
    """One narrative with its revisions; each comparison is replayed."""
    text = path.read_text(encoding="utf-8")
    old = read_narrative(text)
    for seed in range(REVISIONS):
        new = revise(old, seed)
        assert apply(compare_documents(old, new), text) == new
    return REVISIONS


def all_narratives(paths: list[Path]) -> Iterator[int]:
    """How many pairs are done, as they are."""
    done = 0
    with ProcessPoolExecutor(WORKERS) as pool:
        for count in pool.map(compare_narrative, paths, chunksize=2):
            done += count
            yield done


def main() -> None:
    """Measure and print."""
    shared = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).resolve().parents[2] / "shared"
    ours, theirs, count = ordinary_pairs(shared / "bench" / "alignment")
    print(
        f"{count} essays: {1000 * ours / count:.1f} ms a pair, ndiff {1000 * theirs / count:.1f} ms,"
        f" ratio {ours / theirs:.2f}"
    )
    chance = random.Random(7)  # noqa: S311
    old = made_sentences(1000, 1)
    new = [with_one_word_changed(sentence, chance) for sentence in old]
    ours = seconds(lambda: compare_documents(old, new))
    # ndiff looks at every pair of lines: it is timed on a tenth, and its time grows at least with the square.
    theirs = 100 * seconds(lambda: run_ndiff(old[:100], new[:100]))
    print(f"1,000 x 1,000 sentences: {ours:.2f} s, ndiff at least {theirs:.1f} s (100 x 100 times 100),"
          f" {theirs / ours:.0f} times faster")  # fmt: skip
    old = made_sentences(2000, 2)
    new = [with_one_word_changed(sentence, chance) for sentence in old]
    print(f"2,000 x 2,000 sentences: {seconds(lambda: compare_documents(old, new)):.2f} s")
    paths = sorted((shared / "data" / "narratives").glob("*.txt"))
    start = time.perf_counter()
    total = len(paths) * REVISIONS
    for done in all_narratives(paths):
        print(f"\r{done} of {total} narrative pairs", end="", file=sys.stderr, flush=True)
    print(file=sys.stderr)
    peak = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    print(f"{total} narrative pairs on {WORKERS} cores: {time.perf_counter() - start:.0f} s;"
          f" memory of the largest process {peak / 1024:.0f} MB")  # fmt: skip


if __name__ == "__main__":
    main()
