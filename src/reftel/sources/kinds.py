"""Which kind of document a text is."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from pathlib import PurePath

from reftel.errors import SourceError
from reftel.report import looks_like_narrative
from reftel.telegram import looks_like_telegram
from reftel.vocab.countries import country_by_iso3


class Kind(StrEnum):
    """The kinds of document that are read."""

    TELEGRAM = "telegram"
    NARRATIVE = "narrative"


# must match "HKG-2018.txt", "hkg_2018", "THA-2022.html"; must not match "22USC7103.txt", "HKG-2018.csv"
NAME_RE = re.compile(
    r"""
    (?P<iso3> [A-Za-z]{3} )
    [-_ ]
    (?P<year> (?: 19 | 20 ) [0-9]{2} )
    (?: \. (?: txt | x?html? | pdf | docx ) )?
    """,
    re.VERBOSE | re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Recognised:
    """What a text is taken for.

    Args:
        kind: Telegram or narrative.
        country: ISO 3166-1 alpha-3 code that the file name gives; None if it gives none that exists.
        year: Report year that the file name gives together with the country.
    """

    kind: Kind
    country: str | None = None
    year: int | None = None


def recognise(text: str, name: str = "") -> Recognised:
    """Tell the kind of a text, from its words first and from its file name second.

    Args:
        text: The text.
        name: Base name of its file, such as ``HKG-2018.txt``; may be empty.

    Returns:
        The kind, with country and year if the name gives them.

    Raises:
        SourceError: It is no telegram and no narrative.
    """
    country, year = _read_name(name)
    if looks_like_telegram(text):
        return Recognised(Kind.TELEGRAM, country, year)
    # A narrative whose standing was cut off is still one if its name says so.
    if looks_like_narrative(text) or country is not None:
        return Recognised(Kind.NARRATIVE, country, year)
    raise SourceError(
        "This is no telegram and no narrative",
        where=name,
        advice="Reftel reads telegrams and country narratives.",
    )


def _read_name(name: str) -> tuple[str | None, int | None]:
    match = NAME_RE.fullmatch(PurePath(name).name)
    if match is None:
        return None, None
    country = country_by_iso3(match["iso3"])
    return (country.iso3, int(match["year"])) if country else (None, None)
