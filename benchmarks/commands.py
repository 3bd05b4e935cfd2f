"""How long commands take, beside `python -c pass` in the same run.

usage: python -m benchmarks.commands [RUNS]

Makes a record of the specimen and, where they are beside the checkout, of the reference texts; then times
each command RUNS times (default 7), interleaved with its peer, and prints medians and ratios.
"""

from __future__ import annotations

import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SPECIMEN = ROOT / "src" / "reftel" / "specimen" / "data"
SHARED = ROOT.parent / "shared" / "data"
REFTEL = (sys.executable, "-m", "reftel.cli.main")
PEER = (sys.executable, "-c", "pass")


def time_once(command: tuple[str, ...]) -> float:
    """Seconds that a command takes from start to end."""
    start = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return time.perf_counter() - start


def measure(commands: dict[str, tuple[str, ...]], runs: int) -> dict[str, list[float]]:
    """Time all commands in turn, so that a busy moment hits each of them."""
    times: dict[str, list[float]] = {name: [] for name in commands}
    for _ in range(runs):
        for name, command in commands.items():
            times[name].append(time_once(command))
    return times


def main() -> None:
    """Measure and print."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 7
    folder = Path(tempfile.mkdtemp(prefix="reftel-bench-"))
    try:
        record, target = str(folder / "record"), str(folder / "brief.html")
        subprocess.run([*REFTEL, "init", record], check=True, stdout=subprocess.DEVNULL)
        sources = [str(SPECIMEN / "narratives"), str(SPECIMEN / "telegrams")]
        sources += [str(SHARED)] if SHARED.is_dir() else []
        start = time.perf_counter()
        subprocess.run(
            [*REFTEL, "--record", record, "import", *sources], check=True, stdout=subprocess.DEVNULL
        )
        print(f"import of {', '.join(Path(s).name for s in sources)}: {time.perf_counter() - start:.2f} s")
        brief = (*REFTEL, "--record", record, "brief")
        commands = {
            "python -c pass": PEER,
            "reftel --help": (*REFTEL, "--help"),
            "reftel brief XAV 2009": (*brief, "XAV", "2009", "-o", target),
        }
        if SHARED.is_dir():
            for country, year in (("HKG", "2009"), ("HKG", "2018"), ("THA", "2018")):
                commands[f"reftel brief {country} {year}"] = (*brief, country, year, "-o", target)
        times = measure(commands, runs)
        peer = statistics.median(times["python -c pass"])
        print(f"{'command':26} {'median s':>9} {'worst s':>9} {'x peer':>8}   ({runs} runs)")
        for name, values in times.items():
            median = statistics.median(values)
            print(f"{name:26} {median:9.3f} {max(values):9.3f} {median / peer:8.1f}")
    finally:
        shutil.rmtree(folder)


if __name__ == "__main__":
    main()
