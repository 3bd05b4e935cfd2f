"""Posts: the stations that telegrams come from and that message reference numbers name."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from reftel.vocab.keys import letter_key
from reftel.vocab.tables import load_rows, read_number, split_list

TABLE = "posts.csv"
COLUMNS = (
    "code", "words", "iso3", "kind", "variants", "routing_indicators", "first_year", "last_year", "source",
)  # fmt: skip

EMBASSY = "embassy"
CONSULATE = "consulate"
MISSION = "mission"
DEPARTMENT = "department"
OTHER = "other"

STATION_TITLE_RE = re.compile(
    r"""
    ^ (?: AMEMBASSY | AMCONSUL | USMISSION | USINT | USOFFICE | USLO
        | EMBASSY | CONSULATE (?: GENERAL )? | MISSION )
    (?= . )     # "Embassy" alone is no post
    """,
    re.VERBOSE,
)
# matches: "AMCONSULHONGKONG"; does not match: "HONGKONG"


@dataclass(frozen=True, slots=True)
class Post:
    """A station that sends telegrams.

    Attributes:
        code: As in message reference numbers: `HONGKONG`.
        words: As in the text of telegrams: `HONG KONG`.
        iso3: The country in which the post stands; empty for departments and missions to organisations.
        kind: `embassy`, `consulate`, `mission`, `department` or `other`.
        variants: Short and mis-spelt forms seen in telegrams.
        routing_indicators: `RUEHHK`; some posts have several, some none that is known.
        first_year, last_year: Years in which telegrams bear this code, where known; None is open.
    """

    code: str
    words: str
    iso3: str
    kind: str
    variants: tuple[str, ...]
    routing_indicators: tuple[str, ...]
    first_year: int | None
    last_year: int | None
    source: str


@dataclass(frozen=True, slots=True)
class PostIndex:
    """The table, by each kind of thing that it is looked up by."""

    by_code: dict[str, Post]
    by_variant: dict[str, Post]
    by_routing: dict[str, Post]


def posts() -> tuple[Post, ...]:
    """All posts, by code.

    Raises:
        VocabError: The packaged table cannot be read.
    """
    return tuple(load_posts().by_code.values())


def find_post(text: str) -> Post | None:
    """The post that a station's name stands for.

    A code goes before a variant: `TAIPEI` is itself, although telegrams also use it for `AITTAIPEI`.

    Args:
        text: `HONGKONG`, `Hong Kong`, `HK`, `AMCONSUL HONG KONG`, `SECSTATE WASHDC`; case, blanks and
            punctuation do not count.

    Returns:
        The post; None when no post is called so.

    Raises:
        VocabError: The packaged table cannot be read. Odd text never raises.

    >>> find_post("port-au-prince").code, find_post("SECSTATE").code, find_post("AMEMBASSY FOOBAR")
    ('PORTAUPRINCE', 'STATE', None)
    """
    index = load_posts()
    key = letter_key(text)
    for station in (key, STATION_TITLE_RE.sub("", key)):
        post = index.by_code.get(station) or index.by_variant.get(station)
        if post:
            return post
    return None


def post_by_routing(indicator: str) -> Post | None:
    """The post with this routing indicator, in either case: `RUEHHK` is Hong Kong."""
    return load_posts().by_routing.get(indicator.strip().upper())


@cache
def load_posts() -> PostIndex:
    """Read and index the packaged table; once per process.

    Raises:
        VocabError: The table cannot be read.
    """
    read = [_read_post(row) for row in load_rows(TABLE, COLUMNS)]
    by_variant: dict[str, Post] = {}
    by_routing: dict[str, Post] = {}
    for post in read:
        for variant in (post.words, *post.variants):
            by_variant.setdefault(letter_key(variant), post)
        for indicator in post.routing_indicators:
            by_routing.setdefault(indicator, post)
    return PostIndex({post.code: post for post in read}, by_variant, by_routing)


def _read_post(row: list[str]) -> Post:
    code, words, iso3, kind, variants, routing, first, last, source = row
    return Post(
        code, words, iso3, kind, split_list(variants), split_list(routing), read_number(first),
        read_number(last), source,
    )  # fmt: skip
