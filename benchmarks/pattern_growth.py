"""How the time of each pattern of the telegram reader grows with the length of texts that mean harm.

    python -m benchmarks.pattern_growth [NAME ...]

Every pattern that a module of `reftel.telegram` holds runs on texts of a size and of four times that size:
single signs, the texts that stand beside the pattern, and what these begin and end with, over and over. It is
looked for from one end to the other, or, if the modules only match it at a place, matched at the start. The
growth at a doubling is printed; linear cost is 2.0. The peer is splitting the same text at its white space,
in the same run. NAME are modules, such as ``whole_body`` or ``references.quick``.
"""

from __future__ import annotations

import argparse
import importlib
import inspect
import pkgutil
import re
import sys
from collections.abc import Iterator
from functools import partial
from typing import Any, NamedTuple

import reftel.telegram
from benchmarks.telegram_growth import MOST, cpu_seconds, growth_of

# Short enough to stay near the processor: what is measured is the pattern, not the memory.
START, DOUBLINGS = 4_000, 2
TRIES, TURNS = 2, 3
# What is only ever looked for in a few letters, and in how many.
BOUNDED = {"engagement.CLOSE_LABEL_RE": 60}
SIGNS = (
    " ", "\n", " \n", "\t", "a", "a ", "A", "A ", "S ", "1", "1 ", "1.", "-", "- ", ".", ",", "/", "'", "(",
    ") ", "(A", '"', ":", "¶",
)  # fmt: skip
# A pattern, and what is done with it. must match in "ITEM_RE.match(text)"; must not match "re.match(text)"
WAY_RE = re.compile(r"\b(\w+_RE)\.(\w+)")
# must match in "a", "- "; must not match ""
WORD_RE = re.compile(r"\w+|\W+")
COMMENT = r"(?P<said> (?: ^\# .* \n )+ ) {name} \b [^=\n]* = [ ] re\.compile\("
# must match in "must match "A"; "; must not match "A"
QUOTED_RE = re.compile(r"\"((?:[^\"\n]|\n# )+)\"")


class Found(NamedTuple):
    """A pattern.

    Attributes:
        name: Its module and name.
        pattern: The pattern.
        texts: What stands beside it as an example.
        is_placed: Whether it is only matched at a place.
    """

    name: str
    pattern: re.Pattern[Any]
    texts: tuple[str, ...]
    is_placed: bool


def main() -> int:
    """Print how the time of each pattern grows, the fastest first; 1 if one grows faster than it may."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("name", nargs="*", help="modules of reftel.telegram; all without one")
    options = parser.parse_args()
    patterns = [
        one for one in find_patterns() if not options.name or one.name.rpartition(".")[0] in options.name
    ]
    print(f"{'pattern':44}{'growth':>8}{'x splitting':>13}  worst text, repeated")
    worst = sorted((measure(one) for one in patterns), reverse=True)
    for growth, against, name, piece in worst:
        bound = f", but in {BOUNDED[name]} letters at most" if name in BOUNDED else ""
        print(f"{name:44}{growth:8.2f}{against:13.1f}  {piece!r}{bound}")
    grown = [name for growth, _, name, _ in worst if growth > MOST and name not in BOUNDED]
    print(f"{len(patterns)} patterns, of which faster than they may: {', '.join(grown) or 'none'}")
    return 1 if grown else 0


def find_patterns() -> Iterator[Found]:
    """Every pattern that is made at the head of a module."""
    packages = pkgutil.walk_packages(reftel.telegram.__path__, "reftel.telegram.")
    modules = [importlib.import_module(module.name) for module in packages]
    sources = [inspect.getsource(module) for module in modules]
    ways = set(WAY_RE.findall("\n".join(sources)))
    for module, source in zip(modules, sources, strict=True):
        for name, value in vars(module).items():
            is_made_here = re.search(rf"^{name}\b[^=\n]*= re\.compile\(", source, re.MULTILINE)
            if isinstance(value, re.Pattern) and is_made_here:
                said = re.search(COMMENT.format(name=name), source, re.MULTILINE | re.VERBOSE)
                texts = QUOTED_RE.findall(said["said"]) if said else []
                texts = [
                    text.replace("\n# ", " ").replace("\\n", "\n").replace("\\t", "\t") for text in texts
                ]
                used = {way for pattern, way in ways if pattern == name}
                is_placed = bool(used) and used <= {"match", "fullmatch"}
                whole = f"{module.__name__.removeprefix('reftel.telegram.')}.{name}"
                yield Found(whole, value, tuple(texts), is_placed)


def pieces_of(found: Found) -> set[str]:
    """What is said over and over."""
    pieces = set(SIGNS)
    for text in found.texts:
        ends = [match.end() for match in WORD_RE.finditer(text)]
        pieces |= {text, text[:-1]} | {text[:end] for end in ends} | {text[end:] for end in ends}
    return pieces - {""}


def measure(found: Found) -> tuple[float, float, str, str]:
    """The growth on the text on which the pattern grows fastest, its time beside splitting, and that text."""
    return max((*_measure(found, piece), found.name, piece) for piece in pieces_of(found))


def _measure(found: Found, piece: str) -> tuple[float, float]:
    """Growth at a doubling, and the time beside splitting."""
    make = partial(_repeat, piece, is_bytes=isinstance(found.pattern.pattern, bytes))
    search = found.pattern.match if found.is_placed else partial(_search, found.pattern)
    text, longer = make(START), make(START * 2**DOUBLINGS)
    growth = min(growth_of(search, text, longer, TURNS) for _ in range(TRIES))
    return growth ** (1 / DOUBLINGS), cpu_seconds(search, text) / cpu_seconds(_split, text)


def _repeat(piece: str, size: int, *, is_bytes: bool) -> str | bytes:
    text = piece * (size // len(piece))
    return text.encode("latin-1", "replace") if is_bytes else text


def _search(pattern: re.Pattern[Any], text: Any) -> None:
    for _ in pattern.finditer(text):
        pass


def _split(text: Any) -> None:
    text.split()


if __name__ == "__main__":
    sys.exit(main())
