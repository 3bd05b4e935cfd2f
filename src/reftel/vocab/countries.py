"""Countries and territories by any name that telegrams, reports and tables give them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from reftel.errors import AmbiguousCountryError, UnknownCountryError
from reftel.vocab.keys import name_key
from reftel.vocab.tables import is_valid_in, load_rows, read_number, split_list

TABLE = "countries.csv"
COLUMNS = (
    "iso3", "iso2", "tag", "other_tags", "name", "report_name", "other_names", "adjectives", "cow",
    "first_year", "last_year", "status", "source",
)  # fmt: skip

COUNTRY = "country"
TERRITORY = "territory"
FORMER = "former"
INVENTED = "invented"

ISO2_LENGTH = 2
ISO3_LENGTH = 3

# Below this likeness (0 to 1) a name is no suggestion at all; an invented country must reach the second.
SUGGESTION_FLOOR = 0.5
INVENTED_FLOOR = 0.8
# A beginning counts a little less than a whole name, so that "Niger" does not suggest "Nigeria" first.
PREFIX_WEIGHT = 0.95
FORMER_WEIGHT = 0.9
ADJECTIVE_WEIGHT = 0.97


@dataclass(frozen=True, slots=True)
class Country:
    """A country, territory or former country.

    Attributes:
        tag: Two-letter geographic TAGS code (FIPS 10-4, not ISO); empty if there is none.
        other_tags: Further codes seen in telegrams, as before a renaming.
        name: Usual English short name.
        report_name: The capitals over its narrative in the report of 2018.
        cow: Correlates of War number, where it has one.
        first_year, last_year: Years in which it existed as such; None is open. They are given for what came
            from a split or merger or is no more, not for independence.
        status: `country`, `territory`, `former` or `invented`.
    """

    iso3: str
    iso2: str
    tag: str
    other_tags: tuple[str, ...]
    name: str
    report_name: str
    other_names: tuple[str, ...]
    adjectives: tuple[str, ...]
    cow: int | None
    first_year: int | None
    last_year: int | None
    status: str
    source: str

    @property
    def slug(self) -> str:
        """The name as it stands in a web address or a file name: `hong-kong`."""
        return make_slug(self.name)

    @property
    def adjective(self) -> str:
        """The usual adjective; the name itself where there is none."""
        return self.adjectives[0] if self.adjectives else self.name

    @property
    def is_invented(self) -> bool:
        """Whether it exists only in the product's specimen."""
        return self.status == INVENTED

    def existed_in(self, year: int) -> bool:
        """Whether it existed as such at some time of the year."""
        return is_valid_in(year, self.first_year, self.last_year)


@dataclass(frozen=True, slots=True)
class CountryIndex:
    """The table, by each kind of thing that it is looked up by."""

    all: tuple[Country, ...]
    by_name: dict[str, tuple[Country, ...]]
    by_iso2: dict[str, Country]
    by_iso3: dict[str, Country]
    by_tag: dict[str, tuple[Country, ...]]
    by_withdrawn_iso2: dict[str, tuple[Country, ...]]
    by_other_name: dict[str, tuple[Country, ...]]


def countries() -> tuple[Country, ...]:
    """All countries, territories, former and invented ones, by name.

    Raises:
        VocabError: The packaged table cannot be read.
    """
    return load_countries().all


def country_by_iso3(iso3: str) -> Country | None:
    """The country with this ISO 3166-1 alpha-3 code, in either case."""
    return load_countries().by_iso3.get(iso3.strip().upper())


def country_by_tag(code: str, year: int | None = None) -> Country | None:
    """The country that a two-letter geographic TAGS code stands for.

    Args:
        code: `HK`, `GM`, `RS`; in either case.
        year: Year of the telegram. Where several countries bore the code, the one that existed then is taken;
            a code that only one ever bore is understood in any year, for telegrams use codes late.

    Returns:
        The country, or None for an unknown code. The present bearer of a code goes before earlier ones.

    Source:
        FIPS 10-4, which the geographic TAGS follow; TAGS lines of telegrams.
    """
    candidates = load_countries().by_tag.get(code.strip().upper(), ())
    alive = [country for country in candidates if year is None or country.existed_in(year)]
    return next(iter(alive or candidates), None)


def find_country(text: str) -> Country | None:
    """The one country that a text names.

    Args:
        text: A name, adjective, slug or code, in any case, with or without accents and punctuation. Two
            letters are read as ISO 3166-1 alpha-2 first (`CH` is Switzerland), as a TAGS code only if ISO has
            no such code in use.

    Returns:
        The country; None when the text names none, or more than one (see `find_countries`).

    Raises:
        VocabError: The packaged table cannot be read. Odd text never raises.

    >>> find_country("cote divoire").iso3, find_country("Thai").iso3, find_country("Congo")
    ('CIV', 'THA', None)
    """
    found = find_countries(text)
    return found[0] if len(found) == 1 else None


def find_countries(text: str) -> tuple[Country, ...]:
    """Every country that a text may name.

    A name in the table goes before a code, a code before alternative names and adjectives: `Guinea` is one
    country, `Congo`, `Korean` and `Dominican` are two each.

    Args:
        text: As in `find_country`.

    Returns:
        The candidates by name; empty when nothing fits.
    """
    index = load_countries()
    key = name_key(text)
    return index.by_name.get(key) or _by_code(index, key.upper()) or index.by_other_name.get(key, ())


