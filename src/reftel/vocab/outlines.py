"""Outlines of countries for a map of the world, and a point for each that is too small to be drawn."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

from reftel.errors import VocabError
from reftel.vocab.tables import ADVICE, read_text

TABLE = "world.geojson"
POINT = "Point"


def load_outlines() -> tuple[dict[str, Any], ...]:
    """GeoJSON features, each with the iso3 of its country as `id`; longitude and latitude in degrees.

    Returns:
        Multipolygons for countries that can be drawn at 1:110 million, points for others. Boundaries are
        those of Natural Earth and say nothing of whose they should be.

    Raises:
        VocabError: The packaged file cannot be read.
    """
    return _load()


@cache
def _load() -> tuple[dict[str, Any], ...]:
    try:
        return tuple(json.loads(read_text(TABLE))["features"])
    except (ValueError, KeyError, TypeError) as error:
        raise VocabError("The outlines cannot be read", where=TABLE, advice=ADVICE) from error
