"""What the TAGS say of countries."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from reftel.vocab.countries import country_by_tag


def countries_of(tags: Iterable[str], post_iso3: str, year: int | None) -> tuple[str, ...]:
    """ISO 3166-1 alpha-3 codes of the countries that geographic TAGS name; else that of the post."""
    found = [code for tag in tags if (code := _country_of(tag, year))]
    if not found and post_iso3:
        found.append(post_iso3)
    return tuple(dict.fromkeys(found))


@lru_cache(maxsize=4096)
def _country_of(tag: str, year: int | None) -> str:
    country = country_by_tag(tag, year)
    return country.iso3 if country else ""
