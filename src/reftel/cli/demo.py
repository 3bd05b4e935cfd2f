"""What `make demo` runs: a record, an import and briefs, each with the command that does it."""

from __future__ import annotations

import argparse
import shlex
import subprocess
import sys
from pathlib import Path

from reftel.specimen import COUNTRY, YEAR, specimen_folder


def main() -> int:
    """Make a record, fill it, print briefs; the exit code is that of the first command that fails."""
    parser = argparse.ArgumentParser(
        description="Show the whole way from telegrams and narratives to a brief."
    )
    parser.add_argument("--folder", type=Path, default=Path(".demo"), help="where to work")
    parser.add_argument("--data", type=Path, help="folder to import; else the specimen")
    parser.add_argument("briefs", nargs="*", help='such as "HKG 2009"')
    options = parser.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    with specimen_folder() as specimen:
        own = [specimen / "narratives", specimen / "telegrams" / "*.txt"]
        sources = [options.data] if options.data else own
        return _run_all(options.folder, sources, options.briefs or [f"{COUNTRY} {YEAR}"])


def _run_all(folder: Path, sources: list[Path], briefs: list[str]) -> int:
    record = folder / ("record" if len(sources) > 1 else f"record-{sources[0].resolve().name}")
    steps = [["init", str(record)], ["--record", str(record), "import", *map(str, sources)]]
    for wanted in briefs:
        country, _, year = wanted.rpartition(" ")
        target = folder / f"{country.lower().replace(' ', '-')}-{year}.html"
        steps.append(["--record", str(record), "brief", country, year, "-o", str(target)])
    for step in steps:
        print(f"\n$ reftel {shlex.join(step)}", flush=True)
        code = subprocess.run([sys.executable, "-m", "reftel.cli.main", *step], check=False).returncode  # noqa: S603
        if code:
            return code
    print("\nOpen the last file in a browser. Next: reftel --help", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
