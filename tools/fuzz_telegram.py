"""Look for texts that the reader of telegrams stumbles over, guided by which lines of it they reach.

usage: python -m tools.fuzz_telegram [SECONDS] [FOLDER]

For so many seconds, ten minutes unless said otherwise, texts are made from the specimen's telegrams and what
the tests damage telegrams with; FOLDER keeps those that reach new lines, build/fuzz unless said otherwise. A
text that raises, or gives spans outside of it, is printed and kept beside them, and the exit code is not 0.
Atheris is needed, which `make fuzz` installs; it runs on Linux.
"""

from __future__ import annotations

import sys
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["reftel.telegram", "reftel.document"]):
    from tests.telegram.damage import PIECES, WHOLE, check_reading

from reftel.specimen import specimen_folder

_SECONDS = 600
_LONGEST = 4_096


def main() -> None:
    """Run until the time is up or a text fails."""
    seconds = sys.argv[1] if len(sys.argv) > 1 else str(_SECONDS)
    folder = Path(sys.argv[2] if len(sys.argv) > 2 else "build/fuzz")
    seeds = folder / "seeds"
    seeds.mkdir(parents=True, exist_ok=True)
    with specimen_folder() as specimen:
        texts = [path.read_text("utf-8") for path in sorted((specimen / "telegrams").glob("*.txt"))]
    for number, text in enumerate([WHOLE, *texts]):
        (seeds / f"{number:02}.txt").write_text(text[:_LONGEST], encoding="utf-8")
    words = folder / "words.txt"
    words.write_text("".join(f'"{_escape(piece)}"\n' for piece in PIECES if piece), encoding="ascii")
    found = folder / "found"
    found.mkdir(exist_ok=True)
    options = (
        f"-max_total_time={seconds}", f"-max_len={_LONGEST}", f"-dict={words}", f"-artifact_prefix={folder}/",
        "-timeout=20",
    )  # fmt: skip
    atheris.Setup([sys.argv[0], *options, str(found), str(seeds)], _read)
    atheris.Fuzz()


def _read(data: bytes) -> None:
    check_reading(data.decode("utf-8", "replace"))


def _escape(piece: str) -> str:
    """A word for the dictionary of the fuzzer: bytes that are not plain as two hexadecimal digits."""
    return "".join(
        chr(byte) if 32 <= byte < 127 and byte not in b'\\"' else f"\\x{byte:02x}" for byte in piece.encode()
    )


if __name__ == "__main__":
    main()
