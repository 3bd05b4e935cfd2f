"""What the TAGS say of countries, and the common values of an E.O. line."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache

from reftel.document import Span
from reftel.telegram.declassification import read_declassification
from reftel.telegram.model import Declassification
from reftel.vocab.countries import country_by_tag

# must match whole "E.O. 12958: N/A", "E.O. 12958: DECL: 06/16/2019"; must not match "E.O. 12958: DECL: X1"
_ORDER_RE = re.compile(
    r"""
    E\.O\.[ ] (?P<order> 1[0-9]{4} ) : [ ]
    (?: N/A
      | DECL: [ ] (?P<month> 0[1-9] | 1[0-2] ) / (?P<day> 0[1-9] | 1[0-9] | 2[0-8] )
        / (?P<year> (?: 19 | 20 ) [0-9]{2} ) )
    """,
    re.VERBOSE,
)


def read_order(raw: str, start: int, end: int) -> Declassification | None:
    """An E.O. line that stands alone on its line."""
    match = _ORDER_RE.fullmatch(raw, start, end)
    if match is None:
        return read_declassification(raw, start, end)
    order, month, day, year = match.groups()
    span = Span(start + 12, end)
    if year is None:
        return Declassification(order, "none", text="N/A", span=span)
    text = raw[start + 12 : end]
    return Declassification(order, "date", date(int(year), int(month), int(day)), text=text, span=span)


@lru_cache(maxsize=4096)
def countries_of(tags: tuple[str, ...], post_iso3: str, year: int | None) -> tuple[str, ...]:
    """ISO 3166-1 alpha-3 codes of the countries that geographic TAGS name; else that of the post."""
    found = [country.iso3 for tag in tags if (country := country_by_tag(tag, year))]
    if not found and post_iso3:
        found.append(post_iso3)
    return tuple(dict.fromkeys(found))
