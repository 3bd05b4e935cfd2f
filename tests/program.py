"""Runs `reftel` as a person does: a process of its own, with its own folder, environment and output.

To start Python and to load what all commands need takes longer than most commands do. So the process is
forked from one that has loaded it already; `run_afresh` starts from nothing.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory

FORKED = get_context("forkserver")
# Nothing that asks for a record's settings when it is loaded: each process has its own.
FORKED.set_forkserver_preload(
    [
        "django.db.models", "lxml.html", "numpy", "pydantic", "rapidfuzz", "reftel.brief.narratives",
        "reftel.cli.main", "reftel.compare.alignment", "reftel.compare.history", "reftel.exchange.inputs",
        "reftel.exchange.series", "reftel.ranking.rules", "rich.console", "rich.table", "tests.record.edits",
        "typer._adapters",
    ]
)  # fmt: skip
OWN_VARIABLES = ("REFTEL_RECORD", "REFTEL_DEBUG")
Ended = subprocess.CompletedProcess[str]


def run(*arguments: str | Path, cwd: Path | None = None, **extra: str) -> Ended:
    """What a command prints and how it ends."""
    words = [*map(str, arguments)]
    with TemporaryDirectory() as folder:
        out, err = Path(folder, "out"), Path(folder, "err")
        process = FORKED.Process(target=_reftel, args=(words, _environment(extra), cwd, (out, err)))
        process.start()
        process.join()
        assert process.exitcode is not None
        return Ended(words, process.exitcode, out.read_text("utf-8"), err.read_text("utf-8"))


def run_afresh(*arguments: str | Path, **extra: str) -> Ended:
    """The same from nothing, where it matters how Python itself was started."""
    words = [sys.executable, "-m", "reftel.cli.main", *map(str, arguments)]
    return subprocess.run(
        words, capture_output=True, text=True, encoding="utf-8", env=_environment(extra), check=False
    )


def _environment(extra: Mapping[str, str]) -> dict[str, str]:
    inherited = {name: value for name, value in os.environ.items() if name not in OWN_VARIABLES}
    return {**inherited, "COLUMNS": "200", **extra}


def _reftel(
    words: Sequence[str], environment: Mapping[str, str], folder: Path | None, outputs: tuple[Path, Path]
) -> None:
    """In the new process: be `reftel`."""
    signal.signal(signal.SIGINT, signal.default_int_handler)
    for number, path in enumerate(outputs, start=1):
        file = os.open(path, os.O_WRONLY | os.O_CREAT)
        os.dup2(file, number)
        os.close(file)
    sys.stdout, sys.stderr = (os.fdopen(number, "w", encoding="utf-8", closefd=False) for number in (1, 2))
    os.environ.clear()
    os.environ.update(environment)
    if folder is not None:
        os.chdir(folder)
    sys.argv = ["reftel", *words]
    from reftel.cli.main import main

    main()