def resolve_country(asked: str) -> Country:
    """The country that a person means by a name, ISO code, slug or adjective.

    Raises:
        UnknownCountryError: None goes by it; the error carries the three nearest.
        AmbiguousCountryError: More than one does; the error carries them.
    """
    candidates = find_countries(asked)
    if len(candidates) == 1:
        return candidates[0]
    if candidates:
        raise AmbiguousCountryError(asked, _name_all(candidates))
    raise UnknownCountryError(asked, _name_all(nearest_countries(asked)))


def nearest_countries(text: str, n: int = 3) -> tuple[Country, ...]:
    """The countries whose names are nearest to a misspelling or a beginning.

    Args:
        text: What was typed: `Thialand`, `Hnog Kong`, `Maurit`.
        n: How many at most.

    Returns:
        The nearest first; fewer than `n` when the rest is not alike at all. An invented country is given only
        when it is nearest and truly near.
    """
    asked = name_key(text)
    scores: dict[str, float] = {}
    if asked:
        for key, country, weight in _suggestions():
            score = weight * _likeness(asked, key)
            if score > max(scores.get(country.iso3, 0.0), SUGGESTION_FLOOR):
                scores[country.iso3] = score
    index = load_countries()
    ranked = [index.by_iso3[iso3] for iso3 in sorted(scores, key=lambda iso3: (-scores[iso3], iso3))]
    kept = [
        country
        for place, country in enumerate(ranked)
        if not country.is_invented or (place == 0 and scores[country.iso3] >= INVENTED_FLOOR)
    ]
    return tuple(kept[: max(n, 0)])


def _name_all(found: Iterable[Country]) -> tuple[str, ...]:
    return tuple(f"{country.name} ({country.iso3})" for country in found)


def make_slug(name: str) -> str:
    """Lower-case words of a name, without accents, joined by hyphens."""
    words = (name_key(word) for word in re.split(r"[\s/,()-]+", name))
    return "-".join(word for word in words if word)


@cache
def load_countries() -> CountryIndex:
    """Read and index the packaged table; once per process.

    Raises:
        VocabError: The table cannot be read.
    """
    rows = sorted((_read_country(row) for row in load_rows(TABLE, COLUMNS)), key=lambda country: country.name)
    present = [country for country in rows if country.status != FORMER]
    former = [country for country in rows if country.status == FORMER]
    tags = [(country.tag, country) for country in rows]
    tags += [(tag, country) for country in rows for tag in country.other_tags]
    return CountryIndex(
        all=tuple(rows),
        by_name=_group((name_key(name), c) for c in rows for name in (c.name, c.report_name)),
        by_iso2={country.iso2: country for country in present if country.iso2},
        by_iso3={country.iso3: country for country in rows},
        by_tag=_group(tags),
        by_withdrawn_iso2=_group((country.iso2, country) for country in former),
        by_other_name=_group((name_key(name), c) for c in rows for name in (*c.other_names, *c.adjectives)),
    )


@cache
def _suggestions() -> tuple[tuple[str, Country, float], ...]:
    """Every key that a misspelling is held against, with the weight of its kind."""
    listed = []
    for country in countries():
        weight = FORMER_WEIGHT if country.status == FORMER else 1.0
        names = {name_key(name) for name in (country.name, country.report_name, *country.other_names)}
        adjectives = {name_key(name) for name in country.adjectives} - names
        listed += [(key, country, weight) for key in sorted(names)]
        listed += [(key, country, weight * ADJECTIVE_WEIGHT) for key in sorted(adjectives)]
    return tuple(listed)


def _likeness(asked: str, key: str) -> float:
    """From 0 to 1: how near what was asked is to a whole key, or to its beginning."""
    # Needed only once somebody mistypes a name; most runs never load it.
    from rapidfuzz.distance import OSA

    whole = OSA.normalized_similarity(asked, key)
    if len(asked) < ISO3_LENGTH or len(asked) >= len(key):
        return whole
    beginning = OSA.normalized_similarity(asked, key[: len(asked)])
    # Of two names with this beginning the shorter is the nearer.
    return max(whole, PREFIX_WEIGHT * beginning - 0.002 * (len(key) - len(asked)))


def _by_code(index: CountryIndex, code: str) -> tuple[Country, ...]:
    if len(code) == ISO3_LENGTH:
        country = index.by_iso3.get(code)
        return (country,) if country else ()
    if len(code) != ISO2_LENGTH:
        return ()
    if code in index.by_iso2:
        return (index.by_iso2[code],)
    return index.by_tag.get(code, ())[:1] or index.by_withdrawn_iso2.get(code, ())


def _group(pairs: Iterable[tuple[str, Country]]) -> dict[str, tuple[Country, ...]]:
    """Countries by key, each once, in the order given; empty keys left out."""
    grouped: dict[str, list[Country]] = {}
    for key, country in pairs:
        bearers = grouped.setdefault(key, [])
        if not any(bearer is country for bearer in bearers):
            bearers.append(country)
    grouped.pop("", None)
    return {key: tuple(bearers) for key, bearers in grouped.items()}


def _read_country(row: list[str]) -> Country:
    fields: Iterator[str] = iter(row)
    return Country(
        iso3=next(fields),
        iso2=next(fields),
        tag=next(fields),
        other_tags=split_list(next(fields)),
        name=next(fields),
        report_name=next(fields),
        other_names=split_list(next(fields)),
        adjectives=split_list(next(fields)),
        cow=read_number(next(fields)),
        first_year=read_number(next(fields)),
        last_year=read_number(next(fields)),
        status=next(fields),
        source=next(fields),
    )
