"""Make collectives.csv and collective_names.csv from collectives_by_hand.txt and the packaged table of posts.

    python tools/vocab/make_collectives.py

A member is a state; its post is the embassy in its capital, in the years in which the post bears its code.
Run make_posts.py first.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from reftel.vocab.posts import Post, posts

HERE = Path(__file__).resolve().parent
DATA = HERE.parents[1] / "src" / "reftel" / "vocab" / "data"
MEMBER_COLUMNS = ("name", "member", "first_year", "last_year", "source")
NAME_COLUMNS = ("name", "variants", "source")
HAND_SOURCE = "names by hand"


@dataclass(slots=True)
class Collective:
    """One entry of the hand-made list."""

    name: str
    variants: str
    source: str
    lines: list[str] = field(default_factory=list)


def read_entries() -> list[Collective]:
    """The hand-made list."""
    found: list[Collective] = []
    for line in (HERE / "collectives_by_hand.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("="):
            name, variants, source = (part.strip() for part in line[1:].split("|"))
            found.append(Collective(name, variants, source))
        elif line.strip() and not line.startswith("#"):
            found[-1].lines.append(line.strip())
    return found


def find_members(
    entry: Collective, entries: dict[str, Collective]
) -> Iterator[tuple[str, int | None, int | None]]:
    """Code of each member's post with the years of membership, as far as the post bore that code then."""
    for line in entry.lines:
        if line.startswith("+"):
            yield from find_members(entries[line[1:].strip()], entries)
        elif line.startswith("posts "):
            iso3 = line.removeprefix("posts ").strip()
            yield from ((post.code, post.first_year, post.last_year) for post in posts() if post.iso3 == iso3)
        else:
            year, members = line.split(":")
            for member in members.split():
                code, _, last = member.partition("-")
                for post in find_posts(code):
                    yield from within(post, int(year), int(last) if last else None)


def find_posts(code: str) -> list[Post]:
    """The embassies in a country, or the one post that is named with a sign before it."""
    if code.startswith("@"):
        return [post for post in posts() if post.code == code[1:]]
    found = [post for post in posts() if post.iso3 == code and post.kind == "embassy"]
    if not found:
        raise SystemExit(f"no embassy in {code}")
    return found


def within(post: Post, first: int, last: int | None) -> Iterator[tuple[str, int | None, int | None]]:
    """The years of membership in which the post bears its code; nothing if there are none."""
    first = max(first, post.first_year or first)
    ends = [year for year in (last, post.last_year) if year is not None]
    end = min(ends) if ends else None
    if end is None or first <= end:
        yield post.code, first, end


def write(name: str, columns: tuple[str, ...], rows: list[list[str]]) -> None:
    """One table."""
    with (DATA / name).open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows(rows)
    print(f"{name}: {len(rows)} rows")


def main() -> None:
    """Write both tables."""
    entries = {entry.name: entry for entry in read_entries()}
    members = [
        [entry.name, code, str(first or ""), str(last or ""), entry.source]
        for entry in entries.values()
        for code, first, last in sorted(
            set(find_members(entry, entries)), key=lambda member: (member[0], member[1] or 0)
        )
    ]
    write("collectives.csv", MEMBER_COLUMNS, members)
    names = [[entry.name, entry.variants, HAND_SOURCE] for entry in entries.values()]
    write("collective_names.csv", NAME_COLUMNS, names)


if __name__ == "__main__":
    main()
