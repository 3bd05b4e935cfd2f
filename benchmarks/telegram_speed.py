"""How fast telegrams are read, every field of them, beside one pass of one pattern over the same texts.

    python -m benchmarks.telegram_speed DIR

DIR is a folder of invented telegrams with their truth beside it (DIR.truth.jsonl), as
``../shared/bench/telegrams/generate_telegrams.py`` writes them. The texts are taken in batches, so that
memory does not grow with their number. Each batch is in memory before the clock starts; then the pass of
``regex_pass.py`` and the reader take five turns on it, on one core, by the time of the processor. The median
turn of each counts; the ratio of the first turns, before which the reader has not seen the batch, is printed,
too. The reader's results are kept until its next turn, or until the batch is compared with its truth, both
outside the clock.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import resource
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

from reftel.telegram import Address, Telegram, read_telegrams

PEER = Path(__file__).parents[2] / "shared" / "bench" / "telegrams" / "regex_pass.py"
BATCH = 100
TURNS = 5
OnePass = Callable[[Sequence[str]], int]


def main() -> int:
    """Read the folder and print the figures; 1 if a field of a telegram is wrong."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--only-wrong", type=int, default=5, help="how many wrong readings to print")
    options = parser.parse_args()
    one_pass = _load_peer()
    clock: Counter[str] = Counter()
    wrong: list[str] = []
    count = 0
    for texts, truths in _batches(options.folder):
        telegrams = _race(texts, one_pass, clock)
        count += len(texts)
        for telegram, truth in zip(telegrams, truths, strict=True):
            wrong += [f"{truth['file']}: {name}" for name in find_differences(telegram, truth)]
    _report(count, clock, wrong[: options.only_wrong], len(wrong))
    return 1 if wrong else 0


def _load_peer() -> OnePass:
    spec = importlib.util.spec_from_file_location("regex_pass", PEER)
    if spec is None or spec.loader is None:
        raise SystemExit(f"{PEER} cannot be loaded.")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    one_pass: OnePass = module.one_pass
    return one_pass


def _batches(folder: Path) -> Iterator[tuple[list[str], list[Mapping[str, Any]]]]:
    with Path(f"{str(folder).rstrip('/')}.truth.jsonl").open(encoding="utf-8") as lines:
        while batch := [json.loads(line) for line in islice(lines, BATCH)]:
            yield [(folder / truth["file"]).read_text(encoding="utf-8") for truth in batch], batch


def _race(texts: Sequence[str], one_pass: OnePass, clock: Counter[str]) -> list[Telegram]:
    """Both over the batch in turn, some times; what the last reading gave."""
    telegrams: list[Telegram] = []
    passes: list[int] = []
    readings: list[int] = []
    for _ in range(TURNS):
        telegrams.clear()
        start = time.process_time_ns()
        one_pass(texts)
        middle = time.process_time_ns()
        telegrams += read_telegrams(texts)
        end = time.process_time_ns()
        passes.append(middle - start)
        readings.append(end - middle)
    clock["first pass"] += passes[0]
    clock["first reading"] += readings[0]
    clock["pass"] += sorted(passes)[TURNS // 2]
    clock["reading"] += sorted(readings)[TURNS // 2]
    clock["texts"] += len(texts)
    clock["bytes"] += sum(len(text.encode()) for text in texts)
    return telegrams


def find_differences(telegram: Telegram, truth: Mapping[str, Any]) -> list[str]:
    """The names of the fields in which a telegram differs from what was generated."""
    read = as_truth(telegram)
    return [f"{name}: {truth[name]!r}, read {read[name]!r}" for name in read if read[name] != truth[name]]


def as_truth(telegram: Telegram) -> dict[str, Any]:
    """All fields that the generator states, in its shape."""
    header, catalogue = telegram.transmission, telegram.catalogue
    by = telegram.classified_by
    decl = telegram.declassification
    return {
        "id": telegram.mrn,
        "created": _created(telegram),
        "classification": catalogue.classification.text if catalogue.classification else None,
        "origin": catalogue.origin.text if catalogue.origin else None,
        "transmission_id": header.identifier.text if header.identifier else None,
        "precedence": header.date_time.action if header.date_time else None,
        "dtg": header.date_time.text if header.date_time else None,
        "to": [_address(one) for one in header.to],
        "info": [_address(one) for one in header.info],
        "tags": [tag.text for tag in telegram.tags],
        "subject": telegram.subject.text if telegram.subject else None,
        "refs": [reference.mrn for reference in telegram.references],
        "decl": decl.on.isoformat() if decl and decl.on else None,
        "classified_by": by[0].name if by else None,
        "paragraphs": len(telegram.paragraphs),
        "sections": telegram.section[1] if telegram.section else 1,
        "summary": bool(telegram.summary),
        "signer": telegram.signature.text if telegram.signature else None,
    }


def _created(telegram: Telegram) -> str | None:
    group = telegram.transmission.date_time
    return group.at.strftime("%Y-%m-%d %H:%M") if group and group.at else None


def _address(address: Address) -> dict[str, str | None]:
    return {
        "route": address.route or None,
        "name": address.name or None,
        "precedence": address.precedence or None,
        "mcn": address.continuity_number or None,
    }


def _report(count: int, clock: Counter[str], shown: Sequence[str], wrong: int) -> None:
    print(f"{count:,} telegrams, {TURNS} times, in batches of {BATCH}; results kept for the batch")
    for name, key in (("reader", "reading"), ("one pattern", "pass")):
        seconds = clock[key] / 1e9
        rate, speed = clock["texts"] / seconds, clock["bytes"] / seconds / 1e6
        print(f"{name:12}{rate:9,.0f} telegrams/s {speed:7.1f} MB/s")
    print(f"{'ratio':12}{clock['pass'] / clock['reading']:9.3f}")
    print(f"{'first turns':12}{clock['first pass'] / clock['first reading']:9.3f}")
    print(f"{'memory':12}{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:9.0f} MB at most")
    print(f"{'wrong':12}{wrong:9} fields", *shown, sep="\n  ")


if __name__ == "__main__":
    sys.exit(main())
