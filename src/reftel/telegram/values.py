"""What the TAGS say of countries."""

from __future__ import annotations

from functools import lru_cache

from reftel.vocab.countries import country_by_tag


@lru_cache(maxsize=4096)
def countries_of(tags: tuple[str, ...], post_iso3: str, year: int | None) -> tuple[str, ...]:
    """ISO 3166-1 alpha-3 codes of the countries that geographic TAGS name; else that of the post."""
    found = [country.iso3 for tag in tags if (country := country_by_tag(tag, year))]
    if not found and post_iso3:
        found.append(post_iso3)
    return tuple(dict.fromkeys(found))
