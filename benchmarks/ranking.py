"""Hold the ranking rules against the ratings of 2009 to 2025.

`python -m benchmarks.ranking` judges every known rating by the history before it. It prints, by report year,
how many the rules call forced, allowed, in need of a waiver, flagged, undetermined or impossible; the last
with their provision, and so for the flagged ones; and how many sequences that the law forbids are refused.
"""

from __future__ import annotations

import json
import time
from collections import Counter, defaultdict

from tests.ranking.test_sequences import CASES, read_steps

from reftel.ranking.history import Direction, TierSeries, movement
from reftel.ranking.rules import OUTCOMES, Judgement, Status, assess
from reftel.ranking.sequences import check_sequence
from reftel.ranking.words import list_years
from reftel.ranking.world import all_series
from reftel.vocab.tiers import Tier

FIRST, LAST = 2009, 2025
COLUMNS = (
    ("forced", Status.FORCED),
    ("allowed", Status.ALLOWED),
    ("waiver", Status.WAIVER),
    ("flagged", Status.FLAGGED),
    ("undetermined", Status.UNDETERMINED),
    ("impossible", Status.BARRED),
)
Judged = dict[tuple[str, int], tuple[Tier, Judgement]]


def judge_world(world: dict[str, TierSeries]) -> Judged:
    """Judge every known rating by the history before it."""
    return {
        (iso3, entry.year): (entry.tier, assess(series, entry.year).of(entry.tier))
        for iso3, series in world.items()
        for entry in series.years
        if entry.tier in OUTCOMES and FIRST <= entry.year <= LAST
    }


def print_years(judged: Judged) -> None:
    """The counts, by report year."""
    counts: dict[int, Counter[Status]] = defaultdict(Counter)
    for (_, year), (_, judgement) in judged.items():
        counts[year][judgement.status] += 1
    print("year  rated " + "".join(f"{name:>14}" for name, _ in COLUMNS))
    for year in sorted(counts):
        row = "".join(f"{counts[year][status]:14}" for _, status in COLUMNS)
        print(f"{year} {counts[year].total():6} {row}")
    total: Counter[Status] = sum(counts.values(), Counter())
    print(f"all  {total.total():6} " + "".join(f"{total[status]:14}" for _, status in COLUMNS))


def print_exceptions(judged: Judged) -> None:
    """Ratings that the law rules out or only its text does, with the provision."""
    for title, status in (("Impossible", Status.BARRED), ("Flagged", Status.FLAGGED)):
        found = [(key, j) for key, (_, j) in judged.items() if j.status is status]
        print(f"\n{title}, and yet observed: {len(found)}")
        for (iso3, year), judgement in found:
            reason = judgement.reasons[0]
            print(f"  {iso3} {year}  {reason.provision.citation}  {reason.words}")


def print_undetermined(judged: Judged) -> None:
    """Which unknown years leave how many ratings undetermined."""
    by_years = Counter(j.unknown_years for _, j in judged.values() if j.status is Status.UNDETERMINED)
    print(f"\nUndetermined: {by_years.total()}; by the unknown years that decide")
    for years, number in by_years.most_common():
        print(f"  {number:4}  {list_years(years)}")


def print_2018(judged: Judged) -> None:
    """The waivers of 2018, as history alone gives them."""
    waivers = [i for (i, y), (_, j) in judged.items() if y == 2018 and j.status is Status.WAIVER]
    print(f"\nOn the Watch List in 2018 by a waiver: {', '.join(waivers)}")
    for iso3 in ("CUB", "BOL", "LAO"):
        tier, judgement = judged[iso3, 2018]
        may_be = " or ".join(judgement.may_be)
        years = list_years(judgement.unknown_years)
        print(f"{iso3} 2018 {tier.label}: {judgement.status} ({may_be}), for want of {years}")


def print_peer(judged: Judged, world: dict[str, TierSeries], seconds: float) -> None:
    """The peer only counts consecutive known years: what it decides, and what the doubt costs."""
    start = time.perf_counter()
    naive: Counter[str] = Counter()
    for (iso3, year), (tier, judgement) in judged.items():
        before = movement(world[iso3], year - 1)
        most = 99 if year < 2011 else 4 if year < 2019 else 3
        says_impossible = tier is Tier.WATCH_LIST and before.watch_list_years >= most
        guessed = judgement.status is Status.UNDETERMINED and before.direction is not Direction.UNKNOWN
        naive["impossible"] += says_impossible
        naive["decided although a year is unknown or disputed"] += guessed
    peer = time.perf_counter() - start
    print(f"\nA plain count of known years in a row: {dict(naive)}")
    print(f"{len(judged)} judgements in {seconds:.2f} s, {seconds / peer:.0f} times the plain count")


def print_sequences() -> None:
    """The forbidden sequences, and how many are refused."""
    forbidden = [case for case in CASES if case["refused"]]
    lawful = [case for case in CASES if not case["refused"]]
    refused = [case for case in forbidden if check_sequence(read_steps(case["steps"]))]
    passed = [case for case in lawful if not check_sequence(read_steps(case["steps"]))]
    print(f"\nForbidden sequences refused: {len(refused)} of {len(forbidden)}")
    print(f"Lawful sequences let pass: {len(passed)} of {len(lawful)}")
    for case in forbidden:
        print(f"  {case['steps']}: {json.dumps(case['refused'])}")


def main() -> None:
    """Judge and print."""
    world = all_series()
    start = time.perf_counter()
    judged = judge_world(world)
    seconds = time.perf_counter() - start
    print_years(judged)
    print_exceptions(judged)
    print_undetermined(judged)
    print_2018(judged)
    print_sequences()
    print_peer(judged, world, seconds)


if __name__ == "__main__":
    main()
